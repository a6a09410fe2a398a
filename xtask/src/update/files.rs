//! Decides which files of a description in several files an update writes, and which it removes: those that the new revision
//! is made of, and those of the former one that it no longer is.

use super::Target;
use super::pending::Change;
use codegen::Output;
use std::collections::BTreeMap;
use std::path::Path;

/// The further files, by their paths below the description's folder. `overlays` is how many of the texts that were read first are
/// none of them; after them come the settings.
fn further(output: &Output, overlays: usize) -> BTreeMap<&str, &str> {
    let count = output.lock.inputs.as_ref().map_or(0, |inputs| inputs.description.len());
    let main = output.report.files.first().map_or("", |file| file.path.as_str());
    let folder = main.rfind(['/', '\\']).map_or("", |end| &main[..=end]);
    let files = output.report.files.iter().skip(1 + overlays).take(count.saturating_sub(1));
    files.filter_map(|file| Some((file.path.strip_prefix(folder)?, &*file.text))).collect()
}

/// What happens to the files beside the main one.
///
/// # Errors
///
/// A file that the description was not made of stands where one of the new revision would go.
pub(super) fn changes(
    target: &Target,
    before: &Output,
    after: &Output,
    overlays: usize,
) -> Result<Vec<Change>, String> {
    let folder = target.spec.parent().unwrap_or_else(|| Path::new(""));
    let (old, new) = (further(before, overlays), further(after, overlays));
    let mut all = Vec::new();
    for (path, text) in &new {
        let file = folder.join(path);
        let now = std::fs::read(&file).ok();
        if now.as_deref() == Some(text.as_bytes()) {
            continue;
        }
        if passes_a_link(folder, path) {
            return Err(format!("{} is reached through a symbolic link", file.display()));
        }
        if !old.contains_key(path) && file.symlink_metadata().is_ok() {
            let said = "stands where a file of the new revision would go, and is no part of the description";
            return Err(format!("{} {said}", file.display()));
        }
        all.push(Change { path: file, text: Some((*text).to_owned()) });
    }
    let is_main = |path: &str| target.spec.file_name().is_some_and(|name| name == path);
    for path in old.keys().filter(|path| !new.contains_key(*path) && !is_main(path)) {
        if !passes_a_link(folder, path) {
            all.push(Change { path: folder.join(path), text: None });
        }
    }
    Ok(all)
}

fn passes_a_link(folder: &Path, path: &str) -> bool {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    ends.into_iter().any(|end| folder.join(&path[..end]).is_symlink())
}
