//! Prints the plan as tokens and decides nothing.

pub(crate) mod docs;
pub(crate) mod enums;
pub(crate) mod newtypes;
pub(crate) mod structs;
mod types;
pub(crate) mod unions;

use crate::plan::Item;
use proc_macro2::TokenStream;

/// Emits an item that a type of the description became; nothing for items of operations.
pub(crate) fn type_item(item: &Item) -> Option<TokenStream> {
    match item {
        Item::Struct(item) => Some(structs::item(item)),
        Item::Enum(item) => Some(enums::item(item)),
        Item::Union(item) => Some(unions::item(item)),
        Item::Newtype(item) => Some(newtypes::newtype(item)),
        Item::Tuple(item) => Some(newtypes::tuple(item)),
        Item::Resource(_) | Item::Request(_) | Item::Replies(_) | Item::Api(_) | Item::Accessors(_) => None,
    }
}
