//! Decides to which addresses requests go.

use super::paths::{Found, Part, template};
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report};
use crate::ir::{Server, ServerVariable};

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
    Some(Server {
        url: url.to_owned(),
        description: cursor.str("description").or_else(|| cursor.str("name")).map(str::to_owned),
        variables,
    })
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
