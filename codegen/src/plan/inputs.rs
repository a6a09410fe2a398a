//! Decides how each input of an operation is taken: what is an argument and what a setter, its name and its Rust form.
//!
//! | value                      | argument                                        |
//! |----------------------------|-------------------------------------------------|
//! | text                       | `impl Into<String>`                             |
//! | number, boolean, date, constants | by value                                  |
//! | list of texts              | `impl IntoIterator<Item = impl Into<String>>`   |
//! | struct, union, map, list   | by reference, encoded at once                   |
//! | form with files            | `Multipart`                                     |
//! | settings' typed form       | pairs of a name and a flag, or the text itself  |
//!
//! Required inputs are arguments: path variables in the path's order, other parameters, then the body. All else are setters.

use super::docs;
use super::ident;
use super::in_use::BODY;
use super::kept::members::Members;
use super::kept::reached::parameter_key;
use super::names::Names;
use super::scope::Scope;
use super::{Argument, Docs, Input, RustIdent, RustType, Sink};
use crate::ir;
use crate::settings;
use std::collections::BTreeMap;

/// Names of a request's own methods (the runtime's `request!`), and what would read as an operator or another trait's method.
const TAKEN_SETTERS: &[&str] = &[
    "add",
    "attempt_timeout",
    "base_url",
    "bitand",
    "bitor",
    "bitxor",
    "body_member",
    "borrow",
    "call",
    "clone",
    "cmp",
    "default",
    "deref",
    "div",
    "drop",
    "eq",
    "fmt",
    "from_iter",
    "from_str",
    "hash",
    "header",
    "idempotency_key",
    "index",
    "into",
    "into_future",
    "into_iter",
    "max_retries",
    "mul",
    "neg",
    "next",
    "not",
    "preview",
    "query_param",
    "raw",
    "rem",
    "retry",
    "send",
    "send_blocking",
    "shl",
    "shr",
    "streamed",
    "sub",
    "timeout",
    "with_response",
];

/// The inputs of an operation.
pub(crate) struct Inputs {
    /// Arguments.
    pub(crate) required: Vec<Input>,
    /// Setters.
    pub(crate) optional: Vec<Input>,
    /// Length limits of texts: name, minimum, maximum.
    pub(crate) lengths: Vec<(String, u64, u64)>,
}

/// What a call of `operation` takes.
pub(crate) fn inputs(
    names: &Names<'_>,
    operation: &ir::Operation,
    setting: Option<&settings::Operation>,
    before: Option<&BTreeMap<String, String>>,
) -> Inputs {
    let said = |parameter: &ir::Parameter| {
        setting.and_then(|it| it.parameters.get(&parameter.name)).and_then(|it| it.name.as_deref())
    };
    // What the settings name anew is not kept.
    let keys = |required: bool| {
        let parameters = operation.parameters.iter();
        let mut keys: Vec<String> = parameters
            .filter(|parameter| parameter.required == required && said(parameter).is_none())
            .map(parameter_key)
            .collect();
        keys.extend(
            operation.body.iter().filter(|body| body.required == required).map(|_| BODY.to_owned()),
        );
        keys
    };
    let (needed, free) = (keys(true), keys(false));
    let mut arguments = Members::new(Scope::new(), before, needed.iter().map(String::as_str));
    let mut setters = Scope::holding(TAKEN_SETTERS);
    if operation.pagination.is_some() {
        super::pages::METHODS.iter().for_each(|name| setters.reserve(name));
    }
    let mut setters = Members::new(setters, before, free.iter().map(String::as_str));
    let mut inputs = Inputs { required: Vec::new(), optional: Vec::new(), lengths: Vec::new() };
    for parameter in &operation.parameters {
        let scope = if parameter.required { &mut arguments } else { &mut setters };
        let names_of_it = parameter_names(parameter, said(parameter));
        let ident = scope.take(&parameter_key(parameter), names_of_it);
        let input = self::parameter(names, parameter, ident);
        inputs.lengths.extend(lengths(names, parameter));
        if parameter.required {
            inputs.required.push(input);
        } else {
            inputs.optional.push(input);
        }
    }
    if let Some((body, media)) =
        operation.body.as_ref().and_then(|body| Some((body, body.media.first()?)))
    {
        let scope = if body.required { &mut arguments } else { &mut setters };
        let ident = scope.take(BODY, ["body", "request_body", "content"].map(ident::method));
        let input = self::body(names, body, media, ident);
        if body.required {
            inputs.required.push(input);
        } else {
            inputs.optional.push(input);
        }
    }
    inputs
}

/// What a parameter could be called, best first: where it goes tells it from another of its name.
fn parameter_names(parameter: &ir::Parameter, said: Option<&str>) -> Vec<RustIdent> {
    let name = said.unwrap_or(&parameter.name);
    let place = match parameter.location {
        ir::Location::Path => "path",
        ir::Location::Query | ir::Location::QueryString => "query",
        ir::Location::Header => "header",
        ir::Location::Cookie => "cookie",
    };
    // `tags[]` and `filter[name]` are called by their words; a header's `X-` says nothing.
    let header = parameter.location == ir::Location::Header && said.is_none();
    let bare = name
        .strip_prefix("X-")
        .or_else(|| name.strip_prefix("x-"))
        .filter(|rest| header && !rest.is_empty());
    let words = ident::words(bare.unwrap_or(name)).join("_");
    let words = if words.is_empty() { ident::method(name).as_str().to_owned() } else { words };
    [words.clone(), format!("{words}_param"), format!("{place}_{words}")]
        .iter()
        .map(|name| ident::method(name))
        .collect()
}

fn parameter(names: &Names<'_>, parameter: &ir::Parameter, ident: RustIdent) -> Input {
    let argument = match &parameter.typed {
        Some(form) if !parameter.required => Argument::Flags(form.clone()),
        // A required text is an argument of the method, before there is a call that could refuse it.
        Some(_) | None => argument(names, parameter.ty),
    };
    let sink = Sink::Parameter {
        name: parameter.name.clone(),
        location: parameter.location,
        style: parameter.style,
        explode: parameter.explode,
        allow_reserved: parameter.allow_reserved,
    };
    let description = parameter.description.as_deref().map(docs::clean).unwrap_or_default();
    let constraints = docs::sentences(parameter.constraints.iter().map(String::as_str));
    let mut all = docs::paragraphs([description, constraints]);
    // A setter needs a word of documentation; an argument without any is left out of the method's list.
    if all.is_empty() && !parameter.required {
        all = Docs::from_line(format!("Sets {}.", docs::code(&parameter.name)));
    }
    Input { docs: all, ident, argument, sink, deprecated: parameter.deprecated }
}

fn lengths(names: &Names<'_>, parameter: &ir::Parameter) -> Option<(String, u64, u64)> {
    let (least, most) = parameter.length;
    let text =
        matches!(names.bare_type(parameter.ty), RustType::String) && parameter.typed.is_none();
    let least = least.unwrap_or(0);
    let says_something =
        least > 1 || most.is_some() || least == 1 && parameter.location != ir::Location::Path;
    (text && says_something)
        .then(|| (parameter.name.clone(), least, most.unwrap_or(u64::from(u32::MAX))))
}

fn body(names: &Names<'_>, body: &ir::Body, media: &ir::Media, ident: RustIdent) -> Input {
    let mut all = body.description.as_deref().map(docs::clean).unwrap_or_default();
    if all.is_empty() && !body.required {
        all = Docs::from_line("The request's body.");
    }
    let text = || media.content_type.clone();
    let (argument, sink) = match &media.form {
        ir::MediaForm::Json(ty) => {
            (argument(names, *ty), Sink::Json(other_than_json(&media.content_type)))
        }
        ir::MediaForm::Form(ty) => (reference(names, *ty), Sink::Form),
        ir::MediaForm::Multipart(ty) => {
            let files = has_files(names.api(), *ty);
            if files {
                all.append(parts(names.api(), *ty));
            }
            (
                if files {
                    Argument::Plain(RustType::Runtime("Multipart"))
                } else {
                    reference(names, *ty)
                },
                Sink::Multipart,
            )
        }
        ir::MediaForm::Text => (Argument::Into(RustType::String), Sink::Text(text())),
        ir::MediaForm::Bytes | ir::MediaForm::Events(_) | ir::MediaForm::Lines(_) => {
            (Argument::Into(RustType::Runtime("Body")), Sink::Bytes(text()))
        }
    };
    let others: Vec<String> =
        body.media[1..].iter().map(|media| docs::code(&media.content_type)).collect();
    if !others.is_empty() {
        let this = docs::code(&media.content_type);
        all.push_paragraph(format!(
            "Sent as {this}. The description also allows {}.",
            others.join(", ")
        ));
    }
    Input { docs: all, ident, argument, sink, deprecated: false }
}

/// The content type of a JSON body, unless it is plain `application/json`.
fn other_than_json(content_type: &str) -> Option<String> {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let plain = essence.eq_ignore_ascii_case("application/json") || essence.contains('*');
    (!plain).then(|| content_type.to_owned())
}

/// How a value of this type is taken.
fn argument(names: &Names<'_>, ty: ir::TypeRef) -> Argument {
    match unboxed(names.bare_type(ty)) {
        RustType::String => Argument::Into(RustType::String),
        RustType::Runtime("Value") => Argument::Into(RustType::Runtime("Value")),
        RustType::Vec(item) if *item == RustType::String => Argument::Each(RustType::String),
        plain @ (RustType::Unit | RustType::Primitive(_) | RustType::Runtime(_)) => {
            Argument::Plain(plain)
        }
        RustType::Named(ident) if is_constants(names.api(), ty) => {
            Argument::Plain(RustType::Named(ident))
        }
        other => Argument::Ref(other),
    }
}

fn reference(names: &Names<'_>, ty: ir::TypeRef) -> Argument {
    Argument::Ref(unboxed(names.bare_type(ty)))
}

fn unboxed(ty: RustType) -> RustType {
    match ty {
        RustType::Box(inner) => *inner,
        other => other,
    }
}

fn is_constants(api: &ir::Api, ty: ir::TypeRef) -> bool {
    matches!(api.ty(ty.id).shape, ir::Shape::Enum(_))
}

fn members(api: &ir::Api, ty: ir::TypeRef) -> &[ir::Member] {
    match &api.ty(ty.id).shape {
        ir::Shape::Object(object) => &object.members,
        _ => &[],
    }
}

/// Whether a form has raw bytes in it, so that it cannot go through JSON.
fn has_files(api: &ir::Api, ty: ir::TypeRef) -> bool {
    members(api, ty).iter().any(|member| is_file(api, member.ty))
}

fn is_file(api: &ir::Api, ty: ir::TypeRef) -> bool {
    match &api.ty(ty.id).shape {
        ir::Shape::Scalar(scalar) => *scalar == ir::Scalar::Binary,
        ir::Shape::Array(item) => {
            matches!(api.ty(item.id).shape, ir::Shape::Scalar(ir::Scalar::Binary))
        }
        _ => false,
    }
}

/// The parts that a form with files takes, one line each.
fn parts(api: &ir::Api, ty: ir::TypeRef) -> Docs {
    let mut all = Docs::from_line("Parts:");
    all.push_line("");
    for member in members(api, ty) {
        let file = if is_file(api, member.ty) { ", a file" } else { "" };
        let required = if member.required { ", required" } else { "" };
        let says = member.description.as_deref().map(docs::line).filter(|line| !line.is_empty());
        let says = says.map(|line| format!(": {line}")).unwrap_or_default();
        all.push_line(format!("- {}{file}{required}{says}", docs::code(&member.name)));
    }
    all
}
