//! Decides to which addresses requests go.

use super::paths::{Found, Part, template};
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report};
use crate::ir::{Server, ServerVariable};
use std::net::Ipv6Addr;

/// The `servers` of a document.
pub(super) fn servers(cursor: &Cursor<'_>, report: &mut Report) -> Vec<Server> {
    let servers = cursor.get("servers");
    servers
        .iter()
        .flat_map(|servers| servers.items())
        .filter_map(|server| read(&server, report))
        .collect()
}

/// The server of one operation, when it or its path item has one.
pub(super) fn own(found: &Found<'_>, report: &mut Report) -> Option<Server> {
    let of_operation = found.operation.get("servers").filter(|servers| servers.at(0).is_some());
    let servers = of_operation.or_else(|| found.inherited("servers"))?;
    servers.items().find_map(|server| read(&server, report))
}

/// The server with the defaults of its variables in their places.
pub(super) fn with_defaults(mut server: Server) -> Server {
    for variable in &server.variables {
        server.url = server.url.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    server
}

/// What the documentation says of an operation's own server with variables.
pub(super) fn variables_note(server: &Server) -> Option<String> {
    if server.variables.is_empty() {
        return None;
    }
    let variable = |variable: &ServerVariable| {
        let ServerVariable { name, default, values, .. } = variable;
        let others = if values.is_empty() {
            String::new()
        } else {
            format!(" (one of `{}`)", values.join("`, `"))
        };
        format!("`{name}` = `{default}`{others}")
    };
    let variables: Vec<String> = server.variables.iter().map(variable).collect();
    Some(format!("Sent to `{}` with {}.", server.url, variables.join(", ")))
}

fn read(cursor: &Cursor<'_>, report: &mut Report) -> Option<Server> {
    let Some(url) = cursor.str("url").map(str::trim).filter(|url| !url.is_empty()) else {
        report.add(Code::InvalidServer, &cursor.place, "the server has no address (`url`)");
        return None;
    };
    let Ok(parts) = template(url) else {
        report.add(
            Code::InvalidServer,
            &cursor.place,
            format!("the braces of the server's address `{url}` do not match"),
        );
        return None;
    };
    if url.contains(['?', '#']) || url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        report
            .add(
                Code::InvalidServer,
                &cursor.place,
                format!("`{url}` is no base address: paths are appended to it"),
            )
            .help("the server is left out");
        return None;
    }
    let mut variables: Vec<ServerVariable> = Vec::new();
    for part in parts {
        let Part::Variable(name) = part else { continue };
        if variables.iter().all(|known| known.name != name) {
            variables.push(variable(cursor, name, report));
        }
    }
    let server = Server {
        url: url.to_owned(),
        description: cursor.str("description").or_else(|| cursor.str("name")).map(str::to_owned),
        variables,
    };
    let sent = with_defaults(server.clone()).url;
    if let Some(fault) = fault(&sent) {
        let message = format!("requests cannot be sent to `{sent}`: {fault}");
        report.add(Code::InvalidServer, &cursor.place, message).help("the server is left out");
        return None;
    }
    Some(server)
}

/// Why an address, which may be relative to that of the description, is none of HTTP.
fn fault(url: &str) -> Option<String> {
    if url.contains(['?', '#']) {
        return Some("paths are appended to it".to_owned());
    }
    let (scheme, rest) = url.split_once(':').filter(|(scheme, _)| !scheme.contains('/'))?;
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Some(format!("`{scheme}` is neither http nor https"));
    }
    let Some(authority) = rest.strip_prefix("//") else {
        return Some("it names no host".to_owned());
    };
    let authority = authority.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return Some("credentials in an address would end up in logs".to_owned());
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']').unwrap_or((rest, "]"));
            if host.parse::<Ipv6Addr>().is_err() || port == "]" {
                return Some("its host is no address of IPv6".to_owned());
            }
            (host, port.strip_prefix(':').unwrap_or(port))
        }
        None => authority.rsplit_once(':').unwrap_or((authority, "")),
    };
    if host.is_empty() {
        return Some("it names no host".to_owned());
    }
    let is_port = port.is_empty() || port.parse::<u16>().is_ok();
    (!is_port).then(|| format!("`{port}` is no port"))
}

fn variable(server: &Cursor<'_>, name: &str, report: &mut Report) -> ServerVariable {
    let Some(cursor) = server.get("variables").and_then(|variables| variables.get(name)) else {
        report
            .add(
                Code::InvalidServer,
                &server.place,
                format!("nothing describes the variable `{name}` of the server's address"),
            )
            .help("its default is taken to be its name");
        return ServerVariable {
            name: name.to_owned(),
            default: name.to_owned(),
            ..ServerVariable::default()
        };
    };
    let values: Vec<String> = cursor
        .get("enum")
        .iter()
        .flat_map(|values| values.items())
        .filter_map(|value| value.node.text().map(str::to_owned))
        .collect();
    let default = match cursor.text("default") {
        Some(default) => {
            if !values.is_empty() && values.iter().all(|value| value != default) {
                let message = format!(
                    "the default `{default}` of the variable `{name}` is none of its values"
                );
                report.add(Code::InvalidServer, &cursor.place, message);
            }
            default.to_owned()
        }
        None => {
            let default = values.first().cloned().unwrap_or_else(|| name.to_owned());
            report
                .add(
                    Code::InvalidServer,
                    &cursor.place,
                    format!("the variable `{name}` of the server's address has no default"),
                )
                .help(format!("`{default}` is used"));
            default
        }
    };
    ServerVariable {
        name: name.to_owned(),
        default,
        values,
        description: cursor.str("description").map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn addresses_that_are_none_of_http_are_found() {
        for url in [
            "javascript:alert(1)",
            "file:///etc/hosts",
            "wss://api.example.com",
            "https:api.example.com",
            "https://",
            "https:///v1",
            "https://user:secret@api.example.com",
            "https://api.example.com:99999",
            "https://api.example.com:https",
            "http://[::1",
            "http://[::z]/v1",
            "http://[::1]:port",
            "https://example.com/#/v1",
        ] {
            assert!(fault(url).is_some(), "{url}");
        }
    }

    #[test]
    fn addresses_of_http_and_relative_ones_are_sound() {
        for url in [
            "https://api.example.com",
            "HTTP://api.example.com:8080/v1",
            "http://[::1]:80/v1",
            "http://[::1]",
            "https://api.example.com/a:b/c",
            "https://api.example.com/@me",
            "/v1",
            "../v1",
            "//api.example.com/v1",
            "v1/a:b",
            "https://xn--e1afmkfd.example",
        ] {
            assert_eq!(fault(url), None, "{url}");
        }
    }
}
