//! Decides how a form of several parts is written (RFC 7578).

use super::body::{Body, OutStream, StreamError};
use super::bytes::Bytes;
use super::headers::{Headers, check_header};
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

/// A form of several parts, such as files beside fields.
#[derive(Clone, Debug, Default)]
pub struct Multipart(pub(crate) Vec<(String, Part)>);

/// One part of a [`Multipart`].
#[derive(Clone, Debug)]
pub struct Part {
    content: Body,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Headers,
    /// The first thing that is wrong.
    fault: Option<&'static str>,
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

    /// Whether there is no part.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The content type and the body. The error names a part that cannot be written.
    pub(crate) fn encode(&self, media_type: &str) -> Result<(String, Body), String> {
        let boundary = self.boundary();
        let mut pieces = VecDeque::new();
        let mut text = String::new();
        for (name, part) in &self.0 {
            let wrong = |fault: &str| format!("part `{}` {fault}", name.escape_debug());
            if let Some(fault) = part.fault {
                return Err(wrong(fault));
            }
            let _ = write!(text, "--{boundary}\r\n{}\r\n", part.head(name));
            pieces.push_back(Piece::Bytes(Bytes::from(std::mem::take(&mut text))));
            pieces.push_back(match (part.content.shared(), part.content.take_stream()) {
                (Some(bytes), _) => Piece::Bytes(bytes),
                (None, Some(stream)) => Piece::Stream(stream),
                (None, None) => return Err(wrong("is a stream that was sent already")),
            });
            text.push_str("\r\n");
        }
        let _ = write!(text, "--{boundary}--\r\n");
        pieces.push_back(Piece::Bytes(Bytes::from(text)));
        Ok((format!("{media_type}; boundary={boundary}"), body(pieces)))
    }

    /// A line that no part holds. What a stream will hold is not known: there chance has to do, one in 2 to the power of 128.
    fn boundary(&self) -> String {
        loop {
            let random = || RandomState::new().build_hasher().finish();
            let boundary = format!("form-{:016x}{:016x}", random(), random());
            let taken = |part: &Part| {
                part.content.as_bytes().is_some_and(|content| {
                    content.windows(boundary.len()).any(|window| window == boundary.as_bytes())
                })
            };
            if !self.0.iter().any(|(_, part)| taken(part)) {
                return boundary;
            }
        }
    }
}

impl Part {
    /// A part of raw bytes, or of a [`Body::stream`], which goes out as it is made; `application/octet-stream` unless another type is
    /// set or described.
    pub fn bytes(content: impl Into<Body>) -> Self {
        let (file_name, content_type, headers) = (None, None, Headers::new());
        Self { content: content.into(), file_name, content_type, headers, fault: None }
    }

    /// A part of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        let part = Self::bytes(text.into());
        Self { content_type: Some(String::new()), ..part }
    }

    /// The file name that the server is told.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The content type that the server is told.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        let content_type = content_type.into();
        self.check("content-type", &content_type);
        self.content_type = Some(content_type);
        self
    }

    /// Sets a header of the part.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        self.check(name, &value);
        self.headers.set(name, value);
        self
    }

    fn check(&mut self, name: &str, value: &str) {
        if let Err(fault) = check_header(name, value) {
            self.fault.get_or_insert(match fault {
                "is no header name" => "has a header whose name is none",
                _ => "has a header or content type that holds a control character",
            });
        }
    }

    /// The content type that is described, unless the caller set another.
    pub(crate) fn described(mut self, content_type: &str) -> Self {
        let described = !content_type.is_empty() && !content_type.contains(['*', ',']);
        if described && self.content_type.as_deref().unwrap_or_default().is_empty() {
            self.content_type = Some(content_type.to_owned());
        }
        self
    }

    /// The lines before the content. A text without a content type needs none.
    fn head(&self, name: &str) -> String {
        let mut head = match name {
            "" => "Content-Disposition: inline".to_owned(),
            name => format!("Content-Disposition: form-data; name=\"{}\"", quoted(name)),
        };
        if let Some(file) = &self.file_name {
            let _ = write!(head, "; filename=\"{}\"", quoted(file));
        }
        match self.content_type.as_deref().unwrap_or("application/octet-stream") {
            "" => {}
            kind => head.push_str(&format!("\r\nContent-Type: {kind}")),
        }
        for (name, value) in self.headers.iter() {
            let _ = write!(head, "\r\n{name}: {value}");
        }
        head.push_str("\r\n");
        head
    }
}

/// What can be a body can be a part of raw bytes.
impl<T: Into<Body>> From<T> for Part {
    fn from(content: T) -> Self {
        Self::bytes(content)
    }
}

/// A piece of a body.
enum Piece {
    Bytes(Bytes),
    Stream(OutStream),
}

/// The pieces as one: bytes, unless there is a stream among them.
fn body(pieces: VecDeque<Piece>) -> Body {
    if pieces.iter().any(|piece| matches!(piece, Piece::Stream(_))) {
        return Body::stream(Chain(pieces));
    }
    let mut all = Vec::new();
    for piece in pieces {
        if let Piece::Bytes(bytes) = piece {
            all.extend_from_slice(&bytes);
        }
    }
    all.into()
}

/// Pieces one after another.
struct Chain(VecDeque<Piece>);

impl futures_core::Stream for Chain {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match self.0.pop_front() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Piece::Stream(mut stream)) => match stream.as_mut().poll_next(cx) {
                    Poll::Ready(None) => {}
                    Poll::Ready(item) => {
                        self.0.push_front(Piece::Stream(stream));
                        return Poll::Ready(item);
                    }
                    Poll::Pending => {
                        self.0.push_front(Piece::Stream(stream));
                        return Poll::Pending;
                    }
                },
            }
        }
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
