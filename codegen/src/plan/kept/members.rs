//! Names within one item: those of before first, so that a newcomer cannot take one of them.

use crate::plan::scope::Scope;
use crate::plan::{RustIdent, ident};
use std::collections::BTreeMap;

/// A scope in which some names are those of before.
pub(crate) struct Members {
    scope: Scope,
    /// By key, the name that is kept for it.
    kept: BTreeMap<String, RustIdent>,
}

impl Members {
    /// Keeps those names of `before` whose keys are still there and that nothing in `scope` has taken.
    pub(crate) fn new<'k>(
        mut scope: Scope,
        before: Option<&BTreeMap<String, String>>,
        keys: impl IntoIterator<Item = &'k str>,
    ) -> Self {
        let mut kept = BTreeMap::new();
        for key in keys {
            let Some(name) = before.and_then(|before| before.get(key)) else { continue };
            let Some(name) = ident::given(name.trim_start_matches("r#")) else { continue };
            if !scope.holds(name.as_str()) {
                scope.reserve(name.as_str());
                kept.insert(key.to_owned(), name);
            }
        }
        Self { scope, kept }
    }

    /// The name for a key: the one of before, or the first candidate that is free.
    pub(crate) fn take(
        &mut self,
        key: &str,
        candidates: impl IntoIterator<Item = RustIdent>,
    ) -> RustIdent {
        match self.kept.remove(key) {
            Some(name) => name,
            None => self.scope.take(candidates),
        }
    }
}
