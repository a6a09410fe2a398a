//! Reads texts from the disk: no more of a file than is allowed, as UTF-8, and what a reference names only below its folder.

use crate::Outcome;
use crate::job::complain;
use std::io::Read;
use std::path::Path;

/// Reads a file that was named by a person: the description, an overlay, the settings.
pub(crate) fn read(path: &Path, limit: u64, json: bool) -> Result<String, Outcome> {
    let refuse = |message: &str, help: Option<&str>| {
        complain(json, &format!("{}{message}", path.display()), help);
        Outcome::Unusable
    };
    // What a person names may be a pipe.
    let bytes = bytes(path, limit).map_err(|reason| refuse(&format!(": {reason}"), None))?;
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..position].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let kind = kind(bytes);
        refuse(&format!(":{line}: {kind}"), Some("save the file as UTF-8"))
    })?;
    // The reader of texts does without the mark too; here it would move the columns of the first line.
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// Reads a file that a `$ref` names, `path` being relative to the root description's folder. Symbolic links that lead out
/// of the folder are refused like `..` is.
pub(crate) fn read_below(folder: &Path, path: &str, limit: u64) -> Result<String, String> {
    let base = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let base = base.canonicalize().map_err(|error| error.to_string())?;
    let file = base.join(path).canonicalize().map_err(|error| error.to_string())?;
    if !file.starts_with(&base) {
        return Err("it leads out of the description's folder".to_owned());
    }
    // A pipe or a device may never end.
    if !file.is_file() {
        return Err("it is no file".to_owned());
    }
    let bytes = bytes(&file, limit)?;
    String::from_utf8(bytes).map_err(|error| kind(error.as_bytes()).to_owned())
}

/// A file's bytes, no more of them than `limit`.
fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
    let too_large = || {
        format!(
            "it has more than {limit} bytes; raise `limits.file_bytes` in the settings if it is meant to be that large"
        )
    };
    if metadata.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// What bytes that are no UTF-8 are.
fn kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "not UTF-8 but UTF-16",
        [0x1f, 0x8b, ..] => "not UTF-8: the file is compressed",
        _ => "not UTF-8",
    }
}
