//! Spells every name: any text goes in, a Rust identifier comes out. Nothing else in the crate makes a `RustIdent`.
//!
//! | text                       | field or method     | type or variant            |
//! |----------------------------|---------------------|----------------------------|
//! | `createdOn`, `created-on`  | `created_on`        | `CreatedOn`                |
//! | `UUID`, `accountIDs`       | `uuid`, `account_ids` | `Uuid`, `AccountIds`     |
//! | `OAuth2`, `publicIPv4`     | `oauth2`, `public_ipv4` | `Oauth2`, `PublicIpv4` |
//! | `type`                     | `r#type`            | `Type`                     |
//! | `self`, `super`, `crate`   | `self_`, `super_` … | `Self_`, `Super` …         |
//! | `2fa`                      | `n2fa`              | `N2fa`                     |
//! | `1.10`                     | `n1_10`             | `N1_10`                    |
//! | `+1`, `-1`, `<=`           | `plus_1` …          | `Plus1`, `Minus1`, `LessOrEqual` |
//! | `中`                       | `u4e2d`             | `U4e2d`                    |
//! | nothing                    | `empty`             | `Empty`                    |
//!
//! A type that would be called like something that every file may import (`Option`, `Error`, `Client`) gets `Model` at its end.

mod number;
mod taken;
mod whole;
mod words;

pub(crate) use number::{plural, singular};
pub(crate) use words::words;

use crate::plan::RustIdent;
use heck::ToShoutySnakeCase;
use taken::{KEYWORDS, NEVER_RAW, TAKEN_TYPES};
use words::spelt_words;

/// The longest name, in characters, before words are left out of its middle.
pub(crate) const LONGEST: usize = 60;

/// The words of a name: marks are spelt where they are all there is, or where a leading one carries the meaning (`-created`).
fn name_words(text: &str) -> Vec<String> {
    let trimmed = text.trim();
    let plain = words(trimmed);
    if plain.is_empty() {
        let spelt = spelt_words(trimmed);
        return if spelt.is_empty() { vec!["empty".to_owned()] } else { spelt };
    }
    let leading = trimmed.chars().next().filter(|char| "+-<>!=".contains(*char));
    match leading {
        Some(_) => {
            let end = trimmed.find(|char: char| char.is_alphanumeric()).unwrap_or(0);
            let mut all = spelt_words(&trimmed[..end]);
            all.extend(plain);
            all
        }
        None => plain,
    }
}

/// The words of a name of at most [`LONGEST`] letters and digits.
pub(crate) fn shorten(words: Vec<String>) -> Vec<String> {
    shortened(words, <[String]>::concat)
}

/// Brings a name down to [`LONGEST`] characters, as `spelt` writes it, by leaving out words: first those that were said before
/// (the company that a product is called after), then some of its middle, since both ends say most.
fn shortened(mut words: Vec<String>, spelt: fn(&[String]) -> String) -> Vec<String> {
    // Far more words than any name has: schemas within each other by the thousand.
    if words.len() > LONGEST {
        words.drain(LONGEST / 2..words.len() - LONGEST / 2);
    }
    let long = |words: &[String]| spelt(words).chars().count() > LONGEST && words.len() > 2;
    let mut index = words.len();
    while index > 1 && long(&words) {
        index -= 1;
        let telling = words[index].len() > 2 && index + 1 < words.len();
        if telling && words[..index].contains(&words[index]) {
            words.remove(index);
        }
    }
    while long(&words) {
        let middle = words.len() / 3;
        words.remove(middle.max(1));
    }
    for word in &mut words {
        word.truncate(LONGEST);
    }
    words
}

/// Words joined by `_`; may be empty.
pub(crate) fn snake(text: &str) -> String {
    words(text).join("_")
}

/// UpperCamelCase; may be empty.
pub(crate) fn camel(text: &str) -> String {
    camel_words(&words(text))
}

/// Words run together, each with a capital. Digits that would meet are kept apart by `_`, so `1.10` is not `110`.
pub(crate) fn camel_words(words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        let met = name.ends_with(|char: char| char.is_ascii_digit())
            && word.starts_with(|char: char| char.is_ascii_digit());
        if met {
            name.push('_');
        }
        let mut chars = word.chars();
        name.extend(chars.next().map(|char| char.to_ascii_uppercase()));
        name.push_str(chars.as_str());
    }
    name
}

fn snake_name(words: Vec<String>) -> String {
    let name = shorten(words).join("_");
    if name.starts_with(|char: char| char.is_ascii_digit()) { format!("n{name}") } else { name }
}

fn camel_name(mut words: Vec<String>) -> String {
    // Before the name is shortened: the letter counts, too.
    if let Some(first) =
        words.first_mut().filter(|word| word.starts_with(|char: char| char.is_ascii_digit()))
    {
        first.insert(0, 'n');
    }
    camel_words(&shortened(words, camel_words))
}

fn keep_off_keywords(name: String) -> RustIdent {
    if NEVER_RAW.contains(&name.as_str()) {
        RustIdent(format!("{name}_"))
    } else if KEYWORDS.contains(&name.as_str()) {
        RustIdent(format!("r#{name}"))
    } else {
        RustIdent(name)
    }
}

/// Whether clippy takes a binding of this name for one that somebody forgot to think about.
pub(crate) fn is_placeholder(name: &str) -> bool {
    matches!(name, "foo" | "baz" | "quux")
}

/// A field's name.
pub(crate) fn field(wire: &str) -> RustIdent {
    keep_off_keywords(snake_name(name_words(wire)))
}

/// A field's name with every mark spelt, for a second member that would otherwise be called the same (`$ref` beside `ref`).
pub(crate) fn spelt_field(wire: &str) -> RustIdent {
    keep_off_keywords(snake_name(or_empty(spelt_words(wire))))
}

/// The name of a method, a setter, an accessor or an argument.
pub(crate) fn method(text: &str) -> RustIdent {
    field(text)
}

/// A module's name, which is also its file's: never raw.
pub(crate) fn module(text: &str) -> RustIdent {
    let name = snake_name(name_words(text));
    let kept = KEYWORDS.contains(&name.as_str())
        || NEVER_RAW.contains(&name.as_str())
        || name == "lib"
        || name == "main";
    RustIdent(if kept { format!("{name}_") } else { name })
}

/// A type's name, kept off those that files import.
pub(crate) fn ty(text: &str) -> RustIdent {
    ty_words(name_words(text))
}

/// A type's name of these words.
pub(crate) fn ty_words(words: Vec<String>) -> RustIdent {
    let name = camel_name(or_empty(words));
    RustIdent(if is_reserved_type(&name) { format!("{name}Model") } else { name })
}

/// Whether a type of a description may not be called so.
pub(crate) fn is_reserved_type(name: &str) -> bool {
    TAKEN_TYPES.binary_search(&name).is_ok()
}

/// A variant's name.
pub(crate) fn variant(text: &str) -> RustIdent {
    keep_off_keywords(camel_name(name_words(text)))
}

/// A variant's name with every mark spelt, for a second constant that would otherwise be called the same.
pub(crate) fn spelt_variant(text: &str) -> RustIdent {
    keep_off_keywords(camel_name(or_empty(spelt_words(text))))
}

/// A constant's name.
pub(crate) fn constant(text: &str) -> RustIdent {
    RustIdent(snake_name(name_words(text)).to_shouty_snake_case())
}

/// A name that a maintainer wrote, when it is an identifier.
pub(crate) fn given(name: &str) -> Option<RustIdent> {
    let mut chars = name.chars();
    let first = chars.next()?;
    let well = (first.is_ascii_alphabetic() || first == '_' && name.len() > 1)
        && chars.all(|char| char.is_ascii_alphanumeric() || char == '_');
    well.then(|| keep_off_keywords(name.to_owned()))
}

/// `name` with `suffix` at its end.
pub(crate) fn suffixed(name: &RustIdent, suffix: &str) -> RustIdent {
    let mut bare = name.0.strip_prefix("r#").unwrap_or(&name.0);
    // `self_` has a mark at its end already.
    if suffix.starts_with(|char: char| char == '_' || char.is_ascii_uppercase()) && bare != "_" {
        bare = bare.strip_suffix('_').unwrap_or(bare);
    }
    keep_off_keywords(format!("{bare}{suffix}"))
}

fn or_empty(words: Vec<String>) -> Vec<String> {
    if words.is_empty() { vec!["empty".to_owned()] } else { words }
}

#[cfg(test)]
mod tests;
