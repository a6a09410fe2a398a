//! Unions as enums, with the table of what selects each branch.

use super::structs::derives;
use crate::ir::{Kind, TagTest, Test, TextFormat};
use crate::plan::{Union, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// Emits one union.
///
/// ```text
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum Placement {
///     /// Docs.
///     Smart(PlacementSmart),
///     /// A value that fits none of the others, unchanged.
///     Unknown(Value),
/// }
///
/// union! { Placement { tags ["mode"] names []; Smart = object(is ["smart"]), _ = Unknown } }
/// ```
pub(crate) fn item(union: &Union) -> TokenStream {
    let Union { docs, ident, tags, unknown, .. } = union;
    let derives = derives(&[]);
    let variants =
        union.variants.iter().map(|Variant { docs, ident, ty, .. }| quote!(#docs #ident(#ty),));
    let names = names(union);
    let tests = union.variants.iter().map(|variant| {
        let Variant { ident, test, .. } = variant;
        let test = self::test(test);
        quote!(#ident = #test,)
    });

    quote! {
        #docs
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            #[doc = " A value that fits none of the others, unchanged."]
            #unknown(Value),
        }
        union! { #ident { tags [#(#tags),*] names [#(#names),*]; #(#tests)* _ = #unknown } }
    }
}

/// Every name that a test looks for, each once.
fn names(union: &Union) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for variant in &union.variants {
        if let Test::Object { required, hints, .. } = &variant.test {
            for name in required.iter().chain(hints) {
                if !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
        }
    }
    names
}

fn test(test: &Test) -> TokenStream {
    match test {
        Test::Object { tags, required, hints } => {
            let tags = tags.iter().map(tag);
            let required = (!required.is_empty()).then(|| quote!(requires [#(#required),*]));
            let hints = (!hints.is_empty()).then(|| quote!(hints [#(#hints),*]));
            quote!(object(#(#tags),*) #required #hints)
        }
        Test::Array(kinds) if kinds.is_empty() => quote!(array),
        Test::Array(kinds) => {
            let kinds = kinds.iter().copied().map(kind);
            quote!(array_of [#(#kinds),*])
        }
        Test::String { values, .. } if !values.is_empty() => quote!(string_of [#(#values),*]),
        Test::String { format: Some(TextFormat::DateTime), .. } => quote!(date_time),
        Test::String { format: Some(TextFormat::Date), .. } => quote!(date),
        Test::String { format: None, .. } => quote!(string),
        Test::Integer => quote!(integer),
        Test::Number => quote!(number),
        Test::Bool => quote!(boolean),
        Test::Values(values) => quote!(values [#(#values),*]),
        Test::Anything => quote!(any),
    }
}

fn tag(tag: &TagTest) -> TokenStream {
    match tag {
        TagTest::Is(values) => match texts(values) {
            Some(texts) => quote!(is [#(#texts),*]),
            None => quote!(is_json [#(#values),*]),
        },
        TagTest::MaybeIs(values) => match texts(values) {
            Some(texts) => quote!(maybe [#(#texts),*]),
            None => quote!(maybe_json [#(#values),*]),
        },
        TagTest::Free => quote!(free),
        TagTest::Absent => quote!(absent),
    }
}

/// The values as strings, when all are.
fn texts(values: &[String]) -> Option<Vec<String>> {
    values.iter().map(|json| serde_json::from_str(json).ok()).collect()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Object => "object",
        Kind::Array => "array",
        Kind::String => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Bool => "boolean",
        Kind::Null => "null",
    }
}
