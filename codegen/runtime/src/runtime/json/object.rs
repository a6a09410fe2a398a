//! Decides how the members of an object come into a struct's fields and out again.

use super::slot::{Additional, Optional, Slot};
use super::{Decode, Encode, Members, Misfit, Reader, Value, Writer, to_string};

/// The members that a type declares.
pub struct Table<'t> {
    /// Constant members without a field, each with its only value as JSON text.
    fixed: &'t [(&'t str, Fixed<'t>)],
    /// The members with a field: first the required ones, then the optional ones.
    names: &'t [&'t str],
    required: usize,
    /// Whether no name needs an escape in JSON.
    plain: bool,
}

/// The only value of a constant member.
#[derive(Clone, Copy)]
pub enum Fixed<'t> {
    /// A string.
    Text(&'t str),
    /// Any value, as JSON text.
    Json(&'t str),
}

impl<'t> Table<'t> {
    /// A table of the constants and of the names, the first `required` of which are required.
    pub const fn new(
        fixed: &'t [(&'t str, Fixed<'t>)],
        names: &'t [&'t str],
        required: usize,
    ) -> Self {
        let mut plain = true;
        let mut index = 0;
        while index < names.len() {
            let name = names[index].as_bytes();
            let mut at = 0;
            while at < name.len() {
                plain &= name[at] != b'"' && name[at] != b'\\' && name[at] >= b' ';
                at += 1;
            }
            index += 1;
        }
        Self { fixed, names, required, plain }
    }

    /// The index of a name; the search begins where the name is likely.
    fn position(&self, name: &str, likely: usize) -> Option<usize> {
        let (before, after) = self.names.split_at_checked(likely)?;
        match after.iter().position(|known| *known == name) {
            Some(index) => Some(likely + index),
            None => before.iter().position(|known| *known == name),
        }
    }
}

impl Fixed<'_> {
    fn matches(self, value: &Value) -> bool {
        match self {
            Self::Text(text) => value.as_str() == Some(text),
            Self::Json(text) => value.is_json(text),
        }
    }
}

impl Reader<'_> {
    /// Takes an object: declared members go to the slot of their index, all others to `additional` or else to `other`.
    ///
    /// # Errors
    ///
    /// A misfit when anything but an object comes next, when a required or constant member is missing, or when a member does not fit.
    pub fn object(
        &mut self,
        table: &Table<'_>,
        slots: &mut [&mut dyn Slot],
        mut additional: Option<&mut dyn Additional>,
        other: &mut Members,
    ) -> Result<(), Misfit> {
        let start = self.offset();
        let lossy = std::mem::take(&mut self.lossy);
        self.object_start()?;
        let mut fixed = 0_u64;
        let mut likely = 0;
        let mut first = true;
        while self.object_next(first)? {
            first = false;
            // Members mostly come in the order in which they are declared, so the next name is tried before it is even read.
            if table.plain
                && let Some(name) = table.names.get(likely)
                && self.member_named(name)
            {
                self.declared(table, likely, slots, other)?;
                likely += 1;
                continue;
            }
            let name = self.member_name()?;
            if let Some(index) = table.position(&name, likely) {
                self.declared(table, index, slots, other)?;
                likely = index + 1;
            } else if let Some(index) = table.fixed.iter().position(|(known, _)| *known == name) {
                fixed |= 1 << (index % 64);
                let value = Value::decode(self).map_err(|misfit| misfit.in_member(&name))?;
                if table.fixed.get(index).is_some_and(|(_, fixed)| fixed.matches(&value)) {
                    other.remove(&name);
                } else {
                    other.insert(name, value);
                }
            } else {
                let additional: Option<&mut dyn Additional> = match &mut additional {
                    Some(additional) => Some(&mut **additional),
                    None => None,
                };
                self.undeclared(&name, additional, other)
                    .map_err(|misfit| misfit.in_member(&name))?;
            }
        }
        for (index, (name, _)) in table.fixed.iter().enumerate() {
            if fixed & (1 << (index % 64)) == 0 {
                return Err(Misfit::missing(start, name));
            }
        }
        for (slot, name) in slots.iter_mut().zip(table.names).take(table.required) {
            if !slot.is_filled() {
                if !slot.fill() {
                    return Err(Misfit::missing(start, name));
                }
                // It reads as null and is left out again as long as it is.
                other.keep_text(name, "", slot.text());
            }
        }
        self.lossy = lossy;
        Ok(())
    }

    #[inline]
    fn declared(
        &mut self,
        table: &Table<'_>,
        index: usize,
        slots: &mut [&mut dyn Slot],
        other: &mut Members,
    ) -> Result<(), Misfit> {
        let (Some(slot), Some(name)) = (slots.get_mut(index), table.names.get(index)) else {
            return self.skip();
        };
        if !other.is_bare() {
            other.forget(name);
        }
        if self.peek() == Some(b'n')
            && index >= table.required
            && !slot.nullable()
            && self.word("null")
        {
            slot.clear();
            other.keep_null(name);
            return Ok(());
        }
        let start = self.offset();
        if let Err(misfit) = slot.read(self) {
            return Err(misfit.in_member(name));
        }
        if std::mem::take(&mut self.lossy) {
            other.keep_text(name, self.since(start), slot.text());
        }
        Ok(())
    }

    fn undeclared(
        &mut self,
        name: &str,
        additional: Option<&mut dyn Additional>,
        other: &mut Members,
    ) -> Result<(), Misfit> {
        let Some(additional) = additional else {
            let start = self.offset();
            let value = Value::decode(self)?;
            other.forget(name);
            if std::mem::take(&mut self.lossy) {
                other.keep_text(name, self.since(start), to_string(&value));
            }
            other.insert(name, value);
            return Ok(());
        };
        other.forget(name);
        if self.peek() == Some(b'n') && !additional.nullable() && self.word("null") {
            additional.clear(name);
            other.keep_null(name);
            return Ok(());
        }
        let start = self.offset();
        additional.read(name, self)?;
        if std::mem::take(&mut self.lossy)
            && let Some(value) = additional.member(name)
        {
            other.keep_text(name, self.since(start), to_string(value));
        }
        Ok(())
    }
}

impl Writer {
    /// Writes an object: the fields in the order of the table, then all other members.
    pub fn object(
        &mut self,
        table: &Table<'_>,
        required: &[&dyn Encode],
        optional: &[&dyn Optional],
        additional: Option<&dyn Additional>,
        other: &Members,
    ) {
        self.raw("{");
        for (name, fixed) in table.fixed {
            if other.get(name).is_none() {
                self.name(name, false);
                match fixed {
                    Fixed::Text(text) => self.string(text),
                    Fixed::Json(text) => self.raw(text),
                }
                self.comma();
            }
        }
        let (required_names, optional_names) =
            table.names.split_at_checked(table.required).unwrap_or_default();
        if other.keeps_no_text() {
            for (name, field) in required_names.iter().zip(required) {
                self.name(name, table.plain);
                field.encode(self);
                self.comma();
            }
            for (name, field) in optional_names.iter().zip(optional) {
                field.encode_member(name, table.plain, self);
            }
        } else {
            for (name, field) in required_names.iter().zip(required) {
                self.member(name, *field, table.plain, other);
            }
            for (name, field) in optional_names.iter().zip(optional) {
                if !field.is_absent() {
                    self.member(name, *field, table.plain, other);
                }
            }
        }
        for (name, value) in additional.into_iter().flat_map(|additional| additional.members()) {
            if !table.names.contains(&name) {
                self.member(name, value, false, other);
            }
        }
        if !other.is_bare() {
            self.others(table, optional, additional, other);
        }
        self.close(b'}');
    }

    /// Writes a member, by the text that was kept of it if its field still says the same.
    fn member(&mut self, name: &str, value: &dyn Encode, plain: bool, other: &Members) {
        let before = self.text.len();
        self.name(name, plain);
        let start = self.text.len();
        value.encode(self);
        if !other.keeps_no_text()
            && let Some(text) =
                self.text.get(start..).and_then(|written| other.exact_text(name, written))
        {
            if text.is_empty() {
                return self.text.truncate(before);
            }
            self.text.truncate(start);
            self.raw(text);
        }
        self.comma();
    }

    #[inline]
    pub(super) fn name(&mut self, name: &str, plain: bool) {
        if plain {
            self.text.reserve(name.len() + 3);
            self.text.push(b'"');
            self.text.extend_from_slice(name.as_bytes());
            self.text.extend_from_slice(b"\":");
        } else {
            self.string(name);
            self.text.push(b':');
        }
    }

    /// Writes what the object holds beside its fields, unless the name is taken.
    fn others(
        &mut self,
        table: &Table<'_>,
        optional: &[&dyn Optional],
        additional: Option<&dyn Additional>,
        other: &Members,
    ) {
        let is_taken = |name: &str| match table.names.iter().position(|known| *known == name) {
            Some(index) => index
                .checked_sub(table.required)
                .is_none_or(|index| optional.get(index).is_some_and(|field| !field.is_absent())),
            None => additional.is_some_and(|additional| additional.member(name).is_some()),
        };
        for (name, value) in other.iter().filter(|(name, _)| !is_taken(name)) {
            self.member(name, value, false, other);
        }
        for name in other.nulls().filter(|name| !is_taken(name) && other.get(name).is_none()) {
            self.name(name, false);
            self.raw("null");
            self.comma();
        }
    }
}
