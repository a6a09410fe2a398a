//! Joins types: the type of a value that is one of two.

use super::{finish, view};
use crate::ir::{Branch, Enum, Map, Origin, Scalar, Shape, Test, Type, TypeId, TypeRef, Union};
use std::collections::{HashMap, HashSet};

/// Types made here, beyond which members that differ are not typed.
const MAX_NEW: usize = 20_000;

/// Joins types, each pair once.
pub(super) struct Joiner {
    joined: HashMap<(TypeId, TypeId), TypeId>,
    limit: usize,
}

impl Joiner {
    pub(super) fn new(types: &[Type]) -> Self {
        Self { joined: HashMap::new(), limit: types.len() + MAX_NEW }
    }

    /// The type of a value that is one of two.
    pub(super) fn join(
        &mut self,
        types: &mut Vec<Type>,
        a: TypeRef,
        b: TypeRef,
        origin: &Origin,
    ) -> TypeRef {
        let nullable = a.nullable || b.nullable;
        let with = |id: TypeId| TypeRef { id, nullable, boxed: false };
        if a.id == b.id {
            return with(a.id);
        }
        let key = (a.id.min(b.id), a.id.max(b.id));
        if let Some(&id) = self.joined.get(&key) {
            return with(id);
        }
        let (left, right) = (view::shape(types, a).clone(), view::shape(types, b).clone());
        let same = match (&left, &right) {
            (Shape::Any { .. }, _) => Some(a.id),
            (_, Shape::Any { .. }) => Some(b.id),
            (Shape::Enum(enm), Shape::Scalar(Scalar::String)) if enm.texts => Some(a.id),
            (Shape::Scalar(Scalar::String), Shape::Enum(enm)) if enm.texts => Some(b.id),
            (Shape::Scalar(one), Shape::Scalar(other)) => {
                wider(*one, *other).map(|wide| if wide == *one { a.id } else { b.id })
            }
            _ => None,
        };
        if let Some(id) = same {
            self.joined.insert(key, id);
            return with(id);
        }
        if types.len() >= self.limit {
            return with(add(types, Shape::Any { declared: false }, Origin::Nameless, a.id));
        }
        // The number is known before the parts are, so that types that hold themselves come to an end.
        let id = add(types, Shape::Any { declared: true }, origin.clone(), a.id);
        self.joined.insert(key, id);
        let shape = match (left, right) {
            (Shape::Enum(one), Shape::Enum(other)) => Shape::Enum(both(one, other)),
            (Shape::Array(one), Shape::Array(other)) => {
                Shape::Array(self.join(types, one, other, &Origin::Items(id)))
            }
            (Shape::Map(one), Shape::Map(other)) => {
                Shape::Map(self.join_maps(types, one, other, id))
            }
            (left, right) => {
                let mut branches: Vec<Branch> = Vec::new();
                for (ty, shape) in [(a, left), (b, right)] {
                    let new = match shape {
                        Shape::Union(union) => union.branches,
                        _ => vec![Branch {
                            ty: plain(ty.id),
                            name: None,
                            description: None,
                            test: Test::Anything,
                        }],
                    };
                    for branch in new {
                        self.add_branch(types, &mut branches, branch, id);
                    }
                }
                Shape::Union(Union { branches, tags: Vec::new() })
            }
        };
        types[id.0 as usize].shape = shape;
        with(id)
    }

    /// A map of what both hold. Its names are listed only where both list theirs.
    pub(super) fn join_maps(
        &mut self,
        types: &mut Vec<Type>,
        one: Map,
        other: Map,
        id: TypeId,
    ) -> Map {
        let key = match (one.key, other.key) {
            (Some(one), Some(other)) => Some(self.join(types, one, other, &Origin::Key(id))),
            _ => None,
        };
        Map { value: self.join(types, one.value, other.value, &Origin::Additional(id)), key }
    }

    /// Adds a branch, or widens the one that has values of the same JSON type in the same way.
    fn add_branch(
        &mut self,
        types: &mut Vec<Type>,
        branches: &mut Vec<Branch>,
        branch: Branch,
        id: TypeId,
    ) {
        let new = view::shape(types, branch.ty).clone();
        let alike = |known: &Branch| match (view::shape(types, known.ty), &new) {
            _ if known.ty.id == branch.ty.id => true,
            (Shape::Array(_), Shape::Array(_)) | (Shape::Enum(_), Shape::Enum(_)) => true,
            (Shape::Scalar(one), Shape::Scalar(other)) => wider(*one, *other).is_some(),
            (Shape::Enum(enm), Shape::Scalar(Scalar::String))
            | (Shape::Scalar(Scalar::String), Shape::Enum(enm)) => enm.texts,
            _ => false,
        };
        match branches.iter().position(alike) {
            None => branches.push(branch),
            Some(at) => {
                let origin = Origin::Branch(id, narrow(at), None);
                let ty = self.join(types, branches[at].ty, branch.ty, &origin);
                branches[at].ty = plain(ty.id);
            }
        }
    }
}

fn both(mut one: Enum, other: Enum) -> Enum {
    let known: HashSet<String> = one.values.iter().map(|value| value.json.clone()).collect();
    one.values.extend(other.values.into_iter().filter(|value| !known.contains(&value.json)));
    one.texts &= other.texts;
    one
}

/// The scalar that holds the values of both, when one of them does.
fn wider(one: Scalar, other: Scalar) -> Option<Scalar> {
    let order = |scalars: &[Scalar]| {
        let at = |scalar: Scalar| scalars.iter().position(|known| *known == scalar);
        at(one).zip(at(other)).map(|(a, b)| if a >= b { one } else { other })
    };
    order(&[Scalar::I32, Scalar::I64, Scalar::Integer, Scalar::F64])
        .or_else(|| order(&[Scalar::U32, Scalar::U64, Scalar::Integer, Scalar::F64]))
        .or_else(|| order(&[Scalar::Date, Scalar::String]))
        .or_else(|| order(&[Scalar::DateTime, Scalar::String]))
        .or_else(|| order(&[Scalar::Binary, Scalar::String]))
}

/// A new type that stands where another does.
pub(super) fn add(types: &mut Vec<Type>, shape: Shape, origin: Origin, like: TypeId) -> TypeId {
    let id = TypeId(narrow(types.len()));
    let place = types[like.0 as usize].place.clone();
    types.push(Type { origin, place, ..finish::nameless(shape) });
    id
}

pub(super) fn plain(id: TypeId) -> TypeRef {
    TypeRef { id, nullable: false, boxed: false }
}

pub(super) fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
