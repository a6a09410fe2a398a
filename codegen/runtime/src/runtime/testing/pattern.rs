//! Decides which calls a rule of a mock answers.

use super::super::call::Call;
use super::super::json::Value;
use super::super::prepare;
use super::mock::Sent;
use reqwest::Url;

/// What a call must be like.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    method: &'static str,
    /// The path, with `{}` where any text will do.
    path: String,
    /// Pieces of the query that must be there.
    query: Vec<String>,
    body: Option<Vec<u8>>,
}

impl Pattern {
    /// Calls that `call` is like; with `any`, all calls of its operation.
    ///
    /// # Errors
    ///
    /// What is wrong with `call` itself.
    pub(super) fn new(call: &Call, any: bool) -> Result<Self, String> {
        let parts = &*call.0;
        if let Some(fault) = parts.fault.as_ref().filter(|_| !any) {
            return Err(fault.to_string());
        }
        let base = prepare::base(parts).map_err(|fault| fault.to_string())?;
        let base = Url::parse(&base).map_err(|fault| fault.to_string())?;
        let path = if any {
            parts.path_template().to_owned()
        } else {
            prepare::path(parts).map_err(|fault| fault.to_string())?
        };
        let (path, constant) = path.split_once('?').unwrap_or((&path, ""));
        let mut query: Vec<String> =
            constant.split('&').filter(|piece| !piece.is_empty()).map(str::to_owned).collect();
        if !any {
            query.extend(parts.query.iter().flat_map(|(_, pieces)| pieces.iter().cloned()));
        }
        let body = parts.body.as_ref().and_then(|(_, body)| body.as_bytes());
        Ok(Self {
            method: parts.operation.method.as_str(),
            path: format!("{}{path}", base.path().trim_end_matches('/')),
            query,
            body: body.filter(|_| !any).map(<[u8]>::to_vec),
        })
    }

    pub(super) fn fits(&self, sent: &Sent) -> bool {
        let pieces: Vec<&str> = sent.query_text().split('&').collect();
        self.method == sent.method().as_str()
            && is_like(&self.path, sent.path())
            && self.query.iter().all(|piece| pieces.contains(&piece.as_str()))
            && self.body.as_ref().is_none_or(|body| same_body(body, sent.body()))
    }
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        if !self.query.is_empty() {
            write!(f, "?{}", self.query.join("&"))?;
        }
        Ok(())
    }
}

/// Whether two bodies are equal, as JSON if they are that.
pub(super) fn same_body(one: &[u8], other: &[u8]) -> bool {
    let json = |bytes| super::super::json::from_slice::<Value>(bytes).ok();
    one == other || json(one).is_some_and(|value| Some(value) == json(other))
}

/// Whether a path is what a template says; a variable stands for any text within its segment.
fn is_like(template: &str, path: &str) -> bool {
    let Some((before, after)) = template.split_once('{') else { return template == path };
    let Some(rest) = path.strip_prefix(before) else { return false };
    let Some((_, after)) = after.split_once('}') else { return template == path };
    let end = rest.find('/').unwrap_or(rest.len());
    (1..=end)
        .rev()
        .filter(|end| rest.is_char_boundary(*end))
        .any(|end| is_like(after, &rest[end..]))
}
