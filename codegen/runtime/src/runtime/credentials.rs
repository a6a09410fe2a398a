//! Decides which credentials go with a request, and what to say when they are not there.

use super::api::{Api, Kind, Scheme};
use super::base64;
use super::error::Error;
use super::mask::{MASKED, clean};
use super::secret::Secret;
use super::source::CredentialSource;
use std::fmt;
use std::sync::Arc;

/// The credentials that a client holds, by scheme.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials(Vec<(&'static str, Held)>);

/// One credential.
#[derive(Clone)]
enum Held {
    /// A secret, or user name and password.
    Fixed(Secret, Option<Secret>),
    /// Asked for when it is needed.
    Source(Arc<dyn CredentialSource>),
}

/// A credential as it goes out.
pub(crate) enum Proof {
    Header(&'static str, String),
    Query(&'static str, String),
    Cookie(&'static str, String),
}

impl Credentials {
    /// Sets the credential of a scheme; an empty one unsets it.
    pub(crate) fn set(&mut self, scheme: &'static str, secret: Secret, password: Option<Secret>) {
        self.0.retain(|(name, _)| *name != scheme);
        if !secret.reveal().is_empty() {
            self.0.push((scheme, Held::Fixed(secret, password)));
        }
    }

    /// Sets where the credential of a scheme comes from.
    pub(crate) fn set_source(&mut self, scheme: &'static str, source: Arc<dyn CredentialSource>) {
        self.0.retain(|(name, _)| *name != scheme);
        self.0.push((scheme, Held::Source(source)));
    }

    /// Every text that must not be shown, as far as it is known yet.
    pub(crate) fn texts(&self) -> impl Iterator<Item = String> {
        self.0
            .iter()
            .flat_map(|(_, held)| match held {
                Held::Fixed(secret, password) => {
                    let pair = password.as_ref().map(|password| basic(secret, password));
                    let password = password.as_ref().map(|password| password.reveal().to_owned());
                    [Some(secret.reveal().to_owned()), password, pair]
                }
                Held::Source(_) => [None, None, None],
            })
            .flatten()
    }

    /// The same texts, and how they go out in headers.
    pub(crate) fn sent(&self, api: &Api) -> impl Iterator<Item = String> {
        let proofs = api.schemes.iter().filter_map(|scheme| self.proof(api, scheme.name).ok()?);
        let headers = proofs.filter_map(|proof| match proof {
            Proof::Header(_, value) => Some(value),
            Proof::Query(..) | Proof::Cookie(..) => None,
        });
        self.texts().chain(headers)
    }

    /// Whether any has to be asked for.
    pub(crate) fn has_source(&self) -> bool {
        self.0.iter().any(|(_, held)| matches!(held, Held::Source(_)))
    }

    /// Those that a call needs, with what the sources give at this time; nothing when no source is needed.
    pub(crate) async fn asked(
        &self,
        api: &Api,
        alternatives: &[&[&'static str]],
    ) -> Result<Option<Self>, Error> {
        let mut asked = self.clone();
        let needed = self.complete(api, alternatives).unwrap_or_default();
        let mut any = false;
        for (name, held) in asked.0.iter_mut().filter(|(name, _)| needed.contains(name)) {
            let Held::Source(source) = held else { continue };
            let secret = source.secret().await.map_err(|fault| {
                let label = api.scheme(name).map(label).unwrap_or_default();
                Error::credentials(clean(&format!("no credential for {label}: {fault}"), 500))
            })?;
            any = true;
            *held = Held::Fixed(secret, None);
        }
        Ok(any.then_some(asked))
    }

    /// Tells the sources that what they gave was refused, and gives whether asking again may help.
    pub(crate) fn refused(&self, given: &Self) -> bool {
        let mut may_help = false;
        for ((_, held), (_, given)) in self.0.iter().zip(&given.0) {
            if let (Held::Source(source), Held::Fixed(secret, _)) = (held, given) {
                may_help |= source.refused(secret);
            }
        }
        may_help
    }

    /// The same with something to show in place of what the sources would give.
    pub(crate) fn shown(&self) -> Self {
        let mut shown = self.clone();
        for (_, held) in &mut shown.0 {
            if matches!(held, Held::Source(_)) {
                *held = Held::Fixed(MASKED.into(), None);
            }
        }
        shown
    }

    /// The proofs of the first alternative that is complete. Without any alternative, nothing is needed.
    pub(crate) fn proofs(
        &self,
        api: &Api,
        alternatives: &[&[&'static str]],
    ) -> Result<Vec<Proof>, Error> {
        match self.complete(api, alternatives) {
            Some(names) => {
                names.iter().filter_map(|name| self.proof(api, name).transpose()).collect()
            }
            None if alternatives.is_empty()
                || alternatives.iter().any(|names| names.is_empty()) =>
            {
                Ok(Vec::new())
            }
            None => Err(Error::credentials(self.missing(api, alternatives))),
        }
    }

    /// The first alternative of which everything is there.
    fn complete<'a>(
        &self,
        api: &Api,
        alternatives: &[&'a [&'static str]],
    ) -> Option<&'a [&'static str]> {
        let mut alternatives = alternatives.iter().copied();
        alternatives.find(|names| !names.is_empty() && names.iter().all(|name| self.has(api, name)))
    }

    fn get(&self, name: &str) -> Option<&Held> {
        self.0.iter().find(|(scheme, _)| *scheme == name).map(|(_, held)| held)
    }

    fn has(&self, api: &Api, name: &str) -> bool {
        // A certificate belongs to the connection; whether it is there shows when the server refuses.
        self.get(name).is_some()
            || api.scheme(name).is_some_and(|scheme| scheme.kind == Kind::MutualTls)
    }

    fn proof(&self, api: &Api, name: &str) -> Result<Option<Proof>, Error> {
        let (Some(scheme), Some(Held::Fixed(secret, password))) =
            (api.scheme(name), self.get(name))
        else {
            return Ok(None);
        };
        let texts = [Some(secret), password.as_ref()];
        if texts.into_iter().flatten().any(|secret| secret.reveal().chars().any(char::is_control)) {
            return Err(Error::credentials(format!(
                "the credential {} holds a control character",
                label(scheme)
            )));
        }
        let text = secret.reveal();
        Ok(match scheme.kind {
            Kind::Basic => {
                // A source gives both in one text.
                let pair = match password {
                    Some(password) => basic(secret, password),
                    None if text.contains(':') => base64::encoded(text.as_bytes()),
                    None => basic(secret, &Secret::from("")),
                };
                Some(Proof::Header("authorization", format!("Basic {pair}")))
            }
            Kind::Authorization(prefix) => {
                Some(Proof::Header("authorization", format!("{prefix} {text}")))
            }
            Kind::Header(header) => Some(Proof::Header(header, text.into())),
            Kind::Query(parameter) => Some(Proof::Query(parameter, text.into())),
            Kind::Cookie(cookie) => Some(Proof::Cookie(cookie, text.into())),
            Kind::MutualTls => None,
        })
    }

    /// What to set: the rest of an alternative that was begun, else every alternative.
    fn missing(&self, api: &Api, alternatives: &[&[&'static str]]) -> String {
        let labels = |names: &[&'static str], held: bool| -> Vec<String> {
            names
                .iter()
                .filter(|name| self.has(api, name) == held)
                .filter_map(|name| api.scheme(name))
                .map(label)
                .collect()
        };
        for names in alternatives {
            let held = labels(names, true);
            if !held.is_empty() {
                return format!(
                    "incomplete credentials: {} is set, {} is missing",
                    held.join(" and "),
                    labels(names, false).join(" and ")
                );
            }
        }
        let all: Vec<String> =
            alternatives.iter().map(|names| labels(names, false).join(" and ")).collect();
        format!("no credentials: set {}", all.join(", or "))
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed(..) => "Secret(***)",
            Self::Source(_) => "CredentialSource(***)",
        })
    }
}

/// How a credential is set, in words: its environment variables and the builder's method.
fn label(scheme: &'static Scheme) -> String {
    let method = format!("`Builder::{}`", scheme.setter);
    match (scheme.env, scheme.env_password) {
        (Some(user), Some(password)) => format!("{user} with {password} ({method})"),
        (Some(name), None) => format!("{name} ({method})"),
        (None, _) => method,
    }
}

/// User name and password as they go into `Authorization: Basic` (RFC 7617).
fn basic(user: &Secret, password: &Secret) -> String {
    base64::encoded(format!("{}:{}", user.reveal(), password.reveal()).as_bytes())
}
