//! Decides which base URLs a client talks to.

use reqwest::Url;
use std::net::IpAddr;

/// Checks a base URL and gives it without a slash at its end. The error says what is wrong and never shows the URL, which may hold a
/// password.
pub(crate) fn base(text: &str, allow_http: bool) -> Result<String, String> {
    let text = text.trim();
    let url = Url::parse(text).map_err(|fault| format!("the base URL is unusable: {fault}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("the base URL must begin with https://".into());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the base URL must not hold a user name or password".into());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the base URL must not have a query or fragment".into());
    }
    if url.scheme() == "http" && !allow_http && !is_loopback(&url) {
        return Err("credentials do not go over plain http to another machine: use https, or allow it with `Builder::allow_http`".into());
    }
    Ok(url.as_str().trim_end_matches('/').into())
}

/// Whether the host is this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    match host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => {
            host.eq_ignore_ascii_case("localhost")
                || host.to_ascii_lowercase().ends_with(".localhost")
        }
    }
}

/// The base URL of an operation's own server, which may be relative to the API's.
pub(crate) fn server(server: &str, base: &str) -> String {
    if !server.starts_with('/') {
        return server.into();
    }
    match Url::parse(base) {
        Ok(url) => format!("{}{server}", url.origin().ascii_serialization()),
        Err(_) => server.into(),
    }
}
