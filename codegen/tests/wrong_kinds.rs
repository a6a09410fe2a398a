//! A value of a wrong kind is found wherever it stands: every node of a description of everything is replaced by a value of each kind.

use codegen::diagnostic::Report;
use codegen::load::{self, Input, Source};
use codegen::lower;
use codegen::settings::Settings;
use codegen::text::{self, Node, Value};

const DESCRIPTION: &str = r##"
openapi: 3.1.0
info: {title: Shop, version: '1', summary: s, description: d, termsOfService: 'https://e.test', contact: {name: n, url: 'https://e.test', email: a@e.test}, license: {name: MIT, identifier: MIT}}
servers: [{url: 'https://{region}.e.test', description: d, variables: {region: {default: eu, enum: [eu, us], description: d}}}]
security: [{key: []}]
tags: [{name: orders, description: d, externalDocs: {url: 'https://e.test', description: d}}]
externalDocs: {url: 'https://e.test'}
paths:
  /orders/{id}:
    summary: s
    description: d
    parameters: [{name: id, in: path, required: true, description: d, deprecated: false, schema: {type: string}}]
    servers: [{url: 'https://other.e.test'}]
    post:
      tags: [orders]
      summary: s
      description: d
      operationId: create
      deprecated: false
      externalDocs: {url: 'https://e.test'}
      security: [{key: []}]
      servers: [{url: 'https://other.e.test'}]
      parameters:
        - {name: page, in: query, allowEmptyValue: false, style: form, explode: true, allowReserved: false, schema: {type: integer}, examples: {one: {summary: s, description: d, value: 1}}}
        - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
        - {$ref: '#/components/parameters/Shared'}
      requestBody:
        description: d
        required: true
        content:
          multipart/form-data:
            schema: {type: object, properties: {file: {type: string, format: binary}}}
            encoding: {file: {contentType: image/png, headers: {X-A: {schema: {type: string}}}, style: form, explode: true, allowReserved: false}}
      responses:
        '200':
          description: d
          headers: {X-B: {description: d, required: true, schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Order'}, examples: {one: {$ref: '#/components/examples/One'}}}}
          links: {next: {operationId: create, parameters: {id: x}, description: d, server: {url: 'https://e.test'}}}
        default: {$ref: '#/components/responses/Failed'}
      callbacks: {paid: {'{$request.body#/url}': {post: {responses: {'204': {description: d}}}}}}
webhooks: {changed: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'204': {description: d}}}}}
components:
  parameters: {Shared: {name: q, in: header, schema: {type: string}}}
  examples: {One: {summary: s, value: {id: '1'}}}
  responses: {Failed: {description: d}}
  requestBodies: {Body: {content: {text/plain: {schema: {type: string}}}}}
  headers: {H: {schema: {type: string}}}
  links: {L: {operationId: create}}
  callbacks: {C: {'{$url}': {post: {responses: {'204': {description: d}}}}}}
  pathItems: {P: {get: {responses: {'204': {description: d}}}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key, description: d}
    auth: {type: oauth2, flows: {authorizationCode: {authorizationUrl: 'https://e.test', tokenUrl: 'https://e.test', refreshUrl: 'https://e.test', scopes: {read: d}}}}
    open: {type: openIdConnect, openIdConnectUrl: 'https://e.test'}
    http: {type: http, scheme: bearer, bearerFormat: JWT}
  schemas:
    Order:
      type: object
      title: t
      description: d
      required: [id]
      minProperties: 1
      maxProperties: 9
      additionalProperties: false
      externalDocs: {url: 'https://e.test'}
      properties:
        id: {type: string, minLength: 1, maxLength: 9, pattern: '^a', format: x, readOnly: true, deprecated: false}
        n: {type: integer, minimum: 1, maximum: 9, multipleOf: 1}
        m: {type: number, exclusiveMinimum: 1, exclusiveMaximum: 9}
        list: {type: array, items: {type: string}, minItems: 1, maxItems: 9, uniqueItems: true}
        pair: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}
        state: {type: string, enum: [a, b], writeOnly: false}
        kind: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: k, mapping: {a: '#/components/schemas/A'}}}
        any: {anyOf: [{type: string}, {type: integer}]}
        all: {allOf: [{$ref: '#/components/schemas/A'}]}
        map: {type: object, patternProperties: {'^x': {type: string}}, propertyNames: {pattern: '^x'}}
        not: {type: string, not: {const: x}, contentEncoding: base64, contentMediaType: image/png}
        when: {type: object, if: {required: [a]}, then: {required: [b]}, else: {required: [c]}, dependentRequired: {a: [b]}, dependentSchemas: {a: {required: [c]}}}
        more: {$defs: {D: {type: string}}, type: string, $comment: c, $anchor: anchor}
    A: {type: object, required: [k], properties: {k: {type: string}}}
    B: {type: object, required: [k], properties: {k: {type: string}, b: {type: string}}}
"##;

/// What takes a node's place, and what it is.
const REPLACEMENTS: [(&str, &str); 6] = [
    ("null", "null"),
    ("true", "a boolean"),
    ("3", "a number"),
    ("\"x\"", "a string"),
    ("[]", "an array"),
    ("{}", "an object"),
];

/// All findings of a description, by address, with what they say.
fn found(text: &str) -> Vec<(String, String)> {
    let root = Source { path: "openapi.json".to_owned(), text: text.to_owned() };
    let input = Input { root: &root, files: &load::no_files, overlays: &[] };
    let mut report = Report::default();
    if let Some(document) = load::document(&input, &mut report) {
        lower::api(&document, &Settings::default(), &mut report);
    }
    let with_place = |finding: &codegen::diagnostic::Diagnostic| {
        Some((finding.place.as_ref()?.pointer.to_string(), finding.message.clone()))
    };
    report.diagnostics().into_iter().filter_map(with_place).collect()
}

/// The address and the kind of every node, with where its JSON begins and ends in the JSON of all.
fn nodes(
    node: &Node,
    pointer: &str,
    out: &mut String,
    all: &mut Vec<(String, &'static str, usize, usize)>,
) {
    let (index, start) = (all.len(), out.len());
    all.push((pointer.to_owned(), node.kind(), start, 0));
    match &node.value {
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                nodes(item, &format!("{pointer}/{index}"), out, all);
            }
            out.push(']');
        }
        Value::Object(object) => {
            out.push('{');
            for (index, member) in object.members().iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                out.push_str(&format!("{}:", codegen::json_text(&member.name)));
                let name = codegen::cursor::escape(&member.name);
                nodes(&member.value, &format!("{pointer}/{name}"), out, all);
            }
            out.push('}');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&node.to_json());
        }
    }
    all[index].3 = out.len();
}

/// Whether a value of the kind may stand there beside that which does.
fn may_stand(pointer: &str, kind: &str) -> bool {
    let last = pointer.rsplit('/').next().unwrap_or_default();
    let parent = pointer.rsplit('/').nth(1).unwrap_or_default();
    // A schema may be a boolean.
    let is_schema =
        ["schema", "items", "not", "if", "then", "else", "additionalProperties", "propertyNames"]
            .contains(&last)
            || [
                "schemas",
                "properties",
                "patternProperties",
                "dependentSchemas",
                "$defs",
                "prefixItems",
                "oneOf",
                "anyOf",
                "allOf",
            ]
            .contains(&parent);
    // YAML makes numbers and booleans of names that have no quotes.
    let is_name = ["title", "version", "name", "operationId", "bearerFormat", "default"]
        .contains(&last)
        || ["tags", "enum", "scopes", "security"].contains(&parent);
    let is_any = ["value", "const"].contains(&last)
        || parent == "enum"
        || pointer.contains("/value/")
        || pointer.contains("/links/next/parameters/");
    is_any
        || (is_schema && ["a boolean", "an object"].contains(&kind))
        || (is_name && ["a boolean", "a number"].contains(&kind))
        || (last.starts_with("exclusive") && kind == "a boolean")
        || (last == "type" && kind == "an array")
        || (last == "items" && kind == "an array")
        || (last == "additionalProperties" && kind == "an object")
}

#[test]
fn a_value_of_a_wrong_kind_is_found_wherever_it_stands() {
    let tree = text::read(DESCRIPTION, "openapi.yaml", 0).expect("a tree");
    let (mut json, mut all) = (String::new(), Vec::new());
    nodes(&tree, "", &mut json, &mut all);
    let before = found(&json);
    let mut silent = Vec::new();
    for (pointer, kind, start, end) in &all {
        for (replacement, other) in REPLACEMENTS {
            if *kind == other || may_stand(pointer, other) {
                continue;
            }
            let after = found(&format!("{}{replacement}{}", &json[..*start], &json[*end..]));
            // What was said of it before says nothing of the new value.
            let said = after.iter().any(|it| it.0 == *pointer && !before.contains(it));
            if !said && !pointer.is_empty() {
                silent.push(format!("{replacement} at {pointer}: {after:?}"));
            }
        }
    }
    assert!(all.len() > 300, "only {} nodes", all.len());
    assert!(silent.is_empty(), "{} of {}:\n{}", silent.len(), all.len() * 5, silent.join("\n"));
}

/// What is said of a description with these members.
fn said(members: &str) -> String {
    let text = format!("openapi: 3.1.0\ninfo: {{title: Shop, version: '1'}}\n{members}\n");
    let root = Source { path: "openapi.yaml".to_owned(), text };
    let input = Input { root: &root, files: &load::no_files, overlays: &[] };
    let mut report = Report::default();
    let document = load::document(&input, &mut report).expect("a description");
    lower::api(&document, &Settings::default(), &mut report);
    report.render(false)
}

#[test]
fn members_that_the_specification_does_not_know_are_named_with_what_was_meant() {
    let operation = "paths: {/a: {get: {operationID: list, x-own: 1, summery: s, responses: {'204': {description: d}}}}}";
    let found = said(operation);
    assert!(found.contains("N0436]: `operationID` is no member of an operation"), "{found}");
    assert!(found.contains("did you mean `operationId`?"), "{found}");
    assert!(found.contains("did you mean `summary`?"), "{found}");
    assert_eq!(found.matches("N0436").count(), 2, "{found}");
    let top = said("path: {}\ncomponents: {schema: {}, schemas: {A: {propertys: {}}}}\npaths: {}");
    assert!(top.contains("did you mean `paths`?") && top.contains("did you mean `schemas`?"));
    assert_eq!(top.matches("N0436").count(), 2, "{top}");
}

#[test]
fn references_to_components_of_another_kind_are_found() {
    let found = said(
        "paths: {/a: {get: {responses: {'200': {$ref: '#/components/parameters/P'}}}}}\n\
         components: {parameters: {P: {in: query, name: p, schema: {$ref: '#/components/headers/H'}}}, headers: {H: {schema: {type: string}}}}",
    );
    let both = [
        "one of `parameters`, and must name one of `responses`",
        "one of `headers`, and must name one of `schemas`",
    ];
    assert!(both.iter().all(|part| found.contains(part)), "{found}");
    let sound = said(
        "components: {parameters: {P: {in: query, name: p, schema: {$ref: '#/components/parameters/P/x-own'}}}, headers: {A: {$ref: '#/components/headers/B'}, B: {schema: {}}}}",
    );
    assert!(!sound.contains("W0209"), "{sound}");
}
