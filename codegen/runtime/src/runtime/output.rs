//! Decides what a successful reply becomes, by the type that a request promises.

use super::api::Envelope;
use super::bytes::Bytes;
use super::call::Call;
use super::error::Error;
use super::error_details::{Context, DecodeError};
use super::failure_body;
use super::headers::Headers;
use super::json::{self, Decode, Encode, Members, Misfit, Value};
use super::mask::{Mask, clean};
use super::receive::Receiver;
use super::refusal::failure_error;
use super::stream::Stream;
use reqwest::Url;
use std::time::Duration;

/// The longest excerpt of a reply in an error, in characters.
const EXCERPT: usize = 200;

/// How a body is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The whole, within the size limit, before anything is made of it.
    Whole,
    /// As it comes.
    Streamed,
}

impl Reading {
    pub(crate) fn is_whole(self) -> bool {
        self == Self::Whole
    }
}

/// A successful reply, not yet read.
pub struct Fetched {
    pub(crate) context: Context,
    /// Where the reply came from; it may hold a credential.
    pub(crate) address: Url,
    pub(crate) headers: Headers,
    pub(crate) mask: Mask,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) received: Received,
    /// How long a streamed body may be silent.
    pub(crate) patience: Option<Duration>,
    /// The greatest size of one event or line of a stream.
    pub(crate) max_item: u64,
    /// The call that a streamed reply came from, with which it may be taken up again.
    pub(crate) again: Option<Call>,
}

/// What is there of a body.
pub(crate) enum Received {
    Whole(Vec<u8>),
    Streamed(Receiver),
}

/// What a reply can become. Every type that JSON decodes to is one; `member` names the envelope's member to open.
pub trait Output: 'static {
    /// What the caller gets.
    type Value: Send + 'static;

    /// How the body is taken in.
    const READING: Reading = Reading::Whole;

    /// What is asked for in `Accept`.
    const ACCEPT: &'static str;

    /// Reads the reply; the envelope's other members come with it.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the reply does not fit, [`Error::Api`] when it says that the call failed.
    fn read(
        fetched: &mut Fetched,
        member: Option<&'static str>,
    ) -> Result<(Self::Value, Members), Error>;
}

impl<T: Decode + Encode + Send + 'static> Output for T {
    type Value = T;

    const ACCEPT: &'static str = "application/json";

    fn read(fetched: &mut Fetched, member: Option<&'static str>) -> Result<(T, Members), Error> {
        let bytes = fetched.whole();
        let bytes = match bytes.iter().all(u8::is_ascii_whitespace) {
            true if T::NULLABLE => {
                return json::from_slice(b"null")
                    .map(|value| (value, Members::new()))
                    .map_err(|misfit| fetched.empty(misfit));
            }
            true => {
                return Err(fetched.decode_error(String::new(), "the reply is empty".into(), None));
            }
            false => bytes,
        };
        let read = |bytes: &[u8]| match member {
            Some(member) => json::from_member(bytes, member),
            None => json::from_slice(bytes).map(|value| (value, Members::new())),
        };
        match read(bytes) {
            Ok((value, others)) => fetched.confirm(member, &others).map(|()| (value, others)),
            Err(misfit) => Err(fetched.misfit(misfit, &|bytes| read(bytes).err())),
        }
    }
}

/// An output that is not looked at: success is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nothing;

impl Output for Nothing {
    type Value = ();

    const ACCEPT: &'static str = "application/json, */*;q=0.5";

    fn read(fetched: &mut Fetched, _: Option<&'static str>) -> Result<((), Members), Error> {
        fetched.confirm(None, &Members::new()).map(|()| ((), Members::new()))
    }
}

impl Output for Bytes {
    type Value = Bytes;

    const ACCEPT: &'static str = "*/*";

    fn read(fetched: &mut Fetched, _: Option<&'static str>) -> Result<(Bytes, Members), Error> {
        Ok((fetched.take_whole().into(), Members::new()))
    }
}

/// An output of plain text: the caller gets a `String`. What is not UTF-8 is replaced, unless the reply says it is Latin-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text;

impl Output for Text {
    type Value = String;

    const ACCEPT: &'static str = "text/*, */*;q=0.5";

    fn read(fetched: &mut Fetched, _: Option<&'static str>) -> Result<(String, Members), Error> {
        let is_latin = fetched
            .headers
            .get("content-type")
            .is_some_and(|kind| kind.to_ascii_lowercase().contains("charset=iso-8859-1"));
        let bytes = fetched.take_whole();
        let text = match is_latin {
            true => bytes.into_iter().map(char::from).collect(),
            false => String::from_utf8(bytes)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
        };
        Ok((text, Members::new()))
    }
}

impl Output for Stream {
    type Value = Stream;

    const READING: Reading = Reading::Streamed;

    const ACCEPT: &'static str = "*/*";

    fn read(fetched: &mut Fetched, _: Option<&'static str>) -> Result<(Stream, Members), Error> {
        Ok((Stream::new(fetched), Members::new()))
    }
}

impl Fetched {
    /// The same reply, of which a stream knows the call that it came from.
    pub(crate) fn of(mut self, call: &Call) -> Self {
        if matches!(self.received, Received::Streamed(_)) {
            self.again = Some(call.clone());
        }
        self
    }

    /// Which of `keys` (`200`, `2XX`, `default`) the reply's status is: exactly, by range, by default.
    #[doc(hidden)]
    pub fn status_key<'k>(&self, keys: &[&'k str]) -> Option<&'k str> {
        let status = self.context.status?.as_u16().to_string();
        let range = format!("{}XX", status.get(..1)?);
        let find = |wanted: &str| keys.iter().copied().find(|key| key.eq_ignore_ascii_case(wanted));
        find(&status).or_else(|| find(&range)).or_else(|| find("default"))
    }

    pub(crate) fn is_status(&self, status: u16) -> bool {
        self.context.status.is_some_and(|known| known == status)
    }

    pub(crate) fn whole(&self) -> &[u8] {
        match &self.received {
            Received::Whole(bytes) => bytes,
            Received::Streamed(_) => &[],
        }
    }

    fn take_whole(&mut self) -> Vec<u8> {
        match &mut self.received {
            Received::Whole(bytes) => std::mem::take(bytes),
            Received::Streamed(_) => Vec::new(),
        }
    }

    /// Checks that the reply does not say that the call failed, though its status is one of success.
    fn confirm(&self, member: Option<&str>, others: &Members) -> Result<(), Error> {
        let Some(name) = self.envelope.map(|names| names.success).filter(|name| !name.is_empty())
        else {
            return Ok(());
        };
        let failed = match member {
            Some(_) => match (others.get(name), self.envelope.map(|names| names.errors)) {
                (Some(success), _) => success.as_bool() != Some(true),
                (None, Some(errors)) => {
                    others.get(errors).and_then(Value::as_array).is_some_and(|all| !all.is_empty())
                }
                (None, None) => false,
            },
            // Reading the whole again costs time, so only a body that looks like a failure is.
            None => mentions_false(self.whole(), name) && self.says_failed(),
        };
        if failed { Err(self.failure()) } else { Ok(()) }
    }

    fn says_failed(&self) -> bool {
        json::from_slice::<Value>(self.whole())
            .is_ok_and(|value| failure_body::says_failed(&value, self.envelope))
    }

    fn failure(&self) -> Error {
        failure_error(
            self.context.clone(),
            self.headers.clone(),
            self.whole(),
            None,
            self.envelope,
            &self.mask,
        )
    }

    fn empty(&self, misfit: Misfit) -> Error {
        self.decode_error(misfit.path(), format!("the reply is empty: {misfit}"), Some(misfit))
    }

    /// The error for a reply that does not fit. `again` reads another text in the same way.
    pub(crate) fn misfit(&self, misfit: Misfit, again: &dyn Fn(&[u8]) -> Option<Misfit>) -> Error {
        if self.says_failed() {
            return self.failure();
        }
        let text = String::from_utf8_lossy(self.whole());
        // A misfit shows the beginning of the text it met, which may be the beginning of a credential: too short to be found there.
        if self.mask.finds(&text) {
            return match again(self.mask.text(&text).as_bytes()) {
                Some(misfit) => self.told(misfit, &text),
                None => {
                    let path = self.mask.text(&misfit.path());
                    let message =
                        format!("the reply does not fit: {path}: a value that must not be shown");
                    self.decode_error(path, message, None)
                }
            };
        }
        self.told(misfit, &text)
    }

    fn told(&self, misfit: Misfit, text: &str) -> Error {
        let excerpt =
            clean(&self.mask.text(&text.chars().take(EXCERPT * 20).collect::<String>()), EXCERPT);
        let kind = self.headers.get("content-type").unwrap_or_default();
        let message = if !misfit.is_syntax() {
            format!("the reply does not fit: {misfit}")
        } else if !kind.is_empty() && !kind.to_ascii_lowercase().contains("json") {
            format!("the reply is not JSON but {}: {excerpt}", clean(&self.mask.text(kind), 100))
        } else {
            format!("the reply is not JSON: {misfit}: {excerpt}")
        };
        self.decode_error(misfit.path(), message, Some(misfit))
    }

    fn decode_error(&self, path: String, message: String, cause: Option<Misfit>) -> Error {
        let beginning: String =
            String::from_utf8_lossy(self.whole()).chars().take(EXCERPT * 20).collect();
        let excerpt = clean(&self.mask.text(&beginning), EXCERPT);
        let context = self.context.clone();
        Error::Decode(Box::new(DecodeError {
            context,
            message: clean(&message, 1000),
            path,
            excerpt,
            cause,
        }))
    }
}

/// Whether the text has `"name"`, a colon and `false` in a row anywhere.
fn mentions_false(bytes: &[u8], name: &str) -> bool {
    let quoted = format!("\"{name}\"");
    let trim = |bytes: &[u8]| bytes.trim_ascii_start().to_owned();
    bytes.windows(quoted.len()).enumerate().filter(|(_, window)| *window == quoted.as_bytes()).any(
        |(at, _)| {
            let after = &bytes[at + quoted.len()..];
            let after = &after[..after.len().min(64)];
            trim(after)
                .strip_prefix(b":")
                .is_some_and(|rest| rest.trim_ascii_start().starts_with(b"false"))
        },
    )
}
