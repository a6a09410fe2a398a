//! Finds values that are of another kind than the specification says: a text where a list must stand, and the like.
//!
//! Each part of lowering reads what it needs and passes over what it cannot read; this looks at every member that the specification
//! knows, so that nothing is passed over in silence. Where something was said already, it says nothing more.

mod table;

use crate::cursor::escape;
use crate::diagnostic::{Code, Place, Report};
use crate::load::Document;
use crate::text::{Member, Node};
use std::collections::HashSet;
use std::sync::Arc;
use table::{Kind, ROOT};

/// Looks at the whole description. Files that it refers to are looked at where they are used.
pub(super) fn check(document: &Document, report: &mut Report) {
    let root = document.root();
    let known = report.diagnostics().into_iter().filter_map(|known| known.place.as_ref());
    let known =
        known.filter(|place| place.file == root.place.file).map(|place| place.pointer.clone());
    let mut walk = Walk { known: known.collect(), file: root.place.file, path: Vec::new(), report };
    walk.value(root.node, &Kind::Object(&ROOT));
}

/// A step of an address.
#[derive(Clone, Copy)]
enum Step<'a> {
    Name(&'a str),
    Index(usize),
}

struct Walk<'a, 'r> {
    /// Addresses about which something was said.
    known: HashSet<Arc<str>>,
    file: u32,
    path: Vec<Step<'a>>,
    report: &'r mut Report,
}

impl<'a> Walk<'a, '_> {
    fn value(&mut self, node: &'a Node, kind: &Kind) {
        if !kind.takes(node) {
            return self.wrong(node, kind);
        }
        match kind {
            Kind::Object(object) => self.members(node, |name| object.member(name)),
            Kind::Referable(object) => match node.get("$ref") {
                Some(_) => self.members(node, |name| (name == "$ref").then_some(&Kind::Text)),
                None => self.members(node, |name| object.member(name)),
            },
            Kind::Schema => self.members(node, |name| table::SCHEMA.member(name)),
            Kind::Map(of) => self.members(node, |_| Some(of)),
            Kind::Extensible(of) => {
                self.members(node, |name| (!name.starts_with("x-")).then_some(*of));
            }
            Kind::List(of) => {
                for (index, item) in node.as_array().unwrap_or_default().iter().enumerate() {
                    self.step(Step::Index(index), item, of);
                }
            }
            Kind::Either(one, other) => {
                let fitting = if one.takes(node) { one } else { other };
                self.value(node, fitting);
            }
            Kind::Text | Kind::Scalar | Kind::Flag | Kind::Number | Kind::Any => {}
        }
    }

    fn members(&mut self, node: &'a Node, kind_of: impl Fn(&str) -> Option<&'static Kind>) {
        for Member { name, value, .. } in node.as_object().into_iter().flat_map(|it| it.members()) {
            if &**name == "<<" && value.as_object().is_none() {
                self.path.push(Step::Name(name));
                self.wrong(
                    value,
                    &Kind::Either(&Kind::Map(&Kind::Any), &Kind::List(&Kind::Map(&Kind::Any))),
                );
                self.path.pop();
                continue;
            }
            // Real descriptions refer to more than the specification says, lists of members among it; who reads them follows that.
            let refers = &**name == "$ref" && value.as_str().is_some();
            if let Some(kind) = kind_of(name).filter(|_| !refers) {
                self.step(Step::Name(name), value, kind);
            }
        }
    }

    fn step(&mut self, step: Step<'a>, node: &'a Node, kind: &Kind) {
        self.path.push(step);
        self.value(node, kind);
        self.path.pop();
    }

    fn wrong(&mut self, node: &Node, kind: &Kind) {
        let pointer: String = self
            .path
            .iter()
            .map(|step| match step {
                Step::Name(name) => format!("/{}", escape(name)),
                Step::Index(index) => format!("/{index}"),
            })
            .collect();
        if self.known.contains(&*pointer) {
            return;
        }
        let what = match self.path.last() {
            Some(Step::Name(name)) => format!("`{}`", crate::diagnostic::clean(name, 80)),
            Some(Step::Index(_)) => "an item of this list".to_owned(),
            None => "the description".to_owned(),
        };
        let message = format!("{what} must be {}, and is {}", kind.words(), node.kind());
        let place = Place { file: self.file, at: node.at, pointer: pointer.into() };
        self.report.add(Code::WrongKind, &place, message);
    }
}
