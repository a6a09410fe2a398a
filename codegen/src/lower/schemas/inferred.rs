//! Decides the type of constants that are arrays or objects: what all of them have in common, as no list of variants holds them.

use super::Schemas;
use crate::diagnostic::Place;
use crate::ir::{Map, Member, Object, Origin, Scalar, Shape, TypeId, TypeRef};
use crate::text::Node;
use std::collections::HashSet;

/// Arrays and objects within each other that are looked into.
const MAX_DEPTH: usize = 16;

impl Schemas<'_> {
    /// The shape of constants that are all arrays or all objects; nothing for a mixture. `id` is the type that gets it.
    pub(super) fn shape_of_constants(
        &mut self,
        id: TypeId,
        constants: &[&Node],
        place: &Place,
    ) -> Option<Shape> {
        let whole = constants.iter().all(|it| it.as_array().is_some() || it.as_object().is_some());
        if whole { self.inferred_shape(id, constants, place, 0) } else { None }
    }

    fn inferred_shape(
        &mut self,
        id: TypeId,
        values: &[&Node],
        place: &Place,
        depth: usize,
    ) -> Option<Shape> {
        if values.is_empty() || depth > MAX_DEPTH {
            return None;
        }
        if let Some(lists) = values.iter().map(|it| it.as_array()).collect::<Option<Vec<_>>>() {
            let items: Vec<&Node> = lists.into_iter().flatten().collect();
            return Some(Shape::Array(self.inferred(&items, Origin::Items(id), place, depth + 1)));
        }
        let objects: Vec<_> = values.iter().map(|it| it.as_object()).collect::<Option<_>>()?;
        let mut names: Vec<&str> = Vec::new();
        let mut known = HashSet::new();
        for member in objects.iter().flat_map(|object| object.members()) {
            if known.insert(&*member.name) {
                names.push(&member.name);
            }
        }
        if names.is_empty() {
            return Some(Shape::Map(Map::of(self.any())));
        }
        let mut members = Vec::with_capacity(names.len());
        for name in names {
            let held: Vec<&Node> = objects.iter().filter_map(|object| object.get(name)).collect();
            let origin = Origin::Member(id, name.to_owned());
            members.push(Member {
                name: name.to_owned(),
                ty: self.inferred(&held, origin, place, depth + 1),
                required: held.len() == objects.len(),
                constant: None,
                description: None,
                constraints: Vec::new(),
                format: None,
                example: None,
                deprecated: false,
                read_only: false,
                write_only: false,
                place: place.clone(),
            });
        }
        Some(Shape::Object(Object { members, additional: None }))
    }

    /// The type that all values have; any JSON where they differ.
    fn inferred(
        &mut self,
        values: &[&Node],
        origin: Origin,
        place: &Place,
        depth: usize,
    ) -> TypeRef {
        let nullable = values.iter().any(|value| value.is_null());
        let values: Vec<&Node> = values.iter().copied().filter(|value| !value.is_null()).collect();
        let all = |test: &dyn Fn(&Node) -> bool| values.iter().all(|value| test(value));
        let scalar = if values.is_empty() {
            None
        } else if all(&|it| it.as_str().is_some()) {
            Some(Scalar::String)
        } else if all(&|it| it.as_bool().is_some()) {
            Some(Scalar::Bool)
        } else if all(&|it| it.as_i64().is_some()) {
            Some(Scalar::I64)
        } else {
            all(&|it| it.as_number().is_some()).then_some(Scalar::F64)
        };
        let ty = match scalar {
            Some(scalar) => self.scalar(scalar),
            None if all(&|it| it.as_array().is_some()) || all(&|it| it.as_object().is_some()) => {
                let id = self.reserve(origin, place.clone());
                match self.inferred_shape(id, &values, place, depth) {
                    Some(shape) => {
                        self.slots[id.0 as usize].ty.shape = shape;
                        super::reference(id)
                    }
                    None => self.any(),
                }
            }
            None => self.any(),
        };
        TypeRef { nullable, ..ty }
    }
}
