//! Decides how header fields are held, found and shown.

use std::borrow::Cow;
use std::fmt;

/// Header fields in their order, names in lower case. What carries a credential is masked in `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<Field>);

#[derive(Clone, PartialEq, Eq)]
struct Field {
    name: Cow<'static, str>,
    value: Cow<'static, str>,
    secret: bool,
}

impl Headers {
    /// No header at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// The first value of the header `name` (in any case).
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|field| field.name.eq_ignore_ascii_case(name)).map(|field| &*field.value)
    }

    /// Every value of the header `name` (in any case).
    pub fn get_all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |field| field.name.eq_ignore_ascii_case(name))
            .map(|field| &*field.value)
    }

    /// Every field, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|field| (&*field.name, &*field.value))
    }

    /// The number of fields.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets a header, replacing all of that name.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.remove(name);
        self.append(name, value);
    }

    /// Adds a header beside those of the same name.
    pub fn append(&mut self, name: &str, value: impl Into<String>) {
        self.push(name.to_ascii_lowercase().into(), value.into().into());
    }

    /// The fields of `others`, and room for so many more.
    pub(crate) fn of(others: &Self, more: usize) -> Self {
        let mut fields = Vec::with_capacity(others.0.len() + more);
        fields.extend_from_slice(&others.0);
        Self(fields)
    }

    /// Sets a header of the client's own.
    pub(crate) fn put(&mut self, name: &'static str, value: impl Into<Cow<'static, str>>) {
        self.remove(name);
        let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
        let name = if is_lower { name.into() } else { name.to_ascii_lowercase().into() };
        self.push(name, value.into());
    }

    /// Sets a header whose value is never shown.
    pub(crate) fn set_secret(&mut self, name: &'static str, value: String) {
        self.put(name, value);
        if let Some(field) = self.0.last_mut() {
            field.secret = true;
        }
    }

    fn push(&mut self, name: Cow<'static, str>, value: Cow<'static, str>) {
        let secret =
            matches!(&*name, "authorization" | "proxy-authorization" | "cookie" | "set-cookie");
        self.0.push(Field { name, value, secret });
    }

    /// Hides the values of the fields that `is_secret` picks by name and value.
    pub(crate) fn mark(&mut self, is_secret: impl Fn(&str, &str) -> bool) {
        for field in &mut self.0 {
            field.secret = field.secret || is_secret(&field.name, &field.value);
        }
    }

    /// Every field with the value that may be shown.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|field| (&*field.name, if field.secret { "***" } else { &*field.value }))
    }

    /// The values that must not be shown.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|field| field.secret).map(|field| &*field.value)
    }

    fn remove(&mut self, name: &str) {
        self.0.retain(|field| !field.name.eq_ignore_ascii_case(name));
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.shown()).finish()
    }
}

/// Whether a header can be written as it is: what is wrong with it otherwise.
pub(crate) fn check_header(name: &str, value: &str) -> Result<(), &'static str> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err("is no header name");
    }
    // A line break would begin another header or another request.
    if value.chars().any(|c| c.is_control() && c != '\t') {
        return Err("must not hold a control character");
    }
    // What frames the request on the wire cannot be said twice.
    let framing = ["connection", "content-length", "host", "transfer-encoding", "upgrade"];
    if framing.iter().any(|own| name.eq_ignore_ascii_case(own)) {
        return Err("is set by the client itself");
    }
    Ok(())
}
