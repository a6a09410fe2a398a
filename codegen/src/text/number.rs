//! What a number's text means, without passing through a float.

/// A number taken apart: `0.digits × 10^exponent`, without leading or trailing zeros. Zero has no digits.
#[derive(PartialEq, Eq)]
struct Parts {
    negative: bool,
    digits: String,
    exponent: i64,
}

/// Takes a JSON number apart; nothing when its exponent is beyond all use.
fn parts(text: &str) -> Option<Parts> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let stripped = all.trim_start_matches('0');
    let leading = (all.len() - stripped.len()) as i64;
    let digits = stripped.trim_end_matches('0').to_owned();
    if digits.is_empty() {
        return Some(Parts { negative: false, digits, exponent: 0 });
    }
    Some(Parts { negative, digits, exponent: whole.len() as i64 - leading + i64::from(exponent) })
}

/// Whether two JSON numbers are the same number.
pub(super) fn equal(a: &str, b: &str) -> bool {
    a == b || matches!((parts(a), parts(b)), (Some(a), Some(b)) if a == b)
}

/// The decimal digits of a whole number of at most 20 digits, with a sign when negative; nothing when it is not whole.
pub(super) fn exact_integer(text: &str) -> Option<String> {
    if text.len() <= 20
        && text.strip_prefix('-').unwrap_or(text).bytes().all(|b| b.is_ascii_digit())
    {
        return Some(text.to_owned());
    }
    let Parts { negative, mut digits, exponent } = parts(text)?;
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    let length =
        usize::try_from(exponent).ok().filter(|&length| length >= digits.len() && length <= 20)?;
    digits.extend(std::iter::repeat_n('0', length - digits.len()));
    if negative {
        digits.insert(0, '-');
    }
    Some(digits)
}

/// Whether `text` is a number by JSON's grammar.
pub(super) fn is_json(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || (whole > 1 && bytes[at] == b'0') {
        return false;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return false;
        }
        at += 1 + fraction;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
        let exponent = digits(at);
        if exponent == 0 {
            return false;
        }
        at += exponent;
    }
    at == bytes.len()
}

/// A plain YAML scalar as JSON number text, when YAML 1.2's core schema reads it as a number JSON can hold.
pub(super) fn from_yaml(text: &str) -> Option<String> {
    if is_json(text) {
        return Some(text.to_owned());
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return radix(octal, 8);
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return radix(hex, 16);
    }
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], &rest[at..]),
        None => (rest, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let trimmed = whole.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    let point = if fraction.is_empty() { "" } else { "." };
    let json = format!("{sign}{whole}{point}{fraction}{exponent}");
    is_json(&json).then_some(json)
}

/// Whole numbers in base 8 or 16. One beyond 128 bits stays a string.
fn radix(digits: &str, radix: u32) -> Option<String> {
    if digits.starts_with(['+', '-']) {
        return None;
    }
    u128::from_str_radix(digits, radix).ok().map(|value| value.to_string())
}
