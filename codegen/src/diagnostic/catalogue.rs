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
    TooLarge "E0107" "a file is larger than the settings allow" "a file of 300 MB";
    NothingDescribed "W0106" "a description has no paths, webhooks or components" "openapi: 3.1.0";

    // 02: references
    DanglingReference "E0201" "a reference names nothing" "$ref: '#/components/schemas/Missing'";
    ReferenceCycle "E0202" "references lead back to where they began" "A: {$ref: '#/components/schemas/A'}";
    ForbiddenReference "E0203" "a reference leaves the description's folder" "$ref: 'https://example.com/pet.yaml'";
    UnreadableFile "E0204" "a file that a reference names cannot be read" "$ref: 'missing.yaml'";
    MalformedReference "E0205" "a reference is not a valid URI with a JSON Pointer" "$ref: '#/a~2b'";
    MisplacedDefinition "W0206" "a reference only works from a schema around it" "$ref: '#/$defs/Inner'";

    // 03: schemas
    InvalidSchema "E0301" "a schema is neither an object nor a boolean" "schema: text";
    TooManyTypes "E0302" "a description needs more types than the settings allow" "50,001 schemas";
    TooDeep "E0303" "too many schemas are merged into one type" "101 levels of `allOf`";
    MalformedKeyword "W0304" "a keyword of a schema has a value that it cannot have" "type: text";
    Contradiction "W0305" "schemas that are merged contradict each other" "allOf: [{type: string}, {type: integer}]";
    AmbiguousUnion "W0306" "branches of a union cannot be told apart" "oneOf: [{type: object}, {type: object}]";
    UnionTooLarge "W0307" "a union has too many branches" "allOf of several large `oneOf`s";
    NoValue "W0308" "no value fits a schema" "oneOf: [false]";
    UntypedConstant "W0309" "a constant is an array or object" "enum: [[1, 2]]";
    ImpossibleBounds "W0331" "bounds leave no value between them" "{minimum: 10, maximum: 1}";
    UnfitDefault "W0332" "a default is not of the schema's type" "{type: integer, default: x}";
    OverlappingBranches "N0310" "a branch of a union is at times read as another" "oneOf: [{properties: {a: {}}}, {required: [a]}]";
    UncheckedKeyword "N0311" "a keyword restricts values in a way that is not checked" "not: {type: string}";
    UnknownKeyword "N0312" "a schema has a keyword that does not exist" "propertys: {}";
    IgnoredSiblings "N0313" "keywords beside `$ref` have no effect before OpenAPI 3.1" "{$ref: '#/components/schemas/A', type: object}";

    // 04: operations
    InvalidOperation "E0401" "an operation cannot be generated" "/a/{b: {get: {…}}";
    UndeclaredPathVariable "E0402" "no parameter describes a variable of a path" "/pets/{id} without a parameter `id`";
    InvalidParameter "E0403" "a parameter cannot be understood" "{in: body, name: pet}";
    UnexpectedKind "E0404" "a part of an operation has the wrong type" "parameters: {id: …}";
    UnknownScheme "E0405" "a security requirement names no security scheme" "security: [{tokn: []}]";
    UnusableScheme "E0406" "a security scheme cannot be understood" "{type: apiKey, in: body}";
    InvalidServer "W0407" "a server's address or a variable of it cannot be used as it stands" "url: https://{region}.example.com without variables";
    PathWithoutSlash "W0408" "a path does not begin with a slash" "paths: {pets: …}";
    AlikePaths "W0409" "two paths differ only in the names of variables" "/pets/{id} and /pets/{name}";
    UnknownPathMember "W0410" "a member of a path item has no meaning" "/pets: {gte: …}";
    DuplicateOperationId "W0411" "two operations have one id" "operationId: list, twice";
    UnusedPathParameter "W0412" "a parameter of the path is not in the path" "/pets with {in: path, name: id}";
    DuplicateParameter "W0413" "a parameter stands twice in a list" "two {in: query, name: page}";
    OptionalPathParameter "W0414" "a parameter of the path is not marked as required" "{in: path, name: id, schema: …}";
    UnusableStyle "W0415" "a parameter's style does not fit where it goes" "{in: header, style: form}";
    InvalidMediaType "W0416" "the name of a media type is none" "content: {json: …}";
    EmptyBody "W0417" "a request body has no media type" "requestBody: {content: {}}";
    InvalidStatus "W0418" "a response stands under no status" "responses: {ok: …}";
    NoResponse "W0419" "an operation describes no response" "responses: {}";
    UnusableTypedForm "W0420" "the settings give a typed form to a parameter that is no text" "typed: … for an integer";
    IgnoredParameter "N0421" "a parameter is left out because the client sends it anyway" "{in: header, name: Accept}";
    IgnoredBody "N0422" "a body is left out because its method allows none" "trace: {requestBody: …}";
    IgnoredContent "N0423" "content is left out because the reply has none" "'204': {content: …}";
    IgnoredEncoding "N0424" "the encoding of a form's members is not read" "encoding: {tags: {style: deepObject}}";
    PathSuffix "N0427" "a part of a path that is never sent" "/pets#search";
    SkippedOperation "N0426" "the settings leave an operation out" "operations: {list: {skip: …}}";
    UnusablePagination "W0428" "the settings' pagination does not fit an operation" "pagination: … for a reply that is no list";

    // 05: settings and overlays
    InvalidOverlay "E0501" "an overlay does not follow the Overlay Specification" "overlay: 2.0.0";
    InvalidTarget "E0502" "an overlay's target is not a JSONPath query" "target: $.paths[";
    IdleAction "E0503" "an overlay's action changes nothing" "target: $.paths['/gone']";
    WrongTarget "E0504" "an overlay's update does not fit its target" "target: $.info, update: text";
    InvalidSettings "E0510" "the settings cannot be read or make no sense" "package: {version: one}";
    UnknownSetting "E0511" "a key of the settings is no setting" "pakage: {name: pets}";
    IdleSetting "W0512" "a setting names nothing in the description" "operations: {lsit-pets: {method: list}}";
    UnknownSelection "E0513" "a selection selects no operation" "only: [tag:ordres]";
    PartOfApi "N0514" "only a part of the API is selected" "only: [tag:orders]";
    UnusableName "W0601" "a name in the settings is no Rust name, or is in use" "names: {Pet: String}";

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
