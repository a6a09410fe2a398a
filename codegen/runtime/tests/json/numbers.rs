//! Numbers: ranges, exactness, comparison.

use std::collections::HashSet;

use super::types::Script;
use super::{check_kept, misfit, read};
use crate::runtime::json::{Integer, Number, Value, to_string, to_value};

#[test]
fn integers_are_read_however_they_are_written() {
    assert_eq!(
        (
            read::<i32>("7"),
            read::<i32>("7.0"),
            read::<i64>("7e3"),
            read::<u32>("70e-1"),
            read::<u64>("0.7E+1")
        ),
        (7, 7, 7000, 7, 7)
    );
    assert_eq!((read::<i64>("-0"), read::<i64>("-0.0"), read::<u32>("0e9")), (0, 0, 0));
}

#[test]
fn integers_are_read_to_the_ends_of_their_range() {
    assert_eq!(
        (read::<i64>("-9223372036854775808"), read::<i64>("9223372036854775807")),
        (i64::MIN, i64::MAX)
    );
    assert_eq!(
        (
            read::<u64>("18446744073709551615"),
            read::<i32>("-2147483648"),
            read::<u32>("4294967295")
        ),
        (u64::MAX, i32::MIN, u32::MAX)
    );
}

#[test]
fn an_integer_out_of_range_names_the_range() {
    assert_eq!(
        misfit::<i32>("2147483648"),
        "expected a whole number from -2147483648 to 2147483647, got 2147483648"
    );
    assert_eq!(misfit::<u32>("-1"), "expected a whole number from 0 to 4294967295, got -1");
    assert_eq!(
        misfit::<u64>("18446744073709551616"),
        "expected a whole number from 0 to 18446744073709551615, got 18446744073709551616"
    );
    assert_eq!(
        misfit::<i64>("1e400"),
        "expected a whole number from -9223372036854775808 to 9223372036854775807, got 1e400"
    );
}

#[test]
fn a_fraction_is_no_integer() {
    assert_eq!(
        misfit::<i32>("1.5"),
        "expected a whole number from -2147483648 to 2147483647, got 1.5"
    );
    assert_eq!(misfit::<Integer>("15e-1"), "expected a whole number, got 15e-1");
}

#[test]
fn all_integers_are_written_as_rust_writes_them() {
    for value in [0, 1, -1, 9, 10, -99, 1000, i64::MAX, i64::MIN] {
        assert_eq!(to_string(&value), value.to_string());
    }
    assert_eq!(to_string(&u64::MAX), u64::MAX.to_string());
}

#[test]
fn broken_numbers_are_refused() {
    for text in [
        "01", "-", "+1", ".5", "1.", "1e", "1e+", "0x1", "1_0", "--1", "NaN", "Infinity", "-01",
        "00",
    ] {
        for is_ok in [
            text.parse::<Value>().is_ok(),
            text.parse::<Number>().is_ok(),
            text.parse::<Integer>().is_ok(),
        ] {
            assert!(!is_ok, "{text}");
        }
        assert!(crate::runtime::json::from_slice::<f64>(text.as_bytes()).is_err(), "{text}");
        assert!(crate::runtime::json::from_slice::<i64>(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn an_f64_is_the_nearest_finite_double() {
    assert_eq!(read::<f64>("0.1"), 0.1);
    assert_eq!(
        (read::<f64>("1e400"), read::<f64>("-1e400"), read::<f64>("1e-400")),
        (f64::MAX, f64::MIN, 0.0)
    );
    assert_eq!(read::<f64>("9007199254740993"), 9007199254740992.0);
}

#[test]
fn an_f64_is_written_shortly() {
    for (value, text) in [
        (1.0, "1"),
        (-0.5, "-0.5"),
        (1e22, "1e22"),
        (1e-7, "1e-7"),
        (f64::NAN, "null"),
        (f64::INFINITY, "null"),
        (123456789.0, "123456789"),
    ] {
        assert_eq!(to_string(&value), text);
    }
    assert_eq!(to_string(&0.1_f32), "0.1");
}

#[test]
fn a_number_with_more_digits_than_a_double_holds_is_written_back_exactly() {
    check_kept::<Script>(r#"{"name":"a","note":null,"rate":0.10000000000000000555}"#);
    check_kept::<Script>(r#"{"name":"a","note":null,"rate":9007199254740993}"#);
    check_kept::<Script>(r#"{"name":"a","note":null,"rate":1e400,"rates":[1,1e-400,2]}"#);
}

#[test]
fn an_exact_text_is_no_unknown_member_and_gives_way_to_a_new_value() {
    let mut script: Script = read(r#"{"name":"a","note":null,"rate":1e400}"#);
    assert!(script.other.is_empty());
    script.rate = Some(0.5);
    assert_eq!(to_string(&script), r#"{"name":"a","note":null,"rate":0.5}"#);
}

#[test]
fn an_exact_text_stays_with_its_own_object() {
    let text = r#"{"name":"a","note":null,"rates":[1e400],"children":[{"name":"b","note":null,"rate":1e401}]}"#;
    let script: Script = read(text);
    assert_eq!(to_string(&script), text);
    let child = &script.children.as_deref().unwrap()[0];
    assert_eq!(to_string(child), r#"{"name":"b","note":null,"rate":1e401}"#);
}

#[test]
fn a_number_that_a_double_holds_needs_no_text() {
    let script: Script = read(r#"{"name":"a","note":null,"rate":1.50e0}"#);
    assert_eq!(to_string(&script), r#"{"name":"a","note":null,"rate":1.5}"#);
}

#[test]
fn numbers_are_compared_by_exact_value() {
    let number = |text: &str| text.parse::<Number>().unwrap();
    for (one, other) in [
        ("1", "1.0"),
        ("1", "10e-1"),
        ("100", "1e2"),
        ("0", "-0"),
        ("0", "0e99"),
        ("1e400", "10e399"),
        ("0.10", "1e-1"),
    ] {
        assert_eq!(number(one), number(other));
        assert_eq!(HashSet::from([number(one), number(other)]).len(), 1, "{one} {other}");
    }
    for (one, other) in [
        ("1", "-1"),
        ("9007199254740993", "9007199254740992"),
        ("0.1", "0.10000000000000000555"),
        ("1e400", "1e401"),
        ("1", "0"),
    ] {
        assert_ne!(number(one), number(other));
    }
}

#[test]
fn a_number_keeps_its_text() {
    for text in ["1.0", "1E5", "-0", "1e400", "123456789012345678901234567890", "0.10"] {
        check_kept::<Number>(text);
    }
}

#[test]
fn a_number_tells_its_value() {
    let number = |text: &str| text.parse::<Number>().unwrap();
    assert_eq!(
        (number("1e3").as_i64(), number("1.5").as_i64(), number("18446744073709551615").as_u64()),
        (Some(1000), None, Some(u64::MAX))
    );
    assert_eq!(
        (number("-1").as_u64(), number("2.5").as_f64(), number("1e400").as_f64()),
        (None, 2.5, f64::MAX)
    );
    assert!(Number::from_f64(f64::NAN).is_none());
}

#[test]
fn an_exponent_beyond_reason_takes_no_time() {
    let number: Number = "1e99999999999999999999999999999999999999999999".parse().unwrap();
    assert_eq!(
        (number.as_i64(), number == number.clone(), read::<f64>("1e999999999")),
        (None, true, f64::MAX)
    );
    check_kept::<Integer>("1e999999999");
}

#[test]
fn an_integer_of_any_size_is_kept() {
    check_kept::<Integer>("123456789012345678901234567890");
    assert_eq!(read::<Integer>("1e2"), Integer::from(100));
    assert_eq!(read::<Integer>("1e30"), read::<Integer>("1000000000000000000000000000000"));
    assert_eq!(
        (
            Integer::from(u64::MAX).as_i64(),
            Integer::from(u64::MAX).as_u64(),
            Integer::from(-5).as_i64()
        ),
        (None, Some(u64::MAX), Some(-5))
    );
    assert_eq!(to_value(&Integer::from(7)), Value::from(7));
}

#[test]
fn short_decimals_are_written_as_the_shortest_text_that_reads_back() {
    let mut values =
        vec![0.0, -0.0, 0.1, 0.25, 1e-4, 9.99e-5, 1e7, 9_999_999.5, 0.123_456_78, 5e-324];
    values.extend((0..20_000).map(|n| f64::from(n) / 1000.0));
    values.extend((0..2_000).map(|n| f64::from(n) * 0.123_456_789_012_3));
    for value in values.iter().flat_map(|value| [*value, -*value]) {
        let shortest = format!("{value:?}");
        assert_eq!(to_string(&value), shortest.strip_suffix(".0").unwrap_or(&shortest));
    }
}
