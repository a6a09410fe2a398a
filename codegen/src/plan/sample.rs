//! Makes values of a type: such as its schema allows, and such as a newer server may send.
//!
//! | of                 | allowed                                         | newer                                      |
//! |--------------------|-------------------------------------------------|--------------------------------------------|
//! | an object          | all members, the required ones alone, each      | an unknown member, a null for each member  |
//! |                    | member null that may be                         | that may be absent                         |
//! | a list of constants| each constant                                   | another constant                           |
//! | a union            | each branch, with all its members and without   | an unknown object, text and number         |
//! | another            | one value                                       |                                            |

use crate::ir::{
    Api, Branch, Enum, Member, Object, Scalar, Shape, TagTest, Test, TypeId, TypeRef, Union,
};
use crate::text::write_json_string;
use std::collections::HashMap;

/// A sample may have this many bytes.
const LARGEST: usize = 64 << 10;
/// Steps for all samples of one type: what branches without end is given up.
const STEPS: u32 = 20_000;
/// Members that a sample of a newer server's object has.
const UNKNOWN: &str = r#""member of a newer server":{"a":[1,null]}"#;

/// How deep a reply for mocks has members that may be absent.
const DEEPEST_OPTIONAL: usize = 6;

/// Makes samples.
pub(super) struct Sampler<'a> {
    api: &'a Api,
    /// Values with required members alone.
    bare: HashMap<TypeId, String>,
    /// Types that a value is being made of.
    open: Vec<TypeId>,
    steps: u32,
    /// Whether values are for people to read: with the description's examples, and with plain members that may be absent.
    lifelike: bool,
}

impl<'a> Sampler<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self { api, bare: HashMap::new(), open: Vec::new(), steps: 0, lifelike: false }
    }

    /// Makes values that look like those of a server.
    pub(super) fn lifelike(api: &'a Api) -> Self {
        Self { lifelike: true, ..Self::new(api) }
    }

    /// One value of a use of a type.
    pub(super) fn one(&mut self, ty: TypeRef) -> Option<String> {
        self.steps = STEPS;
        self.value(ty)
    }

    /// Values that the type's schema allows.
    pub(super) fn known(&mut self, id: TypeId) -> Vec<String> {
        self.steps = STEPS;
        let mut samples = Vec::new();
        match &self.api.ty(id).shape {
            Shape::Object(object) => {
                samples.extend(self.full(id, object));
                samples.extend(self.bare(id));
                samples.extend(self.nulls(id, object));
            }
            Shape::Enum(enm) => samples.extend(enm.values.iter().map(|value| value.json.clone())),
            Shape::Union(union) => {
                for branch in &union.branches {
                    for full in [false, true] {
                        samples.extend(self.within(id, |own| own.of_branch(union, branch, full)));
                    }
                }
            }
            _ => samples.extend(self.bare(id)),
        }
        tidy(samples)
    }

    /// Values that the schema does not know of, and that must come back all the same.
    pub(super) fn newer(&mut self, id: TypeId) -> Vec<String> {
        self.steps = STEPS;
        let mut samples = Vec::new();
        match &self.api.ty(id).shape {
            Shape::Object(object) => {
                let mut members = self.required(id, object);
                if let Some(members) = &mut members {
                    let typed = object.additional.is_some();
                    samples.extend((!typed).then(|| object_of(members, Some(UNKNOWN))));
                    let n_required = members.len();
                    let absent = object.members.iter().filter(|member| !member.required);
                    members.extend(absent.map(|member| (&*member.name, "null".to_owned())));
                    samples.extend((members.len() > n_required).then(|| object_of(members, None)));
                }
            }
            Shape::Enum(enm) => samples.push(newer_constant(enm).to_owned()),
            Shape::Union(union) => samples.extend(newer_branches(union)),
            _ => {}
        }
        tidy(samples)
    }

    /// All members, each as short as can be; optional ones that have no finite value are left out.
    fn full(&mut self, id: TypeId, object: &'a Object) -> Option<String> {
        let mut members = self.required(id, object)?;
        self.optional(id, object, &mut members);
        Some(object_of(&members, None))
    }

    fn optional(&mut self, id: TypeId, object: &'a Object, members: &mut Vec<(&'a str, String)>) {
        for member in object.members.iter().filter(|member| !member.required) {
            if let Some(value) = self.within(id, |own| own.value(member.ty)) {
                members.push((&member.name, value));
            }
        }
        if let Some(value) = object.additional.and_then(|ty| self.within(id, |own| own.value(ty))) {
            members.push(("further", value));
        }
    }

    /// A value that is told to be of a branch: its tags have the values that select it.
    fn of_branch(&mut self, union: &'a Union, branch: &'a Branch, full: bool) -> Option<String> {
        let id = branch.ty.id;
        let (Shape::Object(object), Test::Object { tags, .. }) =
            (&self.api.ty(id).shape, &branch.test)
        else {
            return self.bare(id);
        };
        let mut members = self.required(id, object)?;
        if full {
            self.optional(id, object, &mut members);
        }
        for (name, test) in union.tags.iter().zip(tags) {
            if let TagTest::Is(values) | TagTest::MaybeIs(values) = test
                && let Some(value) = values.first()
            {
                members.retain(|(known, _)| known != name);
                members.push((name, value.clone()));
            }
        }
        Some(object_of(&members, None))
    }

    /// Every member null that may be, if any may.
    fn nulls(&mut self, id: TypeId, object: &'a Object) -> Option<String> {
        let is_null = |member: &Member| member.constant.is_none() && member.ty.nullable;
        if !object.members.iter().any(is_null) {
            return None;
        }
        let mut members = self.required(id, object)?;
        members.retain(|(name, _)| {
            !object.members.iter().any(|member| member.name == *name && is_null(member))
        });
        let nulls = object.members.iter().filter(|member| is_null(member));
        members.extend(nulls.map(|member| (&*member.name, "null".to_owned())));
        Some(object_of(&members, None))
    }

    fn required(&mut self, id: TypeId, object: &'a Object) -> Option<Vec<(&'a str, String)>> {
        self.within(id, |own| {
            let required = object.members.iter().filter(|member| member.required);
            let value = |member: &'a Member| {
                let value = match &member.constant {
                    Some(constant) => constant.clone(),
                    None => own.value(member.ty)?,
                };
                Some((&*member.name, value))
            };
            required.map(value).collect()
        })
    }

    /// A value of a use of a type; null where there is no other.
    fn value(&mut self, ty: TypeRef) -> Option<String> {
        self.bare(ty.id).or_else(|| ty.nullable.then(|| "null".to_owned()))
    }

    /// A short value of a type; nothing where every value has another within.
    fn bare(&mut self, id: TypeId) -> Option<String> {
        if let Some(known) = self.bare.get(&id) {
            return Some(known.clone());
        }
        self.steps = self.steps.checked_sub(1)?;
        let value = self.within(id, |own| own.of_shape(id))?;
        if value.len() > LARGEST {
            return None;
        }
        self.bare.insert(id, value.clone());
        Some(value)
    }

    fn of_shape(&mut self, id: TypeId) -> Option<String> {
        if let Some(example) = self.example(id) {
            return Some(example);
        }
        Some(match &self.api.ty(id).shape {
            Shape::Any { .. } => r#""anything""#.to_owned(),
            Shape::Null => "null".to_owned(),
            Shape::Scalar(scalar) => {
                let format = self.api.ty(id).format.as_deref();
                self.of_format(*scalar, format).unwrap_or(of_scalar(*scalar)).to_owned()
            }
            Shape::Enum(enm) => enm.values.first()?.json.clone(),
            Shape::Object(object) => {
                // What surrounds this use of the type is open already.
                let required = object.members.iter().filter(|member| member.required);
                let mut members = Vec::new();
                for member in required {
                    let value = match self.told(member) {
                        Some(told) => told,
                        None => self.value(member.ty)?,
                    };
                    members.push((&*member.name, value));
                }
                if self.lifelike && self.open.len() <= DEEPEST_OPTIONAL {
                    self.plain(object, &mut members);
                }
                object_of(&members, None)
            }
            Shape::Map(map) => match self.value(map.value) {
                Some(value) => {
                    let key = map.key.and_then(|key| self.value(key));
                    let key = key.and_then(|key| serde_json::from_str::<String>(&key).ok());
                    object_of(&[(key.as_deref().unwrap_or("key"), value)], None)
                }
                None => "{}".to_owned(),
            },
            Shape::Array(ty) => format!("[{}]", self.value(*ty).unwrap_or_default()),
            Shape::Tuple(tuple) => {
                let elements = tuple.elements.iter().map(|element| self.value(*element));
                let mut elements = elements.collect::<Option<Vec<String>>>()?;
                // Nothing may be what follows: it is only made up where it has a type.
                if !matches!(self.api.ty(tuple.rest.id).shape, Shape::Any { .. }) {
                    elements.extend(self.value(tuple.rest));
                }
                format!("[{}]", elements.join(","))
            }
            Shape::Union(union) => {
                union.branches.iter().find_map(|branch| self.of_branch(union, branch, false))?
            }
            Shape::Alias(ty) => self.value(*ty)?,
        })
    }

    /// Members that may be absent and are plain texts, numbers, booleans or constants.
    fn plain(&mut self, object: &'a Object, members: &mut Vec<(&'a str, String)>) {
        for member in object.members.iter().filter(|member| !member.required) {
            if matches!(self.api.ty(member.ty.id).shape, Shape::Scalar(_) | Shape::Enum(_))
                && let Some(value) = self.told(member).or_else(|| self.bare(member.ty.id))
            {
                members.push((&member.name, value));
            }
        }
    }

    /// What the description says of a member's value: its constant, an example, a text of its format.
    fn told(&self, member: &Member) -> Option<String> {
        let text = || match self.api.ty(member.ty.id).shape {
            Shape::Scalar(scalar) => self.of_format(scalar, member.format.as_deref()),
            _ => None,
        };
        let constant = member.constant.clone();
        let told = constant.or_else(|| self.fitting(member.ty.id, member.example.as_ref()));
        told.or_else(|| text().map(str::to_owned))
    }

    /// A text of a format, for people to read.
    fn of_format(&self, scalar: Scalar, format: Option<&str>) -> Option<&'static str> {
        if self.lifelike { of_format(scalar, format?) } else { None }
    }

    /// The description's own example of a plain value, when it is one of its type.
    fn example(&self, id: TypeId) -> Option<String> {
        self.fitting(id, self.api.ty(id).examples.first())
    }

    fn fitting(&self, id: TypeId, example: Option<&String>) -> Option<String> {
        let ty = self.api.ty(id);
        let example = example.filter(|_| self.lifelike)?;
        let is_text = example.starts_with('"');
        let is_number = example.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let is_whole = is_number && example.len() < 10 && !example.contains(['.', 'e', 'E', '-']);
        let fits = match &ty.shape {
            Shape::Scalar(Scalar::String | Scalar::DateTime | Scalar::Date) => is_text,
            Shape::Scalar(Scalar::F64) => is_number,
            Shape::Scalar(Scalar::Bool) => matches!(&**example, "true" | "false"),
            Shape::Scalar(Scalar::Binary) => false,
            Shape::Scalar(_) => is_whole,
            Shape::Enum(enm) => enm.values.iter().any(|value| value.json == *example),
            _ => false,
        };
        fits.then(|| example.clone())
    }

    /// Works on a part of a value of `id`; nothing when that is a part of itself.
    fn within<T>(&mut self, id: TypeId, work: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.open.contains(&id) || self.open.len() > 48 {
            return None;
        }
        self.open.push(id);
        let done = work(self);
        self.open.pop();
        done
    }
}

fn of_scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String | Scalar::Binary => r#""text""#,
        Scalar::DateTime => r#""2021-01-02T03:04:05.60+01:00""#,
        Scalar::Date => r#""2021-02-03""#,
        Scalar::Bool => "true",
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::Integer => "7",
        Scalar::F64 => "1.50",
    }
}

/// A text of a format.
fn of_format(scalar: Scalar, format: &str) -> Option<&'static str> {
    if scalar != Scalar::String {
        return None;
    }
    Some(match format {
        "uuid" => r#""3f2504e0-4f89-41d3-9a0c-0305e82c3301""#,
        "email" | "idn-email" => r#""someone@example.com""#,
        "uri" | "url" | "iri" | "uri-reference" => r#""https://example.com/""#,
        "hostname" | "idn-hostname" => r#""host.example.com""#,
        "ipv4" | "ip" => r#""192.0.2.1""#,
        "ipv6" => r#""2001:db8::1""#,
        "time" => r#""03:04:05Z""#,
        "duration" => r#""PT1H""#,
        "byte" | "base64" => r#""dGV4dA==""#,
        _ => return None,
    })
}

/// A constant that the list does not hold.
fn newer_constant(enm: &Enum) -> &'static str {
    if enm.texts { r#""constant of a newer server""# } else { "-918273645" }
}

fn newer_branches(_: &Union) -> [String; 3] {
    [format!("{{{UNKNOWN}}}"), r#""text of a newer server""#.to_owned(), "-918273645.5".to_owned()]
}

fn object_of(members: &[(&str, String)], more: Option<&str>) -> String {
    let mut text = String::from("{");
    for (name, value) in members {
        if text.len() > 1 {
            text.push(',');
        }
        write_json_string(name, &mut text);
        text.push(':');
        text.push_str(value);
    }
    if let Some(more) = more {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(more);
    }
    text.push('}');
    text
}

/// Each once, and none that is too large.
fn tidy(samples: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for sample in samples {
        if sample.len() <= LARGEST && !kept.contains(&sample) {
            kept.push(sample);
        }
    }
    kept
}
