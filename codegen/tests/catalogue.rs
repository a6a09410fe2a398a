//! Every code of the catalogue can be produced, by what stands here, and is documented in `docs/diagnostics.md`.

use codegen::diagnostic::{Code, Report};
use codegen::lock::Lock;
use codegen::{Input, generate, load, settings};
use std::fmt::Write as _;

/// What is read in one run.
#[derive(Default)]
struct Sample {
    description: String,
    /// A further file that the description may refer to: `other.yaml`.
    other: Option<&'static str>,
    settings: &'static str,
    overlay: Option<String>,
}

impl Sample {
    fn other(self, text: &'static str) -> Self {
        Self { other: Some(text), ..self }
    }

    fn settings(self, text: &'static str) -> Self {
        Self { settings: text, ..self }
    }

    /// With an overlay that does this.
    fn action(self, action: &str) -> Self {
        let text = format!("overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions: [{action}]");
        Self { overlay: Some(text), ..self }
    }

    fn report(&self) -> Report {
        let settings = match settings::read(self.settings, "codegen.yaml") {
            Ok(settings) => settings,
            Err(report) => return *report,
        };
        let file = |path: &str, text: &str| load::Source { path: path.into(), text: text.into() };
        let root = file("openapi.yaml", &self.description);
        let overlays: Vec<_> = self.overlay.iter().map(|text| file("overlay.yaml", text)).collect();
        let files = |path: &str| match self.other.filter(|_| path == "other.yaml") {
            Some(text) => Ok(text.to_owned()),
            None => Err("no such file".to_owned()),
        };
        let sources = load::Input { root: &root, files: &files, overlays: &overlays };
        let lock = Lock::default();
        generate(&Input { sources, settings: &settings, lock: &lock, standalone: true }).report
    }
}

/// A description that is all of this text.
fn text(description: &str) -> Sample {
    Sample { description: description.to_owned(), ..Sample::default() }
}

/// A description with these members.
fn api(members: &str) -> Sample {
    text(&format!("openapi: 3.1.0\ninfo: {{title: Shop, version: '1'}}\n{members}\n"))
}

/// A description with these paths.
fn paths(paths: &str) -> Sample {
    api(&format!("paths: {{{paths}}}"))
}

/// `GET` of a path, with these members and a response.
fn get(path: &str, members: &str) -> String {
    format!(
        "'{path}': {{get: {{{members}{}responses: {{'204': {{description: x}}}}}}}}",
        comma(members)
    )
}

fn comma(members: &str) -> &'static str {
    if members.is_empty() { "" } else { ", " }
}

/// `GET /orders` with this parameter.
fn parameter(parameter: &str) -> Sample {
    paths(&get("/orders", &format!("operationId: list, parameters: [{parameter}]")))
}

/// `GET /orders` with these responses.
fn responses(responses: &str) -> Sample {
    paths(&format!("/orders: {{get: {{responses: {{{responses}}}}}}}"))
}

/// `POST /orders` with this body.
fn body(body: &str) -> Sample {
    let response = "responses: {'204': {description: x}}";
    paths(&format!("/orders: {{post: {{requestBody: {body}, {response}}}}}"))
}

/// `GET /orders`, which gives a value of this schema; beside it the schemas `Order` and `Note`.
fn schema(schema: &str) -> Sample {
    let components =
        "{Order: {type: object, properties: {id: {type: string}}}, Note: {type: string}}";
    let mut sample = responses(&format!(
        "'200': {{description: x, content: {{application/json: {{schema: {schema}}}}}}}"
    ));
    sample.description += &format!("components: {{schemas: {components}}}\n");
    sample
}

/// A scheme of security under the name `key`, and an operation that needs the one named.
fn secured(scheme: &str, needed: &str) -> Sample {
    let mut sample = paths(&get("/orders", &format!("security: [{{{needed}: []}}]")));
    sample.description += &format!("components: {{securitySchemes: {{key: {scheme}}}}}\n");
    sample
}

/// Something that produces the code.
fn sample(code: Code) -> Sample {
    let string = "schema: {type: string}";
    let orders = || paths(&get("/orders", "operationId: orders-list, tags: [orders]"));
    match code {
        Code::InvalidText => text("openapi: 3.1.0\npaths: {/orders: {"),
        Code::NotADescription => text("title: Notes"),
        Code::UnsupportedVersion => text("swagger: '2.0'"),
        Code::UnquotedVersion => text("openapi: 3.1\npaths: {}"),
        Code::TooManyFiles => {
            schema("{$ref: other.yaml}").other("type: string").settings("limits: {files: 1}")
        }
        Code::TooLarge => orders().settings("limits: {file_bytes: 20}"),
        Code::NothingDescribed => text("openapi: 3.1.0"),

        Code::DanglingReference => schema("{$ref: '#/components/schemas/Missing'}"),
        Code::ReferenceCycle => {
            api("components: {schemas: {A: {$ref: '#/components/schemas/A'}}}")
        }
        Code::ForbiddenReference => schema("{$ref: 'https://example.com/order.yaml'}"),
        Code::UnreadableFile => schema("{$ref: 'missing.yaml'}"),
        Code::MalformedReference => schema("{$ref: '#/a~2b'}"),
        Code::MisplacedDefinition => schema(
            "{type: object, $defs: {Inner: {type: string}}, properties: {a: {$ref: '#/$defs/Inner'}}}",
        ),

        Code::DuplicateAddress => {
            api("components: {schemas: {A: {$anchor: node}, B: {$anchor: node}}}")
        }
        Code::MismatchedReference => {
            let mut sample = responses("'200': {$ref: '#/components/parameters/Id'}");
            sample.description +=
                "components: {parameters: {Id: {in: query, name: id, schema: {type: string}}}}\n";
            sample
        }

        Code::InvalidSchema => schema("text"),
        Code::TooManyTypes => schema("{type: array, items: {type: array, items: {type: string}}}")
            .settings("limits: {types: 1}"),
        Code::TooDeep => schema("{allOf: [{type: object}, {required: [a]}, {required: [b]}]}")
            .settings("limits: {all_of: 2}"),
        Code::MalformedKeyword => schema("{type: text}"),
        Code::Contradiction => schema("{allOf: [{type: string}, {type: integer}]}"),
        Code::AmbiguousUnion => schema("{oneOf: [{type: object}, {type: object}]}"),
        Code::UnionTooLarge => schema(
            "{oneOf: [{type: string}, {type: integer}, {type: boolean}, {type: object}]}",
        )
        .settings("limits: {branches: 2}"),
        Code::NoValue => schema("{oneOf: [false]}"),
        Code::UntypedConstant => schema("{enum: [[1, 2], 3]}"),
        Code::ImpossibleBounds => schema("{type: integer, minimum: 10, maximum: 1}"),
        Code::UnfitValue => schema("{type: integer, default: x}"),
        Code::MisplacedKeyword => schema("{type: object, items: {type: string}}"),
        Code::OverlappingBranches => schema(
            "{oneOf: [{type: object, properties: {a: {}}}, {type: object, properties: {a: {}}, required: [a]}]}",
        ),
        Code::UncheckedKeyword => schema("{type: string, additionalItems: {type: integer}}"),
        Code::UnknownKeyword => schema("{type: object, propertys: {}}"),
        Code::NarrowedConstants => schema("{allOf: [{enum: [a, b]}, {enum: [b, c]}]}"),
        Code::IgnoredSiblings => {
            let new = schema("{$ref: '#/components/schemas/Order', required: [id]}");
            text(&new.description.replace("3.1.0", "3.0.3"))
        }

        Code::InvalidOperation => paths("'/orders/{id': {get: {}}"),
        Code::UndeclaredPathVariable => paths(&get("/orders/{id}", "")),
        Code::InvalidParameter => parameter("{in: body, name: order}"),
        Code::UnexpectedKind => paths(&get("/orders", "parameters: {}")),
        Code::UnknownScheme => secured("{type: http, scheme: bearer}", "kye"),
        Code::UnusableScheme => secured("{type: apiKey, in: body, name: key}", "key"),
        Code::InvalidServer => api("servers: [{url: 'https://{region}.example.com'}]\npaths: {}"),
        Code::PathWithoutSlash => paths(&get("orders", "")),
        Code::AlikePaths => {
            let id = |name| format!("parameters: [{{in: path, required: true, name: {name}, {string}}}]");
            let (a, b) = (get("/orders/{id}", &id("id")), get("/orders/{name}", &id("name")));
            paths(&format!("{a}, {b}"))
        }
        Code::UnknownPathMember => paths("/orders: {gte: {}}"),
        Code::DuplicateOperationId => {
            let (a, b) = (get("/a", "operationId: list"), get("/b", "operationId: list"));
            paths(&format!("{a}, {b}"))
        }
        Code::UnusedPathParameter => {
            parameter(&format!("{{in: path, name: id, required: true, {string}}}"))
        }
        Code::DuplicateParameter => {
            let page = format!("{{in: query, name: page, {string}}}");
            parameter(&format!("{page}, {page}"))
        }
        Code::OptionalPathParameter => {
            let id = format!("parameters: [{{in: path, name: id, {string}}}]");
            paths(&get("/orders/{id}", &id))
        }
        Code::UndefinedStyle => parameter(&format!("{{in: query, name: id, style: pipeDelimited, {string}}}")),
        Code::WrongKind => schema("{type: string, description: [text]}"),
        Code::MergedTags => {
            let one = get("/limits", "operationId: list, tags: [rate limits]");
            let other = get("/limits/all", "operationId: all, tags: [Rate-Limits]");
            paths(&format!("{one}, {other}"))
        }
        Code::EmptyValue => parameter("{in: query, name: id, allowEmptyValue: true, schema: {type: integer}}"),
        Code::UnusableStyle => parameter(&format!("{{in: header, name: X-Id, style: form, {string}}}")),
        Code::InvalidMediaType => responses("'200': {description: x, content: {json: {}}}"),
        Code::EmptyBody => body("{content: {}}"),
        Code::UntypedContent => {
            body("{content: {application/xml: {schema: {properties: {id: {type: string}}}}}}")
        }
        Code::InvalidStatus => responses("ok: {description: x}"),
        Code::NoResponse => responses(""),
        Code::UnusableTypedForm => parameter("{in: query, name: size, schema: {type: integer}}").settings(
            "operations: {list: {parameters: {size: {typed: {separator: ',', assign: ':', 'true': y, 'false': n}}}}}",
        ),
        Code::IgnoredParameter => parameter(&format!("{{in: header, name: Accept, {string}}}")),
        Code::IgnoredBody => paths(
            "/orders: {trace: {requestBody: {content: {text/plain: {}}}, responses: {'204': {description: x}}}}",
        ),
        Code::ReplyOfAnotherForm => responses(
            "'200': {description: x, content: {text/event-stream: {}}}, '202': {description: x, content: {application/json: {schema: {type: string}}}}",
        ),
        Code::IgnoredContent => responses("'204': {description: x, content: {text/plain: {}}}"),
        Code::IgnoredEncoding => body(
            "{content: {multipart/form-data: {schema: {type: object, properties: {tags: {type: string}}}, encoding: {tags: {style: spaced}}}}}",
        ),
        Code::PathSuffix => paths(&get("/orders#search", "")),
        Code::SkippedOperation => orders().settings("operations: {orders-list: {skip: not ours}}"),
        Code::UnusablePagination => orders().settings(
            "operations: {orders-list: {pagination: {kind: single}}}",
        ),

        Code::TooManyOperations => paths(&format!("{}, {}", get("/a", ""), get("/b", "")))
            .settings("limits: {operations: 1}"),
        Code::UnknownMember => paths(&get("/orders", "operationID: list")),
        Code::MissingMember => secured("{type: oauth2}", "key"),
        Code::RepeatedVariable => {
            let id = format!("parameters: [{{in: path, name: id, required: true, {string}}}]");
            paths(&get("/orders/{id}/items/{id}", &id))
        }

        Code::InvalidOverlay => orders().action("{target: $.info}"),
        Code::InvalidTarget => orders().action("{target: '$.paths[', remove: true}"),
        Code::IdleAction => orders().action("{target: \"$.paths['/gone']\", remove: true}"),
        Code::WrongTarget => orders().action("{target: $.info, update: text}"),
        Code::InvalidSettings => orders().settings("package: {version: one}"),
        Code::UnknownSetting => orders().settings("pakage: {name: shop}"),
        Code::IdleSetting => orders().settings("operations: {orders-lsit: {method: list}}"),
        Code::UnknownSelection => orders().settings("only: ['tag:ordres']"),
        Code::PartOfApi => {
            let (a, b) = (get("/orders", "tags: [orders]"), get("/carts", "tags: [carts]"));
            paths(&format!("{a}, {b}")).settings("only: ['tag:orders']")
        }

        Code::UnusableName => schema("{$ref: '#/components/schemas/Order'}").settings("names: {Order: String}"),
    }
}

#[test]
fn every_code_of_the_catalogue_can_be_produced() {
    let mut missing = String::new();
    for &code in Code::ALL {
        let report = sample(code).report();
        if report.count_of(code) == 0 {
            let id = code.id();
            let _ =
                writeln!(missing, "{id} does not come of its sample:\n{}", report.render(false));
        }
    }
    assert!(missing.is_empty(), "{missing}");
}

#[test]
fn codes_are_found_by_their_ids_and_guessed() {
    assert_eq!(Code::find("e0201"), Some(Code::DanglingReference));
    assert_eq!(Code::find("E0299"), None);
    assert_eq!(Code::meant("W0201"), Some(Code::DanglingReference));
    assert_eq!(Code::meant("E201"), Some(Code::DanglingReference));
    assert_eq!(Code::meant("E999999"), None);
}

#[test]
fn the_document_of_all_codes_is_as_the_catalogue_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diagnostics.md");
    let document = document();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &document).expect("the document");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        written == document,
        "docs/diagnostics.md is not what the catalogue says: UPDATE_GOLDEN=1 cargo test -p codegen --test catalogue"
    );
}

/// The catalogue as Markdown: a table for finding, then each code in full.
fn document() -> String {
    let mut text = String::from(
        "# What the generator reports\n\nWritten from `codegen/src/diagnostic/catalogue.rs` by `UPDATE_GOLDEN=1 cargo test -p codegen --test catalogue`; do not edit.\n\n\
         `E` is an error: something could not be generated. `W` is a warning: something was generated, but perhaps not what was meant. `N` is a\n\
         note. `cargo xtask explain CODE` prints one of them.\n",
    );
    let mut subject = "";
    for &code in Code::ALL {
        if code.subject() != subject {
            subject = code.subject();
            let _ = write!(
                text,
                "\n## {subject}\n\n| code | what it says | example |\n| --- | --- | --- |\n"
            );
        }
        let (id, link) = (code.id(), code.id().to_lowercase());
        let example = quoted(code.example()).replace('|', "\\|");
        let _ = writeln!(text, "| [{id}](#{link}) | {} | {example} |", code.summary());
    }
    text += "\n## Each in full\n";
    for &code in Code::ALL {
        let _ = write!(
            text,
            "\n### {}\n\n{}: {}. {}\n\n- Example: {}\n- What to do: {}.\n",
            code.id(),
            capital(code.severity().word()),
            code.summary(),
            code.meaning(),
            quoted(code.example()),
            code.remedy()
        );
    }
    text
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// Code in Markdown; a text that quotes code itself is no code as a whole.
fn quoted(example: &str) -> String {
    if example.contains('`') { example.to_owned() } else { format!("`{example}`") }
}
