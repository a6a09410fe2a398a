//! `codegen.lock`: the files that the generator wrote in a folder, each with the SHA-256 of its contents.
//!
//! ```text
//! # Written by `cargo xtask codegen`: the files that it owns here. Do not edit.
//! version 1
//! 2cf24dba…  Cargo.toml
//! 486ea462…  src/lib.rs
//! ```

use super::disk::{self, Folder};
use super::{Error, LOCK};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const VERSION: &str = "version 1";
const COMMENT: &str =
    "# Written by `cargo xtask codegen`: the files that it owns here. Do not edit.";

/// Paths with their hashes, by path.
#[derive(Debug, Default)]
pub(super) struct Lock(BTreeMap<String, String>);

impl Lock {
    /// The lock of these files.
    pub(super) fn of(files: &BTreeMap<&str, &str>) -> Self {
        Self(files.iter().map(|(path, text)| ((*path).to_owned(), hash(text.as_bytes()))).collect())
    }

    /// The folder's lock; an empty one when there is none.
    pub(super) fn read(folder: &Folder<'_>) -> Result<Self, Error> {
        let Some(bytes) = folder.read(LOCK)? else { return Ok(Self::default()) };
        let damaged = |line: usize, what: &str| {
            Error::damaged(&folder.path(LOCK), line, &format!("the lock is damaged: {what}"))
        };
        let text = String::from_utf8(bytes).map_err(|_| damaged(1, "not UTF-8"))?;
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.starts_with('#'));
        match lines.next() {
            Some((_, VERSION)) => {}
            Some((number, _)) => return Err(damaged(number, "it should begin with `version 1`")),
            None => return Err(damaged(1, "it is empty")),
        }
        let mut entries = BTreeMap::new();
        for (number, line) in lines {
            let entry = line
                .split_once("  ")
                .filter(|(hash, path)| is_hash(hash) && disk::is_inside(path) && *path != LOCK);
            let Some((hash, path)) = entry else {
                return Err(damaged(number, "not a hash and a path"));
            };
            if entries.insert(path.to_owned(), hash.to_owned()).is_some() {
                return Err(damaged(number, "a path stands there twice"));
            }
        }
        Ok(Self(entries))
    }

    /// As it is written.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{COMMENT}\n{VERSION}\n");
        for (path, hash) in &self.0 {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{hash}  {path}");
        }
        text
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn lists(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether these are the contents that were written to `path`.
    pub(super) fn has_hash(&self, path: &str, contents: &[u8]) -> bool {
        self.0.get(path).is_some_and(|listed| *listed == hash(contents))
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn is_hash(text: &str) -> bool {
    text.len() == 64
        && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
