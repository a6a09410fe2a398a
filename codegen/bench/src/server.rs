//! A server on the loopback that answers every request with the same list of scripts.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

/// How many bytes of scripts a reply has at least.
const SIZE: usize = 3_000;

/// Serves until the process is ended; prints the port.
pub fn run() {
    let Ok(listener) = TcpListener::bind("127.0.0.1:0") else { return };
    let Ok(address) = listener.local_addr() else { return };
    println!("{}", address.port());
    let body = format!(
        r#"{{"result":{},"success":true,"errors":[],"messages":[]}}"#,
        crate::data::scripts(SIZE, false)
    );
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\ncf-ray: 8f0c0c0c0c0c0c0c-AMS\r\n\r\n{body}",
        body.len()
    );
    for stream in listener.incoming().flatten() {
        let reply = reply.clone();
        std::thread::spawn(move || answer(&stream, &reply));
    }
}

/// Takes requests in and sends heads before the reply without end; prints the port.
pub fn flood() {
    let Ok(listener) = TcpListener::bind("127.0.0.1:0") else { return };
    let Ok(address) = listener.local_addr() else { return };
    println!("{}", address.port());
    let heads = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(100);
    for stream in listener.incoming().flatten() {
        let heads = heads.clone();
        std::thread::spawn(move || {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            if lines.any(|line| line.is_empty()) {
                while (&stream).write_all(heads.as_bytes()).is_ok() {}
            }
        });
    }
}

/// Answers each request of a connection: its head ends with an empty line, and it has no body.
fn answer(stream: &TcpStream, reply: &str) {
    let _ = stream.set_nodelay(true);
    let mut lines = BufReader::new(stream);
    let mut line = String::new();
    loop {
        line.clear();
        match lines.read_line(&mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) if line == "\r\n" => {
                if (&mut &*stream).write_all(reply.as_bytes()).is_err() {
                    return;
                }
            }
            Ok(_) => {}
        }
    }
}

/// The server as a process of its own.
pub struct Server {
    process: Child,
    /// Where it listens.
    pub url: String,
}

impl Server {
    /// Starts this program once more, as the server.
    pub fn start() -> std::io::Result<Self> {
        Self::of("serve")
    }

    /// Starts this program once more, as a server that never answers.
    pub fn flooding() -> std::io::Result<Self> {
        Self::of("flood")
    }

    fn of(part: &str) -> std::io::Result<Self> {
        let mut process =
            Command::new(std::env::current_exe()?).arg(part).stdout(Stdio::piped()).spawn()?;
        let mut port = String::new();
        if let Some(out) = process.stdout.take() {
            BufReader::new(out).read_line(&mut port)?;
        }
        Ok(Self { process, url: format!("http://127.0.0.1:{}", port.trim()) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
