//! What a maintainer may say of lists that come in several replies.

use super::Settings;
use super::check::Check;
use serde::Deserialize;

/// How a list goes on over several replies.
///
/// Members of replies are named by their path from the outermost object on, with dots between the names (`result_info.cursor`),
/// or as a JSON Pointer (`/result_info/next.cursor`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pagination {
    /// What says which page is asked for.
    pub kind: PageKind,
    /// `page`, `offset`, `cursor`: the query parameter that says it.
    #[serde(default)]
    pub parameter: Option<String>,
    /// `page`, `offset`, `cursor`, instead of `parameter`: the member of the request's body of JSON that says it.
    #[serde(default)]
    pub member: Option<String>,
    /// `page`: the number of the first page. 1 by default.
    #[serde(default)]
    pub first: Option<u64>,
    /// The member that lists the items. By default the envelope's result, or without an envelope the whole reply.
    #[serde(default)]
    pub items: Option<String>,
    /// `cursor`: the member with the mark of the next page. `link`: the member with the URL of the next page; by default it is
    /// the header `Link`.
    #[serde(default)]
    pub next: Option<String>,
    /// `cursor`, instead of `next`: the member of the last item that is the mark of the next page.
    #[serde(default)]
    pub last: Option<String>,
    /// `cursor`, `link`, instead of `next`: the header of the reply with the mark or URL of the next page.
    #[serde(default)]
    pub header: Option<String>,
    /// The boolean member that says whether there is a further page.
    #[serde(default)]
    pub more: Option<String>,
    /// `page`: the member that says how many pages there are.
    #[serde(default)]
    pub pages: Option<String>,
    /// `page`, `offset`: the member that says how many items there are in all.
    #[serde(default)]
    pub total: Option<String>,
    /// Which operations a rule for the whole API is tried for: patterns of `operationId` or `METHOD /path` in which `*` stands
    /// for any text. By default every `GET`, or with `member` every `POST`.
    #[serde(default)]
    pub operations: Vec<String>,
}

/// What says which page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// No list, whatever the rules for the whole API say.
    None,
    /// All items come in one reply.
    Single,
    /// Pages have numbers.
    Page,
    /// So many items are passed over.
    Offset,
    /// The page before gives a mark.
    Cursor,
    /// The page before gives the URL.
    Link,
}

impl Pagination {
    /// Every member that is named, by its key.
    pub(crate) fn members(&self) -> [(&'static str, Option<&str>); 5] {
        [
            ("next", self.next.as_deref()),
            ("more", self.more.as_deref()),
            ("pages", self.pages.as_deref()),
            ("total", self.total.as_deref()),
            ("items", self.items.as_deref()),
        ]
    }

    /// Whether a rule for the whole API is tried for an operation.
    pub(crate) fn admits(&self, id: Option<&str>, method: &str, path: &str) -> bool {
        if self.operations.is_empty() {
            return method == if self.member.is_some() { "POST" } else { "GET" };
        }
        let key = format!("{method} {path}");
        self.operations
            .iter()
            .any(|pattern| matches(pattern, &key) || id.is_some_and(|id| matches(pattern, id)))
    }
}

/// The names of a path: `a.b` or `/a/b`.
pub(crate) fn steps(path: &str) -> Vec<String> {
    match path.strip_prefix('/') {
        Some(pointer) => {
            pointer.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
        }
        None => path.split('.').map(str::to_owned).collect(),
    }
}

/// Whether `pattern`, in which `*` stands for any text, is all of `text`.
fn matches(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

impl Check<'_> {
    pub(super) fn pagination(&mut self, settings: &Settings) {
        for (index, rule) in settings.pagination.iter().enumerate() {
            let index = index.to_string();
            self.rule(&["pagination", &index], rule);
            if rule.kind == PageKind::None && rule.operations.is_empty() {
                let message = "a rule without pages for every operation".to_owned();
                self.refuse(&["pagination", &index], message, "say for which `operations`");
            }
        }
        for (key, operation) in &settings.operations {
            let Some(rule) = &operation.pagination else { continue };
            self.rule(&["operations", key, "pagination"], rule);
            if !rule.operations.is_empty() {
                let message = "it stands at one operation already".to_owned();
                let path = ["operations", key, "pagination", "operations"];
                self.refuse(&path, message, "rules for several stand under `pagination`");
            }
        }
    }

    fn rule(&mut self, path: &[&str], rule: &Pagination) {
        use PageKind::{Cursor, Link, None, Offset, Page, Single};
        let is = |kinds: &[PageKind]| kinds.contains(&rule.kind);
        let kind = format!("{:?}", rule.kind).to_lowercase();
        let keys: [(&str, bool, bool); 10] = [
            ("parameter", rule.parameter.is_some(), is(&[Page, Offset, Cursor])),
            ("member", rule.member.is_some(), is(&[Page, Offset, Cursor])),
            ("first", rule.first.is_some(), is(&[Page])),
            ("items", rule.items.is_some(), !is(&[None])),
            ("next", rule.next.is_some(), is(&[Cursor, Link])),
            ("last", rule.last.is_some(), is(&[Cursor])),
            ("header", rule.header.is_some(), is(&[Cursor, Link])),
            ("more", rule.more.is_some(), !is(&[None, Single])),
            ("pages", rule.pages.is_some(), is(&[Page])),
            ("total", rule.total.is_some(), is(&[Page, Offset])),
        ];
        for (key, _, _) in keys.iter().filter(|(_, given, fits)| *given && !fits) {
            let path: Vec<&str> = path.iter().copied().chain([*key]).collect();
            let message = format!("`{key}` means nothing for the kind `{kind}`");
            self.refuse(&path, message, "leave it out, or choose another kind");
        }
        if is(&[Page, Offset, Cursor]) && rule.parameter.is_some() == rule.member.is_some() {
            let message =
                format!("the kind `{kind}` needs a `parameter` or a `member`, and one only");
            let help =
                "the query parameter, or the member of the body, that says which page is asked for";
            self.refuse(path, message, help);
        }
        let n_sources =
            [&rule.next, &rule.last, &rule.header].iter().filter(|it| it.is_some()).count();
        if is(&[Cursor]) && n_sources != 1 {
            let message = "the kind `cursor` needs one of `next`, `last` and `header`".to_owned();
            let help = "the member with the next mark, the member of the last item that is it, or the header with it";
            self.refuse(path, message, help);
        }
        if is(&[Link]) && n_sources > 1 {
            let message = "the kind `link` needs either `next` or `header`".to_owned();
            self.refuse(path, message, "the member or the header with the URL of the next page");
        }
        let texts = rule
            .members()
            .into_iter()
            .chain([("last", rule.last.as_deref()), ("member", rule.member.as_deref())]);
        for (key, text) in texts.filter_map(|(key, text)| Some((key, text?))) {
            if steps(text).iter().any(String::is_empty) {
                let path: Vec<&str> = path.iter().copied().chain([key]).collect();
                let message = format!("`{text}` is no path of members");
                self.refuse(&path, message, "names with `.` between them, or a JSON Pointer");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_in_a_pattern_stands_for_any_text() {
        for (pattern, text, fits) in [
            ("GET /a/*", "GET /a/b/c", true),
            ("GET /a/*", "GET /ab", false),
            ("*list*", "list", true),
            ("list-*-of", "list-of", false),
            ("*", "", true),
            ("list", "lists", false),
        ] {
            assert_eq!(matches(pattern, text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn a_path_is_dotted_or_a_pointer() {
        assert_eq!(steps("a.b"), ["a", "b"]);
        assert_eq!(steps("/a.b/c~1d"), ["a.b", "c/d"]);
    }
}
