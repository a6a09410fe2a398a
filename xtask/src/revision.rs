//! Revisions of a description: a file, or the committed description as it was at a git revision.

use crate::args::Source;
use crate::{Outcome, job, texts};
use codegen::lock::Lock;
use codegen::settings::{Limits, Settings};
use codegen::{Input, Output, load};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A revision of a description.
pub(crate) struct Revision {
    /// The description.
    pub(crate) root: load::Source,
    /// Where further files are.
    files: Files,
    /// The lock of the crate that was made from it, when that is known.
    pub(crate) lock: Option<Lock>,
}

/// Where the further files of a description are.
enum Files {
    Folder(PathBuf),
    /// A git revision and the folder in it.
    Git(String, String),
}

impl Revision {
    /// A file by its path, or the committed description at a git revision.
    pub(crate) fn open(name: &str, json: bool) -> Result<Self, Outcome> {
        if Path::new(name).is_file() {
            return Self::file(Path::new(name), json);
        }
        let spec = job::committed_spec()?;
        let shown = spec.strip_prefix(job::workspace()).unwrap_or(&spec).display().to_string();
        let text = git_show(name, &shown).map_err(|reason| {
            let message = format!("`{name}` is no file, and no revision of {shown}: {reason}");
            let help = "name a description, or a revision such as `HEAD~1`";
            job::complain(json, &message, Some(help));
            Outcome::Usage
        })?;
        let lock = git_show(name, "generated-client/codegen.lock");
        let lock = lock.ok().and_then(|text| Lock::parse(&text).ok());
        let folder = shown.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let root = load::Source { path: format!("{name}:{shown}"), text };
        Ok(Self { root, files: Files::Git(name.to_owned(), folder), lock })
    }

    /// A file.
    pub(crate) fn file(path: &Path, json: bool) -> Result<Self, Outcome> {
        let text = texts::read(path, Limits::default().file_bytes, json)?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let root = load::Source { path: path.display().to_string(), text };
        Ok(Self { root, files: Files::Folder(folder), lock: None })
    }

    /// What the compiler makes of it.
    pub(crate) fn run(
        &self,
        settings: &Settings,
        overlays: &[load::Source],
        lock: &Lock,
        standalone: bool,
    ) -> Output {
        let files = |path: &str| match &self.files {
            Files::Folder(folder) => texts::read_below(folder, path, settings.limits.file_bytes),
            Files::Git(revision, folder) => git_show(revision, &format!("{folder}/{path}")),
        };
        let sources = load::Input { root: &self.root, files: &files, overlays };
        codegen::generate(&Input { sources, settings, lock, standalone })
    }
}

/// The text of a file at a git revision.
fn git_show(revision: &str, path: &str) -> Result<String, String> {
    if revision.starts_with('-') {
        return Err("a revision does not begin with `-`".to_owned());
    }
    let mut git = Command::new("git");
    git.arg("show").arg(format!("{revision}:{path}"));
    let workspace = job::workspace();
    if !workspace.as_os_str().is_empty() {
        git.current_dir(workspace);
    }
    let output = git.output().map_err(|error| format!("git cannot be run: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(said.lines().next().unwrap_or("git failed").to_owned());
    }
    String::from_utf8(output.stdout).map_err(|_| "not UTF-8".to_owned())
}

/// Settings and overlays for two revisions: those of the committed crate unless others are named, or, with `plain`, none.
pub(crate) fn means(
    source: &Source,
    committed: bool,
) -> Result<(Settings, Vec<load::Source>), Outcome> {
    let settings = job::settings(source, committed)?;
    let mut overlays = Vec::new();
    for path in job::overlay_paths(source, committed)? {
        overlays.push(job::read(&path, &settings, source.json)?);
    }
    Ok((settings, overlays))
}
