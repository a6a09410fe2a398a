//! Makes the item of a type: which kind it is, and what its documentation says beside the description.

use super::docs::{self, clean};
use super::names::Names;
use super::size::Sizes;
use super::{Docs, Item, Newtype, RustIdent, Tuple};
use crate::ir::{Shape, Type, TypeId};

/// Longest example, in characters, that is shown.
const LONGEST_EXAMPLE: usize = 90;

/// The item of a named type; nothing for a type that is written out where it is used.
pub(crate) fn item(names: &Names<'_>, sizes: &Sizes, id: TypeId) -> Option<Item> {
    let ident = names.ident(id)?.clone();
    let ty = names.api().ty(id);
    let docs = type_docs(ty);
    match &ty.shape {
        Shape::Object(object) => {
            Some(Item::Struct(super::structs::strukt(names, id, object, ident, docs)))
        }
        Shape::Enum(enm) => {
            Some(Item::Enum(super::enums::enm(enm, names.kept().members(id), ident, docs)))
        }
        Shape::Union(union) => {
            Some(Item::Union(super::unions::union(names, sizes, id, union, ident, docs)))
        }
        Shape::Alias(inner) => {
            Some(Item::Newtype(Newtype { docs, ident, ty: names.rust_type(*inner) }))
        }
        Shape::Tuple(tuple) => {
            let elements = tuple.elements.iter().map(|it| names.rust_type(*it)).collect();
            let rest = names.rust_type(tuple.rest);
            Some(Item::Tuple(Tuple { docs, ident, elements, rest }))
        }
        Shape::Any { .. } | Shape::Null | Shape::Scalar(_) | Shape::Map(_) | Shape::Array(_) => {
            None
        }
    }
}

/// The name that an item defines, where it defines a type.
pub(crate) fn item_ident(item: &Item) -> Option<&RustIdent> {
    match item {
        Item::Struct(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Union(item) => Some(&item.ident),
        Item::Newtype(item) => Some(&item.ident),
        Item::Tuple(item) => Some(&item.ident),
        Item::Former(item) => Some(&item.ident),
        Item::Resource(item) => Some(&item.ident),
        Item::Request(item) => Some(&item.ident),
        Item::Replies(item) => Some(&item.ident),
        Item::Api(_) | Item::Accessors(_) => None,
    }
}

/// Documentation of a type: title and description, constraints, an example, where it stands.
fn type_docs(ty: &Type) -> Docs {
    let text = ty.description.as_deref().filter(|text| !text.trim().is_empty());
    let described = text.map(clean).or_else(|| {
        ty.title.as_deref().map(|title| Docs::from_line(sentence(&docs::prose(title))))
    });
    let deprecated = if ty.deprecated { Docs::from_line("Deprecated.") } else { Docs::default() };
    let short =
        |example: &&String| example.chars().count() <= LONGEST_EXAMPLE && !example.contains('\n');
    let example = ty
        .examples
        .iter()
        .find(short)
        .map(|example| Docs::from_line(format!("Example: {}.", docs::code(example))));
    let place = Docs::from_line(format!(
        "In the description: {}.",
        docs::code(&format!("#{}", ty.place.pointer))
    ));
    let constraints = docs::sentences(ty.constraints.iter().map(String::as_str));
    docs::paragraphs([
        described.unwrap_or_default(),
        deprecated,
        constraints,
        example.unwrap_or_default(),
        place,
    ])
}

/// A line with a full stop.
pub(super) fn sentence(line: &str) -> String {
    let ended = line.is_empty() || line.ends_with(['.', '!', '?', ':', '>', '|']);
    if ended { line.to_owned() } else { format!("{line}.") }
}

#[cfg(test)]
mod tests;
