//! Plans one operation: the method that begins a call, the request that it gives, and their documentation.

use super::call_example;
use super::docs;
use super::failures;
use super::ident;
use super::inputs::{self, Inputs};
use super::layout::Context;
use super::pages;
use super::replies::{self, Output};
use super::{Argument, Docs, Input, Method, Replies, Request, RustIdent, RustType};
use crate::ir;

/// An operation, planned. Names of types (the request's and the enum's of replies) are set by the file that holds them.
pub(crate) struct Planned {
    /// The method.
    pub(crate) method: Method,
    /// Methods for further forms of the body: what their names can end in.
    pub(crate) bodies: Vec<(Vec<String>, Method)>,
    /// The request.
    pub(crate) request: Request,
    /// The enum of success replies, when there is one.
    pub(crate) replies: Option<Replies>,
}

/// Plans the operation at `index`.
pub(crate) fn request(context: &Context<'_>, index: usize) -> Planned {
    let operation = &context.api.operations[index];
    let name = &context.methods[index];
    let setting = super::resource::setting(operation, context.settings);
    let inputs = inputs::inputs(
        context.names,
        operation,
        setting,
        context.names.kept().calls.get(&index).map(|(_, call)| *call),
    );
    let Output { ty, member, accept, replies } = replies::output(context.names, operation);
    let docs = method_docs(context, operation, &inputs);
    let Inputs { required, optional, bodies, lengths } = inputs;
    let others = replies::others(context.names, operation, &ty, &optional);

    let unnamed = RustIdent(String::new());
    let constant = ident::constant(name);
    let mut method = Method {
        docs,
        ident: ident::method(name),
        request: unnamed.clone(),
        constant: constant.clone(),
        inputs: required,
        former: Vec::new(),
        deprecated: operation.deprecated,
    };
    let node = context.tree.of[index];
    method.docs.append(call_example::docs(context, node, &method, &ty));
    method.docs.append(failures::section(context, operation));
    let resource = &context.tree.nodes[node].path;
    let request = Request {
        docs: Docs::default(),
        ident: unnamed,
        constant,
        name: format!("{}.{name}", resource.join(".")),
        method: operation.method.clone(),
        path: operation.path.clone(),
        lengths,
        security: (operation.security != context.api.security).then(|| operation.security.clone()),
        server: operation.server.as_ref().map(super::client::address),
        accept,
        setters: optional,
        others,
        output: ty,
        member,
        pages: pages::pages(context.names, operation),
        example: context.examples.get(index).cloned().flatten(),
    };
    let bodies =
        bodies.into_iter().map(|(endings, input)| (endings, with_body(&method, input))).collect();
    Planned { method, bodies, request, replies }
}

/// The method with another form of the body, which is the last argument.
fn with_body(method: &Method, body: Input) -> Method {
    let name = method.ident.as_str().trim_start_matches("r#");
    let mut docs = Docs::from_line(format!("As [`{name}`](Self::{name}), with another body."));
    docs.append(arguments(std::slice::from_ref(&body)));
    let (_, others) = method.inputs.split_last().expect("an operation with bodies has an input");
    let inputs = others.iter().cloned().chain([body]).collect();
    Method { docs, inputs, ..method.clone() }
}

/// Every input, those of the methods for further forms of the body included.
pub(crate) fn inputs(planned: &Planned) -> impl Iterator<Item = &Input> {
    let bodies = planned.bodies.iter().filter_map(|(_, method)| method.inputs.last());
    planned.method.inputs.iter().chain(&planned.request.setters).chain(bodies)
}

/// Names the request and the enum of replies, once the other names of the file are known.
pub(crate) fn name_types(
    planned: &mut Planned,
    resource: &RustIdent,
    request: RustIdent,
    replies: impl FnOnce() -> RustIdent,
) {
    // In a link `#` begins a fragment: a raw identifier is named without its `r#`.
    let method = planned.method.ident.as_str().trim_start_matches("r#");
    let link = format!("[`{}::{method}`]", resource.as_str());
    planned.request.docs = Docs::from_line(format!("The request of {link}."));
    planned.method.request = request.clone();
    planned.request.ident = request;
    if let Some(enm) = &mut planned.replies {
        enm.ident = replies();
        enm.docs = Docs::from_line(format!("What {link} gives, by status."));
        planned.request.output = RustType::Named(enm.ident.clone());
    }
}

/// Every type that the signatures and the output name.
pub(crate) fn types(planned: &Planned) -> Vec<&RustType> {
    let mut types: Vec<&RustType> = inputs(planned).filter_map(argument_type).collect();
    types.extend(planned.request.pages.iter().map(|pages| &pages.item));
    match &planned.replies {
        Some(replies) => types.extend(replies.variants.iter().map(|reply| &reply.output)),
        None => types.push(&planned.request.output),
    }
    types.extend(planned.request.others.iter().map(|form| &form.output));
    types
}

fn argument_type(input: &Input) -> Option<&RustType> {
    match &input.argument {
        Argument::Into(ty) | Argument::Plain(ty) | Argument::Ref(ty) | Argument::Each(ty) => {
            Some(ty)
        }
        Argument::Flags(_) => None,
    }
}

/// Summary, description, arguments, method and path, and notes.
fn method_docs(context: &Context<'_>, operation: &ir::Operation, inputs: &Inputs) -> Docs {
    let summary =
        operation.summary.as_deref().map(|text| sentence(docs::line(text))).unwrap_or_default();
    let description = operation.description.as_deref().map(docs::clean).unwrap_or_default();
    let repeated = description.0.len() <= 1
        && description
            .0
            .first()
            .is_none_or(|line| line.trim_end_matches('.') == summary.trim_end_matches('.'));
    let mut all = Docs::default();
    if !summary.is_empty() {
        all.push_paragraph(summary);
    }
    if !repeated || all.is_empty() {
        all.append(description);
    }
    let id = operation
        .id
        .as_deref()
        .map(|id| format!(" (operation {})", docs::code(id)))
        .unwrap_or_default();
    let line = format!("{}{id}.", docs::code(&format!("{} {}", operation.method, operation.path)));
    all.push_paragraph(line);
    all.append(arguments(&inputs.required));
    if let Some(sentence) = pages::sentence(operation) {
        all.append(docs::clean(&sentence));
    }
    for note in &operation.notes {
        all.append(docs::clean(note));
    }
    if operation.security != context.api.security {
        all.push_paragraph(super::client::security_sentence(&operation.security));
    }
    all.append(headers(operation));
    all
}

/// A text that ends like a sentence.
pub(super) fn sentence(line: String) -> String {
    let ended = line.is_empty() || line.ends_with(['.', '!', '?', ':', '`', ')']);
    if ended { line } else { format!("{line}.") }
}

/// A list of the arguments, the paragraphs of each indented below its name.
fn arguments(inputs: &[Input]) -> Docs {
    let mut all = Docs::default();
    for input in inputs.iter().filter(|input| !input.docs.is_empty()) {
        let name = input.ident.as_str().trim_start_matches("r#");
        let block = |line: &String| {
            line.starts_with(['`', '-', '|', '#', '>', '*', '1']) && !line.starts_with("`")
        };
        let fenced =
            input.docs.0.first().is_some_and(|line| line.starts_with("```") || block(line));
        let mut lines = input.docs.0.iter();
        match lines.next().filter(|_| !fenced) {
            Some(first) => all.push_line(format!("- `{name}`: {first}")),
            None => {
                all.push_line(format!("- `{name}`:"));
                lines = input.docs.0.iter();
                all.push_line("");
            }
        }
        for line in lines {
            all.push_line(if line.is_empty() { String::new() } else { format!("  {line}") });
        }
    }
    all
}

fn headers(operation: &ir::Operation) -> Docs {
    let mut all = Docs::default();
    let mut seen: Vec<&str> = Vec::new();
    for (name, description) in operation.success.iter().flat_map(|response| &response.headers) {
        if seen.contains(&name.as_str()) {
            continue;
        }
        seen.push(name);
        let says = description.as_deref().map(docs::line).filter(|line| !line.is_empty());
        all.push_line(format!(
            "- {}{}",
            docs::code(name),
            says.map(|line| format!(": {line}")).unwrap_or_default()
        ));
    }
    if !all.is_empty() {
        let mut headed = Docs::from_line("Headers of the response (`with_response()`):");
        headed.push_line("");
        headed.0.extend(all.0);
        return headed;
    }
    all
}
