//! Sets a version in the two texts that have it: the settings and `Cargo.lock`. All else in them stays as it is.

use codegen::settings::{self, Settings};
use codegen::text::Node;

/// The text of the settings with another version; nothing where it cannot be put in.
pub(super) fn set(settings: &Settings, version: &str) -> Option<String> {
    let text = match &settings.source {
        None => format!("package:\n  version: {version}\n"),
        Some(source) => changed(&source.text, &source.tree, version)?,
    };
    // What is written must be what is meant, however the text is laid out.
    let read = settings::read(&text, "settings").ok()?;
    (read.package.version.as_deref() == Some(version)).then_some(text)
}

fn changed(text: &str, tree: &Node, version: &str) -> Option<String> {
    let Some(package) = tree.get("package") else {
        let gap = if text.ends_with('\n') { "" } else { "\n" };
        return Some(format!("{text}{gap}package:\n  version: {version}\n"));
    };
    if let Some(node) = package.get("version") {
        let at = offset(text, node)?;
        let old = node.text()?;
        let rest = &text[at..];
        let begin = rest.find(old).filter(|begin| *begin <= 1)?;
        let (before, after) = (&text[..at + begin], &rest[begin + old.len()..]);
        return Some(format!("{before}{version}{after}"));
    }
    let at = offset(text, package)?;
    if let Some(inside) = text[at..].strip_prefix('{') {
        let comma = if inside.trim_start().starts_with('}') { "" } else { ", " };
        return Some(format!("{}{{\"version\": \"{version}\"{comma}{inside}", &text[..at]));
    }
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let indent = &text[line..at];
    let blank = !indent.is_empty() && indent.chars().all(|char| char == ' ');
    blank.then(|| format!("{}{indent}version: {version}\n{}", &text[..line], &text[line..]))
}

/// Where a node begins, in bytes.
fn offset(text: &str, node: &Node) -> Option<usize> {
    let line = usize::try_from(node.at.line).ok()?.checked_sub(1)?;
    let column = usize::try_from(node.at.column).ok()?.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..)?;
    let (inside, _) = rest.char_indices().nth(column)?;
    Some(start + inside)
}

/// `Cargo.lock` with another version of a package of this workspace; nothing when it does not list it.
pub(super) fn set_in_cargo_lock(text: &str, package: &str, version: &str) -> Option<String> {
    let mut changed = false;
    let blocks: Vec<String> = text
        .split("\n\n")
        .map(|block| {
            let own = block.contains(&format!("\nname = \"{package}\"\n"))
                && !block.contains("\nsource = ");
            if !own {
                return block.to_owned();
            }
            let lines = block.split('\n').map(|line| {
                if !line.starts_with("version = ") {
                    return line.to_owned();
                }
                changed = true;
                format!("version = \"{version}\"")
            });
            lines.collect::<Vec<_>>().join("\n")
        })
        .collect();
    changed.then(|| blocks.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_changes() {
        let table = [
            (
                "# a\npackage:\n  version: 0.1.0 # b\n  name: x\n",
                "# a\npackage:\n  version: 0.2.0 # b\n  name: x\n",
            ),
            ("package: {name: x, version: '0.1.0'}\n", "package: {name: x, version: '0.2.0'}\n"),
            ("package:\n  # c\n  name: x\n", "package:\n  # c\n  version: 0.2.0\n  name: x\n"),
            ("package: {name: x}\n", "package: {\"version\": \"0.2.0\", name: x}\n"),
            ("client: {}\n", "client: {}\npackage:\n  version: 0.2.0\n"),
        ];
        for (before, after) in table {
            let settings = settings::read(before, "s").expect("settings");
            assert_eq!(set(&settings, "0.2.0").as_deref(), Some(after));
        }
        assert_eq!(
            set(&Settings::default(), "0.2.0").as_deref(),
            Some("package:\n  version: 0.2.0\n")
        );
    }

    #[test]
    fn only_the_package_of_this_workspace_changes() {
        let lock = "version = 4\n\n[[package]]\nname = \"shop\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"shop\"\nversion = \"9.0.0\"\nsource = \"registry\"\n";
        let changed = set_in_cargo_lock(lock, "shop", "0.2.0").expect("a change");
        assert_eq!(changed, lock.replace("\"0.1.0\"", "\"0.2.0\""));
        assert_eq!(set_in_cargo_lock(lock, "other", "0.2.0"), None);
    }
}
