//! Names of types that several places hold: what the places have in common.

use super::candidates::{GENERIC, Namer, join, one_of, parent};
use crate::ir::{MediaForm, Origin, Shape, TypeId, TypeRef};
use crate::plan::ident;
use std::collections::{BTreeMap, BTreeSet};

/// One place that holds a type.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Holder {
    /// What it calls the type.
    name: Vec<String>,
    /// What it belongs to: a component, or an operation's resource.
    root: Vec<String>,
    /// The type or the operation that it is a part of.
    part_of: Result<TypeId, usize>,
}

impl Namer<'_> {
    /// Names for types that several places hold under the same name. A member's name stands alone where it says enough and no other
    /// type wants it; else it follows what the holders' names begin with (`RadarMeta`), as the name of an input or a reply does.
    pub(super) fn shared(&self) -> BTreeMap<TypeId, Vec<Vec<String>>> {
        let mut found: BTreeMap<TypeId, Vec<Vec<String>>> = BTreeMap::new();
        let mut wanted: BTreeMap<Vec<String>, Vec<TypeId>> = BTreeMap::new();
        // Of several types with one name, that of the most places has it; the others are called after their plainest call.
        let mut widest: BTreeMap<Vec<String>, (usize, TypeId)> = BTreeMap::new();
        for (id, holders) in self.holders() {
            let Some(name) = one_name(&holders).filter(|_| holders.len() > 1) else { continue };
            let roots: Vec<&[String]> =
                holders.iter().map(|holder| holder.root.as_slice()).collect();
            let common = common(&roots);
            found.insert(id, self.plainest(&holders, name).into_iter().collect());
            if !common.is_empty() {
                let best = widest.entry(join(common, name)).or_insert((0, id));
                if holders.len() > best.0 {
                    *best = (holders.len(), id);
                }
            }
            let member = matches!(self.api.ty(id).origin, Origin::Member(..));
            let telling = name.len() > 1
                || name.first().is_some_and(|word| !GENERIC.contains(&word.as_str()));
            if member && telling {
                wanted.entry(name.to_vec()).or_default().push(id);
            }
        }
        for (name, (_, id)) in widest {
            found.entry(id).or_default().insert(0, name);
        }
        for (name, ids) in wanted {
            if let [id] = ids.as_slice() {
                found.entry(*id).or_default().insert(0, name);
            }
        }
        found
    }

    /// The call with the shortest name, where only calls hold a type: `list` rather than `list_of_team`.
    fn plainest(&self, holders: &BTreeSet<Holder>, name: &[String]) -> Option<Vec<String>> {
        let calls: Option<Vec<u32>> = holders
            .iter()
            .map(|holder| holder.part_of.err().and_then(|position| u32::try_from(position).ok()))
            .collect();
        let calls = calls?.into_iter().map(|operation| self.call(operation));
        calls.min_by_key(Vec::len).map(|call| join(&call, name))
    }

    /// Every inline type with the places that hold it.
    fn holders(&self) -> BTreeMap<TypeId, BTreeSet<Holder>> {
        let mut holders = BTreeMap::new();
        for (position, ty) in (0..).zip(&self.api.types) {
            if let Shape::Object(object) = &ty.shape {
                for member in &object.members {
                    let root = || self.root(TypeId(position));
                    self.hold(&mut holders, member.ty, &member.name, Ok(TypeId(position)), root);
                }
            }
        }
        for (position, operation) in self.api.operations.iter().enumerate() {
            let root = || self.resource(u32::try_from(position).unwrap_or(u32::MAX));
            for parameter in &operation.parameters {
                self.hold(&mut holders, parameter.ty, &parameter.name, Err(position), root);
            }
            let sent = operation.body.iter().flat_map(|body| &body.media);
            let received = operation.success.iter().filter_map(|response| response.media.as_ref());
            let sent = sent.map(|media| ("request", &media.form));
            for (name, form) in sent.chain(received.map(|media| ("response", &media.form))) {
                if let Some(ty) = in_form(form) {
                    self.hold(&mut holders, ty, name, Err(position), root);
                }
            }
        }
        holders
    }

    /// Enters a holder; what a list or a map holds is one of what it is called.
    fn hold(
        &self,
        holders: &mut BTreeMap<TypeId, BTreeSet<Holder>>,
        ty: TypeRef,
        name: &str,
        part_of: Result<TypeId, usize>,
        root: impl Fn() -> Vec<String>,
    ) {
        let mut name = ident::words(name);
        let mut id = ty.id;
        for _ in 0..8 {
            let Some(ty) = self.api.types.get(id.0 as usize) else { return };
            let (inner, word) = match &ty.shape {
                Shape::Array(inner) => (inner, "item"),
                Shape::Map(map) => (&map.value, "value"),
                _ => break,
            };
            name = one_of(&name, word).into_iter().next().unwrap_or_default();
            id = inner.id;
        }
        let named = |ty: &crate::ir::Type| {
            !matches!(
                ty.origin,
                Origin::Component(_)
                    | Origin::Nameless
                    | Origin::Payload(_)
                    | Origin::Answer(..)
                    | Origin::Failure(..)
            )
        };
        if self.api.types.get(id.0 as usize).is_some_and(named) {
            holders.entry(id).or_default().insert(Holder { name, root: root(), part_of });
        }
    }

    /// The words of what a type belongs to.
    fn root(&self, mut id: TypeId) -> Vec<String> {
        for _ in 0..64 {
            let Some(ty) = self.api.types.get(id.0 as usize) else { break };
            match &ty.origin {
                Origin::Component(name) => return ident::words(name),
                Origin::Parameter(operation, _)
                | Origin::Request(operation)
                | Origin::Response(operation, _)
                | Origin::Failure(operation, _) => return self.resource(*operation),
                origin => match parent(origin) {
                    Some(parent) => id = parent,
                    None => break,
                },
            }
        }
        Vec::new()
    }
}

/// The type of what a body holds, if it has one.
fn in_form(form: &MediaForm) -> Option<TypeRef> {
    match form {
        MediaForm::Json(ty)
        | MediaForm::Form(ty)
        | MediaForm::Multipart(ty)
        | MediaForm::Lines(ty) => Some(*ty),
        MediaForm::Events(ty) => *ty,
        MediaForm::Text | MediaForm::Bytes => None,
    }
}

/// The words that all begin with.
fn common<'w>(all: &[&'w [String]]) -> &'w [String] {
    let Some((first, rest)) = all.split_first() else { return &[] };
    let length = rest.iter().fold(first.len(), |length, words| {
        first.iter().zip(*words).take(length).take_while(|(one, other)| one == other).count()
    });
    &first[..length]
}

fn one_name(holders: &BTreeSet<Holder>) -> Option<&[String]> {
    let first = holders.first()?;
    holders.iter().all(|holder| holder.name == first.name).then_some(first.name.as_slice())
}
