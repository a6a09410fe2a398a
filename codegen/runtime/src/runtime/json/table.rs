//! Decides what a type says of the members that it declares, and which of them a name is.

use super::Value;

/// The members that a type declares.
///
/// Every name stands there as it is written, with its quotes and the colon, so that it is copied in one piece.
pub struct Table<'t> {
    /// Constant members without a field, each with its only value.
    fixed: &'t [(&'t str, Fixed<'t>)],
    /// The members with a field: first the required ones, then the optional ones.
    keys: &'t [&'t str],
    required: usize,
    /// Whether no name needs an escape in JSON.
    plain: bool,
}

/// The only value of a constant member.
#[derive(Clone, Copy)]
pub enum Fixed<'t> {
    /// A string.
    Text(&'t str),
    /// Any value, as JSON text.
    Json(&'t str),
}

impl<'t> Table<'t> {
    /// A table of the constants and of the names, the first `required` of which are required. Each name has quotes around it and a colon
    /// after them, and no escapes.
    pub const fn new(
        fixed: &'t [(&'t str, Fixed<'t>)],
        keys: &'t [&'t str],
        required: usize,
    ) -> Self {
        let mut plain = true;
        let mut index = 0;
        while index < keys.len() {
            let key = keys[index].as_bytes();
            let mut at = 1;
            while at + 2 < key.len() {
                plain &= key[at] != b'"' && key[at] != b'\\' && key[at] >= b' ';
                at += 1;
            }
            index += 1;
        }
        Self { fixed, keys, required, plain }
    }

    pub(super) fn fixed(&self) -> &'t [(&'t str, Fixed<'t>)] {
        self.fixed
    }

    /// How many members with a field are required.
    pub(super) fn required(&self) -> usize {
        self.required
    }

    /// The member of an index, as it is written; nothing when its name needs an escape.
    #[inline]
    pub(super) fn key(&self, index: usize) -> Option<&'t str> {
        if self.plain { self.keys.get(index).copied() } else { None }
    }

    /// The name of the member of an index.
    pub(super) fn name(&self, index: usize) -> Option<&'t str> {
        self.keys.get(index).map(|key| bare(key))
    }

    /// The index of a name; the search begins where the name is likely.
    pub(super) fn position(&self, name: &str, likely: usize) -> Option<usize> {
        let is_it = |key: &&str| key.len() == name.len() + 3 && bare(key) == name;
        let (before, after) = self.keys.split_at_checked(likely)?;
        match after.iter().position(is_it) {
            Some(index) => Some(likely + index),
            None => before.iter().position(is_it),
        }
    }
}

/// The name in a key.
fn bare(key: &str) -> &str {
    key.get(1..key.len().saturating_sub(2)).unwrap_or_default()
}

impl Fixed<'_> {
    pub(super) fn matches(self, value: &Value) -> bool {
        match self {
            Self::Text(text) => value.as_str() == Some(text),
            Self::Json(text) => value.is_json(text),
        }
    }
}
