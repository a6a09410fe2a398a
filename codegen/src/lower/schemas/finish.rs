//! Settles what needs to see all types, and numbers those that the API reaches.

use super::{Schemas, Tags, join, label, map_key, proof, recursion, references, rows, unify};
use crate::diagnostic::{Code, Report};
use crate::ir::{Api, Direction, Origin, Scalar, Shape, Type, TypeId, TypeRef};
use std::collections::HashMap;

impl Schemas<'_> {
    /// Fills `api.types` and rewrites every use of a type in `api`.
    pub fn finish(mut self, api: &mut Api, report: &mut Report) {
        self.break_loops(report);
        api.examples = self.examples();
        let mut types = self.settled();
        map_key::settle(&mut types);
        references::everywhere(api, &mut |ty| *ty = self.resolve(*ty));
        let mut declared = std::mem::take(&mut self.declared);
        constants(&mut types);
        let mut same = drop_repeated_branches(&mut types, &mut declared);
        same = unify::copies(&mut types, &api.operations, same);
        references::everywhere(api, &mut |ty| *ty = unify::resolve(&same, *ty));
        let mut joiner = join::Joiner::new(&types);
        let mut index = 0;
        // Joining may add unions at the end.
        while index < types.len() {
            let id = TypeId(narrow(index));
            joiner.settle(&mut types, id, declared.entry(id).or_default(), report);
            index += 1;
        }
        let nothing = vec![None; types.len()];
        let same = unify::copies(&mut types, &api.operations, nothing);
        references::everywhere(api, &mut |ty| *ty = unify::resolve(&same, *ty));
        for (index, same) in same.iter().enumerate() {
            if same.is_none() {
                let id = TypeId(narrow(index));
                prove(&mut types, id, declared.get(&id), report);
            }
        }
        recursion::name_structural_cycles(&mut types);
        let order = number(api, &mut types);
        keep(api, types, &order);
        recursion::break_cycles(&mut api.types);
        count(api, report);
    }

    /// Types that are each other and nothing else hold any value.
    fn break_loops(&mut self, report: &mut Report) {
        for index in 0..self.slots.len() {
            let mut at = index;
            let mut steps = 0;
            while let Some(next) = self.slots[at].forward {
                at = next.id.0 as usize;
                steps += 1;
                if steps > self.slots.len() {
                    let place = self.slots[index].ty.place.clone();
                    report.add(
                        Code::ReferenceCycle,
                        &place,
                        "the schema leads back to itself without saying anything",
                    );
                    self.slots[index].forward = None;
                    self.slots[index].ty.shape = Shape::Any { declared: false };
                    break;
                }
            }
        }
    }

    /// The types, their uses leading to the end of each chain. What is only a name for another type stays as an alias that nothing
    /// uses.
    fn settled(&self) -> Vec<Type> {
        let settle = |slot: &super::Slot| {
            let mut ty = slot.ty.clone();
            if let Some(forward) = slot.forward {
                ty.shape = Shape::Alias(forward);
            }
            for used in references::in_shape_mut(&mut ty.shape) {
                *used = self.resolve(*used);
            }
            ty
        };
        self.slots.iter().map(settle).collect()
    }
}

/// Makes one type of each pair, the second, and of what becomes alike by that.
pub(crate) fn unite(api: &mut Api, pairs: &[(TypeId, TypeId)]) {
    let mut types = std::mem::take(&mut api.types);
    let mut same = vec![None; types.len()];
    for &(one, other) in pairs {
        same[one.0 as usize] = Some(TypeRef { id: other, nullable: false, boxed: false });
        let place = types[one.0 as usize].place.clone();
        types[other.0 as usize].also.push(place);
    }
    let same = unify::copies(&mut types, &api.operations, same);
    for index in 0..types.len() {
        let own = TypeRef { id: TypeId(narrow(index)), nullable: false, boxed: false };
        let end = unify::resolve(&same, own).id;
        if end != own.id {
            let also = std::mem::take(&mut types[index].also);
            types[end.0 as usize].also.extend(also);
        }
    }
    references::everywhere(api, &mut |ty| *ty = unify::resolve(&same, *ty));
    let order = number(api, &mut types);
    keep(api, types, &order);
}

/// Finds the members with one possible value, and makes lists of booleans booleans.
fn constants(types: &mut Vec<Type>) {
    let scalars: HashMap<Scalar, TypeId> = [Scalar::String, Scalar::Bool, Scalar::I64, Scalar::F64]
        .into_iter()
        .map(|scalar| {
            let id = TypeId(narrow(types.len()));
            types.push(nameless(Shape::Scalar(scalar)));
            (scalar, id)
        })
        .collect();
    let scalar_of = |json: &str| match json.as_bytes().first() {
        Some(b'"') => Scalar::String,
        Some(b't' | b'f') => Scalar::Bool,
        _ if json.parse::<i64>().is_ok() => Scalar::I64,
        _ => Scalar::F64,
    };
    let single: Vec<Option<String>> = types
        .iter()
        .map(|ty| match &ty.shape {
            Shape::Enum(enm) if enm.values.len() == 1 => {
                enm.values.first().map(|value| value.json.clone())
            }
            _ => None,
        })
        .collect();
    for ty in types.iter_mut() {
        let Shape::Object(object) = &mut ty.shape else { continue };
        for member in
            object.members.iter_mut().filter(|member| member.required && !member.ty.nullable)
        {
            if let Some(json) = &single[member.ty.id.0 as usize] {
                member.constant = Some(json.clone());
                member.ty.id = scalars[&scalar_of(json)];
            }
        }
    }
    for ty in types.iter_mut() {
        if let Shape::Enum(enm) = &ty.shape
            && !enm.values.is_empty()
            && enm.values.iter().all(|value| matches!(value.json.as_str(), "true" | "false"))
        {
            ty.shape = Shape::Scalar(Scalar::Bool);
            ty.origin = Origin::Nameless;
        }
    }
}

/// Branches that turned out to be one type are one branch, and a union of one branch is that branch.
fn drop_repeated_branches(
    types: &mut [Type],
    declared: &mut HashMap<TypeId, Vec<Tags>>,
) -> Vec<Option<TypeRef>> {
    let mut same: Vec<Option<TypeRef>> = vec![None; types.len()];
    for (index, ty) in types.iter_mut().enumerate() {
        let Shape::Union(union) = &mut ty.shape else { continue };
        let tags = declared.entry(TypeId(narrow(index))).or_default();
        tags.resize(union.branches.len(), Tags::new());
        let nullable = union.branches.iter().any(|branch| branch.ty.nullable);
        let mut kept: Vec<(TypeId, Tags)> = Vec::new();
        let mut at = 0;
        union.branches.retain(|branch| {
            let own = std::mem::take(&mut tags[at]);
            at += 1;
            match kept.iter_mut().find(|(id, _)| *id == branch.ty.id) {
                Some((_, tags)) => {
                    join(tags, own);
                    false
                }
                None => {
                    kept.push((branch.ty.id, own));
                    true
                }
            }
        });
        *tags = kept.into_iter().map(|(_, tags)| tags).collect();
        // A branch that may be null makes the union nullable.
        for branch in &mut union.branches {
            branch.ty.nullable = false;
        }
        if let [only] = union.branches.as_slice()
            && only.ty.id.0 as usize != index
        {
            same[index] = Some(TypeRef { nullable, ..only.ty });
        } else if nullable {
            same[index] = Some(TypeRef { id: TypeId(narrow(index)), nullable: true, boxed: false });
        }
    }
    same
}

fn join(tags: &mut Tags, more: Tags) {
    for (property, values) in more {
        match tags.iter_mut().find(|(known, _)| *known == property) {
            // No values stand for all others.
            Some((_, known)) if known.is_empty() || values.is_empty() => known.clear(),
            Some((_, known)) => known.extend(values),
            None => tags.push((property, values)),
        }
    }
}

/// Tags with each property once.
pub(super) fn joined(tags: Tags) -> Tags {
    let mut all = Tags::new();
    join(&mut all, tags);
    all
}

/// Writes the tests of a union and reports what they cannot tell apart.
fn prove(types: &mut [Type], id: TypeId, declared: Option<&Vec<Tags>>, report: &mut Report) {
    let Shape::Union(union) = &types[id.0 as usize].shape else { return };
    let mut union = union.clone();
    rows::write(types, &mut union, declared.map(Vec::as_slice).unwrap_or_default());
    proof::check(types, &union, &types[id.0 as usize].place, report);
    label::name(types, &mut union);
    types[id.0 as usize].shape = Shape::Union(union);
}

/// Numbers the types that the API reaches in the order in which they are reached, and says where each is met first.
fn number(api: &mut Api, types: &mut [Type]) -> Vec<TypeId> {
    let mut roots: Vec<(TypeId, Direction, Origin)> = Vec::new();
    references::in_api(api, &mut |ty, direction, origin| roots.push((ty.id, direction, origin)));
    let mut order: Vec<TypeId> = Vec::new();
    let mut met = vec![false; types.len()];
    for (root, _, origin) in &roots {
        let mut stack = vec![(*root, origin.clone())];
        while let Some((id, origin)) = stack.pop() {
            if std::mem::replace(&mut met[id.0 as usize], true) {
                continue;
            }
            order.push(id);
            let ty = &mut types[id.0 as usize];
            if !matches!(ty.origin, Origin::Component(_) | Origin::Nameless) {
                ty.origin = origin;
            }
            let uses = references::in_shape(&ty.shape).into_iter().map(|used| used.id);
            let edges: Vec<(TypeId, Origin)> =
                uses.zip(references::edge_origins(id, &ty.shape)).collect();
            stack.extend(edges.into_iter().rev());
        }
    }
    for sent in [true, false] {
        let mut stack: Vec<TypeId> = roots
            .iter()
            .filter(|(_, direction, _)| direction.sent == sent)
            .map(|(id, _, _)| *id)
            .collect();
        while let Some(id) = stack.pop() {
            let ty = &mut types[id.0 as usize];
            let flag = if sent { &mut ty.direction.sent } else { &mut ty.direction.received };
            if !std::mem::replace(flag, true) {
                stack.extend(references::in_shape(&ty.shape).into_iter().map(|used| used.id));
            }
        }
    }
    order
}

/// Puts the types of `order` into the API under their new numbers.
fn keep(api: &mut Api, types: Vec<Type>, order: &[TypeId]) {
    let mut numbers = vec![TypeId(u32::MAX); types.len()];
    for (index, id) in order.iter().enumerate() {
        numbers[id.0 as usize] = TypeId(narrow(index));
    }
    let new = |id: TypeId| numbers[id.0 as usize];
    let mut types: Vec<Option<Type>> = types.into_iter().map(Some).collect();
    for id in order {
        let Some(mut ty) = types[id.0 as usize].take() else { continue };
        for used in references::in_shape_mut(&mut ty.shape) {
            used.id = new(used.id);
        }
        match &mut ty.origin {
            Origin::Member(parent, _)
            | Origin::Additional(parent)
            | Origin::Key(parent)
            | Origin::Items(parent) => *parent = new(*parent),
            Origin::Element(parent, _) | Origin::Branch(parent, _, _) => *parent = new(*parent),
            Origin::Component(_)
            | Origin::Parameter(..)
            | Origin::Request(_)
            | Origin::Response(..)
            | Origin::Failure(..)
            | Origin::Payload(_)
            | Origin::Answer(..)
            | Origin::Nameless => {}
        }
        api.types.push(ty);
    }
    references::everywhere(api, &mut |ty| ty.id = new(ty.id));
    // What no operation reaches has no type for its examples.
    let n_types = api.types.len();
    api.examples.retain(|example| (example.ty.id.0 as usize) < n_types);
}

/// Counts the types for the run's summary.
fn count(api: &Api, report: &mut Report) {
    report.coverage.schemas.all += api.types.len();
    for ty in &api.types {
        match ty.shape {
            Shape::Any { declared: false } => {
                report.coverage.not_typed(&ty.place, "no type could be made of it")
            }
            _ => report.coverage.schemas.done += 1,
        }
    }
}

/// A type without a name or place.
pub(super) fn nameless(shape: Shape) -> Type {
    Type {
        origin: Origin::Nameless,
        place: crate::diagnostic::Place::default(),
        title: None,
        description: None,
        constraints: Vec::new(),
        format: None,
        deprecated: false,
        shape,
        direction: Direction::default(),
        examples: Vec::new(),
        also: Vec::new(),
    }
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
