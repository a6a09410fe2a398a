//! Decides where the members of an object go: those that are declared into slots, the others into a map of one type.

use super::{Decode, Encode, Misfit, Reader, to_string};
use std::collections::BTreeMap;

/// A place that a declared member is read into.
pub trait Slot {
    /// Reads the member.
    ///
    /// # Errors
    ///
    /// The misfit of its value.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Misfit>;
    /// Whether null is a value of the member's type.
    fn nullable(&self) -> bool;
    /// Empties the place.
    fn clear(&mut self);
    /// Whether the member was read.
    fn is_filled(&self) -> bool;
    /// Puts null into the place if that is a value of the type, and says whether the place is filled now.
    fn fill(&mut self) -> bool;
    /// What would be written, as JSON.
    fn text(&self) -> String;
}

impl<T: Decode + Encode> Slot for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Misfit> {
        *self = Some(T::decode(reader)?);
        Ok(())
    }

    fn nullable(&self) -> bool {
        T::NULLABLE
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn is_filled(&self) -> bool {
        self.is_some()
    }

    fn fill(&mut self) -> bool {
        if T::NULLABLE {
            *self = T::decode(&mut Reader::new("null")).ok();
        }
        self.is_some()
    }

    fn text(&self) -> String {
        to_string(self)
    }
}

/// A place for all members that are not declared by name but have a declared type.
pub trait Additional {
    /// Reads the member `name`.
    ///
    /// # Errors
    ///
    /// The misfit of its value.
    fn read(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Misfit>;
    /// Whether null is a value of the members' type.
    fn nullable(&self) -> bool;
    /// Takes the member `name` out.
    fn clear(&mut self, name: &str);
    /// The member `name`.
    fn member(&self, name: &str) -> Option<&dyn Encode>;
    /// All members.
    fn members(&self) -> Box<dyn Iterator<Item = (&str, &dyn Encode)> + '_>;
}

impl<T: Decode + Encode> Additional for BTreeMap<String, T> {
    fn read(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Misfit> {
        let value = T::decode(reader)?;
        self.insert(name.to_owned(), value);
        Ok(())
    }

    fn nullable(&self) -> bool {
        T::NULLABLE
    }

    fn clear(&mut self, name: &str) {
        self.remove(name);
    }

    fn member(&self, name: &str) -> Option<&dyn Encode> {
        self.get(name).map(|value| value as &dyn Encode)
    }

    fn members(&self) -> Box<dyn Iterator<Item = (&str, &dyn Encode)> + '_> {
        Box::new(self.iter().map(|(name, value)| (name.as_str(), value as &dyn Encode)))
    }
}
