//! The plan of a whole crate: resources and methods first, since types may be named for them, then files.

use super::features::Features;
use super::layout::{self, Context, import};
use super::names::{CallName, Names};
use super::resource_file::{self, ResourceFile};
use super::{Accessors, Api, Crate, Docs, File, Item, Module, RustIdent, Use};
use super::{client, example, listing, manifest, methods, readme, resource, types_files};
use crate::diagnostic::Report;
use crate::ir;
use crate::settings::Settings;

/// What the root gives callers of the runtime, so that they need not look for it.
const REEXPORTS: &[&str] = &[
    "ApiError",
    "Attempt",
    "Body",
    "Builder",
    "Bytes",
    "Client",
    "CredentialsError",
    "DecodeError",
    "Error",
    "ErrorKind",
    "Event",
    "Events",
    "Headers",
    "Items",
    "Lines",
    "Message",
    "Method",
    "Multipart",
    "Pages",
    "Part",
    "Preview",
    "RedirectError",
    "RequestError",
    "Response",
    "Retry",
    "Secret",
    "Sending",
    "SendingResponse",
    "StatusCode",
    "Stream",
    "TimeoutError",
    "TooLargeError",
    "TransportError",
];

/// As [`REEXPORTS`], of the runtime's JSON part.
const JSON_REEXPORTS: &[&str] = &["Date", "DateTime", "Integer", "Members", "Number", "Value"];

/// Plans the crate of an API. `standalone` says that it lies in no workspace.
pub fn krate(api: &ir::Api, settings: &Settings, standalone: bool, report: &mut Report) -> Crate {
    let tree = resource::tree(api, settings);
    let methods = methods::names(api, settings, &tree);
    let calls: Vec<CallName> = tree
        .of
        .iter()
        .zip(&methods)
        .map(|(&node, method)| CallName {
            resource: tree.nodes[node].path.clone(),
            method: method.clone(),
        })
        .collect();
    let names = Names::new(api, settings, &calls, report);
    let features = Features::new(api, settings, &tree);
    let seats = layout::seats(&tree, &names);
    let context = Context {
        api,
        settings,
        names: &names,
        tree: &tree,
        methods: &methods,
        features: &features,
        seats: &seats,
    };

    let resources: Vec<ResourceFile> =
        (0..tree.nodes.len()).map(|node| resource_file::file(&context, node)).collect();
    let planned = || {
        resources.iter().flat_map(|resource| {
            resource.operations.iter().map(|(index, planned)| (*index, planned))
        })
    };
    let package = manifest::package_name(api, settings);
    let about = manifest::about(api, settings);
    let table = client::api(api, settings, &package);
    let example = example::example(&context, planned());
    let root_docs =
        readme::root_docs(&context, &about, &package.replace('-', "_"), &table, example.as_ref());
    let readme = readme::readme(&context, &about, &package, &table, example.as_ref());

    let mut lines: Vec<(usize, super::Listed)> = planned()
        .map(|(index, planned)| {
            let accessors: Vec<String> = seats[tree.of[index]]
                .accessors
                .iter()
                .map(|name| name.as_str().to_owned())
                .collect();
            (index, listing::listed(&context, index, &accessors, planned))
        })
        .collect();
    lines.sort_by_key(|(index, _)| *index);

    let mut files = vec![root(root_docs), api_file(table), resources_file(&context)];
    files.extend(types_files::files(&context, &resources));
    files.extend(resources.into_iter().map(|resource| resource.file));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Crate {
        files,
        manifest: manifest::manifest(api, settings, &features, standalone),
        readme,
        listing: lines.into_iter().map(|(_, listed)| listed).collect(),
        names: names.listing(),
        types: names.type_names(),
    }
}

/// `src/lib.rs`.
fn root(docs: Docs) -> File {
    let module = |name: &str, public| Module {
        ident: RustIdent(name.to_owned()),
        docs: Docs::default(),
        public,
        feature: None,
        skip_format: true,
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    File {
        path: "src/lib.rs".to_owned(),
        docs,
        attributes: vec!["forbid(unsafe_code)"],
        uses: vec![
            Use { public: true, ..import("runtime::json", names(JSON_REEXPORTS)) },
            Use { public: true, ..import("runtime", names(REEXPORTS)) },
        ],
        modules: vec![
            module("api", false),
            module("resources", true),
            module("runtime", true),
            module("types", true),
        ],
        items: Vec::new(),
    }
}

/// `src/api.rs`.
fn api_file(table: Api) -> File {
    let mut names = vec!["Api", "Builder", "Client", "Error"];
    if table.schemes.iter().any(|scheme| scheme.kind != ir::SchemeKind::MutualTls) {
        names.push("Secret");
    }
    if !table.schemes.is_empty() {
        names.push("Scheme");
    }
    if table.envelope.is_some() {
        names.push("Envelope");
    }
    File {
        path: "src/api.rs".to_owned(),
        docs: Docs::from_line(
            "What all calls have in common: the base URL, the credentials, the form of failures.",
        ),
        attributes: Vec::new(),
        uses: vec![import("crate::runtime", names.into_iter().map(str::to_owned))],
        modules: Vec::new(),
        items: vec![Item::Api(table)],
    }
}

/// `src/resources/mod.rs`.
fn resources_file(context: &Context<'_>) -> File {
    let roots: Vec<usize> = context.tree.roots().collect();
    let accessors: Vec<_> = roots
        .iter()
        .map(|&root| resource_file::accessor(context, root, context.feature(root)))
        .collect();
    let mut uses: Vec<Use> = roots
        .iter()
        .map(|&root| resource_file::handle_use(&context.seats[root], context.feature(root)))
        .collect();
    let mut items = Vec::new();
    if !accessors.is_empty() {
        uses.insert(0, import("crate::runtime", ["Client".to_owned()]));
        items.push(Item::Accessors(Accessors { accessors }));
    }
    File {
        path: "src/resources/mod.rs".to_owned(),
        docs: Docs::from_line("The resources of the API, each had from a method of the client."),
        attributes: Vec::new(),
        uses,
        modules: roots
            .iter()
            .map(|&root| resource_file::module(&context.seats[root], context.feature(root)))
            .collect(),
        items,
    }
}
