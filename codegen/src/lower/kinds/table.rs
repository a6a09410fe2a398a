//! The kinds of values that OpenAPI 3.0 to 3.2 and JSON Schema allow for each member of each object. What older or newer versions write
//! in another way (`exclusiveMinimum` as a boolean) is allowed in every version: whoever reads it says what is wrong with it.

use crate::text::{Node, Value};

/// What may stand in a place.
pub(super) enum Kind {
    /// A string.
    Text,
    /// A string, or a number or boolean that YAML makes of one without quotes.
    Scalar,
    Flag,
    Number,
    Any,
    List(&'static Kind),
    /// An object of any names.
    Map(&'static Kind),
    /// The same, with extensions beside them.
    Extensible(&'static Kind),
    Object(&'static Object),
    /// An object, or a reference to one.
    Referable(&'static Object),
    Schema,
    Either(&'static Kind, &'static Kind),
}

/// The members of an object; others are looked at elsewhere.
pub(super) struct Object {
    members: &'static [(&'static str, Kind)],
}

impl Object {
    pub(super) fn member(&self, name: &str) -> Option<&Kind> {
        self.members.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }
}

impl Kind {
    /// Whether a value is of this kind; what it holds is not looked at.
    pub(super) fn takes(&self, node: &Node) -> bool {
        match self {
            Kind::Any => true,
            Kind::Text => matches!(node.value, Value::String(_)),
            Kind::Scalar => node.text().is_some(),
            Kind::Flag => matches!(node.value, Value::Bool(_)),
            Kind::Number => matches!(node.value, Value::Number(_)),
            Kind::List(_) => matches!(node.value, Value::Array(_)),
            Kind::Map(_) | Kind::Extensible(_) | Kind::Object(_) | Kind::Referable(_) => {
                matches!(node.value, Value::Object(_))
            }
            Kind::Schema => matches!(node.value, Value::Object(_) | Value::Bool(_)),
            Kind::Either(one, other) => one.takes(node) || other.takes(node),
        }
    }

    /// The kind in words, for messages.
    pub(super) fn words(&self) -> String {
        match self {
            Kind::Text | Kind::Scalar => "a string".to_owned(),
            Kind::Flag => "a boolean".to_owned(),
            Kind::Number => "a number".to_owned(),
            Kind::Any => "any value".to_owned(),
            Kind::List(_) => "an array".to_owned(),
            Kind::Map(_) | Kind::Extensible(_) | Kind::Object(_) | Kind::Referable(_) => {
                "an object".to_owned()
            }
            Kind::Schema => "a schema".to_owned(),
            Kind::Either(one, other) => format!("{} or {}", one.words(), other.words()),
        }
    }
}

use Kind::{Any, Either, Extensible, Flag, List, Map, Number, Referable, Scalar, Schema, Text};

const fn object(members: &'static [(&'static str, Kind)]) -> Object {
    Object { members }
}

pub(super) static ROOT: Object = object(&[
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
]);
static INFO: Object = object(&[
    ("title", Scalar),
    ("summary", Text),
    ("description", Text),
    ("termsOfService", Text),
    ("version", Scalar),
    ("contact", Kind::Object(&CONTACT)),
    ("license", Kind::Object(&LICENSE)),
]);
static CONTACT: Object = object(&[("name", Scalar), ("url", Text), ("email", Text)]);
static LICENSE: Object = object(&[("name", Scalar), ("url", Text), ("identifier", Text)]);
static TAG: Object = object(&[
    ("name", Scalar),
    ("summary", Text),
    ("description", Text),
    ("parent", Scalar),
    ("kind", Scalar),
    ("externalDocs", Kind::Object(&DOCS)),
]);
static DOCS: Object = object(&[("url", Text), ("description", Text)]);
static SERVER: Object = object(&[
    ("url", Text),
    ("name", Scalar),
    ("description", Text),
    ("variables", Map(&Kind::Object(&VARIABLE))),
]);
static VARIABLE: Object =
    object(&[("default", Scalar), ("description", Text), ("enum", List(&Scalar))]);
static COMPONENTS: Object = object(&[
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
]);
static CALLBACK: Kind = Extensible(&Kind::Object(&PATH_ITEM));
static PATH_ITEM: Object = object(&[
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
]);
static OPERATION: Object = object(&[
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
]);
/// A header has the same members, but for its name and place.
static PARAMETER: Object = object(&[
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
]);
static BODY: Object =
    object(&[("description", Text), ("required", Flag), ("content", Map(&Referable(&MEDIA)))]);
static RESPONSE: Object = object(&[
    ("summary", Text),
    ("description", Text),
    ("headers", Map(&Referable(&PARAMETER))),
    ("content", Map(&Referable(&MEDIA))),
    ("links", Map(&Referable(&LINK))),
]);
static MEDIA: Object = object(&[
    ("schema", Schema),
    ("itemSchema", Schema),
    ("examples", Map(&Referable(&EXAMPLE))),
    ("encoding", Map(&Kind::Object(&ENCODING))),
    ("prefixEncoding", List(&Kind::Object(&ENCODING))),
    ("itemEncoding", Kind::Object(&ENCODING)),
]);
static ENCODING: Object = object(&[
    ("contentType", Text),
    ("headers", Map(&Referable(&PARAMETER))),
    ("style", Text),
    ("explode", Flag),
    ("allowReserved", Flag),
    ("encoding", Map(&Kind::Object(&ENCODING))),
]);
static EXAMPLE: Object = object(&[
    ("summary", Text),
    ("description", Text),
    ("externalValue", Text),
    ("serializedValue", Text),
]);
static LINK: Object = object(&[
    ("operationRef", Text),
    ("operationId", Scalar),
    ("parameters", Map(&Any)),
    ("description", Text),
    ("server", Kind::Object(&SERVER)),
]);
static SCHEME: Object = object(&[
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
]);
static FLOWS: Object = object(&[
    ("implicit", Kind::Object(&FLOW)),
    ("password", Kind::Object(&FLOW)),
    ("clientCredentials", Kind::Object(&FLOW)),
    ("authorizationCode", Kind::Object(&FLOW)),
    ("deviceAuthorization", Kind::Object(&FLOW)),
]);
static FLOW: Object = object(&[
    ("authorizationUrl", Text),
    ("deviceAuthorizationUrl", Text),
    ("tokenUrl", Text),
    ("refreshUrl", Text),
    ("scopes", Map(&Scalar)),
]);
pub(super) static SCHEMA: Object = object(&[
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
]);
static DISCRIMINATOR: Object =
    object(&[("propertyName", Text), ("mapping", Map(&Text)), ("defaultMapping", Text)]);
