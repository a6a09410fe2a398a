//! Decides how JSON is written: compact, with only the escapes that JSON asks for.

use super::strings::plain_until;

/// A JSON text that grows.
#[derive(Default)]
pub struct Writer {
    /// Bytes rather than a `String`: digits and names go in without being looked at. Only whole characters are ever written.
    pub(super) text: Vec<u8>,
}

impl Writer {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text.
    pub fn into_string(self) -> String {
        // Only whole characters were written.
        String::from_utf8(self.text).unwrap_or_default()
    }

    /// The text's bytes, which are UTF-8.
    pub fn into_bytes(self) -> Vec<u8> {
        self.text
    }

    /// Writes text that is JSON already.
    #[inline]
    pub fn raw(&mut self, json: &str) {
        self.text.extend_from_slice(json.as_bytes());
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.text.reserve(bytes.len() + 2);
        self.text.push(b'"');
        let end = plain_until(bytes, 0);
        self.text.extend_from_slice(bytes.get(..end).unwrap_or_default());
        if end < bytes.len() {
            self.escaped(bytes, end);
        }
        self.text.push(b'"');
    }

    /// Writes the part of a string that begins with what needs an escape.
    #[inline(never)]
    fn escaped(&mut self, bytes: &[u8], mut at: usize) {
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => self.raw("\\\""),
                b'\\' => self.raw("\\\\"),
                b'\n' => self.raw("\\n"),
                b'\r' => self.raw("\\r"),
                b'\t' => self.raw("\\t"),
                _ => {
                    let hex = |digit: u8| b"0123456789abcdef"[usize::from(digit & 15)];
                    self.text.extend([b'\\', b'u', b'0', b'0', hex(byte >> 4), hex(*byte)]);
                }
            }
            let start = at + 1;
            at = plain_until(bytes, start);
            self.text.extend_from_slice(bytes.get(start..at).unwrap_or_default());
        }
    }

    /// Writes a whole number.
    #[inline]
    pub fn integer(&mut self, value: i64) {
        if value < 0 {
            self.text.push(b'-');
        }
        self.unsigned(value.unsigned_abs());
    }

    /// Writes a whole number that is not negative.
    pub fn unsigned(&mut self, value: u64) {
        let mut digits = [b'0'; 20];
        let start = put_digits(value, &mut digits);
        self.text.extend_from_slice(digits.get(start..).unwrap_or_default());
    }

    /// Writes the shortest number that reads back as `value`; null if it is not finite, as JSON has no such number.
    pub fn float(&mut self, value: f64) {
        if !self.short_decimal(value) {
            self.shortest(value.is_finite(), &value);
        }
    }

    /// Writes a number of few digits and says whether it did.
    ///
    /// No two decimals of at most 15 digits are the same `f64`, so one that is `value` is the shortest that reads back as it.
    fn short_decimal(&mut self, value: f64) -> bool {
        const PLACES: usize = 8;
        const SCALE: u64 = 100_000_000;
        let magnitude = value.abs();
        // Outside of this range numbers are written with exponents or have more digits.
        if !(1e-4..1e7).contains(&magnitude) {
            return false;
        }
        let scaled = (magnitude * SCALE as f64).round();
        if scaled / SCALE as f64 != magnitude {
            return false;
        }
        let scaled = scaled as u64;
        if value < 0.0 {
            self.text.push(b'-');
        }
        self.unsigned(scaled / SCALE);
        let mut fraction = scaled % SCALE;
        if fraction == 0 {
            return true;
        }
        let mut digits = [b'0'; 20];
        let mut places = PLACES;
        while fraction.is_multiple_of(10) {
            fraction /= 10;
            places -= 1;
        }
        put_digits(fraction, &mut digits);
        self.text.push(b'.');
        self.text.extend_from_slice(digits.get(digits.len() - places..).unwrap_or_default());
        true
    }

    pub(super) fn shortest(&mut self, finite: bool, value: &dyn std::fmt::Debug) {
        use std::io::Write as _;
        if !finite {
            return self.raw("null");
        }
        // Writing to a vector cannot fail.
        _ = write!(self.text, "{value:?}");
        if self.text.ends_with(b".0") {
            self.text.truncate(self.text.len() - 2);
        }
    }

    /// Writes the comma that stands after an element or a member until [`Writer::close`] takes the last one away.
    #[inline]
    pub(super) fn comma(&mut self) {
        self.text.push(b',');
    }

    /// Ends an array or an object that is not `raw` text of somebody else's.
    #[inline]
    pub(super) fn close(&mut self, bracket: u8) {
        match self.text.last_mut() {
            Some(last) if *last == b',' => *last = bracket,
            _ => self.text.push(bracket),
        }
    }
}

/// The digits of all numbers below a hundred.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut value = 0;
    while value < 100 {
        pairs[value] = [b'0' + (value / 10) as u8, b'0' + (value % 10) as u8];
        value += 1;
    }
    pairs
};

/// Puts the digits of a number at the end of `digits` and says where they begin.
#[inline]
fn put_digits(mut value: u64, digits: &mut [u8; 20]) -> usize {
    let mut start = digits.len();
    while value >= 10 {
        let pair = PAIRS[(value % 100) as usize];
        value /= 100;
        start -= 2;
        digits[start] = pair[0];
        digits[start + 1] = pair[1];
    }
    // What is left is the first of an odd count of digits, or the number was zero.
    if value > 0 || start == digits.len() {
        start -= 1;
        digits[start] = b'0' + value as u8;
    }
    start
}
