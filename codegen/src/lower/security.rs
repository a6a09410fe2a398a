//! Decides which credentials an operation needs and how each goes out.

use crate::cursor::Cursor;
use crate::diagnostic::{Code, Report};
use crate::ir::{SchemeKind, Security, SecurityScheme};
use crate::load::Document;
use crate::names::nearest;
use crate::settings::is_token;
use std::collections::{BTreeMap, BTreeSet};

/// The declared security schemes, and which of them something names.
pub(super) struct Schemes {
    declared: BTreeMap<String, SecurityScheme>,
    /// Names that have been reported: those that cannot be read where they are declared, undeclared ones where they are first used.
    reported: BTreeSet<String>,
    used: BTreeSet<String>,
}

impl Schemes {
    pub(super) fn new(document: &Document, report: &mut Report) -> Self {
        let mut schemes =
            Self { declared: BTreeMap::new(), reported: BTreeSet::new(), used: BTreeSet::new() };
        let section = document
            .root()
            .get("components")
            .and_then(|components| components.get("securitySchemes"));
        for (name, written) in section.iter().flat_map(|section| section.members()) {
            let scheme = document.follow(&written, report).and_then(|cursor| {
                let kind = kind(&cursor, report)?;
                let description = written
                    .str("description")
                    .or_else(|| cursor.str("description"))
                    .map(str::to_owned);
                let further = super::oauth::paragraphs(&cursor);
                let all: Vec<String> = description.into_iter().chain(further).collect();
                let description = (!all.is_empty()).then(|| all.join("\n\n"));
                Some(SecurityScheme { name: name.to_owned(), description, kind })
            });
            match scheme {
                Some(scheme) => {
                    schemes.declared.insert(name.to_owned(), scheme);
                }
                None => {
                    schemes.reported.insert(name.to_owned());
                }
            }
        }
        schemes
    }

    /// How a scheme's credential goes out.
    pub(super) fn kind(&self, name: &str) -> Option<&SchemeKind> {
        self.declared.get(name).map(|scheme| &scheme.kind)
    }

    /// The `security` of an operation or a document, unless it has none of its own. An alternative that needs an unknown scheme
    /// cannot be met, and is dropped.
    pub(super) fn requirements(
        &mut self,
        cursor: &Cursor<'_>,
        report: &mut Report,
    ) -> Option<Security> {
        let written = cursor.get("security")?;
        if !written.is_array() {
            report.add(
                Code::UnexpectedKind,
                &written.place,
                format!("`security` must be an array, not {}", written.kind()),
            );
            return None;
        }
        let mut security = Security::new();
        for alternative in written.items() {
            let mut names = Vec::new();
            let mut is_met = true;
            for (written, _) in alternative.members() {
                // Since 3.2 a scheme can be named by its reference.
                let name = written.strip_prefix("#/components/securitySchemes/").unwrap_or(written);
                if self.declared.contains_key(name) {
                    names.push(name.to_owned());
                    continue;
                }
                is_met = false;
                if self.reported.insert(name.to_owned()) {
                    let message = format!("there is no security scheme `{name}`");
                    let guess = nearest(name, self.declared.keys().map(String::as_str));
                    let guess = guess.map(|name| format!("did you mean `{name}`?"));
                    let diagnostic =
                        report.add(Code::UnknownScheme, &alternative.key_place(written), message);
                    if let Some(guess) = guess {
                        diagnostic.help(guess);
                    }
                }
            }
            if is_met && !security.contains(&names) {
                self.used.extend(names.iter().cloned());
                security.push(names);
            }
        }
        Some(security)
    }

    /// The schemes that something names, by name.
    pub(super) fn used(self) -> Vec<SecurityScheme> {
        self.declared.into_values().filter(|scheme| self.used.contains(&scheme.name)).collect()
    }
}

/// How a credential goes out. OAuth 2 and OpenID Connect end in a bearer token; getting one is the caller's affair.
fn kind(scheme: &Cursor<'_>, report: &mut Report) -> Option<SchemeKind> {
    let fault = |message: String, report: &mut Report| {
        report.add(Code::UnusableScheme, &scheme.place, message);
        None
    };
    match scheme.str("type") {
        Some(ty @ ("oauth2" | "openIdConnect")) => {
            let member = if ty == "oauth2" { "flows" } else { "openIdConnectUrl" };
            if !scheme.has(member) {
                let message = format!("a security scheme of type `{ty}` has no `{member}`");
                report
                    .add(Code::MissingMember, &scheme.place, message)
                    .help("its token goes out all the same");
            }
            Some(SchemeKind::Bearer)
        }
        Some("mutualTLS") => Some(SchemeKind::MutualTls),
        Some("http") => match scheme.str("scheme") {
            Some(name) if name.eq_ignore_ascii_case("bearer") => Some(SchemeKind::Bearer),
            Some(name) if name.eq_ignore_ascii_case("basic") => Some(SchemeKind::Basic),
            Some(name) if is_token(name) => Some(SchemeKind::Http(name.to_owned())),
            Some(name) => fault(format!("`{name}` is no scheme of HTTP's authentication"), report),
            None => fault(
                "the security scheme does not say which `scheme` of HTTP it is".to_owned(),
                report,
            ),
        },
        Some("apiKey") => {
            match (scheme.str("in"), scheme.text("name").filter(|name| !name.is_empty())) {
                (Some("header"), Some(name)) if !is_token(name) => {
                    fault(format!("`{name}` is no name of a header"), report)
                }
                (Some("cookie"), Some(name)) if !is_token(name) => {
                    fault(format!("`{name}` is no name of a cookie"), report)
                }
                (Some("header"), Some(name)) => Some(SchemeKind::Header(name.to_owned())),
                (Some("query"), Some(name)) => Some(SchemeKind::Query(name.to_owned())),
                (Some("cookie"), Some(name)) => Some(SchemeKind::Cookie(name.to_owned())),
                _ => fault(
                    "the API key does not say what it is called (`name`) and where it goes (`in`)"
                        .to_owned(),
                    report,
                ),
            }
        }
        Some(other) => fault(format!("there is no type `{other}` of security schemes"), report),
        None => fault("the security scheme has no `type`".to_owned(), report),
    }
}
