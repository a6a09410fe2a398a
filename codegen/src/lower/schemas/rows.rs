//! Writes the tests of a union: which tags it has, what each branch asks of them, which members count.

use super::Tags;
use crate::ir::{Kind, Object, Scalar, Shape, TagTest, Test, TextFormat, Type, TypeRef, Union};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A list of constants longer than this decides nothing.
const MAX_CONSTANTS: usize = 64;
/// Tags of one union.
const MAX_TAGS: usize = 4;
/// Branches that are compared pair by pair.
const MAX_PAIRED: usize = 200;

/// What an object branch says of its members, as far as it helps to recognise it.
#[derive(Default)]
pub(super) struct View<'a> {
    /// In order, with whether a value always has the member, and not as `null`.
    pub(super) members: Vec<(&'a str, bool)>,
    /// Constants by member, and whether the member is always there.
    pub(super) constants: BTreeMap<&'a str, (Vec<String>, bool)>,
    /// Properties of a discriminator.
    declared: Vec<&'a str>,
}

impl<'a> View<'a> {
    /// The view of an object branch; `declared` are values that a discriminator gives.
    pub(super) fn new(types: &'a [Type], object: Option<&'a Object>, declared: &'a Tags) -> Self {
        let mut view = Self::default();
        for member in object.into_iter().flat_map(|object| &object.members) {
            let always = member.required && !member.ty.nullable && !member.write_only;
            view.members.push((&member.name, always));
            let constants = match (&member.constant, &types[member.ty.id.0 as usize].shape) {
                (Some(json), _) => vec![json.clone()],
                (None, Shape::Enum(enm)) if enm.values.len() <= MAX_CONSTANTS => {
                    enm.values.iter().map(|value| value.json.clone()).collect()
                }
                _ => continue,
            };
            view.constants.insert(&member.name, (constants, always));
        }
        for (property, values) in declared {
            view.declared.push(property);
            match view.constants.get_mut(property.as_str()) {
                // A mapping narrows a list that several branches share.
                Some((constants, always)) => {
                    let both: Vec<String> =
                        constants.iter().filter(|json| values.contains(json)).cloned().collect();
                    *constants = if both.is_empty() {
                        [constants.clone(), values.clone()].concat()
                    } else {
                        both
                    };
                    *always = true;
                }
                None => {
                    view.constants.insert(property, (values.clone(), true));
                }
            }
        }
        view
    }

    fn always(&self, name: &str) -> bool {
        self.members.iter().any(|(member, always)| *member == name && *always)
    }

    fn has(&self, name: &str) -> bool {
        self.constants.contains_key(name) || self.members.iter().any(|(member, _)| *member == name)
    }

    /// Whether most members of the smaller of two objects are members of the larger.
    pub(super) fn resembles(&self, other: &View<'_>) -> bool {
        let (small, large) =
            if self.members.len() <= other.members.len() { (self, other) } else { (other, self) };
        let shared = small.members.iter().filter(|(name, _)| large.has(name)).count();
        2 * shared >= small.members.len()
    }

    /// Whether each of two objects requires a member that the other does not require.
    fn required_differs(&self, other: &View<'_>) -> bool {
        let lacks = |one: &View<'_>, other: &View<'_>| {
            one.members.iter().any(|(name, always)| *always && !other.always(name))
        };
        lacks(self, other) && lacks(other, self)
    }

    /// Whether a member's constants alone tell two branches apart.
    fn differs(&self, other: &View<'_>, tag: &str) -> bool {
        match (self.constants.get(tag), other.constants.get(tag)) {
            (Some((a, a_always)), Some((b, b_always))) => {
                (*a_always || *b_always) && a.iter().all(|json| !b.contains(json))
            }
            (Some((_, true)), None) => !other.has(tag),
            (None, Some((_, true))) => !self.has(tag),
            _ => false,
        }
    }
}

/// Whether a member's constants tell two branches apart wherever a value has the member, which neither always does.
fn may_differ(a: &View<'_>, b: &View<'_>, tag: &str) -> bool {
    match (a.constants.get(tag), b.constants.get(tag)) {
        (Some((a, _)), Some((b, _))) => a.iter().all(|json| !b.contains(json)),
        _ => false,
    }
}

/// The shape of a use, through aliases.
pub(super) fn shape(types: &[Type], ty: TypeRef) -> &Shape {
    let mut shape = &types[ty.id.0 as usize].shape;
    for _ in 0..types.len() {
        match shape {
            Shape::Alias(next) => shape = &types[next.id.0 as usize].shape,
            _ => break,
        }
    }
    shape
}

/// The views of a union's object branches, with their indices.
pub(super) fn views<'a>(
    types: &'a [Type],
    union: &Union,
    declared: &'a [Tags],
) -> Vec<(usize, View<'a>)> {
    static NO_TAGS: Tags = Tags::new();
    let view = |(index, branch): (usize, &crate::ir::Branch)| {
        let tags = declared.get(index).unwrap_or(&NO_TAGS);
        match shape(types, branch.ty) {
            Shape::Object(object) => Some((index, View::new(types, Some(object), tags))),
            Shape::Map(_) => Some((index, View::new(types, None, tags))),
            _ => None,
        }
    };
    union.branches.iter().enumerate().filter_map(view).collect()
}

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
    let n_arrays = union.branches.iter().filter(|branch| is_array(shape(types, branch.ty))).count();
    for branch in &mut union.branches {
        if let Some(test) = plain_test(types, branch.ty, n_arrays > 1) {
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
/// Discriminators and members with one constant come first. Lists of constants grow, and a value that is not in them yet would then
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
    for (differ, only_fixed) in [(strong, true), (strong, false), (may_differ as Differ, false)] {
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

fn is_array(shape: &Shape) -> bool {
    matches!(shape, Shape::Array(_) | Shape::Tuple(_))
}

/// The test of a branch that is no object.
fn plain_test(types: &[Type], ty: TypeRef, by_element: bool) -> Option<Test> {
    let text = |format| Test::String { values: Vec::new(), format };
    Some(match shape(types, ty) {
        Shape::Object(_) | Shape::Map(_) => return None,
        Shape::Any { .. } | Shape::Null | Shape::Alias(_) | Shape::Union(_) => Test::Anything,
        Shape::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Binary => text(None),
            Scalar::DateTime => text(Some(TextFormat::DateTime)),
            Scalar::Date => text(Some(TextFormat::Date)),
            Scalar::Bool => Test::Bool,
            Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::Integer => {
                Test::Integer
            }
            Scalar::F64 => Test::Number,
        },
        Shape::Enum(enm) => {
            let json: Vec<String> = enm.values.iter().map(|value| value.json.clone()).collect();
            if enm.texts {
                let values =
                    json.iter().filter_map(|json| serde_json::from_str(json).ok()).collect();
                Test::String { values, format: None }
            } else {
                Test::Values(json)
            }
        }
        Shape::Array(items) if by_element => Test::Array(kinds(types, *items, 0)),
        Shape::Tuple(elements) if by_element => {
            // The test looks at every element, of whatever place.
            let mut all: Vec<Kind> = Vec::new();
            for element in elements {
                let kinds = kinds(types, *element, 0);
                if kinds.is_empty() {
                    return Some(Test::Array(Vec::new()));
                }
                all.extend(kinds);
            }
            all.sort_unstable();
            all.dedup();
            Test::Array(all)
        }
        Shape::Array(_) | Shape::Tuple(_) => Test::Array(Vec::new()),
    })
}

/// The JSON types of a use's values; none when any will do.
fn kinds(types: &[Type], ty: TypeRef, depth: usize) -> Vec<Kind> {
    let mut kinds = match shape(types, ty) {
        Shape::Any { .. } | Shape::Alias(_) => return Vec::new(),
        Shape::Null => vec![Kind::Null],
        Shape::Object(_) | Shape::Map(_) => vec![Kind::Object],
        Shape::Array(_) | Shape::Tuple(_) => vec![Kind::Array],
        Shape::Scalar(scalar) => vec![match scalar {
            Scalar::String | Scalar::Binary | Scalar::DateTime | Scalar::Date => Kind::String,
            Scalar::Bool => Kind::Bool,
            Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::Integer => {
                Kind::Integer
            }
            Scalar::F64 => Kind::Number,
        }],
        Shape::Enum(enm) => {
            let kind = |value: &crate::ir::EnumValue| match value.json.as_bytes().first() {
                Some(b'"') => Kind::String,
                Some(b't' | b'f') => Kind::Bool,
                _ => Kind::Number,
            };
            enm.values.iter().map(kind).collect()
        }
        Shape::Union(union) => {
            let mut all = Vec::new();
            for branch in &union.branches {
                let own =
                    if depth > 8 { Vec::new() } else { self::kinds(types, branch.ty, depth + 1) };
                if own.is_empty() {
                    return Vec::new();
                }
                all.extend(own);
            }
            all
        }
    };
    if ty.nullable {
        kinds.push(Kind::Null);
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

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
