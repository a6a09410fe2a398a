//! Finds values that are of another kind than the specification says: a text where a list must stand, and the like.
//!
//! Each part of lowering reads what it needs and passes over what it cannot read; this looks at every member that the specification
//! knows, so that nothing is passed over in silence: members that it does not know, and references to things of another kind, among
//! it. Where something was said already, it says nothing more.

mod kind;
mod table;

use crate::cursor::escape;
use crate::diagnostic::{Code, Diagnostic, Place, Report, clean};
use crate::load::Document;
use crate::names::nearest;
use crate::text::{Mark, Member, Node};
use kind::{Kind, Object};
use std::collections::HashSet;
use std::sync::Arc;
use table::{COMPONENTS, ROOT, SCHEMA};

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
            Kind::Object(object) => self.object(node, object),
            Kind::Referable(object) => match node.get("$ref") {
                Some(target) => {
                    self.target(target, object);
                    self.members(node, |name| (name == "$ref").then_some(&Kind::Text));
                }
                None => self.object(node, object),
            },
            Kind::Schema => {
                if let Some(target) = node.get("$ref") {
                    self.target(target, &SCHEMA);
                }
                self.object(node, &SCHEMA);
            }
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

    fn object(&mut self, node: &'a Node, object: &'static Object) {
        let members = node.as_object().map(|object| object.members()).unwrap_or_default();
        // A reference stands for what it names, wherever it stands.
        let refers = node.get("$ref").is_some();
        for Member { name, at, .. } in members {
            let is_known = name.starts_with("x-") || object.names().any(|known| known == &**name);
            if is_known || refers || object.name.is_empty() || &**name == "<<" {
                continue;
            }
            self.path.push(Step::Name(name));
            let message =
                format!("`{}` is no member of {} and is ignored", clean(name, 80), object.name);
            if let Some(finding) = self.say(Code::UnknownMember, *at, message)
                && let Some(meant) = nearest(name, object.names())
            {
                finding.help(format!("did you mean `{meant}`?"));
            }
            self.path.pop();
        }
        for name in object.required.iter().filter(|name| !refers && node.get(name).is_none()) {
            let message = format!("{} has no `{name}`", object.name);
            self.say(Code::MissingMember, node.at, message);
        }
        self.members(node, |name| object.member(name));
    }

    /// Looks at whether a reference to a component names one of this kind.
    fn target(&mut self, reference: &'a Node, object: &Object) {
        let target = reference.as_str().and_then(|text| text.strip_prefix("#/components/"));
        let Some((section, name)) = target.and_then(|target| target.split_once('/')) else {
            return;
        };
        let is_component = !name.contains('/') && COMPONENTS.member(section).is_some();
        if is_component && !object.sections.contains(&section) {
            self.path.push(Step::Name("$ref"));
            let wanted = object.sections.join("` or `");
            let message = format!("this names one of `{section}`, and must name one of `{wanted}`");
            self.say(Code::MismatchedReference, reference.at, message);
            self.path.pop();
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
        let what = match self.path.last() {
            Some(Step::Name(name)) => format!("`{}`", clean(name, 80)),
            Some(Step::Index(_)) => "an item of this list".to_owned(),
            None => "the description".to_owned(),
        };
        let message = format!("{what} must be {}, and is {}", kind.words(), node.kind());
        self.say(Code::WrongKind, node.at, message);
    }

    /// Reports something about the node that the path leads to, unless something was said of it.
    fn say(&mut self, code: Code, at: Mark, message: String) -> Option<&mut Diagnostic> {
        let pointer: String = self
            .path
            .iter()
            .map(|step| match step {
                Step::Name(name) => format!("/{}", escape(name)),
                Step::Index(index) => format!("/{index}"),
            })
            .collect();
        if self.known.contains(&*pointer) {
            return None;
        }
        let place = Place { file: self.file, at, pointer: pointer.into() };
        Some(self.report.add(code, &place, message))
    }
}
