//! Gathers schemas of a description into one JSON Schema of the 2020-12 draft, whatever version of OpenAPI they are written for.

use codegen::cursor::Cursor;
use codegen::diagnostic::{Place, Report};
use codegen::load::{Document, Version};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// What of a schema is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Everything.
    Strict,
    /// What makes the type: neither bounds and patterns nor what closes objects nor which of the members exclude each other; one branch
    /// of several suffices, null counts as absent, and a list of booleans as any boolean.
    Structure,
}

/// The schemas gathered so far, each under a number.
pub(super) struct Bundle<'a> {
    document: &'a Document,
    strictness: Strictness,
    numbers: HashMap<(u32, Arc<str>), usize>,
    waiting: VecDeque<(usize, Cursor<'a>)>,
    schemas: Map<String, Value>,
    patterns: HashMap<String, bool>,
}

impl<'a> Bundle<'a> {
    pub(super) fn new(document: &'a Document, strictness: Strictness) -> Self {
        Self {
            document,
            strictness,
            numbers: HashMap::new(),
            waiting: VecDeque::new(),
            schemas: Map::new(),
            patterns: HashMap::new(),
        }
    }

    /// The number of the schema at a place; nothing when there is none.
    pub(super) fn add(&mut self, place: &Place) -> Option<usize> {
        let cursor = self.document.cursor(place)?;
        let number = self.number(&cursor);
        while let Some((number, cursor)) = self.waiting.pop_front() {
            let schema = self.schema(&cursor);
            self.schemas.insert(number.to_string(), schema);
        }
        Some(number)
    }

    /// A schema of objects whose member `n` is a value of the schema with the number `n`.
    pub(super) fn finish(self) -> Value {
        let member =
            |number: &String| (number.clone(), json!({"$ref": format!("#/$defs/{number}")}));
        let members: Map<String, Value> = self.schemas.keys().map(member).collect();
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": members,
            "$defs": self.schemas,
        })
    }

    fn number(&mut self, cursor: &Cursor<'a>) -> usize {
        let next = self.numbers.len();
        let key = (cursor.place.file, cursor.place.pointer.clone());
        *self.numbers.entry(key).or_insert_with(|| {
            self.waiting.push_back((next, cursor.clone()));
            next
        })
    }

    fn schema(&mut self, cursor: &Cursor<'a>) -> Value {
        if let Some(whether) = cursor.node.as_bool() {
            return Value::Bool(whether);
        }
        let mut schema = Map::new();
        if cursor.has("$ref") || cursor.has("$dynamicRef") {
            // What leads nowhere has been reported when the crate was made.
            if let Some(target) = self.document.step(cursor, &mut Report::default()) {
                schema
                    .insert("$ref".to_owned(), format!("#/$defs/{}", self.number(&target)).into());
            }
            if self.document.version == Version::V3_0 {
                return Value::Object(schema);
            }
        }
        for (keyword, value) in cursor.members() {
            if let Some((keyword, value)) = self.keyword(cursor, keyword, &value) {
                schema.insert(keyword, value);
            }
        }
        let nullable = cursor.bool("nullable") == Some(true);
        if nullable || self.strictness == Strictness::Structure {
            json!({"anyOf": [{"type": "null"}, schema]})
        } else {
            Value::Object(schema)
        }
    }

    /// A keyword and its value, if they restrict anything and make sense.
    fn keyword(
        &mut self,
        schema: &Cursor<'a>,
        keyword: &str,
        value: &Cursor<'a>,
    ) -> Option<(String, Value)> {
        let strict = self.strictness == Strictness::Strict;
        let is_false = value.node.as_bool() == Some(false);
        let done = match keyword {
            "const" | "enum" if !strict && has_boolean(value) => return None,
            "type" => types(value)?,
            "const" => plain(value)?,
            "enum" => {
                plain(value).filter(|list| list.as_array().is_some_and(|list| !list.is_empty()))?
            }
            "required" => {
                let mut names: Vec<&str> =
                    value.items().filter_map(|name| name.node.as_str()).collect();
                names.sort_unstable();
                names.dedup();
                json!(names)
            }
            "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems"
                if is_false && !strict =>
            {
                return None;
            }
            "items" | "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems" => {
                self.below(value)?
            }
            "not" | "contains" | "propertyNames" | "if" | "then" | "else" if strict => {
                self.below(value)?
            }
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                let list: Vec<Value> = value.items().filter_map(|item| self.below(&item)).collect();
                if list.is_empty() {
                    return None;
                }
                let is_choice = keyword == "oneOf" || keyword == "anyOf";
                if is_choice && !strict {
                    let dropped = value.items().any(|branch| only_demands(&branch))
                        || keyword == "oneOf" && schema.has("anyOf");
                    return (!dropped).then(|| ("anyOf".to_owned(), list.into()));
                }
                list.into()
            }
            "properties" | "dependentSchemas" => self.each(value),
            "patternProperties" if value.members().all(|(name, _)| self.is_pattern(name)) => {
                self.each(value)
            }
            "pattern" if strict && self.is_pattern(value.node.as_str()?) => plain(value)?,
            "minimum" | "maximum" if strict => {
                let exclusive = format!("exclusiveM{}", keyword.get(1..)?);
                plain(value).filter(Value::is_number)?;
                if schema.bool(&exclusive) == Some(true) {
                    return Some((exclusive, plain(value)?));
                }
                plain(value)?
            }
            "exclusiveMinimum" | "exclusiveMaximum" if strict => {
                plain(value).filter(Value::is_number)?
            }
            "multipleOf" if strict => {
                plain(value).filter(|step| step.as_f64().is_some_and(|step| step > 0.0))?
            }
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties"
            | "maxProperties" | "minContains" | "maxContains"
                if strict =>
            {
                value.node.as_u64()?.into()
            }
            "uniqueItems" if strict => value.node.as_bool()?.into(),
            _ => return None,
        };
        Some((keyword.to_owned(), done))
    }

    fn below(&mut self, cursor: &Cursor<'a>) -> Option<Value> {
        (cursor.is_object() || cursor.node.as_bool().is_some()).then(|| self.schema(cursor))
    }

    fn each(&mut self, cursor: &Cursor<'a>) -> Value {
        let schemas = cursor
            .members()
            .filter_map(|(name, schema)| Some((name.to_owned(), self.below(&schema)?)));
        Value::Object(schemas.collect())
    }

    /// Whether the validator can read a pattern.
    fn is_pattern(&mut self, pattern: &str) -> bool {
        *self
            .patterns
            .entry(pattern.to_owned())
            .or_insert_with(|| jsonschema::validator_for(&json!({"pattern": pattern})).is_ok())
    }
}

/// Whether one of the constants is a boolean.
fn has_boolean(value: &Cursor<'_>) -> bool {
    value.node.as_bool().is_some() || value.items().any(|item| item.node.as_bool().is_some())
}

/// Whether a branch says no more than which members there must be.
fn only_demands(branch: &Cursor<'_>) -> bool {
    let demands = |name: &str| matches!(name, "required" | "not" | "title" | "description");
    branch.members().next().is_some() && branch.members().all(|(name, _)| demands(name))
}

fn types(value: &Cursor<'_>) -> Option<Value> {
    const NAMES: [&str; 7] = ["null", "boolean", "object", "array", "number", "string", "integer"];
    let is_name =
        |cursor: &Cursor<'_>| cursor.node.as_str().is_some_and(|name| NAMES.contains(&name));
    let sound = is_name(value) || value.is_array() && value.items().all(|item| is_name(&item));
    plain(value).filter(|types| sound && types.as_array().is_none_or(|types| !types.is_empty()))
}

/// A value as it stands.
fn plain(cursor: &Cursor<'_>) -> Option<Value> {
    serde_json::from_str(&cursor.node.to_json()).ok()
}
