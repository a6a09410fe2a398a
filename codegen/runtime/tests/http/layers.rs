//! Code of the caller's between the client and the network; proxies and certificates.

use super::server::{Server, good, json};
use super::{build, builder, list};
use crate::runtime::transport::{Boxed, Failure, Incoming, Layer, Next, Outgoing, Phase};
use crate::runtime::{ErrorKind, Retry};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A layer that puts its name into a header and writes down what it sees.
struct Named(&'static str, Arc<Mutex<Vec<String>>>);

impl Layer for Named {
    fn send<'a>(
        &'a self,
        mut request: Outgoing,
        next: Next<'a>,
    ) -> Boxed<'a, Result<Incoming, Failure>> {
        Box::pin(async move {
            let Self(name, log) = self;
            let line = format!("{name} {} {}", request.operation, request.attempt);
            log.lock().expect("no panic").push(line);
            request.headers.append("x-layer", *name);
            let reply = next.send(request).await?;
            log.lock().expect("no panic").push(format!("{name} {}", reply.status));
            Ok(reply)
        })
    }
}

#[tokio::test]
async fn layers_see_each_attempt_from_the_outermost_to_the_innermost() {
    let server = Server::sequence(vec![json(503, "{}"), good()]);
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let waits = Retry::default().waits(Duration::from_millis(1), Duration::from_millis(1));
    let client = build(
        builder(&server)
            .retry(waits)
            .layer(Named("outer", log.clone()))
            .layer(Named("inner", log.clone())),
    );
    list(&client, "a").await.expect("a list");
    let seen = [
        "outer things.list 1",
        "inner things.list 1",
        "inner 503 Service Unavailable",
        "outer 503 Service Unavailable",
        "outer things.list 2",
        "inner things.list 2",
        "inner 200 OK",
        "outer 200 OK",
    ];
    assert_eq!(*log.lock().expect("no panic"), seen);
    let head = &server.seen()[1].head;
    assert!(head.contains("x-layer: outer\r\nx-layer: inner\r\n"), "{head}");
}

/// A layer that lets nothing through.
struct Closed;

impl Layer for Closed {
    fn send<'a>(&'a self, _: Outgoing, _: Next<'a>) -> Boxed<'a, Result<Incoming, Failure>> {
        let failure = Failure::new(Phase::Request, ["closed by a layer".to_owned()]);
        Box::pin(std::future::ready(Err(failure)))
    }
}

#[tokio::test]
async fn a_layer_may_refuse_a_request() {
    let server = Server::fixed(good());
    let error = list(&build(builder(&server).layer(Closed)), "a").await.expect_err("refused");
    assert_eq!((error.kind(), error.attempts(), server.seen().len()), (ErrorKind::Transport, 1, 0));
    assert!(error.to_string().contains("closed by a layer"), "{error}");
}

#[tokio::test]
async fn requests_go_over_the_given_proxy() {
    let proxy = Server::fixed(good());
    let url = proxy.url().replace("http://", "http://user:SECRET-pass@");
    let server = Server::fixed(json(500, "{}"));
    let client = build(builder(&server).proxy(url));
    list(&client, "a").await.expect("the proxy answers");
    let seen = proxy.seen();
    assert_eq!(seen[0].line(), format!("GET {}/accounts/a/things", server.url()));
    assert_eq!(seen[0].header("proxy-authorization"), Some("Basic dXNlcjpTRUNSRVQtcGFzcw=="));
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn what_cannot_be_used_for_the_connection_is_told_without_secrets() {
    let server = Server::fixed(good());
    let texts = [
        builder(&server).proxy("http://user:SECRET@[").build(),
        builder(&server).root_certificates("SECRET, and no certificate").build(),
        builder(&server).client_certificate("SECRET, and no key").build(),
    ]
    .map(|built| built.map(|_| ()).expect_err("refused"));
    let kinds = texts.each_ref().map(|error| error.kind());
    assert_eq!(kinds, [ErrorKind::Request; 3]);
    assert!(!format!("{texts:?}").contains("SECRET"), "{texts:?}");
}
