//! Emits resources: the handle, the methods that begin a call, and the methods that give another resource.

use super::modules::feature;
use super::request::{argument, conversion, in_chain};
use crate::plan::{Accessor, Accessors, Method, Resource};
use proc_macro2::TokenStream;
use quote::quote;

/// Emits a resource.
///
/// ```text
/// #[derive(Clone, Debug)]
/// pub struct Scripts { client: Client }
/// impl Scripts {
///     pub(crate) fn new(client: &Client) -> Self { Self { client: client.clone() } }
///     pub fn list(&self, account_id: impl Into<String>) -> List {
///         List { call: Call::new(&self.client, &LIST).path_text("account_id", account_id) }
///     }
/// }
/// ```
pub(super) fn item(resource: &Resource) -> TokenStream {
    let Resource { docs, ident, .. } = resource;
    let children = resource.children.iter().map(child);
    let methods = resource.methods.iter().map(method);
    let former = resource.methods.iter().flat_map(former);

    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #ident {
            client: Client,
        }
        impl #ident {
            pub(crate) fn new(client: &Client) -> Self {
                Self { client: client.clone() }
            }
            #(#children)*
            #(#methods)*
            #(#former)*
        }
    }
}

fn child(accessor: &Accessor) -> TokenStream {
    let Accessor { docs, ident, resource, .. } = accessor;
    let feature = feature(&accessor.feature);

    quote! {
        #docs
        #feature
        pub fn #ident(&self) -> #resource {
            #resource::new(&self.client)
        }
    }
}

fn method(method: &Method) -> TokenStream {
    let Method { docs, ident, request, constant, .. } = method;
    let deprecated =
        method.deprecated.then(|| quote!(#[deprecated = "deprecated by the description"]));
    // Clippy counts the receiver too.
    let many = (method.inputs.len() > 6).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "that many inputs are required")]),
    );
    let arguments = method.inputs.iter().map(argument);
    let call = quote!(call);
    let conversions = method.inputs.iter().map(|input| conversion(input, &call));
    let chain = method.inputs.iter().map(in_chain);
    // What is wrong with flags is kept in the call, which has to be there first.
    let begin =
        method.has_flags().then(|| quote!(let mut call = Call::new(&self.client, &#constant);));
    let start = match begin {
        Some(_) => quote!(call),
        None => quote!(Call::new(&self.client, &#constant)),
    };

    quote! {
        #docs
        #deprecated
        #many
        pub fn #ident(&self #(, #arguments)*) -> #request {
            #begin
            #(#conversions)*
            #request { call: #start #(#chain)* }
        }
    }
}

/// Emits the names of before of a method.
///
/// ```text
/// /// Former name of [`Self::list`].
/// #[deprecated = "renamed to `list`"]
/// pub fn all(&self, account_id: impl Into<String>) -> List { self.list(account_id) }
/// ```
fn former(method: &Method) -> impl Iterator<Item = TokenStream> {
    let Method { ident, request, .. } = method;
    let name = ident.as_str().trim_start_matches("r#");
    let docs = format!(" Former name of [`Self::{name}`].");
    let note = format!("renamed to `{name}`");
    let allowed = method.deprecated.then(
        || quote!(#[expect(deprecated, reason = "what it was renamed to is deprecated too")]),
    );
    let many = (method.inputs.len() > 6).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "that many inputs are required")]),
    );
    method.former.iter().map(move |former| {
        let arguments = method.inputs.iter().map(argument);
        let names = method.inputs.iter().map(|input| &input.ident);
        quote! {
            #[doc = #docs]
            #[deprecated = #note]
            #allowed
            #many
            pub fn #former(&self #(, #arguments)*) -> #request {
                self.#ident(#(#names),*)
            }
        }
    })
}

/// Emits the client's methods that give its resources.
///
/// ```text
/// impl Client {
///     pub fn workers(&self) -> Workers { Workers::new(self) }
/// }
/// ```
pub(super) fn accessors(accessors: &Accessors) -> TokenStream {
    let methods = accessors.accessors.iter().map(|accessor| {
        let Accessor { docs, ident, resource, .. } = accessor;
        let feature = feature(&accessor.feature);
        quote! {
            #docs
            #feature
            pub fn #ident(&self) -> #resource {
                #resource::new(self)
            }
        }
    });

    quote! {
        impl Client {
            #(#methods)*
        }
    }
}
