//! Decides how the members of an object come into a struct's fields; those that it does not declare are kept.

use std::collections::BTreeMap;

use super::slot::{Additional, Slot};
use super::{Decode, Members, Misfit, Reader, Table, Value, to_string};

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
        // Constant members with another value than theirs.
        let mut odd = BTreeMap::new();
        let mut likely = 0;
        let mut first = true;
        while self.object_next(first)? {
            first = false;
            // Members mostly come in the order in which they are declared, so the next name is tried before it is even read.
            if table.key(likely).is_some_and(|key| self.member_named(key)) {
                self.declared(table, likely, slots, other)?;
                likely += 1;
                continue;
            }
            let name = self.member_name()?;
            if let Some(index) = table.position(&name, likely) {
                self.declared(table, index, slots, other)?;
                likely = index + 1;
            } else if let Some(index) = table.fixed().iter().position(|(known, _)| *known == name) {
                fixed |= 1 << (index % 64);
                let value = Value::decode(self).map_err(|misfit| misfit.in_member(&name))?;
                if table.fixed().get(index).is_some_and(|(_, fixed)| fixed.matches(&value)) {
                    odd.remove(&index);
                } else {
                    odd.insert(index, (name, value));
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
        odd.into_values().for_each(|(name, value)| other.add(name, value));
        other.settle();
        for (index, (name, _)) in table.fixed().iter().enumerate() {
            if fixed & (1 << (index % 64)) == 0 {
                return Err(Misfit::missing(start, name));
            }
        }
        for (index, slot) in slots.iter_mut().enumerate().take(table.required()) {
            if !slot.is_filled() {
                let name = table.name(index).unwrap_or_default();
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
        let Some(slot) = slots.get_mut(index) else { return self.skip() };
        let name = || table.name(index).unwrap_or_default();
        if !other.keeps_no_text() {
            other.forget(name());
        }
        if self.peek() == Some(b'n')
            && index >= table.required()
            && !slot.nullable()
            && self.word("null")
        {
            slot.clear();
            other.keep_null(name());
            return Ok(());
        }
        let start = self.offset();
        if let Err(misfit) = slot.read(self) {
            return Err(misfit.in_member(name()));
        }
        if std::mem::take(&mut self.lossy) {
            other.keep_text(name(), self.since(start), slot.text());
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
            other.add(name, value);
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
