//! Decides what a YAML scalar is, by its tag, its quotes or its text.

use super::Built;
use crate::diagnostic::clean;
use crate::text::{Fault, Mark, Value, number};
use saphyr_parser::{ScalarStyle, Tag};
use std::borrow::Cow;

/// Refuses a tag of a collection other than its own.
pub(super) fn check_tag(tag: Option<&Tag>, expected: &str, at: Mark) -> Built<()> {
    match tag {
        None => Ok(()),
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => Ok(()),
        Some(tag) if tag.is_yaml_core_schema() && tag.suffix == expected => Ok(()),
        Some(tag) => Err(unknown_tag(tag, at)),
    }
}

fn unknown_tag(tag: &Tag, at: Mark) -> Box<Fault> {
    let shown = clean(&tag.to_string(), 60);
    Fault::new(at, format!("the tag `{shown}` is not supported here"))
        .help("a description uses plain values; remove the tag")
        .into()
}

/// The value of a scalar: its tag decides, then its quotes, then the core schema.
pub(super) fn scalar(
    text: Cow<'_, str>,
    style: ScalarStyle,
    tag: Option<&Tag>,
    at: Mark,
) -> Built<Value> {
    let string = |text: Cow<'_, str>| Value::String(text.into_owned().into());
    let Some(tag) = tag else {
        return Ok(if style == ScalarStyle::Plain { plain(&text) } else { string(text) });
    };
    if tag.suffix == "!" || (tag.handle == "!" && tag.suffix.is_empty()) {
        return Ok(string(text));
    }
    if !tag.is_yaml_core_schema() {
        return Err(unknown_tag(tag, at));
    }
    let value = plain(&text);
    match (tag.suffix.as_str(), value) {
        ("str", _) => Ok(string(text)),
        ("int" | "float", value @ Value::Number(_))
        | ("bool", value @ Value::Bool(_))
        | ("null", value @ Value::Null) => Ok(value),
        ("int" | "float" | "bool" | "null", _) => {
            let shown = clean(&text, 60);
            Err(Fault::new(at, format!("`{shown}` does not fit its tag `!!{}`", tag.suffix)).into())
        }
        _ => Err(unknown_tag(tag, at)),
    }
}

/// A plain scalar by the core schema. `.inf` and `.nan` have no JSON form and stay texts.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => {
            let numeric =
                text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
            match numeric.then(|| number::from_yaml(text)).flatten() {
                Some(number) => Value::Number(number.into()),
                None => Value::String(text.into()),
            }
        }
    }
}
