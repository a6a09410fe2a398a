//! Calls over the loopback: the generated client beside reqwest with serde's derive, which asks for the same and reads the same.

use crate::derived::plain::Script;
use crate::server::Server;
use crate::timing::{allocations, pairs, process, row};
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
    flooded()
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

/// Calls of many callers at once, and the time of each.
async fn callers<F>(call: impl Fn() -> F) -> Vec<Duration>
where
    F: Future<Output = Vec<Duration>> + Send + 'static,
{
    let mut callers = JoinSet::new();
    for _ in 0..CALLERS {
        callers.spawn(call());
    }
    callers.join_all().await.into_iter().flatten().collect()
}

/// What a caller does: one call after another.
async fn repeated<F: Future<Output = usize>>(call: impl Fn() -> F) -> Vec<Duration> {
    let mut times = Vec::new();
    for _ in 0..EACH {
        let began = Instant::now();
        std::hint::black_box(call().await);
        times.push(began.elapsed());
    }
    times
}

/// Fifty callers: the time until all are done, and the times that half and 99 of 100 calls take at most.
fn at_once(runtime: &Runtime, own: &Client, bare: &reqwest::Client, url: &str) {
    const SHARES: [(usize, &str); 2] = [(50, "half of the calls"), (99, "99th of 100 calls")];
    let (mut mine, mut others) = (Vec::new(), Vec::new());
    let outcome = pairs(
        || {
            let began = Instant::now();
            mine.push(runtime.block_on(callers(|| {
                let own = own.clone();
                async move { repeated(|| by_client(&own)).await }
            })));
            began.elapsed()
        },
        || {
            let began = Instant::now();
            others.push(runtime.block_on(callers(|| {
                let (bare, url) = (bare.clone(), url.to_owned());
                async move { repeated(|| by_reqwest(&bare, &url)).await }
            })));
            began.elapsed()
        },
    );
    let rate = (CALLERS * EACH) as f64 / outcome.own.as_secs_f64();
    let more = format!("{rate:.0} calls a second");
    row("50 callers, calls a second", "reqwest with derive", outcome.speed, "", &more);
    for (share, what) in SHARES {
        let (mine, others) = (median_of(&mut mine, share), median_of(&mut others, share));
        let more = format!("{:.1} ms", mine * 1e3);
        let what = format!("50 callers, {what}");
        row(&what, "reqwest with derive", mine / others, "", &more);
    }
}

/// The median, over all runs, of the time that so many of a hundred calls of a run took at most, in seconds.
fn median_of(runs: &mut [Vec<Duration>], share: usize) -> f64 {
    let mut times: Vec<Duration> = Vec::new();
    for run in runs {
        run.sort();
        times.extend(run.get(run.len() * share / 100));
    }
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default().as_secs_f64()
}

/// How long a call with a limit of 0.6 s takes to a server whose reply never begins, only heads before it, in a runtime of one thread.
fn flooded() -> Result<(), Box<dyn std::error::Error>> {
    const LIMIT: Duration = Duration::from_millis(600);
    let server = Server::flooding()?;
    for (what, apart) in [("a flood of heads", false), ("the same, connections apart", true)] {
        let builder = Client::builder().base_url(&server.url).api_token(TOKEN).timeout(LIMIT);
        let client = if apart { builder.connections_apart() } else { builder }.build()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let mut times = Vec::new();
        for _ in 0..5 {
            let began = Instant::now();
            match runtime.block_on(client.workers().scripts().list(ACCOUNT).into_future()) {
                Err(error) if error.is_timeout() => {}
                Err(error) => panic!("not out of time: {error}"),
                Ok(_) => panic!("a reply that never began"),
            }
            times.push(began.elapsed());
        }
        times.sort();
        let time = times[2].as_secs_f64();
        row(what, "its time limit", time / LIMIT.as_secs_f64(), "", &format!("{time:.2} s"));
    }
    Ok(())
}
