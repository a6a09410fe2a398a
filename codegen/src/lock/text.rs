//! The lock as text: one line a name, sorted, so that a review sees which names come and go.

use super::{Damage, Inputs, Lock, LockedCall, LockedType, Read};
use crate::write::{LOCK, is_inside};
use std::collections::BTreeMap;

const COMMENT: &str = "# Written by `cargo xtask codegen`: what the crate was made from, the names in use, the files that it owns here. Do not edit.";
const UNFINISHED: &str = "unfinished";
const ARROW: &str = "->";

/// The lock as it is written.
pub(super) fn print(lock: &Lock) -> String {
    let mut text = format!("{COMMENT}\nversion 2\n");
    if lock.unfinished {
        text.push_str(&format!("{UNFINISHED}\n"));
    }
    if let Some(inputs) = &lock.inputs {
        line(&mut text, "", &["generator", &inputs.generator]);
        line(&mut text, "", &["settings", &inputs.settings.path, &inputs.settings.hash]);
        for read in &inputs.description {
            line(&mut text, "", &["description", &read.path, &read.hash]);
        }
        for read in &inputs.overlays {
            line(&mut text, "", &["overlay", &read.path, &read.hash]);
        }
        for only in &inputs.only {
            line(&mut text, "", &["only", only]);
        }
    }
    let names = &lock.names;
    gap(&mut text, names.resources.is_empty());
    for (path, (handle, feature)) in &names.resources {
        let feature = feature.as_deref().unwrap_or_default();
        let words = ["resource", path, handle, feature];
        line(&mut text, "", if feature.is_empty() { &words[..3] } else { &words });
    }
    gap(&mut text, names.calls.is_empty());
    for (name, call) in &names.calls {
        let reply = call.reply.as_deref().unwrap_or_default();
        let words = ["call", name, &call.method, &call.path, &call.id, &call.request, reply];
        line(&mut text, "", if reply.is_empty() { &words[..6] } else { &words });
        members(&mut text, &call.inputs);
        uses(&mut text, &call.uses);
        ordered(&mut text, "arguments", name, &call.order);
    }
    for (name, (method, request)) in &names.former_calls {
        line(&mut text, "", &["former-call", name, method, request]);
    }
    gap(&mut text, names.types.is_empty());
    for (name, ty) in &names.types {
        let words = ["type", name, &ty.place, &ty.fingerprint, &ty.reached];
        line(&mut text, "", if ty.reached.is_empty() { &words[..4] } else { &words });
        members(&mut text, &ty.members);
        uses(&mut text, &ty.uses);
        ordered(&mut text, "new", name, &ty.order);
    }
    for (name, ty) in &names.types {
        for place in &ty.also {
            line(&mut text, "", &["also", name, place]);
        }
    }
    for (name, target) in &names.former_types {
        line(&mut text, "", &["former-type", name, target]);
    }
    gap(&mut text, lock.files.is_empty());
    for (path, hash) in &lock.files {
        text.push_str(&format!("{hash}  {path}\n"));
    }
    text
}

fn gap(text: &mut String, none: bool) {
    if !none {
        text.push('\n');
    }
}

fn members(text: &mut String, members: &BTreeMap<String, String>) {
    for (wire, rust) in members {
        if wire == rust {
            line(text, "  ", &[wire]);
        } else {
            line(text, "  ", &[wire, rust]);
        }
    }
}

fn uses(text: &mut String, uses: &BTreeMap<String, String>) {
    for (steps, name) in uses {
        text.push_str("  ");
        text.push_str(ARROW);
        line(text, " ", &[steps, name]);
    }
}

fn ordered(text: &mut String, word: &str, name: &str, order: &[String]) {
    if !order.is_empty() {
        let words = [word, name].into_iter().chain(order.iter().map(String::as_str));
        line(text, "", &words.collect::<Vec<_>>());
    }
}

fn line(text: &mut String, indent: &str, words: &[&str]) {
    text.push_str(indent);
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        let plain = !word.is_empty()
            && *word != ARROW
            && !word.starts_with(['"', '#'])
            && !word.contains(|char: char| char.is_whitespace() || char.is_control());
        if plain { text.push_str(word) } else { text.push_str(&crate::json_text(word)) }
    }
    text.push('\n');
}

/// Reads what [`print`] wrote, and locks of version 1, which list only files.
pub(super) fn parse(text: &str) -> Result<Lock, Damage> {
    let mut lock = Lock::default();
    let mut inputs = Inputs::default();
    let mut version = None;
    let mut owner = Owner::Nothing;
    for (number, written) in text.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        let damage = |what| Damage { line: number, what };
        if written.is_empty() || written.starts_with('#') {
            continue;
        }
        let Some(version) = version else {
            version = Some(match written {
                "version 1" => 1,
                "version 2" => 2,
                _ => return Err(damage("it should begin with `version 2`")),
            });
            continue;
        };
        if let Some((hash, path)) = written.split_once("  ").filter(|(hash, _)| is_hash(hash)) {
            if !is_inside(path) || path == LOCK {
                return Err(damage("not a path in the crate's folder"));
            }
            if lock.files.insert(path.to_owned(), hash.to_owned()).is_some() {
                return Err(damage("a path stands there twice"));
            }
            continue;
        }
        if version == 1 {
            return Err(damage("not a hash and a path"));
        }
        if let Some(member) = written.strip_prefix("  ") {
            let arrow = member.strip_prefix(ARROW).and_then(|rest| rest.strip_prefix(' '));
            let words =
                words(arrow.unwrap_or(member)).ok_or(damage("a quotation mark is missing"))?;
            let (wire, rust) = match words.as_slice() {
                [wire] if arrow.is_none() => (wire, wire),
                [wire, rust] => (wire, rust),
                _ => return Err(damage("not the names of a member")),
            };
            let (members, uses) = owner.lines(&mut lock).ok_or(damage("a member of nothing"))?;
            let lines = if arrow.is_some() { uses } else { members };
            lines.insert(wire.clone(), rust.clone());
            continue;
        }
        let words = words(written).ok_or(damage("a quotation mark is missing"))?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        owner = entry(&words, &mut lock, &mut inputs).ok_or(damage("not a line of a lock"))?;
    }
    if version.is_none() {
        return Err(Damage { line: 1, what: "it is empty" });
    }
    if !inputs.generator.is_empty() {
        lock.inputs = Some(inputs);
    }
    Ok(lock)
}

/// Texts by text, as indented lines have them.
type Lines = BTreeMap<String, String>;

/// Whose members the indented lines are.
enum Owner {
    Nothing,
    Call(String),
    Type(String),
}

impl Owner {
    /// Its members, and what it leads to.
    fn lines<'a>(&self, lock: &'a mut Lock) -> Option<(&'a mut Lines, &'a mut Lines)> {
        let names = &mut lock.names;
        match self {
            Self::Nothing => None,
            Self::Call(name) => {
                names.calls.get_mut(name).map(|call| (&mut call.inputs, &mut call.uses))
            }
            Self::Type(name) => names.types.get_mut(name).map(|ty| (&mut ty.members, &mut ty.uses)),
        }
    }
}

fn entry(words: &[&str], lock: &mut Lock, inputs: &mut Inputs) -> Option<Owner> {
    let own = |text: &&str| (*text).to_owned();
    let read = |path: &str, hash: &str| Read { path: path.to_owned(), hash: hash.to_owned() };
    let names = &mut lock.names;
    match words {
        [UNFINISHED] => lock.unfinished = true,
        ["generator", version] => inputs.generator = own(version),
        ["settings", path, hash] => inputs.settings = read(path, hash),
        ["description", path, hash] => inputs.description.push(read(path, hash)),
        ["overlay", path, hash] => inputs.overlays.push(read(path, hash)),
        ["only", only] => inputs.only.push(own(only)),
        ["resource", path, handle, feature @ ..] if feature.len() <= 1 => {
            names.resources.insert(own(path), (own(handle), feature.first().map(own)));
        }
        ["call", name, method, path, id, request, reply @ ..] if reply.len() <= 1 => {
            let call = LockedCall {
                method: own(method),
                path: own(path),
                id: own(id),
                request: own(request),
                reply: reply.first().map(own),
                ..LockedCall::default()
            };
            names.calls.insert(own(name), call);
            return Some(Owner::Call(own(name)));
        }
        ["former-call", name, method, request] => {
            names.former_calls.insert(own(name), (own(method), own(request)));
        }
        ["type", name, place, fingerprint, reached @ ..] if reached.len() <= 1 => {
            let ty = LockedType {
                place: own(place),
                fingerprint: own(fingerprint),
                reached: reached.first().map(own).unwrap_or_default(),
                ..LockedType::default()
            };
            names.types.insert(own(name), ty);
            return Some(Owner::Type(own(name)));
        }
        ["arguments", name, order @ ..] => {
            names.calls.get_mut(*name)?.order = order.iter().map(own).collect();
        }
        ["new", name, order @ ..] => {
            names.types.get_mut(*name)?.order = order.iter().map(own).collect();
        }
        ["also", name, place] => {
            names.types.get_mut(*name)?.also.insert(own(place));
        }
        ["former-type", name, target] => {
            names.former_types.insert(own(name), own(target));
        }
        _ => return None,
    }
    Some(Owner::Nothing)
}

/// The words of a line; nothing where a quoted one does not end.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        if rest.starts_with('"') {
            let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<String>();
            words.push(stream.next()?.ok()?);
            rest = &rest[stream.byte_offset()..];
            rest = if rest.is_empty() { rest } else { rest.strip_prefix(' ')? };
        } else {
            let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
            words.push(word.to_owned());
            rest = after;
        }
    }
    Some(words)
}

fn is_hash(text: &str) -> bool {
    text.len() == 64
        && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut lock = Lock::of_files([("src/lib.rs", "x")]);
        lock.inputs = Some(Inputs {
            generator: "0.1.0".into(),
            settings: Read::new("", ""),
            description: vec![Read::new("spec/a b.yaml", "openapi: 3.1.0\n")],
            ..Inputs::default()
        });
        let members: BTreeMap<String, String> = [
            ("created on", "created_on"),
            ("id", "id"),
            ("\"m\"", "m"),
            ("", "empty"),
            ("#", "n"),
            ("->", "to"),
        ]
        .map(|(wire, rust)| (wire.to_owned(), rust.to_owned()))
        .into();
        let uses = [("a b/*".to_owned(), "Part".to_owned()), ("->".to_owned(), "To".to_owned())];
        let also = ["/components/schemas/x y".to_owned()].into();
        let order = vec!["id".to_owned(), String::new()];
        let place = "/a~1b c".into();
        let uses = BTreeMap::from(uses);
        let ty = LockedType { place, also, order, members, uses, ..LockedType::default() };
        lock.names.types.insert("Script".into(), ty);
        let order = vec!["query:b c".to_owned(), "query:a".to_owned()];
        let uses = [("200".to_owned(), "Script".to_owned())].into();
        let call = LockedCall { order, uses, ..LockedCall::default() };
        lock.names.calls.insert("scripts.list".into(), call);
        lock.names.former_types.insert("Old".into(), "Script".into());
        lock.names.resources.insert("scripts".into(), ("Scripts".into(), None));
        assert_eq!(Lock::parse(&lock.to_text()), Ok(lock));
    }

    #[test]
    fn a_lock_of_version_1_lists_only_files() {
        let text = format!("# x\nversion 1\n{}  src/lib.rs\n", "0".repeat(64));
        let lock = Lock::parse(&text).expect("a lock");
        assert!(lock.lists("src/lib.rs") && lock.inputs.is_none() && lock.names.is_empty());
    }
}
