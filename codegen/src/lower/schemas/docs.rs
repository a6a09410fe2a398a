//! What the description says of a schema in words, and its constraints as phrases.

use super::Schemas;
use super::part::{Mask, Part};
use crate::cursor::Cursor;
use crate::diagnostic::Report;
use crate::text::Node;

/// Wrappers that are looked through for documentation.
const MAX_STEPS: usize = 12;
/// A default or example longer than this is left out of a phrase.
const MAX_VALUE: usize = 200;

/// What is said of a schema position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Constraints and the default, one phrase each.
    pub constraints: Vec<String>,
    /// `format`
    pub format: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `example` and `examples`, as JSON text.
    pub examples: Vec<String>,
    /// `minLength` and `maxLength`.
    pub length: (Option<u64>, Option<u64>),
}

impl<'a> Schemas<'a> {
    /// What is said of a schema position: its own words first, then those of what it refers to.
    pub fn docs(&self, cursor: &Cursor<'a>) -> Docs {
        self.docs_of(&[Part::whole(cursor.clone())])
    }

    /// What is said of a position; the last part knows best.
    pub(super) fn docs_of(&self, parts: &[Part<'a>]) -> Docs {
        let mut docs = Docs::default();
        // What stands around a union says nothing of a branch in particular.
        let whole = parts.iter().any(|part| !part.mask.has(Mask::OWN));
        for part in parts.iter().rev().filter(|part| !whole || !part.mask.has(Mask::OWN)) {
            let mut cursor = part.cursor.clone();
            for _ in 0..MAX_STEPS {
                add(&cursor, &mut docs);
                match self.inner(&cursor) {
                    Some(inner) => cursor = inner,
                    None => break,
                }
            }
        }
        docs
    }

    /// The schema that a wrapper is about.
    fn inner(&self, cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
        if cursor.has("$ref") || cursor.has("$dynamicRef") {
            return self.document.step(cursor, &mut Report::default());
        }
        let only = |key: &str| {
            let mut items = cursor.get(key)?.items();
            let first = items.next()?;
            items.next().is_none().then_some(first)
        };
        if let Some(item) = only("allOf").or_else(|| only("oneOf")).or_else(|| only("anyOf")) {
            return Some(item);
        }
        // A schema or null.
        let list = cursor.get("anyOf").or_else(|| cursor.get("oneOf"))?;
        let mut others = list.items().filter(|item| item.str("type") != Some("null"));
        let first = others.next()?;
        others.next().is_none().then_some(first)
    }
}

fn add(cursor: &Cursor<'_>, docs: &mut Docs) {
    let text = |key: &str| {
        cursor.str(key).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let flag = |key: &str| cursor.bool(key) == Some(true);
    docs.title = docs.title.take().or_else(|| text("title"));
    docs.description = docs.description.take().or_else(|| text("description"));
    docs.format = docs.format.take().or_else(|| text("format"));
    docs.deprecated |= flag("deprecated");
    docs.read_only |= flag("readOnly");
    docs.write_only |= flag("writeOnly");
    docs.length.0 = docs.length.0.or_else(|| cursor.u64("minLength"));
    docs.length.1 = docs.length.1.or_else(|| cursor.u64("maxLength"));
    for phrase in constraints(cursor) {
        let kind = phrase.split([':', ' ']).next().unwrap_or_default().to_owned();
        // A nearer default hides a farther one; other constraints add up.
        let hidden =
            kind == "Default" && docs.constraints.iter().any(|known| known.starts_with("Default"));
        if !hidden && !docs.constraints.contains(&phrase) {
            docs.constraints.push(phrase);
        }
    }
    if docs.examples.is_empty() {
        docs.examples.extend(cursor.get("example").map(|example| example.node.to_json()));
        docs.examples.extend(
            cursor
                .get("examples")
                .into_iter()
                .flat_map(|list| list.items())
                .map(|item| item.node.to_json()),
        );
    }
}

/// The constraints of one schema object that the Rust type does not express, and its default, as phrases.
fn constraints(schema: &Cursor<'_>) -> Vec<String> {
    let mut phrases = Vec::new();
    let value = |key: &str| schema.get(key).map(|value| value.node);
    let number = |key: &str| value(key).and_then(Node::as_number);
    range(&mut phrases, schema, "minLength", "maxLength", "character");
    range(&mut phrases, schema, "minItems", "maxItems", "item");
    range(&mut phrases, schema, "minProperties", "maxProperties", "member");
    if schema.bool("uniqueItems") == Some(true) {
        phrases.push("No item occurs twice.".into());
    }
    // Before OpenAPI 3.1 an exclusive bound is a flag beside the bound.
    let flagged = |key: &str| schema.bool(key) == Some(true);
    if let Some(minimum) = number("minimum") {
        let word = if flagged("exclusiveMinimum") { "More than" } else { "At least" };
        phrases.push(format!("{word} {minimum}."));
    }
    if let Some(minimum) = number("exclusiveMinimum") {
        phrases.push(format!("More than {minimum}."));
    }
    if let Some(maximum) = number("maximum") {
        let word = if flagged("exclusiveMaximum") { "Less than" } else { "At most" };
        phrases.push(format!("{word} {maximum}."));
    }
    if let Some(maximum) = number("exclusiveMaximum") {
        phrases.push(format!("Less than {maximum}."));
    }
    if let Some(step) = number("multipleOf") {
        phrases.push(format!("A multiple of {step}."));
    }
    if let Some(pattern) = schema.str("pattern").filter(|pattern| !pattern.is_empty()) {
        phrases.push(format!("Pattern: {}.", code(pattern)));
    }
    let plain =
        ["date-time", "date", "int32", "int64", "uint32", "uint64", "float", "double", "binary"];
    if let Some(format) =
        schema.str("format").filter(|format| !format.is_empty() && !plain.contains(format))
    {
        phrases.push(format!("Format: {}.", code(format)));
    }
    if let Some(encoding) = schema.str("contentEncoding") {
        phrases.push(format!("Encoding: {}.", code(encoding)));
    }
    if let Some(media) = schema.str("contentMediaType") {
        phrases.push(format!("Content: {}.", code(media)));
    }
    phrases.extend(super::restrictions::phrases(schema));
    if let Some(default) = value("default") {
        let text = default.to_json();
        if text.chars().count() <= MAX_VALUE {
            phrases.push(format!("Default: {}.", code(&text)));
        }
    }
    phrases
}

fn range(phrases: &mut Vec<String>, schema: &Cursor<'_>, low: &str, high: &str, unit: &str) {
    let low = schema.u64(low).filter(|low| *low > 0);
    let high = schema.u64(high);
    let plural = |count: u64| if count == 1 { unit.to_owned() } else { format!("{unit}s") };
    match (low, high) {
        (Some(low), Some(high)) if low == high => {
            phrases.push(format!("Exactly {low} {}.", plural(low)))
        }
        (Some(low), Some(high)) => phrases.push(format!("{low} to {high} {}.", plural(high))),
        (Some(low), None) => phrases.push(format!("At least {low} {}.", plural(low))),
        (None, Some(high)) => phrases.push(format!("At most {high} {}.", plural(high))),
        (None, None) => {}
    }
}

/// A code span that holds any text.
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}
