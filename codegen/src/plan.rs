//! What the crate holds, in Rust's words: the form between `plan` and `emit`.
//!
//! Plain data (`Send`), no tokens. Emitters print it and decide nothing. The stage itself is [`krate`].

mod body;
mod call_example;
mod call_items;
mod client;
mod described;
pub(crate) mod docs;
mod enums;
mod example;
mod failures;
mod features;
mod files;
mod former;
mod guide;
pub(crate) mod ident;
pub(crate) mod imports;
pub(crate) mod in_use;
mod inputs;
pub(crate) mod items;
pub(crate) mod kept;
pub mod krate;
mod layout;
mod listing;
mod manifest;
mod methods;
pub(crate) mod names;
mod own_names;
mod pages;
mod readme;
mod replies;
mod reply_example;
mod request;
mod resource;
mod resource_file;
mod rust_type;
mod sample;
#[cfg(test)]
mod samples;
pub(crate) mod scope;
pub(crate) mod size;
mod structs;
mod type_items;
mod types_files;
mod unions;

pub use call_items::*;
pub use described::{Case, CaseKind, Described};
pub use reply_example::ReplyExample;
pub use type_items::*;

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
    /// `BTreeMap<Key, _>`, the key being an enum of names.
    KeyedMap(RustIdent, Box<RustType>),
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
    /// The calls, in the order of the API's operations.
    pub calls: Vec<PlannedCall>,
    /// The names that callers use, for the lock.
    pub names: crate::lock::NamesInUse,
    /// The crate's test of itself, when the settings ask for one.
    pub described: Option<Described>,
    /// What each type of the description became, for `explain`.
    pub types: Vec<TypeName>,
}

/// A schema and the Rust type that it became.
#[derive(Clone, Debug)]
pub struct TypeName {
    /// The type in the intermediate form.
    pub id: crate::ir::TypeId,
    /// Its name, when it has one of its own.
    pub ident: Option<RustIdent>,
    /// Its name, else its Rust type (`Vec<String>`).
    pub rust: String,
}

/// An operation and everything that it became.
#[derive(Clone, Debug)]
pub struct PlannedCall {
    /// The index of the operation in the API.
    pub operation: usize,
    /// The resource, outermost first, in snake case.
    pub resource: Vec<String>,
    /// What a caller writes before the method: `client.workers().scripts()`.
    pub handle: String,
    /// The method.
    pub method: Method,
    /// Methods with further forms of the body (`create_as_form`).
    pub bodies: Vec<Method>,
    /// The request.
    pub request: Request,
    /// The enum of replies, when there is one.
    pub replies: Option<Replies>,
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
#[derive(Clone, Debug, Default)]
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
    /// The features of which one has to be on; none when it is always there.
    pub features: Vec<String>,
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
    /// The features of which one has to be on; none when it is always there.
    pub features: Vec<String>,
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
    /// A name of before.
    Former(Former),
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
