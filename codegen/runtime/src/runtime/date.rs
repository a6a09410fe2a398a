//! Decides what a date in a header means.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Reads a date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, `IMF-fixdate`). The day of the week is not checked, since a wrong one
/// does not make the rest doubtful.
pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    let (_, rest) = text.trim().split_once(", ")?;
    let mut words = rest.split(' ');
    let day: u64 = number(words.next()?, 2)?;
    let name = words.next()?;
    let names =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = names.iter().position(|known| *known == name)? as u64 + 1;
    let year: u64 = number(words.next()?, 4)?;
    let mut clock = words.next()?.split(':');
    let (hour, minute, second) =
        (number(clock.next()?, 2)?, number(clock.next()?, 2)?, number(clock.next()?, 2)?);
    if words.next()? != "GMT" || words.next().is_some() || clock.next().is_some() {
        return None;
    }
    if !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = (days(year, month, day)? * 24 + hour) * 3600 + minute * 60 + second;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn number(text: &str, digits: usize) -> Option<u64> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// Days since 1970-01-01; none for a date before that, which no header has good reason to name.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    // Years are counted from March, so that the leap day is the last of its year.
    let (year, month) =
        if month > 2 { (year, month - 3) } else { (year.checked_sub(1)?, month + 9) };
    let era_days = year * 365 + year / 4 - year / 100 + year / 400;
    (era_days + (month * 153 + 2) / 5 + day - 1).checked_sub(719_468)
}
