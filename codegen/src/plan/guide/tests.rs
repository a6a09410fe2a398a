//! What the guide says of tests without a network.

use super::super::Api;
use super::{Example, Guide};
use crate::ir::SchemeKind;

impl Guide<'_> {
    pub(super) fn tests(&mut self, table: &Api, example: Option<&Example>) {
        self.section(
            "Tests without a network",
            "The feature `testing` has mocks of this crate's own calls, and records and replays what a real server says.",
        );
        let needed = table.security.first().map(Vec::as_slice).unwrap_or_default();
        let credentials: String = table
            .schemes
            .iter()
            .filter(|scheme| needed.contains(&scheme.name) && scheme.kind != SchemeKind::MutualTls)
            .map(|scheme| {
                let password = if scheme.kind == SchemeKind::Basic { ", \"password\"" } else { "" };
                format!("\n    .{}(\"secret\"{password})", scheme.ident.as_str())
            })
            .collect();
        let code = r#"
use std::time::Duration;
use KRATE::{Client, testing::Mock};

let mock = Mock::new();
let client = Client::builder()CREDENTIALS
    .base_url("https://api.example.com")
    .transport(mock.clone())
    .build()?;
// Answers come in turn; each can have headers, a delay, and a number of times.
mock.on(REQUEST)
    .reply_error(429, 1, "slow down").retry_after(0)
    .reply_error(404, 2, "gone").delay(Duration::from_millis(20)).times(1);
let error = REQUEST.await.expect_err("the second attempt finds nothing");
assert!(error.is_not_found());
let sent = mock.requests();
assert_eq!(sent.len(), 2);
assert!(sent[0].header("authorization").is_none_or(|value| value.contains("secret")));
mock.verify(); // every answer was asked for
"#;
        self.code(&["testing"], &code.replace("CREDENTIALS", &credentials));
        if example.is_some_and(|example| example.answers_json) {
            self.docs.push_paragraph(
                "Each call whose reply is JSON has an example of it: the description's, or else one that is made of the schema.",
            );
            let code = r#"
use KRATE::{Client, testing::{self, Mock}};

let value = testing::example(&REQUEST).expect("the example fits its type");
println!("{value:?}");
let mock = Mock::new();
let client = Client::builder()CREDENTIALS
    .base_url("https://api.example.com")
    .transport(mock.clone())
    .build()?;
mock.on_any(REQUEST).reply_example();
assert_eq!(REQUEST.await?, value);
"#;
            self.code(&["testing"], &code.replace("CREDENTIALS", &credentials));
        }
        self.code(
            &["testing"],
            r#"
use KRATE::{Client, testing::{Recorder, Replay}};

let recorder = Recorder::create("exchanges.jsonl").expect("a file");
let client = Client::builder_from_env()?.record(&recorder).build()?;
REQUEST.await?; // written down, credentials masked

let replay = Replay::open("exchanges.jsonl").expect("a recording");
let client = Client::builder_from_env()?.transport(replay).build()?;
REQUEST.await?; // answered from the file
"#,
        );
    }
}
