//! Lists that come in several replies.

use super::server::{Seen, Server, json, reply};
use super::{API, TOKEN, build, builder, client, value};
use crate::runtime::json::Value;
use crate::runtime::{
    Builder, Call, Client, Error, ErrorKind, Items, Method, Operation, Paging, pages, request,
};
use std::time::{Duration, Instant};

static ALL: Operation = Operation::new("things.all", Method::Get, "/things");

/// A request with pages of some kind.
macro_rules! paged {
    ($name:ident, $member:expr, $paging:expr) => {
        #[derive(Clone, Debug)]
        struct $name {
            call: Call,
        }
        request! { $name => Value }
        pages! { $name => Value, $member, Value, $paging }
        impl $name {
            fn of(client: &Client) -> Self {
                Self { call: Call::new(client, &ALL) }
            }
        }
    };
}

paged!(ByNumber, None, Paging::page("page", 1).items(&["result"]).pages(&["info", "pages"]));
paged!(ByOffset, None, Paging::offset("skip").items(&["result"]).total(&["total"]));
paged!(
    ByCursor,
    Some("result"),
    Paging::cursor("after").items(&["result"]).next(&["info", "next"])
);
paged!(ByLast, None, Paging::cursor("after").items(&["data"]).last(&["id"]).more(&["has_more"]));
paged!(ByLink, None, Paging::link());
paged!(ByUrl, None, Paging::link().items(&["data"]).next(&["next"]));
paged!(Alone, None, Paging::single().items(&["result"]));

/// The value of a query parameter; nothing when there is none.
fn asked(seen: &Seen, name: &str) -> Option<String> {
    let (_, query) = seen.line().split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

/// A server that answers by what a query parameter says; nothing asked is an empty text.
fn by(name: &'static str, answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Server {
    Server::start(move |_, seen, peer| {
        peer.send(json(200, &answer(&asked(seen, name).unwrap_or_default())));
    })
}

async fn ids(items: Items<Value>) -> Result<Vec<String>, Error> {
    let items = items.into_vec().await?;
    Ok(items.iter().map(|item| item.get("id").expect("an id").to_string()).collect())
}

#[tokio::test]
async fn numbered_pages_are_asked_for_until_the_last_that_is_announced() {
    let server = by("page", |page| {
        let n = page.parse().unwrap_or(1);
        format!(r#"{{"result":[{{"id":{n}}},{{"id":{n}0}}],"info":{{"pages":3}}}}"#)
    });
    let found = ids(ByNumber::of(&client(&server)).items()).await.expect("read");
    assert_eq!(found, ["1", "10", "2", "20", "3", "30"]);
    let asked: Vec<_> = server.seen().iter().map(|seen| asked(seen, "page")).collect();
    assert_eq!(asked, [None, Some("2".into()), Some("3".into())]);
}

#[test]
fn items_and_pages_are_iterators_without_an_async_runtime() {
    let server = by("page", |page| {
        let n = page.parse().unwrap_or(1);
        format!(r#"{{"result":[{{"id":{n}}},{{"id":{n}0}}],"info":{{"pages":3}}}}"#)
    });
    let client = client(&server);
    let items = crate::runtime::blocking::iter(ByNumber::of(&client).items());
    assert_eq!(items.map(|item| item.map(|_| 1)).sum::<Result<u32, _>>().expect("read"), 6);
    let pages = crate::runtime::blocking::iter(ByNumber::of(&client).pages());
    assert_eq!(pages.take(2).filter(Result::is_ok).count(), 2);
    assert_eq!(server.seen().len(), 5);
}

#[tokio::test]
async fn numbered_pages_end_with_a_page_without_items_when_nothing_is_announced() {
    let server = by("page", |page| match page {
        "" => r#"{"result":[{"id":1}]}"#.into(),
        "2" => r#"{"result":[{"id":2}]}"#.into(),
        _ => r#"{"result":null}"#.into(),
    });
    assert_eq!(ids(ByNumber::of(&client(&server)).items()).await.expect("read"), ["1", "2"]);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_list_goes_on_from_the_page_that_the_request_asks_for() {
    let server = by("page", |page| match page {
        "7" => r#"{"result":[{"id":7}],"info":{"pages":8}}"#.into(),
        "8" => r#"{"result":[{"id":8}],"info":{"pages":8}}"#.into(),
        other => panic!("page {other}"),
    });
    let request = ByNumber::of(&client(&server)).query_param("page", "7");
    assert_eq!(ids(request.items()).await.expect("read"), ["7", "8"]);
}

#[tokio::test]
async fn a_server_that_does_not_heed_the_page_is_an_error_and_no_endless_loop() {
    let server = Server::fixed(json(200, r#"{"result":[{"id":1}]}"#));
    let mut items = ByNumber::of(&client(&server)).items();
    assert!(items.next().await.expect("an item").is_ok());
    assert!(items.next().await.expect("the item of the second page").is_ok());
    let error = items.next().await.expect("an error").expect_err("the same page again");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("the same page as one before"), "{error}");
    assert!(items.next().await.is_none());
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn an_offset_counts_the_items_that_came() {
    let server = by("skip", |skip| match skip {
        "" => r#"{"result":[{"id":0},{"id":1},{"id":2}],"total":5}"#.into(),
        "3" => r#"{"result":[{"id":3},{"id":4}],"total":5}"#.into(),
        other => panic!("offset {other}"),
    });
    assert_eq!(ids(ByOffset::of(&client(&server)).items()).await.expect("read").len(), 5);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_cursor_leads_to_the_next_page_until_there_is_none() {
    for end in [r#""""#, "null", r#"{}"#] {
        let server = by("after", move |mark| match mark {
            "" => r#"{"result":[{"id":1}],"info":{"next":"a/b=="}}"#.into(),
            "a%2Fb%3D%3D" => r#"{"result":[],"info":{"next":17}}"#.into(),
            "17" => format!(r#"{{"result":[{{"id":2}}],"info":{{"next":{end}}}}}"#),
            other => panic!("cursor {other}"),
        });
        let found = ids(ByCursor::of(&client(&server)).items()).await.expect("read");
        assert_eq!(found, ["1", "2"], "{end}");
    }
}

#[tokio::test]
async fn a_cursor_that_comes_again_is_an_error_after_the_page_that_gave_it() {
    let server = by("after", |mark| match mark {
        "" => r#"{"result":[{"id":1}],"info":{"next":"a"}}"#.into(),
        "a" => r#"{"result":[{"id":2}],"info":{"next":"b"}}"#.into(),
        _ => r#"{"result":[{"id":3}],"info":{"next":"a"}}"#.into(),
    });
    let mut items = ByCursor::of(&client(&server)).items();
    for id in 1..=3 {
        let item = items.next().await.expect("an item").expect("it is whole");
        assert_eq!(item.get("id").and_then(Value::as_u64), Some(id));
    }
    let error = items.next().await.expect("an error").expect_err("the list goes in a circle");
    assert!(error.to_string().contains("would never end"), "{error}");
    assert_eq!(error.operation(), "things.all");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn the_last_item_may_be_the_cursor() {
    let server = by("after", |mark| match mark {
        "" => r#"{"data":[{"id":"x"},{"id":"y"}],"has_more":true}"#.into(),
        "y" => r#"{"data":[{"id":"z"}],"has_more":false}"#.into(),
        other => panic!("cursor {other}"),
    });
    let found = ids(ByLast::of(&client(&server)).items()).await.expect("read");
    assert_eq!(found, [r#""x""#, r#""y""#, r#""z""#]);
}

#[tokio::test]
async fn the_link_header_leads_to_the_next_page() {
    let server = Server::start(|n, seen, peer| {
        let links = match n {
            0 => {
                r#"Link: </things?p=0>; rel="first", <things?p=2,3&x=%20#top>; title="a, b"; rel="prefetch next""#
            }
            1 => "Link: </other/things>; rel=next",
            _ => r#"Link: </things>; rel="prev""#,
        };
        let line = seen.line().to_owned();
        let target = line.split_once(' ').expect("a target").1;
        peer.send(reply(200, links, format!(r#"[{{"id":"{target}"}}]"#)));
    });
    let found = ids(ByLink::of(&client(&server)).items()).await.expect("read");
    assert_eq!(found, [r#""/things""#, r#""/things?p=2,3&x=%20""#, r#""/other/things""#]);
    assert!(server.seen().iter().all(|seen| seen.header("authorization").is_some()));
}

#[tokio::test]
async fn a_page_at_another_origin_is_never_asked_for() {
    let other = Server::fixed(json(200, "[]"));
    let url = format!("{}/things", other.url());
    let server = Server::fixed(json(200, &format!(r#"{{"data":[{{"id":1}}],"next":"{url}"}}"#)));
    let mut items = ByUrl::of(&client(&server)).items();
    assert!(items.next().await.expect("an item").is_ok());
    let error = items.next().await.expect("an error").expect_err("another origin");
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(error.to_string().contains("another origin"), "{error}");
    assert!(items.next().await.is_none() && other.seen().is_empty());
}

#[tokio::test]
async fn a_credential_in_the_query_goes_to_every_page_and_into_no_error() {
    static KEYED: Operation =
        Operation::new("things.all", Method::Get, "/things").security(&[&["query_key"]]);
    let server = Server::start(|n, seen, peer| {
        assert_eq!(asked(seen, "key").as_deref(), Some("tok-en%2FSECRET_0123456789%2Babcdef"));
        let next = if n == 0 { r#""/things?p=2""# } else { r#""/things?p=2&key=stale""# };
        peer.send(json(200, &format!(r#"{{"data":[{{"id":{n}}}],"next":{next}}}"#)));
    });
    let client = build(Builder::new(&API).base_url(server.url()).credential("query_key", TOKEN));
    let mut items = ByUrl { call: Call::new(&client, &KEYED) }.items();
    for _ in 0..2 {
        items.next().await.expect("an item").expect("it is whole");
    }
    // The third page is told apart from the second by a key that the client would not have sent.
    items.next().await.expect("an item").expect("it is whole");
    let error = items.next().await.expect("an error").expect_err("in a circle");
    assert!(!error.to_string().contains(TOKEN) && !format!("{error:?}{items:?}").contains(TOKEN));
}

#[tokio::test]
async fn pages_come_whole_with_what_stands_around_them() {
    let server = by("after", |mark| match mark {
        "" => r#"{"success":true,"result":[{"id":1}],"info":{"next":"a"}}"#.into(),
        _ => r#"{"success":true,"result":[{"id":2}],"info":{}}"#.into(),
    });
    let mut pages = ByCursor::of(&client(&server)).pages();
    let page = pages.next().await.expect("a page").expect("it is whole");
    assert_eq!(page.value(), &value(r#"[{"id":1}]"#));
    assert_eq!(page.members().get("info"), Some(&value(r#"{"next":"a"}"#)));
    assert_eq!(page.status().as_u16(), 200);
    assert!(pages.next().await.expect("a page").is_ok() && pages.next().await.is_none());
}

#[tokio::test]
async fn no_page_is_asked_for_before_it_is_wanted_or_beyond_a_limit() {
    let server = by("page", |page| {
        let n = page.parse().unwrap_or(1);
        format!(r#"{{"result":[{{"id":{n}}},{{"id":{n}0}}]}}"#)
    });
    let client = client(&server);
    let mut items = ByNumber::of(&client).items().limit(3);
    assert!(server.seen().is_empty());
    items.next().await.expect("an item").expect("it is whole");
    items.next().await.expect("an item").expect("it is whole");
    assert_eq!(server.seen().len(), 1);
    items.next().await.expect("an item").expect("it is whole");
    assert!(items.next().await.is_none());
    let mut pages = ByNumber::of(&client).pages().limit(1);
    assert!(pages.next().await.is_some() && pages.next().await.is_none());
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn after_an_error_a_list_is_over_unless_it_is_resumed() {
    let server = Server::start(|n, _, peer| {
        peer.send(match n {
            0 => json(200, r#"{"result":[{"id":1}],"info":{"pages":2}}"#),
            1 => json(403, r#"{"success":false,"errors":[{"code":7,"message":"no"}]}"#),
            2 => json(200, r#"{"success":false,"errors":[{"code":8,"message":"nor"}]}"#),
            3 => json(200, r#"{"result":{"id":2},"info":{"pages":2}}"#),
            _ => json(200, r#"{"result":[{"id":2}],"info":{"pages":2}}"#),
        });
    });
    let mut items = ByNumber::of(&client(&server)).max_retries(0).items();
    items.next().await.expect("an item").expect("it is whole");
    for expected in ["[7] no", "[8] nor", "result: expected an array"] {
        let error = items.next().await.expect("an error").expect_err("it failed");
        assert!(error.to_string().contains(expected), "{error}");
        assert!(items.next().await.is_none());
        items.resume();
    }
    let item = items.next().await.expect("an item").expect("it is whole");
    assert_eq!(item, value(r#"{"id":2}"#));
    assert!(items.next().await.is_none());
    assert!(server.seen()[1..].iter().all(|seen| asked(seen, "page").as_deref() == Some("2")));
}

#[tokio::test]
async fn the_time_limit_and_the_retries_are_each_pages_own() {
    let server = Server::start(|n, _, peer| {
        if n % 2 == 0 {
            peer.send(json(503, "{}"));
            return;
        }
        peer.wait(250);
        peer.send(json(200, &format!(r#"{{"result":[{{"id":{n}}}],"info":{{"pages":3}}}}"#)));
    });
    let retry =
        crate::runtime::Retry::default().waits(Duration::from_millis(1), Duration::from_millis(1));
    let client = build(builder(&server).retry(retry).timeout(Duration::from_millis(600)));
    let began = Instant::now();
    assert_eq!(ids(ByNumber::of(&client).items()).await.expect("read"), ["1", "3", "5"]);
    assert!(began.elapsed() > Duration::from_millis(700));
}

#[tokio::test]
async fn a_single_page_is_asked_for_once() {
    let server = Server::fixed(json(200, r#"{"result":[{"id":1},{"id":2}]}"#));
    assert_eq!(ids(Alone::of(&client(&server)).items()).await.expect("read"), ["1", "2"]);
    assert_eq!(server.seen().len(), 1);
}
