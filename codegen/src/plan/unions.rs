//! Unions as enums: what each branch is called, which are boxed, and the last arm, which keeps what no branch takes.

use super::docs::{self, code};
use super::enums::last_arms;
use super::kept::members::Members;
use super::names::Names;
use super::scope::Scope;
use super::size::Sizes;
use super::{Docs, RustIdent, RustType, Union, Variant, ident};
use crate::ir::{self, Branch, TypeId};
use crate::lock::SPECIAL_OTHER;
use std::collections::BTreeMap;

/// The enum of a union.
pub(super) fn union(
    names: &Names<'_>,
    sizes: &Sizes,
    id: TypeId,
    union: &ir::Union,
    ident: RustIdent,
    docs: Docs,
) -> Union {
    let own = ident::words(ident.as_str());
    let types: Vec<RustType> =
        union.branches.iter().map(|branch| names.rust_type(branch.ty)).collect();
    let keys = variant_keys(&types);
    let before = names.kept().members(id);
    let all = keys.iter().map(String::as_str).chain([SPECIAL_OTHER]);
    let mut members = Members::new(Scope::new(), before, all);
    let variants = union
        .branches
        .iter()
        .zip(&keys)
        .map(|(branch, key)| variant(names, sizes, branch, &own, key, &mut members))
        .collect();
    let unknown = members.take(SPECIAL_OTHER, last_arms());
    Union { docs, ident, tags: union.tags.clone(), variants, unknown }
}

fn variant(
    names: &Names<'_>,
    sizes: &Sizes,
    branch: &Branch,
    own: &[String],
    key: &str,
    members: &mut Members,
) -> Variant {
    let plain = names.rust_type(branch.ty);
    let held = plain.to_string();
    let ty = match plain {
        RustType::Named(_) if sizes.is_large(names, branch.ty) => RustType::Box(Box::new(plain)),
        other => other,
    };
    let described = branch.description.as_deref();
    let target = names.ident(branch.ty.id).and(names.api().types.get(branch.ty.id.0 as usize));
    let described =
        described.or_else(|| target.and_then(|ty| ty.description.as_deref())).map(docs::line);
    let docs =
        described.filter(|line| !line.is_empty()).unwrap_or_else(|| format!("{}.", code(&held)));
    let ident = members.take(key, candidates(names, branch, own));
    Variant { docs: Docs::from_line(docs), ident, ty, test: branch.test.clone() }
}

/// Names of a variant: the branch's own without the words that the union says already, its type's, then its type's in full.
fn candidates(names: &Names<'_>, branch: &Branch, own: &[String]) -> Vec<RustIdent> {
    let ty = names.bare_type(branch.ty);
    let named = names.ident(branch.ty.id).map(|ident| ident.as_str().to_owned());
    let mut all = Vec::new();
    // A long title is a sentence and no name.
    let given = branch.name.as_deref().filter(|name| name.chars().count() <= ident::LONGEST);
    for name in given.into_iter().chain(named.as_deref()) {
        let words = ident::words(name);
        match words.strip_prefix(own) {
            Some(rest) if !rest.is_empty() => all.push(ident::variant(&rest.join(" "))),
            _ => all.push(ident::variant(name)),
        }
    }
    all.extend(named.as_deref().map(ident::variant));
    all.push(ident::variant(&shape_name(&ty)));
    all
}

/// What a type is called in the name of a variant: `String`, `Strings` for a list, `StringMap` for a map.
fn shape_name(ty: &RustType) -> String {
    match ty {
        RustType::Unit => "Null".to_owned(),
        RustType::Primitive("bool") => "Bool".to_owned(),
        RustType::Primitive("f64") => "Number".to_owned(),
        RustType::Primitive(_) => "Integer".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Runtime("Value") => "Any".to_owned(),
        RustType::Runtime(name) => (*name).to_owned(),
        RustType::Named(ident) => ident.as_str().to_owned(),
        RustType::Option(inner) | RustType::Box(inner) | RustType::Generic(_, inner) => {
            shape_name(inner)
        }
        RustType::Vec(inner) if **inner == RustType::Runtime("Value") => "Array".to_owned(),
        RustType::Vec(inner) => format!("{}s", shape_name(inner)),
        RustType::Map(inner) if **inner == RustType::Runtime("Value") => "Object".to_owned(),
        RustType::Map(inner) | RustType::KeyedMap(_, inner) => format!("{}Map", shape_name(inner)),
    }
}

/// What tells the variants of a union apart in the lock: the types that they hold, numbered where one is held twice.
pub(super) fn variant_keys<'t>(types: impl IntoIterator<Item = &'t RustType>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let key = |ty: &RustType| {
        let held = match ty {
            RustType::Box(inner) => inner.to_string(),
            other => other.to_string(),
        };
        let count = seen.entry(held.clone()).or_default();
        *count += 1;
        if *count == 1 { held } else { format!("{held}#{count}") }
    };
    types.into_iter().map(key).collect()
}
