//! Holds the examples of a description, and the samples made of its types, against their schemas, by a validator that shares
//! nothing with the compiler but its reader.

use super::bundle::{Bundle, Strictness};
use codegen::diagnostic::Place;
use codegen::ir::Example;
use codegen::load::Document;
use codegen::plan::{Case, CaseKind};
use jsonschema::Validator;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The longest reason, in characters.
const LONGEST: usize = 160;

/// The examples that are not valid against their own schemas, by address, each with the reason.
pub(super) fn invalid_examples(
    document: &Document,
    examples: &[Example],
) -> Result<BTreeMap<String, String>, String> {
    let judge =
        Judge::new(document, Strictness::Strict, examples.iter().map(|example| &example.schema))?;
    let invalid = examples.iter().filter_map(|example| {
        Some((example.at.clone(), judge.fault(&example.schema, &example.json)?))
    });
    Ok(invalid.collect())
}

/// The samples that their schemas do not allow, with the reason.
pub(super) fn unlike_samples(
    document: &Document,
    cases: &[Case],
) -> Result<Vec<(String, String)>, String> {
    let samples = || cases.iter().filter(|case| case.kind == CaseKind::Sample);
    let judge = Judge::new(document, Strictness::Structure, samples().map(|case| &case.schema))?;
    let mut unlike = Vec::new();
    for case in samples() {
        let list: Vec<Value> = serde_json::from_str(&case.text).unwrap_or_default();
        let fault = list.iter().find_map(|sample| judge.fault_of(&case.schema, sample.clone()));
        unlike.extend(fault.map(|fault| (case.at.clone(), fault)));
    }
    Ok(unlike)
}

struct Judge {
    validator: Validator,
    numbers: BTreeMap<(u32, String), usize>,
}

impl Judge {
    fn new<'p>(
        document: &Document,
        strictness: Strictness,
        places: impl Iterator<Item = &'p Place>,
    ) -> Result<Self, String> {
        let mut bundle = Bundle::new(document, strictness);
        let mut numbers = BTreeMap::new();
        for place in places {
            if let Some(number) = bundle.add(place) {
                numbers.insert((place.file, place.pointer.to_string()), number);
            }
        }
        let schema = bundle.finish();
        let validator = jsonschema::draft202012::new(&schema).map_err(|error| error.to_string())?;
        Ok(Self { validator, numbers })
    }

    fn fault(&self, schema: &Place, json: &str) -> Option<String> {
        match serde_json::from_str(json) {
            Ok(value) => self.fault_of(schema, value),
            Err(error) => Some(format!("the validator cannot read it: {error}")),
        }
    }

    fn fault_of(&self, schema: &Place, value: Value) -> Option<String> {
        let Some(number) = self.numbers.get(&(schema.file, schema.pointer.to_string())) else {
            return Some("its schema is not there".to_owned());
        };
        let instance = Value::Object(Map::from_iter([(number.to_string(), value)]));
        let error = self.validator.iter_errors(&instance).next()?;
        // The first segment is the schema's number.
        let path = error.instance_path().as_str().to_owned();
        let path = path.splitn(3, '/').nth(2).unwrap_or_default();
        let text: String = format!("/{path}: {error}").chars().take(LONGEST).collect();
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use codegen::lock::Lock;
    use codegen::settings::Settings;
    use codegen::{Input, Output, load};

    fn judged(
        spec: &str,
        mut settings: Settings,
    ) -> (Output, BTreeMap<String, String>, Vec<(String, String)>) {
        let root = load::Source { path: "openapi.yaml".to_owned(), text: spec.to_owned() };
        let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
        settings.package.tests = true;
        let output = codegen::generate(&Input {
            sources,
            settings: &settings,
            lock: &Lock::default(),
            standalone: true,
        });
        let document = load::document(&sources, &mut Default::default()).expect("a document");
        let examples = &output.api.as_ref().expect("an API").examples;
        let invalid = invalid_examples(&document, examples).expect("schemas");
        let krate = output.krate.as_ref().expect("a crate");
        let cases = &krate.described.as_ref().expect("cases").cases;
        let unlike = unlike_samples(&document, cases).expect("schemas");
        (output, invalid, unlike)
    }

    #[test]
    fn examples_and_samples_of_the_committed_client_are_valid() {
        let spec = include_str!("../../../spec/openapi.yaml");
        let settings =
            codegen::settings::read(include_str!("../../../spec/codegen.yaml"), "codegen.yaml");
        let settings = settings.unwrap_or_else(|report| panic!("{}", report.render(false)));
        let (output, invalid, unlike) = judged(spec, settings);
        let krate = output.krate.expect("a crate");
        let cases = krate.described.expect("cases").cases;
        let samples = cases.iter().filter(|case| case.kind == CaseKind::Sample).count();
        assert!(
            samples > 20 && cases.iter().any(|case| case.kind == CaseKind::Example),
            "{samples} samples"
        );
        assert_eq!((invalid, unlike), (BTreeMap::new(), Vec::new()));
    }

    #[test]
    fn what_a_version_says_in_its_own_way_is_understood() {
        let (_, invalid, _) = judged(
            "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: {$ref: '#/components/schemas/T'}
              examples:
                null-where-nullable: {value: {a: null, b: 6}}
                null-where-not: {value: {b: null}}
                at-an-exclusive-bound: {value: {b: 5}}
components:
  schemas:
    T:
      type: object
      properties:
        a: {type: string, nullable: true, pattern: '^(?!x)'}
        b: {type: integer, minimum: 5, exclusiveMinimum: true}
",
            Settings::default(),
        );
        let names: Vec<&str> =
            invalid.keys().filter_map(|at| at.strip_suffix("/value")?.rsplit('/').next()).collect();
        assert_eq!(names, ["at-an-exclusive-bound", "null-where-not"]);
    }
}
