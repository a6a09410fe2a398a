//! Decides what each reference names. The target's place is the identity of what it names.

mod dynamic;
mod find;
mod index;
mod uri;

pub use dynamic::Scope;
pub use find::Unresolved;
pub(crate) use index::Index;
use index::Twice;
pub(crate) use uri::{Goal, goal};

use crate::cursor::{Cursor, unescape};
use crate::diagnostic::{Code, Place, Report, clean};
use crate::load::Document;
use find::is_definition;
use std::collections::HashSet;
use std::sync::Arc;

impl Document {
    /// The whole description.
    pub fn root(&self) -> Cursor<'_> {
        let node = &self.files[self.root as usize].root;
        Cursor::new(node, Place::root(self.root, node))
    }

    /// What a cursor stands for in the end: itself when it holds no `$ref`, or else the last target of the chain.
    /// Nothing when there is none, which is then reported.
    pub fn follow<'a>(&'a self, cursor: &Cursor<'a>, report: &mut Report) -> Option<Cursor<'a>> {
        let mut here = cursor.clone();
        let mut passed: Vec<Place> = Vec::new();
        let mut seen = HashSet::new();
        while reference_of(&here).is_some() {
            if !seen.insert(here.place.clone()) {
                // All ways into the cycle report it at the same place.
                let start = passed.iter().position(|place| *place == here.place).unwrap_or(0);
                let cycle = &passed[start..];
                let place = cycle.iter().min().unwrap_or(&here.place);
                let message = match cycle.len() {
                    0 | 1 => "this reference names itself".to_owned(),
                    length => format!("these {length} references lead back to where they began"),
                };
                let diagnostic = report.add(Code::ReferenceCycle, place, message);
                diagnostic.help("one of them must hold something other than a reference");
                for other in cycle.iter().filter(|other| *other != place).take(5) {
                    diagnostic.related(other, "by way of");
                }
                return None;
            }
            passed.push(here.place.clone());
            here = self.step(&here, report)?;
        }
        Some(here)
    }

    /// What one reference names, which may be a reference again: the caller must guard against cycles. The cursor itself when
    /// it holds no reference. Nothing when there is no target, which is then reported.
    pub fn step<'a>(&'a self, cursor: &Cursor<'a>, report: &mut Report) -> Option<Cursor<'a>> {
        let Some((key, reference)) = reference_of(cursor) else { return Some(cursor.clone()) };
        let at = cursor.get(key).map_or_else(|| cursor.place.clone(), |value| value.place);
        let target = self.found(self.find(cursor, reference), &at, report)?;
        let pointer = reference.strip_prefix('#').unwrap_or_default();
        let meant = &*target.place.pointer;
        if is_definition(pointer)
            && meant != pointer
            && meant.ends_with(pointer)
            && !self.has_id_around(cursor)
        {
            let message =
                format!("`{}` is only defined inside a schema around it", clean(reference, 200));
            let help = format!("a pointer begins at the document; write `#{}`", clean(meant, 300));
            report.add(Code::MisplacedDefinition, &at, message).help(help);
        }
        Some(self.in_scope(cursor, (key, reference), target))
    }

    /// Whether pointers at a cursor begin at a schema with an `$id` rather than at the document.
    fn has_id_around(&self, cursor: &Cursor<'_>) -> bool {
        !self.index.enclosing(cursor.place.file, &cursor.place.pointer).0.is_empty()
    }

    /// What a reference in a text names, such as a discriminator's mapping; `from` is where the text stands.
    pub fn resolve<'a>(
        &'a self,
        from: &Cursor<'a>,
        reference: &str,
        report: &mut Report,
    ) -> Option<Cursor<'a>> {
        self.found(self.find(from, reference), &from.place, report)
    }

    fn found<'a>(
        &self,
        found: Result<Cursor<'a>, Unresolved>,
        at: &Place,
        report: &mut Report,
    ) -> Option<Cursor<'a>> {
        match found {
            Ok(target) => Some(target),
            Err(Unresolved { code, message, help }) => {
                let diagnostic = report.add(code, at, message);
                if let Some(help) = help {
                    diagnostic.help(help);
                }
                None
            }
        }
    }

    /// The node at a pointer of a file, without a report and without following references on the way.
    pub fn lookup(&self, file: u32, pointer: &str) -> Option<Cursor<'_>> {
        let root = &self.files.get(file as usize)?.root;
        let mut node = root;
        for segment in pointer.split('/').skip(1) {
            let name = unescape(segment);
            node = match node.as_array() {
                Some(items) => items.get(index(&name)?)?,
                None => node.get(&name)?,
            };
        }
        Some(Cursor::new(node, Place { file, at: node.at, pointer: pointer.into() }))
    }

    /// A place as text: `#/pointer` in the root, `file#/pointer` in another file.
    pub fn address(&self, place: &Place) -> String {
        let file = self.files.get(place.file as usize).filter(|_| place.file != self.root);
        format!("{}#{}", file.map_or("", |file| file.path.as_str()), place.pointer)
    }

    /// The node at a place.
    pub fn cursor(&self, place: &Place) -> Option<Cursor<'_>> {
        self.lookup(place.file, &place.pointer)
    }

    /// Reports the addresses that two schemas have.
    fn check_addresses(&self, report: &mut Report) {
        for Twice { keyword, name, schema, first } in &self.index.twice {
            let find = |(file, pointer): &(u32, Arc<str>)| self.lookup(*file, pointer);
            let (Some(schema), Some(first)) = (find(schema), find(first)) else { continue };
            let message = format!("another schema has the `{keyword}` `{}`", clean(name, 200));
            report
                .add(Code::DuplicateAddress, &schema.key_place(keyword), message)
                .help("references by it lead to the first one")
                .related(&first.key_place(keyword), "the first one");
        }
    }

    /// Looks at every address and every reference of every file, so that the report holds all addresses that stand twice, and all
    /// references that lead nowhere or in a circle.
    pub fn check_references(&self, report: &mut Report) {
        self.check_addresses(report);
        let known = report.diagnostics();
        let known = known.iter().filter(|known| known.code == Code::ReferenceCycle);
        let circles: HashSet<Place> = known
            .flat_map(|known| {
                known.place.iter().chain(known.related.iter().map(|(place, _)| place))
            })
            .cloned()
            .collect();
        // Places whose references come to an end, so that a long chain is walked once.
        let mut ends: HashSet<Place> = HashSet::new();
        for (file, pointer) in &self.index.references {
            let mut way = Vec::new();
            let mut here = self.lookup(*file, pointer);
            while let Some(cursor) = here.filter(|cursor| reference_of(cursor).is_some()) {
                if !ends.insert(cursor.place.clone()) {
                    let circle = way.iter().position(|place| *place == cursor.place);
                    let circle = circle.map(|start| &way[start..]);
                    if circle
                        .is_some_and(|circle| circle.iter().all(|place| !circles.contains(place)))
                    {
                        self.follow(&cursor, report);
                    }
                    break;
                }
                way.push(cursor.place.clone());
                here = self.step(&cursor, report);
            }
        }
    }

    /// How many references there are in all files.
    pub fn n_references(&self) -> usize {
        self.index.references.len()
    }
}

/// The keyword that makes a node a reference, and the reference.
fn reference_of<'a>(cursor: &Cursor<'a>) -> Option<(&'static str, &'a str)> {
    ["$ref", "$dynamicRef"].into_iter().find_map(|key| Some((key, cursor.str(key)?)))
}

/// An array index by JSON Pointer's rules: no sign, no leading zero.
fn index(name: &str) -> Option<usize> {
    let canonical =
        name == "0" || (!name.starts_with('0') && name.bytes().all(|b| b.is_ascii_digit()));
    if canonical { name.parse().ok() } else { None }
}
