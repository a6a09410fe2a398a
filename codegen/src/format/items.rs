//! Items: which stand together, and how each kind is laid out.

use super::attributes::{self, Attributes};
use super::line::{columns, line};
use super::token::{Token, split};
use super::{WIDTH, calls, code, uses};
use proc_macro2::Delimiter;

/// Writes a file: its own attributes, then the items.
pub(super) fn file(text: &mut String, tokens: &[Token]) {
    let (Attributes { docs, others }, rest) = attributes::taken(tokens, true);
    if !docs.is_empty() || !others.is_empty() {
        text.push('\n');
    }
    for attribute in docs.iter().chain(&others) {
        text.push_str(&format!("{attribute}\n"));
    }
    let mut before = Kind::Other;
    for (attributes, item) in items(rest) {
        let kind = kind(&attributes, item);
        if before == Kind::Other || kind != before {
            text.push('\n');
        }
        before = kind;
        write(text, 0, &attributes, item);
    }
}

/// Items that may stand together without a blank line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Use,
    PublicUse,
    Module,
    Other,
}

fn kind(attributes: &Attributes, item: &[Token]) -> Kind {
    let public = item.first().is_some_and(|token| token.is_word("pub"));
    match keyword(item) {
        "use" if public => Kind::PublicUse,
        "use" => Kind::Use,
        "mod" if attributes.docs.is_empty() && !ends_in_braces(item) => Kind::Module,
        _ => Kind::Other,
    }
}

/// The word that says what an item is; an empty one for calls of macros.
fn keyword(item: &[Token]) -> &str {
    let words = item.iter().filter_map(|token| match token {
        Token::Word(word) if word != "pub" => Some(word.as_str()),
        _ => None,
    });
    let word = words.into_iter().next().unwrap_or_default();
    let call = item.get(1).is_some_and(|token| token.is_mark("!"));
    if call { "" } else { word }
}

fn ends_in_braces(item: &[Token]) -> bool {
    item.last().is_some_and(|token| token.is_group(Delimiter::Brace))
}

/// The items of a file or a block, each with its attributes.
fn items(mut tokens: &[Token]) -> Vec<(Attributes, &[Token])> {
    let mut items = Vec::new();
    while !tokens.is_empty() {
        let (attributes, rest) = attributes::taken(tokens, false);
        let valued = matches!(keyword(rest), "use" | "static" | "const" | "type");
        let function = rest.iter().take(4).any(|token| token.is_word("fn"));
        let ends = |token: &Token| {
            token.is_mark(";") || token.is_group(Delimiter::Brace) && (!valued || function)
        };
        let end = rest.iter().position(ends).map_or(rest.len(), |index| index + 1);
        items.push((attributes, &rest[..end]));
        tokens = &rest[end..];
    }
    items
}

fn write(text: &mut String, indent: usize, attributes: &Attributes, item: &[Token]) {
    let keyword = keyword(item);
    for attribute in &attributes.docs {
        code::indented(text, indent, attribute);
        text.push('\n');
    }
    // What a feature brings is seen best where its condition stands before it.
    let short = matches!(keyword, "use" | "mod");
    for attribute in &attributes.others {
        let stays = short && columns(attribute) + columns(&line(item)) < WIDTH - indent;
        code::indented(text, if stays { 0 } else { indent }, attribute);
        text.push(if stays { ' ' } else { '\n' });
    }
    match (keyword, item.split_last()) {
        ("use", Some((_, path))) => {
            code::padded(text, indent);
            uses::write(text, path)
        }
        ("struct" | "enum", Some((Token::Group(Delimiter::Brace, body), head))) => {
            fields(text, indent, head, body)
        }
        ("impl" | "trait" | "mod", Some((Token::Group(Delimiter::Brace, body), head))) => {
            members(text, indent, head, body)
        }
        ("", Some((Token::Group(Delimiter::Brace, body), head))) if indent == 0 => {
            calls::write(text, head, body)
        }
        (_, Some((Token::Group(Delimiter::Brace, body), head))) => {
            code::function(text, indent, head, body)
        }
        (_, Some((end, rest))) if end.is_mark(";") => {
            code::padded(text, indent);
            code::expression(text, indent, rest, ";\n")
        }
        (_, _) => code::indented(text, indent, &format!("{}\n", line(item))),
    }
}

/// A struct or an enum: a line for each field, but for the one field of a wrapper.
fn fields(text: &mut String, indent: usize, head: &[Token], body: &[Token]) {
    let head = line(head);
    let fields = split(body, ",");
    let bare = fields.first().is_none_or(|field| !field[0].is_mark("#"));
    let short = format!("{head} {{ {} }}", line(fields.first().copied().unwrap_or_default()));
    if fields.len() < 2 && bare && columns(&short) <= WIDTH - indent {
        let short = if fields.is_empty() { format!("{head} {{}}") } else { short };
        return code::indented(text, indent, &format!("{short}\n"));
    }
    code::indented(text, indent, &format!("{head} {{\n"));
    for field in fields {
        let (Attributes { docs, others }, field) = attributes::taken(field, false);
        for attribute in docs.iter().chain(&others) {
            code::indented(text, indent + 4, &format!("{attribute}\n"));
        }
        code::padded(text, indent + 4);
        code::expression(text, indent + 4, field, ",\n");
    }
    code::indented(text, indent, "}\n");
}

/// An implementation, a trait or a module: its members apart, as items of a file are.
fn members(text: &mut String, indent: usize, head: &[Token], body: &[Token]) {
    code::indented(text, indent, &line(head));
    text.push_str(if body.is_empty() { " {}\n" } else { " {\n" });
    for (position, (attributes, item)) in items(body).iter().enumerate() {
        if position > 0 {
            text.push('\n');
        }
        write(text, indent + 4, attributes, item);
    }
    if !body.is_empty() {
        code::indented(text, indent, "}\n");
    }
}
