//! Names the branches of a union that have no name.

use super::view::views;
use crate::ir::{TagTest, Test, Type, Union};
use std::collections::HashSet;

/// Names the branches that have no name by what sets them apart: constants of tags, then members that not all have.
pub(super) fn name(types: &[Type], union: &mut Union) {
    let views = views(types, union, &[]);
    let common = |name: &str| views.iter().all(|(_, view)| view.always(name));
    let mut names: Vec<(usize, String)> = Vec::new();
    for (index, view) in &views {
        let branch = &union.branches[*index];
        let Test::Object { tags, .. } = &branch.test else { continue };
        if branch.name.is_some() || types[branch.ty.id.0 as usize].title.is_some() {
            continue;
        }
        let mut words: Vec<String> = Vec::new();
        for tag in tags {
            if let TagTest::Is(values) = tag
                && let [only] = values.as_slice()
            {
                words.push(only.trim_matches('"').to_owned());
            }
        }
        let telling = view.members.iter().filter(|(name, always)| {
            *always && !common(name) && !union.tags.iter().any(|tag| tag == name)
        });
        // A few members name a branch; many describe it.
        let telling: Vec<&str> = telling.map(|(name, _)| *name).take(4).collect();
        if telling.len() <= if words.is_empty() { 3 } else { 1 } {
            words.extend(telling.into_iter().map(str::to_owned));
        }
        if !words.is_empty() {
            names.push((*index, words.join("_")));
        }
    }
    let repeated: HashSet<String> = {
        let mut seen = HashSet::new();
        names
            .iter()
            .filter(|(_, name)| !seen.insert(name.clone()))
            .map(|(_, name)| name.clone())
            .collect()
    };
    for (index, name) in names {
        if !repeated.contains(&name) {
            union.branches[index].name = Some(name);
        }
    }
}
