//! Writes the example in the documentation of each method: one call, which is compiled with the crate's documentation tests.
//!
//! What an argument stands for that cannot be written down shortly, such as a whole body, is there already: an argument of the
//! hidden function around the call.

use super::layout::Context;
use super::{Argument, Docs, Input, Method, RustType, manifest};

/// The example of a method of the resource `node`.
///
/// ````text
/// ```no_run
/// # async fn run(client: &cloudflare_client::Client) -> Result<(), cloudflare_client::Error> {
/// let scripts = client.workers().scripts().list("account-id").await?;
/// # Ok(()) }
/// ```
/// ````
pub(crate) fn docs(context: &Context<'_>, node: usize, method: &Method, output: &RustType) -> Docs {
    let krate = manifest::package_name(context.api, context.settings).replace('-', "_");
    let mut given = format!("client: &{krate}::Client");
    let mut arguments = Vec::new();
    for input in &method.inputs {
        if let Some(value) = value(input) {
            arguments.push(value);
            continue;
        }
        let name = match input.ident.as_str() {
            "client" => "the_client",
            name => name,
        };
        given.push_str(&format!(", {name}: {}", parameter(input, &krate)));
        arguments.push(name.to_owned());
    }
    let name = match output {
        RustType::Vec(_) => match context.tree.nodes[node].path.last().map(String::as_str) {
            Some(name) if name != "client" => super::ident::method(name).as_str().to_owned(),
            _ => "reply".to_owned(),
        },
        _ => "reply".to_owned(),
    };
    let binding = if *output == RustType::Unit { String::new() } else { format!("let {name} = ") };
    let call = context.seats[node].call();
    let method = method.ident.as_str();
    let mut all = Docs::from_line("```no_run");
    all.push_line(format!("# async fn run({given}) -> Result<(), {krate}::Error> {{"));
    all.push_line(format!("{binding}{call}.{method}({}).await?;", arguments.join(", ")));
    all.push_line("# Ok(()) }");
    all.push_line("```");
    all
}

/// A value for an argument, when one can be written down shortly.
pub(crate) fn value(input: &Input) -> Option<String> {
    let name = input.ident.as_str().trim_start_matches("r#").replace('_', "-");
    match &input.argument {
        Argument::Into(RustType::String) => Some(format!("\"{name}\"")),
        Argument::Plain(RustType::Primitive("bool")) => Some("true".to_owned()),
        Argument::Plain(RustType::Primitive("f64")) => Some("1.0".to_owned()),
        Argument::Plain(RustType::Primitive(_)) => Some("1".to_owned()),
        Argument::Each(RustType::String) => Some(format!("[\"{name}\"]")),
        Argument::Into(_)
        | Argument::Plain(_)
        | Argument::Each(_)
        | Argument::Ref(_)
        | Argument::Flags(_) => None,
    }
}

/// The type of an argument of the hidden function.
fn parameter(input: &Input, krate: &str) -> String {
    match &input.argument {
        Argument::Into(ty) | Argument::Plain(ty) => qualified(ty, krate),
        Argument::Ref(RustType::Vec(item)) => format!("&[{}]", qualified(item, krate)),
        Argument::Ref(ty) => format!("&{}", qualified(ty, krate)),
        Argument::Each(ty) => format!("Vec<{}>", qualified(ty, krate)),
        Argument::Flags(_) => "&str".to_owned(),
    }
}

/// A type as it is called from outside the crate.
fn qualified(ty: &RustType, krate: &str) -> String {
    let inner = |ty: &RustType| qualified(ty, krate);
    match ty {
        RustType::Unit => "()".to_owned(),
        RustType::Primitive(name) => (*name).to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Runtime(name) => format!("{krate}::{name}"),
        RustType::Named(name) => format!("{krate}::types::{}", name.as_str()),
        RustType::Option(ty) => format!("Option<{}>", inner(ty)),
        RustType::Vec(ty) => format!("Vec<{}>", inner(ty)),
        RustType::Map(ty) => format!("std::collections::BTreeMap<String, {}>", inner(ty)),
        RustType::KeyedMap(key, ty) => {
            let key = key.as_str();
            format!("std::collections::BTreeMap<{krate}::types::{key}, {}>", inner(ty))
        }
        RustType::Box(ty) => format!("Box<{}>", inner(ty)),
        RustType::Generic(name, ty) => format!("{krate}::{name}<{}>", inner(ty)),
    }
}
