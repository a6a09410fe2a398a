//! Names every type of the description that becomes an item, and says which Rust type each use of a schema is.
//!
//! A name comes, in this order, from the settings; from the component; from where the schema stands: its parent's name and the
//! member (`ScriptPlacement`), an item being one of the plural (`scripts` holds `Script`), a branch being what tells it apart, and
//! what belongs to an operation beginning with its resource and method (`ScriptListResponse`). A schema that several types share
//! under one member's name is called after the member alone. Where two would be called the same, the second says more:
//! its direction, its kind, its grandparent. Components come first, in the order of their names, so that no inline schema ever
//! renames one.

mod candidates;
mod shared;

use super::files::{Files, files, leads_to_form};
use super::kept::Kept;
use super::scope::Scope;
use super::{RustIdent, RustType, TypeName, ident};
use crate::diagnostic::{Code, Report};
use crate::ir::{Api, Origin, Scalar, Shape, TypeId, TypeRef};
use crate::settings::{Settings, TypeOverride};
use std::collections::{BTreeMap, BTreeSet};

/// What an operation is called by callers: `workers`, `scripts` and `list`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CallName {
    /// The resources, outermost first, in snake case.
    pub(crate) resource: Vec<String>,
    /// The method, in snake case.
    pub(crate) method: String,
}

/// The names of all types of one API.
pub(crate) struct Names<'a> {
    api: &'a Api,
    idents: Vec<Option<RustIdent>>,
    overrides: Vec<Option<RustType>>,
    scope: Scope,
    kept: &'a Kept<'a>,
    /// Names that were in use for a type and that it no longer has.
    former: BTreeMap<TypeId, Vec<RustIdent>>,
}

impl<'a> Names<'a> {
    /// Names everything. `calls` has an entry for each operation of the API, or none at all.
    pub(crate) fn new(
        api: &'a Api,
        settings: &Settings,
        calls: &'a [CallName],
        kept: &'a Kept<'a>,
        report: &mut Report,
    ) -> Self {
        let overrides = api
            .types
            .iter()
            .map(|ty| settings_for(&settings.types, &keys(ty)).map(|ty| overridden(*ty)));
        let mut names = Self {
            api,
            idents: vec![None; api.types.len()],
            overrides: overrides.collect(),
            scope: Scope::new(),
            kept,
            former: BTreeMap::new(),
        };
        names.take_given(settings, report);
        names.take_kept();
        let mut namer = candidates::Namer::new(api, calls);
        for id in names.order() {
            let candidates = namer.candidates(id, &names.idents);
            let ident = names.scope.take(candidates.into_iter().map(ident::ty_words));
            names.idents[index(id)] = Some(ident);
        }
        names
    }

    /// The API that is named.
    pub(crate) fn api(&self) -> &'a Api {
        self.api
    }

    /// The name of a type that is an item; nothing for one that is written out where it is used (`Vec<String>`).
    pub(crate) fn ident(&self, id: TypeId) -> Option<&RustIdent> {
        self.idents.get(index(id)).and_then(Option::as_ref)
    }

    /// The Rust type of one use of a schema.
    pub(crate) fn rust_type(&self, ty: TypeRef) -> RustType {
        self.at_depth(ty, 0)
    }

    /// As [`Self::rust_type`], without what the use itself adds (`Option` for null, `Box`).
    pub(crate) fn bare_type(&self, ty: TypeRef) -> RustType {
        self.bare_at_depth(ty.id, 0)
    }

    fn at_depth(&self, ty: TypeRef, depth: u32) -> RustType {
        let bare = self.bare_at_depth(ty.id, depth);
        let file = files(self.api, ty.id).is_some();
        let holds_null = file || matches!(bare, RustType::Unit | RustType::Runtime("Value"));
        let boxed = if ty.boxed { RustType::Box(Box::new(bare)) } else { bare };
        if ty.nullable && !holds_null { boxed.optional() } else { boxed }
    }

    fn bare_at_depth(&self, id: TypeId, depth: u32) -> RustType {
        if let Some(ident) = self.ident(id) {
            return RustType::Named(ident.clone());
        }
        if let Some(Some(decided)) = self.overrides.get(index(id)) {
            return decided.clone();
        }
        match files(self.api, id) {
            Some(Files::One) => return RustType::Runtime("Part"),
            Some(Files::Many) => return RustType::Vec(Box::new(RustType::Runtime("Part"))),
            None if leads_to_form(self.api, id) => return RustType::Runtime("Multipart"),
            None => {}
        }
        match self.api.types.get(index(id)).map(|ty| &ty.shape) {
            Some(Shape::Null) => RustType::Unit,
            Some(Shape::Scalar(scalar)) => scalar_type(*scalar),
            Some(Shape::Map(map)) if depth < 32 => {
                let value = Box::new(self.at_depth(map.value, depth + 1));
                match map.key.and_then(|key| self.ident(key.id)) {
                    Some(key) => RustType::KeyedMap(key.clone(), value),
                    None => RustType::Map(value),
                }
            }
            Some(Shape::Array(item)) if depth < 32 => {
                RustType::Vec(Box::new(self.at_depth(*item, depth + 1)))
            }
            // All other shapes are named. A list in a list in a list without end has no finite type.
            _ => RustType::Runtime("Value"),
        }
    }

    /// The named types that stand in the Rust type of a use.
    pub(crate) fn mentions(&self, ty: TypeRef) -> Vec<TypeId> {
        let mut found = Vec::new();
        let mut next = Some(ty);
        for _ in 0..64 {
            let Some(ty) = next else { break };
            if self.ident(ty.id).is_some() {
                found.push(ty.id);
                break;
            }
            next = match self.api.types.get(index(ty.id)).map(|ty| &ty.shape) {
                Some(Shape::Map(map)) if self.overrides[index(ty.id)].is_none() => {
                    found.extend(map.key.map(|key| key.id).filter(|id| self.ident(*id).is_some()));
                    Some(map.value)
                }
                Some(Shape::Array(inner)) if self.overrides[index(ty.id)].is_none() => Some(*inner),
                _ => None,
            };
        }
        found
    }

    /// The named types that the item of a named type mentions, each once.
    pub(crate) fn uses(&self, id: TypeId) -> Vec<TypeId> {
        if self.ident(id).is_none() {
            return Vec::new();
        }
        let uses: BTreeSet<_> =
            parts(&self.api.ty(id).shape).into_iter().flat_map(|ty| self.mentions(ty)).collect();
        uses.into_iter().collect()
    }

    /// Whether a type is called so.
    pub(crate) fn is_taken(&self, name: &str) -> bool {
        self.idents.iter().flatten().any(|ident| ident.as_str() == name)
    }

    /// The names of before, where they are still in use.
    pub(crate) fn kept(&self) -> &'a Kept<'a> {
        self.kept
    }

    /// The names that a type had before, for callers that still use them.
    pub(crate) fn former(&self, id: TypeId) -> &[RustIdent] {
        self.former.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What each type became.
    pub(crate) fn type_names(&self) -> Vec<TypeName> {
        let ids = (0..).map(TypeId).take(self.api.types.len());
        ids.map(|id| TypeName {
            id,
            ident: self.ident(id).cloned(),
            rust: self.bare_at_depth(id, 0).to_string(),
        })
        .collect()
    }

    /// Gives the names of before to what they named, and keeps all others that callers use from being taken.
    fn take_kept(&mut self) {
        let mut former: Vec<(&str, TypeId)> = Vec::new();
        for (&id, (name, _)) in &self.kept.types {
            let Some(given) = ident::given(name.trim_start_matches("r#")) else { continue };
            let position = index(id);
            if self.overrides[position].is_some() {
                continue;
            }
            match &self.idents[position] {
                Some(ident) if *ident != given => former.push((name, id)),
                Some(_) => {}
                None if self.scope.holds(given.as_str())
                    || ident::is_reserved_type(given.as_str()) => {}
                None => {
                    self.scope.reserve(given.as_str());
                    self.idents[position] = Some(given);
                }
            }
        }
        former.extend(self.kept.merged.iter().map(|(name, id)| (*name, *id)));
        let by_name: BTreeMap<&str, TypeId> =
            self.kept.types.iter().map(|(id, (name, _))| (*name, *id)).collect();
        for (name, target) in &self.kept.lock.former_types {
            let target = target.as_str();
            let id = by_name.get(target).or_else(|| self.kept.merged.get(target));
            former.extend(id.map(|id| (name.as_str(), *id)));
        }
        for (name, id) in former {
            let Some(given) = ident::given(name) else { continue };
            if !self.scope.holds(name) && is_item(self.api, id) {
                self.scope.reserve(name);
                self.former.entry(id).or_default().push(given);
            }
        }
        for (_, call) in self.kept.calls.values() {
            self.scope.reserve(&call.request);
            call.reply.iter().for_each(|reply| self.scope.reserve(reply));
        }
        for (handle, _) in self.kept.lock.resources.values() {
            self.scope.reserve(handle);
        }
    }

    fn take_given(&mut self, settings: &Settings, report: &mut Report) {
        for (position, ty) in self.api.types.iter().enumerate() {
            let Some(name) = settings_for(&settings.names, &keys(ty)) else { continue };
            if !is_item(self.api, TypeId(position as u32)) || self.overrides[position].is_some() {
                continue;
            }
            match ident::given(name) {
                Some(given)
                    if !self.scope.holds(given.as_str())
                        && !ident::is_reserved_type(given.as_str()) =>
                {
                    self.scope.reserve(given.as_str());
                    self.idents[position] = Some(given);
                }
                _ => {
                    let message = format!(
                        "the settings call a type `{name}`, which is no Rust name or is in use"
                    );
                    report.add(Code::UnusableName, &ty.place, message);
                }
            }
        }
    }

    /// The types still to be named: components by name, then the rest in the order of the API.
    fn order(&self) -> Vec<TypeId> {
        let open = |id: &TypeId| {
            let position = index(*id);
            is_item(self.api, *id)
                && self.overrides[position].is_none()
                && self.idents[position].is_none()
        };
        let mut ids: Vec<TypeId> =
            (0..).map(TypeId).take(self.api.types.len()).filter(open).collect();
        ids.sort_by_key(|id| match &self.api.ty(*id).origin {
            Origin::Component(name) => (0, name.as_str(), *id),
            _ => (1, "", *id),
        });
        ids
    }
}

fn index(id: TypeId) -> usize {
    id.0 as usize
}

/// Whether a type becomes an item with a name.
pub(crate) fn is_item(api: &Api, id: TypeId) -> bool {
    match &api.ty(id).shape {
        Shape::Enum(_) | Shape::Object(_) | Shape::Tuple(_) => true,
        Shape::Union(_) | Shape::Alias(_) => files(api, id).is_none() && !leads_to_form(api, id),
        Shape::Any { .. } | Shape::Null | Shape::Scalar(_) | Shape::Map(_) | Shape::Array(_) => {
            false
        }
    }
}

/// The uses of schemas that a shape is made of.
fn parts(shape: &Shape) -> Vec<TypeRef> {
    match shape {
        Shape::Any { .. } | Shape::Null | Shape::Scalar(_) | Shape::Enum(_) => Vec::new(),
        Shape::Object(object) => {
            let members = object
                .members
                .iter()
                .filter(|member| member.constant.is_none() || !member.required);
            members.map(|member| member.ty).chain(object.additional).collect()
        }
        Shape::Map(map) => map.all().collect(),
        Shape::Array(inner) | Shape::Alias(inner) => vec![*inner],
        Shape::Tuple(tuple) => tuple.all().collect(),
        Shape::Union(union) => union.branches.iter().map(|branch| branch.ty).collect(),
    }
}

fn scalar_type(scalar: Scalar) -> RustType {
    match scalar {
        Scalar::String => RustType::String,
        // Raw bytes stand in forms only.
        Scalar::Binary => RustType::Runtime("Part"),
        Scalar::DateTime => RustType::Runtime("DateTime"),
        Scalar::Date => RustType::Runtime("Date"),
        Scalar::Bool => RustType::Primitive("bool"),
        Scalar::I32 => RustType::Primitive("i32"),
        Scalar::I64 => RustType::Primitive("i64"),
        Scalar::U32 => RustType::Primitive("u32"),
        Scalar::U64 => RustType::Primitive("u64"),
        Scalar::Integer => RustType::Runtime("Integer"),
        Scalar::F64 => RustType::Primitive("f64"),
    }
}

fn overridden(decided: TypeOverride) -> RustType {
    match decided {
        TypeOverride::Value => RustType::Runtime("Value"),
        TypeOverride::String => RustType::String,
        TypeOverride::DateTime => RustType::Runtime("DateTime"),
        TypeOverride::Date => RustType::Runtime("Date"),
        TypeOverride::I32 => RustType::Primitive("i32"),
        TypeOverride::I64 => RustType::Primitive("i64"),
        TypeOverride::U32 => RustType::Primitive("u32"),
        TypeOverride::U64 => RustType::Primitive("u64"),
        TypeOverride::Integer => RustType::Runtime("Integer"),
        TypeOverride::F64 => RustType::Primitive("f64"),
        TypeOverride::Bool => RustType::Primitive("bool"),
    }
}

/// The keys under which settings may speak of a type: its component, its pointer, its pointer as a fragment.
fn keys(ty: &crate::ir::Type) -> Vec<String> {
    let pointer = &ty.place.pointer;
    let component = match &ty.origin {
        Origin::Component(name) => Some(name.clone()),
        _ => None,
    };
    component.into_iter().chain([pointer.to_string(), format!("#{pointer}")]).collect()
}

fn settings_for<'s, T>(
    map: &'s std::collections::BTreeMap<String, T>,
    keys: &[String],
) -> Option<&'s T> {
    keys.iter().find_map(|key| map.get(key))
}

#[cfg(test)]
pub(crate) mod tests;
