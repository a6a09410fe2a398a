//! Decides which page follows a page. Nothing here waits or sends: whoever does asks for the next call and hands in its reply.
//!
//! | a list by   | goes on                              | ends with                                                        |
//! |-------------|--------------------------------------|------------------------------------------------------------------|
//! | number      | with the next number                 | the last page or item that is announced, or a page without items |
//! | offset      | after the items that came            | the last item that is announced, or a page without items         |
//! | cursor      | with the mark that the page gives    | a page without a mark                                            |
//! | link        | at the URL that the page gives       | a page without a URL                                             |
//!
//! The number, offset or mark goes out as a query parameter or as a member of a body of JSON; the mark or URL comes in the body or in a header.
//!
//! Any of them ends when the reply says that there is no more. A server that leads in a circle is an error, never a loop without end.

use super::call::Call;
use super::error::Error;
use super::error_details::DecodeError;
use super::json::{self, Value};
use super::link;
use super::output::Fetched;
use super::paging::{Kind, Paging};
use super::percent::decoded;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Where a list stands.
pub(crate) struct Pager {
    /// The call of the page to be asked for; nothing after the last one.
    next: Option<Call>,
    paging: Paging,
    /// The number of the page asked for, or of the items before it.
    position: u64,
    /// Whether the list was begun at its first page.
    from_start: bool,
    n_items: u64,
    /// Marks, URLs and pages met before, as hashes.
    met: HashSet<u64>,
}

impl Pager {
    /// The pages of `call`, from the one that it asks for.
    pub(crate) fn new(call: Call, paging: Paging) -> Self {
        let mut met = HashSet::new();
        let (mut position, mut from_start) = (0, true);
        let mut call = call;
        if paging.in_body.is_some() {
            call.join_body();
        }
        let given = |name: &str| match paging.in_body {
            Some(parents) => call.body_value(parents, name).as_ref().and_then(text),
            None => call.query_value(name).map(|text| decoded(&text)),
        };
        match paging.kind {
            Kind::Page(name, first) => {
                let asked = given(name).and_then(|text| text.parse().ok());
                position = asked.unwrap_or(first);
                from_start = position == first;
            }
            Kind::Offset(name) => {
                position = given(name).and_then(|text| text.parse().ok()).unwrap_or(0);
            }
            Kind::Cursor(name) => met.extend(given(name).map(|mark| hash(&mark))),
            Kind::Single | Kind::Link => {}
        }
        Self { next: Some(call), paging, position, from_start, n_items: 0, met }
    }

    /// The call that gives the next page; nothing after the last one. It stays the same until [`turn`](Self::turn).
    pub(crate) fn call(&self) -> Option<Call> {
        self.next.clone()
    }

    /// Takes in the page that [`call`](Self::call) gave, and goes to the next one.
    ///
    /// # Errors
    ///
    /// When the page names one that was there before, or one at another address; then there is no next page.
    pub(crate) fn turn(&mut self, page: &Fetched) -> Result<(), Error> {
        let Some(call) = self.next.take() else { return Ok(()) };
        self.next = self.following(call, page)?;
        Ok(())
    }

    fn following(&mut self, mut call: Call, page: &Fetched) -> Result<Option<Call>, Error> {
        let more = page.at(self.paging.more).and_then(|value| value.as_bool());
        if more == Some(false) {
            return Ok(None);
        }
        let number = |path| page.at(path).and_then(|value| value.as_u64());
        match self.paging.kind {
            Kind::Single => return Ok(None),
            Kind::Page(name, first) => {
                let n = self.count(page)?;
                let last =
                    number(self.paging.pages).map(|n| n.saturating_add(first).saturating_sub(1));
                let all = number(self.paging.total).filter(|_| self.from_start);
                let announced = last.is_some_and(|last| self.position >= last)
                    || all.is_some_and(|all| self.n_items >= all);
                let Some(next) = self.position.checked_add(1) else { return Ok(None) };
                if announced || (n == 0 && more.is_none()) {
                    return Ok(None);
                }
                self.position = next;
                self.ask(&mut call, name, next.into());
            }
            Kind::Offset(name) => {
                let n = self.count(page)?;
                self.position = self.position.saturating_add(n);
                if n == 0 || number(self.paging.total).is_some_and(|all| self.position >= all) {
                    return Ok(None);
                }
                self.ask(&mut call, name, self.position.into());
            }
            Kind::Cursor(name) => {
                let Some(mark) = self.mark(page) else { return Ok(None) };
                let Some(shown) = text(&mark) else { return Ok(None) };
                self.meet(&shown, page, "names a next page that was read before")?;
                self.ask(&mut call, name, mark);
            }
            Kind::Link => {
                let next = match (self.paging.header, self.paging.next) {
                    (Some(header), _) => page.headers.get(header).map(str::to_owned),
                    (None, []) => link::next(&page.headers),
                    (None, path) => page.at(path).as_ref().and_then(text),
                };
                let next = next.filter(|next| !next.is_empty());
                let Some(next) = next else { return Ok(None) };
                let url = link::follow(&next, page)?;
                self.met.insert(hash(&page.address.as_str()));
                self.meet(url.as_str(), page, "names a next page that was read before")?;
                call.set_page(url);
            }
        }
        Ok(Some(call))
    }

    /// Counts a page's items. A page that is the same as one before shows that the server does not heed what is asked.
    fn count(&mut self, page: &Fetched) -> Result<u64, Error> {
        let items = page.items(self.paging.items);
        // Plain texts and numbers may well repeat; objects do not.
        if items.first().is_some_and(|item| item.starts_with('{')) {
            self.meet(&items, page, "is the same page as one before")?;
        }
        let n = items.len() as u64;
        self.n_items = self.n_items.saturating_add(n);
        Ok(n)
    }

    /// Says in the call which page it asks for.
    fn ask(&self, call: &mut Call, name: &'static str, page: Value) {
        match self.paging.in_body {
            Some(parents) => call.set_body_value(parents, name, page),
            None => call.set_query_param(name, text(&page).unwrap_or_default()),
        }
    }

    /// The mark of the next page.
    fn mark(&self, page: &Fetched) -> Option<Value> {
        if let Some(header) = self.paging.header {
            return page.headers.get(header).map(Value::from);
        }
        if self.paging.last.is_empty() {
            return page.at(self.paging.next);
        }
        let items = page.items(self.paging.items);
        json::from_path(items.last()?.as_bytes(), self.paging.last).ok().flatten()
    }

    fn meet(
        &mut self,
        what: &(impl Hash + ?Sized),
        page: &Fetched,
        fault: &str,
    ) -> Result<(), Error> {
        if self.met.insert(hash(what)) {
            return Ok(());
        }
        let path = if self.paging.next.is_empty() { self.paging.items } else { self.paging.next };
        Err(Error::Decode(Box::new(DecodeError {
            context: page.context.clone(),
            message: format!("the reply {fault}: the list would never end"),
            path: path.join("."),
            excerpt: String::new(),
            cause: None,
        })))
    }
}

impl Fetched {
    /// The value at `path` of the reply; an empty path stands for none.
    fn at(&self, path: &[&str]) -> Option<Value> {
        if path.is_empty() {
            return None;
        }
        json::from_path(self.whole(), path).ok().flatten()
    }

    fn items(&self, path: &[&str]) -> Vec<&str> {
        json::elements(self.whole(), path).unwrap_or_default()
    }
}

/// A mark as it goes out; null and an empty text are none.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_text().to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

fn hash(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
