//! Decides which payload types there are: what webhooks and callbacks send to a server of the caller's.

use super::Lowering;
use super::media::{self, Way};
use super::paths::{Found, item_operations};
use crate::cursor::Cursor;
use crate::diagnostic::Report;
use crate::ir::{MediaForm, Operation, Origin, Payload, TypeRef};

/// Payloads in the order in which they were found.
#[derive(Default)]
pub(super) struct Payloads(Vec<Payload>);

impl Payloads {
    /// Takes in the callbacks of an operation.
    pub(super) fn callbacks<'a>(
        &mut self,
        lowering: &mut Lowering<'a>,
        found: &Found<'a>,
        operation: &Operation,
        report: &mut Report,
    ) {
        for (name, callback) in
            found.operation.get("callbacks").iter().flat_map(|callbacks| callbacks.members())
        {
            let Some(callback) = lowering.document.follow(&callback, report) else { continue };
            for (_, item) in
                callback.members().filter(|(expression, _)| !expression.starts_with("x-"))
            {
                let owner = operation.id.clone().unwrap_or_else(|| found.key());
                self.item(lowering, name, Some(&owner), &item, report);
            }
        }
    }

    /// Takes in the document's webhooks, by name.
    pub(super) fn webhooks<'a>(&mut self, lowering: &mut Lowering<'a>, report: &mut Report) {
        let webhooks = lowering.document.root().get("webhooks");
        let mut webhooks: Vec<_> =
            webhooks.iter().flat_map(|webhooks| webhooks.members()).collect();
        webhooks.sort_by_key(|(name, _)| *name);
        for (name, item) in webhooks.into_iter().filter(|(name, _)| !name.starts_with("x-")) {
            self.item(lowering, name, None, &item, report);
        }
    }

    pub(super) fn finish(self) -> Vec<Payload> {
        self.0
    }

    fn item<'a>(
        &mut self,
        lowering: &mut Lowering<'a>,
        name: &str,
        owner: Option<&str>,
        item: &Cursor<'a>,
        report: &mut Report,
    ) {
        let operations = item_operations(lowering.document, item, report);
        let several = operations.len() > 1;
        for (method, operation, _) in operations {
            let name = if several {
                format!("{name} {}", method.to_ascii_lowercase())
            } else {
                name.to_owned()
            };
            let Some(ty) = payload_type(lowering, &operation, &name, report) else { continue };
            let texts = [operation.str("summary"), operation.str("description")];
            let texts: Vec<&str> = texts
                .into_iter()
                .flatten()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .collect();
            let description = (!texts.is_empty()).then(|| texts.join("\n\n"));
            self.add(Payload { name, description, ty }, owner);
        }
    }

    /// One payload of several operations is kept once; different payloads of one name are told apart by their operations.
    fn add(&mut self, mut payload: Payload, owner: Option<&str>) {
        let is_known = |payload: &Payload, known: &Payload| known.name == payload.name;
        if self.0.iter().any(|known| is_known(&payload, known) && known.ty == payload.ty) {
            return;
        }
        if let Some(owner) = owner.filter(|_| self.0.iter().any(|known| is_known(&payload, known)))
        {
            payload.name = format!("{owner} {}", payload.name);
        }
        if !self.0.iter().any(|known| is_known(&payload, known) && known.ty == payload.ty) {
            self.0.push(payload);
        }
    }
}

/// The type of the JSON that is sent; anything else needs no type.
fn payload_type<'a>(
    lowering: &mut Lowering<'a>,
    operation: &Cursor<'a>,
    name: &str,
    report: &mut Report,
) -> Option<TypeRef> {
    let body = lowering.document.follow(&operation.get("requestBody")?, report)?;
    let media = media::all(
        lowering,
        &body.get("content")?,
        Way::Sent,
        &Origin::Payload(name.to_owned()),
        report,
    );
    media.into_iter().find_map(|media| match media.form {
        MediaForm::Json(ty) => Some(ty),
        _ => None,
    })
}
