//! What a user of the published crate relies on: which dependencies come with it, which compiler it needs, and that a package can be
//! made again byte by byte.

use super::cargo_command;
use codegen::text;
use std::ffi::OsStr;
use std::fs;

/// Runs `cargo deny` over the dependencies, where it is installed: licences, bans and sources are gates. Advisories need a database
/// from the network, so that a fault there says nothing of the dependencies; they are shown and stop nothing.
pub(super) fn dependencies(cargo: &OsStr) -> Result<(), String> {
    let deny = |checks: &[&str]| {
        let mut command = cargo_command(cargo);
        command.args(["deny", "--config", ".cargo/deny.toml", "check", "--hide-inclusion-graph"]);
        command.args(checks).status().is_ok_and(|status| status.success())
    };
    let version = cargo_command(cargo).args(["deny", "--version"]).output();
    if !version.is_ok_and(|output| output.status.success()) {
        println!("ci: dependencies skipped: `cargo install --locked cargo-deny` gives this step");
        return Ok(());
    }
    if !deny(&["licenses", "bans", "sources"]) {
        return Err("see above and .cargo/deny.toml".to_owned());
    }
    if !deny(&["advisories"]) {
        println!("ci: advisories not passed: the database was not reached, or lists a dependency");
    }
    Ok(())
}

/// Checks that no package of the tree needs a later compiler than the workspace says. That no later part of the standard library is
/// used is clippy's `incompatible_msrv`, which the step `clippy` denies.
pub(super) fn rust_versions(cargo: &OsStr) -> Result<(), String> {
    let output = cargo_command(cargo)
        .args(["metadata", "--format-version", "1", "--all-features", "--locked"])
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let metadata = text::read(&text, "metadata.json", 0)
        .map_err(|_| format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)))?;
    let packages = metadata.get("packages").and_then(text::Node::as_array).unwrap_or_default();
    let named = |package: &text::Node, key: &str| {
        package.get(key).and_then(text::Node::as_str).unwrap_or_default().to_owned()
    };
    // The workspace's own packages have no source.
    let own: Vec<_> =
        packages.iter().filter(|it| it.get("source").is_none_or(text::Node::is_null)).collect();
    let Some(promised) = own.iter().filter_map(|it| version(&named(it, "rust_version"))).min()
    else {
        return Err("no package of the workspace has a rust-version".to_owned());
    };
    let late: Vec<String> = packages
        .iter()
        .filter(|it| version(&named(it, "rust_version")).is_some_and(|needed| needed > promised))
        .map(|it| {
            format!(
                "{} {} needs {}",
                named(it, "name"),
                named(it, "version"),
                named(it, "rust_version")
            )
        })
        .collect();
    let unsaid = own.iter().find(|it| version(&named(it, "rust_version")).is_none());
    match (late.is_empty(), unsaid) {
        (true, None) => Ok(()),
        (true, Some(package)) => Err(format!("{} has no rust-version", named(package, "name"))),
        (false, _) => {
            Err(format!("Rust {}.{} is promised, but {}", promised.0, promised.1, late.join(", ")))
        }
    }
}

/// `1.88` or `1.88.0`, as numbers.
fn version(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('.').map(str::parse);
    let (major, minor) = (parts.next()?.ok()?, parts.next()?.ok()?);
    Some((major, minor, parts.next().and_then(Result::ok).unwrap_or(0)))
}

/// Packs the client twice, in different folders, and compares the bytes.
pub(super) fn reproducible(cargo: &OsStr) -> Result<(), String> {
    let mut packages = Vec::new();
    for attempt in ["one", "two"] {
        let dir = std::env::temp_dir().join(format!("package-{}-{attempt}", std::process::id()));
        let mut command = cargo_command(cargo);
        command.args(["package", "--quiet", "--package", "cloudflare-client", "--no-verify"]);
        command.args(["--allow-dirty", "--target-dir"]).arg(&dir);
        let packed = command.status().is_ok_and(|status| status.success());
        let file = fs::read_dir(dir.join("package")).ok().and_then(|mut files| {
            files.find_map(|file| {
                file.ok().filter(|file| file.path().extension() == Some("crate".as_ref()))
            })
        });
        let bytes = file.map(|file| fs::read(file.path()));
        // It was made for this alone; what cannot be deleted from a temporary folder is no fault of the package.
        let _ = fs::remove_dir_all(&dir);
        match bytes {
            Some(Ok(bytes)) if packed => packages.push(bytes),
            _ => return Err("the client cannot be packed: see above".to_owned()),
        }
    }
    match packages[0] == packages[1] {
        true => Ok(()),
        false => Err("two packages of the same files differ".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version("1.9") < version("1.88") && version("1.88") == version("1.88.0"));
        assert_eq!(version(""), None);
    }
}
