//! Compares security schemes, each of which is a method of the client's builder.

use super::{Change, Kind, Side};
use crate::ir::SchemeKind;
use crate::plan::{Item, Scheme};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that changed about the credentials that a client can be given.
pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, changes: &mut Vec<Change>) {
    let (before, after) = (schemes(old), schemes(new));
    let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    for name in names {
        let (was, is) = (before.get(name), after.get(name));
        let text = |scheme: &&Scheme| kind(&scheme.kind);
        let (before, after) = (was.map(text), is.map(text));
        let kind = match (was, is) {
            (Some(one), Some(other)) if one.ident != other.ident => Kind::CredentialRenamed,
            (Some(_), Some(_)) if before == after => continue,
            (Some(_), Some(_)) => Kind::CredentialChanged,
            (None, _) => Kind::CredentialAdded,
            (Some(_), None) => Kind::CredentialRemoved,
        };
        let ident = is.or(was).map_or(name, |scheme| scheme.ident.as_str());
        changes.push(Change {
            kind,
            subject: "Client::builder".to_owned(),
            of_operation: true,
            member: name.to_owned(),
            item: format!("Client::builder().{ident}"),
            before,
            after,
            old_place: was.map(|scheme| place(old, scheme)),
            new_place: is.map(|scheme| place(new, scheme)),
            operations: Vec::new(),
            in_rust: true,
        });
    }
}

fn schemes<'a>(side: &Side<'a>) -> BTreeMap<&'a str, &'a Scheme> {
    let items = side.krate.files.iter().flat_map(|file| &file.items);
    let tables = items.filter_map(|item| match item {
        Item::Api(api) => Some(&api.schemes),
        _ => None,
    });
    tables.flatten().map(|scheme| (scheme.name.as_str(), scheme)).collect()
}

fn place(side: &Side<'_>, scheme: &Scheme) -> String {
    let path = side.files.first().map_or("", |file| crate::shown_path(&file.path));
    format!("{path} #/components/securitySchemes/{}", scheme.name)
}

/// How a credential goes out.
fn kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "a bearer token".to_owned(),
        SchemeKind::Basic => "a user name and a password".to_owned(),
        SchemeKind::Http(scheme) => format!("`Authorization: {scheme} …`"),
        SchemeKind::MutualTls => "a certificate".to_owned(),
        SchemeKind::Header(name) => format!("the header `{name}`"),
        SchemeKind::Query(name) => format!("the query parameter `{name}`"),
        SchemeKind::Cookie(name) => format!("the cookie `{name}`"),
    }
}
