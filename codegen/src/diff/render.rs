//! A diff as text for people, as JSON for machines, and as Markdown for a pull request or a changelog.

use super::{Change, Diff, Level};
use std::fmt::Write as _;

impl Diff {
    /// For people: breaking changes first, by operation and type.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for level in [Level::Major, Level::Minor, Level::Patch] {
            let changes: Vec<&Change> = self.at(level).filter(|it| !is_move(it)).collect();
            if changes.is_empty() {
                continue;
            }
            let _ = writeln!(text, "{} ({})", heading(level), changes.len());
            let mut subject = "";
            for change in changes {
                if change.subject != subject {
                    subject = &change.subject;
                    let _ = writeln!(text, "  {}", title(change));
                }
                let _ = writeln!(text, "    {}", sentence(change));
                for (mark, side) in [('-', &change.before), ('+', &change.after)] {
                    if let Some(side) = side {
                        let _ = writeln!(text, "      {mark} {side}");
                    }
                }
                if let Some(place) = places(change) {
                    let _ = writeln!(text, "      at {place}");
                }
                if !change.of_operation && !change.operations.is_empty() {
                    let _ = writeln!(text, "      in {}", some(&change.operations, 4));
                }
                if level == Level::Major {
                    let _ = writeln!(text, "      help: {}", change.kind.hint());
                } else if change.kind.wire() != super::Wire::Fine {
                    let _ = writeln!(text, "      on the wire: {}", change.kind.wire().word());
                }
            }
        }
        let moves: Vec<&Change> = self.changes.iter().filter(|it| is_move(it)).collect();
        if !moves.is_empty() {
            let _ = writeln!(text, "{MOVED} ({})", moves.len());
        }
        for change in moves {
            let pointer = |place: &Option<String>| {
                let place = place.as_deref().and_then(|it| it.split_once('#'));
                place.map_or(String::new(), |(_, pointer)| format!("#{pointer}"))
            };
            let (old, new) = (pointer(&change.old_place), pointer(&change.new_place));
            let _ = writeln!(text, "  {}: {old} -> {new}", change.item);
        }
        if self.documentation {
            text.push_str("only the documentation differs\n");
        }
        let _ = writeln!(text, "{}", self.summary());
        text
    }

    /// For machines.
    pub fn to_json(&self) -> String {
        let changes: Vec<serde_json::Value> = self.changes.iter().map(json).collect();
        let level = self.level().map(Level::word);
        serde_json::json!({
            "level": level,
            "breaking": self.is_breaking(),
            "documentation": self.documentation,
            "changes": changes,
        })
        .to_string()
    }

    /// For a pull request, without a heading of its own.
    pub fn to_markdown(&self) -> String {
        self.markdown(true)
    }

    /// For a changelog: as for a pull request, without the places in the description, which are nothing to callers.
    pub fn to_changelog(&self) -> String {
        self.markdown(false)
    }

    fn markdown(&self, has_places: bool) -> String {
        let mut text = String::new();
        for level in [Level::Major, Level::Minor, Level::Patch] {
            let changes: Vec<&Change> = self.at(level).filter(|it| !is_move(it)).collect();
            if changes.is_empty() {
                continue;
            }
            let _ = writeln!(text, "### {}\n", heading(level));
            for change in changes {
                let name = code(&change.item);
                let _ = write!(text, "- {name} {}", change.kind.says());
                match (&change.before, &change.after) {
                    (Some(before), Some(after)) if before != after => {
                        let _ = write!(text, ": {} → {}", code(before), code(after));
                    }
                    (Some(one), _) | (None, Some(one)) => {
                        let _ = write!(text, ": {}", code(one));
                    }
                    (None, None) => {}
                }
                if level == Level::Major {
                    let _ = write!(text, ". {}", capital(change.kind.hint()));
                } else if change.kind.wire() != super::Wire::Fine {
                    let _ = write!(text, ". On the wire: {}", change.kind.wire().word());
                }
                text.push('.');
                if let Some(lines) = lines(change).filter(|_| has_places) {
                    let _ = write!(text, " ({lines})");
                }
                text.push('\n');
            }
            text.push('\n');
        }
        let moved: Vec<String> =
            self.changes.iter().filter(|it| is_move(it)).map(|it| code(&it.item)).collect();
        if !moved.is_empty() {
            let _ = writeln!(text, "### {MOVED}\n\n{}.\n", moved.join(", "));
        }
        if self.documentation {
            text.push_str("Only the documentation differs.\n\n");
        }
        if text.is_empty() {
            text.push_str("Nothing changes for callers.\n\n");
        }
        text
    }

    /// One line: how many changes there are of each level.
    pub fn summary(&self) -> String {
        let count = |level| self.at(level).count();
        match self.level() {
            None => "nothing changes for callers".to_owned(),
            Some(level) => format!(
                "{} breaking, {} additions, {} others: a {} version",
                count(Level::Major),
                count(Level::Minor),
                count(Level::Patch),
                level.word()
            ),
        }
    }

    fn at(&self, level: Level) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.level() == level)
    }
}

/// Over what is listed by name alone.
const MOVED: &str = "Elsewhere in the description, and called as before";

fn is_move(change: &Change) -> bool {
    change.kind == super::Kind::TypeMoved
}

fn heading(level: Level) -> &'static str {
    match level {
        Level::Major => "Breaking",
        Level::Minor => "Added",
        Level::Patch => "Changed without effect on code",
    }
}

fn title(change: &Change) -> String {
    let plain = change.of_operation || !change.item.starts_with("types::");
    if plain { change.subject.clone() } else { format!("types::{}", change.subject) }
}

fn sentence(change: &Change) -> String {
    let member = match change.member.as_str() {
        "" => String::new(),
        member => format!(" ({member})"),
    };
    format!("{} {}{member}", change.item, change.kind.says())
}

fn places(change: &Change) -> Option<String> {
    match (&change.old_place, &change.new_place) {
        (Some(old), Some(new)) if old != new => Some(format!("{old} -> {new}")),
        (Some(one), _) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}

/// As [`places`], files and lines alone: `` `openapi.yaml:3:5` → `next.yaml:4:5` ``.
fn lines(change: &Change) -> Option<String> {
    let line = |place: &Option<String>| {
        let place = place.as_deref()?;
        Some(code(place.split_once(" #").map_or(place, |(line, _)| line)))
    };
    match (line(&change.old_place), line(&change.new_place)) {
        (Some(old), Some(new)) if old != new => Some(format!("{old} → {new}")),
        (Some(one), _) | (None, Some(one)) => Some(one),
        (None, None) => None,
    }
}

fn some(all: &[String], most: usize) -> String {
    let shown = all.iter().take(most).cloned().collect::<Vec<_>>().join(", ");
    if all.len() > most { format!("{shown} and {} more", all.len() - most) } else { shown }
}

/// Text of a description as a code span: no backtick of its own can end it.
fn code(text: &str) -> String {
    let text: String =
        text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    let mut fence = "`".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    if fence.len() == 1 { format!("`{text}`") } else { format!("{fence} {text} {fence}") }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn json(change: &Change) -> serde_json::Value {
    serde_json::json!({
        "kind": change.kind.id(),
        "level": change.level().word(),
        "wire": change.kind.wire().word(),
        "subject": change.subject,
        "of": if change.of_operation { "operation" } else { "type" },
        "member": change.member,
        "item": change.item,
        "before": change.before,
        "after": change.after,
        "old_place": change.old_place,
        "new_place": change.new_place,
        "operations": change.operations,
        "in_rust": change.in_rust,
        "hint": change.kind.hint(),
    })
}
