//! Walks a document: a node together with its address.

use crate::diagnostic::Place;
use crate::resolve::Scope;
use crate::text::Node;

/// A node and where it stands.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    /// The node.
    pub node: &'a Node,
    /// Its address and position.
    pub place: Place,
    /// What a `$dynamicRef` within means, as far as the way to here decides that.
    pub scope: Scope,
}

impl<'a> Cursor<'a> {
    /// A node that no reference led to.
    pub(crate) fn new(node: &'a Node, place: Place) -> Self {
        Self { node, place, scope: Scope::default() }
    }

    /// A member of this object.
    pub fn get(&self, key: &str) -> Option<Cursor<'a>> {
        Some(self.child(key, self.node.get(key)?))
    }

    /// An item of this array.
    pub fn at(&self, index: usize) -> Option<Cursor<'a>> {
        Some(self.child(&index.to_string(), self.node.as_array()?.get(index)?))
    }

    /// The members of this object by name, in order; none when it is no object.
    pub fn members(&self) -> impl Iterator<Item = (&'a str, Cursor<'a>)> + use<'a> {
        let members = self.node.as_object().map(|object| object.members()).unwrap_or_default();
        let parent = self.clone();
        members.iter().map(move |member| (&*member.name, parent.child(&member.name, &member.value)))
    }

    /// The items of this array, in order; none when it is no array.
    pub fn items(&self) -> impl Iterator<Item = Cursor<'a>> + use<'a> {
        let items = self.node.as_array().unwrap_or_default();
        let parent = self.clone();
        items.iter().enumerate().map(move |(index, item)| parent.child(&index.to_string(), item))
    }

    /// A member that is a text.
    pub fn str(&self, key: &str) -> Option<&'a str> {
        self.node.get(key)?.as_str()
    }

    /// A member that is a boolean.
    pub fn bool(&self, key: &str) -> Option<bool> {
        self.node.get(key)?.as_bool()
    }

    /// A member that is a whole number without a sign.
    pub fn u64(&self, key: &str) -> Option<u64> {
        self.node.get(key)?.as_u64()
    }

    /// A member that is a text, number or boolean, as text.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.node.get(key)?.text()
    }

    /// Whether this is an object with the member `key`.
    pub fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    /// Where the name of the member `key` stands; the place of the whole when there is no such member.
    pub fn key_place(&self, key: &str) -> Place {
        match self.node.as_object().and_then(|object| object.member(key)) {
            Some(member) => Place { at: member.at, ..self.child(key, &member.value).place },
            None => self.place.clone(),
        }
    }

    /// The text of `$ref`, when this is an object that has one.
    pub fn reference(&self) -> Option<&'a str> {
        self.str("$ref")
    }

    /// The kind of value, for messages: `a string`, `an object`.
    pub fn kind(&self) -> &'static str {
        self.node.kind()
    }

    /// Whether this is an object.
    pub fn is_object(&self) -> bool {
        self.node.as_object().is_some()
    }

    /// Whether this is an array.
    pub fn is_array(&self) -> bool {
        self.node.as_array().is_some()
    }

    /// The last step of the address: the name of this member or the index of this item; empty at the root.
    pub fn name(&self) -> String {
        self.place.pointer.rsplit_once('/').map(|(_, last)| unescape(last)).unwrap_or_default()
    }

    pub(crate) fn child(&self, segment: &str, node: &'a Node) -> Cursor<'a> {
        let parent = &self.place.pointer;
        let mut pointer = String::with_capacity(parent.len() + segment.len() + 2);
        pointer.push_str(parent);
        pointer.push('/');
        push_escaped(segment, &mut pointer);
        Cursor {
            node,
            place: Place { file: self.place.file, at: node.at, pointer: pointer.into() },
            scope: self.scope.clone(),
        }
    }
}

/// A name as a segment of a JSON Pointer: `~` and `/` become `~0` and `~1`.
pub fn escape(segment: &str) -> String {
    let mut out = String::with_capacity(segment.len());
    push_escaped(segment, &mut out);
    out
}

fn push_escaped(segment: &str, out: &mut String) {
    for c in segment.chars() {
        match c {
            '~' => out.push_str("~0"),
            '/' => out.push_str("~1"),
            c => out.push(c),
        }
    }
}

/// A segment of a JSON Pointer as a name.
pub fn unescape(segment: &str) -> String {
    if segment.contains('~') {
        segment.replace("~1", "/").replace("~0", "~")
    } else {
        segment.to_owned()
    }
}
