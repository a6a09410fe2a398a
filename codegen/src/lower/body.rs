//! Decides what an operation sends as its body, and in which forms.

use super::Lowering;
use super::media::{self, Way};
use super::paths::Found;
use crate::diagnostic::{Code, Report};
use crate::ir::{Body, Origin};

/// The request body, if the operation has one.
///
/// # Errors
///
/// Why nothing can be sent that the description asks for.
pub(super) fn body<'a>(
    lowering: &mut Lowering<'a>,
    found: &Found<'a>,
    index: u32,
    report: &mut Report,
) -> Result<Option<Body>, String> {
    let Some(written) = found.operation.get("requestBody") else { return Ok(None) };
    let unreadable = || "its request body cannot be read".to_owned();
    let cursor = lowering.document.follow(&written, report).ok_or_else(unreadable)?;
    if !cursor.is_object() {
        report.add(
            Code::UnexpectedKind,
            &cursor.place,
            format!("a request body must be an object, not {}", cursor.kind()),
        );
        return Err(unreadable());
    }
    if found.method == "TRACE" {
        // The method forbids it: RFC 9110, section 9.3.8.
        report.add(
            Code::IgnoredBody,
            &written.place,
            "a TRACE request has no body: it is left out",
        );
        return Ok(None);
    }
    let required = cursor.bool("required").unwrap_or(false);
    let mut media = match cursor.get("content") {
        Some(content) => media::all(lowering, &content, Way::Sent, &Origin::Request(index), report),
        None => Vec::new(),
    };
    if media.is_empty() {
        let outcome = if required { ", and is taken for bytes" } else { "" };
        let message = format!("the request body has no media type{outcome}");
        report.add(Code::EmptyBody, &cursor.place, message);
        if !required {
            return Ok(None);
        }
        media.push(media::bytes(&cursor));
    }
    let description = written.str("description").or_else(|| cursor.str("description"));
    Ok(Some(Body { required, description: description.map(str::to_owned), media }))
}
