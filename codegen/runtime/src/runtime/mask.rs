//! Decides how credentials stay out of texts that a server or a library gave us.
//!
//! A server may echo a credential as it is, or escaped: in JSON (`\u002d`, `\/`), in a URL (`%2D`), in HTML (`&#45;`), or several
//! times over. So a credential is looked for character by character, each in any of these spellings.

use super::json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands where a credential was.
pub(crate) const MASKED: &str = "***";

/// Shorter texts are no credentials, and masking them would make every text unreadable.
const SHORTEST: usize = 3;

/// The longest run of backslashes that is looked at from one place: six texts within texts. A longer run is met again further on, so
/// nothing is missed, and the time stays in proportion to the text.
const NESTED: usize = 64;

/// The credentials that must not be shown.
#[derive(Clone, Default)]
pub(crate) struct Mask(Arc<Vec<Box<str>>>);

impl Mask {
    /// A mask that hides `secrets` too.
    pub(crate) fn and<'a>(&self, secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all: Vec<Box<str>> = self.0.to_vec();
        all.extend(
            secrets
                .into_iter()
                .map(str::trim)
                .filter(|secret| secret.len() >= SHORTEST)
                .map(Box::from),
        );
        // The longest first, so that a credential within another leaves no rest of it.
        all.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        all.dedup();
        Self(Arc::new(all))
    }

    /// Whether `text` holds a credential in any spelling.
    pub(crate) fn finds(&self, text: &str) -> bool {
        self.first(text.as_bytes(), 0).is_some()
    }

    /// `text` with every credential replaced.
    pub(crate) fn text(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut from = 0;
        while let Some((start, end)) = self.first(text.as_bytes(), from) {
            shown.push_str(&text[from..start]);
            shown.push_str(MASKED);
            from = end;
        }
        shown.push_str(&text[from..]);
        shown
    }

    /// `value` with every credential replaced, member names included.
    pub(crate) fn value(&self, value: Value) -> Value {
        if self.0.is_empty() {
            return value;
        }
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Number(number) if self.finds(&number.as_text()) => Value::String(MASKED.into()),
            Value::Array(items) => {
                Value::Array(items.into_iter().map(|item| self.value(item)).collect())
            }
            Value::Object(members) => {
                let members = members
                    .into_iter()
                    .map(|(name, member)| (self.text(&name), self.value(member)));
                Value::Object(members.collect::<BTreeMap<_, _>>())
            }
            plain => plain,
        }
    }

    /// Where the first credential at or after `from` begins and ends.
    fn first(&self, text: &[u8], from: usize) -> Option<(usize, usize)> {
        if self.0.is_empty() {
            return None;
        }
        (from..text.len()).find_map(|start| {
            self.0.iter().find_map(|secret| Some((start, spelt(text, start, secret)?)))
        })
    }
}

/// Where a spelling of `secret` that begins at `start` ends.
fn spelt(text: &[u8], start: usize, secret: &str) -> Option<usize> {
    let mut at = start;
    for wanted in secret.chars() {
        at = character(text, at, wanted)?;
    }
    Some(at)
}

/// Where a spelling of the character `wanted` that begins at `at` ends.
fn character(text: &[u8], at: usize, wanted: char) -> Option<usize> {
    let mut utf8 = [0; 4];
    let bytes = wanted.encode_utf8(&mut utf8).as_bytes();
    let rest = &text[at..];
    if rest.starts_with(bytes) && wanted != '\\' {
        return Some(at + bytes.len());
    }
    match rest.first()? {
        b'\\' => escaped(text, at, wanted),
        b'%' => percent(text, at, bytes),
        b'&' => entity(text, at, wanted),
        b'+' if wanted == ' ' => Some(at + 1),
        _ => None,
    }
}

/// A JSON escape, with as many backslashes before it as the nesting of texts within texts left there.
fn escaped(text: &[u8], at: usize, wanted: char) -> Option<usize> {
    let run = &text[at..text.len().min(at + NESTED)];
    let slashes = run.iter().take_while(|byte| **byte == b'\\').count();
    if wanted == '\\' {
        return Some(at + if slashes >= 2 { 2 } else { 1 });
    }
    let mut after = at + slashes;
    if text.get(after) == Some(&b'u') {
        let mut units = [0; 2];
        for unit in wanted.encode_utf16(&mut units) {
            let from = if text.get(after) == Some(&b'\\') { after + 1 } else { after };
            if text.get(from) != Some(&b'u')
                || hex(text.get(from + 1..from + 5)?)? != u32::from(*unit)
            {
                return None;
            }
            after = from + 5;
        }
        return Some(after);
    }
    let mut utf8 = [0; 4];
    let bytes = wanted.encode_utf8(&mut utf8).as_bytes();
    text[after..].starts_with(bytes).then_some(after + bytes.len())
}

/// Percent-encoded bytes; `%25` stands for the percent sign of an encoding within the encoding.
fn percent(text: &[u8], mut at: usize, bytes: &[u8]) -> Option<usize> {
    for byte in bytes {
        if text.get(at) != Some(&b'%') {
            return None;
        }
        at += 1;
        if *byte == b'%'
            && text.get(at..at + 2) == Some(b"25")
            && text.get(at + 2..at + 4) != Some(b"25")
        {
            at += 2;
            continue;
        }
        while text.get(at..at + 2) == Some(b"25") && hex(text.get(at + 2..at + 4)?).is_some() {
            at += 2;
        }
        if hex(text.get(at..at + 2)?)? != u32::from(*byte) {
            return None;
        }
        at += 2;
    }
    Some(at)
}

/// An HTML character reference.
fn entity(text: &[u8], at: usize, wanted: char) -> Option<usize> {
    let length = text[at..].iter().take(12).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(&text[at + 1..at + length]).ok()?;
    let meant = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => char::from_u32(u32::from_str_radix(digits, 16).ok()?)?,
            None => char::from_u32(number.parse().ok()?)?,
        },
        None => match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        },
    };
    (meant == wanted).then_some(at + length + 1)
}

fn hex(digits: &[u8]) -> Option<u32> {
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// `text` on one line and bounded: what could end the line, move the cursor or turn the writing direction is replaced.
pub(crate) fn clean(text: &str, longest: usize) -> String {
    let mut shown = String::new();
    let mut n = 0;
    for c in text.trim().chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' && shown.ends_with(' ') {
            continue;
        }
        n += 1;
        if n > longest {
            shown.push('…');
            break;
        }
        let moves = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{feff}');
        shown.push(if c.is_control() || moves { '\u{fffd}' } else { c });
    }
    shown
}
