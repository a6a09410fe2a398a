//! Decides what an operation's parameters are: which ones, where each goes and how it is written.

use super::media;
use super::paths::{self, Found, Part, template};
use super::{Lowering, schemas, style};
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Place, Report};
use crate::ir::{Location, Origin, Parameter, Scalar, SchemeKind, Security, Shape, Style};
use crate::names::nearest;
use crate::settings;
use std::collections::BTreeMap;

/// Headers that a description cannot set by a parameter: the client sets them itself.
const OWN_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The parameters: those of the path in the path's order, then the required ones, then the others.
///
/// # Errors
///
/// Why the path cannot be filled in.
pub(super) fn parameters<'a>(
    lowering: &mut Lowering<'a>,
    found: &Found<'a>,
    decided: Option<&settings::Operation>,
    security: &Security,
    index: u32,
    report: &mut Report,
) -> Result<Vec<Parameter>, String> {
    let variables: Vec<&str> = template(&found.path)?
        .into_iter()
        .filter_map(|part| match part {
            Part::Variable(name) => Some(name),
            Part::Text(_) => None,
        })
        .collect();
    let mut path = Vec::new();
    let mut rest = Vec::new();
    let mut all_declared = declared(lowering, found, report);
    let queried = into_query(&mut all_declared, found, &variables, report);
    for (declared, wire_name) in all_declared.into_iter().zip(queried) {
        if is_redundant(lowering, &declared, security, report) {
            continue;
        }
        if declared.location == Location::Path && !variables.contains(&declared.name) {
            let message = format!("the path `{}` has no variable `{}`", found.path, declared.name);
            let diagnostic = report.add(Code::UnusedPathParameter, &declared.cursor.place, message);
            if let Some(name) = nearest(declared.name, variables.iter().copied()) {
                diagnostic.help(format!("did you mean `{name}`?"));
            }
            continue;
        }
        let mut parameter = parameter(lowering, &declared, index, report);
        parameter.name = wire_name.unwrap_or(parameter.name);
        let typed = decided
            .and_then(|decided| decided.parameters.get(declared.name))
            .and_then(|decided| decided.typed.clone());
        parameter.typed = typed.filter(|_| {
            let is_text =
                matches!(lowering.schemas.ty(parameter.ty).shape, Shape::Scalar(Scalar::String));
            if !is_text {
                let message = format!(
                    "the settings give `{}` a typed form, but it is no text",
                    declared.name
                );
                report.add(Code::UnusableTypedForm, &declared.cursor.place, message);
            }
            is_text
        });
        if parameter.location == Location::Path {
            path.push(parameter)
        } else {
            rest.push(parameter)
        }
    }
    let mut all: Vec<Parameter> = Vec::new();
    for name in variables {
        if all.iter().any(|parameter| parameter.name == name) {
            continue;
        }
        let position = path.iter().position(|parameter| parameter.name == name);
        all.push(match position {
            Some(position) => path.swap_remove(position),
            None => undeclared(lowering, found, name, report),
        });
    }
    rest.sort_by_key(|parameter| !parameter.required);
    all.append(&mut rest);
    Ok(all)
}

/// Moves parameters whose variable stands in the query of the path (`/pets?page={page}`) to where they are sent, and gives for each
/// parameter the name that the query has for it. Pairs that no parameter describes are reported.
fn into_query(
    all: &mut [Declared<'_>],
    found: &Found<'_>,
    variables: &[&str],
    report: &mut Report,
) -> Vec<Option<String>> {
    let mut names = vec![None; all.len()];
    for (name, variable) in &found.query {
        let is_query = |declared: &Declared<'_>| declared.location == Location::Query;
        if all.iter().any(|declared| is_query(declared) && declared.name == name) {
            continue;
        }
        let of_path = |declared: &Declared<'_>| {
            declared.location == Location::Path
                && declared.name == variable
                && !variables.contains(&declared.name)
        };
        match all.iter().position(of_path) {
            Some(at) => {
                let message = format!("`{variable}` stands in the path's query, and is sent there");
                report.add(Code::UnusedPathParameter, &all[at].cursor.place, message);
                all[at].location = Location::Query;
                names[at] = Some(name.clone());
            }
            None => {
                let pair = format!("{name}={{{variable}}}");
                paths::report_left_out(&pair, &found.operation.place, report);
            }
        }
    }
    names
}

/// A parameter as it stands.
struct Declared<'a> {
    cursor: Cursor<'a>,
    name: &'a str,
    location: Location,
}

impl Declared<'_> {
    /// What two declarations of one parameter have in common: names of headers have no case, and there is one whole query.
    fn key(&self) -> (Location, String) {
        let name = match self.location {
            Location::Header => self.name.to_ascii_lowercase(),
            Location::QueryString => String::new(),
            Location::Path | Location::Query | Location::Cookie => self.name.to_owned(),
        };
        (self.location, name)
    }
}

/// The path item's parameters, each replaced by the operation's own of that name and place, then the operation's others.
fn declared<'a>(
    lowering: &Lowering<'a>,
    found: &Found<'a>,
    report: &mut Report,
) -> Vec<Declared<'a>> {
    let lists = found
        .items
        .iter()
        .rev()
        .filter_map(|item| item.get("parameters"))
        .chain(found.operation.get("parameters"));
    let mut all: Vec<Declared<'a>> = Vec::new();
    let mut positions = BTreeMap::new();
    for list in lists {
        if !list.is_array() {
            let message = format!("`parameters` must be an array, not {}", list.kind());
            report.add(Code::UnexpectedKind, &list.place, message);
            continue;
        }
        let mut own: BTreeMap<(Location, String), Place> = BTreeMap::new();
        for item in list.items() {
            let Some(declared) = read(lowering, &item, report) else {
                let what = format!("a parameter of {}", found.key());
                report.coverage.leave_out(&item.place, what, "it cannot be read; see above");
                continue;
            };
            let key = declared.key();
            if let Some(first) = own.get(&key) {
                let message = format!("the parameter `{}` stands there twice", declared.name);
                report
                    .add(Code::DuplicateParameter, &item.place, message)
                    .related(first, "the one that counts");
                continue;
            }
            own.insert(key.clone(), declared.cursor.place.clone());
            match positions.get(&key) {
                Some(&position) => all[position] = declared,
                None => {
                    positions.insert(key, all.len());
                    all.push(declared);
                }
            }
        }
    }
    all
}

fn read<'a>(
    lowering: &Lowering<'a>,
    item: &Cursor<'a>,
    report: &mut Report,
) -> Option<Declared<'a>> {
    let cursor = lowering.document.follow(item, report)?;
    let fault = |message: String, report: &mut Report| {
        report
            .add(Code::InvalidParameter, &cursor.place, message)
            .help("the parameter is left out");
        None
    };
    if !cursor.is_object() {
        return fault(format!("a parameter must be an object, not {}", cursor.kind()), report);
    }
    let Some(location) = cursor.str("in") else {
        return fault("the parameter does not say where it goes (`in`)".to_owned(), report);
    };
    let location = match location {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        "querystring" => Location::QueryString,
        other => {
            let help = match other {
                "body" | "formData" => "OpenAPI 3 has `requestBody` instead",
                _ => "it can go in the path, query, header or cookie",
            };
            let message = format!("a parameter cannot go in `{other}`");
            report.add(Code::InvalidParameter, &cursor.place, message).help(help);
            return None;
        }
    };
    // A whole query is sent without the name that it should have all the same.
    let unsaid = (location == Location::QueryString).then_some("querystring");
    let name = cursor.text("name").filter(|name| !name.is_empty()).or(unsaid);
    let Some(name) = name else { return fault("the parameter has no name".to_owned(), report) };
    if location == Location::Header && !settings::is_token(name) {
        return fault(format!("`{name}` is no name of a header"), report);
    }
    Some(Declared { cursor, name, location })
}

/// Whether the client sends this by itself: a header of its own, or a credential that the operation needs anyway.
fn is_redundant(
    lowering: &Lowering<'_>,
    declared: &Declared<'_>,
    security: &Security,
    report: &mut Report,
) -> bool {
    let Declared { cursor, name, location } = declared;
    let is_own =
        *location == Location::Header && OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str());
    let is_credential =
        security.iter().flatten().filter_map(|scheme| lowering.schemes.kind(scheme)).any(|kind| {
            match kind {
                SchemeKind::Header(header) => {
                    *location == Location::Header && header.eq_ignore_ascii_case(name)
                }
                SchemeKind::Query(query) => *location == Location::Query && query == name,
                SchemeKind::Cookie(cookie) => *location == Location::Cookie && cookie == name,
                SchemeKind::Bearer
                | SchemeKind::Basic
                | SchemeKind::Http(_)
                | SchemeKind::MutualTls => false,
            }
        });
    if is_own || is_credential {
        let why = if is_own {
            "the client sets this header itself"
        } else {
            "the client sends this credential itself"
        };
        report.add(
            Code::IgnoredParameter,
            &cursor.place,
            format!("the parameter `{name}` is left out: {why}"),
        );
    }
    is_own || is_credential
}

fn parameter<'a>(
    lowering: &mut Lowering<'a>,
    declared: &Declared<'a>,
    index: u32,
    report: &mut Report,
) -> Parameter {
    let Declared { cursor, name, location } = declared;
    let content = content(lowering, declared, report);
    let (schema, media) = match &content {
        Some((content_type, media)) => (media.get("schema"), Some(media::kind(content_type))),
        None => (cursor.get("schema"), None),
    };
    let origin = Origin::Parameter(index, (*name).to_owned());
    let (ty, docs) = match &schema {
        Some(schema) => {
            (lowering.schemas.schema(schema, origin, report), lowering.schemas.docs(schema))
        }
        None => {
            report
                .add(
                    Code::InvalidParameter,
                    &cursor.place,
                    format!("the parameter `{name}` has no schema"),
                )
                .help("it is taken as a text");
            (lowering.schemas.scalar(Scalar::String), schemas::Docs::default())
        }
    };
    match &content {
        Some((_, media)) => lowering.schemas.examples_beside(media, ty),
        None => lowering.schemas.examples_beside(cursor, ty),
    }
    let encodings = match (location, &content) {
        (Location::QueryString, Some((_, media))) => {
            super::encoding::encodings(lowering, media, ty, false, report)
        }
        _ => Vec::new(),
    };
    let (style, explode) = style::style(lowering, cursor, *location, media, ty, report);
    style::check_empty_value(lowering, cursor, *location, ty, report);
    let required = cursor.bool("required").unwrap_or(false);
    if *location == Location::Path && !required {
        report.add(
            Code::OptionalPathParameter,
            &cursor.place,
            format!("the path's parameter `{name}` is not marked as required"),
        );
    }
    Parameter {
        name: (*name).to_owned(),
        location: *location,
        style,
        explode,
        allow_reserved: cursor.bool("allowReserved").unwrap_or(false),
        required: required || *location == Location::Path,
        ty,
        length: docs.length,
        description: cursor.str("description").map(str::to_owned).or(docs.description),
        constraints: docs.constraints,
        deprecated: cursor.bool("deprecated").unwrap_or(false) || docs.deprecated,
        encodings,
        typed: None,
        place: cursor.place.clone(),
    }
}

/// The media type that the parameter's value is written in, where it has one instead of a schema and a style.
fn content<'a>(
    lowering: &Lowering<'a>,
    declared: &Declared<'a>,
    report: &mut Report,
) -> Option<(&'a str, Cursor<'a>)> {
    let Declared { cursor, name, .. } = declared;
    let all = cursor.get("content")?;
    let mut media = all.members().filter(|(name, _)| !name.starts_with("x-"));
    let first = media.next();
    let surplus = match (media.next(), cursor.has("schema")) {
        (Some((_, second)), _) => Some((second.place, "is described in several media types")),
        (None, true) if first.is_some() => {
            Some((all.place.clone(), "has both `content` and `schema`"))
        }
        (None, _) => None,
    };
    if let Some((place, what)) = surplus {
        report
            .add(Code::InvalidParameter, &place, format!("the parameter `{name}` {what}"))
            .help("the first media type of `content` counts");
    }
    first.and_then(|(name, media)| Some((name, lowering.document.follow(&media, report)?)))
}

/// A text for a variable of the path that no parameter describes.
fn undeclared(
    lowering: &mut Lowering<'_>,
    found: &Found<'_>,
    name: &str,
    report: &mut Report,
) -> Parameter {
    report
        .add(
            Code::UndeclaredPathVariable,
            &found.operation.place,
            format!("no parameter describes the path's variable `{name}`"),
        )
        .help(format!("it is taken as a text; add a parameter `{name}` with `in: path`"));
    Parameter {
        name: name.to_owned(),
        location: Location::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        required: true,
        ty: lowering.schemas.scalar(Scalar::String),
        length: (None, None),
        description: None,
        constraints: Vec::new(),
        deprecated: false,
        encodings: Vec::new(),
        typed: None,
        place: found.operation.place.clone(),
    }
}
