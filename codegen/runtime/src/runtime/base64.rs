//! Decides how base64 is written (RFC 4648): a user name and password as they go out, and credentials as a server may echo them.

/// `bytes` in base64, with padding.
pub(crate) fn encoded(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - group.len()));
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at)) as usize & 63];
            out.push(if at <= group.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

/// The texts that stand in base64 wherever it was made of `secret` among other bytes: one for each place in a group of three that
/// it may begin at, in both alphabets. A digit that also depends on the bytes before or behind is left out.
pub(crate) fn spellings(secret: &str) -> Vec<String> {
    let mut all = Vec::new();
    for before in 0..3 {
        let bytes = [&[0; 2][..before], secret.as_bytes()].concat();
        let digits = encoded(&bytes);
        let own = &digits[(before * 8).div_ceil(6)..bytes.len() * 8 / 6];
        all.push(own.to_owned());
        if own.contains(['+', '/']) {
            all.push(own.replace('+', "-").replace('/', "_"));
        }
    }
    all
}
