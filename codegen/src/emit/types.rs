//! Tokens of identifiers and types.

use crate::plan::{RustIdent, RustType};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

impl ToTokens for RustIdent {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = self.as_str();
        tokens.append(match name.strip_prefix("r#") {
            Some(bare) => Ident::new_raw(bare, Span::call_site()),
            None => Ident::new(name, Span::call_site()),
        });
    }
}

impl ToTokens for RustType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = |name: &str| Ident::new(name, Span::call_site());
        tokens.extend(match self {
            Self::Unit => quote!(()),
            Self::Primitive(primitive) => name(primitive).into_token_stream(),
            Self::String => quote!(String),
            Self::Runtime(runtime) => name(runtime).into_token_stream(),
            Self::Named(ident) => ident.into_token_stream(),
            Self::Option(inner) => quote!(Option<#inner>),
            Self::Vec(inner) => quote!(Vec<#inner>),
            Self::Map(inner) => quote!(BTreeMap<String, #inner>),
            Self::KeyedMap(key, inner) => quote!(BTreeMap<#key, #inner>),
            Self::Box(inner) => quote!(Box<#inner>),
            Self::Generic(generic, inner) => {
                let generic = name(generic);
                quote!(#generic<#inner>)
            }
        });
    }
}
