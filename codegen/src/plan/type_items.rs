//! The items that are types of a description's schemas.

use super::{Docs, RustIdent, RustType};

/// A struct.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// Whether it is a form with files: `parts!`, and `Multipart` for what is not named.
    pub form: bool,
    /// Derives beside `Clone, Debug, PartialEq` (`Default`, `Eq`, …).
    pub derives: Vec<&'static str>,
    /// `#[deprecated]` is not put on types: it is said in the docs.
    pub fields: Vec<Field>,
    /// Members with one possible value: wire name and JSON text.
    pub constants: Vec<(String, String)>,
    /// The field and type of further members, when one is declared.
    pub additional: Option<(RustIdent, RustType)>,
    /// The field of unknown members.
    pub other: RustIdent,
    /// Whether `new` (required fields as arguments) is written.
    pub constructor: bool,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// On the wire.
    pub wire: String,
    /// Its whole type, the outer `Option` of an optional field included.
    pub ty: RustType,
    /// Whether it may be absent (the macro's `?`).
    pub optional: bool,
}

/// An enum of constants.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// `text_enum!`, else `value_enum!`.
    pub texts: bool,
    /// Docs, name, and text (or JSON text).
    pub variants: Vec<(Docs, RustIdent, String)>,
    /// The last arm's name (`Unknown`, or another where that is a constant).
    pub unknown: RustIdent,
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// Members whose constants decide.
    pub tags: Vec<String>,
    /// Variants.
    pub variants: Vec<Variant>,
    /// The last arm's name.
    pub unknown: RustIdent,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// What it holds.
    pub ty: RustType,
    /// What selects it.
    pub test: crate::ir::Test,
}

/// `pub struct Name(pub T);`
#[derive(Clone, Debug)]
pub struct Newtype {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// The inner type.
    pub ty: RustType,
}

/// `pub type Name = Target;`: the name of before of what is called otherwise now.
#[derive(Clone, Debug)]
pub struct Former {
    /// The name of before.
    pub ident: RustIdent,
    /// The name now.
    pub target: RustIdent,
    /// For what is built and taken apart like a function, `Name(…)`, which a `type` cannot be: the module in which the name
    /// stands for that.
    pub constructor: Option<RustIdent>,
}

/// `pub struct Name(pub A, pub B, pub Vec<Value>);`
#[derive(Clone, Debug)]
pub struct Tuple {
    /// Docs.
    pub docs: Docs,
    /// Name.
    pub ident: RustIdent,
    /// The elements, and the type of those that follow.
    pub elements: Vec<RustType>,
    /// What may follow.
    pub rest: RustType,
}
