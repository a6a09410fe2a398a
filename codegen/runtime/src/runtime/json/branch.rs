//! Decides how much speaks for a branch of a union: what a value must be like to belong to it, and how well one fits.

use super::sight::{Sight, TagSight};
use super::{Date, DateTime, Value};

/// What a value must be like to belong to a branch.
pub enum Test {
    /// An object: one condition for each tag, the members that must be there, and members that speak for the branch.
    Object(&'static [Tag], &'static [&'static str], &'static [&'static str]),
    /// One of these JSON texts.
    Values(&'static [&'static str]),
    /// One of these strings.
    Texts(&'static [&'static str]),
    /// An array whose elements are all of these kinds.
    ArrayOf(&'static [&'static str]),
    /// A value of this kind.
    Kind(Kind),
}

/// The kinds of values that [`Test::Kind`] tells apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A string that is a date.
    Date,
    /// A string that is a date-time.
    DateTime,
    /// A number without fraction.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// An array.
    Array,
    /// Null.
    Null,
    /// Anything.
    Any,
}

/// What the value of a tag must be like.
pub enum Tag {
    /// One of these strings; absent too, if so said.
    Texts(&'static [&'static str], bool),
    /// One of these JSON texts; absent too, if so said.
    Values(&'static [&'static str], bool),
    /// Anything.
    Free,
    /// The tag must not be there.
    Absent,
}

/// The words for tags in `union!`.
pub mod tag {
    use super::Tag;

    /// One of these strings.
    pub const fn is(texts: &'static [&'static str]) -> Tag {
        Tag::Texts(texts, false)
    }

    /// Absent or one of these strings.
    pub const fn maybe(texts: &'static [&'static str]) -> Tag {
        Tag::Texts(texts, true)
    }

    /// One of these JSON texts.
    pub const fn is_json(texts: &'static [&'static str]) -> Tag {
        Tag::Values(texts, false)
    }

    /// Absent or one of these JSON texts.
    pub const fn maybe_json(texts: &'static [&'static str]) -> Tag {
        Tag::Values(texts, true)
    }

    /// Anything.
    pub const fn free() -> Tag {
        Tag::Free
    }

    /// Not there.
    pub const fn absent() -> Tag {
        Tag::Absent
    }
}

/// The words for branches in `union!`.
pub mod test {
    use super::{Kind, Tag, Test};

    /// An object, by what it has under the union's tags.
    pub const fn object(tags: &'static [Tag]) -> Test {
        Test::Object(tags, &[], &[])
    }

    impl Test {
        /// An object that has these members, too.
        pub const fn requires(self, names: &'static [&'static str]) -> Test {
            match self {
                Test::Object(tags, _, hints) => Test::Object(tags, names, hints),
                other => other,
            }
        }

        /// An object that these members speak for.
        pub const fn hints(self, names: &'static [&'static str]) -> Test {
            match self {
                Test::Object(tags, required, _) => Test::Object(tags, required, names),
                other => other,
            }
        }
    }

    /// One of these JSON texts.
    pub const fn values(texts: &'static [&'static str]) -> Test {
        Test::Values(texts)
    }

    /// One of these strings.
    pub const fn string_of(texts: &'static [&'static str]) -> Test {
        Test::Texts(texts)
    }

    /// An array of elements of these kinds.
    pub const fn array_of(kinds: &'static [&'static str]) -> Test {
        Test::ArrayOf(kinds)
    }

    macro_rules! kinds {
        ($($name:ident $kind:ident $what:literal)*) => { $(
            #[doc = $what]
            pub const fn $name() -> Test {
                Test::Kind(Kind::$kind)
            }
        )* };
    }

    kinds! {
        string Text "A string."
        date Date "A string that is a date."
        date_time DateTime "A string that is a date-time."
        integer Integer "A number without fraction."
        number Number "A number."
        boolean Boolean "True or false."
        array Array "An array."
        null Null "Null."
        any Any "Anything."
    }
}

impl Test {
    /// Whether more speaks for the branch, whose test holds, than that the value is an object, or has members that may be there.
    pub(super) fn is_firm(&self, sight: &Sight<'_>) -> bool {
        match (self, sight) {
            (Self::Object(tags, required, _), Sight::Object { tags: seen, .. }) => {
                let by_tag = |(tag, seen): (&Tag, &Option<_>)| tag.weigh(seen.as_ref()) == Some(1);
                !required.is_empty() || tags.iter().zip(seen).any(by_tag)
            }
            _ => true,
        }
    }

    /// How much speaks for the branch; none if its test does not hold.
    pub(super) fn weigh(&self, sight: &Sight<'_>, text: &str, names: &[&str]) -> Option<i32> {
        let hold = |holds: bool, weight: i32| holds.then_some(weight);
        match (self, sight) {
            (Self::Kind(Kind::Any), _) => Some(-1),
            (Self::Object(tags, required, hints), Sight::Object { tags: seen, present }) => {
                let has = |name: &&str| {
                    names.iter().zip(present).any(|(known, present)| known == name && *present)
                };
                let mut weight = 0;
                for (tag, seen) in tags.iter().zip(seen) {
                    weight += tag.weigh(seen.as_ref())?;
                }
                let hints = hints.iter().filter(|name| has(name)).count();
                hold(required.iter().all(has), weight + required.len() as i32 + hints as i32)
            }
            (Self::Values(texts), Sight::Object { .. } | Sight::Array(_)) => {
                hold(is_one_of(text, texts), 3)
            }
            (Self::Values(texts), _) => hold(is_one_of(text, texts), 4),
            (Self::Texts(texts), Sight::Text(value)) => hold(texts.contains(&&**value), 3),
            (Self::ArrayOf(kinds), Sight::Array(seen)) => hold(
                seen.iter().all(|kind| {
                    kinds.contains(kind) || *kind == "integer" && kinds.contains(&"number")
                }),
                2,
            ),
            (Self::Kind(Kind::Text), Sight::Text(_)) => Some(1),
            (Self::Kind(Kind::Date), Sight::Text(text)) => hold(text.parse::<Date>().is_ok(), 2),
            (Self::Kind(Kind::DateTime), Sight::Text(text)) => {
                hold(text.parse::<DateTime>().is_ok(), 2)
            }
            // A whole number that no machine integer holds is rather a number, if the union has those.
            (Self::Kind(Kind::Integer), Sight::Number(number)) => hold(
                number.is_whole(),
                if number.as_i64().is_some() || number.as_u64().is_some() { 3 } else { 1 },
            ),
            (Self::Kind(Kind::Number), Sight::Number(_)) => Some(2),
            (Self::Kind(Kind::Boolean), Sight::Boolean)
            | (Self::Kind(Kind::Array), Sight::Array(_))
            | (Self::Kind(Kind::Null), Sight::Null) => Some(1),
            _ => None,
        }
    }
}

impl Tag {
    fn weigh(&self, seen: Option<&TagSight<'_>>) -> Option<i32> {
        match (self, seen) {
            (Self::Free, _)
            | (Self::Absent | Self::Texts(_, true) | Self::Values(_, true), None) => Some(0),
            (Self::Texts(texts, _), Some(TagSight::Text(value))) => {
                texts.contains(&&**value).then_some(1)
            }
            (Self::Values(texts, _), Some(TagSight::Text(value))) => {
                let value = Value::from(&**value);
                texts.iter().any(|text| value.is_json(text)).then_some(1)
            }
            (Self::Values(texts, _), Some(TagSight::Other(text, _))) => {
                is_one_of(text, texts).then_some(1)
            }
            (Self::Absent | Self::Texts(..), Some(_))
            | (Self::Texts(..) | Self::Values(..), None) => None,
        }
    }
}

fn is_one_of(text: &str, texts: &[&str]) -> bool {
    text.parse().is_ok_and(|value: Value| texts.iter().any(|text| value.is_json(text)))
}
