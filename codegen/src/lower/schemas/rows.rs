//! Writes the tests of a union: which tags it has, what each branch asks of them, which members count.

use super::view::{View, is_left_over, may_differ, shape, views};
use super::{Tags, plain};
use crate::ir::{TagTest, Test, Type, Union};
use std::collections::BTreeSet;

/// Tags of one union.
const MAX_TAGS: usize = 4;
/// Branches that are compared pair by pair.
const MAX_PAIRED: usize = 200;

/// Writes the tests.
pub(super) fn write(types: &[Type], union: &mut Union, declared: &[Tags]) {
    let views = views(types, union, declared);
    let tags = choose_tags(&views);
    let mut tests: Vec<(usize, Test)> = Vec::new();
    let settled = pairs(&views).all(|(a, b)| tags.iter().any(|tag| a.differs(b, tag)));
    let common = |name: &str| views.iter().all(|(_, view)| view.always(name));
    for (index, view) in &views {
        let tests_of_tags = tags.iter().map(|tag| match view.constants.get(tag.as_str()) {
            Some((values, true)) => TagTest::Is(values.clone()),
            Some((values, false)) => TagTest::MaybeIs(values.clone()),
            None if view.has(tag) => TagTest::Free,
            None => TagTest::Absent,
        });
        let counts = |name: &str| !settled && !common(name) && tags.iter().all(|tag| tag != name);
        let required = view.members.iter().filter(|(name, always)| *always && counts(name));
        let required = required.map(|(name, _)| (*name).to_owned()).collect();
        tests.push((
            *index,
            Test::Object { tags: tests_of_tags.collect(), required, hints: Vec::new() },
        ));
    }
    add_hints(&views, &mut tests);
    for (index, test) in tests {
        union.branches[index].test = test;
    }
    union.tags = tags;
    let n_arrays =
        union.branches.iter().filter(|branch| plain::is_array(shape(types, branch.ty))).count();
    for branch in &mut union.branches {
        if let Some(test) = plain::test(types, branch.ty, n_arrays > 1) {
            branch.test = test;
        }
    }
}

fn pairs<'v, 'a>(
    views: &'v [(usize, View<'a>)],
) -> impl Iterator<Item = (&'v View<'a>, &'v View<'a>)> {
    views
        .iter()
        .enumerate()
        .flat_map(|(at, (_, a))| views[at + 1..].iter().map(move |(_, b)| (a, b)))
}

/// The fewest members whose constants tell the most branches apart.
///
/// Discriminators and members with one constant come first, a discriminator that has no value for a branch comes last. Lists of constants grow, and a value that is not in them yet would then
/// be no branch's: they are taken only for branches that required members do not tell apart, and those that may be absent last.
fn choose_tags(views: &[(usize, View<'_>)]) -> Vec<String> {
    let candidates: BTreeSet<&str> =
        views.iter().flat_map(|(_, view)| view.constants.keys().copied()).collect();
    if views.len() > MAX_PAIRED {
        // The pairs would take too long; such a union has a discriminator or nothing.
        let held =
            |name: &str| views.iter().filter(|(_, view)| view.constants.contains_key(name)).count();
        let best = candidates.iter().rev().max_by_key(|name| held(name));
        return best.map(|name| (*name).to_owned()).into_iter().collect();
    }
    let fixed = |name: &str| {
        views.iter().all(|(_, view)| {
            view.declared.contains(&name)
                || view.constants.get(name).is_none_or(|(values, _)| values.len() == 1)
        })
    };
    type Differ = fn(&View<'_>, &View<'_>, &str) -> bool;
    let strong: Differ = |a, b, name| a.differs(b, name);
    let mut open: Vec<(&View<'_>, &View<'_>)> = pairs(views).collect();
    let mut tags: Vec<String> = Vec::new();
    let tiers = [
        (strong, true),
        (strong, false),
        (may_differ as Differ, false),
        (is_left_over as Differ, false),
    ];
    for (differ, only_fixed) in tiers {
        if !only_fixed {
            open.retain(|(a, b)| !a.required_differs(b));
        }
        while tags.len() < MAX_TAGS {
            let gain = |name: &str| open.iter().filter(|(a, b)| differ(a, b, name)).count();
            let declared = |name: &str| views.iter().any(|(_, view)| view.declared.contains(&name));
            let usable = candidates.iter().filter(|name| !only_fixed || fixed(name));
            let best = usable.map(|name| (gain(name), *name)).filter(|(gain, _)| *gain > 0);
            // Of equally good ones the first by name.
            let best =
                best.max_by_key(|(gain, name)| (declared(name), *gain, std::cmp::Reverse(*name)));
            let Some((_, best)) = best else { break };
            open.retain(|(a, b)| !differ(a, b, best));
            if tags.iter().all(|tag| tag != best) {
                tags.push(best.to_owned());
            }
        }
    }
    tags
}

/// Where the tests of two branches are equal, members that only one of them has count for it.
fn add_hints(views: &[(usize, View<'_>)], tests: &mut [(usize, Test)]) {
    let rivals: Vec<Vec<usize>> = (0..tests.len())
        .map(|a| (0..tests.len()).filter(|&b| a != b && tests[a].1 == tests[b].1).collect())
        .collect();
    for (at, rivals) in rivals.into_iter().enumerate() {
        if rivals.is_empty() {
            continue;
        }
        let own = &views[at].1;
        let shared = |name: &str| rivals.iter().all(|rival| views[*rival].1.has(name));
        if let Test::Object { hints, required, .. } = &mut tests[at].1 {
            let news = own
                .members
                .iter()
                .filter(|(name, _)| !shared(name) && !required.iter().any(|known| known == name));
            hints.extend(news.map(|(name, _)| (*name).to_owned()));
        }
    }
}
