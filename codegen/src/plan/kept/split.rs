//! Finds what was one schema and is several equal ones now: to callers they stay one type, for as long as they are equal.
//!
//! | a schema is the type of before beside the one that has its name, if it is equal to that in every respect and |
//! |----------------------------------------------------------------------------------------------------------------|
//! | the schema of before is gone, and both are what it was and called like it, a prefix (`teams_`) aside               |
//! | it stands where the schema of before stood, and what a call leads to is another                                |
//! | it stands where callers have the type of before in hand                                                        |
//! | the lock says so of its place: it was decided by an earlier run                                                |

use super::{Kept, place};
use crate::ir::{Api, Shape, TypeId, TypeRef};
use crate::lock::NamesInUse;
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of a type and the one of before that it is too. `files` are the shown paths of the description's files.
pub(crate) fn pairs(api: &Api, lock: &NamesInUse, files: &[String]) -> Vec<(TypeId, TypeId)> {
    let places: BTreeSet<String> = api.types.iter().map(|ty| place(&ty.place, files)).collect();
    let may_be_split = |ty: &crate::lock::LockedType| {
        !ty.also.is_empty() || is_shared(&ty.place) && !places.contains(&ty.place)
    };
    // A look at the places is cheap, and most runs need no more.
    let known: BTreeSet<&str> = lock.types.values().map(|ty| ty.place.as_str()).collect();
    let is_new = |id: TypeId| {
        let place = place(&api.ty(id).place, files);
        crate::plan::names::is_item(api, id) && is_shared(&place) && !known.contains(place.as_str())
    };
    let has_news = (0..).map(TypeId).take(api.types.len()).any(is_new);
    if lock.is_empty() || !has_news && !lock.types.values().any(may_be_split) {
        return Vec::new();
    }
    let kept = Kept::new(api, lock, files);
    let votes = kept.votes(api);
    let mut by_print: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
    for id in kept.types.keys() {
        by_print.entry(&kept.fingerprints[id.0 as usize]).or_default().push(*id);
    }
    let mut pairs = Vec::new();
    for other in (0..).map(TypeId).take(api.types.len()) {
        let (at, print) = (&kept.places[other.0 as usize], &kept.fingerprints[other.0 as usize]);
        let free = !kept.types.contains_key(&other) && crate::plan::names::is_item(api, other);
        if !free || !is_shared(at) {
            continue;
        }
        let equal = by_print.get(print.as_str()).into_iter().flatten();
        let mut all: Vec<(Reason, usize, TypeId)> = equal
            .filter_map(|&id| {
                let (name, ty) = kept.types.get(&id)?;
                let used = votes.get(name);
                let as_before = *print == ty.fingerprint;
                let gone = is_shared(&ty.place) && !places.contains(&ty.place);
                let reason = if ty.also.contains(at) {
                    Reason::Known
                } else if used.is_some_and(|used| used.contains_key(&other)) {
                    Reason::Used
                } else if as_before && *at == ty.place {
                    Reason::Place
                } else if as_before && gone && tail(at) == tail(&ty.place) {
                    Reason::Name
                } else {
                    return None;
                };
                let count = |used: &BTreeMap<TypeId, usize>| match reason {
                    Reason::Used => used.get(&other).copied().unwrap_or_default(),
                    _ => used.values().sum(),
                };
                Some((reason, usize::MAX - used.map_or(0, count), id))
            })
            .collect();
        all.sort_unstable();
        let found = all.into_iter().find(|(.., id)| alike(api, other, *id, &mut BTreeSet::new()));
        pairs.extend(found.map(|(.., id)| (other, id)));
    }
    pairs
}

/// Why a schema is the type of before, the best reason first; of equal ones that of the type with the most uses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// An earlier run decided it.
    Known,
    /// Callers have the type of before in hand there.
    Used,
    Place,
    Name,
}

/// Whether a place is below the components, which several operations may share.
fn is_shared(place: &str) -> bool {
    place.rsplit('#').next().unwrap_or(place).starts_with("/components/")
}

/// A place below the components without the prefix of the component's name: many small schemas are equal by chance.
fn tail(place: &str) -> &str {
    let name = place.splitn(4, '/').nth(3).unwrap_or(place);
    let end = name.find('/').unwrap_or(name.len());
    match name[..end].find('_') {
        Some(at) => &name[at + 1..],
        None => name,
    }
}

/// Whether two types are equal in all that code can see. Types that lead back to themselves are compared once: what is under way in
/// `met` counts as equal.
fn alike(api: &Api, one: TypeId, other: TypeId, met: &mut BTreeSet<(TypeId, TypeId)>) -> bool {
    if one == other || !met.insert((one, other)) {
        return true;
    }
    let mut uses = |one: &TypeRef, other: &TypeRef| {
        one.nullable == other.nullable && alike(api, one.id, other.id, met)
    };
    match (&api.ty(one).shape, &api.ty(other).shape) {
        (Shape::Any { .. }, Shape::Any { .. }) | (Shape::Null, Shape::Null) => true,
        (Shape::Scalar(one), Shape::Scalar(other)) => one == other,
        (Shape::Enum(one), Shape::Enum(other)) => {
            let values = |enm: &crate::ir::Enum| -> BTreeSet<String> {
                enm.values.iter().map(|value| value.json.clone()).collect()
            };
            values(one) == values(other)
        }
        (Shape::Object(one), Shape::Object(other)) => {
            let by_name: BTreeMap<&str, _> =
                other.members.iter().map(|member| (member.name.as_str(), member)).collect();
            one.members.len() == other.members.len()
                && one.members.iter().all(|member| {
                    by_name.get(member.name.as_str()).is_some_and(|is| {
                        member.required == is.required
                            && member.constant == is.constant
                            && uses(&member.ty, &is.ty)
                    })
                })
                && match (&one.additional, &other.additional) {
                    (Some(one), Some(other)) => uses(one, other),
                    (None, None) => true,
                    _ => false,
                }
        }
        (Shape::Map(one), Shape::Map(other)) => {
            let keys = match (&one.key, &other.key) {
                (Some(one), Some(other)) => uses(one, other),
                (None, None) => true,
                _ => false,
            };
            keys && uses(&one.value, &other.value)
        }
        (Shape::Array(one), Shape::Array(other)) | (Shape::Alias(one), Shape::Alias(other)) => {
            uses(one, other)
        }
        (Shape::Tuple(one), Shape::Tuple(other)) => {
            one.elements.len() == other.elements.len()
                && one.all().zip(other.all()).all(|(one, other)| uses(&one, &other))
        }
        (Shape::Union(one), Shape::Union(other)) => {
            let pairs = || one.branches.iter().zip(&other.branches);
            one.branches.len() == other.branches.len()
                && pairs().all(|(one, other)| one.test == other.test && uses(&one.ty, &other.ty))
        }
        _ => false,
    }
}
