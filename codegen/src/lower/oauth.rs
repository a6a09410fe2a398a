//! Puts into words what a security scheme says of its tokens: where they come from, and which scopes there are.

use crate::cursor::Cursor;

/// The flows of OAuth 2 by what a reader calls them.
const FLOWS: [(&str, &str); 5] = [
    ("authorizationCode", "authorization code"),
    ("clientCredentials", "client credentials"),
    ("deviceAuthorization", "device authorization"),
    ("password", "password"),
    ("implicit", "implicit"),
];

/// Addresses, each with what it is for.
const ADDRESSES: [(&str, &str); 4] = [
    ("authorizationUrl", "authorization at"),
    ("deviceAuthorizationUrl", "devices at"),
    ("tokenUrl", "tokens from"),
    ("refreshUrl", "refreshed at"),
];

/// Paragraphs for the documentation of a scheme.
pub(super) fn paragraphs(scheme: &Cursor<'_>) -> Vec<String> {
    let mut all = Vec::new();
    if scheme.bool("deprecated") == Some(true) {
        all.push("Deprecated.".to_owned());
    }
    let address = |key: &str| scheme.str(key).map(str::trim).filter(|url| !url.is_empty());
    all.extend(address("openIdConnectUrl").map(|url| format!("OpenID Connect: {url}")));
    all.extend(address("oauth2MetadataUrl").map(|url| format!("OAuth 2, metadata: {url}")));
    all.extend(scheme.str("bearerFormat").map(|format| format!("Format: {}", code(format))));
    let flows = scheme.get("flows");
    let mut scopes: Vec<(&str, String)> = Vec::new();
    for (key, name) in FLOWS {
        let Some(flow) = flows.as_ref().and_then(|flows| flows.get(key)) else { continue };
        let addresses: Vec<String> = ADDRESSES
            .iter()
            .filter_map(|(key, what)| Some(format!("{what} {}", flow.str(key)?.trim())))
            .collect();
        if !addresses.is_empty() {
            all.push(format!("OAuth 2, {name}: {}", addresses.join(", ")));
        }
        for (name, meaning) in flow.get("scopes").iter().flat_map(|scopes| scopes.members()) {
            if scopes.iter().all(|(known, _)| *known != name) {
                scopes.push((name, meaning.node.text().unwrap_or_default().trim().to_owned()));
            }
        }
    }
    if !scopes.is_empty() {
        let lines = scopes.iter().map(|(name, meaning)| match meaning.is_empty() {
            true => format!("- {}", code(name)),
            false => format!("- {}: {}", code(name), one_line(meaning)),
        });
        all.push(format!("Scopes:\n\n{}", lines.collect::<Vec<_>>().join("\n")));
    }
    all
}

/// The scopes that the requirement of an operation names.
pub(super) fn scopes(operation: &Cursor<'_>) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    let security = operation.get("security")?;
    let alternatives = security.items().flat_map(|it| it.members().collect::<Vec<_>>());
    for scope in alternatives.flat_map(|(_, scopes)| scopes.items().collect::<Vec<_>>()) {
        let scope = scope.node.text().map(code).unwrap_or_default();
        if !scope.is_empty() && !all.contains(&scope) {
            all.push(scope);
        }
    }
    (!all.is_empty()).then(|| format!("Scopes: {}", all.join(", ")))
}

fn code(text: &str) -> String {
    format!("`{}`", one_line(&text.replace('`', "'")))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(scheme: &str) -> Vec<String> {
        let text =
            format!("openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\nx: {scheme}");
        let (document, _) = crate::load::from_text(&text).expect("a document");
        paragraphs(&document.root().get("x").expect("the scheme"))
    }

    #[test]
    fn tokens_come_from_the_addresses_of_each_flow() {
        let said = said(
            "{type: oauth2, deprecated: true, oauth2MetadataUrl: 'https://a.test/meta', flows: {\
             deviceAuthorization: {deviceAuthorizationUrl: 'https://a.test/device', tokenUrl: 'https://a.test/token', scopes: {read: Read all}},\
             clientCredentials: {tokenUrl: 'https://a.test/token', refreshUrl: 'https://a.test/again', scopes: {read: Read all, write: ''}}}}",
        );
        assert_eq!(
            said,
            [
                "Deprecated.",
                "OAuth 2, metadata: https://a.test/meta",
                "OAuth 2, client credentials: tokens from https://a.test/token, refreshed at https://a.test/again",
                "OAuth 2, device authorization: devices at https://a.test/device, tokens from https://a.test/token",
                "Scopes:\n\n- `read`: Read all\n- `write`",
            ]
        );
    }

    #[test]
    fn a_plain_scheme_says_nothing_more() {
        assert!(said("{type: http, scheme: bearer}").is_empty());
    }
}
