//! Finds what stands now where callers have a type of before in hand. A type that became several keeps its name where most of its
//! uses are.

use super::{Kept, reached};
use crate::ir::{Api, TypeId};
use crate::lock::LockedType;
use std::collections::{BTreeMap, BTreeSet};

/// By name of before, how many of its uses lead to which type now.
pub(super) type Votes<'a> = BTreeMap<&'a str, BTreeMap<TypeId, usize>>;

/// The types that the uses of a name lead to, that of the most uses first.
pub(super) fn ranked(votes: &Votes<'_>, name: &str) -> Vec<TypeId> {
    let mut found: Vec<(TypeId, usize)> =
        votes.get(name).into_iter().flatten().map(|(id, count)| (*id, *count)).collect();
    found.sort_by_key(|(id, count)| (usize::MAX - count, *id));
    found.into_iter().map(|(id, _)| id).collect()
}

impl<'a> Kept<'a> {
    /// Counts the uses, from the operations and types that are known by now.
    pub(super) fn votes(&self, api: &Api) -> Votes<'a> {
        let mut votes = Votes::new();
        let mut count = |name: &'a String, id: Option<TypeId>| {
            if let Some(id) = id.filter(|id| super::super::names::is_item(api, *id)) {
                *votes.entry(name.as_str()).or_default().entry(id).or_default() += 1;
            }
        };
        for (index, (_, call)) in &self.calls {
            for (way, name) in &call.uses {
                count(name, reached::follow_from(api, &api.operations[*index], way));
            }
        }
        for (id, (_, ty)) in &self.types {
            for (way, name) in &ty.uses {
                count(name, reached::follow(api, *id, way.split('/')));
            }
        }
        votes
    }

    /// Gives names to what stands where they were used, where `allows` says so: what is as it was goes first, then what has the
    /// most uses. What is found leads to further uses.
    pub(super) fn take_by_use(
        &mut self,
        api: &Api,
        open: &mut BTreeMap<&'a str, &'a LockedType>,
        free: &mut BTreeSet<TypeId>,
        allows: impl Fn(&Self, &LockedType, TypeId) -> bool,
    ) {
        // Each round but the last finds a name at least, and types are rarely further from a call than this.
        for _ in 0..32 {
            if open.is_empty() || free.is_empty() {
                return;
            }
            let mut pairs = Vec::new();
            for (name, counts) in self.votes(api) {
                let Some(ty) = open.get(name) else { continue };
                for (id, count) in counts.into_iter().filter(|(id, _)| free.contains(id)) {
                    if allows(self, ty, id) {
                        let other = self.fingerprints[id.0 as usize] != ty.fingerprint;
                        pairs.push((other, usize::MAX - count, name, id));
                    }
                }
            }
            pairs.sort_unstable();
            let before = open.len();
            self.take(pairs.into_iter().map(|(.., name, id)| (name, id)).collect(), open, free);
            if open.len() == before {
                return;
            }
        }
    }
}
