//! Tests of the runtime, over real connections to a server that misbehaves on purpose.
#![allow(
    unreachable_pub,
    dead_code,
    reason = "request types are written as in a generated crate, and not all that they can do is used"
)]

mod http;
