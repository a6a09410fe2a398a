//! Small pieces of the intermediate form for the tests of this stage.

use crate::ir;

/// An operation without inputs or described responses.
pub(crate) fn operation(
    method: &str,
    path: &str,
    id: Option<&str>,
    tag: Option<&str>,
) -> ir::Operation {
    ir::Operation {
        id: id.map(str::to_owned),
        method: method.to_owned(),
        path: path.to_owned(),
        tags: tag.into_iter().map(str::to_owned).collect(),
        summary: None,
        description: None,
        notes: Vec::new(),
        deprecated: false,
        parameters: Vec::new(),
        body: None,
        success: Vec::new(),
        failures: Vec::new(),
        pagination: None,
        security: Vec::new(),
        server: None,
        place: crate::diagnostic::Place::default(),
    }
}
