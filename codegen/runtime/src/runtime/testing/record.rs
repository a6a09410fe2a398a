//! Writes down what a real server answers, credentials masked.

use super::super::builder::Builder;
use super::super::bytes::Bytes;
use super::super::headers::Headers;
use super::super::mask::Mask;
use super::super::status::StatusCode;
use super::super::transport::{Boxed, Chunks, Failure, Incoming, Outgoing, Transport};
use super::exchange::{Content, Exchange};
use super::mock::lock;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// The greatest body that is written down.
const MOST: usize = 64 << 20;

/// A file to which exchanges are written, one a line, for [`Replay`](super::Replay). What was there before is lost.
///
/// Credentials of the client are masked wherever they stand: in the URL, headers and bodies. So are cookies. Personal data in the
/// replies is not: look at a recording before it is shared.
#[derive(Clone, Debug)]
pub struct Recorder(Arc<Mutex<File>>);

impl Recorder {
    /// A new recording.
    ///
    /// # Errors
    ///
    /// When the file cannot be made.
    pub fn create(path: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self(Arc::new(Mutex::new(File::create(path)?))))
    }
}

impl Builder {
    /// Writes every exchange of the client to a recording. Needs the feature `testing`.
    pub fn record(mut self, recorder: &Recorder) -> Self {
        self.recorder = Some(recorder.clone());
        self
    }
}

/// A transport whose exchanges are written down.
pub(crate) struct Recording {
    inner: Arc<dyn Transport>,
    recorder: Recorder,
    mask: Mask,
}

impl Recorder {
    /// The transport, recorded.
    pub(crate) fn around(self, inner: Arc<dyn Transport>, mask: Mask) -> Arc<dyn Transport> {
        Arc::new(Recording { inner, recorder: self, mask })
    }
}

impl Transport for Recording {
    fn send(&self, mut request: Outgoing) -> Boxed<'_, Result<Incoming, Failure>> {
        // Credentials could not be found in a compressed reply.
        request.headers.set("accept-encoding", "identity");
        let secrets: Vec<String> = request.headers.secrets().map(str::to_owned).collect();
        let words = secrets.iter().flat_map(|text| text.split([' ', ';', '=']).chain([&**text]));
        let mask = self.mask.and(words.filter(|word| word.len() > 6));
        let target = request.url.split_once("://").map_or(&*request.url, |(_, rest)| rest);
        let target = target.find('/').map_or("/", |at| &target[at..]);
        let mut exchange = Exchange {
            method: request.method.as_str().to_owned(),
            target: mask.text(target),
            sent: request
                .body
                .as_bytes()
                .map_or(Content::Withheld, |bytes| Content::new(bytes, false, &mask)),
            status: StatusCode::new(200),
            headers: Headers::new(),
            received: Content::Withheld,
            whole: false,
        };
        let reply = self.inner.send(request);
        let recorder = self.recorder.clone();
        Box::pin(async move {
            let reply = reply.await?;
            exchange.status = reply.status;
            for (name, value) in reply.headers.iter() {
                exchange.headers.append(name, mask.text(value));
            }
            let compressed = reply
                .headers
                .get("content-encoding")
                .is_some_and(|coding| !coding.trim().eq_ignore_ascii_case("identity"));
            let body = Tee {
                inner: reply.body,
                bytes: Vec::new(),
                compressed,
                exchange: Some(exchange),
                recorder,
                mask,
            };
            Ok(Incoming { body: Box::new(body), ..reply })
        })
    }
}

/// A body that is written down once it ended, or is given up.
struct Tee {
    inner: Box<dyn Chunks>,
    bytes: Vec<u8>,
    compressed: bool,
    exchange: Option<Exchange>,
    recorder: Recorder,
    mask: Mask,
}

impl Chunks for Tee {
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        let polled = self.inner.poll_chunk(cx);
        match &polled {
            Poll::Ready(Some(Ok(bytes))) if self.bytes.len() + bytes.len() <= MOST => {
                self.bytes.extend_from_slice(bytes);
            }
            Poll::Ready(Some(Ok(_)) | None) => self.finish(matches!(polled, Poll::Ready(None))),
            Poll::Ready(Some(Err(_))) | Poll::Pending => {}
        }
        polled
    }
}

impl Tee {
    fn finish(&mut self, whole: bool) {
        let Some(mut exchange) = self.exchange.take() else { return };
        exchange.received = Content::new(&self.bytes, self.compressed, &self.mask);
        exchange.whole = whole;
        // A call must not fail because it could not be written down; the recording then lacks it, which its replay tells.
        let _ = writeln!(lock(&self.recorder.0), "{}", exchange.to_line());
    }
}

impl Drop for Tee {
    fn drop(&mut self) {
        self.finish(false);
    }
}
