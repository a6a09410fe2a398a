//! Decides where connections live: on a thread of their own, for each client one.
//!
//! A connection is driven by a task that may work for long without giving way, for instance through heads that a hostile server sends
//! without end. On the caller's own threads that would hold up the timers, and with them the time limits. Apart, it holds up nothing else.
//! And since connections do not end with the runtime in which they were first used, a client can be shared by several.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// A thread that drives connections. It ends when the last that needs it is dropped.
#[derive(Clone)]
pub(crate) struct Background(Arc<Inner>);

struct Inner {
    handle: Handle,
    /// Dropping it ends the thread.
    _alive: oneshot::Sender<()>,
}

impl Background {
    /// Starts the thread.
    pub(crate) fn start() -> std::io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (alive, ended) = oneshot::channel::<()>();
        let handle = runtime.handle().clone();
        std::thread::Builder::new().name("http-connections".into()).spawn(move || {
            // An error is the news that is waited for: nobody needs the thread any more.
            let _ = runtime.block_on(ended);
            runtime.shutdown_background();
        })?;
        Ok(Self(Arc::new(Inner { handle, _alive: alive })))
    }

    /// Does something whose tasks and connections are to live on this thread.
    pub(crate) fn enter<T>(&self, action: impl FnOnce() -> T) -> T {
        let _guard = self.0.handle.enter();
        action()
    }

    /// Waits for a future on the calling thread, which must not be one of an async runtime; this one keeps the clock.
    #[cfg(feature = "blocking")]
    pub(crate) fn wait<F: Future>(&self, future: F) -> F::Output {
        self.0.handle.block_on(future)
    }

    /// Makes a value at home on this thread, also when it is dropped.
    pub(crate) fn home<T>(&self, value: T) -> Home<T> {
        Home { value: Some(value), background: self.clone() }
    }
}

/// A value that is used and dropped where its connections live, whichever thread holds it.
pub(crate) struct Home<T> {
    /// Always there until it is dropped.
    value: Option<T>,
    background: Background,
}

impl<T> Home<T> {
    /// Uses the value; nothing only while it is dropped.
    pub(crate) fn with<R>(&mut self, action: impl FnOnce(&mut T) -> R) -> Option<R> {
        let Self { value, background } = self;
        value.as_mut().map(|value| background.enter(|| action(value)))
    }
}

impl<T> Drop for Home<T> {
    fn drop(&mut self) {
        let value = self.value.take();
        self.background.enter(|| drop(value));
    }
}

impl<F: Future + Unpin> Future for Home<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.with(|future| Pin::new(future).poll(cx)).unwrap_or(Poll::Pending)
    }
}
