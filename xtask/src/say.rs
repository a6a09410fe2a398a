//! Says what a command found, on standard output.

use std::io::{ErrorKind, Write};

/// Writes a text. A reader that has seen enough, such as `head`, is no fault.
pub(crate) fn say(text: &str) {
    let mut output = std::io::stdout().lock();
    if let Err(error) = output.write_all(text.as_bytes()).and_then(|()| output.flush())
        && error.kind() != ErrorKind::BrokenPipe
    {
        eprintln!("error: standard output: {error}");
    }
}
