//! One table: type, format and bounds to the scalar that holds the values.

use super::merge::Merged;
use super::part::Mask;
use crate::ir::{Kind, Scalar};

/// The scalar of a text, number or boolean.
///
/// | type      | format                               | scalar     |
/// |-----------|--------------------------------------|------------|
/// | `string`  | `date-time`, `date`                  | the same   |
/// | `string`  | `binary`, in a multipart body        | bytes      |
/// | `string`  | any other, or none                   | text       |
/// | `integer` | `int8` … `int64`, `uint8` … `uint64` | by width   |
/// | `integer` | any other, or none                   | by bounds, defaults and examples |
/// | `number`  | a whole number's                     | as integer |
/// | `number`  | any other, or none                   | double     |
pub(super) fn scalar(kind: Kind, merged: &Merged<'_>) -> Scalar {
    let format = merged.format.unwrap_or_default();
    match kind {
        Kind::Bool => Scalar::Bool,
        Kind::Integer => integer(format, merged),
        // `type: number, format: int64` is how some write an integer.
        Kind::Number if matches!(format, "int32" | "int64" | "uint32" | "uint64" | "integer") => {
            integer(format, merged)
        }
        Kind::Number => Scalar::F64,
        Kind::String if merged.wire.has(Mask::BINARY) && merged.is_binary() => Scalar::Binary,
        Kind::String | Kind::Null | Kind::Object | Kind::Array => match format {
            "date-time" => Scalar::DateTime,
            "date" => Scalar::Date,
            _ => Scalar::String,
        },
    }
}

fn integer(format: &str, merged: &Merged<'_>) -> Scalar {
    // Bounds that a double holds exactly enough to tell 2^63 and 2^64 from their neighbourhood.
    let above = |limit: f64| merged.maximum.is_some_and(|maximum| maximum >= limit);
    let not_negative = merged.minimum.is_some_and(|minimum| minimum >= 0.0);
    let (two_63, two_64) = (9_223_372_036_854_775_808.0, 18_446_744_073_709_551_616.0);
    match format {
        "int8" | "int16" | "int32" if above(2_147_483_648.0) => Scalar::I64,
        "int8" | "int16" | "int32" => Scalar::I32,
        "uint8" | "uint16" | "uint32" | "uint" if !above(4_294_967_296.0) => Scalar::U32,
        "uint8" | "uint16" | "uint32" | "uint" | "uint64" | "u64" => Scalar::U64,
        "bigint" | "int128" | "uint128" => Scalar::Integer,
        _ if above(two_64) && merged.maximum != Some(two_64) => Scalar::Integer,
        _ if above(two_63) && merged.maximum != Some(two_63) => {
            if not_negative {
                Scalar::U64
            } else {
                Scalar::Integer
            }
        }
        _ if merged.maximum == Some(two_64) && not_negative => Scalar::U64,
        _ if merged.minimum.is_some_and(|minimum| minimum < -two_63) => Scalar::Integer,
        // Some write the greatest number as a double shows it: 9223372036854776000.
        _ if merged.shown_beyond_64_bits => Scalar::Integer,
        _ => Scalar::I64,
    }
}
