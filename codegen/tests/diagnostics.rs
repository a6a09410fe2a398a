//! What is said about descriptions that cannot be used, and how it looks.

use codegen::diagnostic::{Code, Place, Report, Severity, clean};
use codegen::load::{self, Document, Input, Source, Version};
use std::collections::BTreeMap;

fn load(files: &[(&str, &str)]) -> (Option<Document>, Report) {
    let all: BTreeMap<&str, &str> = files.iter().copied().collect();
    let read = |path: &str| {
        all.get(path).map(|&text| text.to_owned()).ok_or_else(|| "no such file".to_owned())
    };
    let root = Source { path: format!("spec/{}", files[0].0), text: files[0].1.to_owned() };
    let mut report = Report::default();
    let document = load::document(&Input { root: &root, files: &read, overlays: &[] }, &mut report);
    (document, report)
}

/// Loads the files, follows every reference, and gives the findings as `E0201 spec/openapi.yaml:3:4 message | help`.
fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let (document, mut report) = load(files);
    if let Some(document) = document {
        document.check_references(&mut report);
    }
    let line = |d: &&codegen::diagnostic::Diagnostic| {
        let place = d.place.as_ref().map_or_else(String::new, |place| {
            format!(
                " {}:{}:{}",
                report.files[place.at.source as usize].path, place.at.line, place.at.column
            )
        });
        let help = d.help.as_ref().map_or_else(String::new, |help| format!(" | {help}"));
        format!("{}{place} {}{help}", d.code.id(), d.message)
    };
    report.diagnostics().iter().map(line).collect()
}

fn one(text: &str) -> String {
    let mut findings = findings(&[("openapi.yaml", text)]);
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings.remove(0)
}

/// A description with these schemas.
fn schemas(schemas: &str) -> String {
    format!("openapi: 3.1.0\ncomponents:\n  schemas:\n{schemas}")
}

#[test]
fn the_catalogue_is_sound() {
    let mut ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    ids.sort_unstable();
    let n = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), n, "an id is used twice");
    for &code in Code::ALL {
        let id = code.id();
        let sound = id.len() == 5
            && id.starts_with(['E', 'W', 'N'])
            && id[1..].bytes().all(|b| b.is_ascii_digit());
        assert!(sound, "{id} is no id");
        assert!(!code.summary().is_empty() && !code.example().is_empty(), "{id} is not documented");
        assert!(
            code.meaning().ends_with('.') && !code.remedy().is_empty(),
            "{id} has no meaning or remedy"
        );
        assert!(
            !code.summary().ends_with('.') && code.summary().len() < 120,
            "{id}: a summary is one line"
        );
    }
}

#[test]
fn the_numbers_of_ids_are_used_once_whatever_the_severity() {
    let mut numbers: Vec<&str> = Code::ALL.iter().map(|code| &code.id()[1..]).collect();
    numbers.sort_unstable();
    let twice: Vec<_> =
        numbers.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn each_supported_version_is_recognised() {
    let version = |text: &str| {
        load(&[("a.yaml", &format!("openapi: {text}\npaths: {{}}\n"))])
            .0
            .map(|document| document.version)
    };
    assert_eq!(version("3.0.3"), Some(Version::V3_0));
    assert_eq!(version("3.1.0"), Some(Version::V3_1));
    assert_eq!(version("3.2.0"), Some(Version::V3_2));
    assert_eq!(version("3.0.0-rc1"), Some(Version::V3_0));
    assert_eq!(version("3.3.0"), None);
    assert_eq!(version("4.0.0"), None);
    assert_eq!(version("three"), None);
}

#[test]
fn other_versions_are_refused_with_what_to_do() {
    let cases = [
        (
            "swagger: '2.0'\n",
            "E0103 spec/openapi.yaml:1:1 this is a Swagger description (version 2.0), not OpenAPI 3 | convert it to OpenAPI 3 first",
        ),
        (
            "asyncapi: 3.0.0\n",
            "E0103 spec/openapi.yaml:1:1 this is an AsyncAPI description (version 3.0.0), not OpenAPI 3 | this generator",
        ),
        (
            "overlay: 1.0.0\n",
            "E0103 spec/openapi.yaml:1:1 this is an overlay (version 1.0.0), not OpenAPI 3 | give it as a correction",
        ),
        (
            "$schema: https://json-schema.org/draft/2020-12/schema\n",
            "E0103 spec/openapi.yaml:1:1 this is a JSON Schema, not OpenAPI 3 | a schema describes data",
        ),
        (
            "openapi: 4.0.0\n",
            "E0103 spec/openapi.yaml:1:10 OpenAPI `4.0.0` is not supported; 3.0, 3.1 and 3.2 are | convert",
        ),
        (
            "openapi: [3]\n",
            "E0102 spec/openapi.yaml:1:10 `openapi` must be the version as a text, and this is an array | write",
        ),
        (
            "- a\n",
            "E0102 spec/openapi.yaml:1:1 an OpenAPI description is an object, and this is an array | the file",
        ),
        (
            "opanapi: 3.1.0\n",
            "E0102 spec/openapi.yaml:1:1 the document has no `openapi` version | is `opanapi` meant to be `openapi`?",
        ),
        (
            "title: x\n",
            "E0102 spec/openapi.yaml:1:1 the document has no `openapi` version | the file must begin",
        ),
    ];
    for (text, expected) in cases {
        assert!(one(text).starts_with(expected), "{}\n{expected}", one(text));
    }
}

#[test]
fn another_kind_of_document_is_known_even_when_it_is_broken() {
    let found = findings(&[("openapi.yaml", "swagger: '2.0'\ninfo: {}\ninfo: {}\n")]).join("\n");
    assert!(
        found.contains("E0103") && found.contains("Swagger description (version 2.0)"),
        "{found}"
    );
    let found = findings(&[("openapi.json", "{\n  \"swagger\": \"2.0\",\n")]).join("\n");
    assert!(found.contains("E0103"), "{found}");
    let found = findings(&[("openapi.yaml", "openapi: 3.1.0\nx: {\n")]).join("\n");
    assert!(!found.contains("E0103"), "{found}");
}

#[test]
fn a_version_that_is_a_number_is_taken_with_a_warning() {
    assert_eq!(
        one("openapi: 3.1\npaths: {}\n"),
        "W0104 spec/openapi.yaml:1:10 the version is the number 3.1 and should be a text | write `openapi: '3.1.0'`"
    );
}

#[test]
fn a_description_of_nothing_is_a_warning() {
    assert!(one("openapi: 3.1.0\n").starts_with("W0106 spec/openapi.yaml:1:1 "));
}

#[test]
fn a_dangling_reference_names_its_place_and_what_was_meant() {
    let text =
        schemas("    Pet: {type: string}\n    Owner:\n      $ref: '#/components/schemas/Pett'\n");
    assert_eq!(
        one(&text),
        "E0201 spec/openapi.yaml:6:13 `#/components/schemas/Pett` names nothing: `#/components/schemas` has no member `Pett` | did you mean `Pet`?"
    );
}

#[test]
fn a_cycle_of_references_is_reported_once() {
    let text = schemas(
        "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/C'}\n    C: {$ref: '#/components/schemas/A'}\n    D: {$ref: '#/components/schemas/B'}\n",
    );
    assert_eq!(
        one(&text),
        "E0202 spec/openapi.yaml:4:8 these 3 references lead back to where they began | one of them must hold something other than a reference"
    );
}

#[test]
fn what_leads_out_of_the_folder_is_refused() {
    for reference in [
        "../a.yaml",
        "/etc/passwd",
        "https://example.com/a.yaml",
        "file:///etc/passwd",
        "%2e%2e/a.yaml",
    ] {
        let text = schemas(&format!("    A: {{$ref: '{reference}'}}\n"));
        assert!(one(&text).starts_with("E0203 spec/openapi.yaml:4:15 "), "{}", one(&text));
    }
}

#[test]
fn files_outside_the_folder_are_never_asked_for() {
    let text = schemas(
        "    A: {$ref: '../../etc/passwd'}\n    B: {$ref: 'x/../../secret'}\n    C: {$ref: '/etc/passwd'}\n",
    );
    let root = Source { path: "spec/openapi.yaml".to_owned(), text };
    let asked = std::cell::RefCell::new(Vec::new());
    let files = |path: &str| {
        asked.borrow_mut().push(path.to_owned());
        Err("no".to_owned())
    };
    load::document(&Input { root: &root, files: &files, overlays: &[] }, &mut Report::default());
    assert!(asked.borrow().is_empty(), "{:?}", asked.borrow());
}

#[test]
fn a_file_that_cannot_be_read_is_reported_at_the_reference() {
    let text = schemas("    A: {$ref: 'gone.yaml#/x'}\n");
    assert_eq!(
        one(&text),
        "E0204 spec/openapi.yaml:4:15 the file `gone.yaml` that a reference names cannot be used: no such file | paths are relative to the file that holds the reference"
    );
}

#[test]
fn references_lead_through_files_and_back() {
    let root = schemas("    A: {$ref: 'models/a.yaml'}\n    B: {type: string}\n");
    let files = [
        ("openapi.yaml", &*root),
        ("models/a.yaml", "$ref: '../shared/c.yaml#/x/y'\n"),
        ("shared/c.yaml", "x:\n  y: {$ref: '../openapi.yaml#/components/schemas/B'}\n"),
    ];
    let (document, mut report) = load(&files);
    let document = document.unwrap();
    let a = document.lookup(0, "/components/schemas/A").unwrap();
    let target = document.follow(&a, &mut report).unwrap();
    assert_eq!(
        (target.place.file, &*target.place.pointer, target.str("type")),
        (0, "/components/schemas/B", Some("string"))
    );
    assert!(report.diagnostics().is_empty());
}

#[test]
fn a_fault_in_another_file_is_placed_there() {
    let root = schemas("    A: {$ref: 'a.json'}\n");
    let found = findings(&[("openapi.yaml", &root), ("a.json", "{\n  \"type\": }")]);
    assert_eq!(
        found[0],
        "E0204 spec/openapi.yaml:4:15 the file `a.json` that a reference names cannot be used: it is not valid JSON or YAML | paths are relative to the file that holds the reference"
    );
    assert_eq!(found[1], "E0101 spec/a.json:2:11 expected a value, found `}`");
}

#[test]
fn pointers_are_unescaped_and_percent_decoded() {
    let text = "openapi: 3.1.0\npaths:\n  /a/{b}:\n    get: {x~y: {type: string}}\ncomponents:\n  schemas:\n    A: {$ref: '#/paths/~1a~1%7Bb%7D/get/x~0y'}\n";
    assert_eq!(findings(&[("openapi.yaml", text)]), [""; 0]);
}

#[test]
fn anchors_and_ids_are_found_where_they_count() {
    let text = schemas(
        "    A:\n      $id: https://example.com/a\n      $defs: {inner: {$anchor: here, type: string}}\n      properties: {p: {$ref: '#here'}, q: {$ref: '#/$defs/inner'}}\n    B: {$ref: 'https://example.com/a#here'}\n    C: {$ref: '#here'}\n",
    );
    // `#here` belongs to the schema with the `$id`, so it means nothing outside of it.
    assert_eq!(
        one(&text),
        "E0201 spec/openapi.yaml:9:15 `#here` names nothing: there is no `$anchor` called `here` | a pointer begins with `#/`"
    );
}

#[test]
fn a_document_is_known_by_its_self() {
    let text = "openapi: 3.2.0\n$self: https://example.com/api/openapi.yaml\ncomponents:\n  schemas:\n    A: {$ref: 'https://example.com/api/openapi.yaml#/components/schemas/B'}\n    B: {$ref: 'c.yaml'}\n";
    assert_eq!(findings(&[("openapi.yaml", text), ("c.yaml", "type: string\n")]), [""; 0]);
}

#[test]
fn a_pointer_may_lead_through_a_reference() {
    let text = schemas(
        "    A: {$ref: '#/components/schemas/B'}\n    B: {properties: {p: {type: string}}}\n    C: {$ref: '#/components/schemas/A/properties/p'}\n",
    );
    assert_eq!(findings(&[("openapi.yaml", &text)]), [""; 0]);
}

#[test]
fn a_definition_inside_a_schema_is_found_with_a_warning() {
    let text = schemas(
        "    A:\n      $defs: {B: {type: string}}\n      properties: {p: {$ref: '#/$defs/B'}}\n",
    );
    assert_eq!(
        one(&text),
        "W0206 spec/openapi.yaml:6:30 `#/$defs/B` is only defined inside a schema around it | a pointer begins at the document; write `#/components/schemas/A/$defs/B`"
    );
}

#[test]
fn data_that_looks_like_a_reference_is_none() {
    let text = schemas(
        "    A:\n      example: {$ref: 'https://example.com'}\n      default: {$ref: '#/x'}\n      enum: [{$ref: '#/y'}]\n      properties: {$ref: {type: string}, example: {$ref: '#/components/schemas/B'}}\n    B: {type: string}\n",
    );
    let (document, _) = load(&[("openapi.yaml", &text)]);
    assert_eq!(document.map(|document| document.n_references()), Some(1));
}

#[test]
fn a_long_text_may_stand_in_a_file_of_its_own() {
    let root = "openapi: 3.1.0\ninfo:\n  description: {$ref: 'intro.md'}\npaths: {}\n";
    let (document, mut report) = load(&[("openapi.yaml", root), ("intro.md", "# Hello\n- a: [\n")]);
    let document = document.unwrap();
    let description = document.lookup(0, "/info/description").unwrap();
    assert_eq!(
        document.follow(&description, &mut report).unwrap().node.as_str(),
        Some("# Hello\n- a: [\n")
    );
}

#[test]
fn a_report_looks_like_this() {
    let text =
        schemas("    Pet: {type: string}\n    Owner:\n      $ref: '#/components/schemas/Pett'\n");
    let (document, mut report) = load(&[("openapi.yaml", &text)]);
    document.unwrap().check_references(&mut report);
    let expected = "\
error[E0201]: `#/components/schemas/Pett` names nothing: `#/components/schemas` has no member `Pett`
 --> spec/openapi.yaml:6:13 (#/components/schemas/Owner/$ref)
  |
6 |       $ref: '#/components/schemas/Pett'
  |             ^
  = help: did you mean `Pet`?

";
    assert_eq!(report.render(false), expected);
    let coloured = report.render(true);
    assert!(coloured.starts_with("\u{1b}[1;31merror[E0201]\u{1b}[0m: "));
}

#[test]
fn machines_get_one_object_a_line() {
    let (_, report) = load(&[("openapi.yaml", "swagger: '2.0'\n")]);
    let line: serde_json::Value = serde_json::from_str(report.to_json().trim_end()).unwrap();
    assert_eq!(line["code"], "E0103");
    assert_eq!(line["severity"], "error");
    assert_eq!(
        line["place"],
        serde_json::json!({"file": "spec/openapi.yaml", "line": 1, "column": 1, "pointer": "/swagger"})
    );
}

#[test]
fn a_line_of_megabytes_is_shown_in_part() {
    let text = format!("{{\"openapi\":\"3.1.0\",\"x\":\"{}\",\"y\":}}", "é".repeat(100_000));
    let (_, report) = load(&[("openapi.json", &text)]);
    let rendered = report.render(false);
    let lines: Vec<&str> = rendered.lines().collect();
    assert!(lines.iter().all(|line| line.chars().count() < 200), "{rendered}");
    let caret = lines[4].chars().count() - 1;
    assert_eq!(lines[3].chars().nth(caret), Some('}'), "{rendered}");
}

#[test]
fn foreign_text_cannot_reach_the_terminal() {
    assert_eq!(clean("a\u{1b}[31m\u{202e}b\nc\u{7}", 100), "a\\u{1b}[31m\\u{202e}b\\nc\\u{7}");
    assert_eq!(clean("abcdef", 3), "abc…");
    let (_, report) = load(&[("openapi.yaml", "openapi: \"9\\e[31m\\u202E\"\n")]);
    assert!(!report.render(false).contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn an_equal_finding_is_kept_once_and_findings_are_sorted() {
    let mut report = Report::default();
    let file = report.add_file("a.yaml", "x\ny\n");
    let place = |line| Place {
        file,
        at: codegen::text::Mark { source: file, line, column: 1 },
        pointer: "/x".into(),
    };
    report.add(Code::DanglingReference, &place(2), "second").related(&place(1), "see");
    report.add_global(Code::TooManyFiles, "last");
    report.add(Code::UnquotedVersion, &place(1), "first");
    report.add(Code::DanglingReference, &place(2), "second").related(&place(1), "see");
    let messages: Vec<_> =
        report.diagnostics().iter().map(|d| (d.message.as_str(), d.related.len())).collect();
    assert_eq!(messages, [("first", 0), ("second", 1), ("last", 0)]);
    assert_eq!((report.count(Severity::Error), report.count(Severity::Warning)), (2, 1));
}

#[test]
fn many_alike_are_summed_up() {
    let mut report = Report::default();
    let place = |line| Place {
        file: 0,
        at: codegen::text::Mark { source: 0, line, column: 1 },
        pointer: "".into(),
    };
    for line in 1..=5 {
        report.add(Code::DanglingReference, &place(line), "gone");
    }
    let rendered = report.render_limited(false, 2);
    assert_eq!(rendered.matches("gone").count(), 2);
    assert!(
        rendered.ends_with("error[E0201]: 3 more like this: a reference names nothing\n\n"),
        "{rendered}"
    );
}

#[test]
fn coverage_counts_and_names_what_is_missing() {
    let mut report = Report::default();
    let place = Place { pointer: "/paths/~1a/get".into(), ..Place::default() };
    report.coverage.operations.all = 2;
    report.coverage.operations.done = 1;
    report.coverage.leave_out(&place, "operation a", "it has no response");
    let text = report.coverage.to_string();
    assert!(text.contains("operations: 1 of 2 generated"), "{text}");
    assert!(text.contains("left out: operation a (#/paths/~1a/get): it has no response"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&report.coverage.to_json()).unwrap();
    assert_eq!(json["left_out"][0]["reason"], "it has no response");
}

#[test]
fn an_address_of_two_schemas_is_reported_with_both_places() {
    let id = "    A: {$id: 'https://e.test/a'}\n    B: {$id: 'https://e.test/a'}\n    C: {$anchor: node, $dynamicAnchor: node}\n";
    assert_eq!(
        one(&schemas(id)),
        "W0208 spec/openapi.yaml:5:9 another schema has the `$id` `https://e.test/a` | references by it lead to the first one"
    );
    let anchors = "    A: {$anchor: node}\n    B: {properties: {$anchor: {type: string}, c: {$dynamicAnchor: node}}}\n    C: {$id: c, $anchor: node}\n";
    assert_eq!(
        one(&schemas(anchors)),
        "W0208 spec/openapi.yaml:5:51 another schema has the `$dynamicAnchor` `node` | references by it lead to the first one"
    );
}
