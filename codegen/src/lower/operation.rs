//! Lowers one operation: what it takes, gives and needs. Says why when it has to be left out.

use super::paths::Found;
use super::{Lowering, body, notes, pagination, parameter, response, server};
use crate::diagnostic::{Code, Report};
use crate::ir::{Operation, Security};
use std::collections::BTreeSet;

/// Lowers the operation that will be the `index`th of the API.
///
/// # Errors
///
/// The reason for leaving it out, which has been reported with its place.
pub(super) fn operation<'a>(
    lowering: &mut Lowering<'a>,
    found: &Found<'a>,
    id: Option<&str>,
    index: u32,
    default_security: &Security,
    report: &mut Report,
) -> Result<Operation, String> {
    let cursor = &found.operation;
    lowering.seen.extensions.extend(
        cursor
            .members()
            .map(|(name, _)| name)
            .filter(|name| name.starts_with("x-"))
            .map(str::to_owned),
    );
    let decided = lowering.settings.operation(id, &found.method, &found.path);
    if let Some(reason) = decided.and_then(|decided| decided.skip.as_ref()) {
        see(lowering, found, id, wire_names(lowering, found));
        report.add(
            Code::SkippedOperation,
            &cursor.place,
            format!("left out by the settings: {reason}"),
        );
        return Err(reason.clone());
    }
    if !cursor.is_object() {
        let reason = format!("an operation must be an object, not {}", cursor.kind());
        report.add(Code::InvalidOperation, &cursor.place, &*reason);
        return Err(reason);
    }
    if let Some(reference) = cursor.reference() {
        let reason = format!("the operation stands at `{reference}`, which cannot be read");
        report.add(Code::InvalidOperation, &cursor.place, &*reason);
        return Err(reason);
    }
    let security =
        lowering.schemes.requirements(cursor, report).unwrap_or_else(|| default_security.clone());
    let parameters = parameter::parameters(lowering, found, decided, &security, index, report)
        .inspect_err(|reason| {
            report.add(Code::InvalidOperation, &cursor.place, reason.as_str());
        })?;
    see(lowering, found, id, wire_names(lowering, found));
    let left_out = |reason: String, report: &mut Report| {
        report.add(Code::InvalidOperation, &cursor.place, reason.as_str());
        reason
    };
    let body =
        body::body(lowering, found, index, report).map_err(|reason| left_out(reason, report))?;
    let responses = response::responses(lowering, found, index, report)
        .map_err(|reason| left_out(reason, report))?;
    let inputs = pagination::Inputs { parameters: &parameters, body: body.as_ref() };
    let pagination =
        pagination::pagination(lowering, found, id, decided, inputs, &responses, report);
    let server = server::own(found, report);
    let mut all_notes = notes::notes(lowering, cursor, report);
    all_notes.extend(server.iter().flat_map(server::variables_note));
    let inherited = |key: &str| {
        let own = cursor.str(key).map(str::to_owned).filter(|text| !text.trim().is_empty());
        own.or_else(|| found.inherited(key)?.node.as_str().map(str::to_owned))
    };
    let tags = cursor.get("tags").into_iter().flat_map(|tags| tags.items());
    Ok(Operation {
        id: id.map(str::to_owned),
        method: found.method.clone(),
        path: found.path.clone(),
        tags: tags.filter_map(|tag| tag.node.text().map(str::to_owned)).collect(),
        summary: inherited("summary"),
        description: inherited("description"),
        notes: all_notes,
        deprecated: cursor.bool("deprecated").unwrap_or(false),
        parameters,
        body,
        success: responses.success,
        failures: responses.failures,
        pagination,
        security,
        server: server.map(server::with_defaults),
        place: cursor.place.clone(),
    })
}

/// Remembers an operation that is not selected, so that settings for it are not taken for a slip of the pen.
pub(super) fn see_only(lowering: &mut Lowering<'_>, found: &Found<'_>) {
    let id = found.operation.text("operationId");
    see(lowering, found, id, wire_names(lowering, found));
}

/// Remembers by what the settings can name this operation and its parameters.
fn see(
    lowering: &mut Lowering<'_>,
    found: &Found<'_>,
    id: Option<&str>,
    parameters: BTreeSet<String>,
) {
    if let Some(id) = id {
        lowering.seen.operations.insert(id.to_owned(), parameters.clone());
    }
    lowering.seen.operations.insert(found.key(), parameters);
}

fn wire_names(lowering: &Lowering<'_>, found: &Found<'_>) -> BTreeSet<String> {
    let lists = found
        .operation
        .get("parameters")
        .into_iter()
        .chain(found.items.iter().filter_map(|item| item.get("parameters")));
    // Faults of references are reported where the parameters are lowered.
    let mut silent = Report::default();
    lists
        .flat_map(|list| list.items().collect::<Vec<_>>())
        .filter_map(|parameter| {
            lowering.document.follow(&parameter, &mut silent)?.text("name").map(str::to_owned)
        })
        .collect()
}
