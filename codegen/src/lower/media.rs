//! Decides how a body of a media type is written and read, and which of several media types is preferred.

use super::Lowering;
use super::encoding;
use super::schemas::Wire;
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report};
use crate::ir::{Media, MediaForm, Origin, Scalar, Shape, TypeRef};

/// What a media type is, by its name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// JSON; `plain` for `application/json` itself.
    Json { plain: bool },
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/…`
    Multipart,
    /// One JSON value a line.
    Lines,
    /// Server-sent events.
    Events,
    /// Text.
    Text,
    /// Anything else.
    Bytes,
    /// `*/*` and `application/*`: the schema decides.
    Wildcard,
}

/// Which way a body goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// A request.
    Sent,
    /// A response.
    Received,
}

/// What a media type is. Parameters such as `charset` make no difference.
pub(super) fn kind(content_type: &str) -> Kind {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (main, sub) = essence.split_once('/').unwrap_or((&essence, ""));
    match (main, sub) {
        ("application", "json") => Kind::Json { plain: true },
        (_, "json") => Kind::Json { plain: false },
        ("application", "x-www-form-urlencoded") => Kind::Form,
        ("multipart", _) => Kind::Multipart,
        ("text", "event-stream") => Kind::Events,
        (
            _,
            "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines" | "json-lines" | "ndjson"
            | "x-ndjson" | "json-seq" | "x-json-stream",
        ) => Kind::Lines,
        (_, sub) if sub.ends_with("+json-seq") || sub.ends_with("+jsonl") => Kind::Lines,
        (_, "stream+json") => Kind::Lines,
        (_, sub) if sub.ends_with("+json") => Kind::Json { plain: false },
        ("*" | "application", "*") => Kind::Wildcard,
        ("text", _) => Kind::Text,
        (
            "application",
            "xml"
            | "yaml"
            | "x-yaml"
            | "javascript"
            | "graphql"
            | "toml"
            | "jwt"
            | "sql"
            | "x-pem-file"
            | "pem-certificate-chain",
        ) => Kind::Text,
        (_, sub)
            if sub.ends_with("+xml") || sub.ends_with("+yaml") || sub == "xml" || sub == "yaml" =>
        {
            Kind::Text
        }
        _ => Kind::Bytes,
    }
}

/// Every media type of a `content`, the preferred one first; equally preferred ones stay in the description's order.
pub(super) fn all<'a>(
    lowering: &mut Lowering<'a>,
    content: &Cursor<'a>,
    way: Way,
    origin: &Origin,
    report: &mut Report,
) -> Vec<Media> {
    let mut ranked: Vec<(&'a str, Cursor<'a>)> = Vec::new();
    let written = || content.members().filter(|(name, _)| !name.starts_with("x-"));
    // Where no name is right, what stands there is all that is known of the body.
    let mut alone = written().all(|(name, _)| !is_media_type(name));
    for (mut content_type, media) in written() {
        if !is_media_type(content_type) {
            let taken = std::mem::take(&mut alone);
            let outcome = if taken { ", and is taken for any" } else { "" };
            let message = format!("`{content_type}` is no media type{outcome}");
            report.add(Code::InvalidMediaType, &media.place, message);
            if !taken {
                continue;
            }
            content_type = "*/*";
        }
        // A media type object may be a reference since 3.2.
        if let Some(media) = lowering.document.follow(&media, report) {
            ranked.push((content_type, media));
        }
    }
    ranked.sort_by_key(|(content_type, _)| rank(kind(content_type)));
    let all: Vec<Media> = ranked
        .iter()
        .map(|(content_type, media)| one(lowering, content_type, media, way, origin, report))
        .collect();
    // What another media type has typed need not be said twice.
    let is_typed = |media: &Media| match media.form {
        MediaForm::Text | MediaForm::Bytes => false,
        MediaForm::Events(_) => way == Way::Received,
        _ => true,
    };
    let schema = |cursor: &Cursor<'a>| cursor.get("schema").map(|schema| schema.node.to_json());
    let typed: Vec<_> = all
        .iter()
        .zip(&ranked)
        .filter(|(media, _)| is_typed(media))
        .map(|(_, (_, at))| schema(at))
        .collect();
    for ((content_type, cursor), media) in ranked.iter().zip(&all) {
        if !is_typed(media) && !typed.contains(&schema(cursor)) {
            report_untyped(lowering, content_type, cursor, report);
        }
    }
    all
}

/// Says so when a media type's schema tells what a value is made of, though there are no types for it.
pub(super) fn report_untyped<'a>(
    lowering: &Lowering<'a>,
    content_type: &str,
    media: &Cursor<'a>,
    report: &mut Report,
) {
    if has_parts(lowering, media, report) {
        let message = format!("what `{content_type}` holds is described, but gets no types");
        report.add(Code::UntypedContent, &media.place, message);
    }
}

/// Whether a media type's schema says what a value is made of, which a text or a file is not.
fn has_parts<'a>(lowering: &Lowering<'a>, media: &Cursor<'a>, report: &mut Report) -> bool {
    let Some(schema) = media.get("schema").or_else(|| media.get("itemSchema")) else {
        return false;
    };
    let Some(schema) = lowering.document.follow(&schema, report) else { return false };
    let parts = ["properties", "items", "allOf", "anyOf", "oneOf"];
    parts.iter().any(|keyword| schema.get(keyword).is_some())
}

/// JSON says most about its types, and a form more than a text.
fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Json { plain: true } => 0,
        Kind::Json { plain: false } => 1,
        Kind::Wildcard => 2,
        Kind::Form => 3,
        Kind::Multipart => 4,
        Kind::Lines => 5,
        Kind::Events => 6,
        Kind::Text => 7,
        Kind::Bytes => 8,
    }
}

/// A body of which nothing is known but that there is one.
pub(super) fn bytes(at: &Cursor<'_>) -> Media {
    Media {
        content_type: "application/octet-stream".to_owned(),
        form: MediaForm::Bytes,
        encodings: Vec::new(),
        place: at.place.clone(),
    }
}

fn one<'a>(
    lowering: &mut Lowering<'a>,
    content_type: &str,
    media: &Cursor<'a>,
    way: Way,
    origin: &Origin,
    report: &mut Report,
) -> Media {
    let mut content_type = content_type.trim().to_owned();
    let schema = media.get("schema");
    let typed = |lowering: &mut Lowering<'a>, wire: Wire, report: &mut Report| match &schema {
        Some(schema) => {
            let ty = lowering.schemas.schema_for(wire, schema, origin.clone(), report);
            lowering.schemas.examples_beside(media, ty);
            ty
        }
        None => lowering.schemas.any(),
    };
    let form = match (kind(&content_type), way) {
        (Kind::Json { .. }, _) => MediaForm::Json(typed(lowering, Wire::Json, report)),
        (Kind::Form, Way::Sent) => MediaForm::Form(typed(lowering, Wire::Json, report)),
        (Kind::Multipart, Way::Sent) => MediaForm::Multipart(typed(lowering, Wire::Form, report)),
        (Kind::Form, Way::Received) => MediaForm::Text,
        (Kind::Multipart, Way::Received) | (Kind::Bytes, _) => MediaForm::Bytes,
        (Kind::Text, _) => MediaForm::Text,
        (Kind::Lines, _) => MediaForm::Lines(line(lowering, media, origin, report)),
        (Kind::Events, _) => MediaForm::Events(event_data(lowering, media, origin, report)),
        (Kind::Wildcard, _) => {
            let form = wildcard(lowering, schema.as_ref(), origin, report);
            if let MediaForm::Json(ty) = form {
                lowering.schemas.examples_beside(media, ty);
            }
            if way == Way::Sent {
                // A request must say what it is.
                content_type = match form {
                    MediaForm::Bytes => "application/octet-stream",
                    MediaForm::Text => "text/plain",
                    _ => "application/json",
                }
                .to_owned();
            }
            form
        }
    };
    // The specification has it for sequences of values, of which the parts of a multipart body are no values of one type here.
    if let Some(item) = media.get("itemSchema")
        && !matches!(form, MediaForm::Lines(_) | MediaForm::Events(_))
        && !(matches!(form, MediaForm::Text | MediaForm::Bytes)
            && has_parts(lowering, media, report))
    {
        let message =
            format!("`itemSchema` of `{content_type}` is not read: the body gets no type by it");
        report.add(Code::UntypedContent, &item.place, message);
    }
    for keyword in ["prefixEncoding", "itemEncoding"] {
        if media.has(keyword) {
            let message = format!(
                "`{keyword}` is not read: parts are told by their names, not by their order"
            );
            report.add(Code::IgnoredEncoding, &media.key_place(keyword), message);
        }
    }
    let encodings = match form {
        MediaForm::Form(ty) => encoding::encodings(lowering, media, ty, false, report),
        MediaForm::Multipart(ty) => encoding::encodings(lowering, media, ty, true, report),
        _ => Vec::new(),
    };
    Media { content_type, form, encodings, place: media.place.clone() }
}

/// What a schema makes of a media type that is left open: bytes without one or of `format: binary`, text of a text, JSON of all else.
fn wildcard<'a>(
    lowering: &mut Lowering<'a>,
    schema: Option<&Cursor<'a>>,
    origin: &Origin,
    report: &mut Report,
) -> MediaForm {
    let Some(schema) = schema else { return MediaForm::Bytes };
    let target = lowering.document.follow(schema, report);
    if target.is_some_and(|target| target.str("format") == Some("binary")) {
        return MediaForm::Bytes;
    }
    let ty = lowering.schemas.schema(schema, origin.clone(), report);
    match lowering.schemas.ty(ty).shape {
        Shape::Scalar(Scalar::String) => MediaForm::Text,
        _ => MediaForm::Json(ty),
    }
}

/// The type of one line: `itemSchema` (3.2), else the items of an array, else the schema itself.
fn line<'a>(
    lowering: &mut Lowering<'a>,
    media: &Cursor<'a>,
    origin: &Origin,
    report: &mut Report,
) -> TypeRef {
    if let Some(item) = media.get("itemSchema") {
        return lowering.schemas.schema(&item, origin.clone(), report);
    }
    let Some(schema) = media.get("schema") else { return lowering.schemas.any() };
    let ty = lowering.schemas.schema(&schema, origin.clone(), report);
    lowering.schemas.examples_beside(media, ty);
    match lowering.schemas.ty(ty).shape {
        Shape::Array(item) => item,
        _ => ty,
    }
}

/// The type of an event's data when that is JSON. `itemSchema` (3.2) describes a whole event with its data in `data`, as a
/// text with a `contentSchema`; `schema` describes the data, or a whole event when it has `data` beside `event` or `id`.
fn event_data<'a>(
    lowering: &mut Lowering<'a>,
    media: &Cursor<'a>,
    origin: &Origin,
    report: &mut Report,
) -> Option<TypeRef> {
    if let Some(item) = media.get("itemSchema") {
        let item = lowering.document.follow(&item, report)?;
        let data = lowering.document.follow(&item.get("properties")?.get("data")?, report)?;
        if let Some(schema) = data.get("contentSchema") {
            return Some(lowering.schemas.schema(&schema, origin.clone(), report));
        }
        return (data.str("type") != Some("string"))
            .then(|| lowering.schemas.schema(&data, origin.clone(), report));
    }
    let ty = lowering.schemas.schema(&media.get("schema")?, origin.clone(), report);
    lowering.schemas.examples_beside(media, ty);
    let member = |name: &str| lowering.schemas.member(ty, name).map(|member| member.ty);
    let ty = match member("data") {
        Some(data) if member("event").is_some() || member("id").is_some() => data,
        _ => ty,
    };
    let ty = match lowering.schemas.ty(ty).shape {
        Shape::Array(item) => item,
        _ => ty,
    };
    (!matches!(lowering.schemas.ty(ty).shape, Shape::Scalar(Scalar::String | Scalar::Binary)))
        .then_some(ty)
}

/// Whether a text can be a media type or a range of them.
fn is_media_type(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim();
    let is_part = |part: &str| crate::settings::is_token(part);
    essence.split_once('/').is_some_and(|(main, sub)| is_part(main) && is_part(sub))
        && !text.contains(|c: char| c.is_control() || !c.is_ascii())
}
