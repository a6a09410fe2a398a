//! The hand-written part of the client: building a request, sending it safely, and reading the reply.
//!
//! | to learn how                                   | read                          |
//! |------------------------------------------------|-------------------------------|
//! | a parameter becomes text                       | `params`, `percent`           |
//! | credentials are chosen, and asked for          | `credentials`, `source`       |
//! | an attempt is made, redirected, repeated       | `attempt`, `redirect`, `send` |
//! | a failed attempt becomes an error, or another  | `refusal`, `retry`            |
//! | a request waits for its turn                   | `gate`, `budget`              |
//! | code of the caller's comes in between          | `layer`, `transport`          |
//! | a body is received, bounded, decompressed      | `receive`, `coding`           |
//! | a reply becomes a value                        | `output`, `events`, `lines`   |
//! | one page follows another                       | `pager`, `link`, `pages`      |
//! | a failure reply becomes an error               | `api_error`, `failure_body`   |
//! | connections are driven                         | `wire`, `pools`, `background` |
//! | a thread waits for a call                      | `blocking`                    |
//! | credentials stay out of texts                  | `mask`                        |
//!
//! What callers type of it is named again at the root of the crate; the rest is for what is generated.
#![doc(hidden)]

mod address;
mod any_call;
mod api;
mod api_error;
mod attempt;
mod background;
mod base64;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
mod body_members;
mod budget;
mod builder;
mod bytes;
mod call;
mod call_options;
mod client;
mod coding;
mod credentials;
mod date;
mod error;
mod error_details;
mod events;
mod failure_body;
mod flags;
mod gate;
mod headers;
pub mod json;
mod layer;
mod lines;
mod link;
mod mask;
mod method;
mod multipart;
mod observe;
mod operation;
mod output;
mod pager;
mod pages;
mod paging;
mod params;
mod parts;
mod percent;
mod pools;
mod prepare;
mod preview;
mod rate_limit;
mod receive;
mod redirect;
mod refusal;
mod replies;
mod request;
mod response;
mod retry;
mod secret;
mod send;
mod setup;
mod source;
mod status;
mod stream;
mod style;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod trace;
pub mod transport;
mod wire;

pub use any_call::AnyCall;
pub use api::{Api, Envelope, Scheme};
pub use api_error::{ApiError, Code, Message};
pub use body::Body;
pub use builder::Builder;
pub use bytes::Bytes;
pub use call::Call;
pub use client::Client;
pub use error::{Error, ErrorKind};
pub use error_details::{
    CredentialsError, DecodeError, RedirectError, RequestError, TimeoutError, TooLargeError,
    TransportError,
};
pub use events::{Event, EventData, Events};
pub use flags::Flags;
pub use headers::Headers;
pub use lines::Lines;
pub use method::Method;
pub use multipart::{Multipart, Part};
pub use observe::Attempt;
pub use operation::Operation;
pub use output::{Fetched, Nothing, Output, Reading, Text};
#[allow(unused_imports, reason = "a crate whose replies have no pages needs none")]
pub(crate) use pages::pages;
pub use pages::{Items, Pages};
pub use paging::Paging;
#[allow(unused_imports, reason = "a crate uses the macros that its types need")]
pub(crate) use parts::parts;
pub use parts::{Form, IntoParts};
pub use preview::Preview;
pub use rate_limit::RateLimit;
#[allow(unused_imports, reason = "a crate uses the macros that its operations need")]
pub(crate) use replies::replies;
pub use request::{Sending, SendingResponse};
#[allow(unused_imports, reason = "a crate without operations has no requests")]
pub(crate) use request::{example, request};
pub use response::Response;
pub use retry::Retry;
pub use secret::Secret;
pub use source::{CredentialSource, Environment, Fresh, Refreshing, SourceFault};
pub use status::StatusCode;
pub use stream::Stream;
pub use style::Style;
