//! Reads JSONPath's filters: what stands in `[?…]`.

use super::{Parsed, Parser};
use crate::diagnostic::clean;
use crate::overlay::filter::{Filter, Operand, Operator};
use crate::overlay::path::Query;
use crate::overlay::regexp::Regexp;
use crate::text::{self, Value};

impl Parser<'_> {
    pub(super) fn or(&mut self) -> Parsed<Filter> {
        let mut tests = vec![self.and()?];
        loop {
            self.space();
            if !self.take("||") {
                return Ok(one_or(tests, Filter::Or));
            }
            tests.push(self.and()?);
        }
    }

    fn and(&mut self) -> Parsed<Filter> {
        let mut tests = vec![self.test()?];
        loop {
            self.space();
            if !self.take("&&") {
                return Ok(one_or(tests, Filter::And));
            }
            tests.push(self.test()?);
        }
    }

    fn test(&mut self) -> Parsed<Filter> {
        self.space();
        if self.take("!") {
            return self.deeper(Self::negated).map(|test| Filter::Not(Box::new(test)));
        }
        if self.take("(") {
            let test = self.deeper(Self::or)?;
            self.expect(")")?;
            return Ok(test);
        }
        for (function, whole) in [("match(", true), ("search(", false)] {
            if self.take(function) {
                let text = self.operand()?;
                self.expect(",")?;
                let pattern = self.operand()?;
                self.expect(")")?;
                if let Operand::Literal(Value::String(pattern)) = &pattern {
                    Regexp::new(pattern)
                        .map_err(|error| format!("the pattern `{}` {error}", clean(pattern, 80)))?;
                }
                return Ok(Filter::Matches { text, pattern, whole });
            }
        }
        if let Some('$' | '@') = self.peek() {
            let query = self.inner_query()?;
            return match self.operator() {
                None => Ok(Filter::Exists(query)),
                Some(operator) => {
                    let left = singular(query)?;
                    Ok(Filter::Compare(left, operator, self.operand()?))
                }
            };
        }
        let left = self.operand()?;
        let Some(operator) = self.operator() else { return Err(self.unexpected("a comparison")) };
        Ok(Filter::Compare(left, operator, self.operand()?))
    }

    /// What may follow `!`: a test that is no comparison, unless in parentheses.
    fn negated(&mut self) -> Parsed<Filter> {
        let test = self.test()?;
        match test {
            Filter::Compare(..) if !self.text[..self.at].trim_end().ends_with(')') => {
                Err("`!` before a comparison needs parentheses".to_owned())
            }
            test => Ok(test),
        }
    }

    fn operator(&mut self) -> Option<Operator> {
        self.space();
        let operators = [
            ("==", Operator::Equal),
            ("!=", Operator::NotEqual),
            ("<=", Operator::LessOrEqual),
            (">=", Operator::GreaterOrEqual),
            ("<", Operator::Less),
            (">", Operator::Greater),
        ];
        operators.into_iter().find(|(token, _)| self.take(token)).map(|(_, operator)| operator)
    }

    /// A query that begins with `$` or `@`.
    fn inner_query(&mut self) -> Parsed<Query> {
        self.space();
        let absolute = self.take("$");
        if !absolute && !self.take("@") {
            return Err(self.unexpected("a query"));
        }
        self.deeper(Self::segments).map(|segments| Query { absolute, segments })
    }

    fn operand(&mut self) -> Parsed<Operand> {
        self.space();
        match self.peek() {
            Some('$' | '@') => singular(self.inner_query()?),
            Some('\'' | '"') => {
                self.string().map(|text| Operand::Literal(Value::String(text.into())))
            }
            Some('-' | '0'..='9') => self.number(),
            _ => {
                for (word, value) in [
                    ("true", Value::Bool(true)),
                    ("false", Value::Bool(false)),
                    ("null", Value::Null),
                ] {
                    if self.take(word) {
                        return Ok(Operand::Literal(value));
                    }
                }
                let operand = if self.take("length(") {
                    Operand::Length(Box::new(self.deeper(Self::operand)?))
                } else if self.take("count(") {
                    Operand::Count(self.inner_query()?)
                } else if self.take("value(") {
                    Operand::Value(self.inner_query()?)
                } else {
                    return Err(self.unexpected("a value, a query or a function"));
                };
                self.expect(")")?;
                Ok(operand)
            }
        }
    }

    fn number(&mut self) -> Parsed<Operand> {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(rest.len());
        match text::read(&rest[..length], "number.json", 0) {
            Ok(node) => {
                self.at += length;
                Ok(Operand::Literal(node.value))
            }
            Err(_) => Err(self.unexpected("a number")),
        }
    }
}

/// A comparison needs a query that selects one node at most.
fn singular(query: Query) -> Parsed<Operand> {
    if query.is_singular() {
        Ok(Operand::Query(query))
    } else {
        Err("a query that can select several values cannot be compared; use `count(…)` or `value(…)`".to_owned())
    }
}

fn one_or(mut tests: Vec<Filter>, many: impl FnOnce(Vec<Filter>) -> Filter) -> Filter {
    match (tests.len(), tests.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            tests.extend(last);
            many(tests)
        }
    }
}
