//! How a call leads to a type: `worker-script-list-workers/200/result/*`. This names a type when its schema is called
//! otherwise, or stands elsewhere, in the next revision.
//!
//! | step                   | leads to                                     |
//! |------------------------|----------------------------------------------|
//! | `request`              | the first media type of the body             |
//! | `200`, `4XX`           | that response's                              |
//! | `query:tags`           | that parameter's                             |
//! | `name`                 | that member's                                |
//! | `*`, `{}`, `#2`, `\|2` | the item's, the value's, an element's, a branch's |

use crate::ir::{Api, MediaForm, Operation, Parameter, Shape, TypeId, TypeRef};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Ways are no longer than this, in bytes. Types within each other by the thousand would have ways of megabytes each.
const LONGEST: usize = 2_000;

/// As [`LONGEST`], of the way from one item to the next.
const LONGEST_USE: usize = 300;

/// For each type the shortest way to it, of several the first by text; nothing for one that no call leads to, or by a very long
/// way only.
pub(crate) fn all(api: &Api) -> Vec<Option<String>> {
    let mut ways: Vec<Option<String>> = vec![None; api.types.len()];
    let mut starts: Vec<(String, TypeId)> = Vec::new();
    for operation in &api.operations {
        let key = escaped(&operation_key(operation));
        starts.extend(doors(operation).into_iter().map(|(door, ty)| (format!("{key}/{door}"), ty)));
    }
    starts.sort();
    let mut waiting: VecDeque<(String, TypeId)> = starts.into();
    while let Some((way, id)) = waiting.pop_front() {
        if way.len() > LONGEST {
            continue;
        }
        let Some(slot) = ways.get_mut(id.0 as usize).filter(|slot| slot.is_none()) else {
            continue;
        };
        *slot = Some(way.clone());
        for (step, part) in steps(&api.ty(id).shape) {
            waiting.push_back((format!("{way}/{step}"), part));
        }
    }
    ways
}

/// The next types that become items, with the steps that lead there from a type.
pub(crate) fn of_type(api: &Api, id: TypeId) -> Vec<(String, TypeId)> {
    items(api, steps(&api.ty(id).shape))
}

/// As [`of_type`], from an operation: the steps begin with where it leads.
pub(crate) fn of_operation(api: &Api, operation: &Operation) -> Vec<(String, TypeId)> {
    items(api, doors(operation))
}

/// Goes on from what is written out where it is used to what has a name of its own.
fn items(api: &Api, starts: Vec<(String, TypeId)>) -> Vec<(String, TypeId)> {
    let mut found = Vec::new();
    let mut met: BTreeSet<TypeId> = BTreeSet::new();
    let mut waiting: VecDeque<(String, TypeId)> = starts.into();
    while let Some((way, id)) = waiting.pop_front() {
        if crate::plan::names::is_item(api, id) {
            found.push((way, id));
        } else if way.len() <= LONGEST_USE && met.insert(id) {
            let further = steps(&api.ty(id).shape).into_iter();
            waiting.extend(further.map(|(step, part)| (format!("{way}/{step}"), part)));
        }
    }
    found
}

/// Follows ways through an API.
pub(crate) struct Ways<'a> {
    api: &'a Api,
    operations: BTreeMap<String, &'a Operation>,
}

impl<'a> Ways<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let operations = api.operations.iter();
        Self { api, operations: operations.map(|it| (operation_key(it), it)).collect() }
    }

    /// The type that a way leads to.
    pub(crate) fn follow(&self, way: &str) -> Option<TypeId> {
        let mut segments = way.split('/');
        let operation = self.operations.get(&unescaped(segments.next()?))?;
        let door = segments.next()?;
        let (_, id) = doors(operation).into_iter().find(|(name, _)| name == door)?;
        follow(self.api, id, segments)
    }
}

/// Follows steps from a type.
pub(crate) fn follow<'s>(
    api: &Api,
    mut id: TypeId,
    segments: impl Iterator<Item = &'s str>,
) -> Option<TypeId> {
    for segment in segments {
        let parts = steps(&api.types.get(id.0 as usize)?.shape);
        id = parts.into_iter().find(|(step, _)| step == segment)?.1;
    }
    Some(id)
}

/// Follows steps from an operation. Where a call succeeds with another status, what it gives stands there.
pub(crate) fn follow_from(api: &Api, operation: &Operation, way: &str) -> Option<TypeId> {
    let mut segments = way.split('/');
    let door = segments.next()?;
    let at_door = doors(operation).into_iter().find(|(name, _)| name == door);
    let instead = || {
        let replies = operation.success.iter().filter(|_| door.starts_with('2'));
        let media = replies.filter_map(|response| response.media.as_ref());
        media.filter_map(|media| media_type(&media.form)).next()
    };
    let id = at_door.map(|(_, id)| id).or_else(|| Some(instead()?.id))?;
    follow(api, id, segments)
}

/// How an operation is named in a way.
pub(crate) fn operation_key(operation: &Operation) -> String {
    match &operation.id {
        Some(id) => id.clone(),
        None => format!("{} {}", operation.method, operation.path),
    }
}

/// How an input is named in a way, and in the lock.
pub(crate) fn parameter_key(parameter: &Parameter) -> String {
    use crate::ir::Location;
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "querystring",
    };
    format!("{location}:{}", parameter.name)
}

/// Where an operation leads to types.
fn doors(operation: &Operation) -> Vec<(String, TypeId)> {
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| (escaped(&parameter_key(parameter)), Some(parameter.ty)));
    let body = operation.body.iter().flat_map(|body| body.media.first());
    let body = body.map(|media| ("request".to_owned(), media_type(&media.form)));
    let responses = operation.success.iter().chain(&operation.failures).map(|response| {
        let ty = response.media.as_ref().and_then(|media| media_type(&media.form));
        (response.status.clone(), ty)
    });
    let all = parameters.chain(body).chain(responses);
    all.filter_map(|(door, ty)| Some((door, ty?.id))).collect()
}

/// The type that a body is made of.
pub(crate) fn media_type(form: &MediaForm) -> Option<TypeRef> {
    match form {
        MediaForm::Json(ty)
        | MediaForm::Form(ty)
        | MediaForm::Multipart(ty)
        | MediaForm::Lines(ty) => Some(*ty),
        MediaForm::Events(ty) => *ty,
        MediaForm::Text | MediaForm::Bytes => None,
    }
}

fn steps(shape: &Shape) -> Vec<(String, TypeId)> {
    match shape {
        Shape::Any { .. } | Shape::Null | Shape::Scalar(_) | Shape::Enum(_) => Vec::new(),
        Shape::Object(object) => object
            .members
            .iter()
            .map(|member| (escaped(&member.name), member.ty.id))
            .chain(object.additional.map(|ty| ("{}".to_owned(), ty.id)))
            .collect(),
        Shape::Map(map) => {
            let key = map.key.map(|key| ("{key}".to_owned(), key.id));
            [("{}".to_owned(), map.value.id)].into_iter().chain(key).collect()
        }
        Shape::Array(ty) => vec![("*".to_owned(), ty.id)],
        // A name of its own for the same thing is no step.
        Shape::Alias(ty) => vec![("=".to_owned(), ty.id)],
        Shape::Tuple(tuple) => {
            let elements = tuple.elements.iter().enumerate();
            let elements = elements.map(|(index, ty)| (format!("#{index}"), ty.id));
            elements.chain([("#*".to_owned(), tuple.rest.id)]).collect()
        }
        Shape::Union(union) => union
            .branches
            .iter()
            .enumerate()
            .map(|(index, branch)| (format!("|{index}"), branch.ty.id))
            .collect(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('~', "~0").replace('/', "~1")
}

fn unescaped(text: &str) -> String {
    text.replace("~1", "/").replace("~0", "~")
}
