//! Decides how a body of one JSON value a line is read and written (JSON lines; JSON text sequences of RFC 7464, too).

use super::call::Call;
use super::error::Error;
use super::error_details::DecodeError;
use super::json::{self, Decode, Encode, Members};
use super::mask::clean;
use super::output::{Fetched, Output, Reading};
use super::stream::Stream;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Values as they come, one a line. Empty lines are passed over.
pub struct Lines<T> {
    splitter: Splitter,
    value: PhantomData<fn() -> T>,
}

impl<T: Decode> Lines<T> {
    /// The next value; nothing after the last. A line that does not fit is an error, and the next call goes on after it.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            let Some(line) = ready!(self.splitter.poll(cx)) else { return Poll::Ready(None) };
            let line = match line {
                Ok(line) => line,
                Err(error) => return Poll::Ready(Some(Err(error))),
            };
            // A JSON text sequence begins each text with a record separator.
            let text = line.strip_prefix(b"\x1e").unwrap_or(&line);
            if !text.iter().all(u8::is_ascii_whitespace) {
                return Poll::Ready(Some(self.splitter.decode(text)));
            }
        }
    }
}

impl<T: Decode> futures_core::Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

impl<T> std::fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.splitter.stream.fmt(f)
    }
}

impl<T: Decode + 'static> Output for Lines<T> {
    type Value = Lines<T>;

    const READING: Reading = Reading::Streamed;

    const ACCEPT: &'static str =
        "application/jsonl, application/x-ndjson, application/json-seq, */*;q=0.5";

    fn read(fetched: &mut Fetched, _: Option<&'static str>) -> Result<(Self, Members), Error> {
        Ok((Self { splitter: Splitter::new(fetched), value: PhantomData }, Members::new()))
    }
}

/// One value a line; a JSON text sequence begins each with a record separator.
pub(crate) fn written<T: Encode>(content_type: &str, lines: &[T]) -> Vec<u8> {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let is_sequence = essence.to_ascii_lowercase().ends_with("json-seq");
    let mut all = Vec::new();
    for line in lines {
        all.extend(is_sequence.then_some(b'\x1e'));
        all.extend(json::to_vec(line));
        all.push(b'\n');
    }
    all
}

/// Cuts a body into lines that end in a line feed, a carriage return, or both.
pub(crate) struct Splitter {
    stream: Stream,
    buffer: Vec<u8>,
    /// How much of the buffer was handed out already.
    taken: usize,
    /// How much of the buffer was searched already.
    searched: usize,
    /// Whether the last line ended in a carriage return, whose line feed may follow.
    half_pair: bool,
    ended: bool,
}

impl Splitter {
    pub(crate) fn new(fetched: &mut Fetched) -> Self {
        Self {
            stream: Stream::new(fetched),
            buffer: Vec::new(),
            taken: 0,
            searched: 0,
            half_pair: false,
            ended: false,
        }
    }

    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, Error>>> {
        loop {
            if let Some(line) = self.line() {
                return Poll::Ready(Some(Ok(line)));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            self.buffer.drain(..self.taken);
            self.searched -= self.taken;
            self.taken = 0;
            if self.buffer.len() as u64 > self.stream.max_item {
                self.ended = true;
                self.buffer.clear();
                self.searched = 0;
                self.stream.close();
                return Poll::Ready(Some(Err(self
                    .stream
                    .told(Error::too_large(self.stream.max_item)))));
            }
            match ready!(self.stream.poll(cx)) {
                Some(Ok(bytes)) => self.buffer.extend_from_slice(&bytes),
                Some(Err(error)) => {
                    self.ended = true;
                    self.buffer.clear();
                    self.searched = 0;
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.ended = true,
            }
        }
    }

    /// The next whole line in the buffer; at the end, what is left.
    fn line(&mut self) -> Option<Vec<u8>> {
        // The line feed of a pair may come long after its carriage return, which ended the line already.
        if self.half_pair && self.searched < self.buffer.len() {
            self.half_pair = false;
            if self.buffer[self.searched] == b'\n' {
                self.taken += 1;
                self.searched += 1;
            }
        }
        let mut rest = self.buffer[self.searched..].iter();
        let end = match rest.position(|byte| matches!(byte, b'\n' | b'\r')) {
            Some(at) => self.searched + at,
            None if self.ended && self.taken < self.buffer.len() => self.buffer.len(),
            None => {
                self.searched = self.buffer.len();
                return None;
            }
        };
        let line = self.buffer[self.taken..end].to_vec();
        self.half_pair = self.buffer.get(end) == Some(&b'\r');
        self.taken = self.buffer.len().min(end + 1);
        self.searched = self.taken;
        Some(line)
    }

    /// Reads one value of the stream.
    pub(crate) fn decode<T: Decode>(&self, text: &[u8]) -> Result<T, Error> {
        json::from_slice(text)
            .map_err(|misfit| self.misfit(text, misfit, &|text| json::from_slice::<T>(text).err()))
    }

    fn misfit(
        &self,
        text: &[u8],
        misfit: json::Misfit,
        again: &dyn Fn(&[u8]) -> Option<json::Misfit>,
    ) -> Error {
        let shown = String::from_utf8_lossy(text);
        let masked = self.stream.masked(&shown);
        // As for a whole reply: what a misfit shows may be the beginning of a credential.
        let cause = if masked == shown { Some(misfit) } else { again(masked.as_bytes()) };
        let told = cause
            .as_ref()
            .map_or("a value that must not be shown".to_owned(), json::Misfit::to_string);
        self.stream.told(Error::Decode(Box::new(DecodeError {
            context: Default::default(),
            message: clean(&format!("an item of the stream does not fit: {told}"), 1000),
            path: cause.as_ref().map(json::Misfit::path).unwrap_or_default(),
            excerpt: clean(&masked, 200),
            cause,
        })))
    }

    /// Ends the transfer.
    pub(crate) fn close(&mut self) {
        self.ended = true;
        self.buffer.clear();
        (self.taken, self.searched) = (0, 0);
        self.stream.close();
    }

    /// The call that the stream came from; nothing the second time.
    pub(crate) fn take_call(&mut self) -> Option<Call> {
        self.stream.again.take()
    }

    pub(crate) fn max_item(&self) -> u64 {
        self.stream.max_item
    }

    pub(crate) fn too_large(&mut self) -> Error {
        self.close();
        self.stream.told(Error::too_large(self.stream.max_item))
    }
}
