//! Reports settings that name nothing in the description: a slip of the pen, or a description that has moved on.

use super::{Envelope, Settings, Source};
use crate::diagnostic::{Code, Place, Report};
use crate::ir::Api;
use crate::load::Document;
use crate::names::nearest;
use crate::text::Mark;
use std::collections::{BTreeMap, BTreeSet};

/// What lowering came across, to compare the settings with.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Keys by which an operation can be named, each with the wire names of its parameters.
    pub(crate) operations: BTreeMap<String, BTreeSet<String>>,
    /// Extensions of operations.
    pub(crate) extensions: BTreeSet<String>,
    /// Members of the objects that successful replies consist of.
    pub(crate) reply_members: BTreeSet<String>,
    /// Members of the failures that replies list.
    pub(crate) error_members: BTreeSet<String>,
    /// What pagination names that is not there.
    pub(crate) misnamed: Vec<Misnamed>,
}

/// A setting that names nothing.
#[derive(Clone, Debug)]
pub(crate) struct Misnamed {
    /// The way to it in the settings.
    pub(crate) path: Vec<String>,
    /// What is wrong.
    pub(crate) message: String,
    /// The name.
    pub(crate) wanted: String,
    /// The names that there are.
    pub(crate) known: Vec<String>,
}

/// Reports every setting that names nothing.
pub(crate) fn report(
    settings: &Settings,
    document: &Document,
    api: &Api,
    seen: &Seen,
    report: &mut Report,
) {
    let Some(source) = &settings.source else { return };
    let file = report.add_file(source.path.as_str(), source.text.as_str());
    let mut idle = Idle { source, file, report };
    idle.operations(settings, seen);
    idle.extensions(settings, seen);
    idle.schemes(settings, document);
    idle.schemas(settings, document, api);
    idle.examples(settings, api);
    if let Some(envelope) = &settings.envelope {
        idle.envelope(envelope, seen);
    }
    for Misnamed { path, message, wanted, known } in &seen.misnamed {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        idle.add(&path, message.clone(), wanted, &mut known.iter().map(String::as_str));
    }
}

struct Idle<'a> {
    source: &'a Source,
    file: u32,
    report: &'a mut Report,
}

impl Idle<'_> {
    fn add(
        &mut self,
        path: &[&str],
        message: String,
        wanted: &str,
        known: &mut dyn Iterator<Item = &str>,
    ) {
        let place = Place { file: self.file, at: self.mark(path), ..Place::default() };
        let guess = nearest(wanted, known).map(|name| format!("did you mean `{name}`?"));
        let diagnostic = self.report.add(Code::IdleSetting, &place, message);
        if let Some(guess) = guess {
            diagnostic.help(guess);
        }
    }

    /// The position of the key at the end of `path`.
    fn mark(&self, path: &[&str]) -> Mark {
        let mut node = &self.source.tree;
        let mut mark = node.at;
        for step in path {
            if let Some(item) =
                node.as_array().and_then(|items| items.get(step.parse::<usize>().ok()?))
            {
                (mark, node) = (item.at, item);
                continue;
            }
            let Some(member) = node.as_object().and_then(|object| object.member(step)) else {
                break;
            };
            mark = member.at;
            node = &member.value;
        }
        Mark { source: self.file, ..mark }
    }

    fn operations(&mut self, settings: &Settings, seen: &Seen) {
        for (key, operation) in &settings.operations {
            let Some(parameters) = seen.operations.get(key) else {
                let message = format!("the description has no operation `{key}`");
                let mut known = seen.operations.keys().map(String::as_str);
                self.add(&["operations", key], message, key, &mut known);
                continue;
            };
            for name in operation.parameters.keys().filter(|name| !parameters.contains(*name)) {
                let message = format!("the operation `{key}` has no parameter `{name}`");
                let mut known = parameters.iter().map(String::as_str);
                self.add(&["operations", key, "parameters", name], message, name, &mut known);
            }
        }
    }

    fn extensions(&mut self, settings: &Settings, seen: &Seen) {
        for name in settings.docs.extensions.keys().filter(|name| !seen.extensions.contains(*name))
        {
            let message = format!("no operation has the extension `{name}`");
            let mut known = seen.extensions.iter().map(String::as_str);
            self.add(&["docs", "extensions", name], message, name, &mut known);
        }
    }

    fn schemes(&mut self, settings: &Settings, document: &Document) {
        let schemes = components(document, "securitySchemes");
        for name in
            settings.client.credentials.keys().filter(|name| !schemes.contains(name.as_str()))
        {
            let message = format!("the description has no security scheme `{name}`");
            self.add(&["client", "credentials", name], message, name, &mut schemes.iter().copied());
        }
    }

    fn schemas(&mut self, settings: &Settings, document: &Document, api: &Api) {
        let mut known = components(document, "schemas");
        known.extend(api.types.iter().filter_map(|ty| match &ty.origin {
            crate::ir::Origin::Component(name) => Some(name.as_str()),
            _ => None,
        }));
        let keys = settings
            .names
            .keys()
            .map(|key| ("names", key))
            .chain(settings.types.keys().map(|key| ("types", key)));
        for (section, key) in keys {
            if !known.contains(key.as_str()) && !is_pointer(document, key) {
                let message = format!("the description has no schema `{key}`");
                self.add(&[section, key], message, key, &mut known.iter().copied());
            }
        }
    }

    fn examples(&mut self, settings: &Settings, api: &Api) {
        let known: BTreeSet<&str> = api.examples.iter().map(|example| &*example.at).collect();
        for at in settings.package.untested.keys().filter(|at| !known.contains(at.as_str())) {
            let message = format!("there is no example at `{at}` that would be tested");
            self.add(&["package", "untested", at], message, at, &mut known.iter().copied());
        }
    }

    fn envelope(&mut self, envelope: &Envelope, seen: &Seen) {
        let outer = [
            ("result", Some(&envelope.result)),
            ("success", envelope.success.as_ref()),
            ("errors", envelope.errors.as_ref()),
        ];
        for (key, name) in outer {
            if let Some(name) = name.filter(|name| !seen.reply_members.contains(*name)) {
                let message = format!("no successful reply has the member `{name}`");
                let mut known = seen.reply_members.iter().map(String::as_str);
                self.add(&["envelope", key], message, name, &mut known);
            }
        }
        // What a failure looks like is known only where the description says so.
        if seen.error_members.is_empty() {
            return;
        }
        for (key, name) in
            [("code", envelope.code.as_ref()), ("message", envelope.message.as_ref())]
        {
            if let Some(name) = name.filter(|name| !seen.error_members.contains(*name)) {
                let message = format!("no listed failure has the member `{name}`");
                let mut known = seen.error_members.iter().map(String::as_str);
                self.add(&["envelope", key], message, name, &mut known);
            }
        }
    }
}

fn components<'a>(document: &'a Document, section: &str) -> BTreeSet<&'a str> {
    let section = document.root().get("components").and_then(|components| components.get(section));
    section.map(|section| section.members().map(|(name, _)| name).collect()).unwrap_or_default()
}

/// Whether `key` is a JSON Pointer to something, `file.yaml#/pointer` for another file than the first.
fn is_pointer(document: &Document, key: &str) -> bool {
    let (path, pointer) = key.split_once('#').unwrap_or(("", key));
    let file = if path.is_empty() {
        Some(0)
    } else {
        document.files.iter().position(|file| file.path == path)
    };
    let file = file.and_then(|file| u32::try_from(file).ok());
    pointer.starts_with('/') && file.is_some_and(|file| document.lookup(file, pointer).is_some())
}
