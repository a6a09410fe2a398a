//! Settles clashes of names within one scope, by the order of the candidates alone.

use super::RustIdent;
use super::ident::suffixed;
use std::collections::{BTreeMap, BTreeSet};

/// The names that are in use in one scope.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
    /// For names that had to be numbered: the number that was given last.
    numbered: BTreeMap<String, u32>,
}

impl Scope {
    /// An empty scope.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A scope in which these names are in use already.
    pub(crate) fn holding(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| (*name).to_owned()).collect(), ..Self::default() }
    }

    /// Takes the first candidate that is free. Where all are in use, the last one gets a number, which is the last resort:
    /// callers give candidates that differ by meaning.
    pub(crate) fn take(&mut self, candidates: impl IntoIterator<Item = RustIdent>) -> RustIdent {
        let mut last = None;
        for candidate in candidates {
            if self.taken.insert(bare(&candidate).to_owned()) {
                return candidate;
            }
            last = Some(candidate);
        }
        let last = last.unwrap_or_else(|| RustIdent("unnamed".to_owned()));
        // Names are never given back, so numbers below the last one are in use: thousands of clashes stay cheap.
        let number = self.numbered.entry(bare(&last).to_owned()).or_insert(1);
        loop {
            *number += 1;
            let candidate = suffixed(&last, &number_suffix(bare(&last), *number));
            if self.taken.insert(bare(&candidate).to_owned()) {
                return candidate;
            }
        }
    }

    /// Whether a name is in use.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.taken.contains(name.strip_prefix("r#").unwrap_or(name))
    }

    /// Marks a name as in use.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.strip_prefix("r#").unwrap_or(name).to_owned());
    }
}

fn bare(name: &RustIdent) -> &str {
    name.0.strip_prefix("r#").unwrap_or(&name.0)
}

/// The number as it is appended: `script_2` in snake case, `Script2` otherwise, `V1_2` after a digit.
fn number_suffix(name: &str, number: u32) -> String {
    let snake = name.starts_with(|char: char| char.is_ascii_lowercase());
    let digit = name.ends_with(|char: char| char.is_ascii_digit());
    if (snake || digit) && !name.ends_with('_') { format!("_{number}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::ident::{field, ty};

    #[test]
    fn the_first_free_candidate_is_taken() {
        let mut scope = Scope::holding(&["name"]);
        assert_eq!(scope.take([field("name"), field("full_name")]).as_str(), "full_name");
    }

    #[test]
    fn raw_and_plain_spellings_are_one_name() {
        let mut scope = Scope::holding(&["type"]);
        assert_eq!(scope.take([field("type")]).as_str(), "type_2");
    }

    #[test]
    fn thousands_of_equal_names_are_numbered_in_one_pass() {
        let mut scope = Scope::new();
        let last = (0..20_000).map(|_| scope.take([ty("script")]).0).last();
        assert_eq!(last.as_deref(), Some("Script20000"));
    }

    #[test]
    fn a_number_is_the_last_resort() {
        let mut scope = Scope::new();
        let names: Vec<_> = (0..3).map(|_| scope.take([ty("script")]).0).collect();
        assert_eq!(names, ["Script", "Script2", "Script3"]);
        assert_eq!(scope.take([ty("v1")]).as_str(), "V1");
        assert_eq!(scope.take([ty("v1")]).as_str(), "V1_2");
    }
}
