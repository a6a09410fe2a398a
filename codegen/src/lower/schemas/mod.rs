//! Lowers schemas to types. A position is a list of parts that must all hold; equal positions are one type.
//!
//! `simplify` finds what a position really is, `expand` and `merge` turn it into one record of keywords, `shape` and `union` decide
//! the shape, and `finish` settles what needs to see all types: cycles, the proof of unions, copies, directions, numbers.

mod bounds;
mod constants;
mod docs;
mod examples;
mod expand;
pub(crate) mod finish;
mod gather;
mod inferred;
mod inherit;
mod join;
mod keywords;
mod label;
mod map_key;
mod merge;
mod part;
mod plain;
mod proof;
mod recursion;
mod references;
mod restrictions;
mod rows;
mod scalar;
mod shape;
mod simplify;
mod tied;
mod unify;
mod union;
mod values;
mod view;

#[cfg(test)]
mod tests;

use crate::cursor::Cursor;
use crate::diagnostic::{Code, Place, Report};
use crate::ir::{self, Direction, Member, Origin, Scalar, Shape, Type, TypeId, TypeRef};
use crate::load::Document;
use crate::resolve::Scope;
use crate::settings::{Settings, TypeOverride};
pub(super) use docs::Docs;
use part::{Mask, Part};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

/// Where a schema's values travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// In JSON.
    Json,
    /// As parts of a multipart body: what is binary there is bytes.
    Form,
}

/// Names a part: its place and what is left out of it.
type PartKey = (u32, Mask);

/// The types lowered so far.
pub struct Schemas<'a> {
    document: &'a Document,
    settings: &'a Settings,
    slots: Vec<Slot>,
    memo: HashMap<Vec<PartKey>, TypeId>,
    places: HashMap<(u32, Arc<str>, Scope), u32>,
    scalars: HashMap<Scalar, TypeId>,
    any: Option<TypeId>,
    queue: VecDeque<(TypeId, Vec<Part<'a>>)>,
    /// For each union, for each branch: the discriminator properties and the values that select the branch.
    declared: HashMap<TypeId, Vec<Tags>>,
    /// Places whose keywords were checked.
    checked: HashSet<u32>,
    children: Option<inherit::Children<'a>>,
    full: bool,
    examples: examples::Examples,
    /// What stands for the types beyond the limit.
    overflow: Option<TypeId>,
    /// Types of more than one part.
    n_merged: u32,
}

/// Discriminator properties and the values that select a branch; no values where any other, or none, does.
type Tags = Vec<(String, Vec<String>)>;

/// A type being made.
struct Slot {
    ty: Type,
    /// Whether the schema itself allows `null`.
    nullable: bool,
    /// The type is another one.
    forward: Option<TypeRef>,
}

impl<'a> Schemas<'a> {
    /// Nothing lowered yet.
    pub fn new(document: &'a Document, settings: &'a Settings) -> Self {
        Self {
            document,
            settings,
            slots: Vec::new(),
            memo: HashMap::new(),
            places: HashMap::new(),
            scalars: HashMap::new(),
            any: None,
            queue: VecDeque::new(),
            declared: HashMap::new(),
            checked: HashSet::new(),
            children: None,
            full: false,
            examples: examples::Examples::default(),
            overflow: None,
            n_merged: 0,
        }
    }

    /// Lowers one schema position with everything below it.
    pub fn schema(&mut self, cursor: &Cursor<'a>, origin: Origin, report: &mut Report) -> TypeRef {
        self.schema_for(Wire::Json, cursor, origin, report)
    }

    /// Lowers one schema position whose values travel in a given way.
    pub fn schema_for(
        &mut self,
        wire: Wire,
        cursor: &Cursor<'a>,
        origin: Origin,
        report: &mut Report,
    ) -> TypeRef {
        let mask = match wire {
            Wire::Json => Mask::default(),
            Wire::Form => Mask::FORM,
        };
        let ty = self.position(vec![Part { cursor: cursor.clone(), mask }], origin, report);
        while let Some((id, parts)) = self.queue.pop_front() {
            self.lower(id, parts, report);
        }
        self.resolve(ty)
    }

    /// The type of a scalar.
    pub fn scalar(&mut self, scalar: Scalar) -> TypeRef {
        if let Some(&id) = self.scalars.get(&scalar) {
            return reference(id);
        }
        let id = self.reserve(Origin::Nameless, Place::default());
        self.slots[id.0 as usize].ty.shape = Shape::Scalar(scalar);
        self.scalars.insert(scalar, id);
        reference(id)
    }

    /// The type of any JSON value, where the description says nothing.
    pub fn any(&mut self) -> TypeRef {
        if let Some(id) = self.any {
            return reference(id);
        }
        let id = self.reserve(Origin::Nameless, Place::default());
        self.slots[id.0 as usize].ty.shape = Shape::Any { declared: true };
        self.any = Some(id);
        reference(id)
    }

    /// The type of any JSON value, where the description says something that cannot be understood.
    fn untyped(&mut self, place: &Place) -> TypeRef {
        let id = self.reserve(Origin::Nameless, place.clone());
        self.slots[id.0 as usize].ty.shape = Shape::Any { declared: false };
        reference(id)
    }

    /// The type that a reference names.
    pub fn ty(&self, ty: TypeRef) -> &ir::Type {
        &self.slots[self.resolve(ty).id.0 as usize].ty
    }

    /// A member of an object type.
    pub fn member(&self, ty: TypeRef, name: &str) -> Option<&Member> {
        match &self.ty(ty).shape {
            Shape::Object(object) => object.members.iter().find(|member| member.name == name),
            _ => None,
        }
    }

    /// The end of a chain of forwards, with `null` allowed when anything on the way allows it. A chain without an end gives the
    /// reference itself.
    fn resolve(&self, ty: TypeRef) -> TypeRef {
        let mut end = ty;
        let mut steps = 0;
        loop {
            let slot = &self.slots[end.id.0 as usize];
            end.nullable |= slot.nullable;
            match slot.forward {
                Some(next) if steps <= self.slots.len() => {
                    end = TypeRef { nullable: end.nullable | next.nullable, ..next };
                    steps += 1;
                }
                Some(_) => return ty,
                None => return end,
            }
        }
    }

    /// The type of a position, which is lowered later when it is new.
    fn position(&mut self, parts: Vec<Part<'a>>, origin: Origin, report: &mut Report) -> TypeRef {
        let place = parts[0].cursor.place.clone();
        let Some(mut simple) = self.simplify(parts, report) else { return self.untyped(&place) };
        let passed = std::mem::take(&mut simple.passed);
        let ty = self.simple_position(simple, origin, report);
        for schema in &passed {
            self.examples_of(schema, ty);
        }
        ty
    }

    fn simple_position(
        &mut self,
        simple: simplify::Simple<'a>,
        origin: Origin,
        report: &mut Report,
    ) -> TypeRef {
        let key = self.key(&simple.parts);
        let nullable = simple.nullable;
        if let Some(&id) = self.memo.get(&key) {
            return TypeRef { nullable, ..reference(id) };
        }
        if self.is_full(&simple.parts, report) {
            return match self.overflow {
                Some(id) => reference(id),
                None => {
                    let ty = self.untyped(&simple.parts[0].cursor.place);
                    self.overflow = Some(ty.id);
                    ty
                }
            };
        }
        let origin = simple.component.clone().map_or(origin, Origin::Component);
        // Of several parts the last one that is no surrounding is the nearest.
        let nearest = simple
            .parts
            .iter()
            .rev()
            .find(|part| !part.mask.has(Mask::OWN))
            .unwrap_or(&simple.parts[0]);
        let place = nearest.cursor.place.clone();
        let id = self.reserve(origin, place);
        self.memo.insert(key, id);
        if let Some(shape) = self.decided(&simple) {
            self.slots[id.0 as usize].ty.shape = shape;
        } else {
            self.queue.push_back((id, simple.parts));
        }
        TypeRef { nullable, ..reference(id) }
    }

    /// Whether there is no room for one more type, which is reported once.
    fn is_full(&mut self, parts: &[Part<'a>], report: &mut Report) -> bool {
        let limits = &self.settings.limits;
        let merged = parts.len() > 1;
        let (what, limit) = if self.slots.len() >= limits.types as usize {
            (format!("more than {} types are needed", limits.types), "types")
        } else if merged && self.n_merged >= limits.merged_types {
            let message = format!(
                "more than {} types come from merging schemas that contain each other",
                limits.merged_types
            );
            (message, "merged_types")
        } else {
            self.n_merged += u32::from(merged);
            return false;
        };
        if !std::mem::replace(&mut self.full, true) {
            let message = format!("{what}; those beyond are any JSON");
            report
                .add(Code::TooManyTypes, &parts[0].cursor.place, message)
                .help(crate::text::raise(limit));
        }
        true
    }

    /// The shape that the settings set for a position.
    fn decided(&self, simple: &simplify::Simple<'a>) -> Option<Shape> {
        let [part] = simple.parts.as_slice() else { return None };
        let pointer = &*part.cursor.place.pointer;
        let by_name = simple.component.as_ref().and_then(|name| self.settings.types.get(name));
        let scalar = match by_name.or_else(|| self.settings.types.get(pointer))? {
            TypeOverride::Value => return Some(Shape::Any { declared: true }),
            TypeOverride::String => Scalar::String,
            TypeOverride::DateTime => Scalar::DateTime,
            TypeOverride::Date => Scalar::Date,
            TypeOverride::I32 => Scalar::I32,
            TypeOverride::I64 => Scalar::I64,
            TypeOverride::U32 => Scalar::U32,
            TypeOverride::U64 => Scalar::U64,
            TypeOverride::Integer => Scalar::Integer,
            TypeOverride::F64 => Scalar::F64,
            TypeOverride::Bool => Scalar::Bool,
        };
        Some(Shape::Scalar(scalar))
    }

    /// Makes room for a type.
    fn reserve(&mut self, origin: Origin, place: Place) -> TypeId {
        let id = TypeId(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
        let ty = Type {
            origin,
            place,
            title: None,
            description: None,
            constraints: Vec::new(),
            format: None,
            deprecated: false,
            shape: Shape::Any { declared: true },
            direction: Direction::default(),
            examples: Vec::new(),
            also: Vec::new(),
        };
        self.slots.push(Slot { ty, nullable: false, forward: None });
        id
    }

    /// Decides what the type of a position is.
    fn lower(&mut self, id: TypeId, parts: Vec<Part<'a>>, report: &mut Report) {
        let docs = self.docs_of(&parts);
        let ty = &mut self.slots[id.0 as usize].ty;
        ty.title = docs.title;
        ty.description = docs.description;
        ty.constraints = docs.constraints;
        ty.format = docs.format;
        ty.deprecated = docs.deprecated;
        ty.examples = docs.examples;
        let outcome = self.shape(id, &parts, report);
        let slot = &mut self.slots[id.0 as usize];
        slot.nullable |= outcome.nullable;
        match outcome.what {
            shape::What::Shape(shape) => slot.ty.shape = shape,
            // A type that is itself by way of others has no values of its own.
            shape::What::Same(ty) if ty.id == id => slot.ty.shape = Shape::Any { declared: false },
            shape::What::Same(ty) => slot.forward = Some(ty),
        }
    }

    /// The identity of a position.
    fn key(&mut self, parts: &[Part<'a>]) -> Vec<PartKey> {
        parts.iter().map(|part| (self.place(&part.cursor), part.mask)).collect()
    }

    fn place(&mut self, cursor: &Cursor<'a>) -> u32 {
        let next = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        *self
            .places
            .entry((cursor.place.file, cursor.place.pointer.clone(), cursor.scope.clone()))
            .or_insert(next)
    }

    /// Reports the keywords of a schema object once.
    fn check(&mut self, cursor: &Cursor<'a>, report: &mut Report) {
        let place = self.place(cursor);
        if self.checked.insert(place) {
            keywords::check(cursor, report);
            values::check(cursor, self.document.version, report);
        }
    }
}

/// A plain use of a type.
fn reference(id: TypeId) -> TypeRef {
    TypeRef { id, nullable: false, boxed: false }
}
