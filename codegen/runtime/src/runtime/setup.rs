//! Decides how a client comes of what was set, and refuses what cannot be used.

use super::address;
use super::budget::Budget;
use super::builder::Builder;
use super::client::{Client, Inner};
use super::error::Error;
use super::headers::{Headers, check_header};
use super::layer::Layered;
use super::mask::Mask;
use super::wire::Wire;
use std::sync::Arc;

impl Builder {
    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] when the base URL or a header is unusable, or when TLS cannot be set up.
    pub fn build(mut self) -> Result<Client, Error> {
        let own_base_url = self.base_url.is_some();
        let base_url =
            self.base_url.as_deref().or(Some(self.api.base_url).filter(|url| !url.is_empty()));
        let base_url = base_url
            .map(|url| address::base(url, self.allow_http))
            .transpose()
            .map_err(Error::request)?;
        let mut headers = Headers::new();
        for (name, value) in &self.headers {
            check_header(name, value)
                .map_err(|fault| Error::parameter(&name.escape_debug().to_string(), fault))?;
            headers.set(name, &**value);
        }
        check_header("user-agent", &self.user_agent)
            .map_err(|fault| Error::parameter("user-agent", fault))?;
        headers.set("user-agent", self.user_agent);
        // A request to this machine must not go over a proxy, which would see its credentials in plain text.
        let is_local = base_url
            .as_deref()
            .and_then(|url| reqwest::Url::parse(url).ok())
            .is_some_and(|url| address::is_loopback(&url));
        self.wire.no_proxy |= is_local && self.wire.proxy.is_none();
        let proxy_secrets = self.wire.proxy_secrets();
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(Wire::new(self.wire).map_err(Error::request)?),
        };
        let transport = match self.layers.is_empty() {
            true => transport,
            false => Arc::new(Layered { layers: self.layers, transport }),
        };
        let texts: Vec<String> = self.credentials.sent(self.api).chain(proxy_secrets).collect();
        let mask = Mask::default().and(texts.iter().map(String::as_str));
        headers.mark(|_, value| mask.finds(value));
        #[cfg(any(test, feature = "testing"))]
        let transport = match self.recorder {
            Some(recorder) => recorder.around(transport, mask.clone()),
            None => transport,
        };
        Ok(Client::new(Inner {
            api: self.api,
            base_url,
            own_base_url,
            credentials: self.credentials,
            headers,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            retry: self.retry,
            budget: self.budget.map(Budget::new),
            gate: self.gate,
            max_body: self.max_body,
            allow_http: self.allow_http,
            transport,
            observer: self.observer,
            mask,
        }))
    }
}
