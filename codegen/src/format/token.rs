//! Tokens as layout sees them: words, operators that stand whole, groups.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// One token.
#[derive(Debug, PartialEq)]
pub(super) enum Token {
    /// An identifier, a literal, a lifetime.
    Word(String),
    /// A mark such as `,` or `::`.
    Mark(&'static str),
    /// What stands in brackets.
    Group(Delimiter, Vec<Token>),
}

/// Every mark that Rust has, those of several characters first.
const MARKS: &[&str] = &[
    "...", "..=", "<<=", ">>=", "::", "->", "=>", "..", "&&", "||", "==", "!=", "+=", "-=", "*=",
    "/=", "%=", "^=", "&=", "|=", "<=", ">=", ",", ";", ":", ".", "=", "<", ">", "&", "|", "!",
    "?", "#", "$", "@", "*", "+", "-", "/", "%", "^", "~", "'",
];

/// The tokens of a stream.
pub(super) fn read(stream: TokenStream) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    // Whether the mark before belongs to the one that comes.
    let mut joint = false;
    for tree in stream {
        match tree {
            TokenTree::Punct(punct) => {
                let mut mark = punct.as_char().to_string();
                let before = match tokens.last() {
                    Some(Token::Mark(before)) if joint => Some(*before),
                    _ => None,
                };
                if let Some(whole) = before.and_then(|before| known(&format!("{before}{mark}"))) {
                    tokens.pop();
                    mark = whole.to_owned();
                }
                joint = punct.spacing() == Spacing::Joint;
                tokens.push(match known(&mark) {
                    Some(mark) => Token::Mark(mark),
                    None => Token::Word(mark),
                });
            }
            TokenTree::Ident(ident) => {
                let lifetime = joint && tokens.last() == Some(&Token::Mark("'"));
                if lifetime {
                    tokens.pop();
                }
                let quote = if lifetime { "'" } else { "" };
                tokens.push(Token::Word(format!("{quote}{ident}")));
                joint = false;
            }
            TokenTree::Literal(literal) => {
                tokens.push(Token::Word(literal.to_string()));
                joint = false;
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                tokens.extend(read(group.stream()));
                joint = false;
            }
            TokenTree::Group(group) => {
                tokens.push(Token::Group(group.delimiter(), read(group.stream())));
                joint = false;
            }
        }
    }
    tokens
}

fn known(mark: &str) -> Option<&'static str> {
    MARKS.iter().copied().find(|known| *known == mark)
}

impl Token {
    pub(super) fn is_mark(&self, mark: &str) -> bool {
        matches!(self, Self::Mark(own) if *own == mark)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if own == word)
    }

    pub(super) fn is_group(&self, delimiter: Delimiter) -> bool {
        matches!(self, Self::Group(own, _) if *own == delimiter)
    }
}

/// The parts between the marks `separator` outside `<…>`, without the marks; an empty last part is none.
pub(super) fn split<'t>(tokens: &'t [Token], separator: &str) -> Vec<&'t [Token]> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_i32);
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Mark("<") => depth += 1,
            Token::Mark(">") => depth -= 1,
            token if depth == 0 && token.is_mark(separator) => {
                parts.push(&tokens[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    if start < tokens.len() {
        parts.push(&tokens[start..]);
    }
    parts
}
