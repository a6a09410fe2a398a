//! A caller of the Workers API, for `cargo xtask replay`: the same code is compiled against the crate of every revision, and reads
//! the same replies. `FIXTURES_DIR` names the folder of the replies.

use replayed::runtime::json::to_value;
use replayed::testing::Replay;
use replayed::{Client, Error, Value};
use std::path::PathBuf;

/// A client that is answered with this body.
fn client(status: u16, body: &str) -> Client {
    let body = to_value(body).to_string();
    let replay = format!(
        r#"{{"request":{{"method":"GET","target":"/client/v4/accounts/account/workers/scripts","body":""}},"reply":{{"status":{status},"headers":[],"body":{body},"whole":true}}}}"#
    );
    let replay = Replay::from_text(&replay).expect("a recording");
    let builder = Client::builder().api_email("me@example.com").api_key("key");
    builder.transport(replay).max_retries(0).build().expect("a client")
}

#[test]
fn replies_are_read_and_written_back_equal() {
    let dir = PathBuf::from(std::env::var_os("FIXTURES_DIR").expect("FIXTURES_DIR"));
    let mut files: Vec<PathBuf> = std::fs::read_dir(dir)
        .expect("the folder of the replies")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .collect();
    files.sort();
    let mut wrong = Vec::new();
    let mut read = 0;
    for path in &files {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("a reply");
        let status = name.split('-').find_map(|word| word.parse::<u16>().ok().filter(|it| *it >= 200));
        let failed = status.is_some_and(|status| status >= 400);
        let client = client(status.unwrap_or(200), &text);
        match client.script().worker_script_list_workers("account").send_blocking() {
            Ok(reply) if !failed => {
                let sent: Value = text.parse().expect("JSON");
                if to_value(&reply) != sent {
                    wrong.push(format!("{name}: written back otherwise: {}", to_value(&reply)));
                }
                read += 1;
            }
            Err(Error::Api(error)) if failed => {
                assert_eq!(Some(error.status().as_u16()), status, "{name}");
                assert_eq!(error.body(), text, "{name}");
                read += 1;
            }
            // A failure with status 200 is one only where the settings name the envelope; then it does not read as a list.
            Err(_) if name.starts_with("23-") => {}
            Ok(_) => wrong.push(format!("{name}: no failure")),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    println!("{read} of {} replies are read", files.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
