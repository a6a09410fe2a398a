//! Decides how the tests serve replies: a server that answers each connection with the next reply of a list.

use cloudflare_client::types::Script;
use cloudflare_client::{Builder, Client, Error};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// An account id of the usual form.
pub(crate) const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";

/// An answer of the server, byte for byte.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    stalls: bool,
}

impl Reply {
    /// A JSON answer.
    pub(crate) fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::text(status, "application/json", body)
    }

    /// An answer with another content type.
    pub(crate) fn text(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type".into(), content_type.into())],
            body: body.into(),
            stalls: false,
        }
    }

    /// A list of scripts in its envelope.
    pub(crate) fn scripts(result: &str) -> Self {
        Self::json(
            200,
            format!(r#"{{"success":true,"errors":[],"messages":[],"result":{result}}}"#),
        )
    }

    /// A failure with one entry.
    pub(crate) fn failure(status: u16, code: u32, message: &str) -> Self {
        let entry = format!(r#"{{"code":{code},"message":"{message}"}}"#);
        Self::json(
            status,
            format!(r#"{{"success":false,"errors":[{entry}],"messages":[],"result":null}}"#),
        )
    }

    /// Adds a header.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Reads the request and then says nothing for a long time.
    pub(crate) fn stall() -> Self {
        Self { stalls: true, ..Self::json(200, "") }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut text = format!("HTTP/1.1 {} Whatever\r\n", self.status);
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("content-length: {}\r\nconnection: close\r\n\r\n", self.body.len()));
        let mut bytes = text.into_bytes();
        bytes.extend(&self.body);
        bytes
    }
}

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    head: String,
}

impl Seen {
    /// Path and query, as sent.
    pub(crate) fn target(&self) -> &str {
        self.head.lines().next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default()
    }

    /// The method.
    pub(crate) fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    /// A header, its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        headers.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// A server that runs until the test ends.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Starts a server. The last reply is repeated for ever.
    pub(crate) fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        let replies: Vec<Reply> = replies.into_iter().collect();
        thread::spawn(move || {
            for (index, stream) in listener.incoming().flatten().enumerate() {
                let reply = replies[index.min(replies.len() - 1)].clone();
                let log = Arc::clone(&log);
                thread::spawn(move || answer(stream, &reply, &log));
            }
        });
        Self { address, seen }
    }

    /// Starts a server with one reply.
    pub(crate) fn with(reply: Reply) -> Self {
        Self::start([reply])
    }

    /// Where it listens, without a slash at the end.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The only request there was.
    pub(crate) fn request(&self) -> Seen {
        let mut seen = self.seen();
        assert_eq!(seen.len(), 1, "requests: {seen:?}");
        seen.remove(0)
    }

    /// A builder of clients for this server, with a token and without retries.
    pub(crate) fn builder(&self) -> Builder {
        Client::builder().base_url(self.url()).api_token("test-token").no_proxy().max_retries(0)
    }

    /// A client for this server.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().expect("a client")
    }

    /// Lists the scripts of [`ACCOUNT`].
    pub(crate) async fn list(&self) -> Result<Vec<Script>, Error> {
        self.client().workers().scripts().list(ACCOUNT).await
    }
}

fn answer(mut stream: TcpStream, reply: &Reply, log: &Mutex<Vec<Seen>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    log.lock().unwrap_or_else(PoisonError::into_inner).push(Seen { head });
    if reply.stalls {
        thread::sleep(Duration::from_secs(60));
    }
    // The client may have hung up, which is for its own test to notice.
    let _ = stream.write_all(&reply.bytes());
}

/// A fixture and the way that `spec/fixtures/index.yaml` says it is served.
#[derive(Clone, Debug)]
pub(crate) struct Fixture {
    pub(crate) file: String,
    pub(crate) operation: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Fixture {
    /// The fixture whose file name starts with this number.
    pub(crate) fn numbered(number: &str) -> Self {
        let prefix = format!("list-workers/{number}-");
        all_fixtures()
            .into_iter()
            .find(|fixture| fixture.file.starts_with(&prefix))
            .expect("the fixture is in the index")
    }

    /// The reply.
    pub(crate) fn reply(&self) -> Reply {
        self.headers
            .iter()
            .fold(Reply::json(self.status, self.body.as_str()), |reply, (name, value)| {
                reply.header(name, value)
            })
    }

    /// A server that answers with it.
    pub(crate) fn serve(&self) -> Server {
        Server::with(self.reply())
    }
}

/// The folder of the fixtures.
pub(crate) fn fixtures_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../spec/fixtures")
}

/// All fixtures of the index.
pub(crate) fn all_fixtures() -> Vec<Fixture> {
    let index = std::fs::read_to_string(fixtures_folder().join("index.yaml")).expect("the index");
    let index: serde_yaml::Value = serde_yaml::from_str(&index).expect("the index is YAML");
    let entries = index["fixtures"].as_sequence().expect("a list of fixtures");
    entries.iter().map(fixture).collect()
}

fn fixture(entry: &serde_yaml::Value) -> Fixture {
    let text = |value: &serde_yaml::Value| value.as_str().expect("a text").to_owned();
    let headers = entry["headers"].as_mapping().expect("the headers");
    let file = text(&entry["file"]);
    Fixture {
        operation: text(&entry["operation"]),
        status: entry["status"]
            .as_u64()
            .and_then(|status| status.try_into().ok())
            .expect("a status"),
        headers: headers.iter().map(|(name, value)| (text(name), text(value))).collect(),
        body: std::fs::read_to_string(fixtures_folder().join(&file)).expect("a fixture's file"),
        file,
    }
}
