//! Another form of a generated crate: the same types with serde's derive, everything else as it was.
//!
//! The items `object!`, `text_enum!` and `union!` behind the types become attributes of serde, so that two crates differ in nothing but who
//! writes the code that reads and writes JSON. Both keep what they do not know, unless derive is asked to forget it, as is usual. The
//! crate is only compiled: constant members and the telling apart of branches, which derive has not, are left out in its favour.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::io::{Error, Result};
use std::path::Path;
use syn::{Field, Fields, Item, parse_quote};

/// How a crate's own traits are filled by derive; replaces the macros of the runtime.
const MACROS: &str = include_str!("derive_form/macros.rs.txt");
/// The functions that they call.
const BRIDGE: &str = include_str!("derive_form/bridge.rs.txt");

/// Writes the derive form of the crate `from` to the folder `to`; `keeps` says whether unknown members are kept.
///
/// # Errors
///
/// What cannot be read or written, and a file that is no Rust.
pub fn write(from: &Path, to: &Path, keeps: bool) -> Result<()> {
    copy(from, to, &mut |path, text| match path {
        "Cargo.toml" => Ok(manifest(&text)),
        "src/lib.rs" => Ok(format!("{text}\n#[allow(missing_docs)]\nmod by_serde;\n")),
        path if path.starts_with("src/runtime/json/macros/") => {
            macros(&text, path.ends_with("/mod.rs"))
        }
        path if path.starts_with("src/runtime/") || !path.ends_with(".rs") => Ok(text),
        path if path.starts_with("src/") => {
            types(&text, keeps).map_err(|error| Error::other(format!("{path}: {error}")))
        }
        _ => Ok(text),
    })?;
    std::fs::write(to.join("src/by_serde.rs"), BRIDGE)
}

fn copy(
    from: &Path,
    to: &Path,
    change: &mut dyn FnMut(&str, String) -> Result<String>,
) -> Result<()> {
    let mut waiting = vec![String::new()];
    while let Some(folder) = waiting.pop() {
        std::fs::create_dir_all(to.join(&folder))?;
        for entry in std::fs::read_dir(from.join(&folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if entry.file_type()?.is_dir() {
                // Tests and examples are not what is compared.
                if path == "src" || path.starts_with("src/") {
                    waiting.push(path);
                }
            } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
                std::fs::write(to.join(&path), change(&path, text)?)?;
            }
        }
    }
    Ok(())
}

fn manifest(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for line in &mut lines {
        if line.starts_with("serde = {") {
            "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\""
                .clone_into(line);
        } else if line.starts_with("serde = [") {
            "serde = []".clone_into(line);
        }
    }
    lines.join("\n") + "\n"
}

/// A file of the runtime's macros with ours in place of those of their names; its root has the one that ours share.
fn macros(text: &str, is_root: bool) -> Result<String> {
    let name = |item: &Item| match item {
        Item::Macro(item) => item.ident.as_ref().map(ToString::to_string),
        _ => None,
    };
    let mut ours = syn::parse_file(MACROS).map_err(Error::other)?.items;
    let shared: Vec<Item> =
        ours.extract_if(.., |item| name(item).is_none_or(|name| name == "by_serde")).collect();
    let mut file = syn::parse_file(text).map_err(Error::other)?;
    for item in &mut file.items {
        let own = ours.iter().find(|own| name(own).is_some() && name(own) == name(item));
        if let Some(own) = own {
            *item = own.clone();
        }
    }
    if is_root {
        // Macros are known from their definition on.
        file.items.splice(0..0, shared);
    }
    Ok(text_of(&file))
}

fn types(text: &str, keeps: bool) -> syn::Result<String> {
    let mut file = syn::parse_file(text)?;
    let mut said: BTreeMap<String, (String, Said)> = BTreeMap::new();
    for item in &file.items {
        let Item::Macro(item) = item else { continue };
        let Some(kind) = item.mac.path.get_ident() else { continue };
        if let Some((name, inner)) = named_group(item.mac.tokens.clone()) {
            said.insert(name, (kind.to_string(), Said::read(inner)));
        } else if kind == "transparent" {
            said.insert(item.mac.tokens.to_string(), (kind.to_string(), Said::default()));
        }
    }
    for item in &mut file.items {
        match item {
            Item::Struct(item) => match said.get(&plain(&item.ident)) {
                Some((kind, said)) if kind == "object" => {
                    item.attrs
                        .push(parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)]));
                    if let Fields::Named(fields) = &mut item.fields {
                        let has_additional =
                            fields.named.iter().any(|field| said.is_additional(field));
                        for field in &mut fields.named {
                            said.on_field(field, keeps && !has_additional);
                        }
                    }
                }
                Some((kind, _)) if kind == "transparent" => {
                    item.attrs
                        .push(parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)]));
                    item.attrs.push(parse_quote!(#[serde(transparent)]));
                }
                _ => {}
            },
            Item::Enum(item) => match said.get(&plain(&item.ident)) {
                Some((kind, said)) if kind == "text_enum" => {
                    item.attrs
                        .push(parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)]));
                    for variant in &mut item.variants {
                        match said.texts.get(&plain(&variant.ident)) {
                            Some(text) => {
                                variant.attrs.push(parse_quote!(#[serde(rename = #text)]))
                            }
                            None => variant.attrs.push(parse_quote!(#[serde(untagged)])),
                        }
                    }
                }
                Some((kind, _)) if kind == "union" => {
                    item.attrs
                        .push(parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)]));
                    item.attrs.push(parse_quote!(#[serde(untagged)]));
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(text_of(&file))
}

/// What an item says of a type's members or variants.
#[derive(Default)]
struct Said {
    /// By field or variant: its name or text in JSON.
    texts: BTreeMap<String, String>,
    optional: Vec<String>,
    additional: Option<String>,
    other: Option<String>,
}

impl Said {
    /// Reads `required a, b = "B"; optional c; additional d; ..other`, or `A = "a", B = "b", _ = Unknown`.
    fn read(tokens: TokenStream) -> Self {
        let mut said = Self::default();
        let mut clause = String::new();
        let mut field: Option<String> = None;
        let mut is_first = true;
        let mut is_equals = false;
        for token in tokens {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == ';' => {
                    (clause, field, is_first) = (String::new(), None, true)
                }
                TokenTree::Punct(mark) => is_equals = mark.as_char() == '=',
                TokenTree::Ident(word) => {
                    let word = word.to_string();
                    match (is_first, word.as_str()) {
                        (true, "fixed" | "required" | "optional" | "additional") => clause = word,
                        _ if is_equals => {}
                        _ => {
                            let name = word.trim_start_matches("r#").to_owned();
                            match clause.as_str() {
                                "optional" => said.optional.push(name.clone()),
                                "additional" => said.additional = Some(name.clone()),
                                "" if is_first => said.other = Some(name.clone()),
                                _ => {}
                            }
                            field = Some(name);
                        }
                    }
                    (is_first, is_equals) = (false, false);
                }
                TokenTree::Literal(text) => {
                    if is_equals
                        && clause != "fixed"
                        && let Some(field) = &field
                        && let Ok(text) = syn::parse_str::<syn::LitStr>(&text.to_string())
                    {
                        said.texts.insert(field.clone(), text.value());
                    }
                    is_equals = false;
                }
                TokenTree::Group(_) => {}
            }
        }
        said
    }

    fn is_additional(&self, field: &Field) -> bool {
        field.ident.as_ref().map(plain) == self.additional && self.additional.is_some()
    }

    fn on_field(&self, field: &mut Field, keeps: bool) {
        let Some(name) = field.ident.as_ref().map(plain) else { return };
        if self.additional.as_ref() == Some(&name) {
            field.attrs.push(parse_quote!(#[serde(flatten)]));
        } else if self.other.as_ref() == Some(&name) {
            field.attrs.push(match keeps {
                true => parse_quote!(#[serde(flatten)]),
                false => parse_quote!(#[serde(skip)]),
            });
        } else {
            if let Some(text) = self.texts.get(&name) {
                field.attrs.push(parse_quote!(#[serde(rename = #text)]));
            }
            if self.optional.contains(&name) {
                field.attrs.push(
                    parse_quote!(#[serde(skip_serializing_if = "::std::option::Option::is_none")]),
                );
                if is_double(&field.ty) {
                    field.attrs.push(
                        parse_quote!(#[serde(default, deserialize_with = "crate::by_serde::some")]),
                    );
                }
            }
        }
    }
}

/// `Option<Option<…>>`
fn is_double(ty: &syn::Type) -> bool {
    let inner = |ty: &syn::Type| match ty {
        syn::Type::Path(path) => path.path.segments.last().and_then(|last| match &last.arguments {
            syn::PathArguments::AngleBracketed(arguments) if last.ident == "Option" => {
                match arguments.args.first() {
                    Some(syn::GenericArgument::Type(ty)) => Some(ty.clone()),
                    _ => None,
                }
            }
            _ => None,
        }),
        _ => None,
    };
    inner(ty).is_some_and(|ty| inner(&ty).is_some())
}

/// `Name { … }`
fn named_group(tokens: TokenStream) -> Option<(String, TokenStream)> {
    let mut tokens = tokens.into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(name)), Some(TokenTree::Group(group))) => {
            Some((plain(&name), group.stream()))
        }
        _ => None,
    }
}

fn plain(ident: &syn::Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

fn text_of(file: &syn::File) -> String {
    quote::ToTokens::to_token_stream(file).to_string()
}
