//! Decides how a body is handed over as it comes: no faster than it is taken, and never silent for longer than the time limit.

use super::bytes::Bytes;
use super::call::Call;
use super::error::Error;
use super::error_details::Context;
use super::mask::Mask;
use super::output::{Fetched, Received};
use super::receive::{Break, Receiver};
use super::refusal::failed;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep};

/// A body as it comes. Nothing is read ahead of what is taken, and its whole size is not limited. Dropping it ends the transfer.
pub struct Stream {
    receiver: Option<Receiver>,
    patience: Option<(Duration, Pin<Box<Sleep>>)>,
    context: Context,
    mask: Mask,
    pub(crate) max_item: u64,
    /// The call that the stream came from, until it is taken.
    pub(crate) again: Option<Call>,
}

impl Stream {
    pub(crate) fn new(fetched: &mut Fetched) -> Self {
        let receiver = match std::mem::replace(&mut fetched.received, Received::Whole(Vec::new())) {
            Received::Streamed(receiver) => Some(receiver),
            Received::Whole(_) => None,
        };
        // A day without end: a limit beyond what the clock can tell is none.
        let patience =
            fetched.patience.filter(|limit| Instant::now().checked_add(*limit).is_some());
        Self {
            receiver,
            patience: patience.map(|limit| (limit, Box::pin(sleep(limit)))),
            context: fetched.context.clone(),
            mask: fetched.mask.clone(),
            max_item: fetched.max_item,
            again: fetched.again.take(),
        }
    }

    /// The next bytes; nothing after the last. After an error there is nothing more.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// What is known of the call.
    pub(crate) fn told(&self, error: Error) -> Error {
        error.with(self.context.clone())
    }

    /// The text without credentials.
    pub(crate) fn masked(&self, text: &str) -> String {
        self.mask.text(text)
    }

    /// Ends the transfer.
    pub(crate) fn close(&mut self) {
        self.receiver = None;
    }

    pub(crate) fn poll(
        &mut self,
        cx: &mut std::task::Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        let Some(receiver) = &mut self.receiver else { return Poll::Ready(None) };
        let error = match receiver.poll(cx) {
            Poll::Ready(Some(Ok(bytes))) => {
                if let Some((limit, sleep)) = &mut self.patience {
                    sleep.as_mut().reset(Instant::now() + *limit);
                }
                return Poll::Ready(Some(Ok(bytes)));
            }
            Poll::Ready(None) => {
                self.receiver = None;
                return Poll::Ready(None);
            }
            Poll::Ready(Some(Err(Break::Cut(failure)))) => failed(&failure, &self.mask),
            Poll::Ready(Some(Err(Break::Coding(fault)))) => Error::transport(fault, None),
            Poll::Ready(Some(Err(Break::TooLarge))) => Error::too_large(self.max_item),
            Poll::Pending => {
                let Some((limit, sleep)) = &mut self.patience else { return Poll::Pending };
                ready!(sleep.as_mut().poll(cx));
                Error::timeout(
                    format!("nothing more of the reply within {} s", limit.as_secs_f64()),
                    *limit,
                )
            }
        };
        self.receiver = None;
        Poll::Ready(Some(Err(self.told(error))))
    }
}

impl futures_core::Stream for Stream {
    type Item = Result<Bytes, Error>;

    fn poll_next(
        self: Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("context", &self.context).finish_non_exhaustive()
    }
}
