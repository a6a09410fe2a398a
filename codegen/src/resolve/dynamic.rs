//! Decides what a `$dynamicRef` means: the schema with its `$dynamicAnchor` in the first of the resources that a value was looked at
//! from, such as the list of pets that a general list is looked at from.
//!
//! The anchors that may still count are the scope of a cursor. What no reference on the way can ask for is not in it, so that
//! schemas without such references are the same wherever they are used from.

use super::{Index, reference_of};
use crate::cursor::Cursor;
use crate::diagnostic::Place;
use crate::load::Document;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Where something stands: file and pointer.
type Spot = (u32, Arc<str>);

/// Anchors by name that a `$dynamicRef` leads to, whatever its own resource says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scope(Option<Arc<BTreeMap<String, Spot>>>);

impl Scope {
    /// Whether nothing depends on the way.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    fn get(&self, name: &str) -> Option<&Spot> {
        self.0.as_ref()?.get(name)
    }
}

/// The anchors that several resources have, and the references that lead to a `$dynamicRef` with their name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dynamic {
    askers: HashMap<String, BTreeSet<Spot>>,
}

impl Document {
    fn dynamic(&self) -> &Dynamic {
        self.index.dynamic.get_or_init(|| self.find_dynamic())
    }

    fn find_dynamic(&self) -> Dynamic {
        let mut dynamic = Dynamic::default();
        let mut n_resources: BTreeMap<&str, usize> = BTreeMap::new();
        for ((file, _, name), pointer) in &self.index.anchors {
            let anchor = self.lookup(*file, pointer);
            if anchor.is_some_and(|it| it.str("$dynamicAnchor") == Some(name)) {
                *n_resources.entry(name).or_default() += 1;
            }
        }
        n_resources.retain(|_, n| *n > 1);
        if n_resources.is_empty() {
            return dynamic;
        }
        // Who refers to what.
        let mut by_target: HashMap<Spot, Vec<Spot>> = HashMap::new();
        let mut open: Vec<(&str, Spot)> = Vec::new();
        for (file, pointer) in &self.index.references {
            let Some(cursor) = self.lookup(*file, pointer) else { continue };
            let Some((key, reference)) = reference_of(&cursor) else { continue };
            let spot = (*file, pointer.clone());
            let Ok(target) = self.find(&cursor, reference) else { continue };
            let name = dynamic_name(key, reference, &target);
            let name = name.and_then(|name| n_resources.get_key_value(name));
            open.extend(name.map(|(name, _)| (*name, spot.clone())));
            by_target.entry((target.place.file, target.place.pointer)).or_default().push(spot);
        }
        while let Some((name, spot)) = open.pop() {
            let (file, pointer) = spot.clone();
            if !dynamic.askers.entry(name.to_owned()).or_default().insert(spot) {
                continue;
            }
            // Everything that refers to a schema around this reference asks for the anchor too.
            let ends = pointer.match_indices('/').map(|(at, _)| at).chain([pointer.len()]);
            for around in ends.map(|end| (file, Arc::from(&pointer[..end]))) {
                let referrers = by_target.get(&around).into_iter().flatten();
                open.extend(referrers.map(|spot| (name, spot.clone())));
            }
        }
        dynamic
    }

    /// What a reference that stands at `source` means, where that depends on the way; `target` is what it names by itself. The
    /// scope of the result is that of the way so far.
    pub(super) fn in_scope<'a>(
        &'a self,
        source: &Cursor<'a>,
        (key, reference): (&str, &str),
        target: Cursor<'a>,
    ) -> Cursor<'a> {
        let dynamic = self.dynamic();
        if dynamic.askers.is_empty() {
            return target;
        }
        let own = self.resource_of(&source.place);
        let mut bindings = source.scope.0.as_deref().cloned().unwrap_or_default();
        for name in dynamic.askers.keys().filter(|name| source.scope.get(name).is_none()) {
            let anchor = self.index.dynamic_anchor(self, &own, name);
            bindings.extend(anchor.map(|anchor| (name.clone(), anchor)));
        }
        let meant = dynamic_name(key, reference, &target).and_then(|name| bindings.get(name));
        let meant = meant.and_then(|(file, pointer)| self.lookup(*file, pointer));
        let mut target = meant.unwrap_or(target);
        let base = self.resource_of(&target.place);
        bindings.retain(|name, anchor| {
            let default = self.index.dynamic_anchor(self, &base, name);
            default.as_ref() != Some(anchor) && dynamic.is_asked_in(&target.place, name)
        });
        target.scope = Scope((!bindings.is_empty()).then(|| Arc::new(bindings)));
        target
    }

    /// The file and the pointer of the schema with an `$id` that something stands in.
    fn resource_of(&self, place: &Place) -> Spot {
        (place.file, self.index.enclosing(place.file, &place.pointer).0.into())
    }
}

impl Dynamic {
    /// Whether a schema, or what it refers to, has a `$dynamicRef` for a name.
    fn is_asked_in(&self, place: &Place, name: &str) -> bool {
        let Some(askers) = self.askers.get(name) else { return false };
        let within = |pointer: &str| {
            pointer
                .strip_prefix(&*place.pointer)
                .is_some_and(|it| it.is_empty() || it.starts_with('/'))
        };
        let from = (place.file, place.pointer.clone());
        // Behind the schema itself stand those that begin alike; `/a-b` comes between `/a` and `/a/b`.
        let below = (place.file, Arc::from(format!("{}/", place.pointer)));
        askers.contains(&from)
            || askers
                .range(below..)
                .next()
                .is_some_and(|(file, it)| *file == place.file && within(it))
    }
}

impl Index {
    /// The schema with a `$dynamicAnchor` in a resource.
    fn dynamic_anchor(&self, document: &Document, resource: &Spot, name: &str) -> Option<Spot> {
        let key = (resource.0, resource.1.clone(), name.to_owned());
        let pointer = self.anchors.get(&key)?;
        let anchor = document.lookup(resource.0, pointer)?;
        (anchor.str("$dynamicAnchor") == Some(name)).then(|| (resource.0, pointer.clone()))
    }
}

/// The name of a `$dynamicRef` that does not mean what it names by itself alone.
fn dynamic_name<'r>(key: &str, reference: &'r str, target: &Cursor<'_>) -> Option<&'r str> {
    let (_, name) = reference.split_once('#').filter(|_| key == "$dynamicRef")?;
    (target.str("$dynamicAnchor") == Some(name)).then_some(name)
}
