//! Plans the table of the API: base address, credentials and their environment variables, the envelope.

use super::docs;
use super::ident;
use super::scope::Scope;
use super::{Api, Docs, Scheme};
use crate::ir::{self, SchemeKind};
use crate::runtime_files;
use crate::settings::Settings;

/// The API's table. `package` is the package's name, from which environment variables get theirs.
pub(crate) fn api(api: &ir::Api, settings: &Settings, package: &str) -> Api {
    let prefix = prefix(package);
    let taken: Vec<&str> = runtime_files::methods_of("Builder");
    let mut scope = Scope::holding(&taken);
    let alone = api.schemes.len() == 1;
    let schemes: Vec<Scheme> = api
        .schemes
        .iter()
        .map(|scheme| {
            let env = settings.client.credentials.get(&scheme.name).cloned();
            let env = env.or_else(|| variable(scheme, &prefix, alone));
            let ident = scope.take(
                ["", "_credential"].map(|end| ident::method(&format!("{}{end}", scheme.name))),
            );
            let docs = scheme_docs(scheme, env.as_deref());
            Scheme { docs, ident, name: scheme.name.clone(), kind: scheme.kind.clone(), env }
        })
        .collect();
    let base_url = base_url(api, settings);
    let base_url_env =
        Some(settings.client.base_url_env.clone().unwrap_or_else(|| format!("{prefix}_BASE_URL")));
    Api {
        builder_docs: builder_docs(&base_url, &schemes),
        from_env_docs: from_env_docs(&schemes, base_url_env.as_deref(), &base_url),
        base_url,
        base_url_env,
        schemes,
        security: api.security.clone(),
        envelope: settings.envelope.clone(),
        request_id: settings.client.request_id.clone(),
    }
}

/// `CLOUDFLARE` of `cloudflare-client`.
fn prefix(package: &str) -> String {
    let mut words = ident::words(package);
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| ["client", "api", "rs", "rust", "sdk"].contains(&word.as_str()))
    {
        words.pop();
    }
    ident::constant(&words.join("_")).as_str().to_owned()
}

/// The environment variable of a scheme that the settings say nothing of.
fn variable(scheme: &ir::SecurityScheme, prefix: &str, alone: bool) -> Option<String> {
    let name = ident::constant(&scheme.name).as_str().to_owned();
    let name = name
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .unwrap_or(&name)
        .to_owned();
    match &scheme.kind {
        SchemeKind::MutualTls => None,
        SchemeKind::Basic if alone => Some(format!("{prefix}_USER:{prefix}_PASSWORD")),
        SchemeKind::Basic => Some(format!("{prefix}_{name}_USER:{prefix}_{name}_PASSWORD")),
        SchemeKind::Bearer if alone => Some(format!("{prefix}_TOKEN")),
        SchemeKind::Bearer
        | SchemeKind::Http(_)
        | SchemeKind::Header(_)
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_) => Some(format!("{prefix}_{name}")),
    }
}

fn scheme_docs(scheme: &ir::SecurityScheme, env: Option<&str>) -> Docs {
    let what = match &scheme.kind {
        SchemeKind::Bearer => {
            "Sets the token that goes out as `Authorization: Bearer …`.".to_owned()
        }
        SchemeKind::Basic => {
            "Sets the user and the password that go out as `Authorization: Basic …`.".to_owned()
        }
        SchemeKind::Http(scheme) => {
            format!(
                "Sets the credential that goes out as {}.",
                docs::code(&format!("Authorization: {scheme} …"))
            )
        }
        SchemeKind::Header(name) => {
            format!("Sets the credential that goes out in the header {}.", docs::code(name))
        }
        SchemeKind::Query(name) => format!(
            "Sets the credential that goes out as the query parameter {}.",
            docs::code(name)
        ),
        SchemeKind::Cookie(name) => {
            format!("Sets the credential that goes out as the cookie {}.", docs::code(name))
        }
        SchemeKind::MutualTls => {
            "Nothing goes out in the request: the connection itself is authenticated.".to_owned()
        }
    };
    let mut all = Docs::from_line(what);
    all.append(scheme.description.as_deref().map(docs::clean).unwrap_or_default());
    if let Some(env) = env {
        let names: Vec<String> = env.split(':').map(docs::code).collect();
        all.push_paragraph(format!("`Client::from_env` reads it from {}.", names.join(" and ")));
    }
    all
}

fn builder_docs(base_url: &str, schemes: &[Scheme]) -> Docs {
    let mut all =
        Docs::from_line("Begins a client whose credentials and settings are given one by one.");
    let setters: Vec<String> = schemes
        .iter()
        .filter(|scheme| scheme.kind != SchemeKind::MutualTls)
        .map(|scheme| format!("[`{0}`](Builder::{0})", scheme.ident.as_str()))
        .collect();
    if !setters.is_empty() {
        all.push_paragraph(format!("Credentials: {}.", setters.join(", ")));
    }
    match base_url {
        "" => all.push_paragraph("The description names no server, so a base URL must be given."),
        url => all.push_paragraph(format!(
            "The base URL is {} unless another one is given.",
            docs::code(url)
        )),
    }
    all
}

fn from_env_docs(schemes: &[Scheme], base_url_env: Option<&str>, base_url: &str) -> Docs {
    let mut all = Docs::from_line("A client with what the environment gives.");
    let mut lines: Vec<String> = Vec::new();
    for scheme in schemes {
        for env in scheme.env.iter().flat_map(|env| env.split(':')) {
            lines.push(format!("- {}: {}", docs::code(env), docs::code(&scheme.name)));
        }
    }
    if let Some(env) = base_url_env {
        let end = if base_url.is_empty() { "the base URL" } else { "another base URL" };
        lines.push(format!("- {}: {end}", docs::code(env)));
    }
    if !lines.is_empty() {
        all.push_paragraph("These variables are read; an empty one is as good as none:");
        all.push_line("");
        lines.into_iter().for_each(|line| all.push_line(line));
    }
    all.push_paragraph("# Errors");
    all.push_paragraph("[`Error`] when a variable cannot be used.");
    all
}

/// The settings' base URL, or the first server with an absolute address; empty when there is none.
fn base_url(api: &ir::Api, settings: &Settings) -> String {
    let absolute = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    let said = settings.client.base_url.clone();
    let url = said.or_else(|| api.servers.iter().map(address).find(absolute)).unwrap_or_default();
    url.trim_end_matches('/').to_owned()
}

/// A server's address with each variable's default in its place.
pub(crate) fn address(server: &ir::Server) -> String {
    let mut url = server.url.clone();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    url
}

/// What an operation with a requirement of its own needs, as a sentence.
pub(crate) fn security_sentence(security: &ir::Security) -> String {
    let alternatives: Vec<String> = security
        .iter()
        .filter(|alternative| !alternative.is_empty())
        .map(|schemes| {
            schemes.iter().map(|name| docs::code(name)).collect::<Vec<_>>().join(" with ")
        })
        .collect();
    let optional = security.iter().any(Vec::is_empty);
    match (alternatives.is_empty(), optional) {
        (true, _) => "No credentials are needed.".to_owned(),
        (false, true) => {
            format!("Credentials, which may be left out: {}.", alternatives.join(", or "))
        }
        (false, false) => format!("Credentials: {}.", alternatives.join(", or ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_variables_become_their_defaults() {
        let variable = ir::ServerVariable {
            name: "region".into(),
            default: "eu".into(),
            ..Default::default()
        };
        let server = ir::Server {
            url: "https://{region}.example.com/".into(),
            variables: vec![variable],
            ..Default::default()
        };
        assert_eq!(address(&server), "https://eu.example.com/");
        let relative = ir::Server { url: "/v1".into(), ..Default::default() };
        let servers = ir::Api { servers: vec![relative, server], ..Default::default() };
        assert_eq!(base_url(&servers, &Settings::default()), "https://eu.example.com");
    }

    #[test]
    fn environment_variables_are_named_for_the_package() {
        let scheme =
            |name: &str, kind| ir::SecurityScheme { name: name.into(), description: None, kind };
        let schemes =
            vec![scheme("petstore_auth", SchemeKind::Bearer), scheme("login", SchemeKind::Basic)];
        let planned = api(
            &ir::Api { schemes, ..Default::default() },
            &Settings::default(),
            "petstore-client",
        );
        let names: Vec<_> =
            planned.schemes.iter().filter_map(|scheme| scheme.env.as_deref()).collect();
        assert_eq!(names, ["PETSTORE_AUTH", "PETSTORE_LOGIN_USER:PETSTORE_LOGIN_PASSWORD"]);
        assert_eq!(planned.base_url_env.as_deref(), Some("PETSTORE_BASE_URL"));
    }

    #[test]
    fn a_scheme_does_not_take_a_method_of_the_builder() {
        let scheme = ir::SecurityScheme {
            name: "build".into(),
            description: None,
            kind: SchemeKind::Bearer,
        };
        let planned = api(
            &ir::Api { schemes: vec![scheme], ..Default::default() },
            &Settings::default(),
            "x",
        );
        assert_eq!(planned.schemes[0].ident.as_str(), "build_credential");
    }
}
