//! Decides how server-sent events are read (the HTML standard, section 9.2.6).

use super::call::Call;
use super::error::Error;
use super::json::{Decode, Members};
use super::lines::Splitter;
use super::output::{Fetched, Output, Reading, Text};
use super::send::fetch;
use super::transport::Boxed;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::sleep;

/// One event of a stream.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The name, `message` unless the server gives another.
    pub event: String,
    /// The last id that the server gave, with which a stream can be taken up again.
    pub id: Option<String>,
    /// How long to wait before taking the stream up again, if this event says so.
    pub retry: Option<Duration>,
    /// The data.
    pub data: T,
}

/// How the data of an event is read: as JSON, or as it is ([`Text`]).
pub trait EventData: 'static {
    /// What the caller gets.
    type Value: Send + 'static;

    /// Reads the data of one event.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when it does not fit.
    #[doc(hidden)]
    fn read(data: String, events: &EventSource) -> Result<Self::Value, Error>;
}

impl<T: Decode + Send + 'static> EventData for T {
    type Value = T;

    fn read(data: String, events: &EventSource) -> Result<T, Error> {
        events.0.decode(data.as_bytes())
    }
}

impl EventData for Text {
    type Value = String;

    fn read(data: String, _: &EventSource) -> Result<String, Error> {
        Ok(data)
    }
}

/// How long to wait before a stream is taken up again, unless the server says.
const WAIT: Duration = Duration::from_secs(3);

/// How a stream is taken up again.
struct Resume {
    call: Call,
    most: u32,
    left: u32,
    /// The reply that is waited for.
    again: Option<Boxed<'static, Result<Fetched, Error>>>,
}

impl Resume {
    /// Begins to take the stream up again, unless that was done too often.
    fn begin(&mut self, id: Option<&str>, wait: Duration) -> bool {
        let Some(left) = self.left.checked_sub(1) else { return false };
        self.left = left;
        let mut call = self.call.clone();
        if let Some(id) = id {
            call.set_header("last-event-id", id);
        }
        self.again = Some(Box::pin(async move {
            sleep(wait).await;
            fetch(call, Reading::Streamed, ACCEPT).await
        }));
        true
    }
}

/// What is asked for in `Accept`.
const ACCEPT: &str = "text/event-stream";

/// Where events come from.
pub struct EventSource(Splitter);

/// Events as they come. A stream ends with the body, or with an event whose data is `[DONE]`.
pub struct Events<T> {
    source: EventSource,
    name: String,
    data: String,
    has_data: bool,
    id: Option<String>,
    retry: Option<Duration>,
    /// How long to wait before the stream is taken up again.
    wait: Duration,
    begun: bool,
    resume: Option<Resume>,
    value: PhantomData<fn() -> T>,
}

impl<T: EventData> Events<T> {
    /// Takes the stream up again when its connection fails or falls silent for too long: the request is sent once more, with the last id in
    /// `Last-Event-ID`, after the wait that the server named or 3 s. That is done at most `n` times without an event in between, and
    /// only for a call that may be repeated (see [`Retry`](super::Retry)). A body that ends in order ends the stream.
    #[must_use]
    pub fn resuming(mut self, n: u32) -> Self {
        let call = self.source.0.take_call().filter(Call::may_be_repeated);
        self.resume = call.map(|call| Resume { call, most: n, left: n, again: None });
        self
    }

    /// The next event; nothing after the last. An event that does not fit is an error, and the next call goes on after it.
    pub async fn next(&mut self) -> Option<Result<Event<T::Value>, Error>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// The last id that the server gave.
    pub fn last_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event<T::Value>, Error>>> {
        loop {
            // What comes after the last empty line is no whole event.
            if let Some(again) = self.resume.as_mut().and_then(|resume| resume.again.as_mut()) {
                let outcome = ready!(again.as_mut().poll(cx));
                self.resume.iter_mut().for_each(|resume| resume.again = None);
                match outcome {
                    // The server's way to say that there is nothing more.
                    Ok(fetched) if fetched.is_status(204) => return Poll::Ready(None),
                    Ok(mut fetched) => {
                        self.source = EventSource(Splitter::new(&mut fetched));
                        self.begin();
                    }
                    Err(error) => return Poll::Ready(Some(Err(error))),
                }
            }
            let Some(line) = ready!(self.source.0.poll(cx)) else { return Poll::Ready(None) };
            let line = match line {
                Ok(line) => line,
                Err(error) => {
                    let (wait, id) = (self.wait, self.id.as_deref());
                    let resume = self.resume.as_mut().filter(|_| error.is_retryable());
                    if resume.is_some_and(|resume| resume.begin(id, wait)) {
                        continue;
                    }
                    return Poll::Ready(Some(Err(error)));
                }
            };
            let text = String::from_utf8_lossy(&line);
            let text =
                if self.begun { &*text } else { text.strip_prefix('\u{feff}').unwrap_or(&text) };
            self.begun = true;
            if !text.is_empty() {
                self.field(text);
                if self.data.len() as u64 > self.source.0.max_item() {
                    return Poll::Ready(Some(Err(self.source.0.too_large())));
                }
                continue;
            }
            let (name, data, retry) =
                (std::mem::take(&mut self.name), std::mem::take(&mut self.data), self.retry.take());
            if !std::mem::take(&mut self.has_data) {
                continue;
            }
            if data == "[DONE]" {
                self.source.0.close();
                return Poll::Ready(None);
            }
            self.resume.iter_mut().for_each(|resume| resume.left = resume.most);
            let event = if name.is_empty() { "message".to_owned() } else { name };
            let id = self.id.clone();
            return Poll::Ready(Some(T::read(data, &self.source).map(|data| Event {
                event,
                id,
                retry,
                data,
            })));
        }
    }

    /// Forgets the event that was not complete.
    fn begin(&mut self) {
        self.name.clear();
        self.data.clear();
        (self.has_data, self.begun, self.retry) = (false, false, None);
    }

    fn field(&mut self, line: &str) {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.name = value.into(),
            "data" => {
                if self.has_data {
                    self.data.push('\n');
                }
                self.has_data = true;
                self.data.push_str(value);
            }
            "id" if !value.contains('\0') => {
                self.id = Some(value.to_owned()).filter(|id| !id.is_empty())
            }
            "retry" => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
                self.wait = self.retry.unwrap_or(self.wait);
            }
            // A comment, or a field that the standard does not know.
            _ => {}
        }
    }
}

impl<T: EventData> futures_core::Stream for Events<T> {
    type Item = Result<Event<T::Value>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

impl<T> std::fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Events").field("last_id", &self.id).finish_non_exhaustive()
    }
}

impl<T: EventData> Output for Events<T> {
    type Value = Events<T>;

    const READING: Reading = Reading::Streamed;

    const ACCEPT: &'static str = ACCEPT;

    fn read(fetched: &mut Fetched, _: Option<&'static str>) -> Result<(Self, Members), Error> {
        let events = Self {
            source: EventSource(Splitter::new(fetched)),
            name: String::new(),
            data: String::new(),
            has_data: false,
            id: None,
            retry: None,
            wait: WAIT,
            begun: false,
            resume: None,
            value: PhantomData,
        };
        Ok((events, Members::new()))
    }
}
