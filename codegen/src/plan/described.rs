//! Decides what the crate's test of itself reads and writes back: the description's examples, and samples of every type.

use super::names::Names;
use super::sample::Sampler;
use super::{File, Item, RustIdent, RustType, items};
use crate::diagnostic::Place;
use crate::ir::{TypeId, TypeRef};
use crate::settings::Settings;
use crate::text::{self, Node};
use std::collections::{BTreeMap, BTreeSet};

/// What the test is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The crate's name in code.
    pub krate: String,
    /// The types of the cases, each once, sorted by their text.
    pub types: Vec<RustType>,
    /// The cases.
    pub cases: Vec<Case>,
    /// The feature without which some of the types are not there.
    pub feature: Option<String>,
}

/// A value that must come back unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is.
    pub kind: CaseKind,
    /// Where it, or the schema that it was made from, stands: `#/components/schemas/order`.
    pub at: String,
    /// The schema that it is to be valid against.
    pub schema: Place,
    /// Its type, as an index into [`Described::types`].
    pub ty: usize,
    /// The value as JSON text; why it is left out, for one that is.
    pub text: String,
}

/// What a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseKind {
    /// The description's own.
    Example,
    /// The description's own, left out by the settings.
    Excluded,
    /// A list of values made from the schema, each of which it allows.
    Sample,
    /// A list of values such as a newer server may send: unknown members and constants, nulls in place of what may be absent.
    Newer,
}

impl CaseKind {
    /// The word for it in the file of cases.
    pub fn word(self) -> &'static str {
        match self {
            Self::Example => "example",
            Self::Excluded => "excluded",
            Self::Sample => "sample",
            Self::Newer => "newer",
        }
    }
}

/// Plans the test of the types that `files` hold. `featured` says that the crate has features, one of which brings them all.
pub(crate) fn described(
    names: &Names<'_>,
    settings: &Settings,
    krate: String,
    files: &[File],
    featured: bool,
) -> Described {
    let mut draft = Draft {
        written: files
            .iter()
            .flat_map(|file| &file.items)
            // A form with files does not go through JSON.
            .filter(|item| !matches!(item, Item::Struct(strukt) if strukt.form))
            .filter_map(items::item_ident)
            .collect(),
        cases: Vec::new(),
    };
    draft.examples(names, settings);
    draft.samples(names);
    let types: BTreeMap<String, RustType> =
        draft.cases.iter().map(|(ty, _)| (ty.to_string(), ty.clone())).collect();
    let positions: BTreeMap<&str, usize> =
        types.keys().enumerate().map(|(index, text)| (text.as_str(), index)).collect();
    let cases = draft.cases.into_iter().map(|(ty, case)| Case {
        ty: positions.get(ty.to_string().as_str()).copied().unwrap_or_default(),
        ..case
    });
    Described {
        krate,
        cases: cases.collect(),
        types: types.into_values().collect(),
        feature: featured.then(|| "full".to_owned()),
    }
}

/// Cases with their types.
struct Draft<'a> {
    /// The types that the crate has.
    written: BTreeSet<&'a RustIdent>,
    cases: Vec<(RustType, Case)>,
}

impl Draft<'_> {
    fn examples(&mut self, names: &Names<'_>, settings: &Settings) {
        for example in &names.api().examples {
            let Some((at, json)) = value(example) else { continue };
            let reason = settings.package.untested.get(&example.at);
            let (kind, text) = match reason {
                Some(reason) => (CaseKind::Excluded, one_line(reason)),
                None => (CaseKind::Example, json),
            };
            let ty = names.rust_type(TypeRef { boxed: false, ..example.ty });
            self.add(ty, Case { kind, at, schema: example.schema.clone(), ty: 0, text });
        }
    }

    fn samples(&mut self, names: &Names<'_>) {
        let api = names.api();
        let mut sampler = Sampler::new(api);
        for id in (0..).map(TypeId).take(api.types.len()).filter(|id| names.ident(*id).is_some()) {
            let ty = names.bare_type(TypeRef { id, nullable: false, boxed: false });
            let schema = &api.ty(id).place;
            for kind in [CaseKind::Sample, CaseKind::Newer] {
                let samples = match kind {
                    CaseKind::Sample => sampler.known(id),
                    _ => sampler.newer(id),
                };
                if !samples.is_empty() {
                    let case = Case {
                        kind,
                        at: format!("#{}", schema.pointer),
                        schema: schema.clone(),
                        ty: 0,
                        text: format!("[{}]", samples.join(",")),
                    };
                    self.add(RustType::Vec(Box::new(ty.clone())), case);
                }
            }
        }
    }

    fn add(&mut self, ty: RustType, case: Case) {
        let mut innermost = &ty;
        while let Some(inner) = innermost.inner() {
            innermost = inner;
        }
        match innermost {
            RustType::Runtime("Part" | "Multipart") => {}
            RustType::Named(name) if !self.written.contains(name) => {}
            _ => self.cases.push((ty, case)),
        }
    }
}

/// The value of an example that is of its type, and its address. Of an envelope that lacks the member there is none.
fn value(example: &crate::ir::Example) -> Option<(String, String)> {
    let Some(member) = &example.member else {
        return Some((example.at.clone(), example.json.clone()));
    };
    let whole: Node = text::read(&example.json, "example.json", 0).ok()?;
    let value = whole.get(member)?.to_json();
    Some((format!("{}/{}", example.at, crate::cursor::escape(member)), value))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
