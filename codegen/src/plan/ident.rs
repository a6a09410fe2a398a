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

mod whole;

use crate::plan::RustIdent;

/// The longest name, in characters, before words are left out of its middle.
pub(crate) const LONGEST: usize = 60;

/// Words that Rust keeps for itself in the 2024 edition; they can be written raw.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that cannot even be written raw.
const NEVER_RAW: &[&str] = &["self", "super", "crate", "Self", "_"];

/// Names that generated files import or that the prelude brings, which no type of a description may take.
const TAKEN_TYPES: &[&str] = &[
    "Api",
    "AsRef",
    "BTreeMap",
    "Body",
    "Box",
    "Builder",
    "Bytes",
    "Call",
    "Client",
    "Clone",
    "Copy",
    "Date",
    "DateTime",
    "Debug",
    "Decode",
    "Default",
    "Display",
    "Drop",
    "Duration",
    "Encode",
    "Envelope",
    "Eq",
    "Err",
    "Error",
    "Events",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Integer",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Lines",
    "Members",
    "Method",
    "Misfit",
    "Multipart",
    "None",
    "Number",
    "Ok",
    "Operation",
    "Option",
    "Ord",
    "Part",
    "PartialEq",
    "PartialOrd",
    "Response",
    "Result",
    "Scheme",
    "Secret",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Style",
    "Sync",
    "Text",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Value",
    "Vec",
];

/// Lower-case words of letters and digits, in order. A capital begins a word, and so does what follows a run of capitals;
/// marks part words and fall away; a letter of another script becomes its code point.
pub(crate) fn words(text: &str) -> Vec<String> {
    split(text, false)
}

/// As [`words`], with marks such as `+` spelt.
fn spelt_words(text: &str) -> Vec<String> {
    split(text, true)
}

fn split(text: &str, spell: bool) -> Vec<String> {
    let chars: Vec<char> = fold(text).chars().take(2_000).collect();
    let mut words = Vec::new();
    let mut word = String::new();
    let mut index = 0;
    while let Some(&char) = chars.get(index) {
        let next = chars.get(index + 1).copied();
        if char.is_ascii_alphanumeric() {
            if begins_word(&word, &chars, index) {
                finish(&mut words, &mut word);
            }
            if let Some(length) = whole::at(&chars, index).filter(|_| word.is_empty()) {
                words.push(chars[index..index + length].iter().collect::<String>().to_lowercase());
                index += length;
                continue;
            }
            word.push(char);
        } else if char == '\'' || char == '\u{2019}' {
            // An apostrophe stands inside a word.
        } else if char.is_alphanumeric() {
            // Each run of such letters is one word of code points, which at least stays the same from run to run.
            if !word.is_empty()
                && !chars.get(index.wrapping_sub(1)).is_some_and(|it| is_foreign(*it))
            {
                finish(&mut words, &mut word);
            }
            word.push_str(&format!("u{:x}", u32::from(char)));
            if !next.is_some_and(is_foreign) {
                finish(&mut words, &mut word);
            }
        } else {
            finish(&mut words, &mut word);
            if spell {
                let (name, width) = spell_mark(char, next);
                words.extend(name.split_whitespace().map(str::to_owned));
                index += width - 1;
            }
        }
        index += 1;
    }
    finish(&mut words, &mut word);
    words
}

fn is_foreign(char: char) -> bool {
    !char.is_ascii() && char.is_alphanumeric()
}

fn finish(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word).to_ascii_lowercase());
    }
}

/// Whether the capital at `index` begins a word of its own.
fn begins_word(word: &str, chars: &[char], index: usize) -> bool {
    let char = chars[index];
    let Some(before) = word.chars().last() else { return false };
    if !char.is_ascii_uppercase() {
        return false;
    }
    if before.is_ascii_lowercase() || before.is_ascii_digit() {
        return true;
    }
    // `HTTPServer` parts before `Server`, but `URLs` and `IDs` are plurals and stay whole.
    let plural = chars.get(index + 1) == Some(&'s')
        && !chars.get(index + 2).is_some_and(char::is_ascii_lowercase);
    chars.get(index + 1).is_some_and(char::is_ascii_lowercase) && !plural
}

/// Latin letters with marks, without them.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            'à'..='ã' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => folded.push('A'),
            'ä' | 'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'Ç' | 'Ć' | 'Č' => folded.push('C'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => folded.push('e'),
            'È'..='Ë' | 'Ē' | 'Ę' | 'Ě' => folded.push('E'),
            'ì'..='ï' | 'ī' => folded.push('i'),
            'Ì'..='Ï' | 'Ī' => folded.push('I'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'Ñ' | 'Ń' | 'Ň' => folded.push('N'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => folded.push('O'),
            'ß' => folded.push_str("ss"),
            'ś' | 'š' => folded.push('s'),
            'Ś' | 'Š' => folded.push('S'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => folded.push('U'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'Ź' | 'Ż' | 'Ž' => folded.push('Z'),
            other => folded.push(other),
        }
    }
    folded
}

/// The words for a mark (with the mark after it, where the two are one sign) and how many characters that takes.
fn spell_mark(char: char, next: Option<char>) -> (&'static str, usize) {
    match (char, next) {
        ('<', Some('=')) => ("less or equal", 2),
        ('>', Some('=')) => ("greater or equal", 2),
        ('!', Some('=')) => ("not equal", 2),
        ('=', Some('=')) => ("equal", 2),
        ('=', Some('~')) => ("matches", 2),
        ('!', Some('~')) => ("not matches", 2),
        ('&', Some('&')) => ("and", 2),
        ('|', Some('|')) => ("or", 2),
        ('+', _) => ("plus", 1),
        ('-', _) | ('\u{2212}', _) => ("minus", 1),
        ('*', _) => ("star", 1),
        ('/', _) => ("slash", 1),
        ('\\', _) => ("backslash", 1),
        ('%', _) => ("percent", 1),
        ('=', _) => ("equal", 1),
        ('<', _) => ("less", 1),
        ('>', _) => ("greater", 1),
        ('!', _) => ("not", 1),
        ('&', _) => ("and", 1),
        ('|', _) => ("or", 1),
        ('^', _) => ("caret", 1),
        ('~', _) => ("tilde", 1),
        ('@', _) => ("at", 1),
        ('#', _) => ("hash", 1),
        ('$', _) => ("dollar", 1),
        ('?', _) => ("question", 1),
        (':', _) => ("colon", 1),
        (';', _) => ("semicolon", 1),
        (',', _) => ("comma", 1),
        ('.', _) => ("dot", 1),
        ('_', _) => ("underscore", 1),
        ('(', _) | ('[', _) | ('{', _) => ("open", 1),
        (')', _) | (']', _) | ('}', _) => ("close", 1),
        ('"', _) | ('`', _) => ("quote", 1),
        _ => ("", 1),
    }
}

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

/// Cuts a name down to [`LONGEST`] characters by leaving out words in its middle: both ends say most.
pub(crate) fn shorten(mut words: Vec<String>) -> Vec<String> {
    let length = |words: &[String]| words.iter().map(String::len).sum::<usize>();
    while length(&words) > LONGEST && words.len() > 3 {
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

fn camel_name(words: Vec<String>) -> String {
    let name = camel_words(&shorten(words));
    if name.starts_with(|char: char| char.is_ascii_digit()) { format!("N{name}") } else { name }
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
    let name = snake_name(name_words(text)).to_ascii_uppercase();
    RustIdent(name)
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
    let bare = name.0.strip_prefix("r#").unwrap_or(&name.0);
    keep_off_keywords(format!("{bare}{suffix}"))
}

fn or_empty(words: Vec<String>) -> Vec<String> {
    if words.is_empty() { vec!["empty".to_owned()] } else { words }
}

/// Words that end in `s` and yet mean one thing.
const SINGULAR_IN_S: &[&str] = &[
    "access",
    "address",
    "alias",
    "analysis",
    "analytics",
    "axis",
    "basis",
    "bias",
    "bonus",
    "bus",
    "business",
    "bypass",
    "campus",
    "canvas",
    "census",
    "class",
    "cors",
    "cross",
    "css",
    "dns",
    "dress",
    "always",
    "express",
    "gas",
    "gps",
    "has",
    "https",
    "ios",
    "is",
    "kms",
    "kubernetes",
    "lens",
    "less",
    "loss",
    "mass",
    "mysql",
    "news",
    "nexus",
    "os",
    "pass",
    "plus",
    "previous",
    "process",
    "progress",
    "redis",
    "sms",
    "saas",
    "series",
    "sqs",
    "sns",
    "ssl",
    "status",
    "stress",
    "success",
    "summons",
    "tls",
    "this",
    "as",
    "us",
    "virus",
    "was",
    "witness",
    "yes",
    "aws",
];

/// Plurals that follow no rule.
const IRREGULAR: &[(&str, &str)] = &[
    ("children", "child"),
    ("people", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("indices", "index"),
    ("vertices", "vertex"),
    ("matrices", "matrix"),
    ("statuses", "status"),
    ("aliases", "alias"),
    ("buses", "bus"),
    ("criteria", "criterion"),
    ("movies", "movie"),
    ("cookies", "cookie"),
    ("ties", "tie"),
    ("pies", "pie"),
    ("databases", "database"),
    ("caches", "cache"),
    ("axes", "axis"),
    ("analyses", "analysis"),
    ("lives", "life"),
    ("data", "datum"),
    ("media", "medium"),
];

/// Whether a word looks like a plural.
pub(crate) fn plural(word: &str) -> bool {
    singular(word) != word
}

/// One of what a word means: `scripts` gives `script`, `policies` gives `policy`; a word that is no plural comes back as it is.
pub(crate) fn singular(word: &str) -> String {
    if word == "data" || word == "media" || SINGULAR_IN_S.contains(&word) {
        return word.to_owned();
    }
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] {
        if word.len() > ending.len() && word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    let ends_in_one_s = word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is");
    match word.strip_suffix('s') {
        Some(stem) if ends_in_one_s && stem.len() > 1 => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests;
