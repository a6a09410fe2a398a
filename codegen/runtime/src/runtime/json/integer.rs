//! Decides how whole numbers of any size are held.

use std::fmt;

use super::{Decode, Encode, Misfit, Number, Reader, Writer};

/// A whole number of any size.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Integer(Repr);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Small(i64),
    /// A whole number outside of `i64`, with its text.
    Large(Number),
}

impl Integer {
    /// The value, if it is in range.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small(value) => Some(*value),
            Repr::Large(_) => None,
        }
    }

    /// The value, if it is in range.
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Small(value) => u64::try_from(*value).ok(),
            Repr::Large(number) => number.as_u64(),
        }
    }

    fn of(number: Number) -> Self {
        match number.as_i64() {
            Some(value) => Self(Repr::Small(value)),
            None => Self(Repr::Large(number)),
        }
    }
}

impl Default for Integer {
    fn default() -> Self {
        Self(Repr::Small(0))
    }
}

macro_rules! from {
    ($($type:ident)*) => { $(
        impl From<$type> for Integer {
            fn from(value: $type) -> Self {
                Self::of(value.into())
            }
        }
    )* };
}

from! { i32 i64 u32 u64 }

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small(value) => value.fmt(f),
            Repr::Large(number) => number.fmt(f),
        }
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Integer {
    type Err = Misfit;

    fn from_str(text: &str) -> Result<Self, Misfit> {
        super::from_slice(text.as_bytes())
    }
}

impl Decode for Integer {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        if let Some(value) = reader.small_integer() {
            return Ok(Self(Repr::Small(value)));
        }
        let start = reader.mark();
        if !matches!(reader.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(reader.unlike("a whole number"));
        }
        let number = Number::of(reader.number()?);
        if !number.is_whole() {
            reader.back_to(start);
            return Err(reader.unlike("a whole number"));
        }
        Ok(Self::of(number))
    }
}

impl Encode for Integer {
    fn encode(&self, writer: &mut Writer) {
        match &self.0 {
            Repr::Small(value) => writer.integer(*value),
            Repr::Large(number) => number.encode(writer),
        }
    }
}
