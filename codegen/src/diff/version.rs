//! Which version comes next.

use super::Level;

/// The version after `current`. Below 1.0 the second number is the one that tells of broken code, as cargo reads it. Nothing
/// when `current` is no version.
pub fn next_version(current: &str, level: Level) -> Option<String> {
    let mut version = semver::Version::parse(current).ok()?;
    version.build = semver::BuildMetadata::EMPTY;
    if !version.pre.is_empty() {
        // What is about to become a version is not yet relied on: the mark falls away.
        version.pre = semver::Prerelease::EMPTY;
        return Some(version.to_string());
    }
    let (major, minor, patch) = match (version.major, level) {
        (0, Level::Major) => (0, version.minor.checked_add(1)?, 0),
        (0, Level::Minor | Level::Patch) if version.minor > 0 => {
            (0, version.minor, version.patch.checked_add(1)?)
        }
        // In 0.0.x every number is a break of its own.
        (0, Level::Minor | Level::Patch) => (0, 0, version.patch.checked_add(1)?),
        (major, Level::Major) => (major.checked_add(1)?, 0, 0),
        (major, Level::Minor) => (major, version.minor.checked_add(1)?, 0),
        (major, Level::Patch) => (major, version.minor, version.patch.checked_add(1)?),
    };
    (version.major, version.minor, version.patch) = (major, minor, patch);
    Some(version.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_1_a_break_is_a_minor_step() {
        let table = [
            ("0.1.3", Level::Major, "0.2.0"),
            ("0.1.3", Level::Minor, "0.1.4"),
            ("0.1.3", Level::Patch, "0.1.4"),
            ("1.2.3", Level::Major, "2.0.0"),
            ("1.2.3", Level::Minor, "1.3.0"),
            ("1.2.3", Level::Patch, "1.2.4"),
            ("2.0.0-beta.1", Level::Major, "2.0.0"),
        ];
        for (current, level, next) in table {
            assert_eq!(next_version(current, level).as_deref(), Some(next), "{current} {level:?}");
        }
        assert_eq!(next_version("one", Level::Patch), None);
    }
}
