//! Decides where a reply says that its next page is, and that it may only be where the reply itself came from.

use super::error::Error;
use super::headers::Headers;
use super::mask::clean;
use super::output::Fetched;
use super::percent::{Bare, decoded, encoded};
use reqwest::Url;

/// The URL that the headers `Link` (RFC 8288) give as the next one.
pub(crate) fn next(headers: &Headers) -> Option<String> {
    headers.get_all("link").find_map(next_in)
}

fn next_in(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let (url, after) = after.split_once('>')?;
        let end = end_of_parameters(after);
        let parameters = &after[..end];
        let is_next =
            parameters.split(';').filter_map(|pair| pair.split_once('=')).any(|(name, value)| {
                name.trim().eq_ignore_ascii_case("rel")
                    && value
                        .trim()
                        .trim_matches('"')
                        .split_ascii_whitespace()
                        .any(|relation| relation.eq_ignore_ascii_case("next"))
            });
        if is_next {
            return Some(url.trim().to_owned());
        }
        rest = &after[end..];
    }
    None
}

/// Where the comma is that ends a link's parameters; one within quotes does not.
fn end_of_parameters(text: &str) -> usize {
    let mut quoted = false;
    text.find(|c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
    .unwrap_or(text.len())
}

/// The URL of the next page, which the reply `page` gave.
///
/// # Errors
///
/// When it is none, or lies at another origin: the credentials of the call would go there.
pub(crate) fn follow(text: &str, page: &Fetched) -> Result<Url, Error> {
    let shown = clean(&page.mask.text(text), 500);
    let refuse = |why: &str| {
        Error::redirect(format!("the next page {shown}: {why}"), Some(shown.clone()))
            .with(page.context.clone())
    };
    let mut url = page.address.join(text.trim()).map_err(|_| refuse("is no URL"))?;
    url.set_fragment(None);
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("not asked for at a URL with a user name"));
    }
    if url.origin() != page.address.origin() {
        return Err(refuse("not asked for at another origin"));
    }
    Ok(url)
}

/// The URL with the credentials that go into the query, where the server left them out.
pub(crate) fn with_credentials(url: &Url, secrets: &[(&'static str, String)]) -> Url {
    let mut url = url.clone();
    for (name, value) in secrets {
        let query = url.query().unwrap_or_default();
        let mut pieces: Vec<&str> = query
            .split('&')
            .filter(|piece| !piece.is_empty())
            .filter(|piece| decoded(piece.split('=').next().unwrap_or_default()) != *name)
            .collect();
        let own =
            format!("{}={}", encoded(name, Bare::Unreserved), encoded(value, Bare::Unreserved));
        pieces.push(&own);
        let query = pieces.join("&");
        url.set_query(Some(&query));
    }
    url
}
