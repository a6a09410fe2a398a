//! A server that sends exactly the bytes that a test wants, when the test wants.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    pub(crate) at: Instant,
}

impl Seen {
    /// Method and target of the first line.
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The connection on which a reply is written; writing to a client that has gone does nothing.
pub(crate) struct Peer(TcpStream);

impl Peer {
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.0.write_all(bytes.as_ref()).and_then(|()| self.0.flush()).is_ok()
    }

    pub(crate) fn wait(&mut self, milliseconds: u64) {
        thread::sleep(Duration::from_millis(milliseconds));
    }

    /// Whether the client closes the connection within a time.
    pub(crate) fn is_closed_within(&mut self, limit: Duration) -> bool {
        let mut byte = [0];
        self.0.set_read_timeout(Some(limit)).is_ok() && matches!(self.0.read(&mut byte), Ok(0))
    }
}

/// A local server; every connection serves one request.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// A server that answers its nth request (from 0) as `answer` says.
    pub(crate) fn start(answer: impl Fn(usize, &Seen, &mut Peer) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("the listener has an address");
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (all, answer) = (seen.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (all, answer) = (all.clone(), answer.clone());
                thread::spawn(move || {
                    let mut peer = Peer(stream);
                    let Some(seen) = read(&mut peer.0) else { return };
                    let n = {
                        let mut all = all.lock().expect("no test thread panicked here");
                        all.push(seen.clone());
                        all.len() - 1
                    };
                    answer(n, &seen, &mut peer);
                });
            }
        });
        Self { address, seen }
    }

    /// A server that always sends the same bytes.
    pub(crate) fn fixed(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::start(move |_, _, peer| {
            peer.send(&bytes);
        })
    }

    /// A server that always sends the same reply and keeps connections open; the first request of each is seen.
    pub(crate) fn kept(reply: &[u8]) -> Self {
        let kept = String::from_utf8_lossy(reply).replace("Connection: close\r\n", "");
        Self::start(move |_, _, peer| while peer.send(&kept) && read(&mut peer.0).is_some() {})
    }

    /// A server that sends these bytes one after the other, the last for ever.
    pub(crate) fn sequence(replies: Vec<Vec<u8>>) -> Self {
        Self::start(move |n, _, peer| {
            peer.send(&replies[n.min(replies.len() - 1)]);
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no test thread panicked here").clone()
    }

    /// The waits between requests, in milliseconds.
    pub(crate) fn gaps(&self) -> Vec<u128> {
        self.seen().windows(2).map(|pair| (pair[1].at - pair[0].at).as_millis()).collect()
    }
}

fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(n) => bytes.extend_from_slice(&chunk[..n]),
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut seen = Seen { head, body: bytes[end..].to_vec(), at: Instant::now() };
    let length = seen.header("content-length").and_then(|text| text.parse().ok());
    let is_chunked = seen.header("transfer-encoding") == Some("chunked");
    while length.is_some_and(|length: usize| seen.body.len() < length)
        || (is_chunked && !seen.body.ends_with(b"0\r\n\r\n"))
    {
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => break,
            Ok(n) => seen.body.extend_from_slice(&chunk[..n]),
        }
    }
    Some(seen)
}

/// A reply with these header lines and this body.
pub(crate) fn reply(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let separator = if headers.is_empty() || headers.ends_with("\r\n") { "" } else { "\r\n" };
    let mut bytes = format!("HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {}\r\n{headers}{separator}\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A JSON reply.
pub(crate) fn json(status: u16, body: &str) -> Vec<u8> {
    reply(status, "Content-Type: application/json", body)
}

/// A list of one thing in its envelope.
pub(crate) fn good() -> Vec<u8> {
    json(
        200,
        r#"{"success":true,"errors":[],"messages":[{"code":1000,"message":"hello"}],"result":[{"id":"x"}]}"#,
    )
}

/// `text`, compressed.
pub(crate) fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).expect("memory does not fail");
    encoder.finish().expect("memory does not fail")
}
