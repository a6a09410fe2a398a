//! Decides what else an operation's documentation says: extensions that the settings name, links, scopes,
//! external documentation.

use super::Lowering;
use crate::cursor::Cursor;
use crate::diagnostic::Report;
use crate::text::Node;

/// Further paragraphs, in a fixed order.
pub(super) fn notes<'a>(
    lowering: &Lowering<'a>,
    operation: &Cursor<'a>,
    report: &mut Report,
) -> Vec<String> {
    let extensions = lowering.settings.docs.extensions.iter();
    let mut notes: Vec<String> = extensions
        .filter_map(|(name, label)| {
            let text = value(operation.get(name)?.node)?;
            Some(format!("{}: {text}", label.trim().trim_end_matches(':')))
        })
        .collect();
    notes.extend(links(lowering, operation, report));
    notes.extend(super::oauth::scopes(operation));
    notes.extend(operation.get("externalDocs").and_then(|docs| external(&docs)));
    notes
}

/// A value as a reader of documentation wants it: texts as they are, lists with commas.
fn value(node: &Node) -> Option<String> {
    match node.as_array() {
        Some([]) => None,
        Some(items) => Some(items.iter().filter_map(value).collect::<Vec<_>>().join(", ")),
        None if node.is_null() => None,
        None => node
            .text()
            .map(|text| text.trim().to_owned())
            .or_else(|| Some(node.to_json()))
            .filter(|text| !text.is_empty()),
    }
}

/// What the responses lead to: for each link, the operation and where its arguments come from.
fn links<'a>(lowering: &Lowering<'a>, operation: &Cursor<'a>, report: &mut Report) -> Vec<String> {
    let responses = operation.get("responses");
    let mut notes = Vec::new();
    for (_, response) in responses.iter().flat_map(|responses| responses.members()) {
        // A dangling response has been reported where it was lowered.
        let Some(response) = lowering.document.follow(&response, report) else { continue };
        for (name, link) in response.get("links").iter().flat_map(|links| links.members()) {
            let Some(link) = lowering.document.follow(&link, report) else { continue };
            let target = link.str("operationId").or_else(|| link.str("operationRef"));
            let Some(target) = target else { continue };
            let parameters = link.get("parameters");
            let parameters: Vec<String> = parameters
                .iter()
                .flat_map(|parameters| parameters.members())
                .filter_map(|(name, from)| Some(format!("`{name}` from `{}`", value(from.node)?)))
                .collect();
            let arguments = if parameters.is_empty() {
                String::new()
            } else {
                format!(", {}", parameters.join(", "))
            };
            let description = link
                .str("description")
                .map(|text| format!(": {}", text.trim()))
                .unwrap_or_default();
            let note = format!("Link `{name}`: operation `{target}`{arguments}{description}");
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    notes
}

pub(super) fn external(docs: &Cursor<'_>) -> Option<String> {
    let url = docs.str("url").map(str::trim).filter(|url| !url.is_empty())?;
    Some(match docs.str("description").map(str::trim).filter(|text| !text.is_empty()) {
        Some(description) => format!("{}: {url}", description.trim_end_matches(['.', ':'])),
        None => format!("See {url}"),
    })
}
