//! Decides how points in time are held: by the text that the server sent, whatever it is, with its meaning behind it.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::time::SystemTime;

use super::{Decode, Encode, Misfit, Reader, Writer};

/// A date with a time of day, as in RFC 3339.
///
/// It keeps its text, even one that is no date-time. Two are equal when they mean the same instant, or else when their texts are equal.
#[derive(Clone, Default)]
pub struct DateTime(String);

/// A calendar date such as `2026-07-01`.
///
/// It keeps its text, even one that is no date. Two are equal when they mean the same day, or else when their texts are equal.
#[derive(Clone, Default)]
pub struct Date(String);

impl DateTime {
    /// Takes any text; parsing with [`str::parse`] takes date-times only.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The instant, if the text is a date-time.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        self.instant()?.try_into().ok()
    }

    /// The whole seconds since 1970-01-01T00:00:00Z, if the text is a date-time; a fraction is cut towards zero.
    pub fn unix_seconds(&self) -> Option<i64> {
        self.instant().map(jiff::Timestamp::as_second)
    }

    fn instant(&self) -> Option<jiff::Timestamp> {
        self.0.parse().ok()
    }
}

impl Date {
    /// Takes any text; parsing with [`str::parse`] takes dates only.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The date of a year, a month from 1 and a day from 1, if there is such a day.
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(|date| Self(date.to_string()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The year, the month from 1 and the day from 1, if the text is a date.
    pub fn to_ymd(&self) -> Option<(i16, i8, i8)> {
        self.day().map(|date| (date.year(), date.month(), date.day()))
    }

    fn day(&self) -> Option<jiff::civil::Date> {
        // A longer text would be read as the date of a date-time.
        (self.0.len() == 10).then(|| self.0.parse().ok()).flatten()
    }
}

/// An instant that no date-time can name becomes the nearest that one can.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let nearest =
            if time < SystemTime::UNIX_EPOCH { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
        Self(jiff::Timestamp::try_from(time).unwrap_or(nearest).to_string())
    }
}

macro_rules! text_of_time {
    ($type:ident $meaning:ident $what:literal) => {
        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
                    || self.$meaning().is_some_and(|meaning| other.$meaning() == Some(meaning))
            }
        }

        impl Eq for $type {}

        impl Hash for $type {
            fn hash<H: Hasher>(&self, state: &mut H) {
                match self.$meaning() {
                    Some(meaning) => meaning.hash(state),
                    None => self.0.hash(state),
                }
            }
        }

        /// By time; a text without meaning compares with nothing but its equals.
        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                match (self.$meaning(), other.$meaning()) {
                    (Some(own), Some(other)) => Some(own.cmp(&other)),
                    _ => (self.0 == other.0).then_some(std::cmp::Ordering::Equal),
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl std::str::FromStr for $type {
            type Err = Misfit;

            fn from_str(text: &str) -> Result<Self, Misfit> {
                let time = Self(text.to_owned());
                match time.$meaning() {
                    Some(_) => Ok(time),
                    None => Err(Misfit::unlike(0, $what, &super::misfit::quoted(text))),
                }
            }
        }

        impl Decode for $type {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
                String::decode(reader).map(Self)
            }
        }

        impl Encode for $type {
            fn encode(&self, writer: &mut Writer) {
                writer.string(&self.0);
            }
        }
    };
}

text_of_time! { DateTime instant "a date-time" }
text_of_time! { Date day "a date" }
