//! Lists of constants as enums: what each constant is called, and the last arm, which keeps what is not listed.

use super::docs::{self, code};
use super::scope::Scope;
use super::{Docs, Enum, RustIdent, ident};
use crate::ir;
use std::collections::BTreeSet;

/// The enum of a list of constants.
pub(super) fn enm(enm: &ir::Enum, name: RustIdent, docs: Docs) -> Enum {
    let mut scope = Scope::new();
    let mut seen = BTreeSet::new();
    let mut variants = Vec::new();
    for value in enm.values.iter().filter(|value| seen.insert(value.json.as_str())) {
        let text = text(&value.json);
        let said = value.description.as_deref().map(docs::line).filter(|line| !line.is_empty());
        let docs = Docs::from_line(
            said.unwrap_or_else(|| format!("{}.", code(&value.json).replace('"', ""))),
        );
        let ident = scope.take(candidates(value.name.as_deref(), &text));
        variants.push((docs, ident, if enm.texts { text } else { value.json.clone() }));
    }
    let unknown = last_arm(&mut scope);
    Enum { docs, ident: name, texts: enm.texts, variants, unknown }
}

/// The arm for what is not listed, kept off the listed ones.
pub(super) fn last_arm(scope: &mut Scope) -> RustIdent {
    scope.take(["Unknown", "Unrecognized", "Unlisted"].map(ident::variant))
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
