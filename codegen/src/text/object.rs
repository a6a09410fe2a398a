//! Objects: members in the order of the text, found quickly by name, each name once.

use super::{Fault, Mark, Node};
use crate::diagnostic::clean;
use std::collections::HashMap;

/// A member of an [`Object`].
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: Box<str>,
    /// Where the name stands.
    pub at: Mark,
    /// Its value.
    pub value: Node,
}

/// The members of an object in the order of the text, each name once.
#[derive(Clone, Debug, Default)]
pub struct Object {
    members: Vec<Member>,
    /// Positions in `members` in the order of names; empty while the object is small enough to search one by one.
    by_name: Box<[u32]>,
}

/// Up to this many members are searched one by one.
const SMALL: usize = 12;

impl Object {
    /// An object of these members, or the position of each member whose name occurred before (with the earlier position).
    pub(crate) fn new(members: Vec<Member>) -> Result<Self, (Self, Vec<(usize, usize)>)> {
        let mut repeated = Vec::new();
        let mut by_name = Vec::new();
        if members.len() <= SMALL {
            for (later, member) in members.iter().enumerate() {
                if let Some(earlier) =
                    members[..later].iter().position(|other| other.name == member.name)
                {
                    repeated.push((earlier, later));
                }
            }
        } else {
            by_name = (0..members.len() as u32).collect();
            by_name.sort_by(|&a, &b| {
                members[a as usize].name.cmp(&members[b as usize].name).then(a.cmp(&b))
            });
            for pair in by_name.windows(2) {
                if members[pair[0] as usize].name == members[pair[1] as usize].name {
                    repeated.push((pair[0] as usize, pair[1] as usize));
                }
            }
        }
        let object = Self { members, by_name: by_name.into() };
        if repeated.is_empty() { Ok(object) } else { Err((object, repeated)) }
    }

    /// The members, in the order of the text.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.member(name).map(|member| &member.value)
    }

    /// A member.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.position(name).map(|position| &self.members[position])
    }

    /// The position of a member.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        if self.by_name.is_empty() {
            return self.members.iter().position(|member| *member.name == *name);
        }
        let found = self
            .by_name
            .binary_search_by(|&position| (*self.members[position as usize].name).cmp(name));
        found.ok().map(|index| self.by_name[index] as usize)
    }

    /// The value at a position, to be changed.
    pub(crate) fn value_mut(&mut self, position: usize) -> Option<&mut Node> {
        self.members.get_mut(position).map(|member| &mut member.value)
    }

    /// Takes the object apart.
    pub(crate) fn into_members(self) -> Vec<Member> {
        self.members
    }
}

/// Puts the faults of repeated names into words.
pub(super) fn repeated_names(
    object: &Object,
    repeated: &[(usize, usize)],
    faults: &mut Vec<Fault>,
) {
    let mut first_of: HashMap<&str, usize> = HashMap::new();
    for &(earlier, later) in repeated {
        let member = &object.members[later];
        let first = *first_of.entry(&member.name).or_insert(earlier);
        let line = object.members[first].at.line;
        faults.push(
            Fault::new(
                member.at,
                format!(
                    "the key `{}` is given twice in one object; first on line {line}",
                    clean(&member.name, 80)
                ),
            )
            .help("keep one of the two: readers disagree about which one counts"),
        );
    }
}
