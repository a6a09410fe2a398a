//! Works out the `use` lines of a file from its items, so that nothing is imported in vain and nothing is written in full.

use super::items::item_ident;
use super::{Argument, Input, Item, Request, RustType, Struct, Use};
use crate::ir::SchemeKind;
use std::collections::{BTreeMap, BTreeSet};

/// Where a file's types of the description come from.
const TYPES: &str = "crate::types";
const JSON: &str = "crate::runtime::json";
const RUNTIME: &str = "crate::runtime";

/// Names of the runtime that are part of its JSON module.
const JSON_TYPES: &[&str] = &["Date", "DateTime", "Integer", "Members", "Number", "Value"];

/// The `use` lines for everything that the items of one file name without defining it. Modules and re-exports are not among
/// them: they are the layout's.
pub(crate) fn uses(items: &[Item]) -> Vec<Use> {
    let mut found = Found::default();
    for item in items {
        found.item(item);
    }
    for item in items {
        if let (Some(ident), Some(types)) = (item_ident(item), found.0.get_mut(TYPES)) {
            types.remove(ident.as_str());
        }
    }
    let lines = found.0.into_iter().filter(|(_, names)| !names.is_empty());
    lines.map(|(path, names)| line(path, names.into_iter().collect())).collect()
}

fn line(path: &str, names: Vec<String>) -> Use {
    Use { path: path.to_owned(), names, public: false, features: Vec::new() }
}

#[derive(Default)]
struct Found(BTreeMap<&'static str, BTreeSet<String>>);

impl Found {
    fn add(&mut self, path: &'static str, name: &str) {
        self.0.entry(path).or_default().insert(name.to_owned());
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => self.strukt(item),
            Item::Enum(item) if item.texts => self.add(JSON, "text_enum"),
            Item::Enum(_) => {
                self.add(JSON, "value_enum");
                self.add(JSON, "Value");
            }
            Item::Union(item) => {
                self.add(JSON, "union");
                self.add(JSON, "Value");
                item.variants.iter().for_each(|variant| self.ty(&variant.ty));
            }
            Item::Newtype(item) => {
                self.add(JSON, "transparent");
                self.ty(&item.ty);
            }
            Item::Tuple(item) => {
                self.add(JSON, "tuple");
                item.elements.iter().chain([&item.rest]).for_each(|ty| self.ty(ty));
            }
            Item::Resource(item) => {
                self.add(RUNTIME, "Client");
                for method in &item.methods {
                    self.add(RUNTIME, "Call");
                    method.inputs.iter().for_each(|input| self.input(input));
                }
            }
            Item::Request(item) => self.request(item),
            Item::Replies(item) => item.variants.iter().for_each(|reply| self.ty(&reply.output)),
            Item::Api(item) => {
                ["Api", "Builder", "Client", "Error"]
                    .iter()
                    .for_each(|name| self.add(RUNTIME, name));
                if item.envelope.is_some() {
                    self.add(RUNTIME, "Envelope");
                }
                if !item.schemes.is_empty() {
                    self.add(RUNTIME, "Scheme");
                }
                if item.schemes.iter().any(|scheme| !matches!(scheme.kind, SchemeKind::MutualTls)) {
                    self.add(RUNTIME, "Secret");
                }
            }
            Item::Former(_) => {}
            Item::Accessors(_) => self.add(RUNTIME, "Client"),
        }
    }

    fn strukt(&mut self, item: &Struct) {
        if item.form {
            self.add(RUNTIME, "parts");
            self.add(RUNTIME, "Multipart");
        } else {
            self.add(JSON, "object");
            self.add(JSON, "Members");
        }
        item.fields.iter().for_each(|field| self.ty(&field.ty));
        if let Some((_, ty)) = &item.additional {
            self.ty(ty);
        }
    }

    fn request(&mut self, item: &Request) {
        ["Call", "Method", "Operation", "request"].iter().for_each(|name| self.add(RUNTIME, name));
        self.ty(&item.output);
        item.setters.iter().for_each(|input| self.input(input));
    }

    fn input(&mut self, input: &Input) {
        match &input.argument {
            Argument::Into(ty) | Argument::Plain(ty) | Argument::Ref(ty) | Argument::Each(ty) => {
                self.ty(ty)
            }
            Argument::Flags(_) => {}
        }
        if input.is_styled() {
            self.add(RUNTIME, "Style");
        }
    }

    fn ty(&mut self, ty: &RustType) {
        match ty {
            RustType::Named(ident) => self.add(TYPES, ident.as_str()),
            RustType::Runtime(name) if JSON_TYPES.contains(name) => self.add(JSON, name),
            RustType::Runtime(name) | RustType::Generic(name, _) => self.add(RUNTIME, name),
            RustType::Map(_) => self.add("std::collections", "BTreeMap"),
            RustType::KeyedMap(key, _) => {
                self.add("std::collections", "BTreeMap");
                self.add(TYPES, key.as_str());
            }
            RustType::Unit | RustType::Primitive(_) | RustType::String => {}
            RustType::Option(_) | RustType::Vec(_) | RustType::Box(_) => {}
        }
        if let Some(inner) = ty.inner() {
            self.ty(inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Docs, Newtype, ident};

    fn newtype(name: &str, ty: RustType) -> Item {
        Item::Newtype(Newtype { docs: Docs::default(), ident: ident::ty(name), ty })
    }

    #[test]
    fn types_of_the_same_file_are_not_imported() {
        let tree = RustType::Named(ident::ty("tree"));
        let leaf = RustType::Named(ident::ty("leaf"));
        let items = [
            newtype("tree", RustType::Vec(Box::new(tree))),
            newtype("wood", RustType::Map(Box::new(leaf))),
        ];
        let lines: Vec<_> = uses(&items)
            .into_iter()
            .map(|line| format!("{}::{{{}}}", line.path, line.names.join(", ")))
            .collect();
        assert_eq!(
            lines,
            [
                "crate::runtime::json::{transparent}",
                "crate::types::{Leaf}",
                "std::collections::{BTreeMap}"
            ]
        );
    }
}
