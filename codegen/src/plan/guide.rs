//! Writes the crate's guide: what a caller can do, each with an example that is compiled with the documentation tests.

use super::example::{self, Example};
use super::layout::Context;
use super::request::Planned;
use super::{Api, Docs, File};
use crate::ir::SchemeKind;

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
    guide.errors();
    let paged = planned.filter(|(_, planned)| planned.request.pages.is_some());
    if let Some(paged) = example::example(context, paged) {
        guide.lists(paged);
    }
    guide.blocking();
    guide.unknown();
    guide.compatibility(example);
    guide.tests(table);
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

    /// A block of code that must not compile.
    fn refused(&mut self, code: &str) {
        self.block("compile_fail", &[], code);
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

    fn clients(&mut self) {
        self.section(
            "Clients",
            "A client is made once and cloned at will: clones share connections. What is set on it holds for all its calls.",
        );
        self.code(
            &[],
            r#"
use std::time::Duration;
use KRATE::{Client, Retry};

let client = Client::builder_from_env()?
    .timeout(Duration::from_secs(30)) // a whole call: attempts, waits and the body
    .connect_timeout(Duration::from_secs(5))
    .retry(Retry::default().max(4).waits(Duration::from_millis(200), Duration::from_secs(5)))
    .max_concurrent(50)
    .max_requests(1_200, Duration::from_secs(300))
    .header("x-team", "edge")
    .observer(|attempt| eprintln!("{}: attempt {}", attempt.operation, attempt.number))
    .build()?;
"#,
        );
    }

    fn credentials(&mut self, table: &Api) {
        let mut schemes = table.schemes.iter();
        let Some(scheme) = schemes.find(|scheme| scheme.kind != SchemeKind::MutualTls) else {
            return;
        };
        self.section(
            "Credentials",
            "A credential is given once, or asked for when it is needed: `Environment` reads a variable anew, `Refreshing` fetches a token and shares it among calls until it expires, and `CredentialSource` is the trait behind both.",
        );
        let code = r#"
use KRATE::{Client, Environment};

let client = Client::builder().credential_source("SCHEME", Environment::new("TOKEN")).build()?;
"#;
        self.code(&[], &code.replace("SCHEME", &scheme.name.escape_debug().to_string()));
    }

    fn blocking(&mut self) {
        self.section(
            "Without an async runtime",
            "With the feature `blocking` the caller's thread waits instead; streams become iterators (`blocking::iter`).",
        );
        self.code(&["blocking"], "REQUEST.send().wait()?;");
    }

    fn requests(&mut self) {
        self.section(
            "Requests",
            "A request is a value: required inputs are arguments, optional ones are set, and nothing is sent before it is awaited. Each can differ from its client.",
        );
        self.code(
            &[],
            r#"
use std::time::Duration;

let request = REQUEST
    .timeout(Duration::from_secs(5))
    .max_retries(0)
    .header("x-trace", "1")
    .query_param("debug", "true")
    .idempotency_key("a-key-of-my-own"); // so that it may be repeated, whatever its method
println!("{}", request.preview()?); // a `curl` command; credentials are masked
request.await?;
"#,
        );
    }

    fn replies(&mut self) {
        self.section(
            "Replies",
            "Awaiting a request gives its value; `with_response` gives all that came.",
        );
        self.code(
            &[],
            r#"
let reply = REQUEST.with_response().await?;
println!("{} after {} attempts", reply.status(), reply.attempts());
println!("{:?} {:?}", reply.request_id(), reply.headers().get("date"));
let value = reply.into_inner();
"#,
        );
    }

    fn errors(&mut self) {
        self.section(
            "Errors",
            "An error says whose fault it was, which operation failed, and the id that the server's operators ask for. It never shows a credential.",
        );
        self.code(
            &[],
            r#"
use KRATE::Error;

match REQUEST.await {
    Ok(_) => {}
    Err(error) if error.is_not_found() => println!("there is none"),
    Err(error) if error.is_rate_limited() => println!("wait {:?}", error.retry_after()),
    Err(Error::Api(failure)) => {
        for entry in failure.errors() {
            eprintln!("{} {}", entry.code, entry.message);
        }
    }
    Err(error) => return Err(error),
}
"#,
        );
    }

    fn lists(&mut self, paged: Example) {
        self.section(
            "Lists",
            "Where a list comes in pages, they are asked for one after the other as they are wanted. Both are streams as well (`futures_core::Stream`).",
        );
        let (request, feature) = (
            std::mem::replace(&mut self.request, paged.request),
            std::mem::replace(&mut self.feature, paged.feature),
        );
        self.code(
            &[],
            r#"
let mut items = REQUEST.items().limit(1_000);
while let Some(item) = items.next().await {
    println!("{:?}", item?);
}
let mut pages = REQUEST.pages();
while let Some(page) = pages.next().await {
    println!("{:?}", page?.request_id());
}
"#,
        );
        (self.request, self.feature) = (request, feature);
    }

    fn unknown(&mut self) {
        self.section(
            "What the description does not know",
            "Members of an object that are not described are kept in its field `other`, unknown values of an enum and unknown kinds of a union in their variant `Unknown`; all are written back when a value is encoded. A call that this crate has no method for goes out with the same credentials, retries and errors:",
        );
        self.code(
            &[],
            r##"
use KRATE::{Method, Value};

let thing = client.call(Method::Get, "/new/things/{id}").path("id", "a b").await?;
println!("{:?}", thing.get("name"));
let body: Value = r#"{"name": "x"}"#.parse().expect("JSON");
client.call(Method::Post, "/new/things").json(&body).await?;
"##,
        );
    }

    fn compatibility(&mut self, example: Option<&Example>) {
        self.section(
            "Compatibility",
            "A new version may add kinds of errors, members of types, values of enums and parameters of requests without breaking a program. So a `match` needs an arm for the rest:",
        );
        self.code(
            &[],
            r#"
use KRATE::ErrorKind;

if let Err(error) = REQUEST.await {
    match error.kind() {
        ErrorKind::Timeout | ErrorKind::Transport => println!("try again"),
        _ => return Err(error),
    }
}
"#,
        );
        self.docs.push_paragraph("Without it a program does not compile:");
        self.refused(
            r#"
use KRATE::ErrorKind::*;

if let Err(error) = REQUEST.await {
    match error.kind() {
        Credentials | Request | Transport | Timeout | TooLarge | Redirect | Api | Decode => {}
    }
}
"#,
        );
        let Some(example) = example else { return };
        if let Some(ty) = &example.reply {
            let code = "fn name(value: KRATE::types::TYPE) {\n    let KRATE::types::TYPE { .. } = value;\n}";
            self.docs.push_paragraph(
                "Types are taken apart with `..`, and not put together member by member:",
            );
            self.code(&[], &code.replace("TYPE", ty));
            let code = "fn copy(value: KRATE::types::TYPE) -> KRATE::types::TYPE {\n    KRATE::types::TYPE { ..value }\n}";
            self.refused(&code.replace("TYPE", ty));
        }
        self.docs.push_paragraph(
            "Requests have no members that can be seen; an optional parameter is one more method:",
        );
        self.refused(&format!("let KRATE::resources::{} {{ call: _ }} = REQUEST;", example.path));
    }

    fn tests(&mut self, table: &Api) {
        self.section(
            "Tests without a network",
            "The feature `testing` has mocks of this crate's own calls, and records and replays what a real server says.",
        );
        let needed = table.security.first().map(Vec::as_slice).unwrap_or_default();
        let credentials: String = table
            .schemes
            .iter()
            .filter(|scheme| needed.contains(&scheme.name) && scheme.kind != SchemeKind::MutualTls)
            .map(|scheme| {
                let password = if scheme.kind == SchemeKind::Basic { ", \"password\"" } else { "" };
                format!("\n    .{}(\"secret\"{password})", scheme.ident.as_str())
            })
            .collect();
        let code = r#"
use KRATE::{Client, testing::Mock};

let mock = Mock::new();
let client = Client::builder()CREDENTIALS
    .base_url("https://api.example.com")
    .transport(mock.clone())
    .build()?;
mock.on(REQUEST).reply_error(429, 1, "slow down").retry_after(0).reply_error(404, 2, "gone");
let error = REQUEST.await.expect_err("the second attempt finds nothing");
assert!(error.is_not_found());
assert_eq!(mock.requests().len(), 2);
mock.verify();
"#;
        self.code(&["testing"], &code.replace("CREDENTIALS", &credentials));
        self.code(
            &["testing"],
            r#"
use KRATE::{Client, testing::{Recorder, Replay}};

let recorder = Recorder::create("exchanges.jsonl").expect("a file");
let client = Client::builder_from_env()?.record(&recorder).build()?;
REQUEST.await?; // written down, credentials masked

let replay = Replay::open("exchanges.jsonl").expect("a recording");
let client = Client::builder_from_env()?.transport(replay).build()?;
REQUEST.await?; // answered from the file
"#,
        );
    }
}
