//! Tests without a network: answers to calls, which calls were made, and exchanges with a real server recorded and replayed.
//!
//! | to do this                                        | use                                     |
//! |---------------------------------------------------|-----------------------------------------|
//! | answer calls with values, failures, in turn, late | [`Mock`]                                |
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

/// A request type for whose reply the description has an example.
pub trait Example: Request {
    /// The example, as JSON.
    const EXAMPLE: &'static str;
}
