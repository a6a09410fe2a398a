//! Rust types as text, and what can be told from them alone.

use super::RustType;
use std::fmt;

impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RustType::Unit => f.write_str("()"),
            RustType::Primitive(name) | RustType::Runtime(name) => f.write_str(name),
            RustType::String => f.write_str("String"),
            RustType::Named(name) => f.write_str(name.as_str()),
            RustType::Option(inner) => write!(f, "Option<{inner}>"),
            RustType::Vec(inner) => write!(f, "Vec<{inner}>"),
            RustType::Map(inner) => write!(f, "BTreeMap<String, {inner}>"),
            RustType::KeyedMap(key, inner) => write!(f, "BTreeMap<{}, {inner}>", key.as_str()),
            RustType::Box(inner) => write!(f, "Box<{inner}>"),
            RustType::Generic(name, inner) => write!(f, "{name}<{inner}>"),
        }
    }
}

impl RustType {
    /// `Option<Self>`.
    pub(crate) fn optional(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// The type within, for those that have one.
    pub(crate) fn inner(&self) -> Option<&RustType> {
        match self {
            Self::Option(inner)
            | Self::Vec(inner)
            | Self::Map(inner)
            | Self::KeyedMap(_, inner)
            | Self::Box(inner)
            | Self::Generic(_, inner) => Some(inner),
            Self::Unit | Self::Primitive(_) | Self::String | Self::Runtime(_) | Self::Named(_) => {
                None
            }
        }
    }

    /// Whether `Default::default()` is an honest value: nothing, or an empty list or map.
    pub(crate) fn has_empty(&self) -> bool {
        matches!(
            self,
            Self::Unit | Self::Option(_) | Self::Vec(_) | Self::Map(_) | Self::KeyedMap(..)
        )
    }

    /// Whether an argument of this type is taken as `impl Into<Self>`, so that a literal can be given.
    pub(crate) fn takes_into(&self) -> bool {
        match self {
            Self::String | Self::Box(_) => true,
            Self::Runtime(name) => matches!(*name, "Integer" | "Part" | "Value"),
            Self::Unit
            | Self::Primitive(_)
            | Self::Named(_)
            | Self::Option(_)
            | Self::Vec(_)
            | Self::Map(_)
            | Self::KeyedMap(..) => false,
            Self::Generic(..) => false,
        }
    }

    /// Whether clippy calls a type as nested as this one too complex (`type_complexity`, at its default threshold of 250).
    pub(crate) fn is_complex(&self) -> bool {
        self.complexity(1) > 250
    }

    /// Ten points a node and level, as clippy counts them.
    fn complexity(&self, level: u32) -> u32 {
        let key =
            if matches!(self, Self::Map(_) | Self::KeyedMap(..)) { 10 * (level + 1) } else { 0 };
        10 * level + key + self.inner().map_or(0, |inner| inner.complexity(level + 1))
    }
}
