//! Names from an `operationId`, less the words that the resource says already.

use super::{among, path, same};
use crate::ir;
use crate::plan::ident;
use crate::plan::resource::ARTICLES;

/// Verbs that begin an id: the resource's words right after one of them say nothing new.
const VERBS: &[&str] = &[
    "accept",
    "add",
    "apply",
    "approve",
    "archive",
    "assign",
    "attach",
    "bulk",
    "cancel",
    "check",
    "clear",
    "close",
    "compute",
    "configure",
    "confirm",
    "copy",
    "count",
    "create",
    "deactivate",
    "delete",
    "deploy",
    "describe",
    "destroy",
    "detach",
    "disable",
    "download",
    "edit",
    "enable",
    "export",
    "fetch",
    "find",
    "generate",
    "get",
    "import",
    "invite",
    "list",
    "lock",
    "mark",
    "merge",
    "modify",
    "move",
    "patch",
    "pause",
    "perform",
    "ping",
    "post",
    "publish",
    "purge",
    "put",
    "query",
    "read",
    "refresh",
    "register",
    "remove",
    "rename",
    "replace",
    "request",
    "reset",
    "restart",
    "restore",
    "resume",
    "retrieve",
    "retry",
    "revoke",
    "rotate",
    "run",
    "save",
    "search",
    "send",
    "set",
    "show",
    "start",
    "stop",
    "submit",
    "subscribe",
    "sync",
    "test",
    "toggle",
    "transfer",
    "trigger",
    "unassign",
    "unlock",
    "unsubscribe",
    "update",
    "upload",
    "upsert",
    "validate",
    "verify",
    "view",
];

/// Words between a verb and its object that do not change what it is about.
const QUANTIFIERS: &[&str] = &[
    "all", "current", "every", "many", "multiple", "my", "new", "one", "several", "single", "some",
];

const PREPOSITIONS: &[&str] = &["at", "by", "for", "from", "in", "into", "of", "on", "to", "with"];

/// What the operation could be called by its id, best first. Empty when the id says no more than the method and the path.
pub(super) fn names(
    api: &ir::Api,
    operation: &ir::Operation,
    id: &str,
    own: &[String],
) -> Vec<String> {
    let mut whole = ident::words(id);
    if path::mirrors(operation, &whole) {
        return Vec::new();
    }
    // `user's` comes as `user-s`.
    whole.retain(|word| !ARTICLES.contains(&word.as_str()) && word != "s");
    cut_repeated_path(&mut whole, operation);
    join_split(&mut whole, own);

    let mut short = without_leading(&whole, own);
    let led = short.clone();
    short = without_objects(&short, own);
    cut_variable(&mut short, operation);
    trim_prepositions(&mut short);
    bring_verb_forward(&mut short, operation);
    let details = short.len() == 1 && ["detail", "details", "info"].contains(&short[0].as_str());
    if details && operation.method == "GET" {
        short = vec!["get".to_owned()];
    }
    let several = whole.last().is_some_and(|last| among(last, own) && ident::plural(last));
    if short == ["get"] && several && path::is_collection(api, operation) {
        short = vec!["list".to_owned()];
    }
    let says_nothing =
        short.is_empty() || short.iter().all(|word| among(word, own) && !is_verb(word));
    if says_nothing {
        return Vec::new();
    }
    vec![short.join("_"), led.join("_"), whole.join("_")]
}

fn is_verb(word: &str) -> bool {
    VERBS.binary_search(&word).is_ok()
}

/// Some servers make an id of the function's name, the path and the method: only the name is kept.
fn cut_repeated_path(words: &mut Vec<String>, operation: &ir::Operation) {
    let mut tail = path::words(&operation.path);
    tail.push(operation.method.to_ascii_lowercase());
    if words.len() > tail.len() && words.ends_with(&tail) {
        words.truncate(words.len() - tail.len());
    }
}

/// Puts together what the id's maker parted and the resource's name does not: `m-p-4` in `MP4 Downloads` is `mp4`.
fn join_split(words: &mut Vec<String>, own: &[String]) {
    for from in 0..words.len() {
        let joined = (from + 2..=words.len()).rev().map(|to| (to, words[from..to].concat()));
        let known = joined.into_iter().find(|(_, joined)| own.iter().any(|own| same(own, joined)));
        if let Some((to, joined)) = known {
            words.splice(from..to, [joined]);
        }
    }
}

/// Leaves out the resource's words at the beginning, unless one is the verb: `list_items` in `lists` keeps its `list`.
fn without_leading(words: &[String], own: &[String]) -> Vec<String> {
    let mut at = 0;
    while at + 1 < words.len() && leads(words, at, own) {
        at += 1;
    }
    words[at..].to_vec()
}

fn leads(words: &[String], at: usize, own: &[String]) -> bool {
    let word = &words[at];
    let stands_for_a_verb = is_verb(word) && !words.get(at + 1).is_some_and(|next| is_verb(next));
    among(word, own) && !stands_for_a_verb
}

/// Leaves out the resource's words where they are the object of the verb or of a preposition.
fn without_objects(words: &[String], own: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let run = words[at..].iter().take_while(|word| belongs(word, own)).count();
        let after = kept.last().map(String::as_str);
        let object = after.is_some_and(|word| {
            is_verb(word) || QUANTIFIERS.contains(&word) || PREPOSITIONS.contains(&word)
        });
        if run > 0 && object {
            at += run;
            // `by` right after the object begins something else, but a preposition before it has lost its sense.
            while kept.len() > 1
                && kept.last().is_some_and(|word| PREPOSITIONS.contains(&word.as_str()))
            {
                kept.pop();
            }
        } else {
            kept.push(word.clone());
            at += 1;
        }
    }
    kept
}

fn belongs(word: &str, own: &[String]) -> bool {
    among(word, own) && !PREPOSITIONS.contains(&word)
}

/// Leaves out `by_id` and `by_<variable>` where the path ends in that variable.
fn cut_variable(words: &mut Vec<String>, operation: &ir::Operation) {
    let Some(by) = words.iter().rposition(|word| word == "by").filter(|&by| by > 0) else { return };
    let last = operation.path.rsplit('/').next().unwrap_or_default();
    let variable = ident::words(last);
    let what = &words[by + 1..];
    let named = what.len() == variable.len()
        && what.iter().zip(&variable).all(|(one, other)| same(one, other));
    let key = what
        .last()
        .is_some_and(|word| ["id", "ids", "uuid", "key", "sid"].contains(&word.as_str()));
    if last.contains('{') && (named || key) {
        words.truncate(by);
    }
}

/// `history_list` is `list_history`, where the method agrees that the last word is what is done.
fn bring_verb_forward(words: &mut [String], operation: &ir::Operation) {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let agrees = match last.as_str() {
        "get" | "list" | "read" | "retrieve" => operation.method == "GET",
        "create" => operation.method == "POST",
        "delete" | "destroy" | "remove" => operation.method == "DELETE",
        "replace" | "update" => ["PATCH", "POST", "PUT"].contains(&operation.method.as_str()),
        _ => false,
    };
    // `GET /allow_list` is about a list.
    let in_path = path::words(&operation.path).last() == Some(last);
    if agrees && !in_path && !is_verb(first) {
        words.rotate_right(1);
        if operation.path.ends_with('}') || operation.method == "POST" {
            path::singular_end(words);
        }
    }
}

fn trim_prepositions(words: &mut Vec<String>) {
    let loose =
        |word: Option<&String>| word.is_some_and(|word| PREPOSITIONS.contains(&word.as_str()));
    while words.len() > 1 && loose(words.last()) {
        words.pop();
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn verbs_are_sorted_for_the_search() {
        assert!(super::VERBS.is_sorted());
    }
}
