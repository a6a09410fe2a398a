//! Decides how a form of several parts is written (RFC 7578).

use super::bytes::Bytes;
use super::json::Value;
use super::params;
use std::hash::{BuildHasher, Hasher, RandomState};

/// A form of several parts, such as files beside fields.
#[derive(Clone, Debug, Default)]
pub struct Multipart(Vec<(String, Part)>);

/// One part of a [`Multipart`].
#[derive(Clone, Debug)]
pub struct Part {
    content: Bytes,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Multipart {
    /// A form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part; several of one name make an array.
    pub fn part(mut self, name: impl Into<String>, part: Part) -> Self {
        self.0.push((name.into(), part));
        self
    }

    /// Adds a part of plain text.
    pub fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.part(name, Part::text(text))
    }

    /// One part for each member of an object: plain values as text, objects as JSON, arrays as one part for each element. Nulls are left out.
    pub fn fields(value: &Value) -> Self {
        let mut form = Self::new();
        for (name, member) in value.as_object().into_iter().flatten() {
            for item in member.as_array().unwrap_or(std::slice::from_ref(member)) {
                if let Some(text) = params::scalar(item) {
                    let part = Part::text(text);
                    let is_json = matches!(item, Value::Object(_) | Value::Array(_));
                    form = form.part(
                        name,
                        if is_json { part.content_type("application/json") } else { part },
                    );
                }
            }
        }
        form
    }

    /// The content type and the bytes. The error names a part whose name cannot be written.
    pub(crate) fn encode(&self) -> Result<(String, Bytes), String> {
        let boundary = self.boundary();
        let mut out = Vec::new();
        for (name, part) in &self.0 {
            out.extend_from_slice(
                format!(
                    "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
                    quoted(name)
                )
                .as_bytes(),
            );
            if let Some(file) = &part.file_name {
                out.extend_from_slice(format!("; filename=\"{}\"", quoted(file)).as_bytes());
            }
            if let Some(kind) = &part.content_type {
                if kind.chars().any(char::is_control) {
                    return Err(format!(
                        "the content type of part `{}` holds a control character",
                        name.escape_debug()
                    ));
                }
                out.extend_from_slice(format!("\r\nContent-Type: {kind}").as_bytes());
            }
            out.extend_from_slice(b"\r\n\r\n");
            out.extend_from_slice(&part.content);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok((format!("multipart/form-data; boundary={boundary}"), out.into()))
    }

    /// A line that no part holds.
    fn boundary(&self) -> String {
        loop {
            let random = || RandomState::new().build_hasher().finish();
            let boundary = format!("form-{:016x}{:016x}", random(), random());
            let taken = |part: &Part| {
                part.content.windows(boundary.len()).any(|window| window == boundary.as_bytes())
            };
            if !self.0.iter().any(|(_, part)| taken(part)) {
                return boundary;
            }
        }
    }
}

impl Part {
    /// A part of raw bytes, `application/octet-stream` unless another type is set.
    pub fn bytes(content: impl Into<Bytes>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            content_type: Some("application/octet-stream".into()),
        }
    }

    /// A part of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { content: text.into().into(), file_name: None, content_type: None }
    }

    /// The file name that the server is told.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The content type that the server is told.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

/// A name between quotation marks, encoded as browsers do.
fn quoted(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c if c.is_control() => out.push('_'),
            c => out.push(c),
        }
    }
    out
}
