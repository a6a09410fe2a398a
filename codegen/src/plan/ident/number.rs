//! Tells one from many, in English: `policies` are several of `policy`.

/// Words that end in `s` and yet mean one thing.
const SINGULAR_IN_S: &[&str] = &[
    "access",
    "address",
    "alias",
    "analysis",
    "analytics",
    "axis",
    "basis",
    "bias",
    "bonus",
    "bus",
    "business",
    "bypass",
    "campus",
    "canvas",
    "census",
    "class",
    "cors",
    "cross",
    "css",
    "dns",
    "dress",
    "always",
    "express",
    "gas",
    "gps",
    "has",
    "https",
    "ios",
    "is",
    "kms",
    "kubernetes",
    "lens",
    "less",
    "loss",
    "mass",
    "mysql",
    "news",
    "nexus",
    "os",
    "pass",
    "plus",
    "previous",
    "process",
    "progress",
    "redis",
    "sms",
    "saas",
    "series",
    "sqs",
    "sns",
    "ssl",
    "status",
    "stress",
    "success",
    "summons",
    "tls",
    "this",
    "as",
    "us",
    "virus",
    "was",
    "witness",
    "yes",
    "aws",
];

/// Plurals that follow no rule.
const IRREGULAR: &[(&str, &str)] = &[
    ("children", "child"),
    ("people", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("indices", "index"),
    ("vertices", "vertex"),
    ("matrices", "matrix"),
    ("criteria", "criterion"),
    ("movies", "movie"),
    ("cookies", "cookie"),
    ("ties", "tie"),
    ("pies", "pie"),
    ("databases", "database"),
    ("caches", "cache"),
    ("axes", "axis"),
    ("analyses", "analysis"),
    ("lives", "life"),
    ("shelves", "shelf"),
    ("halves", "half"),
    ("knives", "knife"),
    ("niches", "niche"),
    ("data", "datum"),
    ("media", "medium"),
];

/// Whether a word looks like a plural.
pub(crate) fn plural(word: &str) -> bool {
    singular(word) != word
}

/// One of what a word means: `scripts` gives `script`, `policies` gives `policy`; a word that is no plural comes back as it is.
pub(crate) fn singular(word: &str) -> String {
    if word == "data" || word == "media" || SINGULAR_IN_S.contains(&word) {
        return word.to_owned();
    }
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    // `uses` are not several of `us`.
    let is_one = |stem: &&str| stem.len() > 2 && SINGULAR_IN_S.contains(stem);
    if let Some(stem) = word.strip_suffix("es").filter(is_one) {
        return stem.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] {
        if word.len() > ending.len() && word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    let ends_in_one_s = word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is");
    match word.strip_suffix('s') {
        Some(stem) if ends_in_one_s && stem.len() > 1 => stem.to_owned(),
        _ => word.to_owned(),
    }
}
