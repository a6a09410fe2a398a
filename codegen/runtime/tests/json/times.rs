//! Dates and date-times.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use super::{check_kept, misfit, read};
use crate::runtime::json::{Date, DateTime};

#[test]
fn the_text_is_kept_whatever_it_is() {
    for text in
        ["\"2024-05-17T17:50:40.1Z\"", "\"2024-05-17T17:50:40+02:00\"", "\"yesterday\"", "\"\""]
    {
        check_kept::<DateTime>(text);
        check_kept::<Date>(text);
    }
}

#[test]
fn date_times_are_compared_by_instant() {
    let time = DateTime::new;
    assert_eq!(time("2024-05-17T17:50:40.100Z"), time("2024-05-17T19:50:40.1+02:00"));
    assert_ne!(time("2024-05-17T17:50:40Z"), time("2024-05-17T17:50:41Z"));
    assert_eq!(time("yesterday"), time("yesterday"));
    assert_ne!(time("yesterday"), time("today"));
    assert!(time("2024-05-17T17:50:40Z") < time("2024-05-17T17:50:40-04:30"));
    assert_eq!(
        HashSet::from([time("2024-05-17T17:50:40Z"), time("2024-05-17T17:50:40.0+00:00")]).len(),
        1
    );
}

#[test]
fn a_date_time_tells_its_instant() {
    let time = DateTime::new("1970-01-01T00:01:00.5Z");
    assert_eq!(time.unix_seconds(), Some(60));
    assert_eq!(time.to_system_time(), Some(SystemTime::UNIX_EPOCH + Duration::from_millis(60_500)));
    assert_eq!(
        (DateTime::new("x").unix_seconds(), DateTime::new("2024-05-17").to_system_time()),
        (None, None)
    );
}

#[test]
fn a_date_time_comes_from_system_time() {
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(60_500);
    assert_eq!(DateTime::from(time).as_str(), "1970-01-01T00:01:00.5Z");
    assert_eq!(DateTime::from(time).to_system_time(), Some(time));
}

#[test]
fn parsing_is_strict() {
    assert!(
        "2024-05-17T17:50:40Z".parse::<DateTime>().is_ok() && "2024-02-29".parse::<Date>().is_ok()
    );
    for text in ["2024-05-17", "2024-05-17T17:50:40", "2024-13-01T00:00:00Z", "x"] {
        assert!(text.parse::<DateTime>().is_err(), "{text}");
    }
    for text in ["2023-02-29", "2024-02-29T00:00:00Z", "20240229", "x"] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    assert_eq!(
        "soon".parse::<DateTime>().unwrap_err().to_string(),
        "expected a date-time, got \"soon\""
    );
}

#[test]
fn a_date_tells_its_day() {
    assert_eq!(Date::new("2024-02-29").to_ymd(), Some((2024, 2, 29)));
    assert_eq!(Date::from_ymd(2024, 2, 29), Some(Date::new("2024-02-29")));
    assert_eq!((Date::from_ymd(2023, 2, 29), Date::new("x").to_ymd()), (None, None));
}

#[test]
fn a_time_that_is_no_string_is_a_misfit() {
    assert_eq!(misfit::<DateTime>("1700000000"), "expected a string, got 1700000000");
    assert_eq!(read::<Option<DateTime>>("null"), None);
}
