//! What a tracing subscriber learns.

use super::server::{Server, good, json, reply};
use super::{TOKEN, build, builder, list};
use crate::runtime::Retry;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Dispatch, Event, Metadata, Subscriber};

type Fields = BTreeMap<String, String>;

/// Keeps the fields of all spans, and the text of all events.
#[derive(Clone, Default)]
pub(super) struct Kept {
    spans: Arc<Mutex<Vec<Fields>>>,
    events: Arc<Mutex<String>>,
}

impl Kept {
    /// All that was kept, which is then forgotten.
    pub(super) fn take(&self) -> String {
        let spans = self.spans.lock().expect("no panic").clone();
        let events = std::mem::take(&mut *self.events.lock().expect("no panic"));
        // Spans have their positions as ids, so that they stay.
        for span in self.spans.lock().expect("no panic").iter_mut() {
            span.clear();
        }
        let spans: Vec<_> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        format!("{spans:?} {events}")
    }
}

/// Keeps what this thread's spans and events hold, as long as the guards live.
pub(super) fn keep() -> (Kept, (Dispatch, DefaultGuard)) {
    // While there is only one subscriber, a span is taken for unwanted as soon as a thread without it comes by first.
    let other = Dispatch::new(Kept::default());
    let kept = Kept::default();
    let guard = tracing::subscriber::set_default(kept.clone());
    (kept, (other, guard))
}

struct Visitor<'a>(&'a mut Fields);

impl Visit for Visitor<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl Subscriber for Kept {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().contains("runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::new();
        span.record(&mut Visitor(&mut fields));
        let mut spans = self.spans.lock().expect("no panic");
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.spans.lock().expect("no panic");
        values.record(&mut Visitor(&mut spans[span.into_u64() as usize - 1]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Visitor(&mut fields));
        self.events.lock().expect("no panic").push_str(&format!("{fields:?}\n"));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn each_attempt_is_a_span_with_the_names_of_open_telemetry() {
    let (kept, _guards) = keep();
    let server = Server::sequence(vec![
        json(503, "{}"),
        b"".to_vec(),
        reply(200, "CF-Ray: r3", r#"{"result":[]}"#),
    ]);
    let waits = Retry::default().waits(Duration::from_millis(1), Duration::from_millis(1));
    list(&build(builder(&server).retry(waits)), "a").tags("x").await.expect("a list");

    let spans = kept.spans.lock().expect("no panic").clone();
    let field = |name: &str| -> Vec<Option<&str>> {
        spans.iter().map(|fields| fields.get(name).map(String::as_str)).collect()
    };
    let port = server.port().to_string();
    let url = format!("{}/accounts/a/things?tags=x", server.url());
    for (name, value) in [
        ("otel.name", "GET /accounts/{account_id}/things"),
        ("otel.kind", "client"),
        ("http.request.method", "GET"),
        ("server.address", "127.0.0.1"),
        ("server.port", &port),
        ("url.full", &url),
        ("url.template", "/accounts/{account_id}/things"),
        ("operation", "things.list"),
    ] {
        assert_eq!(field(name), [Some(value); 3], "{name}");
    }
    assert_eq!(field("http.response.status_code"), [Some("503"), None, Some("200")]);
    assert_eq!(field("http.request.resend_count"), [None, Some("1"), Some("2")]);
    assert_eq!(field("error.type"), [Some("503"), Some("transport"), None]);
    assert_eq!(field("otel.status_code"), [Some("ERROR"), Some("ERROR"), None]);
    assert_eq!(field("request_id"), [None, None, Some("r3")]);
}

#[tokio::test]
async fn no_span_and_no_event_holds_a_credential() {
    let (kept, _guards) = keep();
    let server = Server::start(|_, _, peer| {
        peer.send(reply(302, &format!("Location: http://other.test/{TOKEN}"), ""));
    });
    let call = list(&build(builder(&server)), "a").tags(TOKEN).header("x-echo", TOKEN);
    let call = call.query_param("again", TOKEN);
    call.await.expect_err("refused");
    let server = Server::sequence(vec![json(503, &format!("{{\"x\":\"{TOKEN}\"}}")), good()]);
    list(&build(builder(&server)), "a").query_param("again", TOKEN).await.expect("a list");
    let all = format!("{:?} {:?}", kept.spans, kept.events);
    assert!(all.contains("again=***"), "{all}");
    assert!(!all.contains("SECRET") && !all.contains("abcdef"), "{all}");
}
