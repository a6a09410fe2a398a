//! The conventional layout, for the few files of a crate that do not grow with its API: prettyplease prints the items, and imports are
//! filled as rustfmt fills them, since `lib.rs` is formatted by whoever runs `cargo fmt`.

use super::line::line;
use super::token;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// Columns of a line, rustfmt's default.
const WIDTH: usize = 100;

/// Writes a file: its own attributes, then the items.
///
/// # Panics
///
/// When the tokens are no Rust, which is a fault of the emitters and of no description.
pub(super) fn file(text: &mut String, tokens: TokenStream) {
    let file = match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => file,
        Err(error) => panic!("the emitted file is no Rust: {error}\n{tokens}"),
    };
    if !file.attrs.is_empty() {
        let head =
            syn::File { shebang: None, attrs: file.attrs, items: Vec::new(), frontmatter: None };
        text.push('\n');
        text.push_str(&prettyplease::unparse(&head));
    }
    let mut before = Kind::Other;
    for item in file.items {
        let kind = kind(&item);
        if before == Kind::Other || kind != before {
            text.push('\n');
        }
        before = kind;
        text.push_str(&print(item));
    }
}

/// Items that may stand together without a blank line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Use,
    PublicUse,
    Module,
    Other,
}

fn kind(item: &syn::Item) -> Kind {
    let documented =
        |attrs: &[syn::Attribute]| attrs.iter().any(|attr| attr.path().is_ident("doc"));
    match item {
        syn::Item::Use(item) if matches!(item.vis, syn::Visibility::Public(_)) => Kind::PublicUse,
        syn::Item::Use(_) => Kind::Use,
        syn::Item::Mod(item) if item.content.is_none() && !documented(&item.attrs) => Kind::Module,
        _ => Kind::Other,
    }
}

fn print(item: syn::Item) -> String {
    if let syn::Item::Use(item) = &item
        && let Some(text) = import(item)
    {
        return text;
    }
    let methods = matches!(item, syn::Item::Impl(_));
    let file = syn::File { shebang: None, attrs: Vec::new(), items: vec![item], frontmatter: None };
    let text = prettyplease::unparse(&file);
    // The methods of an implementation stand apart, as items of a file do: nothing else ends in such a line.
    if methods { text.replace("\n    }\n    ", "\n    }\n\n    ") } else { text }
}

/// The text of `use path::{Name, Other};`; nothing for other shapes of imports, which are short.
fn import(item: &syn::ItemUse) -> Option<String> {
    let mut path = String::new();
    let mut tree = &item.tree;
    while let syn::UseTree::Path(step) = tree {
        path.push_str(&format!("{}::", step.ident));
        tree = &step.tree;
    }
    let syn::UseTree::Group(group) = tree else { return None };
    let names = group.items.iter().map(name).collect::<Option<Vec<String>>>()?;
    let visibility = match &item.vis {
        syn::Visibility::Public(_) => "pub ",
        syn::Visibility::Inherited => "",
        syn::Visibility::Restricted(_) => return None,
    };
    let mut text = String::new();
    for attribute in &item.attrs {
        text.push_str(&format!("{}\n", line(&token::read(attribute.to_token_stream()))));
    }
    let short = format!("{visibility}use {path}{{{}}};\n", names.join(", "));
    if short.trim_end().chars().count() <= WIDTH {
        return Some(text + &short);
    }
    text.push_str(&format!("{visibility}use {path}{{"));
    let mut columns = WIDTH;
    for name in names {
        let length = name.chars().count() + 1;
        if columns + 1 + length > WIDTH {
            text.push_str("\n    ");
            columns = 4;
        } else {
            text.push(' ');
            columns += 1;
        }
        text.push_str(&format!("{name},"));
        columns += length;
    }
    text.push_str("\n};\n");
    Some(text)
}

fn name(tree: &syn::UseTree) -> Option<String> {
    match tree {
        syn::UseTree::Name(name) => Some(name.ident.to_string()),
        syn::UseTree::Rename(rename) => Some(format!("{} as {}", rename.ident, rename.rename)),
        syn::UseTree::Path(_) | syn::UseTree::Glob(_) | syn::UseTree::Group(_) => None,
    }
}
