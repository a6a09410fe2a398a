//! Changes a tree at given locations.

use crate::text::{MAX_DEPTH, MAX_NODES, Member, Node, Object, Value};
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What an action does with each of its targets.
pub(super) enum Change {
    /// Takes it away.
    Remove,
    /// Merges this into it.
    Merge(Node),
}

/// Why a change cannot be made.
pub(super) enum Refusal {
    /// The target is of another kind than the update.
    Unfit(String),
    /// The document would become too large or too deep; further actions are not worth trying.
    TooLarge(String),
}

/// A way from the root: positions of members and items.
pub(super) type Location = Vec<usize>;

/// Changes every location. Says whether anything is different afterwards.
pub(super) fn change(
    root: &mut Node,
    mut targets: Vec<Location>,
    change: &Change,
) -> Result<bool, Refusal> {
    targets.sort();
    targets.dedup();
    match change {
        Change::Remove => remove(root, &targets),
        Change::Merge(update) => {
            let deepest = targets.iter().map(Vec::len).max().unwrap_or(0);
            // Appending puts the update one level further down.
            if deepest + 1 + update.depth() > MAX_DEPTH {
                return Err(Refusal::TooLarge(format!(
                    "the result would be nested more than {MAX_DEPTH} deep"
                )));
            }
            let added = update.weight().saturating_mul(targets.len());
            if added.saturating_add(root.weight()) > MAX_NODES {
                return Err(Refusal::TooLarge(format!(
                    "the result would have more than {MAX_NODES} values"
                )));
            }
            let mut changed = false;
            for target in &targets {
                if let Some(node) = node_mut(root, target) {
                    changed |= merge_into(node, update)?;
                }
            }
            Ok(changed)
        }
    }
}

fn node_mut<'a>(root: &'a mut Node, location: &[usize]) -> Option<&'a mut Node> {
    location.iter().try_fold(root, |node, &position| match &mut node.value {
        Value::Array(items) => items.get_mut(position),
        Value::Object(object) => object.value_mut(position),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    })
}

fn remove(root: &mut Node, targets: &[Location]) -> Result<bool, Refusal> {
    let mut by_parent: BTreeMap<&[usize], BTreeSet<usize>> = BTreeMap::new();
    for target in targets {
        let Some((&last, parent)) = target.split_last() else {
            return Err(Refusal::Unfit("the whole document cannot be removed".to_owned()));
        };
        by_parent.entry(parent).or_default().insert(last);
    }
    // From the last parent to the first, so that no location is moved before its turn.
    for (parent, positions) in by_parent.iter().rev() {
        let Some(node) = node_mut(root, parent) else { continue };
        let mut position = 0;
        let mut stays = || {
            position += 1;
            !positions.contains(&(position - 1))
        };
        match &mut node.value {
            Value::Array(items) => items.retain(|_| stays()),
            Value::Object(object) => {
                let mut members = std::mem::take(object).into_members();
                members.retain(|_| stays());
                *object = unique(members);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    Ok(true)
}

/// Merges an action's update into one target. An array takes the update as a further entry, or all entries of an array.
fn merge_into(target: &mut Node, update: &Node) -> Result<bool, Refusal> {
    match (&mut target.value, &update.value) {
        (Value::Object(_), Value::Object(_)) | (Value::Array(_), Value::Array(_)) => {
            Ok(merge(target, update))
        }
        (
            Value::Array(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_),
        ) => {
            items.push(update.clone());
            Ok(true)
        }
        (
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_),
        ) => Ok(merge(target, update)),
        _ => Err(Refusal::Unfit(format!(
            "the target is {} and cannot take {}",
            target.kind(),
            update.kind()
        ))),
    }
}

/// Merges `update` into `target`: objects member by member, arrays one behind the other, anything else is replaced.
fn merge(target: &mut Node, update: &Node) -> bool {
    match (&mut target.value, &update.value) {
        (Value::Object(object), Value::Object(update)) => {
            let mut changed = false;
            let mut added: Vec<Member> = Vec::new();
            for member in update.members() {
                let existing =
                    object.position(&member.name).and_then(|position| object.value_mut(position));
                match existing {
                    Some(existing) => changed |= merge(existing, &member.value),
                    None => added.push(member.clone()),
                }
            }
            if !added.is_empty() {
                changed = true;
                let mut members = std::mem::take(object).into_members();
                members.append(&mut added);
                *object = unique(members);
            }
            changed
        }
        (Value::Array(items), Value::Array(more)) => {
            items.extend(more.iter().cloned());
            !more.is_empty()
        }
        _ => {
            let differs = !target.same_value(update);
            if differs {
                *target = update.clone();
            }
            differs
        }
    }
}

/// An object of members that are known to have different names.
fn unique(members: Vec<Member>) -> Object {
    Object::new(members).unwrap_or_else(|(object, _)| object)
}
