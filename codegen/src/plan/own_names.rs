//! Decides which of clippy's lints about names a crate allows at its root: the names are the description's own.

use super::{File, Item, ident};
use crate::lock::NamesInUse;

const PLACEHOLDERS: &str =
    r#"allow(clippy::disallowed_names, reason = "the description's own names")"#;
const CONSTRUCTORS: &str =
    r#"allow(clippy::self_named_constructors, reason = "the description's own names")"#;
const MODULES: &str = r#"allow(clippy::module_inception, reason = "the description's own names")"#;

/// The attributes of the root, each only where a name needs it.
pub(crate) fn allowed(files: &[File], names: &NamesInUse) -> Vec<&'static str> {
    // Inputs and members become bindings by their own names.
    let inputs = names.calls.values().flat_map(|call| call.inputs.values());
    let members = names.types.values().flat_map(|ty| ty.members.values());
    let needed = [
        (MODULES, files.iter().any(|file| is_called_like_its_folder(&file.path))),
        (CONSTRUCTORS, files.iter().flat_map(|file| &file.items).any(is_called_new)),
        (PLACEHOLDERS, inputs.chain(members).any(|name| ident::is_placeholder(name))),
    ];
    needed.into_iter().filter(|(_, needed)| *needed).map(|(attribute, _)| attribute).collect()
}

/// `src/resources/resources.rs`
fn is_called_like_its_folder(path: &str) -> bool {
    let parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    parts.windows(2).any(|pair| pair[0] == pair[1])
}

/// Resources, and structs with required members, are made by a function `new`.
fn is_called_new(item: &Item) -> bool {
    match item {
        Item::Resource(resource) => resource.ident.as_str() == "New",
        Item::Struct(strukt) => {
            strukt.ident.as_str() == "New" && strukt.fields.iter().any(|field| !field.optional)
        }
        _ => false,
    }
}
