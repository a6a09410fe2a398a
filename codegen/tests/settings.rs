//! Settings: what is read, and how each mistake is told.

use codegen::diagnostic::{Code, Report};
use codegen::settings::{self, Settings, TypeOverride};

fn read(text: &str) -> Settings {
    settings::read(text, "codegen.yaml").unwrap_or_else(|report| panic!("{}", report.render(false)))
}

/// Code, line, column, message and help of the only fault.
fn fault(text: &str) -> (Code, u32, u32, String, String) {
    let report =
        settings::read(text, "codegen.yaml").expect_err("these settings should be refused");
    let [fault] = report.diagnostics()[..] else { panic!("one fault:\n{}", report.render(false)) };
    let at = fault.place.as_ref().expect("a place").at;
    (fault.code, at.line, at.column, fault.message.clone(), fault.help.clone().unwrap_or_default())
}

#[track_caller]
fn refused(text: &str, line: u32, column: u32, message: &str) {
    let (code, found_line, found_column, found, _) = fault(text);
    assert_eq!((code, found_line, found_column), (Code::InvalidSettings, line, column), "{found}");
    assert!(found.contains(message), "{found}");
}

#[test]
fn an_empty_file_is_all_defaults() {
    let settings = read("# nothing is decided\n\n");
    assert_eq!(settings.package.name, None);
    assert_eq!(settings.limits.depth, 200);
}

#[test]
fn a_part_whose_lines_are_all_comments_has_its_defaults() {
    assert!(
        read("package:\n  # name: pets\nclient:\n  base_url_env: PETS_URL\n")
            .package
            .name
            .is_none()
    );
}

#[test]
fn every_part_is_read() {
    let settings = read(
        "package: {name: pets, version: 1.2.3-beta.1, tests: true}\n\
         client:\n  base_url: https://pets.example.com/v1\n  credentials: {token: PETS_TOKEN}\n  request_id: [x-request-id]\n\
         envelope: {result: data, errors: faults}\n\
         operations:\n  list-pets: {resource: pets.all, method: list, parameters: {tag: {typed: {separator: ',', assign: ':', 'true': y, 'false': n}}}}\n  GET /cats: {skip: not ours}\n\
         names: {Pet: Animal}\ntypes: {Size: u32}\nlayout: {features: false}\ndocs: {extensions: {x-scope: Scopes}}\nlimits: {types: 10}\n",
    );
    assert_eq!(settings.package.version.as_deref(), Some("1.2.3-beta.1"));
    assert_eq!(settings.client.credentials["token"], "PETS_TOKEN");
    assert_eq!(settings.types["Size"], TypeOverride::U32);
    assert_eq!(settings.limits.types, 10);
    let typed =
        settings.operations["list-pets"].parameters["tag"].typed.as_ref().expect("a typed form");
    assert_eq!((typed.yes.as_str(), typed.no.as_str()), ("y", "n"));
}

#[test]
fn an_operation_is_found_by_its_id_and_by_method_and_path() {
    let settings = read("operations: {list-pets: {method: list}, GET /cats: {method: cats}}");
    let method =
        |id, path| settings.operation(id, "GET", path).and_then(|found| found.method.as_deref());
    assert_eq!(method(Some("list-pets"), "/pets"), Some("list"));
    assert_eq!(method(Some("other"), "/cats"), Some("cats"));
    assert_eq!(method(None, "/dogs"), None);
}

#[test]
fn an_unknown_key_is_refused_with_a_guess() {
    let (code, line, column, message, help) = fault("package:\n  name: pets\n  verison: 1.0.0\n");
    assert_eq!((code, line, column), (Code::UnknownSetting, 3, 3));
    assert_eq!(message, "there is no setting `verison` here");
    assert_eq!(help, "did you mean `version`?");
}

#[test]
fn an_unknown_key_unlike_any_is_answered_with_the_choices() {
    let (code, .., help) = fault("envelope: {result: data, colour: red}");
    assert_eq!(code, Code::UnknownSetting);
    assert!(help.contains("`success`"), "{help}");
}

#[test]
fn an_unknown_value_is_refused_with_a_guess() {
    let (code, line, column, _, help) = fault("types:\n  Size: u65\n");
    assert_eq!((code, line, column), (Code::InvalidSettings, 2, 9));
    assert!(help.contains("u64") || help.contains("u32"), "{help}");
}

#[test]
fn a_number_in_place_of_a_text_is_refused_with_its_remedy() {
    let (_, line, column, message, help) = fault("package:\n  version: 1.0\n");
    assert_eq!((line, column), (2, 12));
    assert_eq!(message, "expected a text, found a number");
    assert_eq!(help, "put it in quotes: \"1.0\"");
}

#[test]
fn a_text_in_place_of_an_object_is_refused() {
    refused("client: https://example.com\n", 1, 9, "expected an object");
}

#[test]
fn an_envelope_without_a_result_is_refused() {
    refused("envelope:\n  success: ok\n", 2, 3, "the setting `result` is missing");
}

#[test]
fn a_repeated_key_is_refused() {
    assert_eq!(fault("package: {}\npackage: {}\n").1, 2);
}

#[test]
fn a_version_that_is_none_is_refused() {
    refused("package:\n  version: one\n", 2, 12, "`one` is no version");
    refused("package:\n  version: '1.0'\n", 2, 12, "`1.0` is no version");
}

#[test]
fn a_package_name_that_cargo_would_refuse_is_refused() {
    refused("package: {name: ../pets}\n", 1, 17, "no name for a package");
    assert!(
        settings::is_package_name("pet-store_2")
            && !settings::is_package_name("2pets")
            && !settings::is_package_name("")
    );
    for name in ["CON", "nul", "a--b", "a__b", "a-", "fn", "self", "std", "proc-macro"] {
        assert!(!settings::is_package_name(name), "{name}");
    }
}

#[test]
fn a_manifest_that_is_no_toml_is_refused() {
    refused("package:\n  manifest: |\n    [dev-dependencies]\n    tokio = \n", 3, 5, "no TOML");
}

#[test]
fn a_manifest_section_of_the_generator_is_refused() {
    refused(
        "package:\n  manifest: |\n    [dependencies]\n    tokio = '1'\n",
        3,
        5,
        "`[dependencies]`",
    );
    read("package:\n  manifest: |\n    [dependencies.tokio]\n    version = '1'\n");
}

#[test]
fn a_manifest_entry_outside_sections_is_refused() {
    refused("package:\n  manifest: |\n    tokio = '1'\n", 3, 5, "in no section");
}

#[test]
fn names_of_variables_and_headers_are_checked() {
    refused("client:\n  base_url_env: pets url\n", 2, 17, "environment variable");
    refused("client:\n  credentials:\n    token: 1PET\n", 3, 12, "environment variable");
    refused("client:\n  request_id: [cf-ray, 'x y']\n", 2, 24, "name of a header");
    refused("client: {base_url: 'ftp://pets'}\n", 1, 20, "base URL");
}

#[test]
fn names_that_would_be_no_rust_are_refused() {
    refused("operations: {a: {resource: Pets.All}}\n", 1, 28, "path of resources");
    refused("operations: {a: {method: list-all}}\n", 1, 26, "name for a method");
    refused("names: {Pet: 'Pet; fn main()'}\n", 1, 14, "name for a type");
}

#[test]
fn a_typed_form_that_cannot_be_read_back_is_refused() {
    refused(
        "operations: {a: {parameters: {t: {typed: {separator: ',', assign: ',', 'true': y, 'false': n}}}}}\n",
        1,
        42,
        "told apart",
    );
}

#[test]
fn pagination_that_makes_no_sense_is_refused() {
    refused("pagination: [{kind: page}]\n", 1, 14, "needs a `parameter` or a `member`");
    refused("pagination: [{kind: page, parameter: p, member: q}]\n", 1, 14, "one only");
    refused("pagination: [{kind: page, member: a..b}]\n", 1, 35, "no path of members");
    refused("pagination: [{kind: link, member: a}]\n", 1, 35, "means nothing for the kind `link`");
    let needs = "one of `next`, `last` and `header`";
    refused("pagination:\n  - {kind: cursor, parameter: c}\n", 2, 5, needs);
    refused("pagination: [{kind: cursor, parameter: c, next: a, header: b}]\n", 1, 14, needs);
    refused("pagination: [{kind: link, next: a, header: b}]\n", 1, 14, "either `next` or `header`");
    refused("pagination: [{kind: link, total: n}]\n", 1, 34, "means nothing for the kind `link`");
    refused("pagination: [{kind: single, items: a..b}]\n", 1, 36, "no path of members");
    refused("pagination: [{kind: none}]\n", 1, 14, "for every operation");
    refused(
        "operations: {a: {pagination: {kind: link, operations: [b]}}}\n",
        1,
        55,
        "one operation",
    );
    let (code, _, _, message, help) = fault("pagination: [{kind: pages}]\n");
    assert_eq!((code, &*help), (Code::InvalidSettings, "did you mean `page`?"), "{message}");
}

/// What the settings name in vain, as `code line:column message (help)`.
fn idle(settings: &str, description: &str) -> Vec<String> {
    let (document, mut report): (_, Report) =
        codegen::load::from_text(description).expect("a description");
    codegen::lower::api(&document, &read(settings), &mut report);
    let idle = report.diagnostics().into_iter().filter(|found| found.code == Code::IdleSetting);
    idle.map(|found| {
        let place = found.place.as_ref().expect("a place");
        let file = &report.files[place.file as usize].path;
        format!(
            "{file}:{}:{} {} ({})",
            place.at.line,
            place.at.column,
            found.message,
            found.help.as_deref().unwrap_or("")
        )
    })
    .collect()
}

const PETS: &str = "
openapi: 3.1.0
info: {title: Pets, version: '1'}
components:
  securitySchemes: {token: {type: http, scheme: bearer}}
  schemas:
    Reply: {type: object, properties: {data: {type: string}, ok: {type: boolean}, faults: {type: array, items: {type: object, properties: {code: {type: integer}}}}}}
paths:
  /pets:
    get:
      operationId: list-pets
      x-scope: [read]
      parameters: [{in: query, name: tag, schema: {type: string}}]
      responses: {'200': {description: Pets, content: {application/json: {schema: {$ref: '#/components/schemas/Reply'}}}}}
";

#[test]
fn settings_that_name_something_are_not_reported() {
    let settings =
        "operations: {list-pets: {parameters: {tag: {name: label}}}, GET /pets: {method: list}}
client: {credentials: {token: T}}
names: {Reply: Answer, /components/schemas/Reply/properties/data: Data}
envelope: {result: data, success: ok, errors: faults, code: code}
docs: {extensions: {x-scope: Scopes}}
";
    assert_eq!(idle(settings, PETS), Vec::<String>::new());
}

const SEARCH: &str = "
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /search:
    post:
      operationId: search
      parameters: [{in: query, name: page, schema: {type: boolean}}]
      requestBody: {content: {application/json: {schema: {type: object, properties: {after: {type: string}, n: {type: integer}}}}}}
      responses:
        '200':
          description: Found
          headers: {X-Next: {schema: {type: string}}}
          content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {type: string}}, next: {type: integer}, last: {type: string}}}}}
  /form:
    post:
      operationId: form
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {after: {type: string}}}}}}
      responses: {'200': {description: Found, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
";

#[test]
fn pagination_that_the_description_does_not_bear_out_is_reported_with_its_place() {
    let fault = |operation: &str, rule: &str| {
        let settings = format!("operations: {{{operation}: {{pagination: {{{rule}}}}}}}\n");
        let (document, mut report): (_, Report) =
            codegen::load::from_text(SEARCH).expect("a description");
        codegen::lower::api(&document, &read(&settings), &mut report);
        let found = report.diagnostics().into_iter();
        let wanted = [Code::IdleSetting, Code::UnusablePagination];
        let mut texts = found
            .filter(|found| wanted.contains(&found.code))
            .map(|found| format!("{} ({})", found.message, found.help.as_deref().unwrap_or("")));
        texts.next().unwrap_or_default()
    };
    for (operation, rule, expected) in [
        ("search", "kind: cursor, member: after, next: last, items: data", ""),
        ("search", "kind: cursor, member: n, next: next, items: data", ""),
        ("search", "kind: cursor, member: after, header: x-next, items: data", ""),
        ("search", "kind: offset, member: n, items: data", ""),
        ("search", "kind: link, header: X-Next, items: data", ""),
        (
            "search",
            "kind: cursor, member: aftr, next: last, items: data",
            "the operation `search`: its request has no member `aftr` (did you mean `after`?)",
        ),
        (
            "search",
            "kind: cursor, member: after, header: X-Nxt, items: data",
            "the operation `search`: its reply has no header `X-Nxt` (did you mean `X-Next`?)",
        ),
        (
            "search",
            "kind: cursor, member: after, next: next, items: data",
            "its list cannot be read by pages: `next` must be a text ()",
        ),
        (
            "search",
            "kind: cursor, member: n, header: X-Next, items: data",
            "its list cannot be read by pages: `member` must be a text, as the header is ()",
        ),
        (
            "search",
            "kind: page, member: after, items: data",
            "its list cannot be read by pages: `member` must be a number ()",
        ),
        (
            "search",
            "kind: page, parameter: page, items: data",
            "its list cannot be read by pages: `parameter` must be a text or number ()",
        ),
        (
            "search",
            "kind: link, items: next",
            "its list cannot be read by pages: its reply has no list there ()",
        ),
        (
            "form",
            "kind: cursor, member: after, next: x",
            "its list cannot be read by pages: it sends no JSON ()",
        ),
    ] {
        assert_eq!(fault(operation, rule), expected, "{rule}");
    }
}

#[test]
fn settings_that_name_nothing_are_reported_with_guesses() {
    let settings = "operations:
  list-pet: {method: list}
  list-pets:
    parameters: {tga: {name: label}}
client:
  credentials: {tokn: T}
names: {Replay: Answer, /components/schemas/None: None}
types: {Repl: value}
envelope: {result: dat, success: okay, code: cod}
docs: {extensions: {x-scopes: Scopes}}
";
    assert_eq!(
        idle(settings, PETS),
        [
            "codegen.yaml:2:3 the description has no operation `list-pet` (did you mean `list-pets`?)",
            "codegen.yaml:4:18 the operation `list-pets` has no parameter `tga` (did you mean `tag`?)",
            "codegen.yaml:6:17 the description has no security scheme `tokn` (did you mean `token`?)",
            "codegen.yaml:7:9 the description has no schema `Replay` (did you mean `Reply`?)",
            "codegen.yaml:7:25 the description has no schema `/components/schemas/None` ()",
            "codegen.yaml:8:9 the description has no schema `Repl` (did you mean `Reply`?)",
            "codegen.yaml:9:12 no successful reply has the member `dat` (did you mean `data`?)",
            "codegen.yaml:9:25 no successful reply has the member `okay` ()",
            "codegen.yaml:10:21 no operation has the extension `x-scopes` (did you mean `x-scope`?)",
        ]
    );
}
