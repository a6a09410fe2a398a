//! Decides how each input of an operation is taken: what is an argument and what a setter, its name and its Rust form.
//!
//! | value                      | argument                                        |
//! |----------------------------|-------------------------------------------------|
//! | text                       | `impl Into<String>`                             |
//! | number, boolean, date, constants | by value                                  |
//! | list of texts              | `impl IntoIterator<Item = impl Into<String>>`   |
//! | struct, union, map, list   | by reference, encoded at once                   |
//! | form with files            | by value                                        |
//! | settings' typed form       | pairs of a name and a flag, or the text itself  |
//!
//! Required inputs are arguments: path variables in the path's order, other parameters, then the body. All else are setters.

use super::body;
use super::docs;
use super::ident;
use super::in_use::BODY;
use super::kept::members::{Members, ordered};
use super::kept::reached::parameter_key;
use super::names::Names;
use super::scope::Scope;
use super::{Argument, Docs, Input, RustIdent, RustType, Sink};
use crate::ir;
use crate::lock::LockedCall;
use crate::settings;

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
#[derive(Default)]
pub(crate) struct Inputs {
    /// Arguments.
    pub(crate) required: Vec<Input>,
    /// Setters.
    pub(crate) optional: Vec<Input>,
    /// Further forms of a required body, the last argument: what a method for it can end in, and the argument.
    pub(crate) bodies: Vec<(Vec<String>, Input)>,
    /// Length limits of texts: name, minimum, maximum.
    pub(crate) lengths: Vec<(String, u64, u64)>,
}

/// What a call of `operation` takes.
pub(crate) fn inputs(
    names: &Names<'_>,
    operation: &ir::Operation,
    setting: Option<&settings::Operation>,
    before: Option<&LockedCall>,
) -> Inputs {
    let order = before.map_or(&[][..], |call| &call.order);
    let before = before.map(|call| &call.inputs);
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
    let mut inputs = Inputs::default();
    let mut required = Vec::new();
    for parameter in &operation.parameters {
        let scope = if parameter.required { &mut arguments } else { &mut setters };
        let names_of_it = parameter_names(parameter, said(parameter));
        let ident = scope.take(&parameter_key(parameter), names_of_it);
        let input = self::parameter(names, parameter, ident);
        inputs.lengths.extend(lengths(names, parameter));
        if parameter.required {
            required.push((Some(parameter_key(parameter)), input));
        } else {
            inputs.optional.push(input);
        }
    }
    inputs.required = ordered(required, order);
    if let Some(body) = &operation.body {
        self::bodies(names, body, &mut arguments, &mut setters, &mut inputs);
    }
    inputs
}

/// The preferred body is an input like any other; each further form of it is another method, or another setter.
fn bodies(
    names: &Names<'_>,
    body: &ir::Body,
    arguments: &mut Members,
    setters: &mut Members,
    inputs: &mut Inputs,
) {
    let Some(preferred) = body.media.first() else { return };
    let wanted = ["body", "request_body", "content"].map(ident::method);
    let scope = if body.required { arguments } else { &mut *setters };
    let ident = scope.take(BODY, wanted);
    let (others, aliases) = body::others(body);
    let input = body::input(names, body, preferred, &aliases, ident.clone());
    if !body.required {
        inputs.optional.push(input);
        for media in others {
            let endings = body::endings(&media.content_type);
            let candidates = endings.iter().map(|end| format!("{}_as_{end}", ident.as_str()));
            let ident =
                setters.take(&media.content_type, candidates.map(|name| ident::method(&name)));
            inputs.optional.push(body::input(names, body, media, &[], ident));
        }
        return;
    }
    inputs.required.push(input);
    for media in others {
        let input = body::input(names, body, media, &[], ident.clone());
        inputs.bodies.push((body::endings(&media.content_type), input));
    }
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
        Some(form) => Argument::Flags(form.clone()),
        None => argument(names, parameter.ty),
    };
    let sink = Sink::Parameter {
        name: parameter.name.clone(),
        location: parameter.location,
        style: parameter.style,
        explode: parameter.explode,
        allow_reserved: parameter.allow_reserved,
        members: body::styles(&parameter.encodings),
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

/// How a value of this type is taken.
pub(super) fn argument(names: &Names<'_>, ty: ir::TypeRef) -> Argument {
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

pub(super) fn reference(names: &Names<'_>, ty: ir::TypeRef) -> Argument {
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
