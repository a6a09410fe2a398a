//! Writes the crate's guide: what a caller can do, each with an example that is compiled with the documentation tests.

use super::example::{self, Example};
use super::layout::Context;
use super::request::Planned;
use super::{Api, Docs, File};

mod calls;
mod network;
mod tests;
mod webhooks;

/// What the examples call.
struct Guide<'a> {
    krate: &'a str,
    /// A request of the crate, not yet awaited.
    request: String,
    feature: Option<String>,
    docs: Docs,
}

/// `src/guide.rs`.
pub(crate) fn file<'a>(
    context: &Context<'_>,
    krate: &str,
    table: &Api,
    example: Option<&Example>,
    planned: impl Iterator<Item = (usize, &'a Planned)>,
) -> File {
    let fallback = || format!("client.call({krate}::Method::Get, \"/path\")");
    let mut guide = Guide {
        krate,
        request: example.map_or_else(fallback, |example| example.request.clone()),
        feature: example.and_then(|example| example.feature.clone()),
        docs: Docs::from_line(
            "What a client can do, with examples. Each method's documentation has one of its own call.",
        ),
    };
    guide.clients();
    guide.credentials(table);
    guide.requests();
    guide.replies();
    guide.streams();
    guide.errors();
    let paged = planned.filter(|(_, planned)| planned.request.pages.is_some());
    let paged = example::example(context, paged);
    if let Some(paged) = &paged {
        guide.lists(paged);
    }
    guide.blocking(paged.as_ref());
    guide.webhooks(context);
    guide.unknown();
    guide.layers();
    guide.network();
    guide.tracing();
    guide.compatibility(example);
    guide.tests(table, example);
    File {
        path: "src/guide.rs".to_owned(),
        docs: guide.docs,
        // The README's example is compiled, too.
        attributes: match example.and_then(|example| example.feature.as_ref()) {
            None => vec!["cfg_attr(doctest, doc = include_str!(\"../README.md\"))"],
            Some(_) => Vec::new(),
        },
        uses: Vec::new(),
        modules: Vec::new(),
        items: Vec::new(),
    }
}

impl Guide<'_> {
    fn section(&mut self, title: &str, text: &str) {
        self.docs.push_paragraph(format!("# {title}"));
        self.docs.append(super::docs::clean(text));
    }

    /// A block of code in which `KRATE` and `REQUEST` are written out; it needs these features besides the request's own.
    fn code(&mut self, features: &[&str], code: &str) {
        self.block("no_run", features, code);
    }

    /// As [`code`](Self::code), about another request: one whose reply is a list.
    fn paged(&mut self, features: &[&str], code: &str, paged: &Example) {
        let own = (self.request.clone(), self.feature.clone());
        (self.request, self.feature) = (paged.request.clone(), paged.feature.clone());
        self.code(features, code);
        (self.request, self.feature) = own;
    }

    /// A block of code that must not compile, for the reason that has this code.
    fn refused(&mut self, reason: &str, code: &str) {
        self.block(&format!("compile_fail,{reason}"), &[], code);
    }

    fn block(&mut self, fence: &str, features: &[&str], code: &str) {
        let own = self.feature.as_deref().filter(|_| code.contains("REQUEST"));
        self.docs.push_paragraph(format!("```{fence}"));
        for feature in features.iter().copied().chain(own) {
            self.docs.push_line(format!("# #[cfg(feature = \"{feature}\")]"));
        }
        let krate = self.krate;
        self.docs.push_line(format!(
            "# async fn run(client: &{krate}::Client) -> Result<(), {krate}::Error> {{"
        ));
        let code = code.replace("REQUEST", &self.request).replace("KRATE", krate);
        code.trim_matches('\n').lines().for_each(|line| self.docs.push_line(line));
        self.docs.push_line("# Ok(()) }");
        self.docs.push_line("```");
    }
}
