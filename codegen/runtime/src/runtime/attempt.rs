//! Decides how one attempt goes: the request goes out, redirects are followed, and the body of a success is taken in.

use super::coding::Decoder;
use super::error::Error;
use super::gate::Turn;
use super::headers::Headers;
use super::mask::{Mask, clean};
use super::method::Method;
use super::output::{Reading, Received};
use super::prepare::Prepared;
use super::receive::{Break, Receiver};
use super::redirect;
use super::refusal::{failed, unasked};
use super::send::{Exchange, Hope, Outcome};
use super::status::StatusCode;
use super::transport::{Chunks, Incoming, Outgoing, Phase};
use reqwest::Url;
use tokio::time::{Instant, timeout_at};

impl Exchange<'_> {
    pub(super) async fn attempt(&mut self, reading: Reading, turn: &mut Option<Turn>) -> Outcome {
        let Some(until) = self.limit.until else { return self.unlimited(reading, turn).await };
        // A timer rings up to a millisecond late, in which a fast server can answer.
        if until > Instant::now()
            && let Ok(outcome) = timeout_at(until, self.unlimited(reading, turn)).await
        {
            return outcome;
        }
        let what = if self.has_head { "no complete reply" } else { "no reply" };
        let (error, hope) = self.out_of_time(what);
        Outcome::Failed(error, hope)
    }

    /// The attempt, for as long as it takes.
    async fn unlimited(&mut self, reading: Reading, turn: &mut Option<Turn>) -> Outcome {
        let reply = match self.head().await {
            Ok(reply) if reply.status.is_success() => reply,
            Ok(reply) => return Outcome::Refused(reply),
            Err((error, hope)) => return Outcome::Failed(error, hope),
        };
        self.has_head = true;
        let Incoming { status, headers, body } = reply;
        match self.body(status, &headers, body, reading, turn).await {
            Ok(received) => Outcome::Done(headers, received),
            Err((error, hope)) => Outcome::Failed(error, hope),
        }
    }

    /// Sends the request and follows redirects.
    async fn head(&mut self) -> Result<Incoming, (Error, Hope)> {
        let Prepared { method, headers, body, mask, .. } = &self.prepared;
        // Every URL of the attempt, once there are several.
        let mut seen: Vec<Url> = Vec::new();
        loop {
            let url = seen.last().unwrap_or(&self.prepared.url);
            let request = Outgoing {
                method: *method,
                url: url.as_str().to_owned(),
                parsed: Some(url.clone()),
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
                        Phase::Connect | Phase::ConnectTimeout if seen.is_empty() => Hope::Unsent,
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
            if seen.is_empty() {
                seen.push(self.prepared.url.clone());
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
        status: StatusCode,
        headers: &Headers,
        body: Box<dyn Chunks>,
        reading: Reading,
        turn: &mut Option<Turn>,
    ) -> Result<Received, (Error, Hope)> {
        let limit = self.client.max_body;
        let has_body =
            self.prepared.method != Method::Head && !matches!(status.as_u16(), 204 | 205);
        let length = headers.get("content-length").and_then(|text| text.trim().parse::<u64>().ok());
        let coding = |fault: String| {
            let fault = clean(&self.prepared.mask.text(&fault), 200);
            (Error::transport(fault, None), Hope::Again)
        };
        let decoder = Decoder::new(headers).map_err(|coding| unasked(&coding));
        let received = if !has_body {
            Received::Whole(Vec::new())
        } else if reading.is_whole() {
            if length.is_some_and(|length| length > limit) {
                return Err((Error::too_large(limit), Hope::None));
            }
            let receiver = Receiver::new(decoder.map_err(coding)?, body);
            let mut bytes = Vec::with_capacity(length.unwrap_or(0).min(1 << 20) as usize);
            receiver.read(limit, &mut bytes).await.map_err(|fault| match fault {
                Break::Cut(failure) => (failed(&failure, &self.prepared.mask), Hope::Again),
                Break::Coding(fault) => coding(fault),
                Break::TooLarge => (Error::too_large(limit), Hope::None),
            })?;
            Received::Whole(bytes)
        } else {
            let receiver = Receiver::new(decoder.map_err(coding)?, body);
            Received::Streamed(receiver.keeping(turn.take()))
        };
        Ok(received)
    }
}

/// The first header that names the request.
fn request_id(headers: &Headers, names: &[&str], mask: &Mask) -> Option<String> {
    let ids = names.iter().flat_map(|name| headers.get_all(name)).map(str::trim);
    // An id is for a person to quote: what is longer is none.
    ids.into_iter().find(|id| !id.is_empty()).map(|id| clean(&mask.text(id), 200))
}
