//! Notes, once for each file, what references can name and where they stand.

use super::dynamic::Dynamic;
use super::uri;
use crate::cursor::escape;
use crate::text::{Node, Value};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// What references can name, over all files of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// Files by their path.
    pub(crate) files: HashMap<String, u32>,
    /// Files that were wanted and cannot be used, with the reason.
    pub(crate) unreadable: HashMap<String, String>,
    /// Schemas (and documents with `$self`) by their URI: file and pointer.
    pub(crate) ids: HashMap<String, (u32, Arc<str>)>,
    /// `$anchor` and `$dynamicAnchor`: file, pointer of the schema with the `$id` around it, name. The value is a pointer.
    pub(crate) anchors: HashMap<(u32, Arc<str>, String), Arc<str>>,
    /// Which anchors depend on the way to them, once that is asked for.
    pub(crate) dynamic: OnceLock<Dynamic>,
    /// Where references stand.
    pub(crate) references: Vec<(u32, Arc<str>)>,
    /// Schemas whose `$id` or anchor an earlier one has.
    pub(crate) twice: Vec<Twice>,
    /// For each file the schemas with an `$id` (pointer and URI), the outer ones first, the document itself being the first.
    resources: HashMap<u32, Vec<(Arc<str>, String)>>,
}

/// A schema that has the address of another one.
#[derive(Clone, Debug)]
pub(crate) struct Twice {
    /// The keyword that gives the address.
    pub(crate) keyword: &'static str,
    /// The address.
    pub(crate) name: String,
    /// File and pointer of the schema.
    pub(crate) schema: (u32, Arc<str>),
    /// Those of the schema that references lead to.
    pub(crate) first: (u32, Arc<str>),
}

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq)]
enum Keys {
    /// Words of OpenAPI or JSON Schema.
    Words,
    /// Names that the author chose.
    Names,
    /// Names of examples: what is inside is data, though an entry may be a reference.
    Examples,
}

impl Index {
    /// Takes in one file and gives the references that stand in it.
    pub(crate) fn take_in(&mut self, file: u32, root: &Node, path: &str) -> Vec<String> {
        let own = format!("local:/{path}");
        let uri = match root.get("$self").or_else(|| root.get("$id")).and_then(Node::as_str) {
            Some(id) => uri::join(&own, id),
            None => own.clone(),
        };
        let top: Arc<str> = "".into();
        self.ids.insert(own, (file, top.clone()));
        self.ids.insert(uri.clone(), (file, top.clone()));
        self.resources.insert(file, vec![(top.clone(), uri.clone())]);
        let mut walk = Walk { index: self, file, path: Vec::new(), found: Vec::new() };
        walk.node(root, Keys::Words, &top, &uri);
        walk.found
    }

    /// The pointer and URI of the innermost schema with an `$id` around a pointer, or of the file.
    pub(crate) fn enclosing(&self, file: u32, pointer: &str) -> (&str, &str) {
        let resources = self.resources.get(&file).map(Vec::as_slice).unwrap_or_default();
        let around = |outer: &str| {
            pointer.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let innermost = resources.iter().rev().find(|(outer, _)| around(outer));
        innermost.map_or(("", ""), |(pointer, uri)| (pointer, uri))
    }
}

/// A step on the way to a node.
enum Step<'a> {
    Name(&'a str),
    Index(usize),
}

struct Walk<'a, 'i> {
    index: &'i mut Index,
    file: u32,
    path: Vec<Step<'a>>,
    found: Vec<String>,
}

impl<'a> Walk<'a, '_> {
    fn node(&mut self, node: &'a Node, keys: Keys, base: &Arc<str>, base_uri: &str) {
        match &node.value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.path.push(Step::Index(index));
                    self.node(item, Keys::Words, base, base_uri);
                    self.path.pop();
                }
            }
            Value::Object(_) => self.object(node, keys, base, base_uri),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn object(&mut self, node: &'a Node, keys: Keys, base: &Arc<str>, base_uri: &str) {
        let (mut base, mut base_uri) = (base.clone(), std::borrow::Cow::Borrowed(base_uri));
        let text = |key: &str| node.get(key).and_then(Node::as_str);
        if keys == Keys::Words {
            // Before 2019, `$id: '#name'` was what `$anchor: name` is now, and no address.
            let (old_anchor, id) = match text("$id") {
                Some(id) if id.starts_with('#') => (id.strip_prefix('#'), None),
                id => (None, id),
            };
            if let Some(id) = id.filter(|_| !self.path.is_empty()) {
                base = self.pointer();
                base_uri = uri::join(&base_uri, id).into();
                let own = (self.file, base.clone());
                let first = self.index.ids.entry(base_uri.clone().into_owned());
                let first = first.or_insert_with(|| own.clone()).clone();
                self.note("$id", id, own, first);
                let resources = self.index.resources.entry(self.file).or_default();
                resources.push((base.clone(), base_uri.clone().into_owned()));
            }
            let anchors = [
                ("$anchor", text("$anchor")),
                ("$dynamicAnchor", text("$dynamicAnchor")),
                ("$id", old_anchor),
            ];
            for (keyword, anchor) in anchors {
                let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else { continue };
                let own = self.pointer();
                let first = self.index.anchors.entry((self.file, base.clone(), anchor.to_owned()));
                let first = first.or_insert_with(|| own.clone()).clone();
                self.note(keyword, anchor, (self.file, own), (self.file, first));
            }
            for reference in ["$ref", "$dynamicRef"].into_iter().filter_map(text) {
                self.reference(reference);
            }
        } else if let Some(reference) = text("$ref") {
            // In the place of a list of names: it stands for the list. A name that is `$ref` has no text for a value.
            self.reference(reference);
        }
        for member in node.as_object().map(|object| object.members()).unwrap_or_default() {
            let inside = match keys {
                Keys::Names => Keys::Words,
                Keys::Examples => {
                    if let Some(reference) = member.value.get("$ref").and_then(Node::as_str) {
                        self.path.push(Step::Name(&member.name));
                        self.reference(reference);
                        self.path.pop();
                    }
                    continue;
                }
                Keys::Words => match of_word(&member.name) {
                    Some(inside) => inside,
                    None => continue,
                },
            };
            self.path.push(Step::Name(&member.name));
            if keys == Keys::Words && *member.name == *"discriminator" {
                self.mapping(&member.value);
            }
            self.node(&member.value, inside, &base, &base_uri);
            self.path.pop();
        }
    }

    /// Notes that a schema has an address which another one has already.
    fn note(
        &mut self,
        keyword: &'static str,
        name: &str,
        schema: (u32, Arc<str>),
        first: (u32, Arc<str>),
    ) {
        if schema != first {
            self.index.twice.push(Twice { keyword, name: name.to_owned(), schema, first });
        }
    }

    fn reference(&mut self, reference: &str) {
        let pointer = self.pointer();
        self.index.references.push((self.file, pointer));
        if !reference.starts_with('#') {
            self.found.push(reference.to_owned());
        }
    }

    /// A discriminator's mapping names schemas by reference too, if the text is not a component's name.
    fn mapping(&mut self, discriminator: &Node) {
        let mapping = discriminator.get("mapping").and_then(Node::as_object);
        for target in mapping.map(|object| object.members()).unwrap_or_default() {
            if let Some(reference) = target
                .value
                .as_str()
                .filter(|text| !text.starts_with('#') && text.contains(['/', '.', '#']))
            {
                self.found.push(reference.to_owned());
            }
        }
    }

    fn pointer(&self) -> Arc<str> {
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Name(name) => pointer.push_str(&escape(name)),
                Step::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer.into()
    }
}

/// What the keys are below a word of the specification; nothing when only data is there.
fn of_word(word: &str) -> Option<Keys> {
    match word {
        "example" | "default" | "enum" | "const" => None,
        word if word.starts_with("x-") => None,
        "examples" => Some(Keys::Examples),
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas"
        | "schemas" | "responses" | "parameters" | "requestBodies" | "headers"
        | "securitySchemes" | "links" | "callbacks" | "pathItems" | "mediaTypes" | "paths"
        | "webhooks" | "content" | "encoding" | "variables" | "mapping" => Some(Keys::Names),
        _ => Some(Keys::Words),
    }
}
