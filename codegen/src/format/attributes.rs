//! Attributes: documentation as comments, all others as they are.

use super::line::line;
use super::token::Token;
use proc_macro2::Delimiter;

/// What stands before an item.
#[derive(Default)]
pub(super) struct Attributes {
    /// Lines of documentation, with their marks.
    pub(super) docs: Vec<String>,
    /// All other attributes, in their order.
    pub(super) others: Vec<String>,
}

/// The attributes that tokens begin with, and what follows them: inner ones or outer ones.
pub(super) fn taken(mut tokens: &[Token], inner: bool) -> (Attributes, &[Token]) {
    let mut found = Attributes::default();
    loop {
        let (attribute, rest) = match tokens {
            [Token::Mark("#"), Token::Group(Delimiter::Bracket, attribute), rest @ ..]
                if !inner =>
            {
                (attribute, rest)
            }
            [
                Token::Mark("#"),
                Token::Mark("!"),
                Token::Group(Delimiter::Bracket, attribute),
                rest @ ..,
            ] if inner => (attribute, rest),
            _ => return (found, tokens),
        };
        let comment = match attribute.as_slice() {
            [Token::Word(doc), Token::Mark("="), Token::Word(literal)] if doc == "doc" => {
                comment(literal)
            }
            _ => None,
        };
        match comment {
            Some(text) => found.docs.push(format!("{}{text}", if inner { "//!" } else { "///" })),
            None => found.others.push(line(&tokens[..tokens.len() - rest.len()])),
        }
        tokens = rest;
    }
}

/// What stands after `///` for a text; nothing for one that a comment cannot hold.
fn comment(literal: &str) -> Option<String> {
    let text = unescaped(literal)?;
    let sound = !text.contains(['\n', '\r']) && !text.starts_with('/');
    sound.then(|| text.trim_end().to_owned())
}

/// The text of a string literal as `proc_macro2` and `quote!` write it; nothing for other literals.
fn unescaped(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        return raw.trim_matches('#').strip_prefix('"')?.strip_suffix('"').map(str::to_owned);
    }
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !inner.contains('\\') {
        return Some(inner.to_owned());
    }
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            text.push(char);
            continue;
        }
        text.push(match chars.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            'x' => {
                let digits: String = chars.by_ref().take(2).collect();
                char::from(u8::from_str_radix(&digits, 16).ok()?)
            }
            'u' => {
                let digits: String = chars.by_ref().take_while(|char| *char != '}').collect();
                char::from_u32(u32::from_str_radix(digits.strip_prefix('{')?, 16).ok()?)?
            }
            other => other,
        });
    }
    Some(text)
}
