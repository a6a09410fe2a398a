//! Compares the parts of two types: fields, constants, branches, elements.

use super::types::{by_key, phrases};
use super::{Change, Kind, Side};
use crate::ir::{Enum, Member, Object, TypeRef, Union};
use crate::plan::{Field, Item};

/// A type in both revisions.
pub(super) struct Pair<'a> {
    pub(super) old: &'a Side<'a>,
    pub(super) new: &'a Side<'a>,
    pub(super) was: Option<&'a Item>,
    pub(super) is: Option<&'a Item>,
    /// A change of the whole type.
    pub(super) base: Change,
}

impl Pair<'_> {
    fn change(&self, kind: Kind, member: &str, rust: &str) -> Change {
        Change {
            kind,
            member: member.to_owned(),
            item: format!("{}::{rust}", self.base.item),
            before: None,
            after: None,
            ..self.base.clone()
        }
    }

    pub(super) fn objects(&self, old: &Object, new: &Object, changes: &mut Vec<Change>) {
        let before = by_key(&old.members, |member| member.name.clone());
        let after = by_key(&new.members, |member| member.name.clone());
        for (name, member) in &before {
            let was = Seen::new(self.old, self.was, member);
            match after.get(name) {
                Some(other) => {
                    let is = Seen::new(self.new, self.is, other);
                    self.fields((member, &was), (other, &is), changes);
                }
                None => changes.push(Change {
                    before: Some(was.text),
                    old_place: Some(self.old.place(&member.place)),
                    new_place: None,
                    ..self.change(Kind::FieldRemoved, name, &was.name)
                }),
            }
        }
        for (name, member) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
            let is = Seen::new(self.new, self.is, member);
            let given = matches!(self.is, Some(Item::Struct(it)) if it.constructor) && !is.optional;
            let kind = if given { Kind::FieldAddedRequired } else { Kind::FieldAdded };
            changes.push(Change {
                after: Some(is.text),
                old_place: None,
                new_place: Some(self.new.place(&member.place)),
                ..self.change(kind, name, &is.name)
            });
        }
        self.further(old, new, changes);
    }

    /// The type of members that the description does not name, and the struct as a whole.
    fn further(&self, old: &Object, new: &Object, changes: &mut Vec<Change>) {
        let text = |side: &Side<'_>, ty: TypeRef| format!("any other: {}", side.written(ty));
        let was = old.additional.map(|ty| text(self.old, ty));
        let is = new.additional.map(|ty| text(self.new, ty));
        let kind = match (&was, &is) {
            (None, Some(_)) => Some(Kind::FieldAdded),
            (Some(_), None) => Some(Kind::FieldRemoved),
            (Some(was), Some(is)) if self.old.today(was) != *is => Some(Kind::FieldTypeChanged),
            _ => None,
        };
        if let Some(kind) = kind {
            let change = self.change(kind, "*", "additional");
            changes.push(Change { before: was, after: is, ..change });
        }
        let (Some(Item::Struct(was)), Some(Item::Struct(is))) = (self.was, self.is) else { return };
        if was.derives.contains(&"Default") && !is.derives.contains(&"Default") {
            changes.push(self.change(Kind::DefaultLost, "", "default"));
        }
    }

    fn fields(
        &self,
        (old, was): (&Member, &Seen),
        (new, is): (&Member, &Seen),
        changes: &mut Vec<Change>,
    ) {
        let places = (Some(self.old.place(&old.place)), Some(self.new.place(&new.place)));
        let mut push = |kind: Kind, before: &str, after: &str| {
            changes.push(Change {
                before: Some(before.to_owned()),
                after: Some(after.to_owned()),
                old_place: places.0.clone(),
                new_place: places.1.clone(),
                ..self.change(kind, &new.name, &is.name)
            });
        };
        if was.name != is.name {
            push(Kind::FieldRenamed, &was.text, &is.text);
        }
        if old.constant != new.constant && (old.constant.is_some() && new.constant.is_some()) {
            push(Kind::ConstantChanged, &was.text, &is.text);
        } else if self.old.today(&was.inner) != is.inner {
            push(Kind::FieldTypeChanged, &was.text, &is.text);
        } else if was.text == is.text
            && (was.optional, was.nullable) != (is.optional, is.nullable)
            && self.was.is_some()
            && self.is.is_some()
        {
            // Optional, or required and perhaps null: an `Option` each time. A constructor tells them apart.
            let constructs = |item: Option<&Item>| matches!(item, Some(Item::Struct(strukt)) if strukt.constructor);
            let kind = match (was.optional, is.optional) {
                (true, false) if constructs(self.was) => Kind::FieldNowGiven,
                (false, true) if constructs(self.was) => Kind::FieldNoLongerGiven,
                _ => Kind::FieldPresenceChanged,
            };
            push(kind, &was.text, &is.text);
        } else if was.optional != is.optional {
            let kind = if is.optional { Kind::FieldNowOptional } else { Kind::FieldNowRequired };
            push(kind, &was.text, &is.text);
        } else if was.nullable != is.nullable {
            let kind = if is.nullable { Kind::FieldNowNullable } else { Kind::FieldNeverNull };
            push(kind, &was.text, &is.text);
        } else if !was.ty.is_empty() && !is.ty.is_empty() && self.old.today(&was.ty) != is.ty {
            // The same type in a `Box`, or no longer in one.
            push(Kind::FieldTypeChanged, &was.text, &is.text);
        }
        if restrictions(old) != restrictions(new) {
            push(Kind::FieldConstrained, &restrictions(old), &restrictions(new));
        }
        if !old.deprecated && new.deprecated {
            push(Kind::FieldDeprecated, &was.text, &is.text);
        }
    }

    pub(super) fn enums(&self, old: &Enum, new: &Enum, changes: &mut Vec<Change>) {
        let before = by_key(&old.values, |value| value.json.clone());
        let after = by_key(&new.values, |value| value.json.clone());
        let name = |item: Option<&Item>, json: &str| constant_name(item, json);
        for json in before.keys() {
            let was = name(self.was, json);
            if !after.contains_key(json) {
                let change = self.change(Kind::ValueRemoved, json, &was);
                changes.push(Change { before: Some(was), ..change });
                continue;
            }
            let is = name(self.is, json);
            if was != is && self.was.is_some() && self.is.is_some() {
                let change = self.change(Kind::ValueRenamed, json, &is);
                changes.push(Change { before: Some(was), after: Some(is), ..change });
            }
        }
        for json in after.keys().filter(|json| !before.contains_key(*json)) {
            let is = name(self.is, json);
            let change = self.change(Kind::ValueAdded, json, &is);
            changes.push(Change { after: Some(is), ..change });
        }
    }

    pub(super) fn unions(&self, old: &Union, new: &Union, changes: &mut Vec<Change>) {
        let before = branches(self.old, self.was, old);
        let after = branches(self.new, self.is, new);
        for (held, was) in &before {
            let Some(is) = after.get(held) else {
                let change = self.change(Kind::VariantRemoved, held, &was.name);
                let before = Some(format!("{}({held})", was.name));
                changes.push(Change { before, ..change });
                continue;
            };
            let mut push = |kind: Kind, before: String, after: String| {
                let change = self.change(kind, held, &is.name);
                changes.push(Change { before: Some(before), after: Some(after), ..change });
            };
            if was.name != is.name {
                push(Kind::VariantRenamed, was.name.clone(), is.name.clone());
            }
            if was.ty.is_some()
                && is.ty.is_some()
                && was.ty.as_ref().map(|it| self.old.today(it)) != is.ty
            {
                let text = |it: &Held<'_>| {
                    format!("{}({})", it.name, it.ty.as_deref().unwrap_or_default())
                };
                push(Kind::VariantTypeChanged, text(was), text(is));
            }
            if was.test != is.test {
                changes.push(self.change(Kind::VariantToldOtherwise, held, &is.name));
            }
        }
        for (held, is) in after.iter().filter(|(held, _)| !before.contains_key(*held)) {
            let change = self.change(Kind::VariantAdded, held, &is.name);
            changes.push(Change { after: Some(format!("{}({held})", is.name)), ..change });
        }
    }

    /// Elements by position.
    pub(super) fn inner(&self, old: &[TypeRef], new: &[TypeRef], changes: &mut Vec<Change>) {
        let was: Vec<String> = old.iter().map(|ty| self.old.written(*ty)).collect();
        let is: Vec<String> = new.iter().map(|ty| self.new.written(*ty)).collect();
        if was != is {
            changes.push(Change { kind: Kind::InnerTypeChanged, ..self.base.clone() });
        }
    }
}

/// A member as a caller sees it.
struct Seen {
    name: String,
    /// `pub created_on: Option<DateTime>`
    text: String,
    /// As it is written, where it is a field; else empty.
    ty: String,
    /// The type without what says that it may be absent or null.
    inner: String,
    optional: bool,
    nullable: bool,
}

impl Seen {
    fn new(side: &Side<'_>, item: Option<&Item>, member: &Member) -> Self {
        let inner = side.written(TypeRef { nullable: false, boxed: false, ..member.ty });
        let nullable = member.ty.nullable;
        if let Some(field) = field(item, &member.name) {
            let name = field.ident.as_str().to_owned();
            let ty = field.ty.to_string();
            let text = format!("pub {name}: {ty}");
            return Self { name, text, ty, inner, optional: field.optional, nullable };
        }
        let name = member.name.clone();
        let written = side.written(member.ty);
        let text = match &member.constant {
            Some(json) => format!("{name} is always {json}"),
            None if member.required => format!("{name}: {written}, required"),
            None => format!("{name}: {written}, optional"),
        };
        let inner = if member.constant.is_some() { "constant".to_owned() } else { inner };
        let ty = String::new();
        Self { name, text, ty, inner, optional: !member.required, nullable }
    }
}

fn field<'i>(item: Option<&'i Item>, wire: &str) -> Option<&'i Field> {
    match item? {
        Item::Struct(strukt) => strukt.fields.iter().find(|field| field.wire == wire),
        _ => None,
    }
}

/// Restrictions of a member, and in which direction it goes.
fn restrictions(member: &Member) -> String {
    let mut all = member.constraints.clone();
    all.extend(member.read_only.then(|| "read only".to_owned()));
    all.extend(member.write_only.then(|| "write only".to_owned()));
    phrases(&all)
}

fn constant_name(item: Option<&Item>, json: &str) -> String {
    let text = serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned());
    let Some(Item::Enum(enm)) = item else { return text };
    let key = if enm.texts { text.as_str() } else { json };
    let found = enm.variants.iter().find(|(_, _, constant)| constant == key);
    found.map_or_else(|| text.clone(), |(_, ident, _)| ident.as_str().to_owned())
}

/// A branch of a union.
struct Held<'u> {
    /// The variant's name.
    name: String,
    /// What the variant holds as it is written, its `Box` included, where the union is an item.
    ty: Option<String>,
    test: &'u crate::ir::Test,
}

/// The branches of a union by what they hold.
fn branches<'u>(
    side: &Side<'_>,
    item: Option<&Item>,
    union: &'u Union,
) -> std::collections::BTreeMap<String, Held<'u>> {
    let variants: &[crate::plan::Variant] = match item {
        Some(Item::Union(union)) => &union.variants,
        _ => &[],
    };
    let mut all = std::collections::BTreeMap::new();
    for (index, branch) in union.branches.iter().enumerate() {
        let held = side.written(branch.ty);
        let mut key = held.clone();
        let mut count = 1;
        while all.contains_key(&key) {
            count += 1;
            key = format!("{held}#{count}");
        }
        let variant = variants.get(index);
        let name = variant.map_or_else(|| held.clone(), |it| it.ident.as_str().to_owned());
        let ty = variant.map(|it| it.ty.to_string());
        all.insert(key, Held { name, ty, test: &branch.test });
    }
    all
}
