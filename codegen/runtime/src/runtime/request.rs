//! Decides what every request type has: it is awaited, or asked for the whole reply, and has a few settings of its own.
//!
//! The macro's expansion is small, since a large API has thousands of request types; all work is done by shared code.

use super::call::Call;
use super::error::Error;
use super::output::{Fetched, Output};
use super::preview::Preview;
use super::response::Response;
use super::send::fetch;
use super::transport::Boxed;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A request on its way; its output is the value. Dropping it ends the call.
#[must_use = "a future does nothing until it is awaited"]
pub struct Sending<O>(SendingResponse<O>);

/// A request on its way; its output is the whole reply. Dropping it ends the call.
#[must_use = "a future does nothing until it is awaited"]
pub struct SendingResponse<O> {
    fetch: Boxed<'static, Result<Fetched, Error>>,
    member: Option<&'static str>,
    output: PhantomData<fn() -> O>,
}

impl<O: Output> Sending<O> {
    /// Sends `call` once this is awaited. `member` names the envelope's member to open.
    pub fn new(call: Call, member: Option<&'static str>) -> Self {
        Self(SendingResponse::new(call, member))
    }
}

impl<O: Output> SendingResponse<O> {
    /// Sends `call` once this is awaited. `member` names the envelope's member to open.
    pub fn new(call: Call, member: Option<&'static str>) -> Self {
        Self { fetch: Box::pin(fetch(call, O::READING, O::ACCEPT)), member, output: PhantomData }
    }

    /// Sends `call` as for the output `T`, and reads the reply as `O`.
    pub fn other<T: Output>(call: Call) -> Self {
        let fetch = Box::pin(fetch(call, O::READING, T::ACCEPT));
        Self { fetch, member: None, output: PhantomData }
    }
}

impl<O: Output> Future for Sending<O> {
    type Output = Result<O::Value, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map_ok(Response::into_inner)
    }
}

impl<O: Output> Future for SendingResponse<O> {
    type Output = Result<Response<O::Value>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut fetched = ready!(self.fetch.as_mut().poll(cx))?;
        let (value, members) = O::read(&mut fetched, self.member)?;
        Poll::Ready(Ok(Response::new(fetched, value, members)))
    }
}

impl Call {
    /// The call as it would go out for this output.
    ///
    /// # Errors
    ///
    /// As sending it would give them before anything is sent.
    pub fn preview<O: Output>(&self) -> Result<Preview, Error> {
        Preview::new(self, O::ACCEPT, O::READING.is_whole())
    }
}

/// Gives a request type what all of them have. The type has a field `call`.
///
/// `request! { List => Vec<Script>, "result" }` opens the member `result` of an envelope; `request! { Delete => () }` ignores the content.
#[allow(unused_macros, reason = "a crate without operations has no requests")]
macro_rules! request {
    ($name:ident => ()) => {
        $crate::runtime::request! { @ $name, (), $crate::runtime::Nothing, None }
    };
    // `Text` is the caller's import, as any other output is.
    ($name:ident => Text) => {
        $crate::runtime::request! { @ $name, String, Text, None }
    };
    ($name:ident => $output:ty) => {
        $crate::runtime::request! { @ $name, $output, $output, None }
    };
    ($name:ident => $output:ty, $member:literal) => {
        $crate::runtime::request! { @ $name, $output, $output, Some($member) }
    };
    (@ $name:ident, $value:ty, $output:ty, $member:expr) => {
        impl ::std::future::IntoFuture for $name {
            type Output = Result<$value, $crate::runtime::Error>;
            type IntoFuture = $crate::runtime::Sending<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }

        #[cfg(any(test, feature = "testing"))]
        impl $crate::runtime::testing::Request for $name {
            type Output = $output;

            const MEMBER: Option<&'static str> = $member;

            fn into_call(self) -> $crate::runtime::Call {
                self.call
            }
        }

        impl $name {
            /// Sends the request, as awaiting it does.
            pub fn send(self) -> $crate::runtime::Sending<$output> {
                $crate::runtime::Sending::new(self.call, $member)
            }

            /// Sends the request and gives the whole reply: status, headers, request id, and what stood around the value.
            pub fn with_response(self) -> $crate::runtime::SendingResponse<$output> {
                $crate::runtime::SendingResponse::new(self.call, $member)
            }

            /// Sends the request and waits for the value on this thread, without an async runtime. Needs the feature `blocking`.
            ///
            /// # Errors
            ///
            /// As awaiting it; and an error within an async runtime, whose thread it would stop.
            #[cfg(feature = "blocking")]
            pub fn send_blocking(self) -> Result<$value, $crate::runtime::Error> {
                self.send().wait()
            }

            /// Sends the request and gives the body of the reply as it is.
            pub fn raw(self) -> $crate::runtime::SendingResponse<$crate::runtime::Bytes> {
                $crate::runtime::SendingResponse::other::<$output>(self.call)
            }

            /// Sends the request and gives the body of the reply as it comes.
            pub fn streamed(self) -> $crate::runtime::SendingResponse<$crate::runtime::Stream> {
                $crate::runtime::SendingResponse::other::<$output>(self.call)
            }

            /// The request as it would go out, without sending it.
            ///
            /// # Errors
            ///
            /// As sending it would give them before anything is sent.
            pub fn preview(&self) -> Result<$crate::runtime::Preview, $crate::runtime::Error> {
                self.call.preview::<$output>()
            }

            /// Sets the time that the call may take in all.
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.call.set_timeout(limit);
                self
            }

            /// Sets how often a failed attempt is repeated at most.
            pub fn max_retries(mut self, n: u32) -> Self {
                self.call.set_max_retries(n);
                self
            }

            /// Sets when and how failed attempts are repeated.
            pub fn retry(mut self, policy: $crate::runtime::Retry) -> Self {
                self.call.set_retry(policy);
                self
            }

            /// Sets the time that one attempt may take, after which another one may follow.
            pub fn attempt_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.call.set_attempt_timeout(limit);
                self
            }

            /// Sets another base URL for this call.
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.call.set_base_url(url);
                self
            }

            /// Sets a further header.
            pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
                self.call.set_header(name, value);
                self
            }

            /// Sets a further query parameter.
            pub fn query_param(
                mut self,
                name: impl Into<String>,
                value: impl Into<String>,
            ) -> Self {
                self.call.set_query_param(name, value);
                self
            }

            /// Sets a further member of the body, which must be a JSON object or absent.
            pub fn body_member(
                mut self,
                name: impl Into<String>,
                value: &(impl $crate::runtime::json::Encode + ?Sized),
            ) -> Self {
                self.call.set_body_member(name, value);
                self
            }

            /// Sets the key by which the server knows a repeated request, so that the call may be repeated whatever its method.
            pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
                self.call.set_idempotency_key(key);
                self
            }
        }
    };
}

#[allow(unused_imports, reason = "a crate without operations has no requests")]
pub(crate) use request;

/// Gives a request type a reply for mocks: its status, and the whole of it as JSON.
#[allow(unused_macros, reason = "a crate without JSON in its replies needs none")]
macro_rules! example {
    ($name:ident, $status:literal, $json:literal) => {
        #[cfg(any(test, feature = "testing"))]
        impl $crate::runtime::testing::Example for $name {
            const STATUS: u16 = $status;

            const EXAMPLE: &'static str = $json;
        }
    };
}

#[allow(unused_imports, reason = "a crate without JSON in its replies needs none")]
pub(crate) use example;
