//! Decides how a request looks that is not sent.

use super::body::Body;
use super::call::Call;
use super::error::Error;
use super::error_details::Context;
use super::headers::Headers;
use super::mask::Mask;
use super::method::Method;
use super::prepare::prepare;
use std::fmt;

/// A request as it would go out. `Display` is a `curl` command; credentials are masked in it and in `Debug`.
#[derive(Clone)]
pub struct Preview {
    method: Method,
    url: String,
    headers: Headers,
    body: Body,
    mask: Mask,
}

impl Preview {
    pub(crate) fn new(call: &Call, accept: &'static str, compressed: bool) -> Result<Self, Error> {
        let context = Context { operation: call.0.name(), ..Context::default() };
        let prepared =
            prepare(call, accept, compressed, &call.0.client.inner().credentials.shown())
                .map_err(|error| error.with(context))?;
        let (method, url) = (prepared.method, prepared.mask.text(prepared.url.as_str()));
        Ok(Self {
            method,
            url,
            headers: prepared.headers,
            body: prepared.body,
            mask: prepared.mask,
        })
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The URL, credentials masked.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers, credentials included.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The body, unless it is a stream.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_bytes()
    }
}

impl fmt::Display for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "curl -X {} {}", self.method, shell(&self.url))?;
        for (name, value) in self.headers.shown() {
            write!(f, " -H {}", shell(&format!("{name}: {value}")))?;
        }
        match self.body.as_bytes() {
            Some([]) => Ok(()),
            Some(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => write!(f, " --data-raw {}", shell(&self.mask.text(text))),
                Err(_) => write!(f, " --data-binary @BODY # {} bytes", bytes.len()),
            },
            None => f.write_str(" --data-binary @-"),
        }
    }
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preview")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish()
    }
}

/// A word of a shell's command line.
fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
