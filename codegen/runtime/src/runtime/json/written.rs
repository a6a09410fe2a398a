//! Decides how a struct becomes an object: its fields in the order of the table, then what was kept beside them.
//!
//! A type calls one small function for each field, so that no list of fields has to be made and walked through. Whatever is rare is done
//! apart, behind one flag.

use super::slot::Additional;
use super::table::Fixed;
use super::{Encode, Members, Reader, Table, Writer};

/// An object that is being written.
pub struct Object<'w> {
    writer: &'w mut Writer,
    table: &'w Table<'w>,
    other: &'w Members,
    /// Where the object begins.
    start: usize,
    /// The index of the next field.
    next: usize,
    /// Whether some members have to be written otherwise than their fields say.
    exact: bool,
}

impl Writer {
    /// Begins an object. Its fields follow one by one, in the order of the table.
    pub fn object<'w>(&'w mut self, table: &'w Table<'w>, other: &'w Members) -> Object<'w> {
        let start = self.text.len();
        self.text.push(b'{');
        for (name, fixed) in table.fixed() {
            if other.get(name).is_none() {
                self.name(name);
                match fixed {
                    Fixed::Text(text) => self.string(text),
                    Fixed::Json(text) => self.raw(text),
                }
                self.comma();
            }
        }
        Object { writer: self, table, other, start, next: 0, exact: !other.keeps_no_text() }
    }

    #[inline]
    pub(super) fn name(&mut self, name: &str) {
        self.string(name);
        self.text.push(b':');
    }
}

impl Object<'_> {
    /// Writes the field of a required member.
    #[inline]
    pub fn required<T: Encode>(&mut self, field: &T) {
        let before = self.key();
        field.encode(self.writer);
        self.comma(before);
    }

    /// Writes the field of an optional member, or nothing when the member is left out.
    #[inline]
    pub fn optional<T: Encode>(&mut self, field: &Option<T>) {
        match field {
            Some(field) => self.required(field),
            None => self.left_out(),
        }
    }

    /// Writes the next key and gives where it begins.
    #[inline]
    fn key(&mut self) -> usize {
        let before = self.writer.text.len();
        match self.table.key(self.next) {
            Some(key) => self.writer.raw(key),
            None => self.writer.name(self.table.name(self.next).unwrap_or_default()),
        }
        self.next += 1;
        before
    }

    #[inline]
    fn comma(&mut self, before: usize) {
        if !self.exact || self.by_its_text(before) {
            self.writer.comma();
        }
    }

    #[inline]
    fn left_out(&mut self) {
        if self.exact {
            self.as_null();
        }
        self.next += 1;
    }

    /// As [`exactly`], for the field that was written last.
    #[cold]
    fn by_its_text(&mut self, before: usize) -> bool {
        let name = self.next.checked_sub(1).and_then(|index| self.table.name(index));
        exactly(self.writer, name.unwrap_or_default(), before, self.other)
    }

    /// Writes the null that an absent member was.
    #[cold]
    fn as_null(&mut self) {
        let Some(name) = self.table.name(self.next) else { return };
        if self.other.get(name).is_none() && self.other.nulls().any(|null| null == name) {
            self.writer.name(name);
            self.writer.raw("null,");
        }
    }

    /// Ends the object with what it holds beside its fields.
    #[inline]
    pub fn end(&mut self, additional: Option<&dyn Additional>) {
        if let Some(additional) = additional {
            self.additional(additional);
        }
        if !self.other.is_bare() {
            self.others(additional);
        }
        self.writer.close(b'}');
    }

    #[inline(never)]
    fn additional(&mut self, additional: &dyn Additional) {
        for (name, value) in additional.members() {
            if self.table.position(name, 0).is_none() {
                self.beside(name, value);
            }
        }
    }

    /// Writes what the object holds beside its fields, unless the name is taken.
    #[inline(never)]
    fn others(&mut self, additional: Option<&dyn Additional>) {
        let (table, other) = (self.table, self.other);
        let is_additional =
            |name: &str| additional.is_some_and(|additional| additional.member(name).is_some());
        for (name, value) in other.iter() {
            let is_taken = match table.position(name, 0) {
                Some(_) => self.wrote(name),
                None => is_additional(name),
            };
            if !is_taken {
                self.beside(name, value);
            }
        }
        // Those of declared members stand in their places.
        for name in other.nulls().filter(|name| table.position(name, 0).is_none()) {
            if other.get(name).is_none() && !is_additional(name) {
                self.writer.name(name);
                self.writer.raw("null,");
            }
        }
    }

    /// Writes a member that has no field.
    fn beside(&mut self, name: &str, value: &(impl Encode + ?Sized)) {
        let before = self.writer.text.len();
        self.writer.name(name);
        value.encode(self.writer);
        if !self.exact || exactly(self.writer, name, before, self.other) {
            self.writer.comma();
        }
    }

    /// Whether a member of this name was written, which only matters where a caller has put one beside the fields that has a field.
    #[cold]
    fn wrote(&self, name: &str) -> bool {
        let text = self.writer.text.get(self.start..).map(std::str::from_utf8);
        let Some(Ok(text)) = text else { return false };
        let mut reader = Reader::of_own(text);
        let mut first = reader.object_start().is_ok();
        while reader.peek().is_some() && reader.object_next(first).is_ok_and(|more| more) {
            first = false;
            match reader.member_name() {
                Ok(written) if written == name => return true,
                Ok(_) if reader.skip().is_ok() => {}
                Ok(_) | Err(_) => return false,
            }
        }
        false
    }
}

/// Replaces the value of a member that begins at `before` by the text that was kept of it, if it was written as it was then, and says
/// whether there is a member: with an empty text there was none.
#[cold]
fn exactly(writer: &mut Writer, name: &str, before: usize, other: &Members) -> bool {
    let mut key = Writer::new();
    key.name(name);
    let start = before + key.text.len();
    let Some(text) = writer.text.get(start..).and_then(|value| other.exact_text(name, value))
    else {
        return true;
    };
    writer.text.truncate(if text.is_empty() { before } else { start });
    writer.raw(text);
    !text.is_empty()
}
