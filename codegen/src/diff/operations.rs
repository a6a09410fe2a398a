//! Compares operations: those that the lock takes for one, however they are called.

use super::types::phrases;
use super::{Change, Kind, Side, bodies, credentials, signature};
use crate::ir::{Operation, Parameter};
use crate::plan::kept::reached::parameter_key;
use crate::plan::kept::without_variables;
use crate::plan::{Input, PlannedCall, Reply, Sink};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// `workers.scripts.list`
pub(super) fn call_name(call: &PlannedCall) -> String {
    format!("{}.{}", call.resource.join("."), call.method.ident.as_str().trim_start_matches("r#"))
}

/// Everything that changed about operations and about the API as a whole.
pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, changes: &mut Vec<Change>) {
    let pairs = pairs(old, new);
    let matched: BTreeSet<usize> = pairs.iter().map(|(_, after)| *after).collect();
    let kept: BTreeSet<usize> = pairs.iter().map(|(before, _)| *before).collect();
    for (index, call) in old.krate.calls.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
        let operation = &old.api.operations[old.krate.calls[index].operation];
        changes.push(Change {
            before: Some(signature::call(call)),
            old_place: Some(old.place(&operation.place)),
            new_place: None,
            member: format!("{} {}", operation.method, operation.path),
            ..blank(Kind::OperationRemoved, call)
        });
    }
    for (index, call) in new.krate.calls.iter().enumerate().filter(|(at, _)| !matched.contains(at))
    {
        let operation = &new.api.operations[new.krate.calls[index].operation];
        changes.push(Change {
            after: Some(signature::call(call)),
            old_place: None,
            new_place: Some(new.place(&operation.place)),
            member: format!("{} {}", operation.method, operation.path),
            ..blank(Kind::OperationAdded, call)
        });
    }
    for (before, after) in pairs {
        Pair::new(old, new, before, after).compare(changes);
    }
    credentials::compare(old, new, changes);
}

/// Which calls are one, the closest first: several operations may differ only in the names of their paths' variables, or in what
/// follows a `#` in them, which is no part of a path.
fn pairs(old: &Side<'_>, new: &Side<'_>) -> Vec<(usize, usize)> {
    type Key = fn(&Operation) -> Option<String>;
    let keys: [Key; 5] = [
        |it| Some(format!("{} {} {}", it.method, it.path, it.id.as_ref()?)),
        |it| Some(format!("{} {}", it.method, it.path)),
        |it| Some(format!("{} {} {}", it.method, without_variables(&it.path), it.id.as_ref()?)),
        |it| Some(format!("{} {}", it.method, without_variables(&it.path))),
        |it| it.id.clone(),
    ];
    let mut before: BTreeSet<usize> = (0..old.krate.calls.len()).collect();
    let mut after: BTreeSet<usize> = (0..new.krate.calls.len()).collect();
    let mut pairs = Vec::new();
    for key in keys {
        let of =
            |side: &Side<'_>, at: usize| key(&side.api.operations[side.krate.calls[at].operation]);
        let mut by_key: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for &at in &before {
            if let Some(key) = of(old, at) {
                by_key.entry(key).or_default().push_back(at);
            }
        }
        for at in after.clone() {
            let found = of(new, at).and_then(|key| by_key.get_mut(&key)?.pop_front());
            if let Some(found) = found {
                before.remove(&found);
                after.remove(&at);
                pairs.push((found, at));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

fn blank(kind: Kind, call: &PlannedCall) -> Change {
    let method = call.method.ident.as_str();
    Change {
        kind,
        subject: call_name(call),
        of_operation: true,
        member: String::new(),
        item: format!("{}.{method}", call.handle),
        before: None,
        after: None,
        old_place: None,
        new_place: None,
        operations: vec![call_name(call)],
        in_rust: true,
    }
}

/// One operation in both revisions.
pub(super) struct Pair<'a> {
    pub(super) old: &'a Side<'a>,
    new: &'a Side<'a>,
    pub(super) was: &'a PlannedCall,
    pub(super) is: &'a PlannedCall,
    pub(super) one: &'a Operation,
    pub(super) other: &'a Operation,
}

impl<'a> Pair<'a> {
    fn new(old: &'a Side<'a>, new: &'a Side<'a>, before: usize, after: usize) -> Self {
        let (was, is) = (&old.krate.calls[before], &new.krate.calls[after]);
        let (one, other) = (&old.api.operations[was.operation], &new.api.operations[is.operation]);
        Self { old, new, was, is, one, other }
    }

    pub(super) fn change(&self, kind: Kind, before: &str, after: &str) -> Change {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Change {
            before: text(before),
            after: text(after),
            old_place: Some(self.old.place(&self.one.place)),
            new_place: Some(self.new.place(&self.other.place)),
            ..blank(kind, self.is)
        }
    }

    fn compare(&self, changes: &mut Vec<Change>) {
        let (was, is) = (signature::call(self.was), signature::call(self.is));
        let line = |it: &Operation| format!("{} {}", it.method, it.path);
        let (from, to) = (line(self.one), line(self.other));
        if self.one.method != self.other.method
            || without_variables(&self.one.path) != without_variables(&self.other.path)
        {
            changes.push(self.change(Kind::OperationMoved, &from, &to));
        } else if from != to {
            changes.push(self.change(Kind::PathVariableRenamed, &from, &to));
        }
        let (old_name, new_name) = (call_name(self.was), call_name(self.is));
        if old_name != new_name {
            let method = &self.was.method.ident;
            let kept =
                self.was.resource == self.is.resource && self.is.method.former.contains(method);
            let kind = if kept { Kind::CallRenamedKept } else { Kind::CallRenamed };
            changes.push(self.change(kind, &was, &is));
        }
        match (self.one.deprecated, self.other.deprecated) {
            (false, true) => changes.push(self.change(Kind::OperationDeprecated, "", &is)),
            (true, false) => changes.push(self.change(Kind::OperationRestored, "", &is)),
            _ => {}
        }
        self.inputs(changes);
        bodies::compare(self, changes);
        self.output(changes);
        self.failures(changes);
        let security = |security: &[Vec<String>]| {
            let all: Vec<String> = security.iter().map(|it| it.join(" with ")).collect();
            if all.is_empty() { "nothing".to_owned() } else { all.join(", or ") }
        };
        let (before, after) = (security(&self.one.security), security(&self.other.security));
        if before != after {
            changes.push(self.change(Kind::SecurityChanged, &before, &after));
        }
        let server = |call: &PlannedCall, side: &Side<'_>| {
            let own = call.request.server.clone();
            own.or_else(|| side.api.servers.first().map(|it| it.url.clone())).unwrap_or_default()
        };
        let (before, after) = (server(self.was, self.old), server(self.is, self.new));
        if before != after {
            changes.push(self.change(Kind::ServerChanged, &before, &after));
        }
    }

    fn inputs(&self, changes: &mut Vec<Change>) {
        let before = inputs(self.one, self.was);
        let after = inputs(self.other, self.is);
        let text = |input: &Taken<'_>| match input.argument {
            true => signature::input(input.input),
            false => signature::setter(input.input),
        };
        for (key, was) in &before {
            let Some(is) = after.get(key) else {
                let kind = if was.argument { Kind::ArgumentRemoved } else { Kind::SetterRemoved };
                let change = self.change(kind, &text(was), "");
                changes.push(self.placed(change, key, Some(was), None));
                continue;
            };
            let mut push = |kind: Kind, before: &str, after: &str| {
                let change = self.change(kind, before, after);
                changes.push(self.placed(change, key, Some(was), Some(is)));
            };
            match (was.argument, is.argument) {
                (true, false) => push(Kind::ArgumentToSetter, &text(was), &text(is)),
                (false, true) => push(Kind::SetterToArgument, &text(was), &text(is)),
                (false, false) if was.input.ident != is.input.ident => {
                    push(Kind::SetterRenamed, &text(was), &text(is));
                }
                _ => {}
            }
            if self.old.today(&signature::input_type(was.input)) != signature::input_type(is.input)
            {
                push(Kind::InputTypeChanged, &text(was), &text(is));
            }
            if let (Some(one), Some(other)) = (was.parameter, is.parameter) {
                let limits = |it: &Parameter| phrases(&it.constraints);
                if limits(one) != limits(other) || one.length != other.length {
                    push(Kind::InputConstrained, &limits(one), &limits(other));
                }
                let style = |it: &Parameter| format!("{:?}, explode: {}", it.style, it.explode);
                if style(one) != style(other) {
                    push(Kind::InputStyleChanged, &style(one), &style(other));
                }
            }
        }
        for (key, is) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
            let kind = if is.argument { Kind::ArgumentAdded } else { Kind::SetterAdded };
            let change = self.change(kind, "", &text(is));
            changes.push(self.placed(change, key, None, Some(is)));
        }
    }

    fn placed(
        &self,
        change: Change,
        key: &str,
        was: Option<&Taken<'_>>,
        is: Option<&Taken<'_>>,
    ) -> Change {
        let old = was.and_then(|it| it.parameter).map(|it| self.old.place(&it.place));
        let new = is.and_then(|it| it.parameter).map(|it| self.new.place(&it.place));
        Change {
            member: key.to_owned(),
            old_place: old.or(change.old_place),
            new_place: new.or(change.new_place),
            ..change
        }
    }

    fn output(&self, changes: &mut Vec<Change>) {
        let (before, after) = (&self.was.request, &self.is.request);
        let (was, is) = (before.output.to_string(), after.output.to_string());
        if self.old.today(&was) != is {
            changes.push(self.change(Kind::OutputChanged, &was, &is));
        }
        let variants = |call: &PlannedCall| -> BTreeMap<String, String> {
            let replies = call.replies.iter().flat_map(|replies| &replies.variants);
            replies
                .map(|Reply { ident, status, held, .. }| {
                    (status.clone(), format!("{}({held})", ident.as_str()))
                })
                .collect()
        };
        let (old, new) = (variants(self.was), variants(self.is));
        for (status, was) in old.iter().filter(|_| !new.is_empty()) {
            let kind = match new.get(status) {
                Some(is) if *is == self.old.today(was) => continue,
                Some(_) => Kind::VariantTypeChanged,
                None => Kind::VariantRemoved,
            };
            let is = new.get(status).map_or("", String::as_str);
            changes.push(Change { member: status.clone(), ..self.change(kind, was, is) });
        }
        for (status, is) in new.iter().filter(|(it, _)| !old.is_empty() && !old.contains_key(*it)) {
            changes
                .push(Change { member: status.clone(), ..self.change(Kind::ReplyAdded, "", is) });
        }
        let old: BTreeMap<_, _> = signature::other_forms(before).into_iter().collect();
        let new: BTreeMap<_, _> = signature::other_forms(after).into_iter().collect();
        for (form, was) in
            old.iter().filter(|(form, was)| new.get(*form) != Some(&self.old.today(was)))
        {
            let is = new.get(form).map_or("", String::as_str);
            let change = self.change(Kind::OutputFormRemoved, was, is);
            changes.push(Change { member: form.clone(), ..change });
        }
        for (form, is) in new.iter().filter(|(form, _)| !old.contains_key(*form)) {
            let change = self.change(Kind::OutputFormAdded, "", is);
            changes.push(Change { member: form.clone(), ..change });
        }
        match (&before.pages, &after.pages) {
            (None, Some(_)) => {
                changes.push(self.change(Kind::PagesAdded, "", ".items(), .pages()"))
            }
            (Some(_), None) => {
                changes.push(self.change(Kind::PagesRemoved, ".items(), .pages()", ""));
            }
            _ => {}
        }
    }

    fn failures(&self, changes: &mut Vec<Change>) {
        let failures = |side: &Side<'_>, operation: &Operation| -> BTreeMap<String, String> {
            let failures = operation.failures.iter().map(|response| {
                let ty = response.media.as_ref().and_then(|media| media.form.ty());
                (response.status.clone(), ty.map_or("no type".to_owned(), |ty| side.written(ty)))
            });
            failures.collect()
        };
        let (before, after) = (failures(self.old, self.one), failures(self.new, self.other));
        let statuses: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for status in statuses {
            let (was, is) = (before.get(status), after.get(status));
            let kind = match (was, is) {
                (Some(was), Some(is)) if self.old.today(was) == *is => continue,
                (Some(_), Some(_)) => Kind::FailureChanged,
                (None, _) => Kind::ReplyAdded,
                (Some(_), None) => Kind::ReplyRemoved,
            };
            let text = |text: Option<&String>| text.cloned().unwrap_or_default();
            let change = self.change(kind, &text(was), &text(is));
            // Failures are told apart when they are read, not by the compiler.
            changes.push(Change { member: status.clone(), in_rust: false, ..change });
        }
    }
}

/// An input: whether it is an argument, and its parameter.
struct Taken<'a> {
    input: &'a Input,
    argument: bool,
    parameter: Option<&'a Parameter>,
}

/// The inputs of a call by key. A variable of the path goes by its position: its name is no part of what is sent.
fn inputs<'a>(operation: &'a Operation, call: &'a PlannedCall) -> BTreeMap<String, Taken<'a>> {
    let arguments = call.method.inputs.iter().map(|input| (input, true));
    let setters = call.request.setters.iter().map(|input| (input, false));
    let taken = arguments.chain(setters).map(|(input, argument)| {
        let parameter = match &input.sink {
            Sink::Parameter { name, location, .. } => {
                operation.parameters.iter().find(|it| it.name == *name && it.location == *location)
            }
            _ => None,
        };
        let key = match parameter {
            Some(it) if it.location == crate::ir::Location::Path => {
                let path = operation.path.find(&format!("{{{}}}", it.name));
                let before = path.map_or("", |at| &operation.path[..at]);
                format!("path:{}", before.matches('{').count())
            }
            Some(it) => parameter_key(it),
            None => crate::plan::in_use::BODY.to_owned(),
        };
        (key, Taken { input, argument, parameter })
    });
    // Of several forms of a body the preferred one comes first; the others are compared by themselves.
    let mut all = BTreeMap::new();
    taken.for_each(|(key, input)| {
        all.entry(key).or_insert(input);
    });
    all
}
