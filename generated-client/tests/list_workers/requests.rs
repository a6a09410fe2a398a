//! What goes out: method, path, query and headers.

use crate::support::{ACCOUNT, Reply, Server};
use cloudflare_client::{Error, ErrorKind};

fn server() -> Server {
    Server::with(Reply::scripts("[]"))
}

/// The request target for an account id.
async fn path(account: &str) -> String {
    let server = server();
    server.client().workers().scripts().list(account).await.expect("an answer");
    server.request().target().to_owned()
}

/// The query string for a raw `tags`.
async fn query(tags: &str) -> String {
    let server = server();
    server.client().workers().scripts().list(ACCOUNT).tags(tags).await.expect("an answer");
    let request = server.request();
    request.target().split_once('?').map(|(_, query)| query.to_owned()).expect("a query")
}

/// The error for an account id that is refused before anything is sent.
async fn refused(account: &str) -> Error {
    let server = server();
    let error = server.client().workers().scripts().list(account).await.expect_err("a refusal");
    assert!(server.seen().is_empty(), "something was sent");
    error
}

#[tokio::test]
async fn the_plain_request_is_a_get_without_question_mark() {
    let server = server();
    server.list().await.unwrap();
    let request = server.request();
    assert_eq!(request.method(), "GET");
    assert_eq!(request.target(), format!("/accounts/{ACCOUNT}/workers/scripts"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("content-length"), None);
    let agent = request.header("user-agent").unwrap();
    assert!(agent.starts_with("cloudflare-client/"), "{agent}");
}

#[tokio::test]
async fn a_base_url_with_a_path_and_a_slash_doubles_no_slash() {
    let server = server();
    let client = server.builder().base_url(format!("{}/client/v4/", server.url())).build().unwrap();
    client.workers().scripts().list(ACCOUNT).await.unwrap();
    assert_eq!(server.request().target(), format!("/client/v4/accounts/{ACCOUNT}/workers/scripts"));
}

#[tokio::test]
async fn pairs_of_tags_are_joined_and_encoded() {
    let server = server();
    server
        .client()
        .workers()
        .scripts()
        .list(ACCOUNT)
        .tags([("team-edge", true), ("legacy", false)])
        .await
        .unwrap();
    assert!(server.request().target().ends_with("?tags=team-edge%3Ayes%2Clegacy%3Ano"));
}

#[tokio::test]
async fn a_tag_that_holds_a_separator_is_refused() {
    for tag in ["a:b", "a,b"] {
        let server = server();
        let request = server.client().workers().scripts().list(ACCOUNT).tags([(tag, true)]);
        assert_eq!(request.await.unwrap_err().kind(), ErrorKind::Request, "{tag}");
        assert!(server.seen().is_empty());
    }
}

#[tokio::test]
async fn no_pair_of_tags_is_an_empty_tags() {
    let server = server();
    server
        .client()
        .workers()
        .scripts()
        .list(ACCOUNT)
        .tags(Vec::<(String, bool)>::new())
        .await
        .unwrap();
    assert!(server.request().target().ends_with("/workers/scripts?tags="));
}

#[tokio::test]
async fn a_parameter_that_the_description_lacks_can_be_added() {
    let server = server();
    let request = server.client().workers().scripts().list(ACCOUNT).tags("a:yes");
    request.query_param("x y", "1&2").await.unwrap();
    assert!(server.request().target().ends_with("?tags=a%3Ayes&x%20y=1%262"));
}

#[tokio::test]
async fn empty_text_for_tags_is_an_empty_tags() {
    assert_eq!(query("").await, "tags=");
}

#[tokio::test]
async fn query_values_keep_only_unreserved_characters() {
    assert_eq!(query("AZaz09-._~").await, "tags=AZaz09-._~");
    assert_eq!(query("a+b c").await, "tags=a%2Bb%20c");
    assert_eq!(query("!*()'").await, "tags=%21%2A%28%29%27");
    assert_eq!(query("&=#?/@;$[]").await, "tags=%26%3D%23%3F%2F%40%3B%24%5B%5D");
    assert_eq!(query("é😀").await, "tags=%C3%A9%F0%9F%98%80");
}

#[tokio::test]
async fn encoded_text_is_encoded_again() {
    assert_eq!(query("a%2Cb").await, "tags=a%252Cb");
}

#[tokio::test]
async fn path_values_keep_what_a_segment_may_hold() {
    assert_eq!(
        path("AZaz09-._~!$&'()*+,;=:@").await,
        "/accounts/AZaz09-._~!$&'()*+,;=:@/workers/scripts"
    );
}

#[tokio::test]
async fn path_values_encode_all_else() {
    assert_eq!(path("a/b?c#d%e f").await, "/accounts/a%2Fb%3Fc%23d%25e%20f/workers/scripts");
    assert_eq!(path("é|^[]\\").await, "/accounts/%C3%A9%7C%5E%5B%5D%5C/workers/scripts");
}

#[tokio::test]
async fn dots_with_more_behind_them_stay_one_segment() {
    assert_eq!(path("../zones").await, "/accounts/..%2Fzones/workers/scripts");
    assert_eq!(path("...").await, "/accounts/.../workers/scripts");
    assert_eq!(path("%2e").await, "/accounts/%252e/workers/scripts");
}

#[tokio::test]
async fn an_account_that_is_empty_or_dots_is_refused() {
    for account in ["", ".", ".."] {
        let error = refused(account).await;
        assert_eq!(error.kind(), ErrorKind::Request, "{account:?}");
        assert!(error.to_string().contains("account_id"), "{error}");
    }
}

#[tokio::test]
async fn an_account_of_32_characters_is_sent_and_33_are_refused() {
    // Characters are counted, not bytes.
    assert_eq!(
        path(&"é".repeat(32)).await,
        format!("/accounts/{}/workers/scripts", "%C3%A9".repeat(32))
    );
    assert_eq!(refused(&"a".repeat(33)).await.kind(), ErrorKind::Request);
}

#[tokio::test]
async fn an_unsent_request_can_be_looked_at_without_its_token() {
    let server = server();
    let client = server.builder().api_token("very-secret-token").build().unwrap();
    let request = client.workers().scripts().list(ACCOUNT).tags([("a", true)]);
    let shown = format!("{:?} {:?}", request, request.preview());
    assert!(shown.contains("tags") && !shown.contains("very-secret-token"), "{shown}");
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_request_can_be_spawned() {
    let server = server();
    let request = server.client().workers().scripts().list(ACCOUNT);
    let scripts = tokio::spawn(request.send()).await.unwrap().unwrap();
    assert!(scripts.is_empty());
}

#[tokio::test]
async fn scripts_come_one_by_one_from_one_request() {
    let server = Server::with(Reply::scripts(r#"[{"id":"a"},{"id":"b"}]"#));
    let mut items = server.client().workers().scripts().list(ACCOUNT).items();
    let mut names = Vec::new();
    while let Some(script) = items.next().await {
        names.extend(script.expect("a script").id);
    }
    assert_eq!(names, ["a", "b"]);
    assert_eq!(server.seen().len(), 1);
}
