//! One revision after another: adopted by `update`, built, and compared with the crate before it.

use crate::measure;
use codegen::diff::Level;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

/// The name of the crate that is made.
const PACKAGE: &str = "replayed";

/// A replay under way.
pub(super) struct Replay {
    folder: PathBuf,
    /// A test that each crate must pass.
    test: Option<PathBuf>,
    build: bool,
    second_opinion: bool,
}

/// What came of a step.
pub(super) struct Step {
    /// The revision's name, without its ending.
    pub(super) name: String,
    /// Changes: breaking, additions, others.
    pub(super) counts: [u64; 3],
    /// The version that `update` proposes.
    pub(super) proposed: Option<Level>,
    /// The version that semver-checks asks for, when it was asked.
    pub(super) found: Option<Option<Level>>,
    /// How long `update` took.
    pub(super) seconds: f64,
    /// The greatest memory of `update`, in MB; 0 where it is not known.
    pub(super) memory: u64,
    /// `builds`, `check fails`, `test fails`.
    pub(super) built: String,
    /// What the programs said.
    pub(super) log: PathBuf,
}

/// Whether `cargo semver-checks` can be run.
pub(super) fn has_semver_checks() -> bool {
    let output = Command::new("cargo-semver-checks").args(["semver-checks", "--version"]).output();
    output.is_ok_and(|output| output.status.success())
}

impl Replay {
    /// A replay in an empty folder.
    pub(super) fn new(
        folder: &Path,
        test: Option<&Path>,
        build: bool,
        second_opinion: bool,
    ) -> Result<Self, String> {
        let said = |error: std::io::Error| format!("{}: {error}", folder.display());
        let folder = std::path::absolute(folder).map_err(said)?;
        for name in ["crate", "logs", "api"] {
            let _ = fs::remove_dir_all(folder.join(name));
        }
        fs::create_dir_all(folder.join("logs")).map_err(said)?;
        fs::create_dir_all(folder.join("api")).map_err(said)?;
        let settings = format!("package:\n  name: {PACKAGE}\n  version: 1.0.0\n");
        fs::write(folder.join("codegen.yaml"), settings).map_err(said)?;
        let test = test.map(std::path::absolute).transpose().map_err(said)?;
        Ok(Self { folder, test, build, second_opinion })
    }

    /// Makes the crate of the first revision.
    pub(super) fn begin(&self, revision: &Path) -> Result<(), String> {
        let text =
            fs::read(revision).map_err(|error| format!("{}: {error}", revision.display()))?;
        fs::write(self.folder.join("openapi"), text).map_err(|error| error.to_string())?;
        let log = self.log(revision);
        let (output, ..) = self.xtask(&["codegen"], &log)?;
        if !output.status.success() {
            return Err(format!(
                "{}: no crate comes of it: see {}",
                revision.display(),
                log.display()
            ));
        }
        let built = self.built(&log)?;
        if built.ends_with("fails") {
            return Err(format!("{}: {built}: see {}", revision.display(), log.display()));
        }
        self.api("old.json", &log)
    }

    /// Adopts a revision.
    pub(super) fn adopt(&self, revision: &Path) -> Result<Step, String> {
        let log = self.log(revision);
        let name = revision.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let path = std::path::absolute(revision).map_err(|error| error.to_string())?;
        let shown = path.display().to_string();
        let (output, seconds, memory) = self.xtask(&["update", &shown], &log)?;
        if !output.status.success() {
            return Err(format!("{name}: the update fails: see {}", log.display()));
        }
        let (check, ..) = self.xtask(&["codegen", "--check"], &log)?;
        if !check.status.success() {
            return Err(format!(
                "{name}: the crate is out of date after the update: see {}",
                log.display()
            ));
        }
        let (counts, proposed) = summary(&String::from_utf8_lossy(&output.stdout));
        let built = self.built(&log)?;
        self.api("new.json", &log)?;
        let found = match self.second_opinion {
            true => Some(self.second_opinion(&log)?),
            false => None,
        };
        let api = self.folder.join("api");
        if self.second_opinion {
            fs::rename(api.join("new.json"), api.join("old.json")).map_err(|it| it.to_string())?;
        }
        Ok(Step { name, counts, proposed, found, seconds, memory, built, log })
    }

    fn log(&self, revision: &Path) -> PathBuf {
        let name = revision.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let log = self.folder.join("logs").join(format!("{name}.txt"));
        let _ = fs::remove_file(&log);
        log
    }

    /// Runs a command of this program on the crate: what it said, how long it took, the memory it took.
    fn xtask(&self, arguments: &[&str], log: &Path) -> Result<(Output, f64, u64), String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut command = Command::new(program);
        command.args(arguments).args([
            "--spec",
            "openapi",
            "--out",
            "crate",
            "--config",
            "codegen.yaml",
        ]);
        command.current_dir(&self.folder);
        run(command, log)
    }

    fn cargo(&self, arguments: &[&str], log: &Path) -> Result<bool, String> {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args(arguments)
            .current_dir(self.folder.join("crate"))
            .env("CARGO_TARGET_DIR", self.folder.join("build"))
            // What rustdoc writes for other programs is not stable yet.
            .env("RUSTC_BOOTSTRAP", "1");
        Ok(run(command, log)?.0.status.success())
    }

    /// Checks the crate, and runs the test on it.
    fn built(&self, log: &Path) -> Result<String, String> {
        if !self.build {
            return Ok("not built".to_owned());
        }
        if !self.cargo(&["check", "--all-features", "--quiet"], log)? {
            return Ok("check fails".to_owned());
        }
        if let Some(test) = &self.test {
            let tests = self.folder.join("crate/tests");
            fs::create_dir_all(&tests).map_err(|error| error.to_string())?;
            fs::copy(test, tests.join("replayed.rs")).map_err(|error| error.to_string())?;
            if !self.cargo(&["test", "--all-features", "--quiet", "--test", "replayed"], log)? {
                return Ok("test fails".to_owned());
            }
        }
        Ok("builds".to_owned())
    }

    /// Writes what rustdoc says of the crate's public items.
    fn api(&self, name: &str, log: &Path) -> Result<(), String> {
        if !self.second_opinion {
            return Ok(());
        }
        let arguments = [
            "rustdoc",
            "--lib",
            "--all-features",
            "--quiet",
            "--",
            "-Zunstable-options",
            "--output-format",
            "json",
        ];
        if !self.cargo(&arguments, log)? {
            return Err(format!("rustdoc fails: see {}", log.display()));
        }
        let from = self.folder.join("build/doc").join(format!("{PACKAGE}.json"));
        let to = self.folder.join("api").join(name);
        fs::rename(&from, &to).map_err(|error| format!("{}: {error}", from.display()))
    }

    /// What semver-checks finds between the crate of before and that of now.
    fn second_opinion(&self, log: &Path) -> Result<Option<Level>, String> {
        let mut command = Command::new("cargo-semver-checks");
        // As a patch version it asks for everything that a patch version must not have.
        command
            .args([
                "semver-checks",
                "--baseline-rustdoc",
                "api/old.json",
                "--current-rustdoc",
                "api/new.json",
            ])
            .args(["--release-type", "patch", "--color", "never"])
            .current_dir(&self.folder);
        let (output, ..) = run(command, log)?;
        let text = [output.stderr, output.stdout].concat();
        let text = String::from_utf8_lossy(&text).into_owned();
        let summary = text.lines().find(|line| line.trim_start().starts_with("Summary"));
        match summary {
            Some(line) if line.contains("new major version") => Ok(Some(Level::Major)),
            Some(line) if line.contains("new minor version") => Ok(Some(Level::Minor)),
            Some(line) if line.contains("no semver update required") => Ok(None),
            _ => Err(format!("cargo semver-checks cannot say: see {}", log.display())),
        }
    }
}

/// Runs a command to its end and adds what it says to the log.
fn run(command: Command, log: &Path) -> Result<(Output, f64, u64), String> {
    let shown = format!("{command:?}");
    let name = Path::new(command.get_program()).file_name().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    let begun = Instant::now();
    let run = measure::run(command, &[&name]).map_err(|error| format!("{shown}: {error}"))?;
    let seconds = begun.elapsed().as_secs_f64();
    let mut text = fs::read_to_string(log).unwrap_or_default();
    text.push_str(&format!("$ {shown}\n"));
    text.push_str(&String::from_utf8_lossy(&run.output.stdout));
    text.push_str(&String::from_utf8_lossy(&run.output.stderr));
    fs::write(log, text).map_err(|error| format!("{}: {error}", log.display()))?;
    Ok((run.output, seconds, run.memory))
}

/// The counts and the version in what `update` printed.
fn summary(text: &str) -> ([u64; 3], Option<Level>) {
    let line =
        text.lines().rev().find(|line| line.ends_with(" version") && line.contains(" breaking, "));
    let Some(line) = line else { return ([0; 3], None) };
    let numbers: Vec<u64> = line.split([' ', ',']).filter_map(|word| word.parse().ok()).collect();
    let levels = [Level::Patch, Level::Minor, Level::Major];
    let level = levels.into_iter().find(|it| line.ends_with(&format!(": a {} version", it.word())));
    (<[u64; 3]>::try_from(numbers).unwrap_or_default(), level)
}

#[cfg(test)]
mod tests {
    use super::{Level, summary};

    #[test]
    fn counts_and_version_are_read_from_what_update_prints() {
        let text = "Breaking (2)\n  x\n2 breaking, 0 additions, 31 others: a major version\nversion 1.0.0 -> 2.0.0\n";
        assert_eq!(summary(text), ([2, 0, 31], Some(Level::Major)));
        assert_eq!(summary("nothing changes for callers\n"), ([0; 3], None));
        assert_eq!(summary("only the documentation differs\n0 breaking, 0 additions, 0 others: a patch version\n").1, Some(Level::Patch));
    }
}
