//! Credentials never show, however a server spells them.

use super::server::{Server, gzip, json, reply};
use super::{TOKEN, WatchText, build, builder, client, list, once};
use crate::runtime::{Client, Error};
use std::error::Error as _;

/// Every text that an error gives.
pub(super) fn texts(error: &Error) -> String {
    let mut all =
        format!("{error}\n{error:?}\n{error:#?}\n{:?}\n{:?}", error.errors(), error.request_id());
    for message in error.errors() {
        all += &format!("\n{message} {} {} {}", message.code, message.message, message.value);
    }
    match error {
        Error::Api(api) => {
            let bytes = String::from_utf8_lossy(api.bytes());
            all += &format!("\n{}\n{bytes}\n{:?}\n{:?}", api.body(), api.note(), api.headers())
        }
        Error::Decode(decode) => {
            all += &format!("\n{}\n{}\n{}", decode.excerpt(), decode.message(), decode.path())
        }
        Error::Redirect(redirect) => {
            all += &format!("\n{:?}\n{}", redirect.target(), redirect.message())
        }
        _ => {}
    }
    let mut cause = error.source();
    while let Some(next) = cause {
        all += &format!("\n{next}\n{next:?}");
        cause = next.source();
    }
    all
}

/// The credential's distinctive parts; none of them may show in any spelling.
fn check(text: &str) {
    for part in ["SECRET", "0123456789", "abcdef", "tok-en"] {
        assert!(!text.contains(part), "{part} shows in {text}");
    }
}

/// Ways in which a server may write the token.
fn spellings() -> Vec<String> {
    vec![
        TOKEN.into(),
        TOKEN.replace('/', "\\/"),
        TOKEN.replace('-', "\\u002d").replace('/', "\\u002F"),
        TOKEN.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect(),
        TOKEN.replace('-', "\\\\u002d").replace('+', "\\\\\\u002b"),
        TOKEN.bytes().map(|byte| format!("%{byte:02X}")).collect(),
        TOKEN.replace('/', "%2f").replace('+', "%2B"),
        TOKEN.replace('/', "%252F").replace('+', "%25252b"),
        TOKEN.replace('/', "&#47;").replace('+', "&#x2B;").replace('-', "&#45;"),
    ]
}

#[tokio::test]
async fn an_echo_in_a_failure_body_is_masked() {
    for spelling in spellings() {
        for body in [
            format!(
                r#"{{"errors":[{{"code":"{spelling}","message":"bad token {spelling}!","{spelling}":["{spelling}"]}}]}}"#
            ),
            format!("<html>{spelling}</html>"),
            format!(r#"{{"error":"{spelling}"}}"#),
            format!("{}{spelling}", "x".repeat(190)),
            spelling.clone(),
        ] {
            let server = Server::fixed(json(401, &body));
            check(&texts(&once(&server).await.expect_err("a failure")));
        }
    }
}

#[tokio::test]
async fn an_echo_in_a_decode_error_is_masked() {
    for spelling in spellings() {
        for body in [
            format!(r#"{{"success":true,"result":"{spelling}"}}"#),
            format!(r#"{{"success":true,"result":"Bearer {spelling}"}}"#),
            format!(r#"{{"success":true,"result":"{}{spelling}"}}"#, "y".repeat(30)),
            format!("<title>{spelling}"),
            format!(r#"{{"{spelling}":}}"#),
        ] {
            let server = Server::fixed(json(200, &body));
            check(&texts(&once(&server).await.expect_err("a failure")));
        }
    }
}

#[tokio::test]
async fn an_echo_in_a_header_or_a_redirect_is_masked() {
    for spelling in spellings() {
        for target in [
            format!("https://evil.example/?t={spelling}"),
            format!("/{spelling}"),
            format!("http://[{spelling}"),
        ] {
            let server = Server::sequence(vec![
                reply(302, &format!("Location: {target}"), ""),
                json(500, "{}"),
            ]);
            check(&texts(&once(&server).await.expect_err("a failure")));
        }
        let headers =
            format!("CF-Ray: {spelling}\r\nX-Echo: {spelling}\r\nContent-Type: text/{spelling}");
        check(&texts(
            &once(&Server::fixed(reply(403, &headers, "x"))).await.expect_err("a failure"),
        ));
        check(&texts(
            &once(&Server::fixed(reply(200, &headers, "x"))).await.expect_err("a failure"),
        ));
        check(&texts(
            &once(&Server::fixed(reply(200, &format!("Content-Encoding: {spelling}"), "x")))
                .await
                .expect_err("a failure"),
        ));
        let server = Server::fixed(reply(200, &headers, r#"{"success":true,"result":[]}"#));
        let reply = list(&client(&server), "a").with_response().await.expect("it decodes");
        check(&format!("{reply:?}"));
    }
}

#[tokio::test]
async fn an_echo_in_a_compressed_failure_is_masked() {
    let server = Server::fixed(reply(401, "Content-Encoding: gzip", gzip(TOKEN.as_bytes())));
    check(&texts(&once(&server).await.expect_err("a failure")));
}

#[tokio::test]
async fn an_echo_in_a_failure_that_is_no_text_is_masked() {
    for spelling in spellings() {
        let body = [b"\xff\x00", spelling.as_bytes(), b"\xfe"].concat();
        check(&texts(&once(&Server::fixed(reply(401, "", body))).await.expect_err("a failure")));
    }
}

#[tokio::test]
async fn an_echo_before_a_cut_is_masked() {
    for bytes in [
        format!("HTTP/1.1 401 X\r\nContent-Length: 999\r\n\r\n{TOKEN}"),
        format!("HTTP/1.1 200 X\r\nContent-Length: 999\r\n\r\n{TOKEN}"),
        format!("HTTP/1.1 {TOKEN}\r\n\r\n"),
    ] {
        check(&texts(&once(&Server::fixed(bytes)).await.expect_err("a failure")));
    }
}

#[tokio::test]
async fn nothing_that_holds_a_credential_shows_it() {
    let server = Server::fixed(json(403, "{}"));
    let observed = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let heard = observed.clone();
    let builder = builder(&server)
        .basic_credential("login", "tok-en", "SECRET-password")
        .credential("query_key", TOKEN)
        .observer(move |attempt| {
            heard.lock().expect("no observer panicked").push_str(&format!("{attempt:?}"))
        });
    check(&format!("{builder:?} {builder:#?}"));
    let client: Client = build(builder);
    check(&format!("{client:?} {client:#?}"));
    let request =
        list(&client, TOKEN).tags("SECRET").header("Authorization", format!("Bearer {TOKEN}"));
    assert!(!format!("{request:?}").contains("0123456789"), "{request:?}");
    let request = list(&client, "a")
        .query_param("again", TOKEN)
        .header("X-Copy", format!("{TOKEN} SECRET-password"));
    check(&format!(
        "{request:?} {:?} {}",
        request.preview().expect("it can be built"),
        request.preview().expect("it can be built")
    ));
    check(&texts(&request.await.expect_err("a failure")));
    let observed = observed.lock().expect("no observer panicked").clone();
    assert!(observed.contains("403"));
    check(&observed);
    check(&format!("{:?}", crate::runtime::Secret::from(TOKEN)));
}

#[tokio::test]
async fn the_callers_own_authorization_is_masked_too() {
    let server = Server::fixed(json(
        400,
        r#"{"error":"you sent Bearer own-SECRET-0123456789 and own-SECRET-0123456789"}"#,
    ));
    let error = list(&client(&server), "a")
        .header("Authorization", "Bearer own-SECRET-0123456789")
        .await
        .expect_err("a failure");
    assert_eq!(server.seen()[0].header("authorization"), Some("Bearer own-SECRET-0123456789"));
    check(&texts(&error));
}

#[tokio::test]
async fn a_password_is_masked_in_the_form_in_which_it_goes_out() {
    static BASIC: crate::runtime::Operation =
        crate::runtime::Operation::new("x", crate::runtime::Method::Get, "/x")
            .security(&[&["login"]]);
    let server =
        Server::fixed(json(400, r#"{"error":"QWxhZGRpbjpvcGVuIHNlc2FtZQ== is open sesame"}"#));
    let client = build(builder(&server).basic_credential("login", "Aladdin", "open sesame"));
    let error = super::Unit { call: crate::runtime::Call::new(&client, &BASIC) }
        .await
        .expect_err("a failure");
    let text = texts(&error);
    assert!(!text.contains("QWxh") && !text.contains("sesame"), "{text}");
}

#[tokio::test]
async fn found_by_chance_a_credential_of_marks_is_masked_where_marks_begin_its_escapes() {
    let secret = "a%SECRET&b\\tok-en%25&amp;c";
    let html: String = secret.chars().map(|c| format!("&#x{:x};", u32::from(c))).collect();
    let url: String = secret.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let plain_letters =
        secret.replace('&', "&#x26;").replace('%', "&#x25;").replace("tok", "&#116;ok");
    for spelling in [secret.to_owned(), html, url, plain_letters, secret.replace('%', "%25")] {
        let server = Server::fixed(json(403, &format!("{{\"error\":{spelling:?}}}")));
        let client = build(builder(&server).credential("api_token", secret));
        let error = list(&client, "a").await.expect_err("a failure");
        check(&texts(&error));
    }
}

#[tokio::test]
async fn found_by_chance_an_echo_that_is_cut_within_is_masked() {
    for spelling in spellings() {
        for kept in [spelling.len() / 2, spelling.len() - 1] {
            let body = &spelling[..kept];
            let bytes = format!("HTTP/1.1 401 X\r\nContent-Length: 999\r\n\r\n{body}");
            let error = once(&Server::fixed(bytes)).await.expect_err("a failure");
            let text = texts(&error);
            assert!(text.contains("***"), "{text}");
            check(&text);
        }
    }
    // A few letters that a credential happens to begin with are none.
    let error = once(&Server::fixed(json(401, r#"{"error":"a tok-e"}"#))).await.expect_err("401");
    assert!(error.to_string().contains("a tok-e"), "{error}");
}

#[tokio::test]
async fn found_by_chance_an_echo_that_is_cut_in_the_escape_of_a_mark_is_masked() {
    let secret = "SECRET=word&%tok-en";
    for body in ["SECRET%3dword%26%2", "SECRET=word&amp;%2", "SECRET=word&am", "SECRET=word&%25"] {
        let bytes = format!("HTTP/1.1 401 X\r\nContent-Length: 999\r\n\r\n{body}");
        let server = Server::fixed(bytes);
        let client = build(builder(&server).credential("api_token", secret));
        let error = list(&client, "a").await.expect_err("a failure");
        let text = texts(&error);
        assert!(text.contains("***") && !text.contains("SECRET"), "{text}");
    }
}

#[tokio::test]
async fn found_by_chance_an_echo_that_is_broken_over_lines_is_masked() {
    let (one, other) = TOKEN.split_at(15);
    for between in ["\n", "\r\n", "\\n", "\\r\\n"] {
        let server = Server::fixed(reply(401, "", format!("a {one}{between}{other} b")));
        check(&texts(&once(&server).await.expect_err("a failure")));
    }
}

#[tokio::test]
async fn an_echo_in_base64_is_masked_whatever_was_encoded_with_it() {
    // In base64: `x`, `xx` or nothing, then the token, then a point.
    for spelling in [
        "dG9rLWVuL1NFQ1JFVF8wMTIzNDU2Nzg5K2FiY2RlZg==",
        "eHRvay1lbi9TRUNSRVRfMDEyMzQ1Njc4OSthYmNkZWYu",
        "eHh0b2stZW4vU0VDUkVUXzAxMjM0NTY3ODkrYWJjZGVmLg==",
        "eHh0b2stZW4vU0VDUkVUXzAxMjM0NTY3ODkrYWJjZGVmLg",
    ] {
        let server = Server::fixed(reply(403, &format!("X-Echo: {spelling}"), spelling));
        let text = texts(&once(&server).await.expect_err("a failure"));
        for part in ["rLWVuL1NFQ", "vay1lbi9TRU", "stZW4vU0VDU", "MTIzNDU2", "DEyMzQ1", "AxMjM0NT"]
        {
            assert!(!text.contains(part), "{part} shows in {text}");
        }
    }
}

#[tokio::test]
async fn an_echo_in_a_stream_is_the_callers_own() {
    let server = Server::fixed(reply(200, "", format!("data: {TOKEN}\n\n")));
    let mut events = WatchText::of(&client(&server), &super::LIST).await.expect("it begins");
    let event = events.next().await.expect("an event").expect("it is whole");
    assert_eq!(event.data, TOKEN);
}

/// What is looked at for escapes must not grow with the square of the text: this would not end in a lifetime.
#[tokio::test]
async fn a_long_run_of_backslashes_is_searched_in_one_go() {
    let body = format!("{}{}", "\\".repeat(900_000), TOKEN.replace('-', "\\u002d"));
    let server = Server::fixed(reply(400, "Content-Type: text/plain", &body));
    let error = once(&server).await.expect_err("a failure");
    check(&texts(&error));
}
