//! Tests without a network: answers to calls, which calls were made, and exchanges with a real server recorded and replayed.
//!
//! | to do this                                        | use                                     |
//! |---------------------------------------------------|-----------------------------------------|
//! | answer calls with values, failures, in turn, late | [`Mock`]                                |
//! | have a value to work on                           | [`example`], [`Rule::reply_example`]    |
//! | look at the calls that were made                  | [`Mock::requests`], [`Mock::verify`]    |
//! | record what a real server says, without secrets   | [`Builder::record`](super::Builder::record) |
//! | answer calls from a recording                     | [`Replay`]                              |
//!
//! Needs the feature `testing`.

mod answer;
mod exchange;
mod mock;
mod pattern;
mod record;
mod replay;
mod rule;

pub use answer::{Answer, Frame};
pub use mock::{Mock, Sent};
pub use record::Recorder;
pub use replay::Replay;
pub use rule::Rule;

use super::call::Call;
use super::json::{self, Decode, Encode, Misfit};
use super::output::Output;

/// A request type. Each one that was generated implements it.
pub trait Request {
    /// What its reply becomes.
    type Output: Output;

    /// The member of the reply's envelope that holds it.
    const MEMBER: Option<&'static str>;

    /// The call that it makes.
    fn into_call(self) -> Call;
}

/// A request type whose reply is JSON: with the description's example of it, or else one that is made of the schema.
pub trait Example: Request {
    /// The status of the reply.
    const STATUS: u16;

    /// The whole reply, as JSON.
    const EXAMPLE: &'static str;
}

/// The value that [`Rule::reply_example`] lets the request give: what it takes to test code that works on replies, without a call.
///
/// # Errors
///
/// A [`Misfit`] when the description's example is none of the reply's type.
pub fn example<R>(request: &R) -> Result<R::Output, Misfit>
where
    R: Example,
    R::Output: Decode + Encode,
{
    let _ = request;
    match R::MEMBER {
        Some(member) => json::from_member(R::EXAMPLE.as_bytes(), member).map(|(value, _)| value),
        None => json::from_slice(R::EXAMPLE.as_bytes()),
    }
}
