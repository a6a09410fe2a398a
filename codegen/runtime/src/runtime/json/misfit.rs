//! Decides how JSON that does not fit its type is described: where, what was expected, and what was there.

use std::fmt::{self, Write as _};

/// The longest excerpt of foreign text in a message, in characters.
const EXCERPT: usize = 40;

/// Why a JSON text is no value of the wanted type.
#[derive(Clone)]
pub struct Misfit(Box<Inner>);

#[derive(Clone)]
struct Inner {
    /// Innermost segment first: each level adds its own while the error passes it.
    path: Vec<Segment>,
    offset: usize,
    kind: Kind,
    text: String,
}

#[derive(Clone)]
enum Segment {
    Name(String),
    Index(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Syntax,
    Type,
    Missing,
}

impl Misfit {
    /// Where the misfit lies, such as `result[3].placement.mode`; empty for the whole value.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.0.path.iter().rev() {
            match segment {
                Segment::Index(index) => _ = write!(path, "[{index}]"),
                Segment::Name(name) if is_plain(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
                Segment::Name(name) => _ = write!(path, "[{}]", quoted(name)),
            }
        }
        path
    }

    /// Where the misfit was noticed, in bytes from the start of the text.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Whether the text is not JSON at all, or too deeply nested, rather than JSON of another shape.
    pub fn is_syntax(&self) -> bool {
        self.0.kind == Kind::Syntax
    }

    #[cold]
    pub(super) fn syntax(offset: usize, what: &str) -> Self {
        Self::new(offset, Kind::Syntax, format!("not JSON at byte {offset}: {what}"))
    }

    #[cold]
    pub(super) fn too_deep(offset: usize, limit: usize) -> Self {
        Self::new(
            offset,
            Kind::Syntax,
            format!("nested deeper than {limit} levels at byte {offset}"),
        )
    }

    #[cold]
    pub(super) fn unlike(offset: usize, expected: &str, got: &str) -> Self {
        Self::new(offset, Kind::Type, format!("expected {expected}, got {got}"))
    }

    #[cold]
    pub(super) fn missing(offset: usize, name: &str) -> Self {
        Self::new(offset, Kind::Missing, format!("missing member `{}`", escaped(name)))
    }

    #[cold]
    pub(super) fn missing_element(offset: usize, index: usize) -> Self {
        Self::new(offset, Kind::Type, format!("missing element {index}"))
    }

    /// Whether it is the value itself, not something inside it, that lacks a member.
    pub(super) fn lacks_member(&self) -> bool {
        self.0.kind == Kind::Missing && self.0.path.is_empty()
    }

    /// The same misfit seen from the object whose member `name` has it.
    #[cold]
    pub fn in_member(mut self, name: &str) -> Self {
        self.0.path.push(Segment::Name(name.to_owned()));
        self
    }

    /// The same misfit seen from the array whose element `index` has it.
    #[cold]
    pub fn in_element(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    fn new(offset: usize, kind: Kind, text: String) -> Self {
        Self(Box::new(Inner { path: Vec::new(), offset, kind, text }))
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        f.write_str(&self.0.text)
    }
}

impl fmt::Debug for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Misfit({:?}, byte {})", self.to_string(), self.0.offset)
    }
}

impl std::error::Error for Misfit {}

/// The text that the bytes hold, without a byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Misfit> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| Misfit::syntax(error.valid_up_to(), "not UTF-8"))
}

/// Foreign text in quotes, cut to a bounded length and without characters that could disturb a terminal or a log.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == EXCERPT {
            out.push('…');
            break;
        }
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            _ if is_disturbing(character) => out.extend(character.escape_unicode()),
            _ => out.push(character),
        }
    }
    out
}

/// Control characters, line and paragraph separators, and the marks that change the direction of text.
fn is_disturbing(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 2 * EXCERPT
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-$@".contains(&byte))
}
