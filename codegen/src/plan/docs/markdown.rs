//! Writes Markdown anew from what a Markdown reader (the one that rustdoc uses) understood of it.
//!
//! | in the description        | in the documentation                                             |
//! |---------------------------|------------------------------------------------------------------|
//! | heading                   | a bold paragraph: headings are ours                              |
//! | code block                | a fence with a language that is no Rust, or `text`               |
//! | link to the web           | the link                                                         |
//! | other link, image         | its text                                                         |
//! | HTML, brackets, marks     | escaped text                                                     |
//! | lists, quotes, tables     | the same, indented as clippy wants them                          |

use super::escape::{self, FIXED_SPACE};
use super::wrap::{HARD_BREAK, wrap};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// How deep lists and quotes may nest before their content is written without further indentation.
const DEEPEST: usize = 6;

/// Languages that a fence may name; rustdoc takes none of them for Rust.
const LANGUAGES: &[&str] = &[
    "bash",
    "console",
    "css",
    "csv",
    "diff",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "php",
    "python",
    "ruby",
    "sh",
    "shell",
    "sql",
    "toml",
    "ts",
    "typescript",
    "xml",
    "yaml",
];

/// The lines of a Markdown text, each at most `width` columns where it can be broken.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut writer = Writer { width, ..Writer::default() };
    for event in Parser::new_ext(text, options) {
        writer.event(event);
    }
    writer.flush();
    while writer.lines.last().is_some_and(String::is_empty) {
        writer.lines.pop();
    }
    writer.lines
}

/// A quote or a list's item around what is being written.
enum Container {
    Quote,
    Item { marker: String, written: bool, loose: bool },
    Flat,
}

/// A piece of a paragraph.
enum Piece {
    Text(String),
    Done(String),
}

#[derive(Default)]
struct Writer {
    width: usize,
    lines: Vec<String>,
    containers: Vec<Container>,
    /// The next number of each open list; nothing for bullets.
    lists: Vec<Option<u64>>,
    pieces: Vec<Piece>,
    /// Destinations of the open links; nothing for one that is not kept.
    links: Vec<Option<String>>,
    needs_blank: bool,
    heading: bool,
    code: Option<(String, String)>,
    table: Option<Vec<Vec<String>>>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(text) => self.inline_code(&text),
            Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak if self.table.is_some() || self.heading => self.text(" "),
            Event::HardBreak => self.pieces.push(Piece::Done(HARD_BREAK.to_string())),
            Event::Rule => self.flush(),
            Event::TaskListMarker(_) => {}
            // Not turned on, so they are only text here.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text)
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.flush();
                if let Some(Container::Item { loose, .. }) = self.containers.last_mut() {
                    *loose = true;
                }
            }
            Tag::Heading { .. } => {
                self.flush();
                self.heading = true;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.separate();
                self.open(Container::Quote);
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split([' ', ',', '{']).next().unwrap_or_default().to_lowercase()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                let language =
                    LANGUAGES.iter().find(|language| **language == info).unwrap_or(&"text");
                self.code = Some(((*language).to_owned(), String::new()));
            }
            Tag::List(first) => {
                self.flush();
                self.separate();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.separate();
                self.open(Container::Item { marker, written: false, loose: false });
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(rows) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.mark("*"),
            Tag::Strong if !self.heading => self.mark("**"),
            Tag::Strikethrough => self.mark("~~"),
            Tag::Link { dest_url, .. } => self.open_link(&dest_url),
            Tag::Image { .. } => self.links.push(None),
            Tag::Strong
            | Tag::TableCell
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList => {}
            Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::MetadataBlock(_) => {}
            Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Heading(_) => {
                let text = self.inline();
                self.heading = false;
                if !text.trim().is_empty() {
                    self.pieces.push(Piece::Done(format!("**{}**", text.trim())));
                }
                self.flush();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.containers.pop();
                self.needs_blank = true;
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.needs_blank = true;
            }
            TagEnd::Item => {
                self.flush();
                if let Some(Container::Item { loose, .. }) = self.containers.pop() {
                    self.needs_blank = loose;
                }
            }
            TagEnd::Table => self.write_table(),
            TagEnd::TableCell => {
                let cell = self.inline().replace(FIXED_SPACE, " ");
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
                }
            }
            TagEnd::Emphasis => self.mark("*"),
            TagEnd::Strong if !self.heading => self.mark("**"),
            TagEnd::Strikethrough => self.mark("~~"),
            TagEnd::Link => self.close_link(),
            TagEnd::Image => drop(self.links.pop()),
            TagEnd::Strong | TagEnd::TableHead | TagEnd::TableRow | TagEnd::FootnoteDefinition => {}
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {}
            TagEnd::MetadataBlock(_) | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    /// Adds plain text; neighbours are joined, as an address may be cut into several pieces by the reader.
    fn text(&mut self, text: &str) {
        // An entity (`&#x202e;`) may have brought what was taken out of the source.
        let text = &escape::characters(text);
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    fn mark(&mut self, mark: &str) {
        self.pieces.push(Piece::Done(mark.to_owned()));
    }

    fn inline_code(&mut self, text: &str) {
        let text = &escape::characters(text);
        if self.table.is_none() || !text.contains('|') {
            self.pieces.push(Piece::Done(escape::span(text)));
        } else if text.contains('\\') {
            self.text(text);
        } else {
            self.pieces.push(Piece::Done(escape::span(text).replace('|', "\\|")));
        }
    }

    fn open_link(&mut self, address: &str) {
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

    fn close_link(&mut self) {
        let Some(Some(address)) = self.links.pop() else { return };
        let start =
            self.pieces.iter().rposition(|piece| matches!(piece, Piece::Done(mark) if mark == "["));
        let label = self.pieces.split_off(start.unwrap_or(self.pieces.len()));
        let text = render(&label[1.min(label.len())..], false, self.table.is_some());
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

    /// The inline Markdown of the pieces so far, which are used up.
    fn inline(&mut self) -> String {
        let pieces = std::mem::take(&mut self.pieces);
        render(&pieces, true, self.table.is_some())
    }

    /// Writes the pieces so far as a paragraph.
    fn flush(&mut self) {
        if self.table.is_some() {
            return;
        }
        let text = self.inline();
        let lines = wrap(&text, self.width.saturating_sub(self.indent()).max(40));
        if lines.is_empty() {
            return;
        }
        self.separate();
        for line in lines {
            self.line(&line);
        }
        self.needs_blank = true;
    }

    fn code_block(&mut self) {
        let Some((language, text)) = self.code.take() else { return };
        let text = text.replace('\t', "    ");
        if text.trim().is_empty() {
            return;
        }
        let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.separate();
        self.line(&format!("{fence}{language}"));
        for line in text.trim_end().lines() {
            self.line(line);
        }
        self.line(&fence);
        self.needs_blank = true;
    }

    fn write_table(&mut self) {
        let rows = self.table.take().unwrap_or_default();
        let Some(columns) = rows.iter().map(Vec::len).max().filter(|columns| *columns > 0) else {
            return;
        };
        self.separate();
        for (index, row) in rows.iter().enumerate() {
            let cells = (0..columns).map(|column| row.get(column).map_or("", String::as_str));
            self.line(&format!("| {} |", cells.collect::<Vec<_>>().join(" | ")));
            if index == 0 {
                self.line(&format!("|{}", "---|".repeat(columns)));
            }
        }
        self.needs_blank = true;
    }

    fn open(&mut self, container: Container) {
        let deep = self.containers.len() >= DEEPEST;
        self.containers.push(if deep { Container::Flat } else { container });
        self.needs_blank = false;
    }

    fn indent(&self) -> usize {
        let width = |container: &Container| match container {
            Container::Quote => 2,
            Container::Item { marker, .. } => marker.len(),
            Container::Flat => 0,
        };
        self.containers.iter().map(width).sum()
    }

    /// Writes the blank line before a block, where there must be one.
    fn separate(&mut self) {
        let tight = matches!(self.containers.last(), Some(Container::Item { loose: false, .. }));
        if self.needs_blank && !tight && !self.lines.is_empty() {
            let prefix = self.prefix(true);
            self.lines.push(prefix.trim_end().to_owned());
        }
        self.needs_blank = false;
    }

    fn line(&mut self, line: &str) {
        let prefix = self.prefix(false);
        self.lines.push(format!("{prefix}{line}").trim_end().to_owned());
    }

    fn prefix(&mut self, blank: bool) -> String {
        let mut prefix = String::new();
        for container in &mut self.containers {
            match container {
                Container::Quote => prefix.push_str("> "),
                Container::Item { marker, written, .. } if *written || blank => {
                    prefix.extend(std::iter::repeat_n(' ', marker.len()));
                }
                Container::Item { marker, written, .. } => {
                    *written = true;
                    prefix.push_str(marker);
                }
                Container::Flat => {}
            }
        }
        prefix
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
