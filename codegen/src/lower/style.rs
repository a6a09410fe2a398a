//! Decides how a parameter's value is written.

use super::Lowering;
use super::media::Kind;
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report};
use crate::ir::{Location, Shape, Style, TypeRef};

/// How a value is written.
///
/// | goes in           | without `style` | allowed                                           |
/// |-------------------|-----------------|---------------------------------------------------|
/// | path              | `simple`        | `matrix`, `label`, `simple`                       |
/// | header            | `simple`        | `simple`                                          |
/// | query             | `form`          | `form`, `spaceDelimited`, `pipeDelimited`, `deepObject` |
/// | cookie            | `form`          | `form`, `cookie`                                  |
///
/// `explode` is true for `form` and `cookie` unless said otherwise. A value with `content` is written as that media type.
pub(super) fn style(
    lowering: &Lowering<'_>,
    cursor: &Cursor<'_>,
    location: Location,
    media: Option<Kind>,
    ty: TypeRef,
    report: &mut Report,
) -> (Style, bool) {
    let name = cursor.text("name").unwrap_or_default();
    let default = match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie | Location::QueryString => Style::Form,
    };
    match media {
        Some(Kind::Json { .. }) => return (Style::Json, false),
        Some(Kind::Form) => return (Style::Form, true),
        Some(_) => return (default, default == Style::Form),
        None => {}
    }
    let written = cursor.str("style");
    let style = match (written, location) {
        (None, _) => default,
        (Some("simple"), Location::Path | Location::Header) => Style::Simple,
        (Some("matrix"), Location::Path) => Style::Matrix,
        (Some("label"), Location::Path) => Style::Label,
        (Some("form"), Location::Query | Location::Cookie) | (Some("cookie"), Location::Cookie) => {
            Style::Form
        }
        (Some("spaceDelimited"), Location::Query) => Style::SpaceDelimited,
        (Some("pipeDelimited"), Location::Query) => Style::PipeDelimited,
        (Some("deepObject"), Location::Query) => Style::DeepObject,
        (Some(other), _) => {
            let message = format!(
                "the parameter `{name}` cannot be written in the style `{other}` where it goes"
            );
            report
                .add(Code::UnusableStyle, &cursor.place, message)
                .help("the style that is the default there is used");
            default
        }
    };
    let has_members = matches!(
        lowering.schemas.ty(ty).shape,
        Shape::Object(_)
            | Shape::Map(_)
            | Shape::Array(_)
            | Shape::Tuple(_)
            | Shape::Union(_)
            | Shape::Any { .. }
    );
    if style == Style::DeepObject && !has_members {
        let message =
            format!("the parameter `{name}` has the style `deepObject`, but is no object");
        report
            .add(Code::UnusableStyle, &cursor.place, message)
            .help("it is written in the style `form`");
        return (Style::Form, cursor.bool("explode").unwrap_or(true));
    }
    (style, cursor.bool("explode").unwrap_or(style == Style::Form))
}
