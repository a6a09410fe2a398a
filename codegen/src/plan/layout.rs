//! Decides where resources live: module, file, the handle's type and the method that gives it.

use super::features::Features;
use super::ident;
use super::names::Names;
use super::reply_example::ReplyExample;
use super::resource::Tree;
use super::scope::Scope;
use super::{RustIdent, Use};
use crate::ir;
use crate::runtime_files;
use crate::settings::Settings;
use std::collections::BTreeMap;

/// What everything in this stage looks at.
pub(crate) struct Context<'a> {
    /// The API.
    pub(crate) api: &'a ir::Api,
    /// The settings.
    pub(crate) settings: &'a Settings,
    /// Names of types.
    pub(crate) names: &'a Names<'a>,
    /// The resources.
    pub(crate) tree: &'a Tree,
    /// For each operation, its method's name without `r#`.
    pub(crate) methods: &'a [String],
    /// The features.
    pub(crate) features: &'a Features,
    /// By operation: names of its method that callers may still use, each with its request's.
    pub(crate) former: &'a BTreeMap<usize, Vec<(String, String)>>,
    /// By operation: a reply for mocks.
    pub(crate) examples: &'a [Option<ReplyExample>],
    /// For each resource, where it lives.
    pub(crate) seats: &'a [Seat],
}

impl Context<'_> {
    /// The feature that a resource needs.
    pub(crate) fn feature(&self, node: usize) -> Option<String> {
        self.features.of(&self.tree.nodes[node].path[0]).map(str::to_owned)
    }
}

/// Where a resource lives.
pub(crate) struct Seat {
    /// Modules below `crate::resources`.
    pub(crate) modules: Vec<RustIdent>,
    /// The handle's type.
    pub(crate) ident: RustIdent,
    /// The methods that lead to it from the client.
    pub(crate) accessors: Vec<RustIdent>,
}

impl Seat {
    /// The module's own name.
    pub(crate) fn module(&self) -> RustIdent {
        self.modules.last().cloned().unwrap_or_else(|| ident::module("root"))
    }

    /// The name of the method that gives the handle.
    pub(crate) fn accessor(&self) -> RustIdent {
        self.accessors.last().cloned().unwrap_or_else(|| ident::method("root"))
    }

    /// The file below the crate's folder.
    pub(crate) fn path(&self) -> String {
        let modules: Vec<&str> = self.modules.iter().map(RustIdent::as_str).collect();
        format!("src/resources/{}.rs", modules.join("/"))
    }

    /// `client.workers().scripts()`.
    pub(crate) fn call(&self) -> String {
        self.accessors
            .iter()
            .fold("client".to_owned(), |call, name| format!("{call}.{}()", name.as_str()))
    }
}

/// File names that one operating system keeps for itself.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// Finds a seat for every resource, in the tree's order.
pub(crate) fn seats(tree: &Tree, names: &Names<'_>) -> Vec<Seat> {
    let mut seats: Vec<Option<Seat>> = tree.nodes.iter().map(|_| None).collect();
    let mut taken: Vec<&str> = runtime_files::methods_of("Client");
    taken.extend(["builder", "from_env", "clone"]);
    let roots: Vec<usize> = tree.roots().collect();
    let top =
        Seat { modules: Vec::new(), ident: RustIdent("Client".to_owned()), accessors: Vec::new() };
    let mut waiting = vec![(top, roots, Scope::holding(&taken))];
    while let Some((parent, nodes, mut accessors)) = waiting.pop() {
        let mut modules = Scope::holding(DEVICES);
        let mut types = Scope::holding(&[parent.ident.as_str()]);
        for node in nodes {
            let name = tree.nodes[node].path.last().map_or("root", String::as_str);
            let longer = format!("{name}_resource");
            let module = modules.take([ident::module(name), ident::module(&longer)]);
            let accessor = accessors.take([ident::method(name), ident::method(&longer)]);
            let seat = Seat {
                modules: [parent.modules.as_slice(), &[module]].concat(),
                ident: match kept_handle(&tree.nodes[node].path, names, &types) {
                    Some(kept) => {
                        types.reserve(kept.as_str());
                        kept
                    }
                    None => types.take(handle_names(name, &longer, names)),
                },
                accessors: [parent.accessors.as_slice(), &[accessor]].concat(),
            };
            let below = Seat {
                modules: seat.modules.clone(),
                ident: seat.ident.clone(),
                accessors: seat.accessors.clone(),
            };
            waiting.push((
                below,
                tree.nodes[node].children.clone(),
                Scope::holding(&["clone", "new"]),
            ));
            seats[node] = Some(seat);
        }
    }
    seats.into_iter().flatten().collect()
}

/// The handle's name of before, while nothing else has it.
fn kept_handle(path: &[String], names: &Names<'_>, taken: &Scope) -> Option<RustIdent> {
    let (handle, _) = names.kept().lock.resources.get(&path.join("."))?;
    let free = !taken.holds(handle) && !names.is_taken(handle) && !ident::is_reserved_type(handle);
    ident::given(handle).filter(|_| free)
}

/// A handle is called like its resource, unless a type of the description or of the runtime is called so. Each further word is
/// held against the description's types too: there may be a `TagsResource` beside `Tags`.
fn handle_names(name: &str, longer: &str, names: &Names<'_>) -> Vec<RustIdent> {
    let plain = ident::camel(name);
    let short = (!plain.is_empty() && !ident::is_reserved_type(&plain)).then(|| ident::ty(name));
    let others = ["handle", "calls", "operations"].map(|word| ident::ty(&format!("{name}_{word}")));
    let free = |candidate: &RustIdent| !names.is_taken(candidate.as_str());
    short.into_iter().chain([ident::ty(longer)]).chain(others).filter(free).collect()
}

/// A `use` line of this crate.
pub(crate) fn import(path: &str, names: impl IntoIterator<Item = String>) -> Use {
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort();
    names.dedup();
    Use { path: path.to_owned(), names, public: false, features: Vec::new() }
}
