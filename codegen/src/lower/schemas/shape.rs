//! Decides the shape of a position: union, enum, scalar, object, map, array, tuple or anything.

use super::merge::{self, Merged};
use super::part::{Kinds, Mask, Part};
use super::{Schemas, constants, scalar};
use crate::diagnostic::{Code, Place, Report};
use crate::ir::{Kind, Map, Member, Object, Origin, Shape, Tuple, TypeId, TypeRef};

/// What a position turned out to be.
pub(super) struct Outcome {
    pub(super) what: What,
    /// The schema allows `null`.
    pub(super) nullable: bool,
}

/// A shape of its own, or another type.
pub(super) enum What {
    Shape(Shape),
    Same(TypeRef),
}

impl Outcome {
    pub(super) fn shape(shape: Shape, nullable: bool) -> Self {
        Self { what: What::Shape(shape), nullable }
    }
}

impl<'a> Schemas<'a> {
    /// Decides the shape of a simplified position whose type is `id`.
    pub(super) fn shape(&mut self, id: TypeId, parts: &[Part<'a>], report: &mut Report) -> Outcome {
        let expanded = self.expand(parts, report);
        let place = parts[0].cursor.place.clone();
        if expanded.never {
            report.add(Code::NoValue, &place, "no value fits this schema");
            return Outcome::shape(Shape::Any { declared: false }, false);
        }
        if self.union_in(&expanded.leaves, report).is_some()
            || self.children_of(parts, report).is_some()
        {
            return self.union(id, parts, report);
        }
        let merged = self.merge(&expanded.leaves, report);
        let kinds = merged.all_kinds();
        if merged.values.is_none() && kinds != Kinds::ALL && kinds.list().len() > 1 {
            return self.union(id, parts, report);
        }
        merge::report_conflicts(&merged, report);
        let nullable = merged.nullable || expanded.nullable;
        if merged.only_null {
            return Outcome::shape(Shape::Null, true);
        }
        // Of constants that are arrays or objects the members or items are the better type, where they are described.
        let described = !merged.items.is_empty() || !merged.members.is_empty();
        if let Some(constants) = &merged.values {
            if let Some(values) = constants::values(&merged) {
                return Outcome::shape(Shape::Enum(constants::enumeration(values)), nullable);
            }
            if !described {
                let nodes: Vec<_> = constants.iter().map(|constant| constant.value).collect();
                let shape = self.shape_of_constants(id, &nodes, &place).unwrap_or_else(|| {
                    let message = "constants of which some are arrays or objects are not typed";
                    report.add(Code::UntypedConstant, &place, message);
                    Shape::Any { declared: false }
                });
                return Outcome::shape(shape, nullable);
            }
        }
        let what = match kinds.list().as_slice() {
            [] if parts
                .iter()
                .all(|part| part.cursor.node.as_bool().is_none() && !part.cursor.is_object()) =>
            {
                What::Shape(Shape::Any { declared: false })
            }
            [Kind::Object] => What::Shape(self.object(id, &merged, &place, report)),
            [Kind::Array] => What::Shape(self.array(id, &merged, report)),
            [kind] => What::Same(self.scalar(scalar::scalar(*kind, &merged))),
            _ => What::Same(self.any()),
        };
        Outcome { what, nullable }
    }

    fn object(
        &mut self,
        id: TypeId,
        merged: &Merged<'a>,
        place: &Place,
        report: &mut Report,
    ) -> Shape {
        let further = self.further(id, merged, place, report);
        if merged.members.is_empty() {
            // An object that is closed and empty is an object without members, not a map.
            return match further {
                None if merged.closed => Shape::Object(Object::default()),
                value => Shape::Map(Map {
                    value: value.unwrap_or_else(|| self.any()),
                    key: self.names_of_members(id, merged, report),
                }),
            };
        }
        let mut members = Vec::with_capacity(merged.members.len());
        for draft in &merged.members {
            let origin = Origin::Member(id, draft.name.to_owned());
            let ty = if draft.parts.is_empty() {
                self.any()
            } else {
                self.position(draft.parts.clone(), origin, report)
            };
            let docs = self.docs_of(&draft.parts);
            members.push(Member {
                name: draft.name.to_owned(),
                ty,
                required: draft.required,
                constant: None,
                description: docs.description.or(docs.title),
                constraints: docs.constraints,
                format: docs.format,
                example: docs.examples.into_iter().next(),
                deprecated: docs.deprecated,
                read_only: docs.read_only,
                write_only: docs.write_only,
                place: draft.cursor.place.clone(),
            });
        }
        Shape::Object(Object { members, additional: further })
    }

    /// The type of members that are not declared by name, when a schema is given for them.
    fn further(
        &mut self,
        id: TypeId,
        merged: &Merged<'a>,
        place: &Place,
        report: &mut Report,
    ) -> Option<TypeRef> {
        if !merged.additional.is_empty() {
            return Some(self.position(merged.additional.clone(), Origin::Additional(id), report));
        }
        let patterns: Vec<Part<'a>> = merged
            .patterns
            .iter()
            .filter(|schema| schema.is_object())
            .cloned()
            .map(Part::whole)
            .collect();
        match patterns.as_slice() {
            [] => None,
            [only] => Some(self.position(vec![only.clone()], Origin::Additional(id), report)),
            _ => {
                let choices = patterns.into_iter().map(|part| vec![part]).collect();
                Some(self.choice(choices, Origin::Additional(id), place, report))
            }
        }
    }

    fn array(&mut self, id: TypeId, merged: &Merged<'a>, report: &mut Report) -> Shape {
        if !merged.prefix.is_empty() {
            let elements = merged.prefix.iter().enumerate().map(|(index, element)| {
                let origin = Origin::Element(id, u32::try_from(index).unwrap_or(u32::MAX));
                self.position(vec![Part::whole(element.clone())], origin, report)
            });
            let elements = elements.collect();
            let rest = match merged.items.is_empty() {
                true => self.any(),
                false => self.position(merged.items.clone(), Origin::Items(id), report),
            };
            return Shape::Tuple(Tuple { elements, rest });
        }
        if merged.items.is_empty() {
            return Shape::Array(self.any());
        }
        let items =
            merged.items.iter().map(|part| part.with(merged.wire.only(Mask::BINARY))).collect();
        Shape::Array(self.position(items, Origin::Items(id), report))
    }
}
