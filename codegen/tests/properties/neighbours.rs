//! With a lock in place, what comes, goes or moves renames nothing else, and touches no file of another resource: over
//! made-up descriptions, and over real ones where there are any (`CORPUS_DIR`, or `target/corpus` in the workspace).

use crate::edits::{Edit, Edited, edited, text};
use crate::noise::{self, Noise};
use crate::{document, runs};
use codegen::lock::{Lock, NamesInUse};
use codegen::settings::{Limits, Settings};
use codegen::{Input, Output, generate, load};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn run(text: String, lock: &Lock) -> Output {
    run_with(text, lock, Settings::default())
}

fn run_with(text: String, lock: &Lock, settings: Settings) -> Output {
    let limits = Limits { types: 20_000, merged_types: 2_000, ..Limits::default() };
    let settings = Settings { limits, ..settings };
    let root = load::Source { path: "openapi.json".to_owned(), text };
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    generate(&Input { sources, settings: &settings, lock, standalone: true })
}

/// Edits a description in each way, and holds what comes of it against what was there.
fn hold(name: &str, description: &Value, edits: &[Edit], seed: u64) -> usize {
    let before = run(text(description, false), &Lock::default());
    if before.files.is_empty() {
        return 0;
    }
    let mut noise = Noise::new(seed);
    let names: Vec<&String> = before.lock.names.types.keys().collect();
    let mut held = 0;
    for &edit in edits {
        let Some(edited) = edited(description, edit, &names, &mut noise) else { continue };
        let what = format!("{name}, seed {seed}, {}", edited.what);
        let after = run(text(&edited.description, edit == Edit::OtherOrder), &before.lock);
        assert!(!after.files.is_empty(), "{what}: {}", after.report.render(false));
        assert_nothing_renamed(&before.lock.names, &after.lock.names, &what);
        assert_nothing_touched(&before, &after, (edit, &edited), &what);
        if let Some((from, to)) = &edited.moved {
            assert_moved(&before.lock.names, &after.lock.names, from, to, &what);
        }
        held += 1;
    }
    held
}

/// What stands in the same place is called the same; several types of one schema share a place.
fn assert_nothing_renamed(old: &NamesInUse, new: &NamesInUse, what: &str) {
    let (before, after) = (by_place(old), by_place(new));
    for (place, names) in &before {
        let Some(now) = after.get(place) else { continue };
        let same = names.intersection(now).count();
        assert_eq!(same, names.len().min(now.len()), "{what}: {place}: {names:?} became {now:?}");
    }
    for (name, ty) in &old.types {
        let Some(now) = new.types.get(name).filter(|now| now.place == ty.place) else { continue };
        for (wire, rust) in &ty.members {
            let is = now.members.get(wire).unwrap_or(rust);
            assert_eq!(is, rust, "{what}: {wire} of {name}");
        }
    }
    for (name, call) in &old.calls {
        let same = |it: &&codegen::lock::LockedCall| {
            (&it.method, &it.path, &it.id) == (&call.method, &call.path, &call.id)
        };
        let mut now = new.calls.values().filter(same);
        let Some(first) = now.next() else { continue };
        // Paths that differ after a `#` are one path to a server.
        let now = new.calls.get(name).filter(same);
        assert!(now.is_some(), "{what}: {name} is renamed: {first:?}");
        let now = now.unwrap_or(first);
        assert_eq!((&now.request, &now.reply), (&call.request, &call.reply), "{what}: {name}");
        for (wire, rust) in &call.inputs {
            assert_eq!(now.inputs.get(wire).unwrap_or(rust), rust, "{what}: {wire} of {name}");
        }
    }
    for (path, handle) in &old.resources {
        assert_eq!(new.resources.get(path).unwrap_or(handle), handle, "{what}: {path}");
    }
}

fn by_place(names: &NamesInUse) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, ty) in &names.types {
        all.entry(&ty.place).or_default().insert(name);
    }
    all
}

/// Only files of the resource of an operation that came or went differ, and those that list what there is.
fn assert_nothing_touched(
    before: &Output,
    after: &Output,
    (edit, edited): (Edit, &Edited),
    what: &str,
) {
    // Fields stand in the order of the description.
    if edit == Edit::OtherOrder {
        return assert_same_words(before, after, what);
    }
    let calls = |output: &Output| output.lock.names.calls.keys().cloned().collect::<BTreeSet<_>>();
    let (was, is) = (calls(before), calls(after));
    let came_or_went = was.symmetric_difference(&is);
    let resources: BTreeSet<&str> =
        came_or_went.filter_map(|name| name.split('.').next()).collect();
    assert!(resources.len() <= 1, "{what}: {resources:?} came or went");
    let files = |output: &Output| -> BTreeMap<String, String> {
        let kept = output.files.iter().filter(|file| {
            let below = |folder: &str| file.path.starts_with(folder);
            (below("src/resources/") || below("src/types/")) && !file.path.ends_with("/mod.rs")
        });
        // Where a schema stands and what the description calls it is told, and may change.
        let told = ["In the description: `#", "/// Names of members are "];
        let text = |text: &str| {
            let lines = text.lines().filter(|line| !told.iter().any(|told| line.contains(told)));
            lines.collect::<Vec<_>>().join("\n")
        };
        kept.map(|file| (file.path.clone(), text(&file.text))).collect()
    };
    let (old, new) = (files(before), files(after));
    // A property is seen in every resource with a call that leads to it.
    let is_property = edited.place.is_some();
    let seen = edited.place.iter();
    let seen =
        seen.flat_map(|place| seen_in(&edited.description, place, [before, after])).collect();
    let own: BTreeSet<&str> = [(before, &old), (after, &new)]
        .into_iter()
        .flat_map(|(output, files)| {
            resources.union(&seen).map(move |resource| (output, files, *resource))
        })
        .filter_map(|(output, files, resource)| {
            let (handle, _) = output.lock.names.resources.get(resource)?;
            let holds = |text: &str| text.contains(&format!("pub struct {handle} {{"));
            let (path, _) = files
                .iter()
                .find(|(path, text)| path.starts_with("src/resources/") && holds(text))?;
            Some(stem(path))
        })
        .collect();
    for (path, was) in &old {
        let Some(is) = new.get(path) else { continue };
        // Types that one resource no longer shares with another one move between files; none of them changes.
        let moved = path.starts_with("src/types/") && items(was) != items(is);
        // What several resources share may hold what has the property.
        let shared = is_property && is_shared(path, before);
        if was != is && !own.contains(stem(path)) && !moved && !shared {
            let line = was.lines().zip(is.lines()).find(|(one, other)| one != other);
            panic!("{what}: {path} differs: {line:?}");
        }
    }
}

/// The resources with a call whose description leads to a place.
fn seen_in<'o>(description: &Value, place: &str, outputs: [&'o Output; 2]) -> BTreeSet<&'o str> {
    let root = |place: &str| place.splitn(5, '/').take(4).collect::<Vec<_>>().join("/");
    let mut roots: BTreeSet<String> = [root(place)].into();
    let components = description.get("components").and_then(Value::as_object);
    let texts: Vec<(String, String)> = components
        .into_iter()
        .flatten()
        .flat_map(|(kind, all)| all.as_object().into_iter().flatten().map(move |it| (kind, it)))
        .map(|(kind, (name, component))| {
            let name = name.replace('~', "~0").replace('/', "~1");
            (format!("/components/{kind}/{name}"), component.to_string())
        })
        .collect();
    let leads = |text: &str, roots: &BTreeSet<String>| {
        let ends = ["\"", "/"];
        let names = |root: &String| ends.iter().any(|end| text.contains(&format!("#{root}{end}")));
        // By an `$id` or a dynamic anchor a reference may lead anywhere.
        let opening = "\"$ref\":\"";
        let mut references = text.match_indices(opening).map(|(at, _)| &text[at + opening.len()..]);
        roots.iter().any(names)
            || text.contains("\"$dynamicRef\"")
            || references.any(|target| !target.starts_with('#'))
    };
    loop {
        let more = texts.iter().filter(|(at, text)| !roots.contains(at) && leads(text, &roots));
        let more: Vec<String> = more.map(|(at, _)| at.clone()).collect();
        if more.is_empty() {
            break;
        }
        roots.extend(more);
    }
    let mut found = BTreeSet::new();
    for (name, call) in outputs.iter().flat_map(|output| &output.lock.names.calls) {
        let path = format!("/paths/{}", call.path.replace('~', "~0").replace('/', "~1"));
        // Of an operation that is reached in another way nothing is said.
        let text = description.pointer(&path).map(Value::to_string);
        if text.is_none_or(|text| place.starts_with(&path) || leads(&text, &roots)) {
            found.extend(name.rsplit_once('.').map(|(resource, _)| resource));
        }
    }
    found
}

/// Whether a file of types belongs to no resource alone.
fn is_shared(path: &str, output: &Output) -> bool {
    let resource = format!("src/resources/{}", path.trim_start_matches("src/types/"));
    path.starts_with("src/types/") && !output.files.iter().any(|file| file.path == resource)
}

/// In another order each file has the same words.
fn assert_same_words(before: &Output, after: &Output, what: &str) {
    let words = |output: &Output| -> BTreeMap<String, Vec<String>> {
        let below = |file: &&codegen::write::OutputFile| file.path.starts_with("src/types/");
        let split = |text: &str| {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let code: Vec<&str> = code.collect();
            let mut words: Vec<String> = code
                .join("\n")
                .split(|char: char| !char.is_alphanumeric() && char != '_')
                .map(str::to_owned)
                .collect();
            words.retain(|word| !word.is_empty());
            words.sort();
            words
        };
        let files = output.files.iter().filter(below);
        files.map(|file| (file.path.clone(), split(&file.text))).collect()
    };
    let (old, new) = (words(before), words(after));
    assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>(), "{what}");
    for (path, was) in &old {
        assert!(new.get(path) == Some(was), "{what}: {path} has other words");
    }
}

fn stem(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// The names of a file's items.
fn items(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().filter(|line| line.starts_with("pub "));
    lines.filter_map(|line| line.split(['(', '{', ';', '=']).next()).collect()
}

/// What stood at `from` and stands at `to` is called the same, and so is what it is made of.
fn assert_moved(old: &NamesInUse, new: &NamesInUse, from: &str, to: &str, what: &str) {
    let below = |names: &NamesInUse, root: &str| -> BTreeSet<String> {
        let inside = names.types.iter().filter(|(_, ty)| {
            ty.place.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        inside.map(|(name, _)| name.clone()).collect()
    };
    let (was, is) = (below(old, from), below(new, to));
    let renamed: Vec<&String> = was.iter().filter(|name| !is.contains(*name)).collect();
    // Equal schemas are one type, which stands where the first of them does.
    let gone =
        |name: &&&String| !new.types.contains_key(**name) && !new.former_types.contains_key(**name);
    let gone: Vec<_> = renamed.iter().filter(gone).collect();
    assert!(gone.is_empty(), "{what}: {gone:?} became {is:?}");
}

#[test]
fn made_up_descriptions_keep_their_names_when_neighbours_come_and_go() {
    let mut held = 0;
    for seed in 0..runs(150) {
        let made_up = document::document(&noise::bytes(seed, 3000));
        let Ok(description) = serde_json::from_str::<Value>(&made_up) else { continue };
        held += hold("made up", &description, Edit::ALL, seed);
    }
    assert!(held as u64 >= runs(15), "only {held} edits could be made");
}

#[test]
fn a_type_renamed_on_purpose_leaves_its_name_as_an_alias() {
    let mut held = 0;
    for seed in 0..runs(150) {
        let made_up = document::document(&noise::bytes(seed, 3000));
        let before = run(made_up.clone(), &Lock::default());
        let types: Vec<_> = before.lock.names.types.iter().collect();
        let mut noise = Noise::new(seed);
        let Some((name, ty)) = types.get(noise.below(types.len())) else { continue };
        // Several types may stand in one place, of which the settings name the first; one that is only documented is no item.
        let alone = types.iter().filter(|(_, it)| it.place == ty.place).count() == 1;
        let is_item = before.files.iter().any(|file| {
            let is = |kind: &str| file.text.contains(&format!("\npub {kind} {name}"));
            file.path.starts_with("src/types/") && (is("struct") || is("enum"))
        });
        if !alone || !is_item {
            continue;
        }
        let mut settings = Settings::default();
        settings.names.insert(ty.place.clone(), "ZzRenamed".to_owned());
        let after = run_with(made_up, &before.lock, settings);
        assert_eq!(
            after.lock.names.former_types.get(*name).map(String::as_str),
            Some("ZzRenamed"),
            "seed {seed}: {name} at {}",
            ty.place
        );
        assert_nothing_renamed_but(&before.lock.names, &after.lock.names, name, seed);
        held += 1;
    }
    assert!(held >= runs(30), "only {held} types could be renamed");
}

fn assert_nothing_renamed_but(old: &NamesInUse, new: &NamesInUse, renamed: &str, seed: u64) {
    for name in old.types.keys().filter(|name| *name != renamed) {
        assert!(new.types.contains_key(name), "seed {seed}: {name} is gone");
    }
}

#[test]
fn the_descriptions_of_tests_keep_their_names_when_neighbours_come_and_go() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/accepted");
    let mut held = 0;
    let entries = std::fs::read_dir(fixtures).expect("the fixtures");
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    for (index, folder) in folders.iter().enumerate() {
        let Ok(text) = std::fs::read_to_string(folder.join("openapi.yaml")) else { continue };
        let name = folder.display().to_string();
        let Ok(tree) = codegen::text::read(&text, &name, 0) else { continue };
        let Ok(description) = serde_json::from_str::<Value>(&tree.to_json()) else { continue };
        // Edits find references by their fragments, and would leave those with an address of their own dangling.
        if description.get("$self").is_some() {
            continue;
        }
        held += hold(&name, &description, Edit::ALL, index as u64);
    }
    assert!(held > 200, "only {held} edits could be made");
}

/// Real descriptions, the smallest first.
fn corpus() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/corpus");
    let dir = std::env::var_os("CORPUS_DIR").map_or(beside, PathBuf::from);
    let Ok(entries) = std::fs::read_dir(&dir) else {
        println!("neighbours: no real descriptions at {}: skipped", dir.display());
        return Vec::new();
    };
    let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |it| it.len());
    let mut all: Vec<PathBuf> =
        entries.flatten().map(|it| it.path()).filter(|path| path.is_file()).collect();
    let most = 450_000 * runs(1);
    all.retain(|path| size(path) < most);
    all.sort_by_key(|path| (size(path), path.clone()));
    all
}

#[test]
fn real_descriptions_keep_their_names_when_neighbours_come_and_go() {
    for (index, path) in corpus().iter().enumerate() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(written) = std::fs::read_to_string(path) else { continue };
        let Ok(tree) = codegen::text::read(&written, &name, 0) else { continue };
        let Ok(description) = serde_json::from_str::<Value>(&tree.to_json()) else { continue };
        let is_large = written.len() > 100_000;
        // Of large ones some edits in each run, so that all are tried over several.
        let edits: Vec<Edit> = match is_large && runs(1) == 1 {
            true => (0..3).map(|at| Edit::ALL[(index * 3 + at) % Edit::ALL.len()]).collect(),
            false => Edit::ALL.to_vec(),
        };
        hold(&name, &description, &edits, index as u64);
    }
}
