//! What stops the writing of a crate's folder, and what to do about it.

use std::fmt;
use std::io;
use std::path::Path;

/// Why a folder could not be compared or written.
#[derive(Debug)]
pub struct Error {
    message: String,
    help: Option<String>,
    source: Option<io::Error>,
}

impl Error {
    /// What to do about it, when that is not obvious.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    fn new(message: String, help: &str) -> Self {
        Self { message, help: Some(help.to_owned()), source: None }
    }

    pub(super) fn io(path: &Path, what: &str, source: io::Error) -> Self {
        Self {
            message: format!("{} cannot be {what}: {source}", path.display()),
            help: None,
            source: Some(source),
        }
    }

    pub(super) fn damaged(path: &Path, line: usize, what: &str) -> Self {
        Self::new(
            format!("{}:{line}: {what}", path.display()),
            "put back the version of this file that was last committed, or one side of a merge, and run the generator again",
        )
    }

    pub(super) fn link(path: &Path) -> Self {
        let message = format!(
            "{} is a symbolic link, and files are only written inside the crate's folder",
            path.display()
        );
        Self::new(message, "put a folder or file in its place")
    }

    pub(super) fn in_the_way(path: &Path, what: &str) -> Self {
        Self::new(format!("{} is {what}", path.display()), "move it away")
    }

    pub(super) fn outside(path: &str) -> Self {
        Self::new(
            format!("`{}` is no path inside the crate's folder", path.escape_debug()),
            "this is a fault of the generator",
        )
    }

    pub(super) fn twice(path: &str) -> Self {
        Self::new(
            format!("two files would be written to `{}`", path.escape_debug()),
            "this is a fault of the generator",
        )
    }

    pub(super) fn foreign(dir: &Path, paths: &[String]) -> Self {
        let shown = paths
            .iter()
            .take(5)
            .map(|path| dir.join(path).display().to_string())
            .collect::<Vec<_>>()
            .join(", ");
        let more =
            if paths.len() > 5 { format!(" and {} more", paths.len() - 5) } else { String::new() };
        let message = format!(
            "the generator did not write {shown}{more}, and does not replace what others wrote"
        );
        Self::new(message, "choose another folder, or move these files away")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
