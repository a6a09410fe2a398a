//! Newtypes, tuples, and names of before.

use super::structs::derives;
use crate::plan::{Former, Newtype, Tuple};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Emits one newtype.
///
/// ```text
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Tree(pub Vec<Tree>);
///
/// transparent! { Tree }
/// ```
pub(crate) fn newtype(newtype: &Newtype) -> TokenStream {
    let Newtype { docs, ident, ty } = newtype;
    let derives = derives(&[]);

    quote! {
        #docs
        #[derive(#(#derives),*)]
        pub struct #ident(pub #ty);
        transparent! { #ident }
    }
}

/// Emits one tuple.
///
/// ```text
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Pair(pub String, pub f64, pub Vec<Value>);
///
/// tuple! { Pair { 0, 1; 2 } }
/// ```
pub(crate) fn tuple(tuple: &Tuple) -> TokenStream {
    let Tuple { docs, ident, elements, rest } = tuple;
    let derives = derives(&[]);
    let positions = (0..elements.len()).map(Literal::usize_unsuffixed);
    let last = Literal::usize_unsuffixed(elements.len());

    quote! {
        #docs
        #[derive(#(#derives),*)]
        pub struct #ident(#(pub #elements,)* pub Vec<#rest>);
        tuple! { #ident { #(#positions),*; #last } }
    }
}

/// Emits the name of before of a type.
///
/// ```text
/// /// Former name of [`Script`].
/// #[deprecated = "renamed to `Script`"]
/// pub type WorkerScript = Script;
/// ```
///
/// A type that is built as `Tree(…)` goes on being built and taken apart under its former name too: the name of a `type` does not
/// stand for that, a `use` does, and of what a glob brings in a `type` beside it hides the type alone.
///
/// ```text
/// #[doc(hidden)]
/// pub use former_wood::*;
///
/// mod former_wood {
///     pub use super::Tree as Wood;
/// }
/// ```
pub(crate) fn former(former: &Former) -> TokenStream {
    let Former { ident, target, constructor } = former;
    let docs = format!(" Former name of [`{}`].", target.as_str());
    let note = format!("renamed to `{}`", target.as_str());

    let constructor = constructor.as_ref().map(|module| {
        quote! {
            #[doc(hidden)]
            pub use #module::*;
            mod #module {
                pub use super::#target as #ident;
            }
        }
    });

    quote! {
        #[doc = #docs]
        #[deprecated = #note]
        pub type #ident = #target;
        #constructor
    }
}
