//! Walks every use of a type: in a shape, and in the operations, payloads and library of an API.

use crate::ir::{Api, Direction, MediaForm, Origin, Shape, TypeId, TypeRef};

/// The uses of types in a shape, in order.
pub(super) fn in_shape(shape: &Shape) -> Vec<TypeRef> {
    match shape {
        Shape::Any { .. } | Shape::Null | Shape::Scalar(_) | Shape::Enum(_) => Vec::new(),
        Shape::Object(object) => {
            object.members.iter().map(|member| member.ty).chain(object.additional).collect()
        }
        Shape::Map(map) => map.all().collect(),
        Shape::Array(ty) | Shape::Alias(ty) => vec![*ty],
        Shape::Tuple(tuple) => tuple.all().collect(),
        Shape::Union(union) => union.branches.iter().map(|branch| branch.ty).collect(),
    }
}

/// The same, to be changed.
pub(super) fn in_shape_mut(shape: &mut Shape) -> Vec<&mut TypeRef> {
    match shape {
        Shape::Any { .. } | Shape::Null | Shape::Scalar(_) | Shape::Enum(_) => Vec::new(),
        Shape::Object(object) => object
            .members
            .iter_mut()
            .map(|member| &mut member.ty)
            .chain(object.additional.as_mut())
            .collect(),
        Shape::Map(map) => [&mut map.value].into_iter().chain(map.key.as_mut()).collect(),
        Shape::Array(ty) | Shape::Alias(ty) => vec![ty],
        Shape::Tuple(tuple) => {
            tuple.elements.iter_mut().chain(std::iter::once(&mut tuple.rest)).collect()
        }
        Shape::Union(union) => union.branches.iter_mut().map(|branch| &mut branch.ty).collect(),
    }
}

/// What the type of a use would be called that has no other name: where in the type `parent` it is used.
pub(super) fn edge_origins(parent: TypeId, shape: &Shape) -> Vec<Origin> {
    match shape {
        Shape::Any { .. } | Shape::Null | Shape::Scalar(_) | Shape::Enum(_) => Vec::new(),
        Shape::Object(object) => {
            let members =
                object.members.iter().map(|member| Origin::Member(parent, member.name.clone()));
            members.chain(object.additional.map(|_| Origin::Additional(parent))).collect()
        }
        Shape::Map(map) => {
            let key = map.key.map(|_| Origin::Key(parent));
            [Origin::Additional(parent)].into_iter().chain(key).collect()
        }
        Shape::Array(_) | Shape::Alias(_) => vec![Origin::Items(parent)],
        Shape::Tuple(tuple) => {
            let elements = 0..tuple.elements.len();
            let elements = elements.map(|index| Origin::Element(parent, narrow(index)));
            elements.chain([Origin::Items(parent)]).collect()
        }
        Shape::Union(union) => {
            let branch = |(index, branch): (usize, &crate::ir::Branch)| {
                Origin::Branch(parent, narrow(index), branch.name.clone())
            };
            union.branches.iter().enumerate().map(branch).collect()
        }
    }
}

/// Calls `visit` for each use of a type in the operations, payloads and library, in order, with the direction in which its values travel
/// and what a type is called that is only used there.
pub(super) fn in_api(api: &mut Api, visit: &mut dyn FnMut(&mut TypeRef, Direction, Origin)) {
    let sent = Direction { sent: true, received: false };
    let received = Direction { sent: false, received: true };
    for (index, operation) in api.operations.iter_mut().enumerate() {
        let index = narrow(index);
        for parameter in &mut operation.parameters {
            let origin = Origin::Parameter(index, parameter.name.clone());
            visit(&mut parameter.ty, sent, origin);
        }
        for media in operation.body.iter_mut().flat_map(|body| &mut body.media) {
            if let Some(ty) = in_form(&mut media.form) {
                visit(ty, sent, Origin::Request(index));
            }
        }
        let several =
            operation.success.iter().filter(|response| response.media.is_some()).count() > 1;
        for response in &mut operation.success {
            let status = several.then(|| response.status.clone());
            if let Some(ty) = response.media.as_mut().and_then(|media| in_form(&mut media.form)) {
                visit(ty, received, Origin::Response(index, status));
            }
            for media in &mut response.others {
                let kind = media.content_type.rsplit('/').next().map(str::to_owned);
                if let Some(ty) = in_form(&mut media.form) {
                    visit(ty, received, Origin::Response(index, kind));
                }
            }
        }
        if let Some(pagination) = &mut operation.pagination {
            // The reply's own type leads to the items, as a rule, and has named them before.
            let origin = Origin::Response(index, Some("item".to_owned()));
            visit(&mut pagination.item, received, origin);
        }
        for response in &mut operation.failures {
            if let Some(ty) = response.media.as_mut().and_then(|media| in_form(&mut media.form)) {
                visit(ty, received, Origin::Failure(index, response.status.clone()));
            }
            for media in &mut response.others {
                let kind = media.content_type.rsplit('/').next().unwrap_or_default();
                let status = format!("{} {kind}", response.status);
                if let Some(ty) = in_form(&mut media.form) {
                    visit(ty, received, Origin::Failure(index, status));
                }
            }
        }
    }
    for payload in &mut api.payloads {
        for ty in payload.content.iter_mut().filter_map(|media| in_form(&mut media.form)) {
            visit(ty, received, Origin::Payload(payload.name.clone()));
        }
        let several = payload.answers.iter().filter(|answer| answer.media.is_some()).count() > 1;
        for answer in &mut payload.answers {
            let origin =
                Origin::Answer(payload.name.clone(), several.then(|| answer.status.clone()));
            for media in answer.media.iter_mut().chain(&mut answer.others) {
                if let Some(ty) = in_form(&mut media.form) {
                    visit(ty, sent, origin.clone());
                }
            }
        }
    }
    let both = Direction { sent: true, received: true };
    for (name, ty) in &mut api.library {
        visit(ty, both, Origin::Component(name.clone()));
    }
}

/// Calls `visit` for each use of a type that is not in another type, examples included.
pub(super) fn everywhere(api: &mut Api, visit: &mut dyn FnMut(&mut TypeRef)) {
    in_api(api, &mut |ty, _, _| visit(ty));
    api.examples.iter_mut().for_each(|example| visit(&mut example.ty));
}

fn in_form(form: &mut MediaForm) -> Option<&mut TypeRef> {
    match form {
        MediaForm::Json(ty)
        | MediaForm::Form(ty)
        | MediaForm::Multipart(ty)
        | MediaForm::Lines(ty) => Some(ty),
        MediaForm::Events(ty) => ty.as_mut(),
        MediaForm::Text | MediaForm::Bytes => None,
    }
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
