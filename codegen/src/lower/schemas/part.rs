//! What a schema position is: the parts that must all hold there, each a place in the description with what is left out of it.

use crate::cursor::Cursor;
use crate::ir::Kind;

/// A part of a position.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) mask: Mask,
}

impl<'a> Part<'a> {
    /// The whole schema at `cursor`.
    pub(super) fn whole(cursor: Cursor<'a>) -> Self {
        Self { cursor, mask: Mask::default() }
    }

    /// The same part with more left out.
    pub(super) fn with(&self, mask: Mask) -> Self {
        Self { cursor: self.cursor.clone(), mask: self.mask | mask }
    }

    /// The item that a keyword holds, unless it is left out here.
    pub(super) fn get(&self, keyword: &str) -> Option<Cursor<'a>> {
        let hidden = match keyword {
            "oneOf" => self.mask.has(Mask::NO_ONE_OF),
            "anyOf" => self.mask.has(Mask::NO_ANY_OF),
            "$ref" | "$dynamicRef" | "allOf" => self.mask.has(Mask::OWN),
            "required" => self.mask.has(Mask::OPTIONAL),
            _ => false,
        };
        if hidden { None } else { self.cursor.get(keyword) }
    }
}

/// What is left out of a part, or how it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Mask(u16);

impl Mask {
    /// Only the schema's own keywords: neither `$ref` nor `allOf`.
    pub(super) const OWN: Mask = Mask(1);
    /// Without `oneOf`.
    pub(super) const NO_ONE_OF: Mask = Mask(2);
    /// Without `anyOf`.
    pub(super) const NO_ANY_OF: Mask = Mask(4);
    /// Without `required`: a schema that holds only under a condition.
    pub(super) const OPTIONAL: Mask = Mask(8);
    /// The parent of a discriminator as an object of its own, not as one of its children.
    pub(super) const PLAIN: Mask = Mask(16);
    /// The top level of a multipart body.
    pub(super) const FORM: Mask = Mask(32);
    /// A member of a multipart body: `format: binary` is raw bytes.
    pub(super) const BINARY: Mask = Mask(64);
    /// Only the objects among the values.
    pub(super) const ONLY_OBJECTS: Mask = Mask(128);
    /// Only the arrays among the values.
    pub(super) const ONLY_ARRAYS: Mask = Mask(256);

    pub(super) fn has(self, other: Mask) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn only(self, other: Mask) -> Mask {
        Mask(self.0 & other.0)
    }

    pub(super) fn without(self, other: Mask) -> Mask {
        Mask(self.0 & !other.0)
    }
}

impl std::ops::BitOr for Mask {
    type Output = Mask;

    fn bitor(self, other: Mask) -> Mask {
        Mask(self.0 | other.0)
    }
}

/// A set of JSON types, `null` aside. A number may be whole: `NUMBER` always comes with `INTEGER`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const OBJECT: Kinds = Kinds(1);
    pub(super) const ARRAY: Kinds = Kinds(2);
    pub(super) const STRING: Kinds = Kinds(4);
    pub(super) const INTEGER: Kinds = Kinds(8);
    pub(super) const NUMBER: Kinds = Kinds(8 | 16);
    pub(super) const BOOL: Kinds = Kinds(32);
    pub(super) const ALL: Kinds = Kinds(63);

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn union(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub(super) fn intersection(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    pub(super) fn covers(self, other: Kinds) -> bool {
        self.0 & other.0 == other.0
    }

    /// The JSON types, a number counting once.
    pub(super) fn list(self) -> Vec<Kind> {
        let mut list = Vec::new();
        for (kinds, kind) in [
            (Kinds::STRING, Kind::String),
            (Kinds::NUMBER, Kind::Number),
            (Kinds::INTEGER, Kind::Integer),
            (Kinds::BOOL, Kind::Bool),
            (Kinds::OBJECT, Kind::Object),
            (Kinds::ARRAY, Kind::Array),
        ] {
            let twice = kind == Kind::Integer && self.covers(Kinds::NUMBER);
            if self.covers(kinds) && !twice {
                list.push(kind);
            }
        }
        list
    }
}
