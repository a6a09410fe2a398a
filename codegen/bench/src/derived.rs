//! The sample types and those of List Workers, as somebody would write them by hand for serde's derive: the same fields of the same
//! types. Twice: `plain` forgets members that it does not know, `kept` keeps them as generated types do.
//!
//! Where a generated type is a union that no tag decides (`Placement`) the derived one is a flat struct of all members, which is less
//! work than any union.

#![allow(missing_docs, reason = "as in the description")]

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A struct with what is said of its other members.
macro_rules! record {
    ({ $($other:tt)* } struct $name:ident { $($(#[$on:meta])* $field:ident: $type:ty,)* }) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            $($(#[$on])* pub $field: $type,)*
            $($other)*
        }
    };
}

macro_rules! types {
    ($module:ident $other:tt $(struct $name:ident $fields:tt)*) => {
        pub mod $module {
            use super::*;

            $(record! { $other struct $name $fields })*

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            #[serde(tag = "type", rename_all = "snake_case")]
            pub enum Piece {
                Text(TextPiece),
                Image(ImagePiece),
                Call(CallPiece),
                Result(ResultPiece),
                Link(LinkPiece),
                Refusal(RefusalPiece),
            }
        }
    };
}

macro_rules! twice {
    ($($types:tt)*) => {
        types! { plain {} $($types)* }
        types! { kept { #[serde(flatten)] pub other: BTreeMap<String, Value>, } $($types)* }
    };
}

/// Null and absent are two things.
pub fn nullable<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Deserialize::deserialize(deserializer).map(Some)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    User,
    Organization,
    Bot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleAction {
    Block,
    Challenge,
    Log,
    Skip,
    Rewrite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsageModel {
    Standard,
    Bundled,
    Unbound,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlacementMode {
    Smart,
    Targeted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PlacementStatus {
    Success,
    UnsupportedApplication,
    InsufficientInvocations,
}

twice! {
    struct Event {
        id: String,
        r#type: String,
        created_at: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        public: Option<bool>,
        actor: Account,
        repository: Repository,
        #[serde(skip_serializing_if = "Option::is_none")]
        labels: Option<BTreeMap<String, String>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        counts: Option<BTreeMap<String, i64>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        assignees: Option<Vec<Account>>,
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
        body: Option<Option<String>>,
    }
    struct Account {
        id: i64,
        login: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        kind: Option<AccountKind>,
        #[serde(skip_serializing_if = "Option::is_none")]
        admin: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        score: Option<f64>,
    }
    struct Repository {
        id: i64,
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        full_name: Option<String>,
        owner: Account,
        #[serde(skip_serializing_if = "Option::is_none")]
        private: Option<bool>,
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
        description: Option<Option<String>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        stars: Option<i32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        topics: Option<Vec<String>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        default_branch: Option<String>,
    }
    struct Conversation {
        id: String,
        model: String,
        content: Vec<Piece>,
        #[serde(skip_serializing_if = "Option::is_none")]
        usage: Option<Usage>,
        #[serde(skip_serializing_if = "Option::is_none")]
        metadata: Option<BTreeMap<String, String>>,
    }
    struct Usage {
        input: i64,
        output: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        cached: Option<i64>,
    }
    struct TextPiece {
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        annotations: Option<Vec<Annotation>>,
    }
    struct Annotation {
        start: i64,
        end: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    }
    struct ImagePiece {
        url: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        width: Option<i32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        height: Option<i32>,
    }
    struct CallPiece {
        id: String,
        name: String,
        arguments: BTreeMap<String, String>,
    }
    struct ResultPiece {
        id: String,
        content: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        failed: Option<bool>,
    }
    struct LinkPiece {
        href: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    }
    struct RefusalPiece {
        reason: String,
    }
    struct Ruleset {
        id: String,
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_updated: Option<String>,
        rules: Vec<Rule>,
    }
    struct Rule {
        id: String,
        expression: String,
        enabled: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        action: Option<RuleAction>,
        #[serde(skip_serializing_if = "Option::is_none")]
        priority: Option<i32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        weight: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        weights: Option<Vec<f64>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        ports: Option<Vec<i32>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        limits: Option<BTreeMap<String, Limit>>,
    }
    struct Limit {
        requests: i64,
        period: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        burst: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        ratio: Option<f64>,
    }
    struct Script {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        available_on_subdomain: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        cache_options: Option<CacheOptions>,
        #[serde(skip_serializing_if = "Option::is_none")]
        compatibility_date: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        compatibility_flags: Option<Vec<String>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        created_on: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        deployment_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        etag: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        exports: Option<BTreeMap<String, Value>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        handlers: Option<Vec<String>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        has_assets: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        has_modules: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_deployed_from: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        logpush: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        migration_tag: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        modified_on: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        named_handlers: Option<Vec<NamedHandler>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        observability: Option<Observability>,
        #[serde(skip_serializing_if = "Option::is_none")]
        placement: Option<Placement>,
        #[serde(skip_serializing_if = "Option::is_none")]
        placement_mode: Option<PlacementMode>,
        #[serde(skip_serializing_if = "Option::is_none")]
        placement_status: Option<PlacementStatus>,
        #[serde(skip_serializing_if = "Option::is_none")]
        tag: Option<String>,
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
        tags: Option<Option<Vec<String>>>,
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
        tail_consumers: Option<Option<Vec<TailConsumer>>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        usage_model: Option<UsageModel>,
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
        routes: Option<Option<Vec<Route>>>,
    }
    struct CacheOptions {
        #[serde(skip_serializing_if = "Option::is_none")]
        enabled: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        cross_version_cache: Option<bool>,
    }
    struct NamedHandler {
        #[serde(skip_serializing_if = "Option::is_none")]
        handlers: Option<Vec<String>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    }
    struct Observability {
        enabled: bool,
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
        head_sampling_rate: Option<Option<f64>>,
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
        logs: Option<Option<ObservabilityLogs>>,
    }
    struct ObservabilityLogs {
        enabled: bool,
        invocation_logs: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        destinations: Option<Vec<String>>,
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
        head_sampling_rate: Option<Option<f64>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        persist: Option<bool>,
    }
    struct Placement {
        #[serde(skip_serializing_if = "Option::is_none")]
        mode: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        region: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        hostname: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        host: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_analyzed_at: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<PlacementStatus>,
    }
    struct TailConsumer {
        service: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        environment: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        namespace: Option<String>,
    }
    struct Route {
        id: String,
        pattern: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        request_limit_fail_open: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        script: Option<String>,
    }
}

/// The pieces of a conversation told apart by trying one after another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Untagged {
    Text { r#type: String, text: String, annotations: Option<Vec<plain::Annotation>> },
    Image { r#type: String, url: String, width: Option<i32>, height: Option<i32> },
    Call { r#type: String, id: String, name: String, arguments: BTreeMap<String, String> },
    Result { r#type: String, id: String, content: String, failed: Option<bool> },
    Link { r#type: String, href: String, title: Option<String> },
    Refusal { r#type: String, reason: String },
}
