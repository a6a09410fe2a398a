//! Makes plain text safe to stand in Markdown: characters that no source may hold, marks that would mean something, bare addresses.

/// Stands for a space at which a line may not be broken, until the line is finished.
pub(super) const FIXED_SPACE: char = '\u{1}';

/// Takes out characters that rustc refuses in comments or that would garble a terminal: carriage returns, marks of direction,
/// control characters, byte order marks.
pub(super) fn characters(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => clean.push('\n'),
            '\n' | '\t' => clean.push(char),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{61c}'
            | '\u{feff}' => {}
            char if char.is_control() => {}
            char => clean.push(char),
        }
    }
    clean
}

/// Text as an inline code span on one line.
pub(crate) fn code(text: &str) -> String {
    span(&characters(text)).replace(FIXED_SPACE, " ")
}

/// A code span whose spaces may not be broken at.
pub(super) fn span(text: &str) -> String {
    let text = text.split(char::is_whitespace).filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let text = text.join(&FIXED_SPACE.to_string());
    if text.is_empty() {
        return "(empty)".to_owned();
    }
    let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if text.starts_with('`') || text.ends_with('`') {
        format!("{fence}{FIXED_SPACE}{text}{FIXED_SPACE}{fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// Plain text as Markdown on one line: names, titles.
pub(crate) fn prose(text: &str) -> String {
    let text = characters(text);
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line_start(&inline(&joined, true)).replace(FIXED_SPACE, " ")
}

/// Plain text as inline Markdown. Bare addresses become links of their own where `links` says that a link may stand here.
pub(super) fn inline(text: &str, links: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut before = None;
    while let Some(char) = rest.chars().next() {
        if links && (rest.starts_with("https://") || rest.starts_with("http://")) {
            let address = address(rest);
            out.push_str(&link_to(address));
            before = address.chars().last();
            rest = &rest[address.len()..];
            continue;
        }
        rest = &rest[char.len_utf8()..];
        if needs_escape(char, before, rest) {
            out.push('\\');
        }
        out.push(char);
        before = Some(char);
    }
    out
}

fn needs_escape(char: char, before: Option<char>, rest: &str) -> bool {
    let next = rest.chars().next();
    match char {
        '\\' => next.is_none_or(|next| next.is_ascii_punctuation() || next == '\n'),
        '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
        '_' => {
            let inside =
                |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
            !(inside(before) && inside(next))
        }
        // Only an entity would be read as something else.
        '&' => rest.find(';').is_some_and(|end| {
            end > 0
                && end < 33
                && rest[..end].chars().all(|char| char.is_ascii_alphanumeric() || char == '#')
        }),
        _ => false,
    }
}

/// The address at the start of `text`, without the punctuation of the sentence around it.
fn address(text: &str) -> &str {
    let end = text
        .find(|char: char| char.is_whitespace() || "<>\"`|\\^".contains(char) || char.is_control());
    let mut address = &text[..end.unwrap_or(text.len())];
    loop {
        let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~']);
        let open = trimmed.matches('(').count();
        let trimmed = match trimmed.strip_suffix(')') {
            Some(shorter) if trimmed.matches(')').count() > open => shorter,
            _ => trimmed.strip_suffix(']').filter(|_| !trimmed.contains('[')).unwrap_or(trimmed),
        };
        if trimmed.len() == address.len() {
            return address;
        }
        address = trimmed;
    }
}

/// An address as a link; as code, where it is a pattern or nothing after the scheme.
pub(super) fn link_to(address: &str) -> String {
    let host = address.split_once("://").map_or("", |(_, host)| host);
    let plain = |char: char| char.is_ascii_graphic() && !"{}<>[]*\\`|^\"".contains(char);
    if host.starts_with(|char: char| char.is_ascii_alphanumeric()) && address.chars().all(plain) {
        format!("<{address}>")
    } else {
        span(address)
    }
}

/// Escapes what would make a block of this line: a heading, a list, a rule, a table.
pub(super) fn line_start(line: &str) -> String {
    let first = line.split([' ', FIXED_SPACE]).next().unwrap_or_default();
    let heading = !first.is_empty() && first.len() <= 6 && first.chars().all(|char| char == '#');
    let bullet = first == "-" || first == "+";
    let ruled = line.contains('-') && line.chars().all(|char| "|:- ".contains(char))
        || !line.is_empty() && line.chars().all(|char| char == '=' || char == ' ');
    if heading || bullet || ruled {
        return format!("\\{line}");
    }
    let digits = first.bytes().take_while(u8::is_ascii_digit).count();
    if (1..10).contains(&digits) && (&first[digits..] == "." || &first[digits..] == ")") {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    line.to_owned()
}
