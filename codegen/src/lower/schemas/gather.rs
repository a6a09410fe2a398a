//! Gathers the branches of a union: distributes what stands beside `oneOf` and `anyOf`, flattens, folds `null`, constants and scalars.

use super::merge::{self, Merged};
use super::part::{Kinds, Mask, Part};
use super::{PartKey, Schemas, Tags, constants, keywords, scalar};
use crate::diagnostic::Report;
use crate::ir::{EnumValue, Kind, Scalar};
use std::collections::HashSet;

/// Unions within unions.
const MAX_DEPTH: usize = 60;

/// What was found while walking the branches.
#[derive(Default)]
pub(super) struct Gathered<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    pub(super) constants: Vec<EnumValue>,
    /// The constants' JSON.
    known: HashSet<String>,
    /// The entry before which the constants stand.
    pub(super) constants_at: usize,
    pub(super) nullable: bool,
    /// Branches that contradict what stands around the union.
    pub(super) excluded: Vec<(Vec<Part<'a>>, Label)>,
    pub(super) overflow: bool,
    pub(super) visited: HashSet<Vec<PartKey>>,
}

/// A branch to be.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    pub(super) what: Holds<'a>,
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) tags: Tags,
}

#[derive(Clone)]
pub(super) enum Holds<'a> {
    Schema(Vec<Part<'a>>, Kind),
    Scalar(Scalar),
    Anything,
}

/// What is known of a branch from the way to it.
#[derive(Clone, Default)]
pub(super) struct Label {
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) tags: Tags,
}

impl<'a> Schemas<'a> {
    /// The first leaf with a union and the keyword that holds it. Branches that only require members or forbid something choose
    /// no type.
    pub(super) fn union_in(
        &self,
        leaves: &[Part<'a>],
        report: &mut Report,
    ) -> Option<(usize, &'static str)> {
        leaves.iter().enumerate().filter(|(_, leaf)| !leaf.mask.has(Mask::OPTIONAL)).find_map(
            |(index, leaf)| {
                let mut chooses = |keyword: &&'static str| {
                    leaf.get(keyword).is_some_and(|list| {
                        list.items().any(|branch| {
                            let part = Part::whole(branch.clone());
                            branch.node.as_bool() == Some(true)
                                || keywords::shapes(&part, &["required", "not"])
                                || branch.has("type")
                                || self.is_null(&branch, report)
                        })
                    })
                };
                ["oneOf", "anyOf"]
                    .iter()
                    .find(|keyword| chooses(keyword))
                    .map(|keyword| (index, *keyword))
            },
        )
    }

    pub(super) fn gather(
        &mut self,
        parts: Vec<Part<'a>>,
        label: &Label,
        gathered: &mut Gathered<'a>,
        depth: usize,
        report: &mut Report,
    ) {
        let Some(simple) = self.simplify(parts, report) else { return };
        let parts = simple.parts;
        gathered.nullable |= simple.nullable;
        if gathered.overflow || !gathered.visited.insert(self.key(&parts)) {
            return;
        }
        if depth > MAX_DEPTH || gathered.entries.len() >= self.settings.limits.branches as usize {
            gathered.overflow = true;
            return;
        }
        let expanded = self.expand(&parts, report);
        if expanded.never {
            return;
        }
        gathered.nullable |= expanded.nullable;
        let mut label = label.clone();
        let first = &parts[0].cursor;
        let title = if parts[0].mask.has(Mask::OWN) { None } else { first.str("title") };
        if depth > 0 {
            label.name = label.name.or_else(|| title.map(str::to_owned)).or(simple.component);
        }
        if let Some((index, keyword)) = self.union_in(&expanded.leaves, report) {
            // The whole union may be null, whichever branch is taken.
            gathered.nullable |=
                expanded.leaves.iter().any(|leaf| keywords::names_null(&leaf.cursor));
            self.distribute(&expanded.leaves, index, keyword, &label, gathered, depth, report);
        } else if let Some(children) = self.children_of(&parts, report) {
            gathered.nullable |= keywords::names_null(first);
            for child in children {
                let tags = [label.tags.clone(), child.tags].concat();
                let label = Label { name: child.name, description: None, tags };
                self.gather(vec![child.part], &label, gathered, depth + 1, report);
            }
        } else {
            let merged = self.merge(&expanded.leaves, report);
            if depth > 0 && parts.len() > 1 && !merged.conflicts.is_empty() {
                // What stands around the union excludes this branch.
                gathered.excluded.push((parts, label));
                return;
            }
            merge::report_conflicts(&merged, report);
            self.enter(parts, &merged, &label, gathered);
        }
    }

    /// Adds what stands beside a union to each of its branches.
    #[expect(clippy::too_many_arguments, reason = "the walk's state")]
    fn distribute(
        &mut self,
        leaves: &[Part<'a>],
        index: usize,
        keyword: &'static str,
        label: &Label,
        gathered: &mut Gathered<'a>,
        depth: usize,
        report: &mut Report,
    ) {
        let mask = if keyword == "oneOf" { Mask::NO_ONE_OF } else { Mask::NO_ANY_OF };
        let mut rest: Vec<Part<'a>> = leaves.to_vec();
        rest[index] = rest[index].with(mask);
        let typed: Vec<Part<'a>> =
            rest.iter().filter(|leaf| leaf.cursor.has("type")).cloned().collect();
        rest.retain(|leaf| keywords::shapes(leaf, &[]));
        let union = &leaves[index].cursor;
        let wire = leaves[index].mask.only(Mask::FORM | Mask::BINARY);
        let mut branches: Vec<_> =
            union.get(keyword).into_iter().flat_map(|list| list.items()).collect();
        let discriminator = self.discriminator(union, report);
        let default = discriminator.as_ref().and_then(|it| self.default_beside(it, &branches));
        branches.extend(default);
        for branch in branches {
            if self.is_null(&branch, report) {
                gathered.nullable = true;
                continue;
            }
            let mut label = Label { name: None, description: None, tags: label.tags.clone() };
            if let Some(discriminator) = &discriminator {
                let (name, tags) = self.tag(discriminator, &branch, report);
                label.name = name;
                label.tags.extend(tags);
            }
            label.description = branch.str("description").map(str::to_owned);
            if label.name.is_none()
                && !rest.is_empty()
                && let Some(simple) =
                    self.simplify(vec![Part { cursor: branch.clone(), mask: wire }], report)
            {
                let title = simple.parts[0].cursor.str("title").map(str::to_owned);
                label.name = title.or(simple.component);
            }
            let mut parts = vec![Part { cursor: branch, mask: wire }];
            parts.extend(rest.iter().cloned());
            // A branch that leaves the JSON type to its surroundings.
            if !typed.is_empty() && rest.is_empty() && self.kinds_of(&parts, 0, report).is_none() {
                parts.extend(typed.iter().cloned());
                let expanded = self.expand(&parts, report);
                let merged = self.merge(&expanded.leaves, report);
                self.enter(parts, &merged, &label, gathered);
                continue;
            }
            self.gather(parts, &label, gathered, depth + 1, report);
        }
    }

    /// Notes one branch without a union in it.
    pub(super) fn enter(
        &mut self,
        parts: Vec<Part<'a>>,
        merged: &Merged<'a>,
        label: &Label,
        gathered: &mut Gathered<'a>,
    ) {
        gathered.nullable |= merged.nullable;
        if merged.only_null {
            return;
        }
        let entry = |what| Entry {
            what,
            name: label.name.clone(),
            description: label.description.clone(),
            tags: label.tags.clone(),
        };
        if let Some(mut values) = merged.values.as_ref().and_then(|_| constants::values(merged)) {
            if let ([only], true) =
                (values.as_mut_slice(), gathered.constants.is_empty() || label.name.is_some())
            {
                only.name = only.name.take().or_else(|| label.name.clone());
                let described = parts[0].cursor.str("description").map(str::to_owned);
                only.description =
                    only.description.take().or(label.description.clone()).or(described);
            }
            if gathered.constants.is_empty() {
                gathered.constants_at = gathered.entries.len();
            }
            for value in values {
                if gathered.known.insert(value.json.clone()) {
                    gathered.constants.push(value);
                }
            }
            return;
        }
        let kinds = merged.all_kinds();
        if kinds.is_empty() || kinds == Kinds::ALL {
            gathered.entries.push(entry(Holds::Anything));
            return;
        }
        let list = kinds.list();
        for &kind in &list {
            let mask = match kind {
                Kind::Object if list.len() > 1 => Mask::ONLY_OBJECTS,
                Kind::Array if list.len() > 1 => Mask::ONLY_ARRAYS,
                _ => Mask::default(),
            };
            let what = match kind {
                Kind::Object | Kind::Array => {
                    let mut parts = parts.clone();
                    parts[0] = parts[0].with(mask);
                    Holds::Schema(parts, kind)
                }
                kind => Holds::Scalar(scalar::scalar(kind, merged)),
            };
            gathered.entries.push(entry(what));
        }
    }
}

/// Makes scalars that hold each other one, and an enum of what any text may be as well.
pub(super) fn fold(gathered: &mut Gathered<'_>) {
    let scalars: Vec<Scalar> = gathered
        .entries
        .iter()
        .filter_map(
            |entry| if let Holds::Scalar(scalar) = entry.what { Some(scalar) } else { None },
        )
        .collect();
    let has = |wanted: Scalar| scalars.contains(&wanted);
    let whole = [Scalar::Integer, Scalar::I64, Scalar::U64, Scalar::U32, Scalar::I32];
    let widest = if has(Scalar::F64) {
        Some(Scalar::F64)
    } else if has(Scalar::U64) && (has(Scalar::I64) || has(Scalar::I32)) {
        Some(Scalar::Integer)
    } else if has(Scalar::U32) && has(Scalar::I32) {
        Some(Scalar::I64)
    } else {
        whole.into_iter().find(|scalar| has(*scalar))
    };
    let mut seen = HashSet::new();
    let texts = gathered.constants.iter().all(|value| value.json.starts_with('"'));
    let opens = !gathered.constants.is_empty() && texts;
    let before = gathered.constants_at;
    let mut removed_before = 0;
    let mut index = 0;
    gathered.entries.retain_mut(|entry| {
        let at = index;
        index += 1;
        let keep = match &mut entry.what {
            Holds::Schema(..) => true,
            Holds::Anything => seen.insert(None),
            Holds::Scalar(scalar) => {
                if *scalar == Scalar::F64 || whole.contains(scalar) {
                    *scalar = widest.unwrap_or(*scalar);
                }
                // A part of a form that may be a file can be a text too.
                if *scalar == Scalar::String && has(Scalar::Binary) {
                    *scalar = Scalar::Binary;
                }
                // Every enum keeps the texts that it does not list, so a text beside it is no branch of its own.
                !(opens && *scalar == Scalar::String) && seen.insert(Some(*scalar))
            }
        };
        removed_before += usize::from(!keep && at < before);
        keep
    });
    gathered.constants_at = before - removed_before;
    // Numbers and booleans that are listed beside any number or boolean.
    let numbers = seen.iter().any(|scalar| {
        scalar.is_some_and(|scalar| scalar == Scalar::F64 || whole.contains(&scalar))
    });
    let booleans = seen.contains(&Some(Scalar::Bool));
    gathered.constants.retain(|value| match value.json.as_bytes().first() {
        Some(b'"') => true,
        Some(b't' | b'f') => !booleans,
        _ => !numbers,
    });
}
