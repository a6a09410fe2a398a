//! Decides which redirects are followed: those of GET and HEAD within the same origin. Credentials go nowhere else.

use super::error::Error;
use super::mask::{Mask, clean};
use super::method::Method;
use super::status::StatusCode;
use reqwest::Url;

/// How many redirects are followed in one attempt.
const MOST: usize = 10;

/// How often one URL is asked in one attempt.
const SAME: usize = 2;

/// Whether the status sends us elsewhere.
pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The URL to go to next. `seen` holds every URL of the attempt so far, the current one last.
pub(crate) fn next(
    method: Method,
    seen: &[Url],
    status: StatusCode,
    location: Option<&str>,
    mask: &Mask,
) -> Result<Url, Error> {
    let refuse = |why: &str, target: Option<String>| {
        let to = target.as_ref().map(|target| format!(" to {target}")).unwrap_or_default();
        Error::redirect(format!("{status}{to}: {why}"), target)
    };
    let current = seen.last().ok_or_else(|| refuse("there is no request to redirect", None))?;
    let Some(location) = location.filter(|text| !text.trim().is_empty()) else {
        return Err(refuse("the reply does not say where", None));
    };
    let Ok(mut target) = current.join(location.trim()) else {
        return Err(refuse("the target is no URL", Some(clean(&mask.text(location), 200))));
    };
    target.set_fragment(None);
    let had_user = !target.username().is_empty() || target.password().is_some();
    // Both fail only for URLs that can have neither, and those had none.
    let _ = target.set_username("");
    let _ = target.set_password(None);
    let shown = Some(clean(&mask.text(target.as_str()), 500));
    if current.scheme() == "https" && target.scheme() != "https" {
        return Err(refuse("not followed from https to an unprotected scheme", shown));
    }
    if target.origin() != current.origin() {
        return Err(refuse("not followed to another origin", shown));
    }
    if had_user {
        return Err(refuse("not followed to a target with a user name", shown));
    }
    if !matches!(method, Method::Get | Method::Head) {
        return Err(refuse(&format!("not followed for {method}"), shown));
    }
    // Once may help, for instance while a server comes up; twice is a circle.
    if seen.iter().filter(|url| **url == target).count() >= SAME {
        return Err(refuse("the redirects go in a circle", shown));
    }
    if seen.len() > MOST {
        return Err(refuse(&format!("more than {MOST} redirects"), shown));
    }
    Ok(target)
}
