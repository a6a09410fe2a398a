//! Decides how the body of a reply is taken in: decompressed, and bounded in size.

use super::bytes::Bytes;
use super::coding::{Decoder, STEP};
use super::gate::Turn;
use super::transport::{Chunks, Failure};
use std::future::poll_fn;
use std::task::{Context, Poll, ready};

/// Why a body did not come in whole.
pub(crate) enum Break {
    /// The connection failed within it.
    Cut(Failure),
    /// Its compression is broken or unknown.
    Coding(String),
    /// It is larger than the limit.
    TooLarge,
}

/// A body on its way in.
pub(crate) struct Receiver {
    chunks: Box<dyn Chunks>,
    decoder: Decoder,
    /// Compressed bytes still to be undone.
    pending: ::bytes::Bytes,
    empty: bool,
    ended: bool,
    /// The right to have a request under way, kept until the body is dropped.
    turn: Option<Turn>,
}

impl Receiver {
    /// A body whose compression `decoder` undoes.
    pub(crate) fn new(decoder: Decoder, chunks: Box<dyn Chunks>) -> Self {
        Self {
            chunks,
            decoder,
            pending: ::bytes::Bytes::new(),
            empty: true,
            ended: false,
            turn: None,
        }
    }

    /// The same body, which keeps the right to have a request under way.
    pub(crate) fn keeping(mut self, turn: Option<Turn>) -> Self {
        self.turn = turn;
        self
    }

    /// The next bytes; nothing after the last.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Break>>> {
        while !self.ended {
            if self.pending.is_empty() {
                match ready!(self.chunks.poll_chunk(cx)) {
                    Some(Ok(chunk)) => self.pending = chunk.0,
                    Some(Err(failure)) => {
                        self.ended = true;
                        return Poll::Ready(Some(Err(Break::Cut(failure))));
                    }
                    None => {
                        self.ended = true;
                        // A reply without a body may still name a coding.
                        let rest = if self.empty { Ok(Vec::new()) } else { self.decoder.finish() };
                        match rest {
                            Ok(rest) if rest.is_empty() => {}
                            rest => {
                                return Poll::Ready(Some(
                                    rest.map(Bytes::from).map_err(Break::Coding),
                                ));
                            }
                        }
                    }
                }
                continue;
            }
            self.empty = false;
            if matches!(self.decoder, Decoder::Plain) {
                return Poll::Ready(Some(Ok(Bytes(std::mem::take(&mut self.pending)))));
            }
            let piece = self.pending.split_to(self.pending.len().min(STEP));
            match self.decoder.push(&piece) {
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => return Poll::Ready(Some(Ok(bytes.into()))),
                Err(broken) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(Break::Coding(broken))));
                }
            }
        }
        Poll::Ready(None)
    }

    /// Appends the whole body to `out`; what came in before a break stays there.
    pub(crate) async fn read(mut self, limit: u64, out: &mut Vec<u8>) -> Result<(), Break> {
        while let Some(chunk) = poll_fn(|cx| self.poll(cx)).await {
            let chunk = chunk?;
            let room = usize::try_from(limit).unwrap_or(usize::MAX).saturating_sub(out.len());
            out.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if chunk.len() > room {
                return Err(Break::TooLarge);
            }
            // Undoing a whole megabyte takes time in which no other task gets its turn.
            tokio::task::coop::consume_budget().await;
        }
        Ok(())
    }
}
