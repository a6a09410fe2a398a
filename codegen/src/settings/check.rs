//! Refuses settings whose values make no sense: versions, names of packages, variables, headers and modules, TOML.

use super::{Limits, Settings, TypedForm};
use crate::diagnostic::{Code, Place, Report};
use crate::text::{Mark, Node};

/// The sections of the manifest that the generator writes.
const OWN_SECTIONS: [&str; 5] = ["package", "lib", "dependencies", "features", "workspace"];

/// What is being checked.
pub(super) struct Check<'a> {
    tree: &'a Node,
    file: u32,
    report: &'a mut Report,
}

/// Reports every value that makes no sense.
pub(super) fn settings(settings: &Settings, tree: &Node, file: u32, report: &mut Report) {
    let mut check = Check { tree, file, report };
    check.package(settings);
    check.client(settings);
    check.envelope(settings);
    check.operations(settings);
    check.pagination(settings);
    check.names(settings);
    check.limits(settings);
}

/// What a package's name may be, for people.
pub const PACKAGE_NAME_HELP: &str = "letters, digits, and single `-` or `_` between them, beginning with a letter; at most 64, and no word of \
     Rust or name of a device";

/// Names that cargo or a file system keeps for itself, whatever their case.
const RESERVED_PACKAGES: &[&str] =
    &["alloc", "aux", "con", "core", "nul", "prn", "proc_macro", "std", "test"];

/// Whether `name` does for a package: cargo takes it, its folder can be made anywhere, and the crate's name lints without a warning for
/// marks. [`PACKAGE_NAME_HELP`] says it in words.
pub fn is_package_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase().replace('-', "_");
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .split(['-', '_'])
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()))
        && !RESERVED_PACKAGES.contains(&lower.as_str())
        && syn::parse_str::<syn::Ident>(&lower).is_ok()
}

impl Check<'_> {
    pub(super) fn refuse(&mut self, path: &[&str], message: String, help: &str) {
        let at = value_mark(self.tree, path);
        let place = Place { file: self.file, at, ..Place::default() };
        self.report.add(Code::InvalidSettings, &place, message).help(help);
    }

    fn package(&mut self, settings: &Settings) {
        let package = &settings.package;
        if let Some(name) = package.name.as_deref().filter(|name| !is_package_name(name)) {
            let message = format!("`{name}` is no name for a package");
            self.refuse(&["package", "name"], message, PACKAGE_NAME_HELP);
        }
        if let Some(version) = &package.version
            && let Err(error) = semver::Version::parse(version)
        {
            let message = format!("`{version}` is no version: {error}");
            self.refuse(&["package", "version"], message, "write three numbers, such as 0.1.0");
        }
        if let Some(manifest) = &package.manifest {
            self.manifest(manifest);
        }
        if let Some(url) = package.repository.as_deref().filter(|url| !is_url(url)) {
            let message = format!("`{url}` is no address");
            self.refuse(&["package", "repository"], message, "it begins with `https://`");
        }
        for (key, text) in [("description", &package.description), ("license", &package.license)] {
            if text.as_deref().is_some_and(|text| text.trim().is_empty() || text.contains('\n')) {
                self.refuse(
                    &["package", key],
                    format!("the {key} is not one line of text"),
                    "leave it out, or write one line",
                );
            }
        }
    }

    fn manifest(&mut self, manifest: &str) {
        const PATH: [&str; 2] = ["package", "manifest"];
        if let Err(error) = basic_toml::from_str::<serde_json::Value>(manifest) {
            self.refuse(
                &PATH,
                format!("the manifest's sections are no TOML: {error}"),
                "line numbers count within this text",
            );
            return;
        }
        let mut lines = manifest
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        if lines.next().is_some_and(|line| !line.starts_with('[')) {
            let help = "begin with a section, such as `[dev-dependencies]`";
            self.refuse(&PATH, "the manifest's first entry stands in no section".to_owned(), help);
        }
        for section in OWN_SECTIONS {
            let header = format!("[{section}]");
            let is_header = |line: &str| {
                line.split('#').next().unwrap_or_default().split_whitespace().collect::<String>()
                    == header
            };
            if manifest.lines().any(is_header) {
                let message =
                    format!("the generator writes the manifest's section `[{section}]` itself");
                self.refuse(
                    &PATH,
                    message,
                    "a section such as `[dependencies.name]` can stand beside it",
                );
            }
        }
    }

    fn client(&mut self, settings: &Settings) {
        let client = &settings.client;
        if let Some(url) = client.base_url.as_deref().filter(|url| !is_url(url)) {
            let message = format!("`{url}` is no base URL");
            self.refuse(
                &["client", "base_url"],
                message,
                "it begins with `https://` or `http://` and names a host",
            );
        }
        if let Some(name) = client.base_url_env.as_deref().filter(|name| !is_variable(name)) {
            self.refuse(&["client", "base_url_env"], no_variable(name), VARIABLE);
        }
        for (scheme, name) in client.credentials.iter().filter(|(_, name)| !is_variable(name)) {
            self.refuse(&["client", "credentials", scheme], no_variable(name), VARIABLE);
        }
        for (index, name) in
            client.request_id.iter().enumerate().filter(|(_, name)| !is_token(name))
        {
            let message = format!("`{name}` is no name of a header");
            self.refuse(
                &["client", "request_id", &index.to_string()],
                message,
                "letters, digits and `-`",
            );
        }
    }

    fn limits(&mut self, settings: &Settings) {
        let (depth, deepest) = (settings.limits.depth, Limits::DEEPEST);
        if depth > deepest {
            let message = format!("a depth of {depth} is more than can be read");
            self.refuse(&["limits", "depth"], message, &format!("at most {deepest}"));
        }
    }

    fn envelope(&mut self, settings: &Settings) {
        let Some(envelope) = &settings.envelope else { return };
        let members = [
            ("result", Some(&envelope.result)),
            ("success", envelope.success.as_ref()),
            ("errors", envelope.errors.as_ref()),
            ("code", envelope.code.as_ref()),
            ("message", envelope.message.as_ref()),
        ];
        for (key, member) in members {
            if member.is_some_and(String::is_empty) {
                self.refuse(
                    &["envelope", key],
                    "a member's name cannot be empty".to_owned(),
                    "name the member, or leave it out",
                );
            }
        }
        let outer = [members[0].1, members[1].1, members[2].1];
        if outer
            .iter()
            .flatten()
            .enumerate()
            .any(|(i, a)| outer.iter().flatten().skip(i + 1).any(|b| a == b))
        {
            let message = "two parts of the envelope have the same name".to_owned();
            self.refuse(&["envelope"], message, "result, success and errors are three members");
        }
    }

    fn operations(&mut self, settings: &Settings) {
        for (key, operation) in &settings.operations {
            if let Some(resource) = &operation.resource
                && !resource.split('.').all(is_snake)
            {
                let message = format!("`{resource}` is no path of resources");
                self.refuse(&["operations", key, "resource"], message, SNAKE_PATH);
            }
            if let Some(method) = operation.method.as_deref().filter(|method| !is_snake(method)) {
                let message = format!("`{method}` is no name for a method");
                self.refuse(&["operations", key, "method"], message, SNAKE);
            }
            if operation.skip.as_deref().is_some_and(|reason| reason.trim().is_empty()) {
                let message = "an operation is left out without a reason".to_owned();
                self.refuse(&["operations", key, "skip"], message, "say why");
            }
            for (name, parameter) in &operation.parameters {
                if let Some(rust) = parameter.name.as_deref().filter(|rust| !is_snake(rust)) {
                    let message = format!("`{rust}` is no name for a parameter");
                    self.refuse(&["operations", key, "parameters", name, "name"], message, SNAKE);
                }
                if parameter.typed.as_ref().is_some_and(is_ambiguous) {
                    let message = "texts written in this form could not be told apart".to_owned();
                    let help = "separator and assign differ and are not empty, true and false differ, and neither contains a separator";
                    self.refuse(&["operations", key, "parameters", name, "typed"], message, help);
                }
            }
        }
    }

    fn names(&mut self, settings: &Settings) {
        for (schema, name) in settings.names.iter().filter(|(_, name)| !is_type_name(name)) {
            let message = format!("`{name}` is no name for a type");
            self.refuse(
                &["names", schema],
                message,
                "letters and digits, beginning with a capital",
            );
        }
    }
}

const VARIABLE: &str = "capital letters, digits and `_`, not beginning with a digit";
const SNAKE: &str = "lower-case letters, digits and `_`, beginning with a letter";
const SNAKE_PATH: &str = "lower-case names with `.` between them, such as `workers.scripts`";

fn no_variable(name: &str) -> String {
    format!("`{name}` is no name of an environment variable")
}

fn is_variable(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Whether `name` is a token of RFC 9110, as names of headers and methods are.
pub(crate) fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

fn is_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty()
            && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"`".contains(c))
    })
}

fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn is_type_name(name: &str) -> bool {
    name.len() <= 60
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}

fn is_ambiguous(form: &TypedForm) -> bool {
    let TypedForm { separator, assign, yes, no } = form;
    separator.is_empty()
        || assign.is_empty()
        || separator == assign
        || yes == no
        || [yes, no].into_iter().any(|flag| flag.contains(separator) || flag.contains(assign))
}

/// The position of what stands at `path`, or of the deepest part of it that there is.
fn value_mark(tree: &Node, path: &[&str]) -> Mark {
    let mut node = tree;
    for step in path {
        let next = node.get(step).or_else(|| node.as_array()?.get(step.parse::<usize>().ok()?));
        match next {
            Some(next) => node = next,
            None => break,
        }
    }
    node.at
}
