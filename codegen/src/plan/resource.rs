//! Decides which resource each operation belongs to.
//!
//! | first that applies                                        | gives                        |
//! |-----------------------------------------------------------|------------------------------|
//! | settings: `resource: workers.scripts`                     | `workers`, in it `scripts`   |
//! | the lock: where its callers find it                       | that resource                |
//! | the lock: where those of the same first tag are found, when they are all in one place | that resource |
//! | the first tag, without a first word that all tags share   | one resource                 |
//! | the path's first segment that is neither a variable nor a version | one resource         |
//!
//! A single tag for a whole large API says nothing, so such an API goes by its paths.

use super::ident;
use crate::diagnostic::{Code, Place, Report};
use crate::ir;
use crate::settings::Settings;
use std::collections::BTreeMap;

/// From how many operations on one tag for all of them is taken to say nothing.
const ONE_TAG_FOR_ALL: usize = 30;

/// Words at a tag's end that say only that it is about an API.
const NOISE: &[&str] = &["api", "apis", "controller", "endpoint", "endpoints", "operations"];

/// Words that no name needs.
pub(crate) const ARTICLES: &[&str] = &["a", "an", "the"];

/// Every resource of the API, parents before children, each in the order of its path.
pub(crate) struct Tree {
    /// The resources.
    pub(crate) nodes: Vec<Node>,
    /// For each operation, the resource that it belongs to.
    pub(crate) of: Vec<usize>,
}

/// A resource.
pub(crate) struct Node {
    /// Snake-case names from the top: `workers`, `scripts`.
    pub(crate) path: Vec<String>,
    /// The resources inside it.
    pub(crate) children: Vec<usize>,
    /// Its operations, in the API's order.
    pub(crate) operations: Vec<usize>,
    /// What the description says of it.
    pub(crate) description: Option<String>,
}

impl Tree {
    /// The resources that have no parent.
    pub(crate) fn roots(&self) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(|&index| self.nodes[index].path.len() == 1)
    }
}

/// Sorts the operations into resources.
///
/// `kept` says by operation where its callers find it.
pub(crate) fn tree(
    api: &ir::Api,
    settings: &Settings,
    kept: &BTreeMap<usize, Vec<String>>,
) -> Tree {
    let grouping = Grouping::new(api);
    let by_tag = by_tag(api, settings, kept);
    let place = |(index, operation): (usize, &ir::Operation)| {
        said(operation, settings)
            .or_else(|| kept.get(&index).cloned())
            .or_else(|| by_tag.get(operation.tags.first()?.as_str())?.clone())
            .unwrap_or_else(|| grouping.resource(operation))
    };
    let paths: Vec<Vec<String>> = api.operations.iter().enumerate().map(place).collect();

    let mut known: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (index, path) in paths.iter().enumerate() {
        for length in 1..path.len() {
            known.entry(path[..length].to_vec()).or_default();
        }
        known.entry(path.clone()).or_default().push(index);
    }

    let index_of: BTreeMap<Vec<String>, usize> =
        known.keys().cloned().enumerate().map(|(at, path)| (path, at)).collect();
    let mut nodes: Vec<Node> = Vec::with_capacity(known.len());
    for (path, operations) in known {
        let description = description(api, &grouping, &path, &operations);
        nodes.push(Node { path, children: Vec::new(), operations, description });
    }
    for index in 0..nodes.len() {
        let path = &nodes[index].path;
        if let Some(&parent) = index_of.get(&path[..path.len() - 1]) {
            nodes[parent].children.push(index);
        }
    }
    let of = paths.iter().filter_map(|path| index_of.get(path).copied()).collect();
    Tree { nodes, of }
}

/// Says where tags that differ, but not in their words, have become one resource.
pub(crate) fn report_merged_tags(
    api: &ir::Api,
    settings: &Settings,
    tree: &Tree,
    report: &mut Report,
) {
    for node in &tree.nodes {
        let mut tags: BTreeMap<&str, &Place> = BTreeMap::new();
        for &index in &node.operations {
            let operation = &api.operations[index];
            if let Some(tag) =
                operation.tags.first().filter(|_| said(operation, settings).is_none())
            {
                tags.entry(tag).or_insert(&operation.place);
            }
        }
        let mut others = tags.iter();
        let Some((first, _)) = others.next() else { continue };
        for (tag, place) in others.filter(|(tag, _)| ident::words(tag) == ident::words(first)) {
            let resource = node.path.join(".");
            let message =
                format!("the tags `{first}` and `{tag}` become one resource, `{resource}`");
            report.add(Code::MergedTags, place, message);
        }
    }
}

/// The resource that the settings name for an operation.
fn said(operation: &ir::Operation, settings: &Settings) -> Option<Vec<String>> {
    let said = setting(operation, settings)?.resource.as_deref()?;
    let names: Vec<String> =
        said.split('.').map(ident::snake).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then_some(names)
}

/// By tag: where its operations are found, when those that are kept are all found in one place.
fn by_tag<'a>(
    api: &'a ir::Api,
    settings: &Settings,
    kept: &BTreeMap<usize, Vec<String>>,
) -> BTreeMap<&'a str, Option<Vec<String>>> {
    let mut all: BTreeMap<&str, Option<Vec<String>>> = BTreeMap::new();
    for (index, path) in kept {
        let Some(operation) = api.operations.get(*index) else { continue };
        let Some(tag) = operation.tags.first() else { continue };
        if said(operation, settings).is_some() {
            continue;
        }
        let entry = all.entry(tag).or_insert_with(|| Some(path.clone()));
        if entry.as_ref() != Some(path) {
            *entry = None;
        }
    }
    all
}

/// The description of the tag that a resource goes by.
fn description(
    api: &ir::Api,
    grouping: &Grouping,
    path: &[String],
    operations: &[usize],
) -> Option<String> {
    let last = path.last()?;
    let by_name = api.tags.iter().find(|(tag, _)| grouping.tag(tag).as_deref() == Some(last));
    let by_use = || {
        let mut tags = operations.iter().map(|&index| api.operations[index].tags.first());
        let first = tags.next().flatten()?;
        let shared = tags.all(|tag| tag == Some(first));
        api.tags.iter().find(|(tag, _)| shared && tag == first)
    };
    by_name.or_else(by_use).and_then(|(_, description)| description.clone())
}

/// How the operations of one API are told apart.
struct Grouping {
    by_tag: bool,
    shared_word: Option<String>,
}

impl Grouping {
    fn new(api: &ir::Api) -> Self {
        let mut tags: Vec<Vec<String>> = api
            .operations
            .iter()
            .filter_map(|operation| operation.tags.first())
            .map(|tag| ident::words(tag))
            .collect();
        tags.sort();
        tags.dedup();
        let by_tag = tags.len() > 1 || api.operations.len() < ONE_TAG_FOR_ALL;
        let first = tags.first().and_then(|words| words.first());
        let shared = |word: &&String| {
            tags.len() > 2 && tags.iter().all(|tag| tag.len() > 1 && tag.first() == Some(*word))
        };
        Self { by_tag, shared_word: first.filter(shared).cloned() }
    }

    fn resource(&self, operation: &ir::Operation) -> Vec<String> {
        let tag = operation.tags.first().filter(|_| self.by_tag).and_then(|tag| self.tag(tag));
        vec![tag.or_else(|| segment(&operation.path)).unwrap_or_else(|| "root".to_owned())]
    }

    /// The name of the resource that a tag stands for.
    fn tag(&self, tag: &str) -> Option<String> {
        let mut words = ident::words(tag);
        if self.shared_word.is_some() && words.first() == self.shared_word.as_ref() {
            words.remove(0);
        }
        words.retain(|word| !ARTICLES.contains(&word.as_str()));
        while words.len() > 1 && words.last().is_some_and(|word| NOISE.contains(&word.as_str())) {
            words.pop();
        }
        (!words.is_empty()).then(|| ident::shorten(words).join("_"))
    }
}

/// What the settings say of an operation.
pub(crate) fn setting<'a>(
    operation: &ir::Operation,
    settings: &'a Settings,
) -> Option<&'a crate::settings::Operation> {
    let by_id = operation.id.as_ref().and_then(|id| settings.operations.get(id));
    by_id.or_else(|| settings.operations.get(&format!("{} {}", operation.method, operation.path)))
}

/// The first segment of a path that says what it is about.
fn segment(path: &str) -> Option<String> {
    let segments: Vec<&str> = segments(path).filter(|segment| !segment.contains('{')).collect();
    let telling = segments.iter().find(|segment| !is_version(segment));
    telling.or(segments.last()).map(|segment| ident::snake(segment)).filter(|name| !name.is_empty())
}

/// The segments of a path, without a format at the end (`Accounts.json`).
pub(crate) fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty()).map(|segment| {
        let stem = segment.strip_suffix(".json").or_else(|| segment.strip_suffix(".xml"));
        stem.filter(|stem| !stem.is_empty()).unwrap_or(segment)
    })
}

/// `v1`, `2010-04-01`, `api`: segments that every path of an API may begin with.
pub(crate) fn is_version(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    if ["api", "apis", "rest", "latest", "public"].contains(&lower.as_str()) {
        return true;
    }
    let digits = lower.strip_prefix('v').unwrap_or(&lower);
    digits.starts_with(|char: char| char.is_ascii_digit())
        && digits
            .chars()
            .all(|char| char.is_ascii_digit() || "._-".contains(char) || "alphabet".contains(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resources(operations: &[(&str, Option<&str>)]) -> Vec<String> {
        let operations = operations
            .iter()
            .map(|(path, tag)| super::super::samples::operation("GET", path, None, *tag))
            .collect();
        let api = ir::Api { operations, ..ir::Api::default() };
        let tree = tree(&api, &Settings::default(), &BTreeMap::new());
        tree.of.iter().map(|&node| tree.nodes[node].path.join(".")).collect()
    }

    #[test]
    fn a_tag_or_else_a_segment_names_the_resource() {
        let table = [
            ("/pets", Some("Pets"), "pets"),
            ("/pets", Some("petStore"), "pet_store"),
            ("/x", Some("Workers / Scripts"), "workers_scripts"),
            ("/x", Some("DNS Records for a Zone"), "dns_records_for_zone"),
            ("/x", Some("Users API"), "users"),
            ("/v1/charges/{id}", None, "charges"),
            ("/2010-04-01/Accounts.json", None, "accounts"),
            ("/api/v2beta1/{project}/jobs", None, "jobs"),
            ("/", None, "root"),
            ("/v1", None, "v1"),
        ];
        let operations: Vec<_> = table.iter().map(|(path, tag, _)| (*path, *tag)).collect();
        let expected: Vec<_> = table.iter().map(|(_, _, name)| *name).collect();
        assert_eq!(resources(&operations), expected);
    }

    #[test]
    fn a_word_that_all_tags_begin_with_falls_away() {
        let tags = ["Api20100401Call", "Api20100401Message", "Api20100401Usage"];
        let operations: Vec<_> = tags.iter().map(|tag| ("/x", Some(*tag))).collect();
        assert_eq!(resources(&operations), ["call", "message", "usage"]);
    }

    #[test]
    fn one_tag_for_a_whole_large_api_says_nothing() {
        let operations: Vec<_> = (0..40).map(|_| ("/items/{id}", Some("plaid"))).collect();
        assert_eq!(resources(&operations)[0], "items");
    }

    #[test]
    fn settings_nest_resources() {
        let mut settings = Settings::default();
        let said = crate::settings::Operation {
            resource: Some("workers.scripts".into()),
            ..Default::default()
        };
        settings.operations.insert("GET /x".into(), said);
        let operation = super::super::samples::operation("GET", "/x", None, Some("Other"));
        let api = ir::Api { operations: vec![operation], ..ir::Api::default() };
        let tree = tree(&api, &settings, &BTreeMap::new());
        assert_eq!(
            tree.nodes.iter().map(|node| node.path.join(".")).collect::<Vec<_>>(),
            ["workers", "workers.scripts"]
        );
        assert_eq!(tree.nodes[0].children, [1]);
        assert_eq!(tree.nodes[1].operations, [0]);
    }
}
