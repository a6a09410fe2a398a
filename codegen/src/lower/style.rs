//! Decides how a parameter's value is written.

use super::Lowering;
use super::media::Kind;
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report};
use crate::ir::{Location, Scalar, Shape, Style, TypeRef};

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
        Some(Kind::Form) if location == Location::QueryString => return (Style::Form, true),
        Some(Kind::Form) => return (Style::FormText, false),
        Some(_) => {
            if has(cells(lowering, ty), |cells| cells.list || cells.pairs) {
                let message =
                    format!("`{name}` is no text, and its media type is none that is written here");
                report
                    .add(Code::UndefinedStyle, &cursor.place, message)
                    .help("arrays and objects are written as in its usual style");
            }
            return (default, default == Style::Form);
        }
        None => {}
    }
    let written = cursor.str("style");
    let style = match (written, location) {
        (None, _) => default,
        (Some("simple"), Location::Path | Location::Header) => Style::Simple,
        (Some("matrix"), Location::Path) => Style::Matrix,
        (Some("label"), Location::Path) => Style::Label,
        (Some("form"), Location::Query | Location::Cookie) => Style::Form,
        (Some("cookie"), Location::Cookie) => Style::Cookie,
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
    let explode = cursor.bool("explode");
    let cells = cells(lowering, ty);
    if style == Style::DeepObject && has(cells, |cells| !cells.list && !cells.pairs) {
        let message =
            format!("the parameter `{name}` has the style `deepObject`, but is no object");
        report
            .add(Code::UnusableStyle, &cursor.place, message)
            .help("it is written in the style `form`");
        return (Style::Form, explode.unwrap_or(true));
    }
    let exploded = explode.unwrap_or(matches!(style, Style::Form | Style::Cookie));
    if let Some(cells) = cells
        && location != Location::QueryString
        && let Some((what, how)) = undefined(style, exploded, explode, cells)
    {
        report
            .add(Code::UndefinedStyle, &cursor.place, format!("the parameter `{name}` is {what}"))
            .help(how);
    }
    (style, exploded)
}

/// Says where an empty value is allowed that the parameter's type cannot have.
pub(super) fn check_empty_value(
    lowering: &Lowering<'_>,
    cursor: &Cursor<'_>,
    location: Location,
    ty: TypeRef,
    report: &mut Report,
) {
    if location != Location::Query || cursor.bool("allowEmptyValue") != Some(true) {
        return;
    }
    let has_text = match &lowering.schemas.ty(ty).shape {
        Shape::Scalar(scalar) => {
            matches!(scalar, Scalar::String | Scalar::Date | Scalar::DateTime | Scalar::Binary)
        }
        Shape::Enum(list) => list.texts,
        Shape::Any { .. } | Shape::Union(_) => true,
        _ => false,
    };
    if !has_text {
        let name = cursor.text("name").unwrap_or_default();
        let message = format!("`{name}` may be empty, but its type has no empty value");
        let help = format!("a caller sends it by `.query_param({name:?}, \"\")`");
        report.add(Code::EmptyValue, &cursor.place, message).help(help);
    }
}

/// What the table of styles knows of a type: which of its columns its values fall into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cells {
    /// Texts, numbers, booleans.
    one: bool,
    list: bool,
    pairs: bool,
    /// Lists or objects within those.
    nested: bool,
}

/// The columns of a type; nothing when any value goes.
fn cells(lowering: &Lowering<'_>, ty: TypeRef) -> Option<Cells> {
    let mut cells = Cells::default();
    add(lowering, ty, 0, &mut cells).then_some(cells)
}

fn has(cells: Option<Cells>, test: impl Fn(Cells) -> bool) -> bool {
    cells.is_some_and(test)
}

/// Adds what a type has at a depth: 0 for the value itself, 1 for what is in it. False when it cannot be told.
fn add(lowering: &Lowering<'_>, ty: TypeRef, depth: u32, cells: &mut Cells) -> bool {
    // A union of unions without an end says nothing.
    const MAX_STEPS: u32 = 16;
    if depth >= MAX_STEPS {
        return false;
    }
    let inner = depth % 2 == 1;
    match &lowering.schemas.ty(ty).shape {
        Shape::Any { .. } => inner,
        Shape::Null => true,
        Shape::Scalar(_) | Shape::Enum(_) => {
            cells.one |= !inner;
            true
        }
        Shape::Union(union) => {
            let mut branches = union.branches.iter();
            branches.all(|branch| add(lowering, branch.ty, depth + 2, cells))
        }
        Shape::Alias(other) => add(lowering, *other, depth + 2, cells),
        Shape::Object(_) | Shape::Map(_) | Shape::Array(_) | Shape::Tuple(_) if inner => {
            cells.nested = true;
            true
        }
        Shape::Object(object) => {
            cells.pairs = true;
            let further = object.additional.iter().copied();
            let mut members = object.members.iter().map(|member| member.ty).chain(further);
            members.all(|ty| add(lowering, ty, depth + 1, cells))
        }
        Shape::Map(map) => {
            cells.pairs = true;
            add(lowering, map.value, depth + 1, cells)
        }
        Shape::Array(item) => {
            cells.list = true;
            add(lowering, *item, depth + 1, cells)
        }
        Shape::Tuple(tuple) => {
            cells.list = true;
            tuple.elements.iter().all(|ty| add(lowering, *ty, depth + 1, cells))
        }
    }
}

/// The cells that the specification's table leaves open (`n/a`): what stands there, and how it is written all the same.
///
/// | style                             | text or number | array          | object         | inner array or object |
/// |-----------------------------------|----------------|----------------|----------------|-----------|
/// | `spaceDelimited`, `pipeDelimited` | `p=a`          | defined        | defined        | JSON text |
/// | the same with `explode`           | `p=a`          | `p=a&p=b`      | `a=1&b=2`      | JSON text |
/// | `deepObject`                      | as `form`      | `p[0]=a`       | defined        | `p[a][0]=1`, of which nothing is said |
/// | all others                        | defined        | defined        | defined        | JSON text |
fn undefined(
    style: Style,
    exploded: bool,
    said: Option<bool>,
    cells: Cells,
) -> Option<(&'static str, &'static str)> {
    let plain = !cells.list && !cells.pairs;
    match style {
        Style::SpaceDelimited | Style::PipeDelimited if exploded => Some((
            "exploded, which is not defined in its style",
            "it is written as in the style `form`, exploded",
        )),
        Style::SpaceDelimited | Style::PipeDelimited if plain => Some((
            "neither array nor object, for which alone its style is defined",
            "it is written as in the style `form`",
        )),
        Style::DeepObject if !cells.pairs => Some((
            "an array, for which `deepObject` is not defined",
            "its elements are counted from 0: `name[0]=…`",
        )),
        Style::DeepObject if said == Some(false) => Some((
            "not exploded, which is not defined in the style `deepObject`",
            "each member is a parameter of its own",
        )),
        Style::DeepObject | Style::Json | Style::FormText => None,
        _ if cells.nested => Some((
            "an array or object with arrays or objects in it, of which its style says nothing",
            "what is inside is written as JSON text",
        )),
        _ => None,
    }
}
