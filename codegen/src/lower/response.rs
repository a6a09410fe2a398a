//! Decides what success looks like and what failures are described.
//!
//! | described                   | success               | failures             |
//! |-----------------------------|-----------------------|----------------------|
//! | some 2xx                    | those                 | everything else      |
//! | no 2xx, but redirections    | the bytes they lead to | everything else     |
//! | no 2xx, but `default`       | `default`             | everything else      |
//! | nothing of these            | a reply without content | everything          |

use super::media;
use super::paths::Found;
use super::{Lowering, envelope};
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report};
use crate::ir::{Media, MediaForm, Origin, Response, TypeRef};
use std::collections::BTreeMap;

/// Statuses of a reply that leads elsewhere, which the client follows.
const REDIRECTIONS: [&str; 6] = ["301", "302", "303", "307", "308", "3XX"];

/// An operation's responses.
pub(super) struct Responses {
    /// What success looks like.
    pub(super) success: Vec<Response>,
    /// Described failures.
    pub(super) failures: Vec<Response>,
    /// The type of a successful reply, the envelope included.
    pub(super) reply: Option<TypeRef>,
}

/// Lowers the responses.
///
/// # Errors
///
/// Why a success could not be read.
pub(super) fn responses<'a>(
    lowering: &mut Lowering<'a>,
    found: &Found<'a>,
    index: u32,
    report: &mut Report,
) -> Result<Responses, String> {
    let by_status = by_status(lowering, &found.operation, report);
    let is_success = |status: &str| status.starts_with('2');
    let has_success = by_status.keys().any(|status| is_success(status));
    let has_redirection =
        !has_success && by_status.keys().any(|status| REDIRECTIONS.contains(&status.as_str()));
    let n_success = by_status.keys().filter(|status| is_success(status)).count();

    let mut responses = Responses { success: Vec::new(), failures: Vec::new(), reply: None };
    let mut read: Option<(String, Media)> = None;
    for (status, written) in &by_status {
        let succeeds =
            is_success(status) || (status == "default" && !has_success && !has_redirection);
        let origin = match succeeds {
            true => Origin::Response(index, (n_success > 1).then(|| status.clone())),
            false => Origin::Failure(index, status.clone()),
        };
        let Some(cursor) = lowering.document.follow(written, report) else {
            if succeeds {
                return Err(format!("its response {status} cannot be read"));
            }
            continue;
        };
        if !cursor.is_object() {
            report.add(
                Code::UnexpectedKind,
                &cursor.place,
                format!("a response must be an object, not {}", cursor.kind()),
            );
            if succeeds {
                return Err(format!("its response {status} is not an object"));
            }
            continue;
        }
        let mut response =
            response(lowering, &found.method, status, written, &cursor, &origin, report);
        if succeeds {
            if let Some(Media { form: MediaForm::Json(ty), .. }) = &response.media {
                responses.reply.get_or_insert(*ty);
            }
            report_other_form(&response, &cursor, &mut read, report);
            envelope::open(lowering, &mut response);
            responses.success.push(response);
        } else if has_redirection && REDIRECTIONS.contains(&status.as_str()) {
            if response.media.is_some() {
                let message =
                    format!("the client follows a reply {status}, so its content is not read");
                report.add(Code::IgnoredContent, &cursor.place, message);
            }
            if responses.success.is_empty() {
                responses.success.push(behind_redirection(response, &cursor));
            }
        } else {
            responses.failures.push(response);
        }
    }
    Ok(responses)
}

/// Says so when a success is no stream and the first that has content is one, or the reverse: a reply is read in one way or the other.
fn report_other_form(
    response: &Response,
    at: &Cursor<'_>,
    read: &mut Option<(String, Media)>,
    report: &mut Report,
) {
    let Some(media) = &response.media else { return };
    let (status, first) = read.get_or_insert_with(|| (response.status.clone(), media.clone()));
    let is_other = std::mem::discriminant(&first.form) != std::mem::discriminant(&media.form);
    if is_other && (first.form.is_stream() || media.form.is_stream()) {
        let message = format!(
            "a reply {} is `{}`, but is read as `{}` like the reply {status}",
            response.status, media.content_type, first.content_type
        );
        report.add(Code::ReplyOfAnotherForm, &at.place, message);
    }
}

/// The responses by status, in the order 200, 2XX, …, default. What is no status is reported.
fn by_status<'a>(
    lowering: &Lowering<'a>,
    operation: &Cursor<'a>,
    report: &mut Report,
) -> BTreeMap<String, Cursor<'a>> {
    let mut all = BTreeMap::new();
    let Some(responses) = operation.get("responses") else {
        report.add(Code::NoResponse, &operation.place, "the operation describes no response");
        return all;
    };
    if !responses.is_object() {
        report.add(
            Code::UnexpectedKind,
            &responses.place,
            format!("`responses` must be an object, not {}", responses.kind()),
        );
    }
    for (status, response) in responses.members().filter(|(status, _)| !status.starts_with("x-")) {
        let normal = if status.eq_ignore_ascii_case("default") {
            "default".to_owned()
        } else {
            status.to_ascii_uppercase()
        };
        let digits = normal.as_bytes();
        let is_status = matches!(digits, [b'1'..=b'5', b'X', b'X'])
            || matches!(digits, [b'1'..=b'9', rest @ ..] if rest.len() == 2 && rest.iter().all(u8::is_ascii_digit));
        if !is_status && normal != "default" {
            report.add(
                Code::InvalidStatus,
                &response.place,
                format!("`{status}` is no status of a response"),
            );
        } else if !normal.starts_with('1') {
            all.insert(normal, response);
        } else if lowering
            .document
            .follow(&response, report)
            .is_some_and(|response| response.has("content"))
        {
            let message =
                format!("what a server says before its answer, in a reply {status}, is not read");
            report.add(Code::IgnoredContent, &response.place, message);
        }
    }
    if all.is_empty() {
        report.add(Code::NoResponse, &responses.place, "the operation describes no response");
    }
    all
}

/// What can be answered to a webhook or callback that goes out by `method`. It is written by the caller's server, of which nothing
/// is asked: what cannot be read of it is reported and left out.
pub(super) fn answers<'a>(
    lowering: &mut Lowering<'a>,
    operation: &Cursor<'a>,
    method: &str,
    name: &str,
    report: &mut Report,
) -> Vec<Response> {
    if !operation.has("responses") {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (status, written) in by_status(lowering, operation, report) {
        let Some(cursor) = lowering.document.follow(&written, report) else { continue };
        let origin = Origin::Answer(name.to_owned(), Some(status.clone()));
        all.push(response(lowering, method, &status, &written, &cursor, &origin, report));
    }
    all
}

fn response<'a>(
    lowering: &mut Lowering<'a>,
    method: &str,
    status: &str,
    written: &Cursor<'a>,
    cursor: &Cursor<'a>,
    origin: &Origin,
    report: &mut Report,
) -> Response {
    let has_content = method != "HEAD" && !matches!(status, "204" | "205" | "304");
    let content = cursor.get("content").filter(|content| content.members().next().is_some());
    let mut media = match content {
        Some(content) if has_content => {
            media::all(lowering, &content, media::Way::Received, origin, report)
        }
        Some(content) => {
            report.add(
                Code::IgnoredContent,
                &content.place,
                format!("a reply {status} to {} has no content", method),
            );
            Vec::new()
        }
        None => Vec::new(),
    };
    let others = if media.is_empty() { Vec::new() } else { media.split_off(1) };
    let example = media.first().and_then(|media| example(lowering, cursor, media, report));
    let description = written
        .str("description")
        .or_else(|| cursor.str("description"))
        .filter(|text| !text.trim().is_empty())
        .or_else(|| cursor.str("summary"));
    Response {
        status: status.to_owned(),
        description: description.map(str::to_owned),
        media: media.pop(),
        others,
        member: None,
        example,
        headers: headers(lowering, cursor, report),
    }
}

/// The first example that a media type gives, as JSON text: its own, else its schema's.
fn example<'a>(
    lowering: &Lowering<'a>,
    response: &Cursor<'a>,
    media: &Media,
    report: &mut Report,
) -> Option<String> {
    let MediaForm::Json(ty) = media.form else { return None };
    let written = response.get("content")?.get(&media.content_type)?;
    let named = || {
        let (_, first) = written.get("examples")?.members().next()?;
        lowering.document.follow(&first, report)?.get("value")
    };
    let own = written.get("example").or_else(named).map(|value| value.node.to_json());
    own.or_else(|| lowering.schemas.ty(ty).examples.first().cloned())
}

fn headers<'a>(
    lowering: &Lowering<'a>,
    response: &Cursor<'a>,
    report: &mut Report,
) -> Vec<(String, Option<String>)> {
    let headers = response.get("headers");
    let headers = headers.iter().flat_map(|headers| headers.members());
    headers
        // The media type is described with the content.
        .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
        .map(|(name, header)| {
            let target = lowering.document.follow(&header, report);
            let description =
                header.str("description").or_else(|| target.as_ref()?.str("description"));
            (name.to_owned(), description.map(str::to_owned))
        })
        .collect()
}

/// The client follows redirections, so what a caller gets is what they lead to, of which nothing is described.
fn behind_redirection(response: Response, cursor: &Cursor<'_>) -> Response {
    let media = Media {
        content_type: "*/*".to_owned(),
        form: MediaForm::Bytes,
        encodings: Vec::new(),
        place: cursor.place.clone(),
    };
    Response { status: "2XX".to_owned(), media: Some(media), example: None, ..response }
}
