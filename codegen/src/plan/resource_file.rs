//! Plans the file of one resource: its handle, its requests, and what they import.

use super::docs;
use super::ident;
use super::layout::{Context, Seat, import};
use super::request::{self, Planned};
use super::scope::Scope;
use super::{
    Accessor, Argument, Docs, File, Former, Input, Item, Module, Resource, RustIdent, RustType, Use,
};
use crate::lock::LockedCall;
use std::collections::BTreeSet;

/// Types of the runtime that are found in its JSON part.
const JSON_TYPES: &[&str] = &["Date", "DateTime", "Integer", "Members", "Number", "Value"];

/// The file of a resource, with its operations planned.
pub(crate) struct ResourceFile {
    /// The file.
    pub(crate) file: File,
    /// For each of its operations: the index and the plan.
    pub(crate) operations: Vec<(usize, Planned)>,
}

/// Plans the file of the resource `node`.
pub(crate) fn file(context: &Context<'_>, node: usize) -> ResourceFile {
    let seat = &context.seats[node];
    let mut operations: Vec<(usize, Planned)> = context.tree.nodes[node]
        .operations
        .iter()
        .map(|&index| (index, request::request(context, index)))
        .collect();
    let mut imports = Imports::default();
    operations
        .iter()
        .flat_map(|(_, planned)| request::types(planned))
        .for_each(|ty| imports.ty(ty));
    name_types(context, seat, node, &mut operations, &imports);
    name_bodies(context, node, &mut operations);
    operations.iter().for_each(|(_, planned)| imports.planned(planned));
    let former = former(context, &mut operations);

    let children: Vec<usize> = context.tree.nodes[node].children.clone();
    let mut items = vec![Item::Resource(resource(context, node, &operations))];
    for (_, planned) in &operations {
        items.push(Item::Request(planned.request.clone()));
        items.extend(planned.replies.clone().map(Item::Replies));
    }
    items.extend(former);
    let mut uses = imports.uses();
    uses.extend(children.iter().map(|&child| handle_use(&context.seats[child], None)));
    let modules = children.iter().map(|&child| module(&context.seats[child], None)).collect();
    let docs = Docs::from_line(format!("{}: `{}`.", title(context, node), seat.call()));
    let file = File { path: seat.path(), docs, attributes: Vec::new(), uses, modules, items };
    ResourceFile { file, operations }
}

/// `pub use self::scripts::Scripts;`
pub(crate) fn handle_use(seat: &Seat, feature: Option<String>) -> Use {
    let path = format!("self::{}", seat.module().as_str());
    Use {
        public: true,
        features: feature.into_iter().collect(),
        ..import(&path, [seat.ident.as_str().to_owned()])
    }
}

/// `pub mod scripts;`
pub(crate) fn module(seat: &Seat, feature: Option<String>) -> Module {
    Module {
        ident: seat.module(),
        docs: Docs::default(),
        public: true,
        features: feature.into_iter().collect(),
        skip_format: false,
    }
}

/// The method that gives a resource.
pub(crate) fn accessor(context: &Context<'_>, node: usize, feature: Option<String>) -> Accessor {
    let seat = &context.seats[node];
    let says = context.tree.nodes[node]
        .description
        .as_deref()
        .map(docs::line)
        .filter(|line| !line.is_empty());
    let mut docs = Docs::from_line(says.unwrap_or_else(|| format!("{}.", title(context, node))));
    if let Some(feature) = &feature {
        docs.push_paragraph(format!("Needs the feature `{feature}`."));
    }
    Accessor { docs, ident: seat.accessor(), resource: seat.ident.clone(), feature }
}

/// `Workers scripts`, for want of a description.
pub(crate) fn title(context: &Context<'_>, node: usize) -> String {
    let words = context.tree.nodes[node].path.join("_").replace('_', " ");
    let mut chars = words.chars();
    let first = chars.next().map(|char| char.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn resource(context: &Context<'_>, node: usize, operations: &[(usize, Planned)]) -> Resource {
    let seat = &context.seats[node];
    let says = context.tree.nodes[node]
        .description
        .as_deref()
        .map(docs::clean)
        .filter(|docs| !docs.is_empty());
    let mut docs = says.unwrap_or_else(|| Docs::from_line(format!("{}.", title(context, node))));
    let needs = context.feature(node).map(|feature| format!(" Needs the feature `{feature}`."));
    docs.push_paragraph(format!("Had from `{}`.{}", seat.call(), needs.unwrap_or_default()));
    let children = context.tree.nodes[node]
        .children
        .iter()
        .map(|&child| accessor(context, child, None))
        .collect();
    let methods = operations.iter().flat_map(|(_, planned)| {
        let further = planned.bodies.iter().map(|(_, method)| method.clone());
        [planned.method.clone()].into_iter().chain(further)
    });
    let methods = methods.collect();
    Resource { docs, ident: seat.ident.clone(), children, methods }
}

/// Names requests (`List`) and enums of replies (`ListReply`) so that they clash with nothing that the file imports.
fn name_types(
    context: &Context<'_>,
    seat: &Seat,
    node: usize,
    operations: &mut [(usize, Planned)],
    imports: &Imports,
) {
    let mut scope = Scope::holding(&[seat.ident.as_str()]);
    imports.types.iter().for_each(|name| scope.reserve(name));
    for &child in &context.tree.nodes[node].children {
        scope.reserve(context.seats[child].ident.as_str());
    }
    let keeps = |index: usize| kept_call(context, node, index);
    let (kept, new): (Vec<_>, Vec<_>) =
        operations.iter_mut().partition(|(index, _)| keeps(*index).is_some());
    for (index, planned) in kept.into_iter().chain(new) {
        let before = keeps(*index);
        let known = |name: &str| ident::given(name).filter(|_| !ident::is_reserved_type(name));
        let name = &context.methods[*index];
        let plain = ident::camel(name);
        let short =
            (!plain.is_empty() && !ident::is_reserved_type(&plain)).then(|| ident::ty(name));
        let own = format!("{}_{name}_request", context.tree.nodes[node].path.join("_"));
        let kept = before.and_then(|call| known(&call.request));
        let candidates = kept
            .into_iter()
            .chain(short)
            .chain([ident::ty(&format!("{name}_request")), ident::ty(&own)]);
        let request = scope.take(candidates);
        let reply = format!("{name}_reply");
        let longer = format!("{}_{reply}", context.tree.nodes[node].path.join("_"));
        request::name_types(planned, &seat.ident, request, || {
            let kept = before.and_then(|call| known(call.reply.as_deref()?));
            scope.take(kept.into_iter().chain([ident::ty(&reply), ident::ty(&longer)]))
        });
    }
}

/// What an operation was called before, when it still has its name.
fn kept_call<'a>(context: &Context<'a>, node: usize, index: usize) -> Option<&'a LockedCall> {
    let kept = context.names.kept();
    let (resource, method) = kept.call(index)?;
    let same = resource == context.tree.nodes[node].path && method == context.methods[index];
    kept.calls.get(&index).map(|(_, call)| *call).filter(|_| same)
}

/// Gives methods their names of before, and their requests too.
fn former(context: &Context<'_>, operations: &mut [(usize, Planned)]) -> Vec<Item> {
    let mut taken: BTreeSet<String> =
        operations.iter().map(|(_, it)| it.request.ident.as_str().to_owned()).collect();
    let mut items = Vec::new();
    for (index, planned) in operations {
        for (method, request) in context.former.get(index).into_iter().flatten() {
            planned.method.former.extend(ident::given(method));
            let Some(ident) = ident::given(request) else { continue };
            if taken.insert(request.clone()) {
                let target = planned.request.ident.clone();
                items.push(Item::Former(Former { ident, target, constructor: None }));
            }
        }
    }
    items
}

/// Names the methods for further forms of a body, once all other methods have their names.
fn name_bodies(context: &Context<'_>, node: usize, operations: &mut [(usize, Planned)]) {
    let mut scope = Scope::holding(super::methods::TAKEN);
    for &child in &context.tree.nodes[node].children {
        scope.reserve(context.seats[child].accessor().as_str());
    }
    operations.iter().for_each(|(_, planned)| scope.reserve(planned.method.ident.as_str()));
    for (index, planned) in operations {
        let name = &context.methods[*index];
        let request = planned.method.request.clone();
        for (endings, method) in &mut planned.bodies {
            let candidates = endings.iter().map(|end| ident::method(&format!("{name}_as_{end}")));
            method.ident = scope.take(candidates);
            method.request = request.clone();
        }
    }
}

/// What a file of requests names.
#[derive(Default)]
struct Imports {
    types: BTreeSet<String>,
    runtime: BTreeSet<String>,
    json: BTreeSet<String>,
    map: bool,
}

impl Imports {
    fn ty(&mut self, ty: &RustType) {
        match ty {
            RustType::Unit | RustType::Primitive(_) | RustType::String => {}
            RustType::Runtime(name) => self.runtime(name),
            RustType::Named(ident) => {
                self.types.insert(ident.as_str().to_owned());
            }
            RustType::Map(inner) => {
                self.map = true;
                self.ty(inner);
            }
            RustType::KeyedMap(key, inner) => {
                self.map = true;
                self.types.insert(key.as_str().to_owned());
                self.ty(inner);
            }
            RustType::Option(inner) | RustType::Vec(inner) | RustType::Box(inner) => self.ty(inner),
            RustType::Generic(name, inner) => {
                self.runtime(name);
                self.ty(inner);
            }
        }
    }

    fn runtime(&mut self, name: &str) {
        let set = if JSON_TYPES.contains(&name) { &mut self.json } else { &mut self.runtime };
        set.insert(name.to_owned());
    }

    fn planned(&mut self, planned: &Planned) {
        ["Call", "Method", "Operation", "request"].iter().for_each(|name| self.runtime(name));
        if planned.request.example.is_some() {
            self.runtime("example");
        }
        if planned.request.pages.is_some() {
            self.runtime("Paging");
            self.runtime("pages");
        }
        if planned.replies.is_some() {
            self.runtime("replies");
            self.runtime("Value");
        }
        if !planned.request.others.is_empty() {
            self.runtime("Sending");
        }
        request::inputs(planned).for_each(|input| self.input(input));
    }

    fn input(&mut self, input: &Input) {
        if let Argument::Flags(_) = input.argument {
            self.runtime("Flags");
        }
        if input.is_styled() {
            self.runtime("Style");
        }
    }

    fn uses(mut self) -> Vec<Use> {
        self.runtime("Client");
        let sets = [
            ("crate::runtime", self.runtime),
            ("crate::runtime::json", self.json),
            ("crate::types", self.types),
        ];
        let mut uses: Vec<Use> = sets
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(path, names)| import(path, names))
            .collect();
        if self.map {
            uses.push(import("std::collections", ["BTreeMap".to_owned()]));
        }
        uses
    }
}

/// Every type of the description that the operations of a file name.
pub(crate) fn mentioned(operations: &[(usize, Planned)]) -> Vec<RustIdent> {
    let mut imports = Imports::default();
    let mut found: Vec<RustIdent> = Vec::new();
    for (_, planned) in operations {
        request::types(planned).into_iter().for_each(|ty| imports.ty(ty));
        let names = std::mem::take(&mut imports.types);
        found.extend(names.into_iter().map(RustIdent));
    }
    found
}
