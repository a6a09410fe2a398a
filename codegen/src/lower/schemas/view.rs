//! What the branches of a union say of their members, as far as it helps to recognise a value.

use super::Tags;
use crate::ir::{Object, Scalar, Shape, Type, TypeRef, Union};
use std::collections::BTreeMap;

/// A list of constants longer than this decides nothing.
const MAX_CONSTANTS: usize = 64;

/// What an object branch says of its members, as far as it helps to recognise it.
#[derive(Default)]
pub(super) struct View<'a> {
    /// In order, with whether a value always has the member, and not as `null`.
    pub(super) members: Vec<(&'a str, bool)>,
    /// Constants by member, and whether the member is always there.
    pub(super) constants: BTreeMap<&'a str, (Vec<String>, bool)>,
    /// Properties of a discriminator.
    pub(super) declared: Vec<&'a str>,
    /// Those of which any value selects the branch, or none at all (`defaultMapping`).
    pub(super) any: Vec<&'a str>,
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
            let members = object.into_iter().flat_map(|object| &object.members);
            let member = members.into_iter().find(|member| member.name == *property);
            if values.is_empty() {
                // A constant allows no other value, whatever the discriminator says.
                if member.is_none_or(|member| member.constant.is_none()) {
                    view.any.push(property);
                    view.constants.remove(property.as_str());
                }
                continue;
            }
            let values = &as_written(values, member.map(|member| shape(types, member.ty)));
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

    pub(super) fn always(&self, name: &str) -> bool {
        self.members.iter().any(|(member, always)| *member == name && *always)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.constants.contains_key(name)
            || self.any.contains(&name)
            || self.members.iter().any(|(member, _)| *member == name)
    }

    /// Whether most members of the smaller of two objects are members of the larger.
    pub(super) fn resembles(&self, other: &View<'_>) -> bool {
        let (small, large) =
            if self.members.len() <= other.members.len() { (self, other) } else { (other, self) };
        let shared = small.members.iter().filter(|(name, _)| large.has(name)).count();
        2 * shared >= small.members.len()
    }

    /// Whether each of two objects requires a member that the other does not require.
    pub(super) fn required_differs(&self, other: &View<'_>) -> bool {
        let lacks = |one: &View<'_>, other: &View<'_>| {
            one.members.iter().any(|(name, always)| *always && !other.always(name))
        };
        lacks(self, other) && lacks(other, self)
    }

    /// Whether a member's constants alone tell two branches apart.
    pub(super) fn differs(&self, other: &View<'_>, tag: &str) -> bool {
        let told = |view: &View<'_>| view.constants.get(tag).is_some_and(|(_, always)| *always);
        if self.any.contains(&tag) || other.any.contains(&tag) {
            return told(self) || told(other);
        }
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

/// The values of a discriminator, which are texts in its mapping, as the property's type writes them: `true` where it is a boolean.
fn as_written(values: &[String], shape: Option<&Shape>) -> Vec<String> {
    let is_bare = |text: &str| match shape {
        Some(Shape::Scalar(Scalar::Bool)) => matches!(text, "true" | "false"),
        Some(Shape::Scalar(
            Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::Integer | Scalar::F64,
        )) => serde_json::from_str::<serde_json::Number>(text).is_ok(),
        Some(Shape::Enum(enm)) => enm.values.iter().any(|value| value.json == text),
        _ => false,
    };
    let written = |json: &String| {
        let text = json.trim_matches('"');
        if is_bare(text) { text.to_owned() } else { json.clone() }
    };
    values.iter().map(written).collect()
}

/// Whether a member's constants tell two branches apart wherever a value has the member, which neither always does.
pub(super) fn may_differ(a: &View<'_>, b: &View<'_>, tag: &str) -> bool {
    match (a.constants.get(tag), b.constants.get(tag)) {
        (Some((a, _)), Some((b, _))) => a.iter().all(|json| !b.contains(json)),
        _ => false,
    }
}

/// Whether a discriminator has values for one of two branches, and the other has its property free: what has another value is the
/// other.
pub(super) fn is_left_over(a: &View<'_>, b: &View<'_>, tag: &str) -> bool {
    let told = |view: &View<'_>| view.declared.contains(&tag);
    let free = |view: &View<'_>| !view.constants.contains_key(tag) && view.has(tag);
    told(a) && free(b) || told(b) && free(a)
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
