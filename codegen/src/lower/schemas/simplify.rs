//! Decides what a position really is: follows references and wrappers that add nothing, drops parts that say nothing.

use super::part::{Mask, Part};
use super::{Schemas, keywords};
use crate::cursor::{Cursor, unescape};
use crate::diagnostic::{Code, Place, Report};
use crate::load::Version;
use std::collections::HashSet;

/// References are followed this many times for one position.
const MAX_STEPS: usize = 200;

/// A position without wrappers.
pub(super) struct Simple<'a> {
    pub(super) parts: Vec<Part<'a>>,
    /// A wrapper allows `null`.
    pub(super) nullable: bool,
    /// The name of the component that the position is.
    pub(super) component: Option<String>,
    /// The schemas that were all found to be this position, outermost first, when their examples are asked for.
    pub(super) passed: Vec<Cursor<'a>>,
}

impl<'a> Schemas<'a> {
    /// Simplifies a position. Nothing when a reference leads nowhere, which is reported.
    pub(super) fn simplify(
        &mut self,
        parts: Vec<Part<'a>>,
        report: &mut Report,
    ) -> Option<Simple<'a>> {
        if let [part] = parts.as_slice() {
            return self.simplify_part(part.clone(), report);
        }
        let mut nullable = false;
        let mut component = None;
        let mut kept: Vec<Part<'a>> = Vec::new();
        let mut silent: Vec<Part<'a>> = Vec::new();
        let mut known = HashSet::new();
        for part in parts {
            let simple = self.simplify_part(part, report)?;
            for part in simple.parts {
                let key = (self.place(&part.cursor), part.mask);
                if !known.insert(key) {
                    nullable |= simple.nullable;
                } else if keywords::shapes(&part, &[]) {
                    nullable |= simple.nullable;
                    component = simple.component.clone();
                    kept.push(part);
                } else {
                    nullable |= simple.nullable || keywords::names_null(&part.cursor);
                    silent.push(part);
                }
            }
        }
        if kept.is_empty() {
            component = None;
            kept = silent;
        }
        // Together the parts are more than any one of them.
        let component = component.filter(|_| kept.len() == 1);
        Some(Simple { parts: kept, nullable, component, passed: Vec::new() })
    }

    fn simplify_part(&mut self, mut part: Part<'a>, report: &mut Report) -> Option<Simple<'a>> {
        let mut nullable = false;
        let mut component = None;
        let mut way: Vec<Place> = Vec::new();
        let mut passed = Vec::new();
        if !part.mask.has(Mask::OWN) {
            for _ in 0..MAX_STEPS {
                if self.settings.package.tests {
                    passed.push(part.cursor.clone());
                }
                let named = self.component_name(&part.cursor);
                component = match part.cursor.scope.is_empty() {
                    true => named.or(component),
                    // A general schema that is looked at from a special one is that one.
                    false => component.or(named),
                };
                let Some(step) = self.unwrap(&part, &mut nullable, report)? else { break };
                if let Some(start) = way.iter().position(|place| *place == step.place) {
                    // All ways into the circle report it at the same place.
                    let place = way[start..].iter().min().unwrap_or(&part.cursor.place);
                    let message = "the schema leads back to itself without saying anything";
                    report.add(Code::ReferenceCycle, place, message);
                    return None;
                }
                way.push(step.place.clone());
                part.cursor = step;
            }
            self.settle_wire(&mut part, report);
        }
        Some(Simple { parts: vec![part], nullable, component, passed })
    }

    /// The only schema inside a wrapper: a `$ref`, an `allOf` or a union with one branch and nothing else to say.
    #[expect(clippy::option_option, reason = "a reference to nothing differs from no wrapper")]
    fn unwrap(
        &self,
        part: &Part<'a>,
        nullable: &mut bool,
        report: &mut Report,
    ) -> Option<Option<Cursor<'a>>> {
        let cursor = &part.cursor;
        if cursor.has("$ref") || cursor.has("$dynamicRef") {
            let beside = keywords::shapes(part, &["$ref", "$dynamicRef"]);
            if beside && self.document.version == Version::V3_0 {
                let message = "keywords beside `$ref` have no effect before OpenAPI 3.1";
                report.add(Code::IgnoredSiblings, &cursor.key_place("$ref"), message);
            } else if beside {
                return Some(None);
            }
            *nullable |= keywords::names_null(cursor);
            return self.document.step(cursor, report).map(Some);
        }
        if part.get("allOf").is_some_and(|list| list.is_array()) {
            return Some(self.unwrap_all_of(part, nullable));
        }
        let (one_of, any_of) = (part.get("oneOf"), part.get("anyOf"));
        let list = match (one_of, any_of) {
            (Some(list), None) | (None, Some(list)) if list.is_array() => list,
            _ => return Some(None),
        };
        if keywords::shapes(part, &["oneOf", "anyOf"]) {
            return Some(None);
        }
        let mut branches = list.items().filter(|branch| !self.is_null(branch, report));
        let (Some(first), None) = (branches.next(), branches.next()) else { return Some(None) };
        *nullable |= keywords::names_null(cursor) || list.items().count() > 1;
        Some(Some(first))
    }

    fn unwrap_all_of(&self, part: &Part<'a>, nullable: &mut bool) -> Option<Cursor<'a>> {
        let cursor = &part.cursor;
        if keywords::shapes(part, &["allOf"]) {
            return None;
        }
        let items: Vec<Cursor<'a>> = cursor.get("allOf")?.items().collect();
        let mut substantial =
            items.iter().filter(|item| keywords::shapes(&Part::whole((*item).clone()), &[]));
        let (only, None) = (substantial.next()?, substantial.next()) else { return None };
        // A child that adds nothing to its parent is still not the parent, which stands for all of its children.
        let named = self.component_name(cursor).is_some();
        if named && only.has("$ref") {
            let target = self.document.step(only, &mut Report::default())?;
            if target.has("discriminator") && !target.has("oneOf") && !target.has("anyOf") {
                return None;
            }
        }
        *nullable |= keywords::names_null(cursor);
        *nullable |= items
            .iter()
            .any(|item| !std::ptr::eq(item.node, only.node) && keywords::names_null(item));
        Some(only.clone())
    }

    /// Whether a branch allows `null` and nothing else.
    pub(super) fn is_null(&self, branch: &Cursor<'a>, report: &mut Report) -> bool {
        let mut cursor = branch.clone();
        for _ in 0..MAX_STEPS {
            if !cursor.has("$ref") {
                return keywords::is_only_null(&cursor, self.document.version);
            }
            match self.document.step(&cursor, report) {
                Some(target) => cursor = target,
                None => return false,
            }
        }
        false
    }

    /// The name of a component, definition or schema file.
    pub(super) fn component_name(&self, cursor: &Cursor<'a>) -> Option<String> {
        let pointer = &*cursor.place.pointer;
        if let Some(name) = pointer.strip_prefix("/components/schemas/") {
            return (!name.contains('/')).then(|| unescape(name));
        }
        let (parent, name) = pointer.rsplit_once('/').unwrap_or(("", ""));
        if parent.ends_with("/$defs") || parent.ends_with("/definitions") {
            return Some(unescape(name));
        }
        if cursor.place.file == 0 || !parent.is_empty() {
            return None;
        }
        if !name.is_empty() {
            return Some(unescape(name));
        }
        let path = &self.document.files.get(cursor.place.file as usize)?.path;
        let file = path.rsplit('/').next().unwrap_or(path);
        Some(file.split('.').next().unwrap_or(file).to_owned())
    }

    /// Forgets that a position is in a multipart body when that makes no difference to it.
    fn settle_wire(&mut self, part: &mut Part<'a>, report: &mut Report) {
        if !part.mask.has(Mask::FORM | Mask::BINARY) {
            return;
        }
        let mask = part.mask;
        part.mask = mask.without(Mask::FORM | Mask::BINARY);
        let parts = std::slice::from_ref(part);
        let relevant = match mask.has(Mask::FORM) {
            true => self.has_binary(parts, 0, report),
            false => self.is_binary(parts, 0, report),
        };
        if relevant {
            part.mask = mask;
        }
    }

    /// Whether members of an object, or of a branch of a union, are raw bytes.
    fn has_binary(&mut self, parts: &[Part<'a>], depth: usize, report: &mut Report) -> bool {
        let expanded = self.expand(parts, report);
        let merged = self.merge(&expanded.leaves, report);
        let mut members: Vec<_> = merged.members.into_iter().map(|member| member.parts).collect();
        members.push(merged.additional);
        members.iter().any(|parts| self.is_binary(parts, 0, report))
            || depth < MAX_UNIONS
                && branches(&expanded.leaves)
                    .into_iter()
                    .any(|branch| self.has_binary(&[branch], depth + 1, report))
    }

    /// Whether values are raw bytes, or lists of these, or some of them are.
    fn is_binary(&mut self, parts: &[Part<'a>], depth: usize, report: &mut Report) -> bool {
        if parts.is_empty() || depth > MAX_UNIONS {
            return false;
        }
        let expanded = self.expand(parts, report);
        let merged = self.merge(&expanded.leaves, report);
        merged.is_binary()
            || self.is_binary(&merged.items, depth + 1, report)
            || branches(&expanded.leaves)
                .into_iter()
                .any(|branch| self.is_binary(&[branch], depth + 1, report))
    }
}

/// How many unions and lists are looked through for raw bytes.
const MAX_UNIONS: usize = 3;

/// The branches of all unions of some leaves.
fn branches<'a>(leaves: &[Part<'a>]) -> Vec<Part<'a>> {
    let lists = leaves
        .iter()
        .flat_map(|leaf| ["oneOf", "anyOf"].into_iter().filter_map(|keyword| leaf.get(keyword)));
    lists.flat_map(|list| list.items().map(Part::whole).collect::<Vec<_>>()).collect()
}
