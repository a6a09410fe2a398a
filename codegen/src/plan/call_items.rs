//! The items that a caller asks a server with: resources, requests, the client's own.

use super::{Docs, RustIdent, RustType};

/// A resource: a handle with methods.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Docs.
    pub docs: Docs,
    /// `Scripts`
    pub ident: RustIdent,
    /// Sub-resources: docs, method name, type path (`crate::resources::workers::Scripts`), feature.
    pub children: Vec<Accessor>,
    /// Methods that build a request.
    pub methods: Vec<Method>,
}

/// A method that gives a resource.
#[derive(Clone, Debug)]
pub struct Accessor {
    /// Docs.
    pub docs: Docs,
    /// `scripts`
    pub ident: RustIdent,
    /// `Scripts`
    pub resource: RustIdent,
    /// `#[cfg(feature = "…")]`
    pub feature: Option<String>,
}

/// `impl Client { … }`
#[derive(Clone, Debug)]
pub struct Accessors {
    /// The top-level resources.
    pub accessors: Vec<Accessor>,
}

/// A method that builds a request from its required inputs.
#[derive(Clone, Debug)]
pub struct Method {
    /// Docs.
    pub docs: Docs,
    /// `list`
    pub ident: RustIdent,
    /// The request's type.
    pub request: RustIdent,
    /// The operation's constant.
    pub constant: RustIdent,
    /// Required inputs in order.
    pub inputs: Vec<Input>,
    /// Names of before, which do the same.
    pub former: Vec<RustIdent>,
    /// `#[deprecated]`
    pub deprecated: bool,
}

impl Method {
    /// Whether a required input has the settings' typed form.
    pub(crate) fn has_flags(&self) -> bool {
        self.inputs.iter().any(|input| matches!(input.argument, Argument::Flags(_)))
    }
}

/// An input: a required argument or a setter's argument, and how it enters the call.
#[derive(Clone, Debug)]
pub struct Input {
    /// Docs (setters only).
    pub docs: Docs,
    /// The argument's, or the setter's, name.
    pub ident: RustIdent,
    /// How the argument is taken.
    pub argument: Argument,
    /// Where it goes.
    pub sink: Sink,
    /// `#[deprecated]` on the setter.
    pub deprecated: bool,
}

impl Input {
    /// The parameter's name on the wire; a body has none.
    pub(crate) fn wire_name(&self) -> &str {
        match &self.sink {
            Sink::Parameter { name, .. } => name,
            Sink::Json(_) | Sink::Lines(_) | Sink::Form(_) | Sink::Text(_) | Sink::Bytes(_) => "",
            Sink::Multipart { .. } => "",
        }
    }

    /// Whether it names a style.
    pub(crate) fn is_styled(&self) -> bool {
        match &self.sink {
            Sink::Parameter { location: crate::ir::Location::QueryString, members, .. } => {
                !members.is_empty()
            }
            Sink::Parameter { .. } => !self.is_plain_text(),
            Sink::Form(members) | Sink::Multipart { members, .. } => !members.is_empty(),
            Sink::Json(_) | Sink::Lines(_) | Sink::Text(_) | Sink::Bytes(_) => false,
        }
    }

    /// Whether it goes out as the text that it is, in the way that is usual where it goes, so that nothing need be said of
    /// its style.
    pub(crate) fn is_plain_text(&self) -> bool {
        use crate::ir::{Location, Style};
        let text = matches!(&self.argument, Argument::Into(RustType::String) | Argument::Flags(_));
        let Sink::Parameter { location, style, allow_reserved, .. } = &self.sink else {
            return false;
        };
        let usual = matches!(
            (location, style),
            (Location::Path, Style::Simple) | (Location::Query, Style::Form)
        );
        text && usual && !allow_reserved
    }
}

/// How an argument is taken.
#[derive(Clone, Debug)]
pub enum Argument {
    /// `name: impl Into<T>`
    Into(RustType),
    /// `name: T`
    Plain(RustType),
    /// `name: &T`
    Ref(RustType),
    /// `name: impl IntoIterator<Item = impl Into<T>>`
    Each(RustType),
    /// `name: impl IntoIterator<Item = (impl Into<String>, bool)>`: the settings' typed form.
    Flags(crate::settings::TypedForm),
}

/// Where an input goes.
#[derive(Clone, Debug)]
pub enum Sink {
    /// A parameter.
    Parameter {
        /// Wire name.
        name: String,
        /// Where.
        location: crate::ir::Location,
        /// Style.
        style: crate::ir::Style,
        /// Explode.
        explode: bool,
        /// allowReserved.
        allow_reserved: bool,
        /// How members of a whole query string are written.
        members: Vec<(String, crate::ir::Written)>,
    },
    /// A JSON body; the content type, when it is not `application/json`.
    Json(Option<String>),
    /// A body of JSON lines with this content type.
    Lines(String),
    /// A form body: how members are written.
    Form(Vec<(String, crate::ir::Written)>),
    /// A multipart body.
    Multipart {
        /// The media type, when it is not `multipart/form-data`.
        media_type: Option<String>,
        /// How members are written.
        members: Vec<(String, crate::ir::Written)>,
    },
    /// A text body with this content type.
    Text(String),
    /// Raw bytes with this content type.
    Bytes(String),
}

/// A request type.
#[derive(Clone, Debug)]
pub struct Request {
    /// Docs.
    pub docs: Docs,
    /// `List`
    pub ident: RustIdent,
    /// `LIST`
    pub constant: RustIdent,
    /// `workers.scripts.list`
    pub name: String,
    /// `GET`
    pub method: String,
    /// The path template.
    pub path: String,
    /// Length limits of text parameters: name, minimum, maximum.
    pub lengths: Vec<(String, u64, u64)>,
    /// Security, when it differs from the API's.
    pub security: Option<Vec<Vec<String>>>,
    /// A server of its own.
    pub server: Option<String>,
    /// `Accept`, when it is not `application/json`.
    pub accept: Option<String>,
    /// Optional inputs.
    pub setters: Vec<Input>,
    /// Other forms in which the reply can be asked for.
    pub others: Vec<OtherForm>,
    /// What a caller gets.
    pub output: RustType,
    /// The envelope's member that holds it.
    pub member: Option<String>,
    /// How its list goes on over several replies.
    pub pages: Option<Box<Pages>>,
    /// A reply for mocks.
    pub example: Option<super::reply_example::ReplyExample>,
}

/// How a list goes on over several replies.
#[derive(Clone, Debug)]
pub struct Pages {
    /// What says which page is asked for.
    pub kind: crate::ir::Paging,
    /// When a member of the body says it: the members around that one.
    pub in_body: Option<Vec<String>>,
    /// The header of the reply with the next mark or URL.
    pub header: Option<String>,
    /// An item.
    pub item: RustType,
    /// Members of the reply, by the method of the runtime's `Paging` that takes their path.
    pub paths: Vec<(&'static str, Vec<String>)>,
}

/// A form of the reply that is asked for with a method of its own.
#[derive(Clone, Debug)]
pub struct OtherForm {
    /// Docs.
    pub docs: Docs,
    /// `receive_events`
    pub ident: RustIdent,
    /// `Accept`
    pub accept: String,
    /// What a caller gets.
    pub output: RustType,
}

/// Success statuses with different bodies.
#[derive(Clone, Debug)]
pub struct Replies {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// The statuses.
    pub variants: Vec<Reply>,
    /// The last arm's name.
    pub unknown: RustIdent,
}

/// A success status.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Docs.
    pub docs: Docs,
    /// The variant.
    pub ident: RustIdent,
    /// `200`, `2XX`, `default`.
    pub status: String,
    /// As what the body is read; unit when there is none.
    pub output: RustType,
    /// What the variant holds.
    pub held: RustType,
}

/// The API's table.
#[derive(Clone, Debug)]
pub struct Api {
    /// Docs of `Client::builder`.
    pub builder_docs: Docs,
    /// Docs of `Client::from_env`.
    pub from_env_docs: Docs,
    /// Default base URL; empty when there is none.
    pub base_url: String,
    /// Environment variable of the base URL.
    pub base_url_env: Option<String>,
    /// Security schemes.
    pub schemes: Vec<Scheme>,
    /// Default security.
    pub security: Vec<Vec<String>>,
    /// The envelope.
    pub envelope: Option<crate::settings::Envelope>,
    /// Header names with a request id.
    pub request_id: Vec<String>,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Docs of the setter.
    pub docs: Docs,
    /// The builder's method.
    pub ident: RustIdent,
    /// On the description's side.
    pub name: String,
    /// How it goes out.
    pub kind: crate::ir::SchemeKind,
    /// Environment variable; for `basic` two names with a colon between them.
    pub env: Option<String>,
}
