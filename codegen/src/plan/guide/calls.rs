//! What the guide says of requests, replies, failures and lists.

use super::{Example, Guide};

impl Guide<'_> {
    pub(super) fn requests(&mut self) {
        self.section(
            "Requests",
            "A request is a value: required inputs are arguments, optional ones are set, and nothing is sent before it is awaited. Each can differ from its client.",
        );
        self.code(
            &[],
            r#"
use std::time::Duration;
use KRATE::Retry;

let request = REQUEST
    .timeout(Duration::from_secs(5)) // all attempts together, the body included
    .attempt_timeout(Duration::from_secs(2))
    .retry(Retry::default().max(4).longest_asked(Duration::from_secs(30)))
    .header("x-trace", "1")
    .query_param("debug", "true")
    .base_url("https://staging.example.com/v4")
    .idempotency_key("a-key-of-my-own"); // so that it may be repeated, whatever its method
request.await?;
"#,
        );
        self.docs.push_paragraph(
            "Before it is sent it can be looked at: as a `curl` command in which credentials are masked, or piece by piece, for signing.",
        );
        self.code(
            &[],
            r#"
let preview = REQUEST.preview()?;
println!("{preview}");
println!("{} {} {:?}", preview.method(), preview.url(), preview.headers());
println!("{} bytes", preview.body().map_or(0, <[u8]>::len));
"#,
        );
        self.docs.push_paragraph(
            "By default a failed attempt is repeated twice, where that does no harm: a `POST` only with an idempotency key, unless the policy says otherwise.",
        );
    }

    pub(super) fn replies(&mut self) {
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
if let Some(limit) = reply.rate_limit() {
    println!("{limit:?}"); // what the server says of its limit
}
let value = reply.into_inner();
"#,
        );
    }

    pub(super) fn errors(&mut self) {
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
    Err(error) if error.is_auth() => println!("another credential is needed"),
    Err(error) if error.is_rate_limited() => println!("wait {:?}", error.retry_after()),
    Err(error) if error.is_timeout() || error.is_retryable() => println!("later: {error}"),
    Err(Error::Api(failure)) => {
        for entry in failure.errors() {
            eprintln!("{} {}", entry.code, entry.message);
        }
        // The body as any type: where the description has one for a failure, the method's documentation names it.
        let body: Option<KRATE::Value> = failure.body_as().ok();
        eprintln!("{} {:?} {body:?}", failure.status(), failure.request_id());
    }
    Err(error) => return Err(error),
}
"#,
        );
    }

    pub(super) fn lists(&mut self, paged: &Example) {
        self.section(
            "Lists",
            "Where a list comes in pages, they are asked for one after the other as they are wanted. Both are streams as well (`futures_core::Stream`).",
        );
        self.paged(
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
            paged,
        );
    }

    pub(super) fn unknown(&mut self) {
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
client.call(Method::Post, "/new/things").json(&body).body_member("size", &2).await?;
"##,
        );
    }

    pub(super) fn compatibility(&mut self, example: Option<&Example>) {
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
            "E0004",
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
            self.refused("E0639", &code.replace("TYPE", ty));
        }
        self.docs.push_paragraph(
            "Requests have no members that can be seen; an optional parameter is one more method:",
        );
        self.refused(
            "E0451",
            &format!("let KRATE::resources::{} {{ call: _ }} = REQUEST;", example.path),
        );
    }

    pub(super) fn streams(&mut self) {
        self.section(
            "Bodies as they come",
            "Any reply can be had as bytes, or as a stream that is read as fast as the caller wants it. Server-sent events are taken up again after the connection broke, with the id of the last one.",
        );
        self.code(
            &[],
            r#"
use KRATE::{Bytes, Events, Method, Text};

let bytes = REQUEST.raw().await?;
println!("{} bytes", bytes.value().len());
let mut chunks = REQUEST.streamed().await?.into_inner();
while let Some(chunk) = chunks.next().await {
    println!("{} bytes", chunk?.len());
}
let mut events = client.call(Method::Get, "/events").receive::<Events<Text>>().await?.resuming(5);
while let Some(event) = events.next().await {
    println!("{:?}", event?.data);
}
let file = client.call(Method::Get, "/file").receive::<Bytes>().await?;
"#,
        );
    }
}
