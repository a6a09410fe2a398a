//! Tokens of documentation: one attribute for each line.

use crate::plan::Docs;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = self.0.iter().map(|line| spaced(line));
        tokens.extend(quote!(#(#[doc = #lines])*));
    }
}

/// Documentation of the file itself.
pub(crate) fn inner(docs: &Docs) -> TokenStream {
    let lines = docs.0.iter().map(|line| spaced(line));
    quote!(#(#![doc = #lines])*)
}

/// A line as it stands after `///`.
fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}
