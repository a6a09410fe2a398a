//! Functions, statements and expressions: on one line where they fit, else broken where a reader looks first.

use super::WIDTH;
use super::line::{brackets, columns, joined, keeps_meaning, line};
use super::token::{Token, split};
use proc_macro2::Delimiter;

/// Writes blanks.
pub(super) fn padded(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
}

/// Writes blanks and a text.
pub(super) fn indented(text: &mut String, indent: usize, what: &str) {
    padded(text, indent);
    text.push_str(what);
}

/// Writes a function: on one line where it is one expression that fits.
pub(super) fn function(text: &mut String, indent: usize, head: &[Token], body: &[Token]) {
    let one = line(head);
    let statements = statements(body);
    if let [(statement, "")] = statements.as_slice() {
        let short = format!("{one} {{ {} }}\n", line(statement));
        if columns(&short) <= WIDTH - indent {
            return indented(text, indent, &short);
        }
    }
    padded(text, indent);
    if statements.is_empty() {
        return expression(text, indent, head, " {}\n");
    }
    expression(text, indent, head, " {\n");
    block(text, indent, &statements);
    indented(text, indent, "}\n");
}

fn block(text: &mut String, indent: usize, statements: &[(&[Token], &str)]) {
    for (statement, end) in statements {
        padded(text, indent + 4);
        expression(text, indent + 4, statement, &format!("{end}\n"));
    }
}

/// The statements of a block, each with the mark that ends it.
fn statements(body: &[Token]) -> Vec<(&[Token], &'static str)> {
    let mut statements = Vec::new();
    let mut start = 0;
    for (index, token) in body.iter().enumerate() {
        let control = ["if", "match", "for", "while", "loop", "unsafe"];
        let begins = |word: &str| body.get(start).is_some_and(|token| token.is_word(word));
        let goes_on = body
            .get(index + 1)
            .is_none_or(|next| next.is_word("else") || next.is_mark(".") || next.is_mark("?"));
        if token.is_mark(";") {
            statements.push((&body[start..index], ";"));
            start = index + 1;
        } else if token.is_group(Delimiter::Brace)
            && control.iter().copied().any(begins)
            && !goes_on
        {
            statements.push((&body[start..=index], ""));
            start = index + 1;
        }
    }
    if start < body.len() {
        statements.push((&body[start..], ""));
    }
    statements
}

/// Writes an expression, a statement or a declaration, and what ends it. The blanks before it are written already.
pub(super) fn expression(text: &mut String, indent: usize, tokens: &[Token], end: &str) {
    let room = WIDTH.saturating_sub(indent + end.trim_end().len());
    let one = line(tokens);
    if columns(&one) <= room && !holds_statements(tokens) {
        text.push_str(&one);
        text.push_str(end);
        return;
    }
    if let Some(equals) = assignment(tokens) {
        let (head, value) = tokens.split_at(equals + 1);
        let head = line(head);
        // A chain may begin beside the name; what fits whole on the next line stands there.
        let begins = links(value)
            .first()
            .is_some_and(|(first, _)| columns(&head) + 1 + columns(&line(first)) <= room);
        text.push_str(&head);
        if begins && links(value).len() > 1 {
            text.push(' ');
            return chain(text, indent, value, end);
        }
        text.push('\n');
        padded(text, indent + 4);
        return expression(text, indent + 4, value, end);
    }
    if links(tokens).len() > 1 {
        return chain(text, indent, tokens, end);
    }
    bracketed(text, indent, tokens, end);
}

/// Whether a block with statements or arms stands in it, which is never laid out on one line.
fn holds_statements(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| match token {
        Token::Group(Delimiter::Brace, inner) => {
            inner.iter().any(|token| token.is_mark(";") || token.is_mark("=>"))
        }
        Token::Group(_, inner) => holds_statements(inner),
        Token::Word(_) | Token::Mark(_) => false,
    })
}

/// Where the `=` of a declaration stands.
fn assignment(tokens: &[Token]) -> Option<usize> {
    let declares = ["let", "static", "const", "type"];
    let mut words = tokens.iter().take(3);
    words.any(|token| declares.iter().any(|word| token.is_word(word))).then_some(())?;
    tokens.iter().position(|token| token.is_mark("="))
}

/// The calls of a chain: what begins it, then each method with its arguments and how many tokens come before it.
fn links(tokens: &[Token]) -> Vec<(&[Token], usize)> {
    let mut links = Vec::new();
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate() {
        let called = index > start && matches!(tokens[index - 1], Token::Group(..));
        if token.is_mark(".") && called {
            links.push((&tokens[start..index], start));
            start = index;
        }
    }
    links.push((&tokens[start..], start));
    links
}

/// Writes a chain: the calls after the first below it, as many a line as fit.
fn chain(text: &mut String, indent: usize, tokens: &[Token], end: &str) {
    let links = links(tokens);
    let Some(((first, _), rest)) = links.split_first() else { return };
    expression(text, indent, first, "");
    let mut column = WIDTH;
    for (position, (link, _)) in rest.iter().enumerate() {
        let end = if position + 1 == rest.len() { end } else { "" };
        let length = columns(&line(link)) + end.trim_end().len();
        if column + length > WIDTH {
            text.push('\n');
            padded(text, indent + 4);
            column = indent + 4;
        }
        column += length;
        expression(text, indent + 4, link, end);
    }
}

/// Writes tokens whose last long group is broken: arguments, fields, elements, statements.
fn bracketed(text: &mut String, indent: usize, tokens: &[Token], end: &str) {
    let length = |token: &Token| match token {
        Token::Group(_, inner) => columns(&line(inner)),
        Token::Word(_) | Token::Mark(_) => 0,
    };
    let longest = (0..tokens.len()).rev().max_by_key(|index| length(&tokens[*index]));
    let Some((index, Token::Group(delimiter, inner))) = longest
        .and_then(|index| Some((index, tokens.get(index)?)))
        .filter(|(index, _)| length(&tokens[*index]) > 0)
    else {
        text.push_str(&line(tokens));
        text.push_str(end);
        return;
    };
    let (open, close) = brackets(*delimiter);
    // What stands before and after the group is spaced as if the group were empty.
    let empty = [Token::Group(*delimiter, Vec::new())];
    let head = joined(&tokens[..index], &empty);
    text.push_str(head.strip_suffix(close).unwrap_or(&head));
    debug_assert!(text.ends_with(open));
    text.push('\n');
    let arms = inner.iter().any(|token| token.is_mark("=>"));
    if *delimiter == Delimiter::Brace && !arms && inner.iter().any(|token| token.is_mark(";")) {
        block(text, indent, &statements(inner));
    } else {
        let parts = split(inner, ",");
        // `[T]` may be the type of a slice, in which no comma may stand.
        let slice = *delimiter == Delimiter::Bracket && parts.len() == 1;
        let ended = inner.last().is_some_and(|token| token.is_mark(","));
        let last = if ended || keeps_meaning(*delimiter, inner) && !slice { "," } else { "" };
        elements(text, indent + 4, &parts, arms, last);
    }
    padded(text, indent);
    let tail = joined(&empty, &tokens[index + 1..]);
    text.push_str(tail.strip_prefix(open).unwrap_or(&tail));
    text.push_str(end);
}

/// Writes the elements of a list, as many a line as fit; arms of a match have a line each.
fn elements(text: &mut String, indent: usize, elements: &[&[Token]], apart: bool, last: &str) {
    let mut column = 0;
    for (position, element) in elements.iter().enumerate() {
        let end = if position + 1 == elements.len() { last } else { "," };
        let length = columns(&line(element)) + end.len();
        if column == 0 {
            padded(text, indent);
            column = indent;
        } else if apart || column + 1 + length > WIDTH {
            text.push('\n');
            padded(text, indent);
            column = indent;
        } else {
            text.push(' ');
            column += 1;
        }
        expression(text, indent, element, end);
        column += length;
    }
    if column > 0 {
        text.push('\n');
    }
}
