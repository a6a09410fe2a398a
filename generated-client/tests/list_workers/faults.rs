//! What a caller is told when the server, or the way to it, is at fault.

use crate::support::{ACCOUNT, Reply, Server};
use cloudflare_client::{Error, ErrorKind};
use std::time::{Duration, Instant};

async fn failure(reply: Reply) -> Error {
    Server::with(reply).list().await.expect_err("a failure")
}

#[tokio::test]
async fn a_web_page_under_status_200_is_a_decode_error_with_an_excerpt() {
    let error =
        failure(Reply::text(200, "text/html", "<html><body>Please log in</body></html>")).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("Please log in"), "{error}");
}

#[tokio::test]
async fn an_empty_body_is_a_decode_error() {
    assert_eq!(failure(Reply::json(200, "")).await.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_missing_result_is_a_decode_error() {
    let error = failure(Reply::json(200, r#"{"success":true,"errors":[],"messages":[]}"#)).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("result"), "{error}");
}

#[tokio::test]
async fn a_wrong_type_is_named_by_its_path() {
    let error = failure(
        Reply::scripts(r#"[{"id":"a"},{"routes":[{"id":"r","pattern":7}]}]"#)
            .header("cf-ray", "8f0c-AMS"),
    )
    .await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "workers.scripts.list: the reply does not fit: result[1].routes[0].pattern: expected a string, got 7 (request 8f0c-AMS)"
    );
}

#[tokio::test]
async fn a_mode_that_is_no_text_is_named_by_its_path() {
    let error = failure(Reply::scripts(r#"[{},{},{},{"placement":{"mode":7}}]"#)).await;
    assert!(
        error.to_string().contains("result[3].placement.mode: expected a string, got 7"),
        "{error}"
    );
}

#[tokio::test]
async fn a_refusal_is_told_on_one_line() {
    let error =
        failure(Reply::failure(403, 10000, "Authentication error").header("cf-ray", "8f0c-AMS"))
            .await;
    assert_eq!(
        error.to_string(),
        "workers.scripts.list: 403 Forbidden: [10000] Authentication error (request 8f0c-AMS, attempt 1)"
    );
    assert_eq!(error.request_id(), Some("8f0c-AMS"));
    assert_eq!(error.operation(), "workers.scripts.list");
}

#[tokio::test]
async fn a_page_of_a_proxy_is_an_api_error_with_its_status() {
    let error = failure(Reply::text(502, "text/html", "<html>Bad gateway</html>")).await;
    assert_eq!(
        (error.kind(), error.status().map(|status| status.as_u16())),
        (ErrorKind::Api, Some(502))
    );
    assert!(error.to_string().contains("Bad gateway"), "{error}");
}

#[tokio::test]
async fn a_failure_body_that_misfits_keeps_its_status_and_text() {
    for body in
        [r#"{"success":false,"errors":7}"#, r#"{"errors":[{"code":"7000"}]}"#, "[]", "null", "{"]
    {
        let error = failure(Reply::json(404, body)).await;
        assert_eq!(
            (error.kind(), error.status().map(|status| status.as_u16())),
            (ErrorKind::Api, Some(404)),
            "{body}"
        );
        let Error::Api(api) = &error else { panic!("{error}") };
        assert_eq!(api.body(), body);
    }
}

#[tokio::test]
async fn a_code_that_is_text_is_kept() {
    let error = failure(Reply::json(
        404,
        r#"{"success":false,"errors":[{"code":"7000","message":"no route"}]}"#,
    ))
    .await;
    assert!(error.to_string().contains("[7000] no route"), "{error}");
}

#[tokio::test]
async fn code_and_message_at_the_top_are_read() {
    let error = failure(Reply::json(400, r#"{"code":1101,"message":"thrown"}"#)).await;
    assert_eq!(error.errors().len(), 1);
    assert_eq!(error.errors()[0].message, "thrown");
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped_and_the_content_type_may_be_anything() {
    let body = "\u{feff}{\"success\":true,\"errors\":[],\"messages\":[],\"result\":[{}]}";
    assert_eq!(
        Server::with(Reply::text(200, "Application/JSON", body)).list().await.unwrap().len(),
        1
    );
    assert_eq!(Server::with(Reply::text(200, "text/plain", body)).list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_time_limit_ends_a_stalled_call() {
    let server = Server::with(Reply::stall());
    let started = Instant::now();
    let error = server
        .client()
        .workers()
        .scripts()
        .list(ACCOUNT)
        .timeout(Duration::from_millis(300))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_timeout());
    let took = started.elapsed();
    assert!(took >= Duration::from_millis(290) && took < Duration::from_secs(3), "{took:?}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_transport_error() {
    // The port was free a moment ago and nobody listens there now.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let client = Server::with(Reply::scripts("[]"))
        .builder()
        .base_url(format!("http://127.0.0.1:{port}"))
        .build()
        .unwrap();
    let error = client.workers().scripts().list(ACCOUNT).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
}

#[tokio::test]
async fn a_body_beyond_the_cap_is_too_large() {
    let server = Server::with(Reply::scripts(&format!(r#"[{{"id":"{}"}}]"#, "a".repeat(5000))));
    let client = server.builder().max_body(1000).build().unwrap();
    let error = client.workers().scripts().list(ACCOUNT).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.to_string().contains("1000"), "{error}");
}

#[tokio::test]
async fn a_redirect_within_the_origin_is_followed() {
    let server = Server::start([
        Reply::text(307, "text/plain", "").header("location", "/moved"),
        Reply::scripts("[{}]"),
    ]);
    assert_eq!(server.list().await.unwrap().len(), 1);
    let seen = server.seen();
    assert_eq!(seen[1].target(), "/moved");
    assert!(seen[1].header("authorization").is_some());
}

#[test]
fn errors_are_small_and_can_be_sent() {
    fn sendable<T: Send + Sync + 'static>() {}
    sendable::<Error>();
    assert!(size_of::<Error>() <= 16, "{}", size_of::<Error>());
}
