//! What the table of the specification is made of: kinds of values, and objects with their members.

use crate::text::{Node, Value};

/// What may stand in a place.
pub(super) enum Kind {
    /// A string.
    Text,
    /// A string, or a number or boolean that YAML makes of one without quotes.
    Scalar,
    Flag,
    Number,
    Any,
    List(&'static Kind),
    /// An object of any names.
    Map(&'static Kind),
    /// The same, with extensions beside them.
    Extensible(&'static Kind),
    Object(&'static Object),
    /// An object, or a reference to one.
    Referable(&'static Object),
    Schema,
    Either(&'static Kind, &'static Kind),
}

/// An object of the specification.
pub(super) struct Object {
    /// What it is called, with an article. Nothing where unknown members are looked for elsewhere.
    pub(super) name: &'static str,
    /// The components among which a reference finds one; empty when there are none.
    pub(super) sections: &'static [&'static str],
    /// Members that it must have, of which nothing else speaks.
    pub(super) required: &'static [&'static str],
    members: &'static [(&'static str, Kind)],
    /// Members of any kind, and those whose kind is looked at elsewhere.
    others: &'static [&'static str],
}

impl Object {
    pub(super) fn member(&self, name: &str) -> Option<&Kind> {
        self.members.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }

    /// The names of all members.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.members.iter().map(|(name, _)| *name).chain(self.others.iter().copied())
    }
}

impl Kind {
    /// Whether a value is of this kind; what it holds is not looked at.
    pub(super) fn takes(&self, node: &Node) -> bool {
        match self {
            Kind::Any => true,
            Kind::Text => matches!(node.value, Value::String(_)),
            Kind::Scalar => node.text().is_some(),
            Kind::Flag => matches!(node.value, Value::Bool(_)),
            Kind::Number => matches!(node.value, Value::Number(_)),
            Kind::List(_) => matches!(node.value, Value::Array(_)),
            Kind::Map(_) | Kind::Extensible(_) | Kind::Object(_) | Kind::Referable(_) => {
                matches!(node.value, Value::Object(_))
            }
            Kind::Schema => matches!(node.value, Value::Object(_) | Value::Bool(_)),
            Kind::Either(one, other) => one.takes(node) || other.takes(node),
        }
    }

    /// The kind in words, for messages.
    pub(super) fn words(&self) -> String {
        match self {
            Kind::Text | Kind::Scalar => "a string".to_owned(),
            Kind::Flag => "a boolean".to_owned(),
            Kind::Number => "a number".to_owned(),
            Kind::Any => "any value".to_owned(),
            Kind::List(_) => "an array".to_owned(),
            Kind::Map(_) | Kind::Extensible(_) | Kind::Object(_) | Kind::Referable(_) => {
                "an object".to_owned()
            }
            Kind::Schema => "a schema".to_owned(),
            Kind::Either(one, other) => format!("{} or {}", one.words(), other.words()),
        }
    }
}

pub(super) const fn object(name: &'static str, members: &'static [(&'static str, Kind)]) -> Object {
    Object { name, sections: &[], required: &[], members, others: &[] }
}

impl Object {
    pub(super) const fn others(self, others: &'static [&'static str]) -> Self {
        Self { others, ..self }
    }

    pub(super) const fn required(self, required: &'static [&'static str]) -> Self {
        Self { required, ..self }
    }

    pub(super) const fn sections(self, sections: &'static [&'static str]) -> Self {
        Self { sections, ..self }
    }
}
