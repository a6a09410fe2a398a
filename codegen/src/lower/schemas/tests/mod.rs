//! Stage tests: a snippet of a description in, the types out.

mod all_of;
mod constants;
mod hostile;
mod objects;
mod recursion;
mod references;
mod scalars;
mod unions;
mod wire;

use super::Schemas;
use crate::diagnostic::{Code, Report};
use crate::ir::{Api, Object, Origin, Payload, Shape, Type, TypeRef, Union};
use crate::load;
use crate::settings::Settings;

/// The types that some components need, and what was said about them.
pub(super) struct Lowered {
    api: Api,
    report: Report,
}

/// Lowers the components `roots` of a description whose `components/schemas` is `schemas` (YAML, in one column).
pub(super) fn lower(version: &str, schemas: &str, roots: &[&str]) -> Lowered {
    lower_with(version, schemas, roots, &Settings::default())
}

/// As [`lower`], with settings.
pub(super) fn lower_with(
    version: &str,
    schemas: &str,
    roots: &[&str],
    settings: &Settings,
) -> Lowered {
    let mut text = format!(
        "openapi: {version}\ninfo: {{title: Test, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n"
    );
    for line in schemas.lines() {
        text.push_str(&format!("    {line}\n"));
    }
    let (document, mut report) = match load::from_text(&text) {
        Ok(loaded) => loaded,
        Err(report) => panic!("the snippet is not usable:\n{}", report.render(false)),
    };
    let mut schemas = Schemas::new(&document, settings);
    let mut api = Api::default();
    for root in roots {
        let cursor = document
            .lookup(0, &format!("/components/schemas/{root}"))
            .expect("a root is a component");
        let ty = schemas.schema(&cursor, Origin::Payload((*root).to_owned()), &mut report);
        api.payloads.push(Payload::of_json(root, ty));
    }
    schemas.finish(&mut api, &mut report);
    Lowered { api, report }
}

/// Lowers the component `T` of an OpenAPI 3.1 description.
pub(super) fn lower_t(schemas: &str) -> Lowered {
    lower("3.1.0", schemas, &["T"])
}

impl Lowered {
    fn root(&self) -> TypeRef {
        self.payload(0)
    }

    fn payload(&self, index: usize) -> TypeRef {
        self.api.payloads[index].types().next().expect("JSON")
    }

    fn shape(&self, ty: TypeRef) -> &Shape {
        &self.api.ty(ty.id).shape
    }

    fn ty(&self, ty: TypeRef) -> &Type {
        self.api.ty(ty.id)
    }

    fn object(&self, ty: TypeRef) -> &Object {
        match self.shape(ty) {
            Shape::Object(object) => object,
            other => panic!("not an object: {other:?}"),
        }
    }

    fn union(&self, ty: TypeRef) -> &Union {
        match self.shape(ty) {
            Shape::Union(union) => union,
            other => panic!("not a union: {other:?}"),
        }
    }

    /// The type in one line: `{a: String, b?: [I64]}`, `A | B`, `"a" / "b"`. `?` after a type is null.
    pub(super) fn brief(&self, ty: TypeRef) -> String {
        self.brief_to(ty, 6)
    }

    fn brief_to(&self, ty: TypeRef, depth: usize) -> String {
        if depth == 0 {
            return "…".into();
        }
        let inner = |ty: TypeRef| self.brief_to(ty, depth - 1);
        let text = match self.shape(ty) {
            Shape::Any { declared: true } => "any".into(),
            Shape::Any { declared: false } => "untyped".into(),
            Shape::Null => "null".into(),
            Shape::Scalar(scalar) => format!("{scalar:?}"),
            Shape::Enum(enm) => {
                enm.values.iter().map(|value| value.json.as_str()).collect::<Vec<_>>().join("/")
            }
            Shape::Map(map) => match map.key {
                Some(key) => format!("map<{}, {}>", inner(key), inner(map.value)),
                None => format!("map<{}>", inner(map.value)),
            },
            Shape::Array(item) => format!("[{}]", inner(*item)),
            Shape::Alias(item) => format!("alias {}", inner(*item)),
            Shape::Tuple(tuple) => format!(
                "({})",
                tuple.elements.iter().map(|item| inner(*item)).collect::<Vec<_>>().join(", ")
            ),
            Shape::Union(union) => {
                union.branches.iter().map(|branch| inner(branch.ty)).collect::<Vec<_>>().join(" | ")
            }
            Shape::Object(object) => {
                let mut members: Vec<String> = object
                    .members
                    .iter()
                    .map(|member| match &member.constant {
                        Some(json) => format!("{}={json}", member.name),
                        None => format!(
                            "{}{}: {}",
                            member.name,
                            if member.required { "" } else { "?" },
                            inner(member.ty)
                        ),
                    })
                    .collect();
                members.extend(object.additional.map(|ty| format!("..{}", inner(ty))));
                format!("{{{}}}", members.join(", "))
            }
        };
        format!("{text}{}", if ty.nullable { "?" } else { "" })
    }

    pub(super) fn root_brief(&self) -> String {
        self.brief(self.root())
    }

    pub(super) fn codes(&self) -> Vec<Code> {
        self.report.diagnostics().iter().map(|diagnostic| diagnostic.code).collect()
    }

    pub(super) fn origin(&self, ty: TypeRef) -> &Origin {
        &self.ty(ty).origin
    }
}
