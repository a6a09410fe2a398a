//! Names from the HTTP method and the path: `GET /pets/{id}/photos` in `pets` is `list_photos`.

use super::{among, same};
use crate::ir;
use crate::plan::ident;
use crate::plan::resource::{is_version, segments};

/// Verbs that stand at the end of a path for what it does: `POST /orders/{id}/cancel`.
const ACTIONS: &[&str] = &[
    "abort",
    "accept",
    "acknowledge",
    "activate",
    "add",
    "apply",
    "approve",
    "archive",
    "assign",
    "attach",
    "authorize",
    "begin",
    "block",
    "bulk",
    "cancel",
    "capture",
    "change",
    "check",
    "clear",
    "clone",
    "close",
    "complete",
    "compute",
    "confirm",
    "connect",
    "convert",
    "copy",
    "count",
    "deactivate",
    "decline",
    "decrypt",
    "deploy",
    "detach",
    "disable",
    "disconnect",
    "dismiss",
    "download",
    "drain",
    "duplicate",
    "enable",
    "encrypt",
    "end",
    "evaluate",
    "exchange",
    "execute",
    "expire",
    "export",
    "fail",
    "finalize",
    "find",
    "finish",
    "flush",
    "follow",
    "fork",
    "generate",
    "import",
    "increment",
    "index",
    "install",
    "invalidate",
    "invite",
    "invoke",
    "join",
    "kill",
    "leave",
    "like",
    "link",
    "lock",
    "login",
    "logout",
    "lookup",
    "mark",
    "merge",
    "migrate",
    "move",
    "notify",
    "open",
    "patch",
    "pause",
    "pay",
    "ping",
    "poll",
    "post",
    "preview",
    "promote",
    "provision",
    "prune",
    "publish",
    "pull",
    "purge",
    "push",
    "query",
    "read",
    "rebuild",
    "recalculate",
    "recover",
    "refresh",
    "refund",
    "register",
    "reindex",
    "reject",
    "release",
    "remove",
    "rename",
    "render",
    "renew",
    "reopen",
    "replace",
    "replay",
    "request",
    "resend",
    "reset",
    "resize",
    "resolve",
    "restart",
    "restore",
    "resume",
    "retry",
    "revert",
    "revoke",
    "rollback",
    "rotate",
    "run",
    "save",
    "scan",
    "search",
    "send",
    "set",
    "share",
    "sign",
    "simulate",
    "start",
    "stop",
    "submit",
    "subscribe",
    "suspend",
    "swap",
    "sync",
    "tag",
    "test",
    "transfer",
    "trigger",
    "unarchive",
    "unassign",
    "unblock",
    "unfollow",
    "unlink",
    "unlock",
    "unpause",
    "unpublish",
    "unshare",
    "unsubscribe",
    "unsuspend",
    "update",
    "upgrade",
    "upload",
    "validate",
    "verify",
    "void",
    "wait",
];

/// Verbs that name no thing, so that they say what is done under any method: `GET /users/list`.
const PLAIN_VERBS: &[&str] =
    &["create", "delete", "find", "get", "list", "remove", "search", "update"];

/// Plurals that are one thing.
const ONE_THING: &[&str] =
    &["analytics", "details", "preferences", "settings", "statistics", "stats"];

/// What the operation could be called by its path, shortest first.
pub(super) fn names(api: &ir::Api, operation: &ir::Operation, own: &[String]) -> Vec<String> {
    let all: Vec<&str> = segments(&operation.path).collect();
    let resource = all.iter().rposition(|segment| is_of(segment, own));
    let tail = &all[resource.map_or(0, |at| at + 1)..];
    let fixed: Vec<Vec<String>> = tail
        .iter()
        .filter(|segment| !segment.contains('{') && !is_version(segment))
        .map(|segment| ident::words(segment))
        .filter(|words| !words.is_empty())
        .collect();
    let before: Vec<Vec<String>> = all[..resource.unwrap_or(0)]
        .iter()
        .filter(|segment| !segment.contains('{') && !is_version(segment))
        .map(|segment| ident::words(segment))
        .collect();

    let one = all.last().is_some_and(|last| last.contains('{'));
    let action = fixed.last().filter(|words| !one && is_action(operation, words, &all));
    if let Some(action) = action {
        // `/issuing/disputes/{id}/submit` in `issuing` submits a dispute; in `disputes` it needs no saying.
        let action = action.join("_");
        let object = |from: usize| {
            let mut words = fixed.get(from..fixed.len() - 1).unwrap_or_default().concat();
            singular_end(&mut words);
            joined(&action, &words)
        };
        let mut names = vec![object(fixed.len().saturating_sub(2)), object(0)];
        if action.contains('_') {
            names.insert(0, action.clone());
        }
        return names;
    }

    // `/assets` in `asset` is about several, and so is `/asset` in `assets`.
    let own_segment = resource.filter(|_| fixed.is_empty()).map(|at| ident::words(all[at]));
    let lasts =
        [fixed.last().map_or(own, Vec::as_slice), own_segment.as_deref().unwrap_or_default()];
    let several = lasts.iter().filter_map(|words| words.last()).any(|word| many(word));
    let verb = verb(api, operation, one, several && !all.is_empty());
    let name = |objects: &[Vec<String>]| {
        let mut words = objects.concat();
        if verb != "list" && (one || verb == "create") {
            singular_end(&mut words);
        }
        joined(&verb, &words)
    };
    let short = name(&fixed[fixed.len().saturating_sub(1)..]);
    let long = name(&fixed);
    let context: Vec<String> = before.concat();
    let longest =
        if context.is_empty() { long.clone() } else { format!("{long}_of_{}", context.join("_")) };
    vec![short, long, longest]
}

/// Whether a word stands for several things, which `settings` does not.
fn many(word: &str) -> bool {
    ident::plural(word) && !ONE_THING.contains(&word)
}

/// Whether a segment names the resource.
fn is_of(segment: &str, own: &[String]) -> bool {
    let words = ident::words(segment);
    !segment.contains('{') && !words.is_empty() && words.iter().all(|word| among(word, own))
}

/// Whether the last words of a path say what is done, and are no collection such as `test_clocks`. Below `actions` they always do.
fn is_action(operation: &ir::Operation, words: &[String], path: &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    if PLAIN_VERBS.contains(&first.as_str()) {
        return true;
    }
    let below = path.iter().rev().nth(1).is_some_and(|segment| same(segment, "action"));
    if below && operation.method == "POST" {
        return true;
    }
    let collection = rest.last().is_some_and(|last| ident::plural(last));
    let acts = ACTIONS.binary_search(&first.as_str()).is_ok() && !collection;
    acts && (operation.method == "POST" || !rest.is_empty())
}

fn verb(api: &ir::Api, operation: &ir::Operation, one: bool, several: bool) -> String {
    let verb = match operation.method.as_str() {
        "GET" | "QUERY" if one => "get",
        "GET" | "QUERY" => {
            if several || gives_array(api, operation) {
                "list"
            } else {
                "get"
            }
        }
        "POST" if one => "update",
        "POST" => "create",
        "PUT" => {
            let patched =
                api.operations.iter().any(|it| it.path == operation.path && it.method == "PATCH");
            if patched { "replace" } else { "update" }
        }
        "PATCH" => "update",
        "DELETE" => "delete",
        "HEAD" => "head",
        "OPTIONS" => "options",
        "TRACE" => "trace",
        other => return Some(ident::snake(other)).filter(|it| !it.is_empty()).unwrap_or_else(send),
    };
    verb.to_owned()
}

fn send() -> String {
    "send".to_owned()
}

/// Whether an operation reads what is known to hold several: an array, or what one of them is found below.
pub(super) fn is_collection(api: &ir::Api, operation: &ir::Operation) -> bool {
    let below = |path: &str| {
        path.strip_prefix(operation.path.as_str()).is_some_and(|rest| rest.starts_with("/{"))
    };
    operation.method == "GET"
        && !operation.path.ends_with('}')
        && (gives_array(api, operation) || api.operations.iter().any(|it| below(&it.path)))
}

fn gives_array(api: &ir::Api, operation: &ir::Operation) -> bool {
    operation.success.iter().any(|response| {
        match response.media.as_ref().map(|media| &media.form) {
            Some(ir::MediaForm::Json(ty)) => matches!(api.ty(ty.id).shape, ir::Shape::Array(_)),
            _ => false,
        }
    })
}

/// The last word for one thing.
pub(super) fn singular_end(words: &mut [String]) {
    if let Some(last) = words.last_mut() {
        *last = ident::singular(last);
    }
}

fn joined(verb: &str, objects: &[String]) -> String {
    if objects.is_empty() { verb.to_owned() } else { format!("{verb}_{}", objects.join("_")) }
}

/// Whether an id only repeats the method and the path (`post_files_id_copy`), variables by name, as `id`, or left out.
pub(super) fn mirrors(operation: &ir::Operation, id: &[String]) -> bool {
    let Some((first, rest)) = id.split_first() else { return false };
    let all: Vec<&str> = segments(&operation.path).collect();
    *first == operation.method.to_ascii_lowercase() && covers(&all, rest)
}

fn covers(path: &[&str], id: &[String]) -> bool {
    let Some((segment, path)) = path.split_first() else { return id.is_empty() };
    let words = ident::words(segment);
    if let Some(rest) = after(id, &words)
        && covers(path, rest)
    {
        return true;
    }
    let variable = segment.contains('{');
    let by_id = id.first().is_some_and(|word| variable && word == "id") && covers(path, &id[1..]);
    by_id || (variable || is_version(segment)) && covers(path, id)
}

/// What follows `words` at the beginning of `id`.
fn after<'a>(id: &'a [String], words: &[String]) -> Option<&'a [String]> {
    let begins =
        id.len() >= words.len() && id.iter().zip(words).all(|(one, other)| same(one, other));
    begins.then(|| &id[words.len()..])
}

/// The words of a whole path, variables included.
pub(super) fn words(path: &str) -> Vec<String> {
    ident::words(path)
}

#[cfg(test)]
mod tests {
    #[test]
    fn actions_are_sorted_for_the_search() {
        assert!(super::ACTIONS.is_sorted());
    }
}
