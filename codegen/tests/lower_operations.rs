//! Lowering operations: descriptions of a few lines, and what they mean.

use codegen::diagnostic::{Code, Report};
use codegen::ir::{
    Api, Location, MediaForm, Operation, Parameter, Scalar, SchemeKind, Shape, Style,
};
use codegen::settings::{self, Settings};

fn lower_with(settings: &Settings, description: &str) -> (Api, Report) {
    let (document, mut report) = codegen::load::from_text(description)
        .unwrap_or_else(|report| panic!("{}", report.render(false)));
    let api = codegen::lower::api(&document, settings, &mut report);
    (api, report)
}

/// Lowers `rest` of a description of version 3.1.
fn lower(rest: &str) -> (Api, Report) {
    lower_with(
        &Settings::default(),
        &format!("openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\n{rest}"),
    )
}

/// The only operation, of a description without a finding.
fn clean(rest: &str) -> Operation {
    let (api, report) = lower(rest);
    assert_eq!(report.render(false), "");
    let [operation] = &api.operations[..] else { panic!("one operation: {:#?}", api.operations) };
    operation.clone()
}

/// `GET /pets` with these lines below it.
fn get(members: &str) -> String {
    let responses = if members.contains("responses:") {
        ""
    } else {
        "\n      responses: {'204': {description: Done}}"
    };
    let members: Vec<String> = members.trim().lines().map(|line| format!("      {line}")).collect();
    format!("paths:\n  /pets:\n    get:\n{}{responses}\n", members.join("\n"))
}

fn codes(report: &Report) -> Vec<Code> {
    report.diagnostics().iter().map(|found| found.code).collect()
}

fn keys(api: &Api) -> Vec<String> {
    api.operations
        .iter()
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect()
}

fn names(operation: &Operation) -> Vec<&str> {
    operation.parameters.iter().map(|parameter| parameter.name.as_str()).collect()
}

fn parameter(written: &str) -> Parameter {
    let operation = clean(&get(&format!("parameters: [{written}]")));
    operation.parameters[0].clone()
}

const DONE: &str = "responses: {'204': {description: Done}}";

#[test]
fn operations_come_by_path_and_method() {
    let (api, report) = lower(&format!(
        "paths:\n  /b:\n    patch: {{{DONE}}}\n    post: {{{DONE}}}\n    get: {{{DONE}}}\n  /a:\n    head: {{{DONE}}}\n    put: {{{DONE}}}\n"
    ));
    assert_eq!(keys(&api), ["PUT /a", "HEAD /a", "GET /b", "POST /b", "PATCH /b"]);
    assert_eq!((report.coverage.operations.done, report.coverage.operations.all), (5, 5));
}

#[test]
fn an_operation_that_is_a_reference_is_followed() {
    let (api, report) = lower(&format!(
        "paths:\n  /a:\n    get: {{$ref: '#/x-operations/first'}}\nx-operations:\n  first: {{operationId: first, {DONE}}}\n"
    ));
    assert_eq!(report.render(false), "");
    assert_eq!(api.operations[0].id.as_deref(), Some("first"));
}

#[test]
fn an_operation_whose_reference_dangles_is_left_out() {
    let (api, report) = lower("paths:\n  /a:\n    get: {$ref: '#/x-operations/none'}\n");
    assert!(api.operations.is_empty());
    assert_eq!(codes(&report), [Code::InvalidOperation, Code::DanglingReference]);
    assert_eq!((report.coverage.operations.done, report.coverage.operations.all), (0, 1));
}

#[test]
fn additional_operations_are_read_in_3_2_and_reported_before() {
    let rest = format!(
        "info: {{title: Pets, version: '1'}}\npaths:\n  /a:\n    query: {{{DONE}}}\n    additionalOperations: {{COPY: {{{DONE}}}}}\n"
    );
    let (api, report) = lower_with(&Settings::default(), &format!("openapi: 3.2.0\n{rest}"));
    assert_eq!(
        (keys(&api), report.render(false)),
        (vec!["QUERY /a".to_owned(), "COPY /a".to_owned()], String::new())
    );
    let (api, report) = lower_with(&Settings::default(), &format!("openapi: 3.1.0\n{rest}"));
    assert_eq!((keys(&api).len(), codes(&report)), (0, vec![Code::UnknownPathMember; 2]));
}

#[test]
fn a_path_item_is_followed_and_its_own_members_come_first() {
    let (api, report) = lower(&format!(
        "paths:\n  /a: {{$ref: '#/components/pathItems/A', summary: Own}}\ncomponents:\n  pathItems:\n    A:\n      summary: Shared\n      description: All of A\n      get: {{{DONE}}}\n"
    ));
    assert_eq!(report.render(false), "");
    assert_eq!(api.operations[0].summary.as_deref(), Some("Own"));
    assert_eq!(api.operations[0].description.as_deref(), Some("All of A"));
}

#[test]
fn a_misspelt_method_is_reported_with_a_guess() {
    let (api, report) = lower("paths:\n  /a:\n    gett: {}\n");
    assert_eq!(api.operations.len(), 0);
    assert_eq!(codes(&report), [Code::UnknownPathMember]);
    assert_eq!(report.diagnostics()[0].help.as_deref(), Some("did you mean `get`?"));
}

#[test]
fn paths_that_no_server_can_tell_apart_are_reported() {
    let item = |name: &str| {
        format!(
            "  /pets/{{{name}}}:\n    get: {{parameters: [{{in: path, name: {name}, required: true, schema: {{type: string}}}}], {DONE}}}\n"
        )
    };
    let (api, report) = lower(&format!("paths:\n{}{}", item("id"), item("name")));
    assert_eq!((api.operations.len(), codes(&report)), (2, vec![Code::AlikePaths]));
}

#[test]
fn a_second_operation_with_an_id_loses_it() {
    let (api, report) = lower(&format!(
        "paths:\n  /a:\n    get: {{operationId: list, {DONE}}}\n  /b:\n    get: {{operationId: list, {DONE}}}\n"
    ));
    let ids: Vec<_> = api.operations.iter().map(|operation| operation.id.as_deref()).collect();
    assert_eq!((ids, codes(&report)), (vec![Some("list"), None], vec![Code::DuplicateOperationId]));
}

#[test]
fn an_operation_that_cannot_be_read_is_left_out_and_counted() {
    let (api, report) = lower(&format!(
        "paths:\n  /a:\n    get: 7\n  /b/{{id:\n    get: {{{DONE}}}\n  /c:\n    get: {{{DONE}}}\n"
    ));
    assert_eq!(keys(&api), ["GET /c"]);
    assert_eq!(codes(&report), [Code::InvalidOperation; 2]);
    let coverage = &report.coverage;
    assert_eq!((coverage.operations.done, coverage.operations.all), (1, 3));
    let left_out: Vec<_> =
        coverage.left_out.iter().map(|it| format!("{}: {}", it.what, it.reason)).collect();
    assert_eq!(
        left_out,
        [
            "operation GET /a: an operation must be an object, not a number",
            "operation GET /b/{id: a brace of the path `/b/{id` has no partner"
        ]
    );
}

#[test]
fn a_fragment_of_a_path_is_not_sent_and_a_constant_query_is() {
    let (api, report) = lower(&format!(
        "paths:\n  /a#copy:\n    get: {{{DONE}}}\n  /b?beta=true&id={{id}}:\n    get: {{{DONE}}}\n"
    ));
    assert_eq!(
        (keys(&api), codes(&report)),
        (vec!["GET /a".to_owned(), "GET /b?beta=true".to_owned()], vec![Code::PathSuffix; 2])
    );
}

#[test]
fn a_variable_in_the_query_of_a_path_is_a_parameter_of_the_query() {
    let (api, report) = lower(&format!(
        "paths:
  /a?of={{page}}&size={{size}}&beta=true&x=a{{y}}:
    get:
      parameters:
      - {{name: page, in: path, required: true, schema: {{type: integer}}}}
      - {{name: size, in: query, schema: {{type: integer}}}}
      {DONE}
"
    ));
    let found: Vec<_> = api.operations[0]
        .parameters
        .iter()
        .map(|parameter| (parameter.name.as_str(), parameter.location, parameter.style))
        .collect();
    let query = |name| (name, Location::Query, Style::Form);
    assert_eq!(found, [query("of"), query("size")]);
    assert_eq!(keys(&api), ["GET /a?beta=true"]);
    assert_eq!(codes(&report), [Code::PathSuffix, Code::UnusedPathParameter]);
}

#[test]
fn parameters_of_the_path_item_are_inherited_and_overridden() {
    let operation = clean(&format!(
        "paths:\n  /pets:\n    parameters:\n    - {{in: query, name: page, schema: {{type: string}}}}\n    - {{in: query, name: size, schema: {{type: string}}}}\n    get:\n      parameters:\n      - {{in: query, name: sort, schema: {{type: string}}}}\n      - {{in: query, name: page, description: Mine, schema: {{type: string}}}}\n      {DONE}\n"
    ));
    assert_eq!(names(&operation), ["page", "size", "sort"]);
    assert_eq!(operation.parameters[0].description.as_deref(), Some("Mine"));
}

#[test]
fn path_parameters_come_in_the_paths_order_and_required_ones_before_optional_ones() {
    let operation = clean(&format!(
        "paths:\n  /a/{{x}}/b/{{y}}:\n    get:\n      parameters:\n      - {{in: query, name: o, schema: {{type: string}}}}\n      - {{in: path, name: y, required: true, schema: {{type: string}}}}\n      - {{in: query, name: r, required: true, schema: {{type: string}}}}\n      - {{in: path, name: x, required: true, schema: {{type: string}}}}\n      {DONE}\n"
    ));
    assert_eq!(names(&operation), ["x", "y", "r", "o"]);
}

#[test]
fn an_undeclared_variable_of_the_path_is_an_error_and_becomes_a_text() {
    let (api, report) = lower(&format!("paths:\n  /pets/{{id}}:\n    get: {{{DONE}}}\n"));
    let parameter = &api.operations[0].parameters[0];
    assert_eq!(
        (parameter.name.as_str(), parameter.location, parameter.required),
        ("id", Location::Path, true)
    );
    assert!(matches!(api.ty(parameter.ty.id).shape, Shape::Scalar(Scalar::String)));
    assert_eq!(codes(&report), [Code::UndeclaredPathVariable]);
}

#[test]
fn a_path_parameter_that_the_path_lacks_is_dropped_with_a_guess() {
    let (api, report) = lower(&format!(
        "paths:\n  /pets/{{pet_id}}:\n    get:\n      parameters: [{{in: path, name: petid, required: true, schema: {{type: string}}}}]\n      {DONE}\n"
    ));
    assert_eq!(names(&api.operations[0]), ["pet_id"]);
    let unused = report
        .diagnostics()
        .into_iter()
        .find(|found| found.code == Code::UnusedPathParameter)
        .expect("a finding");
    assert_eq!(unused.help.as_deref(), Some("did you mean `pet_id`?"));
}

#[test]
fn styles_have_the_defaults_of_where_they_go() {
    let of = |location: &str| {
        let parameter = parameter(&format!(
            "{{in: {location}, name: p, schema: {{type: array, items: {{type: string}}}}}}"
        ));
        (parameter.style, parameter.explode)
    };
    assert_eq!(of("query"), (Style::Form, true));
    assert_eq!(of("cookie"), (Style::Form, true));
    assert_eq!(of("header"), (Style::Simple, false));
}

#[test]
fn styles_are_read_as_written() {
    let of = |style: &str, schema: &str| {
        let parameter = parameter(&format!(
            "{{in: query, name: p, style: {style}, schema: {{type: {schema}}}}}"
        ));
        (parameter.style, parameter.explode)
    };
    assert_eq!(of("deepObject", "object"), (Style::DeepObject, false));
    assert_eq!(of("pipeDelimited", "array"), (Style::PipeDelimited, false));
    assert_eq!(of("form, explode: false", "array"), (Style::Form, false));
}

#[test]
fn a_style_that_does_not_fit_is_reported_and_replaced() {
    let (api, report) =
        lower(&get("parameters: [{in: header, name: X-P, style: form, schema: {type: string}}]"));
    assert_eq!(
        (api.operations[0].parameters[0].style, codes(&report)),
        (Style::Simple, vec![Code::UnusableStyle])
    );
}

/// Every style, exploded or not, for a text, an array and an object: `.` where the specification defines it, `*` where the table of
/// styles says `n/a`, which is reported.
#[test]
fn cells_that_the_table_of_styles_leaves_open_are_reported() {
    let schemas = [
        "{type: string}",
        "{type: array, items: {type: string}}",
        "{type: object, properties: {a: {type: string}}}",
    ];
    let table = [
        ("path", "matrix", "....", ".."),
        ("path", "label", "....", ".."),
        ("path", "simple", "....", ".."),
        ("query", "form", "....", ".."),
        ("query", "spaceDelimited", "**.*", ".*"),
        ("query", "pipeDelimited", "**.*", ".*"),
        ("query", "deepObject", "****", "*."),
        ("header", "simple", "....", ".."),
        ("cookie", "form", "....", ".."),
        ("cookie", "cookie", "....", ".."),
    ];
    for (location, style, first, last) in table {
        let mut reported = String::new();
        for schema in schemas {
            for explode in ["false", "true"] {
                let path = if location == "path" { "/pets/{p}" } else { "/pets" };
                let (api, report) = lower(&format!(
                    "paths:\n  {path}:\n    get:\n      parameters: [{{in: {location}, name: p, required: true, style: {style}, explode: {explode}, schema: {schema}}}]\n      {DONE}\n"
                ));
                assert_eq!(api.operations[0].parameters.len(), 1);
                reported.push(match codes(&report)[..] {
                    [] => '.',
                    [Code::UndefinedStyle | Code::UnusableStyle] => '*',
                    _ => panic!("{}", report.render(false)),
                });
            }
        }
        assert_eq!(reported, format!("{first}{last}"), "{style} in {location}");
    }
}

#[test]
fn what_a_style_cannot_hold_is_reported() {
    let found = |written: &str| {
        let (_, report) = lower(&get(&format!("parameters: [{{in: query, name: p, {written}}}]")));
        codes(&report)
    };
    let lists = "schema: {type: array, items: {type: array, items: {type: string}}}";
    assert_eq!(found(lists), [Code::UndefinedStyle]);
    assert_eq!(
        found("schema: {type: object, properties: {a: {type: object}}}"),
        [Code::UndefinedStyle]
    );
    assert_eq!(
        found("style: deepObject, schema: {type: object, properties: {a: {type: object}}}"),
        []
    );
    assert_eq!(found("schema: {}"), []);
    assert_eq!(
        found("content: {application/xml: {schema: {type: object}}}"),
        [Code::UndefinedStyle]
    );
    assert_eq!(found("content: {text/plain: {schema: {type: string}}}"), []);
    assert_eq!(
        found("content: {text/plain: {}, application/json: {}}, schema: {}"),
        [Code::InvalidParameter; 2]
    );
    assert_eq!(found("allowEmptyValue: true, schema: {type: string}"), []);
    assert_eq!(found("allowEmptyValue: true, schema: {type: integer}"), [Code::EmptyValue]);
}

#[test]
fn a_parameter_with_json_content_is_written_as_json() {
    let parameter = parameter(
        "{in: query, name: filter, content: {application/json: {schema: {type: object}}}}",
    );
    assert_eq!(parameter.style, Style::Json);
}

#[test]
fn lengths_and_constraints_of_a_parameter_are_kept() {
    let parameter =
        parameter("{in: query, name: p, schema: {type: string, minLength: 2, maxLength: 32}}");
    assert_eq!(parameter.length, (Some(2), Some(32)));
    assert!(!parameter.constraints.is_empty());
}

#[test]
fn headers_that_the_client_sets_itself_are_no_parameters() {
    let (api, report) = lower(&get(
        "parameters: [{in: header, name: Accept, schema: {type: string}}, {in: header, name: X-P, schema: {type: string}}]",
    ));
    assert_eq!(
        (names(&api.operations[0]), codes(&report)),
        (vec!["X-P"], vec![Code::IgnoredParameter])
    );
}

#[test]
fn a_credential_is_no_parameter_of_an_operation_that_needs_it() {
    let schemes = "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}\nsecurity: [{key: []}]\n";
    let (api, report) = lower(&format!(
        "{schemes}{}",
        get("parameters: [{in: header, name: x-key, schema: {type: string}}]")
    ));
    assert_eq!(
        (names(&api.operations[0]).len(), codes(&report)),
        (0, vec![Code::IgnoredParameter])
    );
}

#[test]
fn parameters_that_make_no_sense_are_left_out_one_by_one() {
    let (api, report) = lower(&get(
        "parameters: [{in: body, name: a}, {name: b}, {in: query}, 7, {in: query, name: ok, schema: {type: string}}]",
    ));
    assert_eq!(
        (names(&api.operations[0]), codes(&report)),
        (vec!["ok"], vec![Code::InvalidParameter; 4])
    );
}

#[test]
fn a_parameter_twice_in_a_list_counts_once() {
    let (api, report) = lower(&get(
        "parameters: [{in: query, name: a, schema: {type: string}}, {in: query, name: a, schema: {type: integer}}]",
    ));
    assert_eq!(
        (names(&api.operations[0]), codes(&report)),
        (vec!["a"], vec![Code::DuplicateParameter])
    );
}

fn forms(content: &str) -> Vec<(String, &'static str)> {
    let operation = clean(&format!(
        "paths:\n  /pets:\n    post:\n      requestBody: {{required: true, content: {{{content}}}}}\n      {DONE}\n"
    ));
    let media = operation.body.expect("a body").media;
    media.into_iter().map(|media| (media.content_type, form(&media.form))).collect()
}

fn form(form: &MediaForm) -> &'static str {
    match form {
        MediaForm::Json(_) => "json",
        MediaForm::Form(_) => "form",
        MediaForm::Multipart(_) => "multipart",
        MediaForm::Text => "text",
        MediaForm::Bytes => "bytes",
        MediaForm::Events(None) => "texts of events",
        MediaForm::Events(Some(_)) => "events",
        MediaForm::Lines(_) => "lines",
    }
}

#[test]
fn media_types_come_in_order_of_preference() {
    let all = "application/octet-stream: {}, text/plain: {}, multipart/form-data: {}, application/x-www-form-urlencoded: {}, application/merge-patch+json: {}, application/json; charset=utf-8: {}";
    let found = forms(all);
    let found: Vec<_> = found.iter().map(|(name, form)| (name.as_str(), *form)).collect();
    assert_eq!(
        found,
        [
            ("application/json; charset=utf-8", "json"),
            ("application/merge-patch+json", "json"),
            ("application/x-www-form-urlencoded", "form"),
            ("multipart/form-data", "multipart"),
            ("text/plain", "text"),
            ("application/octet-stream", "bytes"),
        ]
    );
}

#[test]
fn a_wildcard_is_sent_as_what_its_schema_is() {
    assert_eq!(forms("'*/*': {schema: {type: object}}"), [("application/json".to_owned(), "json")]);
    assert_eq!(
        forms("'*/*': {schema: {type: string, format: binary}}"),
        [("application/octet-stream".to_owned(), "bytes")]
    );
    assert_eq!(forms("'*/*': {}"), [("application/octet-stream".to_owned(), "bytes")]);
}

#[test]
fn a_name_that_is_no_media_type_is_reported() {
    let (api, report) = lower(&format!(
        "paths:\n  /pets:\n    post:\n      requestBody: {{content: {{json: {{}}, application/json: {{}}}}}}\n      {DONE}\n"
    ));
    assert_eq!(api.operations[0].body.as_ref().map(|body| body.media.len()), Some(1));
    assert_eq!(codes(&report), [Code::InvalidMediaType]);
}

#[test]
fn a_body_under_a_name_that_is_no_media_type_goes_by_its_schema() {
    for content in ["'': {schema: {type: object}}", "json: {schema: {type: object}}, text: {}"] {
        let (api, report) = lower(&format!(
            "paths:\n  /pets:\n    post:\n      requestBody: {{required: true, content: {{{content}}}}}\n      {DONE}\n"
        ));
        let media: Vec<_> = api.operations[0].body.iter().flat_map(|body| &body.media).collect();
        assert!(matches!(media[0].form, MediaForm::Json(_)), "{content}");
        assert_eq!((media.len(), media[0].content_type.as_str()), (1, "application/json"));
        assert!(codes(&report).iter().all(|code| *code == Code::InvalidMediaType));
    }
}

#[test]
fn what_is_described_and_gets_no_types_is_said() {
    let content = |content: &str| {
        let (_, report) = lower(&format!(
            "paths:\n  /pets:\n    post:\n      requestBody: {{content: {{{content}}}}}\n      {DONE}\n"
        ));
        codes(&report)
    };
    let object = "{schema: {properties: {id: {type: string}}}}";
    assert_eq!(content(&format!("application/xml: {object}")), [Code::UntypedContent]);
    assert_eq!(content(&format!("application/xml: {object}, application/json: {object}")), []);
    assert_eq!(content("text/csv: {schema: {type: string}}"), []);
    let other = "{schema: {properties: {name: {type: string}}}}";
    let beside = format!("application/xml: {object}, application/json: {other}");
    assert_eq!(content(&beside), [Code::UntypedContent], "JSON says something else");
    assert_eq!(content(&format!("text/event-stream: {object}")), [Code::UntypedContent]);
}

#[test]
fn a_required_body_without_a_media_type_is_sent_as_bytes() {
    let (api, report) = lower(&format!(
        "paths:\n  /pets:\n    post:\n      requestBody: {{required: true, content: {{}}}}\n      {DONE}\n"
    ));
    assert!(report.coverage.left_out.is_empty());
    let body = api.operations[0].body.as_ref().expect("a body");
    assert!(body.required);
    assert_eq!(body.media[0].content_type, "application/octet-stream");
    assert_eq!(form(&body.media[0].form), "bytes");
}

/// `success | failures`, each as `status form`.
fn responses(responses: &str) -> String {
    let (api, _) = lower(&get(&format!("responses: {{{responses}}}")));
    let operation = &api.operations[0];
    let all = |responses: &[codegen::ir::Response]| {
        let texts: Vec<String> = responses
            .iter()
            .map(|response| {
                format!(
                    "{} {}",
                    response.status,
                    response.media.as_ref().map_or("none", |media| form(&media.form))
                )
            })
            .collect();
        texts.join(", ")
    };
    format!("{} | {}", all(&operation.success), all(&operation.failures))
}

#[test]
fn success_is_2xx_and_everything_else_fails() {
    let json = "content: {application/json: {schema: {type: object}}}";
    assert_eq!(
        responses(&format!(
            "default: {{description: d, {json}}}, '404': {{description: d}}, 2xx: {{description: d}}, '200': {{description: d, {json}}}"
        )),
        "200 json, 2XX none | 404 none, default json"
    );
}

#[test]
fn default_is_success_when_there_is_no_other() {
    assert_eq!(
        responses("default: {description: d, content: {text/plain: {}}}, '500': {description: d}"),
        "default text | 500 none"
    );
}

#[test]
fn what_a_redirection_leads_to_is_given_as_bytes() {
    assert_eq!(
        responses("'302': {description: d}, default: {description: d}"),
        "2XX bytes | default none"
    );
    assert_eq!(
        responses("'302': {description: d}, '200': {description: d}"),
        "200 none | 302 none"
    );
}

#[test]
fn replies_without_content_by_their_status_have_none() {
    let (api, report) = lower(&get(
        "responses: {'204': {description: d, content: {application/json: {schema: {type: object}}}}}",
    ));
    assert!(api.operations[0].success[0].media.is_none());
    assert_eq!(codes(&report), [Code::IgnoredContent]);
}

#[test]
fn a_reply_to_head_has_no_content() {
    let (api, report) = lower(
        "paths:\n  /a:\n    head: {responses: {'200': {description: d, content: {application/json: {}}}}}\n",
    );
    assert!(api.operations[0].success[0].media.is_none());
    assert_eq!(codes(&report), [Code::IgnoredContent]);
}

#[test]
fn content_of_replies_that_never_reach_the_caller_is_reported() {
    let content = "content: {application/json: {schema: {type: object}}}";
    for status in ["103", "302"] {
        let (_, report) = lower(&get(&format!(
            "responses: {{'204': {{description: d}}, '{status}': {{description: d, {content}}}}}"
        )));
        let expected = if status == "103" { vec![Code::IgnoredContent] } else { Vec::new() };
        assert_eq!(codes(&report), expected, "beside a success a redirection is a failure");
    }
    let (_, report) = lower(&get(&format!("responses: {{'302': {{description: d, {content}}}}}")));
    assert_eq!(codes(&report), [Code::IgnoredContent]);
}

#[test]
fn one_media_type_is_asked_for_by_default_and_the_others_are_known() {
    let operation = clean(&get(
        "responses: {'200': {description: d, content: {text/csv: {}, application/json: {}}}}",
    ));
    let response = &operation.success[0];
    let media = response.media.iter().chain(&response.others);
    let types: Vec<&str> = media.map(|media| media.content_type.as_str()).collect();
    assert_eq!(types, ["application/json", "text/csv"]);
}

#[test]
fn what_is_no_status_and_no_response_at_all_are_reported() {
    let (_, report) = lower(&get("responses: {ok: {description: d}}"));
    assert_eq!(codes(&report), [Code::NoResponse, Code::InvalidStatus]);
    let (api, report) = lower("paths:\n  /a:\n    get: {operationId: a}\n");
    assert_eq!((api.operations.len(), codes(&report)), (1, vec![Code::NoResponse]));
}

#[test]
fn events_and_lines_have_the_type_of_one() {
    let of = |content: &str| {
        let operation = clean(&get(&format!(
            "responses: {{'200': {{description: d, content: {{{content}}}}}}}"
        )));
        form(&operation.success[0].media.as_ref().expect("content").form)
    };
    assert_eq!(of("application/x-ndjson: {schema: {type: object}}"), "lines");
    assert_eq!(of("text/event-stream: {schema: {type: object}}"), "events");
    assert_eq!(of("text/event-stream: {schema: {type: string}}"), "texts of events");
    assert_eq!(of("text/event-stream: {}"), "texts of events");
}

#[test]
fn an_event_of_3_2_has_the_type_of_its_data() {
    let (api, _) = lower_with(
        &Settings::default(),
        "openapi: 3.2.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: d\n          content:\n            text/event-stream:\n              itemSchema:\n                type: object\n                properties:\n                  data: {type: string, contentMediaType: application/json, contentSchema: {type: integer, format: int64}}\n",
    );
    let Some(MediaForm::Events(Some(ty))) =
        api.operations[0].success[0].media.as_ref().map(|media| &media.form)
    else {
        panic!("events")
    };
    assert!(matches!(api.ty(ty.id).shape, Shape::Scalar(Scalar::I64)), "{:?}", api.ty(ty.id).shape);
}

#[test]
fn headers_of_a_response_are_documented() {
    let operation = clean(&get(
        "responses: {'204': {description: d, headers: {X-Total: {description: All, schema: {type: integer}}, Content-Type: {schema: {type: string}}}}}",
    ));
    assert_eq!(operation.success[0].headers, [("X-Total".to_owned(), Some("All".to_owned()))]);
}

#[test]
fn the_envelope_is_opened_where_a_reply_has_its_form() {
    let settings = settings::read("envelope: {result: data}", "codegen.yaml").expect("settings");
    let reply = |schema: &str| {
        format!(
            "{{get: {{responses: {{'200': {{description: d, content: {{application/json: {{schema: {schema}}}}}}}}}}}}}"
        )
    };
    let (api, _) = lower_with(
        &settings,
        &format!(
            "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /a: {}\n  /b: {}\n",
            reply(
                "{type: object, required: [data], properties: {data: {type: integer}, ok: {type: boolean}}}"
            ),
            reply("{type: object, properties: {other: {type: integer}}}")
        ),
    );
    let shape = |index: usize| {
        let response = &api.operations[index].success[0];
        let Some(MediaForm::Json(ty)) = response.media.as_ref().map(|media| &media.form) else {
            panic!("json")
        };
        (response.member.as_deref(), matches!(api.ty(ty.id).shape, Shape::Scalar(Scalar::I64)))
    };
    assert_eq!(shape(0), (Some("data"), true));
    assert_eq!(shape(1), (None, false));
}

const SCHEMES: &str = "
components:
  securitySchemes:
    token: {type: http, scheme: Bearer}
    login: {type: http, scheme: basic}
    email: {type: apiKey, in: header, name: X-Email}
    key: {type: apiKey, in: query, name: key}
    cookie: {type: apiKey, in: cookie, name: sid}
    oauth: {type: oauth2, flows: {}}
    unused: {type: mutualTLS}
";

#[test]
fn security_is_inherited_overridden_and_taken_away() {
    let (api, report) = lower(&format!(
        "{SCHEMES}security: [{{token: []}}, {{email: [], key: []}}]\npaths:\n  /a:\n    get: {{{DONE}}}\n  /b:\n    get: {{security: [{{login: []}}, {{}}], {DONE}}}\n  /c:\n    get: {{security: [], {DONE}}}\n"
    ));
    assert_eq!(report.render(false), "");
    let all: Vec<_> = api.operations.iter().map(|operation| operation.security.clone()).collect();
    assert_eq!(all[0], [vec!["token"], vec!["email", "key"]]);
    assert_eq!(all[1], [vec!["login".to_owned()], vec![]]);
    assert_eq!(all[2], Vec::<Vec<String>>::new());
    assert_eq!(api.security, all[0]);
    let schemes: Vec<_> =
        api.schemes.iter().map(|scheme| (scheme.name.as_str(), scheme.kind.clone())).collect();
    assert_eq!(
        schemes,
        [
            ("email", SchemeKind::Header("X-Email".to_owned())),
            ("key", SchemeKind::Query("key".to_owned())),
            ("login", SchemeKind::Basic),
            ("token", SchemeKind::Bearer),
        ]
    );
}

#[test]
fn an_unknown_scheme_is_reported_once_and_its_alternative_dropped() {
    let (api, report) = lower(&format!(
        "{SCHEMES}security: [{{tokn: []}}, {{token: []}}]\n{}",
        get("security: [{tokn: []}, {login: []}]")
    ));
    assert_eq!(codes(&report), [Code::UnknownScheme]);
    assert_eq!(report.diagnostics()[0].help.as_deref(), Some("did you mean `token`?"));
    assert_eq!(api.operations[0].security, [vec!["login"]]);
}

#[test]
fn a_scheme_that_makes_no_sense_is_reported() {
    let (_, report) = lower(
        "components: {securitySchemes: {a: {type: apiKey, in: body, name: a}, b: {type: magic}, c: {}}}\n",
    );
    assert!(
        codes(&report).iter().filter(|code| **code == Code::UnusableScheme).count() == 3,
        "{}",
        report.render(false)
    );
}

#[test]
fn variables_of_the_apis_servers_are_kept_and_those_of_an_operation_filled_in() {
    let server = "{url: 'https://{region}.example.com/v1', variables: {region: {default: eu, enum: [eu, us]}}}";
    let operation =
        clean(&format!("servers: [{server}]\n{}", get(&format!("servers: [{server}]"))));
    let own = operation.server.expect("a server");
    assert_eq!((own.url.as_str(), own.variables.len()), ("https://eu.example.com/v1", 1));
    assert_eq!(
        operation.notes,
        ["Sent to `https://{region}.example.com/v1` with `region` = `eu` (one of `eu`, `us`)."]
    );
    let (api, _) = lower(&format!("servers: [{server}]\n"));
    assert_eq!(api.servers[0].url, "https://{region}.example.com/v1");
}

#[test]
fn a_server_variable_without_a_default_is_reported() {
    let (api, report) = lower(
        "servers: [{url: 'https://{a}.example.com', variables: {a: {enum: [x, y]}}}, {url: 'https://{b}.example.com'}, {}]\npaths: {}\n",
    );
    let defaults: Vec<_> =
        api.servers.iter().map(|server| server.variables[0].default.as_str()).collect();
    assert_eq!(defaults, ["x", "b"]);
    assert_eq!(codes(&report).iter().filter(|code| **code == Code::InvalidServer).count(), 3);
}

#[test]
fn notes_tell_of_extensions_links_and_external_documentation() {
    let settings =
        settings::read("docs: {extensions: {x-scope: Scopes}}", "codegen.yaml").expect("settings");
    let (api, _) = lower_with(
        &settings,
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      x-scope: [read, write]\n      externalDocs: {url: 'https://example.com/a', description: More}\n      responses:\n        '200':\n          description: d\n          links: {next: {operationId: list, parameters: {page: '$response.body#/next'}}}\n",
    );
    assert_eq!(
        api.operations[0].notes,
        [
            "Scopes: read, write",
            "Link `next`: operation `list`, `page` from `$response.body#/next`",
            "More: https://example.com/a"
        ]
    );
}

#[test]
fn webhooks_and_callbacks_are_payloads() {
    let body = |description: &str, schema: &str| {
        format!(
            "{{post: {{description: {description}, requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}}}}}"
        )
    };
    let object = "{type: object, properties: {id: {type: string}}}";
    let (api, _) = lower(&format!(
        "webhooks: {{newPet: {}}}\n{}",
        body("A pet", object),
        get(&format!(
            "operationId: watch\ncallbacks: {{changed: {{'{{$request.query.url}}': {}}}}}",
            body("A change", object)
        ))
    ));
    let payloads: Vec<_> = api
        .payloads
        .iter()
        .map(|payload| (payload.name.as_str(), payload.description.as_deref()))
        .collect();
    assert_eq!(payloads, [("changed", Some("A change")), ("newPet", Some("A pet"))]);
}

#[test]
fn the_settings_can_leave_an_operation_out_and_type_a_parameter() {
    let settings = settings::read(
        "operations: {gone: {skip: not ours}, list: {parameters: {tags: {typed: {separator: ',', assign: ':', 'true': y, 'false': n}}, size: {typed: {separator: ',', assign: ':', 'true': y, 'false': n}}}}}",
        "codegen.yaml",
    )
    .expect("settings");
    let (api, report) = lower_with(
        &settings,
        &format!(
            "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get: {{operationId: gone, {DONE}}}\n  /b:\n    get: {{operationId: list, parameters: [{{in: query, name: tags, schema: {{type: string}}}}, {{in: query, name: size, schema: {{type: integer}}}}], {DONE}}}\n"
        ),
    );
    assert_eq!(keys(&api), ["GET /b"]);
    assert_eq!(report.coverage.left_out[0].reason, "not ours");
    let typed: Vec<_> =
        api.operations[0].parameters.iter().map(|parameter| parameter.typed.is_some()).collect();
    assert_eq!(typed, [true, false]);
    assert_eq!(codes(&report), [Code::SkippedOperation, Code::UnusableTypedForm]);
}

#[test]
fn a_dangling_response_of_success_leaves_the_operation_out_and_of_failure_does_not() {
    let (api, report) = lower(&get("responses: {'200': {$ref: '#/components/responses/None'}}"));
    assert_eq!((api.operations.len(), report.coverage.left_out.len()), (0, 1));
    let (api, _) = lower(&get(
        "responses: {'204': {description: d}, '404': {$ref: '#/components/responses/None'}}",
    ));
    assert_eq!((api.operations.len(), api.operations[0].failures.len()), (1, 0));
}
