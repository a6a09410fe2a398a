//! Reads YAML by its 1.2 core schema, from `saphyr-parser`'s events: `yes` is a text, `0o17` is fifteen, `<<` merges.

mod scalar;

use super::object::repeated_names;
use super::{Budget, Fault, Mark, Member, Node, Object, Value, raise};
use crate::diagnostic::clean;
use saphyr_parser::{Event, Marker, Parser};
use scalar::{check_tag, scalar};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// How many bytes are read again, at most, to get over brackets that stand too far to the left.
const MAX_READ_AGAIN: usize = 100 << 20;

/// Reads one YAML document.
///
/// YAML wants the bracket that closes `{` or `[` further to the right than the key before it. Many documents have it below
/// the key and most readers accept that, so such a bracket is moved and the text read again.
pub(super) fn read(text: &str, source: u32, limits: Budget) -> Result<Node, Vec<Fault>> {
    let mut text = Cow::Borrowed(text);
    let mut moved: HashMap<usize, usize> = HashMap::new();
    let mut budget = MAX_READ_AGAIN;
    loop {
        let mut builder = Builder { source, moved, budget: limits, ..Builder::default() };
        let (fault, marker) = match builder.read(&text) {
            Ok(node) => return Ok(node),
            Err(failure) => failure,
        };
        let bracket = marker.and_then(|marker| Some((marker, outdented_bracket(&text, marker)?)));
        let Some((marker, at)) = bracket.filter(|_| budget >= text.len()) else {
            builder.faults.extend(fault);
            return Err(builder.faults);
        };
        budget -= text.len();
        text.to_mut().insert_str(at, "  ");
        moved = builder.moved;
        *moved.entry(marker.line()).or_default() += 2;
    }
}

/// The byte at which a closing bracket stands that is the first thing on its line.
fn outdented_bracket(text: &str, marker: Marker) -> Option<usize> {
    let start =
        text.split_inclusive('\n').take(marker.line().checked_sub(1)?).map(str::len).sum::<usize>();
    let line = text.get(start..)?;
    let spaces = line.len() - line.trim_start_matches(' ').len();
    (spaces == marker.col() && line[spaces..].starts_with(['}', ']'])).then_some(start + spaces)
}

#[derive(Default)]
struct Builder {
    source: u32,
    root: Option<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    aliased: usize,
    nodes: usize,
    budget: Budget,
    documents: usize,
    /// By how much brackets were moved, by line.
    moved: HashMap<usize, usize>,
    faults: Vec<Fault>,
}

/// A collection whose end has not been reached, with its anchor (zero for none).
enum Open {
    Array {
        at: Mark,
        anchor: usize,
        items: Vec<Node>,
    },
    Object {
        at: Mark,
        anchor: usize,
        members: Vec<Member>,
        key: Option<(Box<str>, Mark)>,
        merges: Vec<Node>,
    },
}

type Built<T> = Result<T, Box<Fault>>;

/// What stops the reader (nothing when it noted everything before), and where when it is the parser's complaint about
/// indentation.
type Failure = (Option<Fault>, Option<Marker>);

impl Builder {
    fn read(&mut self, text: &str) -> Result<Node, Failure> {
        for event in Parser::new_from_str(text) {
            match event {
                Ok((event, span)) => {
                    self.event(event, span.start).map_err(|fault| (Some(*fault), None))?;
                }
                Err(error) => {
                    let at = self.mark(*error.marker());
                    let fault = match error.info() {
                        // The parser looks ahead of what it says, and counts brackets within each other itself.
                        "recursion limit exceeded" => *self.too_deep(at),
                        info => {
                            let message = format!("this is not valid YAML: {}", clean(info, 200));
                            Fault::new(at, message)
                        }
                    };
                    let is_indentation = error.info() == "invalid indentation";
                    return Err((Some(fault), is_indentation.then_some(*error.marker())));
                }
            }
        }
        if !self.faults.is_empty() {
            return Err((None, None));
        }
        let nowhere = Mark { source: self.source, line: 1, column: 1 };
        self.root.take().ok_or_else(|| (Some(Fault::new(nowhere, "the document is empty")), None))
    }

    fn mark(&self, marker: Marker) -> Mark {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let moved = self.moved.get(&marker.line()).copied().unwrap_or(0);
        let column = number(marker.col().saturating_sub(moved)).saturating_add(1);
        Mark { source: self.source, line: number(marker.line()), column }
    }

    fn event(&mut self, event: Event<'_>, marker: Marker) -> Built<()> {
        let at = self.mark(marker);
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Fault::new(at, "a second document begins here")
                        .help("keep one document in the file; `---` separates documents")
                        .into());
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                let value = scalar(text, style, tag.as_deref(), at)?;
                self.complete(Node { value, at }, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                check_tag(tag.as_deref(), "seq", at)?;
                self.enter(at)?;
                self.open.push(Open::Array { at, anchor, items: Vec::new() });
                Ok(())
            }
            Event::MappingStart(anchor, tag) => {
                check_tag(tag.as_deref(), "map", at)?;
                self.enter(at)?;
                self.open.push(Open::Object {
                    at,
                    anchor,
                    members: Vec::new(),
                    key: None,
                    merges: Vec::new(),
                });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::Array { at, anchor, items }) => {
                    self.complete(Node { value: Value::Array(items), at }, anchor)
                }
                Some(Open::Object { at, anchor, members, merges, .. }) => {
                    let object = self.object(members, merges);
                    self.complete(Node { value: Value::Object(object), at }, anchor)
                }
                None => Ok(()),
            },
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor) else {
                    return Err(
                        Fault::new(at, "this alias stands inside the value that it names").into()
                    );
                };
                self.aliased += node.weight();
                self.check_aliased(at)?;
                if node.depth() + self.open.len() > self.budget.depth {
                    return Err(self.too_deep(at));
                }
                let node = node.clone();
                self.complete(node, 0)
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn enter(&self, at: Mark) -> Built<()> {
        if self.open.len() >= self.budget.depth { Err(self.too_deep(at)) } else { Ok(()) }
    }

    fn too_deep(&self, at: Mark) -> Box<Fault> {
        self.budget.too_deep(at, "lists and mappings").into()
    }

    fn check_aliased(&self, at: Mark) -> Built<()> {
        let limit = self.budget.aliased;
        if self.aliased <= limit {
            return Ok(());
        }
        let message = format!("anchors and aliases hold more than {limit} values");
        let help = format!("write the description without nested aliases, or {}", raise("aliases"));
        Err(Fault::new(at, message).help(help).into())
    }

    /// Puts a finished value where it belongs.
    fn complete(&mut self, node: Node, anchor: usize) -> Built<()> {
        self.nodes += 1;
        if self.nodes > self.budget.nodes {
            return Err(self.budget.too_many(node.at).into());
        }
        if anchor != 0 {
            self.aliased += node.weight();
            self.check_aliased(node.at)?;
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Array { items, .. }) => items.push(node),
            Some(Open::Object { members, key, merges, .. }) => match key.take() {
                None => {
                    let at = node.at;
                    let name = match node.value {
                        Value::String(text) | Value::Number(text) => text,
                        Value::Bool(value) => value.to_string().into(),
                        Value::Null => "null".into(),
                        Value::Array(_) | Value::Object(_) => {
                            return Err(Fault::new(
                                at,
                                "a key must be a text, not a list or a mapping",
                            )
                            .into());
                        }
                    };
                    *key = Some((name, at));
                }
                Some((name, _)) if *name == *"<<" && mergeable(&node) => merges.push(node),
                Some((name, at)) => members.push(Member { name, at, value: node }),
            },
        }
        Ok(())
    }

    /// An object of its own members and, behind them, those that `<<` brings and that it does not have.
    fn object(&mut self, mut members: Vec<Member>, merges: Vec<Node>) -> Object {
        let mut known: HashSet<Box<str>> = HashSet::new();
        if !merges.is_empty() {
            known.extend(members.iter().map(|member| member.name.clone()));
        }
        for merge in merges {
            let sources = match merge.value {
                Value::Array(items) => items,
                value => vec![Node { value, at: merge.at }],
            };
            for source in sources {
                if let Value::Object(object) = source.value {
                    for member in object.into_members() {
                        if known.insert(member.name.clone()) {
                            members.push(member);
                        }
                    }
                }
            }
        }
        members.shrink_to_fit();
        Object::new(members).unwrap_or_else(|(object, repeated)| {
            repeated_names(&object, &repeated, &mut self.faults);
            object
        })
    }
}

/// Whether the value of `<<` can be merged: a mapping, or a list of mappings. Otherwise `<<` is a key like any other.
fn mergeable(node: &Node) -> bool {
    match &node.value {
        Value::Object(_) => true,
        Value::Array(items) => {
            !items.is_empty() && items.iter().all(|item| item.as_object().is_some())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
