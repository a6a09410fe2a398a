//! What another revision of a description means for callers: changes by operation and type, in Rust's terms, each with
//! what it does to callers' code and on the wire.
//!
//! Two plans are compared, the later of which was made with the lock of the earlier: what is still the same thing has the
//! same name in both.

mod bodies;
mod credentials;
mod kind;
mod members;
mod operations;
mod render;
mod signature;
mod types;
mod version;

use crate::Output;
use crate::diagnostic::{Place, SourceFile};
use crate::ir::{Api, TypeId};
use crate::plan::{Crate, Item};
pub use kind::{Kind, Level, Wire};
use std::collections::BTreeMap;
pub use version::next_version;

/// Everything that differs between two revisions.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// By operation first, then by type, each in the order of their names.
    pub changes: Vec<Change>,
    /// Whether texts of the documentation differ too.
    pub documentation: bool,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// The operation (`workers.scripts.list`) or the type (`Script`).
    pub subject: String,
    /// Whether the subject is an operation.
    pub of_operation: bool,
    /// The part of it: a field, variant or parameter by its name on the wire; empty for the whole.
    pub member: String,
    /// The Rust path of what changes: `types::Script::logpush`.
    pub item: String,
    /// What a caller saw before.
    pub before: Option<String>,
    /// What a caller sees now.
    pub after: Option<String>,
    /// Where it stood: file, line, column and pointer.
    pub old_place: Option<String>,
    /// Where it stands.
    pub new_place: Option<String>,
    /// The operations that it concerns.
    pub operations: Vec<String>,
    /// Whether it is an item of the crate. What a form with files is made of, for one, is only documented.
    pub in_rust: bool,
}

impl Change {
    /// The version it deserves.
    pub fn level(&self) -> Level {
        if self.in_rust { self.kind.level() } else { Level::Patch }
    }
}

impl Diff {
    /// The version that all changes together deserve; nothing when nothing differs.
    pub fn level(&self) -> Option<Level> {
        let documentation = self.documentation.then_some(Level::Patch);
        self.changes.iter().map(Change::level).chain(documentation).max()
    }

    /// Whether callers' code may no longer compile.
    pub fn is_breaking(&self) -> bool {
        self.level() == Some(Level::Major)
    }
}

/// Compares two runs, the later of which was given the lock of the earlier. Nothing when one has no plan.
pub fn compare(old: &Output, new: &Output) -> Option<Diff> {
    let nothing = BTreeMap::new();
    let new_side = Side::new(new, &nothing)?;
    let old_side = Side::new(old, &new_side.krate.names.former_types)?;
    let mut changes = Vec::new();
    operations::compare(&old_side, &new_side, &mut changes);
    types::compare(&old_side, &new_side, &mut changes);
    changes.sort_by(|one: &Change, other| one.order().cmp(&other.order()));
    changes.dedup();
    let text = |output: &Output| -> Vec<(String, String)> {
        let generated = |path: &str| path.starts_with("src/") && !path.starts_with("src/runtime/");
        let files = output.files.iter().filter(|file| generated(&file.path));
        files.map(|file| (file.path.clone(), after_header(&file.text).to_owned())).collect()
    };
    let documentation = changes.is_empty() && text(old) != text(new);
    Some(Diff { changes, documentation })
}

/// A file without its first line, which names the description.
fn after_header(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

impl Change {
    fn order(&self) -> (bool, &str, std::cmp::Reverse<Level>, &str, Kind, &Option<String>) {
        let level = std::cmp::Reverse(self.level());
        (!self.of_operation, &self.subject, level, &self.member, self.kind, &self.before)
    }
}

/// One of the two runs.
struct Side<'a> {
    api: &'a Api,
    krate: &'a Crate,
    files: &'a [SourceFile],
    /// Named types by their Rust name.
    types: BTreeMap<&'a str, TypeId>,
    /// Items of the crate by the name of their type.
    items: BTreeMap<&'a str, &'a Item>,
    /// By type, the operations that lead to it.
    used_by: Vec<Vec<String>>,
    /// Names of this revision that are former names of other types in the other one.
    renamed: &'a BTreeMap<String, String>,
}

impl<'a> Side<'a> {
    fn new(output: &'a Output, renamed: &'a BTreeMap<String, String>) -> Option<Self> {
        let (api, krate) = (output.api.as_ref()?, output.krate.as_ref()?);
        let named = krate.types.iter();
        let types = named.filter_map(|ty| Some((ty.ident.as_ref()?.as_str(), ty.id))).collect();
        let in_types = krate.files.iter().filter(|file| file.path.starts_with("src/types/"));
        let items = in_types
            .flat_map(|file| &file.items)
            .filter(|item| !matches!(item, Item::Former(_)))
            .filter_map(|item| Some((crate::plan::items::item_ident(item)?.as_str(), item)))
            .collect();
        let used_by = types::used_by(api, krate);
        Some(Self { api, krate, files: &output.report.files, types, items, used_by, renamed })
    }

    /// A place as people read it.
    fn place(&self, place: &Place) -> String {
        let file = self.files.get(place.at.source as usize).or(self.files.get(place.file as usize));
        let path = file.map_or("", |file| crate::shown_path(&file.path));
        format!("{path}:{}:{} #{}", place.at.line, place.at.column, place.pointer)
    }

    /// What a signature means in the other revision: a former name is the type that it stands for.
    fn today(&self, signature: &str) -> String {
        let is_word = |char: char| char.is_alphanumeric() || char == '_';
        let mut text = String::with_capacity(signature.len());
        let mut rest = signature;
        while let Some(begin) = rest.find(is_word) {
            let (before, from) = rest.split_at(begin);
            let (word, after) = from.split_at(from.find(|it| !is_word(it)).unwrap_or(from.len()));
            text.push_str(before);
            text.push_str(self.renamed.get(word).map_or(word, String::as_str));
            rest = after;
        }
        text + rest
    }

    /// A type as it is written where it is used, its `Box` and its item aside.
    fn written(&self, ty: crate::ir::TypeRef) -> String {
        let bare = self.krate.types.get(ty.id.0 as usize).map_or("Value", |ty| ty.rust.as_str());
        if ty.nullable { format!("Option<{bare}>") } else { bare.to_owned() }
    }
}
