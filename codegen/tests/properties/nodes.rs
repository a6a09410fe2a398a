//! Descriptions with a few of their nodes dropped, doubled, swapped, copied elsewhere, renamed or replaced by another kind of value.

use super::noise::Noise;
use codegen::text::{Node, Value};

/// A value that can be changed, written as JSON. Members may repeat a name, as a text may.
#[derive(Clone)]
enum Tree {
    /// As JSON.
    Scalar(String),
    Array(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

/// What takes the place of a node when its kind changes.
const KINDS: &[&str] =
    &["null", "true", "3", "-1.5", "\"x\"", "\"\"", "[]", "{}", "[{}]", "[null]"];

/// `node` with one to four changes that depend on `seed`, as JSON.
pub(crate) fn mutated(node: &Node, seed: u64) -> String {
    let mut noise = Noise::new(seed);
    let mut tree = tree(node);
    for _ in 0..=noise.below(4) {
        change(&mut tree, &mut noise);
    }
    let mut out = String::new();
    write(&tree, &mut out);
    out
}

fn tree(node: &Node) -> Tree {
    match &node.value {
        Value::Array(items) => Tree::Array(items.iter().map(tree).collect()),
        Value::Object(object) => {
            let members = object.members().iter();
            Tree::Object(
                members.map(|member| (member.name.to_string(), tree(&member.value))).collect(),
            )
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            Tree::Scalar(node.to_json())
        }
    }
}

/// Nodes are counted as they are met: a parent before its children.
fn change(root: &mut Tree, noise: &mut Noise) {
    let nodes = root.count();
    let (one, other) = (noise.below(nodes), noise.below(nodes));
    let copy = |root: &mut Tree, index| root.at(index).cloned();
    match noise.below(7) {
        0 => root.in_parent(one, |place| place.remove()),
        1 => {
            let name = copy_of_a_name(root, other);
            root.in_parent(one, |place| place.double(name));
        }
        2 => {
            let (Some(first), Some(second)) = (copy(root, one), copy(root, other)) else { return };
            // The later one first: then the earlier one's number still holds. One within the other becomes a copy.
            let (early, late) = if one < other { (second, first) } else { (first, second) };
            root.replace(one.max(other), late);
            root.replace(one.min(other), early);
        }
        3 => {
            let Some(second) = copy(root, other) else { return };
            root.replace(one, second);
        }
        4 => {
            let name = copy_of_a_name(root, other);
            root.in_parent(one, |place| place.rename(name));
        }
        _ => root.replace(one, Tree::Scalar(KINDS[noise.below(KINDS.len())].to_owned())),
    }
}

/// The name of the member at or before a node, so that names of the description turn up in places of other names.
fn copy_of_a_name(root: &mut Tree, index: usize) -> String {
    let mut found = None;
    for index in (0..=index).rev() {
        root.in_parent(index, |place| {
            if let Place::Member(members, at) = place {
                found = Some(members[at].0.clone());
            }
        });
        if let Some(name) = found {
            return name;
        }
    }
    "x".to_owned()
}

/// Where a node stands.
enum Place<'t> {
    Item(&'t mut Vec<Tree>, usize),
    Member(&'t mut Vec<(String, Tree)>, usize),
}

impl Place<'_> {
    fn remove(self) {
        match self {
            Place::Item(items, at) => drop(items.remove(at)),
            Place::Member(members, at) => drop(members.remove(at)),
        }
    }

    fn double(self, name: String) {
        match self {
            Place::Item(items, at) => items.insert(at, items[at].clone()),
            Place::Member(members, at) => {
                let taken = members.iter().any(|member| member.0 == name);
                let name = if taken { format!("{}2", members[at].0) } else { name };
                members.insert(at + 1, (name, members[at].1.clone()));
            }
        }
    }

    fn rename(self, name: String) {
        if let Place::Member(members, at) = self {
            members[at].0 = name;
        }
    }
}

impl Tree {
    fn count(&self) -> usize {
        match self {
            Tree::Scalar(_) => 1,
            Tree::Array(items) => items.iter().fold(1, |sum, item| sum + item.count()),
            Tree::Object(members) => members.iter().fold(1, |sum, member| sum + member.1.count()),
        }
    }

    fn at(&mut self, index: usize) -> Option<&mut Tree> {
        if index == 0 {
            return Some(self);
        }
        let mut left = index - 1;
        let children: Vec<&mut Tree> = match self {
            Tree::Scalar(_) => return None,
            Tree::Array(items) => items.iter_mut().collect(),
            Tree::Object(members) => members.iter_mut().map(|member| &mut member.1).collect(),
        };
        for child in children {
            let count = child.count();
            if left < count {
                return child.at(left);
            }
            left -= count;
        }
        None
    }

    fn replace(&mut self, index: usize, by: Tree) {
        if let Some(node) = self.at(index) {
            *node = by;
        }
    }

    /// Hands over where a node stands; the root stands nowhere.
    fn in_parent(&mut self, index: usize, act: impl FnOnce(Place<'_>)) {
        let Some(mut left) = index.checked_sub(1) else { return };
        let counts: Vec<usize> = match self {
            Tree::Scalar(_) => return,
            Tree::Array(items) => items.iter().map(Tree::count).collect(),
            Tree::Object(members) => members.iter().map(|member| member.1.count()).collect(),
        };
        for (at, count) in counts.into_iter().enumerate() {
            if left >= count {
                left -= count;
                continue;
            }
            match self {
                Tree::Array(items) if left == 0 => act(Place::Item(items, at)),
                Tree::Object(members) if left == 0 => act(Place::Member(members, at)),
                Tree::Array(items) => items[at].in_parent(left, act),
                Tree::Object(members) => members[at].1.in_parent(left, act),
                Tree::Scalar(_) => {}
            }
            return;
        }
    }
}

fn write(tree: &Tree, out: &mut String) {
    match tree {
        Tree::Scalar(text) => out.push_str(text),
        Tree::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                write(item, out);
            }
            out.push(']');
        }
        Tree::Object(members) => {
            out.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                out.push_str(&codegen::json_text(name));
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}
