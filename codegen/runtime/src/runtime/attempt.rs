//! Decides how one attempt goes: the request goes out, redirects are followed, and the body of a success is taken in.

use super::coding::Decoder;
use super::error::Error;
use super::gate::Turn;
use super::headers::Headers;
use super::mask::{Mask, clean};
use super::method::Method;
use super::output::{Fetched, Reading, Received};
use super::prepare::Prepared;
use super::receive::{Break, Receiver};
use super::redirect;
use super::refusal::{failed, unasked};
use super::send::{Exchange, Hope, Outcome};
use super::transport::{Incoming, Outgoing, Phase};
use tokio::time::{Instant, timeout_at};

impl Exchange<'_> {
    pub(super) async fn attempt(&mut self, reading: Reading, turn: &mut Option<Turn>) -> Outcome {
        let head = match self.limit.until {
            // A timer rings up to a millisecond late, in which a fast server can answer.
            Some(until) if until <= Instant::now() => Err(self.out_of_time("no reply")),
            Some(until) => match timeout_at(until, self.head()).await {
                Ok(head) => head,
                Err(_) => Err(self.out_of_time("no reply")),
            },
            None => self.head().await,
        };
        let reply = match head {
            Ok(reply) if reply.status.is_success() => reply,
            Ok(reply) => return Outcome::Refused(reply),
            Err((error, hope)) => return Outcome::Failed(error, hope),
        };
        match self.body(reply, reading, turn).await {
            Ok(fetched) => Outcome::Done(Box::new(fetched)),
            Err((error, hope)) => Outcome::Failed(error, hope),
        }
    }

    /// Sends the request and follows redirects.
    async fn head(&mut self) -> Result<Incoming, (Error, Hope)> {
        let Prepared { method, headers, body, mask, .. } = &self.prepared;
        let mut seen = vec![self.prepared.url.clone()];
        loop {
            let request = Outgoing {
                method: *method,
                url: seen.last().map(|url| url.as_str().to_owned()).unwrap_or_default(),
                headers: headers.clone(),
                body: body.clone(),
                operation: self.context.operation.clone(),
                attempt: self.context.attempts,
            };
            let mut reply = match self.client.transport.send(request).await {
                Ok(reply) => reply,
                Err(failure) => {
                    let hope = match failure.phase {
                        Phase::Request => Hope::None,
                        // A redirect means that something was sent.
                        Phase::Connect | Phase::ConnectTimeout if seen.len() == 1 => Hope::Unsent,
                        Phase::Connect | Phase::ConnectTimeout | Phase::Head | Phase::Body => {
                            Hope::Again
                        }
                    };
                    return Err((failed(&failure, mask), hope));
                }
            };
            self.context.status = Some(reply.status);
            self.context.request_id = request_id(&reply.headers, self.client.api.request_id, mask);
            reply.headers.mark(|_, value| mask.finds(value));
            if !redirect::is_redirect(reply.status) {
                return Ok(reply);
            }
            let next =
                redirect::next(*method, &seen, reply.status, reply.headers.get("location"), mask);
            seen.push(next.map_err(|error| (error, Hope::None))?);
            drop(reply);
            if !self.client.gate.pace(self.limit.until).await {
                return Err(self.out_of_time("no turn for the redirect"));
            }
        }
    }

    /// Takes in the body of a successful reply.
    async fn body(
        &self,
        reply: Incoming,
        reading: Reading,
        turn: &mut Option<Turn>,
    ) -> Result<Fetched, (Error, Hope)> {
        let Incoming { status, headers, body } = reply;
        let limit = self.client.max_body;
        let has_body =
            self.prepared.method != Method::Head && !matches!(status.as_u16(), 204 | 205);
        let length = headers.get("content-length").and_then(|text| text.trim().parse::<u64>().ok());
        let coding = |fault: String| {
            let fault = clean(&self.prepared.mask.text(&fault), 200);
            (Error::transport(fault, None), Hope::Again)
        };
        let decoder = Decoder::new(&headers).map_err(|coding| unasked(&coding));
        let received = if !has_body {
            Received::Whole(Vec::new())
        } else if reading.is_whole() {
            if length.is_some_and(|length| length > limit) {
                return Err((Error::too_large(limit), Hope::None));
            }
            let receiver = Receiver::new(decoder.map_err(coding)?, body);
            let mut bytes = Vec::with_capacity(length.unwrap_or(0).min(1 << 20) as usize);
            let read = match self.limit.until {
                Some(until) => match timeout_at(until, receiver.read(limit, &mut bytes)).await {
                    Ok(read) => read,
                    Err(_) => return Err(self.out_of_time("no complete reply")),
                },
                None => receiver.read(limit, &mut bytes).await,
            };
            read.map_err(|fault| match fault {
                Break::Cut(failure) => (failed(&failure, &self.prepared.mask), Hope::Again),
                Break::Coding(fault) => coding(fault),
                Break::TooLarge => (Error::too_large(limit), Hope::None),
            })?;
            Received::Whole(bytes)
        } else {
            let receiver = Receiver::new(decoder.map_err(coding)?, body);
            Received::Streamed(receiver.keeping(turn.take()))
        };
        Ok(Fetched {
            context: self.context.clone(),
            address: self.prepared.url.clone(),
            headers,
            mask: self.prepared.mask.clone(),
            envelope: self.client.api.envelope,
            received,
            patience: self.prepared.timeout,
            max_item: limit,
            again: None,
        })
    }
}

/// The first header that names the request.
fn request_id(headers: &Headers, names: &[&str], mask: &Mask) -> Option<String> {
    let ids = names.iter().flat_map(|name| headers.get_all(name)).map(str::trim);
    // An id is for a person to quote: what is longer is none.
    ids.into_iter().find(|id| !id.is_empty()).map(|id| clean(&mask.text(id), 200))
}
