//! Says in words what a schema demands beyond its type, for the keywords that are not checked.
//!
//! | keyword | phrase |
//! |---|---|
//! | `dependentRequired`, `dependencies` | With `a` comes `b`. |
//! | `not` | Not `a` together with `b`. / Never what `{…}` describes. |
//! | `propertyNames` | Names of members: one of `a`, `b`. / … matching `^x`. |
//! | `patternProperties` | Names of further members match `^x`. |
//! | `if`, `then`, `else` | If it is as `{…}` describes, then also as `{…}` describes, else as `{…}` does. |
//! | `dependentSchemas`, `dependencies` | With `a` it is also as `{…}` describes. |
//! | `contentSchema` | The text holds what `{…}` describes. |
//! | `const`, `enum` with arrays or objects | Always `[1]`. / One of `[1]`, `[2]`. |
//! | `contains`, `minContains`, `maxContains` | At least 1 item is as `{…}` describes. |
//!
//! What has no phrase, because it is too long to be read, is left to a note.

use super::docs::code;
use crate::cursor::Cursor;

/// A schema that is longer than this, as JSON, is not shown.
const MAX_SCHEMA: usize = 200;

/// What the keywords of one schema object demand.
pub(super) fn phrases(schema: &Cursor<'_>) -> Vec<String> {
    let keywords = [
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "if",
        "not",
        "propertyNames",
        "contains",
        "contentSchema",
    ];
    let mut all: Vec<String> = keywords
        .iter()
        .filter_map(|keyword| phrase(schema, keyword))
        .filter(|phrase| !phrase.is_empty())
        .collect();
    all.extend(constants(schema));
    let patterns: Vec<String> = schema
        .get("patternProperties")
        .into_iter()
        .flat_map(|list| list.members().map(|(pattern, _)| code(pattern)).collect::<Vec<_>>())
        .collect();
    if !patterns.is_empty() {
        all.push(format!("Names of further members match {}.", patterns.join(" or ")));
    }
    all
}

/// Whether a restricting keyword is in the documentation, or demands nothing.
pub(super) fn is_said(schema: &Cursor<'_>, keyword: &str) -> bool {
    match keyword {
        "minContains" | "maxContains" => {
            !schema.has("contains") || phrase(schema, "contains").is_some()
        }
        _ => phrase(schema, keyword).is_some(),
    }
}

/// The phrase of a keyword; an empty one when it demands nothing.
fn phrase(schema: &Cursor<'_>, keyword: &str) -> Option<String> {
    let value = schema.get(keyword)?;
    match keyword {
        "dependentRequired" | "dependentSchemas" | "dependencies" => dependent(&value),
        "if" => condition(schema, &value),
        "contentSchema" => Some(format!("The text holds what {} describes.", short(&value)?)),
        "not" => not(&value),
        "propertyNames" => names(&value),
        "contains" => contains(schema, &value),
        _ => None,
    }
}

fn dependent(value: &Cursor<'_>) -> Option<String> {
    let mut sentences = Vec::new();
    for (name, needed) in value.members() {
        if !needed.is_array() {
            let needed = short(&needed)?;
            sentences.push(format!("With {} it is also as {needed} describes.", code(name)));
            continue;
        }
        let needed: Vec<String> =
            needed.items().filter_map(|it| it.node.as_str().map(code)).collect();
        if !needed.is_empty() {
            let verb = if needed.len() == 1 { "comes" } else { "come" };
            sentences.push(format!("With {} {verb} {}.", code(name), needed.join(" and ")));
        }
    }
    value.is_object().then(|| sentences.join(" "))
}

/// A condition without consequences demands nothing.
fn condition(schema: &Cursor<'_>, value: &Cursor<'_>) -> Option<String> {
    let condition = short(value)?;
    let branch = |keyword: &str| match schema.get(keyword) {
        Some(branch) => short(&branch).map(Some),
        None => Some(None),
    };
    Some(match (branch("then")?, branch("else")?) {
        (None, None) => String::new(),
        (Some(then), None) => {
            format!("If it is as {condition} describes, then also as {then} describes.")
        }
        (None, Some(other)) => {
            format!("If it is not as {condition} describes, then it is as {other} describes.")
        }
        (Some(then), Some(other)) => format!(
            "If it is as {condition} describes, then also as {then} describes, else as {other} does."
        ),
    })
}

fn not(value: &Cursor<'_>) -> Option<String> {
    let only = value.members().count() == 1;
    match value.get("required") {
        Some(list) if only && list.is_array() => {
            let names: Vec<String> =
                list.items().filter_map(|it| it.node.as_str().map(code)).collect();
            Some(match names.as_slice() {
                [] => String::new(),
                [name] => format!("Without {name}."),
                [first, rest @ ..] => format!("Not {first} together with {}.", rest.join(" and ")),
            })
        }
        _ => Some(format!("Never what {} describes.", short(value)?)),
    }
}

fn names(value: &Cursor<'_>) -> Option<String> {
    if value.node.as_bool() == Some(true) {
        return Some(String::new());
    }
    if let (1, Some(reference)) = (value.members().count(), value.str("$ref")) {
        let name = reference.rsplit(['/', '#']).next().unwrap_or(reference);
        return Some(format!("Names of members are values of {}.", code(name)));
    }
    let constants: Vec<String> = value
        .get("enum")
        .into_iter()
        .flat_map(|list| list.items().map(|it| code(&it.node.to_json())).collect::<Vec<_>>())
        .collect();
    let mut said = Vec::new();
    if !constants.is_empty() {
        said.push(format!("one of {}", constants.join(", ")));
    }
    said.extend(value.get("const").map(|only| format!("only {}", code(&only.node.to_json()))));
    said.extend(value.str("pattern").map(|pattern| format!("matching {}", code(pattern))));
    said.extend(value.str("format").map(|format| format!("of the format {}", code(format))));
    said.extend(value.u64("minLength").map(|least| format!("{least} characters or more")));
    said.extend(value.u64("maxLength").map(|most| format!("{most} characters at most")));
    let known = [
        "type",
        "enum",
        "const",
        "pattern",
        "format",
        "minLength",
        "maxLength",
        "description",
        "title",
    ];
    if value.is_object() && value.members().all(|(keyword, _)| known.contains(&keyword)) {
        return Some(match said.is_empty() {
            true => String::new(),
            false => format!("Names of members: {}.", said.join(", ")),
        });
    }
    Some(format!("Names of members are as {} describes.", short(value)?))
}

/// Constants that are arrays or objects, which no enum has as variants.
fn constants(schema: &Cursor<'_>) -> Option<String> {
    let list = schema.get("enum").into_iter().flat_map(|list| list.items().collect::<Vec<_>>());
    let all: Vec<Cursor<'_>> = schema.get("const").into_iter().chain(list).collect();
    if !all.iter().any(|it| it.is_array() || it.is_object()) {
        return None;
    }
    let shown: Option<Vec<String>> = all.iter().map(short).collect();
    let shown = shown?.join(", ");
    Some(if all.len() == 1 { format!("Always {shown}.") } else { format!("One of {shown}.") })
}

fn contains(schema: &Cursor<'_>, value: &Cursor<'_>) -> Option<String> {
    let least = schema.u64("minContains").unwrap_or(1);
    let items = |count: u64| if count == 1 { "item is" } else { "items are" };
    let number = match (least, schema.u64("maxContains")) {
        (0, None) => return Some(String::new()),
        (0, Some(most)) => format!("At most {most} {}", items(most)),
        (least, None) => format!("At least {least} {}", items(least)),
        (least, Some(most)) => format!("{least} to {most} {}", items(most)),
    };
    Some(format!("{number} as {} describes.", short(value)?))
}

/// A schema as JSON, when it can be taken in at a glance.
fn short(value: &Cursor<'_>) -> Option<String> {
    let text = value.node.to_json();
    (text.chars().count() <= MAX_SCHEMA).then(|| code(&text))
}
