//! Decides how credentials stay out of texts that a server or a library gave us.
//!
//! A server may echo a credential as it is, or escaped: in JSON (`\u002d`, `\/`), in a URL (`%2D`), in HTML (`&#45;`), or several
//! times over; and who reads a URL makes slashes of the backslashes in it. So a credential is looked for character by character, each
//! in any of these spellings. What base64 makes of it is looked for in the same way, whatever else was encoded with it.

use super::base64;
use super::json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands where a credential was.
pub(crate) const MASKED: &str = "***";

/// Shorter texts are no credentials, and masking them would make every text unreadable.
const SHORTEST: usize = 3;

/// Of shorter texts base64 leaves too few digits to tell them from any other word.
const SHORTEST_ENCODED: usize = 8;

/// So many characters of a credential at the end of a text are taken for one that was cut.
const BEGUN: usize = 6;

/// The longest run of backslashes that is looked at from one place: six texts within texts. A longer run is met again further on, so
/// nothing is missed, and the time stays in proportion to the text.
const NESTED: usize = 64;

/// The longest run of slashes that is taken for backslashes of before.
const TURNED: usize = 8;

/// The credentials that must not be shown; nothing where there are none.
#[derive(Clone, Default)]
pub(crate) struct Mask(Option<Arc<Hidden>>);

struct Hidden {
    secrets: Vec<Box<str>>,
    /// The bytes with which a spelling of a secret can begin: almost no place of a text is looked at further.
    begins: [bool; 256],
}

impl Mask {
    /// A mask that hides `secrets` too.
    pub(crate) fn and<'a>(&self, secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let known = self.secrets();
        let mut further: Vec<Box<str>> = Vec::new();
        for secret in secrets.into_iter().map(str::trim).filter(|text| text.len() >= SHORTEST) {
            let mut all = known.iter().chain(&further);
            if all.clone().any(|known| **known == *secret) {
                continue;
            }
            // What holds a credential that is known already shows as that one.
            let is_new =
                secret.len() >= SHORTEST_ENCODED && !all.any(|known| secret.contains(&**known));
            further.push(secret.into());
            if is_new {
                further.extend(base64::spellings(secret).into_iter().map(String::into_boxed_str));
            }
        }
        if further.is_empty() {
            return self.clone();
        }
        further.extend_from_slice(known);
        // The longest first, so that a credential within another leaves no rest of it.
        further.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        let mut begins = [false; 256];
        let first = further.iter().filter_map(|secret| secret.bytes().next());
        first.chain(*b"\\/%&+").for_each(|byte| begins[usize::from(byte)] = true);
        Self(Some(Arc::new(Hidden { secrets: further, begins })))
    }

    fn secrets(&self) -> &[Box<str>] {
        self.0.as_ref().map_or(&[], |hidden| &hidden.secrets)
    }

    /// Whether this is the other mask, or a copy of it.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(own), Some(other)) => Arc::ptr_eq(own, other),
            (None, None) => true,
            _ => false,
        }
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

    /// `bytes` with every credential replaced.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let mut shown = Vec::with_capacity(bytes.len());
        let mut from = 0;
        while let Some((start, end)) = self.first(bytes, from) {
            shown.extend_from_slice(&bytes[from..start]);
            shown.extend_from_slice(MASKED.as_bytes());
            from = end;
        }
        shown.extend_from_slice(&bytes[from..]);
        shown
    }

    /// `value` with every credential replaced, member names included.
    pub(crate) fn value(&self, value: Value) -> Value {
        if self.0.is_none() {
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
        let Hidden { secrets, begins } = self.0.as_deref()?;
        (from..text.len()).filter(|start| begins[usize::from(text[*start])]).find_map(|start| {
            let mut likely =
                secrets.iter().filter(|secret| may_begin(text, start, secret.as_bytes()));
            likely.find_map(|secret| Some((start, spelt(text, start, secret, 0)?)))
        })
    }
}

/// Whether the first two bytes at `start` can be those of a spelling of `secret`: its own, or the beginning of an escape or of a new line.
fn may_begin(text: &[u8], start: usize, secret: &[u8]) -> bool {
    let is = |at: usize, escapes: &[u8]| {
        text.get(start + at).is_none_or(|byte| {
            secret.get(at).is_none_or(|own| own == byte) || escapes.contains(byte)
        })
    };
    let begins_escape = text.get(start).is_some_and(|byte| b"\\/%&+".contains(byte));
    begins_escape || (is(0, b"") && is(1, b"\\/%&+\r\n"))
}

/// Where a spelling of `secret`, of which `known` characters were found before, ends when it goes on at `at`. The text may end first.
fn spelt(text: &[u8], mut at: usize, secret: &str, mut known: usize) -> Option<usize> {
    let mut chars = secret.chars();
    // `%2` at the end can be a `%` and what does not follow it in the secret, or the beginning of `%25`.
    let mut cut = false;
    while let Some(wanted) = chars.next() {
        cut |= known >= BEGUN && matches!(wanted, '%' | '&' | '\\') && is_cut(&text[at..]);
        let mut ends = ends(text, at, wanted).peekable();
        if ends.peek().is_none()
            && known > 0
            && let Some(after) = after_break(text, at)
        {
            ends = self::ends(text, after, wanted).peekable();
        }
        let Some(mut end) = ends.next() else {
            cut |= known >= BEGUN && is_cut(&text[at..]);
            return cut.then_some(text.len());
        };
        known += 1;
        for other in ends {
            if let Some(found) = spelt(text, end, chars.as_str(), known) {
                return Some(found);
            }
            end = other;
        }
        at = end;
    }
    Some(at)
}

/// Where the spellings of `wanted` that begin at `at` end. In `&amp;` and `%2525` a part can be meant as it stands, or as the beginning
/// of an escape; what follows decides.
fn ends(text: &[u8], at: usize, wanted: char) -> impl Iterator<Item = usize> {
    let single = plain(text, at, wanted).into_iter().chain(escape(text, at, wanted));
    single.chain(signs(text, at, wanted)).chain(turned(text, at, wanted))
}

/// Where the text goes on behind an end of line at `at`: base64 is often broken over several.
fn after_break(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let length = match rest {
        [b'\r' | b'\n', ..] => rest.iter().take_while(|byte| b"\r\n".contains(byte)).count(),
        [b'\\', b'r', b'\\', b'n', ..] => 4,
        [b'\\', b'n', ..] => 2,
        _ => return None,
    };
    Some(at + length)
}

/// Whether nothing is left of a text, or no more than the beginning of an escape or of a character, or an end of line.
fn is_cut(rest: &[u8]) -> bool {
    match rest {
        _ if rest.len() >= 12 => false,
        [b'\\' | b'%' | b'&', ..] => true,
        _ => String::from_utf8_lossy(rest).trim_matches(['\r', '\n', '\u{fffd}']).is_empty(),
    }
}

/// Where the character `wanted`, as it is, ends when it begins at `at`.
fn plain(text: &[u8], at: usize, wanted: char) -> Option<usize> {
    let mut utf8 = [0; 4];
    let bytes = wanted.encode_utf8(&mut utf8).as_bytes();
    // Backslashes are counted with the escapes.
    (text[at..].starts_with(bytes) && wanted != '\\').then_some(at + bytes.len())
}

/// Where an escape of the character `wanted` that begins at `at` ends.
fn escape(text: &[u8], at: usize, wanted: char) -> Option<usize> {
    match text.get(at)? {
        b'\\' => escaped(text, at, wanted),
        b'%' if wanted != '%' => percent(text, at, wanted.encode_utf8(&mut [0; 4]).as_bytes()),
        b'&' => entity(text, at, wanted),
        b'+' if wanted == ' ' => Some(at + 1),
        _ => None,
    }
}

/// The ends of percent signs that begin at `at`, encoded once or several times over: `%25`, `%2525`, ….
fn signs(text: &[u8], at: usize, wanted: char) -> impl Iterator<Item = usize> {
    let is_sign = wanted == '%' && text.get(at) == Some(&b'%');
    let pairs = text.get(at + 1..).filter(|_| is_sign).unwrap_or_default().chunks(2);
    pairs.take(8).take_while(|pair| pair == b"25").enumerate().map(move |(n, _)| at + 3 + 2 * n)
}

/// The ends of escapes in JSON that begin at `at` and whose backslashes became slashes: a slash is then the last of several.
fn turned(text: &[u8], at: usize, wanted: char) -> impl Iterator<Item = usize> {
    let run = text.get(at..).unwrap_or_default().iter().take(TURNED);
    let after = at + run.take_while(|byte| **byte == b'/').count();
    let slashes = if matches!(wanted, '/' | '\\') { at..after } else { at..at };
    let is_unit = after > at && text.get(after) == Some(&b'u');
    let number = text.get(after + 1..after + 5).filter(|_| is_unit).and_then(hex);
    let unit = number.filter(|number| *number == u32::from(wanted)).map(|_| after + 5);
    slashes.map(|last| last + 1).chain(unit)
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
    if text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_owned();
    }
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
