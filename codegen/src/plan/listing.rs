//! Writes each operation's call as a caller would: `workers().scripts().list(account_id)`.

use super::layout::Context;
use super::request::Planned;
use super::{Listed, RustType};

/// The line of one operation. `accessors` are the names on the way to its resource.
pub(crate) fn listed(
    context: &Context<'_>,
    index: usize,
    accessors: &[String],
    planned: &Planned,
) -> Listed {
    let operation = &context.api.operations[index];
    let arguments: Vec<&str> =
        planned.method.inputs.iter().map(|input| input.ident.as_str()).collect();
    let mut call: String = accessors.iter().map(|name| format!("{name}().")).collect();
    call += &format!("{}({})", planned.method.ident.as_str(), arguments.join(", "));
    Listed {
        method: operation.method.clone(),
        path: operation.path.clone(),
        id: operation.id.clone(),
        call,
        output: written(&planned.request.output),
    }
}

/// A type as it is written in Rust.
pub(crate) fn written(ty: &RustType) -> String {
    match ty {
        RustType::Unit => "()".to_owned(),
        RustType::Primitive(name) | RustType::Runtime(name) => (*name).to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Named(ident) => ident.as_str().to_owned(),
        RustType::Option(inner) => format!("Option<{}>", written(inner)),
        RustType::Vec(inner) => format!("Vec<{}>", written(inner)),
        RustType::Map(inner) => format!("BTreeMap<String, {}>", written(inner)),
        RustType::KeyedMap(key, inner) => {
            format!("BTreeMap<{}, {}>", key.as_str(), written(inner))
        }
        RustType::Box(inner) => format!("Box<{}>", written(inner)),
        RustType::Generic(name, inner) => format!("{name}<{}>", written(inner)),
    }
}
