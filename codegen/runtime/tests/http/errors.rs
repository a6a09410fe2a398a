//! What a failure reply becomes.

use super::server::{Server, gzip, json, reply};
use super::{Unit, Whole, client, list, once};
use crate::runtime::json::Value;
use crate::runtime::{Error, ErrorKind};
use std::time::{Duration, Instant};

/// The error that a reply gives, on one line.
async fn line(bytes: Vec<u8>) -> String {
    once(&Server::fixed(bytes)).await.expect_err("a failure").to_string()
}

/// The line for a 400 with this JSON body, without what all of them have.
async fn told(body: &str) -> String {
    let line = line(json(400, body)).await;
    line.strip_prefix("things.list: 400 Bad Request")
        .and_then(|rest| rest.strip_suffix(" (attempt 1)"))
        .unwrap_or(&line)
        .to_owned()
}

#[tokio::test]
async fn an_api_error_says_it_all_on_one_line() {
    let body = r#"{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null}"#;
    let line = line(reply(403, "CF-Ray: 8f0c-AMS", body)).await;
    assert_eq!(
        line,
        "things.list: 403 Forbidden: [10000] Authentication error (request 8f0c-AMS, attempt 1)"
    );
}

#[tokio::test]
async fn failure_bodies_of_many_forms_are_understood() {
    let cases = [
        (
            r#"{"errors":[{"code":"7000","message":"No route"},{"code":7003,"message":"x"}]}"#,
            ": [7000] No route; [7003] x",
        ),
        (r#"{"errors":["plain",{"detail":"d"}]}"#, ": plain; d"),
        (r#"{"errors":{"name":["is bad","is old"]}}"#, ": name: is bad; name: is old"),
        (r#"{"errors":[],"code":971,"message":"slow down"}"#, ": [971] slow down"),
        (r#"{"code":"7000","error":"no route"}"#, ": [7000] no route"),
        (r#"{"error":"text"}"#, ": text"),
        (r#"{"error":{"message":"m","code":5}}"#, ": [5] m"),
        (
            r#"{"error":{"message":"m","type":"invalid_request_error","code":null}}"#,
            ": [invalid_request_error] m",
        ),
        (r#"{"error":"invalid_grant","error_description":"no"}"#, ": [invalid_grant] no"),
        (r#"{"message":"Not here"}"#, ": Not here"),
        (
            r#"{"type":"about:blank","title":"Forbidden","detail":"No access","status":403}"#,
            ": Forbidden: No access",
        ),
        (r#"[{"message":"one"}]"#, ": one"),
        (
            r#"{"errors":[{"code":6003,"message":"Bad","error_chain":[{"code":6111,"message":"Worse"}]}]}"#,
            ": [6003] Bad ([6111] Worse)",
        ),
        (
            r#"{"errors":[{"message":"1"},{"message":"2"},{"message":"3"},{"message":"4"},{"message":"5"}]}"#,
            ": 1; 2; 3; and 2 more",
        ),
        (r#"{"unheard":"of"}"#, r#": {"unheard":"of"}"#),
        (r#"{"errors":"#, r#": {"errors":"#),
        ("<html>\r\n\t<h1>Bad\u{202e}</h1>\u{7}", ": <html> <h1>Bad\u{fffd}</h1>\u{fffd}"),
        ("", ""),
        ("null", ": null"),
    ];
    for (body, expected) in cases {
        assert_eq!(told(body).await, expected, "{body}");
    }
}

#[tokio::test]
async fn codes_keep_their_type_and_the_entry_is_kept_whole() {
    let body = r#"{"errors":[{"code":"7000","message":"a","extra":1},{"code":7003,"message":"b"},{"message":"c"}]}"#;
    let error = once(&Server::fixed(json(404, body))).await.expect_err("a failure");
    let codes: Vec<Value> = error.errors().iter().map(|message| message.code.to_value()).collect();
    assert_eq!(codes, [Value::from("7000"), Value::from(7003), Value::Null]);
    assert_eq!(error.errors()[0].code, 7000);
    assert_eq!(error.errors()[1].code, "7003");
    assert_eq!(error.errors()[0].value.get("extra"), Some(&Value::from(1)));
    assert!(error.is_not_found() && !error.is_retryable() && !error.is_auth());
    let Error::Api(api) = error else { panic!("not an API error") };
    assert_eq!(api.body(), body);
    assert_eq!(
        api.body_as::<Value>()
            .expect("it is JSON")
            .get("errors")
            .and_then(Value::as_array)
            .map(<[_]>::len),
        Some(3)
    );
    assert_eq!(api.headers().get("content-type"), Some("application/json"));
}

#[tokio::test]
async fn success_false_is_an_error_whatever_the_status() {
    let body = r#"{"success":false,"errors":[{"code":7003,"message":"no"}],"result":[]}"#;
    let error = once(&Server::fixed(json(200, body))).await.expect_err("a failure");
    assert_eq!(
        (error.kind(), error.status().map(|status| status.as_u16())),
        (ErrorKind::Api, Some(200))
    );
    assert_eq!(
        error.to_string(),
        "things.list: 200 OK, but the reply says that the call failed: [7003] no (attempt 1)"
    );
    let without_result = r#"{"success":false,"errors":[],"result":null}"#;
    assert_eq!(
        once(&Server::fixed(json(200, without_result))).await.expect_err("a failure").kind(),
        ErrorKind::Api
    );
    let server = Server::fixed(json(200, body));
    let whole = Whole::of(&client(&server), &super::LIST).await.expect_err("a failure");
    let unit = Unit::of(&client(&server), &super::LIST).await.expect_err("a failure");
    assert_eq!((whole.kind(), unit.kind()), (ErrorKind::Api, ErrorKind::Api));
}

#[tokio::test]
async fn success_that_is_not_true_or_missing_beside_errors_is_a_failure() {
    for success in [r#""success":"false","#, r#""success":null,"#, r#""success":0,"#, ""] {
        let body = format!(
            r#"{{{success}"errors":[{{"code":1,"message":"no"}}],"messages":[],"result":[]}}"#
        );
        let error = once(&Server::fixed(json(200, &body))).await.expect_err(success);
        assert_eq!((error.kind(), error.errors()[0].message.as_str()), (ErrorKind::Api, "no"));
    }
    let lenient = once(&Server::fixed(json(200, r#"{"result":[]}"#))).await;
    assert!(lenient.is_ok(), "without a word on success the result counts");
}

#[tokio::test]
async fn success_false_deeper_down_is_no_failure() {
    let server = Server::fixed(json(200, r#"{"success":true,"inner":{"success" : false}}"#));
    Whole::of(&client(&server), &super::LIST).await.expect("it succeeded");
}

#[tokio::test]
async fn broken_compression_leaves_the_failure_its_status() {
    let mut broken = gzip(br#"{"errors":[{"code":1,"message":"m"}]}"#);
    let good = line(reply(404, "Content-Encoding: gzip", &broken)).await;
    assert_eq!(good, "things.list: 404 Not Found: [1] m (attempt 1)");
    broken.truncate(12);
    let cut = line(reply(404, "Content-Encoding: gzip", &broken)).await;
    assert!(
        cut.starts_with("things.list: 404 Not Found")
            && cut.contains("the compressed body is broken"),
        "{cut}"
    );
    let none = line(reply(404, "Content-Encoding: gzip", "plain")).await;
    assert!(
        none.starts_with("things.list: 404 Not Found")
            && none.contains("the compressed body is broken"),
        "{none}"
    );
    let unknown = line(reply(404, "Content-Encoding: br", "what")).await;
    assert_eq!(
        unknown,
        "things.list: 404 Not Found: what [the body has the content coding `br`, which was not asked for] (attempt 1)"
    );
}

#[tokio::test]
async fn a_failure_whose_body_is_cut_keeps_its_status_and_what_came() {
    let server =
        Server::fixed("HTTP/1.1 404 X\r\nContent-Length: 100\r\nRetry-After: 7\r\n\r\nbeginning");
    let error = once(&server).await.expect_err("a failure");
    assert_eq!(
        error.to_string(),
        "things.list: 404 Not Found: beginning [the body was cut off] (attempt 1, retry after 7 s)"
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn a_failure_whose_body_stalls_is_told_within_the_limit() {
    let server = Server::start(|_, _, peer| {
        peer.send("HTTP/1.1 503 X\r\nContent-Length: 100\r\nRetry-After: 300\r\n\r\nbeginning");
        peer.wait(20_000);
    });
    let began = Instant::now();
    let error =
        list(&client(&server), "a").timeout(Duration::from_secs(1)).await.expect_err("a failure");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(
        (error.kind(), error.retry_after(), error.attempts()),
        (ErrorKind::Api, Some(Duration::from_secs(300)), 1)
    );
    assert!(
        error
            .to_string()
            .contains("503 Service Unavailable: beginning [the body did not come in time]"),
        "{error}"
    );
}

#[tokio::test]
async fn a_failure_whose_body_stalls_is_not_waited_for_long() {
    let server = Server::start(|_, _, peer| {
        peer.send("HTTP/1.1 500 X\r\nContent-Length: 100\r\n\r\n");
        peer.wait(20_000);
    });
    let began = Instant::now();
    let error = once(&server).await.expect_err("a failure");
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(began.elapsed() < Duration::from_secs(7), "{:?}", began.elapsed());
}

#[tokio::test]
async fn an_endless_failure_body_is_cut() {
    let server = Server::start(|_, _, peer| {
        peer.send("HTTP/1.1 500 X\r\n\r\n");
        while peer.send([b'x'; 65536]) {}
    });
    let error = once(&server).await.expect_err("a failure");
    assert!(error.to_string().contains("x… [the body is cut at 1048576 bytes]"), "{error}");
    let Error::Api(api) = &error else { panic!("not an API error") };
    assert_eq!(api.body().len(), 1 << 20);
    assert!(format!("{error:?}").len() < 2000);
}

#[tokio::test]
async fn a_body_may_say_how_long_to_wait() {
    let error =
        once(&Server::fixed(json(503, r#"{"title":"t","retryable":true,"retry_after":120}"#)))
            .await
            .expect_err("a failure");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(120)));
}

#[tokio::test]
async fn redirects_without_meaning_are_api_errors() {
    for status in [300, 304, 305] {
        let error = once(&Server::fixed(reply(status, "", ""))).await.expect_err("a failure");
        assert_eq!(
            (error.kind(), error.status().map(|status| status.as_u16())),
            (ErrorKind::Api, Some(status))
        );
    }
}

#[test]
fn an_error_is_small_and_can_cross_threads() {
    fn check<T: std::error::Error + Send + Sync + 'static>() -> usize {
        size_of::<T>()
    }
    assert!(check::<Error>() <= 16);
}

#[tokio::test]
async fn predicates_follow_the_status() {
    for (status, expected) in [
        (401, "auth"),
        (403, "auth"),
        (404, "not found"),
        (429, "rate, retry"),
        (500, "retry"),
        (504, "timeout, retry"),
        (408, "timeout, retry"),
        (400, ""),
    ] {
        let error = once(&Server::fixed(json(status, "{}"))).await.expect_err("a failure");
        let found = [
            (error.is_auth(), "auth"),
            (error.is_not_found(), "not found"),
            (error.is_rate_limited(), "rate"),
            (error.is_timeout(), "timeout"),
            (error.is_retryable(), "retry"),
        ];
        let found: Vec<&str> =
            found.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name).collect();
        assert_eq!(found.join(", "), expected, "{status}");
    }
}

#[tokio::test]
async fn the_body_of_a_failure_can_be_had_as_the_bytes_that_came() {
    for body in [&b"\x89PNG\r\n\x1a\n\xff\x00"[..], "Größe".as_bytes(), b""] {
        let server = Server::fixed(reply(409, "X-Holder: ann\r\nContent-Type: image/png", body));
        let Error::Api(api) = once(&server).await.expect_err("a failure") else {
            panic!("no API error")
        };
        assert_eq!(api.bytes(), body);
        assert_eq!(api.headers().get("x-holder"), Some("ann"));
    }
}
