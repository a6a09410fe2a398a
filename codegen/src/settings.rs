//! The generator's settings: what a maintainer may decide about a crate, and the file they are read from.

mod check;
mod idle;
mod node;
mod pagination;

use crate::diagnostic::{Code, Place, Report};
use crate::text::{self, Node};
pub(crate) use check::is_token;
pub use check::{PACKAGE_NAME_HELP, is_package_name};
pub(crate) use idle::{Misnamed, Seen, report as report_idle};
pub(crate) use pagination::steps;
pub use pagination::{PageKind, Pagination};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that can be set for one description. Each part has sound defaults.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The package: name, version and further manifest sections.
    pub package: Package,
    /// The client: base URL, environment variables, headers that carry a request id.
    pub client: Client,
    /// The envelope around replies, when the API has one.
    pub envelope: Option<Envelope>,
    /// How lists go on over several replies, for the whole API: of these rules the first that fits an operation holds for it.
    pub pagination: Vec<Pagination>,
    /// By `operationId` or `METHOD /path`.
    pub operations: BTreeMap<String, Operation>,
    /// Rust names of schemas: by component name, or by JSON Pointer for inline schemas.
    pub names: BTreeMap<String, String>,
    /// Rust types instead of those that the schema gives: by component name or JSON Pointer.
    pub types: BTreeMap<String, TypeOverride>,
    /// The part of the API that is generated, when not all of it is: operation ids, `METHOD /path`, `tag:NAME` and paths
    /// that others begin with.
    pub only: Vec<String>,
    /// How the crate is laid out.
    pub layout: Layout,
    /// What of the description's extensions goes into the documentation.
    pub docs: Docs,
    /// Budgets for hostile descriptions.
    pub limits: Limits,
    /// The file that this was read from, so that a setting which turns out to name nothing can be shown.
    #[serde(skip)]
    pub source: Option<Arc<Source>>,
}

/// The file of settings.
#[derive(Clone, Debug)]
pub struct Source {
    /// As it should be shown.
    pub path: String,
    /// Whole.
    pub text: String,
    /// Its contents with their positions.
    pub tree: Node,
}

impl Settings {
    /// Where a selection of `only` stands, when it comes from a file.
    pub(crate) fn only_place(&self, selection: &str) -> Option<(&Source, text::Mark)> {
        let source = self.source.as_deref()?;
        let items = source.tree.get("only")?.as_array()?;
        let item = items.iter().find(|item| item.as_str() == Some(selection))?;
        Some((source, item.at))
    }

    /// What is said of an operation: by its `operationId`, or else by `METHOD /path`.
    pub fn operation(&self, id: Option<&str>, method: &str, path: &str) -> Option<&Operation> {
        let by_id = id.and_then(|id| self.operations.get(id));
        by_id.or_else(|| self.operations.get(&format!("{method} {path}")))
    }
}

/// Reads a file of settings. `path` is how the file is called in messages.
///
/// # Errors
///
/// A report with the position of what cannot be read, is not a setting, or makes no sense.
pub fn read(text: &str, path: &str) -> Result<Settings, Box<Report>> {
    let mut report = Report::default();
    let file = report.add_file(path, text);
    let place = |at| Place { file, at, ..Place::default() };
    if text
        .lines()
        .all(|line| matches!(line.trim(), "" | "---") || line.trim_start().starts_with('#'))
    {
        return Ok(Settings::default());
    }
    let tree = match text::read(text, path, file) {
        Ok(tree) => tree,
        Err(faults) => {
            for fault in faults {
                let diagnostic = report.add(Code::InvalidSettings, &place(fault.at), fault.message);
                if let Some(help) = fault.help {
                    diagnostic.help(help);
                }
            }
            return Err(Box::new(report));
        }
    };
    match node::settings(&tree) {
        Ok(mut settings) => {
            check::settings(&settings, &tree, file, &mut report);
            if report.has_errors() {
                return Err(Box::new(report));
            }
            settings.source =
                Some(Arc::new(Source { path: path.to_owned(), text: text.to_owned(), tree }));
            Ok(settings)
        }
        Err(fault) => {
            let code = if fault.unknown { Code::UnknownSetting } else { Code::InvalidSettings };
            let diagnostic = report.add(code, &place(fault.at.unwrap_or(tree.at)), fault.message);
            if let Some(help) = fault.help {
                diagnostic.help(help);
            }
            Err(Box::new(report))
        }
    }
}

/// The package that is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Package {
    /// Package name. By default from the description's title.
    pub name: Option<String>,
    /// Package version. `0.1.0` by default.
    pub version: Option<String>,
    /// One line. By default from the description's title.
    pub description: Option<String>,
    /// An SPDX expression.
    pub license: Option<String>,
    /// A URL.
    pub repository: Option<String>,
    /// Whether the package may be published. False by default.
    pub publish: bool,
    /// Further manifest sections, as TOML, appended as they are.
    pub manifest: Option<String>,
    /// Whether a test is written that reads and writes back the description's own examples, and samples of every type.
    pub tests: bool,
    /// Examples that this test leaves out, by their address (`#/paths/…/example`), each with the reason.
    pub untested: BTreeMap<String, String>,
}

/// The client.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Client {
    /// Instead of the description's first server.
    pub base_url: Option<String>,
    /// The environment variable that overrides the base URL.
    pub base_url_env: Option<String>,
    /// By security scheme: the environment variable that holds its credential (for `basic`: `USER:PASSWORD`).
    pub credentials: BTreeMap<String, String>,
    /// Response headers that carry the id to quote to support, the first one present being taken.
    pub request_id: Vec<String>,
}

/// An envelope: an object around every reply, of which one member is what the caller wants.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The member that holds the result.
    pub result: String,
    /// A boolean member that is false on failure.
    #[serde(default)]
    pub success: Option<String>,
    /// The member that lists failures.
    #[serde(default)]
    pub errors: Option<String>,
    /// Within a failure, the member with its code. `code` by default.
    #[serde(default)]
    pub code: Option<String>,
    /// Within a failure, the member with its text. `message` by default.
    #[serde(default)]
    pub message: Option<String>,
}

/// Names and forms of one operation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Operation {
    /// Dotted path of resources, such as `workers.scripts`.
    pub resource: Option<String>,
    /// The method's name.
    pub method: Option<String>,
    /// Leaves the operation out, with this reason.
    pub skip: Option<String>,
    /// How its list goes on over several replies, whatever the rules for the whole API say.
    pub pagination: Option<Pagination>,
    /// Typed forms of parameters, by wire name.
    pub parameters: BTreeMap<String, Parameter>,
}

/// What is said of one parameter.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Parameter {
    /// The Rust name.
    pub name: Option<String>,
    /// A typed form.
    pub typed: Option<TypedForm>,
}

/// A typed form of a text parameter: pairs of a name and a flag.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypedForm {
    /// Between pairs, such as `,`.
    pub separator: String,
    /// Between the name and the flag, such as `:`.
    pub assign: String,
    /// The text for true.
    #[serde(rename = "true")]
    pub yes: String,
    /// The text for false.
    #[serde(rename = "false")]
    pub no: String,
}

/// A Rust type by decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeOverride {
    /// Any JSON.
    Value,
    /// Text.
    String,
    /// A date and time.
    DateTime,
    /// A date.
    Date,
    /// 32 bits with a sign.
    I32,
    /// 64 bits with a sign.
    I64,
    /// 32 bits without a sign.
    U32,
    /// 64 bits without a sign.
    U64,
    /// A whole number of any size.
    Integer,
    /// A double.
    F64,
    /// A boolean.
    Bool,
}

/// Layout of the crate.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Layout {
    /// Whether each top-level resource is a cargo feature. By default from 200 operations on.
    pub features: Option<bool>,
    /// Features that are on by default. All, unless said.
    pub default_features: Option<Vec<String>>,
}

/// Documentation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Docs {
    /// By extension name of an operation (`x-…`): the label its value gets in the documentation.
    pub extensions: BTreeMap<String, String>,
}

/// Budgets.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all files together.
    pub total_bytes: u64,
    /// Files.
    pub files: u32,
    /// Values (objects, arrays, texts, …) of all files together, aliases expanded.
    pub nodes: u64,
    /// Objects and arrays within each other; at most [`Limits::DEEPEST`].
    pub depth: u32,
    /// Values that anchors and aliases of one YAML file hold.
    pub aliases: u64,
    /// Operations, callbacks and webhooks among them.
    pub operations: u32,
    /// Types of the crate.
    pub types: u32,
    /// Types that come from several schemas merged: a few schemas can be merged in very many ways.
    pub merged_types: u32,
    /// Schemas that are merged into one type.
    pub all_of: u32,
    /// Branches of one union.
    pub branches: u32,
}

impl Limits {
    /// The greatest depth that can be set: trees are walked by recursion.
    pub const DEEPEST: u32 = 400;

    pub(crate) fn budget(&self) -> text::Budget {
        let size = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX);
        text::Budget {
            nodes: size(self.nodes),
            depth: self.depth.min(Self::DEEPEST) as usize,
            aliased: size(self.aliases),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let text::Budget { nodes, depth, aliased } = text::Budget::default();
        Self {
            file_bytes: 256 << 20,
            total_bytes: 512 << 20,
            files: 10_000,
            nodes: nodes as u64,
            depth: depth as u32,
            aliases: aliased as u64,
            operations: 25_000,
            types: 50_000,
            merged_types: 10_000,
            all_of: 2_000,
            branches: 600,
        }
    }
}
