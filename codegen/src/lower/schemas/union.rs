//! Gathers the branches of a union: distributes what stands beside `oneOf` and `anyOf`, flattens, folds `null`, constants and scalars.

use super::merge::{self, Merged};
use super::part::{Kinds, Mask, Part};
use super::shape::{Outcome, What};
use super::{PartKey, Schemas, Tags, constants, keywords, scalar};
use crate::diagnostic::{Code, Place, Report};
use crate::ir::{Branch, EnumValue, Kind, Origin, Scalar, Shape, Test, TypeId, TypeRef, Union};
use std::collections::HashSet;

/// Branches of one union, after distribution.
const MAX_BRANCHES: usize = 600;
/// Unions within unions.
const MAX_DEPTH: usize = 60;

/// What was found while walking the branches.
#[derive(Default)]
struct Gathered<'a> {
    entries: Vec<Entry<'a>>,
    constants: Vec<EnumValue>,
    /// The entry before which the constants stand.
    constants_at: usize,
    nullable: bool,
    /// Branches that contradict what stands around the union.
    excluded: Vec<(Vec<Part<'a>>, Label)>,
    overflow: bool,
    visited: HashSet<Vec<PartKey>>,
}

/// A branch to be.
#[derive(Clone)]
struct Entry<'a> {
    what: Holds<'a>,
    name: Option<String>,
    description: Option<String>,
    tags: Tags,
}

#[derive(Clone)]
enum Holds<'a> {
    Schema(Vec<Part<'a>>, Kind),
    Scalar(Scalar),
    Anything,
}

/// What is known of a branch from the way to it.
#[derive(Clone, Default)]
struct Label {
    name: Option<String>,
    description: Option<String>,
    tags: Tags,
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

    /// Decides the union that the type `id` is.
    pub(super) fn union(&mut self, id: TypeId, parts: &[Part<'a>], report: &mut Report) -> Outcome {
        let mut gathered = Gathered::default();
        self.gather(parts.to_vec(), &Label::default(), &mut gathered, 0, report);
        if gathered.overflow {
            let message = format!(
                "the union has more than {MAX_BRANCHES} branches; what its branches say is ignored"
            );
            report.add(Code::UnionTooLarge, &parts[0].cursor.place, message);
            let expanded = self.expand(parts, report);
            let mask = Mask::NO_ONE_OF | Mask::NO_ANY_OF | Mask::PLAIN;
            let leaves: Vec<Part<'a>> =
                expanded.leaves.iter().map(|leaf| leaf.with(mask)).collect();
            let mut outcome = self.shape(id, &leaves, report);
            outcome.nullable |= gathered.nullable;
            return outcome;
        }
        let place = parts[0].cursor.place.clone();
        self.build(id, gathered, &place, report)
    }

    /// The type of a value that meets one of several positions.
    pub(super) fn choice(
        &mut self,
        choices: Vec<Vec<Part<'a>>>,
        origin: Origin,
        place: &Place,
        report: &mut Report,
    ) -> TypeRef {
        let separator = (u32::MAX, Mask::default());
        let mut key = vec![separator];
        for choice in &choices {
            key.extend(self.key(choice));
            key.push(separator);
        }
        if let Some(&id) = self.memo.get(&key) {
            return super::reference(id);
        }
        let id = self.reserve(origin, place.clone());
        self.memo.insert(key, id);
        let mut gathered = Gathered::default();
        for choice in choices {
            self.gather(choice, &Label::default(), &mut gathered, 0, report);
        }
        let outcome = self.build(id, gathered, place, report);
        let slot = &mut self.slots[id.0 as usize];
        slot.nullable = outcome.nullable;
        match outcome.what {
            What::Shape(shape) => slot.ty.shape = shape,
            What::Same(ty) if ty.id == id => slot.ty.shape = Shape::Any { declared: false },
            What::Same(ty) => slot.forward = Some(ty),
        }
        super::reference(id)
    }

    fn gather(
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
        if depth > MAX_DEPTH || gathered.entries.len() > MAX_BRANCHES {
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
        let branches: Vec<_> =
            union.get(keyword).into_iter().flat_map(|list| list.items()).collect();
        let discriminator = self.discriminator(union, report);
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
                && let Some(simple) = self.simplify(vec![Part::whole(branch.clone())], report)
            {
                let title = simple.parts[0].cursor.str("title").map(str::to_owned);
                label.name = title.or(simple.component);
            }
            let mut parts = vec![Part::whole(branch)];
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
    fn enter(
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
                if gathered.constants.iter().all(|before| before.json != value.json) {
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

    /// Makes a type of what was gathered.
    fn build(
        &mut self,
        id: TypeId,
        mut gathered: Gathered<'a>,
        place: &Place,
        report: &mut Report,
    ) -> Outcome {
        if gathered.entries.is_empty() && gathered.constants.is_empty() {
            // All branches are excluded, so the description must mean something else by it.
            for (parts, label) in std::mem::take(&mut gathered.excluded) {
                let expanded = self.expand(&parts, report);
                let merged = self.merge(&expanded.leaves, report);
                merge::report_conflicts(&merged, report);
                self.enter(parts, &merged, &label, &mut gathered);
            }
        }
        fold(&mut gathered);
        let nullable = gathered.nullable;
        let constants = std::mem::take(&mut gathered.constants);
        let entries = gathered.entries;
        if entries.is_empty() && !constants.is_empty() {
            return Outcome::shape(Shape::Enum(constants::enumeration(constants)), nullable);
        }
        if entries.is_empty() {
            if nullable {
                return Outcome::shape(Shape::Null, true);
            }
            report.add(Code::NoValue, place, "no value fits this schema: its union has no branch");
            return Outcome::shape(Shape::Any { declared: false }, false);
        }
        let origin = self.slots[id.0 as usize].ty.origin.clone();
        if let ([only], true) = (entries.as_slice(), constants.is_empty()) {
            let ty = match &only.what {
                Holds::Schema(parts, _) => {
                    let mut ty = self.position(parts.clone(), origin, report);
                    if ty.id == id {
                        // The position is its own only branch: it is that branch as an object or array.
                        let expanded = self.expand(parts, report);
                        let mask = Mask::NO_ONE_OF | Mask::NO_ANY_OF | Mask::PLAIN;
                        let leaves = expanded.leaves.iter().map(|leaf| leaf.with(mask)).collect();
                        ty = self.position(leaves, Origin::Nameless, report);
                    }
                    ty
                }
                Holds::Scalar(scalar) => self.scalar(*scalar),
                Holds::Anything => self.any(),
            };
            return Outcome { what: What::Same(ty), nullable };
        }
        let groups = self.group(entries, report);
        let mut branches: Vec<Branch> = Vec::new();
        let mut declared = Vec::new();
        let at = gathered.constants_at.min(groups.len());
        for (index, group) in groups.iter().enumerate() {
            if index == at {
                self.add_constants(id, &constants, place, &mut branches, &mut declared);
            }
            let position = u32::try_from(branches.len()).unwrap_or(u32::MAX);
            let origin = Origin::Branch(id, position, group[0].name.clone());
            let ty = match &group[0].what {
                Holds::Scalar(scalar) => self.scalar(*scalar),
                Holds::Anything => self.any(),
                Holds::Schema(parts, _) if group.len() == 1 => {
                    self.position(parts.clone(), origin, report)
                }
                Holds::Schema(..) => self.merged_array(group, origin, place, report),
            };
            let Entry { name, description, tags, .. } = group[0].clone();
            branches.push(Branch { ty, name, description, test: Test::Anything });
            declared.push(tags);
        }
        if at == groups.len() {
            self.add_constants(id, &constants, place, &mut branches, &mut declared);
        }
        self.declared.insert(id, declared);
        Outcome::shape(Shape::Union(Union { branches, tags: Vec::new() }), nullable)
    }

    fn add_constants(
        &mut self,
        id: TypeId,
        constants: &[EnumValue],
        place: &Place,
        branches: &mut Vec<Branch>,
        declared: &mut Vec<Tags>,
    ) {
        if constants.is_empty() {
            return;
        }
        let position = u32::try_from(branches.len()).unwrap_or(u32::MAX);
        let enm = self.reserve(Origin::Branch(id, position, None), place.clone());
        self.slots[enm.0 as usize].ty.shape =
            Shape::Enum(constants::enumeration(constants.to_vec()));
        branches.push(Branch {
            ty: super::reference(enm),
            name: None,
            description: None,
            test: Test::Anything,
        });
        declared.push(Tags::new());
    }

    /// Arrays are told apart by their first element. Those whose elements overlap become one array of either.
    fn group(&mut self, entries: Vec<Entry<'a>>, report: &mut Report) -> Vec<Vec<Entry<'a>>> {
        let mut groups: Vec<(Vec<Entry<'a>>, Kinds)> = Vec::new();
        for entry in entries {
            let Holds::Schema(parts, Kind::Array) = &entry.what else {
                groups.push((vec![entry], Kinds::default()));
                continue;
            };
            let mut kinds = self.item_kinds(parts, report);
            let mut merged = vec![entry];
            let mut at = groups.len();
            // Backwards, so that the place of the first one is kept.
            for index in (0..groups.len()).rev() {
                if !groups[index].1.intersection(kinds).is_empty() {
                    let (mut before, more) = groups.remove(index);
                    kinds = kinds.union(more);
                    before.append(&mut merged);
                    merged = before;
                    at = index;
                }
            }
            groups.insert(at, (merged, kinds));
        }
        groups.into_iter().map(|(entries, _)| entries).collect()
    }

    fn item_kinds(&mut self, array: &[Part<'a>], report: &mut Report) -> Kinds {
        let expanded = self.expand(array, report);
        let merged = self.merge(&expanded.leaves, report);
        match merged.prefix.first() {
            Some(first) => self.kinds_of(&[Part::whole(first.clone())], 0, report),
            None => self.kinds_of(&merged.items, 0, report),
        }
        .unwrap_or(Kinds::ALL)
    }

    fn merged_array(
        &mut self,
        group: &[Entry<'a>],
        origin: Origin,
        place: &Place,
        report: &mut Report,
    ) -> TypeRef {
        let mut choices = Vec::new();
        for entry in group {
            let Holds::Schema(parts, _) = &entry.what else { continue };
            let expanded = self.expand(parts, report);
            let merged = self.merge(&expanded.leaves, report);
            choices.extend(merged.prefix.iter().cloned().map(|element| vec![Part::whole(element)]));
            if merged.items.is_empty() && merged.prefix.is_empty() {
                choices.clear();
                break;
            }
            choices.extend(Some(merged.items).filter(|items| !items.is_empty()));
        }
        let id = self.reserve(origin, place.clone());
        let items = if choices.is_empty() {
            self.any()
        } else {
            self.choice(choices, Origin::Items(id), place, report)
        };
        self.slots[id.0 as usize].ty.shape = Shape::Array(items);
        super::reference(id)
    }

    /// The JSON types of a position's values, unions followed; nothing when it does not say.
    pub(super) fn kinds_of(
        &mut self,
        parts: &[Part<'a>],
        depth: usize,
        report: &mut Report,
    ) -> Option<Kinds> {
        if depth > 8 || parts.is_empty() {
            return None;
        }
        let expanded = self.expand(parts, report);
        let merged = self.merge(&expanded.leaves, report);
        let own = merged.all_kinds();
        if !own.is_empty() {
            return Some(own);
        }
        if let Some(values) = constants::values(&merged).filter(|values| !values.is_empty()) {
            let kinds = values.iter().map(|value| match value.json.as_bytes().first() {
                Some(b'"') => Kinds::STRING,
                Some(b't' | b'f') => Kinds::BOOL,
                _ => Kinds::NUMBER,
            });
            return Some(kinds.fold(Kinds::default(), Kinds::union));
        }
        let (index, keyword) = self.union_in(&expanded.leaves, report)?;
        let branches: Vec<_> = expanded.leaves[index].cursor.get(keyword)?.items().collect();
        let mut kinds = Kinds::default();
        for branch in branches {
            if !self.is_null(&branch, report) {
                kinds = kinds.union(self.kinds_of(&[Part::whole(branch)], depth + 1, report)?);
            }
        }
        Some(kinds)
    }
}

/// Makes scalars that hold each other one, and an enum of what any text may be as well.
fn fold(gathered: &mut Gathered<'_>) {
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
                if *scalar == Scalar::Binary {
                    *scalar = Scalar::String;
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
