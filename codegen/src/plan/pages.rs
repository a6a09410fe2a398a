//! Plans how a request's list goes on over several replies, and what the documentation says of it.

use super::docs;
use super::names::Names;
use super::{Pages, RustType};
use crate::ir::{self, Paging};

/// Methods that a request of such an operation has besides those of every request.
pub(crate) const METHODS: &[&str] = &["items", "pages"];

/// The pages of an operation.
pub(crate) fn pages(names: &Names<'_>, operation: &ir::Operation) -> Option<Box<Pages>> {
    let pagination = operation.pagination.as_ref()?;
    let item = match names.rust_type(pagination.item) {
        RustType::Box(inner) => *inner,
        other => other,
    };
    let paths = [
        ("items", &pagination.items),
        ("next", &pagination.next),
        ("last", &pagination.last),
        ("more", &pagination.more),
        ("pages", &pagination.pages),
        ("total", &pagination.total),
    ];
    let paths = paths.into_iter().filter(|(_, path)| !path.is_empty());
    Some(Box::new(Pages {
        kind: pagination.kind.clone(),
        in_body: pagination.in_body.clone(),
        header: pagination.header.clone(),
        item,
        paths: paths.map(|(name, path)| (name, path.clone())).collect(),
    }))
}

/// A paragraph for the documentation of the method.
pub(crate) fn sentence(operation: &ir::Operation) -> Option<String> {
    let by = match &operation.pagination.as_ref()?.kind {
        Paging::Single => {
            return Some(
                "`.items()` on the request gives the items one by one; all come in one reply."
                    .to_owned(),
            );
        }
        Paging::Page(name, _) => format!("numbered by {}", docs::code(name)),
        Paging::Offset(name) => format!("counted by {}", docs::code(name)),
        Paging::Cursor(name) => format!("by the mark {}", docs::code(name)),
        Paging::Link => "each with the address of the next".to_owned(),
    };
    Some(format!(
        "The list comes in pages, {by}: `.items()` on the request gives the items of all of them, `.pages()` one page after the other."
    ))
}
