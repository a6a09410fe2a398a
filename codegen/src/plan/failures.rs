//! Says of a method how its call may fail: each described status with its forms and their types, and its headers.

use super::layout::Context;
use super::request::sentence;
use super::{Docs, docs};
use crate::ir;

/// The section `# Errors` of a method; nothing when no failure is described.
pub(crate) fn section(context: &Context<'_>, operation: &ir::Operation) -> Docs {
    if operation.failures.is_empty() {
        return Docs::default();
    }
    let typed = operation
        .failures
        .iter()
        .flat_map(ir::Response::forms)
        .any(|media| link(context, media).is_some());
    let reads = if typed { "; `body_as` reads a body as its type" } else { "" };
    let mut all = Docs::from_line("# Errors");
    all.push_line("");
    all.push_line(format!("[`Error::Api`](crate::Error::Api) with one of these statuses, besides those that any call may meet{reads}:"));
    all.push_line("");
    for failure in &operation.failures {
        let status = if failure.status == "default" {
            "any other".to_owned()
        } else {
            docs::code(&failure.status)
        };
        let says = failure.description.as_deref().map(docs::line).filter(|line| !line.is_empty());
        let says = says.map(|line| format!(": {}", sentence(line))).unwrap_or_default();
        all.push_line(format!("- {status}{says}{}", forms(context, failure)));
        for (name, description) in &failure.headers {
            let says = description.as_deref().map(docs::line).filter(|line| !line.is_empty());
            let says = says.map(|line| format!(": {line}")).unwrap_or_default();
            all.push_line(format!("  - header {}{says}", docs::code(name)));
        }
    }
    all
}

/// The type of a failure's body; of several media types each with its own.
fn forms(context: &Context<'_>, failure: &ir::Response) -> String {
    let essence = |media: &ir::Media| {
        docs::code(media.content_type.split(';').next().unwrap_or_default().trim())
    };
    if failure.others.is_empty() {
        let link = failure.media.as_ref().and_then(|media| link(context, media));
        return link.map(|link| format!(" {link}")).unwrap_or_default();
    }
    let each = failure.forms().map(|media| {
        let holds = link(context, media).unwrap_or_else(|| {
            match media.form {
                ir::MediaForm::Bytes | ir::MediaForm::Multipart(_) => "`bytes()`",
                ir::MediaForm::Json(_) => "any JSON",
                _ => "`body()`",
            }
            .to_owned()
        });
        format!("{}: {holds}", essence(media))
    });
    format!(" ({})", each.collect::<Vec<_>>().join("; "))
}

/// A link to the type of a media type.
fn link(context: &Context<'_>, media: &ir::Media) -> Option<String> {
    let id = context.names.mentions(media.form.ty()?).pop()?;
    let name = context.names.ident(id)?.as_str();
    let lines = match media.form {
        ir::MediaForm::Lines(_) => "lines of ",
        ir::MediaForm::Events(_) => "events of ",
        _ => "",
    };
    // Where the file imports the type, rustdoc finds a link by the bare name redundant.
    Some(format!("{lines}[`types::{name}`](crate::types::{name})"))
}
