//! The one table of everything that can be reported: variant, id, summary, and what produces it.
//!
//! The first letter of an id is its severity (`E` error, `W` warning, `N` note), the next two digits its subject: 01 texts, versions and
//! files; 02 references; 03 schemas; 04 operations; 05 settings and overlays; 06 names. Ids are never used twice and never change.

use super::Severity;

macro_rules! catalogue {
    ($($variant:ident $id:literal $summary:literal $example:literal;)*) => {
        /// What kind of finding a diagnostic is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(
                #[doc = concat!($id, ": ", $summary, ".")]
                $variant,
            )*
        }

        impl Code {
            /// Every code there is, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// Its id, such as `E0201`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$variant => $id),* }
            }

            /// What it means, in one line.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$variant => $summary),* }
            }

            /// Something that produces it.
            pub fn example(self) -> &'static str {
                match self { $(Code::$variant => $example),* }
            }
        }
    };
}

catalogue! {
    // 01: texts, versions and files
    InvalidText "E0101" "a text is not valid JSON or YAML" "{\"openapi\": \"3.1.0\",}";
    NotADescription "E0102" "a document is no OpenAPI description" "title: Notes";
    UnsupportedVersion "E0103" "a description's version is not supported" "swagger: '2.0'";
    UnquotedVersion "W0104" "the version is a number instead of a text" "openapi: 3.1";
    TooManyFiles "E0105" "a description spreads over too many files or too much text" "10,001 files";
    NothingDescribed "W0106" "a description has no paths, webhooks or components" "openapi: 3.1.0";

    // 02: references
    DanglingReference "E0201" "a reference names nothing" "$ref: '#/components/schemas/Missing'";
    ReferenceCycle "E0202" "references lead back to where they began" "A: {$ref: '#/components/schemas/A'}";
    ForbiddenReference "E0203" "a reference leaves the description's folder" "$ref: 'https://example.com/pet.yaml'";
    UnreadableFile "E0204" "a file that a reference names cannot be read" "$ref: 'missing.yaml'";
    MalformedReference "E0205" "a reference is not a valid URI with a JSON Pointer" "$ref: '#/a~2b'";

    // 03: schemas
    InvalidSchema "E0301" "a schema is neither an object nor a boolean" "schema: text";
    TooManyTypes "E0302" "a description needs more types than the settings allow" "200,001 schemas";
    TooDeep "E0303" "`allOf` and `$ref` are nested too deeply" "101 levels of `allOf`";
    MalformedKeyword "W0304" "a keyword of a schema has a value that it cannot have" "type: text";
    Contradiction "W0305" "schemas that are merged contradict each other" "allOf: [{type: string}, {type: integer}]";
    AmbiguousUnion "W0306" "branches of a union cannot be told apart" "oneOf: [{type: object}, {type: object}]";
    UnionTooLarge "W0307" "a union has too many branches" "allOf of several large `oneOf`s";
    NoValue "W0308" "no value fits a schema" "oneOf: [false]";
    UntypedConstant "W0309" "a constant is an array or object" "enum: [[1, 2]]";
    OverlappingBranches "N0310" "a branch of a union is at times read as another" "oneOf: [{properties: {a: {}}}, {required: [a]}]";
    UncheckedKeyword "N0311" "a keyword restricts values in a way that is not checked" "not: {type: string}";
    UnknownKeyword "N0312" "a schema has a keyword that does not exist" "propertys: {}";
    IgnoredSiblings "N0313" "keywords beside `$ref` have no effect before OpenAPI 3.1" "{$ref: '#/components/schemas/A', type: object}";

    // 04: operations

    // 05: settings and overlays
    InvalidOverlay "E0501" "an overlay does not follow the Overlay Specification" "overlay: 2.0.0";
    InvalidTarget "E0502" "an overlay's target is not a JSONPath query" "target: $.paths[";
    IdleAction "E0503" "an overlay's action changes nothing" "target: $.paths['/gone']";
    WrongTarget "E0504" "an overlay's update does not fit its target" "target: $.info, update: text";

    // 06: names
}

impl Code {
    /// How bad it is, by the first letter of its id.
    pub fn severity(self) -> Severity {
        match self.id().as_bytes()[0] {
            b'E' => Severity::Error,
            b'W' => Severity::Warning,
            _ => Severity::Note,
        }
    }
}
