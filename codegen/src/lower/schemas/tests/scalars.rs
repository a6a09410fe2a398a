//! Scalars by type, format and bounds.

use super::lower_t;

fn check(schema: &str, expected: &str) {
    assert_eq!(lower_t(&format!("T: {schema}")).root_brief(), expected, "{schema}");
}

#[test]
fn integers_are_as_wide_as_their_format_or_bounds_ask() {
    check("{type: integer}", "I64");
    check("{type: integer, format: int32}", "I32");
    check("{type: integer, format: int32, maximum: 4294967295}", "I64");
    check("{type: integer, format: uint32}", "U32");
    check("{type: integer, format: uint64}", "U64");
    check("{type: integer, minimum: 0}", "I64");
    check("{type: integer, minimum: 0, maximum: 18446744073709551615}", "U64");
    check("{type: integer, maximum: 1e30}", "Integer");
    check("{type: integer, example: 9223372036854776000}", "Integer");
    check("{type: integer, examples: [9223372036854775807], default: 1.5}", "I64");
}

#[test]
fn texts_by_format() {
    check("{type: string, format: date-time}", "DateTime");
    check("{type: string, format: date}", "Date");
    check("{type: string, format: binary}", "String");
    check("{type: string, format: uuid}", "String");
    check("{pattern: '^a'}", "String");
    check("{format: date-time}", "DateTime");
}

#[test]
fn numbers_and_booleans() {
    check("{type: number}", "F64");
    check("{type: number, format: int64}", "I64");
    check("{type: boolean}", "Bool");
}

#[test]
fn several_types_make_a_union_of_scalars() {
    check("{type: [string, integer]}", "String | I64");
    check("{type: [string, 'null']}", "String?");
    check("{type: ['null']}", "null?");
    check("{type: [integer, number]}", "F64");
}

#[test]
fn true_is_any_value() {
    check("true", "any");
    check("{}", "any");
    check("{description: Anything}", "any");
}
