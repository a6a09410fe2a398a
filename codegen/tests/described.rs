//! The test that a crate has of itself: which examples and samples it is made of.

use codegen::lock::Lock;
use codegen::plan::{Case, CaseKind, Described};
use codegen::settings::{self, Settings};
use codegen::{Input, Output, generate, load};

const SPEC: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    get:
      operationId: list_orders
      tags: [orders]
      parameters:
        - {name: state, in: query, schema: {$ref: '#/components/schemas/State'}, example: open}
      responses:
        '200':
          description: d
          content:
            application/json:
              schema:
                type: object
                required: [ok, result]
                properties:
                  ok: {type: boolean}
                  result: {type: array, items: {$ref: '#/components/schemas/Order'}}
              examples:
                one: {value: {ok: true, result: [{id: 1}]}}
components:
  schemas:
    State: {type: string, enum: [open, shipped]}
    Order:
      type: object
      required: [id]
      properties:
        id: {type: integer}
        note: {type: [string, 'null'], examples: [soon]}
        payment:
          oneOf:
            - {type: object, required: [card], properties: {card: {type: string}}}
            - {type: object, required: [iban], properties: {iban: {type: string}, bank: {type: string}}}
        part_of: {$ref: '#/components/schemas/Order'}
      example: {id: 2, note: null}
";

fn run(settings: &str) -> Output {
    let root = load::Source { path: "openapi.yaml".to_owned(), text: SPEC.to_owned() };
    let settings = match settings {
        "" => Settings::default(),
        text => settings::read(text, "codegen.yaml")
            .unwrap_or_else(|report| panic!("{}", report.render(false))),
    };
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    generate(&Input { sources, settings: &settings, lock: &Lock::default(), standalone: true })
}

fn described(settings: &str) -> Described {
    let krate = run(&format!("package: {{tests: true}}\n{settings}")).krate.expect("a crate");
    krate.described.expect("a test was asked for")
}

fn of_kind(described: &Described, kind: CaseKind) -> Vec<(String, String)> {
    let own = |case: &&Case| case.kind == kind;
    let shown = |case: &Case| (described.types[case.ty].to_string(), case.text.clone());
    described.cases.iter().filter(own).map(shown).collect()
}

fn of_type(described: &Described, kind: CaseKind, ty: &str) -> String {
    let cases = of_kind(described, kind);
    cases
        .iter()
        .find(|(own, _)| own == ty)
        .unwrap_or_else(|| panic!("no {ty} in {cases:?}"))
        .1
        .clone()
}

#[test]
fn nothing_is_written_unless_it_is_asked_for() {
    let output = run("");
    assert!(output.files.iter().all(|file| !file.path.starts_with("tests/")));
    assert!(output.api.expect("an API").examples.is_empty());
}

#[test]
fn examples_of_schemas_parameters_and_bodies_are_cases() {
    let mut examples = of_kind(&described(""), CaseKind::Example);
    examples.sort();
    let shown: Vec<String> = examples.iter().map(|(ty, json)| format!("{ty} {json}")).collect();
    assert_eq!(
        shown,
        [
            r#"Option<String> "soon""#,
            r#"Order {"id":2,"note":null}"#,
            r#"OrderListResponse {"ok":true,"result":[{"id":1}]}"#,
            r#"State "open""#,
        ]
    );
}

#[test]
fn of_an_envelope_the_result_is_tested() {
    let described = described("envelope: {result: result}\n");
    assert_eq!(of_type(&described, CaseKind::Example, "Vec<Order>"), r#"[{"id":1}]"#);
}

#[test]
fn samples_show_each_branch_each_constant_and_members_present_absent_and_null() {
    let described = described("");
    assert_eq!(of_type(&described, CaseKind::Sample, "Vec<State>"), r#"["open","shipped"]"#);
    assert_eq!(
        of_type(&described, CaseKind::Sample, "Vec<Order>"),
        r#"[{"id":7,"note":"text","payment":{"card":"text"},"part_of":{"id":7}},{"id":7},{"id":7,"note":null}]"#
    );
    let payment = of_type(&described, CaseKind::Sample, "Vec<OrderPayment>");
    assert_eq!(payment, r#"[{"card":"text"},{"iban":"text"},{"iban":"text","bank":"text"}]"#);
}

#[test]
fn samples_show_what_a_newer_server_may_send() {
    let described = described("");
    let order = of_type(&described, CaseKind::Newer, "Vec<Order>");
    assert!(order.contains(r#"{"id":7,"member of a newer server":"#), "{order}");
    assert!(order.contains(r#"{"id":7,"note":null,"payment":null,"part_of":null}"#), "{order}");
    let state = of_type(&described, CaseKind::Newer, "Vec<State>");
    assert_eq!(state, r#"["constant of a newer server"]"#);
}

#[test]
fn an_excluded_example_is_listed_with_its_reason() {
    let settings = "package:\n  tests: true\n  untested:\n    '#/components/schemas/Order/example': no order is 2\n";
    let described = run(settings).krate.expect("a crate").described.expect("a test");
    let excluded = of_kind(&described, CaseKind::Excluded);
    assert_eq!(excluded, [("Order".to_owned(), "no order is 2".to_owned())]);
    assert_eq!(of_kind(&described, CaseKind::Example).len(), 3);
}

#[test]
fn an_exclusion_that_names_no_example_is_reported() {
    let settings =
        "package:\n  tests: true\n  untested:\n    '#/components/schemas/Order/exampel': gone\n";
    let text = run(settings).report.render(false);
    assert!(text.contains("did you mean `#/components/schemas/Order/example`?"), "{text}");
}
