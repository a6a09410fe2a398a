//! Reads JSONPath queries (RFC 9535).

mod filter;

use super::path::{Query, Segment, Selector};
use crate::diagnostic::clean;
use crate::text::{self, Value};

/// Parentheses, filters and functions may stand inside each other this deep.
const MAX_DEPTH: usize = 32;

/// The integers that JSON readers agree on.
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// Reads a whole query.
pub(super) fn query(text: &str) -> Result<Query, String> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    if !parser.take("$") {
        return Err("it must begin with `$`".to_owned());
    }
    let segments = parser.segments()?;
    if parser.at < text.len() {
        Err(parser.unexpected("a segment such as `.name` or `['name']`"))
    } else {
        Ok(Query { absolute: true, segments })
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, String>;

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn expect(&mut self, token: &str) -> Parsed<()> {
        self.space();
        if self.take(token) { Ok(()) } else { Err(self.unexpected(&format!("`{token}`"))) }
    }

    fn unexpected(&self, expected: &str) -> String {
        let column = self.text[..self.at].chars().count() + 1;
        match self.peek() {
            Some(c) => format!(
                "expected {expected}, found `{}` at character {column}",
                clean(&c.to_string(), 4)
            ),
            None => format!("expected {expected}, found its end"),
        }
    }

    fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("it is nested more than {MAX_DEPTH} deep"));
        }
        let result = parse(self);
        self.depth -= 1;
        result
    }

    fn segments(&mut self) -> Parsed<Vec<Segment>> {
        let mut segments = Vec::new();
        loop {
            let before = self.at;
            self.space();
            let descendants = self.take("..");
            let selectors = if self.peek() == Some('[') {
                self.brackets()?
            } else if descendants || self.take(".") {
                vec![if self.take("*") { Selector::All } else { Selector::Name(self.name()?) }]
            } else {
                // Space after the query belongs to whatever comes next.
                self.at = before;
                return Ok(segments);
            };
            segments.push(Segment { descendants, selectors });
        }
    }

    /// A name after a dot.
    fn name(&mut self) -> Parsed<String> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii()))
            .unwrap_or(rest.len());
        if end == 0 || rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(self.unexpected("a name"));
        }
        self.at += end;
        if self.peek() == Some('-') {
            return Err(format!("a name with `-` must be written as `['{}-…']`", &rest[..end]));
        }
        Ok(rest[..end].to_owned())
    }

    fn brackets(&mut self) -> Parsed<Vec<Selector>> {
        self.expect("[")?;
        let mut selectors = Vec::new();
        loop {
            self.space();
            selectors.push(self.selector()?);
            self.space();
            if self.take("]") {
                return Ok(selectors);
            }
            if !self.take(",") {
                return Err(self.unexpected("`,` or `]`"));
            }
        }
    }

    fn selector(&mut self) -> Parsed<Selector> {
        match self.peek() {
            Some('\'' | '"') => self.string().map(Selector::Name),
            Some('*') => {
                self.at += 1;
                Ok(Selector::All)
            }
            Some('?') => {
                self.at += 1;
                self.deeper(Self::or).map(Selector::Filter)
            }
            Some('-' | ':' | '0'..='9') => self.index_or_slice(),
            _ => Err(self.unexpected("a selector")),
        }
    }

    fn index_or_slice(&mut self) -> Parsed<Selector> {
        let start = self.integer()?;
        self.space();
        if !self.take(":") {
            return start.map(Selector::Index).ok_or_else(|| self.unexpected("an index"));
        }
        self.space();
        let end = self.integer()?;
        self.space();
        let step = if self.take(":") {
            self.space();
            self.integer()?
        } else {
            None
        };
        Ok(Selector::Slice(start, end, step.unwrap_or(1)))
    }

    /// A whole number, if one stands here.
    fn integer(&mut self) -> Parsed<Option<i64>> {
        let rest = self.rest();
        let digits = rest.strip_prefix('-').unwrap_or(rest);
        let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let text = &rest[..rest.len() - digits.len() + length];
        if text.is_empty() {
            return Ok(None);
        }
        let sound = length > 0 && (text == "0" || !digits.starts_with('0'));
        let number =
            text.parse().ok().filter(|n: &i64| sound && (-MAX_INTEGER..=MAX_INTEGER).contains(n));
        self.at += text.len();
        number.map(Some).ok_or_else(|| format!("`{}` is not an index", clean(text, 40)))
    }

    /// A text in single or double quotes.
    fn string(&mut self) -> Parsed<String> {
        let Some(quote) = self.peek() else { return Err(self.unexpected("a text in quotes")) };
        let start = self.at + 1;
        // Brought into JSON's form, so that one reader knows what escapes mean.
        let mut json = String::from("\"");
        let mut chars = self.text[start..].char_indices();
        while let Some((offset, c)) = chars.next() {
            match c {
                c if c == quote => {
                    self.at = start + offset + 1;
                    json.push('"');
                    return match text::read(&json, "text.json", 0).map(|node| node.value) {
                        Ok(Value::String(text)) => Ok(text.into()),
                        Ok(_) | Err(_) => {
                            Err(format!("the text {} has an invalid escape", clean(&json, 80)))
                        }
                    };
                }
                '\\' => match chars.next() {
                    Some((_, '\'')) if quote == '\'' => json.push('\''),
                    Some((_, c)) => json.extend(['\\', c]),
                    None => break,
                },
                '"' => json.push_str("\\\""),
                c => json.push(c),
            }
        }
        Err("a text in quotes is never closed".to_owned())
    }
}
