//! One test for each fixture that is a list of scripts: what `spec/fixtures/index.yaml` says it shows.

use crate::support::{ACCOUNT, Fixture, all_fixtures, fixtures_folder};
use cloudflare_client::types::{
    Placement, PlacementMode, PlacementStatus, PlacementTarget, Script, UsageModel,
};

async fn scripts(number: &str) -> Vec<Script> {
    Fixture::numbered(number).serve().list().await.expect("a list of scripts")
}

async fn only(number: &str) -> Script {
    let mut scripts = scripts(number).await;
    assert_eq!(scripts.len(), 1);
    scripts.remove(0)
}

#[test]
fn the_index_names_every_file_once() {
    let mut files: Vec<String> = std::fs::read_dir(fixtures_folder().join("list-workers"))
        .unwrap()
        .map(|entry| format!("list-workers/{}", entry.unwrap().file_name().to_string_lossy()))
        .collect();
    files.sort();
    let indexed = all_fixtures();
    assert_eq!(indexed.iter().map(|fixture| fixture.file.clone()).collect::<Vec<_>>(), files);
    assert!(indexed.iter().all(|fixture| fixture.operation == "worker-script-list-workers" && fixture.status != 0));
}

#[tokio::test]
async fn f01_every_documented_member_is_read() {
    let script = only("01").await;
    assert_eq!(script.id.as_deref(), Some("my-workers-script"));
    assert_eq!(script.compatibility_date.as_deref(), Some("2021-01-01"));
    assert_eq!(script.compatibility_flags.as_deref(), Some(&["nodejs_compat".to_owned()][..]));
    assert_eq!(script.created_on.as_ref().map(|time| time.as_str()), Some("2017-01-01T00:00:00Z"));
    assert_eq!(script.etag.as_deref(), Some("ea95132c15732412d22c1476fa83f27a"));
    assert_eq!(script.handlers.as_deref(), Some(&["fetch".to_owned(), "scheduled".to_owned()][..]));
    assert_eq!(
        (script.has_assets, script.has_modules, script.logpush),
        (Some(false), Some(false), Some(false))
    );
    assert_eq!(script.last_deployed_from.as_deref(), Some("wrangler"));
    assert_eq!(script.migration_tag.as_deref(), Some("v1"));
    assert_eq!(script.modified_on.as_ref().map(|time| time.as_str()), Some("2017-01-01T00:00:00Z"));
    let named = script.named_handlers.as_ref().unwrap();
    assert_eq!(named[0].name.as_deref(), Some("MyDurableObject"));
    assert_eq!(named[0].handlers.as_deref(), Some(&["class".to_owned()][..]));
    assert_eq!(script.tag.as_deref(), Some("e8f70fdbc8b1fb0b8ddb1af166186758"));
    assert_eq!(script.tags.as_ref().unwrap().as_ref().unwrap(), &["my-team", "my-public-api"]);
    assert_eq!(script.usage_model, Some(UsageModel::Standard));
    assert!(script.other.is_empty());
}

#[tokio::test]
async fn f01_nested_objects_are_read() {
    let script = only("01").await;
    let observability = script.observability.as_ref().unwrap();
    assert!(observability.enabled);
    assert_eq!(observability.head_sampling_rate, Some(Some(0.1)));
    let logs = observability.logs.as_ref().unwrap().as_ref().unwrap();
    assert_eq!((logs.enabled, logs.invocation_logs, logs.persist), (true, true, Some(true)));
    assert_eq!(logs.destinations.as_deref(), Some(&["cloudflare".to_owned()][..]));
    assert_eq!(logs.head_sampling_rate, Some(Some(0.1)));
    let traces = observability.traces.as_ref().unwrap().as_ref().unwrap();
    assert_eq!((traces.enabled, traces.persist), (Some(true), Some(true)));
    assert_eq!(traces.head_sampling_rate, Some(Some(0.1)));
    let route = &script.routes.as_ref().unwrap().as_ref().unwrap()[0];
    assert_eq!(
        (route.id.as_str(), route.pattern.as_str()),
        ("023e105f4ecef8ad9ca31a8372d0c353", "example.com/*")
    );
    assert_eq!(route.script.as_deref(), Some("my-workers-script"));
    let consumer = &script.tail_consumers.as_ref().unwrap().as_ref().unwrap()[0];
    assert_eq!(consumer.service, "my-log-consumer");
    assert_eq!(
        (consumer.environment.as_deref(), consumer.namespace.as_deref()),
        (Some("production"), Some("my-namespace"))
    );
}

#[tokio::test]
async fn f01_entries_in_errors_do_not_make_a_failure() {
    let server = Fixture::numbered("01").serve();
    let reply = server.client().workers().scripts().list(ACCOUNT).with_response().await.unwrap();
    let errors = reply.members().get("errors").unwrap().to_string();
    assert!(errors.contains(r#""pointer":"pointer""#), "{errors}");
    assert_eq!(reply.into_inner().len(), 1);
}

#[tokio::test]
async fn f02_no_scripts_are_an_empty_list() {
    assert!(scripts("02").await.is_empty());
}

#[tokio::test]
async fn f03_what_is_not_sent_is_absent_and_not_empty() {
    let scripts = scripts("03").await;
    assert_eq!(scripts.len(), 2);
    assert_eq!(scripts[0].id.as_deref(), Some("hello"));
    assert_eq!(scripts[1], Script::default());
    assert_eq!(
        (scripts[0].tags.is_none(), scripts[0].handlers.is_none(), scripts[0].routes.is_none()),
        (true, true, true)
    );
}

#[tokio::test]
async fn f04_smart_placement_has_its_shared_members_and_twins() {
    let script = only("04").await;
    let Some(Placement::Smart(placement)) = &script.placement else {
        panic!("{:?}", script.placement)
    };
    assert_eq!(placement.status, Some(PlacementStatus::Success));
    assert_eq!(
        placement.last_analyzed_at.as_ref().map(|time| time.as_str()),
        Some("2025-09-30T16:55:10Z")
    );
    assert_eq!(script.placement_mode, Some(PlacementMode::Smart));
    assert_eq!(script.placement_status, Some(PlacementStatus::Success));
}

#[tokio::test]
async fn f05_a_region_without_a_mode() {
    let script = only("05").await;
    let Some(Placement::Region(placement)) = &script.placement else {
        panic!("{:?}", script.placement)
    };
    assert_eq!(placement.region, "aws:us-east-1");
    assert!(placement.status.is_none() && placement.last_analyzed_at.is_none());
}

#[tokio::test]
async fn f06_a_hostname_with_a_status() {
    let script = only("06").await;
    let Some(Placement::Hostname(placement)) = &script.placement else {
        panic!("{:?}", script.placement)
    };
    assert_eq!(placement.hostname, "api.example.com");
    assert_eq!(placement.status, Some(PlacementStatus::InsufficientInvocations));
}

#[tokio::test]
async fn f07_a_host() {
    let script = only("07").await;
    let Some(Placement::Host(placement)) = &script.placement else {
        panic!("{:?}", script.placement)
    };
    assert_eq!(placement.host, "db.example.com:5432");
}

#[tokio::test]
async fn f08_a_targeted_region_is_no_plain_region() {
    let script = only("08").await;
    let Some(Placement::TargetedRegion(placement)) = &script.placement else {
        panic!("{:?}", script.placement)
    };
    assert_eq!(placement.region, "gcp:europe-west1");
    assert_eq!(
        placement.last_analyzed_at.as_ref().map(|time| time.as_str()),
        Some("2025-08-01T00:00:00Z")
    );
    let written = cloudflare_client::json::to_value(&script.placement);
    assert_eq!(written.get("mode").and_then(|mode| mode.as_str()), Some("targeted"));
}

#[tokio::test]
async fn f09_a_targeted_hostname() {
    let script = only("09").await;
    let Some(Placement::TargetedHostname(placement)) = &script.placement else {
        panic!("{:?}", script.placement)
    };
    assert_eq!(placement.hostname, "api.example.com");
}

#[tokio::test]
async fn f10_a_targeted_host() {
    let script = only("10").await;
    let Some(Placement::TargetedHost(placement)) = &script.placement else {
        panic!("{:?}", script.placement)
    };
    assert_eq!(placement.host, "db.example.com:5432");
}

#[tokio::test]
async fn f11_each_kind_of_target() {
    let scripts = scripts("11").await;
    let targets: Vec<&PlacementTarget> = scripts
        .iter()
        .map(|script| match &script.placement {
            Some(Placement::TargetedTarget(placement)) if placement.target.len() == 1 => {
                &placement.target[0]
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let [
        PlacementTarget::Region(region),
        PlacementTarget::Hostname(hostname),
        PlacementTarget::Host(host),
    ] = targets[..]
    else {
        panic!("{targets:?}")
    };
    assert_eq!(region.region, "azure:westeurope");
    assert_eq!(hostname.hostname, "api.example.com");
    assert_eq!(host.host, "db.example.com:5432");
}

#[tokio::test]
async fn f12_placements_of_no_known_kind_are_kept() {
    let scripts = scripts("12").await;
    let kept: Vec<String> = scripts
        .iter()
        .map(|script| match &script.placement {
            Some(Placement::Unknown(value)) => value.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kept, [r#"{"colo":"AMS","mode":"pinned"}"#, r#"{"mode":"targeted"}"#, "{}"]);
}

#[tokio::test]
async fn f13_new_enum_values_are_kept_as_text() {
    let scripts = scripts("13").await;
    assert_eq!(scripts[0].usage_model, Some(UsageModel::Unknown("metered".into())));
    let Some(Placement::Smart(placement)) = &scripts[1].placement else {
        panic!("{:?}", scripts[1].placement)
    };
    assert_eq!(placement.status, Some(PlacementStatus::Unknown("ANALYZING".into())));
    assert_eq!(
        scripts[1].placement_status.as_ref().map(|status| status.as_str()),
        Some("ANALYZING")
    );
}

#[tokio::test]
async fn f14_members_newer_than_the_page_are_read() {
    let script = only("14").await;
    assert_eq!(script.deployment_id.as_deref(), Some("8ce3e71ef8635d2bf27913bb680d7f88"));
    assert_eq!(script.available_on_subdomain, Some(true));
    let cache = script.cache_options.as_ref().unwrap();
    assert_eq!((cache.enabled, cache.cross_version_cache), (Some(true), Some(false)));
    let counter = &script.exports.as_ref().unwrap()["Counter"];
    assert_eq!(counter.get("storage").and_then(|storage| storage.as_str()), Some("sqlite"));
    assert_eq!(
        script.routes.as_ref().unwrap().as_ref().unwrap()[0].request_limit_fail_open,
        Some(false)
    );
    let observability = script.observability.as_ref().unwrap();
    assert_eq!(observability.redact_query_string, Some(false));
    assert_eq!(observability.issues.as_ref().unwrap().enabled, Some(true));
    let traces = observability.traces.as_ref().unwrap().as_ref().unwrap();
    assert_eq!(traces.propagation_policy, Some(Some("authenticated".to_owned())));
}

#[tokio::test]
async fn f14_other_members_of_the_envelope_are_at_hand() {
    let server = Fixture::numbered("14").serve();
    let reply = server.client().workers().scripts().list(ACCOUNT).with_response().await.unwrap();
    let info = reply.members().get("result_info").unwrap();
    assert_eq!(info.get("total_count").map(ToString::to_string).as_deref(), Some("1"));
    assert!(reply.members().get("result").is_none());
}

#[tokio::test]
async fn f15_nulls_read_as_absent_and_declared_nulls_as_null() {
    let scripts = scripts("15").await;
    let outer = &scripts[0];
    assert_eq!(
        (&outer.tags, &outer.tail_consumers, &outer.routes),
        (&Some(None), &Some(None), &Some(None))
    );
    assert!(
        outer.compatibility_date.is_none()
            && outer.handlers.is_none()
            && outer.usage_model.is_none()
    );
    assert!(
        outer.placement.is_none()
            && outer.observability.is_none()
            && outer.named_handlers.is_none()
    );
    assert_eq!(outer.has_modules, Some(true));
    let inner = scripts[1].observability.as_ref().unwrap();
    assert_eq!(
        (inner.head_sampling_rate, &inner.logs, &inner.traces),
        (Some(None), &Some(None), &Some(None))
    );
    assert!(scripts[1].routes.as_ref().unwrap().as_ref().unwrap()[0].script.is_none());
}

#[tokio::test]
async fn f16_instants_are_right_whatever_the_offset() {
    let scripts = scripts("16").await;
    let created: Vec<Option<i64>> = scripts
        .iter()
        .map(|script| script.created_on.as_ref().and_then(|time| time.unix_seconds()))
        .collect();
    // 2025-05-31T13:34:34Z twice, once written with an offset of two hours, and 2026-05-07T10:31:47Z.
    assert_eq!(created, [Some(1_748_698_474), Some(1_748_698_474), Some(1_778_149_907)]);
    let half_past = cloudflare_client::json::DateTime::new("2025-05-31T13:34:34.50Z");
    assert_eq!(scripts[1].modified_on.as_ref(), Some(&half_past));
    assert_eq!(scripts[0].created_on.as_ref().unwrap().to_string(), "2025-05-31T13:34:34.404108Z");
}

#[tokio::test]
async fn f24_several_scripts_keep_their_order_and_kinds() {
    let server = Fixture::numbered("24").serve();
    let reply = server.client().workers().scripts().list(ACCOUNT).with_response().await.unwrap();
    let messages = reply.members().get("messages").unwrap().to_string();
    assert!(messages.contains("10068"), "{messages}");
    let scripts = reply.into_inner();
    let names: Vec<&str> = scripts.iter().filter_map(|script| script.id.as_deref()).collect();
    assert_eq!(names, ["checkout-api", "nightly-report", "chat-rooms", "docs-site"]);
    assert!(scripts[0].routes.as_ref().unwrap().as_ref().unwrap()[1].script.is_none());
    let handlers = scripts[2].named_handlers.as_ref().unwrap();
    assert_eq!(
        handlers.iter().filter_map(|handler| handler.name.as_deref()).collect::<Vec<_>>(),
        ["Room", "Admin"]
    );
    assert_eq!(scripts[2].observability.as_ref().unwrap().head_sampling_rate, Some(Some(1.0)));
    assert_eq!(scripts[3].usage_model, Some(UsageModel::Unbound));
}
