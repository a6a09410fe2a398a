//! How many requests go out at once and in a period.

use super::server::{Server, good, json};
use super::{Raw, build, builder, list};
use crate::runtime::{ErrorKind, Retry};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_thousand_calls_keep_to_a_limit_of_fifty_at_once() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (at_once, highest) = (now.clone(), most.clone());
    let server = Server::start(move |n, _, peer| {
        highest.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        peer.wait(5);
        at_once.fetch_sub(1, Ordering::SeqCst);
        // One in twenty fails and is repeated.
        peer.send(if n % 20 == 0 { json(503, "{}") } else { good() });
    });
    let waits = Retry::default().waits(Duration::from_millis(1), Duration::from_millis(1)).max(9);
    let client = build(builder(&server).max_concurrent(50).retry(waits));
    let calls: Vec<_> =
        (0..1000).map(|_| tokio::spawn(list(&client, "a").with_response().into_future())).collect();
    let mut attempts = 0;
    for call in calls {
        attempts += call.await.expect("no panic").expect("a list").attempts() as usize;
    }
    assert_eq!(attempts, server.seen().len());
    let most = most.load(Ordering::SeqCst);
    assert!((10..=50).contains(&most), "{most} at once");
}

#[tokio::test]
async fn no_more_requests_than_allowed_go_out_in_a_period() {
    let server = Server::fixed(good());
    let client = build(builder(&server).max_requests(4, Duration::from_millis(300)));
    let calls: Vec<_> = (0..11).map(|_| tokio::spawn(list(&client, "a").into_future())).collect();
    for call in calls {
        call.await.expect("no panic").expect("a list");
    }
    let times: Vec<Instant> = server.seen().iter().map(|seen| seen.at).collect();
    for window in times.windows(5) {
        assert!(window[4] - window[0] > Duration::from_millis(200), "{times:?}");
    }
    assert!(times[10] - times[0] < Duration::from_secs(3));
}

#[tokio::test]
async fn retries_wait_for_their_turn_too() {
    let server = Server::sequence(vec![json(503, "{}"), json(503, "{}"), good()]);
    let waits = Retry::default().waits(Duration::from_millis(1), Duration::from_millis(1));
    let limit = Duration::from_millis(200);
    list(&build(builder(&server).retry(waits).max_requests(1, limit)), "a").await.expect("a list");
    assert!(server.gaps().iter().all(|gap| *gap >= 140), "{:?}", server.gaps());
}

#[tokio::test]
async fn a_call_whose_turn_does_not_come_in_time_fails_without_an_attempt() {
    let server = Server::fixed(good());
    let client = build(builder(&server).max_requests(1, Duration::from_secs(60)));
    list(&client, "a").await.expect("a list");
    let began = Instant::now();
    let error = list(&client, "a").timeout(Duration::from_secs(5)).await.expect_err("a failure");
    assert!(began.elapsed() < Duration::from_secs(1), "it is known at once");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
    assert!(error.to_string().contains("no turn among the client's own requests"), "{error}");

    let server = Server::start(|_, _, peer| peer.wait(2000));
    let client = build(builder(&server).max_concurrent(1));
    let first = tokio::spawn(list(&client, "a").into_future());
    tokio::time::sleep(Duration::from_millis(100)).await;
    let call = list(&client, "a").timeout(Duration::from_millis(200));
    let error = call.await.expect_err("a failure");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0), "{error}");
    // Dropping the call that holds the turn frees it.
    first.abort();
    let call = list(&client, "a").timeout(Duration::from_millis(300));
    assert_eq!(call.await.expect_err("a failure").attempts(), 1);
}

#[tokio::test]
async fn a_stream_is_under_way_until_it_is_dropped() {
    let server = Server::fixed(good());
    let client = build(builder(&server).max_concurrent(1));
    let stream = Raw::of(&client, &super::LIST).await.expect("a stream");
    let soon = || list(&client, "a").timeout(Duration::from_millis(200));
    assert_eq!(soon().await.expect_err("no turn").kind(), ErrorKind::Timeout);
    drop(stream);
    soon().await.expect("a list");
}
