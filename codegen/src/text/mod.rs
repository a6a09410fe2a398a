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

/// The greatest depth of arrays and objects in a tree. Recursion over a tree (dropping it included) is therefore bounded.
pub const MAX_DEPTH: usize = 200;

/// The greatest number of nodes in the tree of one text.
pub const MAX_NODES: usize = 5_000_000;

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
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let begins_like_json = text.trim_start().starts_with(['{', '[']);
    let (is_json, is_yaml) =
        (has_extension(path, &["json"]), has_extension(path, &["yaml", "yml"]));
    if is_json || (begins_like_json && !is_yaml) {
        return json::read(text, source);
    }
    if begins_like_json {
        // A flow mapping is YAML without being JSON, so only YAML's opinion of a `.yaml` file counts in the end.
        if let Ok(node) = json::read(text, source) {
            return Ok(node);
        }
    }
    yaml::read(text, source)
}

fn has_extension(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| {
        extensions.iter().any(|wanted| found.eq_ignore_ascii_case(wanted))
    })
}
