//! Breaks cycles: boxes the use that closes one, and names an array or map that holds itself.

use super::references;
use crate::ir::{Map, Origin, Shape, Type, TypeId, TypeRef};

/// An array or map in a cycle of nothing but arrays and maps has no finite Rust type of its own: it becomes a named one.
pub(super) fn name_structural_cycles(types: &mut Vec<Type>) {
    let structural = |shape: &Shape| match shape {
        Shape::Array(ty) | Shape::Map(Map { value: ty, .. }) => Some(ty.id.0 as usize),
        _ => None,
    };
    // Each has one successor, so a walk either ends or comes back to where it was.
    let mut done = vec![0_usize; types.len()];
    for start in 0..types.len() {
        let mut path = Vec::new();
        let mut at = start;
        while done[at] == 0 {
            done[at] = start + 1;
            path.push(at);
            match structural(&types[at].shape) {
                Some(next) => at = next,
                None => break,
            }
        }
        let cycle = path
            .iter()
            .position(|&step| step == at)
            .map(|first| &path[first..])
            .unwrap_or_default();
        if structural(&types[at].shape).is_none() || cycle.is_empty() {
            continue;
        }
        let named = |&&step: &&usize| matches!(types[step].origin, Origin::Component(_));
        let chosen = cycle.iter().find(named).or(cycle.first()).copied().unwrap_or(at);
        let inner = TypeId(u32::try_from(types.len()).unwrap_or(u32::MAX));
        let shape = types[chosen].shape.clone();
        types.push(super::finish::nameless(shape));
        types[inner.0 as usize].place = types[chosen].place.clone();
        types[chosen].shape = Shape::Alias(TypeRef { id: inner, nullable: false, boxed: false });
    }
}

/// Boxes each use that closes a cycle of types which hold each other directly. Arrays and maps hold their items elsewhere.
pub(super) fn break_cycles(types: &mut [Type]) {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let direct: Vec<Vec<usize>> = types
        .iter()
        .map(|ty| {
            let mut uses = references::in_shape(&ty.shape);
            match &ty.shape {
                Shape::Array(_) | Shape::Map(_) => uses.clear(),
                // The further members are in a map.
                Shape::Object(object) => uses.truncate(object.members.len()),
                _ => {}
            }
            uses.into_iter().map(|used| used.id.0 as usize).collect()
        })
        .collect();
    let mut state = vec![NEW; types.len()];
    for start in 0..types.len() {
        if state[start] != NEW {
            continue;
        }
        state[start] = OPEN;
        let mut stack = vec![(start, 0_usize)];
        while let Some(top) = stack.last_mut() {
            let (at, next) = (top.0, top.1);
            let Some(&to) = direct[at].get(next) else {
                state[at] = DONE;
                stack.pop();
                continue;
            };
            top.1 += 1;
            match state[to] {
                NEW => {
                    state[to] = OPEN;
                    stack.push((to, 0));
                }
                OPEN => {
                    if let Some(used) =
                        references::in_shape_mut(&mut types[at].shape).into_iter().nth(next)
                    {
                        used.boxed = true;
                    }
                }
                _ => {}
            }
        }
    }
}
