//! The tree that both readers build: values that remember where they stand and how their numbers were written.

use super::{Object, number};
use std::fmt::Write as _;

/// A position in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Which text: an index into the report's files.
    pub source: u32,
    /// Counts from 1. Zero means nowhere.
    pub line: u32,
    /// Counts characters from 1.
    pub column: u32,
}

/// A value and where it begins.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it begins.
    pub at: Mark,
}

/// A JSON value.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as JSON text: nothing of `1.10` or `1e400` is lost.
    Number(Box<str>),
    /// A text.
    String(Box<str>),
    /// `[…]`
    Array(Vec<Node>),
    /// `{…}`
    Object(Object),
}

impl Node {
    /// The member `name`, when this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.as_object()?.get(name)
    }

    /// The text, when this is a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value { Some(text) } else { None }
    }

    /// The boolean, when this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self.value { Some(value) } else { None }
    }

    /// The items, when this is an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        if let Value::Array(items) = &self.value { Some(items) } else { None }
    }

    /// The object, when this is one.
    pub fn as_object(&self) -> Option<&Object> {
        if let Value::Object(object) = &self.value { Some(object) } else { None }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The number as JSON text, when this is one.
    pub fn as_number(&self) -> Option<&str> {
        if let Value::Number(text) = &self.value { Some(text) } else { None }
    }

    /// The number, when it is exactly a `u64` (`10`, `10.0` and `1e1` all are).
    pub fn as_u64(&self) -> Option<u64> {
        number::exact_integer(self.as_number()?)?.parse().ok()
    }

    /// The number, when it is exactly an `i64`.
    pub fn as_i64(&self) -> Option<i64> {
        number::exact_integer(self.as_number()?)?.parse().ok()
    }

    /// The nearest double, when this is a number.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.parse().ok()
    }

    /// A string, number or boolean as text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Number(text) | Value::String(text) => Some(text),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// The kind of value, for messages: `a string`, `an object`.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The value as JSON text without spaces, members in the order of the text.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match &self.value {
            Value::Null => out.push_str("null"),
            Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Number(text) => out.push_str(text),
            Value::String(text) => write_json_string(text, out),
            Value::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write_json(out);
                }
                out.push(']');
            }
            Value::Object(object) => {
                out.push('{');
                for (index, member) in object.members().iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_json_string(&member.name, out);
                    out.push(':');
                    member.value.write_json(out);
                }
                out.push('}');
            }
        }
    }

    /// Whether two values are equal as JSON: the order of members does not count, and `1`, `1.0` and `1e0` are one number.
    pub fn same_value(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => number::equal(a, b),
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same_value(b))
            }
            (Value::Object(a), Value::Object(b)) => {
                a.len() == b.len()
                    && a.members().iter().all(|member| {
                        b.get(&member.name).is_some_and(|other| member.value.same_value(other))
                    })
            }
            (
                Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::String(_)
                | Value::Array(_)
                | Value::Object(_),
                _,
            ) => false,
        }
    }

    /// How many nodes there are from here on, this one included.
    pub(crate) fn count(&self) -> usize {
        match &self.value {
            Value::Array(items) => items.iter().fold(1, |sum, item| sum + item.count()),
            Value::Object(object) => {
                object.members().iter().fold(1, |sum, member| sum + member.value.count())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
        }
    }

    /// The depth of arrays and objects from here on; a scalar has none.
    pub(crate) fn depth(&self) -> usize {
        match &self.value {
            Value::Array(items) => 1 + items.iter().map(Node::depth).max().unwrap_or(0),
            Value::Object(object) => {
                1 + object.members().iter().map(|member| member.value.depth()).max().unwrap_or(0)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
        }
    }

    /// How many nodes there are from here on, this one included, with 64 bytes of text counting as one more.
    pub(crate) fn weight(&self) -> usize {
        match &self.value {
            Value::Null | Value::Bool(_) => 1,
            Value::Number(text) | Value::String(text) => 1 + text.len() / 64,
            Value::Array(items) => items.iter().fold(1, |sum, item| sum + item.weight()),
            Value::Object(object) => object
                .members()
                .iter()
                .fold(1, |sum, member| sum + member.value.weight() + member.name.len() / 64),
        }
    }
}

/// Writes `text` as a JSON string, quotes included.
pub(crate) fn write_json_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
