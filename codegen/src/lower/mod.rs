//! Decides what the API means: which operations there are and what each takes and gives, in OpenAPI's words.

mod body;
mod encoding;
mod envelope;
mod kinds;
mod library;
mod media;
mod notes;
mod oauth;
mod operation;
mod pagination;
mod parameter;
mod paths;
mod payload;
mod response;
pub(crate) mod schemas;
mod security;
mod selection;
mod server;
mod style;

pub use schemas::Schemas;

use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report};
use crate::ir::Api;
use crate::load::Document;
use crate::settings::{self, Seen, Settings};
use std::collections::BTreeMap;

/// What every part of the stage works with.
struct Lowering<'a> {
    document: &'a Document,
    settings: &'a Settings,
    schemas: Schemas<'a>,
    schemes: security::Schemes,
    /// What is there for the settings to name.
    seen: Seen,
    /// For each of the settings' rules for lists, whether it fitted an operation, and else why not.
    rules: Vec<pagination::Tried>,
}

/// Lowers a document.
///
/// An operation that cannot be generated is left out with a diagnostic and counted; everything else goes on.
pub fn api(document: &Document, settings: &Settings, report: &mut Report) -> Api {
    let root = document.root();
    let schemes = security::Schemes::new(document, report);
    let mut lowering = Lowering {
        document,
        settings,
        schemas: Schemas::new(document, settings),
        schemes,
        seen: Seen::default(),
        rules: vec![pagination::Tried::default(); settings.pagination.len()],
    };
    let mut api =
        Api { tags: tags(&root), servers: server::servers(&root, report), ..Api::default() };
    if let Some(info) = root.get("info") {
        api.title = info.text("title").unwrap_or_default().to_owned();
        api.version = info.text("version").unwrap_or_default().to_owned();
        api.description =
            info.str("description").or_else(|| info.str("summary")).map(str::to_owned);
    }
    api.security = lowering.schemes.requirements(&root, report).unwrap_or_default();

    let found = paths::operations(document, report);
    let mut ids = BTreeMap::new();
    let mut payloads = payload::Payloads::default();
    let (mut selected, others) = selection::apply(&found, settings, report);
    let most = settings.limits.operations as usize;
    let beyond = selected.split_off(most.min(selected.len()));
    if let Some(first) = beyond.first() {
        let (place, left) = (&first.operation.place, beyond.len());
        payload::report_beyond(place, most, report);
        report.coverage.operations.all += left;
        report.coverage.leave_out(place, format!("{left} operations from here on"), "a limit");
    }
    for found in others.into_iter().chain(beyond) {
        operation::see_only(&mut lowering, found);
    }
    for found in selected {
        report.coverage.operations.all += 1;
        let index = u32::try_from(api.operations.len()).unwrap_or(u32::MAX);
        let id = operation_id(found, &mut ids, report);
        match operation::operation(&mut lowering, found, id, index, &api.security, report) {
            Ok(operation) => {
                report.coverage.operations.done += 1;
                payloads.callbacks(&mut lowering, found, &operation, report);
                api.operations.push(operation);
            }
            Err(reason) => {
                let what = format!("operation {}", id.map_or_else(|| found.key(), str::to_owned));
                report.coverage.leave_out(&found.operation.place, what, reason);
            }
        }
    }
    // Webhooks belong to no operation, so they are no part of a part.
    if settings.only.is_empty() {
        payloads.webhooks(&mut lowering, report);
    }
    api.payloads = payloads.finish();
    if found.is_empty() && api.payloads.is_empty() && settings.only.is_empty() {
        api.library = library::types(&mut lowering, report);
    }

    pagination::report_idle(&mut lowering);
    let Lowering { schemas, schemes, seen, .. } = lowering;
    api.schemes = schemes.used();
    schemas.finish(&mut api, report);
    settings::report_idle(settings, document, &api, &seen, report);
    kinds::check(document, report);
    api
}

/// The operation's id. One that an earlier operation has is no help to tell them apart and is dropped.
fn operation_id<'a>(
    found: &paths::Found<'a>,
    ids: &mut BTreeMap<&'a str, Cursor<'a>>,
    report: &mut Report,
) -> Option<&'a str> {
    let id = found.operation.text("operationId").filter(|id| !id.trim().is_empty())?;
    if let Some(first) = ids.get(id) {
        // A path item that two paths share describes each of its operations twice without a fault of its own.
        if first.place != found.operation.place {
            let message = format!("another operation has the id `{id}`");
            report
                .add(Code::DuplicateOperationId, &found.operation.key_place("operationId"), message)
                .help(format!("this one is named after `{}`", found.key()))
                .related(&first.key_place("operationId"), "the first one");
        }
        return None;
    }
    ids.insert(id, found.operation.clone());
    Some(id)
}

fn tags(root: &Cursor<'_>) -> Vec<(String, Option<String>)> {
    let tags = root.get("tags").into_iter().flat_map(|tags| tags.items());
    tags.filter_map(|tag| {
        let description = tag.str("description").or_else(|| tag.str("summary")).map(str::to_owned);
        let parent = tag.text("parent").map(|parent| format!("A part of `{parent}`."));
        let docs = tag.get("externalDocs").and_then(|docs| notes::external(&docs));
        let all: Vec<String> = description.into_iter().chain(parent).chain(docs).collect();
        Some((tag.text("name")?.to_owned(), (!all.is_empty()).then(|| all.join("\n\n"))))
    })
    .collect()
}
