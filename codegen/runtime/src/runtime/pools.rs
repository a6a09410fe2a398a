//! Decides whose connections a call uses: those of the async runtime in which it is made.
//!
//! A connection is driven by a task of the runtime in which it was opened. Where that is the caller's own, a reply needs no hand-over from
//! thread to thread, which would cost as much again as the call itself. So that a client can nevertheless be shared by several runtimes,
//! one of which may stand still or end, each has connections of its own.

use super::background::{Background, Place};
use super::transport::{Failure, Phase};
use std::sync::{OnceLock, PoisonError, RwLock};
use tokio::runtime::{Handle, Id};
use tokio::task::JoinHandle;

/// Makes the client of one more runtime.
type Make = Box<dyn Fn() -> Result<reqwest::Client, String> + Send + Sync>;

/// The connections of each runtime.
pub(crate) struct Pools {
    make: Make,
    known: RwLock<Known>,
    /// Whether all calls use the thread.
    apart: bool,
    /// The thread that drives the connections of calls that are made outside any runtime.
    background: OnceLock<Background>,
}

struct Known {
    /// What was made before the first call, to learn whether it can be.
    spare: Option<reqwest::Client>,
    pools: Vec<Pool>,
}

/// The connections of one runtime.
struct Pool {
    runtime: Id,
    client: reqwest::Client,
    /// A task that ends with the runtime, and does nothing.
    life: JoinHandle<()>,
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.life.abort();
    }
}

impl Known {
    fn of(&self, runtime: Id) -> Option<reqwest::Client> {
        self.pools.iter().find(|pool| pool.runtime == runtime).map(|pool| pool.client.clone())
    }
}

impl Pools {
    pub(crate) fn new(apart: bool, make: Make) -> Result<Self, String> {
        let known = Known { spare: Some(make()?), pools: Vec::new() };
        Ok(Self { make, known: RwLock::new(known), apart, background: OnceLock::new() })
    }

    /// The client whose connections live in the current runtime, and where that is.
    pub(crate) fn current(&self) -> Result<(reqwest::Client, Place), Failure> {
        let place = match Handle::try_current().ok().filter(|_| !self.apart) {
            Some(runtime) => Place::of(runtime),
            None => self.background()?.place(),
        };
        Ok((self.of(place.runtime())?, place))
    }

    fn of(&self, runtime: &Handle) -> Result<reqwest::Client, Failure> {
        let id = runtime.id();
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).of(id);
        if let Some(client) = known {
            return Ok(client);
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = known.of(id) {
            return Ok(client);
        }
        let client = match known.spare.take() {
            Some(client) => client,
            None => (self.make)().map_err(|fault| Failure::new(Phase::Request, [fault]))?,
        };
        // Runtimes that have ended took their connections with them.
        known.pools.retain(|pool| !pool.life.is_finished());
        let life = runtime.spawn(std::future::pending());
        known.pools.push(Pool { runtime: id, client: client.clone(), life });
        Ok(client)
    }

    fn background(&self) -> Result<&Background, Failure> {
        if let Some(background) = self.background.get() {
            return Ok(background);
        }
        let started = Background::start()
            .map_err(|error| Failure::new(Phase::Request, [error.to_string()]))?;
        // Another request may have been quicker; then its thread serves both, and this one ends.
        Ok(self.background.get_or_init(|| started))
    }
}
