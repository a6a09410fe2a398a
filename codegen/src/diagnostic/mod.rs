//! What is said about a description: findings with a code and a place, and the report that collects them.

mod catalogue;
mod render;

use crate::coverage::Coverage;
use crate::text::Mark;
pub use catalogue::Code;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// Messages are cut to this many characters.
const MAX_MESSAGE: usize = 600;

/// Where something stands: its address in a document, and the position of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The document's file: an index into `Document::files`, which is the same in [`Report::files`].
    pub file: u32,
    /// The position of the text. Its source is another file when an overlay brought the node.
    pub at: Mark,
    /// The JSON Pointer in the file's document; empty for the whole document.
    pub pointer: Arc<str>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something could not be generated.
    Error,
    /// Something was generated, but perhaps not what the author meant.
    Warning,
    /// Something worth knowing.
    Note,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// Where; nothing for a finding about the run as a whole.
    pub place: Option<Place>,
    /// What is wrong, in lower case without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that have a part in it, with what each one is.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A finding. Control characters in the message are made visible, and its length is bounded.
    pub fn new(code: Code, place: Option<Place>, message: impl Into<String>) -> Self {
        let message = clean(&message.into(), MAX_MESSAGE);
        Self { code, place, message, help: None, related: Vec::new() }
    }

    /// Says what to do about it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(clean(&help.into(), MAX_MESSAGE));
        self
    }

    /// Names another place that has a part in it.
    pub fn related(&mut self, place: &Place, what: impl Into<String>) -> &mut Self {
        let related = (place.clone(), clean(&what.into(), MAX_MESSAGE));
        if !self.related.contains(&related) {
            self.related.push(related);
        }
        self
    }
}

/// A text that was read, kept to show lines of it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path, as it should be shown.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
}

/// Everything there is to say about a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The texts that were read.
    pub files: Vec<SourceFile>,
    /// What was generated, of how much.
    pub coverage: Coverage,
    diagnostics: Vec<Diagnostic>,
    /// Positions in `diagnostics`, so that a finding that several paths lead to is kept once.
    known: HashMap<(Code, Option<Place>, String), usize>,
}

impl Report {
    /// Takes in a text and gives the index by which marks and places name it.
    pub fn add_file(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> u32 {
        self.files.push(SourceFile { path: path.into(), text: text.into() });
        u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX)
    }

    /// Reports a finding at a place. A finding with the same code, place and message is kept once.
    pub fn add(
        &mut self,
        code: Code,
        place: &Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.keep(Diagnostic::new(code, Some(place.clone()), message))
    }

    /// Reports a finding about the run as a whole.
    pub fn add_global(&mut self, code: Code, message: impl Into<String>) -> &mut Diagnostic {
        self.keep(Diagnostic::new(code, None, message))
    }

    /// Reports a finding made elsewhere.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.keep(diagnostic);
    }

    fn keep(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        let key = (diagnostic.code, diagnostic.place.clone(), diagnostic.message.clone());
        let index = match self.known.entry(key) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                self.diagnostics.push(diagnostic);
                *entry.insert(self.diagnostics.len() - 1)
            }
        };
        &mut self.diagnostics[index]
    }

    /// The findings by file, line and column; those without a place come last.
    pub fn diagnostics(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.diagnostics.iter().collect();
        sorted.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.place.is_none(), d.place.as_ref().map(|place| place.at));
            (key(a), a.code, &a.place, &a.message).cmp(&(key(b), b.code, &b.place, &b.message))
        });
        sorted
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings are of this kind.
    pub fn count_of(&self, code: Code) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.code == code).count()
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() == severity).count()
    }
}

/// Foreign text made safe to print on one line: control characters and invisible or direction-changing marks are
/// shown as escapes, and what goes beyond `max_chars` is cut.
pub fn clean(text: &str, max_chars: usize) -> String {
    let mut out = String::with_capacity(text.len().min(max_chars * 4));
    for (index, c) in text.chars().enumerate() {
        if index >= max_chars {
            out.push('…');
            break;
        }
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unsafe(c) => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// Whether a character changes how the text around it looks, or does not show at all.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
