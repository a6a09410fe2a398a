//! Lays out the calls of the runtime's macros: on one line where it fits, else as many entries a line as fit.

use super::WIDTH;
use super::line::{columns, line};
use super::token::Token;
use proc_macro2::Delimiter;

/// Writes a call `name! { … }` that stands as an item of its own; `head` is `name!`.
pub(super) fn write(text: &mut String, head: &[Token], body: &[Token]) {
    let name = line(head);
    let short = format!("{name} {{ {} }}\n", line(body));
    if columns(&short) <= WIDTH {
        return text.push_str(&short);
    }
    // `Name { entries }`: the entries are what is long.
    let Some((Token::Group(Delimiter::Brace, entries), inner)) = body.split_last() else {
        text.push_str(&format!("{name} {{\n"));
        groups(text, body);
        return text.push_str("}\n");
    };
    text.push_str(&format!("{name} {{ {} {{\n", line(inner)));
    let all = line(entries);
    if 4 + columns(&all) <= WIDTH {
        text.push_str(&format!("    {all}\n"));
    } else {
        groups(text, entries);
    }
    text.push_str("} }\n");
}

/// Writes the parts between semicolons, each a list of entries that begins a line, unless it is short and ends the body.
fn groups(text: &mut String, body: &[Token]) {
    let mut column = WIDTH;
    for group in ended(body, ";") {
        let introduced = group.last().is_some_and(|token| token.is_mark(";"));
        let entries: Vec<String> = ended(group, ",").into_iter().map(line).collect();
        let alone = !introduced && entries.len() == 1;
        let fits = entries.first().is_some_and(|entry| column + 1 + columns(entry) <= WIDTH);
        if alone && fits {
            text.push(' ');
        } else {
            if column < WIDTH {
                text.push('\n');
            }
            text.push_str("    ");
            column = 4;
        }
        column = fill(text, &entries, column, if introduced { 8 } else { 4 });
    }
    text.push('\n');
}

/// The parts that end in a mark, each with its mark.
fn ended<'t>(tokens: &'t [Token], mark: &str) -> Vec<&'t [Token]> {
    tokens.split_inclusive(|token| token.is_mark(mark)).collect()
}

/// Writes entries from a column on, as many a line as fit, and gives the column after them; an entry with arguments (what selects
/// a branch) has a line of its own.
fn fill(text: &mut String, entries: &[String], mut column: usize, indent: usize) -> usize {
    let mut alone = false;
    for (position, entry) in entries.iter().enumerate() {
        let length = columns(entry);
        if position > 0 {
            if alone || entry.contains('(') || column + 1 + length > WIDTH {
                text.push('\n');
                text.extend(std::iter::repeat_n(' ', indent));
                column = indent;
            } else {
                text.push(' ');
                column += 1;
            }
        }
        alone = entry.contains('(');
        text.push_str(entry);
        column += length;
    }
    column
}
