//! Which redirects are followed, and what is sent where.

use super::secrets::texts;
use super::server::{Server, good, json, reply};
use super::{API, CREATE, TOKEN, Unit, build, builder, client, list, once};
use crate::runtime::transport::{Boxed, Chunks, Failure, Incoming, Outgoing, Transport};
use crate::runtime::{Builder, Bytes, Call, Error, ErrorKind, Headers, Retry, StatusCode};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

fn to(status: u16, target: &str) -> Vec<u8> {
    reply(status, &format!("Location: {target}"), "")
}

#[tokio::test]
async fn every_status_is_followed_within_the_origin() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::sequence(vec![to(status, "/elsewhere?x=1#part"), good()]);
        let reply = list(&client(&server), "a").with_response().await.expect("followed");
        let seen = server.seen();
        assert_eq!((seen[1].line(), reply.attempts()), ("GET /elsewhere?x=1", 1), "{status}");
        assert_eq!(seen[1].header("authorization"), Some(&*format!("Bearer {TOKEN}")));
    }
}

#[tokio::test]
async fn another_origin_is_named_and_nothing_goes_there() {
    let other = Server::fixed(good());
    let port = other.port();
    for target in [
        format!("http://127.0.0.1:{port}/x"),
        format!("//127.0.0.1:{port}/x"),
        format!("http://localhost:{port}/x"),
        "https://127.0.0.1/x".into(),
        "ftp://127.0.0.1/x".into(),
    ] {
        let server = Server::fixed(to(302, &target));
        let error = once(&server).await.expect_err("refused");
        assert_eq!(
            (error.kind(), error.status().map(|status| status.as_u16()), error.attempts()),
            (ErrorKind::Redirect, Some(302), 1)
        );
        assert!(error.to_string().contains("not followed to another origin"), "{error}");
        let Error::Redirect(redirect) = error else { panic!("not a redirect") };
        assert!(
            redirect
                .target()
                .is_some_and(|shown| shown.ends_with("/x") || shown.ends_with(target.as_str())),
            "{redirect:?}"
        );
        assert_eq!(server.seen().len(), 1);
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_target_with_a_user_name_is_refused() {
    let server = Server::start(|_, seen, peer| {
        let host = seen.header("host").unwrap_or_default().to_owned();
        peer.send(to(302, &format!("http://user:hunter2@{host}/x")));
    });
    let error = once(&server).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_circle_is_noticed() {
    let server = Server::start(|n, _, peer| {
        peer.send(to(302, if n % 2 == 0 { "/b" } else { "/accounts/a/things" }));
    });
    let error = once(&server).await.expect_err("refused");
    assert!(error.to_string().contains("the redirects go in a circle"), "{error}");
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn a_server_may_send_us_to_the_same_place_once() {
    for status in [301, 302, 303, 307, 308] {
        let same = to(status, "/accounts/a/things");
        once(&Server::sequence(vec![same.clone(), good()])).await.expect("followed");
        let server = Server::fixed(same);
        let error = once(&server).await.expect_err("refused");
        assert_eq!((error.kind(), server.seen().len()), (ErrorKind::Redirect, 2));
    }
}

#[tokio::test]
async fn ten_redirects_are_followed_and_no_more() {
    let chain = |n_redirects: usize| {
        Server::start(move |n, _, peer| {
            peer.send(if n < n_redirects { to(302, &format!("/{n}")) } else { good() });
        })
    };
    once(&chain(10)).await.expect("followed");
    let server = chain(11);
    let error = once(&server).await.expect_err("refused");
    assert_eq!((error.kind(), server.seen().len()), (ErrorKind::Redirect, 11));
    assert!(error.to_string().contains("more than 10 redirects"), "{error}");
}

#[tokio::test]
async fn a_redirect_that_goes_nowhere_is_an_error() {
    for bytes in [reply(302, "", "x"), to(302, ""), to(302, "http://[")] {
        let error = once(&Server::fixed(bytes)).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Redirect, "{error}");
    }
}

#[tokio::test]
async fn a_post_is_never_redirected() {
    let server = Server::fixed(to(307, "/x"));
    let error = Unit { call: Call::new(&client(&server), &CREATE).with_json("x") }
        .await
        .expect_err("refused");
    assert_eq!(
        error.to_string(),
        format!(
            "things.create: 307 Temporary Redirect to {}/x: not followed for POST (attempt 1)",
            server.url()
        )
    );
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_retry_after_a_redirect_begins_anew() {
    let server = Server::sequence(vec![to(302, "/b"), json(503, "{}"), good()]);
    let retry = Retry::default().waits(Duration::from_millis(10), Duration::from_millis(10));
    list(&build(builder(&server).retry(retry)), "a").await.expect("the second attempt succeeds");
    let lines: Vec<String> = server.seen().iter().map(|seen| seen.line().to_owned()).collect();
    assert_eq!(lines, ["GET /accounts/a/things", "GET /b", "GET /accounts/a/things"]);
}

/// A transport that sends everybody elsewhere and remembers where it was asked to go.
struct Elsewhere(&'static str, Arc<Mutex<Vec<String>>>);

impl Transport for Elsewhere {
    fn send(&self, request: Outgoing) -> Boxed<'_, Result<Incoming, Failure>> {
        self.1.lock().expect("no test panicked here").push(request.url);
        let mut headers = Headers::new();
        headers.set("Location", self.0);
        let reply = Incoming { status: StatusCode::new(301), headers, body: Box::new(Empty) };
        Box::pin(std::future::ready(Ok(reply)))
    }
}

struct Empty;

impl Chunks for Empty {
    fn poll_chunk(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        Poll::Ready(None)
    }
}

#[tokio::test]
async fn a_protected_connection_is_never_left_for_an_open_one() {
    for target in ["http://api.example.com/x", "http://api.example.com:443/x", "http://127.0.0.1/x"]
    {
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let builder =
            Builder::new(&API).base_url("https://api.example.com").credential("api_token", TOKEN);
        let client = build(builder.allow_http().transport(Elsewhere(target, asked.clone())));
        let error = list(&client, "a").await.expect_err("refused");
        let expected = format!(
            "things.list: 301 Moved Permanently to {target}: not followed from https to an unprotected scheme (attempt 1)"
        );
        assert_eq!(error.to_string(), expected);
        assert_eq!(
            *asked.lock().expect("no test panicked here"),
            ["https://api.example.com/accounts/a/things"]
        );
    }
}

/// Found by ten thousand exchanges: who reads an address makes slashes of the backslashes that JSON puts before slashes.
#[tokio::test]
async fn a_credential_whose_backslashes_became_slashes_is_hidden() {
    let units: String = TOKEN.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
    for spelling in [TOKEN.replace('/', "\\/"), TOKEN.replace('/', "\\\\/"), units] {
        let server = Server::fixed(to(307, &format!("/x/{spelling}?y")));
        let call = Call::new(&client(&server), &CREATE).with_json("x");
        let error = Unit { call }.await.expect_err("refused");
        let shown = texts(&error).replace("/x/***", "/x***");
        assert!(shown.contains("/x***?y"), "{shown}");
        assert!(!shown.contains("u0053") && !shown.contains("SECRET"), "{shown}");
    }
}
