//! The client against a local server: what goes out, what comes back, and what happens when things go wrong.

mod credentials;
mod example;
mod failures;
mod faults;
mod fixtures;
mod placement;
mod requests;
mod retries;
mod round_trip;
mod support;
