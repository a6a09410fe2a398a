//! Decides how the body of a failure is read: APIs agree on little, so that several common forms are known.
//!
//! | body                                                        | messages                               |
//! |-------------------------------------------------------------|----------------------------------------|
//! | `{"errors": [{"code": 1, "message": "m"}, "text"]}`         | one each                               |
//! | `{"errors": {"name": ["is bad"]}}`                          | one each, the member named             |
//! | `{"error": {"code": 1, "message": "m"}}`                    | one                                    |
//! | `{"error": "invalid", "error_description": "m"}`            | one, the error being the code          |
//! | `{"code": 1, "error": "m"}`, `{"code": 1, "message": "m"}`  | one                                    |
//! | `{"title": "t", "detail": "d"}` (RFC 9457)                  | one                                    |
//! | anything else                                               | none: the text speaks for itself       |

use super::api::Envelope;
use super::api_error::{Code, Message};
use super::json::Value;
use std::time::Duration;

/// How deep chains of causes are followed.
const DEEPEST_CHAIN: usize = 8;

/// The messages in a failure's body.
pub(crate) fn messages(body: &Value, envelope: Option<Envelope>) -> Vec<Message> {
    let names = envelope.unwrap_or(Envelope::new("success", "errors"));
    let mut found = Vec::new();
    for member in [names.errors, "errors"] {
        match body.get(member) {
            Some(Value::Array(entries)) => {
                found.extend(entries.iter().filter_map(|entry| message(entry, names, 0)))
            }
            Some(Value::Object(members)) => {
                for (name, entry) in members {
                    let texts = entry.as_array().unwrap_or(std::slice::from_ref(entry));
                    found.extend(
                        texts
                            .iter()
                            .filter_map(|text| message(text, names, 0))
                            .map(|found| named(name, found)),
                    );
                }
            }
            _ => {}
        }
        if !found.is_empty() {
            return found;
        }
    }
    match body {
        Value::Array(entries) => {
            entries.iter().filter_map(|entry| message(entry, names, 0)).collect()
        }
        Value::Object(_) => message(body, names, 0).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether the body itself says that the call failed.
pub(crate) fn says_failed(body: &Value, envelope: Option<Envelope>) -> bool {
    envelope.is_some_and(|names| {
        !names.success.is_empty() && body.get(names.success).and_then(Value::as_bool) == Some(false)
    })
}

/// The wait that a body asks for, in seconds (edge errors as `application/problem+json`).
pub(crate) fn retry_after(body: &Value) -> Option<Duration> {
    let seconds = body.get("retry_after")?.as_f64()?;
    Duration::try_from_secs_f64(seconds).ok()
}

fn named(member: &str, mut found: Message) -> Message {
    found.message = format!("{member}: {}", found.message);
    found
}

fn message(entry: &Value, names: Envelope, depth: usize) -> Option<Message> {
    let plain = |message: &str| Message {
        code: Code::default(),
        message: message.into(),
        chain: Vec::new(),
        value: entry.clone(),
    };
    match entry {
        Value::String(text) => return Some(plain(text)),
        Value::Object(_) => {}
        _ => return None,
    }
    // `{"error": {…}}`: the inner object is the entry.
    if let Some(inner @ Value::Object(_)) = entry.get("error") {
        return if depth < DEEPEST_CHAIN { message(inner, names, depth + 1) } else { None };
    }
    let text = |name: &str| entry.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let error = text("error");
    let words = [
        names.message,
        "message",
        "error_description",
        "detail",
        "msg",
        "error_message",
        "reason",
        "description",
    ];
    let found = words.iter().find_map(|name| text(name));
    let mut code =
        Code::new([names.code, "code", "error_code"].iter().find_map(|name| entry.get(name)));
    let message = match (found, error) {
        (Some(found), Some(error)) if code.is_none() => {
            code = Code::new(Some(&Value::from(error)));
            found.to_owned()
        }
        (Some(found), _) => match text("title") {
            Some(title) if text("message").is_none() && title != found => {
                format!("{title}: {found}")
            }
            _ => found.to_owned(),
        },
        (None, Some(error)) => error.to_owned(),
        (None, None) => text("title").unwrap_or_default().to_owned(),
    };
    if code.is_none() {
        code = Code::new(
            entry.get("type").filter(|kind| kind.as_str().is_some_and(|kind| !kind.contains(':'))),
        );
    }
    if code.is_none() && message.is_empty() {
        return None;
    }
    let chain = match entry.get("error_chain").and_then(Value::as_array) {
        Some(causes) if depth < DEEPEST_CHAIN => {
            causes.iter().filter_map(|cause| self::message(cause, names, depth + 1)).collect()
        }
        _ => Vec::new(),
    };
    Some(Message { code, message, chain, value: entry.clone() })
}
