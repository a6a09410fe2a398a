//! Decides how a call is made that no generated method makes: the caller writes its path, all else is as for every call.

use super::body::Body;
use super::call::{Call, Written};
use super::client::Client;
use super::error::Error;
use super::json::{Encode, Value};
use super::method::Method;
use super::operation::Operation;
use super::output::Output;
use super::percent::{Bare, encoded};
use super::request::{Sending, SendingResponse, request};

/// A call that the description does not have, or not yet: with the client's credentials, retries, limits and errors.
///
/// Awaiting it gives the whole reply as JSON of any shape; [`receive`](Self::receive) gives any other type.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is awaited"]
pub struct AnyCall {
    call: Call,
}

request! { AnyCall => Value }

impl Client {
    /// Begins a call of any path below the base URL, such as `/accounts/{id}/things`, whose variables
    /// [`path`](AnyCall::path) fills in.
    pub fn call(&self, method: Method, path: impl Into<String>) -> AnyCall {
        let template = path.into();
        static NONE: Operation = Operation::new("", Method::Get, "");
        let mut call = Call::new(self, &NONE);
        call.0.operation.method = method;
        if let Err(fault) = check(&template) {
            call.fault(Error::request(format!("the path {fault}")));
        }
        call.0.written = Some(Written { path: template.clone(), template });
        AnyCall { call }
    }
}

impl AnyCall {
    /// Fills in a variable of the path.
    pub fn path(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        let variable = format!("{{{name}}}");
        let shown = name.escape_debug().to_string();
        let Some(written) = &mut self.call.0.written else { return self };
        if !written.path.contains(&variable) {
            let fault = Error::parameter(&shown, "is no variable of the path, or was filled in");
            self.call.fault(fault);
        } else if matches!(&*value, "" | "." | "..") {
            self.call.fault(Error::parameter(&shown, "must not be empty, `.` or `..`"));
        } else {
            written.path = written.path.replace(&variable, &encoded(&value, Bare::Segment));
        }
        self
    }

    /// Sets a body of JSON.
    pub fn json<T: Encode + ?Sized>(mut self, body: &T) -> Self {
        self.call.json(body);
        self
    }

    /// Sets a body of form fields: the members of an object.
    pub fn form<T: Encode + ?Sized>(mut self, body: &T) -> Self {
        self.call.form(body);
        self
    }

    /// Sets a body of any kind.
    pub fn body(mut self, content_type: &str, body: impl Into<Body>) -> Self {
        self.call.bytes(content_type, body);
        self
    }

    /// Sends the call and reads the reply as an `O`: a type of this crate, `Bytes`, `Text`, `Stream`, …
    pub fn receive<O: Output>(self) -> Sending<O> {
        Sending::new(self.call, None)
    }

    /// As [`receive`](Self::receive), from the member of the reply's envelope that has this name.
    pub fn receive_member<O: Output>(self, member: &'static str) -> Sending<O> {
        Sending::new(self.call, Some(member))
    }

    /// As [`receive`](Self::receive), with status, headers and request id.
    pub fn receive_response<O: Output>(self) -> SendingResponse<O> {
        SendingResponse::new(self.call, None)
    }
}

/// Whether a path stays where it says, below the base URL.
fn check(path: &str) -> Result<(), &'static str> {
    let plain = path.split(['?', '#']).next().unwrap_or_default();
    if !path.starts_with('/') {
        return Err("must begin with a slash");
    }
    if path.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '#')) {
        return Err("holds white space, `\\` or `#`, which must be percent-encoded");
    }
    let leads_away = |segment: &str| {
        let segment = segment.to_ascii_lowercase().replace("%2e", ".");
        matches!(&*segment, "." | "..")
    };
    if plain.split('/').any(leads_away) {
        return Err("must not have a segment `.` or `..`");
    }
    Ok(())
}
