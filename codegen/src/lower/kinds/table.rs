//! The kinds of values that OpenAPI 3.0 to 3.2 and JSON Schema allow for each member of each object. What older or newer versions write
//! in another way (`exclusiveMinimum` as a boolean) is allowed in every version: whoever reads it says what is wrong with it.

use super::kind::Kind::{
    Any, Either, Extensible, Flag, List, Map, Number, Referable, Scalar, Schema, Text,
};
use super::kind::{Kind, Object, object};

pub(super) static ROOT: Object = object(
    "a description",
    &[
        ("info", Kind::Object(&INFO)),
        ("servers", List(&Kind::Object(&SERVER))),
        ("paths", Extensible(&Kind::Object(&PATH_ITEM))),
        ("webhooks", Map(&Kind::Object(&PATH_ITEM))),
        ("components", Kind::Object(&COMPONENTS)),
        ("security", List(&Map(&List(&Scalar)))),
        ("tags", List(&Kind::Object(&TAG))),
        ("externalDocs", Kind::Object(&DOCS)),
        ("jsonSchemaDialect", Text),
        ("$self", Text),
    ],
)
.others(&["openapi"])
.required(&["info"]);
static INFO: Object = object(
    "`info`",
    &[
        ("title", Scalar),
        ("summary", Text),
        ("description", Text),
        ("termsOfService", Text),
        ("version", Scalar),
        ("contact", Kind::Object(&CONTACT)),
        ("license", Kind::Object(&LICENSE)),
    ],
)
.required(&["title", "version"]);
static CONTACT: Object = object("a contact", &[("name", Scalar), ("url", Text), ("email", Text)]);
static LICENSE: Object =
    object("a licence", &[("name", Scalar), ("url", Text), ("identifier", Text)])
        .required(&["name"]);
static TAG: Object = object(
    "a tag",
    &[
        ("name", Scalar),
        ("summary", Text),
        ("description", Text),
        ("parent", Scalar),
        ("kind", Scalar),
        ("externalDocs", Kind::Object(&DOCS)),
    ],
)
.required(&["name"]);
static DOCS: Object =
    object("external documentation", &[("url", Text), ("description", Text)]).required(&["url"]);
static SERVER: Object = object(
    "a server",
    &[
        ("url", Text),
        ("name", Scalar),
        ("description", Text),
        ("variables", Map(&Kind::Object(&VARIABLE))),
    ],
);
static VARIABLE: Object = object(
    "a server's variable",
    &[("default", Scalar), ("description", Text), ("enum", List(&Scalar))],
);
pub(super) static COMPONENTS: Object = object(
    "`components`",
    &[
        ("schemas", Map(&Schema)),
        ("responses", Map(&Referable(&RESPONSE))),
        ("parameters", Map(&Referable(&PARAMETER))),
        ("examples", Map(&Referable(&EXAMPLE))),
        ("requestBodies", Map(&Referable(&BODY))),
        ("headers", Map(&Referable(&PARAMETER))),
        ("securitySchemes", Map(&Referable(&SCHEME))),
        ("links", Map(&Referable(&LINK))),
        ("callbacks", Map(&CALLBACK)),
        ("pathItems", Map(&Kind::Object(&PATH_ITEM))),
        ("mediaTypes", Map(&Referable(&MEDIA))),
    ],
);
static CALLBACK: Kind = Extensible(&Kind::Object(&PATH_ITEM));
static PATH_ITEM: Object = object(
    "",
    &[
        ("$ref", Text),
        ("summary", Text),
        ("description", Text),
        ("servers", List(&Kind::Object(&SERVER))),
        ("parameters", List(&Referable(&PARAMETER))),
        ("get", Kind::Object(&OPERATION)),
        ("put", Kind::Object(&OPERATION)),
        ("post", Kind::Object(&OPERATION)),
        ("delete", Kind::Object(&OPERATION)),
        ("options", Kind::Object(&OPERATION)),
        ("head", Kind::Object(&OPERATION)),
        ("patch", Kind::Object(&OPERATION)),
        ("trace", Kind::Object(&OPERATION)),
        ("query", Kind::Object(&OPERATION)),
        ("additionalOperations", Map(&Kind::Object(&OPERATION))),
    ],
)
.sections(&["pathItems"]);
static OPERATION: Object = object(
    "an operation",
    &[
        ("tags", List(&Scalar)),
        ("summary", Text),
        ("description", Text),
        ("externalDocs", Kind::Object(&DOCS)),
        ("operationId", Scalar),
        ("parameters", List(&Referable(&PARAMETER))),
        ("requestBody", Referable(&BODY)),
        ("responses", Extensible(&Referable(&RESPONSE))),
        ("callbacks", Map(&CALLBACK)),
        ("deprecated", Flag),
        ("security", List(&Map(&List(&Scalar)))),
        ("servers", List(&Kind::Object(&SERVER))),
    ],
);
/// A header has the same members, but for its name and place.
static PARAMETER: Object = object(
    "a parameter",
    &[
        ("name", Scalar),
        ("in", Text),
        ("description", Text),
        ("required", Flag),
        ("deprecated", Flag),
        ("allowEmptyValue", Flag),
        ("style", Text),
        ("explode", Flag),
        ("allowReserved", Flag),
        ("schema", Schema),
        ("examples", Map(&Referable(&EXAMPLE))),
        ("content", Map(&Referable(&MEDIA))),
    ],
)
.others(&["example"])
.sections(&["parameters", "headers"]);
static BODY: Object = object(
    "a request body",
    &[("description", Text), ("required", Flag), ("content", Map(&Referable(&MEDIA)))],
)
.sections(&["requestBodies"]);
static RESPONSE: Object = object(
    "a response",
    &[
        ("summary", Text),
        ("description", Text),
        ("headers", Map(&Referable(&PARAMETER))),
        ("content", Map(&Referable(&MEDIA))),
        ("links", Map(&Referable(&LINK))),
    ],
)
.sections(&["responses"]);
static MEDIA: Object = object(
    "a media type",
    &[
        ("schema", Schema),
        ("itemSchema", Schema),
        ("examples", Map(&Referable(&EXAMPLE))),
        ("encoding", Map(&Kind::Object(&ENCODING))),
        ("prefixEncoding", List(&Kind::Object(&ENCODING))),
        ("itemEncoding", Kind::Object(&ENCODING)),
    ],
)
.others(&["example"])
.sections(&["mediaTypes"]);
static ENCODING: Object = object(
    "an encoding",
    &[
        ("contentType", Text),
        ("headers", Map(&Referable(&PARAMETER))),
        ("style", Text),
        ("explode", Flag),
        ("allowReserved", Flag),
        ("encoding", Map(&Kind::Object(&ENCODING))),
    ],
);
static EXAMPLE: Object = object(
    "an example",
    &[("summary", Text), ("description", Text), ("externalValue", Text), ("serializedValue", Text)],
)
.others(&["value", "dataValue"])
.sections(&["examples"]);
static LINK: Object = object(
    "a link",
    &[
        ("operationRef", Text),
        ("operationId", Scalar),
        ("parameters", Map(&Any)),
        ("description", Text),
        ("server", Kind::Object(&SERVER)),
    ],
)
.others(&["requestBody"])
.sections(&["links"]);
static SCHEME: Object = object(
    "a security scheme",
    &[
        ("type", Text),
        ("description", Text),
        ("name", Scalar),
        ("in", Text),
        ("scheme", Text),
        ("bearerFormat", Scalar),
        ("flows", Kind::Object(&FLOWS)),
        ("openIdConnectUrl", Text),
        ("oauth2MetadataUrl", Text),
        ("deprecated", Flag),
    ],
)
.sections(&["securitySchemes"]);
static FLOWS: Object = object(
    "a list of flows",
    &[
        ("implicit", Kind::Object(&FLOW)),
        ("password", Kind::Object(&FLOW)),
        ("clientCredentials", Kind::Object(&FLOW)),
        ("authorizationCode", Kind::Object(&FLOW)),
        ("deviceAuthorization", Kind::Object(&FLOW)),
    ],
);
static FLOW: Object = object(
    "a flow",
    &[
        ("authorizationUrl", Text),
        ("deviceAuthorizationUrl", Text),
        ("tokenUrl", Text),
        ("refreshUrl", Text),
        ("scopes", Map(&Scalar)),
    ],
);
pub(super) static SCHEMA: Object = object(
    "",
    &[
        ("$ref", Text),
        ("$dynamicRef", Text),
        ("$id", Text),
        ("$schema", Text),
        ("$anchor", Text),
        ("$dynamicAnchor", Text),
        ("$comment", Text),
        ("$defs", Map(&Schema)),
        ("definitions", Map(&Schema)),
        ("title", Scalar),
        ("description", Text),
        ("type", Either(&Text, &List(&Text))),
        ("format", Text),
        ("enum", List(&Any)),
        ("nullable", Flag),
        ("deprecated", Flag),
        ("readOnly", Flag),
        ("writeOnly", Flag),
        ("uniqueItems", Flag),
        ("examples", Either(&List(&Any), &Map(&Any))),
        ("externalDocs", Kind::Object(&DOCS)),
        ("xml", Map(&Any)),
        ("discriminator", Kind::Object(&DISCRIMINATOR)),
        ("minLength", Number),
        ("maxLength", Number),
        ("minItems", Number),
        ("maxItems", Number),
        ("minProperties", Number),
        ("maxProperties", Number),
        ("minContains", Number),
        ("maxContains", Number),
        ("minimum", Number),
        ("maximum", Number),
        ("multipleOf", Number),
        ("exclusiveMinimum", Either(&Number, &Flag)),
        ("exclusiveMaximum", Either(&Number, &Flag)),
        ("pattern", Text),
        ("contentEncoding", Text),
        ("contentMediaType", Text),
        ("contentSchema", Schema),
        ("required", List(&Text)),
        ("properties", Map(&Schema)),
        ("patternProperties", Map(&Schema)),
        ("propertyNames", Schema),
        ("additionalProperties", Schema),
        ("unevaluatedProperties", Schema),
        ("dependentRequired", Map(&List(&Text))),
        ("dependentSchemas", Map(&Schema)),
        ("dependencies", Map(&Either(&Schema, &List(&Text)))),
        ("items", Either(&Schema, &List(&Schema))),
        ("prefixItems", List(&Schema)),
        ("additionalItems", Schema),
        ("unevaluatedItems", Schema),
        ("contains", Schema),
        ("allOf", List(&Schema)),
        ("anyOf", List(&Schema)),
        ("oneOf", List(&Schema)),
        ("not", Schema),
        ("if", Schema),
        ("then", Schema),
        ("else", Schema),
    ],
)
.sections(&["schemas"]);
static DISCRIMINATOR: Object = object(
    "a discriminator",
    &[("propertyName", Text), ("mapping", Map(&Text)), ("defaultMapping", Text)],
)
.required(&["propertyName"]);
