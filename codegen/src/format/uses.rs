//! Lays out imports as rustfmt does, since `lib.rs` itself is formatted by whoever runs `cargo fmt`.

use quote::ToTokens;

/// Columns of a line, rustfmt's default.
const WIDTH: usize = 100;

/// The text of `use path::{Name, Other};`; nothing for other shapes of imports, which are short.
pub(super) fn print(item: &syn::ItemUse) -> Option<String> {
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
        text.push_str(&format!("{}\n", super::calls::line(attribute.to_token_stream())));
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
