//! What goes out: URL, headers, body.

use super::server::{Server, good, json};
use super::{API, CREATE, LIST, TOKEN, Unit, Whole, build, builder, client, list, value};
use crate::runtime::{Body, Builder, Bytes, Call, ErrorKind, Operation};

#[tokio::test]
async fn a_list_comes_out_of_its_envelope() {
    let server = Server::fixed(good());
    let things = list(&client(&server), "a").await.expect("the list decodes");
    assert_eq!(things, [value(r#"{"id":"x"}"#)]);
}

#[tokio::test]
async fn the_whole_reply_has_what_stands_around_the_value() {
    let server = Server::fixed(super::server::reply(
        200,
        "CF-Ray: 8f0c-AMS\r\nX-More: 1",
        r#"{"success":true,"messages":[1],"result":[]}"#,
    ));
    let reply = list(&client(&server), "a").with_response().await.expect("the list decodes");
    assert_eq!(
        (reply.status().as_u16(), reply.request_id(), reply.attempts()),
        (200, Some("8f0c-AMS"), 1)
    );
    assert_eq!(reply.headers().get("x-more"), Some("1"));
    assert_eq!(reply.members().get("messages"), Some(&value("[1]")));
    assert!(reply.into_inner().is_empty());
}

#[tokio::test]
async fn an_empty_request_id_header_counts_as_absent() {
    let server = Server::fixed(super::server::reply(404, "CF-Ray: \r\nX-Request-Id: second", "{}"));
    let error = super::once(&server).await.expect_err("404 is an error");
    assert_eq!(error.request_id(), Some("second"));
}

#[tokio::test]
async fn the_headers_are_few_and_right() {
    let server = Server::fixed(good());
    list(&client(&server), "a").await.expect("the list decodes");
    let seen = &server.seen()[0];
    assert_eq!(seen.line(), "GET /accounts/a/things");
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_eq!(seen.header("accept-encoding"), Some("gzip"));
    assert_eq!(seen.header("user-agent"), Some("test-client/1.2.3"));
    assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {TOKEN}")));
    assert_eq!(seen.header("content-length"), None);
    assert_eq!(seen.head.lines().count(), 7, "{}", seen.head);
}

#[tokio::test]
async fn a_constant_query_of_the_path_stands_before_the_parameters() {
    static CONSTANT: Operation =
        Operation::new("things.beta", crate::runtime::Method::Get, "/things?beta=true");
    let server = Server::fixed(good());
    let client = client(&server);
    Unit { call: Call::new(&client, &CONSTANT) }.await.expect("sent");
    Unit { call: Call::new(&client, &CONSTANT).with_query_text("page", "a?b") }
        .await
        .expect("sent");
    let lines: Vec<String> = server.seen().iter().map(|seen| seen.line().to_owned()).collect();
    assert_eq!(lines, ["GET /things?beta=true", "GET /things?beta=true&page=a%3Fb"]);
}

#[tokio::test]
async fn a_base_url_that_ends_in_a_slash_doubles_none() {
    let server = Server::fixed(good());
    let client = build(
        Builder::new(&API)
            .base_url(format!(" {}/v4/ ", server.url()))
            .credential("api_token", TOKEN),
    );
    list(&client, "a").await.expect("the list decodes");
    assert_eq!(server.seen()[0].line(), "GET /v4/accounts/a/things");
}

#[tokio::test]
async fn further_headers_and_query_parameters_go_out() {
    let server = Server::fixed(good());
    let client = build(builder(&server).header("X-Client", "c").user_agent("mine/1"));
    list(&client, "a")
        .header("X-Call", "1")
        .header("x-call", "2")
        .query_param("a b", "c&d")
        .query_param("z", "1")
        .await
        .expect("sent");
    let seen = &server.seen()[0];
    assert_eq!(seen.line(), "GET /accounts/a/things?a%20b=c%26d&z=1");
    assert_eq!(
        (seen.header("x-client"), seen.header("x-call"), seen.header("user-agent")),
        (Some("c"), Some("2"), Some("mine/1"))
    );
}

#[tokio::test]
async fn a_parameter_set_twice_has_its_last_value() {
    let server = Server::fixed(good());
    list(&client(&server), "a").tags("one").tags("two").await.expect("sent");
    assert_eq!(server.seen()[0].line(), "GET /accounts/a/things?tags=two");
}

#[tokio::test]
async fn a_header_with_a_line_break_is_refused() {
    let server = Server::fixed(good());
    let error =
        list(&client(&server), "a").header("x-note", "a\r\nx-evil: 1").await.expect_err("refused");
    assert_eq!((error.kind(), error.attempts(), server.seen().len()), (ErrorKind::Request, 0, 0));
    assert_eq!(
        error.to_string(),
        "things.list: parameter `x-note`: must not hold a control character"
    );
    let error = list(&client(&server), "a").header("x note", "a").await.expect_err("refused");
    assert_eq!(error.to_string(), "things.list: parameter `x note`: is no header name");
}

#[tokio::test]
async fn a_call_may_have_its_own_base_url() {
    let (first, second) = (Server::fixed(good()), Server::fixed(good()));
    list(&client(&first), "a").base_url(second.url()).await.expect("sent");
    assert_eq!((first.seen().len(), second.seen().len()), (0, 1));
}

#[tokio::test]
async fn plain_http_to_another_machine_is_refused_unless_allowed() {
    let refused = |url: &str| Builder::new(&API).base_url(url).build().expect_err("refused");
    let error = refused("http://api.example.com/");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("plain http"), "{error}");
    for url in [
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://10.0.0.1",
        "http://[2001:db8::1]",
    ] {
        assert!(refused(url).to_string().contains("plain http"), "{url}");
    }
    for url in [
        "http://127.0.0.2:80",
        "http://localhost:1/x",
        "http://[::1]:8080",
        "http://api.localhost",
        "https://api.example.com",
    ] {
        Builder::new(&API).base_url(url).build().expect("allowed");
    }
    Builder::new(&API).base_url("http://api.example.com").allow_http().build().expect("allowed");
    let server = Server::fixed(good());
    let error =
        list(&client(&server), "a").base_url("http://api.example.com").await.expect_err("refused");
    assert!(error.to_string().contains("plain http"), "{error}");
}

#[test]
fn an_unusable_base_url_is_refused_without_showing_it() {
    for url in [
        "https://user:hunter2@api.example.com",
        "ftp://hunter2",
        "hunter2",
        "https://a.example/?x=hunter2",
        "https://a.example/#hunter2",
    ] {
        let error = Builder::new(&API).base_url(url).build().expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Request, "{url}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
}

#[tokio::test]
async fn without_a_base_url_the_error_says_how_to_give_one() {
    let client = build(Builder::new(&API).credential("api_token", TOKEN));
    let error = list(&client, "a").await.expect_err("there is none");
    assert_eq!(
        error.to_string(),
        "things.list: there is no base URL: give one to `Builder::base_url` or set HTTP_TEST_BASE_URL"
    );
}

#[tokio::test]
async fn an_operations_own_server_gives_way_to_the_callers() {
    static OWN: Operation = Operation::new("x", crate::runtime::Method::Get, "/x")
        .server("https://uploads.example.com/v1");
    static RELATIVE: Operation =
        Operation::new("x", crate::runtime::Method::Get, "/x").server("/v2");
    static FIXED: crate::runtime::Api =
        crate::runtime::Api::new("t", "1", "https://api.example.com/v4");
    let url = |client, operation| {
        Whole { call: Call::new(client, operation) }
            .preview()
            .expect("it can be built")
            .url()
            .to_owned()
    };
    let plain = build(Builder::new(&FIXED));
    assert_eq!(url(&plain, &OWN), "https://uploads.example.com/v1/x");
    assert_eq!(url(&plain, &RELATIVE), "https://api.example.com/v2/x");
    assert_eq!(
        url(&build(Builder::new(&FIXED).base_url("http://localhost:1")), &OWN),
        "http://localhost:1/x"
    );
}

#[tokio::test]
async fn a_json_body_goes_out_with_its_type() {
    let server = Server::fixed(json(200, "{}"));
    let call = Call::new(&client(&server), &CREATE).with_json(&value(r#"{"a":[1.10,null]}"#));
    Unit { call }.await.expect("sent");
    let seen = &server.seen()[0];
    assert_eq!(
        (seen.line(), seen.header("content-type"), &*seen.text()),
        ("POST /things", Some("application/json"), r#"{"a":[1.10,null]}"#)
    );
}

#[tokio::test]
async fn lines_go_out_one_value_a_line() {
    let server = Server::fixed(json(200, "{}"));
    let lines = [value(r#"{"a":1}"#), value(r#""b""#)];
    for media_type in ["application/x-ndjson", "application/json-seq"] {
        let call = Call::new(&client(&server), &CREATE).with_lines(media_type, &lines);
        Unit { call }.await.expect("sent");
    }
    let seen = server.seen();
    assert_eq!(seen[0].header("content-type"), Some("application/x-ndjson"));
    assert_eq!(&*seen[0].text(), "{\"a\":1}\n\"b\"\n");
    assert_eq!(&*seen[1].text(), "\x1e{\"a\":1}\n\x1e\"b\"\n");
}

/// Two chunks, made when asked for.
pub(super) struct Two(pub(super) u8);

impl futures_core::Stream for Two {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0 += 1;
        std::task::Poll::Ready((self.0 <= 2).then(|| Ok(Bytes::from(format!("part{}", self.0)))))
    }
}

#[tokio::test]
async fn a_streamed_body_goes_out_once_and_is_not_repeated() {
    let server = Server::fixed(json(503, "{}"));
    let mut call = Call::new(&client(&server), &CREATE);
    call.bytes("application/octet-stream", Body::stream(Two(0)));
    call.set_idempotency_key("k");
    let again = Unit { call: call.clone() };
    let error = Unit { call }.await.expect_err("503");
    assert_eq!((error.attempts(), server.seen().len()), (1, 1));
    assert!(server.seen()[0].text().contains("part1") && server.seen()[0].text().contains("part2"));
    assert!(
        again
            .await
            .expect_err("it is gone")
            .to_string()
            .contains("the streamed body was sent already")
    );
}

#[tokio::test]
async fn a_request_can_be_looked_at_unsent() {
    let server = Server::fixed(good());
    let client = client(&server);
    let preview = list(&client, "a")
        .tags("it's")
        .header("x-echo", format!("<{TOKEN}>"))
        .preview()
        .expect("it can be built");
    assert_eq!(preview.url(), format!("{}/accounts/a/things?tags=it%27s", server.url()));
    assert_eq!((preview.method().as_str(), preview.body()), ("GET", Some(&[][..])));
    let curl = preview.to_string();
    assert!(curl.starts_with("curl -X GET 'http://127.0.0.1:"), "{curl}");
    assert!(
        curl.contains("-H 'authorization: ***'") && curl.contains("-H 'x-echo: ***'"),
        "{curl}"
    );
    let body = Whole { call: Call::new(&client, &CREATE).with_json(&format!("it's {TOKEN}")[..]) }
        .preview()
        .expect("it can be built");
    assert!(body.to_string().ends_with(r#"--data-raw '"it'\''s ***"'"#), "{body}");
    assert!(!format!("{curl} {preview:?} {body:?}").contains(TOKEN));
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn requests_can_be_spawned_cloned_and_sent_at_once() {
    let server = Server::fixed(good());
    let request = list(&client(&server), "a");
    let tasks: Vec<_> = (0..20).map(|_| tokio::spawn(request.clone().into_future())).collect();
    for task in tasks {
        task.await.expect("it ran").expect("the list decodes");
    }
    fn is_shared<T: Clone + Send + Sync>(_: &T) {}
    is_shared(&client(&server));
    is_shared(&request);
    assert_eq!(LIST.name, "things.list");
}
