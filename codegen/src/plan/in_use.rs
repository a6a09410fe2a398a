//! Lists the names that callers use, for the lock.

use super::kept::reached::{self, Ways, parameter_key};
use super::layout::Context;
use super::names::Names;
use super::unions::variant_keys;
use super::{File, Input, Item, PlannedCall, RustIdent, Sink};
use crate::ir::{self, TypeId};
use crate::lock::{LockedCall, LockedType, NamesInUse, SPECIAL_ADDITIONAL, SPECIAL_OTHER};
use std::collections::BTreeMap;

/// The names of a planned crate. `former_calls` are names of methods that callers may still use.
pub(crate) fn names(
    context: &Context<'_>,
    files: &[File],
    calls: &[PlannedCall],
    former_calls: BTreeMap<String, (String, String)>,
) -> NamesInUse {
    let items: BTreeMap<&str, &Item> = files
        .iter()
        .flat_map(|file| &file.items)
        .filter(|item| !matches!(item, Item::Resource(_) | Item::Request(_) | Item::Replies(_)))
        .filter_map(|item| Some((super::items::item_ident(item)?.as_str(), item)))
        .collect();
    let former_types = items.values().filter_map(|item| match item {
        Item::Former(former) => Some((bare(&former.ident), bare(&former.target))),
        _ => None,
    });
    NamesInUse {
        former_types: former_types.collect(),
        types: types(context.names, &items),
        calls: calls.iter().map(|call| self::call(context.names, call)).collect(),
        resources: resources(context),
        former_calls,
    }
}

fn types(names: &Names<'_>, items: &BTreeMap<&str, &Item>) -> BTreeMap<String, LockedType> {
    let kept = names.kept();
    let ways = Ways::new(names.api());
    let named = names.type_names().into_iter().filter_map(|ty| Some((ty.id, ty.ident?)));
    let locked = named.map(|(id, ident)| {
        let index = id.0 as usize;
        // The way of before is kept as long as it leads here, so that the lock does not change with every neighbour.
        let before = kept.types.get(&id).map(|(_, ty)| ty.reached.as_str());
        let reached = match before.filter(|way| ways.follow(way) == Some(id)) {
            Some(way) => way.to_owned(),
            None => kept.ways[index].clone().unwrap_or_default(),
        };
        let mut also = kept.also(&names.api().ty(id).also);
        also.remove(&kept.places[index]);
        let locked = LockedType {
            place: kept.places[index].clone(),
            fingerprint: kept.fingerprints[index].clone(),
            reached,
            order: items.get(ident.as_str()).map(|item| order(item)).unwrap_or_default(),
            also,
            members: items.get(ident.as_str()).map(|item| members(item)).unwrap_or_default(),
            uses: named_uses(names, reached::of_type(names.api(), id)),
        };
        (bare(&ident), locked)
    });
    locked.collect()
}

/// Where named types are held, and what they are called.
fn named_uses(names: &Names<'_>, uses: Vec<(String, TypeId)>) -> BTreeMap<String, String> {
    let named = uses.into_iter().filter_map(|(steps, id)| Some((steps, bare(names.ident(id)?))));
    named.collect()
}

/// What a constructor takes, where that is several: what a caller gives by position.
fn order(item: &Item) -> Vec<String> {
    let Item::Struct(strukt) = item else { return Vec::new() };
    let required = strukt.fields.iter().filter(|field| strukt.constructor && !field.optional);
    several(required.map(|field| field.wire.clone()).collect())
}

/// One alone has no order.
fn several(order: Vec<String>) -> Vec<String> {
    if order.len() > 1 { order } else { Vec::new() }
}

/// The members of a type, as they are called on the wire and in Rust.
fn members(item: &Item) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut add = |key: &str, ident: &RustIdent| {
        all.entry(key.to_owned()).or_insert_with(|| bare(ident));
    };
    match item {
        Item::Struct(strukt) => {
            strukt.fields.iter().for_each(|field| add(&field.wire, &field.ident));
            if let Some((ident, _)) = &strukt.additional {
                add(SPECIAL_ADDITIONAL, ident);
            }
            add(SPECIAL_OTHER, &strukt.other);
        }
        Item::Enum(enm) => {
            enm.variants.iter().for_each(|(_, ident, text)| add(text, ident));
            add(SPECIAL_OTHER, &enm.unknown);
        }
        Item::Union(union) => {
            let keys = variant_keys(union.variants.iter().map(|variant| &variant.ty));
            keys.iter().zip(&union.variants).for_each(|(key, it)| add(key, &it.ident));
            add(SPECIAL_OTHER, &union.unknown);
        }
        Item::Newtype(_) | Item::Tuple(_) | Item::Former(_) => {}
        Item::Resource(_) | Item::Request(_) | Item::Replies(_) => {}
        Item::Api(_) | Item::Accessors(_) => {}
    }
    all
}

fn call(names: &Names<'_>, call: &PlannedCall) -> (String, LockedCall) {
    let api = names.api();
    let operation = &api.operations[call.operation];
    let keys: BTreeMap<(&str, ir::Location), String> = operation
        .parameters
        .iter()
        .map(|it| ((it.name.as_str(), it.location), parameter_key(it)))
        .collect();
    let key = |input: &Input| match &input.sink {
        Sink::Parameter { name, location, .. } => keys.get(&(name.as_str(), *location)).cloned(),
        _ => None,
    };
    let all = call.method.inputs.iter().chain(&call.request.setters);
    let inputs =
        all.map(|input| (key(input).unwrap_or_else(|| BODY.to_owned()), bare(&input.ident)));
    // The order of a path's variables is the path's.
    let order = call.method.inputs.iter().filter_map(key).filter(|key| !key.starts_with("path:"));
    let order = several(order.collect());
    // Of several forms of a body the preferred one comes first, and the others are called after it.
    let mut all = BTreeMap::new();
    inputs.for_each(|(key, name)| {
        all.entry(key).or_insert(name);
    });
    let locked = LockedCall {
        method: operation.method.clone(),
        path: operation.path.clone(),
        id: operation.id.clone().unwrap_or_default(),
        request: bare(&call.request.ident),
        reply: call.replies.as_ref().map(|replies| bare(&replies.ident)),
        order,
        inputs: all,
        uses: named_uses(names, reached::of_operation(api, operation)),
    };
    (format!("{}.{}", call.resource.join("."), bare(&call.method.ident)), locked)
}

/// The key of a body among an operation's inputs.
pub(crate) const BODY: &str = "body";

fn resources(context: &Context<'_>) -> BTreeMap<String, (String, Option<String>)> {
    let nodes = context.tree.nodes.iter().zip(context.seats).enumerate();
    nodes
        .map(|(index, (node, seat))| {
            let feature = (node.path.len() == 1).then(|| context.feature(index)).flatten();
            (node.path.join("."), (bare(&seat.ident), feature))
        })
        .collect()
}

/// A name as it is written without `r#`.
pub(crate) fn bare(ident: &RustIdent) -> String {
    ident.as_str().trim_start_matches("r#").to_owned()
}
