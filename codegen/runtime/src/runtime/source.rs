//! Decides where a credential comes from that is not given once and for all.

use super::secret::Secret;
use super::transport::Boxed;
use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Why a source gives no credential. The text must not hold one.
pub type SourceFault = Box<dyn std::error::Error + Send + Sync>;

/// Where a credential comes from. It is asked at the beginning of each call, and once more when the server answers 401.
pub trait CredentialSource: Send + Sync + 'static {
    /// The credential to send now.
    fn secret(&self) -> Boxed<'_, Result<Secret, SourceFault>>;

    /// Tells that the server refused `secret` with status 401, and gives whether the next question may be answered with another one.
    fn refused(&self, secret: &Secret) -> bool {
        let _ = secret;
        false
    }
}

/// A credential that never changes.
impl CredentialSource for Secret {
    fn secret(&self) -> Boxed<'_, Result<Secret, SourceFault>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// A credential that is read from an environment variable for each call.
#[derive(Clone, Debug)]
pub struct Environment(String);

impl Environment {
    /// The credential that stands in `variable`.
    pub fn new(variable: impl Into<String>) -> Self {
        Self(variable.into())
    }
}

impl CredentialSource for Environment {
    fn secret(&self) -> Boxed<'_, Result<Secret, SourceFault>> {
        let found = std::env::var(&self.0).ok();
        let found = found.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let found = found.map(Secret::from).ok_or_else(|| format!("{} is not set", self.0).into());
        Box::pin(std::future::ready(found))
    }

    fn refused(&self, secret: &Secret) -> bool {
        std::env::var(&self.0).is_ok_and(|text| text.trim() != secret.reveal())
    }
}

/// A credential with the time that it is good for.
#[derive(Clone, Debug)]
pub struct Fresh {
    secret: Secret,
    lifetime: Option<Duration>,
}

impl Fresh {
    /// A credential that is good until it is refused.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// A credential that is good for so long.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// A credential that is fetched when it is first needed, and again when it has run out or is refused.
///
/// However many calls need it at the same time, it is fetched once: the others wait for it, and share the failure if there is one.
pub struct Refreshing {
    fetch: Box<dyn Fn() -> Boxed<'static, Result<Fresh, SourceFault>> + Send + Sync>,
    flight: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<(Secret, Option<Instant>)>,
    /// How many fetches have ended.
    n_ended: u64,
    /// Why the last one failed.
    fault: Option<String>,
}

impl Refreshing {
    /// A credential that `fetch` gives.
    pub fn new<F, R, E>(fetch: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Fresh, E>> + Send + 'static,
        E: Into<SourceFault>,
    {
        Self {
            fetch: Box::new(move || {
                let fetching = fetch();
                Box::pin(async move { fetching.await.map_err(Into::into) })
            }),
            flight: tokio::sync::Mutex::default(),
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The credential at hand, unless it has run out.
    fn held(&self) -> Option<Secret> {
        let state = self.state();
        let (secret, until) = state.held.as_ref()?;
        until.is_none_or(|until| Instant::now() < until).then(|| secret.clone())
    }

    /// Why the last fetch failed, if it ended after so many.
    fn fault_since(&self, n_ended: u64) -> Option<String> {
        let state = self.state();
        if state.n_ended > n_ended { state.fault.clone() } else { None }
    }

    async fn fetched(&self) -> Result<Secret, SourceFault> {
        let before = self.state().n_ended;
        if let Some(secret) = self.held() {
            return Ok(secret);
        }
        let _flight = self.flight.lock().await;
        if let Some(secret) = self.held() {
            return Ok(secret);
        }
        // Another call's fetch ended while this one waited for it: its failure is this one's, too.
        if let Some(fault) = self.fault_since(before) {
            return Err(fault.into());
        }
        let fetched = (self.fetch)().await;
        let mut state = self.state();
        state.n_ended += 1;
        state.fault = fetched.as_ref().err().map(ToString::to_string);
        let Fresh { secret, lifetime } = fetched?;
        // A little before its time, since a request takes some itself.
        let until = lifetime.map(|lifetime| lifetime - (lifetime / 10).min(EARLY));
        state.held =
            Some((secret.clone(), until.and_then(|lifetime| Instant::now().checked_add(lifetime))));
        Ok(secret)
    }
}

/// How long before its end a credential counts as run out, at most.
const EARLY: Duration = Duration::from_secs(30);

impl CredentialSource for Refreshing {
    fn secret(&self) -> Boxed<'_, Result<Secret, SourceFault>> {
        Box::pin(self.fetched())
    }

    fn refused(&self, secret: &Secret) -> bool {
        let mut state = self.state();
        // Another call may have a new one already.
        if state.held.as_ref().is_some_and(|(held, _)| held == secret) {
            state.held = None;
        }
        true
    }
}

impl std::fmt::Debug for Refreshing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Refreshing(***)")
    }
}
