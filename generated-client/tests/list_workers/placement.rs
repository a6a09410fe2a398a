//! Which variant a placement becomes: the eight documented shapes, and all that lies between and outside them.

use crate::support::{Reply, Server};
use cloudflare_client::json;
use cloudflare_client::types::Placement;

/// The placement that a script with this member is read with, after it was written and read once more.
async fn placement(text: &str) -> Placement {
    let server =
        Server::with(Reply::scripts(&format!(r#"[{{"id":"a","placement":{text}}},{{"id":"b"}}]"#)));
    let mut scripts = server.list().await.expect("no placement fails the list");
    assert_eq!(scripts.len(), 2);
    let placement = scripts.remove(0).placement.expect("a placement");
    let written = json::to_string(&placement);
    let original: serde_json::Value = serde_json::from_str(text).expect("the test's own JSON");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&written).expect("JSON is written"),
        original
    );
    placement
}

fn variant(placement: &Placement) -> &'static str {
    match placement {
        Placement::Smart(_) => "Smart",
        Placement::Region(_) => "Region",
        Placement::Hostname(_) => "Hostname",
        Placement::Host(_) => "Host",
        Placement::TargetedRegion(_) => "TargetedRegion",
        Placement::TargetedHostname(_) => "TargetedHostname",
        Placement::TargetedHost(_) => "TargetedHost",
        Placement::TargetedTarget(_) => "TargetedTarget",
        Placement::Unknown(_) => "Unknown",
        _ => "a variant that this test does not know",
    }
}

async fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(variant(&placement(text).await), *expected, "{text}");
    }
}

const EIGHT: [(&str, &str); 8] = [
    (r#"{"mode":"smart"}"#, "Smart"),
    (r#"{"region":"aws:us-east-1"}"#, "Region"),
    (r#"{"hostname":"api.example.com"}"#, "Hostname"),
    (r#"{"host":"db.example.com:5432"}"#, "Host"),
    (r#"{"mode":"targeted","region":"aws:us-east-1"}"#, "TargetedRegion"),
    (r#"{"mode":"targeted","hostname":"api.example.com"}"#, "TargetedHostname"),
    (r#"{"mode":"targeted","host":"db.example.com:5432"}"#, "TargetedHost"),
    (r#"{"mode":"targeted","target":[{"region":"aws:us-east-1"}]}"#, "TargetedTarget"),
];

#[tokio::test]
async fn each_documented_shape_is_its_own_variant() {
    check(&EIGHT).await;
}

#[tokio::test]
async fn shared_members_change_no_variant() {
    for (text, expected) in EIGHT {
        let open = text.strip_suffix('}').unwrap();
        let with_shared =
            format!(r#"{open},"status":"SUCCESS","last_analyzed_at":"2025-01-01T00:00:00Z"}}"#);
        assert_eq!(variant(&placement(&with_shared).await), expected, "{with_shared}");
    }
}

#[tokio::test]
async fn member_order_carries_nothing() {
    check(&[
        (r#"{"status":"SUCCESS","region":"aws:us-east-1","mode":"targeted"}"#, "TargetedRegion"),
        (r#"{"host":"h:1","mode":"targeted"}"#, "TargetedHost"),
        (r#"{"target":[],"mode":"targeted"}"#, "TargetedTarget"),
    ])
    .await;
}

#[tokio::test]
async fn what_fits_no_variant_is_unknown() {
    check(&[
        (r#"{"mode":"targeted"}"#, "Unknown"),
        ("{}", "Unknown"),
        (r#"{"status":"SUCCESS"}"#, "Unknown"),
        (r#"{"last_analyzed_at":"2025-01-01T00:00:00Z","status":"SUCCESS"}"#, "Unknown"),
        (r#"{"target":[{"region":"aws:us-east-1"}]}"#, "Unknown"),
        (r#"{"colo":"AMS"}"#, "Unknown"),
    ])
    .await;
}

#[tokio::test]
async fn a_mode_that_is_new_is_unknown_even_with_a_region() {
    check(&[
        (r#"{"mode":"pinned","region":"aws:us-east-1"}"#, "Unknown"),
        (r#"{"mode":"","host":"h:1"}"#, "Unknown"),
    ])
    .await;
}

#[tokio::test]
async fn ties_are_unknown() {
    check(&[
        (r#"{"mode":"targeted","region":"aws:us-east-1","host":"h:1"}"#, "Unknown"),
        (r#"{"region":"aws:us-east-1","host":"h:1"}"#, "Unknown"),
        (r#"{"mode":"targeted","region":"aws:us-east-1","target":[{"host":"h:1"}]}"#, "Unknown"),
        (
            r#"{"mode":"targeted","region":"a:b","hostname":"c","host":"d:1","target":[]}"#,
            "Unknown",
        ),
    ])
    .await;
}

#[tokio::test]
async fn smart_mode_names_the_meaning_beside_a_region() {
    check(&[(r#"{"mode":"smart","region":"aws:us-east-1"}"#, "Smart")]).await;
}

#[tokio::test]
async fn null_members_count_as_absent() {
    check(&[
        (r#"{"mode":null,"region":"aws:us-east-1"}"#, "Region"),
        (r#"{"mode":"targeted","region":"aws:us-east-1","host":null}"#, "TargetedRegion"),
        (r#"{"mode":"smart","region":null,"target":null}"#, "Smart"),
        (r#"{"mode":null}"#, "Unknown"),
        (r#"{"mode":"targeted","region":null}"#, "Unknown"),
    ])
    .await;
}

#[tokio::test]
async fn a_target_of_no_known_kind_stays_in_its_list() {
    let placement = placement(
        r#"{"mode":"targeted","target":[{"continent":"EU"},{"region":"a:b","host":"c:1"}]}"#,
    )
    .await;
    let Placement::TargetedTarget(placement) = placement else { panic!("{placement:?}") };
    assert_eq!(placement.target.len(), 2);
}

#[tokio::test]
async fn a_placement_that_is_no_object_is_unknown() {
    check(&[("\"smart\"", "Unknown"), ("7", "Unknown"), ("[]", "Unknown")]).await;
}
