//! Decides how requests really go out: over reqwest, with everything switched off that the runtime does itself.

use super::background::Home;
use super::body::{Body, OutStream, StreamError};
use super::bytes::Bytes;
use super::headers::Headers;
use super::pools::Pools;
use super::status::StatusCode;
use super::transport::{Boxed, Chunks, Failure, Incoming, Outgoing, Phase, Transport};
use http_body::{Body as HttpBody, Frame};
use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// What is set once for all connections.
pub(crate) struct Settings {
    pub(crate) connect: Duration,
    /// Whether connections are kept out of the callers' runtimes.
    pub(crate) apart: bool,
    pub(crate) no_proxy: bool,
    pub(crate) proxy: Option<String>,
    /// Certificates to trust, in PEM form.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) roots: Vec<Vec<u8>>,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) only_roots: bool,
    /// The certificate that is shown to the server, and its key.
    #[cfg(feature = "rustls")]
    pub(crate) identity: Option<Vec<u8>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            apart: false,
            no_proxy: false,
            proxy: None,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            roots: Vec::new(),
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            only_roots: false,
            #[cfg(feature = "rustls")]
            identity: None,
        }
    }
}

impl Settings {
    /// What of the proxy's URL must not be shown.
    pub(crate) fn proxy_secrets(&self) -> Option<String> {
        let url = reqwest::Url::parse(self.proxy.as_deref()?).ok()?;
        url.password().map(str::to_owned)
    }

    /// Whom to trust, and what to show who asks.
    fn tls(&self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, String> {
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let builder = {
            let mut roots = Vec::new();
            for pem in &self.roots {
                let parsed = reqwest::Certificate::from_pem_bundle(pem).ok();
                let parsed = parsed.filter(|parsed| !parsed.is_empty());
                roots.extend(parsed.ok_or("a root certificate is unusable: PEM is wanted")?);
            }
            match (self.only_roots, roots.is_empty()) {
                (true, _) => builder.tls_certs_only(roots),
                (false, false) => builder.tls_certs_merge(roots),
                (false, true) => builder,
            }
        };
        // Where both are there, what another crate of the program asks for must not change whom this one trusts.
        #[cfg(feature = "rustls")]
        let builder = builder.tls_backend_rustls();
        #[cfg(feature = "rustls")]
        let builder =
            match &self.identity {
                Some(pem) => builder.identity(reqwest::Identity::from_pem(pem).map_err(
                    |_| "the client certificate is unusable: PEM with its key is wanted",
                )?),
                None => builder,
            };
        Ok(builder)
    }
}

/// How long a peer may leave what was sent without an answer of its machine before it counts as gone.
const GONE: Duration = Duration::from_secs(20);

/// The network.
pub(crate) struct Wire(Pools);

impl Wire {
    pub(crate) fn new(settings: Settings) -> Result<Self, String> {
        Pools::new(settings.apart, Box::new(move || connected(&settings))).map(Self)
    }
}

/// A client of reqwest's, without connections yet.
fn connected(settings: &Settings) -> Result<reqwest::Client, String> {
    let mut builder = reqwest::Client::builder()
        .connect_timeout(settings.connect)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .tcp_keepalive(GONE)
        .http2_keep_alive_interval(GONE)
        .http2_keep_alive_timeout(GONE);
    #[cfg(target_os = "linux")]
    {
        builder = builder.tcp_user_timeout(GONE);
    }
    if settings.no_proxy {
        builder = builder.no_proxy();
    }
    if let Some(url) = &settings.proxy {
        // The error would show the URL, which may hold a password.
        builder =
            builder.proxy(reqwest::Proxy::all(url).map_err(|_| "the proxy's URL is unusable")?);
    }
    builder = settings.tls(builder)?;
    builder
        .build()
        .map_err(|error| format!("the connection cannot be set up: {}", causes(&error).join(": ")))
}

impl Transport for Wire {
    fn send(&self, request: Outgoing) -> Boxed<'_, Result<Incoming, Failure>> {
        Box::pin(async move {
            let (client, place) = self.0.current()?;
            let request = assemble(request)?;
            let sending = place.home(place.enter(|| client.execute(request)));
            let reply = sending.await.map_err(|error| failure(&error, Phase::Head))?;
            let status = StatusCode::new(reply.status().as_u16());
            let mut headers = Headers::new();
            for (name, value) in reply.headers() {
                headers.append(name.as_str(), String::from_utf8_lossy(value.as_bytes()));
            }
            Ok(Incoming { status, headers, body: Box::new(Received(place.home(reply.into()))) })
        })
    }
}

/// The request in reqwest's types.
fn assemble(request: Outgoing) -> Result<reqwest::Request, Failure> {
    let refuse = |text: &str| Failure::new(Phase::Request, [text.to_owned()]);
    let method = reqwest::Method::from_bytes(request.method.as_str().as_bytes())
        .map_err(|_| refuse("the method is unusable"))?;
    let url = match request.parsed.filter(|url| url.as_str() == request.url) {
        Some(url) => url,
        None => reqwest::Url::parse(&request.url).map_err(|_| refuse("the URL is unusable"))?,
    };
    let mut out = reqwest::Request::new(method, url);
    out.headers_mut().reserve(request.headers.len());
    for (name, value) in request.headers.iter() {
        let name = reqwest::header::HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| refuse("a header name is unusable"))?;
        let value = reqwest::header::HeaderValue::from_bytes(value.as_bytes())
            .map_err(|_| refuse("a header value is unusable"))?;
        out.headers_mut().append(name, value);
    }
    *out.body_mut() = body(&request.body).map_err(refuse)?;
    Ok(out)
}

fn body(body: &Body) -> Result<Option<reqwest::Body>, &'static str> {
    match (body.shared(), body.take_stream()) {
        (Some(bytes), _) if bytes.is_empty() => Ok(None),
        (Some(bytes), _) => Ok(Some(bytes.0.into())),
        (None, Some(stream)) => Ok(Some(reqwest::Body::wrap(Streamed(Mutex::new(stream))))),
        (None, None) => Err("the streamed body was sent already"),
    }
}

/// A caller's stream as reqwest wants it: shared between threads, though only one ever polls it.
struct Streamed(Mutex<OutStream>);

impl HttpBody for Streamed {
    type Data = ::bytes::Bytes;
    type Error = StreamError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let stream = self.get_mut().0.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = ready!(stream.as_mut().poll_next(cx));
        Poll::Ready(chunk.map(|chunk| chunk.map(|bytes| Frame::data(bytes.0))))
    }
}

/// The body of a reply.
struct Received(Home<reqwest::Body>);

impl Chunks for Received {
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        loop {
            match ready!(
                self.0.with(|body| Pin::new(body).poll_frame(cx)).unwrap_or(Poll::Ready(None))
            ) {
                // Trailers are no part of the body.
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Poll::Ready(Some(Ok(Bytes(bytes))));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(failure(&error, Phase::Body)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

fn failure(error: &reqwest::Error, phase: Phase) -> Failure {
    let phase = match (error.is_connect(), error.is_timeout()) {
        (_, true) => Phase::ConnectTimeout,
        (true, false) => Phase::Connect,
        (false, false) => phase,
    };
    Failure::new(phase, causes(error))
}

/// The chain of causes as texts. The outermost, which would show the URL, is left out where there is another.
fn causes(error: &reqwest::Error) -> Vec<String> {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    if causes.is_empty() {
        causes.push(match error.is_timeout() {
            true => "the time limit of connecting ran out".into(),
            false => "the request failed".into(),
        });
    }
    causes
}
