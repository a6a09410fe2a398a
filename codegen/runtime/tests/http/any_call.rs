//! Calls that no generated method makes.

use super::server::{Server, good, json, reply};
use super::{TOKEN, build, builder, client, value};
use crate::runtime::json::Value;
use crate::runtime::{Bytes, Error, ErrorKind, Method, Retry};
use std::time::Duration;

#[tokio::test]
async fn a_call_of_any_path_goes_out_with_the_credentials() {
    let server = Server::fixed(good());
    let reply = client(&server)
        .call(Method::Get, "/accounts/{id}/new/{kind}")
        .path("id", "a/b c")
        .path("kind", "{id}")
        .query_param("q", "1 2")
        .await
        .expect("read");
    assert_eq!(reply.get("result"), Some(&value(r#"[{"id":"x"}]"#)));
    let seen = &server.seen()[0];
    assert_eq!(seen.line(), "GET /accounts/a%2Fb%20c/new/%7Bid%7D?q=1%202");
    assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {TOKEN}")));
}

#[tokio::test]
async fn any_output_and_any_body_will_do() {
    let server = Server::fixed(good());
    let client = client(&server);
    let things: Vec<Value> = client
        .call(Method::Post, "/things")
        .json(&value(r#"{"a":1}"#))
        .receive_member::<Vec<Value>>("result")
        .await
        .expect("read");
    assert_eq!(things, [value(r#"{"id":"x"}"#)]);
    let bytes = client
        .call(Method::Put, "/things?x=1")
        .query_param("y", "2")
        .body("text/csv", "a,b")
        .receive::<Bytes>()
        .await
        .expect("read");
    assert!(bytes.starts_with(b"{"));
    let seen = server.seen();
    assert_eq!((seen[0].line(), &*seen[0].text()), ("POST /things", r#"{"a":1}"#));
    assert_eq!((seen[1].line(), &*seen[1].text()), ("PUT /things?x=1&y=2", "a,b"));
    assert_eq!(seen[1].header("content-type"), Some("text/csv"));
}

#[tokio::test]
async fn any_call_is_repeated_as_its_method_allows() {
    let server = Server::sequence(vec![json(503, "{}"), good()]);
    let waits = Retry::default().waits(Duration::from_millis(1), Duration::from_millis(1));
    let client = build(builder(&server).retry(waits));
    client.call(Method::Get, "/x").await.expect("the second attempt");
    let failing = Server::fixed(json(503, "{}"));
    let client = build(builder(&failing).retry(waits));
    client.call(Method::Post, "/x").await.expect_err("one attempt");
    assert_eq!(failing.seen().len(), 1);
    client.call(Method::Post, "/x").idempotency_key("k").await.expect_err("three attempts");
    assert_eq!(failing.seen().len(), 4);
}

#[tokio::test]
async fn a_failure_names_method_and_path() {
    let server = Server::fixed(reply(
        404,
        "CF-Ray: r1",
        r#"{"success":false,"errors":[{"code":7,"message":"no"}]}"#,
    ));
    let request = client(&server).call(Method::Get, "/zones/{id}?all=1").path("id", "z");
    let error = request.await.expect_err("not there");
    assert_eq!(error.operation(), "GET /zones/{id}");
    assert_eq!(error.to_string(), "GET /zones/{id}: 404 Not Found: [7] no (request r1, attempt 1)");
}

#[tokio::test]
async fn a_path_that_leads_elsewhere_is_refused_before_anything_is_sent() {
    let server = Server::fixed(good());
    let client = client(&server);
    let kind = |error: Error| error.kind();
    for path in [
        "things",
        "https://example.com/",
        "/a/../b",
        "/a/%2E%2e/b",
        "/a b",
        "/a\\b",
        "/a#b",
        "/{id}",
        "@example.com",
        "",
    ] {
        let error = client.call(Method::Get, path).await.expect_err(path);
        assert_eq!(kind(error), ErrorKind::Request, "{path}");
    }
    for id in ["", ".", ".."] {
        let error = client.call(Method::Get, "/{id}").path("id", id).await.expect_err(id);
        assert_eq!(kind(error), ErrorKind::Request);
    }
    let error = client.call(Method::Get, "/x").path("id", "1").await.expect_err("no variable");
    assert_eq!(kind(error), ErrorKind::Request);
    // Two slashes begin no other host below a base URL.
    client.call(Method::Get, "//example.com/x").await.expect("it stays here");
    assert_eq!(server.seen().len(), 1);
}
