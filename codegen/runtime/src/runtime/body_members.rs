//! Decides how members are put into a body of JSON that was written already: those that a caller adds, and the mark of a list's next page.

use super::body::Body;
use super::call::{Call, Parts};
use super::error::Error;
use super::json::{self, Value};
use std::collections::BTreeMap;

/// The body with the further members that the caller set; nothing when there are none.
pub(crate) fn with_added(parts: &Parts) -> Result<Option<(String, Body)>, Error> {
    if parts.members.is_empty() {
        return Ok(None);
    }
    let (kind, mut members) = object(parts)?;
    members.extend(parts.members.iter().cloned());
    Ok(Some((kind, json::to_vec(&Value::Object(members)).into())))
}

/// The media type of the body, and its members; of a body that is absent there are none.
fn object(parts: &Parts) -> Result<(String, BTreeMap<String, Value>), Error> {
    let refuse = |fault: &str| Error::request(format!("members cannot be added to {fault}"));
    let Some((kind, body)) = &parts.body else {
        return Ok(("application/json".to_owned(), BTreeMap::new()));
    };
    let bytes = body.as_bytes().ok_or_else(|| refuse("a streamed body"))?;
    match json::from_slice(bytes) {
        Ok(Value::Object(members)) => Ok((kind.clone(), members)),
        Ok(_) => Err(refuse("a body that is no object")),
        Err(_) => Err(refuse("a body that is not JSON")),
    }
}

impl Call {
    /// Puts the members that the caller added into the body, so that it can be read and changed as one.
    pub(crate) fn join_body(&mut self) {
        match with_added(&self.0) {
            Ok(Some(body)) => {
                self.0.body = Some(body);
                self.0.members.clear();
            }
            Ok(None) => {}
            Err(fault) => self.fault(fault),
        }
    }

    /// The member `name` below the members `parents` of the body.
    pub(crate) fn body_value(&self, parents: &[&str], name: &str) -> Option<Value> {
        let bytes = self.0.body.as_ref()?.1.as_bytes()?;
        let path: Vec<&str> = parents.iter().copied().chain([name]).collect();
        json::from_path(bytes, &path).ok()?
    }

    /// Sets the member `name` below the members `parents` of the body, which are made where they are missing.
    pub(crate) fn set_body_value(&mut self, parents: &[&str], name: &str, value: Value) {
        let (kind, mut members) = match object(&self.0) {
            Ok(found) => found,
            Err(fault) => return self.fault(fault),
        };
        match insert(&mut members, parents, name, value) {
            Ok(()) => self.0.body = Some((kind, json::to_vec(&Value::Object(members)).into())),
            Err(parent) => {
                let fault =
                    format!("the body's member `{parent}` is no object to put `{name}` into");
                self.fault(Error::request(fault));
            }
        }
    }
}

/// Puts a value below its parents; tells the parent that is no object.
fn insert<'p>(
    members: &mut BTreeMap<String, Value>,
    parents: &[&'p str],
    name: &str,
    value: Value,
) -> Result<(), &'p str> {
    let Some((parent, rest)) = parents.split_first() else {
        members.insert(name.to_owned(), value);
        return Ok(());
    };
    let inner = members.entry((*parent).to_owned()).or_default();
    if inner.is_null() {
        *inner = Value::Object(BTreeMap::new());
    }
    match inner {
        Value::Object(inner) => insert(inner, rest, name, value),
        _ => Err(parent),
    }
}
