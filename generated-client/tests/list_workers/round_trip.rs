//! What is decoded encodes back to equal JSON, judged by another JSON library.

use crate::support::{Reply, Server, all_fixtures};
use cloudflare_client::json;
use serde_json::Value;

/// Equality of JSON: member order aside, numbers by value.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        (left, right) => left == right,
    }
}

async fn check(reply: Reply, result: &Value) {
    let scripts = Server::with(reply).list().await.expect("a list of scripts");
    let written: Value = serde_json::from_str(&json::to_string(&scripts)).expect("JSON is written");
    assert!(same(&written, result), "\nread    {result}\nwritten {written}");
}

async fn check_text(result: &str) {
    check(Reply::scripts(result), &serde_json::from_str(result).expect("the test's own JSON"))
        .await;
}

#[tokio::test]
async fn every_fixture_that_decodes_encodes_back() {
    let mut n_checked = 0;
    for fixture in all_fixtures() {
        let body: Value = serde_json::from_str(&fixture.body).expect("a fixture is JSON");
        if body["success"] == true {
            check(fixture.reply(), &body["result"]).await;
            n_checked += 1;
        }
    }
    assert_eq!(n_checked, 17);
}

#[tokio::test]
async fn unknown_members_survive_at_every_level() {
    check_text(
        r#"[{"id":"a","new":{"deep":[1,null,{"x":"\u20ac"}]},"routes":[{"id":"r","pattern":"p","new":1}],
            "observability":{"enabled":true,"new":null,"logs":{"enabled":true,"invocation_logs":false,"new":[]}},
            "placement":{"mode":"smart","new":"x"},"tail_consumers":[{"service":"s","new":{}}],"named_handlers":[{"new":false}]}]"#,
    )
    .await;
}

#[tokio::test]
async fn a_target_with_members_of_its_own_survives() {
    check_text(r#"[{"placement":{"mode":"targeted","target":[{"region":"aws:us-east-1","zone":"b"},{"continent":"EU"}]}}]"#).await;
}

#[tokio::test]
async fn numbers_survive_by_their_exact_value() {
    let result = r#"[{"observability":{"enabled":true,"head_sampling_rate":0.1000000000000000055511151231257827021181583404541015625001}}]"#;
    let scripts = Server::with(Reply::scripts(result)).list().await.unwrap();
    // The other library would round, so the text itself is looked for.
    assert!(
        json::to_string(&scripts)
            .contains("0.1000000000000000055511151231257827021181583404541015625001")
    );
}

#[tokio::test]
async fn rates_may_be_written_in_any_way() {
    check_text(
        r#"[{"observability":{"enabled":true,"head_sampling_rate":1e-1}},{"observability":{"enabled":true,"head_sampling_rate":1.0}},
            {"observability":{"enabled":true,"head_sampling_rate":1}},{"observability":{"enabled":true,"head_sampling_rate":0}}]"#,
    )
    .await;
}

#[tokio::test]
async fn a_time_that_is_none_does_not_fail_the_list() {
    check_text(
        r#"[{"created_on":"yesterday","modified_on":""},{"created_on":"2025-06-30T23:59:60Z"}]"#,
    )
    .await;
}
