//! What a crate was made from, and what has changed since.

use super::hash;
use crate::diagnostic::SourceFile;
use crate::load;
use crate::settings::Settings;

/// What a run read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The generator's version.
    pub generator: String,
    /// The settings.
    pub settings: Read,
    /// The description, then the files that it refers to, by path.
    pub description: Vec<Read>,
    /// The overlays, in the order in which they were applied.
    pub overlays: Vec<Read>,
    /// What the run was limited to, when it was.
    pub only: Vec<String>,
}

/// A text that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Read {
    /// As the files of the crate show it; empty for settings that were not given.
    pub path: String,
    /// The hash of its text, however its lines end.
    pub hash: String,
}

impl Read {
    /// A text at a path.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), hash: text_hash(text) }
    }
}

impl Inputs {
    /// The inputs of a run, of which `files` were read: the main file, the overlays, then what is referred to.
    pub(crate) fn new(
        settings: &Settings,
        sources: &load::Input<'_>,
        files: &[SourceFile],
    ) -> Self {
        let read = |file: &SourceFile| Read::new(crate::shown_path(&file.path), &file.text);
        let (main, others) = files.split_at(files.len().min(1));
        let (overlays, further) = others.split_at(others.len().min(sources.overlays.len()));
        let mut description: Vec<Read> = main.iter().chain(further).map(read).collect();
        if let Some((_, further)) = description.split_first_mut() {
            further.sort();
        }
        Self {
            generator: env!("CARGO_PKG_VERSION").to_owned(),
            settings: settings_read(settings),
            description,
            overlays: overlays.iter().map(read).collect(),
            only: settings.only.clone(),
        }
    }

    /// What differs from the inputs of another run, in words.
    pub fn changes_since(&self, before: &Self) -> Vec<String> {
        let mut all = Vec::new();
        let changed = |now: &[Read], before: &[Read], what: &str, all: &mut Vec<String>| {
            for read in now {
                match before.iter().find(|it| it.path == read.path) {
                    Some(it) if it.hash == read.hash => {}
                    Some(_) => all.push(format!("{what} {} has changed", read.path)),
                    None => all.push(format!("{what} {} is new", read.path)),
                }
            }
            for read in before.iter().filter(|it| !now.iter().any(|read| read.path == it.path)) {
                all.push(format!("{what} {} is no longer read", read.path));
            }
        };
        changed(&self.description, &before.description, "the description", &mut all);
        changed(&self.overlays, &before.overlays, "the overlay", &mut all);
        if all.is_empty() && self.overlays != before.overlays {
            all.push("the overlays apply in another order".to_owned());
        }
        if self.settings != before.settings {
            all.push(match self.settings.path.as_str() {
                "" => "the settings have changed".to_owned(),
                path => format!("the settings {path} have changed"),
            });
        } else if self.only != before.only {
            all.push("another part of the API is selected".to_owned());
        }
        if self.generator != before.generator {
            let (before, now) = (&before.generator, &self.generator);
            all.push(format!("the generator has changed from version {before} to {now}"));
        }
        all
    }
}

/// The settings by their text, and by what the command line says instead.
fn settings_read(settings: &Settings) -> Read {
    let (path, text) = settings
        .source
        .as_ref()
        .map_or(("", ""), |source| (source.path.as_str(), source.text.as_str()));
    let package = settings.package.name.as_deref().unwrap_or_default();
    Read {
        path: crate::shown_path(path).to_owned(),
        hash: text_hash(&format!("{package}\n{text}")),
    }
}

/// Lines may end otherwise in another working copy.
fn text_hash(text: &str) -> String {
    if text.contains('\r') {
        hash(text.replace("\r\n", "\n").as_bytes())
    } else {
        hash(text.as_bytes())
    }
}
