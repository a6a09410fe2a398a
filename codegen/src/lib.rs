#![forbid(unsafe_code)]
//! A compiler from an OpenAPI description to a Rust client crate.
//!
//! ```text
//! text ─ load ─ resolve ─ lower ─ plan ─ emit ─ format ─ write ─ crate
//! ```
//!
//! Each stage takes what the one before gives and never reaches behind it. Everything between [`load`] and [`mod@write`] is
//! pure. ARCHITECTURE.md is the map.

pub mod coverage;
pub mod cursor;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod format;
pub mod ir;
pub mod load;
pub mod lock;
pub mod lower;
mod names;
pub mod overlay;
pub mod plan;
pub mod resolve;
pub mod runtime_files;
pub mod settings;
pub mod stages;
pub mod text;
pub mod write;

pub use names::nearest;

use diagnostic::Report;
use lock::Lock;
use settings::Settings;
use stages::Stages;
use write::OutputFile;

/// What a run reads.
pub struct Input<'a> {
    /// The description, the files that it refers to, and the corrections to it.
    pub sources: load::Input<'a>,
    /// What the maintainer decided.
    pub settings: &'a Settings,
    /// The lock of the crate that is written anew: the names in it are kept. An empty one for a new crate.
    pub lock: &'a Lock,
    /// Whether the crate stands outside any workspace, so that its manifest must say so.
    pub standalone: bool,
}

/// What a run gives.
#[derive(Default)]
pub struct Output {
    /// The crate's files; empty when the description cannot be used.
    pub files: Vec<OutputFile>,
    /// The lock that belongs to them.
    pub lock: Lock,
    /// What the API means, unless the description cannot be used.
    pub api: Option<ir::Api>,
    /// What the crate holds, likewise.
    pub krate: Option<plan::Crate>,
    /// Findings and coverage of the whole run.
    pub report: Report,
    /// How long each stage took.
    pub stages: Stages,
}

/// Turns one description into the files of a client crate.
///
/// Pure, but for reading the files that the description refers to through [`load::Input::files`]: equal input gives equal
/// output. Stages go on past faults that they can name; only an unusable document leaves `files` empty.
pub fn generate(input: &Input<'_>) -> Output {
    let mut report = Report::default();
    let mut stages = Stages::default();
    let limits = &input.settings.limits;
    let document =
        stages.run("load", || load::document_within(&input.sources, limits, &mut report));
    let Some(document) = document else {
        return Output { report, ..Output::default() };
    };
    let read = lock::Inputs::new(input.settings, &input.sources, &report.files);
    let names = &input.lock.names;
    let api = stages.run("lower", || {
        let mut api = lower::api(&document, input.settings, &mut report);
        // What nothing uses was not looked at, and may yet be what somebody is about to use.
        document.check_references(&mut report);
        let split = plan::kept::split::pairs(&api, names, &plan::krate::shown_files(&report));
        if !split.is_empty() {
            lower::schemas::finish::unite(&mut api, &split);
        }
        api
    });
    // A slip of the pen must not look like an API that has become smaller.
    if report.count_of(diagnostic::Code::UnknownSelection) > 0 {
        return Output { api: Some(api), report, ..Output::default() };
    }
    let krate = stages.run("plan", || {
        plan::krate::krate(&api, input.settings, input.standalone, names, &mut report)
    });
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let from = shown_path(&input.sources.root.path);
    let files = stages.run("emit", || emit::files(&krate, from, threads));
    let lock = stages.run("lock", || {
        let written = files.iter().map(|file| (file.path.as_str(), file.text.as_str()));
        Lock { inputs: Some(read), names: krate.names.clone(), ..Lock::of_files(written) }
    });
    Output { files, lock, api: Some(api), krate: Some(krate), report, stages }
}

/// The description's path as the files' first line shows it: below the working folder as it was typed, else the name alone, so
/// that no file tells where on a machine it was made.
fn shown_path(path: &str) -> &str {
    let leaves = path.starts_with(['/', '\\', '~'])
        || path.get(1..2) == Some(":")
        || path.split(['/', '\\']).any(|segment| segment == "..");
    match path.rsplit(['/', '\\']).next() {
        Some(name) if leaves => name,
        _ => path,
    }
}

/// `text` as JSON, in quotes: for messages that machines read.
pub fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Texts by name as JSON; a name may have none.
pub fn json_pairs(pairs: &[(String, Option<String>)]) -> String {
    let pair = |(name, text): &(String, Option<String>)| {
        serde_json::Value::from(vec![
            serde_json::Value::from(name.as_str()),
            serde_json::Value::from(text.as_deref()),
        ])
    };
    serde_json::Value::from_iter(pairs.iter().map(pair)).to_string()
}

/// What [`json_pairs`] wrote; nothing where it is something else.
pub fn json_pairs_from(text: &str) -> Option<Vec<(String, Option<String>)>> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::shown_path;

    #[test]
    fn a_path_outside_the_working_folder_is_shown_as_its_name() {
        for path in ["/home/me/api.yaml", "../api.yaml", "a/../../api.yaml", "C:\\x\\api.yaml"] {
            assert_eq!(shown_path(path), "api.yaml", "{path}");
        }
        assert_eq!(shown_path("spec/api.yaml"), "spec/api.yaml");
    }
}
