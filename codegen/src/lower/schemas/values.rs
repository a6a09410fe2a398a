//! Checks the values of keywords that only constrain or describe: bounds that are numbers and leave something between them,
//! patterns that are patterns, defaults of the schema's own type.

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
    default(cursor, report);
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

/// A default of another type than the schema's. `null` says that there is none.
fn default(cursor: &Cursor<'_>, report: &mut Report) {
    let Some(default) = cursor.get("default") else { return };
    if !cursor.has("type") {
        return;
    }
    let Some(kinds) = keywords::kinds(cursor, report) else { return };
    let kind = match &default.node.value {
        Value::Null => return,
        Value::Bool(_) => Kinds::BOOL,
        Value::Number(_) if default.node.as_i64().is_some() => Kinds::INTEGER,
        Value::Number(_) => Kinds::NUMBER,
        Value::String(_) => Kinds::STRING,
        Value::Array(_) => Kinds::ARRAY,
        Value::Object(_) => Kinds::OBJECT,
    };
    let fits = !kinds.intersection(kind).is_empty()
        || (kind == Kinds::INTEGER && !kinds.intersection(Kinds::NUMBER).is_empty());
    if !fits {
        let message =
            format!("`default` is {}, which the schema's `type` excludes", shown(&default));
        report.add(Code::UnfitDefault, &default.place, message);
    }
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
        assert_eq!(codes("{type: integer, default: x}"), [Code::UnfitDefault]);
        assert_eq!(
            codes("{type: array, items: {type: string}, default: {}}"),
            [Code::UnfitDefault]
        );
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
