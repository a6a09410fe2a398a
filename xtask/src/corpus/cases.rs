//! Examples and samples: which of them count, and which came back unchanged.

use super::table::Row;
use codegen::settings::Settings;
use codegen::{Output, load};

/// Leaves the examples that are not valid against their own schemas out of the crate's test, and counts all others and the samples
/// that a schema does not allow.
#[cfg(any(test, feature = "validator"))]
pub(super) fn exclude(
    sources: &load::Input<'_>,
    output: &Output,
    settings: &mut Settings,
    row: &mut Row,
) -> Result<(), String> {
    use super::judge;

    let mut report = codegen::diagnostic::Report::default();
    let (Some(document), Some(api), Some(described)) = (
        load::document(sources, &mut report),
        output.api.as_ref(),
        output.krate.as_ref().and_then(|krate| krate.described.as_ref()),
    ) else {
        return Err("there is no test to leave anything out of".to_owned());
    };
    let invalid = judge::invalid_examples(&document, &api.examples)?;
    row.invalid = invalid.len();
    row.examples = (0, api.examples.len() - invalid.len());
    settings.package.untested = invalid;
    row.unlike = judge::unlike_samples(&document, &described.cases)?;
    Ok(())
}

/// Without the validator nothing can be said.
#[cfg(not(any(test, feature = "validator")))]
pub(super) fn exclude(
    _: &load::Input<'_>,
    _: &Output,
    _: &mut Settings,
    _: &mut Row,
) -> Result<(), String> {
    Err("this program was built without the validator".to_owned())
}

/// Reads what the crate's test printed: a line for each case that did not come back.
pub(super) fn read(text: &[u8], row: &mut Row) {
    let text = String::from_utf8_lossy(text);
    let faults = text.lines().filter(|line| {
        ["example\t", "sample\t", "newer\t"].iter().any(|kind| line.starts_with(kind))
    });
    row.faults = faults.map(str::to_owned).collect();
    if text.contains("1 passed") || !row.faults.is_empty() {
        let lost = row.faults.iter().filter(|line| line.starts_with("example\t")).count();
        row.examples.0 = row.examples.1.saturating_sub(lost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_case_that_does_not_come_back_is_counted() {
        let text = "running 1 test\nof 3 cases 2 do not come back:\nexample\t#/a\tA\t.x is lost\nsample\t#/b\tVec<B>\t[0] is new\n";
        let mut row = Row { examples: (0, 5), ..Row::default() };
        read(text.as_bytes(), &mut row);
        assert_eq!((row.examples, row.faults.len()), ((4, 5), 2));
    }

    #[test]
    fn a_test_that_does_not_build_brings_nothing_back() {
        let mut row = Row { examples: (0, 5), ..Row::default() };
        read(b"error: could not compile", &mut row);
        assert_eq!(row.examples, (0, 5));
    }
}
