//! Reads JSON's strings and their escapes.

use super::{Fault, Read, Reader};

impl Reader<'_> {
    /// A string, from its opening quote to past its closing one.
    pub(super) fn string(&mut self) -> Read<Box<str>> {
        let opening = self.mark();
        self.at += 1;
        let start = self.at;
        let mut copied: Option<String> = None;
        let mut run = start;
        loop {
            let Some(length) =
                self.bytes[self.at..].iter().position(|&b| b == b'"' || b == b'\\' || b < 0x20)
            else {
                return Err(
                    Fault::new(opening, "the string that begins here is never closed").into()
                );
            };
            self.at += length;
            match self.bytes[self.at] {
                b'"' => {
                    let last = &self.text[run..self.at];
                    self.at += 1;
                    return Ok(match copied {
                        None => last.into(),
                        Some(mut text) => {
                            text.push_str(last);
                            text.into()
                        }
                    });
                }
                b'\\' => {
                    let text = copied.get_or_insert_default();
                    text.push_str(&self.text[run..self.at]);
                    let c = self.escape()?;
                    copied.get_or_insert_default().push(c);
                    run = self.at;
                }
                _ => {
                    let fault = self.fault("a line break or control character inside a string");
                    return Err(fault.help("write it as an escape, such as `\\n`").into());
                }
            }
        }
    }

    /// An escape, from its backslash on.
    fn escape(&mut self) -> Read<char> {
        let c = match self.bytes.get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.fault("an escape that JSON does not have").into()),
        };
        self.at += 2;
        Ok(c)
    }

    fn unicode_escape(&mut self) -> Read<char> {
        let unit = |at: usize| {
            let digits = self.bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
            digits.iter().try_fold(0_u32, |sum, &b| Some(sum * 16 + char::from(b).to_digit(16)?))
        };
        let Some(first) = unit(self.at) else {
            return Err(self.fault("`\\u` must be followed by four hexadecimal digits").into());
        };
        let (code, length) = match (first, unit(self.at + 6)) {
            (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) => {
                (0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 12)
            }
            _ => (first, 6),
        };
        let Some(c) = char::from_u32(code) else {
            let fault = self.fault(format!(
                "`\\u{first:04x}` is half of a surrogate pair and stands for no character"
            ));
            return Err(fault.into());
        };
        self.at += length;
        Ok(c)
    }
}
