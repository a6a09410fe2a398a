//! Makes a union of the branches that were gathered, or what it comes down to: an enum, a single branch.

use super::gather::{Entry, Gathered, Holds, Label, fold};
use super::merge;
use super::part::{Kinds, Mask, Part};
use super::shape::{Outcome, What};
use super::{Schemas, Tags, constants};
use crate::diagnostic::{Code, Place, Report};
use crate::ir::{Branch, EnumValue, Kind, Origin, Shape, Test, TypeId, TypeRef, Union};

impl<'a> Schemas<'a> {
    /// Decides the union that the type `id` is.
    pub(super) fn union(&mut self, id: TypeId, parts: &[Part<'a>], report: &mut Report) -> Outcome {
        let mut gathered = Gathered::default();
        self.gather(parts.to_vec(), &Label::default(), &mut gathered, 0, report);
        if gathered.overflow {
            let limit = self.settings.limits.branches;
            let message = format!(
                "the union has more than {limit} branches; what its branches say is ignored"
            );
            report
                .add(Code::UnionTooLarge, &parts[0].cursor.place, message)
                .help(crate::text::raise("branches"));
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
