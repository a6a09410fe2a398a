//! Emits the API's table, the client's constructors and the setters of credentials.

use super::request::alternatives;
use crate::ir::SchemeKind;
use crate::plan::{Api, Scheme};
use crate::settings::Envelope;
use proc_macro2::TokenStream;
use quote::quote;

/// Emits the table and what is made from it.
///
/// ```text
/// static API: Api = Api::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"), "https://api.example.com");
/// impl Client {
///     pub fn builder() -> Builder { Builder::new(&API) }
///     pub fn from_env() -> Result<Client, Error> { Builder::from_env(&API)?.build() }
/// }
/// ```
pub(super) fn item(api: &Api) -> TokenStream {
    let Api { builder_docs, from_env_docs, .. } = api;
    let table = table(api);
    let setters: Vec<TokenStream> = api.schemes.iter().filter_map(setter).collect();
    let setters = (!setters.is_empty()).then(|| quote!(impl Builder { #(#setters)* }));

    quote! {
        #table
        impl Client {
            #builder_docs
            pub fn builder() -> Builder {
                Builder::new(&API)
            }
            #from_env_docs
            pub fn from_env() -> Result<Client, Error> {
                Builder::from_env(&API)?.build()
            }
            /// Begins a client with what the environment gives, for further settings.
            ///
            /// # Errors
            ///
            /// [`Error`] when a variable cannot be used.
            pub fn builder_from_env() -> Result<Builder, Error> {
                Builder::from_env(&API)
            }
        }
        #setters
    }
}

fn table(api: &Api) -> TokenStream {
    let Api { base_url, .. } = api;
    let base_url_env = api.base_url_env.as_ref().map(|env| quote!(.base_url_env(#env)));
    let schemes = api.schemes.iter().map(scheme);
    let schemes = (!api.schemes.is_empty()).then(|| quote!(.schemes(&[#(#schemes),*])));
    let security = alternatives(&api.security);
    let security = (!api.security.is_empty()).then(|| quote!(.security(#security)));
    let envelope = api.envelope.as_ref().map(envelope);
    let request_id = &api.request_id;
    let request_id = (!request_id.is_empty()).then(|| quote!(.request_id(&[#(#request_id),*])));

    quote! {
        static API: Api = Api::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"), #base_url)
            #base_url_env #schemes #security #envelope #request_id;
    }
}

/// `.envelope(Envelope::new("success", "errors"))`
fn envelope(envelope: &Envelope) -> TokenStream {
    let success = envelope.success.as_deref().unwrap_or_default();
    let errors = envelope.errors.as_deref().unwrap_or_default();
    let code = envelope.code.as_ref().map(|code| quote!(.code(#code)));
    let message = envelope.message.as_ref().map(|message| quote!(.message(#message)));
    quote!(.envelope(Envelope::new(#success, #errors) #code #message))
}

/// `Scheme::header("api_key", "X-Auth-Key").env("CLOUDFLARE_API_KEY")`
fn scheme(scheme: &Scheme) -> TokenStream {
    let Scheme { name, ident, .. } = scheme;
    let kind = match &scheme.kind {
        SchemeKind::Bearer => quote!(bearer(#name)),
        SchemeKind::Basic => quote!(basic(#name)),
        SchemeKind::Http(prefix) => quote!(http(#name, #prefix)),
        SchemeKind::Header(header) => quote!(header(#name, #header)),
        SchemeKind::Query(parameter) => quote!(query(#name, #parameter)),
        SchemeKind::Cookie(cookie) => quote!(cookie(#name, #cookie)),
        SchemeKind::MutualTls => quote!(mutual_tls(#name)),
    };
    let setter = (ident.as_str() != name).then(|| {
        let ident = ident.as_str();
        quote!(.setter(#ident))
    });
    let env = scheme.env.as_ref().map(|env| match env.split_once(':') {
        Some((user, password)) => quote!(.env_pair(#user, #password)),
        None => quote!(.env(#env)),
    });
    quote!(Scheme::#kind #setter #env)
}

/// `pub fn api_token(self, token: impl Into<Secret>) -> Self { self.credential("api_token", token) }`
fn setter(scheme: &Scheme) -> Option<TokenStream> {
    let Scheme { docs, ident, name, .. } = scheme;
    let (arguments, call) = match &scheme.kind {
        SchemeKind::MutualTls => return None,
        SchemeKind::Basic => (
            quote!(user: impl Into<Secret>, password: impl Into<Secret>),
            quote!(self.basic_credential(#name, user, password)),
        ),
        SchemeKind::Bearer
        | SchemeKind::Http(_)
        | SchemeKind::Header(_)
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_) => {
            (quote!(credential: impl Into<Secret>), quote!(self.credential(#name, credential)))
        }
    };

    Some(quote! {
        #docs
        pub fn #ident(self, #arguments) -> Self {
            #call
        }
    })
}
