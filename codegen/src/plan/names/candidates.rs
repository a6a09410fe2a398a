//! What a type might be called, the best name first, as words.

use super::CallName;
use crate::ir::{Api, Operation, Origin, Shape, Type, TypeId};
use crate::plan::{RustIdent, ident};
use std::collections::BTreeMap;

/// Words that say too little to be a type's name without its parent.
pub(super) const GENERIC: &[&str] = &[
    "attribute",
    "attributes",
    "body",
    "config",
    "configuration",
    "content",
    "data",
    "detail",
    "details",
    "entry",
    "format",
    "id",
    "info",
    "input",
    "item",
    "items",
    "key",
    "kind",
    "level",
    "meta",
    "metadata",
    "mode",
    "name",
    "object",
    "options",
    "output",
    "parameters",
    "params",
    "payload",
    "properties",
    "result",
    "results",
    "settings",
    "source",
    "state",
    "status",
    "target",
    "type",
    "types",
    "value",
    "values",
    "version",
];

/// Makes candidates; remembers the words of types that have no name of their own.
pub(super) struct Namer<'a> {
    pub(super) api: &'a Api,
    calls: &'a [CallName],
    /// By type: what the places that hold it have in common, where several do.
    shared: BTreeMap<TypeId, Vec<Vec<String>>>,
    bases: BTreeMap<TypeId, Vec<String>>,
}

impl<'a> Namer<'a> {
    pub(super) fn new(api: &'a Api, calls: &'a [CallName]) -> Self {
        let mut namer = Self { api, calls, shared: BTreeMap::new(), bases: BTreeMap::new() };
        namer.shared = namer.shared();
        namer
    }

    /// Names for a type, each saying more than the one before.
    pub(super) fn candidates(
        &mut self,
        id: TypeId,
        idents: &[Option<RustIdent>],
    ) -> Vec<Vec<String>> {
        let ty = self.api.ty(id);
        let mut all = self.by_origin(ty, idents, 0);
        if let Some(shared) = self.shared.get(&id) {
            all.splice(..0, shared.iter().cloned());
        }
        all.retain(|words| !words.is_empty());
        if all.is_empty() {
            all.push(pointer_words(&ty.place.pointer));
        }
        let best = all[0].clone();
        self.bases.insert(id, bounded(best.clone()));
        if let Some(direction) = direction(ty) {
            all.push(join(&best, &[direction.to_owned()]));
        }
        all.push(join(&best, &[kind(&ty.shape).to_owned()]));
        if let Some(parent) = parent(&ty.origin) {
            let grand =
                self.api.types.get(parent.0 as usize).and_then(|ty| self::parent(&ty.origin));
            if let Some(grand) = grand {
                all.push(join(&self.base(grand, idents, 0), &best));
            }
        }
        all.push(join(&pointer_words(&ty.place.pointer), &[]));
        all
    }

    /// The words that names of a type's parts begin with.
    fn base(&mut self, id: TypeId, idents: &[Option<RustIdent>], depth: u32) -> Vec<String> {
        if let Some(words) = self.bases.get(&id) {
            return words.clone();
        }
        let Some(ty) = self.api.types.get(id.0 as usize) else { return Vec::new() };
        // Origins lead outwards, but nothing is lost by not relying on it.
        if depth > 64 {
            return pointer_words(&ty.place.pointer);
        }
        let given = idents
            .get(id.0 as usize)
            .and_then(Option::as_ref)
            .map(|ident| ident::words(ident.as_str()));
        let shared = self.shared.get(&id).and_then(|shared| shared.first()).cloned();
        let words = match given.or(shared) {
            Some(words) => words,
            None => self.by_origin(ty, idents, depth + 1).into_iter().next().unwrap_or_default(),
        };
        let words = bounded(words);
        self.bases.insert(id, words.clone());
        words
    }

    fn by_origin(
        &mut self,
        ty: &Type,
        idents: &[Option<RustIdent>],
        depth: u32,
    ) -> Vec<Vec<String>> {
        match &ty.origin {
            Origin::Component(name) => vec![ident::words(name)],
            Origin::Member(parent, name) => {
                vec![join(&self.base(*parent, idents, depth), &ident::words(name))]
            }
            Origin::Additional(parent) => {
                let base = self.base(*parent, idents, depth);
                one_of(&base, "value")
            }
            Origin::Key(parent) => {
                vec![join(&self.base(*parent, idents, depth), &["key".to_owned()])]
            }
            Origin::Items(parent) => {
                let whole = self.api.types.get(parent.0 as usize).map(|ty| &ty.origin);
                if let Some(Origin::Response(operation, _)) = whole {
                    let call = self.call(*operation);
                    return vec![join(&call, &["item".to_owned()])];
                }
                let base = self.base(*parent, idents, depth);
                one_of(&base, "item")
            }
            Origin::Element(parent, position) => {
                let base = self.base(*parent, idents, depth);
                vec![join(&base, &[ordinal(*position)])]
            }
            Origin::Branch(parent, position, hint) => {
                let base = self.base(*parent, idents, depth);
                let mut all = Vec::new();
                if let Some(hint) = hint.as_deref().map(ident::variant) {
                    all.push(join(&base, &ident::words(hint.as_str())));
                }
                if let Shape::Object(object) = &ty.shape {
                    let telling = object
                        .members
                        .iter()
                        .find(|member| member.required && member.constant.is_none());
                    all.extend(telling.map(|member| {
                        join(
                            &base,
                            &["with".to_owned()]
                                .into_iter()
                                .chain(ident::words(&member.name))
                                .collect::<Vec<_>>(),
                        )
                    }));
                }
                all.push(join(&base, &[kind(&ty.shape).to_owned()]));
                all.push(join(&base, &["alternative".to_owned(), (position + 1).to_string()]));
                all
            }
            Origin::Parameter(operation, name) => {
                let call = self.call(*operation);
                vec![join(&call, &ident::words(name))]
            }
            Origin::Request(operation) => {
                vec![join(&self.call(*operation), &["request".to_owned()])]
            }
            Origin::Response(operation, status) => {
                let base = join(&self.call(*operation), &["response".to_owned()]);
                with_status(base, status.as_deref())
            }
            Origin::Failure(operation, status) => {
                // Failures that are alike are one type, which is rather the resource's than the first operation's.
                let error = ["error".to_owned()];
                let base = join(&self.call(*operation), &error);
                let mut all = vec![join(&self.resource(*operation), &error)];
                all.extend(with_status(base, Some(status)));
                all
            }
            Origin::Payload(name) => {
                let words = ident::words(name);
                let tells = words.last().is_some_and(|word| word == "event" || word == "payload");
                vec![if tells { words } else { join(&words, &["payload".to_owned()]) }]
            }
            Origin::Answer(name, status) => {
                let base = join(&ident::words(name), &["answer".to_owned()]);
                with_status(base, status.as_deref())
            }
            Origin::Nameless => vec![pointer_words(&ty.place.pointer)],
        }
    }

    /// The words of an operation: its resource, one of it, and its method.
    pub(super) fn call(&self, operation: u32) -> Vec<String> {
        let position = operation as usize;
        if let Some(call) = self.calls.get(position) {
            return join(&self.resource(operation), &ident::words(&call.method));
        }
        self.api.operations.get(position).map(operation_words).unwrap_or_default()
    }

    /// The words of one of an operation's resource.
    pub(super) fn resource(&self, operation: u32) -> Vec<String> {
        let resource = self.calls.get(operation as usize).and_then(|call| call.resource.last());
        let mut words = resource.map(|name| ident::words(name)).unwrap_or_default();
        if let Some(last) = words.last_mut() {
            *last = ident::singular(last);
        }
        words
    }
}

/// The beginning of other types' names, cut down where it is far longer than any name: types that stand within each other by the
/// thousand would otherwise have names of thousands of words.
fn bounded(words: Vec<String>) -> Vec<String> {
    if words.len() > ident::LONGEST { ident::shorten(words) } else { words }
}

/// The words of an operation's id, else of its method and path.
fn operation_words(operation: &Operation) -> Vec<String> {
    match &operation.id {
        Some(id) if !ident::words(id).is_empty() => ident::words(id),
        _ => {
            let fixed = operation.path.split('/').filter(|segment| !segment.contains('{'));
            ident::words(&operation.method)
                .into_iter()
                .chain(fixed.flat_map(ident::words))
                .collect()
        }
    }
}

/// One of what `base` names, where that is a plural; else `base` and `word`.
pub(super) fn one_of(base: &[String], word: &str) -> Vec<Vec<String>> {
    let appended = join(base, &[word.to_owned()]);
    match base.split_last() {
        Some((last, rest)) if ident::plural(last) => {
            let mut one = rest.to_vec();
            one.push(ident::singular(last));
            vec![one, appended]
        }
        _ => vec![appended],
    }
}

fn with_status(base: Vec<String>, status: Option<&str>) -> Vec<Vec<String>> {
    let more = status.map(|status| join(&base, &ident::words(status)));
    [base].into_iter().chain(more).collect()
}

/// `parent` and `child` one after the other, words that end the one and begin the other being said once.
pub(super) fn join(parent: &[String], child: &[String]) -> Vec<String> {
    let longest = parent.len().min(child.len().saturating_sub(1));
    let overlap = (1..=longest)
        .rev()
        .find(|length| parent[parent.len() - length..] == child[..*length])
        .unwrap_or(0);
    parent.iter().chain(&child[overlap..]).cloned().collect()
}

pub(super) fn parent(origin: &Origin) -> Option<TypeId> {
    match origin {
        Origin::Member(id, _) | Origin::Additional(id) | Origin::Key(id) | Origin::Items(id) => {
            Some(*id)
        }
        Origin::Element(id, _) | Origin::Branch(id, _, _) => Some(*id),
        Origin::Component(_)
        | Origin::Parameter(..)
        | Origin::Request(_)
        | Origin::Response(..) => None,
        Origin::Failure(..) | Origin::Payload(_) | Origin::Answer(..) | Origin::Nameless => None,
    }
}

fn direction(ty: &Type) -> Option<&'static str> {
    match (ty.direction.sent, ty.direction.received) {
        (true, false) => Some("request"),
        (false, true) => Some("response"),
        (true, true) | (false, false) => None,
    }
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any { .. } | Shape::Null => "value",
        Shape::Scalar(_) => "scalar",
        Shape::Enum(_) => "kind",
        Shape::Object(_) => "object",
        Shape::Map(_) => "map",
        Shape::Array(_) => "list",
        Shape::Tuple(_) => "tuple",
        Shape::Union(_) => "choice",
        Shape::Alias(_) => "list",
    }
}

fn ordinal(position: u32) -> String {
    let names = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    names
        .get(position as usize)
        .map_or_else(|| format!("element{}", position + 1), |name| (*name).to_owned())
}

/// The words of the last steps of a JSON Pointer, its keywords left out.
fn pointer_words(pointer: &str) -> Vec<String> {
    let telling = |segment: &&str| {
        !matches!(
            *segment,
            "" | "properties"
                | "items"
                | "components"
                | "schemas"
                | "schema"
                | "content"
                | "paths"
                | "allOf"
        )
    };
    let segments: Vec<&str> = pointer.split('/').filter(telling).collect();
    let last = &segments[segments.len().saturating_sub(3)..];
    last.iter()
        .flat_map(|segment| ident::words(&segment.replace("~1", "/").replace("~0", "~")))
        .collect()
}
