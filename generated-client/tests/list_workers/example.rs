//! The example program as a user meets it: arguments, output, exit status.

use crate::support::{ACCOUNT, Fixture, Reply, Server};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const TOKEN: &str = "tok-example-secret";

/// Where cargo puts the example that belongs to this test's build.
fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let folder = test.ancestors().nth(2).expect("target/<profile>/deps/<test>");
    folder.join("examples").join(format!("list_workers{}", std::env::consts::EXE_SUFFIX))
}

/// Runs the example with a token and nothing else in its environment.
fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let binary = binary();
    assert!(
        binary.exists(),
        "{} is missing: `cargo test` builds it, `cargo test --test` does not",
        binary.display()
    );
    let mut command = Command::new(binary);
    command.args(arguments).env_clear().envs(environment.iter().copied());
    command.output().expect("the example runs")
}

fn list(server: &Server, arguments: &[&str]) -> Output {
    let url = server.url();
    let mut all = vec!["--account", ACCOUNT, "--base-url", &url];
    all.extend(arguments);
    run(&all, &[("CLOUDFLARE_API_TOKEN", TOKEN)])
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn a_table_that_is_no_terminal_has_tabs_and_no_heading() {
    let output = list(&Fixture::numbered("24").serve(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let stdout = text(&output.stdout);
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0], "checkout-api\t2025-09-30T17:02:44.093518Z\tstandard\tSmart");
    assert_eq!(lines[1].split('\t').collect::<Vec<_>>()[2..], ["bundled", ""]);
}

#[test]
fn a_placement_is_its_variant_and_its_target() {
    for (number, cell) in [
        ("05", "Region aws:us-east-1"),
        ("09", "TargetedHostname api.example.com"),
        ("10", "TargetedHost db.example.com:5432"),
        ("11", "TargetedTarget azure:westeurope"),
        ("12", "Unknown"),
    ] {
        let stdout = text(&list(&Fixture::numbered(number).serve(), &["--format", "table"]).stdout);
        assert_eq!(
            stdout.lines().next().and_then(|line| line.split('\t').nth(3)),
            Some(cell),
            "{number}"
        );
    }
}

#[test]
fn json_is_the_array_of_scripts() {
    let fixture = Fixture::numbered("14");
    let output = list(&fixture.serve(), &["--format", "json"]);
    let written: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let body: serde_json::Value = serde_json::from_str(&fixture.body).unwrap();
    assert_eq!(written, body["result"]);
}

#[test]
fn a_failure_is_one_line_and_status_1() {
    let output = list(&Fixture::numbered("18").serve(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let stderr = text(&output.stderr);
    assert_eq!(
        stderr,
        "workers.scripts.list: 401 Unauthorized: [10000] Authentication error (attempt 1)\n"
    );
}

#[test]
fn a_failure_in_json_is_of_bounded_length_whatever_the_server_sent() {
    let (long, digits) = ("é".repeat(300_000), "9".repeat(100_000));
    let entry = format!(r#"{{"code":{digits},"message":"{long}"}}"#);
    let reply = |entries: Vec<&str>| {
        let entries = entries.join(",");
        Reply::json(403, format!(r#"{{"success":false,"errors":[{entries}],"result":null}}"#))
    };
    let output = list(&Server::with(reply(vec![&entry])), &["--format", "json"]);
    let failure: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    let message = failure["errors"][0]["message"].as_str().unwrap();
    assert_eq!((message.chars().count(), message.chars().last()), (1_001, Some('…')));
    assert!(output.stderr.len() < 20_000, "{}", output.stderr.len());
    assert!(failure.get("errors_left_out").is_none());

    let output = list(
        &Server::with(reply(vec![r#"{"code":1,"message":"m"}"#; 9_000])),
        &["--format", "json"],
    );
    let failure: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(failure["errors"].as_array().map(Vec::len), Some(50));
    assert_eq!(failure["errors_left_out"], 8_950);
    assert!(output.stderr.len() < 20_000, "{}", output.stderr.len());
}

#[test]
fn a_failure_in_json_has_every_member() {
    let output =
        list(&Fixture::numbered("21").serve(), &["--format", "json", "--max-retries", "0"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = text(&output.stderr);
    assert_eq!(stderr.lines().count(), 1);
    let failure: serde_json::Value = serde_json::from_str(&stderr).unwrap();
    assert_eq!((&failure["kind"], &failure["status"]), (&"api".into(), &429.into()));
    assert_eq!(failure["errors"][0]["code"], 971);
    assert_eq!(
        failure["errors"][0]["message"],
        "Please wait and consider throttling your request speed"
    );
    assert_eq!(failure["retry_after"].as_f64(), Some(30.0));
    assert_eq!(failure["attempts"], 1);
    assert!(failure["request_id"].is_null() && failure["message"].is_string());
}

#[test]
fn without_credentials_the_failure_says_so_and_leaves_the_rest_null() {
    let output = run(&["--account", ACCOUNT, "--format", "json"], &[]);
    assert_eq!(output.status.code(), Some(1));
    let failure: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(failure["kind"], "credentials");
    assert!(
        failure["status"].is_null()
            && failure["retry_after"].is_null()
            && failure["request_id"].is_null()
    );
    assert!(failure["message"].as_str().unwrap().contains("CLOUDFLARE_API_TOKEN"));
}

#[test]
fn the_environment_gives_base_url_and_pair() {
    let server = Server::with(Reply::scripts("[]"));
    let url = server.url();
    let environment = [
        ("CLOUDFLARE_BASE_URL", url.as_str()),
        ("CLOUDFLARE_EMAIL", " user@example.com "),
        ("CLOUDFLARE_API_KEY", "k"),
        ("CLOUDFLARE_API_TOKEN", ""),
    ];
    let output = run(&["--account", ACCOUNT], &environment);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let request = server.request();
    assert_eq!(
        (request.header("x-auth-email"), request.header("x-auth-key")),
        (Some("user@example.com"), Some("k"))
    );
    assert_eq!(request.header("authorization"), None);
}

#[test]
fn half_a_pair_in_the_environment_is_refused_and_the_other_half_named() {
    for (half, missing) in
        [("CLOUDFLARE_EMAIL", "CLOUDFLARE_API_KEY"), ("CLOUDFLARE_API_KEY", "CLOUDFLARE_EMAIL")]
    {
        let output = run(&["--account", ACCOUNT, "--format", "json"], &[(half, "half-value")]);
        assert_eq!(output.status.code(), Some(1));
        let line = text(&output.stderr);
        assert!(line.starts_with(r#"{"kind":"credentials","status":null"#), "{line}");
        assert!(line.contains(missing) && !line.contains("half-value"), "{line}");
    }
}

#[test]
fn tags_go_out_as_typed() {
    let server = Server::with(Reply::scripts("[]"));
    list(&server, &["--tags", "a:yes,b c:no"]);
    assert!(server.request().target().ends_with("?tags=a%3Ayes%2Cb%20c%3Ano"));
    let server = Server::with(Reply::scripts("[]"));
    list(&server, &["--tags="]);
    assert!(server.request().target().ends_with("?tags="));
}

#[test]
fn a_watched_list_comes_again_and_outlives_a_failure_that_may_pass() {
    let one = || Reply::scripts(r#"[{"id":"one"}]"#);
    let two = Reply::scripts(r#"[{"id":"one"},{"id":"two"}]"#);
    let refused = Reply::failure(403, 10000, "Authentication error");
    let server = Server::start([one(), Reply::failure(503, 1, "later"), two, refused]);
    let options = ["--watch", "0.05", "--max-retries", "0"];
    let output = list(&server, &options);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "one\t\t\t\n\none\t\t\t\ntwo\t\t\t\n\n");
    let stderr = text(&output.stderr);
    let lines: Vec<&str> = stderr.lines().collect();
    assert_eq!(lines.len(), 2, "{stderr}");
    assert!(lines[0].contains("[1] later") && lines[1].contains("[10000]"), "{stderr}");
}

#[test]
fn a_watched_list_that_nobody_reads_any_more_ends() {
    let server = Server::with(Reply::scripts(r#"[{"id":"one"}]"#));
    let url = server.url();
    let mut child = Command::new(binary())
        .args(["--account", ACCOUNT, "--base-url", &url, "--watch", "0.05"])
        .env_clear()
        .env("CLOUDFLARE_API_TOKEN", TOKEN)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the example runs");
    drop(child.stdout.take());
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
}

#[test]
fn wrong_usage_is_64_with_the_usage_on_standard_error() {
    for arguments in [
        &[][..],
        &["--account"],
        &["--account", "a", "--nonsense"],
        &["--account", "a", "--format", "xml"],
        &["--account", "a", "--timeout", "soon"],
        &["--account", "a", "--timeout", "0"],
        &["--account", "a", "--timeout", "-1"],
        &["--account", "a", "--max-retries", "-1"],
        &["--account", "a", "--watch", "0"],
        &["--account", "a", "--watch", "1", "--format", "json"],
        &["--account", "a", "stray"],
    ] {
        let output = run(arguments, &[("CLOUDFLARE_API_TOKEN", TOKEN)]);
        assert_eq!(output.status.code(), Some(64), "{arguments:?}");
        assert!(text(&output.stderr).contains("usage: list_workers"), "{arguments:?}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn characters_that_disturb_a_terminal_are_escaped() {
    let name = r#"[{"id":"a\u001b[31m\tb\u0085\u2028\u202ec\u2066"}]"#;
    let stdout = text(&list(&Server::with(Reply::scripts(name)), &[]).stdout);
    assert!(
        stdout.starts_with("a\\u{1b}[31m\\u{9}b\\u{85}\\u{2028}\\u{202e}c\\u{2066}\t"),
        "{stdout:?}"
    );
    let reply = Reply::failure(400, 1000, r"x\u001b\u2029\u202ey");
    let stderr = text(&list(&Server::with(reply.clone()), &[]).stderr);
    assert!(
        stderr.lines().count() == 1 && !stderr.contains(['\u{1b}', '\u{2029}', '\u{202e}']),
        "{stderr:?}"
    );
    let json = text(&list(&Server::with(reply), &["--format", "json"]).stderr);
    assert!(
        json.lines().count() == 1 && !json.contains(['\u{1b}', '\u{2029}', '\u{202e}']),
        "{json:?}"
    );
    let failure: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(failure["errors"][0]["message"].as_str().unwrap().starts_with('x'));
}

#[test]
fn verbose_tells_each_attempt_and_no_credential() {
    let again =
        Reply::failure(503, 10002, "again").header("retry-after", "0").header("cf-ray", "first");
    let server = Server::start([again, Reply::scripts("[]").header("cf-ray", "second")]);
    let output = list(&server, &["--verbose"]);
    assert_eq!(output.status.code(), Some(0));
    let stderr = text(&output.stderr);
    let lines: Vec<&str> = stderr.lines().collect();
    assert_eq!(lines.len(), 2, "{stderr}");
    assert!(
        lines[0].contains("attempt 1") && lines[0].contains("503") && lines[0].contains("first"),
        "{stderr}"
    );
    assert!(
        lines[1].contains("attempt 2") && lines[1].contains("200") && lines[1].contains("second"),
        "{stderr}"
    );
    assert!(!stderr.contains(TOKEN), "{stderr}");
}

#[test]
fn a_time_limit_is_obeyed() {
    let output = list(&Server::with(Reply::stall()), &["--timeout", "0.3", "--format", "json"]);
    let failure: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(failure["kind"], "timeout");
}
