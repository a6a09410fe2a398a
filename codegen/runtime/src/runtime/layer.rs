//! Decides how a caller's own code comes between the client and its transport: in layers, the first added the outermost.

use super::transport::{Boxed, Failure, Incoming, Outgoing, Transport};
use std::sync::Arc;

/// Code that every request and reply goes through. A layer can change the request, answer it itself, send it or not, and look at the reply.
///
/// It works on single requests, below retries and redirects: each attempt comes through anew. What it sees holds credentials.
///
/// ```text
/// use client::transport::{Boxed, Failure, Incoming, Layer, Next, Outgoing};
///
/// struct Signed;
///
/// impl Layer for Signed {
///     fn send<'a>(
///         &'a self,
///         mut request: Outgoing,
///         next: Next<'a>,
///     ) -> Boxed<'a, Result<Incoming, Failure>> {
///         Box::pin(async move {
///             let signature = format!("{}", request.url.len());
///             request.headers.set("x-signature", signature);
///             next.send(request).await
///         })
///     }
/// }
/// ```
pub trait Layer: Send + Sync + 'static {
    /// Sends a request on, or answers it.
    fn send<'a>(
        &'a self,
        request: Outgoing,
        next: Next<'a>,
    ) -> Boxed<'a, Result<Incoming, Failure>>;
}

/// What lies below a layer.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    layers: &'a [Arc<dyn Layer>],
    transport: &'a dyn Transport,
}

impl<'a> Next<'a> {
    /// Sends the request through the layers below and over the transport.
    pub fn send(self, request: Outgoing) -> Boxed<'a, Result<Incoming, Failure>> {
        match self.layers.split_first() {
            Some((layer, layers)) => layer.send(request, Self { layers, ..self }),
            None => self.transport.send(request),
        }
    }
}

/// A transport with layers above it.
pub(crate) struct Layered {
    pub(crate) layers: Vec<Arc<dyn Layer>>,
    pub(crate) transport: Arc<dyn Transport>,
}

impl Transport for Layered {
    fn send(&self, request: Outgoing) -> Boxed<'_, Result<Incoming, Failure>> {
        Next { layers: &self.layers, transport: &*self.transport }.send(request)
    }
}
