//! Decides what goes out: method, URL, headers and body of one call, with its credentials.

use super::address;
use super::body::Body;
use super::body_members;
use super::call::{Call, Parts};
use super::credentials::{Credentials, Proof};
use super::error::Error;
use super::headers::Headers;
use super::mask::Mask;
use super::method::Method;
use super::percent::{Bare, encoded};
use super::retry::Retry;
use reqwest::Url;
use std::time::Duration;

/// A call ready to be sent.
pub(crate) struct Prepared {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: Headers,
    pub(crate) body: Body,
    pub(crate) mask: Mask,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Retry,
    /// Whether an attempt may be repeated that may have had its effect.
    pub(crate) repeatable: bool,
    /// Whether an attempt may be repeated that had none.
    pub(crate) resendable: bool,
}

/// Prepares a call. `accept` is what the output asks for; `compressed` says whether a compressed reply is welcome; `credentials` are the
/// client's, with what their sources gave.
pub(crate) fn prepare(
    call: &Call,
    accept: &'static str,
    compressed: bool,
    credentials: &Credentials,
) -> Result<Prepared, Error> {
    let parts = &*call.0;
    let client = parts.client.inner();
    if let Some(fault) = &parts.fault {
        return Err(fault.clone());
    }
    let mut query = String::new();
    let pieces = parts.query.iter().flat_map(|(_, pieces)| pieces);
    for piece in pieces.chain([&parts.query_string].into_iter().filter(|text| !text.is_empty())) {
        query.push_str(if query.is_empty() { "" } else { "&" });
        query.push_str(piece);
    }
    // Two that follow here, a credential, and a body's type.
    let mut headers = Headers::of(&client.headers, parts.headers.len() + 4);
    headers.put("accept", parts.operation.accept.unwrap_or(accept));
    headers.put("accept-encoding", if compressed { "gzip" } else { "identity" });
    let mut cookies: Vec<String> = parts.cookies.iter().map(|(_, piece)| piece.clone()).collect();

    let mut secrets = Vec::new();
    let alternatives = parts.operation.security.unwrap_or(client.api.security);
    for proof in credentials.proofs(client.api, alternatives)? {
        match proof {
            Proof::Header(name, value) => headers.set_secret(name, value),
            Proof::Query(name, value) => {
                secrets.push((name, value.clone()));
                let separator = if query.is_empty() { "" } else { "&" };
                query.push_str(&format!(
                    "{separator}{}={}",
                    encoded(name, Bare::Unreserved),
                    encoded(&value, Bare::Unreserved)
                ));
            }
            Proof::Cookie(name, value) => {
                cookies.push(format!("{name}={}", encoded(&value, Bare::Unreserved)))
            }
        }
    }
    if !cookies.is_empty() {
        headers.set_secret("cookie", cookies.join("; "));
    }
    let with_members = body_members::with_added(parts)?;
    let body = with_members.as_ref().or(parts.body.as_ref());
    if let Some((content_type, _)) = body {
        super::headers::check_header("content-type", content_type)
            .map_err(|fault| Error::parameter("content-type", fault))?;
        headers.set("content-type", content_type);
    }
    let mut names: Vec<&str> = parts.headers.iter().map(|(name, _)| name).collect();
    names.dedup();
    for name in names {
        for value in parts.headers.get_all(name) {
            headers.set(name, value);
        }
    }
    // The client's own are known to its mask.
    let is_given = !std::ptr::eq(credentials, &client.credentials);
    let given: Vec<String> = is_given.then(|| credentials.texts()).into_iter().flatten().collect();
    let mask = client.mask.and(given.iter().map(String::as_str)).and(
        headers
            .get_all("authorization")
            .chain(headers.get_all("proxy-authorization"))
            .flat_map(credentials_of),
    );
    // What the client itself sends was looked through when it was made.
    let is_looked_through = |name: &str| {
        mask.is(&client.mask) && parts.headers.get(name).is_none() && name != "content-type"
    };
    headers.mark(|name, value| !is_looked_through(name) && mask.finds(value));

    // A path can have constant pairs of a query of its own, in which a `?` is never encoded.
    let separator = match query.is_empty() {
        true => "",
        false if parts.path_template().contains('?') => "&",
        false => "?",
    };
    let text = format!("{}{}{separator}{query}", base(parts)?, path(parts)?);
    let mut url = Url::parse(&text)
        .map_err(|fault| Error::request(format!("the URL is unusable: {fault}")))?;
    if let Some(page) = &parts.page {
        url = super::link::with_credentials(page, &secrets);
    }
    let body = body.map_or(Body::empty(), |(_, body)| body.clone());
    let method = parts.operation.method;
    let retry = parts.retry.unwrap_or(client.retry);
    let (resendable, repeatable) = (body.as_bytes().is_some(), call.may_be_repeated());
    Ok(Prepared {
        method,
        url,
        headers,
        body,
        mask,
        timeout: parts.timeout.or(client.timeout),
        attempt_timeout: parts.attempt_timeout.or(client.attempt_timeout),
        retry,
        repeatable,
        resendable,
    })
}

/// What of an `Authorization` header must not be shown: the whole, and what follows the scheme.
fn credentials_of(value: &str) -> impl Iterator<Item = &str> {
    [Some(value), value.split_once(' ').map(|(_, secret)| secret)].into_iter().flatten()
}

/// The base URL: the call's, else the one that the caller gave the client, else the operation's, else the API's.
pub(crate) fn base(parts: &Parts) -> Result<String, Error> {
    let client = parts.client.inner();
    if let Some(url) = &parts.base_url {
        return address::base(url, client.allow_http).map_err(Error::request);
    }
    match (parts.operation.server, &client.base_url) {
        (Some(server), base) if !client.own_base_url => {
            let server = address::server(server, base.as_deref().unwrap_or_default());
            address::base(&server, client.allow_http).map_err(Error::request)
        }
        (_, Some(base)) => Ok(base.clone()),
        (_, None) => {
            let env =
                client.api.base_url_env.map(|name| format!(" or set {name}")).unwrap_or_default();
            Err(Error::request(format!(
                "there is no base URL: give one to `Builder::base_url`{env}"
            )))
        }
    }
}

/// The operation's path with its parameters in place.
pub(crate) fn path(parts: &Parts) -> Result<String, Error> {
    let mut out = String::new();
    let mut rest = parts.path_template();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        let value = parts.path.iter().rev().find(|(known, _)| *known == name);
        let (_, value) = value.ok_or_else(|| Error::parameter(name, "is missing"))?;
        out.push_str(before);
        out.push_str(value);
        rest = tail;
        // A URL parser would take such a segment out, and the request would go to another resource.
        let segment = out.rsplit('/').next().unwrap_or_default();
        if (rest.is_empty() || rest.starts_with('/')) && matches!(segment, "." | "..") {
            return Err(Error::parameter(name, "must not make the path segment `.` or `..`"));
        }
    }
    out.push_str(rest);
    Ok(out)
}
