//! Decides what a server would send for a value.

use super::super::api::Envelope;
use super::super::bytes::Bytes;
use super::super::json::{self, Decode, Encode, Value};
use super::super::output::{Nothing, Output, Text};
use std::collections::BTreeMap;

/// What stands around a value in a reply.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub(super) envelope: Option<Envelope>,
    pub(super) member: Option<&'static str>,
}

/// An output whose value can be written as a reply: JSON, text, bytes, nothing.
pub trait Answer: Output {
    /// The content type of the reply, and its body.
    fn answer(value: &Self::Value, frame: Frame) -> (&'static str, Vec<u8>);
}

impl<T: Decode + Encode + Send + 'static> Answer for T {
    fn answer(value: &T, frame: Frame) -> (&'static str, Vec<u8>) {
        ("application/json", json::to_vec(&frame.around(json::to_value(value))))
    }
}

impl Answer for Nothing {
    fn answer((): &(), _: Frame) -> (&'static str, Vec<u8>) {
        ("application/json", Vec::new())
    }
}

impl Answer for Text {
    fn answer(value: &String, _: Frame) -> (&'static str, Vec<u8>) {
        ("text/plain; charset=utf-8", value.clone().into_bytes())
    }
}

impl Answer for Bytes {
    fn answer(value: &Bytes, _: Frame) -> (&'static str, Vec<u8>) {
        ("application/octet-stream", value.to_vec())
    }
}

impl Frame {
    /// The value in its envelope.
    fn around(self, value: Value) -> Value {
        let Some(member) = self.member else { return value };
        self.object([(member, value)], true, Value::Array(Vec::new()))
    }

    /// A failure with one message, in the envelope's form if the API has one.
    pub(super) fn failure(self, code: Value, message: &str) -> Value {
        let (code_name, message_name) =
            self.envelope.map_or(("code", "message"), |names| (names.code, names.message));
        let entry = [(code_name, code), (message_name, message.into())];
        let entry = Value::Object(entry.map(|(name, value)| (name.to_owned(), value)).into());
        match self.envelope.filter(|names| !names.errors.is_empty()) {
            Some(_) => self.object([], false, Value::Array(vec![entry])),
            None => entry,
        }
    }

    fn object<const N: usize>(
        self,
        members: [(&str, Value); N],
        success: bool,
        errors: Value,
    ) -> Value {
        let mut all = BTreeMap::from(members.map(|(name, value)| (name.to_owned(), value)));
        if let Some(names) = self.envelope {
            for (name, value) in [(names.success, success.into()), (names.errors, errors)] {
                if !name.is_empty() {
                    all.insert(name.to_owned(), value);
                }
            }
        }
        Value::Object(all)
    }
}
