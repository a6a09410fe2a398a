//! What the part of a reference before `#` says, as text: nothing here looks at a document.

use super::Unresolved;
use crate::diagnostic::{Code, clean};

/// Where a reference leads, as far as its text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    /// Into the same document.
    Here,
    /// Into another file.
    Relative {
        /// Relative to the root's folder, without `.` and `..`.
        path: String,
    },
}

/// Where a reference leads that stands in the file `from` (a path relative to the root's folder). What leads out of the folder, or
/// off this machine, is refused.
pub(crate) fn goal(reference: &str, from: &str) -> Result<Goal, Unresolved> {
    let before = reference.split('#').next().unwrap_or_default();
    if before.is_empty() {
        return Ok(Goal::Here);
    }
    let refused = |why: &str| {
        Unresolved::new(Code::ForbiddenReference, format!("`{}` {why}", clean(reference, 200)))
            .help("copy what it names into the description's folder and refer to the copy by a relative path")
    };
    if scheme(before).is_some() || before.starts_with("//") {
        return Err(refused("is an absolute address, and nothing is fetched from anywhere"));
    }
    let path = before.split('?').next().unwrap_or_default();
    let Some(path) = percent_decoded(path) else {
        return Err(Unresolved::new(
            Code::MalformedReference,
            format!("`{}` has a `%` that is no valid escape", clean(reference, 200)),
        ));
    };
    if path.starts_with('/') {
        return Err(refused(
            "is an absolute path, and only files in the description's folder are read",
        ));
    }
    if path.contains(['\\', '\0', ':']) || path.chars().any(char::is_control) {
        return Err(refused("is no plain relative path with `/` between its segments"));
    }
    let mut segments: Vec<&str> = from.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                if segments.pop().is_none() {
                    return Err(refused(
                        "leads out of the description's folder, and only files in it are read",
                    ));
                }
            }
            name => segments.push(name),
        }
    }
    Ok(Goal::Relative { path: segments.join("/") })
}

/// The scheme of a URI, when it has one.
fn scheme(uri: &str) -> Option<&str> {
    let (scheme, _) = uri.split_once(':')?;
    let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    sound.then_some(scheme)
}

/// A relative URI made absolute (RFC 3986, section 5.2), without any fragment.
pub(crate) fn join(base: &str, reference: &str) -> String {
    let reference = reference.split('#').next().unwrap_or_default();
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    if reference.is_empty() {
        return base.to_owned();
    }
    let base = base.split(['?', '#']).next().unwrap_or_default();
    let scheme_end = scheme(base).map_or(0, |scheme| scheme.len() + 1);
    if reference.starts_with("//") {
        return format!("{}{reference}", &base[..scheme_end]);
    }
    let authority_end = match base[scheme_end..].strip_prefix("//") {
        Some(rest) => base.len() - rest.len() + rest.find('/').unwrap_or(rest.len()),
        None => scheme_end,
    };
    let (path, query) = match reference.find('?') {
        Some(at) => reference.split_at(at),
        None => (reference, ""),
    };
    let mut segments: Vec<&str> = Vec::new();
    if !path.starts_with('/') {
        segments.extend(base[authority_end..].trim_start_matches('/').split('/'));
        segments.pop();
    }
    let mut ends_in_folder = false;
    for segment in path.trim_start_matches('/').split('/') {
        ends_in_folder = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            name => segments.push(name),
        }
    }
    if ends_in_folder {
        segments.push("");
    }
    format!("{}/{}{query}", &base[..authority_end], segments.join("/"))
}

/// The text with its `%XX` decoded; nothing when an escape is broken or the result is not UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'%' {
            let hex =
                |offset: usize| bytes.get(at + offset).and_then(|&b| char::from(b).to_digit(16));
            out.push((hex(1)? * 16 + hex(2)?) as u8);
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::{Goal, goal, join, percent_decoded};

    fn path(reference: &str, from: &str) -> Option<String> {
        match goal(reference, from) {
            Ok(Goal::Relative { path }) => Some(path),
            Ok(Goal::Here) | Err(_) => None,
        }
    }

    #[test]
    fn paths_are_relative_to_the_file_that_holds_them() {
        assert_eq!(path("b.yaml#/x", "a.yaml").as_deref(), Some("b.yaml"));
        assert_eq!(
            path("../shared/b%20c.yaml", "resources/x/a.yaml").as_deref(),
            Some("resources/shared/b c.yaml")
        );
        assert_eq!(path("./b.yaml", "x/a.yaml").as_deref(), Some("x/b.yaml"));
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        for reference in [
            "../b.yaml",
            "x/../../b",
            "/etc/passwd",
            "file:///etc/passwd",
            "https://x.test/a",
            "//x/a",
            "a\\b",
            "C:/a",
            "%2e%2e/a",
        ] {
            assert_eq!(
                goal(reference, "a.yaml").map_err(|error| error.code.id()),
                Err("E0203"),
                "{reference}"
            );
        }
    }

    #[test]
    fn uris_join_as_the_standard_says() {
        let base = "http://a/b/c/d;p?q";
        for (reference, expected) in [
            ("g", "http://a/b/c/g"),
            ("./g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("g?y", "http://a/b/c/g?y"),
            ("..", "http://a/b/"),
            ("../../../g", "http://a/g"),
            ("urn:x", "urn:x"),
        ] {
            assert_eq!(join(base, reference), expected, "{reference}");
        }
    }

    #[test]
    fn broken_percent_escapes_are_not_guessed() {
        assert_eq!(percent_decoded("a%7Bb%7d").as_deref(), Some("a{b}"));
        assert_eq!(percent_decoded("100%"), None);
        assert_eq!(percent_decoded("%ff"), None);
    }
}
