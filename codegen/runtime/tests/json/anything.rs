//! JSON made up from bytes: of the members, constants and oddities that the types of the tests know, so that it often fits one.

use arbitrary::{Result, Unstructured};
use std::fmt::Write as _;

const NAMES: &[&str] = &[
    "id",
    "name",
    "note",
    "tags",
    "type",
    "created-on",
    "rate",
    "rates",
    "size",
    "placement",
    "children",
    "mode",
    "version",
    "status",
    "region",
    "host",
    "labels",
    "kind",
    "flag",
    "a",
    "b",
    "c",
    "d",
    "count",
    "sha",
    "other",
    "created_on",
    "",
    "\\u0061",
    "n\\u0000",
    "é",
    "\\ud83d\\ude00",
    "x\\\"y",
    "hostname",
    "modified_on",
    "target",
    "placement_mode",
    "observability",
    "enabled",
    "logs",
    "invocation_logs",
    "head_sampling_rate",
    "named_handlers",
    "handlers",
    "exports",
    "errors",
    "code",
    "message",
    "source",
    "pointer",
    "service",
    "script",
    "pattern",
    "last_analyzed_at",
];
const TEXTS: &[&str] = &[
    "",
    "smart",
    "targeted",
    "standard",
    "bundled",
    "auto",
    "x",
    "on",
    "2020-02-29",
    "2021-02-29",
    "2020-01-01T00:00:00Z",
    "2016-12-31T23:59:60Z",
    "2020-01-01T00:00:00.123456789+23:59",
    "-0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-12:00",
    "2020-01-01t00:00:00z",
    "1",
    "null",
    "\\n\\\\\\/",
    "\\ud800\\udc00",
    "\\ud800",
    "\u{2028}",
    "é",
    "\u{10ffff}",
    "\\u0000",
];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "-0",
    "2.0",
    "1.0",
    "1e0",
    "20e-1",
    "0.1",
    "1.5",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551616",
    "1e400",
    "-1e400",
    "1e-400",
    "1e999999999999",
    "0.1000000000000000000001",
    "9007199254740993",
    "2147483648",
    "1E+2",
    "123456789012345678901234567890",
    "0e9",
    "0.0e-99999999999",
    "00",
    "1.",
    ".5",
    "+1",
    "1e",
];

/// A JSON text (at times a broken one) as `bytes` say.
pub(crate) fn json(bytes: &[u8]) -> String {
    let mut out = String::new();
    // Where bytes run out, what is written so far is a text too.
    let _ = value(&mut Unstructured::new(bytes), &mut out, 0);
    out
}

fn value(u: &mut Unstructured<'_>, out: &mut String, depth: u32) -> Result<()> {
    let kinds = if depth > 6 { 5 } else { 9 };
    match u.int_in_range(0..=kinds)? {
        0 => out.push_str("null"),
        1 => out.push_str(if u.arbitrary()? { "true" } else { "false" }),
        2 => out.push_str(u.choose(NUMBERS)?),
        3 | 4 => text(u, out)?,
        5 => {
            let _ = write!(out, "{}", u.arbitrary::<i16>()?);
        }
        6 => {
            out.push('[');
            for index in 0..u.int_in_range(0..=4)? {
                out.push_str(if index > 0 { ", " } else { "" });
                value(u, out, depth + 1)?;
            }
            out.push(']');
        }
        _ => {
            out.push('{');
            for index in 0..u.int_in_range(0..=6)? {
                let _ =
                    write!(out, "{}\"{}\":", if index > 0 { "," } else { "" }, u.choose(NAMES)?);
                value(u, out, depth + 1)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn text(u: &mut Unstructured<'_>, out: &mut String) -> Result<()> {
    let _ = match u.ratio(1, 8)? {
        true => write!(out, "\"{}\"", u.arbitrary::<&str>()?),
        false => write!(out, "\"{}\"", u.choose(TEXTS)?),
    };
    Ok(())
}
