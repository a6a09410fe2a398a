//! Decides which branch of a union a JSON value belongs to.
//!
//! Of all branches whose test holds the one with the largest weight is taken: the number of constants that match and of required and
//! hint members that are there. When none holds or the largest weight is shared, no branch is taken and the value is kept as it is.

use std::borrow::Cow;

use super::{Date, DateTime, Decode, Misfit, Number, Reader, Value};

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

/// Reads a value that belongs to a branch.
pub type Branch<T> = fn(&mut Reader<'_>) -> Result<T, Misfit>;

/// What is seen of a value without decoding it.
enum Sight<'a> {
    Object {
        tags: Vec<Option<TagSight<'a>>>,
        present: Vec<bool>,
    },
    /// The kinds of the elements, each once.
    Array(Vec<&'static str>),
    Text(Cow<'a, str>),
    Number(Number),
    Boolean,
    Null,
}

/// The value of a tag that is there.
enum TagSight<'a> {
    Text(Cow<'a, str>),
    /// The JSON text and where it begins.
    Other(&'a str, usize),
}

impl<'a> Reader<'a> {
    /// Takes a value that belongs to one of several branches, each with its test and its reader, or to none.
    ///
    /// # Errors
    ///
    /// The misfit of the chosen branch, or of a tag that has a value of the wrong type.
    pub fn union<T>(
        &mut self,
        tags: &[&str],
        names: &[&str],
        tests: &[Test],
        branches: &[Branch<T>],
        unknown: fn(Value) -> T,
    ) -> Result<T, Misfit> {
        let start = self.mark();
        let lossy = self.lossy;
        if let Some((index, firm)) = self.choose(tags, names, tests)?
            && let Some(branch) = branches.get(index)
        {
            match branch(self) {
                // A value that lacks what the branch asks for is none of its values.
                Err(misfit) if misfit.lacks_member() => self.back_to(start),
                // Neither is an object of which no constant and no required member says that it is one of them.
                Err(misfit) if !firm && !misfit.is_syntax() => self.back_to(start),
                Err(misfit) if !misfit.is_syntax() => {
                    self.back_to(start);
                    self.lossy = lossy;
                    return self
                        .second_choice(index, (tags, names, tests), branches)?
                        .ok_or(misfit);
                }
                result => return result,
            }
        }
        self.lossy = lossy;
        Value::decode(self).map(unknown)
    }

    /// The value by another branch whose test holds and that can read it: of those with the best test the only one. The branch that was
    /// chosen by its members may ask for another type of one of them.
    #[cold]
    fn second_choice<T>(
        &mut self,
        first: usize,
        (tags, names, tests): (&[&str], &[&str], &[Test]),
        branches: &[Branch<T>],
    ) -> Result<Option<T>, Misfit> {
        let start = self.mark();
        let mut ahead = self.copy();
        let sight = ahead.look(tags, names)?;
        let text = ahead.since(self.offset());
        let mut found: Option<(i32, T, (usize, usize), bool)> = None;
        let mut tied = false;
        for (index, (test, branch)) in tests.iter().zip(branches).enumerate() {
            let Some(weight) = test.weigh(&sight, text, names).filter(|_| index != first) else {
                continue;
            };
            if found.as_ref().is_some_and(|(best, ..)| weight < *best) {
                continue;
            }
            if let Ok(value) = branch(self) {
                tied = found.as_ref().is_some_and(|(best, ..)| weight == *best);
                found = Some((weight, value, self.mark(), self.lossy));
            }
            self.back_to(start);
        }
        Ok(found.filter(|_| !tied).map(|(_, value, end, lossy)| {
            self.back_to(end);
            self.lossy |= lossy;
            value
        }))
    }

    /// The index of the branch that the value belongs to, and whether the value has to be one of its; the reader stays where it is.
    fn choose(
        &self,
        tags: &[&str],
        names: &[&str],
        tests: &[Test],
    ) -> Result<Option<(usize, bool)>, Misfit> {
        let mut ahead = self.copy();
        let sight = ahead.look(tags, names)?;
        let text = ahead.since(self.offset());
        let mut chosen = None;
        let mut largest = i32::MIN;
        for (index, test) in tests.iter().enumerate() {
            match test.weigh(&sight, text, names) {
                Some(weight) if weight > largest => (chosen, largest) = (Some(index), weight),
                Some(weight) if weight == largest => chosen = None,
                _ => {}
            }
        }
        // After a tie `chosen` is none too, and `largest` tells that something did hold.
        if largest == i32::MIN
            && let Sight::Object { tags: seen, .. } = &sight
        {
            for (index, (tag, name)) in seen.iter().zip(tags).enumerate() {
                if let Some(TagSight::Other(_, at)) = tag
                    && is_text_tag(tests, index)
                {
                    ahead.back_to((*at, 0));
                    return Err(ahead.unlike("a string").in_member(name));
                }
            }
        }
        let firm = |index: usize| tests.get(index).is_some_and(|test| test.is_firm(&sight));
        Ok(chosen.map(|index| (index, firm(index))))
    }

    fn look(&mut self, tags: &[&str], names: &[&str]) -> Result<Sight<'a>, Misfit> {
        Ok(match self.peek() {
            Some(b'{') => {
                let mut seen: Vec<_> = tags.iter().map(|_| None).collect();
                let mut present = vec![false; names.len()];
                self.object_start()?;
                let mut first = true;
                while self.object_next(first)? {
                    first = false;
                    let name = self.member_name()?;
                    let null = self.peek() == Some(b'n');
                    if let Some(index) = names.iter().position(|known| *known == name)
                        && let Some(present) = present.get_mut(index)
                    {
                        *present = !null;
                    }
                    match tags
                        .iter()
                        .position(|known| *known == name)
                        .and_then(|index| seen.get_mut(index))
                    {
                        Some(tag) => *tag = self.tag()?,
                        None => self.skip()?,
                    }
                }
                Sight::Object { tags: seen, present }
            }
            Some(b'[') => {
                let mut kinds = Vec::new();
                self.array_start()?;
                let mut first = true;
                while self.array_next(first)? {
                    first = false;
                    let kind = self.element_kind()?;
                    if !kinds.contains(&kind) {
                        kinds.push(kind);
                    }
                }
                Sight::Array(kinds)
            }
            Some(b'"') => Sight::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Sight::Number(Number::decode(self)?),
            byte => {
                self.skip()?;
                if byte == Some(b'n') { Sight::Null } else { Sight::Boolean }
            }
        })
    }

    fn tag(&mut self) -> Result<Option<TagSight<'a>>, Misfit> {
        let start = self.offset();
        Ok(match self.peek() {
            Some(b'"') => Some(TagSight::Text(self.string()?)),
            byte => {
                self.skip()?;
                (byte != Some(b'n')).then(|| TagSight::Other(self.since(start), start))
            }
        })
    }

    fn element_kind(&mut self) -> Result<&'static str, Misfit> {
        let first = self.peek();
        let start = self.offset();
        self.skip()?;
        Ok(match first {
            Some(b'"') => "string",
            Some(b'{') => "object",
            Some(b'[') => "array",
            Some(b't' | b'f') => "boolean",
            Some(b'n') => "null",
            _ if Number::of(self.since(start)).is_whole() => "integer",
            _ => "number",
        })
    }
}

/// Whether all branches that name the tag want a string there.
fn is_text_tag(tests: &[Test], index: usize) -> bool {
    let mut named = false;
    for test in tests {
        if let Test::Object(tags, ..) = test {
            match tags.get(index) {
                Some(Tag::Texts(..)) => named = true,
                Some(Tag::Values(..) | Tag::Free) => return false,
                Some(Tag::Absent) | None => {}
            }
        }
    }
    named
}

impl Test {
    /// Whether more speaks for the branch, whose test holds, than that the value is an object, or has members that may be there.
    fn is_firm(&self, sight: &Sight<'_>) -> bool {
        match (self, sight) {
            (Self::Object(tags, required, _), Sight::Object { tags: seen, .. }) => {
                let by_tag = |(tag, seen): (&Tag, &Option<_>)| tag.weigh(seen.as_ref()) == Some(1);
                !required.is_empty() || tags.iter().zip(seen).any(by_tag)
            }
            _ => true,
        }
    }

    /// How much speaks for the branch; none if its test does not hold.
    fn weigh(&self, sight: &Sight<'_>, text: &str, names: &[&str]) -> Option<i32> {
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
