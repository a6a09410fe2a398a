//! Applies overlays (Overlay Specification 1.0 and 1.1) to a tree. What an overlay brings keeps its position in the overlay.

mod apply;
mod filter;
mod parse;
mod path;
mod regexp;

use crate::cursor::Cursor;
use crate::diagnostic::{Code, Place, Report, clean};
use crate::text::Node;
use apply::{Change, Refusal};

/// Applies one overlay, which is file `file` of the report, to `target`. False when something is wrong with it.
///
/// An action that changes nothing is an error: either its target is mistaken, or the fault that it mends is gone.
pub(crate) fn apply(overlay: &Node, file: u32, target: &mut Node, report: &mut Report) -> bool {
    let root = Cursor::new(overlay, Place::root(file, overlay));
    let Some(actions) = actions(&root, report) else { return false };
    let mut sound = true;
    for action in actions {
        match act(&action, target, report) {
            Outcome::Changed => {}
            Outcome::Faulty => sound = false,
            Outcome::TooLarge => return false,
        }
    }
    sound
}

/// The actions of an overlay, once its version is known.
fn actions<'a>(root: &Cursor<'a>, report: &mut Report) -> Option<Vec<Cursor<'a>>> {
    let version = root.text("overlay").unwrap_or_default();
    if !["1.0", "1.1"]
        .iter()
        .any(|known| version == *known || version.starts_with(&format!("{known}.")))
    {
        let message = match version {
            "" => "an overlay says its version in `overlay`, and this has none".to_owned(),
            version => format!(
                "overlay version `{}` is not supported; 1.0 and 1.1 are",
                clean(version, 40)
            ),
        };
        report
            .add(Code::InvalidOverlay, &root.key_place("overlay"), message)
            .help("begin it with `overlay: 1.0.0`");
        return None;
    }
    for (key, _) in root.members() {
        if !["overlay", "info", "extends", "actions"].contains(&key) && !key.starts_with("x-") {
            let message = format!("`{}` has no meaning in an overlay", clean(key, 80));
            report.add(Code::InvalidOverlay, &root.key_place(key), message);
            return None;
        }
    }
    let actions = root
        .get("actions")
        .filter(|actions| actions.node.as_array().is_some_and(|items| !items.is_empty()));
    if actions.is_none() {
        report.add(
            Code::InvalidOverlay,
            &root.key_place("actions"),
            "`actions` must be a list of at least one action",
        );
    }
    actions.map(|actions| actions.items().collect())
}

/// How an action went.
enum Outcome {
    Changed,
    /// Something is wrong with it.
    Faulty,
    /// The document would become so large that no further action should be tried.
    TooLarge,
}

/// Performs one action.
fn act(action: &Cursor<'_>, target: &mut Node, report: &mut Report) -> Outcome {
    for (key, _) in action.members() {
        if !["target", "description", "update", "remove", "copy"].contains(&key)
            && !key.starts_with("x-")
        {
            let error = report.add(
                Code::InvalidOverlay,
                &action.key_place(key),
                format!("`{}` has no meaning in an action", clean(key, 80)),
            );
            if let Some(meant) =
                crate::names::nearest(key, ["target", "update", "remove", "copy", "description"])
            {
                error.help(format!("did you mean `{meant}`?"));
            }
            return Outcome::Faulty;
        }
    }
    let Some(path) = action.get("target").filter(|path| path.node.as_str().is_some()) else {
        report.add(
            Code::InvalidOverlay,
            &action.place,
            "an action needs a `target`, a JSONPath query as a text",
        );
        return Outcome::Faulty;
    };
    let Some(query) = query(&path, report) else { return Outcome::Faulty };
    let remove = action.bool("remove").unwrap_or(false);
    let change = match (remove, action.get("update"), action.get("copy")) {
        (true, _, _) => Change::Remove,
        (false, Some(update), None) => Change::Merge(update.node.clone()),
        (false, None, Some(from)) => {
            let Some(source) = copied(&from, target, report) else { return Outcome::Faulty };
            Change::Merge(source)
        }
        (false, Some(_), Some(copy)) => {
            report.add(
                Code::InvalidOverlay,
                &copy.place,
                "an action has either `update` or `copy`",
            );
            return Outcome::Faulty;
        }
        (false, None, None) => {
            report.add(
                Code::InvalidOverlay,
                &action.place,
                "an action needs `update`, `copy` or `remove: true`",
            );
            return Outcome::Faulty;
        }
    };
    let targets = query.locations(target);
    if targets.is_empty() {
        report
            .add(Code::IdleAction, &path.place, "the target matches nothing, so this action changes nothing")
            .help("correct the target; if the description no longer has what it names, delete the action");
        return Outcome::Faulty;
    }
    match apply::change(target, targets, &change) {
        Ok(true) => Outcome::Changed,
        Ok(false) => {
            report
                .add(
                    Code::IdleAction,
                    &action.place,
                    "what the target matches already is as this action would make it",
                )
                .help("the description has been mended: delete the action");
            Outcome::Faulty
        }
        Err(refusal) => {
            let place = action.get("update").map_or(&path.place, |_| &action.place);
            let (message, outcome) = match refusal {
                Refusal::Unfit(message) => (message, Outcome::Faulty),
                Refusal::TooLarge(message) => (message, Outcome::TooLarge),
            };
            report.add(Code::WrongTarget, place, message);
            outcome
        }
    }
}

fn query(path: &Cursor<'_>, report: &mut Report) -> Option<path::Query> {
    match parse::query(path.node.as_str().unwrap_or_default()) {
        Ok(query) => Some(query),
        Err(error) => {
            report
                .add(Code::InvalidTarget, &path.place, format!("the target is not a JSONPath query: {error}"))
                .help("RFC 9535 defines the form, for example `$.paths['/pets'].get.parameters[?@.name=='id']`");
            None
        }
    }
}

/// The one value that `copy` names.
fn copied(from: &Cursor<'_>, target: &Node, report: &mut Report) -> Option<Node> {
    if from.node.as_str().is_none() {
        report.add(Code::InvalidOverlay, &from.place, "`copy` must be a JSONPath query as a text");
        return None;
    }
    let nodes = query(from, report)?.nodes(target);
    match nodes.as_slice() {
        [one] => Some((*one).clone()),
        nodes => {
            let message = format!("`copy` must name one value, and names {}", nodes.len());
            report.add(Code::InvalidTarget, &from.place, message);
            None
        }
    }
}
