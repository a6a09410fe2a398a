//! Decides how the pages of a list are handed over: one after the other, each asked for when it is wanted.
//!
//! A page is a call like any other, with its own retries and its own time limit.

use super::call::Call;
use super::error::Error;
use super::json::{self, Decode, Encode, Value};
use super::output::{Fetched, Nothing, Output};
use super::pager::Pager;
use super::paging::Paging;
use super::response::Response;
use super::send::fetch;
use super::transport::Boxed;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Asks for one page after the other.
struct Turner {
    pager: Pager,
    accept: &'static str,
    fetch: Option<Boxed<'static, Result<Fetched, Error>>>,
    /// What is wrong with the way to the next page: told after the page that said it.
    fault: Option<Error>,
    failed: bool,
}

impl Turner {
    fn new(call: Call, paging: Paging, accept: &'static str) -> Self {
        Self { pager: Pager::new(call, paging), accept, fetch: None, fault: None, failed: false }
    }

    fn poll<T>(
        &mut self,
        cx: &mut Context<'_>,
        read: impl FnOnce(&mut Fetched) -> Result<T, Error>,
    ) -> Poll<Option<Result<(T, Fetched), Error>>> {
        if let Some(fault) = self.fault.take() {
            return Poll::Ready(Some(Err(fault)));
        }
        if self.failed {
            return Poll::Ready(None);
        }
        let fetch = match &mut self.fetch {
            Some(fetch) => fetch,
            None => {
                let Some(call) = self.pager.call() else { return Poll::Ready(None) };
                self.fetch.insert(Box::pin(fetch(call, super::output::Reading::Whole, self.accept)))
            }
        };
        let fetched = ready!(fetch.as_mut().poll(cx));
        self.fetch = None;
        let read = fetched.and_then(|mut fetched| Ok((read(&mut fetched)?, fetched)));
        match read {
            Ok((value, fetched)) => {
                self.fault = self.pager.turn(&fetched).err();
                Poll::Ready(Some(Ok((value, fetched))))
            }
            Err(error) => {
                self.failed = true;
                Poll::Ready(Some(Err(error)))
            }
        }
    }
}

/// The pages of a list, each asked for when it is wanted.
///
/// After an error there is nothing more, unless [`resume`](Self::resume) says so.
#[must_use = "pages are asked for when `next` is called"]
pub struct Pages<P> {
    turner: Turner,
    member: Option<&'static str>,
    left: Option<usize>,
    page: PhantomData<fn() -> P>,
}

impl<P: Output> Pages<P> {
    /// The pages of `call`. `member` names the envelope's member to open.
    pub fn new(call: Call, member: Option<&'static str>, paging: Paging) -> Self {
        Self { turner: Turner::new(call, paging, P::ACCEPT), member, left: None, page: PhantomData }
    }

    /// At most `n` pages; further ones are not asked for.
    pub fn limit(mut self, n: usize) -> Self {
        self.left = Some(n);
        self
    }

    /// The next page with all that came with it; nothing after the last.
    pub async fn next(&mut self) -> Option<Result<Response<P::Value>, Error>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// Goes on after an error, with the page that failed.
    pub fn resume(&mut self) {
        self.turner.failed = false;
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Response<P::Value>, Error>>> {
        if self.left == Some(0) {
            return Poll::Ready(None);
        }
        let member = self.member;
        let page = ready!(self.turner.poll(cx, |fetched| P::read(fetched, member)));
        if let (Some(left), Some(Ok(_))) = (&mut self.left, &page) {
            *left -= 1;
        }
        Poll::Ready(page.map(|page| {
            page.map(|((value, members), fetched)| Response::new(fetched, value, members))
        }))
    }
}

impl<P: Output> futures_core::Stream for Pages<P> {
    type Item = Result<Response<P::Value>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("next", &self.turner.pager.call()).finish_non_exhaustive()
    }
}

/// The items of a list one after the other, over all its pages. A page is asked for when the one before is used up.
///
/// After an error there is nothing more, unless [`resume`](Self::resume) says so.
#[must_use = "items are asked for when `next` is called"]
pub struct Items<I> {
    turner: Turner,
    path: &'static [&'static str],
    page: std::vec::IntoIter<I>,
    left: Option<usize>,
}

impl<I: Decode + Encode + Send + 'static> Items<I> {
    /// The items of the pages of `call`.
    pub fn new(call: Call, paging: Paging) -> Self {
        let turner = Turner::new(call, paging, <Value as Output>::ACCEPT);
        Self { turner, path: paging.items, page: Vec::new().into_iter(), left: None }
    }

    /// At most `n` items; pages that are not needed for them are not asked for.
    pub fn limit(mut self, n: usize) -> Self {
        self.left = Some(n);
        self
    }

    /// The next item; nothing after the last.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// All items that are left, which are held in memory together.
    ///
    /// # Errors
    ///
    /// The first error that a page gives.
    pub async fn into_vec(mut self) -> Result<Vec<I>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    /// Goes on after an error, with the page that failed.
    pub fn resume(&mut self) {
        self.turner.failed = false;
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<I, Error>>> {
        loop {
            if self.left == Some(0) {
                return Poll::Ready(None);
            }
            if let Some(item) = self.page.next() {
                self.left = self.left.map(|left| left - 1);
                return Poll::Ready(Some(Ok(item)));
            }
            let path = self.path;
            match ready!(self.turner.poll(cx, |fetched| items(fetched, path))) {
                Some(Ok((items, _))) => self.page = items.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The items of one page; a list that is missing or null has none.
fn items<I: Decode>(fetched: &mut Fetched, path: &[&str]) -> Result<Vec<I>, Error> {
    Nothing::read(fetched, None)?;
    if fetched.context.status.is_some_and(|status| matches!(status.as_u16(), 204 | 205)) {
        return Ok(Vec::new());
    }
    let read = |bytes: &[u8]| json::from_path::<Vec<I>>(bytes, path);
    match read(fetched.whole()) {
        Ok(items) => Ok(items.unwrap_or_default()),
        Err(misfit) => Err(fetched.misfit(misfit, &|bytes| read(bytes).err())),
    }
}

impl<I: Decode + Encode + Send + 'static> futures_core::Stream for Items<I> {
    type Item = Result<I, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

// Items are handed over, never pinned.
impl<I> Unpin for Items<I> {}

impl<I> fmt::Debug for Items<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("next", &self.turner.pager.call()).finish_non_exhaustive()
    }
}

/// Gives a request type whose reply is a list its pages and items.
///
/// `pages! { List => Vec<Script>, Some("result"), Script, Paging::page("page", 1).items(&["result"]) }`
#[allow(unused_macros, reason = "a crate whose replies have no pages needs none")]
macro_rules! pages {
    ($name:ident => $page:ty, $member:expr, $item:ty, $paging:expr) => {
        impl $name {
            /// The pages of the list, each asked for when it is wanted, from the one that the request asks for.
            pub fn pages(self) -> $crate::runtime::Pages<$page> {
                $crate::runtime::Pages::new(self.call, $member, $paging)
            }

            /// The items of the list one after the other, over all its pages.
            pub fn items(self) -> $crate::runtime::Items<$item> {
                $crate::runtime::Items::new(self.call, $paging)
            }
        }
    };
}

#[allow(unused_imports, reason = "a crate whose replies have no pages needs none")]
pub(crate) use pages;
