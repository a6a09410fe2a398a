//! Compares the forms of a request's body: each media type that says something else is a method, or a setter, of its own.

use super::operations::Pair;
use super::{Change, Kind, signature};
use crate::ir::Operation;
use crate::plan::{Input, PlannedCall, Sink};
use std::collections::{BTreeMap, BTreeSet};

/// How a form of the body is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// By a method of its own: `create_as_form`.
    Method,
    /// By a setter of its own: `.body_as_form`.
    Setter,
}

/// A form beside the preferred one.
struct Form {
    by: By,
    /// As a caller writes it.
    text: String,
    /// The type that it takes.
    ty: String,
}

/// Everything that changed about the forms beside the preferred one, which is compared with the other inputs.
pub(super) fn compare(pair: &Pair<'_>, changes: &mut Vec<Change>) {
    if pair.one.body.is_none() || pair.other.body.is_none() {
        return;
    }
    let (before, after) = (forms(pair.was), forms(pair.is));
    let (listed, now_listed) = (media_types(pair.one), media_types(pair.other));
    let mut push = |form: &str, kind: Kind, was: &str, is: &str, in_rust: bool| {
        let change = pair.change(kind, was, is);
        changes.push(Change { member: form.to_owned(), in_rust, ..change });
    };
    let mut all: BTreeSet<&str> = listed.union(&now_listed).copied().collect();
    all.extend(before.keys().chain(after.keys()));
    for form in all {
        match (before.get(form), after.get(form)) {
            (Some(was), Some(is)) => {
                if was.by != is.by {
                    let kind = match is.by {
                        By::Setter => Kind::ArgumentToSetter,
                        By::Method => Kind::SetterToArgument,
                    };
                    push(form, kind, &was.text, &is.text, true);
                } else if pair.old.today(&was.ty) != is.ty {
                    push(form, Kind::InputTypeChanged, &was.text, &is.text, true);
                }
            }
            // A form that has become the preferred one, or was it, or is another name of it, has no item of its own.
            (Some(was), None) => push(form, Kind::BodyFormRemoved, &was.text, "", true),
            (None, Some(is)) => push(form, Kind::BodyFormAdded, "", &is.text, true),
            (None, None) if !now_listed.contains(form) && listed.contains(form) => {
                push(form, Kind::BodyFormRemoved, form, "", false);
            }
            (None, None) if !listed.contains(form) && now_listed.contains(form) => {
                push(form, Kind::BodyFormAdded, "", form, false);
            }
            (None, None) => {}
        }
    }
}

fn media_types(operation: &Operation) -> BTreeSet<&str> {
    let media = operation.body.iter().flat_map(|body| &body.media);
    media.map(|media| essence(&media.content_type)).collect()
}

/// The forms beside the preferred one, by media type.
fn forms(call: &PlannedCall) -> BTreeMap<&str, Form> {
    let mut all = BTreeMap::new();
    for method in &call.bodies {
        let Some(input) = method.inputs.last() else { continue };
        let inputs: Vec<String> = method.inputs.iter().map(signature::input).collect();
        let text = format!("{}.{}({})", call.handle, method.ident.as_str(), inputs.join(", "));
        all.insert(
            media_type(input),
            Form { by: By::Method, text, ty: signature::input_type(input) },
        );
    }
    let is_body = |input: &&Input| !matches!(input.sink, Sink::Parameter { .. });
    for setter in call.request.setters.iter().filter(is_body).skip(1) {
        let text = signature::setter(setter);
        all.insert(
            media_type(setter),
            Form { by: By::Setter, text, ty: signature::input_type(setter) },
        );
    }
    all
}

/// What a body goes out as.
fn media_type(input: &Input) -> &str {
    let given = match &input.sink {
        Sink::Parameter { .. } => "",
        Sink::Json(given) => given.as_deref().unwrap_or("application/json"),
        Sink::Form(_) => "application/x-www-form-urlencoded",
        Sink::Multipart { media_type, .. } => {
            media_type.as_deref().unwrap_or("multipart/form-data")
        }
        Sink::Lines(given) | Sink::Text(given) | Sink::Bytes(given) => given,
    };
    essence(given)
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}
