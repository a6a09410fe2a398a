//! Decides how optional values, lists and maps look in JSON.

use std::collections::BTreeMap;

use super::{Decode, Encode, Misfit, Reader, Writer};

impl<T: Decode> Decode for Box<T> {
    const NULLABLE: bool = T::NULLABLE;

    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        T::decode(reader).map(Box::new)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }
}

/// `None` is null; as an optional member it is left out.
impl<T: Decode> Decode for Option<T> {
    const NULLABLE: bool = true;

    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        if reader.peek() == Some(b'n') && reader.word("null") {
            Ok(None)
        } else {
            T::decode(reader).map(Some)
        }
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.raw("null"),
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        reader.array_start()?;
        reader.elements(0)
    }
}

impl Reader<'_> {
    /// Takes the elements that are left of an array whose first `index` elements were taken.
    ///
    /// # Errors
    ///
    /// The misfit of the first element that does not fit.
    pub fn elements<T: Decode>(&mut self, index: usize) -> Result<Vec<T>, Misfit> {
        let mut items = Vec::new();
        while self.array_next(index + items.len() == 0)? {
            match T::decode(self) {
                Ok(item) => items.push(item),
                Err(misfit) => return Err(misfit.in_element(index + items.len())),
            }
        }
        Ok(items)
    }

    /// Takes the element `index` of an array whose earlier elements were taken.
    ///
    /// # Errors
    ///
    /// A misfit when the array ends before it or it does not fit.
    pub fn element<T: Decode>(&mut self, index: usize) -> Result<T, Misfit> {
        if !self.array_next(index == 0)? {
            return Err(Misfit::missing_element(self.offset(), index));
        }
        T::decode(self).map_err(|misfit| misfit.in_element(index))
    }
}

impl Writer {
    /// Writes an array.
    pub fn array<'a>(&mut self, items: impl IntoIterator<Item = &'a dyn Encode>) {
        self.raw("[");
        for item in items {
            item.encode(self);
            self.comma();
        }
        self.close(b']');
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, writer: &mut Writer) {
        writer.raw("[");
        for item in self {
            item.encode(writer);
            writer.comma();
        }
        writer.close(b']');
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        self.as_slice().encode(writer);
    }
}

/// The names are texts, or values of an enum that keeps the texts that it does not know.
impl<K: Ord + From<String>, T: Decode> Decode for BTreeMap<K, T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Misfit> {
        reader.object_start()?;
        let mut map = Self::new();
        let mut first = true;
        while reader.object_next(first)? {
            first = false;
            let name = reader.member_name()?;
            match T::decode(reader) {
                Ok(value) => _ = map.insert(K::from(name.into_owned()), value),
                Err(misfit) => return Err(misfit.in_member(&name)),
            }
        }
        Ok(map)
    }
}

impl<K: AsRef<str>, T: Encode> Encode for BTreeMap<K, T> {
    fn encode(&self, writer: &mut Writer) {
        writer.raw("{");
        for (name, value) in self {
            writer.string(name.as_ref());
            writer.raw(":");
            value.encode(writer);
            writer.comma();
        }
        writer.close(b'}');
    }
}
