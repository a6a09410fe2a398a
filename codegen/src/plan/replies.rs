//! Decides what a caller gets: the type of the success response, or an enum where statuses differ in theirs.
//!
//! | success responses                          | output                         |
//! |--------------------------------------------|--------------------------------|
//! | none with content                          | `()`                           |
//! | one type                                   | that type                      |
//! | one JSON type, and statuses without content | `Option<T>`                   |
//! | several types: JSON, text or bytes         | an enum, one variant a status  |
//! | text, bytes, events, lines                 | the runtime's type for that    |
//!
//! What is read as it comes is no variant of an enum: lowering has said so.

use super::docs;
use super::ident;
use super::names::Names;
use super::scope::Scope;
use super::size::Sizes;
use super::{Docs, Input, OtherForm, Replies, Reply, RustIdent, RustType};
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
    let is_whole = |response: &&ir::Response| {
        response.media.as_ref().is_none_or(|media| !media.form.is_stream())
    };
    let answers: Vec<&ir::Response> = match media.form.is_stream() {
        true => first.into_iter().collect(),
        false => operation.success.iter().filter(is_whole).collect(),
    };
    let bodies: Vec<&ir::Media> = answers.iter().filter_map(|it| it.media.as_ref()).collect();
    let accept = accept(&bodies);
    let all_same = bodies.iter().all(|media| media_type(names, media) == ty);
    let may_be_empty = matches!(media.form, ir::MediaForm::Json(_))
        && answers.iter().any(|response| response.media.is_none());
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

/// The content types to ask for, when they can be asked for and are not what the runtime asks for anyway.
fn accept(bodies: &[&ir::Media]) -> Option<String> {
    let mut essences: Vec<&str> = Vec::new();
    for media in bodies {
        let essence = media.content_type.split(';').next().unwrap_or_default().trim();
        if !essences.iter().any(|known| known.eq_ignore_ascii_case(essence)) {
            essences.push(essence);
        }
    }
    let usual = match bodies.first()?.form {
        ir::MediaForm::Json(_) => "application/json",
        ir::MediaForm::Events(_) => "text/event-stream",
        _ => "",
    };
    let written = |char: char| char.is_ascii_alphanumeric() || "!#$&-^_.+/".contains(char);
    let is_sound = |essence: &&str| essence.contains('/') && essence.chars().all(written);
    // What cannot be asked for by its name comes when anything may come.
    let all = match essences.iter().all(is_sound) {
        true => essences.join(", "),
        false if essences.len() > 1 => "*/*".to_owned(),
        false => return None,
    };
    (!all.eq_ignore_ascii_case(usual)).then_some(all)
}

/// The enum over the statuses; its own name comes with the request's.
fn replies(names: &Names<'_>, answers: &[&ir::Response]) -> Replies {
    let mut scope = Scope::holding(&["Unknown", "Self"]);
    let sizes = Sizes::default();
    let mut variants = Vec::new();
    for response in answers {
        let says = response.description.as_deref().map(docs::clean).unwrap_or_default();
        let status = Docs::from_line(format!("Status {}.", docs::code(&response.status)));
        let output = response
            .media
            .as_ref()
            .map_or(RustType::Unit, |media| reply_type(names, &sizes, media));
        let held = match &output {
            RustType::Runtime("Text") => RustType::String,
            other => other.clone(),
        };
        let candidates =
            [variant(&response.status), ident::variant(&format!("status {}", response.status))];
        variants.push(Reply {
            docs: docs::paragraphs([says, status]),
            ident: scope.take(candidates),
            status: response.status.clone(),
            output,
            held,
        });
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
