//! Finds bounds that leave no value between them, and defaults and constants that lie outside of them.

use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report, clean};
use crate::text::Value;
use std::collections::BTreeSet;

/// Lower and upper bounds that belong together, beside those of numbers.
const COUNTS: [(&str, &str); 4] = [
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
];

/// Reports the bounds of one schema object that no value keeps.
pub(super) fn check(cursor: &Cursor<'_>, report: &mut Report) {
    for (low, high) in COUNTS {
        if let (Some(least), Some(most)) = (number(cursor, low), number(cursor, high))
            && least > most
        {
            let message =
                format!("no value fits: `{low}` is {least} and `{high}` is {most}, which is less");
            report.add(Code::ImpossibleBounds, &cursor.key_place(low), message);
        }
    }
    numbers(cursor, report);
    let listed = cursor.get("required");
    let names: BTreeSet<&str> =
        listed.iter().flat_map(|list| list.items()).filter_map(|name| name.node.as_str()).collect();
    if let Some(most) = cursor.u64("maxProperties").filter(|most| *most < names.len() as u64) {
        let count = names.len();
        let message = format!(
            "no value fits: `required` lists {count} members and `maxProperties` is {most}"
        );
        report.add(Code::ImpossibleBounds, &cursor.key_place("maxProperties"), message);
    }
}

/// One bound of numbers.
#[derive(Clone, Copy)]
struct Bound {
    keyword: &'static str,
    at: f64,
    /// Whether the bound itself is no value.
    open: bool,
}

/// The stricter of an inclusive and an exclusive bound. Before OpenAPI 3.1 the exclusive one is a boolean beside the other.
fn bound(
    cursor: &Cursor<'_>,
    inclusive: &'static str,
    exclusive: &'static str,
    stricter: fn(f64, f64) -> bool,
) -> Option<Bound> {
    let open = cursor.bool(exclusive) == Some(true);
    let one = number(cursor, inclusive).map(|at| Bound { keyword: inclusive, at, open });
    let other = number(cursor, exclusive).map(|at| Bound { keyword: exclusive, at, open: true });
    match (one, other) {
        (Some(one), Some(other)) => Some(if stricter(one.at, other.at) { one } else { other }),
        (one, other) => one.or(other),
    }
}

fn lower(cursor: &Cursor<'_>) -> Option<Bound> {
    bound(cursor, "minimum", "exclusiveMinimum", |one, other| one > other)
}

fn upper(cursor: &Cursor<'_>) -> Option<Bound> {
    bound(cursor, "maximum", "exclusiveMaximum", |one, other| one < other)
}

fn numbers(cursor: &Cursor<'_>, report: &mut Report) {
    let (Some(low), Some(high)) = (lower(cursor), upper(cursor)) else { return };
    let (one, other) = (format!("`{}` is {}", low.keyword, low.at), high);
    let relation = if low.at > high.at {
        "which is less"
    } else if low.at == high.at && (low.open || high.open) {
        "and one of the two is excluded"
    } else if cursor.str("type") == Some("integer") && first_integer(low) > last_integer(high) {
        "with no integer between them"
    } else {
        return;
    };
    let message =
        format!("no value fits: {one} and `{}` is {}, {relation}", other.keyword, other.at);
    report.add(Code::ImpossibleBounds, &cursor.key_place(low.keyword), message);
}

fn first_integer(low: Bound) -> f64 {
    if low.open { low.at.floor() + 1.0 } else { low.at.ceil() }
}

fn last_integer(high: Bound) -> f64 {
    if high.open { high.at.ceil() - 1.0 } else { high.at.floor() }
}

/// Which keyword of the schema a value of the right type does not keep, in words. Patterns are never run.
pub(super) fn broken(schema: &Cursor<'_>, value: &Cursor<'_>) -> Option<String> {
    let count = match &value.node.value {
        Value::Number(_) => return outside(schema, value.node.as_f64()?),
        Value::String(text) => ("minLength", "maxLength", text.chars().count()),
        Value::Array(items) => ("minItems", "maxItems", items.len()),
        Value::Object(object) => ("minProperties", "maxProperties", object.members().len()),
        Value::Null | Value::Bool(_) => return None,
    };
    let (low, high, count) = count;
    let count = count as u64;
    if let Some(least) = schema.u64(low).filter(|least| count < *least) {
        return Some(format!("`{low}` is {least}"));
    }
    schema.u64(high).filter(|most| count > *most).map(|most| format!("`{high}` is {most}"))
}

fn outside(schema: &Cursor<'_>, value: f64) -> Option<String> {
    let below = lower(schema).filter(|low| value < low.at || (low.open && value == low.at));
    let above = upper(schema).filter(|high| value > high.at || (high.open && value == high.at));
    below.or(above).map(|bound| format!("`{}` is {}", bound.keyword, bound.at))
}

/// Reports lists of one schema object that are empty or have an entry twice, where JSON Schema allows neither.
pub(super) fn lists(cursor: &Cursor<'_>, report: &mut Report) {
    for keyword in ["enum", "type", "allOf", "anyOf", "oneOf", "prefixItems"] {
        if let Some(list) = cursor.get(keyword)
            && list.node.as_array().is_some_and(<[_]>::is_empty)
        {
            let message = format!("`{keyword}` is an empty list and is ignored");
            report.add(Code::MalformedKeyword, &list.place, message);
        }
    }
    for keyword in ["enum", "type", "required"] {
        let Some(list) = cursor.get(keyword) else { continue };
        let mut known = BTreeSet::new();
        for item in list.items() {
            let text = item.node.to_json();
            if known.contains(&text) {
                let message = format!("`{keyword}` lists {} twice", clean(&text, 80));
                report.add(Code::MalformedKeyword, &item.place, message);
                break;
            }
            known.insert(text);
        }
    }
}

fn number(cursor: &Cursor<'_>, key: &str) -> Option<f64> {
    cursor.get(key).and_then(|value| value.node.as_f64())
}

#[cfg(test)]
mod tests {
    use super::super::tests::lower;
    use crate::diagnostic::Code;

    fn codes(schema: &str) -> Vec<Code> {
        lower("3.1.0", &format!("T: {schema}"), &["T"]).codes()
    }

    #[test]
    fn bounds_that_leave_nothing_are_reported() {
        for schema in [
            "{type: integer, minimum: 10, maximum: 1}",
            "{type: number, exclusiveMinimum: 1, maximum: 1}",
            "{type: number, minimum: 1, exclusiveMaximum: 1}",
            "{type: integer, exclusiveMinimum: 1, exclusiveMaximum: 2}",
            "{type: integer, minimum: 1.2, maximum: 1.8}",
            "{type: number, minimum: 1, exclusiveMinimum: 5, maximum: 4}",
            "{type: string, minLength: 5, maxLength: 2}",
            "{type: array, items: {type: string}, minItems: 2, maxItems: 1}",
            "{type: array, items: {}, contains: {type: string}, minContains: 2, maxContains: 1}",
            "{type: object, required: [a, b], maxProperties: 1, properties: {a: {}, b: {}}}",
        ] {
            assert_eq!(codes(schema), [Code::ImpossibleBounds], "{schema}");
        }
        for schema in [
            "{type: integer, minimum: 1, maximum: 1}",
            "{type: number, exclusiveMinimum: 1, exclusiveMaximum: 2}",
            "{type: integer, exclusiveMinimum: 0, exclusiveMaximum: 2}",
            "{type: object, required: [a], maxProperties: 1, properties: {a: {}}}",
        ] {
            assert_eq!(codes(schema), [], "{schema}");
        }
    }

    #[test]
    fn bounds_of_version_3_0_are_closed_or_open_by_a_boolean() {
        let codes = |schema: &str| lower("3.0.3", &format!("T: {schema}"), &["T"]).codes();
        let open = "{type: integer, minimum: 1, exclusiveMinimum: true, maximum: 1}";
        assert_eq!(codes(open), [Code::ImpossibleBounds]);
        assert_eq!(codes(&open.replace("true", "false")), []);
    }

    #[test]
    fn empty_lists_and_entries_that_stand_twice_are_reported() {
        for schema in [
            "{type: string, enum: []}",
            "{type: []}",
            "{type: string, allOf: []}",
            "{type: string, enum: [a, b, a]}",
            "{type: [string, string]}",
            "{type: object, required: [a, a], properties: {a: {type: string}}}",
        ] {
            assert_eq!(codes(schema), [Code::MalformedKeyword], "{schema}");
        }
        assert_eq!(codes("{type: object, required: [], properties: {}}"), []);
        assert_eq!(codes("{enum: [a, 1, '1', null]}"), []);
    }
}
