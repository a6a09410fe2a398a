//! What was typed: the commands and their options.

mod parse;

pub(crate) use parse::parse;
use std::path::PathBuf;

/// A command.
#[derive(Debug)]
pub(crate) enum Command {
    /// `help`
    Help,
    /// `codegen`
    Codegen(Codegen),
    /// `list`
    List(Source),
    /// `explain SCHEMA`
    Explain(Explain),
    /// `diff OLD NEW`
    Diff(Diff),
    /// `update NEW`
    Update(Update),
    /// `corpus`
    Corpus(Corpus),
    /// `bench [DIR|PART…]`
    Bench(Corpus),
    /// `replay`
    Replay(Replay),
    /// `ci`
    Ci,
}

/// The description to read, and with which settings.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// `--spec`; `spec/openapi.yaml` when absent.
    pub(crate) spec: Option<PathBuf>,
    /// `--config`
    pub(crate) config: Option<PathBuf>,
    /// `--overlay`, in order.
    pub(crate) overlays: Vec<PathBuf>,
    /// `--package`
    pub(crate) package: Option<String>,
    /// `--only`, in order.
    pub(crate) only: Vec<String>,
    /// `--message-format json`
    pub(crate) json: bool,
}

/// How a diff is printed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For machines.
    Json,
    /// For a pull request.
    Markdown,
}

/// `diff`
#[derive(Debug, Default)]
pub(crate) struct Diff {
    /// Settings and overlays.
    pub(crate) source: Source,
    /// A file or a git revision.
    pub(crate) old: String,
    /// A file or a git revision.
    pub(crate) new: String,
    /// `--format`
    pub(crate) format: Format,
}

/// `update`
#[derive(Debug, Default)]
pub(crate) struct Update {
    /// The description that is replaced.
    pub(crate) source: Source,
    /// `--out`
    pub(crate) out: Option<PathBuf>,
    /// The new revision.
    pub(crate) new: PathBuf,
    /// `--dry-run`
    pub(crate) dry_run: bool,
    /// `--format`
    pub(crate) format: Format,
}

/// `codegen`
#[derive(Debug, Default)]
pub(crate) struct Codegen {
    /// What to read.
    pub(crate) source: Source,
    /// `--out`; `generated-client` when absent.
    pub(crate) out: Option<PathBuf>,
    /// `--check`
    pub(crate) check: bool,
    /// `--coverage`
    pub(crate) coverage: Option<PathBuf>,
    /// `--dump ir`
    pub(crate) dump: bool,
    /// `--verbose`
    pub(crate) verbose: bool,
}

/// `explain`
#[derive(Debug, Default)]
pub(crate) struct Explain {
    /// What to read.
    pub(crate) source: Source,
    /// A component's name, a JSON Pointer, a Rust type's name, or the code of a finding.
    pub(crate) schema: String,
}

/// `corpus`
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    /// Where the descriptions are.
    pub(crate) dir: Option<PathBuf>,
    /// Parts of names; all documents when empty.
    pub(crate) names: Vec<String>,
    /// `--no-build`
    pub(crate) no_build: bool,
    /// `--tests-only`
    pub(crate) tests_only: bool,
    /// `--update`
    pub(crate) update: bool,
}

/// `replay`
#[derive(Debug, Default)]
pub(crate) struct Replay {
    /// Where the revisions are.
    pub(crate) dir: PathBuf,
    /// `--test`
    pub(crate) test: Option<PathBuf>,
    /// `--no-build`
    pub(crate) no_build: bool,
}
