//! Compares types: those that have one name in both plans are one type.

use super::members;
use super::{Change, Kind, Side, signature};
use crate::ir::{Api, Shape, Type, TypeId, TypeRef};
use crate::plan::Crate;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that changed about types.
pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, changes: &mut Vec<Change>) {
    for (name, &before) in &old.types {
        match new.types.get(name) {
            Some(&after) => pair(old, new, name, (before, after), changes),
            None => gone(old, new, name, before, changes),
        }
    }
    for (name, &id) in new.types.iter().filter(|(name, _)| !old.types.contains_key(*name)) {
        if new.krate.names.former_types.values().any(|target| target == name)
            && old
                .types
                .keys()
                .any(|it| new.krate.names.former_types.get(*it) == Some(&(*name).to_owned()))
        {
            continue;
        }
        let mut change = blank(new, Kind::TypeAdded, name, new.items.contains_key(name));
        change.after = new.items.get(name).map(|item| signature::item(item));
        change.new_place = Some(new.place(&new.api.ty(id).place));
        change.operations = new.used_by[id.0 as usize].clone();
        changes.push(change);
    }
    only_roots_move(changes);
}

/// Of types that stand elsewhere keeps those whose own place is another: what stands within a component goes where that goes.
fn only_roots_move(changes: &mut Vec<Change>) {
    let pointers = |change: &Change| -> Option<(String, String)> {
        let pointer = |place: &Option<String>| Some(place.as_ref()?.split_once('#')?.1.to_owned());
        let is_move = change.kind == Kind::TypeMoved;
        is_move.then_some((pointer(&change.old_place)?, pointer(&change.new_place)?))
    };
    let moved: BTreeSet<(String, String)> = changes.iter().filter_map(pointers).collect();
    let within = |(old, new): &(String, String)| {
        let ends = old.match_indices('/').map(|(at, _)| at);
        ends.skip(1).any(|at| {
            let (root, rest) = old.split_at(at);
            let target = new.strip_suffix(rest).map(|it| (root.to_owned(), it.to_owned()));
            target.is_some_and(|target| moved.contains(&target))
        })
    };
    changes.retain(|change| !pointers(change).is_some_and(|it| within(&it)));
}

/// A type as the diff calls it: an item of the crate, or, for what is only documented, how a call leads to it.
fn subject(side: &Side<'_>, name: &str, in_rust: bool) -> (String, String) {
    let way = side.krate.names.types.get(name).map(|ty| ty.reached.as_str());
    match way.filter(|way| !in_rust && !way.is_empty()) {
        Some(way) => (documented(way), documented(way)),
        None => (name.to_owned(), format!("types::{name}")),
    }
}

/// `upload/request/|0/metadata` as people read it: `what upload documents: request.(0).metadata`.
fn documented(way: &str) -> String {
    let mut segments = way.split('/').map(|segment| match segment.strip_prefix('|') {
        Some(branch) => format!("({branch})"),
        None => segment.replace("~1", "/").replace("~0", "~"),
    });
    let operation = segments.next().unwrap_or_default();
    let steps: Vec<String> = segments.filter(|segment| segment != "=").collect();
    format!("what {operation} documents: {}", steps.join("."))
}

fn gone(old: &Side<'_>, new: &Side<'_>, name: &str, id: TypeId, changes: &mut Vec<Change>) {
    let in_rust = old.items.contains_key(name);
    let before = old.items.get(name).map(|item| signature::item(item));
    let old_place = Some(old.place(&old.api.ty(id).place));
    let operations = old.used_by[id.0 as usize].clone();
    if let Some(target) = new.krate.names.former_types.get(name) {
        let after = new.items.get(target.as_str()).map(|item| signature::item(item));
        let now = new.types.get(target.as_str());
        let new_place = now.map(|id| new.place(&new.api.ty(*id).place));
        let change = blank(old, Kind::TypeRenamed, name, in_rust);
        changes.push(Change { before, after, old_place, new_place, operations, ..change });
        // Where it became one with another type, that one is compared by its own name.
        if let Some(&now) = now.filter(|_| !old.types.contains_key(target.as_str())) {
            pair(old, new, name, (id, now), changes);
        }
        return;
    }
    let change = blank(old, Kind::TypeRemoved, name, in_rust);
    changes.push(Change { before, old_place, operations, ..change });
}

/// A change of a whole type, of which nothing else is known yet.
fn blank(side: &Side<'_>, kind: Kind, name: &str, in_rust: bool) -> Change {
    let (subject, item) = subject(side, name, in_rust);
    Change {
        kind,
        subject,
        of_operation: false,
        member: String::new(),
        item,
        before: None,
        after: None,
        old_place: None,
        new_place: None,
        operations: Vec::new(),
        in_rust,
    }
}

fn pair(
    old: &Side<'_>,
    new: &Side<'_>,
    name: &str,
    (before, after): (TypeId, TypeId),
    changes: &mut Vec<Change>,
) {
    let (one, other) = (old.api.ty(before), new.api.ty(after));
    let (was, is) = (old.items.get(name).copied(), new.items.get(name).copied());
    let mut both: Vec<String> = old.used_by[before.0 as usize].clone();
    both.extend(new.used_by[after.0 as usize].iter().cloned());
    let operations: BTreeSet<String> = both.into_iter().collect();
    let base = Change {
        before: was.map(signature::item),
        after: is.map(signature::item),
        old_place: Some(old.place(&one.place)),
        new_place: Some(new.place(&other.place)),
        operations: operations.into_iter().collect(),
        ..blank(new, Kind::TypeMoved, name, was.is_some() || is.is_some())
    };
    let base = Change { in_rust: was.is_some() && is.is_some(), ..base };
    let whole = |kind: Kind| Change { kind, ..base.clone() };
    match (was, is) {
        (Some(_), None) => changes.push(Change { in_rust: true, ..whole(Kind::TypeRemoved) }),
        (None, Some(_)) => changes.push(Change { in_rust: true, ..whole(Kind::TypeAdded) }),
        _ => {}
    }
    if one.place.pointer != other.place.pointer {
        changes.push(Change { before: None, after: None, ..base.clone() });
    }
    if !one.deprecated && other.deprecated {
        changes.push(whole(Kind::TypeDeprecated));
    }
    if one.constraints != other.constraints {
        changes.push(Change {
            kind: Kind::TypeConstrained,
            before: Some(phrases(&one.constraints)),
            after: Some(phrases(&other.constraints)),
            ..base.clone()
        });
    }
    if form(one) != form(other) {
        changes.push(Change { kind: Kind::TypeFormChanged, ..base });
        return;
    }
    let pair = members::Pair { old, new, was, is, base };
    match (&one.shape, &other.shape) {
        (Shape::Object(one), Shape::Object(other)) => pair.objects(one, other, changes),
        (Shape::Enum(one), Shape::Enum(other)) => pair.enums(one, other, changes),
        (Shape::Union(one), Shape::Union(other)) => pair.unions(one, other, changes),
        (Shape::Alias(one), Shape::Alias(other)) => pair.inner(&[*one], &[*other], changes),
        (Shape::Tuple(one), Shape::Tuple(other)) => {
            let (one, other): (Vec<_>, Vec<_>) = (one.all().collect(), other.all().collect());
            pair.inner(&one, &other, changes)
        }
        _ => {}
    }
}

pub(super) fn phrases(constraints: &[String]) -> String {
    let all: Vec<&str> = constraints.iter().map(|it| it.trim_end_matches('.')).collect();
    if all.is_empty() { "no restriction".to_owned() } else { all.join("; ") }
}

fn form(ty: &Type) -> u8 {
    match &ty.shape {
        Shape::Any { .. } => 0,
        Shape::Null => 1,
        Shape::Scalar(_) => 2,
        Shape::Enum(_) => 3,
        Shape::Object(_) => 4,
        Shape::Map(_) => 5,
        Shape::Array(_) => 6,
        Shape::Tuple(_) => 7,
        Shape::Union(_) => 8,
        Shape::Alias(_) => 9,
    }
}

/// By type, the calls that lead to it.
pub(super) fn used_by(api: &Api, krate: &Crate) -> Vec<Vec<String>> {
    let mut found: Vec<BTreeSet<String>> = vec![BTreeSet::new(); api.types.len()];
    for call in &krate.calls {
        let operation = &api.operations[call.operation];
        let name = super::operations::call_name(call);
        let mut waiting: Vec<TypeId> = operation.parameters.iter().map(|it| it.ty.id).collect();
        let media = operation.body.iter().flat_map(|body| &body.media);
        let responses = operation.success.iter().chain(&operation.failures);
        let replies = responses.flat_map(|response| response.media.iter().chain(&response.others));
        waiting.extend(media.chain(replies).filter_map(|it| it.form.ty()).map(|ty| ty.id));
        while let Some(id) = waiting.pop() {
            let Some(users) = found.get_mut(id.0 as usize) else { continue };
            if users.insert(name.clone()) {
                waiting.extend(parts(&api.ty(id).shape).into_iter().map(|ty| ty.id));
            }
        }
    }
    found.into_iter().map(|users| users.into_iter().collect()).collect()
}

fn parts(shape: &Shape) -> Vec<TypeRef> {
    match shape {
        Shape::Any { .. } | Shape::Null | Shape::Scalar(_) | Shape::Enum(_) => Vec::new(),
        Shape::Object(object) => {
            object.members.iter().map(|member| member.ty).chain(object.additional).collect()
        }
        Shape::Map(map) => map.all().collect(),
        Shape::Array(inner) | Shape::Alias(inner) => vec![*inner],
        Shape::Tuple(tuple) => tuple.all().collect(),
        Shape::Union(union) => union.branches.iter().map(|branch| branch.ty).collect(),
    }
}

/// Entries by key.
pub(super) fn by_key<'t, T>(
    all: &'t [T],
    key: impl Fn(&'t T) -> String,
) -> BTreeMap<String, &'t T> {
    all.iter().map(|it| (key(it), it)).collect()
}
