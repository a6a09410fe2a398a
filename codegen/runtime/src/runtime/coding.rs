//! Decides how a body's compression is undone: bit by bit, so that a small body can never become a large one unnoticed.

use super::headers::Headers;
use flate2::write::{MultiGzDecoder, ZlibDecoder};
use std::io::Write;

/// How many compressed bytes are undone at a time. A byte becomes at most about a thousand.
pub(crate) const STEP: usize = 4096;

/// What undoes a body's compression.
pub(crate) enum Decoder {
    /// There is none.
    Plain,
    /// `gzip`
    Gzip(Box<MultiGzDecoder<Vec<u8>>>),
    /// `deflate`
    Deflate(Box<ZlibDecoder<Vec<u8>>>),
}

impl Decoder {
    /// The decoder that the reply's `Content-Encoding` asks for, or what is wrong with it.
    pub(crate) fn new(headers: &Headers) -> Result<Self, String> {
        let text = headers.get_all("content-encoding").collect::<Vec<_>>().join(",");
        let mut codings = text.split(',').map(|coding| coding.trim().to_ascii_lowercase());
        let mut codings =
            codings.by_ref().filter(|coding| !coding.is_empty() && coding != "identity");
        match (codings.next().as_deref(), codings.next()) {
            (None, _) => Ok(Self::Plain),
            (Some("gzip" | "x-gzip"), None) => {
                Ok(Self::Gzip(Box::new(MultiGzDecoder::new(Vec::new()))))
            }
            (Some("deflate"), None) => Ok(Self::Deflate(Box::new(ZlibDecoder::new(Vec::new())))),
            _ => Err(format!(
                "the body has the content coding `{}`, which was not asked for",
                super::mask::clean(&text, 50)
            )),
        }
    }

    /// Undoes a few bytes; the error says what is broken.
    pub(crate) fn push(&mut self, piece: &[u8]) -> Result<Vec<u8>, String> {
        let broken = |error: std::io::Error| broken(&error);
        match self {
            Self::Plain => Ok(piece.to_vec()),
            Self::Gzip(decoder) => {
                decoder.write_all(piece).and_then(|()| decoder.flush()).map_err(broken)?;
                Ok(std::mem::take(decoder.get_mut()))
            }
            Self::Deflate(decoder) => {
                decoder.write_all(piece).and_then(|()| decoder.flush()).map_err(broken)?;
                Ok(std::mem::take(decoder.get_mut()))
            }
        }
    }

    /// The rest after the last byte.
    pub(crate) fn finish(&mut self) -> Result<Vec<u8>, String> {
        let broken = |error: std::io::Error| broken(&error);
        match self {
            Self::Plain => Ok(Vec::new()),
            Self::Gzip(decoder) => {
                decoder.try_finish().map_err(broken)?;
                Ok(std::mem::take(decoder.get_mut()))
            }
            Self::Deflate(decoder) => {
                decoder.try_finish().map_err(broken)?;
                Ok(std::mem::take(decoder.get_mut()))
            }
        }
    }
}

fn broken(error: &std::io::Error) -> String {
    format!("the compressed body is broken: {error}")
}
