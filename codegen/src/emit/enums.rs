//! Enums of constants, with their table of texts.

use super::structs::derives;
use crate::plan::Enum;
use proc_macro2::TokenStream;
use quote::quote;

/// Emits one enum.
///
/// ```text
/// #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
/// #[non_exhaustive]
/// pub enum UsageModel {
///     /// Docs.
///     Standard,
///     /// What this client does not know.
///     Unknown(String),
/// }
///
/// text_enum! { UsageModel { Standard = "standard", _ = Unknown } }
/// ```
pub(crate) fn item(enm: &Enum) -> TokenStream {
    let Enum { docs, ident, unknown, .. } = enm;
    let variants = enm.variants.iter().map(|(docs, name, _)| quote!(#docs #name,));
    let table = enm.variants.iter().map(|(_, name, text)| quote!(#name = #text,));
    let (derives, kept, name) = if enm.texts {
        (derives(&["Eq", "Hash", "Ord", "PartialOrd"]), quote!(String), quote!(text_enum))
    } else {
        (derives(&[]), quote!(Value), quote!(value_enum))
    };

    quote! {
        #docs
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            #[doc = " A value that this client does not know, unchanged."]
            #unknown(#kept),
        }
        #name! { #ident { #(#table)* _ = #unknown } }
    }
}
