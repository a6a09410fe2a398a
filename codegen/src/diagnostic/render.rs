//! How a report looks: like rustc's for people, one JSON object a line for machines.

use super::{Diagnostic, Place, Report, Severity, clean};
use crate::text::Node;
use std::collections::HashMap;
use std::fmt::Write as _;

/// A line of a snippet is cut to this many characters, around the caret.
const MAX_SNIPPET: usize = 120;

/// Escape sequences of a terminal, or nothing.
struct Colours {
    on: bool,
}

impl Colours {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.on { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn severity(&self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;36",
        };
        self.paint(code, text)
    }

    fn frame(&self, text: &str) -> String {
        self.paint("1;34", text)
    }
}

impl Report {
    /// Every finding, with the line it is about.
    pub fn render(&self, colour: bool) -> String {
        self.render_limited(colour, usize::MAX)
    }

    /// Every finding, but at most `per_code` with the same code; how many more there are is said at the end.
    pub fn render_limited(&self, colour: bool, per_code: usize) -> String {
        let colours = Colours { on: colour };
        let mut counts: HashMap<super::Code, usize> = HashMap::new();
        let mut lines: HashMap<u32, Vec<&str>> = HashMap::new();
        let mut out = String::new();
        for diagnostic in self.diagnostics() {
            let count = counts.entry(diagnostic.code).or_default();
            *count += 1;
            if *count <= per_code {
                self.render_one(diagnostic, &colours, &mut lines, &mut out);
            }
        }
        for &code in super::Code::ALL {
            let more = counts.get(&code).map_or(0, |count| count.saturating_sub(per_code));
            if more > 0 {
                let head = colours.severity(
                    code.severity(),
                    &format!("{}[{}]", code.severity().word(), code.id()),
                );
                let _ = writeln!(out, "{head}: {more} more like this: {}\n", code.summary());
            }
        }
        out
    }

    fn render_one<'a>(
        &'a self,
        diagnostic: &Diagnostic,
        colours: &Colours,
        lines: &mut HashMap<u32, Vec<&'a str>>,
        out: &mut String,
    ) {
        let severity = diagnostic.code.severity();
        let head =
            colours.severity(severity, &format!("{}[{}]", severity.word(), diagnostic.code.id()));
        let _ = writeln!(out, "{head}: {}", colours.paint("1", &diagnostic.message));
        // The margin is as wide as the widest line number in this finding.
        let places =
            diagnostic.place.iter().chain(diagnostic.related.iter().map(|(place, _)| place));
        let width = places.map(|place| place.at.line.to_string().len()).max().unwrap_or(1);
        let margin = " ".repeat(width);
        if let Some(place) = &diagnostic.place {
            let _ = writeln!(out, "{margin}{} {}", colours.frame("-->"), self.address(place));
            if let Some((line, caret)) = self.snippet(place, lines) {
                let bar = colours.frame("|");
                let number = colours.frame(&format!("{:>width$}", place.at.line));
                let caret = colours.severity(severity, &format!("{}^", " ".repeat(caret)));
                let _ =
                    writeln!(out, "{margin} {bar}\n{number} {bar} {line}\n{margin} {bar} {caret}");
            }
        }
        for (place, what) in &diagnostic.related {
            let _ =
                writeln!(out, "{margin} {} {what}: {}", colours.frame("="), self.address(place));
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(
                out,
                "{margin} {} {}: {help}",
                colours.frame("="),
                colours.paint("1", "help")
            );
        }
        out.push('\n');
    }

    /// `spec/openapi.yaml:12:5 (#/paths/~1a/get)`.
    fn address(&self, place: &Place) -> String {
        let mut address = self.position(place);
        if !place.pointer.is_empty() {
            let _ = write!(address, " (#{})", clean(&place.pointer, 400));
        }
        address
    }

    /// `spec/openapi.yaml:12:5`.
    fn position(&self, place: &Place) -> String {
        let source = if place.at.line == 0 { place.file } else { place.at.source };
        let path = self.files.get(source as usize).map_or("?", |file| &file.path);
        let path = clean(path, 300);
        if place.at.line == 0 {
            path
        } else {
            format!("{path}:{}:{}", place.at.line, place.at.column)
        }
    }

    /// The line that a place is on, and how far to the right of its beginning the caret stands.
    fn snippet<'a>(
        &'a self,
        place: &Place,
        lines: &mut HashMap<u32, Vec<&'a str>>,
    ) -> Option<(String, usize)> {
        let file = self.files.get(place.at.source as usize)?;
        let lines = lines.entry(place.at.source).or_insert_with(|| file.text.lines().collect());
        let line = lines.get((place.at.line as usize).checked_sub(1)?)?;
        let column = (place.at.column as usize).checked_sub(1)?;
        // A document on a single line can be megabytes long: show what surrounds the caret.
        let from = if column > MAX_SNIPPET * 2 / 3 { column - MAX_SNIPPET / 3 } else { 0 };
        let mut shown = String::new();
        let mut caret = None;
        for (index, c) in line.chars().enumerate().skip(from).take(MAX_SNIPPET) {
            if index == column {
                caret = Some(shown.chars().count());
            }
            match c {
                '\t' => shown.push(' '),
                c => shown.push_str(&clean(c.encode_utf8(&mut [0; 4]), 1)),
            }
        }
        let caret = caret.unwrap_or_else(|| shown.chars().count());
        Some((shown, caret))
    }

    /// The findings as JSON, one object a line.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        for diagnostic in self.diagnostics() {
            let Diagnostic { code, place, message, help, related } = diagnostic;
            let related: Vec<_> = related
                .iter()
                .map(|(place, what)| serde_json::json!({"place": self.place_json(place), "message": what}))
                .collect();
            let line = serde_json::json!({
                "code": code.id(),
                "severity": code.severity().word(),
                "message": message,
                "place": place.as_ref().map(|place| self.place_json(place)),
                "help": help,
                "related": related,
            });
            let _ = writeln!(out, "{line}");
        }
        out
    }

    fn place_json(&self, place: &Place) -> serde_json::Value {
        let source = if place.at.line == 0 { place.file } else { place.at.source };
        serde_json::json!({
            "file": self.files.get(source as usize).map(|file| &file.path),
            "line": place.at.line,
            "column": place.at.column,
            "pointer": &*place.pointer,
        })
    }
}

impl Place {
    /// The place of a whole document.
    pub fn root(file: u32, root: &Node) -> Self {
        Place { file, at: root.at, pointer: "".into() }
    }
}
