//! Credentials that are asked for when they are needed.

use super::server::{Server, good, json};
use super::{API, CREATE, Unit, build, builder, list};
use crate::runtime::{
    Builder, Call, Client, CredentialSource, Environment, ErrorKind, Fresh, Refreshing, Retry,
    Secret,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A client whose token comes from `source`.
fn with(server: &Server, source: impl CredentialSource) -> Client {
    build(
        Builder::new(&API)
            .base_url(server.url())
            .credential_source("api_token", source)
            .retry(Retry::never()),
    )
}

/// A source that gives `SECRET-token-1`, `SECRET-token-2`, and so on, and the number of its fetches.
fn counted(lifetime: Option<Duration>) -> (Refreshing, Arc<AtomicUsize>) {
    let n = Arc::new(AtomicUsize::new(0));
    let count = n.clone();
    let source = Refreshing::new(move || {
        let n = count.fetch_add(1, Ordering::SeqCst) + 1;
        async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let fresh = Fresh::new(format!("SECRET-token-{n}"));
            let fresh = lifetime.into_iter().fold(fresh, Fresh::expires_in);
            Ok::<_, std::io::Error>(fresh)
        }
    });
    (source, n)
}

/// A server that accepts only the token with this number.
fn accepting(n: usize) -> Server {
    Server::start(move |_, seen, peer| {
        let wanted = format!("Bearer SECRET-token-{n}");
        let is_it = seen.header("authorization") == Some(&wanted);
        peer.send(if is_it {
            good()
        } else {
            json(401, r#"{"errors":[{"code":1,"message":"no"}]}"#)
        });
    })
}

fn tokens(server: &Server) -> Vec<String> {
    let seen = server.seen();
    seen.iter().map(|seen| seen.header("authorization").unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_credential_is_fetched_once_however_many_calls_need_it() {
    let server = accepting(1);
    let (source, n) = counted(None);
    let client = with(&server, source);
    let calls: Vec<_> = (0..50).map(|_| tokio::spawn(list(&client, "a").into_future())).collect();
    for call in calls {
        call.await.expect("no panic").expect("a list");
    }
    assert_eq!(n.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_refused_credential_is_fetched_anew_once() {
    let server = accepting(2);
    let (source, n) = counted(None);
    let client = with(&server, source);
    let reply = list(&client, "a").with_response().await.expect("the second attempt succeeds");
    assert_eq!((reply.attempts(), n.load(Ordering::SeqCst)), (2, 2));
    assert_eq!(tokens(&server), ["Bearer SECRET-token-1", "Bearer SECRET-token-2"]);
    // A POST, too: a request that was refused for its credentials had no effect.
    let server = accepting(2);
    let (source, _) = counted(None);
    let call = Call::new(&with(&server, source), &CREATE).with_json("x");
    Unit { call }.await.expect("the second attempt succeeds");
    assert_eq!(server.seen().iter().map(|seen| seen.text()).collect::<Vec<_>>(), ["\"x\""; 2]);

    let server = accepting(99);
    let (source, n) = counted(None);
    let error = list(&with(&server, source), "a").await.expect_err("refused twice");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 2), "{error}");
    assert_eq!((n.load(Ordering::SeqCst), server.seen().len()), (2, 2));
}

#[tokio::test]
async fn calls_that_are_refused_together_share_one_fetch() {
    let server = accepting(2);
    let (source, n) = counted(None);
    let client = with(&server, source);
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(list(&client, "a").into_future())).collect();
    for call in calls {
        call.await.expect("no panic").expect("a list");
    }
    assert_eq!(n.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_credential_that_has_run_out_is_fetched_anew() {
    let server = Server::fixed(good());
    let (source, n) = counted(Some(Duration::from_millis(200)));
    let client = with(&server, source);
    list(&client, "a").await.expect("a list");
    list(&client, "a").await.expect("a list");
    assert_eq!(n.load(Ordering::SeqCst), 1);
    tokio::time::sleep(Duration::from_millis(210)).await;
    list(&client, "a").await.expect("a list");
    assert_eq!(n.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn calls_that_wait_for_a_fetch_share_its_failure() {
    let server = Server::fixed(good());
    let n = Arc::new(AtomicUsize::new(0));
    let count = n.clone();
    let client = with(
        &server,
        Refreshing::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
            async {
                tokio::time::sleep(Duration::from_millis(100)).await;
                Err::<Fresh, _>("the vault is shut\r\nreally")
            }
        }),
    );
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(list(&client, "a").into_future())).collect();
    for call in calls {
        let error = call.await.expect("no panic").expect_err("a failure");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 0));
        let text = "things.list: no credential for HTTP_TEST_TOKEN (`Builder::api_token`): the vault is shut really";
        assert_eq!(error.to_string(), text);
    }
    assert_eq!((n.load(Ordering::SeqCst), server.seen().len()), (1, 0));
    list(&client, "a").await.expect_err("a failure");
    assert_eq!(n.load(Ordering::SeqCst), 2, "a later call asks again");
}

#[tokio::test]
async fn fetching_a_credential_counts_against_the_time_limit_and_a_dropped_call_ends_it() {
    let server = Server::fixed(good());
    let client = with(
        &server,
        Refreshing::new(|| async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            Ok::<_, std::io::Error>(Fresh::new("SECRET-late"))
        }),
    );
    let call = list(&client, "a").timeout(Duration::from_millis(100));
    let error = call.await.expect_err("a failure");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0), "{error}");
    list(&client, "a").await.expect("the next call begins a fetch of its own");
}

#[tokio::test]
async fn what_a_source_gives_is_shown_nowhere() {
    let server = Server::start(|_, seen, peer| {
        let echo = seen.header("authorization").unwrap_or_default().to_owned();
        peer.send(json(403, &format!(r#"{{"errors":[{{"code":1,"message":"bad {echo}"}}]}}"#)));
    });
    let (source, _) = counted(None);
    let source_shown = format!("{source:?}");
    let client = with(&server, source);
    let call = list(&client, "a");
    let preview = call.preview().expect("a preview");
    let texts = [source_shown, format!("{client:?} {call:?} {preview:?} {preview}")];
    let error = call.await.expect_err("a failure");
    let all = format!("{texts:?} {error} {error:?}");
    assert!(error.to_string().contains("bad ***"), "{error}");
    assert!(!all.contains("SECRET"), "{all}");
    assert!(preview.to_string().contains("-H 'authorization: ***'"), "{preview}");
}

#[tokio::test]
async fn a_secret_is_a_source_and_a_pair_comes_as_one_text() {
    let server = Server::fixed(good());
    list(&with(&server, Secret::from("SECRET-x")), "a").await.expect("a list");
    assert_eq!(tokens(&server), ["Bearer SECRET-x"]);
}

#[tokio::test]
async fn the_environment_is_read_for_each_call() {
    let server = Server::fixed(good());
    // PATH is there wherever tests run, and setting a variable is not safe beside other threads.
    list(&with(&server, Environment::new("PATH")), "a").await.expect("a list");
    assert_eq!(tokens(&server), [format!("Bearer {}", std::env::var("PATH").expect("a path"))]);
    let client = with(&server, Environment::new("HTTP_TEST_UNSET"));
    let error = list(&client, "a").await.expect_err("a failure");
    assert!(error.to_string().ends_with(": HTTP_TEST_UNSET is not set"), "{error}");
}

#[tokio::test]
async fn a_fixed_credential_is_not_tried_again() {
    let server = Server::fixed(json(401, "{}"));
    let error = list(&build(builder(&server)), "a").await.expect_err("refused");
    assert_eq!((error.attempts(), server.seen().len()), (1, 1));
}
