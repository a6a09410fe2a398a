//! Decides what is JSON: takes a text apart into the tokens that types are read from.

use std::borrow::Cow;

use super::misfit::{Misfit, quoted};

/// How deeply arrays and objects may be nested.
const DEPTH: usize = 128;

/// Stands somewhere in a JSON text and reads on from there.
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    depth: usize,
    limit: usize,
    /// Set when something was read that the result does not hold exactly, such as a number of too many digits; the enclosing object
    /// then keeps the member's text.
    pub(super) lossy: bool,
}

impl<'a> Reader<'a> {
    /// A reader at the start of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, limit: DEPTH, lossy: false }
    }

    /// A reader of a text that was written here: what could be written can be read, however deep it is.
    pub(super) fn of_own(text: &'a str) -> Self {
        Self { limit: usize::MAX, ..Self::new(text) }
    }

    /// The position, in bytes from the start.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// The next byte.
    #[inline]
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The text from an earlier position to here.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// A second reader that stands at the same place.
    pub(super) fn copy(&self) -> Self {
        Self { ..*self }
    }

    /// Where the reader stands, to come back to with [`Reader::back_to`].
    pub(super) fn mark(&self) -> (usize, usize) {
        (self.at, self.depth)
    }

    pub(super) fn back_to(&mut self, (at, depth): (usize, usize)) {
        (self.at, self.depth) = (at, depth);
    }

    /// Skips white space.
    #[inline]
    pub fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Checks that nothing but white space is left.
    ///
    /// # Errors
    ///
    /// A syntax misfit when something is.
    pub fn end(&mut self) -> Result<(), Misfit> {
        self.space();
        if self.peek().is_some() { Err(self.broken("something follows the value")) } else { Ok(()) }
    }

    /// Takes `null`, `true` or `false` if it comes next.
    #[inline]
    pub fn word(&mut self, word: &str) -> bool {
        let found = self
            .text
            .as_bytes()
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word.as_bytes()));
        if found {
            self.at += word.len();
        }
        found
    }

    /// Takes a number and gives its text.
    ///
    /// # Errors
    ///
    /// A misfit when anything else comes next, or when the number is broken.
    pub fn number(&mut self) -> Result<&'a str, Misfit> {
        let start = self.at;
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.unlike("a number"));
        }
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.broken("a number with a leading zero"));
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.since(start))
    }

    fn digits(&mut self) -> Result<(), Misfit> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { Err(self.broken("a digit is missing in a number")) } else { Ok(()) }
    }

    /// Takes a short whole number if one comes next that is written plainly; nothing is taken otherwise.
    #[inline]
    pub(super) fn small_integer(&mut self) -> Option<i64> {
        let bytes = self.text.as_bytes();
        let negative = self.peek() == Some(b'-');
        let start = self.at + usize::from(negative);
        let mut at = start;
        let mut value = 0_i64;
        while let Some(digit @ b'0'..=b'9') = bytes.get(at).copied() {
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            at += 1;
        }
        let plain =
            (1..=18).contains(&(at - start)) && !matches!(bytes.get(at), Some(b'.' | b'e' | b'E'));
        // A leading zero is broken, and minus zero is no integer that can be written back: both go the long way.
        if !plain || (bytes.get(start) == Some(&b'0') && (at - start > 1 || negative)) {
            return None;
        }
        self.at = at;
        Some(if negative { -value } else { value })
    }

    /// Goes into an array.
    ///
    /// # Errors
    ///
    /// A misfit when anything else comes next, or when the nesting is too deep.
    pub fn array_start(&mut self) -> Result<(), Misfit> {
        if self.peek() != Some(b'[') {
            return Err(self.unlike("an array"));
        }
        self.enter()
    }

    /// Goes to the next element; `false` when the array ended instead.
    ///
    /// # Errors
    ///
    /// A syntax misfit when neither comes next.
    pub fn array_next(&mut self, first: bool) -> Result<bool, Misfit> {
        self.next(first, b']', "expected `,` or `]`")
    }

    /// Goes into an object.
    ///
    /// # Errors
    ///
    /// A misfit when anything else comes next, or when the nesting is too deep.
    pub fn object_start(&mut self) -> Result<(), Misfit> {
        if self.peek() != Some(b'{') {
            return Err(self.unlike("an object"));
        }
        self.enter()
    }

    /// Goes to the name of the next member; `false` when the object ended instead.
    #[inline]
    pub(super) fn object_next(&mut self, first: bool) -> Result<bool, Misfit> {
        self.next(first, b'}', "expected `,` or `}`")
    }

    /// Takes the name of a member and goes to its value.
    pub(super) fn member_name(&mut self) -> Result<Cow<'a, str>, Misfit> {
        if self.peek() != Some(b'"') {
            return Err(self.broken("expected a member's name"));
        }
        let name = self.string()?;
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.broken("expected `:`"));
        }
        self.at += 1;
        self.space();
        Ok(name)
    }

    /// Takes the name of a member if it is that of `key`, and goes to its value. A key is a name without escapes, with its quotes and colon.
    #[inline]
    pub(super) fn member_named(&mut self, key: &str) -> bool {
        let start = self.at;
        if !self.word(key) {
            // There may be white space before the colon.
            if !key.strip_suffix(':').is_some_and(|quoted| self.word(quoted)) {
                return false;
            }
            self.space();
            if self.peek() != Some(b':') {
                self.at = start;
                return false;
            }
            self.at += 1;
        }
        self.space();
        true
    }

    /// Skips one value.
    ///
    /// # Errors
    ///
    /// A syntax misfit when it is broken.
    pub fn skip(&mut self) -> Result<(), Misfit> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'{') => {
                self.object_start()?;
                let mut first = true;
                while self.object_next(first)? {
                    first = false;
                    self.member_name()?;
                    self.skip()?;
                }
                Ok(())
            }
            Some(b'[') => {
                self.array_start()?;
                let mut first = true;
                while self.array_next(first)? {
                    first = false;
                    self.skip()?;
                }
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => self.number().map(drop),
            _ if self.word("null") || self.word("true") || self.word("false") => Ok(()),
            _ => Err(self.broken("expected a value")),
        }
    }

    #[inline]
    fn next(&mut self, first: bool, close: u8, what: &str) -> Result<bool, Misfit> {
        self.space();
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth = self.depth.saturating_sub(1);
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                self.space();
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(self.broken(what)),
        }
    }

    fn enter(&mut self) -> Result<(), Misfit> {
        if self.depth >= self.limit {
            return Err(Misfit::too_deep(self.at, self.limit));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// What is wrong with the whole text: that it is no JSON, even if a value of the wrong type comes first, or else the misfit.
    #[cold]
    pub(super) fn verdict(&self, misfit: Misfit) -> Misfit {
        if misfit.is_syntax() {
            return misfit;
        }
        let mut again = Reader { limit: self.limit, ..Reader::new(self.text) };
        again.space();
        again.skip().and_then(|()| again.end()).err().unwrap_or(misfit)
    }

    /// The text is no JSON here.
    #[cold]
    pub(super) fn broken(&self, what: &str) -> Misfit {
        let what = if self.at >= self.text.len() { "the text ends too early" } else { what };
        Misfit::syntax(self.at, what)
    }

    /// The value that comes next is not what was expected.
    #[cold]
    pub fn unlike(&self, expected: &str) -> Misfit {
        let mut copy = self.copy();
        let got = match self.peek() {
            Some(b'{') => "an object".to_owned(),
            Some(b'[') => "an array".to_owned(),
            Some(b'"') => match copy.string() {
                Ok(text) => quoted(&text),
                Err(broken) => return broken,
            },
            Some(b'-' | b'0'..=b'9') => match copy.number() {
                Ok(text) => text.chars().take(40).chain((text.len() > 40).then_some('…')).collect(),
                Err(broken) => return broken,
            },
            _ => match ["null", "true", "false"].iter().find(|word| copy.word(word)) {
                Some(word) => (*word).to_owned(),
                None => return self.broken("expected a value"),
            },
        };
        Misfit::unlike(self.at, expected, &got)
    }
}
