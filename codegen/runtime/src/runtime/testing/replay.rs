//! Answers calls from a recording.

use super::super::mask::MASKED;
use super::super::transport::{Boxed, Failure, Incoming, Outgoing, Phase, Transport};
use super::exchange::{Content, Exchange};
use super::mock::{Sent, lock, reply};
use super::pattern::same_body;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A transport that answers calls from a recording, each exchange once, in its order.
///
/// A call is answered by the next exchange of the same method, path, query and body, whatever the host and the credentials.
#[derive(Clone, Debug)]
pub struct Replay(Arc<Mutex<Vec<Exchange>>>);

impl Replay {
    /// Reads a recording.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is no recording.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        Self::from_text(&std::fs::read_to_string(path)?)
    }

    /// Reads a recording from its text.
    ///
    /// # Errors
    ///
    /// When it is no recording.
    pub fn from_text(text: &str) -> io::Result<Self> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let read = |(index, line): (usize, &str)| {
            Exchange::of_line(line).ok_or_else(|| {
                let message = format!("line {} is no recorded exchange", index + 1);
                io::Error::new(ErrorKind::InvalidData, message)
            })
        };
        Ok(Self(Arc::new(Mutex::new(lines.map(read).collect::<io::Result<_>>()?))))
    }

    /// How many exchanges were not asked for yet.
    pub fn left(&self) -> usize {
        lock(&self.0).len()
    }
}

impl Transport for Replay {
    fn send(&self, request: Outgoing) -> Boxed<'_, Result<Incoming, Failure>> {
        Box::pin(async move {
            let sent = Sent::new(request).await;
            let mut exchanges = lock(&self.0);
            let found = exchanges.iter().position(|exchange| fits(exchange, &sent));
            let refuse = |why: String| Err(Failure::new(Phase::Request, [why]));
            let Some(found) = found else {
                return refuse(format!(
                    "no recorded exchange for {} {}",
                    sent.method(),
                    sent.path()
                ));
            };
            let Exchange { status, headers, received, .. } = exchanges.remove(found);
            match received {
                Content::Text(text) => Ok(reply(status, headers, text.into_bytes())),
                Content::Bytes(bytes) => Ok(reply(status, headers, bytes)),
                Content::Withheld => {
                    refuse("the body of this exchange was not recorded".to_owned())
                }
            }
        })
    }
}

fn fits(exchange: &Exchange, sent: &Sent) -> bool {
    let (path, query) = exchange.target.split_once('?').unwrap_or((&exchange.target, ""));
    let own: Vec<&str> = sent.query_text().split('&').filter(|piece| !piece.is_empty()).collect();
    let recorded: Vec<&str> = query.split('&').filter(|piece| !piece.is_empty()).collect();
    let same_query = own.len() == recorded.len()
        && own.iter().zip(&recorded).all(|(own, recorded)| {
            let (name, value) = recorded.split_once('=').unwrap_or((recorded, ""));
            let masked = value.contains(MASKED) && own.split('=').next() == Some(name);
            own == recorded || masked
        });
    let same_body = match &exchange.sent {
        Content::Text(text) => text.contains(MASKED) || same_body(text.as_bytes(), sent.body()),
        Content::Bytes(bytes) => bytes == sent.body(),
        Content::Withheld => true,
    };
    exchange.method == sent.method().as_str() && path == sent.path() && same_query && same_body
}
