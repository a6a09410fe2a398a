//! Decides which names of before still name something, so that callers' code goes on compiling: the lock's names are
//! given to what they named, however the description calls it now.
//!
//! | a type is taken for the one of before, in this order                             |
//! |----------------------------------------------------------------------------------|
//! | it is as it was, stands in the same place, and a call leads to it in the same way |
//! | it is as it was, and a call leads to it in the same way                          |
//! | it is as it was, and stands in the same place                                    |
//! | it is as it was, and most often where callers have the one of before in hand     |
//! | it stands in the same place, and a call leads to it in the same way              |
//! | it stands in the same place, which does not count on the order of a list         |
//! | it is the only one left that is as one name of before was                        |
//! | of what stands where callers have the one of before in hand, it does most often   |
//! | a call leads to it in the same way                                               |
//!
//! What is as it was goes first, because code that uses it goes on compiling: a component that came to mean something else
//! does not take its name away from what callers get.

mod calls;
pub(crate) mod fingerprint;
pub(crate) mod members;
pub(crate) mod reached;
pub(crate) mod split;
mod uses;

pub(crate) use calls::without_variables;

use crate::ir::{Api, TypeId};
use crate::lock::{LockedCall, LockedType, NamesInUse};
use std::collections::{BTreeMap, BTreeSet};

/// The names of before, by what they name now.
pub(crate) struct Kept<'a> {
    /// Everything that was in use.
    pub(crate) lock: &'a NamesInUse,
    /// By type: its name of before, and what is known of it.
    pub(crate) types: BTreeMap<TypeId, (&'a str, &'a LockedType)>,
    /// By operation: its call of before.
    pub(crate) calls: BTreeMap<usize, (&'a str, &'a LockedCall)>,
    /// Names of types that have become one with another: the type that is in their place.
    pub(crate) merged: BTreeMap<&'a str, TypeId>,
    /// Of each type.
    pub(crate) fingerprints: Vec<String>,
    /// Of each type, the way to it.
    pub(crate) ways: Vec<Option<String>>,
    /// Of each type, its place as the lock has it.
    pub(crate) places: Vec<String>,
    /// The shown paths of the description's files.
    files: Vec<String>,
}

impl<'a> Kept<'a> {
    /// Finds what the names of `lock` name in `api`. `files` are the shown paths of the description's files.
    pub(crate) fn new(api: &Api, lock: &'a NamesInUse, files: &[String]) -> Self {
        let mut kept = Self {
            lock,
            types: BTreeMap::new(),
            calls: BTreeMap::new(),
            merged: BTreeMap::new(),
            fingerprints: fingerprint::fingerprints(api),
            ways: reached::all(api),
            places: api.types.iter().map(|ty| place(&ty.place, files)).collect(),
            files: files.to_vec(),
        };
        if !lock.is_empty() {
            kept.match_calls(api);
            kept.match_types(api);
        }
        kept
    }

    /// Places as the lock has them.
    pub(crate) fn also(&self, places: &[crate::diagnostic::Place]) -> BTreeSet<String> {
        places.iter().map(|it| place(it, &self.files)).collect()
    }

    /// The names of before of a type's members, by their names on the wire.
    pub(crate) fn members(&self, id: TypeId) -> Option<&'a BTreeMap<String, String>> {
        self.types.get(&id).map(|(_, ty)| &ty.members)
    }

    /// What a type's constructor took before, in this order.
    pub(crate) fn order(&self, id: TypeId) -> &'a [String] {
        self.types.get(&id).map_or(&[], |(_, ty)| &ty.order)
    }

    /// What an operation was called before: its resource and its method.
    pub(crate) fn call(&self, index: usize) -> Option<(Vec<String>, &'a str)> {
        let (name, _) = self.calls.get(&index)?;
        let (resource, method) = name.rsplit_once('.')?;
        Some((resource.split('.').map(str::to_owned).collect(), method))
    }

    /// The feature of before of each top-level resource.
    pub(crate) fn features(&self) -> BTreeMap<&'a str, &'a str> {
        let resources = self.lock.resources.iter();
        resources
            .filter_map(|(path, (_, feature))| Some((path.as_str(), feature.as_deref()?)))
            .collect()
    }

    fn match_types(&mut self, api: &Api) {
        let mut open: BTreeMap<&'a str, &'a LockedType> =
            self.lock.types.iter().map(|(name, ty)| (name.as_str(), ty)).collect();
        let mut free: BTreeSet<TypeId> = (0..).map(TypeId).take(api.types.len()).collect();
        free.retain(|id| super::names::is_item(api, *id));

        let ways = reached::Ways::new(api);
        let same = |kept: &Self, ty: &LockedType, id: TypeId| {
            kept.fingerprints[id.0 as usize] == ty.fingerprint
        };
        let led: Vec<(&'a str, &'a LockedType, TypeId)> = open
            .iter()
            .filter(|(_, ty)| !ty.reached.is_empty())
            .filter_map(|(name, ty)| Some((*name, *ty, ways.follow(&ty.reached)?)))
            .collect();
        let there =
            |kept: &Self, ty: &LockedType, id: TypeId| place_of(&kept.places, id) == ty.place;
        let led_to = |kept: &Self, allows: &dyn Fn(&Self, &LockedType, TypeId) -> bool| {
            let pairs = led.iter().filter(|(_, ty, id)| allows(kept, ty, *id));
            pairs.map(|(name, _, id)| (*name, *id)).collect::<Vec<_>>()
        };
        let pairs = led_to(self, &|kept, ty, id| same(kept, ty, id) && there(kept, ty, id));
        self.take(pairs, &mut open, &mut free);
        // Of several equal schemas that are one type, the one that the lock has first is it.
        self.take_by_place(&mut open, &mut free, |kept, (ty, id), _| {
            !ty.also.is_empty() && same_at(kept, (ty, id), "")
        });
        let pairs = led_to(self, &same);
        self.take(pairs, &mut open, &mut free);
        self.take_by_place(&mut open, &mut free, same_at);
        self.take_by_use(api, &mut open, &mut free, same);
        let pairs = led_to(self, &there);
        self.take(pairs, &mut open, &mut free);
        self.take_by_place(&mut open, &mut free, |_, _, place| !is_positional(place));

        let mut old: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
        for (name, ty) in &open {
            old.entry(&ty.fingerprint).or_default().push(name);
        }
        let mut new: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
        for id in &free {
            new.entry(&self.fingerprints[id.0 as usize]).or_default().push(*id);
        }
        let pairs: Vec<_> = old
            .iter()
            .filter_map(|(print, names)| match (names.as_slice(), new.get(print)?.as_slice()) {
                ([name], [id]) => Some((*name, *id)),
                _ => None,
            })
            .collect();
        self.take(pairs, &mut open, &mut free);

        self.take_by_use(api, &mut open, &mut free, |_, _, _| true);
        let pairs: Vec<_> = led.iter().map(|(name, _, id)| (*name, *id)).collect();
        self.take(pairs, &mut open, &mut free);

        // What was several types and is one now keeps its other names as former ones: types that were equal before, or that are
        // what it is now.
        let votes = if open.is_empty() { uses::Votes::new() } else { self.votes(api) };
        for (&name, &ty) in &open {
            let led = led.iter().filter(|(led, ..)| *led == name).map(|(_, _, id)| *id);
            let used = uses::ranked(&votes, name).into_iter();
            let mut all = led.chain(used).filter(|id| {
                let taken = self.types.get(id).map(|(_, taken)| &taken.fingerprint);
                taken.is_some_and(|taken| same(self, ty, *id) || ty.fingerprint == *taken)
            });
            if let Some(id) = all.next() {
                self.merged.insert(name, id);
            }
        }
    }

    /// Gives names to what stands in their places, where `allows` says so. Of several types made from one schema, the one
    /// that is what it was goes first.
    fn take_by_place(
        &mut self,
        open: &mut BTreeMap<&'a str, &'a LockedType>,
        free: &mut BTreeSet<TypeId>,
        allows: impl Fn(&Self, (&LockedType, TypeId), &str) -> bool,
    ) {
        let mut at_place: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
        for id in free.iter() {
            at_place.entry(place_of(&self.places, *id)).or_default().push(*id);
        }
        let mut pairs = Vec::new();
        for (name, ty) in open.iter() {
            let mut ids = at_place.get(ty.place.as_str()).cloned().unwrap_or_default();
            ids.retain(|id| allows(self, (ty, *id), &ty.place));
            ids.sort_by_key(|id| !same_at(self, (ty, *id), ""));
            pairs.extend(ids.into_iter().map(|id| (*name, id)));
        }
        self.take(pairs, open, free);
    }

    /// Gives each name to its type, unless one of both is no longer to be had.
    fn take(
        &mut self,
        pairs: Vec<(&'a str, TypeId)>,
        open: &mut BTreeMap<&'a str, &'a LockedType>,
        free: &mut BTreeSet<TypeId>,
    ) {
        for (name, id) in pairs {
            if !free.contains(&id) {
                continue;
            }
            if let Some(ty) = open.remove(name) {
                free.remove(&id);
                self.types.insert(id, (name, ty));
            }
        }
    }
}

/// Whether a type has the fingerprint of before.
fn same_at(kept: &Kept<'_>, (ty, id): (&LockedType, TypeId), _: &str) -> bool {
    kept.fingerprints.get(id.0 as usize).is_some_and(|print| *print == ty.fingerprint)
}

/// Whether a place counts on the order of a list, in which a newcomer moves all that follow.
fn is_positional(place: &str) -> bool {
    const LISTS: &[&str] = &["parameters", "oneOf", "anyOf", "allOf", "prefixItems", "items"];
    let segments: Vec<&str> = place.split('/').collect();
    segments.windows(2).any(|pair| {
        LISTS.contains(&pair[0])
            && !pair[1].is_empty()
            && pair[1].bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn place_of(places: &[String], id: TypeId) -> &str {
    places.get(id.0 as usize).map_or("", String::as_str)
}

/// A place as the lock has it: the pointer, after the file's name where that is not the main one.
fn place(place: &crate::diagnostic::Place, files: &[String]) -> String {
    match files.get(place.file as usize) {
        Some(file) if !file.is_empty() => format!("{file}#{}", place.pointer),
        _ => place.pointer.to_string(),
    }
}
