//! `cargo xtask explain SCHEMA`: what a schema became, and why; `cargo xtask explain CODE`: what a finding means.

use crate::args::Explain;
use crate::say::say;
use crate::{Outcome, job};
use codegen::diagnostic::Code;
use codegen::ir::{Api, Shape, Test, Type, TypeId, TypeRef};
use codegen::plan::Crate;
use std::collections::BTreeMap;

/// Runs the command.
pub(crate) fn run(options: &Explain) -> Outcome {
    if is_code(&options.schema) {
        return finding(&options.schema, options.source.json);
    }
    let job = match job::run(&options.source, None) {
        Ok(job) => job,
        Err(outcome) => return outcome,
    };
    let (Some(api), Some(krate)) = (&job.output.api, &job.output.krate) else {
        job::print_findings(&job.output, options.source.json, false);
        return Outcome::Unusable;
    };
    let explainer = Explainer::new(api, krate, &job.output.report.files);
    let found = explainer.find(&options.schema);
    if found.is_empty() {
        let names: Vec<&str> = explainer.names.values().map(String::as_str).collect();
        let near = codegen::nearest(&options.schema, names);
        let help = near.map(|name| format!("did you mean `{name}`?"));
        job::complain(
            options.source.json,
            &format!("no schema that an operation reaches is called `{}`", options.schema),
            help.as_deref(),
        );
        return Outcome::Usage;
    }
    for (index, id) in found.into_iter().enumerate() {
        if index > 0 {
            say("\n");
        }
        say(&explainer.explain(id));
    }
    Outcome::Fine
}

/// Whether this is meant as a code, such as `E0201`. A schema of such a name is still found by its address.
fn is_code(text: &str) -> bool {
    let number = text.strip_prefix(['E', 'W', 'N', 'e', 'w', 'n']).unwrap_or_default();
    (3..=5).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

fn finding(id: &str, json: bool) -> Outcome {
    let Some(code) = Code::find(id) else {
        let help = match Code::meant(id) {
            Some(code) => format!("did you mean `{}`?", code.id()),
            None => "codegen/docs/diagnostics.md has them all".to_owned(),
        };
        job::complain(json, &format!("no finding has the code `{id}`"), Some(&help));
        return Outcome::Usage;
    };
    say(&format!(
        "{}[{}]: {}\n  {}\n  example: {}\n  what to do: {}\n",
        code.severity().word(),
        code.id(),
        code.summary(),
        code.meaning(),
        code.example(),
        code.remedy()
    ));
    Outcome::Fine
}

struct Explainer<'a> {
    api: &'a Api,
    files: &'a [codegen::diagnostic::SourceFile],
    names: BTreeMap<TypeId, String>,
}

impl<'a> Explainer<'a> {
    fn new(api: &'a Api, krate: &Crate, files: &'a [codegen::diagnostic::SourceFile]) -> Self {
        let names = krate.types.iter().map(|ty| (ty.id, ty.rust.clone())).collect();
        Self { api, files, names }
    }

    /// Types by component name, JSON Pointer (with or without `#`) or Rust name.
    fn find(&self, wanted: &str) -> Vec<TypeId> {
        let pointer = wanted.strip_prefix('#').unwrap_or(wanted);
        let ids = (0..self.api.types.len() as u32).map(TypeId);
        ids.filter(|&id| {
            let ty = self.api.ty(id);
            let component =
                matches!(&ty.origin, codegen::ir::Origin::Component(name) if name == wanted);
            component
                || &*ty.place.pointer == pointer
                || self.names.get(&id).is_some_and(|name| name == wanted)
        })
        .collect()
    }

    fn explain(&self, id: TypeId) -> String {
        let ty = self.api.ty(id);
        let mut text = format!("{}: {}\n", self.name(id), what(ty));
        text += &format!("  in the description: {}\n", self.place(ty));
        if let Some(title) = &ty.title {
            text += &format!("  title: {title}\n");
        }
        for constraint in &ty.constraints {
            text += &format!("  constraint: {constraint}\n");
        }
        text += &format!(
            "  sent: {}, received: {}\n",
            yes(ty.direction.sent),
            yes(ty.direction.received)
        );
        match &ty.shape {
            Shape::Object(object) => {
                for member in &object.members {
                    let presence = if member.required { "required" } else { "optional" };
                    let ty = match &member.constant {
                        Some(constant) => format!("always {constant}"),
                        None => self.reference(member.ty),
                    };
                    text += &format!("  {}: {ty}, {presence}\n", member.name);
                }
                if let Some(additional) = object.additional {
                    text += &format!("  any other member: {}\n", self.reference(additional));
                }
            }
            Shape::Enum(enm) => {
                for value in &enm.values {
                    text += &format!("  {}\n", value.json);
                }
            }
            Shape::Union(union) => {
                if !union.tags.is_empty() {
                    text +=
                        &format!("  told apart by the constants of: {}\n", union.tags.join(", "));
                }
                for branch in &union.branches {
                    text += &format!(
                        "  {}: when {}\n",
                        self.reference(branch.ty),
                        test(&branch.test, &union.tags)
                    );
                }
                text += "  anything else, and a tie: kept unchanged in the last variant\n";
            }
            Shape::Map(map) => {
                text += &format!("  of: {}\n", self.reference(map.value));
                if let Some(key) = map.key {
                    text += &format!("  names of members: {}\n", self.reference(key));
                }
            }
            Shape::Array(value) | Shape::Alias(value) => {
                text += &format!("  of: {}\n", self.reference(*value));
            }
            Shape::Tuple(tuple) => {
                for element in &tuple.elements {
                    text += &format!("  {}\n", self.reference(*element));
                }
                text += &format!("  then: {}\n", self.reference(tuple.rest));
            }
            Shape::Any { .. } | Shape::Null | Shape::Scalar(_) => {}
        }
        text
    }

    fn place(&self, ty: &Type) -> String {
        let file = self.files.get(ty.place.file as usize).map_or("", |file| file.path.as_str());
        format!("{file}:{}:{} #{}", ty.place.at.line, ty.place.at.column, ty.place.pointer)
    }

    fn name(&self, id: TypeId) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| what(self.api.ty(id)))
    }

    fn reference(&self, reference: TypeRef) -> String {
        let name = self.name(reference.id);
        if reference.nullable { format!("{name} or null") } else { name }
    }
}

fn yes(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

fn what(ty: &Type) -> String {
    match &ty.shape {
        Shape::Any { declared: true } => {
            "any JSON value, as the description gives no type".to_owned()
        }
        Shape::Any { declared: false } => {
            "any JSON value, as its type could not be expressed".to_owned()
        }
        Shape::Null => "null".to_owned(),
        Shape::Scalar(scalar) => format!("{scalar:?}"),
        Shape::Enum(enm) => format!("one of {} constants", enm.values.len()),
        Shape::Object(object) => format!("an object of {} named members", object.members.len()),
        Shape::Map(_) => "an object whose members all have one type".to_owned(),
        Shape::Array(_) => "an array".to_owned(),
        Shape::Tuple(tuple) => format!("an array of {} places", tuple.elements.len()),
        Shape::Union(union) => format!("one of {} branches", union.branches.len()),
        Shape::Alias(_) => "another type under a name of its own".to_owned(),
    }
}

fn test(test: &Test, tags: &[String]) -> String {
    use codegen::ir::TagTest;
    match test {
        Test::Object { tags: tests, required, hints } => {
            let mut parts = Vec::new();
            for (tag, test) in tags.iter().zip(tests) {
                match test {
                    TagTest::Is(values) => {
                        parts.push(format!("`{tag}` is {}", values.join(" or ")))
                    }
                    TagTest::MaybeIs(values) => {
                        parts.push(format!("`{tag}` is absent or {}", values.join(" or ")))
                    }
                    TagTest::Free => {}
                    TagTest::Absent => parts.push(format!("`{tag}` is absent")),
                }
            }
            parts.extend(required.iter().map(|name| format!("`{name}` is present")));
            if !hints.is_empty() {
                parts.push(format!("the more so with `{}`", hints.join("`, `")));
            }
            if parts.is_empty() {
                "it is an object".to_owned()
            } else {
                format!("it is an object, {}", parts.join(", "))
            }
        }
        Test::Array(kinds) if kinds.is_empty() => "it is an array".to_owned(),
        Test::Array(kinds) => format!("it is an array of {kinds:?}"),
        Test::String { values, format: _ } if !values.is_empty() => {
            format!("it is {}", values.join(" or "))
        }
        Test::String { format: Some(format), .. } => format!("it is a text of the form {format:?}"),
        Test::String { .. } => "it is a text".to_owned(),
        Test::Integer => "it is a whole number".to_owned(),
        Test::Number => "it is a number".to_owned(),
        Test::Bool => "it is a boolean".to_owned(),
        Test::Values(values) => format!("it is {}", values.join(" or ")),
        Test::Anything => "no other branch is".to_owned(),
    }
}
