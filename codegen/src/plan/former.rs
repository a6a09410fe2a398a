//! Names of methods that were in use: a method that the settings call otherwise can still be called as before.

use super::kept::Kept;
use super::layout::Context;
use super::resource::{self, Tree};
use crate::ir;
use crate::settings::Settings;
use std::collections::BTreeMap;

/// By resource: names of methods that a new operation must not take.
pub(crate) fn names<'a>(
    kept: &Kept<'a>,
    tree: &Tree,
    settings: &Settings,
    api: &ir::Api,
) -> BTreeMap<Vec<String>, Vec<&'a str>> {
    let mut all: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for name in kept.lock.former_calls.keys() {
        if let Some((path, method)) = split(name) {
            all.entry(path).or_default().push(method);
        }
    }
    for index in 0..api.operations.len() {
        let said = resource::setting(&api.operations[index], settings);
        let renamed = said.is_some_and(|said| said.method.is_some());
        let Some((path, method)) = kept.call(index).filter(|_| renamed) else { continue };
        if path == tree.nodes[tree.of[index]].path {
            all.entry(path).or_default().push(method);
        }
    }
    all
}

/// By operation: the names that its method had, each with its request's. A name that another method has now is not among them.
pub(crate) fn calls(
    kept: &Kept<'_>,
    tree: &Tree,
    methods: &[String],
) -> BTreeMap<usize, Vec<(String, String)>> {
    let mut all: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
    let by_call: BTreeMap<&str, usize> =
        kept.calls.iter().map(|(index, (name, _))| (*name, *index)).collect();
    let is_free = |path: &[String], name: &str| {
        let node = tree.nodes.iter().find(|node| node.path == path);
        node.is_some_and(|node| !node.operations.iter().any(|&it| methods[it] == name))
    };
    for (index, (name, call)) in &kept.calls {
        let Some((path, method)) = split(name) else { continue };
        if path == tree.nodes[tree.of[*index]].path && is_free(&path, method) {
            all.entry(*index).or_default().push((method.to_owned(), call.request.clone()));
        }
    }
    for (name, (target, request)) in &kept.lock.former_calls {
        let Some((path, method)) = split(name) else { continue };
        let target = format!("{}.{target}", path.join("."));
        let Some(index) = by_call.get(target.as_str()) else { continue };
        if path == tree.nodes[tree.of[*index]].path && is_free(&path, method) {
            all.entry(*index).or_default().push((method.to_owned(), request.clone()));
        }
    }
    all
}

/// As the lock has them.
pub(crate) fn listing(context: &Context<'_>) -> BTreeMap<String, (String, String)> {
    let entry = |(index, (name, request)): (&usize, &(String, String))| {
        let path = context.tree.nodes[context.tree.of[*index]].path.join(".");
        (format!("{path}.{name}"), (context.methods[*index].clone(), request.clone()))
    };
    let former = context.former.iter();
    former.flat_map(|(index, names)| names.iter().map(move |it| entry((index, it)))).collect()
}

fn split(name: &str) -> Option<(Vec<String>, &str)> {
    let (path, method) = name.rsplit_once('.')?;
    Some((path.split('.').map(str::to_owned).collect(), method))
}
