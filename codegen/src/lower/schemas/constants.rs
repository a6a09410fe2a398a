//! Decides the constants of an `enum`: their JSON texts, names and documentation.

use super::merge::{Constant, Merged};
use super::part::Kinds;
use crate::cursor::Cursor;
use crate::ir::{Enum, EnumValue};
use crate::text::Value;
use std::collections::HashSet;

/// The constants of `enum`, with the names and descriptions of the usual extensions.
pub(super) fn listed<'a>(cursor: &Cursor<'a>) -> Option<Vec<Constant<'a>>> {
    let list = cursor.get("enum").filter(|list| list.is_array())?;
    let lookup = |keys: &[&str], index: usize, value: Option<&str>| {
        keys.iter().filter_map(|key| cursor.get(key)).find_map(|names| {
            let name = if names.is_array() { names.at(index) } else { names.get(value?) };
            name.and_then(|name| name.node.as_str())
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
        })
    };
    let constants = list.items().enumerate().map(|(index, item)| Constant {
        value: item.node,
        name: lookup(&["x-enum-varnames", "x-enumNames", "x-enum-names"], index, item.node.text()),
        description: lookup(
            &["x-enum-descriptions", "x-enumDescriptions"],
            index,
            item.node.text(),
        ),
    });
    Some(constants.collect())
}

/// The values of an enum type. Nothing when a constant is an array or object, which no enum holds.
pub(super) fn values(merged: &Merged<'_>) -> Option<Vec<EnumValue>> {
    let mut values: Vec<EnumValue> = Vec::new();
    let mut known = HashSet::new();
    for constant in merged.values.as_deref().unwrap_or_default() {
        let json = json(constant, merged.kinds)?;
        if known.insert(json.clone()) {
            let Constant { name, description, .. } = constant.clone();
            values.push(EnumValue { json, name, description });
        }
    }
    Some(values)
}

/// A constant as JSON text. YAML authors forget quotes: what is listed for a text is a text.
fn json(constant: &Constant<'_>, kinds: Option<Kinds>) -> Option<String> {
    match &constant.value.value {
        Value::Array(_) | Value::Object(_) | Value::Null => None,
        Value::String(text) => {
            let number =
                kinds.is_some_and(|kinds| !kinds.is_empty() && Kinds::NUMBER.covers(kinds));
            let fits = number && serde_json::from_str::<serde_json::Number>(text).is_ok();
            Some(if fits { text.to_string() } else { constant.value.to_json() })
        }
        Value::Number(text) if kinds == Some(Kinds::STRING) => Some(format!("\"{text}\"")),
        Value::Bool(flag) if kinds == Some(Kinds::STRING) => Some(format!("\"{flag}\"")),
        Value::Number(_) | Value::Bool(_) => Some(constant.value.to_json()),
    }
}

/// An enum of values.
pub(super) fn enumeration(values: Vec<EnumValue>) -> Enum {
    let texts = values.iter().all(|value| value.json.starts_with('"'));
    Enum { values, texts }
}
