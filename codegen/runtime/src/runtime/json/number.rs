//! Decides what a JSON number is: its exact value, whatever its size and however it is written.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::{Decode, Encode, Misfit, Reader, Writer};

/// A number of any size and precision that keeps its text.
///
/// Numbers are compared by exact value: `1`, `1.0` and `10e-1` are equal.
#[derive(Clone)]
pub struct Number(Repr);

#[derive(Clone)]
enum Repr {
    /// Stands for its own shortest text.
    Integer(i64),
    Text(Box<str>),
}

impl Number {
    /// Takes a text that is a JSON number already.
    pub(super) fn of(text: &str) -> Self {
        match text.parse::<i64>() {
            Ok(value) if text != "-0" => Self(Repr::Integer(value)),
            _ => Self(Repr::Text(text.into())),
        }
    }

    /// The number nearest to `value`, or none if `value` is not finite.
    pub fn from_f64(value: f64) -> Option<Self> {
        let mut writer = Writer::new();
        writer.float(value);
        value.is_finite().then(|| Self::of(&writer.into_string()))
    }

    /// The text, as it was written.
    pub fn as_text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Integer(value) => Cow::Owned(value.to_string()),
            Repr::Text(text) => Cow::Borrowed(text),
        }
    }

    /// The value, if it is whole and in range.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Integer(value) => Some(*value),
            Repr::Text(text) => i64::try_from(Decimal::parse(text)?.to_i128()?).ok(),
        }
    }

    /// The value, if it is whole and in range.
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Integer(value) => u64::try_from(*value).ok(),
            Repr::Text(text) => u64::try_from(Decimal::parse(text)?.to_i128()?).ok(),
        }
    }

    /// The nearest finite `f64`.
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Repr::Integer(value) => *value as f64,
            // Rust reads every JSON number.
            Repr::Text(text) => text.parse::<f64>().unwrap_or_default().clamp(f64::MIN, f64::MAX),
        }
    }

    /// Whether the value has no fraction.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Integer(_) => true,
            Repr::Text(text) => Decimal::parse(text).is_some_and(|decimal| decimal.exponent >= 0),
        }
    }

    fn decimal(&self) -> Option<Decimal> {
        Decimal::parse(&self.as_text())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Repr::Integer(a), Repr::Integer(b)) => a == b,
            (Repr::Text(a), Repr::Text(b)) if a == b => true,
            _ => match (self.decimal(), other.decimal()) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        }
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.decimal() {
            Some(decimal) => decimal.hash(state),
            None => self.as_text().hash(state),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_text())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Number {
    type Err = Misfit;

    fn from_str(text: &str) -> Result<Self, Misfit> {
        super::from_slice(text.as_bytes())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Repr::Integer(value))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self::of(&value.to_string())
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        i64::from(value).into()
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        i64::from(value).into()
    }
}

impl Decode for Number {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        match reader.small_integer() {
            Some(value) => Ok(value.into()),
            None => reader.number().map(Self::of),
        }
    }
}

impl Encode for Number {
    fn encode(&self, writer: &mut Writer) {
        match &self.0 {
            Repr::Integer(value) => writer.integer(*value),
            Repr::Text(text) => writer.raw(text),
        }
    }
}

/// The exact value of a number: `digits` times ten to the power of `exponent`. Equal values have equal parts, as the digits neither
/// begin nor end with a zero.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Decimal {
    negative: bool,
    digits: String,
    exponent: i128,
}

impl Decimal {
    /// Reads a JSON number; none if the exponent itself is beyond reason.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let shortened = digits.trim_end_matches('0');
        let significant = shortened.trim_start_matches('0');
        if significant.is_empty() {
            return Some(Self { negative: false, digits: String::new(), exponent: 0 });
        }
        let shift = (digits.len() - shortened.len()) as i128 - fraction.len() as i128;
        let exponent = exponent.parse::<i128>().ok()?.checked_add(shift)?;
        Some(Self { negative, digits: significant.to_owned(), exponent })
    }

    /// The value, if it is whole and in range.
    pub(super) fn to_i128(&self) -> Option<i128> {
        let zeros = usize::try_from(self.exponent).ok().filter(|zeros| *zeros < 40)?;
        let magnitude = format!("0{}{}", self.digits, "0".repeat(zeros)).parse::<i128>().ok()?;
        Some(if self.negative { -magnitude } else { magnitude })
    }
}
