//! Tells the files in forms: which members are files, and which objects have some and so are forms of their own.

use crate::ir::{Api, Scalar, Shape, TypeId};

/// How many files a member of a form can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Files {
    /// One.
    One,
    /// Several of one name.
    Many,
}

/// How deeply types that only lead to others are followed.
const DEPTH: u32 = 16;

/// The files that a type stands for, if some of its values are raw bytes.
pub(crate) fn files(api: &Api, id: TypeId) -> Option<Files> {
    at_depth(api, id, 0)
}

fn at_depth(api: &Api, id: TypeId, depth: u32) -> Option<Files> {
    if depth > DEPTH {
        return None;
    }
    match &api.types.get(id.0 as usize)?.shape {
        Shape::Scalar(Scalar::Binary) => Some(Files::One),
        Shape::Array(item) => at_depth(api, item.id, depth + 1).map(|_| Files::Many),
        Shape::Alias(inner) => at_depth(api, inner.id, depth + 1),
        Shape::Union(union) => {
            union.branches.iter().filter_map(|branch| at_depth(api, branch.ty.id, depth + 1)).max()
        }
        Shape::Any { .. }
        | Shape::Null
        | Shape::Scalar(_)
        | Shape::Enum(_)
        | Shape::Object(_)
        | Shape::Map(_)
        | Shape::Tuple(_) => None,
    }
}

/// Whether a type is an object with files among its members, which cannot go through JSON.
pub(crate) fn is_form(api: &Api, id: TypeId) -> bool {
    match &api.ty(id).shape {
        Shape::Object(object) => {
            let members = object.members.iter().map(|member| member.ty);
            members.chain(object.additional).any(|ty| files(api, ty.id).is_some())
        }
        _ => false,
    }
}

/// Whether a type leads to a form, or to a map of files, so that it has no type of its own.
pub(crate) fn leads_to_form(api: &Api, id: TypeId) -> bool {
    let holds = |id: TypeId| is_form(api, id) || leads_at_once(api, id);
    match &api.ty(id).shape {
        Shape::Union(union) => union.branches.iter().any(|branch| holds(branch.ty.id)),
        Shape::Alias(inner) => holds(inner.id),
        _ => leads_at_once(api, id),
    }
}

fn leads_at_once(api: &Api, id: TypeId) -> bool {
    matches!(&api.ty(id).shape, Shape::Map(map) if files(api, map.value.id).is_some())
}
