//! Decides what one request holds before it is sent.
//!
//! Values become text when they are set, so that a request needs no type parameters. What is wrong with one is kept and told when the
//! request is sent.

use super::body::Body;
use super::client::Client;
use super::error::Error;
use super::flags::Flags;
use super::headers::Headers;
use super::json::{self, Encode, Value};
use super::mask::clean;
use super::operation::Operation;
use super::params;
use super::parts::Form;
use super::percent::{self, Bare};
use super::retry::Retry;
use super::style::Style;
use reqwest::Url;
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// One request of one operation. Generated request types wrap it.
#[derive(Clone)]
pub struct Call(pub(crate) Box<Parts>);

/// What a [`Call`] holds.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) client: Client,
    pub(crate) operation: Operation,
    /// What the caller wrote, for a call of no generated operation.
    pub(crate) written: Option<Written>,
    pub(crate) path: Vec<(&'static str, String)>,
    /// By name, each with its encoded pieces.
    pub(crate) query: Vec<(String, Vec<String>)>,
    pub(crate) headers: Headers,
    pub(crate) cookies: Vec<(&'static str, String)>,
    pub(crate) query_string: String,
    pub(crate) body: Option<(String, Body)>,
    /// The first thing that is wrong.
    pub(crate) fault: Option<Error>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
    /// Members that are put into the body before it is sent.
    pub(crate) members: Vec<(String, Value)>,
    pub(crate) base_url: Option<String>,
    pub(crate) idempotent: bool,
    /// The whole URL of a further page, which the server gave.
    pub(crate) page: Option<Url>,
}

/// The path of a call that a caller wrote.
#[derive(Clone)]
pub(crate) struct Written {
    /// With `{variables}`.
    pub(crate) template: String,
    /// With the values that were given so far.
    pub(crate) path: String,
}

impl Parts {
    /// The operation's name, or method and path of a call that has none.
    pub(crate) fn name(&self) -> Cow<'static, str> {
        match &self.written {
            Some(written) => {
                let path = written.template.split('?').next().unwrap_or_default();
                format!("{} {}", self.operation.method, clean(path, 200)).into()
            }
            None => self.operation.name.into(),
        }
    }

    /// The path with its variables by name, without constant pairs of a query.
    pub(crate) fn template(&self) -> &str {
        let path = self.written.as_ref().map_or(self.operation.path, |written| &written.template);
        path.split('?').next().unwrap_or_default()
    }

    /// The operation's path, with variables.
    pub(crate) fn path_template(&self) -> &str {
        self.written.as_ref().map_or(self.operation.path, |written| &written.path)
    }
}

/// Gives a setter its form for chains.
macro_rules! by_value {
    ($($(#[$doc:meta])* $name:ident = $setter:ident $([$generic:ident: $($bound:tt)+])? ($($arg:ident: $type:ty),*);)*) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $name $(<$generic: $($bound)+>)? (mut self, $($arg: $type),*) -> Self {
            self.$setter($($arg),*);
            self
        })*
    };
}

impl Call {
    /// A request of `operation` without parameters.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self(Box::new(Parts {
            client: client.clone(),
            operation: *operation,
            written: None,
            path: Vec::new(),
            query: Vec::new(),
            headers: Headers::new(),
            cookies: Vec::new(),
            query_string: String::new(),
            body: None,
            fault: None,
            timeout: None,
            attempt_timeout: None,
            retry: None,
            members: Vec::new(),
            base_url: None,
            idempotent: false,
            page: None,
        }))
    }

    /// Sets a path parameter of plain text.
    #[must_use]
    pub fn path_text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        self.check_text(name, &text);
        self.put_path(name, percent::encoded(&text, Bare::Segment));
        self
    }

    /// Sets a path parameter.
    #[must_use]
    pub fn path<T: Encode + ?Sized>(mut self, name: &'static str, style: Style, value: &T) -> Self {
        self.set_path(name, style, &json::to_value(value));
        self
    }

    /// Sets a query parameter of plain text.
    pub fn query_text(&mut self, name: &'static str, text: impl Into<String>) {
        self.set_query(name, Style::FORM, &Value::String(text.into()));
    }

    /// The text of named flags; a name that holds a separator refuses the call when it is sent.
    pub fn flags(&mut self, name: &'static str, flags: impl Flags, form: [&str; 4]) -> String {
        let [separator, assign, yes, no] = form;
        flags.into_text(separator, assign, yes, no).unwrap_or_else(|wrong| {
            let fault = format!("`{}` holds `{separator}` or `{assign}`", wrong.escape_debug());
            self.fault(Error::parameter(name, &fault));
            String::new()
        })
    }

    /// Sets a query parameter.
    pub fn query<T: Encode + ?Sized>(&mut self, name: &'static str, style: Style, value: &T) {
        self.set_query(name, style, &json::to_value(value));
    }

    /// Sets a header parameter.
    pub fn header<T: Encode + ?Sized>(&mut self, name: &'static str, style: Style, value: &T) {
        let value = json::to_value(value);
        self.check_length(name, &value);
        if let Some(text) = params::header(style, &value) {
            self.set_header(name, text);
        }
    }

    /// Sets a cookie parameter.
    pub fn cookie<T: Encode + ?Sized>(&mut self, name: &'static str, style: Style, value: &T) {
        let value = json::to_value(value);
        self.check_length(name, &value);
        self.0.cookies.retain(|(known, _)| *known != name);
        match params::cookie(name, style, &value) {
            Ok(pieces) => self.0.cookies.extend(pieces.into_iter().map(|piece| (name, piece))),
            Err(fault) => self.fault(Error::parameter(name, fault)),
        }
    }

    /// Sets the whole query string from an object's members.
    pub fn query_string<T: Encode + ?Sized>(&mut self, value: &T) {
        self.query_string_of(&[], value);
    }

    /// As [`query_string`](Self::query_string), some members in a style of their own.
    pub fn query_string_of<T: Encode + ?Sized>(&mut self, styles: &[(&str, Style)], value: &T) {
        self.0.query_string = params::form(&json::to_value(value), styles);
    }

    /// Sets a body of JSON.
    pub fn json<T: Encode + ?Sized>(&mut self, body: &T) {
        self.json_as("application/json", body);
    }

    /// Sets a body of JSON under another content type.
    pub fn json_as<T: Encode + ?Sized>(&mut self, content_type: &str, body: &T) {
        self.bytes(content_type, json::to_vec(body));
    }

    /// Sets a body of one JSON value a line.
    pub fn lines<T: Encode>(&mut self, content_type: &str, lines: &[T]) {
        self.bytes(content_type, super::lines::written(content_type, lines));
    }

    /// Sets a body of form fields.
    pub fn form<T: Encode + ?Sized>(&mut self, body: &T) {
        self.form_of(&[], body);
    }

    /// As [`form`](Self::form), some members in a style of their own.
    pub fn form_of<T: Encode + ?Sized>(&mut self, styles: &[(&str, Style)], body: &T) {
        let text = params::form(&json::to_value(body), styles);
        self.text("application/x-www-form-urlencoded", text);
    }

    /// Sets a body of several parts.
    pub fn multipart(&mut self, form: impl Form) {
        self.multipart_of("multipart/form-data", &[], form);
    }

    /// As [`multipart`](Self::multipart), of another media type or with some members in a style of their own.
    pub fn multipart_of(&mut self, media_type: &str, styles: &[(&str, Style)], form: impl Form) {
        match form.into_multipart(styles).encode(media_type) {
            Ok((content_type, body)) => self.bytes(&content_type, body),
            Err(fault) => self.fault(Error::request(fault)),
        }
    }

    /// Sets a body of text.
    pub fn text(&mut self, content_type: &str, text: impl Into<String>) {
        self.bytes(content_type, text.into());
    }

    /// Sets a body of bytes.
    pub fn bytes(&mut self, content_type: &str, body: impl Into<Body>) {
        self.0.body = Some((content_type.into(), body.into()));
    }

    by_value! {
        /// [`query_text`](Self::query_text), for chains.
        with_query_text = query_text[T: Into<String>](name: &'static str, text: T);
        /// [`query`](Self::query), for chains.
        with_query = query[T: Encode + ?Sized](name: &'static str, style: Style, value: &T);
        /// [`header`](Self::header), for chains.
        with_header = header[T: Encode + ?Sized](name: &'static str, style: Style, value: &T);
        /// [`cookie`](Self::cookie), for chains.
        with_cookie = cookie[T: Encode + ?Sized](name: &'static str, style: Style, value: &T);
        /// [`query_string`](Self::query_string), for chains.
        with_query_string = query_string[T: Encode + ?Sized](value: &T);
        /// [`query_string_of`](Self::query_string_of), for chains.
        with_query_string_of = query_string_of[T: Encode + ?Sized](styles: &[(&str, Style)], value: &T);
        /// [`json`](Self::json), for chains.
        with_json = json[T: Encode + ?Sized](body: &T);
        /// [`json_as`](Self::json_as), for chains.
        with_json_as = json_as[T: Encode + ?Sized](content_type: &str, body: &T);
        /// [`lines`](Self::lines), for chains.
        with_lines = lines[T: Encode](content_type: &str, lines: &[T]);
        /// [`form`](Self::form), for chains.
        with_form = form[T: Encode + ?Sized](body: &T);
        /// [`form_of`](Self::form_of), for chains.
        with_form_of = form_of[T: Encode + ?Sized](styles: &[(&str, Style)], body: &T);
        /// [`multipart`](Self::multipart), for chains.
        with_multipart = multipart[F: Form](form: F);
        /// [`multipart_of`](Self::multipart_of), for chains.
        with_multipart_of = multipart_of[F: Form](media_type: &str, styles: &[(&str, Style)], form: F);
        /// [`text`](Self::text), for chains.
        with_text = text[T: Into<String>](content_type: &str, text: T);
        /// [`bytes`](Self::bytes), for chains.
        with_bytes = bytes[T: Into<Body>](content_type: &str, body: T);
    }

    fn set_path(&mut self, name: &'static str, style: Style, value: &Value) {
        self.check_length(name, value);
        let text = if value.is_null() { String::new() } else { params::path(name, style, value) };
        self.put_path(name, text);
    }

    /// Puts an encoded value into the path.
    fn put_path(&mut self, name: &'static str, text: String) {
        let fault = match &*text {
            "" => Some("must not be empty"),
            "." | ".." => Some("must not be `.` or `..`, which would leave out a part of the path"),
            _ => None,
        };
        match fault {
            Some(fault) => self.fault(Error::parameter(name, fault)),
            None => self.0.path.push((name, text)),
        }
    }

    fn set_query(&mut self, name: &'static str, style: Style, value: &Value) {
        self.check_length(name, value);
        self.put_query(name.into(), params::query(name, style, value));
    }

    pub(super) fn put_query(&mut self, name: String, pieces: Vec<String>) {
        match self.0.query.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => known.1 = pieces,
            None => self.0.query.push((name, pieces)),
        }
    }

    /// Checks a value that is a text.
    fn check_length(&mut self, name: &str, value: &Value) {
        if let Some(text) = value.as_str() {
            self.check_text(name, text);
        }
    }

    /// Checks a text against the operation's limits, in Unicode scalar values.
    fn check_text(&mut self, name: &str, text: &str) {
        let limits = self.0.operation.lengths.iter().find(|(limited, ..)| *limited == name);
        let Some((_, least, most)) = limits else { return };
        let n = text.chars().count();
        if n > *most as usize {
            self.fault(Error::parameter(
                name,
                &format!("must have at most {most} characters, not {n}"),
            ));
        } else if n < *least as usize {
            self.fault(Error::parameter(
                name,
                &format!("must have at least {least} characters, not {n}"),
            ));
        }
    }

    pub(crate) fn fault(&mut self, fault: Error) {
        self.0.fault.get_or_insert(fault);
    }
}

/// The operation and its parameters, credentials masked.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mask = &self.0.client.inner().mask;
        let mut headers = self.0.headers.clone();
        headers.mark(|_, value| mask.finds(value));
        let path: Vec<String> =
            self.0.path.iter().map(|(name, text)| format!("{name}={}", mask.text(text))).collect();
        let query: Vec<String> = self
            .0
            .query
            .iter()
            .flat_map(|(_, pieces)| pieces)
            .map(|piece| mask.text(piece))
            .collect();
        f.debug_struct("Call")
            .field("operation", &self.0.name())
            .field("path", &path)
            .field("query", &query)
            .field("headers", &headers)
            .field("body", &self.0.body.as_ref().map(|(_, body)| body))
            .finish()
    }
}
