//! Decides how the members of a form are written where the description says so (`encoding`).
//!
//! | said                                     | written                                       |
//! |------------------------------------------|-----------------------------------------------|
//! | nothing                                  | by type: text, or JSON for an object          |
//! | `contentType` alone                      | as that media type                            |
//! | `style`, `explode` or `allowReserved`    | as a query parameter; `contentType` says nothing then |
//!
//! A style counts in a multipart body of OpenAPI 3.0 too, although that version would have it ignored: who writes it there wants it.
//! Source: OpenAPI 3.1.1, Encoding Object.

use super::{Lowering, media};
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report};
use crate::ir::{Encoding, Shape, Style, TypeRef, Written};

/// The encodings of a form of type `ty` that differ from the usual way, in the description's order.
pub(super) fn encodings(
    lowering: &Lowering<'_>,
    media: &Cursor<'_>,
    ty: TypeRef,
    multipart: bool,
    report: &mut Report,
) -> Vec<Encoding> {
    let Some(all) = media.get("encoding") else { return Vec::new() };
    let encodings = all.members().filter_map(|(name, encoding)| {
        let member = lowering.schemas.member(ty, name).map(|member| member.ty);
        let written = written(lowering, name, &encoding, member, report);
        let has_headers = multipart && member.is_some_and(|ty| may_be_file(lowering, ty));
        let headers = headers(lowering, name, &encoding, has_headers, report);
        let encoding = Encoding { name: name.to_owned(), written, headers };
        (encoding.written != Written::Usual || !encoding.headers.is_empty()).then_some(encoding)
    });
    encodings.collect()
}

fn written(
    lowering: &Lowering<'_>,
    name: &str,
    encoding: &Cursor<'_>,
    member: Option<TypeRef>,
    report: &mut Report,
) -> Written {
    let styled = ["style", "explode", "allowReserved"].iter().any(|key| encoding.has(key));
    let content = encoding.str("contentType").map(str::trim).filter(|it| !it.is_empty());
    if !styled {
        return match content {
            Some(content) if is_text(lowering, content, member) => Written::Usual,
            Some(content) => Written::Content(chosen(lowering, content, member).to_owned()),
            None => Written::Usual,
        };
    }
    let style = match encoding.str("style").unwrap_or("form") {
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        other => {
            let message = format!("the style `{other}` of `{name}` is none that a form can have");
            report.add(Code::IgnoredEncoding, &encoding.place, message);
            return Written::Usual;
        }
    };
    let explode = encoding.bool("explode").unwrap_or(style == Style::Form);
    let allow_reserved = encoding.bool("allowReserved").unwrap_or(false);
    let plain = member.is_some_and(|ty| is_plain(lowering, ty));
    let list = member.is_some_and(|ty| match lowering.schemas.ty(ty).shape {
        Shape::Array(item) => is_plain(lowering, item),
        _ => false,
    });
    let usual = plain || list && style == Style::Form && explode;
    if usual && !allow_reserved {
        return Written::Usual;
    }
    Written::Styled { style, explode, allow_reserved }
}

/// A text or number, of which every style makes the same.
fn is_plain(lowering: &Lowering<'_>, ty: TypeRef) -> bool {
    matches!(lowering.schemas.ty(ty).shape, Shape::Scalar(_) | Shape::Enum(_))
}

/// Of several media types the one that a value goes out as: JSON if that is among them. For a file it is the caller's choice.
fn chosen<'c>(lowering: &Lowering<'_>, content: &'c str, member: Option<TypeRef>) -> &'c str {
    if !content.contains(',') || member.is_none_or(|ty| may_be_file(lowering, ty)) {
        return content;
    }
    let mut types = content.split(',').map(str::trim).filter(|it| !it.is_empty());
    let first = types.clone().next().unwrap_or(content);
    types.find(|it| matches!(media::kind(it), media::Kind::Json { .. })).unwrap_or(first)
}

/// Whether a member can be raw bytes, which the caller hands over as a part.
fn may_be_file(lowering: &Lowering<'_>, ty: TypeRef) -> bool {
    let binary = |ty: TypeRef| {
        matches!(lowering.schemas.ty(ty).shape, Shape::Scalar(crate::ir::Scalar::Binary))
    };
    match &lowering.schemas.ty(ty).shape {
        Shape::Array(item) => binary(*item),
        Shape::Union(union) => {
            union.branches.iter().any(|branch| match &lowering.schemas.ty(branch.ty).shape {
                Shape::Array(item) => binary(*item),
                _ => binary(branch.ty),
            })
        }
        _ => binary(ty),
    }
}

/// Plain text for a plain value is what goes out anyway.
fn is_text(lowering: &Lowering<'_>, content: &str, member: Option<TypeRef>) -> bool {
    content == "text/plain"
        && member.is_some_and(|ty| match lowering.schemas.ty(ty).shape {
            Shape::Scalar(scalar) => scalar != crate::ir::Scalar::Binary,
            Shape::Enum(_) => true,
            _ => false,
        })
}

/// The headers of a part that the caller hands over; a pair in a form has none, and a part made of a value is not at hand.
fn headers(
    lowering: &Lowering<'_>,
    name: &str,
    encoding: &Cursor<'_>,
    has_headers: bool,
    report: &mut Report,
) -> Vec<(String, Option<String>)> {
    let Some(headers) = encoding.get("headers") else { return Vec::new() };
    if !has_headers {
        let message = format!("`{name}` is no file: no headers are sent with it");
        report.add(Code::IgnoredEncoding, &headers.place, message);
        return Vec::new();
    }
    let described = |(name, header): (&str, Cursor<'_>)| {
        let header = lowering.document.follow(&header, report)?;
        // `contentType` says it.
        (!name.eq_ignore_ascii_case("content-type"))
            .then(|| (name.to_owned(), header.str("description").map(str::to_owned)))
    };
    headers.members().filter_map(described).collect()
}
