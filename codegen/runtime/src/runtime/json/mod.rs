//! Decides how JSON becomes Rust values and Rust values become JSON.
//!
//! Reading and writing are concrete (one reader, one writer) so that a generated type costs little to compile: its impls only name its
//! members and hand over to shared code. What is read can be written back without loss: unknown members, unknown variants, nulls where
//! none are declared, and numbers that no `f64` holds are kept. When a member name occurs twice in one object the last one wins.

mod branch;
mod containers;
mod find;
mod integer;
pub(crate) mod macros;
mod members;
mod misfit;
mod number;
mod object;
mod reader;
mod scalars;
#[cfg(feature = "serde")]
pub(crate) mod serde;
mod sight;
mod slot;
mod strings;
mod table;
mod time;
mod union;
mod value;
mod writer;
mod written;

#[doc(hidden)]
pub use branch::{Kind, Tag, Test, tag, test};
pub(crate) use find::{elements, from_path};
pub use integer::Integer;
pub use members::Members;
pub use misfit::Misfit;
pub use number::Number;
pub use reader::Reader;
#[doc(hidden)]
pub use slot::{Additional, Slot};
#[doc(hidden)]
pub use table::{Fixed, Table};
pub use time::{Date, DateTime};
#[doc(hidden)]
pub use union::Branch;
pub use value::Value;
pub use writer::Writer;
#[doc(hidden)]
pub use written::Object;

#[allow(unused_imports, reason = "a crate uses the macros that its types need")]
pub(crate) use macros::{object, text_enum, transparent, tuple, union, value_enum};

/// A type that can be read from JSON.
pub trait Decode: Sized {
    /// Whether `null` is a value of this type.
    const NULLABLE: bool = false;

    /// Reads one value; the reader stands on its first byte.
    ///
    /// # Errors
    ///
    /// A [`Misfit`] when the JSON is broken or the value is none of this type.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit>;
}

/// A type that can be written as JSON.
pub trait Encode {
    /// Writes one value.
    fn encode(&self, writer: &mut Writer);
}

/// Reads a whole JSON text; a byte order mark before it is skipped.
///
/// # Errors
///
/// A [`Misfit`] when the bytes are not UTF-8 or not JSON, when something follows the value, or when the value is no `T`.
pub fn from_slice<T: Decode>(bytes: &[u8]) -> Result<T, Misfit> {
    read(Reader::new(misfit::text(bytes)?))
}

fn read<T: Decode>(mut reader: Reader<'_>) -> Result<T, Misfit> {
    reader.space();
    match T::decode(&mut reader) {
        Ok(value) => reader.end().map(|()| value),
        Err(misfit) => Err(reader.verdict(misfit)),
    }
}

/// Reads the member `name` of the object that `bytes` hold, and returns it with all other members.
///
/// A missing member is read as null if `T` has a null.
///
/// # Errors
///
/// A [`Misfit`] as for [`from_slice`], when the text is not an object, or when the member is missing.
pub fn from_member<T: Decode + Encode>(bytes: &[u8], name: &str) -> Result<(T, Members), Misfit> {
    let mut reader = Reader::new(misfit::text(bytes)?);
    reader.space();
    let start = reader.offset();
    let mut member = None;
    let mut others = Members::new();
    let key = format!("\"{name}\":");
    let keys = [&*key];
    let table = Table::new(&[], &keys, 1);
    if let Err(misfit) = reader.object(&table, &mut [&mut member], None, &mut others) {
        return Err(reader.verdict(misfit));
    }
    reader.end()?;
    match member {
        Some(member) => Ok((member, others)),
        None => Err(Misfit::missing(start, name)),
    }
}

/// Reads a `T` from a value.
///
/// # Errors
///
/// A [`Misfit`] when the value is no `T`; its offset counts in the value's JSON text.
pub fn from_value<T: Decode>(value: &Value) -> Result<T, Misfit> {
    read(Reader::of_own(&to_string(value)))
}

/// Writes a value as compact JSON.
pub fn to_string<T: Encode + ?Sized>(value: &T) -> String {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.into_string()
}

/// Writes a value as compact JSON in UTF-8.
pub fn to_vec<T: Encode + ?Sized>(value: &T) -> Vec<u8> {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.into_bytes()
}

/// Turns a value into a [`Value`].
pub fn to_value<T: Encode + ?Sized>(value: &T) -> Value {
    // What a writer wrote reads back.
    read(Reader::of_own(&to_string(value))).unwrap_or_default()
}
