//! What the guide says of webhooks and callbacks: which there are, what they hold and what is answered.

use super::Guide;
use crate::ir::{self, Media, MediaForm, Payload, Response};
use crate::plan::docs;
use crate::plan::layout::Context;

impl Guide<'_> {
    pub(super) fn webhooks(&mut self, context: &Context<'_>) {
        let payloads = &context.api.payloads;
        if payloads.is_empty() {
            return;
        }
        self.section(
            "Webhooks and callbacks",
            "What the service sends to a server of yours has types as well: read one with [`json::from_slice`](crate::json::from_slice), and write an answer with [`json::to_string`](crate::json::to_string).",
        );
        self.docs.push_line("");
        for payload in payloads {
            self.docs.push_line(entry(context, payload));
            for answer in &payload.answers {
                self.docs.push_line(format!("  - {}", answered(context, answer)));
            }
        }
    }
}

/// One webhook: what it is, what it holds and what comes with it.
fn entry(context: &Context<'_>, payload: &Payload) -> String {
    let mut line = format!("- {}", docs::code(&payload.name));
    let says = payload.description.as_deref().map(docs::line).filter(|text| !text.is_empty());
    if let Some(says) = says {
        line.push_str(&format!(": {}", crate::plan::request::sentence(says)));
    }
    if !payload.content.is_empty() {
        line.push_str(&format!(" Holds {}.", forms(context, payload.content.iter())));
    }
    if !payload.parameters.is_empty() {
        let named = payload.parameters.iter();
        let named: Vec<String> = named
            .map(|(name, place)| format!("{} ({})", docs::code(name), docs::line(place)))
            .collect();
        line.push_str(&format!(" With {}.", named.join(", ")));
    }
    line
}

/// One answer: its status, what that means, what it holds and its headers.
fn answered(context: &Context<'_>, answer: &Response) -> String {
    let mut line = match answer.status.as_str() {
        "default" => "answered with any other status".to_owned(),
        status => format!("answered with {}", docs::code(status)),
    };
    if let Some(says) = answer.description.as_deref().map(docs::line).filter(|it| !it.is_empty()) {
        line.push_str(&format!(": {}", crate::plan::request::sentence(says)));
    }
    if answer.media.is_some() {
        line.push_str(&format!(" Holds {}.", forms(context, answer.forms())));
    }
    if !answer.headers.is_empty() {
        let names: Vec<String> = answer.headers.iter().map(|(name, _)| docs::code(name)).collect();
        line.push_str(&format!(" Headers {}.", names.join(", ")));
    }
    line
}

/// Each media type with its type; the usual one goes without saying.
fn forms<'m>(context: &Context<'_>, all: impl Iterator<Item = &'m Media>) -> String {
    let each = all.map(|media: &ir::Media| {
        let named = media.form.ty().and_then(|ty| context.names.mentions(ty).pop());
        let named = named.and_then(|id| context.names.ident(id));
        let holds = match (named, &media.form) {
            (Some(name), MediaForm::Lines(_)) => {
                format!("lines of [`types::{0}`](crate::types::{0})", name.as_str())
            }
            (Some(name), _) => format!("[`types::{0}`](crate::types::{0})", name.as_str()),
            (None, MediaForm::Json(_)) => "JSON".to_owned(),
            (None, MediaForm::Bytes) => "bytes".to_owned(),
            (None, _) => "text".to_owned(),
        };
        let essence = media.content_type.split(';').next().unwrap_or_default().trim();
        match essence {
            "application/json" => holds,
            other => format!("{holds} ({})", docs::code(other)),
        }
    });
    each.collect::<Vec<_>>().join(" or ")
}
