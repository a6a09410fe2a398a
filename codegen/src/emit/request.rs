//! Emits requests: the operation's constant, the request's struct, its setters, and what awaiting it gives.

use crate::ir::{Location, Paging, Style, Written};
use crate::plan::{Argument, Input, OtherForm, Pages, ReplyExample, Request, RustIdent, Sink};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// Emits a request.
///
/// ```text
/// static LIST: Operation = Operation::new("workers.scripts.list", Method::Get, "/accounts/{account_id}/workers/scripts");
/// #[derive(Clone, Debug)]
/// #[must_use = "a request does nothing until it is awaited"]
/// pub struct List { call: Call }
/// impl List {
///     pub fn tags(mut self, tags: impl Into<String>) -> Self { self.call.query_text("tags", tags); self }
/// }
/// request! { List => Vec<Script>, "result" }
/// ```
pub(super) fn item(request: &Request) -> TokenStream {
    let Request { docs, ident, output, .. } = request;
    let operation = operation(request);
    let setters = request.setters.iter().map(setter);
    let others = request.others.iter().map(other_form);
    let own = !request.setters.is_empty() || !request.others.is_empty();
    let setters = own.then(|| quote!(impl #ident { #(#setters)* #(#others)* }));
    let member = request.member.as_ref().map(|member| quote!(, #member));
    let pages = request.pages.as_ref().map(|pages| self::pages(request, pages));
    let example = request.example.as_ref().map(|example| self::example(request, example));

    quote! {
        #operation
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a request does nothing until it is awaited"]
        pub struct #ident {
            call: Call,
        }
        #setters
        request! { #ident => #output #member }
        #pages
        #example
    }
}

/// `example! { List, 200, r#"[]"# }`
fn example(request: &Request, example: &ReplyExample) -> TokenStream {
    let ident = &request.ident;
    let ReplyExample { status, json } = example;
    let status = Literal::u16_unsuffixed(*status);
    let json = raw(json);
    quote!(example! { #ident, #status, #json })
}

/// A text as a literal without escapes, so that JSON reads as what it is.
fn raw(text: &str) -> Literal {
    let longest =
        text.split('"').skip(1).map(|rest| rest.bytes().take_while(|it| *it == b'#').count());
    let hashes = "#".repeat(longest.max().map_or(0, |n| n + 1));
    // What a raw literal cannot hold, a carriage return, is written with an escape.
    format!("r{hashes}\"{text}\"{hashes}").parse().unwrap_or_else(|_| Literal::string(text))
}

/// `pages! { List => Vec<Script>, Some("result"), Script, Paging::page("page", 1).items(&["result"]) }`
fn pages(request: &Request, pages: &Pages) -> TokenStream {
    let Request { ident, output, .. } = request;
    let member = match &request.member {
        Some(member) => quote!(Some(#member)),
        None => quote!(None),
    };
    let item = &pages.item;
    let kind = match &pages.kind {
        Paging::Single => quote!(single()),
        Paging::Page(name, first) => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(page(#name, #first))
        }
        Paging::Offset(name) => quote!(offset(#name)),
        Paging::Cursor(name) => quote!(cursor(#name)),
        Paging::Link => quote!(link()),
    };
    let paths = pages.paths.iter().map(|(method, path)| {
        let method = Ident::new(method, Span::call_site());
        quote!(.#method(&[#(#path),*]))
    });
    let in_body = pages.in_body.as_ref().map(|parents| quote!(.in_body(&[#(#parents),*])));
    let header = pages.header.as_ref().map(|name| quote!(.header(#name)));
    quote!(pages! { #ident => #output, #member, #item, Paging::#kind #in_body #header #(#paths)* })
}

fn operation(request: &Request) -> TokenStream {
    let Request { constant, name, path, .. } = request;
    let method = method(&request.method);
    let lengths = request.lengths.iter().map(|(name, least, most)| {
        let (least, most) = (bound(*least), bound(*most));
        quote!((#name, #least, #most))
    });
    let lengths = (!request.lengths.is_empty()).then(|| quote!(.lengths(&[#(#lengths),*])));
    let security = request.security.as_deref().map(|security| {
        let security = alternatives(security);
        quote!(.security(#security))
    });
    let server = request.server.as_ref().map(|server| quote!(.server(#server)));
    let accept = request.accept.as_ref().map(|accept| quote!(.accept(#accept)));

    quote! {
        static #constant: Operation = Operation::new(#name, #method, #path) #lengths #security #server #accept;
    }
}

/// `Method::Get`
fn method(method: &str) -> TokenStream {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"];
    if !known.contains(&method) {
        return quote!(Method::Other(#method));
    }
    let name = format!("{}{}", &method[..1], method[1..].to_ascii_lowercase());
    let name = Ident::new(&name, Span::call_site());
    quote!(Method::#name)
}

/// A length, of which the largest means none.
fn bound(bound: u64) -> TokenStream {
    match u32::try_from(bound) {
        Ok(bound) if bound < u32::MAX => {
            let bound = Literal::u32_unsuffixed(bound);
            quote!(#bound)
        }
        _ => quote!(u32::MAX),
    }
}

/// `&[&["api_token"], &["api_email", "api_key"]]`
pub(super) fn alternatives(security: &[Vec<String>]) -> TokenStream {
    let alternatives = security.iter().map(|schemes| quote!(&[#(#schemes),*]));
    quote!(&[#(#alternatives),*])
}

fn setter(input: &Input) -> TokenStream {
    let Input { docs, ident, .. } = input;
    let deprecated =
        input.deprecated.then(|| quote!(#[deprecated = "deprecated by the description"]));
    let argument = argument(input);
    let conversion = conversion(input, &quote!(self.call));
    let (name, arguments) = call(input);
    let name = Ident::new(name, Span::call_site());

    quote! {
        #docs
        #deprecated
        pub fn #ident(mut self, #argument) -> Self {
            #conversion
            self.call.#name(#arguments);
            self
        }
    }
}

/// ```text
/// pub fn receive_events(mut self) -> Sending<Events<Chunk>> {
///     self.call.set_header("accept", "text/event-stream");
///     Sending::new(self.call, None)
/// }
/// ```
fn other_form(form: &OtherForm) -> TokenStream {
    let OtherForm { docs, ident, accept, output } = form;

    quote! {
        #docs
        pub fn #ident(mut self) -> Sending<#output> {
            self.call.set_header("accept", #accept);
            Sending::new(self.call, None)
        }
    }
}

/// `account_id: impl Into<String>`
pub(super) fn argument(input: &Input) -> TokenStream {
    let Input { ident, .. } = input;
    match &input.argument {
        Argument::Into(ty) => quote!(#ident: impl Into<#ty>),
        Argument::Plain(ty) => quote!(#ident: #ty),
        Argument::Ref(crate::plan::RustType::Vec(item)) => quote!(#ident: &[#item]),
        Argument::Ref(ty) => quote!(#ident: &#ty),
        Argument::Each(ty) => quote!(#ident: impl IntoIterator<Item = impl Into<#ty>>),
        Argument::Flags(_) => quote!(#ident: impl Flags),
    }
}

/// A line that gives a generic argument its type, where the call cannot take it as it is; `call` is where faults are kept.
pub(super) fn conversion(input: &Input, call: &TokenStream) -> Option<TokenStream> {
    let Input { ident, .. } = input;
    match &input.argument {
        Argument::Into(ty) if !takes_into(input) => Some(quote!(let #ident: #ty = #ident.into();)),
        Argument::Each(ty) => {
            Some(quote!(let #ident: Vec<#ty> = #ident.into_iter().map(Into::into).collect();))
        }
        Argument::Flags(form) => {
            let crate::settings::TypedForm { separator, assign, yes, no } = form;
            let name = input.wire_name();
            Some(quote!(let #ident = #call.flags(#name, #ident, [#separator, #assign, #yes, #no]);))
        }
        Argument::Into(_) | Argument::Plain(_) | Argument::Ref(_) => None,
    }
}

fn takes_into(input: &Input) -> bool {
    input.is_plain_text() || matches!(input.sink, Sink::Text(_) | Sink::Bytes(_))
}

/// `.path_text("account_id", account_id)`, at the end of a chain.
pub(super) fn in_chain(input: &Input) -> TokenStream {
    let (name, arguments) = call(input);
    let path = name.starts_with("path");
    let name = if path { name.to_owned() } else { format!("with_{name}") };
    let name = Ident::new(&name, Span::call_site());
    quote!(.#name(#arguments))
}

/// The method of `Call` that takes an input, and its arguments.
fn call(input: &Input) -> (&'static str, TokenStream) {
    let Input { ident, .. } = input;
    match &input.sink {
        Sink::Parameter { name, location: Location::Path, .. } if input.is_plain_text() => {
            ("path_text", quote!(#name, #ident))
        }
        Sink::Parameter { name, .. } if input.is_plain_text() => {
            ("query_text", quote!(#name, #ident))
        }
        Sink::Parameter { name, location, style, explode, allow_reserved, members } => {
            let value = value(input);
            let style = self::style(*style, *explode, *allow_reserved);
            match location {
                Location::Path => ("path", quote!(#name, #style, #value)),
                Location::Query => ("query", quote!(#name, #style, #value)),
                Location::Header => ("header", quote!(#name, #style, #value)),
                Location::Cookie => ("cookie", quote!(#name, #style, #value)),
                Location::QueryString if members.is_empty() => ("query_string", value),
                Location::QueryString => {
                    let members = self::members(members);
                    ("query_string_of", quote!(#members, #value))
                }
            }
        }
        Sink::Json(None) => ("json", value(input)),
        Sink::Json(Some(content_type)) => {
            let value = value(input);
            ("json_as", quote!(#content_type, #value))
        }
        Sink::Lines(content_type) => {
            let value = value(input);
            ("lines", quote!(#content_type, #value))
        }
        Sink::Form(members) if members.is_empty() => ("form", value(input)),
        Sink::Form(members) => {
            let (members, value) = (self::members(members), value(input));
            ("form_of", quote!(#members, #value))
        }
        Sink::Multipart { media_type: None, members } if members.is_empty() => {
            ("multipart", quote!(#ident))
        }
        Sink::Multipart { media_type, members } => {
            let media_type = media_type.as_deref().unwrap_or("multipart/form-data");
            let members = self::members(members);
            ("multipart_of", quote!(#media_type, #members, #ident))
        }
        Sink::Text(content_type) => ("text", quote!(#content_type, #ident)),
        Sink::Bytes(content_type) => ("bytes", quote!(#content_type, #ident)),
    }
}

/// The argument by reference.
fn value(input: &Input) -> TokenStream {
    let ident: &RustIdent = &input.ident;
    match &input.argument {
        Argument::Ref(_) => quote!(#ident),
        Argument::Into(_) | Argument::Plain(_) | Argument::Each(_) | Argument::Flags(_) => {
            quote!(&#ident)
        }
    }
}

/// `&[("tags", Style::DEEP)]`
fn members(members: &[(String, Written)]) -> TokenStream {
    let pairs = members.iter().map(|(name, written)| {
        let style = match written {
            Written::Usual => self::style(Style::Form, true, false),
            Written::Content(content_type) => quote!(Style::content(#content_type)),
            Written::Styled { style, explode, allow_reserved } => {
                self::style(*style, *explode, *allow_reserved)
            }
        };
        quote!((#name, #style))
    });
    quote!(&[#(#pairs),*])
}

/// `Style::FORM.explode()`
fn style(style: Style, explode: bool, reserved: bool) -> TokenStream {
    let name = match style {
        Style::Form => "FORM",
        Style::Simple => "SIMPLE",
        Style::Matrix => "MATRIX",
        Style::Label => "LABEL",
        Style::SpaceDelimited => "SPACE",
        Style::PipeDelimited => "PIPE",
        Style::DeepObject => "DEEP",
        Style::Cookie => "COOKIE",
        Style::Json => "JSON",
        Style::FormText => "FORM_TEXT",
    };
    let name = Ident::new(name, Span::call_site());
    let may_explode = !matches!(style, Style::DeepObject | Style::Json | Style::FormText);
    let explode = (explode && may_explode).then(|| quote!(.explode()));
    let reserved = reserved.then(|| quote!(.reserved()));
    quote!(Style::#name #explode #reserved)
}
