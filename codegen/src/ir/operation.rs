//! What can be asked of a server, where and by whom.

use super::{Pagination, TypeRef};
use crate::diagnostic::Place;

/// A base address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// With `{variables}`.
    pub url: String,
    /// `description`.
    pub description: Option<String>,
    /// Name, default, allowed values, description.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerVariable {
    /// As in the address.
    pub name: String,
    /// Its default.
    pub default: String,
    /// Its possible values; empty when any will do.
    pub values: Vec<String>,
    /// `description`.
    pub description: Option<String>,
}

/// A security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its name under `components/securitySchemes`.
    pub name: String,
    /// `description`.
    pub description: Option<String>,
    /// How it goes out.
    pub kind: SchemeKind,
}

/// How a credential goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …` (`http`/`bearer`, `oauth2`, `openIdConnect`).
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// `Authorization: <scheme> …`, another HTTP scheme.
    Http(String),
    /// A header of its own.
    Header(String),
    /// A query parameter.
    Query(String),
    /// A cookie.
    Cookie(String),
    /// Mutual TLS: nothing in the request.
    MutualTls,
}

/// Alternatives, each a set of scheme names that must all be met. An empty alternative means that none is needed; no
/// alternative at all means that the operation has no security.
pub type Security = Vec<Vec<String>>;

/// What a webhook or callback sends to a server of the caller's, and what that may answer.
#[derive(Clone, Debug, Default)]
pub struct Payload {
    /// The webhook's name, or the callback's.
    pub name: String,
    /// Summary and description.
    pub description: Option<String>,
    /// Names of the parameters that come with it, each with where it stands (`header`).
    pub parameters: Vec<(String, String)>,
    /// What is sent, in each of its media types.
    pub content: Vec<Media>,
    /// What can be answered.
    pub answers: Vec<Response>,
}

impl Payload {
    /// One that is sent as JSON of this type.
    pub fn of_json(name: &str, ty: TypeRef) -> Self {
        let media = Media {
            content_type: "application/json".to_owned(),
            form: MediaForm::Json(ty),
            encodings: Vec::new(),
            place: Place::default(),
        };
        Self { name: name.to_owned(), content: vec![media], ..Self::default() }
    }

    /// The types in it, those of its answers aside.
    pub fn types(&self) -> impl Iterator<Item = TypeRef> {
        self.content.iter().filter_map(|media| media.form.ty())
    }
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId` as written, if there is one.
    pub id: Option<String>,
    /// Upper case.
    pub method: String,
    /// With `{variables}`.
    pub path: String,
    /// `tags`.
    pub tags: Vec<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Further paragraphs for the documentation (settings' `docs.extensions`: label and values; links; external docs).
    pub notes: Vec<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Path parameters in the path's order, then the rest: required ones first, each in the description's order.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// What success looks like.
    pub success: Vec<Response>,
    /// Described failures.
    pub failures: Vec<Response>,
    /// How its list goes on over several replies.
    pub pagination: Option<Pagination>,
    /// What it needs, when that differs from the API's.
    pub security: Security,
    /// A server of its own.
    pub server: Option<Server>,
    /// Where it stands.
    pub place: Place,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// The whole query string (3.2).
    QueryString,
}

/// `style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a=1,2`
    Form,
    /// `1,2`
    Simple,
    /// `;a=1`
    Matrix,
    /// `.1.2`
    Label,
    /// `a=1%202`
    SpaceDelimited,
    /// `a=1|2`
    PipeDelimited,
    /// `a[b]=1`
    DeepObject,
    /// `a=1; b=2` in a cookie, nothing encoded.
    Cookie,
    /// The value as JSON text (`content: application/json`).
    Json,
    /// The value as the text of a form (`content: application/x-www-form-urlencoded`).
    FormText,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// On the wire.
    pub name: String,
    /// Where it goes.
    pub location: Location,
    /// How it is written.
    pub style: Style,
    /// `explode`.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// Must be given.
    pub required: bool,
    /// Its schema.
    pub ty: TypeRef,
    /// `minLength` and `maxLength` of a text, checked before sending.
    pub length: (Option<u64>, Option<u64>),
    /// `description`.
    pub description: Option<String>,
    /// Constraints, one phrase each.
    pub constraints: Vec<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// How members of a whole query string are written, where that is not the usual way.
    pub encodings: Vec<Encoding>,
    /// A typed form from the settings (List Workers' `tags`).
    pub typed: Option<crate::settings::TypedForm>,
    /// Where it stands.
    pub place: Place,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Must be given.
    pub required: bool,
    /// `description`.
    pub description: Option<String>,
    /// The form that is sent by default, then the others that the description allows.
    pub media: Vec<Media>,
}

/// One media type of a body or response.
#[derive(Clone, Debug)]
pub struct Media {
    /// As in the description, parameters included (`application/json; charset=utf-8`).
    pub content_type: String,
    /// How it is written and read.
    pub form: MediaForm,
    /// How members of a form are written, where that is not the usual way.
    pub encodings: Vec<Encoding>,
    /// Where it stands.
    pub place: Place,
}

/// How a member of a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The member.
    pub name: String,
    /// Its style or media type.
    pub written: Written,
    /// Headers of its part, with their documentation.
    pub headers: Vec<(String, Option<String>)>,
}

/// A style or a media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// As the member's type says.
    Usual,
    /// As this media type, or one of these with commas between them.
    Content(String),
    /// As a query parameter.
    Styled {
        /// `style`
        style: Style,
        /// `explode`
        explode: bool,
        /// `allowReserved`
        allow_reserved: bool,
    },
}

/// How a body is written and read.
#[derive(Clone, Debug)]
pub enum MediaForm {
    /// JSON.
    Json(TypeRef),
    /// `application/x-www-form-urlencoded`.
    Form(TypeRef),
    /// `multipart/form-data` and kin.
    Multipart(TypeRef),
    /// Text of any kind (XML included), as it is.
    Text,
    /// Bytes, streamed.
    Bytes,
    /// Server-sent events; the type of each event's data, when it is JSON.
    Events(Option<TypeRef>),
    /// One JSON value a line (JSON lines, ndjson, json-seq).
    Lines(TypeRef),
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// `200`, `2XX`, `default`.
    pub status: String,
    /// `description`.
    pub description: Option<String>,
    /// The form that is asked for; none when there is no content.
    pub media: Option<Media>,
    /// Other forms that can be asked for instead.
    pub others: Vec<Media>,
    /// The envelope's member that `media` gives the type of, when the reply is an envelope (settings' `envelope.result`).
    pub member: Option<String>,
    /// The first example of the whole reply, as JSON text.
    pub example: Option<String>,
    /// Header names with their documentation.
    pub headers: Vec<(String, Option<String>)>,
}

impl Response {
    /// The type of its JSON body, if it has one.
    pub fn json(&self) -> Option<TypeRef> {
        match self.media.as_ref()?.form {
            MediaForm::Json(ty) => Some(ty),
            _ => None,
        }
    }

    /// Every form that it may have, the preferred one first.
    pub fn forms(&self) -> impl Iterator<Item = &Media> {
        self.media.iter().chain(&self.others)
    }
}

impl MediaForm {
    /// Whether it is read as it comes, value by value.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Events(_) | Self::Lines(_))
    }

    /// The type of what it holds, if it has one.
    pub fn ty(&self) -> Option<TypeRef> {
        match self {
            MediaForm::Json(ty)
            | MediaForm::Form(ty)
            | MediaForm::Multipart(ty)
            | MediaForm::Lines(ty) => Some(*ty),
            MediaForm::Events(ty) => *ty,
            MediaForm::Text | MediaForm::Bytes => None,
        }
    }
}
