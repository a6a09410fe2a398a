//! What the API means, in OpenAPI's words: the form between `lower` and `plan`.
//!
//! Plain data. Nothing here knows a Rust name, and nothing here is a `$ref`, an `allOf` or a version of OpenAPI any more.

mod operation;
mod pagination;
mod schema;

pub use operation::*;
pub use pagination::*;
pub use schema::*;

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
    /// The component schemas, by name, of a description in which nothing is called: all of them are types.
    pub library: Vec<(String, TypeRef)>,
    /// `tags`: name and description, in the document's order.
    pub tags: Vec<(String, Option<String>)>,
    /// The description's examples of values that have a type, when tests of them are asked for.
    pub examples: Vec<Example>,
    /// Every schema that something reaches; `TypeId` is an index into this.
    pub types: Vec<Type>,
}

impl Api {
    /// The type that `id` names.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }
}
