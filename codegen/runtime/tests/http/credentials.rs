//! Which credentials go out, and what is said when they are not there.

use super::server::{Server, good, json};
use super::{API, CREATE, TOKEN, Unit, build, list};
use crate::runtime::{Builder, Call, Error, ErrorKind, Method, Operation};

fn bare(server: &Server) -> Builder {
    Builder::new(&API).base_url(server.url())
}

/// The error of a call with these credentials, of which nothing goes out.
async fn refused(set: impl FnOnce(Builder) -> Builder) -> String {
    let server = Server::fixed(good());
    let error = list(&build(set(bare(&server))), "a").await.expect_err("refused");
    assert_eq!(
        (error.kind(), error.attempts(), server.seen().len()),
        (ErrorKind::Credentials, 0, 0)
    );
    assert!(error.is_auth());
    error.to_string()
}

#[tokio::test]
async fn without_credentials_the_error_says_what_to_set() {
    let expected = "things.list: no credentials: set HTTP_TEST_TOKEN (`Builder::api_token`), or HTTP_TEST_EMAIL (`Builder::api_email`) and HTTP_TEST_KEY (`Builder::api_key`)";
    assert_eq!(refused(|builder| builder).await, expected);
    assert_eq!(refused(|builder| builder.credential("api_token", "")).await, expected);
}

#[tokio::test]
async fn half_a_pair_is_no_pair() {
    let line = refused(|builder| builder.credential("api_email", "e@example.com")).await;
    assert_eq!(
        line,
        "things.list: incomplete credentials: HTTP_TEST_EMAIL (`Builder::api_email`) is set, HTTP_TEST_KEY (`Builder::api_key`) is missing"
    );
    let line = refused(|builder| builder.credential("api_key", "k-k-k")).await;
    assert!(line.contains("HTTP_TEST_KEY (`Builder::api_key`) is set, HTTP_TEST_EMAIL"), "{line}");
}

#[tokio::test]
async fn a_credential_with_a_line_break_is_refused_without_showing_it() {
    let line = refused(|builder| builder.credential("api_token", "hunter2\r\nX-Evil: 1")).await;
    assert_eq!(
        line,
        "things.list: the credential HTTP_TEST_TOKEN (`Builder::api_token`) holds a control character"
    );
}

#[tokio::test]
async fn the_token_alone_goes_out_when_all_are_set() {
    let server = Server::fixed(good());
    let client = build(
        bare(&server)
            .credential("api_key", "key-1")
            .credential("api_email", "e@example.com")
            .credential("api_token", TOKEN),
    );
    list(&client, "a").await.expect("sent");
    let seen = &server.seen()[0];
    assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {TOKEN}")));
    assert_eq!((seen.header("x-auth-email"), seen.header("x-auth-key")), (None, None));
}

#[tokio::test]
async fn the_pair_goes_out_together_and_half_of_it_does_no_harm_beside_a_token() {
    let server = Server::fixed(good());
    list(
        &build(
            bare(&server).credential("api_email", "e@example.com").credential("api_key", "key-1"),
        ),
        "a",
    )
    .await
    .expect("sent");
    list(
        &build(
            bare(&server).credential("api_email", "e@example.com").credential("api_token", TOKEN),
        ),
        "a",
    )
    .await
    .expect("sent");
    let seen = server.seen();
    assert_eq!(
        (
            seen[0].header("authorization"),
            seen[0].header("x-auth-email"),
            seen[0].header("x-auth-key")
        ),
        (None, Some("e@example.com"), Some("key-1"))
    );
    assert_eq!(
        (seen[1].header("authorization").is_some(), seen[1].header("x-auth-email")),
        (true, None)
    );
}

#[tokio::test]
async fn an_operation_may_need_other_credentials_or_none() {
    static OPEN: Operation = Operation::new("x", Method::Get, "/x").security(&[]);
    static MAYBE: Operation =
        Operation::new("x", Method::Get, "/x").security(&[&[], &["api_token"]]);
    static BASIC: Operation = Operation::new("x", Method::Get, "/x").security(&[&["login"]]);
    static QUERY: Operation =
        Operation::new("x", Method::Get, "/x").security(&[&["query_key", "session"]]);
    let server = Server::fixed(json(200, "{}"));
    let full = build(
        bare(&server)
            .credential("api_token", TOKEN)
            .basic_credential("login", "Aladdin", "open sesame")
            .credential("query_key", "k&1")
            .credential("session", "s;2"),
    );
    let none = build(bare(&server));
    let send = async |client, operation| Unit { call: Call::new(client, operation) }.await;
    send(&full, &OPEN).await.expect("sent");
    send(&full, &MAYBE).await.expect("sent");
    send(&none, &MAYBE).await.expect("sent");
    send(&full, &BASIC).await.expect("sent");
    send(&full, &QUERY).await.expect("sent");
    let seen = server.seen();
    let authorization: Vec<_> = seen.iter().map(|seen| seen.header("authorization")).collect();
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(
        authorization,
        [None, Some(&*bearer), None, Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), None]
    );
    assert_eq!((seen[4].line(), seen[4].header("cookie")), ("GET /x?key=k%261", Some("SID=s%3B2")));
    let error = send(&none, &BASIC).await.expect_err("refused");
    assert_eq!(
        error.to_string(),
        "x: no credentials: set HTTP_TEST_USER with HTTP_TEST_PASSWORD (`Builder::login`)"
    );
}

/// All of the environment in one test, since it is shared by all.
#[tokio::test]
async fn credentials_come_from_the_environment() {
    static ENV: crate::runtime::Api = crate::runtime::Api::new("t", "1", "")
        .base_url_env("CARGO_PKG_NAME")
        .schemes(&[
            crate::runtime::Scheme::bearer("version").env("CARGO_PKG_VERSION"),
            crate::runtime::Scheme::header("unset", "X-Unset").env("HTTP_TEST_NEVER_SET"),
        ])
        .security(&[&["version"]]);
    // Cargo sets these for tests; setting variables oneself is not safe while other tests run.
    let builder = Builder::from_env(&ENV).expect("the environment is read");
    let Err(error) = builder.build() else { panic!("`runtime` is no URL") };
    assert!(error.to_string().contains("the base URL is unusable"), "{error}");
    let server = Server::fixed(json(200, "{}"));
    let client =
        build(Builder::from_env(&ENV).expect("the environment is read").base_url(server.url()));
    Unit { call: Call::new(&client, &CREATE) }.await.expect("sent");
    assert_eq!(
        server.seen()[0].header("authorization"),
        Some(concat!("Bearer ", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn errors_before_a_call_name_no_operation() {
    let error: Error = Builder::new(&API).base_url("nonsense").build().expect_err("refused");
    assert_eq!((error.operation(), error.to_string().starts_with("the base URL")), ("", true));
}
