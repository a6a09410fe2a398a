//! Reads the HTML that descriptions hold as Markdown: paragraphs, lists, emphasis, code and links. Tags that say nothing about the
//! text are dropped, and what is no tag of HTML (`<account_id>`) stays as it is, to be escaped later.

/// What becomes of a tag.
enum Tag {
    /// A paragraph ends or begins.
    Paragraph,
    /// A line ends.
    Break,
    /// This mark stands at both ends.
    Mark(&'static str),
    /// A list's item.
    Item,
    /// A heading.
    Heading,
    /// A link.
    Link,
    /// Text as it is laid out.
    Preformatted,
    /// A row of a table.
    Row,
    /// Nothing of it is kept.
    Drop,
}

fn known(name: &str) -> Option<Tag> {
    Some(match name {
        "p" | "div" | "section" | "article" | "ul" | "ol" | "dl" | "center" | "details"
        | "blockquote" | "table" => Tag::Paragraph,
        "br" => Tag::Break,
        "b" | "strong" => Tag::Mark("**"),
        "i" | "em" => Tag::Mark("*"),
        "code" | "tt" | "kbd" | "samp" => Tag::Mark("`"),
        "li" | "dt" | "dd" => Tag::Item,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => Tag::Heading,
        "a" => Tag::Link,
        "pre" => Tag::Preformatted,
        "tr" => Tag::Row,
        "span" | "font" | "small" | "big" | "sub" | "sup" | "u" | "s" | "del" | "ins" | "abbr"
        | "label" | "img" | "hr" | "wbr" | "mark" | "nobr" | "thead" | "tbody" | "td" | "th"
        | "svg" | "html" | "body" | "figure" | "var" => Tag::Drop,
        _ => return None,
    })
}

/// The text with its tags turned into Markdown; text without tags comes back as it is.
pub(super) fn to_markdown(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    // In a text that is HTML altogether the indentation means nothing; Markdown would take it for code.
    let flush = text.trim_start().starts_with('<')
        && text.trim_start()[1..].starts_with(|char: char| char.is_ascii_alphabetic());
    let mut reader =
        Reader { out: String::with_capacity(text.len()), links: Vec::new(), preformatted: false };
    let mut fence = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => {
                fence = Some(mark);
                reader.out.push_str(line);
            }
            (Some(open), mark) => {
                reader.out.push_str(line);
                if mark == Some(open) {
                    fence = None;
                }
            }
            (None, None) if flush && !reader.preformatted => reader.line(trimmed),
            (None, None) => reader.line(line),
        }
    }
    if reader.preformatted {
        reader.out.push_str("\n```\n");
    }
    reader.out
}

struct Reader {
    out: String,
    links: Vec<Option<String>>,
    preformatted: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let in_table = line.trim_start().starts_with('|');
        let mut rest = line;
        while let Some(at) = rest.find(['<', '`']) {
            self.out.push_str(&rest[..at]);
            rest = &rest[at..];
            if rest.starts_with('`') {
                let code = code_span(rest);
                self.out.push_str(code);
                rest = &rest[code.len()..];
                continue;
            }
            if rest.starts_with("<!--") {
                match rest.find("-->") {
                    Some(end) => rest = &rest[end + 3..],
                    None => rest = "",
                }
                continue;
            }
            match tag(rest) {
                Some((length, name, closing)) if known(&name).is_some() => {
                    let source = &rest[..length];
                    rest = &rest[length..];
                    if let Some(tag) = known(&name) {
                        self.tag(&tag, closing, source, in_table);
                    }
                }
                _ => {
                    self.out.push('<');
                    rest = &rest[1..];
                }
            }
        }
        self.out.push_str(rest);
    }

    fn tag(&mut self, tag: &Tag, closing: bool, source: &str, in_table: bool) {
        if self.preformatted && !matches!(tag, Tag::Preformatted) {
            return;
        }
        match tag {
            Tag::Paragraph | Tag::Row if !in_table => self.out.push_str("\n\n"),
            Tag::Break if !in_table => self.out.push_str("  \n"),
            Tag::Item if !in_table && closing => {}
            Tag::Item if !in_table => {
                self.out.push_str(if self.out.ends_with('\n') { "- " } else { "\n- " })
            }
            Tag::Heading if !in_table => {
                self.out.push_str(if closing { "**\n\n" } else { "\n\n**" })
            }
            Tag::Preformatted if !in_table => {
                self.out.push_str(if closing { "\n```\n\n" } else { "\n\n```text\n" });
                self.preformatted = !closing;
            }
            Tag::Paragraph
            | Tag::Row
            | Tag::Break
            | Tag::Item
            | Tag::Heading
            | Tag::Preformatted => self.out.push(' '),
            Tag::Mark(mark) => self.out.push_str(mark),
            Tag::Link if closing => {
                if let Some(Some(address)) = self.links.pop() {
                    self.out.push_str(&format!("](<{address}>)"));
                }
            }
            Tag::Link => {
                let address = attribute(source, "href")
                    .filter(|it| it.starts_with("http://") || it.starts_with("https://"));
                if address.is_some() {
                    self.out.push('[');
                }
                self.links.push(address);
            }
            Tag::Drop => {}
        }
    }
}

/// The code span at the start of `text`, or only its backticks when nothing closes it.
fn code_span(text: &str) -> &str {
    let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = ticks;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = text[start..].bytes().take_while(|byte| *byte == b'`').count();
        if run == ticks {
            return &text[..start + run];
        }
        at = start + run;
    }
    &text[..ticks]
}

/// Length, lower-case name and whether it closes, of the tag at the start of `text`.
fn tag(text: &str) -> Option<(usize, String, bool)> {
    let inner = text.strip_prefix('<')?;
    let closing = inner.starts_with('/');
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
    let after = &inner[name.len()..];
    let ends_name =
        after.starts_with(|char: char| char.is_ascii_whitespace() || char == '>' || char == '/');
    let end = text.find('>')?;
    (!name.is_empty() && ends_name).then(|| (end + 1, name.to_ascii_lowercase(), closing))
}

/// The value of an attribute of a tag, when it is a plain address.
fn attribute(source: &str, name: &str) -> Option<String> {
    let at = source.find(&format!("{name}="))? + name.len() + 1;
    let value = &source[at..];
    let quote = value.chars().next().filter(|char| *char == '"' || *char == '\'');
    let value = match quote {
        Some(quote) => value[1..].split(quote).next()?,
        None => value.split([' ', '>']).next()?,
    };
    let plain = value
        .chars()
        .all(|char| char.is_ascii_graphic() && char != '<' && char != '>' && char != '\\');
    plain.then(|| value.to_owned())
}
