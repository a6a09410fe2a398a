//! What values are: types, their members and branches.

use crate::diagnostic::Place;

/// Names a [`Type`] of one [`Api`](super::Api).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// One use of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeRef {
    /// The schema.
    pub id: TypeId,
    /// Whether `null` is allowed here beside the schema's own values.
    pub nullable: bool,
    /// Whether a cycle of types must be broken here.
    pub boxed: bool,
}

/// A schema as a set of values.
#[derive(Clone, Debug)]
pub struct Type {
    /// Where it comes from, for naming.
    pub origin: Origin,
    /// Where it stands.
    pub place: Place,
    /// Where schemas equal to it stand that are this type to callers, because they were one before.
    pub also: Vec<Place>,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Constraints that the Rust type does not express, one phrase each (`at most 32 characters`).
    pub constraints: Vec<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `format`, where there is one.
    pub format: Option<String>,
    /// What values it has.
    pub shape: Shape,
    /// In which directions values travel.
    pub direction: Direction,
    /// `examples` and `example`, as JSON text.
    pub examples: Vec<String>,
}

/// A value that the description gives as an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its address: the file, unless it is the root, and the pointer.
    pub at: String,
    /// The schema that the whole of it is meant to be valid against.
    pub schema: Place,
    /// The member that is a value of `ty`; nothing when the whole is one.
    pub member: Option<String>,
    /// Its type.
    pub ty: TypeRef,
    /// The whole, as JSON text.
    pub json: String,
}

/// What a schema is called by, innermost step last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A schema under `components/schemas` (or a `$defs` entry), or the file name's stem of a schema file.
    Component(String),
    /// The schema of a member of an object type.
    Member(TypeId, String),
    /// The value schema of a map type (`additionalProperties`, `patternProperties`).
    Additional(TypeId),
    /// The names of a map's members.
    Key(TypeId),
    /// The item schema of an array type.
    Items(TypeId),
    /// The element schema of a tuple type.
    Element(TypeId, u32),
    /// A branch of a union type: the index in the union and a hint (a title, a distinguishing constant or member).
    Branch(TypeId, u32, Option<String>),
    /// A parameter of an operation (index into `Api::operations`).
    Parameter(u32, String),
    /// The request body of an operation.
    Request(u32),
    /// The success response of an operation, with its status when there are several.
    Response(u32, Option<String>),
    /// An error response of an operation.
    Failure(u32, String),
    /// A webhook's or callback's payload.
    Payload(String),
    /// What is answered to a webhook or callback, with the status when there are several.
    Answer(String, Option<String>),
    /// A scalar or other nameless thing that needs no name.
    Nameless,
}

/// Directions in which the values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// Reached from a request body or a parameter.
    pub sent: bool,
    /// Reached from a response or a webhook.
    pub received: bool,
}

/// The algebra of schemas.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Any JSON value. `declared` says whether the description itself gives no type (`{}`, `true`).
    Any {
        /// False when a type is declared that could not be lowered: counted as untyped.
        declared: bool,
    },
    /// `null` alone.
    Null,
    /// A text, number or boolean.
    Scalar(Scalar),
    /// A closed list of constants.
    Enum(Enum),
    /// An object with named members.
    Object(Object),
    /// An object whose members all have one type.
    Map(Map),
    /// An array.
    Array(TypeRef),
    /// `prefixItems`.
    Tuple(Tuple),
    /// One of several.
    Union(Union),
    /// Another type under this name (a component that only refers to a type that must stay named, or a recursive array).
    Alias(TypeRef),
}

/// An object whose members all have one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Map {
    /// The members' type.
    pub value: TypeRef,
    /// The list of the members' names, where there is one (`propertyNames`).
    pub key: Option<TypeRef>,
}

impl Map {
    /// A map with names of any kind.
    pub fn of(value: TypeRef) -> Self {
        Self { value, key: None }
    }

    /// The members' type, then that of their names.
    pub fn all(&self) -> impl Iterator<Item = TypeRef> {
        [self.value].into_iter().chain(self.key)
    }
}

/// An array whose first elements have types of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tuple {
    /// The elements, in order.
    pub elements: Vec<TypeRef>,
    /// What may follow them.
    pub rest: TypeRef,
}

impl Tuple {
    /// The elements, then what may follow them.
    pub fn all(&self) -> impl Iterator<Item = TypeRef> {
        self.elements.iter().copied().chain([self.rest])
    }
}

/// A scalar and how it is written on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// Text of no particular form.
    String,
    /// `format: date-time`.
    DateTime,
    /// `format: date`.
    Date,
    /// Raw bytes outside JSON (`format: binary`, an octet-stream).
    Binary,
    /// `true` or `false`.
    Bool,
    /// 32 bits with a sign.
    I32,
    /// 64 bits with a sign.
    I64,
    /// 32 bits without a sign.
    U32,
    /// 64 bits without a sign.
    U64,
    /// A whole number of any size.
    Integer,
    /// A number, read as the nearest double.
    F64,
}

/// A list of constants. All are texts when `texts` is set.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The constants as JSON text (`"a"`, `1`, `true`, `null` is never among them), with the variant's documentation.
    pub values: Vec<EnumValue>,
    /// Whether every constant is a string.
    pub texts: bool,
}

/// A constant of an [`Enum`].
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The constant, as JSON text.
    pub json: String,
    /// `x-enum-varnames`, or the title of a `oneOf` of constants.
    pub name: Option<String>,
    /// `x-enum-descriptions`, or the description of a `oneOf` of constants.
    pub description: Option<String>,
}

/// An object with named members.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// In the description's order.
    pub members: Vec<Member>,
    /// The type of further members, when one is declared.
    pub additional: Option<TypeRef>,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// On the wire.
    pub name: String,
    /// Its schema.
    pub ty: TypeRef,
    /// Whether it is always there.
    pub required: bool,
    /// A required member with one possible value: the value as JSON text. No field is needed for it.
    pub constant: Option<String>,
    /// Its own documentation (beside the `$ref`, else the target's).
    pub description: Option<String>,
    /// Constraints and defaults, one phrase each.
    pub constraints: Vec<String>,
    /// `format`, where there is one.
    pub format: Option<String>,
    /// Its first example, as JSON text.
    pub example: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// Where it stands.
    pub place: Place,
}

/// One of several, with the proof of how they are told apart.
#[derive(Clone, Debug)]
pub struct Union {
    /// In the description's order.
    pub branches: Vec<Branch>,
    /// Names of the members whose constants decide. A branch that does not declare a tag refuses a value that has it.
    pub tags: Vec<String>,
}

/// A branch of a union and what selects it.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The branch.
    pub ty: TypeRef,
    /// A name of its own: discriminator value, title, component.
    pub name: Option<String>,
    /// Documentation of the branch where it is used.
    pub description: Option<String>,
    /// The test that selects it.
    pub test: Test,
}

/// What a value must be to select a branch. Of all branches whose test holds the one with the largest weight is taken
/// (the number of constants and required members); two of equal weight are a tie, and a tie selects none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// An object.
    Object {
        /// For each of the union's tags, in order, what this branch says of it.
        tags: Vec<TagTest>,
        /// Members that must be present and not null (tags aside), as far as they help to tell branches apart or weigh.
        required: Vec<String>,
        /// Optional members that count one further point each when present, to settle equal weights.
        hints: Vec<String>,
    },
    /// An array, whose first element (if any) has one of these kinds.
    Array(Vec<Kind>),
    /// A text; `values` limits it to constants.
    String {
        /// Constants, or nothing for any text.
        values: Vec<String>,
        /// A format that the text must have to be this branch.
        format: Option<TextFormat>,
    },
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A boolean.
    Bool,
    /// A value equal to one of these (JSON texts of numbers and booleans).
    Values(Vec<String>),
    /// Any value: taken only when no other branch is.
    Anything,
}

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// `true`, `false`
    Bool,
    /// `null`
    Null,
}

/// What a branch says of one of its union's tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagTest {
    /// Must be one of these (JSON texts).
    Is(Vec<String>),
    /// May be absent, or one of these.
    MaybeIs(Vec<String>),
    /// Declared without constants: anything goes.
    Free,
    /// Not declared: a value that has it is not this branch.
    Absent,
}

/// A text format that can be told by looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// RFC 3339 date and time.
    DateTime,
    /// RFC 3339 full-date.
    Date,
}
