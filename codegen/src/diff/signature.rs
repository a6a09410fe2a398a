//! What a caller sees of an item, as text.

use crate::plan::{Argument, Input, Item, PlannedCall, Request, RustType};

/// `client.workers().scripts().list(account_id: impl Into<String>) -> Vec<Script>`
pub(super) fn call(call: &PlannedCall) -> String {
    let inputs: Vec<String> = call.method.inputs.iter().map(input).collect();
    let method = call.method.ident.as_str();
    format!("{}.{method}({}) -> {}", call.handle, inputs.join(", "), call.request.output)
}

/// `.tags(tags: impl Into<String>)`
pub(super) fn setter(setter: &Input) -> String {
    format!(".{}({})", setter.ident.as_str(), input(setter))
}

/// `account_id: impl Into<String>`
pub(super) fn input(input: &Input) -> String {
    let name = input.ident.as_str();
    match &input.argument {
        Argument::Into(ty) => format!("{name}: impl Into<{ty}>"),
        Argument::Plain(ty) => format!("{name}: {ty}"),
        Argument::Ref(RustType::Vec(item)) => format!("{name}: &[{item}]"),
        Argument::Ref(ty) => format!("{name}: &{ty}"),
        Argument::Each(ty) => format!("{name}: impl IntoIterator<Item = impl Into<{ty}>>"),
        Argument::Flags(_) => format!("{name}: impl Flags"),
    }
}

/// The type of an input, without its name.
pub(super) fn input_type(one: &Input) -> String {
    let text = input(one);
    text.split_once(": ").map_or(text.clone(), |(_, ty)| ty.to_owned())
}

/// `pub struct Script`
pub(super) fn item(item: &Item) -> String {
    match item {
        Item::Struct(it) => format!("pub struct {}", it.ident.as_str()),
        Item::Enum(it) => format!("pub enum {}", it.ident.as_str()),
        Item::Union(it) => format!("pub enum {}", it.ident.as_str()),
        Item::Newtype(it) => format!("pub struct {}(pub {})", it.ident.as_str(), it.ty),
        Item::Tuple(it) => {
            let elements: Vec<String> = it.elements.iter().map(|ty| format!("pub {ty}")).collect();
            format!(
                "pub struct {}({}, pub Vec<{}>)",
                it.ident.as_str(),
                elements.join(", "),
                it.rest
            )
        }
        Item::Former(it) => format!("pub type {} = {}", it.ident.as_str(), it.target.as_str()),
        Item::Resource(it) => format!("pub struct {}", it.ident.as_str()),
        Item::Request(it) => format!("pub struct {}", it.ident.as_str()),
        Item::Replies(it) => format!("pub enum {}", it.ident.as_str()),
        Item::Api(_) | Item::Accessors(_) => "impl Client".to_owned(),
    }
}

/// `.receive_events() -> Events<Chunk>`, one for each other form of the reply.
pub(super) fn other_forms(request: &Request) -> Vec<(String, String)> {
    let forms = request.others.iter();
    forms
        .map(|form| (form.accept.clone(), format!(".{}() -> {}", form.ident.as_str(), form.output)))
        .collect()
}
