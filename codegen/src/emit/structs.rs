//! Structs of objects, with their table of wire names.

use crate::plan::{Field, RustIdent, Struct};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Emits one struct.
///
/// ```text
/// /// Docs.
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub struct Script {
///     /// Docs.
///     pub name: String,
///     /// Docs.
///     pub created_on: Option<DateTime>,
///     /// Members that the description does not name.
///     pub other: Members,
/// }
///
/// impl Script { … pub fn new(name: impl Into<String>) -> Self … }
///
/// object! { Script { required name; optional created_on; ..other } }
/// ```
pub(crate) fn item(strukt: &Struct) -> TokenStream {
    let Struct { docs, ident, other, .. } = strukt;
    let derives = derives(&strukt.derives);
    // Files cannot be compared.
    let derives = derives.iter().filter(|name| !strukt.form || *name != "PartialEq");
    let (unknown, further) = match strukt.form {
        true => (quote!(Multipart), " Parts that the description does not name."),
        false => (quote!(Members), " Members that the description does not name."),
    };
    let fields = strukt.fields.iter().map(field);
    let additional = strukt.additional.iter().map(|(name, ty)| {
        let complex = ty.is_complex().then(complex);
        quote! {
            #[doc = " Further members, by name."]
            #complex
            pub #name: #ty,
        }
    });
    let constructor = strukt.constructor.then(|| constructor(strukt));
    let table = table(strukt);

    quote! {
        #docs
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub struct #ident {
            #(#fields)*
            #(#additional)*
            #[doc = #further]
            pub #other: #unknown,
        }
        #constructor
        #table
    }
}

/// The derives of every type and those of this one, in alphabetical order.
pub(super) fn derives(more: &[&'static str]) -> Vec<Ident> {
    let mut names = vec!["Clone", "Debug", "PartialEq"];
    names.extend(more);
    names.sort_unstable();
    names.into_iter().map(|name| Ident::new(name, Span::call_site())).collect()
}

fn field(field: &Field) -> TokenStream {
    let Field { docs, ident, ty, .. } = field;
    let complex = ty.is_complex().then(complex);
    quote! {
        #docs
        #complex
        pub #ident: #ty,
    }
}

fn complex() -> TokenStream {
    quote!(#[expect(clippy::type_complexity, reason = "the description nests this deep")])
}

/// The constructor from all required fields.
fn constructor(strukt: &Struct) -> TokenStream {
    let Struct { ident, other, .. } = strukt;
    let required: Vec<&Field> = strukt.fields.iter().filter(|field| !field.optional).collect();
    let arguments = required.iter().map(|Field { ident, ty, .. }| match ty.takes_into() {
        true => quote!(#ident: impl Into<#ty>),
        false => quote!(#ident: #ty),
    });
    let values = strukt.fields.iter().map(|Field { ident, ty, optional, .. }| {
        match (optional, ty.takes_into()) {
            (true, _) => quote!(#ident: None),
            (false, true) => quote!(#ident: #ident.into()),
            (false, false) => quote!(#ident),
        }
    });
    let additional = strukt.additional.iter().map(|(name, _)| quote!(#name: BTreeMap::new(),));
    let many = (required.len() > 7).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "that many members are required")]),
    );
    let unknown = if strukt.form { quote!(Multipart) } else { quote!(Members) };
    let complex = required.iter().any(|field| field.ty.is_complex()).then(complex);

    quote! {
        impl #ident {
            #[doc = " Makes a value of its required members."]
            #many
            #complex
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* #(#additional)* #other: #unknown::new() }
            }
        }
    }
}

/// The table that reading and writing go by.
fn table(strukt: &Struct) -> TokenStream {
    let Struct { ident, other, .. } = strukt;
    let constants: Vec<_> =
        strukt.constants.iter().map(|(name, json)| constant(name, json)).collect();
    let of = |optional: bool| {
        strukt.fields.iter().filter(move |field| field.optional == optional).map(entry)
    };
    let fixed = group("fixed", constants);
    let required = group("required", of(false).collect());
    let optional = group("optional", of(true).collect());
    let additional =
        group("additional", strukt.additional.iter().map(|(name, _)| quote!(#name)).collect());

    let name = Ident::new(if strukt.form { "parts" } else { "object" }, Span::call_site());
    quote!(#name! { #ident { #fixed #required #optional #additional ..#other } })
}

fn group(name: &str, entries: Vec<TokenStream>) -> Option<TokenStream> {
    let name = Ident::new(name, Span::call_site());
    (!entries.is_empty()).then(|| quote!(#name #(#entries),*;))
}

fn entry(field: &Field) -> TokenStream {
    let Field { ident, wire, .. } = field;
    if is_spelt(ident, wire) { quote!(#ident) } else { quote!(#ident = #wire) }
}

/// Whether a field is called exactly what its member is called.
fn is_spelt(ident: &RustIdent, wire: &str) -> bool {
    ident.as_str() == wire
}

fn constant(name: &str, json: &str) -> TokenStream {
    match serde_json::from_str::<String>(json) {
        Ok(text) => quote!(#name = #text),
        Err(_) => quote!(#name = json #json),
    }
}
