//! One test for each fixture that is a failure: what `spec/fixtures/index.yaml` says it shows.

use crate::support::Fixture;
use cloudflare_client::types::Failure;
use cloudflare_client::{ApiError, Error, ErrorKind};

async fn failure(number: &str) -> Error {
    Fixture::numbered(number).serve().list().await.expect_err("a failure")
}

fn api(error: &Error) -> &ApiError {
    match error {
        Error::Api(api) => api,
        other => panic!("not an error of the API: {other}"),
    }
}

fn codes(error: &Error) -> Vec<String> {
    error.errors().iter().map(|entry| entry.code.to_string()).collect()
}

#[tokio::test]
async fn f17_a_refused_parameter_names_itself() {
    let error = failure("17").await;
    assert_eq!(
        (error.kind(), error.status().map(|status| status.as_u16())),
        (ErrorKind::Api, Some(400))
    );
    assert_eq!(codes(&error), ["10004"]);
    assert_eq!(
        error.errors()[0].value.get("source").unwrap().get("pointer").unwrap().as_str(),
        Some("/tags")
    );
}

#[tokio::test]
async fn f17_the_body_reads_as_the_failure_of_the_description() {
    let error = failure("17").await;
    let body: Failure = api(&error).body_as().unwrap();
    assert_eq!(body.errors[0].code, 10004);
    let source = body.errors[0].source.as_ref().unwrap();
    assert_eq!(source.pointer.as_deref(), Some("/tags"));
}

#[tokio::test]
async fn f18_a_refused_credential_is_an_authentication_error() {
    let error = failure("18").await;
    assert_eq!(codes(&error), ["10000"]);
    assert!(error.is_auth());
    assert_eq!(error.errors()[0].message, "Authentication error");
}

#[tokio::test]
async fn f19_a_missing_permission_tells_where_to_read_more() {
    let error = failure("19").await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!(codes(&error), ["9109"]);
    let url = error.errors()[0].value.get("documentation_url").unwrap();
    assert!(url.as_str().unwrap().ends_with("/create-token/"));
}

#[tokio::test]
async fn f20_entries_keep_their_order() {
    let error = failure("20").await;
    assert!(error.is_not_found());
    assert_eq!(codes(&error), ["7003", "7000"]);
}

#[tokio::test]
async fn f21_a_rate_limit_says_how_long_to_wait() {
    let error = failure("21").await;
    assert!(error.is_rate_limited());
    assert_eq!(codes(&error), ["971"]);
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(30)));
    assert_eq!(api(&error).headers().get("ratelimit"), Some(r#""default";r=0;t=30"#));
}

#[tokio::test]
async fn f22_a_chain_of_causes_is_kept() {
    let error = failure("22").await;
    assert_eq!(codes(&error), ["6003"]);
    let chain = error.errors()[0].value.get("error_chain").unwrap().to_string();
    assert!(chain.contains("6111"), "{chain}");
}

#[tokio::test]
async fn f23_success_false_is_an_error_under_status_200() {
    let error = failure("23").await;
    assert_eq!(
        (error.kind(), error.status().map(|status| status.as_u16())),
        (ErrorKind::Api, Some(200))
    );
    assert_eq!(codes(&error), ["10002"]);
}
