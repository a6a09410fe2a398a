//! Turns text into one tree with positions, whether it is JSON or YAML.
//!
//! Two readers build the same [`Node`]: one for JSON, written here, and one for YAML on top of `saphyr-parser`'s events. Both
//! refuse duplicate keys, and both bound the number of nodes and the depth, so that no description can exhaust memory or stack.

mod json;
mod node;
mod number;
mod object;
mod yaml;

pub(crate) use node::write_json_string;
pub use node::{Mark, Node, Value};
pub use object::{Member, Object};

/// The greatest depth of arrays and objects in a tree, unless the settings say otherwise. Recursion over a tree (dropping it
/// included) is therefore bounded.
pub const MAX_DEPTH: usize = 200;

/// The greatest number of nodes in the trees of one description, likewise.
pub const MAX_NODES: usize = 3_000_000;

/// How much may come from the aliases of one text, likewise: a node counts as one, and so do 64 bytes of text.
pub const MAX_ALIASED: usize = 1_000_000;

/// How large a tree may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Nodes.
    pub nodes: usize,
    /// Arrays and objects within each other.
    pub depth: usize,
    /// What aliases repeat.
    pub aliased: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { nodes: MAX_NODES, depth: MAX_DEPTH, aliased: MAX_ALIASED }
    }
}

impl Budget {
    fn too_many(self, at: Mark) -> Fault {
        Fault::new(at, format!("the description has more than {} values", self.nodes))
            .help(raise("nodes"))
    }

    fn too_deep(self, at: Mark, what: &str) -> Fault {
        Fault::new(at, format!("{what} are nested more than {} deep", self.depth))
            .help(raise("depth"))
    }
}

/// What to do when a limit of the settings is in the way of an honest description.
pub(crate) fn raise(limit: &str) -> String {
    format!("raise `limits.{limit}` in the settings if the description is meant to be like that")
}

/// Something that stops a text from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub at: Mark,
    /// What is wrong.
    pub message: String,
    /// What to do about it, when that is not obvious.
    pub help: Option<String>,
}

impl Fault {
    fn new(at: Mark, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Reads one text.
///
/// A `path` that ends in `.json` is read as JSON. Anything else is read as JSON when it begins like JSON and is valid, and as
/// YAML otherwise. `source` goes into every [`Mark`] of the tree.
///
/// # Errors
///
/// Every duplicate key, or else the first fault of syntax.
pub fn read(text: &str, path: &str, source: u32) -> Result<Node, Vec<Fault>> {
    read_within(text, path, source, Budget::default())
}

/// Reads one text whose tree may become as large as `budget` says.
///
/// # Errors
///
/// As [`read`], and what goes beyond the budget.
pub fn read_within(
    text: &str,
    path: &str,
    source: u32,
    budget: Budget,
) -> Result<Node, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let begins_like_json = text.trim_start().starts_with(['{', '[']);
    let (is_json, is_yaml) =
        (has_extension(path, &["json"]), has_extension(path, &["yaml", "yml"]));
    if is_json || (begins_like_json && !is_yaml) {
        return json::read(text, source, budget);
    }
    if begins_like_json {
        // A flow mapping is YAML without being JSON, so only YAML's opinion of a `.yaml` file counts in the end.
        if let Ok(node) = json::read(text, source, budget) {
            return Ok(node);
        }
    }
    yaml::read(text, source, budget)
}

fn has_extension(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| {
        extensions.iter().any(|wanted| found.eq_ignore_ascii_case(wanted))
    })
}
