//! Chooses the call that the crate's documentation shows, and writes it.

use super::call_example::value;
use super::layout::Context;
use super::request::Planned;
use super::{RustIdent, RustType};
use crate::ir::SchemeKind;

/// A whole example.
pub(crate) struct Example {
    /// The lines that make the call, `client` being there.
    pub(crate) call: Vec<String>,
    /// The request alone, not yet awaited.
    pub(crate) request: String,
    /// The request's type below `resources`.
    pub(crate) path: String,
    /// The struct that is the reply, or an item of it.
    pub(crate) reply: Option<String>,
    /// Whether its reply is one value of JSON, of which mocks have an example.
    pub(crate) answers_json: bool,
    /// The feature that it needs.
    pub(crate) feature: Option<String>,
}

/// The simplest call that shows something: a `GET` that gives a value and takes little.
pub(crate) fn example<'a>(
    context: &Context<'_>,
    operations: impl Iterator<Item = (usize, &'a Planned)>,
) -> Option<Example> {
    let simple = operations
        .filter(|(_, planned)| planned.method.inputs.iter().all(|input| value(input).is_some()));
    let (index, planned) = simple.min_by_key(|(index, planned)| rank(context, *index, planned))?;
    let node = context.tree.of[index];
    let arguments: Vec<String> = planned.method.inputs.iter().filter_map(value).collect();
    let method = planned.method.ident.as_str();
    let request = format!("{}.{method}({})", context.seats[node].call(), arguments.join(", "));
    let call = format!("{request}.await?");
    let modules = context.seats[node].modules.iter().map(RustIdent::as_str);
    let path: Vec<&str> = modules.chain([planned.request.ident.as_str()]).collect();
    let path = path.join("::");
    let reply = structure(context, &planned.request.output);
    let name = context.tree.nodes[node].path.last().map_or("reply", String::as_str);
    let (name, shown) = match &planned.request.output {
        RustType::Vec(_) => (super::ident::method(name), true),
        RustType::Named(_)
        | RustType::Option(_)
        | RustType::Map(_)
        | RustType::KeyedMap(..)
        | RustType::String
        | RustType::Primitive(_) => (RustIdent("reply".to_owned()), true),
        RustType::Unit | RustType::Runtime(_) | RustType::Box(_) | RustType::Generic(_, _) => {
            (RustIdent("_reply".to_owned()), false)
        }
    };
    let call = match (&planned.request.output, shown) {
        (RustType::Unit, _) => vec![format!("{call};")],
        (_, false) => vec![format!("let {} = {call};", name.as_str())],
        (_, true) if name.as_str().starts_with("r#") || name.as_str() == "client" => {
            vec![format!("let reply = {call};"), "println!(\"{reply:#?}\");".to_owned()]
        }
        (_, true) => vec![
            format!("let {0} = {call};", name.as_str()),
            format!("println!(\"{{{}:#?}}\");", name.as_str()),
        ],
    };
    let answers_json = planned.request.example.is_some() && planned.replies.is_none();
    Some(Example { call, request, path, reply, answers_json, feature: context.feature(node) })
}

/// The name of the struct that a type is, or has as items.
fn structure(context: &Context<'_>, ty: &RustType) -> Option<String> {
    let name = match ty {
        RustType::Named(name) => name,
        RustType::Vec(item) => return structure(context, item),
        _ => return None,
    };
    let is_it = |(at, ty): (usize, &crate::ir::Type)| {
        let id = crate::ir::TypeId(u32::try_from(at).unwrap_or(u32::MAX));
        matches!(ty.shape, crate::ir::Shape::Object(_)) && context.names.ident(id) == Some(name)
    };
    context.api.types.iter().enumerate().any(is_it).then(|| name.as_str().to_owned())
}

/// Less is better.
fn rank(context: &Context<'_>, index: usize, planned: &Planned) -> impl Ord + use<> {
    let operation = &context.api.operations[index];
    let feature = context.feature(context.tree.of[index]);
    let hidden = feature.is_some_and(|feature| !context.features.is_default(&feature));
    let output = match &planned.request.output {
        RustType::Vec(_) => 0,
        RustType::Named(_) => 1,
        RustType::Option(_)
        | RustType::Map(_)
        | RustType::KeyedMap(..)
        | RustType::String
        | RustType::Primitive(_) => 2,
        RustType::Runtime(_) | RustType::Generic(_, _) | RustType::Box(_) => 3,
        RustType::Unit => 4,
    };
    (
        hidden,
        operation.deprecated,
        operation.method != "GET",
        output > 2,
        planned.method.inputs.len(),
        output,
        index,
    )
}

/// The documentation's code block for a crate called `krate`.
pub(crate) fn doc_lines(krate: &str, example: Option<&Example>) -> Vec<String> {
    let mut lines = vec!["```no_run".to_owned()];
    if let Some(feature) = example.and_then(|example| example.feature.as_deref()) {
        lines.push(format!("# #[cfg(feature = \"{feature}\")]"));
    }
    lines.push(format!("# async fn run() -> Result<(), {krate}::Error> {{"));
    lines.push(format!("use {krate}::Client;"));
    lines.push(String::new());
    lines.push("let client = Client::from_env()?;".to_owned());
    lines.extend(example.iter().flat_map(|example| example.call.iter().cloned()));
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines.push("```".to_owned());
    lines
}

/// Whether anything is to be set before calls can be made.
pub(crate) fn has_credentials(context: &Context<'_>) -> bool {
    context.api.schemes.iter().any(|scheme| scheme.kind != SchemeKind::MutualTls)
}
