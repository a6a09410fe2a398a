//! The one table of everything that can be reported: variant, id, summary and an example; then what it means, and the remedy.
//!
//! `docs/diagnostics.md` and `cargo xtask explain CODE` show it; `tests/catalogue.rs` produces every row.
//!
//! The first letter of an id is its severity (`E` error, `W` warning, `N` note), the next two digits its subject: 01 texts, versions and
//! files; 02 references; 03 schemas; 04 operations; 05 settings and overlays; 06 names. Ids are never used twice and never change.

use super::Severity;

macro_rules! catalogue {
    ($($variant:ident $id:literal $summary:literal $example:literal $meaning:literal $remedy:literal;)*) => {
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

            /// What lies behind it, and what is generated all the same: whole sentences.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning),* }
            }

            /// What to do about it.
            pub fn remedy(self) -> &'static str {
                match self { $(Code::$variant => $remedy),* }
            }
        }
    };
}

catalogue! {
    // 01: texts, versions and files
    InvalidText "E0101" "a text is not valid JSON or YAML" "paths: {/orders: {"
        "The file is read to its end, and each mistake of syntax has its line and column."
        "mend the text there; a key that stands twice in one object is a mistake too";
    NotADescription "E0102" "a document is no OpenAPI description" "title: Notes"
        "The file is an object of some other kind, or none, and does not say which version of OpenAPI it follows."
        "give the description's own file, which begins with a line such as `openapi: 3.1.0`";
    UnsupportedVersion "E0103" "a description's version is not supported" "swagger: '2.0'"
        "Versions 3.0, 3.1 and 3.2 of OpenAPI are read. Swagger 2, AsyncAPI, overlays and bare schemas are known and refused."
        "convert the description to OpenAPI 3";
    UnquotedVersion "W0104" "the version is a number instead of a text" "openapi: 3.1"
        "YAML reads `3.1` as a number. The version is taken, but other tools may refuse it."
        "write the version in quotes, with all three numbers";
    TooManyFiles "E0105" "a description spreads over too many files or too much text" "10,001 files"
        "All files together have more files, bytes or values than `limits.files`, `total_bytes` and `nodes` allow."
        "raise the limit that the message names, when the description is to be trusted";
    TooLarge "E0107" "a file is larger than the settings allow" "a file of 300 MB"
        "One file has more bytes than `limits.file_bytes` allows, so it is not read."
        "raise `limits.file_bytes` in the settings";
    NothingDescribed "W0106" "a description has no paths, webhooks or components" "openapi: 3.1.0"
        "There is nothing to make a client of."
        "see whether this is the right file";

    // 02: references
    DanglingReference "E0201" "a reference names nothing" "$ref: '#/components/schemas/Missing'"
        "No part of the description is at the address. What needs it is left out or untyped."
        "correct the address; when only one name differs the message says which is meant";
    ReferenceCycle "E0202" "references lead back to where they began" "A: {$ref: '#/components/schemas/A'}"
        "The references, or the schemas of an `allOf`, name each other in a circle and never arrive at anything."
        "let one of them hold something other than a reference";
    ForbiddenReference "E0203" "a reference leaves the description's folder" "$ref: 'https://example.com/pet.yaml'"
        "Nothing is fetched, and no file is read outside the folder that the description is in."
        "copy what it names into that folder, and refer to the copy by a relative path";
    UnreadableFile "E0204" "a file that a reference names cannot be read" "$ref: 'missing.yaml'"
        "The file is not there, cannot be read, or is neither JSON nor YAML."
        "correct the path, which is relative to the file that has the reference";
    MalformedReference "E0205" "a reference is not a valid URI with a JSON Pointer" "$ref: '#/a~2b'"
        "A `~` or a `%` in it begins no escape."
        "write `~` as `~0`, `/` as `~1` and `%` as `%25`";
    MisplacedDefinition "W0206" "a reference only works from a schema around it" "$ref: '#/$defs/Inner'"
        "A pointer begins at the document, not at the schema around it. The nearest schema that has the definition is taken."
        "write the whole address";
    DuplicateAddress "W0208" "two schemas have one `$id` or `$anchor`" "{A: {$anchor: node}, B: {$anchor: node}}"
        "A reference by it could mean either. The one that stands first in the text is taken."
        "give each an address of its own; the message shows both";
    MismatchedReference "W0209" "a reference names a thing of another kind" "responses: {'200': {$ref: '#/components/parameters/Id'}}"
        "In the place of a response a reference names a response, and so on. What it names is read as what should stand there."
        "refer to a component of the kind that the message names";

    // 03: schemas
    InvalidSchema "E0301" "a schema is neither an object nor a boolean" "schema: text"
        "A schema is an object, or `true` or `false`. Where it is something else, the value is taken as any JSON."
        "write a schema, such as `{type: string}`";
    TooManyTypes "E0302" "a description needs more types than the settings allow" "50,001 schemas"
        "Further schemas become any JSON value, so that a description of a few lines cannot fill a disk."
        "raise the limit that the message names, or generate only a part of the API with `only`";
    TooDeep "E0303" "too many schemas are merged into one type" "an `allOf` of 2,001 schemas"
        "`allOf` and references lead through more schemas than `limits.all_of` allows. The rest of them is not merged."
        "merge some of them by hand, or raise the limit";
    MalformedKeyword "W0304" "a keyword of a schema has a value that it cannot have" "type: text"
        "The keyword is ignored, and the rest of the schema counts."
        "write a value that JSON Schema allows for it";
    Contradiction "W0305" "schemas that are merged contradict each other" "allOf: [{type: string}, {type: integer}]"
        "No value fits all parts that are merged. The later part counts."
        "correct one of the parts in an overlay";
    AmbiguousUnion "W0306" "branches of a union cannot be told apart" "oneOf: [{type: object}, {type: object}]"
        "A value of one branch looks like one of another. Such branches are one type, or their values are kept as JSON."
        "add a `discriminator`, or a `const` that differs";
    UnionTooLarge "W0307" "a union has too many branches" "allOf of several large `oneOf`s"
        "Unions within unions multiply. Beyond `limits.branches` the union is ignored, and only what stands around it is typed."
        "raise `limits.branches`, or describe fewer branches";
    NoValue "W0308" "no value fits a schema" "oneOf: [false]"
        "The schema is `false`, or a union without a branch. It is typed as any JSON value."
        "describe a value, or leave the schema out";
    UntypedConstant "W0309" "constants are arrays or objects beside others" "enum: [[1, 2], 3]"
        "Only texts, numbers, booleans and null become variants of an enum. The value is taken as any JSON."
        "nothing, unless the type matters: then describe its members instead";
    ImpossibleBounds "W0331" "bounds leave no value between them" "{minimum: 10, maximum: 1}"
        "A lower bound is above the upper one, so no value is right. The type is as it would be without them."
        "swap or correct the bounds";
    UnfitValue "W0332" "a default or a constant is not of the schema's type" "{type: integer, default: x}"
        "A default is part of the documentation only, so the type stays as it is. A constant of another type is taken for its text where the schema is one of texts."
        "write a value that the schema allows; YAML takes `true` and `1` without quotes for no texts";
    MisplacedKeyword "W0333" "a keyword describes parts that values of the schema's type do not have" "{type: object, items: {type: string}}"
        "Only arrays have items, and only objects have members. What such a keyword describes gets no types."
        "correct the `type`, in an overlay if need be";
    OverlappingBranches "N0310" "a branch of a union is at times read as another" "oneOf: [{properties: {a: {}}}, {properties: {a: {}}, required: [a]}]"
        "With all of its optional members, or with none, a value fits another branch better, or as well."
        "add a `discriminator`, if such values are sent";
    UncheckedKeyword "N0311" "a keyword restricts values in a way that is not checked" "{type: string, additionalItems: {type: integer}}"
        "The type holds more values than the schema allows, and the restriction has no phrase in the documentation."
        "nothing: the server checks it";
    UnknownKeyword "N0312" "a schema has a keyword that does not exist" "propertys: {}"
        "It is no keyword of JSON Schema or OpenAPI, often a slip of the pen."
        "correct its spelling, or begin it with `x-`";
    IgnoredSiblings "N0313" "members beside `$ref` have no effect" "{$ref: '#/components/schemas/A', required: [id]}"
        "In OpenAPI 3.0 a reference replaces everything beside it, and in every version one that stands for an operation does."
        "put the reference into an `allOf`, or say `openapi: 3.1.0`";
    NarrowedConstants "N0314" "lists of constants that are merged differ from each other" "allOf: [{enum: [a, b]}, {enum: [b, c]}]"
        "A value must be in all lists, so the enum has only those that they share. It keeps any other value as it comes."
        "nothing, if the lists are meant so; or give one list the values of the other";

    // 04: operations
    InvalidOperation "E0401" "an operation cannot be generated" "/orders/{id: {get: {…}}"
        "The operation is left out, and the coverage report counts it with the reason. Other findings say what is wrong in it."
        "mend what the reason names";
    UndeclaredPathVariable "E0402" "no parameter describes a variable of a path" "/pets/{id} without a parameter `id`"
        "The variable becomes an input all the same, as a text."
        "add a parameter with `in: path` and `required: true`";
    InvalidParameter "E0403" "a parameter cannot be understood" "{in: body, name: pet}"
        "The parameter is left out, or without a schema is taken as a text."
        "give it a name, a place (path, query, header or cookie) and a schema";
    UnexpectedKind "E0404" "a part of an operation has the wrong type" "parameters: {id: …}"
        "Where an array or object must stand is something else. It is ignored, or the operation is left out."
        "write the kind that the message names";
    UnknownScheme "E0405" "a security requirement names no security scheme" "security: [{tokn: []}]"
        "The scheme is not in `components.securitySchemes`, so no credential can be sent for it."
        "declare the scheme, or correct its name";
    UnusableScheme "E0406" "a security scheme cannot be understood" "{type: apiKey, in: body}"
        "Its type, or the place where the credential goes, is not one of OpenAPI."
        "correct the scheme; `type` is apiKey, http, oauth2, openIdConnect or mutualTLS";
    InvalidServer "W0407" "a server's address or a variable of it cannot be used as it stands" "url: https://{region}.example.com without variables"
        "The server is left out, or the variable takes a value that the message names."
        "correct the address, describe its variables, or set `client.base_url`";
    PathWithoutSlash "W0408" "a path does not begin with a slash" "paths: {pets: …}"
        "The path is taken as if it began with `/`."
        "begin it with `/`";
    AlikePaths "W0409" "two paths differ only in the names of variables" "/pets/{id} and /pets/{name}"
        "The two cannot be told apart by the server. Both are generated."
        "make one path of the two";
    UnknownPathMember "W0410" "a member of a path item has no meaning" "/pets: {gte: …}"
        "It is neither a method nor another member of a path item in this version of OpenAPI, and is ignored."
        "correct its spelling";
    DuplicateOperationId "W0411" "two operations have one id" "operationId: list, twice"
        "The second operation is named by its method and path."
        "give each operation an id of its own";
    UnusedPathParameter "W0412" "a parameter of the path is not in the path" "/pets with {in: path, name: id}"
        "There is no place for it in the path, so it is left out, or sent in the query where the path's query has it."
        "put the variable into the path, say `in: query`, or delete the parameter";
    DuplicateParameter "W0413" "a parameter stands twice in a list" "two {in: query, name: page}"
        "In one place there is one parameter of a name. The first one counts."
        "delete one of them";
    OptionalPathParameter "W0414" "a parameter of the path is not marked as required" "{in: path, name: id, schema: …}"
        "An address needs all of its parts, so the parameter is required all the same."
        "add `required: true`";
    UnusableStyle "W0415" "a parameter's style does not fit where it goes" "{in: header, style: form}"
        "The style that is the default there is used."
        "choose a style that OpenAPI allows in this place";
    InvalidMediaType "W0416" "the name of a media type is none" "content: {json: …}"
        "Beside a proper name the content is left out. Where there is none, the first is taken as `*/*`, so that its schema decides."
        "write a name such as `application/json`";
    EmptyBody "W0417" "a request body has no media type" "requestBody: {content: {}}"
        "The operation is generated without a body; one that is required is sent as bytes."
        "describe the body under its media type, or delete it";
    InvalidStatus "W0418" "a response stands under no status" "responses: {ok: …}"
        "The response is left out. A status is three digits, a class such as `4XX`, or `default`."
        "write the status";
    NoResponse "W0419" "an operation describes no response" "responses: {}"
        "Every status from 200 to 299 is a success without content, and any other a failure."
        "describe at least the reply of success";
    UnusableTypedForm "W0420" "the settings give a typed form to a parameter that is no text" "typed: … for an integer"
        "A typed form writes pairs as one text. The parameter keeps the type of its schema."
        "take `typed` away, or correct the schema in an overlay";
    IgnoredParameter "N0421" "a parameter is left out because the client sends it anyway" "{in: header, name: Accept}"
        "Headers such as `Accept`, and credentials that a security scheme describes, are sent by the client itself."
        "nothing";
    IgnoredBody "N0422" "a body is left out because its method allows none" "trace: {requestBody: …}"
        "HTTP allows no body with TRACE, so none is sent."
        "delete the body";
    IgnoredContent "N0423" "content of a reply is left out because it never reaches the caller" "'204': {content: …}"
        "HTTP gives no content to such a status or to HEAD, the client follows a redirection, or what is said before the answer is passed over."
        "nothing, or give the reply another status";
    IgnoredEncoding "N0424" "the encoding of a form's members is not read" "encoding: {tags: {style: spaced}}"
        "The member is written as it would be without the encoding."
        "choose a style that OpenAPI allows for forms, and headers only for files";
    PathSuffix "N0427" "a part of a path that is never sent" "/pets#search"
        "Fragments are never sent, and variables of a path's query are no parameters."
        "describe them as parameters in the query, or delete them";
    SkippedOperation "N0426" "the settings leave an operation out" "operations: {list: {skip: …}}"
        "The settings say `skip`, with a reason. The coverage report counts it."
        "nothing, or take `skip` away";
    UntypedContent "N0429" "what a body is made of is described, but gets no types" "application/xml: {schema: {properties: {id: {}}}}"
        "Only JSON, forms, lines of JSON and events have types. Any other media type is a text or bytes, which callers read and write themselves."
        "nothing, or correct the media type in an overlay if the body is JSON";
    UndefinedStyle "N0430" "the specification does not say how a parameter's style writes its type" "{in: query, style: pipeDelimited, schema: {type: string}}"
        "OpenAPI's table of styles has no entry for such a value. It is written in the way that the message names, which most servers read."
        "choose another style, or `content: {application/json: …}`";
    EmptyValue "N0431" "a parameter may be empty, but its type has no empty value" "{in: query, allowEmptyValue: true, schema: {type: integer}}"
        "`allowEmptyValue` lets `?name=` be sent. The parameter's method takes values of its type, none of which is empty."
        "nothing; a caller can send it by `query_param`";
    MergedTags "N0432" "tags that differ only in marks or case become one resource" "tags: [rate limits], tags: [Rate-Limits]"
        "A resource is called after the words of its tag, and these are the same. All operations of both tags are found there."
        "nothing, or name a resource for the operations of one of them in the settings";
    WrongKind "W0433" "a value is of another kind than the specification says" "description: [text]"
        "Where the specification asks for a string, an array or another kind of value, something else stands. It is passed over, and the rest counts."
        "write the kind that the message names";
    ReplyOfAnotherForm "W0434" "successful replies are of several forms, and one of them is read" "'200': events, '202': JSON"
        "Events and lines are read as they come, other replies as a whole, and a call does one or the other: what the first reply that has content is. The other is an error when it comes."
        "nothing if the server never sends it; or leave one of them out in an overlay";
    UnusablePagination "W0428" "the settings' pagination does not fit an operation" "pagination: {kind: single} for a reply without a body"
        "The reply or the parameters are not as the rule needs them, so there is no method that reads all pages."
        "correct the rule in the settings";

    TooManyOperations "E0435" "a description has more operations than the settings allow" "25,001 operations"
        "A crate of so many operations takes long to write and longer to compile. Those beyond `limits.operations` are left out."
        "raise the limit that the message names, or generate only a part of the API with `only`";
    UnknownMember "N0436" "an object has a member that the specification does not know" "get: {operationID: list}"
        "The member is passed over, often a slip of the pen."
        "correct its spelling, or begin it with `x-`";
    MissingMember "N0437" "a member that the specification requires is missing" "{type: oauth2} without `flows`"
        "The crate is generated without what the member would say. Other tools may refuse the description."
        "add the member";
    RepeatedVariable "W0438" "a variable stands twice in a path" "/orders/{id}/items/{id}"
        "One parameter gives the value of both places."
        "give the two places variables of their own";

    // 05: settings and overlays
    InvalidOverlay "E0501" "an overlay does not follow the Overlay Specification" "overlay: 2.0.0"
        "A member is missing, misplaced or unknown. No crate is written until all overlays are sound."
        "write it as versions 1.0 and 1.1 of the specification say";
    InvalidTarget "E0502" "an overlay's target is not a JSONPath query" "target: $.paths["
        "The query is read as RFC 9535 says, and this one breaks off or has something that is not allowed."
        "correct the query";
    IdleAction "E0503" "an overlay's action changes nothing" "target: $.paths['/gone']"
        "The target matches nothing, or the description already is as the action would make it."
        "correct the target, or delete the action when the description has been mended";
    WrongTarget "E0504" "an overlay's update does not fit its target" "target: $.info, update: text"
        "Objects are updated by objects, arrays are added to, and the description's root stays."
        "choose a target that the update fits";
    InvalidSettings "E0510" "the settings cannot be read or make no sense" "package: {version: one}"
        "The text cannot be read, or a value cannot be what the key says."
        "correct the value at the place that the message names";
    UnknownSetting "E0511" "a key of the settings is no setting" "pakage: {name: pets}"
        "A slip of the pen would otherwise change nothing in silence."
        "correct the key";
    IdleSetting "W0512" "a setting names nothing in the description" "operations: {lsit-pets: {method: list}}"
        "The operation, parameter, schema or other thing it names is not there, so it changes nothing."
        "correct the name, or delete the setting";
    UnknownSelection "E0513" "a selection selects no operation" "only: [tag:ordres]"
        "A slip of the pen must not look like an API that has become smaller, so nothing is written."
        "write an id, `METHOD /path`, `tag:NAME` or what paths begin with";
    PartOfApi "N0514" "only a part of the API is selected" "only: [tag:orders]"
        "The rest is left out on purpose; the message counts it."
        "nothing";

    // 06: names
    UnusableName "W0601" "a name in the settings is no Rust name, or is in use" "names: {Pet: String}"
        "The type is named by the description instead."
        "choose a name in capitals and small letters that nothing else has";
}

impl Code {
    /// The code with this id, in capitals or not.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id))
    }

    /// The code that was probably meant by an id that there is not: the same number under another letter, else the nearest.
    pub fn meant(id: &str) -> Option<Self> {
        let number = id.get(1..).unwrap_or_default();
        let same = Self::ALL.iter().copied().find(|code| &code.id()[1..] == number);
        let nearest = || crate::nearest(id, Self::ALL.iter().map(|code| code.id()));
        same.or_else(|| nearest().and_then(Self::find))
    }

    /// What the codes with the same two digits after the letter are about.
    pub fn subject(self) -> &'static str {
        match &self.id()[1..3] {
            "01" => "Texts, versions and files",
            "02" => "References",
            "03" => "Schemas",
            "04" => "Operations",
            "05" => "Settings and overlays",
            _ => "Names",
        }
    }

    /// How bad it is, by the first letter of its id.
    pub fn severity(self) -> Severity {
        match self.id().as_bytes()[0] {
            b'E' => Severity::Error,
            b'W' => Severity::Warning,
            _ => Severity::Note,
        }
    }
}
