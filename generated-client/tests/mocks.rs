//! The client against its own mocks: how a program that uses it is tested without a network.

use cloudflare_client::testing::{self, Mock, Replay};
use cloudflare_client::types::Script;
use cloudflare_client::{Client, Error};

fn client(mock: &Mock) -> Client {
    Client::builder().api_token("token").transport(mock.clone()).build().expect("a client")
}

/// What a program would do with the client.
async fn names(client: &Client) -> Result<Vec<String>, Error> {
    let scripts = client.workers().scripts().list("account").await?;
    Ok(scripts.into_iter().filter_map(|script| script.id).collect())
}

#[tokio::test]
async fn typed_values_are_answered() {
    let mock = Mock::new();
    let client = client(&mock);
    let mut script = Script::default();
    script.id = Some("one".to_owned());
    mock.on(client.workers().scripts().list("account")).reply(&vec![script]);
    assert_eq!(names(&client).await.expect("mocked"), ["one"]);
    assert_eq!(mock.requests()[0].path(), "/client/v4/accounts/account/workers/scripts");
    mock.verify();
}

#[tokio::test]
async fn the_descriptions_example_is_answered() {
    let mock = Mock::new();
    let client = client(&mock);
    mock.on_any(client.workers().scripts().list("any")).reply_example();
    assert_eq!(names(&client).await.expect("the example fits its type"), ["my-workers-script"]);
}

#[test]
fn an_example_of_a_reply_is_there_without_a_call() {
    let mock = Mock::new();
    let client = client(&mock);
    let scripts = testing::example(&client.workers().scripts().list("any"));
    let scripts = scripts.expect("the example fits its type");
    assert_eq!(scripts[0].id.as_deref(), Some("my-workers-script"));
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn failures_have_the_apis_form() {
    let mock = Mock::new();
    let client = client(&mock);
    let list = client.workers().scripts().list("account");
    mock.on(list).reply_error(403, 10000, "Authentication error").header("cf-ray", "8f0c-AMS");
    let error = names(&client).await.expect_err("mocked");
    assert_eq!(
        error.to_string(),
        "workers.scripts.list: 403 Forbidden: [10000] Authentication error (request 8f0c-AMS, attempt 1)"
    );
}

#[tokio::test]
async fn a_recording_is_replayed() {
    let replay = Replay::from_text(
        r#"{"request":{"method":"GET","target":"/client/v4/accounts/account/workers/scripts","body":""},"reply":{"status":200,"headers":[],"body":"{\"success\":true,\"result\":[{\"id\":\"recorded\"}]}","whole":true}}"#,
    )
    .expect("a recording");
    let client = Client::builder().api_token("t0ken").transport(replay).build().expect("a client");
    assert_eq!(names(&client).await.expect("replayed"), ["recorded"]);
}
