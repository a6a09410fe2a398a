//! Writes the crate's `Cargo.toml`: the package, its features, and the dependencies that the runtime has.

use super::features::Features;
use super::ident;
use crate::ir;
use crate::runtime_files;
use crate::settings::Settings;

/// The package's name: the settings', or the API's title with `-client` at its end.
pub(crate) fn package_name(api: &ir::Api, settings: &Settings) -> String {
    if let Some(name) = &settings.package.name {
        return name.clone();
    }
    // What follows a dash is a remark: `Petstore - OpenAPI 3.0`.
    let title = api.title.split(" - ").find(|part| !part.trim().is_empty()).unwrap_or_default();
    let mut words = ident::words(title);
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| ["api", "openapi", "swagger", "spec"].contains(&word.as_str()))
    {
        words.pop();
    }
    if words.last().is_none_or(|word| word != "client") {
        words.push("client".to_owned());
    }
    let name = ident::shorten(words).join("-");
    if name.starts_with(|char: char| char.is_ascii_digit()) { format!("api-{name}") } else { name }
}

/// One line on what the crate is.
pub(crate) fn about(api: &ir::Api, settings: &Settings) -> String {
    let said = settings.package.description.clone();
    let title = api.title.split_whitespace().collect::<Vec<_>>().join(" ");
    said.unwrap_or_else(|| {
        if title.is_empty() {
            "A client of an HTTP API".to_owned()
        } else {
            format!("A client of {title}")
        }
    })
}

/// The whole manifest.
pub(crate) fn manifest(
    api: &ir::Api,
    settings: &Settings,
    features: &Features,
    standalone: bool,
) -> String {
    let package = &settings.package;
    let mut text = String::from("[package]\n");
    let mut entry =
        |name: &str, value: &str| text.push_str(&format!("{name} = {}\n", quoted(value)));
    entry("name", &package_name(api, settings));
    entry("version", package.version.as_deref().unwrap_or("0.1.0"));
    entry("description", &about(api, settings));
    entry("edition", "2024");
    entry("rust-version", "1.88");
    if let Some(license) = &package.license {
        entry("license", license);
    }
    if let Some(repository) = &package.repository {
        entry("repository", repository);
    }
    entry("readme", "README.md");
    if !package.publish {
        text.push_str("publish = false\n");
    }
    text.push_str("\n[package.metadata.docs.rs]\nall-features = true\nrustdoc-args = [\"--cfg\", \"docsrs\"]\n");
    if standalone {
        text.push_str(
            "\n# The crate stands alone, whatever workspace it may lie in.\n[workspace]\n",
        );
    }
    text.push_str(&self::features(features));
    text.push_str(&format!(
        "\n[dependencies]\n{}",
        runtime_files::manifest_section("dependencies")
    ));
    if package.tests && !features.all().is_empty() {
        // The test names types of every resource.
        text.push_str("\n[[test]]\nname = \"described\"\nrequired-features = [\"full\"]\n");
    }
    if let Some(further) = &package.manifest {
        text.push_str(&format!("\n{}\n", further.trim()));
    }
    text
}

fn features(features: &Features) -> String {
    let all = features.all();
    let list = |names: &[String]| names.iter().map(|name| quoted(name)).collect::<Vec<_>>();
    let mut default = match &features.default {
        Some(names) => names.clone(),
        None if all.is_empty() => Vec::new(),
        None => vec!["full".to_owned()],
    };
    default.push("rustls".to_owned());
    if features.default.is_none() {
        default.push("serde".to_owned());
    }
    let mut text = format!("\n[features]\ndefault = {}\n", array(&list(&default)));
    if !all.is_empty() {
        let names: Vec<String> = all.iter().map(|name| (*name).to_owned()).collect();
        text.push_str(&format!("# Every resource.\nfull = {}\n", array(&list(&names))));
        for name in &all {
            text.push_str(&format!("{} = []\n", key(name)));
        }
    }
    text.push_str(&runtime_files::manifest_section("features"));
    text
}

/// An array on one line, or one entry a line.
fn array(entries: &[String]) -> String {
    let line = format!("[{}]", entries.join(", "));
    if line.len() < 100 {
        line
    } else {
        format!("[\n{}]", entries.iter().map(|entry| format!("    {entry},\n")).collect::<String>())
    }
}

/// A key, bare where TOML takes it so.
fn key(name: &str) -> String {
    let bare = !name.is_empty()
        && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '-' || char == '_');
    if bare { name.to_owned() } else { quoted(name) }
}

/// A basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            char if char.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(char))),
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_named_for_the_title() {
        let name = |title: &str| {
            package_name(
                &ir::Api { title: title.into(), ..Default::default() },
                &Settings::default(),
            )
        };
        assert_eq!(name("Swagger Petstore - OpenAPI 3.0"), "swagger-petstore-client");
        assert_eq!(name("Cloudflare API"), "cloudflare-client");
        assert_eq!(name("中文"), "u4e2du6587-client");
        assert_eq!(name(""), "client");
        assert_eq!(name("3D models"), "api-3-d-models-client");
    }

    #[test]
    fn foreign_text_stays_within_its_string() {
        let api =
            ir::Api { title: "x\"\n[dependencies]\nevil = \"1\"".into(), ..Default::default() };
        let text = manifest(&api, &Settings::default(), &Features::default(), true);
        assert!(
            text.contains("description = \"A client of x\\\" [dependencies] evil = \\\"1\\\"\"\n"),
            "{text}"
        );
    }

    #[test]
    fn only_a_crate_outside_a_workspace_has_one_of_its_own() {
        let text = |standalone| {
            manifest(&ir::Api::default(), &Settings::default(), &Features::default(), standalone)
        };
        assert!(text(true).contains("[workspace]"));
        assert!(!text(false).contains("[workspace]"));
    }
}
