//! Emits module declarations, imports and a file's attributes.

use crate::plan::{Module, Use};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// `#[cfg(feature = "workers")]`
pub(super) fn feature(feature: &Option<String>) -> Option<TokenStream> {
    feature.as_ref().map(|feature| quote!(#[cfg(feature = #feature)]))
}

/// `#[cfg(any(feature = "accounts", feature = "workers"))]`
fn any_feature(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        features => Some(quote!(#[cfg(any(#(feature = #features),*))])),
    }
}

/// `#![forbid(unsafe_code)]`, of an attribute that is ours.
pub(super) fn inner_attribute(attribute: &str) -> TokenStream {
    let tokens = tokens(attribute);
    quote!(#![#tokens])
}

/// `#[cfg(feature = "workers")] pub mod workers;`
pub(super) fn module(module: &Module) -> TokenStream {
    let Module { ident, docs, .. } = module;
    let features = any_feature(&module.features);
    let skip = module.skip_format.then(|| quote!(#[rustfmt::skip]));
    let public = module.public.then(|| quote!(pub));

    quote! {
        #docs
        #features
        #skip
        #public mod #ident;
    }
}

/// `use crate::runtime::{Call, Client};`
pub(super) fn line(line: &Use) -> TokenStream {
    let features = any_feature(&line.features);
    let public = line.public.then(|| quote!(pub));
    let path = tokens(&line.path);
    let names = line.names.iter().map(|name| tokens(name));
    let names = match line.names.len() {
        1 => quote!(#(#names)*),
        _ => quote!({ #(#names),* }),
    };

    quote! {
        #features
        #public use #path::#names;
    }
}

/// Tokens of a path or an attribute, whose text comes from identifiers of the plan or from ourselves.
fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_else(|_| {
        let ident = Ident::new("unreadable", Span::call_site());
        quote!(#ident)
    })
}
