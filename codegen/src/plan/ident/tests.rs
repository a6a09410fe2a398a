use super::*;

#[test]
fn words_part_at_capitals_and_marks() {
    for (text, expected) in [
        ("createdOn", "created on"),
        ("Workers / listScripts-v2", "workers list scripts v2"),
        ("HTTPServer", "http server"),
        ("accountIDs", "account ids"),
        ("URLsToPurge", "urls to purge"),
        ("S3Bucket", "s3 bucket"),
        ("ipv4addr", "ipv4addr"),
        ("Étage", "etage"),
        ("don't", "dont"),
        ("中文 name", "u4e2du6587 name"),
        ("*/", ""),
        ("OAuth2Token", "oauth2 token"),
        ("publicIPv4", "public ipv4"),
        ("mTLS", "mtls"),
        ("GitHubs", "git hubs"),
    ] {
        assert_eq!(words(text).join(" "), expected, "{text}");
    }
}

#[test]
fn fields_are_always_identifiers() {
    for (text, expected) in [
        ("type", "r#type"),
        ("Type", "r#type"),
        ("self", "self_"),
        ("Self", "self_"),
        ("crate", "crate_"),
        ("2fa", "n2fa"),
        ("", "empty"),
        ("   ", "empty"),
        ("$ref", "r#ref"),
        ("@", "at"),
        ("+1", "plus_1"),
        ("gen", "r#gen"),
        ("\u{202e}abc", "abc"),
        ("_", "underscore"),
        ("🦀", "empty"),
    ] {
        assert_eq!(field(text).as_str(), expected, "{text}");
    }
}

#[test]
fn variants_spell_signs_that_carry_the_meaning() {
    for (text, expected) in [
        ("+1", "Plus1"),
        ("-1", "Minus1"),
        ("<=", "LessOrEqual"),
        ("*", "Star"),
        ("1.10", "N1_10"),
        ("Self", "Self_"),
        ("-created_on", "MinusCreatedOn"),
        ("application/json", "ApplicationJson"),
        ("", "Empty"),
        ("_", "Underscore"),
    ] {
        assert_eq!(variant(text).as_str(), expected, "{text}");
    }
}

#[test]
fn types_keep_off_names_that_files_import() {
    for (text, expected) in [
        ("error", "ErrorModel"),
        ("OPTION", "OptionModel"),
        ("UUID", "Uuid"),
        ("self", "SelfModel"),
    ] {
        assert_eq!(ty(text).as_str(), expected);
    }
}

#[test]
fn the_list_of_taken_types_is_sorted() {
    assert!(TAKEN_TYPES.is_sorted());
}

#[test]
fn modules_are_never_raw() {
    for (text, expected) in
        [("type", "type_"), ("mod", "mod_"), ("lib", "lib_"), ("Zero Trust", "zero_trust")]
    {
        assert_eq!(module(text).as_str(), expected);
    }
}

#[test]
fn plurals_become_one() {
    for (many, one) in [
        ("scripts", "script"),
        ("policies", "policy"),
        ("addresses", "address"),
        ("status", "status"),
        ("statuses", "status"),
        ("indexes", "index"),
        ("series", "series"),
        ("rules", "rule"),
        ("databases", "database"),
        ("matches", "match"),
        ("shelves", "shelf"),
        ("lenses", "lens"),
        ("uses", "use"),
        ("s", "s"),
        ("dns", "dns"),
    ] {
        assert_eq!(singular(many), one);
    }
}

#[test]
fn long_names_lose_words_from_their_middle() {
    let long = "accounts workers scripts settings tail consumers response result placement region configuration entry";
    let name = ty(long).0;
    assert!(name.len() <= LONGEST, "{name}");
    assert!(name.starts_with("Accounts") && name.ends_with("ConfigurationEntry"), "{name}");
}

#[test]
fn no_name_is_too_long_for_its_first_digit_or_its_few_words() {
    let digits = ty(&format!("2{}", "_word".repeat(15)));
    let few = ty(&["abcdefghij"; 3].map(|word| word.repeat(3)).join("_"));
    for name in [digits.as_str(), few.as_str()] {
        assert!(name.len() <= LONGEST, "{name}");
    }
}

#[test]
fn long_names_say_nothing_twice() {
    let long =
        "workers ai text generation post run cf mistral mistral 7b instruct v0 2 lora response";
    assert_eq!(ty(long).0, "WorkersAiTextGenerationCfMistral7bInstructV0_2LoraResponse");
}

#[test]
fn a_given_name_must_be_an_identifier() {
    assert_eq!(given("Script").map(|name| name.0), Some("Script".to_owned()));
    assert_eq!(given("type").map(|name| name.0), Some("r#type".to_owned()));
    assert_eq!(given("a b"), None);
    assert_eq!(given(""), None);
    assert_eq!(given("_"), None);
}

#[test]
fn names_of_very_many_words_keep_their_ends() {
    let words: Vec<String> = (0..100_000).map(|index| format!("w{index}")).collect();
    let short = shorten(words);
    assert_eq!(short.first().map(String::as_str), Some("w0"));
    assert_eq!(short.last().map(String::as_str), Some("w99999"));
    assert!(short.iter().map(String::len).sum::<usize>() <= LONGEST);
}

#[test]
fn what_is_appended_to_a_name_is_set_off_by_one_mark() {
    assert_eq!(suffixed(&field("self"), "_member").as_str(), "self_member");
    assert_eq!(suffixed(&field("type"), "_member").as_str(), "type_member");
}
