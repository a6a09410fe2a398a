//! Decides what text a JSON string holds.

use std::borrow::Cow;

use super::misfit::Misfit;
use super::reader::Reader;

impl<'a> Reader<'a> {
    /// Takes a string; borrowed from the text unless it holds escapes.
    ///
    /// # Errors
    ///
    /// A misfit when anything else comes next, or when the string is broken.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'a, str>, Misfit> {
        if self.peek() != Some(b'"') {
            return Err(self.unlike("a string"));
        }
        let start = self.at + 1;
        let end = plain_until(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or_default()));
        }
        self.at = start;
        self.string_with_escapes(end).map(Cow::Owned)
    }

    #[inline(never)]
    fn string_with_escapes(&mut self, mut end: usize) -> Result<String, Misfit> {
        let mut out = String::new();
        loop {
            out.push_str(self.text.get(self.at..end).unwrap_or_default());
            self.at = end;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                Some(_) => return Err(self.broken("a control character in a string")),
                None => return Err(self.broken("the text ends inside a string")),
            }
            end = plain_until(self.text.as_bytes(), self.at);
        }
    }

    /// The character that an escape stands for. Half a surrogate pair stands for U+FFFD, as Rust's strings cannot hold it.
    fn escape(&mut self) -> Result<char, Misfit> {
        let byte = self.peek();
        self.at += 1;
        Ok(match byte {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let high = self.hex()?;
                self.surrogate_pair(high)?
            }
            _ => {
                self.at -= 1;
                return Err(self.broken("an unknown escape in a string"));
            }
        })
    }

    /// The character of a code unit, taking the second half of a surrogate pair if it needs one.
    fn surrogate_pair(&mut self, high: u32) -> Result<char, Misfit> {
        if let Some(character) = char::from_u32(high) {
            return Ok(character);
        }
        let half = self.at;
        if high < 0xDC00 && self.text.as_bytes().get(half..half + 2) == Some(b"\\u") {
            self.at += 2;
            let low = self.hex()?;
            if (0xDC00..0xE000).contains(&low) {
                let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = half;
        }
        self.lossy = true;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Result<u32, Misfit> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4);
        let code = digits.and_then(|digits| {
            digits
                .iter()
                .try_fold(0, |code, digit| Some(code * 16 + (*digit as char).to_digit(16)?))
        });
        let Some(code) = code else {
            return Err(self.broken("`\\u` without four hexadecimal digits"));
        };
        self.at += 4;
        Ok(code)
    }
}

/// The first position from `at` on that holds a quote, a backslash or a control character; eight bytes are looked at in one step.
#[inline]
pub(super) fn plain_until(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        let quote = word ^ (ONES * b'"' as u64);
        let backslash = word ^ (ONES * b'\\' as u64);
        let found = (quote.wrapping_sub(ONES) & !quote)
            | (backslash.wrapping_sub(ONES) & !backslash)
            | (word.wrapping_sub(ONES * 0x20) & !word);
        let found = found & HIGH;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| *byte >= 0x20 && *byte != b'"' && *byte != b'\\') {
        at += 1;
    }
    at
}
