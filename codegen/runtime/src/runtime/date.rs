//! Decides what a date in a header means.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Reads a date in any of the three forms that a recipient must know (RFC 9110, section 5.6.7). The day of the week is not checked, since a
/// wrong one does not make the rest doubtful.
///
/// | form          | sample                           |
/// |---------------|----------------------------------|
/// | IMF-fixdate   | `Sun, 06 Nov 1994 08:49:37 GMT`  |
/// | RFC 850       | `Sunday, 06-Nov-94 08:49:37 GMT` |
/// | asctime       | `Sun Nov  6 08:49:37 1994`       |
pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    let words: Vec<&str> = text.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let (day, month, year, clock) = match words[..] {
        [weekday, day, month, year, clock, "GMT"] if weekday.ends_with(',') => {
            let year = match year.len() {
                2 => within_fifty_years(number(year, 2)?),
                _ => number(year, 4)?,
            };
            (number(day, 2)?, month, year, clock)
        }
        [_, month, day, clock, year] => {
            (number(day, day.len().clamp(1, 2))?, month, number(year, 4)?, clock)
        }
        _ => return None,
    };
    let names =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = names.iter().position(|known| *known == month)? as u64 + 1;
    let mut clock = clock.split(':');
    let (hour, minute, second) =
        (number(clock.next()?, 2)?, number(clock.next()?, 2)?, number(clock.next()?, 2)?);
    if clock.next().is_some() || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60
    {
        return None;
    }
    let seconds = (days(year, month, day)? * 24 + hour) * 3600 + minute * 60 + second;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

/// The year that two digits mean: one that seems more than 50 years ahead is the last that ended so.
fn within_fifty_years(digits: u64) -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let this = 1970 + now / 31_556_952;
    let year = this - this % 100 + digits;
    if year > this + 50 { year - 100 } else { year }
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
