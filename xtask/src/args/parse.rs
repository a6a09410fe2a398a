//! Reads what was typed. Options come in any order; `--help` anywhere asks for nothing but the usage.

use super::{Codegen, Command, Corpus, Diff, Explain, Format, Replay, Source, Update};
use lexopt::{Arg, Parser};
use std::ffi::OsString;
use std::path::PathBuf;

/// An argument, owned, so that the parser can be asked for its value.
enum Token {
    /// `--name`
    Flag(String),
    /// Anything else.
    Text(String),
}

/// Reads the arguments, the program's own name left out.
pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let arguments: Vec<OsString> = arguments.collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        return Ok(Command::Help);
    }
    let mut parser = Parser::from_args(arguments);
    let command = match next(&mut parser)? {
        None => return Err("a command is missing".to_owned()),
        Some(Token::Flag(name)) => return Err(unknown(&name)),
        Some(Token::Text(text)) => text,
    };
    match command.as_str() {
        "help" => Ok(Command::Help),
        "codegen" => codegen(&mut parser).map(Command::Codegen),
        "list" => list(&mut parser).map(Command::List),
        "explain" => explain(&mut parser).map(Command::Explain),
        "diff" => diff(&mut parser).map(Command::Diff),
        "update" => update(&mut parser).map(Command::Update),
        "corpus" => corpus(&mut parser).map(Command::Corpus),
        "bench" => bench(&mut parser).map(Command::Bench),
        "replay" => replay(&mut parser).map(Command::Replay),
        "ci" => match next(&mut parser)? {
            None => Ok(Command::Ci),
            Some(Token::Flag(name)) => Err(unknown(&name)),
            Some(Token::Text(text)) => Err(superfluous(&text)),
        },
        other => Err(format!("there is no command `{other}`{}", suggestion(other, &COMMANDS))),
    }
}

const COMMANDS: [&str; 10] =
    ["codegen", "list", "explain", "diff", "update", "corpus", "bench", "replay", "ci", "help"];
const OPTIONS: [&str; 17] = [
    "only",
    "format",
    "dry-run",
    "check",
    "spec",
    "out",
    "package",
    "config",
    "overlay",
    "coverage",
    "dump",
    "message-format",
    "verbose",
    "no-build",
    "test",
    "tests-only",
    "update",
];

fn codegen(parser: &mut Parser) -> Result<Codegen, String> {
    let mut options = Codegen::default();
    while let Some(token) = next(parser)? {
        let Token::Flag(name) = token else { return Err(complaint(token)) };
        match name.as_str() {
            "check" => options.check = true,
            "out" => options.out = Some(path(parser, &name)?),
            "coverage" => options.coverage = Some(path(parser, &name)?),
            "verbose" => options.verbose = true,
            "dump" => match text(parser, &name)?.as_str() {
                "ir" => options.dump = true,
                other => return Err(format!("`--dump` takes `ir`, not `{other}`")),
            },
            _ => source(&mut options.source, &name, parser)?,
        }
    }
    if options.source.spec.is_some() && options.out.is_none() && !options.dump {
        return Err("`--spec` needs `--out DIR`, the folder of the crate to write".to_owned());
    }
    Ok(options)
}

fn list(parser: &mut Parser) -> Result<Source, String> {
    let mut options = Source::default();
    while let Some(token) = next(parser)? {
        let Token::Flag(name) = token else { return Err(complaint(token)) };
        source(&mut options, &name, parser)?;
    }
    Ok(options)
}

fn explain(parser: &mut Parser) -> Result<Explain, String> {
    let mut options = Explain::default();
    while let Some(token) = next(parser)? {
        match token {
            Token::Text(schema) if options.schema.is_empty() => options.schema = schema,
            Token::Text(_) => return Err(complaint(token)),
            Token::Flag(name) => source(&mut options.source, &name, parser)?,
        }
    }
    if options.schema.is_empty() {
        return Err("`explain` needs the name of a schema, or the code of a finding".to_owned());
    }
    Ok(options)
}

fn diff(parser: &mut Parser) -> Result<Diff, String> {
    let mut options = Diff::default();
    while let Some(token) = next(parser)? {
        match token {
            Token::Text(old) if options.old.is_empty() => options.old = old,
            Token::Text(new) if options.new.is_empty() => options.new = new,
            Token::Text(_) => return Err(complaint(token)),
            Token::Flag(name) if name == "format" => options.format = format(parser, &name)?,
            Token::Flag(name) if name == "spec" => return Err(unknown(&name)),
            Token::Flag(name) => source(&mut options.source, &name, parser)?,
        }
    }
    if options.new.is_empty() {
        return Err("`diff` needs two descriptions: files, or revisions of git".to_owned());
    }
    Ok(options)
}

fn update(parser: &mut Parser) -> Result<Update, String> {
    let mut options = Update::default();
    while let Some(token) = next(parser)? {
        match token {
            Token::Text(new) if options.new.as_os_str().is_empty() => options.new = new.into(),
            Token::Text(_) => return Err(complaint(token)),
            Token::Flag(name) if name == "format" => options.format = format(parser, &name)?,
            Token::Flag(name) if name == "dry-run" => options.dry_run = true,
            Token::Flag(name) if name == "out" => options.out = Some(path(parser, &name)?),
            Token::Flag(name) => source(&mut options.source, &name, parser)?,
        }
    }
    if options.new.as_os_str().is_empty() {
        return Err("`update` needs the new revision of the description".to_owned());
    }
    if options.source.spec.is_some() != options.out.is_some() {
        return Err("`--spec` and `--out` belong together".to_owned());
    }
    Ok(options)
}

fn format(parser: &mut Parser, name: &str) -> Result<Format, String> {
    match text(parser, name)?.as_str() {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        "markdown" => Ok(Format::Markdown),
        other => Err(format!("`--format` takes `text`, `json` or `markdown`, not `{other}`")),
    }
}

fn corpus(parser: &mut Parser) -> Result<Corpus, String> {
    let mut options = Corpus::default();
    while let Some(token) = next(parser)? {
        match token {
            Token::Flag(name) if name == "no-build" => options.no_build = true,
            Token::Flag(name) if name == "tests-only" => options.tests_only = true,
            Token::Flag(name) if name == "update" => options.update = true,
            Token::Flag(name) => return Err(unknown(&name)),
            Token::Text(dir) if options.dir.is_none() => options.dir = Some(dir.into()),
            Token::Text(name) => options.names.push(name),
        }
    }
    Ok(options)
}

fn bench(parser: &mut Parser) -> Result<Corpus, String> {
    let mut options = Corpus::default();
    while let Some(token) = next(parser)? {
        match token {
            Token::Text(part) if crate::bench::PARTS.contains(&&*part) => options.names.push(part),
            Token::Flag(name) if name == "update" => options.update = true,
            Token::Text(dir) if options.dir.is_none() => options.dir = Some(dir.into()),
            Token::Flag(name) => return Err(unknown(&name)),
            Token::Text(text) => return Err(superfluous(&text)),
        }
    }
    Ok(options)
}

fn replay(parser: &mut Parser) -> Result<Replay, String> {
    let mut options = Replay::default();
    let mut dir = None;
    while let Some(token) = next(parser)? {
        match token {
            Token::Flag(name) if name == "no-build" => options.no_build = true,
            Token::Flag(name) if name == "test" => options.test = Some(path(parser, &name)?),
            Token::Text(given) if dir.is_none() => dir = Some(given.into()),
            Token::Flag(name) | Token::Text(name) => return Err(unknown(&name)),
        }
    }
    options.dir = dir.ok_or("`replay` takes the folder of the revisions")?;
    Ok(options)
}

/// The options that every command which reads a description has.
fn source(options: &mut Source, name: &str, parser: &mut Parser) -> Result<(), String> {
    match name {
        "spec" => options.spec = Some(path(parser, name)?),
        "config" => options.config = Some(path(parser, name)?),
        "overlay" => options.overlays.push(path(parser, name)?),
        "only" => options.only.push(text(parser, name)?),
        "package" => options.package = Some(text(parser, name)?),
        "message-format" => match text(parser, name)?.as_str() {
            "json" => options.json = true,
            "text" => options.json = false,
            other => {
                return Err(format!("`--message-format` takes `text` or `json`, not `{other}`"));
            }
        },
        _ => return Err(unknown(name)),
    }
    Ok(())
}

fn next(parser: &mut Parser) -> Result<Option<Token>, String> {
    let argument = parser.next().map_err(|error| error.to_string())?;
    Ok(match argument {
        None => None,
        Some(Arg::Long(name)) => Some(Token::Flag(name.to_owned())),
        Some(Arg::Short('v')) => Some(Token::Flag("verbose".to_owned())),
        Some(Arg::Short(letter)) => Some(Token::Flag(letter.to_string())),
        Some(Arg::Value(value)) => Some(Token::Text(utf8(value)?)),
    })
}

fn path(parser: &mut Parser, name: &str) -> Result<PathBuf, String> {
    parser.value().map(PathBuf::from).map_err(|_| format!("`--{name}` needs a path"))
}

fn text(parser: &mut Parser, name: &str) -> Result<String, String> {
    utf8(parser.value().map_err(|_| format!("`--{name}` needs a value"))?)
}

fn utf8(value: OsString) -> Result<String, String> {
    value.into_string().map_err(|value| format!("`{}` is not UTF-8", value.to_string_lossy()))
}

fn complaint(token: Token) -> String {
    match token {
        Token::Flag(name) => unknown(&name),
        Token::Text(text) => superfluous(&text),
    }
}

fn superfluous(text: &str) -> String {
    format!("`{text}` is one argument too many")
}

fn unknown(name: &str) -> String {
    format!("there is no option `--{name}` here{}", suggestion(name, &OPTIONS))
}

fn suggestion(wrong: &str, known: &[&str]) -> String {
    ::codegen::nearest(wrong, known.iter().copied())
        .map(|name| format!("; did you mean `{name}`?"))
        .unwrap_or_default()
}
