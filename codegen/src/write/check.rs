//! Compares a crate's folder with what a run would write, and says why it differs.

use super::disk::Folder;
use super::{Error, LOCK, OutputFile, left_over, read_lock, wanted};
use crate::lock::Lock;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

/// A file that is not what a run would make it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// In which way.
    pub kind: FindingKind,
    /// Relative to the crate's folder, with `/`.
    pub path: String,
}

/// How a file differs from what a run would make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// It is as it was written, and would be written otherwise now.
    Changed,
    /// It is not as it was written: somebody has edited it.
    Edited,
    /// It is not there.
    Missing,
    /// It was generated once, and is no longer.
    LeftOver,
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            FindingKind::Changed => "changed",
            FindingKind::Edited => "edited",
            FindingKind::Missing => "missing",
            FindingKind::LeftOver => "left over",
        })
    }
}

/// How a crate's folder differs from what a run would write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Why, one sentence each without a full stop; empty when nothing differs.
    pub reasons: Vec<String>,
    /// The files, by path.
    pub findings: Vec<Finding>,
}

/// Compares a crate's folder with `files` and `lock`, and writes nothing.
///
/// # Errors
///
/// A damaged lock, a path that leads out of the folder, or a file that cannot be read.
pub fn check(dir: &Path, files: &[OutputFile], lock: &Lock) -> Result<Checked, Error> {
    let folder = Folder::new(dir);
    let wanted = wanted(files)?;
    let old = read_lock(dir)?;
    let mut findings = Vec::new();
    for (path, text) in &wanted {
        let kind = match folder.read(path)? {
            None => FindingKind::Missing,
            Some(bytes) if bytes == text.as_bytes() => continue,
            Some(bytes) if !old.unfinished && old.lists(path) && !old.has_hash(path, &bytes) => {
                FindingKind::Edited
            }
            Some(_) => FindingKind::Changed,
        };
        findings.push(Finding { kind, path: (*path).to_owned() });
    }
    match folder.read(LOCK)? {
        None => findings.push(Finding { kind: FindingKind::Missing, path: LOCK.to_owned() }),
        Some(bytes) if bytes == lock.to_text().as_bytes() => {}
        Some(_) => findings.push(Finding { kind: FindingKind::Changed, path: LOCK.to_owned() }),
    }
    let mut stale: BTreeSet<String> = BTreeSet::new();
    for path in old.files.keys().filter(|path| !wanted.contains_key(path.as_str())) {
        if folder.read(path)?.is_some() {
            stale.insert(path.to_owned());
        }
    }
    stale.extend(left_over(&folder, &wanted)?);
    let begun = super::temporary(&folder)?;
    let interrupted = old.unfinished || !begun.is_empty();
    stale.extend(begun);
    findings.extend(stale.into_iter().map(|path| Finding { kind: FindingKind::LeftOver, path }));
    findings.sort_by(|a, b| (&a.path, a.kind).cmp(&(&b.path, b.kind)));
    Ok(Checked { reasons: reasons(&findings, interrupted, &old, lock), findings })
}

/// Why files differ. What has changed in the inputs is known from the lock; an edited or deleted file shows by itself; if
/// there is still something that differs, only the generator can have changed.
fn reasons(findings: &[Finding], interrupted: bool, old: &Lock, new: &Lock) -> Vec<String> {
    if findings.is_empty() {
        return Vec::new();
    }
    let count = |kind| {
        findings.iter().filter(|finding| finding.kind == kind && finding.path != LOCK).count()
    };
    let differs = |kind| findings.iter().any(|finding| finding.kind == kind);
    if findings.iter().any(|it| it.kind == FindingKind::Missing && it.path == LOCK) {
        return vec![match count(FindingKind::Missing) == new.files.len() {
            true => "nothing has been generated there yet".to_owned(),
            false => format!("`{LOCK}` is missing, so nothing is known of the files beside it"),
        }];
    }
    let mut reasons = Vec::new();
    if interrupted {
        reasons.push("a run was interrupted while it wrote".to_owned());
    }
    match (&old.inputs, &new.inputs) {
        (Some(old), Some(new)) => reasons.extend(new.changes_since(old)),
        (None, Some(_)) => reasons.push("the crate was written by an older generator".to_owned()),
        (_, None) => {}
    }
    let may_differ = !reasons.is_empty();
    let files = |count: usize| match count {
        1 => "a file was".to_owned(),
        _ => format!("{count} files were"),
    };
    let edited = count(FindingKind::Edited);
    if edited > 0 {
        reasons.push(format!("{} edited by hand", files(edited)));
    }
    let missing = count(FindingKind::Missing);
    if missing > 0 && !may_differ {
        reasons.push(format!("{} deleted or moved", files(missing)));
    }
    let other = differs(FindingKind::Changed) || differs(FindingKind::LeftOver);
    if other && !may_differ && reasons.is_empty() {
        reasons.push("the generator, or what it keeps in the lock, has changed".to_owned());
    }
    reasons
}
