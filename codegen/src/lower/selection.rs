//! Decides which part of the API is generated, when the settings select one (`only`).
//!
//! | written          | selects                          |
//! |------------------|----------------------------------|
//! | `orders-list`    | the operation of this id         |
//! | `GET /orders`    | the operation of this method and path |
//! | `tag:orders`     | every operation with this tag    |
//! | `/orders`        | every operation whose path begins so |

use super::paths::Found;
use crate::diagnostic::{Code, Place, Report};
use crate::names::nearest;
use crate::settings::Settings;

/// Parts what is selected from the rest. A selection that selects nothing is an error; that something is left out is a note.
pub(super) fn apply<'f, 'a>(
    found: &'f [Found<'a>],
    settings: &Settings,
    report: &mut Report,
) -> (Vec<&'f Found<'a>>, Vec<&'f Found<'a>>) {
    if settings.only.is_empty() {
        return (found.iter().collect(), Vec::new());
    }
    for selection in &settings.only {
        if !found.iter().any(|it| is_selected(it, selection)) {
            unknown(found, settings, selection, report);
        }
    }
    let (selected, others): (Vec<_>, Vec<_>) = found
        .iter()
        .partition(|it| settings.only.iter().any(|selection| is_selected(it, selection)));
    if selected.len() < found.len() {
        let message = format!("{} of {} operations are selected", selected.len(), found.len());
        report.add_global(Code::PartOfApi, message);
    }
    (selected, others)
}

fn is_selected(found: &Found<'_>, selection: &str) -> bool {
    if let Some(tag) = selection.strip_prefix("tag:") {
        return tags(found).contains(&tag);
    }
    if selection.starts_with('/') {
        let rest = found.path.strip_prefix(selection);
        // `/orders` is no beginning of `/orders-archive`.
        return rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('/') || selection.ends_with('/')
        });
    }
    found.operation.text("operationId") == Some(selection) || found.key() == selection
}

fn tags<'f>(found: &'f Found<'_>) -> Vec<&'f str> {
    let tags = found.operation.get("tags").into_iter().flat_map(|tags| tags.items());
    tags.filter_map(|tag| tag.node.text()).collect()
}

fn unknown(found: &[Found<'_>], settings: &Settings, selection: &str, report: &mut Report) {
    let message = format!("the selection `{selection}` selects no operation");
    let known: Vec<String> = found
        .iter()
        .flat_map(|it| {
            let id = it.operation.text("operationId").map(str::to_owned);
            let tags = tags(it).into_iter().map(|tag| format!("tag:{tag}"));
            let key = it.key();
            let path = it.path.clone();
            // A beginning of a path is as good as the whole.
            let depth = selection.matches('/').count();
            let ends = path.match_indices('/').map(|(at, _)| at).skip(1).nth(depth.max(1) - 1);
            let begin = ends.map_or(path.clone(), |end| path[..end].to_owned());
            tags.chain(id).chain([key, begin]).collect::<Vec<_>>()
        })
        .collect();
    // What is meant is of the kind that was written.
    let alike = |name: &&str| {
        name.starts_with('/') == selection.starts_with('/')
            && name.starts_with("tag:") == selection.starts_with("tag:")
    };
    let near = nearest(selection, known.iter().map(String::as_str).filter(alike));
    let help = match near {
        Some(name) => format!("did you mean `{name}`?"),
        None => "write an operation's id, `METHOD /path`, `tag:NAME`, or what paths begin with"
            .to_owned(),
    };
    match settings.only_place(selection) {
        Some((source, at)) => {
            let file = report.add_file(source.path.as_str(), source.text.as_str());
            let at = crate::text::Mark { source: file, ..at };
            let place = Place { file, at, ..Place::default() };
            report.add(Code::UnknownSelection, &place, message).help(help);
        }
        None => {
            report.add_global(Code::UnknownSelection, message).help(help);
        }
    }
}
