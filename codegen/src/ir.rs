//! What the API means, in OpenAPI's words: the form between `lower` and `plan`.
//!
//! Plain data. Nothing here knows a Rust name, and nothing here is a `$ref`, an `allOf` or a version of OpenAPI any more.

use crate::diagnostic::Place;

/// A whole API.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`, or `info.summary`.
    pub description: Option<String>,
    /// The top-level servers, the first being the default.
    pub servers: Vec<Server>,
    /// The security schemes that an operation names, by name order.
    pub schemes: Vec<SecurityScheme>,
    /// The default security requirement: any one of these alternatives.
    pub security: Security,
    /// Every operation that can be generated, in order of path and method.
    pub operations: Vec<Operation>,
    /// Payload types of webhooks and callbacks: a name, its documentation and the type.
    pub payloads: Vec<Payload>,
    /// `tags`: name and description, in the document's order.
    pub tags: Vec<(String, Option<String>)>,
    /// Every schema that something reaches; `TypeId` is an index into this.
    pub types: Vec<Type>,
}

impl Api {
    /// The type that `id` names.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }
}

/// Names a [`Type`] of one [`Api`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// One use of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeRef {
    /// The schema.
    pub id: TypeId,
    /// Whether `null` is allowed here beside the schema's own values.
    pub nullable: bool,
    /// Whether a cycle of types must be broken here.
    pub boxed: bool,
}

/// A schema as a set of values.
#[derive(Clone, Debug)]
pub struct Type {
    /// Where it comes from, for naming.
    pub origin: Origin,
    /// Where it stands.
    pub place: Place,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Constraints that the Rust type does not express, one phrase each (`at most 32 characters`).
    pub constraints: Vec<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// What values it has.
    pub shape: Shape,
    /// In which directions values travel.
    pub direction: Direction,
    /// `examples` and `example`, as JSON text.
    pub examples: Vec<String>,
}

/// What a schema is called by, innermost step last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A schema under `components/schemas` (or a `$defs` entry), or the file name's stem of a schema file.
    Component(String),
    /// The schema of a member of an object type.
    Member(TypeId, String),
    /// The value schema of a map type (`additionalProperties`, `patternProperties`).
    Additional(TypeId),
    /// The item schema of an array type.
    Items(TypeId),
    /// The element schema of a tuple type.
    Element(TypeId, u32),
    /// A branch of a union type: the index in the union and a hint (a title, a distinguishing constant or member).
    Branch(TypeId, u32, Option<String>),
    /// A parameter of an operation (index into `Api::operations`).
    Parameter(u32, String),
    /// The request body of an operation.
    Request(u32),
    /// The success response of an operation, with its status when there are several.
    Response(u32, Option<String>),
    /// An error response of an operation.
    Failure(u32, String),
    /// A webhook's or callback's payload.
    Payload(String),
    /// A scalar or other nameless thing that needs no name.
    Nameless,
}

/// Directions in which the values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// Reached from a request body or a parameter.
    pub sent: bool,
    /// Reached from a response or a webhook.
    pub received: bool,
}

/// The algebra of schemas.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Any JSON value. `declared` says whether the description itself gives no type (`{}`, `true`).
    Any {
        /// False when a type is declared that could not be lowered: counted as untyped.
        declared: bool,
    },
    /// `null` alone.
    Null,
    /// A text, number or boolean.
    Scalar(Scalar),
    /// A closed list of constants.
    Enum(Enum),
    /// An object with named members.
    Object(Object),
    /// An object whose members all have one type.
    Map(TypeRef),
    /// An array.
    Array(TypeRef),
    /// `prefixItems`: the elements, and what may follow them.
    Tuple(Vec<TypeRef>),
    /// One of several.
    Union(Union),
    /// Another type under this name (a component that only refers to a type that must stay named, or a recursive array).
    Alias(TypeRef),
}

/// A scalar and how it is written on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// Text of no particular form.
    String,
    /// `format: date-time`.
    DateTime,
    /// `format: date`.
    Date,
    /// Raw bytes outside JSON (`format: binary`, an octet-stream).
    Binary,
    /// `true` or `false`.
    Bool,
    /// 32 bits with a sign.
    I32,
    /// 64 bits with a sign.
    I64,
    /// 32 bits without a sign.
    U32,
    /// 64 bits without a sign.
    U64,
    /// A whole number of any size.
    Integer,
    /// A number, read as the nearest double.
    F64,
}

/// A list of constants. All are texts when `texts` is set.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The constants as JSON text (`"a"`, `1`, `true`, `null` is never among them), with the variant's documentation.
    pub values: Vec<EnumValue>,
    /// Whether every constant is a string.
    pub texts: bool,
}

/// A constant of an [`Enum`].
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The constant, as JSON text.
    pub json: String,
    /// `x-enum-varnames`, or the title of a `oneOf` of constants.
    pub name: Option<String>,
    /// `x-enum-descriptions`, or the description of a `oneOf` of constants.
    pub description: Option<String>,
}

/// An object with named members.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// In the description's order.
    pub members: Vec<Member>,
    /// The type of further members, when one is declared.
    pub additional: Option<TypeRef>,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// On the wire.
    pub name: String,
    /// Its schema.
    pub ty: TypeRef,
    /// Whether it is always there.
    pub required: bool,
    /// A required member with one possible value: the value as JSON text. No field is needed for it.
    pub constant: Option<String>,
    /// Its own documentation (beside the `$ref`, else the target's).
    pub description: Option<String>,
    /// Constraints and defaults, one phrase each.
    pub constraints: Vec<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// Where it stands.
    pub place: Place,
}

/// One of several, with the proof of how they are told apart.
#[derive(Clone, Debug)]
pub struct Union {
    /// In the description's order.
    pub branches: Vec<Branch>,
    /// Names of the members whose constants decide. A branch that does not declare a tag refuses a value that has it.
    pub tags: Vec<String>,
}

/// A branch of a union and what selects it.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The branch.
    pub ty: TypeRef,
    /// A name of its own: discriminator value, title, component.
    pub name: Option<String>,
    /// Documentation of the branch where it is used.
    pub description: Option<String>,
    /// The test that selects it.
    pub test: Test,
}

/// What a value must be to select a branch. Of all branches whose test holds the one with the largest weight is taken
/// (the number of constants and required members); two of equal weight are a tie, and a tie selects none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// An object.
    Object {
        /// For each of the union's tags, in order, what this branch says of it.
        tags: Vec<TagTest>,
        /// Members that must be present and not null (tags aside), as far as they help to tell branches apart or weigh.
        required: Vec<String>,
        /// Optional members that count one further point each when present, to settle equal weights.
        hints: Vec<String>,
    },
    /// An array, whose first element (if any) has one of these kinds.
    Array(Vec<Kind>),
    /// A text; `values` limits it to constants.
    String {
        /// Constants, or nothing for any text.
        values: Vec<String>,
        /// A format that the text must have to be this branch.
        format: Option<TextFormat>,
    },
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A boolean.
    Bool,
    /// A value equal to one of these (JSON texts of numbers and booleans).
    Values(Vec<String>),
    /// Any value: taken only when no other branch is.
    Anything,
}

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// `true`, `false`
    Bool,
    /// `null`
    Null,
}

/// What a branch says of one of its union's tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagTest {
    /// Must be one of these (JSON texts).
    Is(Vec<String>),
    /// May be absent, or one of these.
    MaybeIs(Vec<String>),
    /// Declared without constants: anything goes.
    Free,
    /// Not declared: a value that has it is not this branch.
    Absent,
}

/// A text format that can be told by looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// RFC 3339 date and time.
    DateTime,
    /// RFC 3339 full-date.
    Date,
}

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

/// A webhook's or callback's payload.
#[derive(Clone, Debug)]
pub struct Payload {
    /// The webhook's name, or the callback's.
    pub name: String,
    /// Summary and description.
    pub description: Option<String>,
    /// The payload.
    pub ty: TypeRef,
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
    /// The value as JSON text (`content: application/json`).
    Json,
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
    /// Where it stands.
    pub place: Place,
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
    /// The envelope's member that `media` gives the type of, when the reply is an envelope (settings' `envelope.result`).
    pub member: Option<String>,
    /// Header names with their documentation.
    pub headers: Vec<(String, Option<String>)>,
}
