//! How a list goes on over several replies.

use super::TypeRef;

/// How a list goes on over several replies. Paths lead from the reply's outermost object to a member; an empty one stands for none.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// What says which page is asked for.
    pub kind: Paging,
    /// When a member of the request's body says it, and no query parameter: the members around that one.
    pub in_body: Option<Vec<String>>,
    /// The header of the reply with the mark or URL of the next page.
    pub header: Option<String>,
    /// The list of items; empty when the reply is the list.
    pub items: Vec<String>,
    /// The mark or URL of the next page.
    pub next: Vec<String>,
    /// Within the last item, the mark of the next page.
    pub last: Vec<String>,
    /// Whether there is a further page.
    pub more: Vec<String>,
    /// How many pages there are.
    pub pages: Vec<String>,
    /// How many items there are.
    pub total: Vec<String>,
    /// An item.
    pub item: TypeRef,
}

/// What says which page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paging {
    /// There is one page.
    Single,
    /// This parameter, or member of the body, has its number; the first page's.
    Page(String, u64),
    /// This parameter, or member of the body, has the number of items to pass over.
    Offset(String),
    /// This parameter, or member of the body, has a mark that the page before gave.
    Cursor(String),
    /// The page before gave its URL.
    Link,
}
