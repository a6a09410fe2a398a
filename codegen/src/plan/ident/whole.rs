//! Words that are written with capitals inside and are still one word: `OAuth2` is `oauth2` and not `o_auth2`.

/// Each as its owners write it. A description that writes one in another way says where it wants the words to part.
const WHOLE: &[&str] = &[
    "BigQuery",
    "DevOps",
    "DynamoDB",
    "FIDO2",
    "GitHub",
    "GitLab",
    "GraphQL",
    "IPsec",
    "IPv4",
    "IPv6",
    "JavaScript",
    "LinkedIn",
    "MongoDB",
    "MySQL",
    "NoSQL",
    "OAuth",
    "OAuth1",
    "OAuth2",
    "OpenAI",
    "OpenAPI",
    "OpenID",
    "PayPal",
    "PostgreSQL",
    "TypeScript",
    "WebAuthn",
    "WebDAV",
    "WebRTC",
    "WebSocket",
    "WebSockets",
    "WhatsApp",
    "WiFi",
    "YouTube",
    "iOS",
    "iPad",
    "iPhone",
    "mTLS",
    "macOS",
];

/// How many characters the word has that begins at `index`, if one of these does; the longest, where several do.
pub(super) fn at(chars: &[char], index: usize) -> Option<usize> {
    let rest = chars.get(index..)?;
    let begins = |word: &&str| {
        let length = word.len();
        let ends = !rest
            .get(length)
            .is_some_and(|next| next.is_ascii_lowercase() || next.is_ascii_digit());
        ends && rest.len() >= length && word.chars().zip(rest).all(|(one, other)| one == *other)
    };
    WHOLE.iter().filter(|word| begins(word)).map(|word| word.len()).max()
}
