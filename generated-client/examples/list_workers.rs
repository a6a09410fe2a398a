//! Lists the Workers of an account: what the command line says, what is asked, and how the answer is printed.

use cloudflare_client::json;
use cloudflare_client::types::{Placement, PlacementTarget, Script};
use cloudflare_client::{Attempt, Client, Error};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

const USAGE: &str = "\
usage: list_workers --account ID [options]

  --account ID           the account whose Workers are listed
  --tags LIST            only scripts with these tags, such as team-edge:yes,legacy:no
  --base-url URL         another server than the public one
  --timeout SECONDS      how long the whole call may take
  --max-retries N        how often a failed attempt is repeated
  --format table|json    how the scripts are printed (table)
  --watch SECONDS        list again and again, that long after each answer, until interrupted; a failure that may pass is
                         shown, and the table stays (of tables only)
  --verbose              say on standard error how each attempt went
  --help                 print this text

The environment gives the credentials, CLOUDFLARE_API_TOKEN, or CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY, and, unless --base-url
does, the server: CLOUDFLARE_BASE_URL.
";

/// How many of a failure's entries are printed as JSON; the number of others is.
const MOST_ERRORS: usize = 50;

/// How many characters of an entry's message or code are printed as JSON; an ellipsis stands for the rest.
const LONGEST_TEXT: usize = 1_000;

/// Exit status for wrong usage, as in BSD's sysexits.
const EX_USAGE: u8 = 64;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Format {
    #[default]
    Table,
    Json,
}

/// What the command line says.
#[derive(Debug, Default)]
struct Arguments {
    account: String,
    tags: Option<String>,
    base_url: Option<String>,
    timeout: Option<Duration>,
    max_retries: Option<u32>,
    format: Format,
    watch: Option<Duration>,
    verbose: bool,
    help: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = match parse(std::env::args_os().skip(1).map(|argument| argument.into_string()))
    {
        Ok(arguments) => arguments,
        Err(fault) => {
            eprint!("list_workers: {}\n\n{USAGE}", printable(&fault));
            return ExitCode::from(EX_USAGE);
        }
    };
    if arguments.help {
        return finish(io::stdout().write_all(USAGE.as_bytes()));
    }
    let outcome = match client(&arguments) {
        Ok(client) => match arguments.watch {
            Some(pause) => watch(&client, &arguments, pause).await,
            None => scripts(&client, &arguments).await.map(|it| print(&it, arguments.format)),
        },
        Err(error) => Err(error),
    };
    match outcome {
        Ok(written) => finish(written),
        Err(error) => {
            let line = match arguments.format {
                Format::Table => printable(&error.to_string()),
                Format::Json => failure_json(&error),
            };
            eprintln!("{line}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the command line; an error says what is wrong with it.
fn parse<E>(arguments: impl IntoIterator<Item = Result<String, E>>) -> Result<Arguments, String> {
    let mut parsed = Arguments::default();
    let mut account = None;
    let mut arguments = arguments
        .into_iter()
        .map(|argument| argument.map_err(|_| "an argument is not UTF-8".to_owned()));
    while let Some(argument) = arguments.next() {
        let argument = argument?;
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
            _ => (argument.as_str(), None),
        };
        let name = if name == "-h" { "--help" } else { name };
        if let "--verbose" | "--help" = name {
            if inline.is_some() {
                return Err(format!("{name} takes no value"));
            }
            if name == "--help" {
                parsed.help = true
            } else {
                parsed.verbose = true
            }
            continue;
        }
        let mut value = || match inline.clone() {
            Some(value) => Ok(value),
            None => arguments.next().unwrap_or_else(|| Err(format!("{name} needs a value"))),
        };
        match name {
            "--account" => account = Some(value()?),
            "--tags" => parsed.tags = Some(value()?),
            "--base-url" => parsed.base_url = Some(value()?),
            "--timeout" => parsed.timeout = Some(seconds("--timeout", &value()?)?),
            "--watch" => parsed.watch = Some(seconds("--watch", &value()?)?),
            "--max-retries" => {
                let text = value()?;
                parsed.max_retries =
                    Some(text.parse().map_err(|_| {
                        format!("--max-retries needs a whole number, not {text:?}")
                    })?);
            }
            "--format" => {
                parsed.format = match value()?.as_str() {
                    "table" => Format::Table,
                    "json" => Format::Json,
                    other => return Err(format!("--format is table or json, not {other:?}")),
                }
            }
            _ => return Err(format!("unknown argument {argument:?}")),
        }
    }
    if parsed.watch.is_some() && parsed.format == Format::Json {
        return Err("--watch shows a table, not JSON".to_owned());
    }
    if !parsed.help {
        parsed.account = account.ok_or("--account is missing")?;
    }
    Ok(parsed)
}

/// A time in seconds, fractions allowed; it must be more than nothing.
fn seconds(option: &str, text: &str) -> Result<Duration, String> {
    let duration = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| format!("{option} needs a number of seconds above 0, not {text:?}"))
}

/// A client as the environment and the command line say.
fn client(arguments: &Arguments) -> Result<Client, Error> {
    let mut builder = Client::builder_from_env()?;
    if let Some(base_url) = &arguments.base_url {
        builder = builder.base_url(base_url);
    }
    if arguments.verbose {
        builder = builder.observer(report);
    }
    builder.build()
}

/// Asks the server.
async fn scripts(client: &Client, arguments: &Arguments) -> Result<Vec<Script>, Error> {
    let mut request = client.workers().scripts().list(&arguments.account);
    if let Some(tags) = &arguments.tags {
        // The text goes out as it was typed; `.tags([("team-edge", true)])` would put it together.
        request = request.tags(tags);
    }
    if let Some(timeout) = arguments.timeout {
        request = request.timeout(timeout);
    }
    if let Some(max_retries) = arguments.max_retries {
        request = request.max_retries(max_retries);
    }
    request.await
}

/// Lists again and again. On a terminal each table takes the place of the one before; elsewhere an empty line ends it.
async fn watch(
    client: &Client,
    arguments: &Arguments,
    pause: Duration,
) -> Result<io::Result<()>, Error> {
    let is_terminal = io::stdout().is_terminal();
    let mut shown_before = None;
    loop {
        let mut wait = pause;
        let (table, trouble) = match (scripts(client, arguments).await, shown_before.take()) {
            (Ok(scripts), _) => (table(&scripts, is_terminal), String::new()),
            // What failed at the first time is likely to be said wrongly.
            (Err(error), Some(table)) if error.is_retryable() => {
                wait = wait.max(error.retry_after().unwrap_or_default());
                (table, printable(&error.to_string()))
            }
            (Err(error), _) => return Err(error),
        };
        let shown = if is_terminal {
            // Home, the table, and nothing of what stood there; in one write, so that it does not flicker.
            format!("\x1b[H\x1b[J{table}{trouble}\n")
        } else if trouble.is_empty() {
            format!("{table}\n")
        } else {
            eprintln!("{trouble}");
            String::new()
        };
        let mut stdout = io::stdout().lock();
        if let Err(error) = stdout.write_all(shown.as_bytes()).and_then(|()| stdout.flush()) {
            return Ok(Err(error));
        }
        drop(stdout);
        shown_before = Some(table);
        tokio::time::sleep(wait).await;
    }
}

/// Says on standard error how an attempt went.
fn report(attempt: &Attempt<'_>) {
    let outcome = match (attempt.status, attempt.error) {
        (Some(status), _) => status.to_string(),
        (None, Some(error)) => error.to_string(),
        (None, None) => "no answer".to_owned(),
    };
    let request = attempt.request_id.map(|id| format!(", request {id}")).unwrap_or_default();
    let wait = attempt
        .wait
        .map(|wait| format!(", next in {:.1} s", wait.as_secs_f64()))
        .unwrap_or_default();
    eprintln!("{}", printable(&format!("attempt {}: {outcome}{request}{wait}", attempt.number)));
}

/// Prints the scripts on standard output.
fn print(scripts: &[Script], format: Format) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    if format == Format::Json {
        writeln!(stdout, "{}", json::to_string(scripts))?;
        return stdout.flush();
    }
    let table = table(scripts, stdout.is_terminal());
    stdout.write_all(table.as_bytes())?;
    stdout.flush()
}

/// One line a script: in columns with a heading for a person, else with tabs between the cells.
fn table(scripts: &[Script], is_terminal: bool) -> String {
    let rows: Vec<[String; 4]> = scripts.iter().map(row).collect();
    if is_terminal {
        return aligned(&rows);
    }
    rows.iter().map(|row| format!("{}\n", row.join("\t"))).collect()
}

/// Name, last change, usage model and placement; what is absent is empty.
fn row(script: &Script) -> [String; 4] {
    let name = script.id.as_deref().unwrap_or_default();
    let modified = script.modified_on.as_ref().map(|time| time.as_str()).unwrap_or_default();
    let usage_model = script.usage_model.as_ref().map(|model| model.as_str()).unwrap_or_default();
    let placement = script.placement.as_ref().map(placement).unwrap_or_default();
    [printable(name), printable(modified), printable(usage_model), printable(&placement)]
}

/// The variant's name, then what it points at.
fn placement(placement: &Placement) -> String {
    match placement {
        Placement::Smart(_) => "Smart".to_owned(),
        Placement::Region(placement) => format!("Region {}", placement.region),
        Placement::Hostname(placement) => format!("Hostname {}", placement.hostname),
        Placement::Host(placement) => format!("Host {}", placement.host),
        Placement::TargetedRegion(placement) => format!("TargetedRegion {}", placement.region),
        Placement::TargetedHostname(placement) => {
            format!("TargetedHostname {}", placement.hostname)
        }
        Placement::TargetedHost(placement) => format!("TargetedHost {}", placement.host),
        Placement::TargetedTarget(placement) => {
            let targets: Vec<String> = placement.target.iter().map(target).collect();
            format!("TargetedTarget {}", targets.join(", "))
        }
        // Kinds that this program was not written for.
        _ => "Unknown".to_owned(),
    }
}

fn target(target: &PlacementTarget) -> String {
    match target {
        PlacementTarget::Region(target) => target.region.clone(),
        PlacementTarget::Hostname(target) => target.hostname.clone(),
        PlacementTarget::Host(target) => target.host.clone(),
        other => json::to_string(other),
    }
}

/// Columns with a heading.
fn aligned(rows: &[[String; 4]]) -> String {
    let heading = ["NAME", "MODIFIED", "USAGE MODEL", "PLACEMENT"].map(str::to_owned);
    let mut widths = [0; 4];
    for row in std::iter::once(&heading).chain(rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let line = |row: &[String; 4]| {
        let cells: Vec<String> =
            row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    std::iter::once(&heading).chain(rows).map(line).collect()
}

/// A failure as one line of JSON, of bounded length whatever the server sent; what is not known is null.
fn failure_json(error: &Error) -> String {
    let code = |code: json::Value| match code.as_str() {
        Some(text) => json::to_string(&shortened(text)),
        // A number can be as long as it likes.
        None if code.to_string().len() > LONGEST_TEXT => {
            json::to_string(&shortened(&code.to_string()))
        }
        None => code.to_string(),
    };
    let errors: Vec<String> = error
        .errors()
        .iter()
        .take(MOST_ERRORS)
        .map(|entry| {
            let message = json::to_string(&shortened(&entry.message));
            format!(r#"{{"code":{},"message":{message}}}"#, code(entry.code.to_value()))
        })
        .collect();
    let left_out = error.errors().len() - errors.len();
    let left_out = (left_out > 0).then(|| format!(r#","errors_left_out":{left_out}"#));
    let line = format!(
        r#"{{"kind":{},"status":{},"errors":[{}]{},"request_id":{},"retry_after":{},"attempts":{},"message":{}}}"#,
        json::to_string(error.kind().as_str()),
        or_null(error.status().map(|status| status.as_u16())),
        errors.join(","),
        left_out.unwrap_or_default(),
        json::to_string(&error.request_id().map(str::to_owned)),
        or_null(error.retry_after().map(|wait| wait.as_secs_f64())),
        error.attempts(),
        json::to_string(&error.to_string()),
    );
    // Marks that would disturb a terminal stand within strings only, where JSON has an escape for them.
    line.chars().fold(String::new(), |mut line, c| {
        if disturbing(c) {
            line.push_str(&format!("\\u{:04x}", u32::from(c)))
        } else {
            line.push(c)
        }
        line
    })
}

/// A text of at most [`LONGEST_TEXT`] characters, and an ellipsis when there were more.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn or_null(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "null".to_owned(), |value| value.to_string())
}

/// Text from a server, safe for a terminal and for one cell of a line.
fn printable(text: &str) -> String {
    text.chars().fold(String::new(), |mut line, c| {
        if disturbing(c) {
            line.extend(c.escape_unicode())
        } else {
            line.push(c)
        }
        line
    })
}

/// Control characters, line separators and marks that turn the direction of writing.
fn disturbing(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A reader that has seen enough, such as `head`, is no failure.
fn finish(written: io::Result<()>) -> ExitCode {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("standard output: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
