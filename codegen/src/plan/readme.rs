//! Writes the crate's `README.md` and the documentation of its root: what it is, a whole example, credentials, features.

use super::docs;
use super::example::{self, Example};
use super::layout::Context;
use super::{Api, Docs};
use crate::ir::SchemeKind;

/// From how many lines on a description is too long for the crate's root, and its first paragraph stands for it.
const LONG: usize = 60;

/// The features that every crate has.
const OWN_FEATURES: &[&str] = &[
    "`serde`: `Serialize` and `Deserialize` for every type (on by default).",
    "`rustls`: TLS by rustls (on by default); `native-tls`: that of the operating system, where `rustls` is off.",
    "`blocking`: requests that wait on the caller's thread, without an async runtime: `.send_blocking()`.",
    "`tracing`: a span for each attempt, with OpenTelemetry's names; credentials are masked.",
    "`testing`: mocks, recordings and replays, for tests without a network.",
];

/// The root's documentation. `about` is one line on the crate; `krate` its name in Rust.
pub(crate) fn root_docs(
    context: &Context<'_>,
    about: &str,
    krate: &str,
    table: &Api,
    example: Option<&Example>,
) -> Docs {
    let mut all = Docs::from_line(sentence(docs::line(about)));
    let description = context.api.description.as_deref().unwrap_or_default();
    let whole = docs::clean(description);
    all.append(if whole.0.len() > LONG { Docs::from_line(docs::line(description)) } else { whole });
    all.push_paragraph("# Example");
    all.push_line("");
    example::doc_lines(krate, example).into_iter().for_each(|line| all.push_line(line));
    if example::has_credentials(context) {
        all.push_paragraph("# Credentials");
        all.push_paragraph(
            "[`Client::from_env`] reads them from the environment; [`Client::builder`] takes them one by one.",
        );
        all.push_line("");
        credentials(table).into_iter().for_each(|line| all.push_line(line));
    }
    all.push_paragraph("# Requests");
    all.push_paragraph(
        "Required inputs are arguments, optional ones are set on the request, and a request is sent when it is awaited.",
    );
    all.push_line("`with_response()` gives the status, the headers and the request id as well. What a server sends beyond");
    all.push_line("its description is kept, not lost: unknown members of an object, unknown values of an enum.");
    all.push_paragraph("The [`guide`] shows what else a client can do, and [`testing`](crate::guide#tests-without-a-network) how to test without a network.");
    let features = context.features.all();
    if !features.is_empty() {
        all.push_paragraph("# Features");
        all.push_paragraph(
            "Each resource is a cargo feature, and `full`, which is on by default unless the manifest says otherwise, is all of them.",
        );
    }
    all
}

/// The whole README.
pub(crate) fn readme(
    context: &Context<'_>,
    about: &str,
    package: &str,
    table: &Api,
    example: Option<&Example>,
) -> String {
    let krate = package.replace('-', "_");
    let mut text = format!("# {package}\n\n{}\n", sentence(docs::line(about)));
    text.push_str("\n## Usage\n\nWithin a runtime of tokio:\n\n```rust,no_run\n");
    text.push_str(&format!(
        "use {krate}::{{Client, Error}};\n\nasync fn run() -> Result<(), Error> {{\n"
    ));
    text.push_str("    let client = Client::from_env()?;\n");
    example
        .iter()
        .flat_map(|example| &example.call)
        .for_each(|line| text.push_str(&format!("    {line}\n")));
    text.push_str("    Ok(())\n}\n```\n\n");
    text.push_str("Required inputs are arguments, optional ones are set on the request, and a request is sent when it is awaited:\n");
    text.push_str("`.timeout(…)`, `.max_retries(…)`, `.header(…)` and `.with_response()` are there for every one. The module `guide` of the\n");
    text.push_str("documentation shows what else a client can do, each with an example: credentials that are fetched, requests that are looked at,\n");
    text.push_str("streams, errors, lists in pages, threads that wait, calls that are not described, layers, transports, certificates and\n");
    text.push_str("proxies, traces, and tests without a network.\n");

    if example::has_credentials(context) || table.base_url_env.is_some() {
        text.push_str("\n## Credentials\n\n`Client::from_env` reads these variables; `Client::builder` takes the same one by one.\n\n");
        credentials(table).into_iter().for_each(|line| text.push_str(&format!("{line}\n")));
    }
    let features = context.features.all();
    text.push_str("\n## Features\n\n");
    OWN_FEATURES.iter().for_each(|line| text.push_str(&format!("- {line}\n")));
    if !features.is_empty() {
        text.push_str("- `full`: every resource. Or one by one: ");
        let names: Vec<String> = features.iter().map(|name| format!("`{name}`")).collect();
        text.push_str(&format!("{}.\n", names.join(", ")));
    }
    text.push_str("\n## Resources\n\n| call | what it is | operations |\n|---|---|---|\n");
    let all = context.tree.nodes.iter().zip(context.seats);
    // A resource that only leads to others is seen in their calls.
    for (node, seat) in all.filter(|(node, _)| !node.operations.is_empty()) {
        let says = node.description.as_deref().map(docs::line).unwrap_or_default();
        text.push_str(&format!(
            "| `{}` | {} | {} |\n",
            seat.call(),
            cell(&says),
            node.operations.len()
        ));
    }
    text
}

/// A list of credentials: the builder's method, and the variable.
fn credentials(table: &Api) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for scheme in table.schemes.iter().filter(|scheme| scheme.kind != SchemeKind::MutualTls) {
        let variables: Vec<String> =
            scheme.env.iter().flat_map(|env| env.split(':')).map(docs::code).collect();
        let from =
            if variables.is_empty() { "no variable".to_owned() } else { variables.join(" and ") };
        let arguments = if scheme.kind == SchemeKind::Basic { "user, password" } else { "…" };
        lines.push(format!("- {from}, or `Builder::{}({arguments})`", scheme.ident.as_str()));
    }
    if let Some(env) = &table.base_url_env {
        lines.push(format!("- {}, or `Builder::base_url(…)`: another base URL", docs::code(env)));
    }
    lines
}

/// Text that stays within a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn sentence(line: String) -> String {
    if line.is_empty() || line.ends_with(['.', '!', '?', ':', '`']) {
        line
    } else {
        format!("{line}.")
    }
}
