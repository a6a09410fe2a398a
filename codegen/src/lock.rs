//! `codegen.lock`: what a crate was made from, the names its callers use, and the files that the generator owns.
//!
//! ```text
//! # Written by `cargo xtask codegen`. Do not edit.
//! version 2
//! generator 0.1.0
//! settings spec/codegen.yaml 5d41…
//! description spec/openapi.yaml 9a3c…
//!
//! resource workers.scripts Scripts
//! call workers.scripts.list GET /accounts/{account_id}/workers/scripts worker-script-list-workers List
//!   query:tags tags
//!   -> 200/result/* Script
//! type Script /components/schemas/script 8c1f… worker-script-list-workers/200/result/*
//!   created_on
//!   -> bindings/* ScriptBinding
//! new Script id etag
//! also Script /components/schemas/other-script
//!
//! file 2cf24dba… Cargo.toml
//! ```
//!
//! The names are what keeps a neighbour's arrival from renaming anything: `plan` takes them before it makes any of its own. A
//! word that is no plain word stands in quotes, as JSON. An indented line is a member of what stands above it: its name on
//! the wire and, where that differs, in Rust. After an arrow stands which type is held where: of a type that becomes several, it
//! says which of them callers have in hand.

mod inputs;
mod names;
mod text;

pub use inputs::{Inputs, Read};
pub use names::{LockedCall, LockedType, NamesInUse, SPECIAL_ADDITIONAL, SPECIAL_OTHER};

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The lock of one crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Whether the run that wrote it did not come to its end: the files may be older than they should be.
    pub unfinished: bool,
    /// What was read; nothing for a lock of version 1.
    pub inputs: Option<Inputs>,
    /// The names in use.
    pub names: NamesInUse,
    /// Every file that the generator wrote, by path below the crate's folder, with the hash of its contents.
    pub files: BTreeMap<String, String>,
}

/// Why a lock cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    ///
    /// The first line that is not as the generator writes it.
    pub fn parse(text: &str) -> Result<Self, Damage> {
        text::parse(text)
    }

    /// As it is written.
    pub fn to_text(&self) -> String {
        text::print(self)
    }

    /// The lock of these files alone, by path and contents.
    pub fn of_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), hash(text.as_bytes())));
        Self { files: files.collect(), ..Self::default() }
    }

    /// Whether `path` was written by the generator.
    pub fn lists(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether these are the contents that were written to `path`.
    pub fn has_hash(&self, path: &str, contents: &[u8]) -> bool {
        self.files.get(path).is_some_and(|listed| *listed == hash(contents))
    }

    /// What stands in the folder while a run writes: the names and inputs of before, and the files of before and after, so
    /// that whatever the run leaves behind is known as the generator's.
    pub(crate) fn while_writing(&self, next: &Self) -> Self {
        let mut files = next.files.clone();
        files.extend(self.files.clone());
        Self { unfinished: true, files, ..self.clone() }
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
