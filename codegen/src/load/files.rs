//! Reads the further files that references name, each once, and only below the root's folder.

use super::{Document, File, Input};
use crate::diagnostic::{Code, Place, Report};
use crate::resolve::{Goal, goal};
use crate::settings::Limits;
use crate::text::{self, Mark, Node, Value};

/// A file that holds nothing.
pub(super) fn placeholder() -> File {
    File { path: String::new(), root: Node { value: Value::Null, at: Mark::default() } }
}

/// Reads every file that can be reached from the root by references, and notes what references can name in each.
///
/// A file that cannot be read is noted with the reason, and reported where a reference to it is followed: a reference
/// that nothing uses does no harm.
pub(super) fn read_all(
    document: &mut Document,
    input: &Input<'_>,
    limits: &Limits,
    report: &mut Report,
) {
    let folder = input.root.path.len()
        - input.root.path.rsplit(['/', '\\']).next().unwrap_or_default().len();
    let folder = &input.root.path[..folder];
    let mut next = document.root;
    let mut n_bytes = input.root.text.len() as u64;
    let mut n_files = 1;
    let mut n_nodes = document.files[next as usize].root.count() as u64;
    let root_path = document.files[next as usize].path.clone();
    document.index.files.insert(root_path, next);
    let mut queue = std::collections::VecDeque::from([next]);
    while let Some(file) = queue.pop_front() {
        let references = document.index.take_in(
            file,
            &document.files[file as usize].root,
            &document.files[file as usize].path,
        );
        for reference in references {
            let from = &document.files[file as usize].path;
            let Ok(Goal::Relative { path, .. }) = goal(&reference, from) else { continue };
            let index = &mut document.index;
            if index.files.contains_key(&path) || index.unreadable.contains_key(&path) {
                continue;
            }
            let text = match (input.files)(&path) {
                Ok(text) => text,
                Err(reason) => {
                    index.unreadable.insert(path, reason);
                    continue;
                }
            };
            n_files += 1;
            n_bytes += text.len() as u64;
            let beyond = if n_files > limits.files {
                Some((format!("more than {} files", limits.files), "files"))
            } else if n_bytes > limits.total_bytes {
                Some((format!("more than {} bytes", limits.total_bytes), "total_bytes"))
            } else if n_nodes > limits.nodes {
                Some((format!("more than {} values", limits.nodes), "nodes"))
            } else {
                None
            };
            if let Some((much, limit)) = beyond {
                let place =
                    Place::root(document.root, &document.files[document.root as usize].root);
                let message = format!("the description spreads over {much}");
                report.add(Code::TooManyFiles, &place, message).help(text::raise(limit));
                return;
            }
            next = report.add_file(format!("{folder}{path}"), &*text);
            let root = if is_structured(&path) {
                super::read(&text, &path, next, limits, report)
            } else {
                // A reference may stand for a long text, such as a description in Markdown.
                Some(Node {
                    value: Value::String(text.into()),
                    at: Mark { source: next, line: 1, column: 1 },
                })
            };
            match root {
                Some(root) => {
                    n_nodes += root.count() as u64;
                    index.files.insert(path.clone(), next);
                    document.files.push(File { path, root });
                    queue.push_back(next);
                }
                None => {
                    index.unreadable.insert(path, "it is not valid JSON or YAML".to_owned());
                    document.files.push(placeholder());
                }
            }
        }
    }
}

fn is_structured(path: &str) -> bool {
    let extension = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, extension)| extension);
    !extension.is_some_and(|e| {
        ["md", "markdown", "txt", "html"].iter().any(|text| e.eq_ignore_ascii_case(text))
    })
}
