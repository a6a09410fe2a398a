//! Decides what can go wrong with a call and how it is told: whose fault it was, in which operation, on one line.

use super::api_error::ApiError;
use super::error_details::{
    Cause, Context, CredentialsError, DecodeError, RedirectError, RequestError, TimeoutError,
    TooLargeError, TransportError,
};
use super::mask::clean;
use super::status::StatusCode;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Why a call failed. Credentials never appear in it.
#[derive(Clone)]
#[non_exhaustive]
pub enum Error {
    /// The credentials are missing, halved or unusable; nothing was sent.
    Credentials(Box<CredentialsError>),
    /// The request could not be built; nothing was sent.
    Request(Box<RequestError>),
    /// The connection failed, before or within the reply.
    Transport(Box<TransportError>),
    /// A time limit ran out.
    Timeout(Box<TimeoutError>),
    /// The reply is larger than the limit.
    TooLarge(Box<TooLargeError>),
    /// The server sent us elsewhere, where we do not go.
    Redirect(Box<RedirectError>),
    /// The server says that the call failed.
    Api(Box<ApiError>),
    /// The reply is not what the description says.
    Decode(Box<DecodeError>),
}

/// The kind of an [`Error`], for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// [`Error::Credentials`]
    Credentials,
    /// [`Error::Request`]
    Request,
    /// [`Error::Transport`]
    Transport,
    /// [`Error::Timeout`]
    Timeout,
    /// [`Error::TooLarge`]
    TooLarge,
    /// [`Error::Redirect`]
    Redirect,
    /// [`Error::Api`]
    Api,
    /// [`Error::Decode`]
    Decode,
}

impl ErrorKind {
    /// The kind as a word in snake case, such as `too_large`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::Request => "request",
            Self::Transport => "transport",
            Self::Timeout => "timeout",
            Self::TooLarge => "too_large",
            Self::Redirect => "redirect",
            Self::Api => "api",
            Self::Decode => "decode",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Error {
    pub(crate) fn credentials(message: impl Into<String>) -> Self {
        Self::Credentials(Box::new(CredentialsError {
            context: Context::default(),
            message: message.into(),
        }))
    }

    pub(crate) fn request(message: impl Into<String>) -> Self {
        Self::Request(Box::new(RequestError {
            context: Context::default(),
            message: message.into(),
            parameter: None,
        }))
    }

    pub(crate) fn parameter(name: &str, message: &str) -> Self {
        let (message, parameter) = (format!("parameter `{name}`: {message}"), Some(name.into()));
        Self::Request(Box::new(RequestError { context: Context::default(), message, parameter }))
    }

    pub(crate) fn transport(message: impl Into<String>, cause: Option<Cause>) -> Self {
        Self::Transport(Box::new(TransportError {
            context: Context::default(),
            message: message.into(),
            cause,
        }))
    }

    pub(crate) fn timeout(message: impl Into<String>, limit: Duration) -> Self {
        Self::Timeout(Box::new(TimeoutError {
            context: Context::default(),
            message: message.into(),
            limit,
        }))
    }

    pub(crate) fn too_large(limit: u64) -> Self {
        let message = format!("the reply is larger than {limit} bytes");
        Self::TooLarge(Box::new(TooLargeError { context: Context::default(), message, limit }))
    }

    pub(crate) fn redirect(message: impl Into<String>, target: Option<String>) -> Self {
        Self::Redirect(Box::new(RedirectError {
            context: Context::default(),
            message: message.into(),
            target,
        }))
    }

    /// The same error with what is known of the call.
    pub(crate) fn with(mut self, known: Context) -> Self {
        *self.context_mut() = known;
        self
    }

    fn context(&self) -> &Context {
        match self {
            Self::Credentials(error) => &error.context,
            Self::Request(error) => &error.context,
            Self::Transport(error) => &error.context,
            Self::Timeout(error) => &error.context,
            Self::TooLarge(error) => &error.context,
            Self::Redirect(error) => &error.context,
            Self::Api(error) => &error.context,
            Self::Decode(error) => &error.context,
        }
    }

    fn context_mut(&mut self) -> &mut Context {
        match self {
            Self::Credentials(error) => &mut error.context,
            Self::Request(error) => &mut error.context,
            Self::Transport(error) => &mut error.context,
            Self::Timeout(error) => &mut error.context,
            Self::TooLarge(error) => &mut error.context,
            Self::Redirect(error) => &mut error.context,
            Self::Api(error) => &mut error.context,
            Self::Decode(error) => &mut error.context,
        }
    }

    /// What kind of error this is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Credentials(_) => ErrorKind::Credentials,
            Self::Request(_) => ErrorKind::Request,
            Self::Transport(_) => ErrorKind::Transport,
            Self::Timeout(_) => ErrorKind::Timeout,
            Self::TooLarge(_) => ErrorKind::TooLarge,
            Self::Redirect(_) => ErrorKind::Redirect,
            Self::Api(_) => ErrorKind::Api,
            Self::Decode(_) => ErrorKind::Decode,
        }
    }

    /// The operation, such as `workers.scripts.list`, or `GET /path` where a call has none; empty when the client itself could not be built.
    pub fn operation(&self) -> &str {
        &self.context().operation
    }

    /// The status of the last reply, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.context().status
    }

    /// The id by which the server knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.context().request_id.as_deref()
    }

    /// How long the server asks to wait before the next attempt.
    pub fn retry_after(&self) -> Option<Duration> {
        self.context().retry_after
    }

    /// How many attempts were made; 0 when nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.context().attempts
    }

    /// What the server says is wrong; empty for errors other than [`Error::Api`].
    pub fn errors(&self) -> &[super::Message] {
        match self {
            Self::Api(error) => error.errors(),
            _ => &[],
        }
    }

    /// Status 404 or 410.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Api(_))
            && self.status().is_some_and(|status| matches!(status.as_u16(), 404 | 410))
    }

    /// Missing or refused credentials: [`Error::Credentials`], or status 401 or 403.
    pub fn is_auth(&self) -> bool {
        match self {
            Self::Credentials(_) => true,
            Self::Api(_) => {
                self.status().is_some_and(|status| matches!(status.as_u16(), 401 | 403))
            }
            _ => false,
        }
    }

    /// Status 429.
    pub fn is_rate_limited(&self) -> bool {
        matches!(self, Self::Api(_)) && self.status().is_some_and(|status| status.as_u16() == 429)
    }

    /// A time limit of ours ran out, or the server says so (408, 504).
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Api(_) => {
                self.status().is_some_and(|status| matches!(status.as_u16(), 408 | 504))
            }
            _ => false,
        }
    }

    /// Whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(_) | Self::Timeout(_) => true,
            Self::Api(_) => self.status().is_some_and(StatusCode::is_transient),
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let context = self.context();
        if !context.operation.is_empty() {
            write!(f, "{}: ", context.operation)?;
        }
        match self {
            Self::Credentials(error) => f.write_str(&error.message)?,
            Self::Request(error) => f.write_str(&error.message)?,
            Self::Transport(error) => f.write_str(&error.message)?,
            Self::Timeout(error) => f.write_str(&error.message)?,
            Self::TooLarge(error) => f.write_str(&error.message)?,
            Self::Redirect(error) => f.write_str(&error.message)?,
            Self::Api(error) => f.write_str(&error.summary())?,
            Self::Decode(error) => f.write_str(&error.message)?,
        }
        let mut known = Vec::new();
        if let Some(id) = &context.request_id {
            known.push(format!("request {}", clean(id, 100)));
        }
        if context.attempts > 0 && !matches!(self, Self::Decode(_)) {
            known.push(format!("attempt {}", context.attempts));
        }
        if let Some(wait) = context.retry_after {
            known.push(format!("retry after {} s", wait.as_secs_f64()));
        }
        if known.is_empty() { Ok(()) } else { write!(f, " ({})", known.join(", ")) }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credentials(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::TooLarge(error) => error.fmt(f),
            Self::Redirect(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => error.cause.as_ref().map(|cause| cause as _),
            Self::Decode(error) => error.cause.as_ref().map(|cause| cause as _),
            _ => None,
        }
    }
}
