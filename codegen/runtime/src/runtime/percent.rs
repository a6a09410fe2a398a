//! Decides which characters of a value go into a URL as they are. All others are percent-encoded as UTF-8.

/// What may stay bare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bare {
    /// Letters, digits and `-._~`: query values, and what stands beside a delimiter.
    Unreserved,
    /// What a path segment may hold (RFC 3986, `pchar`).
    Segment,
    /// `allowReserved` in a query: also `:/?@!$'()*,;=` and what is percent-encoded already. `#`, `&`, `+`, `[` and `]` stay encoded, since
    /// they would end the value or change its meaning.
    Reserved,
    /// `allowReserved` in a cookie: as in a query, but for `;`, which begins another cookie.
    Cookie,
    /// `allowReserved` in a path: a segment's characters, slashes, and what is percent-encoded already.
    Slashes,
}

impl Bare {
    fn keeps(self, byte: u8) -> bool {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            return true;
        }
        match self {
            Self::Unreserved => false,
            Self::Segment => b"!$&'()*+,;=:@".contains(&byte),
            Self::Reserved => b":/?@!$'()*,;=".contains(&byte),
            Self::Cookie => b":/?@!$'()*,=".contains(&byte),
            Self::Slashes => b"!$&'()*+,;=:@/".contains(&byte),
        }
    }
}

/// Appends `text` to `out`, percent-encoded.
pub(crate) fn encode(text: &str, bare: Bare, out: &mut String) {
    let bytes = text.as_bytes();
    if bytes.iter().all(|byte| bare.keeps(*byte)) {
        out.push_str(text);
        return;
    }
    for (at, byte) in bytes.iter().enumerate() {
        let triplet = *byte == b'%'
            && matches!(bare, Bare::Reserved | Bare::Cookie | Bare::Slashes)
            && bytes
                .get(at + 1..at + 3)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if triplet || bare.keeps(*byte) {
            out.push(char::from(*byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// `text`, percent-encoded.
pub(crate) fn encoded(text: &str, bare: Bare) -> String {
    let mut out = String::with_capacity(text.len());
    encode(text, bare, &mut out);
    out
}

/// `text` with its percent-encoding undone; what is not UTF-8 then is replaced.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits =
            after.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
