//! Decides how a client is set up, and what holds by default.

use super::api::Api;
use super::budget;
use super::credentials::Credentials;
use super::error::Error;
use super::gate::Gate;
use super::layer::Layer;
use super::observe::{Attempt, Observer};
use super::retry::Retry;
use super::secret::Secret;
use super::source::CredentialSource;
use super::transport::Transport;
use super::wire::Settings;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The default limit of a reply's size, in bytes after decompression.
const MAX_BODY: u64 = 64 << 20;

/// Sets up a [`Client`](super::Client). By default:
///
/// | setting             | default                              |
/// |---------------------|--------------------------------------|
/// | total time limit    | 60 s, the body and retries included  |
/// | one attempt         | none of its own                      |
/// | connection          | 10 s                                 |
/// | retries             | 2, see [`Retry`]                     |
/// | retries of all calls together | 500, and one more for ten calls that succeed |
/// | requests at once, or in a period | as many as there are calls |
/// | size of a reply     | 64 MiB after decompression           |
/// | plain http          | to this machine only                 |
#[must_use = "a builder does nothing until `build` is called"]
pub struct Builder {
    pub(super) api: &'static Api,
    pub(super) base_url: Option<String>,
    pub(super) credentials: Credentials,
    pub(super) headers: Vec<(String, String)>,
    pub(super) user_agent: String,
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) wire: Settings,
    pub(super) retry: Retry,
    pub(super) budget: Option<u32>,
    pub(super) gate: Gate,
    pub(super) max_body: u64,
    pub(super) allow_http: bool,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) layers: Vec<Arc<dyn Layer>>,
    pub(super) observer: Option<Arc<Observer>>,
    #[cfg(any(test, feature = "testing"))]
    pub(crate) recorder: Option<super::testing::Recorder>,
}

impl Builder {
    /// A builder with the defaults, without credentials.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            credentials: Credentials::default(),
            headers: Vec::new(),
            user_agent: format!("{}/{}", api.name, api.version),
            timeout: Some(Duration::from_secs(60)),
            attempt_timeout: None,
            wire: Settings::default(),
            retry: Retry::default(),
            budget: Some(budget::FULL),
            gate: Gate::default(),
            max_body: MAX_BODY,
            allow_http: false,
            transport: None,
            layers: Vec::new(),
            observer: None,
            #[cfg(any(test, feature = "testing"))]
            recorder: None,
        }
    }

    /// A builder with credentials and base URL from the environment. White space around them is taken off; an empty variable counts as unset.
    ///
    /// # Errors
    ///
    /// [`Error::Credentials`] when a variable is not Unicode.
    pub fn from_env(api: &'static Api) -> Result<Self, Error> {
        let mut builder = Self::new(api);
        for scheme in api.schemes {
            let Some(secret) = scheme.env.map(variable).transpose()?.flatten() else { continue };
            let password = scheme.env_password.map(variable).transpose()?.flatten();
            // A user name without its password is half a credential, which is none.
            if scheme.env_password.is_none() || password.is_some() {
                builder.credentials.set(scheme.name, secret.into(), password.map(Secret::from));
            }
        }
        builder.base_url = api.base_url_env.map(variable).transpose()?.flatten();
        Ok(builder)
    }

    /// Sets the credential of a security scheme; an empty one unsets it.
    pub fn credential(mut self, scheme: &'static str, secret: impl Into<Secret>) -> Self {
        self.credentials.set(scheme, secret.into(), None);
        self
    }

    /// Sets user name and password of a security scheme.
    pub fn basic_credential(
        mut self,
        scheme: &'static str,
        user: impl Into<Secret>,
        password: impl Into<Secret>,
    ) -> Self {
        self.credentials.set(scheme, user.into(), Some(password.into()));
        self
    }

    /// Sets where the credential of a security scheme comes from: it is asked for at the beginning of each call, and once more after
    /// status 401. For a scheme of user name and password it gives both, with a colon between them.
    pub fn credential_source(
        mut self,
        scheme: &'static str,
        source: impl CredentialSource,
    ) -> Self {
        self.credentials.set_source(scheme, Arc::new(source));
        self
    }

    /// Sets another base URL.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets the time that a call may take in all, the body, retries and waits included. For a streamed body it covers everything until the
    /// head of the reply, and after that each wait for more. 60 s by default.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Sets the time that one attempt may take, the body included. Unlike the total limit, it may leave time for another attempt. None by default.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// Sets the time that making a connection may take. 10 s by default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.wire.connect = limit;
        self
    }

    /// Sets how often a failed attempt is repeated at most. 2 by default.
    pub fn max_retries(mut self, n: u32) -> Self {
        self.retry = self.retry.max(n);
        self
    }

    /// Sets when and how failed attempts are repeated.
    pub fn retry(mut self, policy: Retry) -> Self {
        self.retry = policy;
        self
    }

    /// Sets how many retries all calls may make together while the server is in trouble: each retry costs one, each call that succeeds
    /// gives a tenth of one back, and a retry after a wait that the server asked for costs nothing.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.budget = Some(retries);
        self
    }

    /// Lets every call make its retries, however many fail.
    pub fn no_retry_budget(mut self) -> Self {
        self.budget = None;
        self
    }

    /// Sets how many requests may be under way at once; the others wait for their turn, within their time limits. A streamed reply is
    /// under way until it is dropped.
    pub fn max_concurrent(mut self, n: usize) -> Self {
        self.gate.concurrency(n);
        self
    }

    /// Sets how many requests may go out in any period of this length; the others wait for their turn. One that would have to wait
    /// beyond its time limit fails at once.
    pub fn max_requests(mut self, n: u32, period: Duration) -> Self {
        self.gate.rate(n, period);
        self
    }

    /// Adds a header to every request.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets what the client calls itself.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Allows plain http to other machines. Credentials can then be read on the way.
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Drives the connections on a thread of the client's own. Otherwise they live in the async runtime that makes a call, which is
    /// then spared the way from thread to thread: a call takes half the processor time. Apart, a server that never stops to send
    /// heads cannot delay the timers of a runtime of one thread (by some tenths of a second), connections are shared by several
    /// runtimes, and a streamed reply can be read on when the runtime that asked for it stands still.
    pub fn connections_apart(mut self) -> Self {
        self.wire.apart = true;
        self
    }

    /// Ignores the proxies that the environment names.
    pub fn no_proxy(mut self) -> Self {
        self.wire.no_proxy = true;
        self
    }

    /// Sends everything over the proxy at `url`, in place of those that the environment names; requests to this machine, too. User name
    /// and password may stand in the URL.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.wire.proxy = Some(url.into());
        self
    }

    /// Trusts the certificates in a text in PEM form, beside those that the system trusts. Needs the feature `rustls` or
    /// `native-tls`.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.wire.roots.push(pem.into());
        self
    }

    /// Trusts the certificates that were given and no others. Needs the feature `rustls` or `native-tls`.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn only_given_certificates(mut self) -> Self {
        self.wire.only_roots = true;
        self
    }

    /// Shows the server a certificate of ours: the certificate and its private key, in PEM form, one after the other. Needs the
    /// feature `rustls`.
    #[cfg(feature = "rustls")]
    pub fn client_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.wire.identity = Some(pem.into());
        self
    }

    /// Sets the greatest size of a reply, in bytes after decompression. 64 MiB by default.
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.max_body = bytes;
        self
    }

    /// Calls `observer` after each attempt.
    pub fn observer(mut self, observer: impl Fn(&Attempt<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Sends through `transport` instead of the network.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Lets every request go through `layer`. The first layer that is added is the outermost.
    pub fn layer(mut self, layer: impl Layer) -> Self {
        self.layers.push(Arc::new(layer));
        self
    }
}

/// The text of an environment variable; nothing when it is unset or empty.
fn variable(name: &str) -> Result<Option<String>, Error> {
    match std::env::var(name) {
        Ok(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Error::credentials(format!("the environment variable {name} is not Unicode")))
        }
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("api", &self.api.name)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
