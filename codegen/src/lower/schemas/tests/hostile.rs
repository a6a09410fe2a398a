//! Descriptions that are out to break the compiler.

use super::{lower, lower_t, lower_with};
use crate::diagnostic::Code;

#[test]
fn a_long_chain_of_references_ends() {
    let mut schemas = String::from("T: {properties: {a: {$ref: '#/components/schemas/A0'}}}\n");
    for index in 0..3_000 {
        schemas.push_str(&format!(
            "A{index}: {{properties: {{a: {{$ref: '#/components/schemas/A{}'}}}}}}\n",
            index + 1
        ));
    }
    schemas.push_str("A3000: {type: string}\n");
    assert_eq!(lower_t(&schemas).api.types.len(), 3_002);
}

#[test]
fn unions_that_multiply_are_capped() {
    let choice = |name: &str| {
        let branches: Vec<String> = (0..30)
            .map(|index| {
                format!(
                    "{{required: [{name}{index}], properties: {{{name}{index}: {{type: string}}}}}}"
                )
            })
            .collect();
        format!("{{oneOf: [{}]}}", branches.join(", "))
    };
    let lowered =
        lower_t(&format!("T: {{allOf: [{}, {}, {}]}}", choice("a"), choice("b"), choice("c")));
    assert!(lowered.codes().contains(&Code::UnionTooLarge));
}

#[test]
fn doubling_references_are_seen_once() {
    let mut schemas = String::from("T: {$ref: '#/components/schemas/A0'}\n");
    for index in 0..40 {
        let next = format!("{{$ref: '#/components/schemas/A{}'}}", index + 1);
        schemas.push_str(&format!(
            "A{index}: {{allOf: [{next}, {next}]}}\nB{index}: {{oneOf: [{next}, {next}]}}\n"
        ));
    }
    schemas.push_str("A40: {type: object, properties: {a: {type: string}}}\n");
    assert_eq!(lower_t(&schemas).root_brief(), "{a?: String}");
}

#[test]
fn malformed_keywords_are_reported_and_survived() {
    let lowered = lower(
        "3.1.0",
        "T: {type: [7, object], properties: {a: text, b: {items: 3}}, required: [1], enum: 5}",
        &["T"],
    );
    assert!(lowered.codes().contains(&Code::MalformedKeyword));
    assert!(lowered.codes().contains(&Code::InvalidSchema));
}

#[test]
fn a_schema_that_no_value_fits_is_reported() {
    assert_eq!(lower_t("T: {oneOf: [false]}").codes(), [Code::NoValue]);
}

#[test]
fn parts_that_values_of_a_type_do_not_have_are_reported() {
    for schema in [
        "{type: object, items: {type: string}}",
        "{type: array, items: {}, properties: {a: {type: string}}}",
        "{type: string, additionalProperties: {type: string}}",
    ] {
        assert_eq!(lower_t(&format!("T: {schema}")).codes(), [Code::MisplacedKeyword], "{schema}");
    }
    let both = "T: {type: [object, array], items: {type: string}, properties: {a: {type: string}}}";
    assert_eq!(lower_t(both).codes(), []);
    assert_eq!(lower_t("T: {type: string, items: {}, properties: {}}").codes(), []);
}

#[test]
fn keywords_without_effect_are_noted_once() {
    let long = "x".repeat(300);
    let lowered = lower_t(&format!(
        "T: {{type: object, not: {{const: {long}}}, propertys: {{}}, x-note: 1, properties: {{a: {{$ref: '#/components/schemas/A'}}, b: {{$ref: '#/components/schemas/A'}}}}}}\nA: {{type: string, contains: {{const: {long}}}, additionalItems: {{type: string}}}}"
    ));
    assert_eq!(lowered.codes().iter().filter(|code| **code == Code::UncheckedKeyword).count(), 3);
    assert_eq!(lowered.codes().iter().filter(|code| **code == Code::UnknownKeyword).count(), 1);
}

#[test]
fn an_enum_of_very_many_constants_is_read_in_one_pass() {
    let values: Vec<String> = (0..20_000).map(|index| format!("v{index}")).collect();
    let lowered = lower_t(&format!("T: {{type: string, enum: [{}]}}", values.join(", ")));
    assert!(lowered.codes().is_empty());
}

#[test]
fn schemas_that_multiply_when_merged_are_capped_by_a_limit_that_the_message_names() {
    let mut schemas = String::from(
        "T: {allOf: [{$ref: '#/components/schemas/A0'}, {$ref: '#/components/schemas/B0'}]}\n",
    );
    for (letter, length) in [("A", 13), ("B", 11)] {
        for index in 0..length {
            let next = (index + 1) % length;
            schemas.push_str(&format!(
                "{letter}{index}: {{type: object, properties: {{x: {{$ref: '#/components/schemas/{letter}{next}'}}}}}}\n"
            ));
        }
    }
    let mut settings = crate::settings::Settings::default();
    settings.limits.merged_types = 50;
    let lowered = lower_with("3.1.0", &schemas, &["T"], &settings);
    assert!(lowered.api.types.len() < 100);
    assert!(lowered.codes().contains(&Code::TooManyTypes));
    let help = lowered.report.diagnostics()[0].help.clone().unwrap_or_default();
    assert!(help.contains("limits.merged_types"), "{help}");
}
