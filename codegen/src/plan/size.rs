//! Estimates how many bytes a value takes, to decide which variants of a union are boxed.
//!
//! An estimate may be too large, never too small: what matters is that clippy's `large_enum_variant` finds nothing to say.

use super::RustType;
use super::names::Names;
use crate::ir::{Shape, TypeId, TypeRef};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Bytes above which a variant is boxed.
const LARGE: u64 = 200;

/// Bytes of a [`Value`](RustType::Runtime), the widest of the runtime's scalars.
const VALUE: u64 = 32;

/// How deep types are looked into before a size is taken for large.
const DEEPEST: u32 = 64;

/// Sizes that are known already.
#[derive(Debug, Default)]
pub(crate) struct Sizes(RefCell<BTreeMap<TypeId, u64>>);

impl Sizes {
    /// Whether a variant that holds this needs a box.
    pub(crate) fn is_large(&self, names: &Names<'_>, ty: TypeRef) -> bool {
        !ty.boxed && self.of(names, ty, 0) > LARGE
    }

    fn of(&self, names: &Names<'_>, ty: TypeRef, depth: u32) -> u64 {
        if ty.boxed {
            return 8;
        }
        match names.bare_type(ty) {
            RustType::Named(_) => {
                self.of_named(names, ty.id, depth) + if ty.nullable { 8 } else { 0 }
            }
            RustType::Unit => 8,
            RustType::Primitive(_) => 16,
            RustType::Box(_) => 8,
            RustType::Map(_) | RustType::KeyedMap(..) | RustType::Runtime(_) => VALUE,
            RustType::String | RustType::Vec(_) => 24,
            RustType::Option(_) | RustType::Generic(..) => VALUE,
        }
    }

    fn of_named(&self, names: &Names<'_>, id: TypeId, depth: u32) -> u64 {
        if let Some(size) = self.0.borrow().get(&id) {
            return *size;
        }
        if depth > DEEPEST {
            return LARGE + 1;
        }
        let each = |ty: &TypeRef| self.of(names, *ty, depth + 1);
        let size = match &names.api().ty(id).shape {
            Shape::Object(object) => {
                let fields = object
                    .members
                    .iter()
                    .filter(|member| member.constant.is_none() || !member.required);
                let fields: u64 = fields
                    .map(|member| each(&member.ty) + if member.required { 0 } else { 8 })
                    .sum();
                fields + 8 + object.additional.map_or(0, |_| 24)
            }
            Shape::Tuple(tuple) => tuple.elements.iter().map(each).sum::<u64>() + 24,
            Shape::Union(union) => {
                union
                    .branches
                    .iter()
                    .map(|branch| each(&branch.ty).min(LARGE))
                    .max()
                    .unwrap_or(0)
                    .max(VALUE)
                    + 8
            }
            Shape::Alias(inner) => each(inner),
            Shape::Enum(_)
            | Shape::Any { .. }
            | Shape::Null
            | Shape::Scalar(_)
            | Shape::Map(_)
            | Shape::Array(_) => VALUE,
        };
        self.0.borrow_mut().insert(id, size);
        size
    }
}
