//! The only code that touches the disk: every path is checked to stay in the folder, symbolic links included.

use super::{Error, LOCK};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How much of a file is read, or of a line looked at, to see whether it was generated.
pub(super) const BEGINNING: usize = 1024;
/// What the name of a file ends in while it is written; it begins with a dot.
const TEMPORARY: &str = ".codegen-new";
/// Folders are searched to this depth.
const MAX_DEPTH: usize = 16;

/// A crate's folder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folder<'a> {
    dir: &'a Path,
}

/// Whether a path is a plain relative one that cannot leave the folder on any system.
pub(crate) fn is_inside(path: &str) -> bool {
    let is_plain = |segment: &str| {
        !segment.is_empty()
            && segment != "."
            && segment != ".."
            && !segment.ends_with([' ', '.'])
            && !segment.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    path.split('/').all(is_plain)
}

/// Whether a file is what a run that was stopped had begun to write.
pub(super) fn is_temporary(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.') && name.ends_with(TEMPORARY)
}

impl<'a> Folder<'a> {
    pub(super) fn new(dir: &'a Path) -> Self {
        // An empty path is the current folder.
        Self { dir: if dir.as_os_str().is_empty() { Path::new(".") } else { dir } }
    }

    pub(super) fn path(self, path: &str) -> PathBuf {
        self.dir.join(path)
    }

    /// The contents of a file, or nothing when there is none.
    pub(super) fn read(self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let file = self.path(path);
        self.check_parents(path)?;
        match kind(&file)? {
            None => Ok(None),
            Some(kind) if kind.is_symlink() => Err(Error::link(&file)),
            Some(kind) if !kind.is_file() => {
                Err(Error::in_the_way(&file, "no file, and a file must stand there"))
            }
            Some(_) => fs::read(&file).map(Some).map_err(|error| Error::io(&file, "read", error)),
        }
    }

    /// Writes a file at once: readers see its old contents or its new ones.
    pub(super) fn write(self, path: &str, text: &str) -> Result<(), Error> {
        let file = self.path(path);
        self.check_parents(path)?;
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        let parent = if parent.is_empty() { self.dir.to_owned() } else { self.path(parent) };
        fs::create_dir_all(&parent).map_err(|error| Error::io(&parent, "made", error))?;
        let temporary = parent.join(format!(".{name}{TEMPORARY}"));
        let written = create(&temporary)
            .and_then(|mut new| new.write_all(text.as_bytes()))
            .and_then(|()| fs::rename(&temporary, &file));
        written.map_err(|error| {
            // The fault to tell is the first one.
            let _ = fs::remove_file(&temporary);
            Error::io(&file, "written", error)
        })
    }

    /// Removes a file, and the folders that this leaves empty.
    pub(super) fn remove(self, path: &str) -> Result<(), Error> {
        let file = self.path(path);
        self.check_parents(path)?;
        fs::remove_file(&file).map_err(|error| Error::io(&file, "removed", error))?;
        let mut rest = path;
        while let Some((parent, _)) = rest.rsplit_once('/') {
            // Fails on the first folder that still holds something.
            if fs::remove_dir(self.path(parent)).is_err() {
                break;
            }
            rest = parent;
        }
        Ok(())
    }

    /// Paths of all files that `select` takes by path and beginning. Build output, hidden folders, other packages and what
    /// symbolic links lead to are not looked at.
    pub(super) fn files(self, select: impl Fn(&str, &[u8]) -> bool) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        let mut folders = vec![(String::new(), 0)];
        while let Some((folder, depth)) = folders.pop() {
            let path = if folder.is_empty() { self.dir.to_owned() } else { self.path(&folder) };
            let entries = match fs::read_dir(&path) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound && depth == 0 => {
                    return Ok(found);
                }
                Err(error) => return Err(Error::io(&path, "listed", error)),
            };
            for entry in entries {
                let entry = entry.map_err(|error| Error::io(&path, "listed", error))?;
                let kind =
                    entry.file_type().map_err(|error| Error::io(&entry.path(), "read", error))?;
                let Ok(name) = entry.file_name().into_string() else { continue };
                let child =
                    if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
                if kind.is_dir() {
                    let is_other = name.starts_with('.')
                        || name == "target"
                        || entry.path().join(LOCK).exists();
                    if !is_other && depth < MAX_DEPTH {
                        folders.push((child, depth + 1));
                    }
                } else if kind.is_file() && select(&child, &beginning(&entry.path())?) {
                    found.push(child);
                }
            }
        }
        Ok(found)
    }

    /// Refuses a path that passes through a symbolic link or a file.
    fn check_parents(self, path: &str) -> Result<(), Error> {
        for (index, _) in path.match_indices('/') {
            let parent = self.path(&path[..index]);
            match kind(&parent)? {
                None => break,
                Some(kind) if kind.is_symlink() => return Err(Error::link(&parent)),
                Some(kind) if !kind.is_dir() => {
                    return Err(Error::in_the_way(
                        &parent,
                        "no folder, and a folder must stand there",
                    ));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// What stands at a path, links not followed.
fn kind(path: &Path) -> Result<Option<fs::FileType>, Error> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata.file_type())),
        Err(error)
            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            Ok(None)
        }
        Err(error) => Err(Error::io(path, "read", error)),
    }
}

/// A new file. What an interrupted run left behind is removed first, so that a link is never followed.
fn create(path: &Path) -> io::Result<File> {
    let options = || OpenOptions::new().write(true).create_new(true).open(path);
    match options() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            options()
        }
        other => other,
    }
}

fn beginning(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(BEGINNING);
    let file = File::open(path).map_err(|error| Error::io(path, "read", error))?;
    file.take(BEGINNING as u64)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::io(path, "read", error))?;
    Ok(bytes)
}
