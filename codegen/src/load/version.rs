//! Decides whether a document is an OpenAPI description, and of which version.

use crate::diagnostic::{Code, Place, Report, clean};
use crate::text::{Node, Value};

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// 3.0
    V3_0,
    /// 3.1
    V3_1,
    /// 3.2
    V3_2,
}

impl Version {
    /// `3.0`, `3.1` or `3.2`.
    pub fn text(self) -> &'static str {
        match self {
            Version::V3_0 => "3.0",
            Version::V3_1 => "3.1",
            Version::V3_2 => "3.2",
        }
    }
}

/// Keys by which other kinds of documents are known, what they are, and what to do.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "swagger",
        "a Swagger description",
        "convert it to OpenAPI 3 first, for example with swagger2openapi or the editor at editor.swagger.io",
    ),
    ("swaggerVersion", "a Swagger 1 description", "convert it to OpenAPI 3 first"),
    (
        "asyncapi",
        "an AsyncAPI description",
        "this generator makes clients of HTTP APIs that OpenAPI describes",
    ),
    (
        "arazzo",
        "an Arazzo description of workflows",
        "give the OpenAPI description that it refers to",
    ),
    ("overlay", "an overlay", "give it as a correction, beside the description that it corrects"),
    (
        "$schema",
        "a JSON Schema",
        "a schema describes data; put it under `components/schemas` of an OpenAPI description",
    ),
    (
        "openrpc",
        "an OpenRPC description",
        "this generator makes clients of HTTP APIs that OpenAPI describes",
    ),
];

/// The version of a description, or nothing with the reason reported.
pub(super) fn of(root: &Node, place: &Place, report: &mut Report) -> Option<Version> {
    let Some(object) = root.as_object() else {
        report
            .add(
                Code::NotADescription,
                place,
                format!("an OpenAPI description is an object, and this is {}", root.kind()),
            )
            .help("the file must begin with a line such as `openapi: 3.1.0`");
        return None;
    };
    let Some(member) = object.member("openapi") else {
        other_kind(root, place, report);
        return None;
    };
    let at = Place { file: place.file, at: member.value.at, pointer: "/openapi".into() };
    let text = match &member.value.value {
        Value::String(text) => text,
        Value::Number(text) => {
            report
                .add(
                    Code::UnquotedVersion,
                    &at,
                    format!("the version is the number {text} and should be a text"),
                )
                .help(format!("write `openapi: '{text}.0'`"));
            text
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            let kind = member.value.kind();
            report
                .add(
                    Code::NotADescription,
                    &at,
                    format!("`openapi` must be the version as a text, and this is {kind}"),
                )
                .help("write a version such as `3.1.0`");
            return None;
        }
    };
    let version = match minor(text) {
        Some("3.0") => Version::V3_0,
        Some("3.1") => Version::V3_1,
        Some("3.2") => Version::V3_2,
        Some(_) | None => {
            let shown = clean(text, 40);
            report
                .add(Code::UnsupportedVersion, &at, format!("OpenAPI `{shown}` is not supported; 3.0, 3.1 and 3.2 are"))
                .help("convert the description to one of these, or correct the version if it is mistaken");
            return None;
        }
    };
    if !["paths", "webhooks", "components"].iter().any(|key| object.get(key).is_some()) {
        report
            .add(
                Code::NothingDescribed,
                place,
                "the description has no `paths`, `webhooks` or `components`",
            )
            .help("there is nothing to generate; is this the right file?");
    }
    Some(version)
}

/// Says what a text is that cannot be read and, by a line of its own, is no OpenAPI description: there is no use in mending it first.
pub(super) fn of_broken(text: &str, file: u32, report: &mut Report) {
    let key = |line: &str| {
        let (key, rest) = line.trim_start_matches([' ', '{', '\t']).split_once(':')?;
        let key = key.trim().trim_matches(['"', '\'']);
        // What is deeper in the document is not its kind.
        (line.len() - line.trim_start().len() <= 4).then(|| (key.to_owned(), rest.to_owned()))
    };
    let mut lines = (1..).zip(text.lines().take(200)).filter_map(|(n, line)| Some((n, key(line)?)));
    let found = lines.find_map(|(line, (key, rest))| {
        let other = OTHERS.iter().find(|(other, ..)| *other == key && key != "$schema");
        if key == "openapi" { Some(None) } else { other.map(|other| Some((line, other, rest))) }
    });
    if let Some(Some((line, &(_, what, help), rest))) = found {
        let version = clean(rest.trim().trim_end_matches(',').trim_matches(['"', '\'']), 40);
        let at = Place {
            file,
            at: crate::text::Mark { source: file, line, column: 1 },
            pointer: "".into(),
        };
        let message = format!("this is {what} (version {version}), not OpenAPI 3");
        report.add(Code::UnsupportedVersion, &at, message).help(help);
    }
}

/// `3.1` of `3.1`, `3.1.0` and `3.1.0-rc1`.
fn minor(text: &str) -> Option<&str> {
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.splitn(3, '.');
    let (major, minor) = (parts.next()?, parts.next()?);
    let patch_is_sound = parts
        .next()
        .is_none_or(|patch| numeric(patch.split(['-', '+']).next().unwrap_or_default()));
    (numeric(major) && numeric(minor) && patch_is_sound)
        .then(|| &text[..major.len() + 1 + minor.len()])
}

/// Says what a document is that is no OpenAPI description.
fn other_kind(root: &Node, place: &Place, report: &mut Report) {
    for &(key, what, help) in OTHERS {
        let Some(member) = root.as_object().and_then(|object| object.member(key)) else { continue };
        let version = member
            .value
            .text()
            .filter(|_| key != "$schema")
            .map(|text| format!(" (version {})", clean(text, 40)));
        let at = Place { file: place.file, at: member.at, pointer: format!("/{key}").into() };
        let message = format!("this is {what}{}, not OpenAPI 3", version.unwrap_or_default());
        report.add(Code::UnsupportedVersion, &at, message).help(help);
        return;
    }
    let postman = root.get("info").is_some_and(|info| info.get("_postman_id").is_some());
    if postman {
        report
            .add(Code::NotADescription, place, "this is a Postman collection, not OpenAPI 3")
            .help("export it as OpenAPI first");
        return;
    }
    let keys = root.as_object().map(|object| object.members()).unwrap_or_default();
    let meant = crate::names::nearest("openapi", keys.iter().map(|member| &*member.name));
    let help = match meant {
        Some(key) => format!("is `{}` meant to be `openapi`?", clean(key, 40)),
        None => "the file must begin with a line such as `openapi: 3.1.0`".to_owned(),
    };
    report.add(Code::NotADescription, place, "the document has no `openapi` version").help(help);
}
