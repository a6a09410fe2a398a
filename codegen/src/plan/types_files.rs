//! Decides which file each type lives in.
//!
//! | reached from                                   | file                       |
//! |------------------------------------------------|----------------------------|
//! | one top-level resource                         | `types/<resource>.rs`      |
//! | several that share a feature                   | `types/<feature>.rs`       |
//! | the same several features as many other types   | `types/<features>.rs`      |
//! | several, or a webhook as well                  | `types/shared.rs`          |
//! | webhooks alone                                 | `types/webhooks.rs`        |
//! | nothing, in a description without operations   | `types/schemas.rs`         |
//!
//! A file that features share is there when one of them is on, so that a build of one feature does not compile what others share.
//! Within a file types stand in the order in which the operations reach them, so that a type stands before its parts.

use super::ident;
use super::imports;
use super::items;
use super::layout::{Context, import};
use super::resource_file::{ResourceFile, mentioned};
use super::scope::Scope;
use super::size::Sizes;
use super::{Docs, File, Former, Item, Module, RustIdent, Use};
use crate::ir::{self, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// Where a type is reached from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// A top-level resource.
    Resource(usize),
    /// A webhook or callback.
    Payload,
    /// A component of a description in which nothing is called.
    Library,
}

/// A file of types.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    Resource(usize),
    /// Sorted, at least one.
    Features(Vec<String>),
    Webhooks,
    Schemas,
    Shared,
}

/// So many types that the same features share have a file of their own.
const FILE_OF_FEATURES: usize = 8;

/// The files below `src/types`, `mod.rs` included.
pub(crate) fn files(context: &Context<'_>, resources: &[ResourceFile]) -> Vec<File> {
    let (order, origins) = reach(context, resources);
    let mut homes: BTreeMap<Home, Vec<Item>> = BTreeMap::new();
    let sizes = Sizes::default();
    let places = places(context, &origins);
    let mut constructors = Scope::new();
    for id in order {
        let Some(item) = items::item(context.names, &sizes, id) else { continue };
        let is_tuple = matches!(item, Item::Newtype(_) | Item::Tuple(_));
        let items = homes.entry(places[&id].clone()).or_default();
        items.push(item);
        let Some(target) = context.names.ident(id) else { continue };
        for ident in context.names.former(id) {
            let words = format!("former_{}", ident::words(ident.as_str()).join("_"));
            let constructor = is_tuple.then(|| constructors.take([ident::method(&words)]));
            let (ident, target) = (ident.clone(), target.clone());
            items.push(Item::Former(Former { ident, target, constructor }));
        }
    }

    let mut scope = Scope::holding(&["aux", "con", "nul", "prn"]);
    let mut files = Vec::new();
    let mut modules = Vec::new();
    let mut uses: Vec<Use> = Vec::new();
    for (home, items) in homes {
        let module = scope.take(module_names(context, &home));
        let features = match &home {
            Home::Resource(node) => context.feature(*node).into_iter().collect(),
            Home::Features(features) => features.clone(),
            Home::Webhooks | Home::Schemas | Home::Shared => Vec::new(),
        };
        files.push(File {
            path: format!("src/types/{}.rs", module.as_str()),
            docs: docs(context, &home),
            attributes: Vec::new(),
            uses: imports::uses(&items),
            modules: Vec::new(),
            items,
        });
        let path = format!("self::{}", module.as_str());
        uses.push(Use {
            public: true,
            features: features.clone(),
            ..import(&path, ["*".to_owned()])
        });
        modules.push(Module {
            ident: module,
            docs: Docs::default(),
            public: false,
            features,
            skip_format: false,
        });
    }
    modules.sort_by(|one, other| one.ident.cmp(&other.ident));
    uses.sort();
    files.push(File {
        path: "src/types/mod.rs".to_owned(),
        docs: Docs::from_line(
            "The types of requests and replies, all found here whatever resource they belong to.",
        ),
        attributes: Vec::new(),
        uses,
        modules,
        items: Vec::new(),
    });
    files
}

/// Every type that is reached, in order, and where from.
fn reach(
    context: &Context<'_>,
    resources: &[ResourceFile],
) -> (Vec<TypeId>, BTreeMap<TypeId, BTreeSet<Origin>>) {
    let ids: BTreeMap<&RustIdent, TypeId> = (0..context.api.types.len() as u32)
        .map(TypeId)
        .filter_map(|id| context.names.ident(id).map(|ident| (ident, id)))
        .collect();
    let nodes = &context.tree.nodes;
    let roots: BTreeMap<&str, usize> =
        context.tree.roots().map(|root| (nodes[root].path[0].as_str(), root)).collect();
    let mut starts: Vec<(Origin, Vec<TypeId>)> = Vec::new();
    for (node, resource) in resources.iter().enumerate() {
        let root = roots.get(nodes[node].path[0].as_str()).copied().unwrap_or(node);
        let named = mentioned(&resource.operations);
        let named = named.iter().filter_map(|ident| ids.get(ident).copied());
        let operations = context.tree.nodes[node].operations.iter();
        let failures = operations
            .flat_map(|&index| &context.api.operations[index].failures)
            .flat_map(ir::Response::forms)
            .filter_map(|media| media.form.ty())
            .flat_map(|ty| context.names.mentions(ty));
        starts.push((Origin::Resource(root), named.chain(failures).collect()));
    }
    for payload in &context.api.payloads {
        let answers = payload.answers.iter().flat_map(ir::Response::forms);
        let types = payload.types().chain(answers.filter_map(|media| media.form.ty()));
        let named = types.flat_map(|ty| context.names.mentions(ty));
        starts.push((Origin::Payload, named.collect()));
    }
    let library = context.api.library.iter();
    let mut library: Vec<Vec<TypeId>> =
        library.map(|(_, ty)| context.names.mentions(*ty)).collect();
    // By their names in Rust, which stay when a schema is renamed.
    library.sort_by_key(|types| types.first().and_then(|&id| context.names.ident(id)));
    starts.extend(library.into_iter().map(|types| (Origin::Library, types)));

    let mut order = Vec::new();
    let mut origins: BTreeMap<TypeId, BTreeSet<Origin>> = BTreeMap::new();
    for (origin, mut waiting) in starts {
        waiting.reverse();
        while let Some(id) = waiting.pop() {
            if !origins.contains_key(&id) {
                order.push(id);
            }
            if origins.entry(id).or_default().insert(origin) {
                waiting.extend(context.names.uses(id).into_iter().rev());
            }
        }
    }
    (order, origins)
}

/// The file of each type.
fn places(
    context: &Context<'_>,
    origins: &BTreeMap<TypeId, BTreeSet<Origin>>,
) -> BTreeMap<TypeId, Home> {
    let mut places: BTreeMap<TypeId, Home> =
        origins.iter().map(|(&id, origins)| (id, home(context, origins))).collect();
    let mut counts: BTreeMap<Home, usize> = BTreeMap::new();
    for home in places.values() {
        *counts.entry(home.clone()).or_default() += 1;
    }
    let all = context.features.all().len();
    for home in places.values_mut() {
        if let Home::Features(features) = home {
            let several = features.len() > 1;
            let few = counts[&Home::Features(features.clone())] < FILE_OF_FEATURES;
            if several && (few || features.len() == all) {
                *home = Home::Shared;
            }
        }
    }
    places
}

fn home(context: &Context<'_>, origins: &BTreeSet<Origin>) -> Home {
    let nodes: Vec<usize> = origins
        .iter()
        .filter_map(|origin| match origin {
            Origin::Resource(node) => Some(*node),
            Origin::Payload | Origin::Library => None,
        })
        .collect();
    if origins.contains(&Origin::Library) {
        return Home::Schemas;
    }
    if nodes.len() < origins.len() {
        return if nodes.is_empty() { Home::Webhooks } else { Home::Shared };
    }
    if let [node] = nodes[..] {
        return Home::Resource(node);
    }
    let features: BTreeSet<Option<String>> =
        nodes.iter().map(|&node| context.feature(node)).collect();
    match features.into_iter().collect::<Option<Vec<_>>>() {
        Some(features) => Home::Features(features),
        None => Home::Shared,
    }
}

fn module_names(context: &Context<'_>, home: &Home) -> Vec<RustIdent> {
    match home {
        Home::Resource(node) => vec![context.seats[*node].module()],
        Home::Features(features) => {
            let features = listed(features);
            [format!("{features} shared"), format!("{features} types")]
                .map(|name| ident::module(&name))
                .to_vec()
        }
        Home::Webhooks => ["webhooks", "webhook_payloads"].map(ident::module).to_vec(),
        Home::Schemas => ["schemas", "component_schemas"].map(ident::module).to_vec(),
        Home::Shared => ["shared", "shared_types"].map(ident::module).to_vec(),
    }
}

fn docs(context: &Context<'_>, home: &Home) -> Docs {
    Docs::from_line(match home {
        Home::Resource(node) => format!("Types of `{}`.", context.seats[*node].call()),
        Home::Features(features) => match features.as_slice() {
            [feature] => format!("Types that several resources of the feature `{feature}` share."),
            features => format!("Types that the features `{}` share.", features.join("`, `")),
        },
        Home::Webhooks => "What webhooks and callbacks send, and what is answered.".to_owned(),
        Home::Schemas => "The schemas of the description.".to_owned(),
        Home::Shared => "Types that several resources share.".to_owned(),
    })
}

/// `accounts and zone`, and no more than a file name can hold.
fn listed(features: &[String]) -> String {
    match features {
        [one, other, third, _, ..] => format!("{one} {other} {third} and others"),
        features => features.join(" and "),
    }
}
