//! Finds copies: inline schemas that are equal in every respect and stand at members of the same name, or are the bodies of
//! failures, become one type.

use super::references;
use crate::ir::{Operation, Origin, Shape, Type, TypeId, TypeRef};
use std::collections::HashMap;

/// Refinement stops after this many rounds at the latest; types that are still together then are told apart by their number.
const MAX_ROUNDS: usize = 64;

/// Finds copies and leads every use to the first of each kind. `same` says which types are another type already; the result
/// extends it.
pub(super) fn copies(
    types: &mut [Type],
    operations: &[Operation],
    mut same: Vec<Option<TypeRef>>,
) -> Vec<Option<TypeRef>> {
    redirect(types, &same);
    let tails = tails(types, operations);
    let mut skeletons: HashMap<String, u32> = HashMap::new();
    let own: Vec<u32> = types
        .iter()
        .enumerate()
        .map(|(index, ty)| {
            let next = narrow(skeletons.len());
            *skeletons.entry(skeleton(index, ty, &tails)).or_insert(next)
        })
        .collect();
    // Types start in one class for each skeleton; a round splits those whose uses are in different classes.
    let mut classes = own.clone();
    let mut n_classes = skeletons.len();
    for _ in 0..MAX_ROUNDS {
        let mut signatures: HashMap<(u32, Vec<u32>), u32> = HashMap::new();
        let refined: Vec<u32> = types
            .iter()
            .zip(&own)
            .map(|(ty, own)| {
                let uses = references::in_shape(&ty.shape)
                    .into_iter()
                    .map(|used| classes[used.id.0 as usize])
                    .collect();
                let next = narrow(signatures.len());
                *signatures.entry((*own, uses)).or_insert(next)
            })
            .collect();
        let settled = signatures.len() == n_classes;
        n_classes = signatures.len();
        classes = refined;
        if settled {
            let mut first: HashMap<u32, TypeId> = HashMap::new();
            for (index, class) in classes.iter().enumerate() {
                let id = TypeId(narrow(index));
                let representative = *first.entry(*class).or_insert(id);
                if representative != id {
                    let nullable = same[index].is_some_and(|ty| ty.nullable);
                    same[index] = Some(TypeRef { id: representative, nullable, boxed: false });
                }
            }
            redirect(types, &same);
            break;
        }
    }
    same
}

/// The end of a chain of types that are each other.
pub(super) fn resolve(same: &[Option<TypeRef>], mut ty: TypeRef) -> TypeRef {
    for _ in 0..=same.len() {
        match same.get(ty.id.0 as usize).copied().flatten() {
            Some(next) => {
                ty.nullable |= next.nullable;
                if next.id == ty.id {
                    break;
                }
                ty.id = next.id;
            }
            None => break,
        }
    }
    ty
}

fn redirect(types: &mut [Type], same: &[Option<TypeRef>]) {
    for ty in types {
        for used in references::in_shape_mut(&mut ty.shape) {
            *used = resolve(same, *used);
        }
        if let Shape::Union(union) = &mut ty.shape {
            union.branches.iter_mut().for_each(|branch| branch.ty.nullable = false);
        }
    }
}

/// All of a type but which types it uses. Named types and those without a stated meaning are like no other.
fn skeleton(index: usize, ty: &Type, tails: &[Option<String>]) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    let structural = matches!(
        ty.shape,
        Shape::Scalar(_) | Shape::Any { .. } | Shape::Null | Shape::Array(_) | Shape::Map(_)
    );
    let _ = match (&ty.origin, structural) {
        (Origin::Component(name), false) => write!(text, "component {name} {index}"),
        (_, true) => write!(text, "structural"),
        (_, false) => match &tails[index] {
            Some(tail) => write!(text, "at {tail}"),
            None => write!(text, "only {index}"),
        },
    };
    if !structural {
        let _ = write!(
            text,
            "{:?}{:?}{:?}{:?}",
            ty.title, ty.description, ty.constraints, ty.deprecated
        );
    }
    let _ = match &ty.shape {
        Shape::Any { declared } => write!(text, "any {declared}"),
        Shape::Null => write!(text, "null"),
        Shape::Scalar(scalar) => write!(text, "{scalar:?}"),
        Shape::Enum(enm) => write!(text, "{enm:?}"),
        Shape::Map(map) => write!(text, "map {} {}", map.value.nullable, map.key.is_some()),
        Shape::Array(ty) => write!(text, "array {}", ty.nullable),
        Shape::Alias(ty) => write!(text, "alias {}", ty.nullable),
        Shape::Tuple(tuple) => {
            write!(text, "tuple {:?}", tuple.all().map(|ty| ty.nullable).collect::<Vec<_>>())
        }
        Shape::Union(union) => {
            let branches: Vec<_> =
                union.branches.iter().map(|branch| (&branch.name, &branch.description)).collect();
            write!(text, "union {branches:?}")
        }
        Shape::Object(object) => {
            let mut result = write!(text, "object {:?}", object.additional.map(|ty| ty.nullable));
            for member in &object.members {
                let flags = (
                    member.required,
                    member.ty.nullable,
                    member.deprecated,
                    member.read_only,
                    member.write_only,
                );
                result = write!(
                    text,
                    "{:?}{flags:?}{:?}{:?}{:?}",
                    member.name, member.constant, member.description, member.constraints
                );
            }
            result
        }
    };
    text
}

/// What an inline type is called by at its own place: the member's name, with a mark for each array or map around it. Inputs and
/// replies are alike within one tag at most: a caller looks for them there. Nothing for types that are like no other.
fn tails(types: &[Type], operations: &[Operation]) -> Vec<Option<String>> {
    let group = |operation: u32| operations.get(operation as usize).map(group);
    let tail = |mut index: usize| {
        let mut marks = String::new();
        for _ in 0..32 {
            match &types[index].origin {
                Origin::Member(_, name) => return Some(format!("{name}{marks}")),
                Origin::Items(parent) => {
                    marks.push_str("[]");
                    index = parent.0 as usize;
                }
                Origin::Additional(parent) => {
                    marks.push_str("{}");
                    index = parent.0 as usize;
                }
                Origin::Key(parent) => {
                    marks.push_str("{key}");
                    index = parent.0 as usize;
                }
                Origin::Element(parent, element) => {
                    marks.push_str(&format!("[{element}]"));
                    index = parent.0 as usize;
                }
                Origin::Branch(parent, branch, _) => {
                    marks.push_str(&format!("|{branch}"));
                    index = parent.0 as usize;
                }
                Origin::Failure(..) => return Some(format!("failure{marks}")),
                Origin::Parameter(operation, name) => {
                    return Some(format!("{:?} takes {name}{marks}", group(*operation)));
                }
                Origin::Request(operation) => {
                    return Some(format!("{:?} request {marks}", group(*operation)));
                }
                Origin::Response(operation, _) => {
                    return Some(format!("{:?} response {marks}", group(*operation)));
                }
                Origin::Component(name) if !marks.is_empty() => {
                    return Some(format!("#{name}{marks}"));
                }
                Origin::Component(_)
                | Origin::Payload(_)
                | Origin::Answer(..)
                | Origin::Nameless => return None,
            }
        }
        None
    };
    (0..types.len()).map(tail).collect()
}

/// What an operation belongs to: its first tag, else the first fixed part of its path.
fn group(operation: &Operation) -> &str {
    let fixed = || operation.path.split('/').find(|part| !part.is_empty() && !part.contains('{'));
    operation.tags.first().map(String::as_str).or_else(fixed).unwrap_or_default()
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
