//! Tokens on one line, spaced as a person would.

use super::token::{Token, split};
use proc_macro2::Delimiter;

/// Words after which a mark or a group begins something new.
const KEYWORDS: &[&str] = &[
    "as", "dyn", "else", "for", "if", "impl", "in", "let", "match", "mut", "return", "where",
    "while",
];

/// The tokens on one line.
pub(super) fn line(tokens: &[Token]) -> String {
    let mut text = String::new();
    write(&mut text, tokens.iter());
    text
}

/// Two runs of tokens on one line.
pub(super) fn joined(before: &[Token], after: &[Token]) -> String {
    let mut text = String::new();
    write(&mut text, before.iter().chain(after));
    text
}

/// Columns that a text takes.
pub(super) fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

fn write<'t>(text: &mut String, tokens: impl Iterator<Item = &'t Token>) {
    let mut before: Option<&Token> = None;
    // Whether the arguments of a closure are open.
    let mut closure = false;
    for token in tokens {
        let bar = token.is_mark("|");
        let spaced = match before {
            None => false,
            Some(before) if before.is_mark("|") && closure => false,
            Some(_) if bar && closure => false,
            Some(before) => spaced(before, token),
        };
        closure ^= bar;
        if spaced {
            text.push(' ');
        }
        match token {
            Token::Word(word) => text.push_str(word),
            Token::Mark(mark) => text.push_str(mark),
            Token::Group(delimiter, inner) => group(text, *delimiter, inner),
        }
        before = Some(token);
    }
}

fn group(text: &mut String, delimiter: Delimiter, inner: &[Token]) {
    // A last comma is for lists with a line for each element.
    let inner = match inner.split_last() {
        Some((last, rest)) if last.is_mark(",") && keeps_meaning(delimiter, rest) => rest,
        _ => inner,
    };
    let (open, close) = brackets(delimiter);
    let blank = delimiter == Delimiter::Brace && !inner.is_empty();
    text.push_str(open);
    if blank {
        text.push(' ');
    }
    write(text, inner.iter());
    if blank {
        text.push(' ');
    }
    text.push_str(close);
}

/// Whether a list means the same without its last comma: `(a,)` does not.
pub(super) fn keeps_meaning(delimiter: Delimiter, elements: &[Token]) -> bool {
    delimiter != Delimiter::Parenthesis || split(elements, ",").len() > 1
}

/// The marks around a group.
pub(super) fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::None => ("", ""),
    }
}

/// Whether a space stands between two tokens. `<` and `>` are taken for brackets of types, which is all that we emit.
fn spaced(before: &Token, after: &Token) -> bool {
    let keyword = matches!(before, Token::Word(word) if KEYWORDS.contains(&word.as_str()));
    match (before, after) {
        (_, Token::Mark("," | ";" | ":" | "?" | "." | "<" | ">")) => false,
        (_, Token::Mark("::" | "!")) => keyword,
        (Token::Mark("!"), Token::Group(Delimiter::Brace, _)) => true,
        (Token::Mark("." | ".." | "::" | "<" | "&" | "&&" | "#" | "!"), _) => false,
        (Token::Mark(">") | Token::Word(_), Token::Group(Delimiter::Parenthesis, _)) => keyword,
        _ => true,
    }
}
