//! A client of an invented API, and what its tests share.

mod any_call;
mod blocking;
mod bodies;
mod credentials;
mod errors;
mod exchanges;
mod faults;
mod forms;
mod gate;
mod layers;
mod limits;
mod mocks;
mod outputs;
mod pages;
mod pages_elsewhere;
mod parameters;
mod policies;
mod redirects;
mod requests;
mod resuming;
mod retries;
mod runtimes;
mod secrets;
mod server;
mod sources;
mod streams;
mod styles;
mod tls;
mod tracing;

use crate::runtime::json::Value;
use crate::runtime::{
    Api, Builder, Bytes, Call, Client, Envelope, Error, Lines, Method, Operation, Scheme, Stream,
    Text, request,
};
use server::Server;

/// The credential of every test; it must never show anywhere.
pub(crate) const TOKEN: &str = "tok-en/SECRET_0123456789+abcdef";

pub(crate) static API: Api = Api::new("test-client", "1.2.3", "")
    .base_url_env("HTTP_TEST_BASE_URL")
    .schemes(&[
        Scheme::bearer("api_token").env("HTTP_TEST_TOKEN"),
        Scheme::header("api_email", "X-Auth-Email").env("HTTP_TEST_EMAIL"),
        Scheme::header("api_key", "X-Auth-Key").env("HTTP_TEST_KEY"),
        Scheme::basic("login").env_pair("HTTP_TEST_USER", "HTTP_TEST_PASSWORD"),
        Scheme::query("query_key", "key"),
        Scheme::cookie("session", "SID"),
    ])
    .security(&[&["api_token"], &["api_email", "api_key"]])
    .envelope(Envelope::new("success", "errors"))
    .request_id(&["cf-ray", "x-request-id"]);

pub(crate) static LIST: Operation =
    Operation::new("things.list", Method::Get, "/accounts/{account_id}/things")
        .lengths(&[("account_id", 0, 32), ("tags", 0, 10)]);
pub(crate) static CREATE: Operation = Operation::new("things.create", Method::Post, "/things");
pub(crate) static HEAD: Operation = Operation::new("things.head", Method::Head, "/things");

/// Lists things; the envelope's `result` is opened.
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) call: Call,
}
request! { List => Vec<Value>, "result" }

impl List {
    pub(crate) fn tags(mut self, tags: impl Into<String>) -> Self {
        self.call.query_text("tags", tags);
        self
    }
}

/// Defines a request of `GET /accounts/a/things` with another output.
macro_rules! variant {
    ($name:ident => $($output:tt)+) => {
        #[derive(Clone, Debug)]
        pub(crate) struct $name {
            pub(crate) call: Call,
        }
        request! { $name => $($output)+ }
        impl $name {
            #[allow(dead_code, reason = "not every output is made in every way")]
            pub(crate) fn of(client: &Client, operation: &'static Operation) -> Self {
                Self { call: Call::new(client, operation).path_text("account_id", "a") }
            }
        }
    };
}
variant! { Whole => Value }
variant! { Optional => Option<Value> }
variant! { Unit => () }
variant! { Download => Bytes }
variant! { Plain => Text }
variant! { Raw => Stream }
variant! { Watch => crate::runtime::Events<Value> }
variant! { WatchText => crate::runtime::Events<crate::runtime::Text> }
variant! { Tail => Lines<Value> }

/// A builder for `server` with the token.
pub(crate) fn builder(server: &Server) -> Builder {
    Builder::new(&API).base_url(server.url()).credential("api_token", TOKEN)
}

pub(crate) fn client(server: &Server) -> Client {
    build(builder(server))
}

pub(crate) fn build(builder: Builder) -> Client {
    builder.build().expect("the client can be built")
}

pub(crate) fn list(client: &Client, account: &str) -> List {
    List { call: Call::new(client, &LIST).path_text("account_id", account) }
}

/// Lists the things of account `a` without retries.
pub(crate) async fn once(server: &Server) -> Result<Vec<Value>, Error> {
    list(&client(server), "a").max_retries(0).await
}

pub(crate) fn value(text: &str) -> Value {
    text.parse().expect("the text is JSON")
}
