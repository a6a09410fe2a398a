//! Finds what one reference names, and says why when there is nothing.

use super::{Goal, goal, index, reference_of, uri};
use crate::cursor::{Cursor, escape, unescape};
use crate::diagnostic::{Code, Place, clean};
use crate::load::Document;

/// Pointers may lead through this many references on their way.
const MAX_DETOURS: usize = 16;

/// Why a reference names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// What kind of finding it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Unresolved {
    pub(super) fn new(code: Code, message: String) -> Self {
        Self { code, message, help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Document {
    /// What a reference that stands at `from` names, without a report.
    ///
    /// # Errors
    ///
    /// Why it names nothing.
    pub fn find<'a>(
        &'a self,
        from: &Cursor<'a>,
        reference: &str,
    ) -> Result<Cursor<'a>, Unresolved> {
        self.find_within(from, reference, MAX_DETOURS)
    }

    fn find_within<'a>(
        &'a self,
        from: &Cursor<'a>,
        reference: &str,
        detours: usize,
    ) -> Result<Cursor<'a>, Unresolved> {
        let (resource, fragment) = self.resource(from, reference)?;
        let fragment = uri::percent_decoded(fragment).ok_or_else(|| {
            Unresolved::new(
                Code::MalformedReference,
                format!("`{}` has a `%` that is no valid escape", clean(reference, 200)),
            )
            .help("write a bare `%` as `%25`")
        })?;
        if fragment.is_empty() {
            return Ok(resource);
        }
        if fragment.starts_with('/') {
            let first = self.walk(&resource, &fragment, reference, detours);
            if first.is_err() && !resource.place.pointer.is_empty() {
                // Strictly, a pointer below an `$id` begins at that schema; in practice, many are meant from the document's root.
                let root = &self.files[resource.place.file as usize].root;
                let root = Cursor::new(root, Place::root(resource.place.file, root));
                return self.walk(&root, &fragment, reference, detours).or(first);
            }
            if first.is_err() && is_definition(&fragment) {
                // Schemas made by other tools are often pasted in whole, with pointers that are right within them alone.
                let around = self
                    .around(from)
                    .find_map(|cursor| self.walk(&cursor, &fragment, reference, detours).ok());
                return around.map_or(first, Ok);
            }
            return first;
        }
        let anchors = &self.index.anchors;
        let key = (resource.place.file, resource.place.pointer.clone(), fragment);
        if let Some(pointer) = anchors.get(&key)
            && let Some(cursor) = self.lookup(resource.place.file, pointer)
        {
            return Ok(cursor);
        }
        let (file, base, wanted) = key;
        let mut known: Vec<&str> = anchors
            .keys()
            .filter(|(f, b, _)| *f == file && *b == base)
            .map(|(_, _, name)| &**name)
            .collect();
        known.sort_unstable();
        let error = Unresolved::new(
            Code::DanglingReference,
            format!(
                "`{}` names nothing: there is no `$anchor` called `{}`",
                clean(reference, 200),
                clean(&wanted, 80)
            ),
        );
        Err(match crate::names::nearest(&wanted, known) {
            Some(name) => error.help(format!("did you mean `#{}`?", clean(name, 80))),
            None => error.help("a pointer begins with `#/`"),
        })
    }

    /// The nodes around a cursor, from the inside out.
    fn around<'a>(&'a self, from: &Cursor<'a>) -> impl Iterator<Item = Cursor<'a>> + use<'a> {
        let (file, pointer) = (from.place.file, from.place.pointer.clone());
        let ends: Vec<usize> = pointer.match_indices('/').map(|(at, _)| at).collect();
        ends.into_iter().rev().filter_map(move |end| self.lookup(file, &pointer[..end]))
    }

    /// The document or embedded schema that a reference's part before `#` names, and the part after it.
    fn resource<'a, 'r>(
        &'a self,
        from: &Cursor<'a>,
        reference: &'r str,
    ) -> Result<(Cursor<'a>, &'r str), Unresolved> {
        let file = from.place.file;
        let (before, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let (base_pointer, base_uri) = self.index.enclosing(file, &from.place.pointer);
        let shown = || clean(reference, 200);
        if before.is_empty() {
            return self.lookup(file, base_pointer).map(|cursor| (cursor, fragment)).ok_or_else(
                || Unresolved::new(Code::DanglingReference, format!("`{}` names nothing", shown())),
            );
        }
        let named = uri::join(base_uri, before);
        if let Some((file, pointer)) = self.index.ids.get(&named)
            && let Some(cursor) = self.lookup(*file, pointer)
        {
            return Ok((cursor, fragment));
        }
        let path = match goal(reference, &self.files[file as usize].path)? {
            Goal::Here => return Ok((self.root(), fragment)),
            Goal::Relative { path } => path,
        };
        if let Some(&file) = self.index.files.get(&path) {
            let node = &self.files[file as usize].root;
            return Ok((Cursor::new(node, Place::root(file, node)), fragment));
        }
        if !base_pointer.is_empty() && !named.starts_with("local:") {
            // The reference is relative to an `$id`, so that it was never the name of a file.
            let message = format!(
                "`{}` names `{}`, which no schema of the description has for its `$id`, and nothing is fetched from anywhere",
                shown(),
                clean(&named, 200)
            );
            return Err(Unresolved::new(Code::ForbiddenReference, message)
                .help("put the schema into the description, with that `$id`"));
        }
        let reason = self.index.unreadable.get(&path).map_or("it was not read", |reason| reason);
        Err(Unresolved::new(
            Code::UnreadableFile,
            format!(
                "the file `{}` that a reference names cannot be used: {}",
                clean(&path, 200),
                clean(reason, 200)
            ),
        )
        .help("paths are relative to the file that holds the reference"))
    }

    /// The node that a pointer leads to, beginning at `start`.
    fn walk<'a>(
        &'a self,
        start: &Cursor<'a>,
        pointer: &str,
        reference: &str,
        detours: usize,
    ) -> Result<Cursor<'a>, Unresolved> {
        let mut here = start.clone();
        for segment in pointer.split('/').skip(1) {
            if !well_escaped(segment) {
                return Err(Unresolved::new(
                    Code::MalformedReference,
                    format!("`{}` has a `~` that is not `~0` or `~1`", clean(reference, 200)),
                )
                .help("in a JSON Pointer `~0` stands for `~` and `~1` for `/`"));
            }
            let name = unescape(segment);
            let mut next = descend(&here, &name);
            if next.is_none()
                && detours > 0
                && let Some((_, reference)) = reference_of(&here)
            {
                // A pointer may lead through a node that only refers to the one meant.
                let target = self.find_within(&here, reference, detours - 1)?;
                next = descend(&target, &name);
            }
            here = next.ok_or_else(|| missing(&here, &name, reference))?;
        }
        Ok(here)
    }
}

/// The member or item called `name`.
fn descend<'a>(cursor: &Cursor<'a>, name: &str) -> Option<Cursor<'a>> {
    if cursor.is_array() { cursor.at(index(name)?) } else { cursor.get(name) }
}

/// Whether a pointer begins with a keyword that holds a schema's own definitions.
pub(super) fn is_definition(pointer: &str) -> bool {
    pointer.starts_with("/$defs/") || pointer.starts_with("/definitions/")
}

fn well_escaped(segment: &str) -> bool {
    segment.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}

/// Says which step of a reference failed, and what may have been meant.
fn missing(here: &Cursor<'_>, name: &str, reference: &str) -> Unresolved {
    let shown = clean(name, 80);
    let parent = if here.place.pointer.is_empty() {
        "the document".to_owned()
    } else {
        format!("`#{}`", clean(&here.place.pointer, 200))
    };
    let reason = match here.node.as_array() {
        Some(items) => format!("{parent} has {} items and no `{shown}`", items.len()),
        None if here.is_object() => format!("{parent} has no member `{shown}`"),
        None => format!("{parent} is {}", here.kind()),
    };
    let error = Unresolved::new(
        Code::DanglingReference,
        format!("`{}` names nothing: {reason}", clean(reference, 200)),
    );
    let members = here.node.as_object().map(|object| object.members()).unwrap_or_default();
    match crate::names::nearest(name, members.iter().map(|member| &*member.name)) {
        Some(near) => error.help(format!("did you mean `{}`?", clean(&escape(near), 80))),
        None => error,
    }
}
