//! Decides which operations there are, and which path items each one inherits from.

use crate::cursor::Cursor;
use crate::diagnostic::{Code, Place, Report};
use crate::load::Document;
use crate::load::Version;
use crate::settings::is_token;
use std::collections::{BTreeMap, HashSet};

/// The members of a path item that are operations, in the order in which operations are generated.
const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
const OTHER_MEMBERS: [&str; 6] =
    ["$ref", "summary", "description", "servers", "parameters", "additionalOperations"];

/// An operation as it stands.
pub(super) struct Found<'a> {
    /// With `{variables}`.
    pub(super) path: String,
    /// Pairs of the path's query that hold a variable: the name on the wire, and the variable's.
    pub(super) query: Vec<(String, String)>,
    /// Upper case.
    pub(super) method: String,
    /// The operation.
    pub(super) operation: Cursor<'a>,
    /// Its path item, before the one that this refers to.
    pub(super) items: Vec<Cursor<'a>>,
}

impl<'a> Found<'a> {
    /// `GET /path`, by which an operation without an id is known.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// A member of the path item.
    pub(super) fn inherited(&self, key: &str) -> Option<Cursor<'a>> {
        self.items.iter().find_map(|item| item.get(key))
    }
}

/// Every operation by path and method.
pub(super) fn operations<'a>(document: &'a Document, report: &mut Report) -> Vec<Found<'a>> {
    let Some(paths) = document.root().get("paths") else { return Vec::new() };
    if !paths.is_object() {
        report.add(
            Code::UnexpectedKind,
            &paths.place,
            format!("`paths` must be an object, not {}", paths.kind()),
        );
    }
    let mut by_path: Vec<(String, Cursor<'a>)> = Vec::new();
    for (path, item) in paths.members().filter(|(path, _)| !path.starts_with("x-")) {
        let path = match path.starts_with('/') {
            true => path.to_owned(),
            false => {
                report.add(
                    Code::PathWithoutSlash,
                    &item.place,
                    format!("the path `{path}` does not begin with `/`"),
                );
                format!("/{path}")
            }
        };
        by_path.push((path, item));
    }
    by_path.sort_by(|(a, _), (b, _)| a.cmp(b));
    alike(&by_path, report);
    let mut found = Vec::new();
    for (path, item) in by_path {
        repeated(&path, &item, report);
        let (path, query) = sendable(&path, &item, report);
        for (method, operation, items) in item_operations(document, &item, report) {
            let (path, query) = (path.clone(), query.clone());
            found.push(Found { path, query, method, operation, items });
        }
    }
    found
}

/// The path as it is sent, and the pairs of its query whose value is a variable, which parameters describe. A fragment, which some
/// descriptions use to tell operations of one path apart, is not sent, nor are other pairs with variables. Constant pairs stay.
fn sendable(path: &str, item: &Cursor<'_>, report: &mut Report) -> (String, Vec<(String, String)>) {
    let (rest, fragment) =
        path.split_once('#').map_or((path, None), |(rest, fragment)| (rest, Some(fragment)));
    let (bare, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (variable, constant): (Vec<&str>, Vec<&str>) = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .partition(|pair| pair.contains(['{', '}']));
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        let variable = value.strip_prefix('{')?.strip_suffix('}')?;
        let braces = ['{', '}'];
        let plain = !name.is_empty() && !name.contains(braces) && !variable.contains(braces);
        plain.then(|| (name.to_owned(), variable.to_owned()))
    };
    let (pairs, other): (Vec<&str>, Vec<&str>) =
        variable.into_iter().partition(|text| pair(text).is_some());
    if !other.is_empty() {
        report_left_out(&other.join("&"), &item.place, report);
    }
    if let Some(fragment) = fragment {
        report.add(
            Code::PathSuffix,
            &item.place,
            format!("the path's fragment `#{fragment}` is not sent"),
        );
    }
    let path = if constant.is_empty() {
        bare.to_owned()
    } else {
        format!("{bare}?{}", constant.join("&"))
    };
    (path, pairs.into_iter().filter_map(pair).collect())
}

/// Says that a part of a path's query is not sent.
pub(super) fn report_left_out(part: &str, place: &Place, report: &mut Report) {
    let message = format!("the path's `{part}` is left out");
    report.add(Code::PathSuffix, place, message).help("describe it as parameters in the query");
}

/// The operations of a path item (a webhook or a callback's expression is one too), and the items that they stand in.
pub(super) fn item_operations<'a>(
    document: &'a Document,
    item: &Cursor<'a>,
    report: &mut Report,
) -> Vec<(String, Cursor<'a>, Vec<Cursor<'a>>)> {
    let mut items = vec![item.clone()];
    if item.reference().is_some()
        && let Some(target) = document.follow(item, report)
    {
        items.push(target);
    }
    let mut found = Vec::new();
    for item in &items {
        if !item.is_object() {
            report.add(
                Code::UnexpectedKind,
                &item.place,
                format!("a path item must be an object, not {}", item.kind()),
            );
            continue;
        }
        for (name, _) in item.members() {
            let known =
                METHODS.contains(&name) || OTHER_MEMBERS.contains(&name) || name.starts_with("x-");
            let too_new = document.version < Version::V3_2
                && (name == "query" || name == "additionalOperations");
            if !known || too_new {
                let message =
                    format!("a path item has no member `{name}` in this version of OpenAPI");
                let help =
                    crate::nearest(name, METHODS).map(|method| format!("did you mean `{method}`?"));
                let diagnostic =
                    report.add(Code::UnknownPathMember, &item.key_place(name), message);
                if let Some(help) = help.filter(|_| !known) {
                    diagnostic.help(help);
                }
            }
        }
    }
    let has_query = document.version >= Version::V3_2;
    for method in METHODS.into_iter().filter(|method| has_query || *method != "query") {
        if let Some(operation) = items.iter().find_map(|item| item.get(method)) {
            found.push((method.to_ascii_uppercase(), operation, items.clone()));
        }
    }
    let additional =
        items.iter().filter_map(|item| item.get("additionalOperations")).filter(|_| has_query);
    let additional: BTreeMap<&str, Cursor<'a>> =
        additional.flat_map(|operations| operations.members().collect::<Vec<_>>()).collect();
    for (method, operation) in additional {
        if is_token(method) {
            found.push((method.to_owned(), operation, items.clone()));
        } else {
            report.add(
                Code::UnknownPathMember,
                &operation.place,
                format!("`{method}` is no method of HTTP"),
            );
        }
    }
    // OpenAPI has no reference in place of an operation, but descriptions in several files use it, and what they mean is plain.
    // One that cannot be followed has been reported and stays as it is: the operation is left out for it.
    for (_, operation, _) in found.iter_mut().filter(|(_, cursor, _)| cursor.reference().is_some())
    {
        if let Some(target) = document.follow(operation, report) {
            let beside: Vec<&str> = operation.members().map(|(name, _)| name).collect();
            let beside = beside.into_iter().find(|name| *name != "$ref" && !name.starts_with("x-"));
            if let Some(name) = beside {
                let message = format!("`{name}` beside an operation's `$ref` has no effect");
                report.add(Code::IgnoredSiblings, &operation.key_place(name), message);
            }
            *operation = target;
        }
    }
    found
}

/// Warns of a variable that stands in two places of a path.
fn repeated(path: &str, item: &Cursor<'_>, report: &mut Report) {
    let mut known = HashSet::new();
    for part in template(path).unwrap_or_default() {
        let Part::Variable(name) = part else { continue };
        if !known.insert(name) {
            let message = format!("the variable `{name}` stands twice in the path `{path}`");
            report
                .add(Code::RepeatedVariable, &item.place, message)
                .help("both places are given the value of one parameter");
        }
    }
}

/// Warns of paths that differ only in the names of their variables: a server cannot tell them apart.
fn alike(by_path: &[(String, Cursor<'_>)], report: &mut Report) {
    let mut known: BTreeMap<String, &Cursor<'_>> = BTreeMap::new();
    for (path, item) in by_path {
        let Ok(template) = template(path) else { continue };
        let mut form = String::new();
        for part in template {
            match part {
                Part::Text(text) => form.push_str(text),
                Part::Variable(_) => form.push_str("{}"),
            }
        }
        if let Some(first) = known.get(&form) {
            report
                .add(
                    Code::AlikePaths,
                    &item.place,
                    format!(
                        "the path `{path}` differs from another only in the names of variables"
                    ),
                )
                .related(&first.place, "the other one");
        } else {
            known.insert(form, item);
        }
    }
}

/// A part of a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// As it is.
    Text(&'a str),
    /// The name of a variable.
    Variable(&'a str),
}

/// Takes a path apart at its `{variables}`.
pub(super) fn template(path: &str) -> Result<Vec<Part<'_>>, String> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some(open) = rest.find(['{', '}']) {
        let (text, from) = rest.split_at(open);
        let Some(close) = from.find('}').filter(|_| from.starts_with('{')) else {
            return Err(format!("a brace of the path `{path}` has no partner"));
        };
        let name = &from[1..close];
        if name.is_empty() || name.contains('{') {
            return Err(format!("a variable of the path `{path}` has no proper name"));
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        parts.push(Part::Variable(name));
        rest = &from[close + 1..];
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    Ok(parts)
}
