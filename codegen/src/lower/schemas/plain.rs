//! The tests of branches that are no objects: by JSON type, format, constants, the types of elements.

use super::view::shape;
use crate::ir::{Kind, Scalar, Shape, Test, TextFormat, Type, TypeRef};

/// The test of a branch that is no object.
pub(super) fn test(types: &[Type], ty: TypeRef, by_element: bool) -> Option<Test> {
    let text = |format| Test::String { values: Vec::new(), format };
    Some(match shape(types, ty) {
        Shape::Object(_) | Shape::Map(_) => return None,
        Shape::Any { .. } | Shape::Null | Shape::Alias(_) | Shape::Union(_) => Test::Anything,
        Shape::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Binary => text(None),
            Scalar::DateTime => text(Some(TextFormat::DateTime)),
            Scalar::Date => text(Some(TextFormat::Date)),
            Scalar::Bool => Test::Bool,
            Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::Integer => {
                Test::Integer
            }
            Scalar::F64 => Test::Number,
        },
        Shape::Enum(enm) => {
            let json: Vec<String> = enm.values.iter().map(|value| value.json.clone()).collect();
            if enm.texts {
                let values =
                    json.iter().filter_map(|json| serde_json::from_str(json).ok()).collect();
                Test::String { values, format: None }
            } else {
                Test::Values(json)
            }
        }
        Shape::Array(items) if by_element => Test::Array(kinds(types, *items, 0)),
        Shape::Tuple(tuple) if by_element => {
            // The test looks at every element, of whatever place; of those that may follow only where something is said of them.
            let mut all: Vec<Kind> = Vec::new();
            let rest = !matches!(shape(types, tuple.rest), Shape::Any { .. });
            for element in tuple.all().take(tuple.elements.len() + usize::from(rest)) {
                let kinds = kinds(types, element, 0);
                if kinds.is_empty() {
                    return Some(Test::Array(Vec::new()));
                }
                all.extend(kinds);
            }
            all.sort_unstable();
            all.dedup();
            Test::Array(all)
        }
        Shape::Array(_) | Shape::Tuple(_) => Test::Array(Vec::new()),
    })
}

/// The JSON types of a use's values; none when any will do.
fn kinds(types: &[Type], ty: TypeRef, depth: usize) -> Vec<Kind> {
    let mut kinds = match shape(types, ty) {
        Shape::Any { .. } | Shape::Alias(_) => return Vec::new(),
        Shape::Null => vec![Kind::Null],
        Shape::Object(_) | Shape::Map(_) => vec![Kind::Object],
        Shape::Array(_) | Shape::Tuple(_) => vec![Kind::Array],
        Shape::Scalar(scalar) => vec![match scalar {
            Scalar::String | Scalar::Binary | Scalar::DateTime | Scalar::Date => Kind::String,
            Scalar::Bool => Kind::Bool,
            Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::Integer => {
                Kind::Integer
            }
            Scalar::F64 => Kind::Number,
        }],
        Shape::Enum(enm) => {
            let kind = |value: &crate::ir::EnumValue| match value.json.as_bytes().first() {
                Some(b'"') => Kind::String,
                Some(b't' | b'f') => Kind::Bool,
                _ => Kind::Number,
            };
            enm.values.iter().map(kind).collect()
        }
        Shape::Union(union) => {
            let mut all = Vec::new();
            for branch in &union.branches {
                let own =
                    if depth > 8 { Vec::new() } else { self::kinds(types, branch.ty, depth + 1) };
                if own.is_empty() {
                    return Vec::new();
                }
                all.extend(own);
            }
            all
        }
    };
    if ty.nullable {
        kinds.push(Kind::Null);
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Whether the values are arrays.
pub(super) fn is_array(shape: &Shape) -> bool {
    matches!(shape, Shape::Array(_) | Shape::Tuple(_))
}
