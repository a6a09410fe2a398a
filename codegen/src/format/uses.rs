//! Lays out imports: on one line where they fit, else as many names a line as fit.

use super::WIDTH;
use super::line::{columns, line};
use super::token::{Token, split};
use proc_macro2::Delimiter;

/// Writes `use path::{Name, Other};`, its semicolon being left out of `tokens`.
pub(super) fn write(text: &mut String, tokens: &[Token]) {
    let (path, names) = match tokens.split_last() {
        Some((Token::Group(Delimiter::Brace, names), path)) => (line(path), split(names, ",")),
        _ => {
            text.push_str(&format!("{};\n", line(tokens)));
            return;
        }
    };
    let names: Vec<String> = names.into_iter().map(line).collect();
    let short = format!("{path}{{{}}};\n", names.join(", "));
    if columns(short.trim_end()) <= WIDTH {
        text.push_str(&short);
        return;
    }
    text.push_str(&format!("{path}{{"));
    let mut column = WIDTH;
    for name in names {
        let length = columns(&name) + 1;
        if column + 1 + length > WIDTH {
            text.push_str("\n    ");
            column = 4;
        } else {
            text.push(' ');
            column += 1;
        }
        text.push_str(&format!("{name},"));
        column += length;
    }
    text.push_str("\n};\n");
}
