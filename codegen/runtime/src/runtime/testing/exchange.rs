//! How a recorded exchange is written: one JSON object a line, credentials masked.

use super::super::headers::Headers;
use super::super::json::{self, Value};
use super::super::mask::Mask;
use super::super::status::StatusCode;
use std::collections::BTreeMap;

/// A call and what came back.
#[derive(Clone, Debug)]
pub(super) struct Exchange {
    pub(super) method: String,
    /// Path and query.
    pub(super) target: String,
    pub(super) sent: Content,
    pub(super) status: StatusCode,
    pub(super) headers: Headers,
    pub(super) received: Content,
    /// Whether the body came to its end.
    pub(super) whole: bool,
}

/// A body as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Text(String),
    Bytes(Vec<u8>),
    /// It may hold a credential that cannot be found in it.
    Withheld,
}

impl Content {
    /// What of a body may be written down. A compressed one could hide a credential.
    pub(super) fn new(bytes: &[u8], compressed: bool, mask: &Mask) -> Self {
        if compressed {
            return Self::Withheld;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Text(mask.text(text)),
            Err(_) if mask.finds(&String::from_utf8_lossy(bytes)) => Self::Withheld,
            Err(_) => Self::Bytes(bytes.to_vec()),
        }
    }

    fn to_value(&self) -> Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Bytes(bytes) => {
                let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                Value::Object([("hex".to_owned(), hex.into())].into())
            }
            Self::Withheld => Value::Null,
        }
    }

    fn of_value(value: Option<&Value>) -> Option<Self> {
        match value? {
            Value::String(text) => Some(Self::Text(text.clone())),
            Value::Null => Some(Self::Withheld),
            value => {
                let hex = value.get("hex")?.as_str()?.as_bytes();
                let byte = |two: &[u8]| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok();
                hex.chunks(2).map(byte).collect::<Option<Vec<u8>>>().map(Self::Bytes)
            }
        }
    }
}

impl Exchange {
    /// As one line.
    pub(super) fn to_line(&self) -> String {
        let object = |members: Vec<(&str, Value)>| {
            let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
            Value::Object(members.collect::<BTreeMap<_, _>>())
        };
        let headers: Vec<Value> = self
            .headers
            .shown()
            .map(|(name, value)| Value::Array(vec![name.into(), value.into()]))
            .collect();
        json::to_string(&object(vec![
            (
                "request",
                object(vec![
                    ("method", self.method.as_str().into()),
                    ("target", self.target.as_str().into()),
                    ("body", self.sent.to_value()),
                ]),
            ),
            (
                "reply",
                object(vec![
                    ("status", u32::from(self.status.as_u16()).into()),
                    ("headers", Value::Array(headers)),
                    ("body", self.received.to_value()),
                    ("whole", self.whole.into()),
                ]),
            ),
        ]))
    }

    /// From a line.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        let value: Value = line.parse().ok()?;
        let (request, reply) = (value.get("request")?, value.get("reply")?);
        let mut headers = Headers::new();
        for pair in reply.get("headers")?.as_array()? {
            let [name, value] = pair.as_array()? else { return None };
            headers.append(name.as_str()?, value.as_str()?);
        }
        Some(Self {
            method: request.get("method")?.as_str()?.to_owned(),
            target: request.get("target")?.as_str()?.to_owned(),
            sent: Content::of_value(request.get("body"))?,
            status: StatusCode::new(u16::try_from(reply.get("status")?.as_u64()?).ok()?),
            headers,
            received: Content::of_value(reply.get("body"))?,
            whole: reply.get("whole")?.as_bool()?,
        })
    }
}
