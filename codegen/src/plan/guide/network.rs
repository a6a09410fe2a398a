//! What the guide says of clients: credentials, threads, layers, transports, connections, traces.

use super::super::Api;
use super::{Example, Guide};
use crate::ir::SchemeKind;

impl Guide<'_> {
    pub(super) fn clients(&mut self) {
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
    .attempt_timeout(Duration::from_secs(10))
    .connect_timeout(Duration::from_secs(5))
    .retry(Retry::default().max(4).waits(Duration::from_millis(200), Duration::from_secs(5)))
    .retry_budget(100) // of all calls together
    .max_concurrent(50)
    .max_requests(1_200, Duration::from_secs(300))
    .max_body(8 << 20)
    .header("x-team", "edge")
    .user_agent("my-program/1.0")
    .observer(|attempt| eprintln!("{}: attempt {}", attempt.operation, attempt.number))
    .build()?;
"#,
        );
    }

    pub(super) fn credentials(&mut self, table: &Api) {
        let mut schemes = table.schemes.iter();
        let Some(scheme) = schemes.find(|scheme| scheme.kind != SchemeKind::MutualTls) else {
            return;
        };
        self.section(
            "Credentials",
            "A credential is given once, or asked for when it is needed: `Environment` reads a variable anew, `Refreshing` fetches a token and shares it among calls until it expires, and `CredentialSource` is the trait behind both.",
        );
        let code = r#"
use std::time::Duration;
use KRATE::{Client, Environment, Fresh, Refreshing};

let client = Client::builder().credential_source("SCHEME", Environment::new("TOKEN")).build()?;

let refreshing = Refreshing::new(|| async {
    let token = "what another service gave"; // asked for once, however many calls wait for it
    Ok::<_, std::io::Error>(Fresh::new(token).expires_in(Duration::from_secs(3_600)))
});
let client = Client::builder().credential_source("SCHEME", refreshing).build()?;
"#;
        self.code(&[], &code.replace("SCHEME", &scheme.name.escape_debug().to_string()));
    }

    pub(super) fn blocking(&mut self, paged: Option<&Example>) {
        self.section(
            "Without an async runtime",
            "With the feature `blocking` the same requests of the same client are sent from a thread that waits.",
        );
        self.code(
            &["blocking"],
            "
let value = REQUEST.send_blocking()?;
let reply = REQUEST.with_response().wait()?;
let body: Vec<_> = KRATE::blocking::iter(REQUEST.streamed().wait()?.into_inner()).collect();
",
        );
        if let Some(paged) = paged {
            self.docs
                .push_paragraph("Lists are iterators, which ask for a page when it is wanted:");
            let code = "
for item in KRATE::blocking::iter(REQUEST.items()) {
    println!(\"{:?}\", item?);
}
for page in KRATE::blocking::iter(REQUEST.pages()) {
    println!(\"{:?}\", page?.request_id());
}
";
            self.paged(&["blocking"], code, paged);
        }
    }

    pub(super) fn layers(&mut self) {
        self.section(
            "Layers",
            "A layer is code of your own that every attempt goes through, below retries and redirects: it can change the request, look at the reply, or answer itself. The first that is added is the outermost.",
        );
        self.code(
            &[],
            r#"
use KRATE::Client;
use KRATE::transport::{Boxed, Failure, Incoming, Layer, Next, Outgoing};

struct Timed;

impl Layer for Timed {
    fn send<'a>(&'a self, mut request: Outgoing, next: Next<'a>) -> Boxed<'a, Result<Incoming, Failure>> {
        Box::pin(async move {
            request.headers.set("x-attempt", request.attempt.to_string());
            let (operation, began) = (request.operation.clone(), std::time::Instant::now());
            let reply = next.send(request).await?;
            println!("{operation}: {} after {:?}", reply.status, began.elapsed());
            Ok(reply)
        })
    }
}

let client = Client::builder_from_env()?.layer(Timed).build()?;
"#,
        );
        self.docs.push_paragraph(
            "What lies below the layers is a transport: the network, unless another one is given, such as one that signs requests and sends them over a library of yours.",
        );
        self.code(
            &[],
            r#"
use KRATE::Client;
use KRATE::transport::{Boxed, Failure, Incoming, Outgoing, Phase, Transport};

struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, request: Outgoing) -> Boxed<'_, Result<Incoming, Failure>> {
        let why = format!("{} {} goes nowhere", request.method, request.operation);
        Box::pin(async move { Err(Failure::new(Phase::Request, [why])) })
    }
}

let client = Client::builder_from_env()?.transport(Nowhere).build()?;
"#,
        );
    }

    pub(super) fn network(&mut self) {
        self.section(
            "Connections",
            "Proxies are those that the environment names, unless one is given. Certificates of your own, for the server's name or for yours, are texts in PEM form; they need the feature `rustls`, or `native-tls` in its place.",
        );
        self.code(
            &["rustls"],
            r#"
use KRATE::Client;

let read = |path: &str| std::fs::read(path).expect("a file in PEM form");
let client = Client::builder_from_env()?
    .proxy("http://user:password@proxy.example.com:3128")
    .root_certificates(read("our-authority.pem"))
    .client_certificate(read("our-certificate-and-key.pem"))
    .build()?;
"#,
        );
    }

    pub(super) fn tracing(&mut self) {
        self.section(
            "Traces",
            "With the feature `tracing` each attempt is a span `HTTP request` at level `INFO`, whose fields have the names that OpenTelemetry gives to HTTP clients, so that `tracing-opentelemetry` makes a client's span of it. No field holds a credential. Failed and repeated attempts are events at level `DEBUG`.",
        );
        self.docs.append(super::super::docs::clean(
            "| field | what it holds |\n|---|---|\n| `otel.name`, `otel.kind` | method and path with its variables; `client` |\n| `operation` | the operation's name in this crate |\n| `http.request.method`, `http.request.resend_count` | the method; how often it was sent before |\n| `http.response.status_code` | the status |\n| `server.address`, `server.port`, `url.full`, `url.template` | where it went |\n| `error.type`, `otel.status_code` | the kind of error, or the status from 400 on; `ERROR` |\n| `request_id` | the id by which the server knows it |",
        ));
        self.code(
            &["tracing"],
            r#"
// Once in a program, from the crates `tracing-subscriber` and `tracing-opentelemetry`:
//
//     tracing_subscriber::registry()
//         .with(tracing_opentelemetry::layer().with_tracer(tracer))
//         .with(tracing_subscriber::fmt::layer())
//         .init();
//
// After that spans come of themselves, within the span that is open where a request is awaited.
REQUEST.await?;
"#,
        );
    }
}
