//! Objects as structs: which members are fields, what each is called, whether it may be absent, what can be constructed.
//!
//! | member                                         | field                                       |
//! |------------------------------------------------|---------------------------------------------|
//! | required                                       | `T`                                         |
//! | required, nullable                             | `Option<T>`                                 |
//! | optional                                       | `Option<T>`                                 |
//! | optional, nullable                             | `Option<Option<T>>`                         |
//! | required with one possible value               | none: it is written by itself               |
//! | required and `readOnly`, in a type that is sent | as an optional one: a caller cannot give it |
//! | required and `writeOnly`, in one that is received | likewise: a server does not give it       |

use super::docs::{self, clean, code};
use super::kept::members::{Members, ordered};
use super::names::Names;
use super::scope::Scope;
use super::{Docs, Field, RustIdent, RustType, Struct, ident};
use crate::ir::{Member, Object, Type, TypeId};
use crate::lock::{SPECIAL_ADDITIONAL, SPECIAL_OTHER};

/// The struct of an object.
pub(super) fn strukt(
    names: &Names<'_>,
    id: TypeId,
    object: &Object,
    ident: RustIdent,
    docs: Docs,
) -> Struct {
    let ty = names.api().ty(id);
    let keys = object.members.iter().map(|member| member.name.as_str());
    let keys = keys.chain([SPECIAL_ADDITIONAL, SPECIAL_OTHER]);
    let mut scope = Members::new(Scope::new(), names.kept().members(id), keys);
    let mut fields = Vec::new();
    let mut constants = Vec::new();
    for member in &object.members {
        match &member.constant {
            Some(json) if member.required => constants.push((member.name.clone(), json.clone())),
            _ => fields.push(field(names, ty, member, &mut scope)),
        }
    }
    let additional = object.additional.map(|ty| {
        let name = scope.take(
            SPECIAL_ADDITIONAL,
            ["additional", "additional_members", "further_members"].map(ident::field),
        );
        (name, RustType::Map(Box::new(names.rust_type(ty))))
    });
    let other =
        scope.take(SPECIAL_OTHER, ["other", "other_members", "unknown_members"].map(ident::field));
    let form = super::files::is_form(names.api(), id);
    let derives =
        if fields.iter().all(|field| field.ty.has_empty()) { vec!["Default"] } else { Vec::new() };
    let constructor = ty.direction.sent && fields.iter().any(|field| !field.optional);
    let order = names.kept().order(id);
    if constructor && !order.is_empty() {
        let given = |field: &Field| (!field.optional).then(|| field.wire.clone());
        let keyed = fields.into_iter().map(|field| (given(&field), field)).collect();
        fields = ordered(keyed, order);
    }
    Struct {
        docs: with_constants(docs, &constants),
        ident,
        form,
        derives,
        fields,
        constants,
        additional,
        other,
        constructor,
    }
}

fn field(names: &Names<'_>, ty: &Type, member: &Member, scope: &mut Members) -> Field {
    let plain = ident::field(&member.name);
    let candidates =
        [plain.clone(), ident::spelt_field(&member.name), ident::suffixed(&plain, "_member")];
    let one_sided =
        member.read_only && ty.direction.sent || member.write_only && ty.direction.received;
    let optional = !member.required || one_sided;
    let inner = names.rust_type(member.ty);
    Field {
        docs: field_docs(names, member),
        ident: scope.take(&member.name, candidates),
        wire: member.name.clone(),
        ty: if optional { inner.optional() } else { inner },
        optional,
    }
}

fn field_docs(names: &Names<'_>, member: &Member) -> Docs {
    let target = names.ident(member.ty.id).and(names.api().types.get(member.ty.id.0 as usize));
    let text = member.description.as_deref().filter(|text| !text.trim().is_empty());
    let described = match text {
        // The type says the same at length.
        Some(text) if target.is_some_and(|ty| ty.description.as_deref() == Some(text)) => {
            Docs::from_line(docs::line(text))
        }
        Some(text) => clean(text),
        None => Docs::default(),
    };
    let described = if described.is_empty() {
        Docs::from_line(format!("{}.", code(&member.name)))
    } else {
        described
    };
    let mut phrases: Vec<&str> = Vec::new();
    if member.deprecated {
        phrases.push("Deprecated.");
    }
    if member.read_only {
        phrases.push("Read only.");
    }
    if member.write_only {
        phrases.push("Write only.");
    }
    phrases.extend(member.constraints.iter().map(String::as_str));
    docs::paragraphs([described, docs::sentences(phrases)])
}

fn with_constants(docs: Docs, constants: &[(String, String)]) -> Docs {
    let said: Vec<_> = constants
        .iter()
        .map(|(name, json)| format!("{} is always {}.", code(name), code(json)))
        .collect();
    docs::paragraphs([
        docs,
        if said.is_empty() { Docs::default() } else { Docs::from_line(said.join(" ")) },
    ])
}
