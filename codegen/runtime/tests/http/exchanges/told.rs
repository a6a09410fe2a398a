//! What a client tells during one exchange, and the search for credentials in it.

use super::super::secrets::texts;
use super::{SECRETS, kind};
use crate::runtime::Error;
use std::collections::HashSet;
use std::sync::{LazyLock, Mutex};

/// A credential shows when so many of its characters stand together, in whatever spelling.
const PART: usize = 8;

/// Texts that were told, with who told them.
#[derive(Debug, Default)]
pub(super) struct Told(Mutex<(u64, Vec<(&'static str, String)>)>);

impl Told {
    pub(super) fn begin(&self, seed: u64) {
        *self.0.lock().expect("no panic") = (seed, Vec::new());
    }

    pub(super) fn add(&self, who: &'static str, text: String) {
        self.0.lock().expect("no panic").1.push((who, text));
    }

    /// Adds all that an error gives, and gives what kind it is of.
    pub(super) fn error(&self, error: &Error) -> &'static str {
        let line = error.to_string();
        assert!(!line.contains(char::is_control), "more than a line: {line:?}");
        self.add("the error", texts(error));
        kind(error)
    }

    pub(super) fn check(&self) {
        let (seed, texts) = &*self.0.lock().expect("no panic");
        for (who, text) in texts {
            if let Some(part) = found(text) {
                let at = text.find(&part).map_or(0, |at| text[..at].chars().count());
                let shown: String = text.chars().skip(at.saturating_sub(200)).take(400).collect();
                panic!("seed {seed}: {who} shows {part}: {shown}");
            }
        }
    }
}

/// Every part of every credential, and of what base64 makes of it wherever it begins.
static PARTS: LazyLock<HashSet<Vec<u8>>> = LazyLock::new(|| {
    let mut parts = HashSet::new();
    let mut add = |text: &[u8]| parts.extend(text.windows(PART).map(<[u8]>::to_vec));
    for secret in SECRETS {
        add(secret.as_bytes());
        for before in ["", "-", "--"] {
            let encoded = base64(format!("{before}{secret}--").as_bytes());
            // What stands before and behind shares a digit with it.
            let own = &encoded[before.len() * 4 / 3 + 1..encoded.len() - 4];
            add(own.as_bytes());
            add(own.replace('+', "-").replace('/', "_").as_bytes());
        }
    }
    parts
});

/// A part of a credential that `text` holds, however it is spelt.
pub(super) fn found(text: &str) -> Option<String> {
    let mut plain = text.to_owned();
    // Spellings within spellings: each round takes one away.
    for _ in 0..4 {
        let hit = plain.as_bytes().windows(PART).find(|part| PARTS.contains(*part));
        if let Some(part) = hit {
            return Some(String::from_utf8_lossy(part).into_owned());
        }
        let next = unspelt(&plain);
        if next == plain {
            return None;
        }
        plain = next;
    }
    None
}

/// The text with its percent, JSON and HTML escapes taken away, as far as they stand for ASCII.
fn unspelt(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (char, length) = escape(rest).unwrap_or((first, first.len_utf8()));
        out.push(char);
        rest = &rest[length..];
    }
    out
}

fn escape(text: &str) -> Option<(char, usize)> {
    let code = |digits: Option<&str>, length| {
        let code = u32::from_str_radix(digits?, 16).ok()?;
        Some((char::from_u32(code)?, length))
    };
    if let Some(rest) = text.strip_prefix('%') {
        return code(rest.get(..2), 3);
    }
    if let Some(rest) = text.strip_prefix("\\u") {
        return code(rest.get(..4), 6);
    }
    if let Some(rest) = text.strip_prefix('\\') {
        return rest.chars().next().filter(char::is_ascii_punctuation).map(|char| (char, 2));
    }
    let (name, _) = text.strip_prefix("&#")?.split_once(';')?;
    let length = name.len() + 3;
    match name.strip_prefix('x') {
        Some(digits) => code(Some(digits), length),
        None => Some((char::from_u32(name.parse().ok()?)?, length)),
    }
}

pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let mut three = [0; 3];
        three[..group.len()].copy_from_slice(group);
        let bits = three.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for at in 0..4 {
            let digit = char::from(DIGITS[bits >> (18 - 6 * at) & 63]);
            out.push(if at <= group.len() { digit } else { '=' });
        }
    }
    out
}
