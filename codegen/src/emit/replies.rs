//! Emits enums over the success statuses of an operation.

use crate::plan::{Replies, Reply, RustType};
use proc_macro2::TokenStream;
use quote::quote;

/// Emits the enum and its table.
///
/// ```text
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum DeleteReply { Ok(Script), NoContent, Unknown(Value) }
/// replies! { DeleteReply { Ok = "200" Script, NoContent = "204", _ = Unknown } }
/// ```
pub(super) fn item(replies: &Replies) -> TokenStream {
    let Replies { docs, ident, unknown, .. } = replies;
    let variants = replies.variants.iter().map(|Reply { docs, ident, held, .. }| {
        let holds = (*held != RustType::Unit).then(|| quote!((#held)));
        quote!(#docs #ident #holds)
    });
    let rows = replies.variants.iter().map(|Reply { ident, status, output, .. }| {
        let output = (*output != RustType::Unit).then_some(output);
        quote!(#ident = #status #output)
    });

    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub enum #ident {
            #(#variants,)*
            /// A success with a status that the description does not list.
            #unknown(Value),
        }
        replies! { #ident { #(#rows,)* _ = #unknown } }
    }
}
