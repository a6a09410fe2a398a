//! Decides what a client must be told of how the replies of one operation continue.

/// How a list that comes in several replies goes on. Written by the generator.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    pub(crate) kind: Kind,
    pub(crate) items: &'static [&'static str],
    pub(crate) next: &'static [&'static str],
    pub(crate) last: &'static [&'static str],
    pub(crate) more: &'static [&'static str],
    pub(crate) pages: &'static [&'static str],
    pub(crate) total: &'static [&'static str],
    /// Where what says the page goes into the body, below these members, and not into the query.
    pub(crate) in_body: Option<&'static [&'static str]>,
    /// The header of replies with the next mark or URL.
    pub(crate) header: Option<&'static str>,
}

/// What says which page is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// There is one page.
    Single,
    /// A parameter with the page's number, and the first page's.
    Page(&'static str, u64),
    /// A parameter with the number of items to pass over.
    Offset(&'static str),
    /// A parameter with a mark that the page before gave.
    Cursor(&'static str),
    /// The whole URL of the next page, from the reply's body or its `Link` header.
    Link,
}

impl Paging {
    const fn new(kind: Kind) -> Self {
        Self {
            kind,
            items: &[],
            next: &[],
            last: &[],
            more: &[],
            pages: &[],
            total: &[],
            in_body: None,
            header: None,
        }
    }

    /// All items come in one reply.
    pub const fn single() -> Self {
        Self::new(Kind::Single)
    }

    /// Pages are numbered in the parameter `parameter`, from `first` on.
    pub const fn page(parameter: &'static str, first: u64) -> Self {
        Self::new(Kind::Page(parameter, first))
    }

    /// The parameter `parameter` says how many items are passed over.
    pub const fn offset(parameter: &'static str) -> Self {
        Self::new(Kind::Offset(parameter))
    }

    /// The parameter `parameter` takes a mark that the page before gave.
    pub const fn cursor(parameter: &'static str) -> Self {
        Self::new(Kind::Cursor(parameter))
    }

    /// Each reply gives the URL of the next page: in the header `Link`, unless [`next`](Self::next) names a member.
    pub const fn link() -> Self {
        Self::new(Kind::Link)
    }

    /// The parameter is a member of the request's body, below the members `parents`, and not one of the query.
    pub const fn in_body(mut self, parents: &'static [&'static str]) -> Self {
        self.in_body = Some(parents);
        self
    }

    /// The header of each reply with the next mark or URL. None or an empty one means that there is no further page.
    pub const fn header(mut self, name: &'static str) -> Self {
        self.header = Some(name);
        self
    }

    /// The path of the member that lists the items; by default the reply is the list.
    pub const fn items(mut self, path: &'static [&'static str]) -> Self {
        self.items = path;
        self
    }

    /// The path of the member with the next mark or URL. None, null or an empty text means that there is no further page.
    pub const fn next(mut self, path: &'static [&'static str]) -> Self {
        self.next = path;
        self
    }

    /// The path, within the last item, of the member that is the next mark.
    pub const fn last(mut self, path: &'static [&'static str]) -> Self {
        self.last = path;
        self
    }

    /// The path of the member that says whether there is a further page.
    pub const fn more(mut self, path: &'static [&'static str]) -> Self {
        self.more = path;
        self
    }

    /// The path of the member that says how many pages there are.
    pub const fn pages(mut self, path: &'static [&'static str]) -> Self {
        self.pages = path;
        self
    }

    /// The path of the member that says how many items there are in all.
    pub const fn total(mut self, path: &'static [&'static str]) -> Self {
        self.total = path;
        self
    }
}
