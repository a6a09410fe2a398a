//! Which credentials go out, when nothing does, and that they are shown nowhere.

use crate::support::{ACCOUNT, Reply, Server};
use cloudflare_client::{Builder, Client, Error, ErrorKind};
use std::error::Error as _;

const TOKEN: &str = "tok-3n-very-secret";
const KEY: &str = "key-144c9defac04969c";
const EMAIL: &str = "user@example.com";

fn builder(server: &Server) -> Builder {
    Client::builder().base_url(server.url()).no_proxy().max_retries(0)
}

async fn list(builder: Builder) -> Result<(), Error> {
    builder.build()?.workers().scripts().list(ACCOUNT).await.map(drop)
}

#[tokio::test]
async fn a_token_goes_out_as_bearer() {
    let server = Server::with(Reply::scripts("[]"));
    list(builder(&server).api_token(TOKEN)).await.unwrap();
    assert_eq!(server.request().header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
}

#[tokio::test]
async fn email_and_key_go_out_together() {
    let server = Server::with(Reply::scripts("[]"));
    list(builder(&server).api_email(EMAIL).api_key(KEY)).await.unwrap();
    let request = server.request();
    assert_eq!(
        (request.header("x-auth-email"), request.header("x-auth-key")),
        (Some(EMAIL), Some(KEY))
    );
    assert_eq!(request.header("authorization"), None);
}

#[tokio::test]
async fn with_every_credential_the_token_goes_out_alone() {
    let server = Server::with(Reply::scripts("[]"));
    list(builder(&server).api_email(EMAIL).api_key(KEY).api_token(TOKEN)).await.unwrap();
    let request = server.request();
    assert!(request.header("authorization").is_some());
    assert_eq!((request.header("x-auth-email"), request.header("x-auth-key")), (None, None));
}

#[tokio::test]
async fn half_a_pair_is_refused_and_the_other_half_named() {
    let server = Server::with(Reply::scripts("[]"));
    for (half, missing) in [
        (builder(&server).api_email(EMAIL), "CLOUDFLARE_API_KEY"),
        (builder(&server).api_key(KEY), "CLOUDFLARE_EMAIL"),
    ] {
        let error = list(half).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(error.to_string().contains(missing), "{error}");
        assert!(!error.to_string().contains(KEY), "{error}");
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn no_credential_is_refused_before_sending() {
    let server = Server::with(Reply::scripts("[]"));
    let error = list(builder(&server)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_credential_that_the_server_echoes_is_shown_nowhere() {
    let body = format!(
        r#"{{"success":false,"errors":[{{"code":9106,"message":"bad header Bearer {TOKEN}"}}],"messages":[],"result":null}}"#
    );
    let escaped = body.replace("tok-3n", "tok\\u002d3n");
    for reply in [
        Reply::json(400, body.clone()),
        Reply::json(400, escaped),
        Reply::text(502, "text/html", format!("<p>{TOKEN}</p>")),
    ] {
        let server = Server::with(reply);
        let error = list(builder(&server).api_token(TOKEN)).await.unwrap_err();
        let mut shown = format!("{error} {error:?} {error:#?} {:?}", error.errors());
        let mut source = error.source();
        while let Some(cause) = source {
            shown.push_str(&format!("{cause} {cause:?}"));
            source = cause.source();
        }
        assert!(!shown.contains(TOKEN), "{shown}");
    }
}

#[tokio::test]
async fn clients_and_builders_do_not_show_credentials() {
    let server = Server::with(Reply::scripts("[]"));
    let builder = builder(&server).api_token(TOKEN).api_email(EMAIL).api_key(KEY);
    let mut shown = format!("{builder:?}");
    shown.push_str(&format!("{:?}", builder.build().unwrap()));
    assert!(!shown.contains(TOKEN) && !shown.contains(KEY), "{shown}");
}

#[tokio::test]
async fn no_credential_goes_to_another_origin() {
    let other = Server::with(Reply::scripts("[]"));
    let server = Server::with(
        Reply::text(302, "text/plain", "")
            .header("location", &format!("{}/elsewhere", other.url())),
    );
    let error = list(builder(&server).api_email(EMAIL).api_key(KEY)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn plain_http_to_another_machine_is_refused() {
    let error =
        list(Client::builder().base_url("http://192.0.2.1/client/v4").no_proxy().api_token(TOKEN))
            .await
            .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
}
