//! Decides which types there are when nothing is called: a description without operations and webhooks is a library of types.

use super::Lowering;
use crate::diagnostic::Report;
use crate::ir::{Origin, TypeRef};

/// Every component schema by name, whatever their order.
pub(super) fn types(lowering: &mut Lowering<'_>, report: &mut Report) -> Vec<(String, TypeRef)> {
    let components = lowering.document.root().get("components");
    let schemas = components.and_then(|components| components.get("schemas"));
    let mut all: Vec<_> = schemas.iter().flat_map(|schemas| schemas.members()).collect();
    all.sort_by_key(|(name, _)| *name);
    all.into_iter()
        .map(|(name, schema)| {
            let origin = Origin::Component(name.to_owned());
            (name.to_owned(), lowering.schemas.schema(&schema, origin, report))
        })
        .collect()
}
