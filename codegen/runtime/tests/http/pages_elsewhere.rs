//! Lists whose place is said in the body of the request, or in a header of the reply.

use super::server::{Server, json, reply};
use super::{build, builder, client, value};
use crate::runtime::json::Value;
use crate::runtime::{
    Body, Bytes, Call, Client, Error, ErrorKind, Method, Operation, Paging, pages, request,
};

static SEARCH: Operation = Operation::new("things.search", Method::Post, "/things/search");
static ALL: Operation = Operation::new("things.all", Method::Get, "/things");

/// A request with pages of some kind, and a body to begin with.
macro_rules! paged {
    ($name:ident, $operation:expr, $paging:expr) => {
        #[derive(Clone, Debug)]
        struct $name {
            call: Call,
        }
        request! { $name => Value }
        pages! { $name => Value, None, Value, $paging }
        impl $name {
            fn of(client: &Client) -> Self {
                Self { call: Call::new(client, &$operation) }
            }

            fn body(mut self, text: &str) -> Self {
                self.call.json(&value(text));
                self
            }
        }
    };
}

paged!(
    ByMember,
    SEARCH,
    Paging::cursor("after").in_body(&["page"]).items(&["data"]).next(&["next"])
);
paged!(Counted, SEARCH, Paging::offset("skip").in_body(&[]).items(&["data"]).total(&["total"]));
paged!(Numbered, SEARCH, Paging::page("n", 0).in_body(&[]).items(&["data"]));
paged!(ByHeader, ALL, Paging::cursor("mark").header("X-Next-Mark"));
paged!(ByUrl, ALL, Paging::link().header("X-Next"));

/// A server that answers by the body that it gets.
fn by_body(answer: impl Fn(&Value) -> String + Send + Sync + 'static) -> Server {
    Server::start(move |_, seen, peer| {
        let text = seen.text();
        peer.send(json(200, &answer(&value(if text.is_empty() { "{}" } else { &text }))));
    })
}

fn bodies(server: &Server) -> Vec<Value> {
    server.seen().iter().map(|seen| value(&seen.text())).collect()
}

#[tokio::test]
async fn a_mark_goes_out_in_the_body_beside_what_the_caller_put_there() {
    let server = by_body(|body| match body.get("page").and_then(|page| page.get("after")) {
        None => r#"{"data":[{"id":1}],"next":"a"}"#.into(),
        Some(_) => r#"{"data":[{"id":2}],"next":null}"#.into(),
    });
    let request = ByMember::of(&client(&server))
        .body(r#"{"text":"x","page":{"size":1.50}}"#)
        .body_member("sort", &value(r#""up""#));
    assert_eq!(request.items().into_vec().await.expect("read").len(), 2);
    assert_eq!(
        bodies(&server),
        [
            value(r#"{"text":"x","page":{"size":1.50},"sort":"up"}"#),
            value(r#"{"text":"x","page":{"size":1.50,"after":"a"},"sort":"up"}"#),
        ]
    );
}

#[tokio::test]
async fn a_body_that_is_missing_is_made_and_a_mark_keeps_its_type() {
    let server = by_body(|body| match body.get("page").and_then(|page| page.get("after")) {
        None => r#"{"data":[],"next":18446744073709551617}"#.into(),
        Some(mark) => {
            assert_eq!(mark.to_string(), "18446744073709551617");
            r#"{"data":[{"id":2}]}"#.into()
        }
    });
    let items = ByMember::of(&client(&server)).items().into_vec().await.expect("read");
    assert_eq!(items.len(), 1);
    assert_eq!(server.seen()[1].header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn a_server_that_gives_the_same_mark_for_ever_is_an_error_and_no_endless_loop() {
    let in_body = Server::fixed(json(200, r#"{"data":[{"id":1}],"next":"a"}"#));
    let mut items = ByMember::of(&client(&in_body)).items();
    items.next().await.expect("an item").expect("it is whole");
    items.next().await.expect("an item").expect("it is whole");
    let error = items.next().await.expect("an error").expect_err("the same mark");
    assert_eq!((error.kind(), in_body.seen().len()), (ErrorKind::Decode, 2));
    assert!(error.to_string().contains("would never end"), "{error}");
    assert!(items.next().await.is_none());

    let in_header = Server::fixed(reply(200, "X-Next-Mark: m", r#"[{"id":1}]"#));
    let found: Result<Vec<_>, Error> = ByHeader::of(&client(&in_header)).items().into_vec().await;
    let error = found.expect_err("the same mark");
    assert!(error.to_string().contains("would never end"), "{error}");
    assert_eq!(in_header.seen().len(), 2);
}

#[test]
fn a_server_that_gives_the_same_mark_for_ever_ends_an_iterator_too() {
    let server = Server::fixed(reply(200, "X-Next-Mark: m", r#"[{"id":1}]"#));
    let items = crate::runtime::blocking::iter(ByHeader::of(&client(&server)).items());
    let found: Vec<_> = items.collect();
    assert_eq!((found.len(), server.seen().len()), (3, 2));
    assert!(found[..2].iter().all(Result::is_ok) && found[2].is_err());
}

#[tokio::test]
async fn an_offset_in_the_body_goes_on_from_the_one_that_was_asked_for() {
    let server = by_body(|body| match body.get("skip").and_then(Value::as_u64) {
        Some(2) => r#"{"data":[{"id":2},{"id":3}],"total":5}"#.into(),
        Some(4) => r#"{"data":[{"id":4}],"total":5}"#.into(),
        other => panic!("offset {other:?}"),
    });
    let request = Counted::of(&client(&server)).body_member("skip", &2);
    assert_eq!(request.items().into_vec().await.expect("read").len(), 3);
}

#[tokio::test]
async fn page_numbers_in_the_body_begin_with_the_first() {
    let server = by_body(|body| match body.get("n").and_then(Value::as_u64) {
        None => r#"{"data":[{"id":0}]}"#.into(),
        Some(1) => r#"{"data":[{"id":1}]}"#.into(),
        Some(_) => r#"{"data":[]}"#.into(),
    });
    assert_eq!(Numbered::of(&client(&server)).items().into_vec().await.expect("read").len(), 2);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_body_that_cannot_be_changed_is_an_error_before_anything_is_sent() {
    let server = Server::fixed(json(200, r#"{"data":[{"id":1}],"next":"a"}"#));
    let client = build(builder(&server).max_retries(0));
    let mut request = ByMember::of(&client);
    let chunk: Result<Bytes, std::io::Error> = Ok(Bytes::from("{}"));
    request.call.bytes("application/json", Body::stream(Once(Some(chunk))));
    let mut items = request.items();
    items.next().await.expect("an item").expect("the first page");
    let error = items.next().await.expect("an error").expect_err("a stream goes out once");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("a streamed body"), "{error}");
    let mut items = ByMember::of(&client).body(r#"{"page":7}"#).items();
    items.next().await.expect("an item").expect("the first page");
    let error = items.next().await.expect("an error").expect_err("no object");
    assert!(error.to_string().contains("`page` is no object"), "{error}");
    assert_eq!(server.seen().len(), 2);
}

/// A stream of one chunk.
struct Once(Option<Result<Bytes, std::io::Error>>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take())
    }
}

#[tokio::test]
async fn a_header_gives_the_mark_until_it_is_empty_or_missing() {
    for end in ["X-Next-Mark:", "X-Other: 1"] {
        let server = Server::start(move |n, seen, peer| {
            assert_eq!(seen.line().contains("mark=m"), n == 1, "{}", seen.line());
            let header = if n == 0 { "x-next-mark: m/1" } else { end };
            peer.send(reply(200, header, format!(r#"[{{"id":{n}}}]"#)));
        });
        let items = ByHeader::of(&client(&server)).items().into_vec().await.expect("read");
        assert_eq!((items.len(), server.seen().len()), (2, 2), "{end}");
    }
}

#[tokio::test]
async fn a_header_of_its_own_gives_the_url_of_the_next_page_at_the_same_origin_only() {
    let other = Server::fixed(json(200, "[]"));
    let away = format!("X-Next: {}/things", other.url());
    let server = Server::start(move |n, _, peer| {
        let header = if n == 0 { "X-Next: /things?p=2" } else { &away };
        peer.send(reply(200, header, r#"[{"id":1}]"#));
    });
    let mut items = ByUrl::of(&client(&server)).items();
    items.next().await.expect("an item").expect("it is whole");
    items.next().await.expect("an item").expect("it is whole");
    let error = items.next().await.expect("an error").expect_err("another origin");
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(other.seen().is_empty());
}
