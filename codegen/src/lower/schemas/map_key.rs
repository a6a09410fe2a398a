//! Decides whether the names of a map's members have a type: where `propertyNames` leads to a list of texts.

use super::Schemas;
use super::merge::Merged;
use super::part::{Mask, Part};
use crate::cursor::Cursor;
use crate::diagnostic::Report;
use crate::ir::{Origin, Shape, Type, TypeId, TypeRef};

/// Schemas that lead to one another before a list is come to.
const MAX_DEPTH: usize = 8;

impl<'a> Schemas<'a> {
    /// What may be the enum of a map's names; `settle` says whether it is. A map of files has none: it is written part by part, and never as JSON.
    pub(super) fn names_of_members(
        &mut self,
        id: TypeId,
        merged: &Merged<'a>,
        report: &mut Report,
    ) -> Option<TypeRef> {
        let lists = |schema: &Cursor<'a>| self.lists(schema, MAX_DEPTH);
        if merged.wire.has(Mask::FORM | Mask::BINARY) || !merged.names.iter().any(lists) {
            return None;
        }
        let parts = merged.names.iter().cloned().map(Part::whole).collect();
        let key = self.position(parts, Origin::Key(id), report);
        Some(TypeRef { nullable: false, ..key })
    }

    /// Whether a schema leads to constants, so that a type is worth making. References that lead nowhere are reported where the
    /// type is made.
    fn lists(&self, schema: &Cursor<'a>, depth: usize) -> bool {
        if depth == 0 || !schema.is_object() {
            return false;
        }
        let target = || self.document.follow(schema, &mut Report::default());
        let branches = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|it| schema.get(it));
        schema.has("enum")
            || schema.has("const")
            || branches
                .into_iter()
                .flat_map(|list| list.items().collect::<Vec<_>>())
                .any(|branch| self.lists(&branch, depth - 1))
            || schema.reference().is_some()
                && target().is_some_and(|target| self.lists(&target, depth - 1))
    }
}

/// Takes the key from each map where what `propertyNames` leads to turned out to be no list of texts.
pub(super) fn settle(types: &mut [Type]) {
    let texts = |shape: &Shape| matches!(shape, Shape::Enum(enm) if enm.texts);
    let listed: Vec<bool> = types.iter().map(|ty| texts(&ty.shape)).collect();
    for ty in types {
        if let Shape::Map(map) = &mut ty.shape {
            map.key = map.key.filter(|key| listed[key.id.0 as usize]);
        }
    }
}
