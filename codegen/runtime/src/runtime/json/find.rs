//! Decides how one value is found deep in a JSON text without reading the rest of it.

use super::misfit::{self, Misfit};
use super::{Decode, Reader};

/// The `T` that lies at `path` below the value of a text; nothing when no member is there, or null. When a member name occurs twice
/// the last one counts, as everywhere.
pub(crate) fn from_path<T: Decode>(bytes: &[u8], path: &[&str]) -> Result<Option<T>, Misfit> {
    let text = misfit::text(bytes)?;
    let Some((start, _)) = locate(text, path)? else { return Ok(None) };
    let mut reader = Reader::new(text);
    reader.at = start;
    if reader.word("null") {
        return Ok(None);
    }
    let inside = |misfit: Misfit| path.iter().rev().fold(misfit, |it, name| it.in_member(name));
    T::decode(&mut reader).map(Some).map_err(inside)
}

/// The text of the value at `path`, with the texts of its elements when it is an array.
pub(crate) fn elements<'a>(bytes: &'a [u8], path: &[&str]) -> Result<Vec<&'a str>, Misfit> {
    let text = misfit::text(bytes)?;
    let mut found = Vec::new();
    let Some((start, _)) = locate(text, path)? else { return Ok(found) };
    let mut reader = Reader::new(text);
    reader.at = start;
    if reader.peek() != Some(b'[') {
        return Ok(found);
    }
    reader.array_start()?;
    while reader.array_next(found.is_empty())? {
        let start = reader.offset();
        reader.skip()?;
        found.push(reader.since(start));
    }
    Ok(found)
}

/// Where the value at `path` begins and ends.
fn locate(text: &str, path: &[&str]) -> Result<Option<(usize, usize)>, Misfit> {
    let mut reader = Reader::new(text);
    reader.space();
    let start = reader.offset();
    reader.skip()?;
    let mut range = (start, reader.offset());
    for name in path {
        let mut reader = Reader::new(text);
        reader.at = range.0;
        if reader.peek() != Some(b'{') {
            return Ok(None);
        }
        reader.object_start()?;
        let (mut found, mut first) = (None, true);
        while reader.object_next(first)? {
            first = false;
            let is_it = reader.member_name()? == *name;
            let start = reader.offset();
            reader.skip()?;
            if is_it {
                found = Some((start, reader.offset()));
            }
        }
        match found {
            Some(next) => range = next,
            None => return Ok(None),
        }
    }
    Ok(Some(range))
}
