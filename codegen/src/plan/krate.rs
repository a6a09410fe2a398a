//! The plan of a whole crate: resources and methods first, since types may be named for them, then files.

use super::features::Features;
use super::former;
use super::kept::Kept;
use super::layout::{self, Context, import};
use super::names::{CallName, Names};
use super::own_names;
use super::reply_example;
use super::resource_file::{self, ResourceFile};
use super::{Accessors, Api, Crate, Docs, File, Item, Module, PlannedCall, RustIdent, Use};
use super::{
    client, described, example, guide, in_use, listing, manifest, methods, readme, resource,
    types_files,
};
use crate::diagnostic::Report;
use crate::ir;
use crate::lock::NamesInUse;
use crate::settings::Settings;

/// What the root gives callers of the runtime, so that they need not look for it.
const REEXPORTS: &[&str] = &[
    "json",
    "transport",
    "AnyCall",
    "ApiError",
    "Attempt",
    "Body",
    "Builder",
    "Bytes",
    "Client",
    "Code",
    "CredentialSource",
    "CredentialsError",
    "DecodeError",
    "Environment",
    "Error",
    "ErrorKind",
    "Event",
    "Events",
    "Flags",
    "Fresh",
    "Headers",
    "Items",
    "Lines",
    "Message",
    "Method",
    "Multipart",
    "Output",
    "Pages",
    "Part",
    "Preview",
    "RateLimit",
    "RedirectError",
    "Refreshing",
    "RequestError",
    "Response",
    "Retry",
    "Secret",
    "Sending",
    "SendingResponse",
    "SourceFault",
    "StatusCode",
    "Stream",
    "Text",
    "TimeoutError",
    "TooLargeError",
    "TransportError",
];

/// As [`REEXPORTS`], of the runtime's JSON part.
const JSON_REEXPORTS: &[&str] = &["Date", "DateTime", "Integer", "Members", "Number", "Value"];

const ROOT: &str = "src/lib.rs";

/// Plans the crate of an API. `standalone` says that it lies in no workspace; `before` has the names that callers use.
pub fn krate(
    api: &ir::Api,
    settings: &Settings,
    standalone: bool,
    before: &NamesInUse,
    report: &mut Report,
) -> Crate {
    let kept = Kept::new(api, before, &shown_files(report));
    let places = (0..api.operations.len()).filter_map(|at| Some((at, kept.call(at)?.0))).collect();
    let tree = resource::tree(api, settings, &places);
    resource::report_merged_tags(api, settings, &tree, report);
    let same_place = |at: usize| tree.nodes[tree.of[at]].path == places[&at];
    let known = places.keys().filter(|at| same_place(**at));
    let known = known.filter_map(|at| Some((*at, kept.call(*at)?.1))).collect();
    let taken = former::names(&kept, &tree, settings, api);
    let methods = methods::names(api, settings, &tree, &known, &taken);
    let former = former::calls(&kept, &tree, &methods);
    let calls: Vec<CallName> = tree
        .of
        .iter()
        .zip(&methods)
        .map(|(&node, method)| CallName {
            resource: tree.nodes[node].path.clone(),
            method: method.clone(),
        })
        .collect();
    let names = Names::new(api, settings, &calls, &kept, report);
    let features = Features::new(api, settings, &tree, &kept.features());
    let seats = layout::seats(&tree, &names);
    let examples = reply_example::all(api, settings);
    let context = Context {
        examples: &examples,
        api,
        settings,
        names: &names,
        tree: &tree,
        methods: &methods,
        features: &features,
        former: &former,
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
    let krate = package.replace('-', "_");
    let guide = guide::file(&context, &krate, &table, example.as_ref(), planned());
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

    let planned_calls = self::planned_calls(&context, &resources);
    let mut files = vec![root(root_docs), api_file(table), guide, resources_file(&context)];
    files.extend(types_files::files(&context, &resources));
    files.extend(resources.into_iter().map(|resource| resource.file));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let described = settings.package.tests.then(|| {
        let krate = package.replace('-', "_");
        described::described(&names, settings, krate, &files, !features.all().is_empty())
    });
    let in_use = in_use::names(&context, &files, &planned_calls, former::listing(&context));
    let allowed = own_names::allowed(&files, &in_use);
    let root = files.iter_mut().find(|file| file.path == ROOT);
    root.into_iter().for_each(|root| root.attributes.extend(&allowed));
    Crate {
        described,
        manifest: manifest::manifest(api, settings, &features, standalone),
        readme,
        listing: lines.into_iter().map(|(_, listed)| listed).collect(),
        names: in_use,
        calls: planned_calls,
        types: names.type_names(),
        files,
    }
}

/// Everything that each operation became, in the API's order.
fn planned_calls(context: &Context<'_>, resources: &[ResourceFile]) -> Vec<PlannedCall> {
    let mut calls: Vec<PlannedCall> = resources
        .iter()
        .flat_map(|resource| &resource.operations)
        .map(|(index, planned)| {
            let node = context.tree.of[*index];
            PlannedCall {
                operation: *index,
                resource: context.tree.nodes[node].path.clone(),
                handle: context.seats[node].call(),
                method: planned.method.clone(),
                bodies: planned.bodies.iter().map(|(_, method)| method.clone()).collect(),
                request: planned.request.clone(),
                replies: planned.replies.clone(),
            }
        })
        .collect();
    calls.sort_by_key(|call| call.operation);
    calls
}

/// How the lock shows the description's files: the main one not at all, the others by their path beside it.
pub(crate) fn shown_files(report: &Report) -> Vec<String> {
    let Some(main) = report.files.first() else { return Vec::new() };
    let folder = main.path.len() - main.path.rsplit(['/', '\\']).next().unwrap_or_default().len();
    let folder = &main.path[..folder];
    let others = report.files.iter().skip(1);
    let shown = others.map(|file| file.path.strip_prefix(folder).unwrap_or(&file.path).to_owned());
    [String::new()].into_iter().chain(shown).collect()
}

/// `src/lib.rs`.
fn root(docs: Docs) -> File {
    let module = |name: &str, public| Module {
        ident: RustIdent(name.to_owned()),
        docs: Docs::default(),
        public,
        features: Vec::new(),
        skip_format: true,
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    File {
        path: ROOT.to_owned(),
        docs,
        attributes: vec!["forbid(unsafe_code)", "cfg_attr(docsrs, feature(doc_cfg))"],
        uses: vec![
            Use {
                public: true,
                features: vec!["blocking".to_owned()],
                ..import("runtime", vec!["blocking".to_owned()])
            },
            Use { public: true, ..import("runtime::json", names(JSON_REEXPORTS)) },
            Use {
                public: true,
                features: vec!["testing".to_owned()],
                ..import("runtime", names(&["testing"]))
            },
            Use { public: true, ..import("runtime", names(REEXPORTS)) },
        ],
        modules: vec![
            module("api", false),
            module("guide", true),
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
