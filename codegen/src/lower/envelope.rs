//! Opens the envelope around a reply: the settings name the member of it that the caller wants.

use super::Lowering;
use crate::ir::{MediaForm, Response, Shape, TypeRef};

/// Points a successful response at the envelope's result, if it has the envelope's form.
pub(super) fn open(lowering: &mut Lowering<'_>, response: &mut Response) {
    let Some(media) = &mut response.media else { return };
    let MediaForm::Json(ty) = &mut media.form else { return };
    see(lowering, *ty);
    let Some(envelope) = &lowering.settings.envelope else { return };
    let Some(result) = lowering.schemas.member(*ty, &envelope.result) else { return };
    let result = result.ty;
    lowering.schemas.opened(*ty, &envelope.result, result);
    *ty = result;
    response.member = Some(envelope.result.clone());
}

/// Remembers which members replies and the failures in them have, for the settings to name.
fn see(lowering: &mut Lowering<'_>, ty: TypeRef) {
    let Some(envelope) = &lowering.settings.envelope else { return };
    let members = |ty: TypeRef| match &lowering.schemas.ty(ty).shape {
        Shape::Object(object) => object.members.as_slice(),
        _ => &[],
    };
    let names: Vec<String> = members(ty).iter().map(|member| member.name.clone()).collect();
    let errors = envelope
        .errors
        .as_ref()
        .and_then(|errors| members(ty).iter().find(|member| member.name == *errors));
    let item = errors.and_then(|errors| match lowering.schemas.ty(errors.ty).shape {
        Shape::Array(item) => Some(item),
        _ => None,
    });
    let error_names: Vec<String> = item
        .map(|item| members(item).iter().map(|member| member.name.clone()).collect())
        .unwrap_or_default();
    lowering.seen.reply_members.extend(names);
    lowering.seen.error_members.extend(error_names);
}
