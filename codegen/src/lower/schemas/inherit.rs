//! Discriminators: the values that select a branch, and the children of a parent that is no union.

use super::Schemas;
use super::part::{Mask, Part};
use crate::cursor::{Cursor, escape};
use crate::diagnostic::{Code, Place, Report};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

/// The components that name a schema in their `allOf`, by name.
pub(super) type Children<'a> = HashMap<(u32, Arc<str>), BTreeMap<String, Cursor<'a>>>;

/// A discriminator with its mapping resolved.
pub(super) struct Discriminator {
    property: String,
    /// Values and the places of their schemas.
    mapping: Vec<(String, Place)>,
    /// The schema of values that nothing else is for, or that have no such property (`defaultMapping`).
    default: Option<Place>,
}

/// A child of a parent, or the parent itself.
pub(super) struct Child<'a> {
    pub(super) part: Part<'a>,
    pub(super) name: Option<String>,
    pub(super) tags: super::Tags,
}

impl<'a> Schemas<'a> {
    /// The discriminator of a schema object.
    pub(super) fn discriminator(
        &self,
        cursor: &Cursor<'a>,
        report: &mut Report,
    ) -> Option<Discriminator> {
        let discriminator = cursor.get("discriminator")?;
        // In some descriptions it is the property's name alone, as in OpenAPI 2.
        let Some(property) = discriminator.str("propertyName").or(discriminator.node.as_str())
        else {
            report.add(
                Code::MalformedKeyword,
                &discriminator.place,
                "`discriminator` has no `propertyName`",
            );
            return None;
        };
        let mut mapping = Vec::new();
        for (value, target) in
            discriminator.get("mapping").into_iter().flat_map(|mapping| mapping.members())
        {
            if let Some(schema) = self.mapped(&target, report) {
                mapping.push((value.to_owned(), schema.place));
            }
        }
        let default = discriminator.get("defaultMapping");
        let default = default.and_then(|target| self.mapped(&target, report)).map(|it| it.place);
        Some(Discriminator { property: property.to_owned(), mapping, default })
    }

    /// The schema that an entry of a mapping names: by component name or by reference.
    fn mapped(&self, target: &Cursor<'a>, report: &mut Report) -> Option<Cursor<'a>> {
        let text = target.node.as_str()?;
        let by_name = self.document.lookup(0, &format!("/components/schemas/{}", escape(text)));
        let found = match by_name {
            Some(component) => component,
            None => self.document.resolve(target, text, report)?,
        };
        self.document.follow(&found, report)
    }

    /// The name of a branch by its discriminator, and the values that select it.
    pub(super) fn tag(
        &self,
        discriminator: &Discriminator,
        branch: &Cursor<'a>,
        report: &mut Report,
    ) -> (Option<String>, super::Tags) {
        let Some(schema) = self.document.follow(branch, report) else { return (None, Vec::new()) };
        let same = |place: &Place| {
            place.file == schema.place.file && place.pointer == schema.place.pointer
        };
        let mapped: Vec<&String> = discriminator
            .mapping
            .iter()
            .filter(|(_, place)| same(place))
            .map(|(value, _)| value)
            .collect();
        let name = mapped.first().map(|value| (*value).clone());
        let mut values: Vec<String> = mapped.into_iter().map(|value| json_text(value)).collect();
        if discriminator.default.as_ref().is_some_and(same) {
            // No value is asked for: those of the other branches count for more.
            return (name, vec![(discriminator.property.clone(), Vec::new())]);
        }
        let union = schema.has("oneOf") || schema.has("anyOf");
        if values.is_empty()
            && !union
            && discriminator.mapping.is_empty()
            && !self.declares(&schema, &discriminator.property, 0)
        {
            values.extend(self.component_name(&schema).map(|name| json_text(&name)));
        }
        let tags = if values.is_empty() {
            Vec::new()
        } else {
            vec![(discriminator.property.clone(), values)]
        };
        (name, tags)
    }

    /// The schema of `defaultMapping`, when it is none of a union's branches.
    pub(super) fn default_beside(
        &self,
        discriminator: &Discriminator,
        branches: &[Cursor<'a>],
    ) -> Option<Cursor<'a>> {
        let default = discriminator.default.as_ref()?;
        let scratch = &mut Report::default();
        let mut targets =
            branches.iter().filter_map(|branch| self.document.follow(branch, scratch));
        let known = targets.any(|target| {
            target.place.file == default.file && target.place.pointer == default.pointer
        });
        if known { None } else { self.document.cursor(default) }
    }

    /// Whether a schema lists constants for a property itself.
    fn declares(&self, schema: &Cursor<'a>, property: &str, depth: usize) -> bool {
        if depth > 8 {
            return false;
        }
        let scratch = &mut Report::default();
        let own = schema.get("properties").and_then(|properties| properties.get(property));
        let own = own.and_then(|own| self.document.follow(&own, scratch));
        own.is_some_and(|own| own.has("enum") || own.has("const"))
            || schema.get("allOf").into_iter().flat_map(|list| list.items()).any(|item| {
                self.document
                    .follow(&item, scratch)
                    .is_some_and(|item| self.declares(&item, property, depth + 1))
            })
    }

    /// The children of a parent with a discriminator and no union, the parent itself being the last. Nothing when it has none.
    pub(super) fn children_of(
        &mut self,
        parts: &[Part<'a>],
        report: &mut Report,
    ) -> Option<Vec<Child<'a>>> {
        let [part] = parts else { return None };
        let cursor = &part.cursor;
        if part.mask.has(Mask::PLAIN | Mask::OWN)
            || !cursor.has("discriminator")
            || cursor.has("oneOf")
            || cursor.has("anyOf")
        {
            return None;
        }
        let discriminator = self.discriminator(cursor, report)?;
        if self.children.is_none() {
            self.children = Some(self.index_children());
        }
        let mut found: VecDeque<Cursor<'a>> = VecDeque::new();
        for place in discriminator.mapping.iter().map(|(_, place)| place) {
            found.extend(self.document.cursor(place));
        }
        found.extend(discriminator.default.as_ref().and_then(|place| self.document.cursor(place)));
        found.extend(self.direct_children(cursor));
        let mut children: Vec<Child<'a>> = Vec::new();
        while let Some(child) = found.pop_front() {
            let known = children.iter().any(|before| before.part.cursor.place == child.place);
            if known || child.place == cursor.place {
                continue;
            }
            // A child with a discriminator of its own tells its children apart itself.
            if !child.has("discriminator") {
                found.extend(self.direct_children(&child));
            }
            let (name, tags) = self.tag(&discriminator, &child, report);
            children.push(Child { part: Part::whole(child), name, tags });
        }
        if children.is_empty() {
            return None;
        }
        let (name, tags) = self.tag(&discriminator, cursor, report);
        let is_default = tags.iter().any(|(_, values)| values.is_empty());
        let tags = if name.is_some() || is_default { tags } else { Vec::new() };
        children.push(Child { part: part.with(Mask::PLAIN), name, tags });
        Some(children)
    }

    /// The components whose `allOf` names this schema.
    fn direct_children(&self, parent: &Cursor<'a>) -> Vec<Cursor<'a>> {
        let key = (parent.place.file, parent.place.pointer.clone());
        let children = self.children.as_ref().and_then(|index| index.get(&key));
        children.into_iter().flat_map(|children| children.values().cloned()).collect()
    }

    fn index_children(&self) -> Children<'a> {
        let mut index = Children::new();
        let scratch = &mut Report::default();
        let components = self.document.lookup(0, "/components/schemas");
        for (name, schema) in components.into_iter().flat_map(|components| components.members()) {
            for item in schema.get("allOf").into_iter().flat_map(|list| list.items()) {
                if item.has("$ref")
                    && let Some(parent) = self.document.follow(&item, scratch)
                {
                    let key = (parent.place.file, parent.place.pointer.clone());
                    index.entry(key).or_default().insert(name.to_owned(), schema.clone());
                }
            }
        }
        index
    }
}

/// A text as JSON.
fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
