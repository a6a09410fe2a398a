//! JSONPath filters: the tests in `[?…]`.

use super::path::Query;
use super::regexp::Regexp;
use crate::text::{Mark, Node, Value};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A test of one node.
#[derive(Clone, Debug)]
pub(super) enum Filter {
    Or(Vec<Filter>),
    And(Vec<Filter>),
    Not(Box<Filter>),
    /// Whether a query selects anything.
    Exists(Query),
    Compare(Operand, Operator, Operand),
    /// `match` (the whole text) or `search` (any part of it).
    Matches {
        text: Operand,
        pattern: Operand,
        whole: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// One side of a comparison.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    Literal(Value),
    /// A query that selects one node at most.
    Query(Query),
    /// `length(…)` of a text, array or object.
    Length(Box<Operand>),
    /// `count(…)` of what a query selects.
    Count(Query),
    /// `value(…)` of what a query selects, if that is one node.
    Value(Query),
}

impl Filter {
    /// Whether `current` passes, with `root` for `$`.
    pub(super) fn holds(&self, root: &Node, current: &Node) -> bool {
        match self {
            Filter::Or(tests) => tests.iter().any(|test| test.holds(root, current)),
            Filter::And(tests) => tests.iter().all(|test| test.holds(root, current)),
            Filter::Not(test) => !test.holds(root, current),
            Filter::Exists(query) => !query.select(root, current).is_empty(),
            Filter::Compare(left, operator, right) => compare(
                left.value(root, current).as_deref(),
                *operator,
                right.value(root, current).as_deref(),
            ),
            Filter::Matches { text, pattern, whole } => {
                let (text, pattern) = (text.value(root, current), pattern.value(root, current));
                let text = text.as_deref().and_then(Node::as_str);
                let regexp = pattern
                    .as_deref()
                    .and_then(Node::as_str)
                    .and_then(|pattern| Regexp::new(pattern).ok());
                matches!((text, regexp), (Some(text), Some(regexp)) if regexp.matches(text, *whole))
            }
        }
    }
}

impl Operand {
    /// The value, or nothing when there is none.
    fn value<'a>(&'a self, root: &'a Node, current: &'a Node) -> Option<Cow<'a, Node>> {
        let only = |query: &Query| match query.select(root, current).as_slice() {
            [(_, node)] => Some(Cow::Borrowed(*node)),
            _ => None,
        };
        let number = |n: usize| Some(owned(Value::Number(n.to_string().into())));
        match self {
            Operand::Literal(value) => Some(owned(value.clone())),
            Operand::Query(query) | Operand::Value(query) => only(query),
            Operand::Count(query) => number(query.select(root, current).len()),
            Operand::Length(of) => match &of.value(root, current)?.value {
                Value::String(text) => number(text.chars().count()),
                Value::Array(items) => number(items.len()),
                Value::Object(object) => number(object.len()),
                Value::Null | Value::Bool(_) | Value::Number(_) => None,
            },
        }
    }
}

fn owned<'a>(value: Value) -> Cow<'a, Node> {
    Cow::Owned(Node { value, at: Mark::default() })
}

fn compare(left: Option<&Node>, operator: Operator, right: Option<&Node>) -> bool {
    let equal = || match (left, right) {
        (Some(left), Some(right)) => left.same_value(right),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    match operator {
        Operator::Equal => equal(),
        Operator::NotEqual => !equal(),
        Operator::Less => order(left, right) == Some(Ordering::Less),
        Operator::Greater => order(left, right) == Some(Ordering::Greater),
        Operator::LessOrEqual => order(left, right) == Some(Ordering::Less) || equal(),
        Operator::GreaterOrEqual => order(left, right) == Some(Ordering::Greater) || equal(),
    }
}

/// Only two numbers or two texts have an order.
fn order(left: Option<&Node>, right: Option<&Node>) -> Option<Ordering> {
    let (left, right) = (left?, right?);
    match (left.as_f64(), right.as_f64()) {
        (Some(left), Some(right)) => left.partial_cmp(&right),
        _ => Some(left.as_str()?.cmp(right.as_str()?)),
    }
}
