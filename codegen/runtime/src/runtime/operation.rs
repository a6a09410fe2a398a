//! Decides what a client must be told of one operation.

use super::method::Method;

/// One operation of an API. Written by the generator.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) lengths: &'static [(&'static str, u32, u32)],
    pub(crate) security: Option<&'static [&'static [&'static str]]>,
    pub(crate) server: Option<&'static str>,
    pub(crate) accept: Option<&'static str>,
}

impl Operation {
    /// An operation: its name in the client, such as `workers.scripts.list`, its method, and its path with `{parameters}`.
    pub const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        Self { name, method, path, lengths: &[], security: None, server: None, accept: None }
    }

    /// Limits of text parameters, checked before sending: name, least and greatest length in Unicode scalar values.
    pub const fn lengths(mut self, lengths: &'static [(&'static str, u32, u32)]) -> Self {
        self.lengths = lengths;
        self
    }

    /// The alternatives of credentials, where they differ from the API's.
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = Some(alternatives);
        self
    }

    /// A base URL of its own, absolute or beginning with a slash. One that the caller gives goes before it.
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// What to ask for in `Accept`, where the default of the output does not do.
    pub const fn accept(mut self, types: &'static str) -> Self {
        self.accept = Some(types);
        self
    }
}
