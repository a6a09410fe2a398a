//! The names that callers use, as they stand in the lock.

use std::collections::{BTreeMap, BTreeSet};

/// The member under which a struct's field of further members is listed.
pub const SPECIAL_ADDITIONAL: &str = "*additional";
/// The member under which the field, or the arm, for what the description does not name is listed.
pub const SPECIAL_OTHER: &str = "*other";

/// The names in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamesInUse {
    /// Types by Rust name.
    pub types: BTreeMap<String, LockedType>,
    /// Operations by call (`workers.scripts.list`).
    pub calls: BTreeMap<String, LockedCall>,
    /// The handle's type by resource (`workers.scripts`), and its feature.
    pub resources: BTreeMap<String, (String, Option<String>)>,
    /// Former names of types: what is in their place now.
    pub former_types: BTreeMap<String, String>,
    /// Former names of methods (`workers.scripts.all`): the method of the same resource in their place (`list`), and the
    /// former name of its request.
    pub former_calls: BTreeMap<String, (String, String)>,
}

/// A type in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockedType {
    /// Where its schema stands.
    pub place: String,
    /// What it is, whatever it is called (`plan::fingerprint`).
    pub fingerprint: String,
    /// How a call leads to it (`plan::reached`); empty where none does.
    pub reached: String,
    /// Where equal schemas stand that are this type too, because they were one before.
    pub also: BTreeSet<String>,
    /// What `new` takes, by name on the wire, where that is several.
    pub order: Vec<String>,
    /// Its members and variants: on the wire and in Rust.
    pub members: BTreeMap<String, String>,
    /// The types that it leads to, by the steps to them (`plan::reached`).
    pub uses: BTreeMap<String, String>,
}

/// A call in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockedCall {
    /// Upper case.
    pub method: String,
    /// With `{variables}`.
    pub path: String,
    /// `operationId`; empty where there is none.
    pub id: String,
    /// The request's type.
    pub request: String,
    /// The type of its replies, where there is one.
    pub reply: Option<String>,
    /// The inputs that are given by position, by their keys, where they are several; without the variables of the path.
    pub order: Vec<String>,
    /// Its inputs: where they go and what they are called there (`query:tags`), and in Rust.
    pub inputs: BTreeMap<String, String>,
    /// The types that it leads to, by the steps to them.
    pub uses: BTreeMap<String, String>,
}

impl NamesInUse {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty() && self.calls.is_empty()
    }
}
