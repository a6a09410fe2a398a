//! Flattens a position into leaves: schema objects that are looked at for their own keywords alone.

use super::part::{Mask, Part};
use super::{Schemas, keywords};
use crate::diagnostic::{Code, Report};
use crate::load::Version;
use crate::text::raise;
use std::collections::HashSet;

/// Nesting of `$ref` and `allOf` in one position.
const MAX_DEPTH: usize = 100;

/// The leaves of a position.
#[derive(Default)]
pub(super) struct Expanded<'a> {
    pub(super) leaves: Vec<Part<'a>>,
    /// `null` is allowed by what is no leaf.
    pub(super) nullable: bool,
    /// No value is allowed.
    pub(super) never: bool,
    /// There were more leaves than the settings allow.
    full: bool,
}

impl<'a> Schemas<'a> {
    /// Follows `$ref` and `allOf`. What is inherited comes before what a schema says itself.
    pub(super) fn expand(&mut self, parts: &[Part<'a>], report: &mut Report) -> Expanded<'a> {
        let mut expanded = Expanded::default();
        let mut visited = HashSet::new();
        for part in parts {
            self.walk(part, &mut visited, &mut expanded, 0, report);
        }
        expanded
    }

    fn walk(
        &mut self,
        part: &Part<'a>,
        visited: &mut HashSet<super::PartKey>,
        expanded: &mut Expanded<'a>,
        depth: usize,
        report: &mut Report,
    ) {
        let cursor = &part.cursor;
        // A schema that is part of itself adds nothing to itself.
        if !visited.insert((self.place(cursor), part.mask)) {
            return;
        }
        if depth > MAX_DEPTH {
            let message = format!(
                "`allOf` and `$ref` lead through more than {MAX_DEPTH} schemas here; the rest is ignored"
            );
            report.add(Code::TooDeep, &cursor.place, message).help("merge some of them by hand");
            return;
        }
        let limit = self.settings.limits.all_of;
        if expanded.leaves.len() >= limit as usize {
            // One finding for the whole position: what is left is as long as what was read.
            if !std::mem::replace(&mut expanded.full, true) {
                let message = format!(
                    "more than {limit} schemas are merged into one type; the rest is ignored"
                );
                report.add(Code::TooDeep, &cursor.place, message).help(raise("all_of"));
            }
            return;
        }
        match cursor.node.as_bool() {
            Some(true) => return,
            Some(false) => {
                expanded.never |= !part.mask.has(Mask::OPTIONAL);
                return;
            }
            None => {}
        }
        if !cursor.is_object() {
            let message =
                format!("a schema is an object or a boolean, and this is {}", cursor.kind());
            report.add(Code::InvalidSchema, &cursor.place, message);
            return;
        }
        self.check(cursor, report);
        let old = self.document.version == Version::V3_0;
        let inherited = keywords::inherited(part.mask);
        if !part.mask.has(Mask::OWN) {
            if cursor.has("$ref") || cursor.has("$dynamicRef") {
                if let Some(target) = self.document.step(cursor, report) {
                    self.walk(
                        &Part { cursor: target, mask: inherited },
                        visited,
                        expanded,
                        depth + 1,
                        report,
                    );
                }
                if old {
                    expanded.nullable |= keywords::names_null(cursor);
                    return;
                }
            }
            for item in cursor.get("allOf").into_iter().flat_map(|list| list.items()) {
                self.walk(
                    &Part { cursor: item, mask: inherited },
                    visited,
                    expanded,
                    depth + 1,
                    report,
                );
            }
        }
        expanded.leaves.push(part.with(Mask::OWN));
        let conditional = inherited | Mask::OPTIONAL;
        let branches = ["then", "else"].into_iter().filter_map(|keyword| cursor.get(keyword));
        // `dependencies` is what both were called before 2019.
        let dependent = ["dependentSchemas", "dependencies"].into_iter();
        let dependent = dependent.filter_map(|keyword| cursor.get(keyword));
        let dependent = dependent.flat_map(|list| {
            list.members().map(|(_, schema)| schema).filter(|it| it.is_object()).collect::<Vec<_>>()
        });
        for cursor in branches.chain(dependent) {
            self.walk(&Part { cursor, mask: conditional }, visited, expanded, depth + 1, report);
        }
    }
}
