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

/// Puts what callers give by position into the order of before: another order in the description must not make one argument pass
/// for another of its type. Newcomers, and what has no key because it is not given by position, stay where the description has them.
pub(crate) fn ordered<T>(items: Vec<(Option<String>, T)>, before: &[String]) -> Vec<T> {
    let position =
        |key: &Option<String>| before.iter().position(|known| Some(known) == key.as_ref());
    let mut known: Vec<(usize, usize)> = items
        .iter()
        .enumerate()
        .filter_map(|(index, (key, _))| Some((position(key)?, index)))
        .collect();
    let slots: Vec<usize> = known.iter().map(|(_, index)| *index).collect();
    known.sort_unstable();
    let mut from: Vec<usize> = (0..items.len()).collect();
    for (slot, (_, index)) in slots.into_iter().zip(known) {
        from[slot] = index;
    }
    let mut items: Vec<Option<T>> = items.into_iter().map(|(_, item)| Some(item)).collect();
    from.into_iter().filter_map(|index| items[index].take()).collect()
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn what_is_known_keeps_its_order_and_newcomers_their_places() {
        let order = |items: &[&'static str], before: &[&str]| {
            let items = items.iter().map(|key| (Some((*key).to_owned()), *key)).collect();
            let before: Vec<String> = before.iter().map(|key| (*key).to_owned()).collect();
            ordered(items, &before)
        };
        assert_eq!(order(&["b", "a"], &["a", "b"]), ["a", "b"]);
        assert_eq!(order(&["c", "n", "a", "b"], &["a", "b", "c"]), ["a", "n", "b", "c"]);
        assert_eq!(order(&["b", "a"], &[]), ["b", "a"]);
        assert_eq!(order(&["b"], &["gone", "b"]), ["b"]);
    }

    #[test]
    fn what_is_no_longer_given_by_position_stays_where_the_description_has_it() {
        let items = || vec![(Some("b".to_owned()), "b"), (None, "a"), (Some("c".to_owned()), "c")];
        let once = ordered(items(), &["a".to_owned(), "c".to_owned(), "b".to_owned()]);
        assert_eq!(once, ["c", "a", "b"]);
        assert_eq!(
            ordered(items(), &["c".to_owned(), "b".to_owned()]),
            once,
            "and a second run agrees"
        );
    }
}
