//! Edits of a description of which the rest must know nothing: something comes, goes, moves or changes its place.

use crate::noise::Noise;
use serde_json::{Map, Value, json};

const METHODS: &[&str] = &["get", "put", "post", "delete", "patch"];

/// A kind of edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// An operation of a tag of its own, with a schema of its own.
    NewResource,
    /// An operation beside another one.
    NewOperation,
    OperationGone,
    /// A component that a new operation gives, called like something that is there.
    NewSchema,
    NewProperty,
    PropertyGone,
    /// Every list of members in another order.
    OtherOrder,
    /// An inline schema becomes a component.
    MovedToComponents,
    /// A component is called otherwise everywhere.
    RenamedComponent,
}

impl Edit {
    pub(crate) const ALL: &'static [Self] = &[
        Self::NewResource,
        Self::NewOperation,
        Self::OperationGone,
        Self::NewSchema,
        Self::NewProperty,
        Self::PropertyGone,
        Self::OtherOrder,
        Self::MovedToComponents,
        Self::RenamedComponent,
    ];
}

/// What was edited.
pub(crate) struct Edited {
    pub(crate) description: Value,
    /// In words, for the message of a failure.
    pub(crate) what: String,
    /// Where the schema stood that is elsewhere now, and where it is.
    pub(crate) moved: Option<(String, String)>,
    /// The schema whose properties are others.
    pub(crate) place: Option<String>,
}

/// Edits a copy of `description`; nothing where it has nothing to edit in this way. `names` are Rust names that are in use.
pub(crate) fn edited(
    description: &Value,
    edit: Edit,
    names: &[&String],
    noise: &mut Noise,
) -> Option<Edited> {
    let mut next = description.clone();
    let what = format!("{edit:?}");
    let mut edited = Edited { description: Value::Null, what, moved: None, place: None };
    match edit {
        Edit::NewResource | Edit::NewSchema => {
            let schema = match edit {
                Edit::NewResource => own_schema(),
                _ => {
                    // The newcomer wants a name that is in use.
                    let name = one(names, noise)?.to_string();
                    let schemas = object_at(&mut next, "/components/schemas")?;
                    if schemas.contains_key(&name) {
                        return None;
                    }
                    schemas.insert(name.clone(), own_schema());
                    edited.what = format!("NewSchema {name}");
                    json!({"$ref": format!("#/components/schemas/{name}")})
                }
            };
            let path = "/zz-newcomer";
            let operation = operation(&["Zz newcomer"], "zzNewcomer", schema);
            object_at(&mut next, "/paths")?.insert(path.to_owned(), json!({"get": operation}));
        }
        Edit::NewOperation => {
            let (_, path, method) = one(&operations(&next), noise)?.clone();
            let beside = next.get("paths")?.get(&path)?.get(&method)?;
            let tags: Vec<String> = serde_json::from_value(beside.get("tags")?.clone()).ok()?;
            let tag = tags.first()?.clone();
            let path = format!("{}/zz-newcomer", path.trim_end_matches('/'));
            // The id is that of the other one, spelt a little otherwise.
            let id = beside.get("operationId").and_then(Value::as_str).unwrap_or("list").to_owned();
            let new = operation(&[&tag], &format!("{id}_"), own_schema());
            let mut new = json!({"get": new});
            // Variables of the path need their parameters.
            let item = next.get("paths")?.get(path.trim_end_matches("/zz-newcomer"));
            for holder in [item, item.and_then(|item| item.get(&method))].into_iter().flatten() {
                if let Some(parameters) = holder.get("parameters") {
                    new["get"]["parameters"] = parameters.clone();
                }
            }
            object_at(&mut next, "/paths")?.insert(path.clone(), new);
            edited.what = format!("NewOperation GET {path} of {tag}");
        }
        Edit::OperationGone => {
            let (_, path, method) = one(&operations(&next), noise)?.clone();
            next["paths"][&path].as_object_mut()?.remove(&method);
            edited.what = format!("OperationGone {method} {path}");
        }
        Edit::NewProperty | Edit::PropertyGone => {
            let place = one(&objects_with_properties(&next), noise)?.clone();
            let properties = object_at(&mut next, &format!("{place}/properties"))?;
            let keys: Vec<String> = properties.keys().cloned().collect();
            let key = one(&keys, noise)?.clone();
            if edit == Edit::NewProperty {
                // The newcomer wants the name of another one.
                let name = format!("{key}_");
                if properties.contains_key(&name) {
                    return None;
                }
                properties.insert(name.clone(), json!({"type": "string"}));
                edited.what = format!("NewProperty {name} at {place}");
            } else {
                properties.remove(&key);
                edited.what = format!("PropertyGone {key} at {place}");
            }
            edited.place = Some(place);
        }
        // `Value` sorts its members: another order is made by `text`.
        Edit::OtherOrder => {}
        Edit::MovedToComponents => {
            let all: Vec<String> = objects_with_properties(&next)
                .into_iter()
                .filter(|place| place.rsplit('/').nth(1) == Some("properties"))
                .collect();
            let place = one(&all, noise)?.clone();
            let name = "aa_moved_here";
            let schema = next.pointer_mut(&place)?;
            let reference = json!({"$ref": format!("#/components/schemas/{name}")});
            let schema = std::mem::replace(schema, reference);
            object_at(&mut next, "/components/schemas")?.insert(name.to_owned(), schema);
            edited.what = format!("MovedToComponents {place}");
            edited.moved = Some((place, format!("/components/schemas/{name}")));
        }
        Edit::RenamedComponent => {
            let schemas = next.pointer("/components/schemas")?.as_object()?;
            let plain = |name: &&String| {
                name.chars().all(|char| char.is_ascii_alphanumeric() || "_-.".contains(char))
            };
            let keys: Vec<String> = schemas.keys().filter(plain).cloned().collect();
            let name = one(&keys, noise)?.clone();
            let other = format!("zz_{name}");
            if schemas.contains_key(&other) {
                return None;
            }
            // A reference, a discriminator's mapping, and a bare name in one.
            let text = next.to_string();
            if text.contains("\"discriminator\"") {
                return None;
            }
            let text = text.replace(
                &format!("\"#/components/schemas/{name}\""),
                &format!("\"#/components/schemas/{other}\""),
            );
            let text = text.replace(
                &format!("\"#/components/schemas/{name}/"),
                &format!("\"#/components/schemas/{other}/"),
            );
            next = serde_json::from_str(&text).ok()?;
            let schemas = object_at(&mut next, "/components/schemas")?;
            let schema = schemas.remove(&name)?;
            schemas.insert(other.clone(), schema);
            edited.what = format!("RenamedComponent {name}");
            let place = |name: &str| format!("/components/schemas/{name}");
            edited.moved = Some((place(&name), place(&other)));
        }
    }
    edited.description = next;
    Some(edited)
}

fn own_schema() -> Value {
    json!({"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string"},
        "zz_state": {"enum": ["zz_open", "zz_shut"]},
        "zz_part": {"type": "object", "properties": {"zz_weight": {"type": "number"}}},
    }})
}

fn operation(tags: &[&str], id: &str, schema: Value) -> Value {
    json!({"operationId": id, "tags": tags, "responses": {"200": {"description": "x",
        "content": {"application/json": {"schema": schema}}}}})
}

fn one<'t, T>(all: &'t [T], noise: &mut Noise) -> Option<&'t T> {
    all.get(noise.below(all.len()))
}

fn object_at<'v>(value: &'v mut Value, pointer: &str) -> Option<&'v mut Map<String, Value>> {
    value.pointer_mut(pointer)?.as_object_mut()
}

/// Every operation: its id, its path, its method.
fn operations(description: &Value) -> Vec<(Option<String>, String, String)> {
    let mut all = Vec::new();
    for (path, item) in description.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method).filter(|it| it.is_object()) {
                let id = operation.get("operationId").and_then(Value::as_str).map(str::to_owned);
                all.push((id, path.clone(), (*method).to_owned()));
            }
        }
    }
    all
}

/// Pointers to the schemas below components that have properties and are no part of a composition.
fn objects_with_properties(description: &Value) -> Vec<String> {
    fn walk(value: &Value, pointer: &str, found: &mut Vec<String>) {
        let Some(object) = value.as_object() else { return };
        let composed =
            ["allOf", "oneOf", "anyOf", "$ref"].iter().any(|it| object.contains_key(*it));
        let Some(properties) = object.get("properties").and_then(Value::as_object) else { return };
        if composed || properties.is_empty() {
            return;
        }
        found.push(pointer.to_owned());
        for (name, schema) in properties {
            let name = name.replace('~', "~0").replace('/', "~1");
            walk(schema, &format!("{pointer}/properties/{name}"), found);
        }
    }
    let mut found = Vec::new();
    let schemas = description.pointer("/components/schemas").and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        let name = name.replace('~', "~0").replace('/', "~1");
        walk(schema, &format!("/components/schemas/{name}"), &mut found);
    }
    found
}

/// A description as text; `turned` writes the members of objects from the last to the first.
pub(crate) fn text(value: &Value, turned: bool) -> String {
    let Value::Object(object) = value else {
        return match value {
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| text(item, turned)).collect();
                format!("[{}]", items.join(","))
            }
            other => other.to_string(),
        };
    };
    let member = |(name, value): (&String, &Value)| {
        format!("{}:{}", Value::String(name.clone()), text(value, turned))
    };
    let mut members: Vec<String> = object.iter().map(member).collect();
    if turned {
        members.reverse();
    }
    format!("{{{}}}", members.join(","))
}
