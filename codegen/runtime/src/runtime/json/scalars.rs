//! Decides which JSON values fit Rust's booleans, numbers and strings.

use super::number::Decimal;
use super::{Decode, Encode, Misfit, Reader, Writer};

impl Decode for bool {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        match reader.peek() {
            Some(b't') if reader.word("true") => Ok(true),
            Some(b'f') if reader.word("false") => Ok(false),
            _ => Err(reader.unlike("true or false")),
        }
    }
}

impl Encode for bool {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(if *self { "true" } else { "false" });
    }
}

impl Decode for String {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        Ok(reader.string()?.into_owned())
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

/// The unit type is null.
impl Decode for () {
    const NULLABLE: bool = true;

    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        if reader.word("null") { Ok(()) } else { Err(reader.unlike("null")) }
    }
}

impl Encode for () {
    fn encode(&self, writer: &mut Writer) {
        writer.raw("null");
    }
}

macro_rules! integers {
    ($($type:ident)*) => { $(
        impl Decode for $type {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
                let value = reader.whole($type::MIN.into(), $type::MAX.into())?;
                // The range was checked.
                Ok(value as Self)
            }
        }
    )* };
}

integers! { i32 i64 u32 u64 }

macro_rules! encode_integers {
    ($($type:ident $method:ident)*) => { $(
        impl Encode for $type {
            fn encode(&self, writer: &mut Writer) {
                writer.$method((*self).into());
            }
        }
    )* };
}

encode_integers! { i32 integer i64 integer u32 unsigned u64 unsigned }

impl Reader<'_> {
    /// Takes a number without fraction in a range, however it is written (`1e3`, `1.0`).
    #[inline]
    fn whole(&mut self, low: i128, high: i128) -> Result<i128, Misfit> {
        let start = self.mark();
        if let Some(value) = self.small_integer().map(i128::from) {
            if (low..=high).contains(&value) {
                return Ok(value);
            }
            self.back_to(start);
        }
        self.unusual_whole(low, high)
    }

    #[cold]
    fn unusual_whole(&mut self, low: i128, high: i128) -> Result<i128, Misfit> {
        let start = self.mark();
        let expected = || format!("a whole number from {low} to {high}");
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.unlike(&expected()));
        }
        let text = self.number()?;
        let value = Decimal::parse(text).and_then(|decimal| decimal.to_i128());
        match value.filter(|value| (low..=high).contains(value)) {
            Some(value) => Ok(value),
            None => {
                self.back_to(start);
                Err(self.unlike(&expected()))
            }
        }
    }
}

/// The nearest finite number is read.
impl Decode for f64 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        let text = reader.number()?;
        let value = text.parse::<f64>().unwrap_or_default().clamp(f64::MIN, f64::MAX);
        if !is_surely_exact(text, 15) {
            reader.lossy |= !writes_as(&value, text);
        }
        Ok(value)
    }
}

impl Encode for f64 {
    fn encode(&self, writer: &mut Writer) {
        writer.float(*self);
    }
}

/// The nearest finite number is read.
impl Decode for f32 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        let text = reader.number()?;
        let value = text.parse::<f32>().unwrap_or_default().clamp(f32::MIN, f32::MAX);
        if !is_surely_exact(text, 6) {
            reader.lossy |= !writes_as(&value, text);
        }
        Ok(value)
    }
}

impl Encode for f32 {
    fn encode(&self, writer: &mut Writer) {
        writer.shortest(self.is_finite(), self);
    }
}

/// Whether a number has so few digits that writing what was read gives an equal number; an exponent needs a closer look.
fn is_surely_exact(text: &str, digits: usize) -> bool {
    text.len() <= digits && !text.bytes().any(|byte| byte | 0x20 == b'e')
}

#[cold]
fn writes_as(value: &dyn Encode, text: &str) -> bool {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    super::Number::of(&writer.into_string()) == super::Number::of(text)
}
