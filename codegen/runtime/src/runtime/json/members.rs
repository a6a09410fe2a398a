//! Decides how members of an object are held that its type does not declare, and what else must be kept to write it back unchanged.

use std::collections::BTreeMap;
use std::fmt;

use super::{Decode, Encode, Misfit, Reader, Value, Writer};

/// The members of an object that its type does not declare.
///
/// They are written back with the declared ones. A declared member that has a value wins over one of the same name in here.
#[derive(Clone, Default)]
pub struct Members(Option<Box<Inner>>);

#[derive(Clone, Default)]
struct Inner {
    /// Sorted by name, each name once. There are few as a rule, and so they take a fraction of a map's memory.
    members: Vec<(String, Value)>,
    kept: Vec<Kept>,
}

/// How a declared member was written, where its field does not tell.
#[derive(Clone)]
pub(super) struct Kept {
    name: String,
    text: Text,
}

#[derive(Clone)]
enum Text {
    /// Null, though the member's type has no null.
    Null,
    /// A text that says more than the field does, such as a number of many digits, and the text that the field would be written as.
    /// An empty text: the member was left out though it is required.
    Exact { text: String, field: String },
}

impl Members {
    /// No members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|inner| inner.members.is_empty())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |inner| inner.members.len())
    }

    /// The member `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let inner = self.0.as_ref()?;
        let index = inner.position(name).ok()?;
        inner.members.get(index).map(|(_, value)| value)
    }

    /// Adds or replaces a member and returns the one replaced.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        let inner = self.inner();
        match inner.position(&name) {
            Ok(index) => {
                inner.members.get_mut(index).map(|known| std::mem::replace(&mut known.1, value))
            }
            Err(index) => {
                inner.members.insert(index, (name, value));
                None
            }
        }
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let inner = self.0.as_mut()?;
        let index = inner.position(name).ok()?;
        Some(inner.members.remove(index).1)
    }

    /// The members, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().flat_map(|inner| &inner.members).map(|(name, value)| (name.as_str(), value))
    }

    /// Adds a member without looking where it belongs; [`settle`](Self::settle) does so for all.
    pub(super) fn add(&mut self, name: impl Into<String>, value: Value) {
        self.inner().members.push((name.into(), value));
    }

    /// Puts members that were added in order. Of several with one name the last one stays.
    pub(super) fn settle(&mut self) {
        let Some(inner) = &mut self.0 else { return };
        if inner.members.is_sorted_by(|(before, _), (after, _)| before < after) {
            return;
        }
        inner.members.reverse();
        inner.members.sort_by(|(before, _), (after, _)| before.cmp(after));
        inner.members.dedup_by(|(name, _), (before, _)| name == before);
    }

    fn inner(&mut self) -> &mut Inner {
        self.0.get_or_insert_default()
    }

    /// Whether nothing is kept at all.
    #[inline]
    pub(super) fn is_bare(&self) -> bool {
        self.0.is_none()
    }

    /// Whether no declared member has to be written otherwise than its field says.
    #[inline]
    pub(super) fn keeps_no_text(&self) -> bool {
        self.0.as_ref().is_none_or(|inner| inner.kept.is_empty())
    }

    /// Remembers that the declared member was null.
    #[cold]
    pub(super) fn keep_null(&mut self, name: &str) {
        self.inner().kept.push(Kept { name: name.to_owned(), text: Text::Null });
    }

    /// Remembers the text of the declared member, to be written as long as its field would be written as `field`.
    #[cold]
    pub(super) fn keep_text(&mut self, name: &str, text: &str, field: String) {
        self.inner().kept.push(Kept {
            name: name.to_owned(),
            text: Text::Exact { text: text.to_owned(), field },
        });
    }

    /// Forgets what was remembered of an earlier member of the same name.
    pub(super) fn forget(&mut self, name: &str) {
        if let Some(inner) = &mut self.0 {
            inner.kept.retain(|kept| kept.name != name);
        }
    }

    /// The names of all members that were null though their type has no null.
    pub(super) fn nulls(&self) -> impl Iterator<Item = &str> {
        let kept = self.0.iter().flat_map(|inner| &inner.kept);
        kept.filter(|kept| matches!(kept.text, Text::Null)).map(|kept| kept.name.as_str())
    }

    /// The exact text of a member whose field is written as `field`.
    pub(super) fn exact_text(&self, name: &str, field: &[u8]) -> Option<&str> {
        self.0.as_ref()?.kept.iter().find_map(|kept| match &kept.text {
            Text::Exact { text, field: own } if kept.name == name && own.as_bytes() == field => {
                Some(text.as_str())
            }
            Text::Exact { .. } | Text::Null => None,
        })
    }
}

impl Inner {
    /// Where the name stands, or would stand.
    fn position(&self, name: &str) -> Result<usize, usize> {
        self.members.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }
}

/// What is kept only to be written back does not count.
impl PartialEq for Members {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Members {}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl From<BTreeMap<String, Value>> for Members {
    fn from(members: BTreeMap<String, Value>) -> Self {
        members.into_iter().collect()
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Members {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let mut all = Self::new();
        members.into_iter().for_each(|(name, value)| all.add(name, value.into()));
        all.settle();
        all
    }
}

impl Decode for Members {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        BTreeMap::decode(reader).map(Self::from)
    }
}

impl Encode for Members {
    fn encode(&self, writer: &mut Writer) {
        writer.raw("{");
        for (name, value) in self.iter() {
            writer.name(name);
            value.encode(writer);
            writer.comma();
        }
        writer.close(b'}');
    }
}
