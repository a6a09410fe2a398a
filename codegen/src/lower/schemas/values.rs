//! Checks the values of keywords that only constrain or describe: bounds that are numbers, patterns that are patterns, defaults and
//! constants that the schema allows.

use super::part::Kinds;
use super::{bounds, keywords};
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report, clean};
use crate::load::Version;
use crate::text::Value;

/// Reports what is wrong with the values of one schema object's keywords.
pub(super) fn check(cursor: &Cursor<'_>, version: Version, report: &mut Report) {
    for (keyword, value) in cursor.members() {
        let wanted = match keyword {
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties"
            | "maxProperties" => value.node.as_u64().is_none().then_some("a count"),
            "minimum" | "maximum" => value.node.as_number().is_none().then_some("a number"),
            "exclusiveMinimum" | "exclusiveMaximum" if version == Version::V3_0 => {
                (value.node.as_bool().is_none() && value.node.as_number().is_none())
                    .then_some("a boolean")
            }
            "exclusiveMinimum" | "exclusiveMaximum" => {
                value.node.as_number().is_none().then_some("a number since OpenAPI 3.1")
            }
            "multipleOf" => (!value.node.as_f64().is_some_and(|number| number > 0.0))
                .then_some("a number above zero"),
            "pattern" => value.node.as_str().is_none().then_some("a text"),
            _ => None,
        };
        if let Some(wanted) = wanted {
            let message = format!("`{keyword}` is {} and must be {wanted}", shown(&value));
            report.add(Code::MalformedKeyword, &value.place, message);
        }
    }
    if let Some(pattern) = cursor.get("pattern")
        && let Some(fault) = pattern.node.as_str().and_then(fault)
    {
        let message = format!("`pattern` is no regular expression: {fault}");
        report.add(Code::MalformedKeyword, &pattern.place, message);
    }
    for (pattern, schema) in cursor.get("patternProperties").iter().flat_map(|it| it.members()) {
        if let Some(fault) = fault(pattern) {
            let message =
                format!("a name in `patternProperties` is no regular expression: {fault}");
            report.add(Code::MalformedKeyword, &schema.place, message);
        }
    }
    bounds::check(cursor, report);
    bounds::lists(cursor, report);
    fixed(cursor, report);
    excluded(cursor, report);
}

/// A default or a constant of another type than the schema's; of several constants the first. `null` says that there is none.
fn fixed(cursor: &Cursor<'_>, report: &mut Report) {
    let constants = cursor.get("enum");
    let constants = constants.iter().flat_map(|constants| constants.items());
    let values: Vec<(&str, Cursor<'_>)> = ["default", "const"]
        .into_iter()
        .filter_map(|key| Some((key, cursor.get(key)?)))
        .chain(constants.map(|constant| ("enum", constant)))
        .collect();
    if values.is_empty() || !cursor.has("type") {
        return;
    }
    let Some(kinds) = keywords::kinds(cursor, report) else { return };
    let unfit = |(_, value): &&(&str, Cursor<'_>)| !fits(kinds, &value.node.value, value);
    for keyword in ["default", "const", "enum"] {
        let mut own = values.iter().filter(|(key, _)| *key == keyword);
        if let Some((_, value)) = own.find(unfit) {
            let message =
                format!("`{keyword}` has {}, which the schema's `type` excludes", shown(value));
            report.add(Code::UnfitValue, &value.place, message);
        }
    }
}

/// A default or `const` of the right type that the schema's other keywords exclude.
fn excluded(cursor: &Cursor<'_>, report: &mut Report) {
    let constants = cursor.get("enum").filter(|list| list.at(0).is_some());
    for keyword in ["default", "const"] {
        let Some(value) = cursor.get(keyword).filter(|value| !value.node.is_null()) else {
            continue;
        };
        let listed = |list: &Cursor<'_>| list.items().any(|it| it.node.same_value(value.node));
        let broken = if constants.as_ref().is_some_and(|list| !listed(list)) {
            Some("`enum` does not list it".to_owned())
        } else {
            bounds::broken(cursor, &value)
        };
        if let Some(broken) = broken {
            let text = clean(&value.node.to_json(), 80);
            let message = format!("`{keyword}` is {text}, which the schema excludes: {broken}");
            report.add(Code::UnfitValue, &value.place, message);
        }
    }
}

fn fits(kinds: Kinds, value: &Value, cursor: &Cursor<'_>) -> bool {
    let kind = match value {
        Value::Null => return true,
        Value::Bool(_) => Kinds::BOOL,
        Value::Number(_) if cursor.node.as_i64().is_some() => Kinds::INTEGER,
        Value::Number(_) => Kinds::NUMBER,
        Value::String(_) => Kinds::STRING,
        Value::Array(_) => Kinds::ARRAY,
        Value::Object(_) => Kinds::OBJECT,
    };
    !kinds.intersection(kind).is_empty()
        || (kind == Kinds::INTEGER && !kinds.intersection(Kinds::NUMBER).is_empty())
}

fn shown(value: &Cursor<'_>) -> String {
    match value.node.as_number() {
        Some(number) => clean(number, 40),
        None => value.kind().to_owned(),
    }
}

/// What keeps a text from being a regular expression, as far as brackets and repetitions tell: patterns are documented, never
/// run, so no more has to be known of them.
fn fault(pattern: &str) -> Option<&'static str> {
    let mut open = 0_usize;
    let mut in_class = false;
    let mut repeats = false;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let begins = !repeats;
        repeats = true;
        match c {
            '\\' => {
                let escaped = chars.next();
                if escaped.is_none() {
                    return Some("it ends in a backslash");
                }
            }
            ']' if in_class => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => {
                open += 1;
                repeats = false;
                // What follows `(?` says what kind of group it is.
                if chars.as_str().starts_with('?') {
                    chars.next();
                }
            }
            ')' => match open.checked_sub(1) {
                Some(less) => open = less,
                None => return Some("a `)` closes nothing"),
            },
            '|' => repeats = false,
            '*' | '+' | '?' if begins => return Some("a repetition repeats nothing"),
            _ => {}
        }
    }
    if in_class {
        return Some("a `[` is never closed");
    }
    (open > 0).then_some("a `(` is never closed")
}

#[cfg(test)]
mod tests {
    use super::super::tests::lower;
    use super::fault;
    use crate::diagnostic::Code;

    fn codes(schema: &str) -> Vec<Code> {
        lower("3.1.0", &format!("T: {schema}"), &["T"]).codes()
    }

    #[test]
    fn constants_of_another_type_are_reported_once() {
        assert_eq!(codes("{type: string, enum: [a, true, 7]}"), [Code::UnfitValue]);
        assert_eq!(codes("{type: string, const: 5}"), [Code::UnfitValue]);
        assert_eq!(codes("{type: number, enum: [1, 1.5]}"), []);
        assert_eq!(codes("{type: [string, 'null'], enum: [a, null]}"), []);
    }

    #[test]
    fn constraints_of_the_wrong_type_are_reported() {
        for schema in [
            "{type: string, minLength: -1}",
            "{type: string, pattern: 7}",
            "{type: number, multipleOf: 0}",
            "{type: number, minimum: x}",
            "{type: number, exclusiveMinimum: true}",
        ] {
            assert_eq!(codes(schema), [Code::MalformedKeyword], "{schema}");
        }
    }

    #[test]
    fn defaults_of_another_type_are_reported() {
        assert_eq!(codes("{type: integer, default: x}"), [Code::UnfitValue]);
        assert_eq!(codes("{type: array, items: {type: string}, default: {}}"), [Code::UnfitValue]);
        assert_eq!(codes("{type: number, default: 1}"), []);
        assert_eq!(codes("{type: [string, 'null'], default: null}"), []);
    }

    #[test]
    fn defaults_that_the_schema_excludes_are_reported() {
        for schema in [
            "{type: string, enum: [a, b], default: c}",
            "{type: string, enum: [a, b], const: c}",
            "{type: integer, minimum: 1, default: 0}",
            "{type: number, exclusiveMaximum: 1, default: 1}",
            "{type: string, maxLength: 1, default: abc}",
            "{type: array, items: {type: string}, minItems: 1, default: []}",
        ] {
            assert_eq!(codes(schema), [Code::UnfitValue], "{schema}");
        }
        for schema in [
            "{type: string, enum: [a, b], default: a}",
            "{type: [string, 'null'], enum: [a, null], default: null}",
            "{type: number, enum: [1, 2], default: 1.0}",
            "{type: string, maxLength: 1, default: é}",
        ] {
            assert_eq!(codes(schema), [], "{schema}");
        }
    }

    #[test]
    fn names_of_members_that_are_no_patterns_are_reported() {
        let schema = "{type: object, patternProperties: {'([': {type: string}}}";
        assert!(codes(schema).contains(&Code::MalformedKeyword));
    }

    #[test]
    fn patterns_that_do_not_close_are_reported() {
        for pattern in ["[a", "(a", "a)", "*a", "(+)", "a\\", "a|*"] {
            assert!(fault(pattern).is_some(), "{pattern}");
        }
        for pattern in ["^(a+)+$", "[(*]", "\\(", "(?!a)(?<n>b)", "a{2,}?", "[^]a]", "", "a*?"] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
    }
}
