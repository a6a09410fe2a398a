//! What the server says: a status line, headers and a body as chance has them, in pieces, with waits, whole or cut.

use super::super::server::{Peer, gzip};
use super::chance::Chance;
use super::told::base64;
use std::fmt::Write as _;

/// The spellings in which a server may give a credential back.
pub(super) fn spellings(secret: &str) -> Vec<String> {
    let every = |spell: &dyn Fn(char) -> String| secret.chars().map(spell).collect::<String>();
    let some = |spell: &dyn Fn(char) -> String| {
        every(&|c| if c.is_ascii_alphanumeric() { c.to_string() } else { spell(c) })
    };
    vec![
        secret.to_owned(),
        every(&|c| format!("%{:02X}", u32::from(c))),
        some(&|c| format!("%{:02x}", u32::from(c))),
        some(&|c| format!("%25{:02x}", u32::from(c))),
        every(&|c| format!("\\u{:04x}", u32::from(c))),
        some(&|c| format!("\\u{:04X}", u32::from(c))),
        secret.replace('/', "\\/"),
        some(&|c| format!("&#{};", u32::from(c))),
        some(&|c| format!("&#x{:x};", u32::from(c))),
        base64(secret.as_bytes()),
        base64(format!("Bearer {secret}").as_bytes()),
        base64(format!("x:{secret}:y").as_bytes()),
        base64(secret.as_bytes()).replace('+', "-").replace('/', "_").replace('=', ""),
    ]
}

/// A reply in the making.
struct Reply<'s> {
    chance: Chance,
    secrets: &'s [&'s str],
}

/// Answers a request, echoing `secrets`; what is sent may be no HTTP at all.
pub(super) fn answer(chance: Chance, secrets: &[&str], peer: &mut Peer) {
    let mut reply = Reply { chance, secrets };
    if reply.chance.once_in(20) {
        pause(&mut reply.chance, peer);
        return;
    }
    let body = reply.body();
    let head = reply.head(&body);
    let chunked = head.contains("chunked") && !reply.chance.once_in(8);
    let body = if chunked { reply.in_chunks(&body) } else { body };
    let chance = &mut reply.chance;
    let mut whole = [head.as_bytes(), &body].concat();
    if chance.once_in(6) {
        whole.truncate(chance.below(whole.len()));
    }
    // In pieces, which may part a credential.
    let mut rest = &whole[..];
    while !rest.is_empty() {
        let length =
            if chance.once_in(3) { 1 + chance.below(rest.len().min(40)) } else { rest.len() };
        if !peer.send(&rest[..length]) {
            return;
        }
        rest = &rest[length..];
        if chance.once_in(10) {
            pause(chance, peer);
        }
    }
    if chance.once_in(15) {
        pause(chance, peer);
    }
}

/// A few milliseconds; once in a while longer than a call may last.
fn pause(chance: &mut Chance, peer: &mut Peer) {
    peer.wait(if chance.once_in(25) { 450 } else { chance.below(6) as u64 });
}

impl Reply<'_> {
    fn echo(&mut self) -> String {
        let spellings = spellings(self.secrets[self.chance.below(self.secrets.len())]);
        self.chance.one(&spellings).clone()
    }

    fn head(&mut self, body: &[u8]) -> String {
        let status = *self.chance.one(&[
            200, 200, 200, 200, 201, 204, 206, 299, 300, 301, 302, 303, 304, 307, 308, 400, 401,
            403, 404, 409, 410, 418, 422, 429, 451, 499, 500, 502, 503, 504, 529, 599, 600, 999,
            100, 101, 0,
        ]);
        let mut head = match self.chance.below(24) {
            0 => format!("HTTP/1.1 {status} {}\r\n", self.echo()),
            1 => format!("HTTP/1.0 {status} X\r\n"),
            2 => format!("HTTP/1.1 {}\r\n", self.echo()),
            3 => format!("{}\r\n", self.echo()),
            4 => format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 {status} X\r\n"),
            _ => format!("HTTP/1.1 {status} X\r\n"),
        };
        match self.chance.below(8) {
            // HTTP/1.0 knows no chunks: they would be a part of the body, and part a credential.
            0 if !head.starts_with("HTTP/1.0") => head += "Transfer-Encoding: chunked\r\n",
            1 => {
                let _ =
                    write!(head, "Content-Length: {}\r\n", self.chance.below(body.len() * 2 + 1));
            }
            2 => {}
            3 if self.chance.once_in(4) => {
                let _ = write!(head, "Content-Length: {}\r\nContent-Length: 3\r\n", body.len());
            }
            4 if self.chance.once_in(4) => {
                let _ = write!(head, "Content-Length: {}\r\n", self.echo());
            }
            _ => {
                let _ = write!(head, "Content-Length: {}\r\n", body.len());
            }
        }
        if body.starts_with(&[0x1f, 0x8b]) || self.chance.once_in(30) {
            head += "Content-Encoding: gzip\r\n";
        }
        for _ in 0..self.chance.below(6) {
            self.header(&mut head);
        }
        head + "Connection: close\r\n\r\n"
    }

    fn header(&mut self, head: &mut String) {
        let echo = self.echo();
        let spelt = echo.trim();
        let _ = match self.chance.below(22) {
            0 => write!(head, "Location: /elsewhere?t={spelt}\r\n"),
            1 => write!(head, "Location: http://127.0.0.1:9/{spelt}\r\n"),
            2 => write!(head, "Location: {spelt}\r\n"),
            3 => write!(head, "Location: //user:{spelt}@other.test/\r\n"),
            4 => write!(head, "Location: \r\n"),
            5 => write!(head, "CF-Ray: {spelt}\r\n"),
            6 => write!(head, "X-Request-Id: id {spelt} id\r\n"),
            7 => write!(head, "X-Echo: {spelt}\r\n"),
            8 => write!(head, "Set-Cookie: SID={spelt}; Path=/\r\n"),
            9 => write!(head, "Content-Type: text/{spelt}\r\n"),
            10 => write!(head, "Content-Type: application/json\r\n"),
            11 => write!(head, "Content-Type: text/html; charset=\"{spelt}\"\r\n"),
            12 => write!(
                head,
                "Retry-After: {}\r\n",
                self.chance.one(&["0", "-1", "0.001", "99999999999999999999", "soon"])
            ),
            13 => write!(head, "Retry-After: {spelt}\r\n"),
            14 => write!(head, "Content-Encoding: {spelt}\r\n"),
            15 => write!(head, "Link: <{spelt}>; rel=\"next\"\r\n"),
            16 => write!(head, "WWW-Authenticate: Bearer realm=\"{spelt}\"\r\n"),
            17 => write!(head, "RateLimit: \"{spelt}\";r=0;t={spelt}\r\n"),
            18 => write!(head, "X-Long: {}\r\n", spelt.repeat(1 + self.chance.below(40))),
            19 => write!(head, "X-Many: {spelt}\r\nX-Many: {spelt}\r\n"),
            20 => write!(head, "X-Padding: {}\r\n", "p".repeat(self.chance.below(9000))),
            _ => write!(head, "{spelt}\r\n"),
        };
    }

    fn body(&mut self) -> Vec<u8> {
        let echo = self.echo();
        let text = match self.chance.below(16) {
            0 => r#"{"success":true,"errors":[],"result":[{"id":"x"}]}"#.to_owned(),
            1 => format!(r#"{{"success":true,"result":"{echo}"}}"#),
            2 => {
                format!(
                    r#"{{"success":false,"errors":[{{"code":"{echo}","message":"not {echo}!"}}]}}"#
                )
            }
            3 => format!(r#"{{"success":false,"errors":[{{"{echo}":["{echo}"]}},7,"{echo}"]}}"#),
            4 => format!(
                r#"{{"error":{{"message":"{echo}","trace":"{}"}}}}"#,
                "y".repeat(self.chance.below(400))
            ),
            5 => format!("<html><title>{echo}</title>{echo}</html>"),
            6 => format!("{}{echo}", "x".repeat(self.chance.below(700))),
            7 => format!("{}{echo}", "\\".repeat(self.chance.below(300))),
            8 => format!(r#"{{"result":[{{"{echo}":}}"#),
            9 => format!(
                "data: {{\"said\":\"{echo}\"}}\nid: {echo}\nretry: 1\n\ndata: {echo}\n\n: {echo}\n"
            ),
            10 => format!("{{\"a\":\"{echo}\"}}\n{echo}\n"),
            11 => "[".repeat(1 + self.chance.below(400)) + &echo,
            12 => String::new(),
            13 => format!("{echo}\u{0}\u{1b}[31m\u{202e}{echo}"),
            14 => {
                format!(
                    "{{\"success\":true,\"result\":[\"{echo}\",{}]}}",
                    "9".repeat(self.chance.below(60))
                )
            }
            _ => echo,
        };
        match self.chance.below(12) {
            0 => gzip(text.as_bytes()),
            1 => {
                let mut bytes = gzip(text.as_bytes());
                bytes.truncate(2 + self.chance.below(bytes.len()));
                bytes
            }
            2 => [text.as_bytes(), &[0xff, 0xfe, 0x80]].concat(),
            3 => [&[0xff, 0xfe], text.as_bytes()].concat(),
            _ => text.into_bytes(),
        }
    }

    /// A chunked body, at times with what is none.
    fn in_chunks(&mut self, body: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        if self.chance.once_in(12) {
            // All that follows is of this chunk, which never ends: no framing may part a credential within it.
            return [b"ffffffffffffffff\r\n", body].concat();
        }
        for chunk in body.chunks(1 + self.chance.below(60)) {
            let size = match self.chance.below(60) {
                0 => "zz".to_owned(),
                1 => format!("{:x}", chunk.len() + 1),
                2 => format!("{:x}; x={}", chunk.len(), self.echo()),
                _ => format!("{:x}", chunk.len()),
            };
            out.extend_from_slice(format!("{size}\r\n").as_bytes());
            out.extend_from_slice(chunk);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"0\r\n");
        if self.chance.once_in(4) {
            out.extend_from_slice(format!("X-Trailer: {}\r\n", self.echo()).as_bytes());
        }
        if !self.chance.once_in(10) {
            out.extend_from_slice(b"\r\n");
        }
        out
    }
}
