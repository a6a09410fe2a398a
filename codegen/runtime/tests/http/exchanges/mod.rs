//! Exchanges with a server that does what chance says: any header, status, body, chunking and timing, and every credential echoed in
//! every spelling. Whatever comes of it, a call ends in its time, and no credential shows in anything that the client tells.
//!
//! `PROPERTY_RUNS=100` makes 10,000 of the 100 exchanges of a plain run:
//! `PROPERTY_RUNS=100 cargo test -p runtime http::exchanges -- --nocapture`.

mod chance;
mod faulty;
mod told;

use super::server::{Server, good};
use super::tracing::keep;
use super::{API, CREATE, Download, Plain, Raw, TOKEN, Tail, Unit, Watch, Whole, build, value};
use crate::runtime::testing::Recorder;
use crate::runtime::{Builder, Call, Client, Error, Method, Operation, Retry};
use chance::Chance;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use told::Told;

/// A credential for each scheme. No two have eight characters in common, nor with anything that is no secret.
const PAIR: [&str; 2] = ["fp-user.SECRET+name@mail", "hG7/pass_SECRET=word&%41"];
const EMAIL: &str = "ceo.SECRET_0xyz@firm.test";
const OWN: &str = "caller~OWN~k9Qw!42zXv_7";
pub(super) const SECRETS: [&str; 5] = [TOKEN, PAIR[0], PAIR[1], EMAIL, OWN];

/// Those that the client knows of whatever the call.
const KNOWN: &[&str] = SECRETS.split_at(4).0;

/// How long a call may take, and how much longer on a machine that has other work.
const LIMIT: Duration = Duration::from_millis(400);
const LITTLE: Duration = Duration::from_secs(5);

fn runs(runs: u64) -> u64 {
    let times = std::env::var("PROPERTY_RUNS").ok().and_then(|text| text.parse().ok());
    runs * times.unwrap_or(1_u64)
}

/// A server whose replies to `/accounts/SEED/things` depend on the seed, and on how often it was asked.
fn server() -> Server {
    let asked: Mutex<HashMap<u64, u64>> = Mutex::default();
    Server::start(move |_, seen, peer| {
        let seed = seen.line().split('/').find_map(|segment| segment.parse().ok()).unwrap_or(0);
        let n = {
            let mut asked = asked.lock().expect("no panic");
            let n = asked.entry(seed).or_default();
            *n += 1;
            *n
        };
        // Now and then a call is to succeed in the end.
        if n > 1 && seed.is_multiple_of(5) {
            peer.send(good());
        } else {
            // Of the caller's own header the client knows while it is sent.
            let secrets = if seen.head.contains(OWN) { &SECRETS } else { KNOWN };
            faulty::answer(Chance::new(seed * 31 + n), secrets, peer);
        }
    })
}

/// Makes the call that chance says, and gives what came of it as texts.
async fn exchange(
    client: &Client,
    chance: &mut Chance,
    account: &str,
    told: &Told,
) -> &'static str {
    static SECURITIES: [&[&[&str]]; 5] = [
        &[&["api_token"]],
        &[&["api_email", "api_key"]],
        &[&["login"]],
        &[&["query_key"]],
        &[&["session"]],
    ];
    static READ: Operation =
        Operation::new("things.list", Method::Get, "/accounts/{account_id}/things");
    static WRITE: Operation =
        Operation::new("things.create", Method::Post, "/accounts/{account_id}/things");
    let write = chance.once_in(3);
    let operation = if write { WRITE } else { READ };
    let mut call = Call::new(client, if write { &CREATE } else { &READ });
    call.0.operation = operation.security(SECURITIES[chance.below(SECURITIES.len())]);
    call = call.path_text("account_id", account);
    if write && chance.once_in(2) {
        call.json(&value(&format!("{{\"note\":{:?}}}", chance.one(KNOWN))));
    }
    if chance.once_in(4) {
        call.set_header("x-copy", *chance.one(KNOWN));
    }
    if chance.once_in(4) {
        call.set_query_param("copy", *chance.one(KNOWN));
    }
    if chance.once_in(8) {
        call.set_header("authorization", format!("Bearer {OWN}"));
    }
    if chance.once_in(6) {
        call.set_idempotency_key(format!("key-{account}"));
    }
    told.add("the call", format!("{call:?} {call:#?}"));
    macro_rules! ended {
        ($name:ident) => {{
            let request = $name { call };
            if let Ok(preview) = request.preview() {
                told.add("the preview", format!("{preview} {preview:?}"));
            }
            match request.with_response().await {
                Ok(reply) => {
                    // The value is what the caller asked for; all else must not show a credential.
                    told.add(
                        "the reply",
                        format!("{:?} {:?}", reply.headers(), reply.request_id()),
                    );
                    told.add("the reply", format!("{:?}", reply.map(|_| ())));
                    "a value"
                }
                Err(error) => told.error(&error),
            }
        }};
    }
    /// As above, for what is read bit by bit.
    macro_rules! flowed {
        ($name:ident) => {{
            match ($name { call }).await {
                Ok(mut flow) => loop {
                    match flow.next().await {
                        Some(Ok(_)) => {}
                        Some(Err(error)) => break told.error(&error),
                        None => break "the end of a stream",
                    }
                },
                Err(error) => told.error(&error),
            }
        }};
    }
    match chance.below(8) {
        0 => ended!(Whole),
        1 => ended!(Unit),
        2 => ended!(Download),
        3 => ended!(Plain),
        4 => flowed!(Watch),
        5 => flowed!(Tail),
        6 => flowed!(Raw),
        _ => {
            let list = super::List { call };
            told.add("the request", format!("{list:?}"));
            match list.await {
                Ok(_) => "a value",
                Err(error) => told.error(&error),
            }
        }
    }
}

#[tokio::test]
async fn no_credential_shows_in_any_exchange_with_a_server_that_does_what_chance_says() {
    let (logged, _guards) = keep();
    let told = Arc::new(Told::default());
    let path = std::env::temp_dir().join(format!("by-chance-{}.jsonl", std::process::id()));
    let recorder = Recorder::create(&path).expect("a file");
    let server = server();
    let mut outcomes: HashMap<&str, u64> = HashMap::new();
    for seed in 0..runs(100) {
        let mut chance = Chance::new(seed);
        told.begin(seed);
        let observed = told.clone();
        let waits = Retry::default()
            .max(chance.below(3) as u32)
            .waits(Duration::from_millis(1), Duration::from_millis(2));
        let mut builder = Builder::new(&API)
            .base_url(server.url())
            .credential("api_token", TOKEN)
            .credential("api_email", EMAIL)
            .credential("api_key", TOKEN)
            .basic_credential("login", PAIR[0], PAIR[1])
            .credential("query_key", TOKEN)
            .credential("session", TOKEN)
            .timeout(LIMIT)
            .retry(waits)
            .max_body(if chance.once_in(4) { 50 } else { 100_000 })
            .observer(move |attempt| observed.add("the observer", format!("{attempt:?}")));
        if chance.once_in(2) {
            builder = builder.record(&recorder);
        }
        told.add("the builder", format!("{builder:?} {builder:#?}"));
        let client = build(builder);
        told.add("the client", format!("{client:?} {client:#?}"));
        let began = Instant::now();
        let outcome = exchange(&client, &mut chance, &seed.to_string(), &told).await;
        assert!(began.elapsed() < LIMIT + LITTLE, "seed {seed} took {:?}", began.elapsed());
        *outcomes.entry(outcome).or_default() += 1;
        told.add("the log", logged.take());
        told.check();
    }
    let recorded = std::fs::read_to_string(&path).expect("the recording");
    std::fs::remove_file(&path).expect("the recording");
    told.begin(u64::MAX);
    recorded.lines().for_each(|line| told.add("the recording", line.to_owned()));
    told.check();
    let n_recorded = recorded.lines().count();
    println!("{} requests, {n_recorded} exchanges recorded, {outcomes:?}", server.seen().len());
    // Chance must lead everywhere, or nothing was shown.
    for outcome in ["a value", "the end of a stream", "api", "decode", "transport", "redirect"] {
        assert!(outcomes.contains_key(outcome), "never {outcome}: {outcomes:?}");
    }
    assert!(n_recorded > 0);
    // The credentials did go out, so that there was something to show.
    let sent: String = server.seen().into_iter().map(|seen| seen.head).collect();
    for part in [TOKEN, EMAIL, "Basic ", "key=tok-en", "SID="] {
        assert!(sent.contains(part), "{part} was never sent");
    }
}

/// The search itself must find what it is for.
#[test]
fn a_credential_is_found_in_every_spelling() {
    for secret in SECRETS {
        for spelling in faulty::spellings(secret) {
            for text in [spelling.clone(), format!("a {spelling}!"), spelling[2..].to_owned()] {
                assert!(told::found(&text).is_some(), "{text}");
            }
        }
    }
    assert_eq!(told::found("workers.scripts.list: 403 Forbidden (request 8f0c, attempt 1)"), None);
}

fn kind(error: &Error) -> &'static str {
    error.kind().as_str()
}
