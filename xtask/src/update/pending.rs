//! The update that is under way: one file with every text that it changes. Writing it is what decides that the update
//! happens; all that follows can be done again.

use codegen::write;
use std::path::{Path, PathBuf};

/// In the crate's folder.
const FILE: &str = ".codegen-update";

/// Whether an update was begun and not finished.
pub(crate) fn is_pending(out: &Path) -> bool {
    out.join(FILE).is_file()
}

/// What happens to one file.
pub(super) struct Change {
    pub(super) path: PathBuf,
    /// What it holds then; nothing for one that is removed.
    pub(super) text: Option<String>,
}

/// Decides that these changes are to happen.
pub(super) fn begin(out: &Path, changes: &[Change]) -> Result<(), String> {
    let mut entries = Vec::new();
    for Change { path, text } in changes {
        let path = std::path::absolute(path).map_err(|error| error.to_string())?;
        let path = path.to_str().ok_or("a path is not UTF-8")?;
        entries.push((path.to_owned(), text.clone()));
    }
    let text = codegen::json_pairs(&entries);
    write::write_file(out, FILE, &text).map_err(|error| error.to_string())
}

/// Does what an update that was begun decided. Nothing happens when there is none.
pub(crate) fn resume(out: &Path) -> Result<(), String> {
    if !is_pending(out) {
        return Ok(());
    }
    let file = out.join(FILE);
    let text = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
    let entries = codegen::json_pairs_from(&text)
        .ok_or_else(|| format!("{}: it is damaged: delete it", file.display()))?;
    for (path, text) in entries {
        let path = Path::new(&path);
        let Some(text) = text else {
            remove(path)?;
            continue;
        };
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { continue };
        let name = name.to_str().ok_or("a path is not UTF-8")?;
        if std::fs::read_to_string(path).is_ok_and(|now| now == text) {
            continue;
        }
        write::write_file(folder, name, &text).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Removes a file, and the folders that this leaves empty.
fn remove(path: &Path) -> Result<(), String> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(format!("{} cannot be removed: {error}", path.display()));
        }
        _ => {}
    }
    for folder in path.ancestors().skip(1) {
        // Fails on the first folder that still holds something.
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// Ends an update, all of which is written.
pub(crate) fn finish(out: &Path) -> Result<(), String> {
    match std::fs::remove_file(out.join(FILE)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.to_string()),
        _ => Ok(()),
    }
}
