//! Decides how a call is made without an async runtime: the same client and the same requests, and the caller's thread waits.
//!
//! The network is driven by threads of its own, so all that is needed here is a clock and a thread that waits. One for the whole program
//! keeps the clock; it is started by the first call.
//!
//! Needs the feature `blocking`.

use super::background::Background;
use super::bytes::Bytes;
use super::error::Error;
use super::output::Output;
use super::request::{Sending, SendingResponse};
use super::response::Response;
use super::stream::Stream;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::OnceLock;
use tokio::runtime::Handle;

static CLOCK: OnceLock<Background> = OnceLock::new();

/// Waits for a future on this thread.
///
/// # Errors
///
/// [`Error::Request`] within an async runtime, whose thread it would stop: there a request is awaited.
pub fn wait<F: Future>(future: F) -> Result<F::Output, Error> {
    if Handle::try_current().is_ok() {
        return Err(Error::request(
            "a blocking call within an async runtime would stop its thread: await the request instead (in `spawn_blocking`, `Handle::block_on` does)",
        ));
    }
    let clock = match CLOCK.get() {
        Some(clock) => clock,
        None => {
            let started = Background::start()
                .map_err(|error| Error::request(format!("no thread can be started: {error}")))?;
            CLOCK.get_or_init(|| started)
        }
    };
    Ok(clock.wait(future))
}

impl<O: Output> Sending<O> {
    /// Sends the request and waits for the value on this thread. Needs the feature `blocking`.
    ///
    /// # Errors
    ///
    /// As awaiting it; and [`Error::Request`] within an async runtime.
    pub fn wait(self) -> Result<O::Value, Error> {
        wait(self)?
    }
}

impl<O: Output> SendingResponse<O> {
    /// Sends the request and waits for the whole reply on this thread. Needs the feature `blocking`.
    ///
    /// # Errors
    ///
    /// As awaiting it; and [`Error::Request`] within an async runtime.
    pub fn wait(self) -> Result<Response<O::Value>, Error> {
        wait(self)?
    }
}

/// A stream of values as an iterator: each `next` waits on this thread. Made by [`iter`].
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is asked for its next item"]
pub struct Iter<S> {
    /// Nothing after a refusal.
    stream: Option<S>,
}

/// An iterator over the items of a stream, such as [`Stream`], [`Events`](super::Events) or [`Lines`](super::Lines).
pub fn iter<S, T>(stream: S) -> Iter<S>
where
    S: futures_core::Stream<Item = Result<T, Error>> + Unpin,
{
    Iter { stream: Some(stream) }
}

impl<S, T> Iterator for Iter<S>
where
    S: futures_core::Stream<Item = Result<T, Error>> + Unpin,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.stream.as_mut()?;
        wait(poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx))).unwrap_or_else(|refusal| {
            self.stream = None;
            Some(Err(refusal))
        })
    }
}

/// A streamed body as a reader: each `read` waits on this thread. Made by [`reader`].
#[derive(Debug)]
pub struct Reader {
    chunks: Iter<Stream>,
    rest: Bytes,
}

/// A reader of a streamed body.
pub fn reader(stream: Stream) -> Reader {
    Reader { chunks: iter(stream), rest: Bytes::default() }
}

impl io::Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.chunks.next() {
                Some(Ok(bytes)) => self.rest = bytes,
                Some(Err(error)) => return Err(io::Error::other(error)),
                None => return Ok(0),
            }
        }
        let n = self.rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&self.rest.0.split_to(n));
        Ok(n)
    }
}
