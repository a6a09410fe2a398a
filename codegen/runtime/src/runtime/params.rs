//! Decides how a parameter's value becomes text: OpenAPI's table of styles.
//!
//! | style | explode | `""` | `["a","b"]` | `{"R":1,"G":2}` |
//! |---|---|---|---|---|
//! | matrix | no / yes | `;c` | `;c=a,b` / `;c=a;c=b` | `;c=G,2,R,1` / `;G=2;R=1` |
//! | label | no / yes | `.` | `.a,b` / `.a.b` | `.G,2,R,1` / `.G=2.R=1` |
//! | simple | no / yes | | `a,b` | `G,2,R,1` / `G=2,R=1` |
//! | form | no / yes | `c=` | `c=a,b` / `c=a&c=b` | `c=G,2,R,1` / `G=2&R=1` |
//! | space | no | `c=` | `c=a%20b` | `c=G%202%20R%201` |
//! | pipe | no | `c=` | `c=a%7Cb` | `c=G%7C2%7CR%7C1` |
//! | deep | | `c=` | `c%5B0%5D=a&c%5B1%5D=b` | `c%5BG%5D=2&c%5BR%5D=1` |
//! | cookie | no / yes | `c=` | `c=a,b` / `c=a; c=b` | `c=G,2,R,1` / `G=2; R=1` |
//!
//! Nulls are left out, and so are empty arrays and objects. Members come in the order of their names. Source: OpenAPI 3.1.1, Style Examples.
//!
//! Where the specification is silent: `deepObject` goes to any depth, and elements of an array are counted from 0 (`c[0][a]=1`), as
//! PHP, Rails and Stripe read them. A name that already ends in `[]` takes its items as it stands (`c[]=a&c[]=b`, style form).

use super::json::Value;
use super::percent::{Bare, encode, encoded};
use super::style::{Kind, Style};

/// Whether a media type is JSON.
pub(crate) fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// What one value holds, nulls left out.
enum Shape {
    Nothing,
    One(String),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

fn shape(value: &Value) -> Shape {
    match value {
        Value::Null => Shape::Nothing,
        Value::Array(items) => match items.iter().filter_map(scalar).collect::<Vec<_>>() {
            items if items.is_empty() => Shape::Nothing,
            items => Shape::List(items),
        },
        Value::Object(members) => match members
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), scalar(value)?)))
            .collect::<Vec<_>>()
        {
            pairs if pairs.is_empty() => Shape::Nothing,
            pairs => Shape::Pairs(pairs),
        },
        value => scalar(value).map_or(Shape::Nothing, Shape::One),
    }
}

/// A value on its own as text; what no style has a form for is written as JSON. Null is nothing.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        value => Some(value.to_string()),
    }
}

/// The pieces of a query string that a parameter gives; they are joined by `&`. Nothing when the parameter is left out.
pub(crate) fn query(name: &str, style: Style, value: &Value) -> Vec<String> {
    let bare = if style.reserved { Bare::Reserved } else { Bare::Unreserved };
    pieces(name, style, bare, value)
}

/// The pieces of a cookie header that a parameter gives; they are joined by `; `.
///
/// # Errors
///
/// When a text would begin another cookie: in the style `cookie` the caller encodes what needs it.
pub(crate) fn cookie(name: &str, style: Style, value: &Value) -> Result<Vec<String>, &'static str> {
    if style.kind != Kind::Cookie {
        let bare = if style.reserved { Bare::Cookie } else { Bare::Unreserved };
        return Ok(pieces(name, style, bare, value));
    }
    let pieces = fields(name, style, value);
    let ends_it = |text: &str| text.contains(|c: char| c == ';' || c.is_control());
    if pieces.iter().any(|(name, text)| ends_it(name) || ends_it(text)) {
        return Err("must not hold a semicolon or a control character");
    }
    Ok(pieces.into_iter().map(|(name, text)| format!("{name}={text}")).collect())
}

/// A parameter's pieces, with the characters of a value that stay as they are.
fn pieces(name: &str, style: Style, bare: Bare, value: &Value) -> Vec<String> {
    let strict = Bare::Unreserved;
    let pair =
        |name: &str, value: &str| format!("{}={}", encoded(name, strict), encoded(value, bare));
    let joined = |items: Vec<String>, delimiter: &str| {
        let items: Vec<String> = items.iter().map(|item| encoded(item, bare)).collect();
        vec![format!("{}={}", encoded(name, strict), items.join(delimiter))]
    };
    let delimiter = match style.kind {
        Kind::Json if value.is_null() => return Vec::new(),
        Kind::Json => return vec![pair(name, &value.to_string())],
        Kind::FormText if value.is_null() => return Vec::new(),
        Kind::FormText => return vec![pair(name, &form(value, &[]))],
        Kind::Content(content_type) => {
            return contents(content_type, value).iter().map(|text| pair(name, text)).collect();
        }
        Kind::Deep => {
            let mut fields = Vec::new();
            deep(name.to_owned(), value, &mut fields);
            return fields.iter().map(|(name, text)| pair(name, text)).collect();
        }
        Kind::Space => "%20",
        Kind::Pipe => "%7C",
        Kind::Form | Kind::Simple | Kind::Label | Kind::Matrix | Kind::Cookie => ",",
    };
    match shape(value) {
        Shape::Nothing => Vec::new(),
        Shape::One(text) => vec![pair(name, &text)],
        Shape::List(items) if style.explode => items.iter().map(|item| pair(name, item)).collect(),
        Shape::List(items) => joined(items, delimiter),
        Shape::Pairs(pairs) if style.explode => {
            pairs.iter().map(|(name, value)| pair(name, value)).collect()
        }
        Shape::Pairs(pairs) => joined(flat(pairs), delimiter),
    }
}

/// Brackets for each step, to any depth; elements are counted from 0.
fn deep(name: String, value: &Value, fields: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(format!("{name}[{index}]"), item, fields);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                deep(format!("{name}[{member}]"), value, fields);
            }
        }
        value => fields.extend(scalar(value).map(|text| (name, text))),
    }
}

/// The texts of a form's member that is written as a media type: one, or one for each element of an array (OpenAPI 3.2, Encoding By
/// Name).
pub(crate) fn contents(content_type: &str, value: &Value) -> Vec<String> {
    let json = is_json(content_type);
    let items = value.as_array().unwrap_or(std::slice::from_ref(value)).iter();
    items
        .filter(|item| !item.is_null())
        .filter_map(|item| if json { Some(item.to_string()) } else { scalar(item) })
        .collect()
}

/// The members of a form that a value gives, each a name and a text, not encoded: a query parameter's pieces in a multipart body.
pub(crate) fn fields(name: &str, style: Style, value: &Value) -> Vec<(String, String)> {
    let one = |text: String| vec![(name.to_owned(), text)];
    let named =
        |texts: Vec<String>| texts.into_iter().map(|text| (name.to_owned(), text)).collect();
    let delimiter = match style.kind {
        Kind::Json => return named(contents("application/json", value)),
        Kind::FormText if value.is_null() => return Vec::new(),
        Kind::FormText => return one(form(value, &[])),
        Kind::Content(content_type) => return named(contents(content_type, value)),
        Kind::Deep => {
            let mut fields = Vec::new();
            deep(name.to_owned(), value, &mut fields);
            return fields;
        }
        Kind::Space => " ",
        Kind::Pipe => "|",
        Kind::Form | Kind::Simple | Kind::Label | Kind::Matrix | Kind::Cookie => ",",
    };
    match shape(value) {
        Shape::Nothing => Vec::new(),
        Shape::One(text) => one(text),
        Shape::List(items) if style.explode => named(items),
        Shape::List(items) => one(items.join(delimiter)),
        Shape::Pairs(pairs) if style.explode => pairs,
        Shape::Pairs(pairs) => one(flat(pairs).join(delimiter)),
    }
}

/// The body of a form, or a whole query string: each member as a parameter of its own, written as `styles` says. Of the others an
/// array is a pair for each element, and an object is one pair of JSON text (Encoding Object: the default of `contentType`).
pub(crate) fn form(value: &Value, styles: &[(&str, Style)]) -> String {
    let Value::Object(members) = value else {
        return scalar(value).map_or(String::new(), |text| encoded(&text, Bare::Unreserved));
    };
    let pieces = members.iter().flat_map(|(name, value)| {
        query(name, style_of(name, styles).unwrap_or(Style::content("text/plain")), value)
    });
    pieces.collect::<Vec<_>>().join("&")
}

/// The style that is given for a member.
pub(crate) fn style_of(name: &str, styles: &[(&str, Style)]) -> Option<Style> {
    styles.iter().find(|(known, _)| *known == name).map(|(_, style)| *style)
}

/// The text of a path parameter; empty when there is nothing to write.
pub(crate) fn path(name: &str, style: Style, value: &Value) -> String {
    let whole = if style.reserved { Bare::Slashes } else { Bare::Segment };
    // Beside a delimiter the delimiters themselves must be encoded.
    let part = if style.reserved { Bare::Slashes } else { Bare::Unreserved };
    if style.kind == Kind::Json {
        return if value.is_null() { String::new() } else { encoded(&value.to_string(), whole) };
    }
    if style.kind == Kind::FormText {
        return encoded(&form(value, &[]), whole);
    }
    let (first, between, named) = match (style.kind, style.explode) {
        (Kind::Label, false) => (".", ",", false),
        (Kind::Label, true) => (".", ".", false),
        (Kind::Matrix, false) => (";", ",", true),
        (Kind::Matrix, true) => (";", ";", true),
        (
            Kind::Form
            | Kind::Simple
            | Kind::Space
            | Kind::Pipe
            | Kind::Deep
            | Kind::Cookie
            | Kind::Json
            | Kind::FormText
            | Kind::Content(_),
            _,
        ) => ("", ",", false),
    };
    let mut out = String::from(first);
    let pair = |(name, value): &(String, String)| {
        format!("{}={}", encoded(name, part), encoded(value, part))
    };
    let items = match shape(value) {
        Shape::Nothing => return String::new(),
        Shape::One(text) => {
            if named {
                encode(name, part, &mut out);
                out.push_str(if text.is_empty() { "" } else { "=" });
            }
            encode(&text, whole, &mut out);
            return out;
        }
        Shape::List(items) if named && style.explode => {
            items.into_iter().map(|item| pair(&(name.to_owned(), item))).collect::<Vec<_>>()
        }
        Shape::Pairs(pairs) if style.explode => pairs.iter().map(pair).collect(),
        Shape::List(items) => prefixed(named, name, part, items),
        Shape::Pairs(pairs) => prefixed(named, name, part, flat(pairs)),
    };
    out.push_str(&items.join(between));
    out
}

/// Encoded items, the first with the name and an equals sign before it where the style wants it.
fn prefixed(named: bool, name: &str, bare: Bare, items: Vec<String>) -> Vec<String> {
    let mut items: Vec<String> = items.iter().map(|item| encoded(item, bare)).collect();
    if let (true, Some(first)) = (named, items.first_mut()) {
        *first = format!("{}={first}", encoded(name, bare));
    }
    items
}

/// The text of a header: style simple, not encoded. Nothing when the parameter is left out.
pub(crate) fn header(style: Style, value: &Value) -> Option<String> {
    if style.kind == Kind::Json {
        return (!value.is_null()).then(|| value.to_string());
    }
    if style.kind == Kind::FormText {
        return (!value.is_null()).then(|| form(value, &[]));
    }
    match shape(value) {
        Shape::Nothing => None,
        Shape::One(text) => Some(text),
        Shape::List(items) => Some(items.join(",")),
        Shape::Pairs(pairs) if style.explode => Some(
            pairs
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join(","),
        ),
        Shape::Pairs(pairs) => Some(flat(pairs).join(",")),
    }
}

fn flat(pairs: Vec<(String, String)>) -> Vec<String> {
    pairs.into_iter().flat_map(|(name, value)| [name, value]).collect()
}
