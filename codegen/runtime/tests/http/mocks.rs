//! Tests without a network.

use super::server::{Server, good, reply};
use super::{API, CREATE, Plain, TOKEN, Unit, Whole, build, builder, list, value};
use crate::runtime::json::Value;
use crate::runtime::testing::{Mock, Recorder, Replay, Sent};
use crate::runtime::transport::Phase;
use crate::runtime::{Builder, Call, Client, ErrorKind, Method, Retry};
use std::time::{Duration, Instant};

fn mocked(mock: &Mock) -> Client {
    let waits = Retry::default().waits(Duration::from_millis(1), Duration::from_millis(1));
    build(
        Builder::new(&API)
            .base_url("https://api.example.com/v1")
            .credential("api_token", TOKEN)
            .retry(waits)
            .transport(mock.clone()),
    )
}

#[tokio::test]
async fn a_value_comes_out_of_the_call_as_it_was_given() {
    let mock = Mock::new();
    let client = mocked(&mock);
    let things = vec![value(r#"{"id":1}"#)];
    let rule = mock.on(list(&client, "a")).reply(&things);
    let reply = list(&client, "a").with_response().await.expect("mocked");
    assert_eq!(reply.members().get("success"), Some(&Value::Bool(true)));
    assert_eq!(reply.into_inner(), things);
    mock.on(Plain::of(&client, &CREATE)).reply(&"plain".to_owned());
    assert_eq!(Plain::of(&client, &CREATE).await.expect("mocked"), "plain");
    mock.on_any(Unit::of(&client, &super::HEAD)).reply(&());
    Unit::of(&client, &super::HEAD).await.expect("mocked");
    assert_eq!(rule.calls(), 1);
    mock.verify();
}

#[tokio::test]
async fn answers_come_in_turn_and_the_last_one_for_ever() {
    let mock = Mock::new();
    let client = mocked(&mock);
    let rule = mock
        .on_any(list(&client, "a"))
        .reply_error(429, 7, "slow down")
        .retry_after(0)
        .fail(Phase::Head)
        .reply(&vec![])
        .times(2)
        .reply_json(404, &value(r#"{"success":false,"errors":[{"code":9,"message":"gone"}]}"#));
    assert!(list(&client, "one").await.expect("the third attempt").is_empty());
    assert_eq!(rule.calls(), 3);
    assert!(list(&client, "two").await.expect("mocked").is_empty());
    for _ in 0..2 {
        let error = list(&client, "three").await.expect_err("gone");
        assert!(error.is_not_found() && error.to_string().contains("[9] gone"), "{error}");
    }
    mock.verify();
}

#[tokio::test]
async fn a_rule_answers_only_calls_that_are_like_its_request() {
    let mock = Mock::new();
    let client = mocked(&mock);
    let one = vec![value("1")];
    let two = vec![value("2")];
    mock.on(list(&client, "a").tags("x:yes")).reply(&one);
    mock.on(list(&client, "a/b")).reply(&two);
    let found = list(&client, "a").query_param("more", "1").tags("x:yes").await.expect("one");
    assert_eq!(found, one);
    assert_eq!(list(&client, "a/b").await.expect("two"), two);
    for other in [list(&client, "a"), list(&client, "a").tags("y:yes"), list(&client, "b")] {
        let error = other.await.expect_err("no rule");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
        assert!(error.to_string().contains("no answer for GET /v1/accounts/"), "{error}");
        assert!(error.to_string().contains("GET /v1/accounts/a%2Fb/things"), "{error}");
    }
    let create = |body: &str| {
        let mut call = Call::new(&client, &CREATE);
        call.json(&value(body));
        Whole { call }
    };
    mock.on(create(r#"{"a":1,"b":[2]}"#)).reply(&value("3"));
    assert_eq!(create(r#"{"b":[2],"a":1.0}"#).await.expect("equal"), value("3"));
    create("{}").await.expect_err("another body");
}

#[tokio::test]
async fn a_delay_counts_against_the_time_limit() {
    let mock = Mock::new();
    let client = mocked(&mock);
    mock.on_any(list(&client, "a")).reply(&vec![]).delay(Duration::from_secs(60));
    let began = Instant::now();
    let error = list(&client, "a").timeout(Duration::from_millis(50)).await.expect_err("too late");
    assert!(error.is_timeout() && began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn calls_can_be_looked_at_and_show_no_credential() {
    let mock = Mock::new();
    let client = mocked(&mock);
    mock.on_any(Whole::of(&client, &CREATE)).reply(&Value::Null);
    let call = client.call(Method::Post, "/things").query_param("q", "a b").json(&value("[1]"));
    call.await.expect("mocked");
    let [sent] = &mock.requests()[..] else { panic!("one call") };
    let look = |sent: &Sent| (sent.method(), sent.path().to_owned(), sent.query("q"));
    assert_eq!(look(sent), (Method::Post, "/v1/things".into(), Some("a b".into())));
    assert_eq!(
        (sent.json(), sent.header("content-type")),
        (Some(value("[1]")), Some("application/json"))
    );
    assert!(sent.header("authorization").is_some_and(|header| header.contains(TOKEN)));
    assert!(!format!("{sent:?}{mock:?}").contains(TOKEN));
}

#[tokio::test]
#[should_panic = "answers that nothing asked for: GET /v1/accounts/a/things"]
async fn an_answer_that_nothing_asked_for_is_told() {
    let mock = Mock::new();
    let client = mocked(&mock);
    mock.on(list(&client, "a")).reply(&vec![]);
    mock.verify();
}

/// A file for a recording, with its name.
fn recording(name: &str) -> (std::path::PathBuf, Recorder) {
    let path = std::env::temp_dir().join(format!("{name}-{}.jsonl", std::process::id()));
    let recorder = Recorder::create(&path).expect("a file");
    (path, recorder)
}

#[tokio::test]
async fn a_recording_holds_no_credential_and_is_replayed_without_a_server() {
    let echo = format!(
        r#"{{"success":true,"result":[{{"said":"{TOKEN}","escaped":"{}"}}]}}"#,
        TOKEN.replace('/', "\\/")
    );
    let headers = format!("CF-Ray: r9\r\nSet-Cookie: s=hidden-cookie\r\nX-Echo: {TOKEN}");
    let server =
        Server::sequence(vec![reply(200, &headers, echo), reply(500, "", b"\xff\xfe"), good()]);
    let (path, recorder) = recording("exchanges");
    let waits = Retry::default().waits(Duration::from_millis(1), Duration::from_millis(1));
    let client = build(builder(&server).retry(waits).record(&recorder));
    let masked = list(&client, "a").query_param("copy", TOKEN).await.expect("read");
    assert_eq!(masked[0].get("said").and_then(Value::as_str), Some(TOKEN));
    let second = list(&client, "b").await.expect("read");
    drop(client);

    let text = std::fs::read_to_string(&path).expect("the recording");
    std::fs::remove_file(&path).expect("the recording");
    assert_eq!(text.lines().count(), 3, "{text}");
    for secret in [TOKEN, "SECRET_0123456789", "hidden-cookie", "tok-en"] {
        assert!(!text.contains(secret), "{text}");
    }

    let replay = Replay::from_text(&text).expect("a recording");
    let client = build(
        Builder::new(&API)
            .base_url("https://elsewhere.example.com")
            .credential("api_token", "another-token")
            .retry(waits)
            .transport(replay.clone()),
    );
    assert_eq!(list(&client, "b").await.expect("after its failure"), second);
    let first =
        list(&client, "a").query_param("copy", "x").with_response().await.expect("replayed");
    assert_eq!(first.request_id(), Some("r9"));
    assert_eq!(first.value()[0].get("said").and_then(Value::as_str), Some("***"));
    assert_eq!(replay.left(), 0);
    let error = list(&client, "a").await.expect_err("it was used up");
    assert!(
        error.to_string().contains("no recorded exchange for GET /accounts/a/things"),
        "{error}"
    );
}

#[tokio::test]
async fn a_compressed_reply_is_not_recorded() {
    let body = super::server::gzip(format!(r#"{{"result":["{TOKEN}"]}}"#).as_bytes());
    let server = Server::fixed(reply(200, "Content-Encoding: gzip", body));
    let (path, recorder) = recording("compressed");
    let client = build(builder(&server).record(&recorder));
    list(&client, "a").await.expect("read");
    let text = std::fs::read_to_string(&path).expect("the recording");
    std::fs::remove_file(&path).expect("the recording");
    assert!(text.contains(r#""body":null"#), "{text}");
    let replay = Replay::from_text(&text).expect("a recording");
    let error = list(&build(builder(&server).transport(replay)), "a").await.expect_err("no body");
    assert!(error.to_string().contains("was not recorded"), "{error}");
    assert_eq!(server.seen()[0].header("accept-encoding"), Some("identity"));
}

#[test]
fn what_is_no_recording_is_refused_with_its_line() {
    let error = Replay::from_text("\n{\"request\":{}}\n").expect_err("no recording");
    assert!(error.to_string().contains("line 2"), "{error}");
}

/// A request whose description gives status 201.
#[derive(Clone, Debug)]
struct Made {
    call: Call,
}
crate::runtime::request! { Made => Value, "result" }
crate::runtime::example! { Made, 201, r#"{"success":true,"result":{"id":1}}"# }

#[tokio::test]
async fn an_example_has_the_status_that_the_description_gives_it() {
    let mock = Mock::new();
    let client = mocked(&mock);
    let made = || Made { call: Call::new(&client, &CREATE) };
    mock.on_any(made()).reply_example();
    let reply = made().with_response().await.expect("mocked");
    assert_eq!(reply.status().as_u16(), 201);
    let value = crate::runtime::testing::example(&made()).expect("it fits");
    assert_eq!(reply.into_inner(), value);
}
