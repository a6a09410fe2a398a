//! Reading and writing lists of 10 MB: generated types beside the same types by derive, and beside `serde_json::Value`.
//!
//! Lists of 100 kB are written too: of 10 MB most of the time goes by until the strings come from memory, whoever writes them.

use crate::data;
use crate::derived::{kept, plain};
use crate::timing::{Outcome, allocations, on_thread, row, thread};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// A kind of generated types: the functions of the crate that has them.
macro_rules! generated {
    ($name:ident, $json:path) => {
        mod $name {
            use $json as json;

            pub(super) fn read<T: json::Decode>(text: &[u8]) -> T {
                match json::from_slice(text) {
                    Ok(value) => value,
                    Err(misfit) => panic!("the sample does not fit: {misfit}"),
                }
            }

            pub(super) fn write<T: json::Encode>(value: &T) -> Vec<u8> {
                json::to_vec(value)
            }
        }
    };
}

generated! { listed, cloudflare_client::runtime::json }
generated! { sampled, sample::runtime::json }

/// A type by its name, the text of a list of it, and the three ways that it is read and written.
macro_rules! compare {
    ($what:literal, $crate_functions:ident, $own:ty, $name:ident, $text:expr) => {
        let text: fn(usize, bool) -> String = $text;
        let own = Ways {
            read: $crate_functions::read::<Vec<$own>>,
            write: $crate_functions::write::<Vec<$own>>,
        };
        compare::<Vec<$own>, Vec<plain::$name>, Vec<kept::$name>>($what, &own, text);
    };
}

/// Prints a row for each comparison.
pub fn run() {
    compare!("List Workers", listed, cloudflare_client::types::Script, Script, data::scripts);
    compare!("events", sampled, sample::types::Event, Event, data::events);
    compare!(
        "conversations",
        sampled,
        sample::types::Conversation,
        Conversation,
        data::conversations
    );
    compare!("rules", sampled, sample::types::Ruleset, Ruleset, data::rulesets);
}

/// The size of a list that stays in the processor's cache.
const SMALL: usize = 100_000;

/// How generated types are read and written.
struct Ways<T> {
    read: fn(&[u8]) -> T,
    write: fn(&T) -> Vec<u8>,
}

fn derived<T: DeserializeOwned>(text: &[u8]) -> T {
    match serde_json::from_slice(text) {
        Ok(value) => value,
        Err(error) => panic!("the sample does not fit: {error}"),
    }
}

fn compare<O, P: DeserializeOwned + Serialize, K: DeserializeOwned + Serialize>(
    what: &str,
    own: &Ways<O>,
    text: fn(usize, bool) -> String,
) {
    let declared = text(data::SIZE, false);
    let unknown = text(data::SIZE, true);
    let sorted = data::sorted(&declared);
    loses_nothing(what, own, &declared);
    loses_nothing(what, own, &unknown);
    loses_nothing(what, own, &sorted);
    read::<O, P>(&format!("{what}, read"), "derive", own, &declared, "0.95");
    read::<O, P>(
        &format!("{what}, members in another order, read"),
        "derive",
        own,
        &sorted,
        "0.95",
    );
    read::<O, K>(
        &format!("{what}, unknown members, read"),
        "derive that keeps them",
        own,
        &unknown,
        "0.95",
    );
    read::<O, P>(
        &format!("{what}, unknown members, read"),
        "derive that forgets them",
        own,
        &unknown,
        "",
    );
    read::<O, Value>(&format!("{what}, read"), "serde_json::Value", own, &declared, "");
    write::<O, P>(&format!("{what}, write"), "derive", own, &declared, "0.95");
    write::<O, K>(
        &format!("{what}, unknown members, write"),
        "derive that keeps them",
        own,
        &unknown,
        "0.95",
    );
    write::<O, Value>(&format!("{what}, write"), "serde_json::Value", own, &declared, "");
    let declared = text(SMALL, false);
    let unknown = text(SMALL, true);
    write::<O, P>(&format!("{what}, 100 kB, write"), "derive", own, &declared, "0.95");
    write::<O, K>(
        &format!("{what}, 100 kB, unknown members, write"),
        "derive that keeps them",
        own,
        &unknown,
        "0.95",
    );
}

/// What is compared must be the same work: everything comes back.
fn loses_nothing<O>(what: &str, own: &Ways<O>, text: &str) {
    let back = (own.write)(&(own.read)(text.as_bytes()));
    let (before, after): (Value, Value) = (derived(text.as_bytes()), derived(&back));
    // Numbers by value: `1` and `1.0` are one.
    assert!(crate::data::equal(&before, &after), "{what}: something was lost");
}

fn read<O, D: DeserializeOwned>(what: &str, how: &str, own: &Ways<O>, text: &str, bar: &str) {
    if !is_wanted(what) {
        return;
    }
    let text = text.as_bytes();
    let outcome = on_thread(|| thread(|| (own.read)(text)), || thread(|| derived::<D>(text)));
    let (mine, others) = (allocations(|| (own.read)(text)), allocations(|| derived::<D>(text)));
    report(what, how, &outcome, bar, text.len(), mine, others);
}

fn write<O, D: DeserializeOwned + Serialize>(
    what: &str,
    how: &str,
    own: &Ways<O>,
    text: &str,
    bar: &str,
) {
    if !is_wanted(what) {
        return;
    }
    let text = text.as_bytes();
    let (mine, others): (O, D) = ((own.read)(text), derived(text));
    let by_derive = || serde_json::to_vec(&others).unwrap_or_default();
    // As much is written in each run, however large the list is.
    let times = data::SIZE / text.len().min(data::SIZE);
    let repeated = |write: &dyn Fn() -> Vec<u8>| {
        thread(|| (0..times).map(|_| std::hint::black_box(write()).len()).sum::<usize>())
    };
    let outcome = on_thread(|| repeated(&|| (own.write)(&mine)), || repeated(&by_derive));
    let outcome = Outcome { own: outcome.own / times as u32, ..outcome };
    let (mine, others) = (allocations(|| (own.write)(&mine)), allocations(by_derive));
    report(what, how, &outcome, bar, text.len(), mine, others);
}

/// Whether a row is asked for: with further arguments (`bench json rules write`) only those that have them all.
fn is_wanted(what: &str) -> bool {
    std::env::args().skip(2).all(|word| what.contains(&word))
}

fn report(
    what: &str,
    how: &str,
    outcome: &Outcome,
    bar: &str,
    size: usize,
    mine: usize,
    others: usize,
) {
    let speed = size as f64 / 1e6 / outcome.own.as_secs_f64();
    let more = format!("{speed:.0} MB/s; {mine} allocations against {others}");
    row(what, how, outcome.speed, bar, &more);
}
