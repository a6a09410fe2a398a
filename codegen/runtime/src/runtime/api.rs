//! Decides what a client must be told of its API: where it is, who may call it, and how its failures look.

/// What is common to all operations of an API. Written by the generator.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) base_url: &'static str,
    pub(crate) base_url_env: Option<&'static str>,
    pub(crate) schemes: &'static [Scheme],
    pub(crate) security: &'static [&'static [&'static str]],
    pub(crate) envelope: Option<Envelope>,
    pub(crate) request_id: &'static [&'static str],
}

impl Api {
    /// An API without credentials or an envelope. The base URL may be empty: then the caller must give one.
    pub const fn new(name: &'static str, version: &'static str, base_url: &'static str) -> Self {
        Self {
            name,
            version,
            base_url,
            base_url_env: None,
            schemes: &[],
            security: &[],
            envelope: None,
            request_id: &[
                "x-request-id",
                "request-id",
                "x-correlation-id",
                "cf-ray",
                "x-amzn-requestid",
                "x-trace-id",
            ],
        }
    }

    /// The environment variable that may hold another base URL.
    pub const fn base_url_env(mut self, name: &'static str) -> Self {
        self.base_url_env = Some(name);
        self
    }

    /// The security schemes.
    pub const fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.schemes = schemes;
        self
    }

    /// The alternatives of which one must be met: each a list of schemes that are needed together.
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// The envelope around replies.
    pub const fn envelope(mut self, envelope: Envelope) -> Self {
        self.envelope = Some(envelope);
        self
    }

    /// The headers that may name a request, the best first.
    pub const fn request_id(mut self, headers: &'static [&'static str]) -> Self {
        self.request_id = headers;
        self
    }

    pub(crate) fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }
}

/// The envelope around replies: which members say that a call failed, and how.
#[derive(Clone, Copy, Debug)]
pub struct Envelope {
    pub(crate) success: &'static str,
    pub(crate) errors: &'static str,
    pub(crate) code: &'static str,
    pub(crate) message: &'static str,
}

impl Envelope {
    /// An envelope with these members; an empty name stands for none. The entries of `errors` have `code` and `message`.
    pub const fn new(success: &'static str, errors: &'static str) -> Self {
        Self { success, errors, code: "code", message: "message" }
    }

    /// The member of an entry that holds its code.
    pub const fn code(mut self, name: &'static str) -> Self {
        self.code = name;
        self
    }

    /// The member of an entry that holds its message.
    pub const fn message(mut self, name: &'static str) -> Self {
        self.message = name;
        self
    }
}

/// A security scheme: how one credential goes out and where it may come from.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) setter: &'static str,
    pub(crate) env: Option<&'static str>,
    pub(crate) env_password: Option<&'static str>,
}

/// How a credential goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Basic,
    Authorization(&'static str),
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    MutualTls,
}

impl Scheme {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, setter: name, env: None, env_password: None }
    }

    /// `Authorization: Bearer …`
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, Kind::Authorization("Bearer"))
    }

    /// `Authorization: Basic …`, from a user name and a password.
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, Kind::Basic)
    }

    /// `Authorization: <prefix> …`
    pub const fn http(name: &'static str, prefix: &'static str) -> Self {
        Self::new(name, Kind::Authorization(prefix))
    }

    /// A header of its own.
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, Kind::Header(header))
    }

    /// A query parameter.
    pub const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self::new(name, Kind::Query(parameter))
    }

    /// A cookie.
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::new(name, Kind::Cookie(cookie))
    }

    /// A certificate of the connection: nothing in the request.
    pub const fn mutual_tls(name: &'static str) -> Self {
        Self::new(name, Kind::MutualTls)
    }

    /// The builder's method that sets the credential; by default the scheme's name.
    pub const fn setter(mut self, method: &'static str) -> Self {
        self.setter = method;
        self
    }

    /// The environment variable that may hold the credential.
    pub const fn env(mut self, name: &'static str) -> Self {
        self.env = Some(name);
        self
    }

    /// The environment variables that may hold user name and password.
    pub const fn env_pair(mut self, user: &'static str, password: &'static str) -> Self {
        self.env = Some(user);
        self.env_password = Some(password);
        self
    }
}
