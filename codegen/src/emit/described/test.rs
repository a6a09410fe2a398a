//! What the description gives as examples, and samples of every type, come back unchanged when they are read and written again.
//!
//! `described/cases.tsv` has a case a line. An `example` is the description's own; an `excluded` one is left out, with its reason in
//! place of the JSON. A `sample` lists values that a schema allows, a `newer` one such as a later server may send.

#[rustfmt::skip]
#[path = "described/types.rs"]
mod types;

use types::Value;

const CASES: &str = include_str!("described/cases.tsv");

#[test]
fn described_values_come_back_unchanged() {
    let cases = CASES.lines().filter(|line| !line.starts_with('#'));
    let mut n_cases = 0;
    let mut faults = Vec::new();
    for line in cases {
        let columns: Vec<&str> = line.splitn(4, '\t').collect();
        let [kind, place, ty, text] = columns[..] else { panic!("no case: {line}") };
        if kind == "excluded" {
            continue;
        }
        n_cases += 1;
        let (name, again) = types::TYPES[ty.parse::<usize>().expect("the number of a type")];
        let fault = match again(text) {
            Err(misfit) => Some(misfit.to_string()),
            Ok(written) => difference("", &value(text), &value(&written)),
        };
        faults.extend(fault.map(|fault| format!("{kind}\t{place}\t{name}\t{fault}")));
    }
    let list = faults.join("\n");
    assert!(faults.is_empty(), "of {n_cases} cases {} do not come back:\n{list}", faults.len());
}

fn value(text: &str) -> Value {
    text.parse().unwrap_or_else(|misfit| panic!("{misfit}: {text}"))
}

/// Where and how two values differ first. Numbers are compared by value, and the order of members does not count.
fn difference(path: &str, before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            one.iter().zip(other).enumerate().find_map(|(index, (one, other))| {
                difference(&format!("{path}[{index}]"), one, other)
            })
        }
        (Value::Object(one), Value::Object(other)) => {
            one.keys().chain(other.keys()).find_map(|name| {
                let path = format!("{path}.{name}");
                match (one.get(name), other.get(name)) {
                    (Some(one), Some(other)) => difference(&path, one, other),
                    (Some(_), None) => Some(format!("{path} is lost")),
                    (None, _) => Some(format!("{path} is new")),
                }
            })
        }
        _ if before == after => None,
        _ => Some(format!("{path} was {before} and is {after}")),
    }
}
