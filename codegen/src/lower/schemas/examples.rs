//! Collects the examples that the description gives, each with the type that it is a value of.

use super::Schemas;
use crate::cursor::Cursor;
use crate::diagnostic::{Place, Report};
use crate::ir::{Example, TypeId, TypeRef};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The examples found so far.
#[derive(Default)]
pub(super) struct Examples {
    found: Vec<Example>,
    seen: HashSet<(u32, Arc<str>)>,
    /// For each envelope that replies come in: the member that is the caller's, and its type.
    opened: HashMap<TypeId, (String, TypeRef)>,
}

impl<'a> Schemas<'a> {
    /// Takes in what a schema itself gives as examples.
    pub(super) fn examples_of(&mut self, schema: &Cursor<'a>, ty: TypeRef) {
        let single = schema.get("example");
        let several = schema.get("examples").into_iter().flat_map(|list| list.items());
        for value in single.into_iter().chain(several) {
            self.example(&value, &schema.place, ty);
        }
    }

    /// Takes in the examples of a media type or parameter: `example`, and the values of `examples`.
    pub(crate) fn examples_beside(&mut self, holder: &Cursor<'a>, ty: TypeRef) {
        let Some(schema) = holder.get("schema").filter(|_| self.settings.package.tests) else {
            return;
        };
        let several = holder.get("examples");
        let several = several.iter().flat_map(|examples| examples.members());
        let values: Vec<Cursor<'a>> = several
            .filter_map(|(_, example)| {
                // A dangling reference has been reported where references are checked.
                let example = self.document.follow(&example, &mut Report::default())?;
                example.get("dataValue").or_else(|| example.get("value"))
            })
            .collect();
        for value in holder.get("example").into_iter().chain(values) {
            self.example(&value, &schema.place, ty);
        }
    }

    /// Remembers that of an envelope only the member `name` is given to the caller.
    pub(crate) fn opened(&mut self, envelope: TypeRef, name: &str, member: TypeRef) {
        let envelope = self.resolve(envelope).id;
        self.examples.opened.insert(envelope, (name.to_owned(), member));
    }

    /// The examples, those of an envelope being of the member that is the caller's.
    pub(super) fn examples(&mut self) -> Vec<Example> {
        let Examples { mut found, opened, .. } = std::mem::take(&mut self.examples);
        for example in &mut found {
            if let Some((name, member)) = opened.get(&self.resolve(example.ty).id) {
                example.member = Some(name.clone());
                example.ty = *member;
            }
        }
        found
    }

    fn example(&mut self, value: &Cursor<'a>, schema: &Place, ty: TypeRef) {
        let Place { file, pointer, .. } = &value.place;
        if self.examples.seen.insert((*file, pointer.clone())) {
            self.examples.found.push(Example {
                at: self.document.address(&value.place),
                schema: schema.clone(),
                member: None,
                ty,
                json: value.node.to_json(),
            });
        }
    }
}
