//! Decides how JSON is written: compact, with only the escapes that JSON asks for.

use super::strings::plain_until;

/// A JSON text that grows.
#[derive(Default)]
pub struct Writer {
    pub(super) text: String,
}

impl Writer {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text.
    pub fn into_string(self) -> String {
        self.text
    }

    /// Writes text that is JSON already.
    pub fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.text.push('"');
        let mut start = 0;
        loop {
            let end = plain_until(text.as_bytes(), start);
            self.text.push_str(text.get(start..end).unwrap_or_default());
            let Some(byte) = text.as_bytes().get(end) else { break };
            match byte {
                b'"' => self.text.push_str("\\\""),
                b'\\' => self.text.push_str("\\\\"),
                b'\n' => self.text.push_str("\\n"),
                b'\r' => self.text.push_str("\\r"),
                b'\t' => self.text.push_str("\\t"),
                _ => {
                    self.text.push_str("\\u00");
                    self.text.push(char::from(b'0' + (byte >> 4)));
                    self.text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
                }
            }
            start = end + 1;
        }
        self.text.push('"');
    }

    /// Writes a whole number.
    pub fn integer(&mut self, value: i64) {
        if value < 0 {
            self.text.push('-');
        }
        self.unsigned(value.unsigned_abs());
    }

    /// Writes a whole number that is not negative.
    pub fn unsigned(&mut self, mut value: u64) {
        let mut digits = [b'0'; 20];
        let mut start = digits.len();
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (value % 10) as u8;
            value /= 10;
            start -= 1;
            if value == 0 {
                break;
            }
        }
        self.text.push_str(
            digits
                .get(start..)
                .and_then(|digits| std::str::from_utf8(digits).ok())
                .unwrap_or_default(),
        );
    }

    /// Writes the shortest number that reads back as `value`; null if it is not finite, as JSON has no such number.
    pub fn float(&mut self, value: f64) {
        self.shortest(value.is_finite(), &value);
    }

    pub(super) fn shortest(&mut self, finite: bool, value: &dyn std::fmt::Debug) {
        use std::fmt::Write as _;
        if !finite {
            return self.raw("null");
        }
        // Writing to a string cannot fail.
        _ = write!(self.text, "{value:?}");
        if self.text.ends_with(".0") {
            self.text.truncate(self.text.len() - 2);
        }
    }

    /// Writes a comma unless the array or object was just opened.
    #[inline]
    pub(super) fn comma(&mut self, first: &mut bool) {
        if !std::mem::take(first) {
            self.text.push(',');
        }
    }
}
