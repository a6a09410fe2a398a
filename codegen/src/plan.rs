//! What the crate holds, in Rust's words: the form between `plan` and `emit`.
//!
//! Plain data (`Send`), no tokens. Emitters print it and decide nothing. The stage itself is [`krate`].

/// A Rust identifier, spelt as it is printed (`r#type` included). Made by `ident.rs` alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustIdent(pub(crate) String);

impl RustIdent {
    /// As it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RustType {
    /// `()`
    Unit,
    /// `bool`, `i32`, `i64`, `u32`, `u64`, `f64`
    Primitive(&'static str),
    /// `String`
    String,
    /// A name of the runtime: `DateTime`, `Date`, `Integer`, `Value`, `Body`, …
    Runtime(&'static str),
    /// A type of this crate.
    Named(RustIdent),
    /// `Option<T>`
    Option(Box<RustType>),
    /// `Vec<T>`
    Vec(Box<RustType>),
    /// `BTreeMap<String, T>`
    Map(Box<RustType>),
    /// `Box<T>`
    Box(Box<RustType>),
    /// A generic of the runtime: `Events<T>`, `Lines<T>`
    Generic(&'static str, Box<RustType>),
}

/// Lines of a doc comment, clean Markdown, without the `///`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub Vec<String>);

/// A crate.
#[derive(Clone, Debug)]
pub struct Crate {
    /// Files under the crate's folder, by path order: Rust sources.
    pub files: Vec<File>,
    /// `Cargo.toml`, whole.
    pub manifest: String,
    /// `README.md`, whole.
    pub readme: String,
    /// What `cargo xtask list` prints: a line for each operation.
    pub listing: Vec<Listed>,
    /// Rust names in use: place in the description and Rust path.
    pub names: Vec<(String, String)>,
    /// What each type of the description became, for `explain`.
    pub types: Vec<TypeName>,
}

/// A schema and the Rust type that it became.
#[derive(Clone, Debug)]
pub struct TypeName {
    /// The type in the intermediate form.
    pub id: crate::ir::TypeId,
    /// Its name, when it has one of its own, else its Rust type (`Vec<String>`).
    pub rust: String,
}

/// An operation and the call that it became.
#[derive(Clone, Debug)]
pub struct Listed {
    /// `GET`
    pub method: String,
    /// `/accounts/{account_id}/workers/scripts`
    pub path: String,
    /// `worker-script-list-workers`
    pub id: Option<String>,
    /// `workers().scripts().list(account_id)`
    pub call: String,
    /// `Vec<Script>`
    pub output: String,
}

/// A Rust source file.
#[derive(Clone, Debug)]
pub struct File {
    /// Below the crate's folder, such as `src/types/scripts.rs`.
    pub path: String,
    /// The module's documentation.
    pub docs: Docs,
    /// Inner attributes of `lib.rs`.
    pub attributes: Vec<&'static str>,
    /// `use` lines: module path and names, sorted.
    pub uses: Vec<Use>,
    /// Child modules.
    pub modules: Vec<Module>,
    /// Items in the order that they are printed.
    pub items: Vec<Item>,
}

/// `use path::{names};`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// `crate::types`
    pub path: String,
    /// Sorted; `*` for a glob.
    pub names: Vec<String>,
    /// `pub use`
    pub public: bool,
    /// `#[cfg(feature = "…")]`
    pub feature: Option<String>,
}

/// `mod name;`
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub ident: RustIdent,
    /// Its one line.
    pub docs: Docs,
    /// `pub`
    pub public: bool,
    /// `#[cfg(feature = "…")]`
    pub feature: Option<String>,
    /// Whether `#[rustfmt::skip]` stands on it (the generated modules).
    pub skip_format: bool,
}

/// An item.
#[derive(Clone, Debug)]
pub enum Item {
    /// A struct of an object schema.
    Struct(Struct),
    /// An enum of constants.
    Enum(Enum),
    /// A union.
    Union(Union),
    /// A newtype around another type.
    Newtype(Newtype),
    /// A tuple struct.
    Tuple(Tuple),
    /// A resource with its methods.
    Resource(Resource),
    /// A request: its constant, its struct and its setters.
    Request(Request),
    /// An enum over the success statuses of an operation.
    Replies(Replies),
    /// The table of the API, the client's constructors and the credentials' setters.
    Api(Api),
    /// Accessors of resources on the client: `client.workers()`.
    Accessors(Accessors),
}

/// A struct.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// Derives beside `Clone, Debug, PartialEq` (`Default`, `Eq`, …).
    pub derives: Vec<&'static str>,
    /// `#[deprecated]` is not put on types: it is said in the docs.
    pub fields: Vec<Field>,
    /// Members with one possible value: wire name and JSON text.
    pub constants: Vec<(String, String)>,
    /// The field and type of further members, when one is declared.
    pub additional: Option<(RustIdent, RustType)>,
    /// The field of unknown members.
    pub other: RustIdent,
    /// Whether `new` (required fields as arguments) is written.
    pub constructor: bool,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// On the wire.
    pub wire: String,
    /// Its whole type, the outer `Option` of an optional field included.
    pub ty: RustType,
    /// Whether it may be absent (the macro's `?`).
    pub optional: bool,
}

/// An enum of constants.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// `text_enum!`, else `value_enum!`.
    pub texts: bool,
    /// Docs, name, and text (or JSON text).
    pub variants: Vec<(Docs, RustIdent, String)>,
    /// The last arm's name (`Unknown`, or another where that is a constant).
    pub unknown: RustIdent,
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// Members whose constants decide.
    pub tags: Vec<String>,
    /// Variants.
    pub variants: Vec<Variant>,
    /// The last arm's name.
    pub unknown: RustIdent,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// What it holds.
    pub ty: RustType,
    /// What selects it.
    pub test: crate::ir::Test,
}

/// `pub struct Name(pub T);`
#[derive(Clone, Debug)]
pub struct Newtype {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// The inner type.
    pub ty: RustType,
}

/// `pub struct Name(pub A, pub B, pub Vec<Value>);`
#[derive(Clone, Debug)]
pub struct Tuple {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// The elements, and the type of those that follow.
    pub elements: Vec<RustType>,
    /// What may follow.
    pub rest: RustType,
}

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
    /// `#[deprecated]`
    pub deprecated: bool,
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
            Sink::Json(_) | Sink::Form | Sink::Multipart | Sink::Text(_) | Sink::Bytes(_) => "",
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
    },
    /// A JSON body; the content type, when it is not `application/json`.
    Json(Option<String>),
    /// A form body.
    Form,
    /// A multipart body.
    Multipart,
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
    /// What a caller gets.
    pub output: RustType,
    /// The envelope's member that holds it.
    pub member: Option<String>,
}

/// Success statuses with different bodies.
#[derive(Clone, Debug)]
pub struct Replies {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// Docs, variant, status pattern (`200`, `2XX`, `default`), type (unit when there is no content).
    pub variants: Vec<(Docs, RustIdent, String, RustType)>,
    /// The last arm's name.
    pub unknown: RustIdent,
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

mod client;
pub(crate) mod docs;
mod enums;
mod example;
mod features;
pub(crate) mod ident;
pub(crate) mod imports;
mod inputs;
pub(crate) mod items;
pub mod krate;
mod layout;
mod listing;
mod manifest;
mod methods;
pub(crate) mod names;
mod readme;
mod replies;
mod request;
mod resource;
mod resource_file;
mod rust_type;
#[cfg(test)]
mod samples;
pub(crate) mod scope;
pub(crate) mod size;
mod structs;
mod types_files;
mod unions;
