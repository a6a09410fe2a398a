//! Decides which payload types there are: what webhooks and callbacks send to a server of the caller's, and what it may answer.

use super::Lowering;
use super::media::{self, Way};
use super::paths::{Found, item_operations};
use super::response;
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Place, Report};
use crate::ir::{Media, Operation, Origin, Payload, TypeRef};

/// Payloads in the order in which they were found.
#[derive(Default)]
pub(super) struct Payloads {
    all: Vec<Payload>,
    /// Whether it was said that there is no room for more.
    full: bool,
}

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
        self.all
    }

    fn item<'a>(
        &mut self,
        lowering: &mut Lowering<'a>,
        name: &str,
        owner: Option<&str>,
        item: &Cursor<'a>,
        report: &mut Report,
    ) {
        let most = lowering.settings.limits.operations as usize;
        if self.all.len() >= most {
            if !std::mem::replace(&mut self.full, true) {
                report_beyond(&item.place, most, report);
                report.coverage.leave_out(&item.place, "webhooks or callbacks", "a limit");
            }
            return;
        }
        let operations = item_operations(lowering.document, item, report);
        let several = operations.len() > 1;
        for (method, operation, items) in operations {
            let name = if several {
                format!("{name} {}", method.to_ascii_lowercase())
            } else {
                name.to_owned()
            };
            let content = content(lowering, &operation, &name, report);
            let answers = response::answers(lowering, &operation, &method, &name, report);
            let parameters = parameters(lowering, [&operation].into_iter().chain(&items), report);
            let texts = [operation.str("summary"), operation.str("description")];
            let texts: Vec<&str> = texts
                .into_iter()
                .flatten()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .collect();
            let description = (!texts.is_empty()).then(|| texts.join("\n\n"));
            self.add(Payload { name, description, parameters, content, answers }, owner);
        }
    }

    /// One payload of several operations is kept once; different payloads of one name are told apart by their operations.
    fn add(&mut self, mut payload: Payload, owner: Option<&str>) {
        let is_known = |payload: &Payload, all: &[Payload]| {
            all.iter().any(|known| known.name == payload.name && is_same(known, payload))
        };
        if is_known(&payload, &self.all) {
            return;
        }
        if let Some(owner) =
            owner.filter(|_| self.all.iter().any(|known| known.name == payload.name))
        {
            payload.name = format!("{owner} {}", payload.name);
        }
        if !is_known(&payload, &self.all) {
            self.all.push(payload);
        }
    }
}

/// Says that there are more operations than the settings allow.
pub(super) fn report_beyond(place: &Place, most: usize, report: &mut Report) {
    let message = format!("more than {most} operations are described; those beyond are left out");
    report.add(Code::TooManyOperations, place, message).help(crate::text::raise("operations"));
}

/// Whether two payloads hold the same and are answered alike.
fn is_same(one: &Payload, other: &Payload) -> bool {
    fn forms(media: &Media) -> (&str, Option<TypeRef>) {
        (&media.content_type, media.form.ty())
    }
    one.parameters == other.parameters
        && one.content.iter().map(forms).eq(other.content.iter().map(forms))
        && one.answers.len() == other.answers.len()
        && one.answers.iter().zip(&other.answers).all(|(one, other)| {
            one.status == other.status && one.forms().map(forms).eq(other.forms().map(forms))
        })
}

/// What is sent. It is read by the caller's server, so it is taken for received.
fn content<'a>(
    lowering: &mut Lowering<'a>,
    operation: &Cursor<'a>,
    name: &str,
    report: &mut Report,
) -> Vec<Media> {
    let body = operation.get("requestBody");
    let body = body.and_then(|body| lowering.document.follow(&body, report));
    let Some(content) = body.and_then(|body| body.get("content")) else { return Vec::new() };
    media::all(lowering, &content, Way::Received, &Origin::Payload(name.to_owned()), report)
}

/// Names of the parameters that come with a payload, each once, those of the operation before those of its path item.
fn parameters<'a, 'c>(
    lowering: &Lowering<'a>,
    holders: impl Iterator<Item = &'c Cursor<'a>>,
    report: &mut Report,
) -> Vec<(String, String)>
where
    'a: 'c,
{
    let mut all = Vec::new();
    let lists = holders.filter_map(|holder| holder.get("parameters"));
    for parameter in lists.flat_map(|list| list.items().collect::<Vec<_>>()) {
        let Some(parameter) = lowering.document.follow(&parameter, report) else { continue };
        let Some(name) = parameter.text("name") else { continue };
        let found = (name.to_owned(), parameter.str("in").unwrap_or("header").to_owned());
        if !all.contains(&found) {
            all.push(found);
        }
    }
    all
}
