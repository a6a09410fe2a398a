//! Knows every keyword: which ones shape a type, which only describe or constrain it, which cannot be honoured.

use super::part::{Kinds, Mask, Part};
use super::restrictions;
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report};
use crate::load::Version;

/// How a keyword is dealt with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Decides the type.
    Shapes,
    /// Goes into the documentation, or addresses schemas.
    Describes,
    /// Restricts values beyond what the type says; not checked.
    Restricts,
    /// In no vocabulary that we know.
    Unknown,
}

/// The role of a keyword.
pub(super) fn role(keyword: &str) -> Role {
    match keyword {
        "type"
        | "nullable"
        | "enum"
        | "const"
        | "format"
        | "properties"
        | "required"
        | "additionalProperties"
        | "patternProperties"
        | "items"
        | "prefixItems"
        | "allOf"
        | "oneOf"
        | "anyOf"
        | "$ref"
        | "$dynamicRef"
        | "discriminator"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "if"
        | "then"
        | "else"
        | "dependentSchemas"
        | "dependencies" => Role::Shapes,
        "title" | "description" | "summary" | "default" | "example" | "examples" | "deprecated"
        | "readOnly" | "writeOnly" | "externalDocs" | "xml" | "$comment" | "$id" | "$schema"
        | "$anchor" | "$dynamicAnchor" | "$defs" | "definitions" | "$vocabulary" | "minLength"
        | "maxLength" | "pattern" | "minimum" | "maximum" | "exclusiveMinimum"
        | "exclusiveMaximum" | "multipleOf" | "minItems" | "maxItems" | "uniqueItems"
        | "minProperties" | "maxProperties" | "contentEncoding" | "contentMediaType" => {
            Role::Describes
        }
        "contentSchema" | "not" | "contains" | "minContains" | "maxContains" | "propertyNames"
        | "dependentRequired" | "additionalItems" => Role::Restricts,
        extension if extension.starts_with("x-") => Role::Describes,
        _ => Role::Unknown,
    }
}

/// Keywords that say what values are made of, each with the one JSON type that has such parts.
const PARTS: [(&str, &str); 5] = [
    ("properties", "object"),
    ("patternProperties", "object"),
    ("additionalProperties", "object"),
    ("items", "array"),
    ("prefixItems", "array"),
];

/// The JSON type that has what a keyword describes, when the schema's own `type` is another one.
fn misplaced(cursor: &Cursor<'_>, keyword: &str, value: &Cursor<'_>) -> Option<&'static str> {
    let (_, kind) = PARTS.into_iter().find(|(name, _)| *name == keyword)?;
    let says = value.node.as_object().is_some_and(|object| !object.is_empty())
        || value.node.as_array().is_some_and(|items| !items.is_empty());
    (says && cursor.str("type")? != kind).then_some(kind)
}

/// Reports the keywords of one schema object that have no effect on the generated types.
pub(super) fn check(cursor: &Cursor<'_>, report: &mut Report) {
    for (keyword, value) in cursor.members() {
        // Closing an object has no effect on purpose: what is not declared is kept.
        let closes = keyword.starts_with("unevaluated") && value.node.as_bool().is_some();
        // The members that come with a condition are in the type; the condition is not.
        let role = match keyword {
            "if" | "dependentSchemas" | "dependencies" => Role::Restricts,
            "additionalItems" if cursor.get("items").is_some_and(|items| items.is_array()) => {
                Role::Shapes
            }
            _ => role(keyword),
        };
        if let (Some(kind), Some(own)) = (misplaced(cursor, keyword, &value), cursor.str("type")) {
            let message = format!("`{keyword}` is ignored: the type is `{own}`, not `{kind}`");
            report.add(Code::MisplacedKeyword, &cursor.key_place(keyword), message);
            continue;
        }
        match role {
            Role::Restricts if !closes && !restrictions::is_said(cursor, keyword) => {
                let message = format!("`{keyword}` is not checked and does not change the type");
                report.add(Code::UncheckedKeyword, &cursor.key_place(keyword), message);
            }
            Role::Unknown => {
                let message = format!("`{keyword}` is no keyword of a schema and is ignored");
                report.add(Code::UnknownKeyword, &cursor.key_place(keyword), message);
            }
            Role::Shapes | Role::Describes | Role::Restricts => {}
        }
    }
}

/// Whether a part says more about the values than their JSON type: what makes a schema beside a `$ref` or in an
/// `allOf` more than a remark. `without` names keywords not to look at.
pub(super) fn shapes(part: &Part<'_>, without: &[&str]) -> bool {
    part.cursor.members().any(|(keyword, value)| {
        if without.contains(&keyword) || part.get(keyword).is_none() {
            return false;
        }
        match keyword {
            "type" | "nullable" | "discriminator" | "if" => false,
            "additionalProperties" | "unevaluatedProperties" | "items" => {
                value.node.as_bool().is_none()
                    && value.node.as_object().is_none_or(|object| !object.is_empty())
            }
            "properties" | "patternProperties" | "dependentSchemas" | "dependencies" => {
                value.node.as_object().is_some_and(|object| !object.is_empty())
            }
            "required" | "allOf" | "oneOf" | "anyOf" | "prefixItems" => {
                value.node.as_array().is_some_and(|items| !items.is_empty())
            }
            other => role(other) == Role::Shapes,
        }
    })
}

/// Whether the schema object itself names `null` as one of its values.
pub(super) fn names_null(cursor: &Cursor<'_>) -> bool {
    let listed = |key: &str| {
        cursor
            .get(key)
            .is_some_and(|list| list.items().any(|item| item.node.as_str() == Some("null")))
    };
    cursor.bool("nullable") == Some(true)
        || cursor.str("type") == Some("null")
        || listed("type")
        || cursor.get("enum").is_some_and(|list| list.items().any(|item| item.node.is_null()))
        || cursor.get("const").is_some_and(|value| value.node.is_null())
}

/// Whether the schema object, which holds no `$ref`, allows `null` and nothing else.
pub(super) fn is_only_null(cursor: &Cursor<'_>, version: Version) -> bool {
    let only = |key: &str, test: &dyn Fn(&Cursor<'_>) -> bool| {
        cursor.get(key).is_some_and(|list| {
            let mut items = list.items().peekable();
            items.peek().is_some() && items.all(|item| test(&item))
        })
    };
    let bare = !shapes(&Part::whole(cursor.clone()), &[]);
    cursor.str("type") == Some("null")
        || only("type", &|item| item.node.as_str() == Some("null"))
        || only("enum", &|item| item.node.is_null())
        || cursor.get("const").is_some_and(|value| value.node.is_null())
        || (version == Version::V3_0
            && bare
            && !cursor.has("type")
            && cursor.bool("nullable") == Some(true))
}

/// The JSON types that `type` names, `null` aside; nothing when there is no `type`.
pub(super) fn kinds(cursor: &Cursor<'_>, report: &mut Report) -> Option<Kinds> {
    let declared = cursor.get("type")?;
    let mut kinds = Kinds::default();
    let names: Vec<Cursor<'_>> =
        if declared.is_array() { declared.items().collect() } else { vec![declared] };
    let mut only_null = !names.is_empty();
    for name in names {
        let kind = match name.node.as_str() {
            Some("null") => continue,
            Some("object" | "map") => Kinds::OBJECT,
            Some("array" | "list") => Kinds::ARRAY,
            Some("string" | "file" | "str" | "date" | "date-time" | "uuid") => Kinds::STRING,
            Some("integer" | "int" | "long" | "int32" | "int64") => Kinds::INTEGER,
            Some("number" | "float" | "double" | "decimal") => Kinds::NUMBER,
            Some("boolean" | "bool") => Kinds::BOOL,
            Some("any") => Kinds::ALL,
            _ => {
                let message = format!("`type` is {} and names no JSON type", name.node.to_json());
                report
                    .add(Code::MalformedKeyword, &name.place, message)
                    .help("one of object, array, string, number, integer, boolean, null");
                only_null = false;
                continue;
            }
        };
        only_null = false;
        kinds = kinds.union(kind);
    }
    if kinds.is_empty() && !only_null { None } else { Some(kinds) }
}

/// The JSON types that the other keywords speak of; the first is the likeliest.
pub(super) fn implied(part: &Part<'_>) -> Kinds {
    let cursor = &part.cursor;
    let any = |keywords: &[&str]| keywords.iter().any(|keyword| cursor.has(keyword));
    if any(&[
        "properties",
        "additionalProperties",
        "patternProperties",
        "minProperties",
        "maxProperties",
        "propertyNames",
    ]) || part.get("required").is_some_and(|list| list.is_array())
    {
        Kinds::OBJECT
    } else if any(&["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"]) {
        Kinds::ARRAY
    } else if any(&["minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType"]) {
        Kinds::STRING
    } else if any(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]) {
        Kinds::NUMBER
    } else {
        match cursor.str("format") {
            Some("int32" | "int64" | "uint32" | "uint64" | "integer") => Kinds::INTEGER,
            Some("float" | "double" | "number" | "decimal") => Kinds::NUMBER,
            Some(_) => Kinds::STRING,
            None => Kinds::default(),
        }
    }
}

/// Whether `additionalProperties` and kin hold a schema that says something.
pub(super) fn says_something(cursor: &Cursor<'_>) -> bool {
    cursor.is_object()
        && cursor
            .members()
            .any(|(keyword, _)| !matches!(role(keyword), Role::Describes | Role::Unknown))
}

/// Of the masks, those that hold for the schemas that a part leads to (`$ref`, `allOf`).
pub(super) fn inherited(mask: Mask) -> Mask {
    mask.without(Mask::NO_ONE_OF | Mask::NO_ANY_OF | Mask::PLAIN | Mask::OWN)
}
