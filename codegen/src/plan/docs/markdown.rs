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

use super::blocks::Blocks;
use super::escape::FIXED_SPACE;
use super::inline::Inline;
use super::wrap::{HARD_BREAK, wrap};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

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
    writer.blocks.finish()
}

#[derive(Default)]
struct Writer {
    width: usize,
    blocks: Blocks,
    inline: Inline,
    /// The next number of each open list; nothing for bullets.
    lists: Vec<Option<u64>>,
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
                None => self.inline.text(&text),
            },
            Event::Code(text) => self.inline.code(&text),
            Event::Html(text) | Event::InlineHtml(text) => self.inline.text(&text),
            Event::SoftBreak => self.inline.text(" "),
            Event::HardBreak if self.table.is_some() || self.heading => self.inline.text(" "),
            Event::HardBreak => self.inline.mark(&HARD_BREAK.to_string()),
            Event::Rule => self.flush(),
            Event::TaskListMarker(_) => {}
            // Not turned on, so they are only text here.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.inline.text(&text)
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.flush();
                self.blocks.loosen();
            }
            Tag::Heading { .. } => {
                self.flush();
                self.heading = true;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.blocks.quote();
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
                self.blocks.separate();
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
                self.blocks.item(marker);
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Vec::new());
                self.inline.in_table = true;
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(rows) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.inline.mark("*"),
            Tag::Strong if !self.heading => self.inline.mark("**"),
            Tag::Strikethrough => self.inline.mark("~~"),
            Tag::Link { dest_url, .. } => self.inline.open_link(&dest_url),
            Tag::Image { .. } => self.inline.open_image(),
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
                let text = self.inline.take();
                self.heading = false;
                if !text.trim().is_empty() {
                    self.inline.mark(&format!("**{}**", text.trim()));
                }
                self.flush();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.blocks.end_quote();
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.blocks.ended();
            }
            TagEnd::Item => {
                self.flush();
                self.blocks.end_item();
            }
            TagEnd::Table => self.write_table(),
            TagEnd::TableCell => {
                let cell = self.inline.take().replace(FIXED_SPACE, " ");
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
                }
            }
            TagEnd::Emphasis => self.inline.mark("*"),
            TagEnd::Strong if !self.heading => self.inline.mark("**"),
            TagEnd::Strikethrough => self.inline.mark("~~"),
            TagEnd::Link => self.inline.close_link(),
            TagEnd::Image => self.inline.close_image(),
            TagEnd::Strong | TagEnd::TableHead | TagEnd::TableRow | TagEnd::FootnoteDefinition => {}
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {}
            TagEnd::MetadataBlock(_) | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    /// Writes the pieces so far as a paragraph.
    fn flush(&mut self) {
        if self.table.is_some() {
            return;
        }
        let text = self.inline.take();
        let lines = wrap(&text, self.width.saturating_sub(self.blocks.indent()).max(40));
        if lines.is_empty() {
            return;
        }
        self.blocks.block(lines);
    }

    fn code_block(&mut self) {
        let Some((language, text)) = self.code.take() else { return };
        let text = text.replace('\t', "    ");
        if text.trim().is_empty() {
            return;
        }
        let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let opening = format!("{fence}{language}");
        self.blocks.block(
            [opening.as_str()].into_iter().chain(text.trim_end().lines()).chain([fence.as_str()]),
        );
    }

    fn write_table(&mut self) {
        let rows = self.table.take().unwrap_or_default();
        self.inline.in_table = false;
        let Some(columns) = rows.iter().map(Vec::len).max().filter(|columns| *columns > 0) else {
            return;
        };
        let written = rows.iter().enumerate().flat_map(|(index, row)| {
            let cells = (0..columns).map(|column| row.get(column).map_or("", String::as_str));
            let line = format!("| {} |", cells.collect::<Vec<_>>().join(" | "));
            let rule = (index == 0).then(|| format!("|{}", "---|".repeat(columns)));
            [line].into_iter().chain(rule)
        });
        self.blocks.block(written);
    }
}
