//! What each kind of error knows.

use super::mask::clean;
use super::status::StatusCode;
use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// What is known of the call, whatever went wrong.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    pub(crate) operation: Cow<'static, str>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) attempts: u32,
}

/// Defines the type behind one variant of [`Error`](super::error::Error).
macro_rules! detail {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            pub(crate) context: Context,
            pub(crate) message: String,
            $(pub(crate) $field: $type,)*
        }

        impl $name {
            /// What went wrong, without the operation.
            pub fn message(&self) -> &str {
                &self.message
            }
        }
    };
}

detail! {
    /// Credentials are missing, halved or unusable.
    CredentialsError { }
}
detail! {
    /// The request could not be built.
    RequestError { parameter: Option<String> }
}
detail! {
    /// The connection failed.
    TransportError { cause: Option<Cause> }
}
detail! {
    /// A time limit ran out.
    TimeoutError { limit: Duration }
}
detail! {
    /// The reply is larger than the limit.
    TooLargeError { limit: u64 }
}
detail! {
    /// A redirect that is not followed.
    RedirectError { target: Option<String> }
}
detail! {
    /// A reply that does not fit the description.
    DecodeError { path: String, excerpt: String, cause: Option<super::json::Misfit> }
}

impl RequestError {
    /// The parameter at fault, if it was one.
    pub fn parameter(&self) -> Option<&str> {
        self.parameter.as_deref()
    }
}

impl TimeoutError {
    /// The limit that ran out.
    pub fn limit(&self) -> Duration {
        self.limit
    }
}

impl TooLargeError {
    /// The limit, in bytes after decompression.
    pub fn limit(&self) -> u64 {
        self.limit
    }
}

impl RedirectError {
    /// Where the server sent us, credentials masked.
    pub fn target(&self) -> Option<&str> {
        self.target.as_deref()
    }
}

impl DecodeError {
    /// The place in the reply, such as `result[3].placement.mode`; empty for the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The beginning of the reply, on one line, credentials masked.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

/// One link of the chain of causes below a transport error, as text: the libraries' own errors may hold credentials.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    text: String,
    next: Option<Box<Cause>>,
}

impl Cause {
    /// The chain of `texts`, outermost first.
    pub(crate) fn chain(texts: impl DoubleEndedIterator<Item = String>) -> Option<Self> {
        texts.rev().fold(None, |next, text| {
            Some(Self { text: clean(&text, 300), next: next.map(Box::new) })
        })
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.next.as_deref().map(|next| next as _)
    }
}
