//! Decides what is seen of a value without decoding it: enough to tell the branches of a union apart.

use super::{Decode, Misfit, Number, Reader};
use std::borrow::Cow;

/// What is seen of a value without decoding it.
pub(super) enum Sight<'a> {
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
pub(super) enum TagSight<'a> {
    Text(Cow<'a, str>),
    /// The JSON text and where it begins.
    Other(&'a str, usize),
}

impl<'a> Reader<'a> {
    pub(super) fn look(&mut self, tags: &[&str], names: &[&str]) -> Result<Sight<'a>, Misfit> {
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
