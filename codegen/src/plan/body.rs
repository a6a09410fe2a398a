//! Decides how a request's body is taken in each of its media types.
//!
//! | media type            | argument                                               |
//! |-----------------------|--------------------------------------------------------|
//! | JSON, form            | the type by reference (a text or number by value)      |
//! | multipart with files  | a struct of its own, by value, with a `Part` for a file |
//! | multipart of other forms | [`Multipart`], put together by the caller           |
//! | lines of JSON         | a slice, unless a line is any JSON or a text           |
//! | text                  | `impl Into<String>`                                    |
//! | anything else         | `impl Into<Body>`                                      |
//!
//! The preferred media type has the plain name (`create`, or the setter `body`); each other one that says something else has a name of
//! its own (`create_as_form`, `body_as_form`).

use super::docs;
use super::files::{files, is_form, leads_to_form};
use super::ident;
use super::inputs::{argument, reference};
use super::names::Names;
use super::{Argument, Docs, Input, RustIdent, RustType, Sink};
use crate::ir;

/// A body in one media type; `aliases` are other names of the same thing.
pub(crate) fn input(
    names: &Names<'_>,
    body: &ir::Body,
    media: &ir::Media,
    aliases: &[&ir::Media],
    ident: RustIdent,
) -> Input {
    let mut all = body.description.as_deref().map(docs::clean).unwrap_or_default();
    if all.is_empty() && !body.required {
        all = Docs::from_line("The request's body.");
    }
    let text = || media.content_type.clone();
    let (argument, sink) = match &media.form {
        ir::MediaForm::Json(ty) => {
            (argument(names, *ty), Sink::Json(other_than(&media.content_type, "application/json")))
        }
        ir::MediaForm::Form(ty) => (reference(names, *ty), Sink::Form(styles(&media.encodings))),
        ir::MediaForm::Multipart(ty) => {
            all.append(parts(names.api(), *ty, &media.encodings));
            (
                multipart(names, *ty),
                Sink::Multipart {
                    media_type: other_than(&media.content_type, "multipart/form-data"),
                    members: styles(&media.encodings),
                },
            )
        }
        ir::MediaForm::Lines(ty) if is_typed(names.api(), *ty) => {
            let line = Box::new(names.bare_type(*ty));
            (Argument::Ref(RustType::Vec(line)), Sink::Lines(text()))
        }
        ir::MediaForm::Text => (Argument::Into(RustType::String), Sink::Text(text())),
        ir::MediaForm::Bytes | ir::MediaForm::Events(_) | ir::MediaForm::Lines(_) => {
            (Argument::Into(RustType::Runtime("Body")), Sink::Bytes(text()))
        }
    };
    if body.media.len() > 1 {
        all.push_paragraph(format!("Sent as {}.", docs::code(&media.content_type)));
    }
    if !aliases.is_empty() {
        let names: Vec<String> =
            aliases.iter().map(|media| docs::code(&media.content_type)).collect();
        all.push_paragraph(format!(
            "The description also calls it {}: set the header `Content-Type` to send it so.",
            names.join(", ")
        ));
    }
    Input { docs: all, ident, argument, sink, deprecated: false }
}

/// Whether a line has a form that is worth a type; a line of text is rather the whole body's text.
fn is_typed(api: &ir::Api, ty: ir::TypeRef) -> bool {
    use ir::{Scalar, Shape};
    !matches!(
        api.ty(ty.id).shape,
        Shape::Any { .. } | Shape::Scalar(Scalar::String | Scalar::Binary)
    )
}

/// Of the media types after the first: those that say something else, and other names of the first one.
pub(crate) fn others(body: &ir::Body) -> (Vec<&ir::Media>, Vec<&ir::Media>) {
    let Some((first, rest)) = body.media.split_first() else { return Default::default() };
    rest.iter().partition(|media| !is_alias(first, media))
}

/// Whether a media type is another name of the first: JSON under one of JSON's names, or a range.
fn is_alias(first: &ir::Media, media: &ir::Media) -> bool {
    let (ir::MediaForm::Json(one), ir::MediaForm::Json(other)) = (&first.form, &media.form) else {
        return false;
    };
    let essence = essence(&media.content_type);
    let general = ["application/json", "text/json", "application/x-json", "text/x-json"];
    one == other && (general.contains(&essence.as_str()) || essence.contains('*'))
}

/// What the name of a method or setter for a media type can end in, best first.
pub(crate) fn endings(content_type: &str) -> Vec<String> {
    let essence = essence(content_type);
    let (main, sub) = essence.split_once('/').unwrap_or(("", &essence));
    let short = match (main, sub) {
        ("application", "x-www-form-urlencoded") => "form",
        ("application", "octet-stream") | (_, "*") => "bytes",
        ("text", "plain") => "text",
        ("multipart", "form-data") => "multipart",
        _ => sub,
    };
    let bare = short.split('+').next().unwrap_or(short);
    let bare =
        ["x-", "vnd."].iter().fold(bare, |text, start| text.strip_prefix(start).unwrap_or(text));
    [bare, short, &format!("{bare}_body"), &essence, content_type]
        .iter()
        .map(|text| ident::words(text).join("_"))
        .filter(|ending| !ending.is_empty())
        .collect()
}

/// How members of a form are written, the usual ways left out.
pub(crate) fn styles(encodings: &[ir::Encoding]) -> Vec<(String, ir::Written)> {
    encodings
        .iter()
        .filter(|encoding| encoding.written != ir::Written::Usual)
        .map(|encoding| (encoding.name.clone(), encoding.written.clone()))
        .collect()
}

fn multipart(names: &Names<'_>, ty: ir::TypeRef) -> Argument {
    let api = names.api();
    if is_form(api, ty.id) {
        return Argument::Plain(names.bare_type(ty));
    }
    if leads_to_form(api, ty.id) || files(api, ty.id).is_some() {
        return Argument::Plain(RustType::Runtime("Multipart"));
    }
    reference(names, ty)
}

fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The content type of a body, unless it is the plain one.
fn other_than(content_type: &str, plain: &str) -> Option<String> {
    let essence = essence(content_type);
    (essence != plain && !essence.contains('*')).then(|| content_type.to_owned())
}

/// What a caller must know of the parts: all of them where the caller puts the form together, else their headers and media types.
fn parts(api: &ir::Api, ty: ir::TypeRef, encodings: &[ir::Encoding]) -> Docs {
    let open = !is_form(api, ty.id);
    let untyped = open && (leads_to_form(api, ty.id) || files(api, ty.id).is_some());
    let mut lines = Vec::new();
    let members = if untyped { members(api, ty) } else { Vec::new() };
    for member in &members {
        let file = if files(api, member.ty.id).is_some() { ", a file" } else { "" };
        let required = if member.required { ", required" } else { "" };
        let says = member.description.as_deref().map(docs::line).filter(|line| !line.is_empty());
        let says = says.map(|line| format!(": {line}")).unwrap_or_default();
        lines.push(format!("- {}{file}{required}{says}", docs::code(&member.name)));
    }
    for encoding in encodings {
        let kind = match &encoding.written {
            ir::Written::Content(content_type) => format!(" as {}", docs::code(content_type)),
            ir::Written::Usual | ir::Written::Styled { .. } => String::new(),
        };
        let headers: Vec<String> = encoding.headers.iter().map(header).collect();
        let headers = match headers.as_slice() {
            [] => String::new(),
            some => format!(
                " with headers of its own ([`Part::header`](crate::Part::header)): {}",
                some.join("; ")
            ),
        };
        if !kind.is_empty() || !headers.is_empty() {
            lines.push(format!("- {}{kind}{headers}", docs::code(&encoding.name)));
        }
    }
    if lines.is_empty() {
        return Docs::default();
    }
    let mut all = Docs::from_line("Parts:");
    all.push_line("");
    lines.into_iter().for_each(|line| all.push_line(line));
    all
}

fn header((name, description): &(String, Option<String>)) -> String {
    let says = description.as_deref().map(docs::line).filter(|line| !line.is_empty());
    format!("{}{}", docs::code(name), says.map(|line| format!(" ({line})")).unwrap_or_default())
}

/// The members of an object, or of a union's branches.
fn members(api: &ir::Api, ty: ir::TypeRef) -> Vec<&ir::Member> {
    let mut all: Vec<&ir::Member> = Vec::new();
    let branches: Vec<ir::TypeId> = match &api.ty(ty.id).shape {
        ir::Shape::Union(union) => union.branches.iter().map(|branch| branch.ty.id).collect(),
        ir::Shape::Alias(inner) => vec![inner.id],
        _ => vec![ty.id],
    };
    for id in branches {
        if let ir::Shape::Object(object) = &api.ty(id).shape {
            let known: Vec<&str> = all.iter().map(|member| member.name.as_str()).collect();
            all.extend(object.members.iter().filter(|it| !known.contains(&it.name.as_str())));
        }
    }
    all
}
