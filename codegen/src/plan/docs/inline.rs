//! Writes what stands within a paragraph: text, marks, spans of code, links.

use super::escape;

/// A piece of a paragraph.
enum Piece {
    Text(String),
    Done(String),
}

/// The pieces of the paragraph at hand.
#[derive(Default)]
pub(super) struct Inline {
    pieces: Vec<Piece>,
    /// Destinations of the open links; nothing for one that is not kept.
    links: Vec<Option<String>>,
    /// Whether it is a cell of a table, where a bar would end it.
    pub(super) in_table: bool,
}

impl Inline {
    /// Adds plain text; neighbours are joined, as an address may be cut into several pieces by the reader.
    pub(super) fn text(&mut self, text: &str) {
        // An entity (`&#x202e;`) may have brought what was taken out of the source.
        let text = &escape::characters(text);
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Adds finished Markdown.
    pub(super) fn mark(&mut self, mark: &str) {
        self.pieces.push(Piece::Done(mark.to_owned()));
    }

    /// Adds a span of code.
    pub(super) fn code(&mut self, text: &str) {
        let text = &escape::characters(text);
        if !self.in_table || !text.contains('|') {
            self.pieces.push(Piece::Done(escape::span(text)));
        } else if text.contains('\\') {
            self.text(text);
        } else {
            self.pieces.push(Piece::Done(escape::span(text).replace('|', "\\|")));
        }
    }

    /// Begins a link; one that is not kept leaves its text only.
    pub(super) fn open_link(&mut self, address: &str) {
        let plain = |char: char| char.is_ascii_graphic() && !"<>()[]{}\\`|*\"^".contains(char);
        let web = address.starts_with("https://")
            || address.starts_with("http://")
            || address.starts_with("mailto:");
        let inside = self.links.iter().any(Option::is_some);
        let kept = (web && !inside && address.chars().all(plain)).then(|| address.to_owned());
        if kept.is_some() {
            self.mark("[");
        }
        self.links.push(kept);
    }

    /// Ends a link.
    pub(super) fn close_link(&mut self) {
        let Some(Some(address)) = self.links.pop() else { return };
        let start =
            self.pieces.iter().rposition(|piece| matches!(piece, Piece::Done(mark) if mark == "["));
        let label = self.pieces.split_off(start.unwrap_or(self.pieces.len()));
        let text = render(&label[1.min(label.len())..], false, self.in_table);
        let text = text.trim();
        let same = match label.get(1..) {
            Some([Piece::Text(text)]) => *text == address || format!("mailto:{text}") == address,
            _ => false,
        };
        self.pieces.push(Piece::Done(match text {
            "" => escape::link_to(&address),
            _ if same => format!("<{}>", address.strip_prefix("mailto:").unwrap_or(&address)),
            text => format!("[{text}]({address})"),
        }));
    }

    /// Begins an image, of which only the text is kept.
    pub(super) fn open_image(&mut self) {
        self.links.push(None);
    }

    /// Ends an image.
    pub(super) fn close_image(&mut self) {
        self.links.pop();
    }

    /// The inline Markdown of the pieces so far, which are used up.
    pub(super) fn take(&mut self) -> String {
        let pieces = std::mem::take(&mut self.pieces);
        render(&pieces, true, self.in_table)
    }
}

fn render(pieces: &[Piece], links: bool, in_table: bool) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) if in_table => {
                out.push_str(&escape::inline(text, links).replace('|', "\\|"))
            }
            Piece::Text(text) => out.push_str(&escape::inline(text, links)),
            Piece::Done(text) => out.push_str(text),
        }
    }
    out
}
