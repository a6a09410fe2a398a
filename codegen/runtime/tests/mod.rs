//! Tests of the runtime, over real connections to a server that misbehaves on purpose.

mod http;
