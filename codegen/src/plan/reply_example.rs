//! Decides which reply a mock gives when a test asks for none in particular: the description's example, else one made of the schema.

use super::sample::Sampler;
use crate::ir;
use crate::settings::{Envelope, Settings};
use crate::text::write_json_string;

/// Longer examples are left out: they would be most of a large crate's text.
const LONGEST_EXAMPLE: usize = 8_000;

/// One that is made is shorter, as it says less.
const LONGEST_MADE: usize = 1_500;

/// A reply for mocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyExample {
    /// Its status.
    pub status: u16,
    /// The whole of it, as JSON text.
    pub json: String,
}

/// The reply of each operation that answers with JSON.
pub(crate) fn all(api: &ir::Api, settings: &Settings) -> Vec<Option<ReplyExample>> {
    let (mut lifelike, mut brief) = (Sampler::lifelike(api), Sampler::new(api));
    let mut reply = |operation: &ir::Operation| {
        let response = operation.success.iter().find(|response| response.media.is_some())?;
        let ty = response.json()?;
        let short = |text: &String| text.len() <= LONGEST_MADE;
        let mut made = || lifelike.one(ty).filter(short).or_else(|| brief.one(ty).filter(short));
        let own = response.example.clone().filter(|text| text.len() <= LONGEST_EXAMPLE);
        let json = match (own, &response.member) {
            (Some(own), _) => own,
            (None, Some(member)) => around(member, &made()?, settings.envelope.as_ref()),
            (None, None) => made()?,
        };
        Some(ReplyExample { status: response.status.parse().unwrap_or(200), json })
    };
    api.operations.iter().map(&mut reply).collect()
}

/// A value in its envelope.
fn around(member: &str, value: &str, envelope: Option<&Envelope>) -> String {
    let mut text = String::from("{");
    let success = envelope.and_then(|envelope| envelope.success.as_deref());
    for (name, value) in success.map(|name| (name, "true")).into_iter().chain([(member, value)]) {
        if text.len() > 1 {
            text.push(',');
        }
        write_json_string(name, &mut text);
        text.push(':');
        text.push_str(value);
    }
    text.push('}');
    text
}
