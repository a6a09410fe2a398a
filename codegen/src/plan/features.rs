//! Decides the crate's features: one for each top-level resource of a large API, so that callers pay for what they use.
//!
//! There are tens of features, not hundreds: where an API has very many resources, those that begin with the same word
//! share one.

use super::ident;
use super::resource::Tree;
use crate::ir;
use crate::settings::Settings;
use heck::ToKebabCase;
use std::collections::{BTreeMap, BTreeSet};

/// From how many operations on an API gets features without being told.
const LARGE: usize = 200;

/// From how many top-level resources on features stand for groups of them.
const MANY: usize = 80;

/// Names of features that are not a resource's.
const TAKEN: &[&str] =
    &["blocking", "default", "full", "native-tls", "rustls", "serde", "std", "testing", "tracing"];

/// The features of a crate.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    /// By top-level resource: its feature.
    of: BTreeMap<String, String>,
    /// Those on by default; nothing means all.
    pub(crate) default: Option<Vec<String>>,
}

impl Features {
    /// The features of `api`.
    pub(crate) fn new(
        api: &ir::Api,
        settings: &Settings,
        tree: &Tree,
        kept: &BTreeMap<&str, &str>,
    ) -> Self {
        // A crate that has features keeps them: callers name them in their manifests.
        let large = api.operations.len() >= LARGE || !kept.is_empty();
        let wanted = settings.layout.features.unwrap_or(large);
        let roots: Vec<&str> = tree.roots().map(|root| tree.nodes[root].path[0].as_str()).collect();
        if !wanted {
            return Self::default();
        }
        let grouped = roots.len() >= MANY;
        let groups = if grouped { groups(&roots) } else { BTreeMap::new() };
        let key = |root: &str| match groups.get(&ident::singular(first(root))) {
            Some(group) if grouped => (*group).to_owned(),
            _ => root.to_owned(),
        };
        let name = |root: &str| match kept.get(root) {
            Some(kept) => (*kept).to_owned(),
            None => feature(&key(root)),
        };
        let of = roots.iter().map(|root| ((*root).to_owned(), name(root))).collect();
        Self { of, default: settings.layout.default_features.clone() }
    }

    /// The feature of a top-level resource.
    pub(crate) fn of(&self, root: &str) -> Option<&str> {
        self.of.get(root).map(String::as_str)
    }

    /// Every feature of a resource, by name.
    pub(crate) fn all(&self) -> BTreeSet<&str> {
        self.of.values().map(String::as_str).collect()
    }

    /// Whether a feature is on when nothing is said.
    pub(crate) fn is_default(&self, feature: &str) -> bool {
        self.default.as_ref().is_none_or(|all| all.iter().any(|it| it == feature || it == "full"))
    }
}

/// What resources have in common with their neighbours, by its singular: the first word, in the number that a resource of that
/// name has.
fn groups<'a>(roots: &[&'a str]) -> BTreeMap<String, &'a str> {
    let mut forms: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for root in roots {
        forms.entry(ident::singular(first(root))).or_default().insert(first(root));
    }
    let whole: BTreeSet<&str> = roots.iter().copied().collect();
    let chosen = |forms: &BTreeSet<&'a str>| {
        forms.iter().find(|form| whole.contains(*form)).or(forms.first()).copied()
    };
    forms.iter().filter_map(|(one, forms)| Some((one.clone(), chosen(forms)?))).collect()
}

fn first(name: &str) -> &str {
    name.split('_').next().unwrap_or_default()
}

/// A feature's name: words joined by `-`.
fn feature(name: &str) -> String {
    let name = name.to_kebab_case();
    if TAKEN.contains(&name.as_str()) { format!("{name}-api") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{resource, samples};

    fn features(tags: &[String], settings: &Settings) -> Features {
        let operations =
            tags.iter().map(|tag| samples::operation("GET", "/x", None, Some(tag))).collect();
        let api = ir::Api { operations, ..Default::default() };
        let tree = resource::tree(&api, settings, &BTreeMap::new());
        Features::new(&api, settings, &tree, &BTreeMap::new())
    }

    #[test]
    fn a_small_api_has_none() {
        let tags: Vec<String> = (0..3).map(|index| format!("tag{index}")).collect();
        assert!(features(&tags, &Settings::default()).all().is_empty());
    }

    #[test]
    fn a_large_one_has_one_for_each_resource() {
        let tags: Vec<String> = (0..400)
            .map(|index| format!("{} Routes", ["Worker", "Zone", "Full"][index % 3]))
            .collect();
        let features = features(&tags, &Settings::default());
        assert_eq!(
            features.all().into_iter().collect::<Vec<_>>(),
            ["full-routes", "worker-routes", "zone-routes"]
        );
        assert_eq!(features.of("zone_routes"), Some("zone-routes"));
    }

    #[test]
    fn very_many_resources_share_them_by_their_first_word() {
        let letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
        let mut tags: Vec<String> = (0..300)
            .map(|index| format!("worker {}{}", letters[index % 10], letters[index / 10 % 10]))
            .collect();
        tags.push("workers".to_owned());
        tags.push("default things".to_owned());
        assert_eq!(
            features(&tags, &Settings::default()).all().into_iter().collect::<Vec<_>>(),
            ["default-api", "workers"]
        );
    }
}
