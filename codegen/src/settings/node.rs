//! Turns the tree of a settings file into [`Settings`](super::Settings), so that each mistake has its position.

use super::Settings;
use crate::names::nearest;
use crate::text::{Mark, Member, Node, Value};
use serde::Deserialize;
use serde::de::{
    self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use std::fmt;

/// A mistake in a settings file.
#[derive(Debug)]
pub(super) struct Fault {
    /// Where; set by the innermost reader that knows.
    pub(super) at: Option<Mark>,
    /// What is wrong.
    pub(super) message: String,
    /// What to do about it.
    pub(super) help: Option<String>,
    /// Whether a key is not a setting at all.
    pub(super) unknown: bool,
}

/// Reads the whole tree.
pub(super) fn settings(tree: &Node) -> Result<Settings, Fault> {
    Settings::deserialize(Reader(tree))
}

impl Fault {
    fn new(message: String) -> Self {
        Self { at: None, message, help: None, unknown: false }
    }

    fn at(mut self, mark: Mark) -> Self {
        self.at = self.at.or(Some(mark));
        self
    }

    fn choices(mut self, wanted: &str, known: &'static [&'static str]) -> Self {
        self.help = match nearest(wanted, known.iter().copied()) {
            Some(name) => Some(format!("did you mean `{name}`?")),
            None if known.is_empty() => None,
            None => Some(format!("it can be `{}`", known.join("`, `"))),
        };
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let fault =
            Self::new(format!("there is no setting `{field}` here")).choices(field, expected);
        Self { unknown: true, ..fault }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(format!("`{variant}` is none of the possible values")).choices(variant, expected)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("the setting `{field}` is missing"))
    }
}

/// Reads one node.
#[derive(Clone, Copy)]
struct Reader<'a>(&'a Node);

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let read = match &self.0.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(text) => match (self.0.as_u64(), self.0.as_f64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (None, Some(number)) => visitor.visit_f64(number),
                (None, None) => Err(Fault::new(format!("the number {text} is too large"))),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Array(items) => visitor.visit_seq(Items(items.iter())),
            Value::Object(object) => {
                visitor.visit_map(Members { members: object.members().iter(), current: None })
            }
        };
        read.map_err(|fault| fault.at(self.0.at))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0.text() {
            Some(text) if self.0.as_str().is_none() => Err(Fault {
                at: Some(self.0.at),
                message: format!("expected a text, found {}", self.0.kind()),
                help: Some(format!("put it in quotes: \"{text}\"")),
                unknown: false,
            }),
            Some(text) => visitor.visit_str(text).map_err(|fault: Fault| fault.at(self.0.at)),
            None => {
                Err(Fault::new(format!("expected a text, found {}", self.0.kind())).at(self.0.at))
            }
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_string(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0.as_bool() {
            Some(value) => visitor.visit_bool(value),
            None => Err(Fault::new(format!("expected true or false, found {}", self.0.kind()))
                .at(self.0.at)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0.as_str() {
            Some(text) => visitor
                .visit_enum(text.into_deserializer())
                .map_err(|fault: Fault| fault.at(self.0.at)),
            None => {
                Err(Fault::new(format!("expected a text, found {}", self.0.kind())).at(self.0.at))
            }
        }
    }

    // A part that is there without contents, as when all of it is commented out, is that part with its defaults.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.object(
            fields
                .first()
                .map_or(String::new(), |field| format!(" with members such as `{field}`")),
            visitor,
        )
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.object(String::new(), visitor)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct identifier ignored_any
    }
}

impl Reader<'_> {
    fn object<'de, V: Visitor<'de>>(self, such_as: String, visitor: V) -> Result<V::Value, Fault> {
        let members = match &self.0.value {
            Value::Object(object) => object.members(),
            Value::Null => &[],
            _ => {
                return Err(Fault::new(format!(
                    "expected an object{such_as}, found {}",
                    self.0.kind()
                ))
                .at(self.0.at));
            }
        };
        visitor
            .visit_map(Members { members: members.iter(), current: None })
            .map_err(|fault| fault.at(self.0.at))
    }
}

struct Items<'a>(std::slice::Iter<'a, Node>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        self.0.next().map(|item| seed.deserialize(Reader(item))).transpose()
    }
}

struct Members<'a> {
    members: std::slice::Iter<'a, Member>,
    current: Option<&'a Member>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        self.current = self.members.next();
        let Some(member) = self.current else { return Ok(None) };
        let key: de::value::StrDeserializer<'_, Fault> = (&*member.name).into_deserializer();
        seed.deserialize(key).map(Some).map_err(|fault| fault.at(member.at))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        match self.current {
            Some(member) => {
                seed.deserialize(Reader(&member.value)).map_err(|fault| fault.at(member.at))
            }
            None => Err(Fault::new("a value without a key".to_owned())),
        }
    }
}
