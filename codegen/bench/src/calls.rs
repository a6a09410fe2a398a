//! Calls over the loopback: the generated client beside reqwest with serde's derive, which asks for the same and reads the same.

use crate::derived::plain::Script;
use crate::server::Server;
use crate::timing::{PAIRS, allocations, pairs, process, row};
use cloudflare_client::Client;
use serde::Deserialize;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const TOKEN: &str = "token-of-no-account";
/// Calls one after another, for each time that is taken.
const CALLS: usize = 400;
/// Callers at once.
const CALLERS: usize = 50;
/// Calls of each of them.
const EACH: usize = 20;

/// The envelope of a reply.
#[derive(Deserialize)]
struct Envelope {
    success: bool,
    result: Vec<Script>,
}

/// Prints a row for each comparison.
pub fn run() {
    if let Err(error) = compare() {
        panic!("the loopback cannot be used: {error}");
    }
}

/// Makes two thousand calls of one side.
pub fn only(own: bool) {
    if let Err(error) = repeat(own, 2_000) {
        panic!("the loopback cannot be used: {error}");
    }
}

fn repeat(own: bool, n: usize) -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start()?;
    let client = Client::builder().base_url(&server.url).api_token(TOKEN).build()?;
    let bare = reqwest::Client::builder().no_proxy().build()?;
    let url = address(&server);
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        for _ in 0..n {
            std::hint::black_box(match own {
                true => by_client(&client).await,
                false => by_reqwest(&bare, &url).await,
            });
        }
    });
    Ok(())
}

fn address(server: &Server) -> String {
    format!("{}/accounts/{ACCOUNT}/workers/scripts", server.url)
}

fn compare() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start()?;
    let own = Client::builder().base_url(&server.url).api_token(TOKEN).build()?;
    let bare = reqwest::Client::builder().no_proxy().build()?;
    let url = address(&server);
    alone(&Builder::new_current_thread().enable_all().build()?, &own, &bare, &url);
    at_once(
        &Builder::new_multi_thread().worker_threads(2).enable_all().build()?,
        &own,
        &bare,
        &url,
    );
    Ok(())
}

async fn by_client(client: &Client) -> usize {
    match client.workers().scripts().list(ACCOUNT).await {
        Ok(scripts) => scripts.len(),
        Err(error) => panic!("{error}"),
    }
}

async fn by_reqwest(client: &reqwest::Client, url: &str) -> usize {
    let reply = async {
        let reply =
            client.get(url).bearer_auth(TOKEN).timeout(Duration::from_secs(60)).send().await?;
        reply.error_for_status()?.json::<Envelope>().await
    };
    match reply.await {
        Ok(reply) if reply.success => reply.result.len(),
        Ok(_) => panic!("no success"),
        Err(error) => panic!("{error}"),
    }
}

/// One caller: processor time of the whole process, and allocations.
fn alone(runtime: &Runtime, own: &Client, bare: &reqwest::Client, url: &str) {
    let mine = || {
        runtime.block_on(async {
            for _ in 0..CALLS {
                std::hint::black_box(by_client(own).await);
            }
        })
    };
    let others = || {
        runtime.block_on(async {
            for _ in 0..CALLS {
                std::hint::black_box(by_reqwest(bare, url).await);
            }
        })
    };
    let outcome = pairs(|| process(mine), || process(others));
    let each = outcome.own.as_secs_f64() * 1e6 / CALLS as f64;
    let cost = 1.0 / outcome.speed;
    row("a call, processor time", "reqwest with derive", cost, "1.05", &format!("{each:.0} µs"));
    let (mine, others) = (allocations(mine) / CALLS, allocations(others) / CALLS);
    let more = format!("{mine} against {others}");
    row("a call, allocations", "reqwest with derive", mine as f64 / others as f64, "1.50", &more);
}

/// Fifty callers: the time until all are done, and the time that 99 of 100 calls take at most.
fn at_once(runtime: &Runtime, own: &Client, bare: &reqwest::Client, url: &str) {
    let mut tails = (Vec::new(), Vec::new());
    let timed = |calls: &mut Vec<f64>, work: Vec<Duration>| {
        let mut work = work;
        work.sort();
        calls.push(work.get(work.len() * 99 / 100).copied().unwrap_or_default().as_secs_f64());
    };
    let outcome = pairs(
        || {
            let began = Instant::now();
            let (own, mut all) = (own.clone(), Vec::new());
            runtime.block_on(async {
                let mut callers = JoinSet::new();
                for _ in 0..CALLERS {
                    let own = own.clone();
                    callers.spawn(async move {
                        let mut times = Vec::new();
                        for _ in 0..EACH {
                            let began = Instant::now();
                            std::hint::black_box(by_client(&own).await);
                            times.push(began.elapsed());
                        }
                        times
                    });
                }
                all.extend(callers.join_all().await.into_iter().flatten());
            });
            let time = began.elapsed();
            timed(&mut tails.0, all);
            time
        },
        || {
            let began = Instant::now();
            let mut all = Vec::new();
            runtime.block_on(async {
                let mut callers = JoinSet::new();
                for _ in 0..CALLERS {
                    let (bare, url) = (bare.clone(), url.to_owned());
                    callers.spawn(async move {
                        let mut times = Vec::new();
                        for _ in 0..EACH {
                            let began = Instant::now();
                            std::hint::black_box(by_reqwest(&bare, &url).await);
                            times.push(began.elapsed());
                        }
                        times
                    });
                }
                all.extend(callers.join_all().await.into_iter().flatten());
            });
            let time = began.elapsed();
            timed(&mut tails.1, all);
            time
        },
    );
    let rate = (CALLERS * EACH) as f64 / outcome.own.as_secs_f64();
    let more = format!("{rate:.0} calls a second");
    row("50 callers, calls a second", "reqwest with derive", outcome.speed, "", &more);
    tails.0.sort_by(f64::total_cmp);
    tails.1.sort_by(f64::total_cmp);
    let (mine, others) = (tails.0[PAIRS / 2], tails.1[PAIRS / 2]);
    let more = format!("{:.1} ms", mine * 1e3);
    row("50 callers, 99th of 100 calls", "reqwest with derive", mine / others, "", &more);
}
