//! Checks the values of keywords that only constrain or describe: bounds that are numbers and leave something between them,
//! patterns that are patterns, defaults and constants of the schema's own type.

use super::keywords;
use super::part::Kinds;
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report, clean};
use crate::load::Version;
use crate::text::Value;

/// Lower and upper bounds that belong together.
const BOUNDS: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

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
    bounds(cursor, report);
    fixed(cursor, report);
}

fn bounds(cursor: &Cursor<'_>, report: &mut Report) {
    let number = |key: &str| cursor.get(key).and_then(|value| value.node.as_f64());
    for (low, high) in BOUNDS {
        if let (Some(least), Some(most)) = (number(low), number(high))
            && least > most
        {
            let message =
                format!("no value fits: `{low}` is {least} and `{high}` is {most}, which is less");
            report.add(Code::ImpossibleBounds, &cursor.key_place(low), message);
        }
    }
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
    fn bounds_that_leave_nothing_are_reported() {
        for schema in [
            "{type: integer, minimum: 10, maximum: 1}",
            "{type: string, minLength: 5, maxLength: 2}",
            "{type: array, items: {type: string}, minItems: 2, maxItems: 1}",
        ] {
            assert_eq!(codes(schema), [Code::ImpossibleBounds], "{schema}");
        }
        assert_eq!(codes("{type: integer, minimum: 1, maximum: 1}"), []);
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
    fn patterns_that_do_not_close_are_reported() {
        for pattern in ["[a", "(a", "a)", "*a", "(+)", "a\\", "a|*"] {
            assert!(fault(pattern).is_some(), "{pattern}");
        }
        for pattern in ["^(a+)+$", "[(*]", "\\(", "(?!a)(?<n>b)", "a{2,}?", "[^]a]", "", "a*?"] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
    }
}
