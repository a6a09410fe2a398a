//! Decides where connections live: in the runtime of the caller, or on a thread of ours where there is none.

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

    /// Waits for a future on the calling thread, which must not be one of an async runtime; this one keeps the clock.
    #[cfg(feature = "blocking")]
    pub(crate) fn wait<F: Future>(&self, future: F) -> F::Output {
        self.0.handle.block_on(future)
    }

    /// This thread as the place of connections.
    pub(crate) fn place(&self) -> Place {
        Place { runtime: self.0.handle.clone(), _thread: Some(self.clone()) }
    }
}

/// Where connections live: a runtime, which lasts as long as this if it is one of ours.
#[derive(Clone)]
pub(crate) struct Place {
    runtime: Handle,
    _thread: Option<Background>,
}

impl Place {
    /// The caller's runtime.
    pub(crate) fn of(runtime: Handle) -> Self {
        Self { runtime, _thread: None }
    }

    pub(crate) fn runtime(&self) -> &Handle {
        &self.runtime
    }

    /// Does something whose tasks and connections are to live here.
    pub(crate) fn enter<T>(&self, action: impl FnOnce() -> T) -> T {
        let _guard = self.runtime.enter();
        action()
    }

    /// Makes a value at home here, also when it is dropped.
    pub(crate) fn home<T>(&self, value: T) -> Home<T> {
        Home { value: Some(value), place: self.clone() }
    }
}

/// A value that is used and dropped where its connections live, whichever thread holds it.
pub(crate) struct Home<T> {
    /// Always there until it is dropped.
    value: Option<T>,
    place: Place,
}

impl<T> Home<T> {
    /// Uses the value; nothing only while it is dropped.
    pub(crate) fn with<R>(&mut self, action: impl FnOnce(&mut T) -> R) -> Option<R> {
        let Self { value, place } = self;
        value.as_mut().map(|value| place.enter(|| action(value)))
    }
}

impl<T> Drop for Home<T> {
    fn drop(&mut self) {
        let value = self.value.take();
        self.place.enter(|| drop(value));
    }
}

impl<F: Future + Unpin> Future for Home<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.with(|future| Pin::new(future).poll(cx)).unwrap_or(Poll::Pending)
    }
}
