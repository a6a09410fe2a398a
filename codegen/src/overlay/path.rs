//! JSONPath (RFC 9535): what a query selects in a tree.

use super::apply::Location;
use super::filter::Filter;
use crate::text::{Node, Value};

/// A query: segments applied one after another.
#[derive(Clone, Debug)]
pub(super) struct Query {
    /// Whether it begins at the root (`$`) rather than at the current node (`@`).
    pub(super) absolute: bool,
    pub(super) segments: Vec<Segment>,
}

/// Selectors applied to a node, or to it and all its descendants.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) descendants: bool,
    pub(super) selectors: Vec<Selector>,
}

/// Selects children of a node.
#[derive(Clone, Debug)]
pub(super) enum Selector {
    /// A member.
    Name(String),
    /// Every child.
    All,
    /// An item, counted from the end when negative.
    Index(i64),
    /// Items from start to end (exclusive) in steps.
    Slice(Option<i64>, Option<i64>, i64),
    /// Children that pass a test.
    Filter(Filter),
}

/// A node and the way to it.
type Found<'a> = (Location, &'a Node);

impl Query {
    /// The locations that the query selects; a location may occur more than once.
    pub(super) fn locations(&self, root: &Node) -> Vec<Location> {
        self.select(root, root).into_iter().map(|(location, _)| location).collect()
    }

    /// The nodes that the query selects.
    pub(super) fn nodes<'a>(&self, root: &'a Node) -> Vec<&'a Node> {
        self.select(root, root).into_iter().map(|(_, node)| node).collect()
    }

    /// What the query selects, with `root` for `$` and `current` for `@`.
    pub(super) fn select<'a>(&self, root: &'a Node, current: &'a Node) -> Vec<Found<'a>> {
        let start = if self.absolute { root } else { current };
        let mut found: Vec<Found<'a>> = vec![(Vec::new(), start)];
        for segment in &self.segments {
            let mut next = Vec::new();
            for (location, node) in found {
                if segment.descendants {
                    each_descendant(location, node, &mut |location, node| {
                        segment.select(root, location, node, &mut next);
                    });
                } else {
                    segment.select(root, &location, node, &mut next);
                }
            }
            found = next;
        }
        found
    }

    /// Whether the query can select one node at most.
    pub(super) fn is_singular(&self) -> bool {
        self.segments.iter().all(|segment| {
            !segment.descendants
                && matches!(segment.selectors.as_slice(), [Selector::Name(_) | Selector::Index(_)])
        })
    }
}

/// Calls `visit` for a node and everything below it, parents first.
fn each_descendant<'a>(
    location: Location,
    node: &'a Node,
    visit: &mut dyn FnMut(&Location, &'a Node),
) {
    visit(&location, node);
    for (position, child) in children(node) {
        if child.as_array().is_some() || child.as_object().is_some() {
            let mut location = location.clone();
            location.push(position);
            each_descendant(location, child, visit);
        }
    }
}

/// The children of a node with their positions.
fn children(node: &Node) -> Box<dyn Iterator<Item = (usize, &Node)> + '_> {
    match &node.value {
        Value::Array(items) => Box::new(items.iter().enumerate()),
        Value::Object(object) => {
            Box::new(object.members().iter().map(|member| &member.value).enumerate())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            Box::new(std::iter::empty())
        }
    }
}

impl Segment {
    fn select<'a>(
        &self,
        root: &'a Node,
        location: &Location,
        node: &'a Node,
        out: &mut Vec<Found<'a>>,
    ) {
        let mut take = |position: usize, child: &'a Node| {
            let mut location = location.clone();
            location.push(position);
            out.push((location, child));
        };
        for selector in &self.selectors {
            match selector {
                Selector::Name(name) => {
                    let position = node.as_object().and_then(|object| object.position(name));
                    if let Some(position) = position
                        && let Some(child) = node.get(name)
                    {
                        take(position, child);
                    }
                }
                Selector::All => children(node).for_each(|(position, child)| take(position, child)),
                Selector::Index(index) => {
                    let items = node.as_array().unwrap_or_default();
                    let position = from_either_end(*index, items.len())
                        .and_then(|index| usize::try_from(index).ok());
                    if let Some((position, child)) =
                        position.and_then(|position| Some((position, items.get(position)?)))
                    {
                        take(position, child);
                    }
                }
                Selector::Slice(start, end, step) => {
                    let items = node.as_array().unwrap_or_default();
                    for position in slice(items.len(), *start, *end, *step) {
                        take(position, &items[position]);
                    }
                }
                Selector::Filter(filter) => {
                    for (position, child) in
                        children(node).filter(|(_, child)| filter.holds(root, child))
                    {
                        take(position, child);
                    }
                }
            }
        }
    }
}

/// An index counted from the beginning.
fn from_either_end(index: i64, length: usize) -> Option<i64> {
    if index < 0 { index.checked_add(i64::try_from(length).ok()?) } else { Some(index) }
}

/// The positions that a slice selects (RFC 9535, section 2.3.4.2.2).
fn slice(length: usize, start: Option<i64>, end: Option<i64>, step: i64) -> Vec<usize> {
    let Ok(size) = i64::try_from(length) else { return Vec::new() };
    let normal = |index: i64| from_either_end(index, length).unwrap_or(0);
    let (mut position, end) = match step {
        0 => return Vec::new(),
        1.. => {
            (normal(start.unwrap_or(0)).clamp(0, size), normal(end.unwrap_or(size)).clamp(0, size))
        }
        _ => (
            start.map_or(size - 1, normal).clamp(-1, size - 1),
            end.map_or(-1, normal).clamp(-1, size - 1),
        ),
    };
    let mut positions = Vec::new();
    while if step > 0 { position < end } else { position > end } {
        positions.extend(usize::try_from(position));
        position = position.saturating_add(step);
    }
    positions
}
