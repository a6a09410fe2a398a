//! Finds each operation among those of before.
//!
//! | an operation is taken for the one of before, in this order                      |
//! |---------------------------------------------------------------------------------|
//! | method and path are the same, but for the names of variables                    |
//! | the operation id is the same                                                    |

use super::Kept;
use crate::ir::{Api, Operation};
use crate::lock::LockedCall;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Kept<'a> {
    /// Finds each operation among those of before: the same method and path, or what comes next to it.
    pub(super) fn match_calls(&mut self, api: &Api) {
        // Several operations may differ only in the names of their paths' variables, so the closest comes first.
        let same_path = |call: &LockedCall, operation: &Operation| call.path == operation.path;
        let same_id = |call: &LockedCall, operation: &Operation| {
            !call.id.is_empty() && operation.id.as_ref() == Some(&call.id)
        };
        let like_path = |call: &LockedCall, operation: &Operation| {
            without_variables(&call.path) == without_variables(&operation.path)
        };
        // What follows a `#` is no part of a path, so that several operations may share all of it.
        let exact = |call: &LockedCall, operation: &Operation| {
            same_path(call, operation) && same_id(call, operation)
        };
        let both = |call: &LockedCall, operation: &Operation| {
            same_id(call, operation) && like_path(call, operation)
        };
        let mut like: BTreeMap<(&str, String), Vec<&'a str>> = BTreeMap::new();
        let mut by_id: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
        for (name, call) in &self.lock.calls {
            like.entry((&call.method, without_variables(&call.path))).or_default().push(name);
            by_id.entry(&call.id).or_default().push(name);
        }
        let beside = |operation: &Operation| {
            let key = (operation.method.as_str(), without_variables(&operation.path));
            like.get(&key).cloned().unwrap_or_default()
        };
        let called = |operation: &Operation| {
            let named = operation.id.as_deref().and_then(|id| by_id.get(id));
            named.cloned().unwrap_or_default()
        };
        type Found<'f, 'a> = &'f dyn Fn(&Operation) -> Vec<&'a str>;
        type Fits<'f> = &'f dyn Fn(&LockedCall, &Operation) -> bool;
        let rules: [(Found<'_, 'a>, Fits<'_>); 5] = [
            (&beside, &exact),
            (&beside, &same_path),
            (&beside, &both),
            (&beside, &like_path),
            (&called, &same_id),
        ];
        let mut taken: BTreeSet<&'a str> = BTreeSet::new();
        for (found, fits) in rules {
            for (index, operation) in api.operations.iter().enumerate() {
                if self.calls.contains_key(&index) {
                    continue;
                }
                let fitting = found(operation).into_iter().find_map(|name| {
                    let call = self.lock.calls.get(name)?;
                    (!taken.contains(name) && fits(call, operation)).then_some((name, call))
                });
                if let Some((name, call)) = fitting {
                    taken.insert(name);
                    self.calls.insert(index, (name, call));
                }
            }
        }
    }
}

/// A path with each variable as `{}`: its name is no part of what is asked for.
pub(crate) fn without_variables(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    out + rest
}
