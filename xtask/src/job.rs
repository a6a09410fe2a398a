//! From options to a finished run of the compiler: the only place that reads descriptions, settings and overlays from the disk.

use crate::args::Source;
use crate::{Outcome, texts};
use codegen::lock::Lock;
use codegen::settings::Settings;
use codegen::{Input, Output, load};
use std::path::{Path, PathBuf};

/// The committed description.
const SPEC: [&str; 3] = ["spec/openapi.yaml", "spec/openapi.yml", "spec/openapi.json"];
/// The settings of the committed client.
const CONFIG: &str = "spec/codegen.yaml";
/// The corrections to the committed description.
const OVERLAYS: &str = "spec/overlays";
/// The committed client.
const OUT: &str = "generated-client";

/// A run: what was read, and what came of it.
pub(crate) struct Job {
    /// As the user would type it.
    pub(crate) spec: PathBuf,
    /// What the compiler gave.
    pub(crate) output: Output,
    /// Whether the crate stands in this workspace.
    pub(crate) committed: bool,
}

/// The folder that is written: `--out`, or the committed client's.
pub(crate) fn out(out: Option<&Path>) -> PathBuf {
    out.map_or_else(|| workspace().join(OUT), Path::to_owned)
}

/// Reads what `source` names and runs the compiler on it. A mistake has been printed when this fails.
pub(crate) fn run(source: &Source, out: Option<&Path>) -> Result<Job, Outcome> {
    // The committed files are called by their paths in the workspace, whatever folder the command is typed in: what is written must
    // not depend on it.
    let spec = match &source.spec {
        Some(spec) => spec.clone(),
        None => committed_spec()?,
    };
    let shown = match &source.spec {
        Some(spec) => spec.display().to_string(),
        None => in_workspace(&spec),
    };
    let committed = out.is_none() && source.spec.is_none();
    let settings = settings(source, committed)?;
    let limit = settings.limits.file_bytes;
    let root = load::Source { path: shown, text: texts::read(&spec, limit, source.json)? };
    let mut overlays = Vec::new();
    for path in overlay_paths(source, committed)? {
        let text = texts::read(&path, limit, source.json)?;
        overlays.push(load::Source { path: in_workspace(&path), text });
    }
    let folder = spec.parent().map(Path::to_owned).unwrap_or_default();
    let files = |path: &str| texts::read_below(&folder, path, settings.limits.file_bytes);
    let standalone = out.is_some_and(|out| !inside_workspace(out));
    // A look at another description has no names to keep.
    let lock = match committed || out.is_some() {
        true => lock(&self::out(out), source.json)?,
        false => Lock::default(),
    };
    let input = Input {
        sources: load::Input { root: &root, files: &files, overlays: &overlays },
        settings: &settings,
        lock: &lock,
        standalone,
    };
    let output = codegen::generate(&input);
    Ok(Job { spec, output, committed })
}

/// The lock of the crate's folder.
pub(crate) fn lock(out: &Path, json: bool) -> Result<Lock, Outcome> {
    codegen::write::read_lock(out).map_err(|error| {
        complain(json, &error.to_string(), error.help());
        Outcome::OutOfDate
    })
}

/// Prints the findings on standard error.
pub(crate) fn print_findings(output: &Output, json: bool, verbose: bool) {
    use std::io::IsTerminal;
    let text = match (json, verbose) {
        (true, _) => output.report.to_json(),
        (false, true) => output.report.render(std::io::stderr().is_terminal()),
        (false, false) => output.report.render_limited(std::io::stderr().is_terminal(), 5),
    };
    if !text.is_empty() {
        eprint!("{text}");
    }
}

/// Prints one mistake on standard error, in the form that was asked for.
pub(crate) fn complain(json: bool, message: &str, help: Option<&str>) {
    say("error", json, message, help);
}

/// Prints what is doubtful, in the form that was asked for.
pub(crate) fn warn(json: bool, message: &str, help: &str) {
    say("warning", json, message, Some(help));
}

fn say(severity: &str, json: bool, message: &str, help: Option<&str>) {
    if json {
        let mut object = vec![("severity", severity), ("message", message)];
        object.extend(help.map(|help| ("help", help)));
        let members: Vec<String> = object
            .iter()
            .map(|(name, text)| format!("\"{name}\":{}", codegen::json_text(text)))
            .collect();
        eprintln!("{{{}}}", members.join(","));
        return;
    }
    eprintln!("{severity}: {message}");
    if let Some(help) = help {
        eprintln!("  = help: {help}");
    }
}

/// Prints what is worth knowing on standard error.
pub(crate) fn complain_softly(json: bool, message: &str, help: &str) {
    if !json {
        eprintln!("note: {message}\n  = help: {help}");
    }
}

/// Where the settings of the committed client are.
pub(crate) fn committed_config() -> PathBuf {
    workspace().join(CONFIG)
}

/// The workspace's folder: this crate stands in it. Cargo says where when it runs the program, else it is where it was built.
pub(crate) fn workspace() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let manifest = manifest.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = manifest.parent().unwrap_or(&manifest);
    // Paths are printed as a person in the workspace's folder would type them.
    match std::env::current_dir() {
        Ok(here) if here == root => PathBuf::new(),
        _ => root.to_owned(),
    }
}

/// Whether a command line's name is that of the committed description, or a git revision of it.
pub(crate) fn is_committed_spec(name: &str) -> bool {
    let path = Path::new(name);
    if !path.is_file() {
        return true;
    }
    let here = path.canonicalize();
    SPEC.iter().any(|spec| {
        let spec = workspace().join(spec);
        spec.is_file() && matches!((&here, spec.canonicalize()), (Ok(a), Ok(b)) if *a == b)
    })
}

/// A path as a person in the workspace's folder would type it.
fn in_workspace(path: &Path) -> String {
    path.strip_prefix(workspace()).unwrap_or(path).display().to_string()
}

/// The committed description.
pub(crate) fn committed_spec() -> Result<PathBuf, Outcome> {
    let root = workspace();
    let found = SPEC.iter().map(|name| root.join(name)).find(|path| path.is_file());
    found.ok_or_else(|| {
        complain(
            false,
            "there is no description at spec/openapi.yaml",
            Some("name another one with `--spec FILE --out DIR`"),
        );
        Outcome::Unusable
    })
}

/// The settings: those that are named, or the committed crate's.
pub(crate) fn settings(source: &Source, committed: bool) -> Result<Settings, Outcome> {
    let default = workspace().join(CONFIG);
    let path = match &source.config {
        Some(path) => Some(path.clone()),
        None if committed && !default.is_file() => {
            let help = "the committed client cannot be made without its settings; restore the file";
            complain(source.json, &format!("there are no settings at {CONFIG}"), Some(help));
            return Err(Outcome::Unusable);
        }
        None => committed.then_some(default),
    };
    let mut settings = match path {
        None => Settings::default(),
        Some(path) => {
            let text = texts::read(&path, Settings::default().limits.file_bytes, source.json)?;
            codegen::settings::read(&text, &in_workspace(&path)).map_err(|report| {
                if source.json {
                    eprint!("{}", report.to_json());
                } else {
                    eprint!("{}", report.render(false));
                }
                Outcome::Unusable
            })?
        }
    };
    if let Some(package) = &source.package {
        if !codegen::settings::is_package_name(package) {
            complain(
                source.json,
                &format!("`{package}` is no name for a package"),
                Some(codegen::settings::PACKAGE_NAME_HELP),
            );
            return Err(Outcome::Usage);
        }
        settings.package.name = Some(package.clone());
    }
    if !source.only.is_empty() {
        settings.only = source.only.clone();
    }
    Ok(settings)
}

/// The overlays: the committed description's, then those that are named.
pub(crate) fn overlay_paths(source: &Source, committed: bool) -> Result<Vec<PathBuf>, Outcome> {
    let folder = workspace().join(OVERLAYS);
    let mut paths = Vec::new();
    if committed && folder.is_dir() {
        let entries = std::fs::read_dir(&folder).map_err(|error| {
            complain(source.json, &format!("{}: {error}", folder.display()), None);
            Outcome::Unusable
        })?;
        paths.extend(
            entries
                .filter_map(Result::ok)
                .map(|entry| entry.path())
                .filter(|path| is_description(path)),
        );
        paths.sort();
    }
    paths.extend(source.overlays.iter().cloned());
    Ok(paths)
}

/// Whether a file is a description or an overlay, by its name.
pub(crate) fn is_description(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml" || extension == "json")
}

/// Reads a description or an overlay.
pub(crate) fn read(path: &Path, settings: &Settings, json: bool) -> Result<load::Source, Outcome> {
    let text = texts::read(path, settings.limits.file_bytes, json)?;
    Ok(load::Source { path: path.display().to_string(), text })
}

/// Whether a crate written at `out` would be a member of this workspace: only the committed client is.
pub(crate) fn inside_workspace(out: &Path) -> bool {
    let committed = workspace().join(OUT);
    match (out.canonicalize(), committed.canonicalize()) {
        (Ok(out), Ok(committed)) => out == committed,
        _ => out == committed,
    }
}
