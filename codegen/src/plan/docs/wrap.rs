//! Breaks inline Markdown into lines.

use super::escape::{self, FIXED_SPACE};

/// Stands for a line break that the description asks for.
pub(super) const HARD_BREAK: char = '\u{2}';

/// Breaks inline Markdown into lines at spaces; a line that would begin a block of its own is escaped.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in text.split(HARD_BREAK).filter(|part| !part.trim().is_empty()) {
        if let Some(last) = lines.last_mut() {
            last.push('\\');
        }
        let mut line = String::new();
        let mut columns = 0;
        for word in part.split_whitespace() {
            let length = word.chars().count();
            if columns > 0 && columns + 1 + length > width {
                lines.push(std::mem::take(&mut line));
                columns = 0;
            }
            if columns > 0 {
                line.push(' ');
                columns += 1;
            }
            line.push_str(word);
            columns += length;
        }
        lines.push(line);
    }
    lines.iter().map(|line| escape::line_start(line).replace(FIXED_SPACE, " ")).collect()
}
