//! Decides what a caller gets: the type of the success response, or an enum where statuses differ in theirs.
//!
//! | success responses                          | output                         |
//! |--------------------------------------------|--------------------------------|
//! | none with content                          | `()`                           |
//! | one type                                   | that type                      |
//! | one JSON type, and statuses without content | `Option<T>`                   |
//! | several JSON types                         | an enum, one variant a status  |
//! | text, bytes, events, lines                 | the runtime's type for that    |

use super::docs;
use super::ident;
use super::names::Names;
use super::scope::Scope;
use super::size::Sizes;
use super::{Docs, Input, OtherForm, Replies, RustIdent, RustType};
use crate::ir;

/// What a caller gets.
pub(crate) struct Output {
    /// The type; for several types the enum of `replies`, whose name is set later.
    pub(crate) ty: RustType,
    /// The envelope's member.
    pub(crate) member: Option<String>,
    /// The `Accept` header, when the type's own default does not do.
    pub(crate) accept: Option<String>,
    /// The enum, when statuses differ.
    pub(crate) replies: Option<Replies>,
}

/// What a call of `operation` gives.
pub(crate) fn output(names: &Names<'_>, operation: &ir::Operation) -> Output {
    let first = operation.success.iter().find(|response| response.media.is_some());
    let member = first.and_then(|response| response.member.clone());
    let Some(media) = first.and_then(|response| response.media.as_ref()) else {
        return Output { ty: RustType::Unit, member: None, accept: None, replies: None };
    };
    let ty = media_type(names, media);
    let accept = accept(media);
    let json = |response: &&ir::Response| {
        let is_json =
            response.media.as_ref().is_some_and(|it| matches!(it.form, ir::MediaForm::Json(_)));
        is_json || response.media.is_none()
    };
    if !matches!(media.form, ir::MediaForm::Json(_)) {
        return Output { ty, member: None, accept, replies: None };
    }

    let answers: Vec<&ir::Response> = operation.success.iter().filter(json).collect();
    let mut types: Vec<RustType> = answers
        .iter()
        .filter_map(|response| response.media.as_ref())
        .map(|media| media_type(names, media))
        .collect();
    types.dedup();
    let all_same = types.iter().all(|other| *other == ty);
    let may_be_empty = answers.iter().any(|response| response.media.is_none());
    if !all_same {
        let replies = replies(names, &answers);
        return Output {
            ty: RustType::Named(replies.ident.clone()),
            member,
            accept,
            replies: Some(replies),
        };
    }
    let optional = may_be_empty && !matches!(ty, RustType::Option(_));
    let ty = if optional { RustType::Option(Box::new(ty)) } else { ty };
    Output { ty, member, accept, replies: None }
}

/// The forms in which a reply can be asked for instead, less those that would give the same type. `taken` are the names of setters.
pub(crate) fn others(
    names: &Names<'_>,
    operation: &ir::Operation,
    output: &RustType,
    taken: &[Input],
) -> Vec<OtherForm> {
    let mut scope = Scope::holding(&[]);
    taken.iter().for_each(|input| scope.reserve(input.ident.as_str()));
    let mut forms: Vec<OtherForm> = Vec::new();
    let responses = operation.success.iter().filter(|response| response.media.is_some()).take(1);
    for media in responses.flat_map(|response| &response.others) {
        let ty = media_type(names, media);
        let json = matches!(media.form, ir::MediaForm::Json(_));
        let essence = media.content_type.split(';').next().unwrap_or_default().trim();
        if json && ty == *output || forms.iter().any(|form| form.accept == essence) {
            continue;
        }
        let name = match &media.form {
            ir::MediaForm::Events(_) => "events".to_owned(),
            ir::MediaForm::Lines(_) => "lines".to_owned(),
            _ => ident::snake(essence.rsplit('/').next().unwrap_or_default()),
        };
        let whole = ident::snake(essence);
        let candidates = [format!("receive_{name}"), format!("receive_{whole}")];
        let mut docs = Docs::from_line(format!(
            "Sends the request and asks for {} instead.",
            docs::code(essence)
        ));
        if matches!(media.form, ir::MediaForm::Events(_) | ir::MediaForm::Lines(_)) {
            docs.push_line("The reply is read as it comes.");
        }
        forms.push(OtherForm {
            docs,
            ident: scope.take(candidates.iter().map(|name| ident::method(name))),
            accept: essence.to_owned(),
            output: ty,
        });
    }
    forms
}

fn media_type(names: &Names<'_>, media: &ir::Media) -> RustType {
    match &media.form {
        ir::MediaForm::Json(ty) | ir::MediaForm::Form(ty) | ir::MediaForm::Multipart(ty) => {
            match names.rust_type(*ty) {
                RustType::Box(inner) => *inner,
                other => other,
            }
        }
        ir::MediaForm::Text => RustType::Runtime("Text"),
        ir::MediaForm::Bytes => RustType::Runtime("Bytes"),
        ir::MediaForm::Events(Some(ty)) => {
            RustType::Generic("Events", Box::new(names.bare_type(*ty)))
        }
        ir::MediaForm::Events(None) => {
            RustType::Generic("Events", Box::new(RustType::Runtime("Text")))
        }
        ir::MediaForm::Lines(ty) => RustType::Generic("Lines", Box::new(names.bare_type(*ty))),
    }
}

/// The content type to ask for, when it is one that can be asked for and not what the runtime asks for anyway.
fn accept(media: &ir::Media) -> Option<String> {
    let essence = media.content_type.split(';').next().unwrap_or_default().trim();
    let usual = match media.form {
        ir::MediaForm::Json(_) => "application/json",
        ir::MediaForm::Events(_) => "text/event-stream",
        _ => "",
    };
    let written = |char: char| char.is_ascii_alphanumeric() || "!#$&-^_.+/".contains(char);
    let sound = essence.contains('/') && essence.chars().all(written);
    (sound && !essence.eq_ignore_ascii_case(usual)).then(|| essence.to_owned())
}

/// The enum over the statuses; its own name comes with the request's.
fn replies(names: &Names<'_>, answers: &[&ir::Response]) -> Replies {
    let mut scope = Scope::holding(&["Unknown", "Self"]);
    let sizes = Sizes::default();
    let mut variants = Vec::new();
    for response in answers {
        let says = response.description.as_deref().map(docs::clean).unwrap_or_default();
        let status = Docs::from_line(format!("Status {}.", docs::code(&response.status)));
        let ty = response
            .media
            .as_ref()
            .map_or(RustType::Unit, |media| reply_type(names, &sizes, media));
        let candidates =
            [variant(&response.status), ident::variant(&format!("status {}", response.status))];
        variants.push((
            docs::paragraphs([says, status]),
            scope.take(candidates),
            response.status.clone(),
            ty,
        ));
    }
    Replies {
        docs: Docs::default(),
        ident: RustIdent(String::new()),
        variants,
        unknown: RustIdent("Unknown".to_owned()),
    }
}

/// The type of a variant: a large one is boxed, as in a union.
fn reply_type(names: &Names<'_>, sizes: &Sizes, media: &ir::Media) -> RustType {
    let plain = media_type(names, media);
    match (&media.form, &plain) {
        (ir::MediaForm::Json(ty), RustType::Named(_)) if sizes.is_large(names, *ty) => {
            RustType::Box(Box::new(plain))
        }
        _ => plain,
    }
}

/// `200` is `Ok`; what has no name of its own is called by its number.
fn variant(status: &str) -> RustIdent {
    let name = match status {
        "200" => "Ok",
        "201" => "Created",
        "202" => "Accepted",
        "203" => "Non Authoritative",
        "204" => "No Content",
        "205" => "Reset Content",
        "206" => "Partial Content",
        "207" => "Multi Status",
        "208" => "Already Reported",
        "226" => "Im Used",
        "default" => "Otherwise",
        "2XX" | "2xx" => "Success",
        other => return ident::variant(&format!("status {other}")),
    };
    ident::variant(name)
}
