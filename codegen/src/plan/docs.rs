//! Turns foreign text into documentation that rustc, rustdoc and clippy take without a word.
//!
//! A description may hold anything: HTML, unbalanced brackets, control characters, code that is no Rust. It is therefore never
//! copied: it is read as Markdown and written anew from what was understood ([`markdown`]), all else being escaped.

mod blocks;
mod escape;
mod html;
mod inline;
mod markdown;
mod wrap;

use super::Docs;

pub(crate) use escape::{code, prose};

/// Columns of a line of documentation, without the `///`.
const WIDTH: usize = 112;

impl Docs {
    /// One line, which must be clean Markdown already.
    pub(crate) fn from_line(line: impl Into<String>) -> Self {
        Self(vec![line.into()])
    }

    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }

    /// Adds a line to the last paragraph. It must be clean Markdown already.
    pub(crate) fn push_line(&mut self, line: impl Into<String>) {
        self.0.push(line.into());
    }

    /// Adds a paragraph of one line. It must be clean Markdown already.
    pub(crate) fn push_paragraph(&mut self, line: impl Into<String>) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.push(line.into());
    }

    /// Adds the lines of other documentation as paragraphs of their own.
    pub(crate) fn append(&mut self, other: Docs) {
        if other.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.extend(other.0);
    }
}

/// A whole description, which is Markdown or HTML.
pub(crate) fn clean(text: &str) -> Docs {
    let text = escape::characters(text);
    Docs(markdown::lines(&html::to_markdown(&text), WIDTH))
}

/// The first paragraph of a description as one line of Markdown; empty when there is none.
pub(crate) fn line(text: &str) -> String {
    let text = escape::characters(text);
    let lines = markdown::lines(&html::to_markdown(&text), usize::MAX);
    let first = lines.iter().take_while(|line| !line.is_empty());
    let joined = first.map(|line| line.trim_end_matches('\\').trim()).collect::<Vec<_>>().join(" ");
    // A block cannot stand in the middle of a line, so its text is taken as plain.
    if joined.starts_with("```") { prose(text.lines().next().unwrap_or_default()) } else { joined }
}

/// Paragraphs of a description, each phrase of `phrases` being Markdown of its own, run together into one paragraph.
pub(crate) fn sentences<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Docs {
    let joined =
        phrases.into_iter().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    if joined.is_empty() { Docs::default() } else { Docs(wrap::wrap(&joined, WIDTH)) }
}

/// Documentation of several parts, joined by blank lines; empty parts fall away.
pub(crate) fn paragraphs(parts: impl IntoIterator<Item = Docs>) -> Docs {
    let mut all = Docs::default();
    for part in parts {
        all.append(part);
    }
    all
}

#[cfg(test)]
mod tests;
