//! The texts that are read: made by rule, so that every run has the same.

use std::fmt::Write as _;

/// The size that a list is filled to.
pub const SIZE: usize = 10_000_000;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        // Knuth's generator, "The Art of Computer Programming", volume 2, section 3.3.4.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn hex(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from_digit(self.next(16) as u32, 16).unwrap_or('0')).collect()
    }
}

/// An array of `size` bytes at least, of elements made by `element`, which is given what is to stand among its members.
fn list(size: usize, unknown: bool, element: fn(&mut Numbers, &str) -> String) -> String {
    let mut numbers = Numbers(1);
    let mut text = String::from("[");
    while text.len() < size {
        if text.len() > 1 {
            text.push(',');
        }
        let more = if unknown {
            format!(
                r#","x_region":"weur-{}","x_rank":{},"x_limits":{{"cpu_ms":{},"plan":"paid"}}"#,
                numbers.next(9),
                numbers.next(1000),
                numbers.next(50),
            )
        } else {
            String::new()
        };
        text.push_str(&element(&mut numbers, &more));
    }
    text.push(']');
    text
}

/// The scripts of a reply of List Workers.
pub fn scripts(size: usize, unknown: bool) -> String {
    list(size, unknown, |numbers, more| {
        let mut text = format!(
            r#"{{"id":"worker-{}","available_on_subdomain":true,"compatibility_date":"2025-0{}-15","compatibility_flags":["nodejs_compat"],"created_on":"2025-02-1{}T08:14:03.418122Z""#,
            numbers.next(100_000),
            1 + numbers.next(9),
            numbers.next(9),
        );
        _ = write!(
            text,
            r#","deployment_id":"{}","etag":"{}"{more},"handlers":["fetch","scheduled"],"has_assets":false,"has_modules":true,"last_deployed_from":"wrangler","logpush":false,"modified_on":"2025-09-30T17:02:44.093518Z""#,
            numbers.hex(32),
            numbers.hex(64),
        );
        if numbers.next(2) == 0 {
            text.push_str(r#","named_handlers":[{"handlers":["fetch"],"name":"Admin"}],"observability":{"enabled":true,"head_sampling_rate":0.25,"logs":{"enabled":true,"invocation_logs":true,"head_sampling_rate":1,"persist":true}}"#);
        }
        match numbers.next(8) {
            0 => text.push_str(r#","placement":{"mode":"smart","status":"SUCCESS"},"placement_mode":"smart""#),
            1 => text.push_str(r#","placement":{"mode":"targeted","region":"aws:eu-central-1"},"placement_mode":"targeted""#),
            2 => text.push_str(r#","placement":{"hostname":"db.shop.example.com"}"#),
            _ => {}
        }
        _ = write!(
            text,
            r#","tag":"{}","tags":["team-payments","tier:1"],"tail_consumers":[],"usage_model":"standard","routes":[{{"id":"{}","pattern":"shop.example.com/checkout/*","script":"checkout-api"}}]}}"#,
            numbers.hex(32),
            numbers.hex(32),
        );
        text
    })
}

fn account(numbers: &mut Numbers, more: &str) -> String {
    let id = numbers.next(10_000_000);
    let kind = ["user", "organization", "bot"][numbers.next(3) as usize];
    format!(
        r#"{{"id":{id},"login":"dev-{id}","url":"https://sample.example/accounts/dev-{id}"{more},"kind":"{kind}","admin":false,"score":{}.{}}}"#,
        numbers.next(100),
        1 + numbers.next(9),
    )
}

/// Events: nested objects and maps.
pub fn events(size: usize, unknown: bool) -> String {
    list(size, unknown, |numbers, more| {
        let (actor, owner, assignee) =
            (account(numbers, more), account(numbers, ""), account(numbers, ""));
        let id = numbers.next(1_000_000_000);
        format!(
            r#"{{"id":"{id}","type":"PullRequestEvent","created_at":"2026-03-0{}T10:20:30Z","public":true,"actor":{actor}{more},"repository":{{"id":{},"name":"parser","full_name":"dev/parser","owner":{owner},"private":false,"description":"Reads what is written, \"quotes\" and all.\nTwice.","stars":{},"topics":["rust","json","api"],"default_branch":"main"}},"labels":{{"area":"reader","kind":"bug","state":"open"}},"counts":{{"comments":{},"commits":{},"files":{}}},"assignees":[{assignee}],"body":null}}"#,
            1 + numbers.next(9),
            numbers.next(1_000_000),
            numbers.next(50_000),
            numbers.next(50),
            numbers.next(50),
            numbers.next(500),
        )
    })
}

fn piece(numbers: &mut Numbers, more: &str) -> String {
    let id = numbers.next(1_000_000);
    match numbers.next(6) {
        0 => format!(
            r#"{{"type":"text","text":"The reply to question {id} is rather long, as it says why and how, with an example or two of what was meant."{more},"annotations":[{{"start":{},"end":{},"title":"Source {id}"}}]}}"#,
            numbers.next(100),
            100 + numbers.next(100),
        ),
        1 => format!(
            r#"{{"type":"image","url":"https://sample.example/images/{id}.png","width":1024,"height":768{more}}}"#
        ),
        2 => format!(
            r#"{{"type":"call","id":"call_{id}","name":"look_up"{more},"arguments":{{"city":"Oslo","unit":"celsius","day":"tomorrow"}}}}"#
        ),
        3 => format!(
            r#"{{"type":"result","id":"call_{id}","content":"It will rain in the morning and clear up later.","failed":false{more}}}"#
        ),
        4 => format!(
            r#"{{"type":"link","href":"https://sample.example/pages/{id}","title":"Page {id}"{more}}}"#
        ),
        _ => format!(r#"{{"type":"refusal","reason":"That is none of my business."{more}}}"#),
    }
}

/// Pieces of conversations: a union with a tag.
pub fn pieces(size: usize, unknown: bool) -> String {
    list(size, unknown, piece)
}

/// Conversations: lists of pieces in objects.
pub fn conversations(size: usize, unknown: bool) -> String {
    list(size, unknown, |numbers, more| {
        let id = numbers.hex(24);
        let pieces: Vec<String> = (0..6).map(|_| piece(numbers, "")).collect();
        format!(
            r#"{{"id":"conv_{id}","model":"large-2"{more},"content":[{}],"usage":{{"input":{},"output":{},"cached":0}},"metadata":{{"team":"payments","ticket":"T-1234"}}}}"#,
            pieces.join(","),
            numbers.next(100_000),
            numbers.next(10_000),
        )
    })
}

/// Sets of rules: numbers of all kinds.
pub fn rulesets(size: usize, unknown: bool) -> String {
    list(size, unknown, |numbers, more| {
        let id = numbers.hex(32);
        let rules: Vec<String> = (0..5)
            .map(|index| {
                let action = ["block", "challenge", "log", "skip", "rewrite"][index % 5];
                let weights: Vec<String> =
                    (0..6).map(|_| format!("0.{:06}", 1 + numbers.next(999_999))).collect();
                format!(
                    r#"{{"id":"{}","expression":"http.request.uri.path contains \"/login\" and not ip.src in $office","enabled":true{more},"action":"{action}","priority":{},"weight":{}.5,"weights":[{}],"ports":[80,443,{}],"limits":{{"burst":{{"requests":{},"period":10,"burst":20}},"steady":{{"requests":{},"period":60,"ratio":0.75}}}}}}"#,
                    numbers.hex(32),
                    numbers.next(1000),
                    numbers.next(100),
                    weights.join(","),
                    1024 + numbers.next(60_000),
                    numbers.next(1000),
                    numbers.next(100_000),
                )
            })
            .collect();
        format!(
            r#"{{"id":"{id}","name":"rules {}","version":{},"last_updated":"2026-01-02T03:04:05.678901Z"{more},"rules":[{}]}}"#,
            numbers.next(1000),
            numbers.next(100),
            rules.join(","),
        )
    })
}

/// The same JSON with the members of each object sorted by name, which is the order of no description.
pub fn sorted(text: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    value.to_string()
}

/// Whether two values are equal, numbers by what they are and not by how they are written.
pub fn equal(one: &serde_json::Value, other: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, one)| other.get(name).is_some_and(|it| equal(one, it)))
        }
        _ => one == other,
    }
}
