//! Proves a union: a sample of each branch must select that branch, judged by the tests as a client judges a value.

use super::view;
use crate::diagnostic::{Code, Place, Report};
use crate::ir::{Kind, Shape, TagTest, Test, TextFormat, Type, TypeRef, Union};
use std::collections::BTreeMap;

/// A value, as far as tests look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    /// Members that are not null, with their JSON text when it is a constant.
    Object(BTreeMap<String, Option<String>>),
    /// The kinds of its elements.
    Array(Vec<Kind>),
    /// A text of a format, or a constant.
    Text(Option<String>, Option<TextFormat>),
    Integer,
    Number,
    Bool,
    /// A number or boolean that is a constant.
    Constant(String),
}

/// What the tests make of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    One(usize),
    Tie(Vec<usize>),
    Nothing,
}

/// Judges a value.
pub(super) fn judge(union: &Union, sample: &Sample) -> Verdict {
    let weights = union.branches.iter().map(|branch| weigh(&branch.test, &union.tags, sample));
    let weights: Vec<(usize, i32)> = weights
        .enumerate()
        .filter_map(|(index, weight)| weight.map(|weight| (index, weight)))
        .collect();
    let Some(largest) = weights.iter().map(|(_, weight)| *weight).max() else {
        return Verdict::Nothing;
    };
    let best: Vec<usize> =
        weights.iter().filter(|(_, weight)| *weight == largest).map(|(index, _)| *index).collect();
    match best.as_slice() {
        [only] => Verdict::One(*only),
        _ => Verdict::Tie(best),
    }
}

/// How much speaks for a branch; none if its test does not hold.
fn weigh(test: &Test, names: &[String], sample: &Sample) -> Option<i32> {
    let hold = |holds: bool, weight: i32| holds.then_some(weight);
    match (test, sample) {
        (Test::Anything, _) => Some(-1),
        (Test::Object { tags, required, hints }, Sample::Object(members)) => {
            let mut weight = 0;
            for (tag, name) in tags.iter().zip(names) {
                weight += weigh_tag(tag, members.get(name))?;
            }
            let n_hints = hints.iter().filter(|name| members.contains_key(*name)).count();
            let n_required = required.len();
            let total = weight + i32::try_from(n_required + n_hints).unwrap_or(i32::MAX - 100);
            hold(required.iter().all(|name| members.contains_key(name)), total)
        }
        (Test::Array(kinds), Sample::Array(seen)) => {
            let fits = |kind: &Kind| {
                kinds.contains(kind) || (*kind == Kind::Integer && kinds.contains(&Kind::Number))
            };
            hold(kinds.is_empty() || seen.iter().all(fits), if kinds.is_empty() { 1 } else { 2 })
        }
        (Test::String { values, format }, Sample::Text(text, actual)) => match format {
            Some(format) => hold(actual.as_ref() == Some(format), 2),
            None if values.is_empty() => Some(1),
            None => hold(text.as_ref().is_some_and(|text| values.contains(text)), 3),
        },
        (Test::Values(values), Sample::Constant(json)) => hold(values.contains(json), 4),
        (Test::Values(values), Sample::Text(Some(text), _)) => {
            hold(values.contains(&serde_json::Value::from(text.as_str()).to_string()), 4)
        }
        (Test::Integer, Sample::Integer) => Some(3),
        (Test::Number, Sample::Number | Sample::Integer) => Some(2),
        (Test::Bool, Sample::Bool) => Some(1),
        (Test::Bool, Sample::Constant(json)) => hold(matches!(json.as_str(), "true" | "false"), 1),
        (Test::Integer | Test::Number, Sample::Constant(json)) => {
            hold(!matches!(json.as_str(), "true" | "false"), 2)
        }
        _ => None,
    }
}

fn weigh_tag(tag: &TagTest, seen: Option<&Option<String>>) -> Option<i32> {
    match (tag, seen) {
        (TagTest::Free, _) | (TagTest::Absent | TagTest::MaybeIs(_), None) => Some(0),
        (TagTest::Is(values) | TagTest::MaybeIs(values), Some(Some(json))) => {
            values.contains(json).then_some(1)
        }
        (TagTest::Is(_), _) | (TagTest::MaybeIs(_), Some(None)) | (TagTest::Absent, Some(_)) => {
            None
        }
    }
}

/// The least and the fullest value of a branch, then the least one with each further constant of its tags.
pub(super) fn samples(types: &[Type], union: &Union, index: usize) -> Vec<Sample> {
    let branch = &union.branches[index];
    match (&branch.test, view::shape(types, branch.ty)) {
        (Test::Object { tags, .. }, shape) => {
            let object = if let Shape::Object(object) = shape { Some(object) } else { None };
            let no_tags = Vec::new();
            let view = view::View::new(types, object, &no_tags);
            let mut least: BTreeMap<String, Option<String>> = BTreeMap::new();
            for (name, always) in &view.members {
                if *always {
                    least.insert((*name).to_owned(), None);
                }
            }
            let mut full: BTreeMap<String, Option<String>> = least.clone();
            full.extend(view.members.iter().map(|(name, _)| ((*name).to_owned(), None)));
            for (tag, name) in tags.iter().zip(&union.tags) {
                match tag {
                    TagTest::Is(values) => {
                        least.insert(name.clone(), values.first().cloned());
                        full.insert(name.clone(), values.last().cloned());
                    }
                    TagTest::MaybeIs(values) => {
                        full.insert(name.clone(), values.last().cloned());
                    }
                    TagTest::Free | TagTest::Absent => {}
                }
            }
            let mut samples = vec![Sample::Object(least.clone()), Sample::Object(full)];
            for (tag, name) in tags.iter().zip(&union.tags) {
                let TagTest::Is(values) = tag else { continue };
                samples.extend(values.iter().skip(1).map(|value| {
                    let mut sample = least.clone();
                    sample.insert(name.clone(), Some(value.clone()));
                    Sample::Object(sample)
                }));
            }
            samples
        }
        (Test::Array(kinds), _) => match kinds.first() {
            Some(kind) => vec![Sample::Array(vec![*kind])],
            None => vec![Sample::Array(vec![Kind::Null])],
        },
        (Test::String { values, format }, _) => {
            vec![Sample::Text(values.first().cloned(), *format)]
        }
        (Test::Integer, _) => vec![Sample::Integer],
        (Test::Number, _) => vec![Sample::Number],
        (Test::Bool, _) => vec![Sample::Bool],
        (Test::Values(values), _) => values
            .iter()
            .filter(|json| !json.starts_with('"'))
            .take(1)
            .cloned()
            .map(Sample::Constant)
            .collect(),
        (Test::Anything, _) => Vec::new(),
    }
}

/// Reports the branches whose samples do not select them.
pub(super) fn check(types: &[Type], union: &Union, place: &Place, report: &mut Report) {
    let whereabouts = |index: usize| types[union.branches[index].ty.id.0 as usize].place.clone();
    let called = |index: usize| label(union, index, types);
    for index in 0..union.branches.len() {
        let samples = samples(types, union, index);
        let Some(least) = samples.first() else { continue };
        let further = samples.iter().skip(2).map(|sample| judge(union, sample));
        let verdicts = std::iter::once(judge(union, least)).chain(further);
        let own = Verdict::One(index);
        match verdicts.into_iter().find(|verdict| *verdict != own).unwrap_or(own) {
            Verdict::One(chosen) if chosen == index => {
                let Some(Verdict::One(other)) = samples.get(1).map(|full| judge(union, full))
                else {
                    continue;
                };
                if other != index {
                    let message = format!(
                        "a value of {} with all of its optional members is read as {}",
                        called(index),
                        called(other)
                    );
                    report
                        .add(Code::OverlappingBranches, place, message)
                        .related(&whereabouts(index), "meant")
                        .related(&whereabouts(other), "read as");
                }
            }
            Verdict::One(chosen) => {
                let message = format!("a value of {} is read as {}", called(index), called(chosen));
                report
                    .add(Code::AmbiguousUnion, place, message)
                    .help("add a `discriminator`, or a `const` that differs, in an overlay")
                    .related(&whereabouts(index), "meant")
                    .related(&whereabouts(chosen), "read as");
            }
            // Without any optional member nothing shows what a value is; with one the hints do.
            Verdict::Tie(_)
                if samples.get(1).is_some_and(|full| judge(union, full) == Verdict::One(index)) =>
            {
                let message = format!(
                    "a value of {} without optional members stays undecoded",
                    called(index)
                );
                report
                    .add(Code::OverlappingBranches, place, message)
                    .related(&whereabouts(index), "the branch");
            }
            Verdict::Tie(tied) => {
                let names: Vec<String> = tied.iter().take(8).map(|index| called(*index)).collect();
                let message = format!(
                    "{} cannot be told apart; such values stay undecoded",
                    names.join(" and ")
                );
                let diagnostic = report.add(Code::AmbiguousUnion, place, message);
                diagnostic.help("add a `discriminator`, or a `const` that differs, in an overlay");
                for index in tied.into_iter().take(8) {
                    diagnostic.related(&whereabouts(index), format!("branch {index}"));
                }
            }
            Verdict::Nothing => {
                let message =
                    format!("no test of the union holds for a value of {}", called(index));
                report
                    .add(Code::AmbiguousUnion, place, message)
                    .related(&whereabouts(index), "meant");
            }
        }
    }
}

fn label(union: &Union, index: usize, types: &[Type]) -> String {
    let TypeRef { id, .. } = union.branches[index].ty;
    let name = union.branches[index].name.as_ref().or(types[id.0 as usize].title.as_ref());
    name.map_or_else(|| format!("branch {index}"), |name| format!("branch {index} (`{name}`)"))
}
