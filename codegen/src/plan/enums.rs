//! Lists of constants as enums: what each constant is called, and the last arm, which keeps what is not listed.

use super::docs::{self, code};
use super::kept::members::Members;
use super::scope::Scope;
use super::{Docs, Enum, RustIdent, ident};
use crate::ir;
use crate::lock::SPECIAL_OTHER;
use std::collections::{BTreeMap, BTreeSet};

/// The enum of a list of constants. `before` has the names that its constants had, by their text.
pub(super) fn enm(
    enm: &ir::Enum,
    before: Option<&BTreeMap<String, String>>,
    name: RustIdent,
    docs: Docs,
) -> Enum {
    let key = |json: &str| if enm.texts { text(json) } else { json.to_owned() };
    let keys: Vec<String> = enm.values.iter().map(|value| key(&value.json)).collect();
    let all = keys.iter().map(String::as_str).chain([SPECIAL_OTHER]);
    let mut members = Members::new(Scope::new(), before, all);
    let mut seen = BTreeSet::new();
    let mut variants = Vec::new();
    for value in enm.values.iter().filter(|value| seen.insert(value.json.as_str())) {
        let text = text(&value.json);
        let said = value.description.as_deref().map(docs::line).filter(|line| !line.is_empty());
        let docs = Docs::from_line(
            said.unwrap_or_else(|| format!("{}.", code(&value.json).replace('"', ""))),
        );
        let key = key(&value.json);
        let ident = members.take(&key, candidates(value.name.as_deref(), &text));
        variants.push((docs, ident, key));
    }
    let unknown = members.take(SPECIAL_OTHER, last_arms());
    Enum { docs, ident: name, texts: enm.texts, variants, unknown }
}

/// What the arm for what is not listed may be called.
pub(super) fn last_arms() -> [RustIdent; 3] {
    ["Unknown", "Unrecognized", "Unlisted"].map(ident::variant)
}

/// The text of a constant: a string's own, otherwise its JSON.
pub(super) fn text(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}

/// Names of a variant: as given, as written, then with what sets it apart from one that reads the same (its case, its marks).
fn candidates(given: Option<&str>, text: &str) -> Vec<RustIdent> {
    let given = given.filter(|name| !ident::words(name).is_empty()).map(ident::variant);
    let plain = ident::variant(text);
    let letters: Vec<char> = text.chars().filter(|char| char.is_alphabetic()).collect();
    let case = if letters.iter().all(|char| char.is_uppercase()) {
        "UpperCase"
    } else if letters.iter().all(|char| char.is_lowercase()) {
        "LowerCase"
    } else {
        "MixedCase"
    };
    let cased = (!letters.is_empty()).then(|| ident::suffixed(&plain, case));
    let spelt = ident::spelt_variant(text);
    given.into_iter().chain([plain, spelt]).chain(cased).collect()
}
