//! Turns texts into a document: reads the root, checks its version, applies overlays, and reads the files that references name.

mod files;
mod version;

pub use version::Version;

use crate::diagnostic::{Code, Place, Report};
use crate::overlay;
use crate::resolve::Index;
use crate::settings::Limits;
use crate::text::{self, Mark, Node};

/// A text and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As it should be shown. References are relative to the root's.
    pub path: String,
    /// The text.
    pub text: String,
}

/// What a document is made of.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The description's main file.
    pub root: &'a Source,
    /// Reads a further file, given its path relative to the root's folder with `/` between segments; the path never leads out
    /// of that folder. An error is the reason in words.
    pub files: &'a dyn Fn(&str) -> Result<String, String>,
    /// Corrections to the root, in the order in which they apply.
    pub overlays: &'a [Source],
}

/// One file of a document.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to the root's folder.
    pub path: String,
    /// What it holds.
    pub root: Node,
}

/// A description as written, in as many files as it takes.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its files; a [`Place`] names one by its index. Overlays have an index too, though no reference leads to them.
    pub files: Vec<File>,
    /// The version of OpenAPI.
    pub version: Version,
    /// The index of the root in `files`.
    pub(crate) root: u32,
    /// What references can name.
    pub(crate) index: Index,
}

/// For [`Input::files`] when there is only one file.
///
/// # Errors
///
/// Always: there is no other file.
pub fn no_files(_: &str) -> Result<String, String> {
    Err("the description was given as a single file".to_owned())
}

/// Reads a document. Nothing when it is unusable; the report says why.
pub fn document(input: &Input<'_>, report: &mut Report) -> Option<Document> {
    document_within(input, &Limits::default(), report)
}

/// Reads a document that stays within limits.
pub fn document_within(
    input: &Input<'_>,
    limits: &Limits,
    report: &mut Report,
) -> Option<Document> {
    let mut files: Vec<File> = Vec::new();
    // A place names a file by one number, whether to show its text or to find its tree.
    files.resize_with(report.files.len(), files::placeholder);
    let root = report.add_file(&*input.root.path, &*input.root.text);
    let Some(node) = read(&input.root.text, &input.root.path, root, limits, report) else {
        version::of_broken(&input.root.text, root, report);
        return None;
    };
    let name = input.root.path.rsplit(['/', '\\']).next().unwrap_or(&input.root.path);
    files.push(File { path: name.to_owned(), root: node });
    let at = root as usize;

    // The version comes first: what else is wrong with another kind of document is of no interest.
    let place = Place::root(root, &files[at].root);
    version::of(&files[at].root, &place, report)?;
    let mut sound = true;
    for source in input.overlays {
        let file = report.add_file(&*source.path, &*source.text);
        match read(&source.text, &source.path, file, limits, report) {
            Some(node) => {
                sound &= overlay::apply(&node, file, &mut files[at].root, report);
                files.push(File { path: String::new(), root: node });
            }
            None => {
                sound = false;
                files.push(files::placeholder());
            }
        }
    }
    if !sound {
        return None;
    }
    let version = version::of(&files[at].root, &Place::root(root, &files[at].root), report)?;
    let mut document = Document { files, version, root, index: Index::default() };
    files::read_all(&mut document, input, limits, report);
    Some(document)
}

/// Reads a document that is one text.
///
/// # Errors
///
/// The report, when the text is no usable description.
pub fn from_text(text: &str) -> Result<(Document, Report), Box<Report>> {
    let root = Source { path: "openapi.yaml".to_owned(), text: text.to_owned() };
    let mut report = Report::default();
    match document(&Input { root: &root, files: &no_files, overlays: &[] }, &mut report) {
        Some(document) => Ok((document, report)),
        None => Err(Box::new(report)),
    }
}

/// Reads one text, reporting its faults.
fn read(text: &str, path: &str, file: u32, limits: &Limits, report: &mut Report) -> Option<Node> {
    if text.len() as u64 > limits.file_bytes {
        let place =
            Place { file, at: Mark { source: file, line: 1, column: 1 }, ..Place::default() };
        let message =
            format!("the file has {} bytes, and {} are allowed", text.len(), limits.file_bytes);
        report.add(Code::TooLarge, &place, message).help(text::raise("file_bytes"));
        return None;
    }
    match text::read_within(text, path, file, limits.budget()) {
        Ok(node) => Some(node),
        Err(faults) => {
            for fault in faults {
                let place = Place { file, at: fault.at, pointer: "".into() };
                let diagnostic = report.add(Code::InvalidText, &place, fault.message);
                if let Some(help) = fault.help {
                    diagnostic.help(help);
                }
            }
            None
        }
    }
}
