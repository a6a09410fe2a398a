//! Crates of a few of the runs, in one workspace, to be compiled.

use codegen::Output;
use std::fs;
use std::path::{Path, PathBuf};

/// How many crates are kept of all runs.
const SAMPLES: u64 = 200;

/// The folder that `PROPERTY_SAMPLES` names.
pub(crate) struct Samples {
    dir: PathBuf,
    /// Every so many runs one is kept.
    every: u64,
    names: Vec<String>,
    is_due: bool,
}

impl Samples {
    /// None, unless the environment names a folder for them.
    pub(crate) fn wanted(runs: u64) -> Option<Self> {
        let dir = PathBuf::from(std::env::var_os("PROPERTY_SAMPLES")?);
        let every = (runs / SAMPLES).max(1);
        Some(Self { dir, every, names: Vec::new(), is_due: false })
    }

    /// Keeps a crate when one is due. A run that made none leaves it to the next: `make` gives the crate under a name of its own.
    pub(crate) fn offer(&mut self, run: u64, made_one: bool, make: impl FnOnce(&str) -> Output) {
        self.is_due |= run.is_multiple_of(self.every);
        if !self.is_due || !made_one {
            return;
        }
        self.is_due = false;
        let name = format!("made-up-{run}");
        for file in make(&name).files {
            // Each crate says that it stands alone; here it does not.
            let text = file.text.replace("\n[workspace]\n", "\n");
            write(&self.dir.join(&name).join(&file.path), &text);
        }
        self.names.push(name);
    }

    /// Writes the workspace's manifest.
    pub(crate) fn finish(&self) {
        let text = format!("[workspace]\nresolver = \"3\"\nmembers = {:?}\n", self.names);
        write(&self.dir.join("Cargo.toml"), &text);
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}
