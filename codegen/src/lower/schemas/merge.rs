//! Merges leaves into one record of keywords: what `allOf` means.

use super::part::{Kinds, Mask, Part};
use super::{Schemas, keywords};
use crate::cursor::Cursor;
use crate::diagnostic::{Code, Place, Report, clean};
use crate::load::Version;
use crate::lower::media;
use crate::text::Node;
use std::collections::HashMap;

/// All that the leaves of a position say together.
#[derive(Default)]
pub(super) struct Merged<'a> {
    /// The JSON types by `type`, when one of the leaves has it.
    pub(super) kinds: Option<Kinds>,
    /// The JSON types that other keywords speak of.
    pub(super) implied: Kinds,
    pub(super) nullable: bool,
    /// `type: null` and nothing else.
    pub(super) only_null: bool,
    pub(super) values: Option<Vec<Constant<'a>>>,
    pub(super) members: Vec<Draft<'a>>,
    /// `properties` that declares a member.
    pub(super) has_properties: bool,
    /// `additionalProperties` that is a schema with something to say.
    pub(super) additional: Vec<Part<'a>>,
    /// `additionalProperties: false`.
    pub(super) closed: bool,
    pub(super) patterns: Vec<Cursor<'a>>,
    /// `propertyNames`.
    pub(super) names: Vec<Cursor<'a>>,
    pub(super) items: Vec<Part<'a>>,
    pub(super) prefix: Vec<Cursor<'a>>,
    pub(super) format: Option<&'a str>,
    pub(super) encoded: bool,
    pub(super) minimum: Option<f64>,
    pub(super) maximum: Option<f64>,
    /// A default or an example is a whole number that 64 bits do not hold.
    pub(super) shown_beyond_64_bits: bool,
    /// Lists of constants that each have one that the other lacks: none of these is a value.
    pub(super) narrowed: Vec<(Place, String)>,
    /// What contradicts what: no value meets all leaves.
    pub(super) conflicts: Vec<(Place, &'static str)>,
    /// Members of multipart bodies may be bytes.
    pub(super) wire: Mask,
}

/// A constant and what the description calls it.
#[derive(Clone, Debug)]
pub(super) struct Constant<'a> {
    pub(super) value: &'a Node,
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
}

/// A member of an object: the parts that its value meets.
pub(super) struct Draft<'a> {
    pub(super) name: &'a str,
    pub(super) parts: Vec<Part<'a>>,
    pub(super) required: bool,
    pub(super) cursor: Cursor<'a>,
}

impl Merged<'_> {
    /// The JSON types of the values: as declared, else as the other keywords suggest.
    pub(super) fn all_kinds(&self) -> Kinds {
        let declared = self.kinds.unwrap_or(self.implied);
        // `type: string` with `properties`: the members are the better witness. Names that are only required are none: they are often
        // those of the items of a list.
        let list = declared == Kinds::ARRAY && !self.items.is_empty();
        if declared.intersection(self.implied).is_empty() && self.has_properties && !list {
            self.implied
        } else {
            declared
        }
    }

    /// Text that is raw bytes where it can be.
    pub(super) fn is_binary(&self) -> bool {
        let text = matches!(self.kinds, None | Some(Kinds::STRING));
        text && (self.format == Some("binary") || (self.encoded && self.format.is_none()))
    }
}

/// Reports contradictions.
pub(super) fn report_conflicts(merged: &Merged<'_>, report: &mut Report) {
    for (place, message) in &merged.conflicts {
        report.add(Code::Contradiction, place, *message);
    }
    for (place, message) in &merged.narrowed {
        report.add(Code::NarrowedConstants, place, message.clone());
    }
}

impl<'a> Schemas<'a> {
    /// Merges leaves.
    pub(super) fn merge(&mut self, leaves: &[Part<'a>], report: &mut Report) -> Merged<'a> {
        let mut merged = Merged::default();
        let mut required: Vec<(&'a str, Cursor<'a>)> = Vec::new();
        let mut index: HashMap<&'a str, usize> = HashMap::new();
        for leaf in leaves {
            self.merge_kinds(leaf, &mut merged, report);
            Self::merge_values(leaf, &mut merged);
            merge_bounds(leaf, &mut merged);
            self.merge_object(leaf, &mut merged, &mut index, &mut required, report);
            self.merge_array(leaf, &mut merged, report);
        }
        merged.has_properties = !merged.members.is_empty();
        for (name, cursor) in required {
            match index.get(name) {
                Some(&at) => merged.members[at].required = true,
                None => {
                    index.insert(name, merged.members.len());
                    let parts = merged.additional.clone();
                    merged.members.push(Draft { name, parts, required: true, cursor });
                }
            }
        }
        merged
    }

    fn merge_kinds(&mut self, leaf: &Part<'a>, merged: &mut Merged<'a>, report: &mut Report) {
        let cursor = &leaf.cursor;
        merged.wire = merged.wire | leaf.mask;
        // Of a schema of arrays and objects only the one or the other is meant: the members of the objects say nothing of the arrays.
        if leaf.mask.has(Mask::ONLY_ARRAYS) {
            merged.implied = Kinds::ARRAY;
        } else if merged.implied.is_empty() {
            merged.implied = keywords::implied(leaf);
        }
        merged.nullable |= keywords::names_null(cursor);
        if leaf.mask.has(Mask::OPTIONAL) || keywords::is_only_null(cursor, Version::V3_1) {
            merged.only_null |= !leaf.mask.has(Mask::OPTIONAL) && merged.kinds.is_none();
            return;
        }
        let Some(mut kinds) = keywords::kinds(cursor, report) else { return };
        if kinds.is_empty() {
            merged.only_null = merged.kinds.is_none();
            return;
        }
        if leaf.mask.has(Mask::ONLY_OBJECTS) {
            kinds = kinds.intersection(Kinds::OBJECT);
        }
        if leaf.mask.has(Mask::ONLY_ARRAYS) {
            kinds = kinds.intersection(Kinds::ARRAY);
        }
        merged.only_null = false;
        let before = merged.kinds.unwrap_or(Kinds::ALL);
        let both = before.intersection(kinds);
        if both.is_empty() {
            let message =
                "`type` contradicts what is merged here by `allOf`; the later one is taken";
            merged.conflicts.push((cursor.key_place("type"), message));
            merged.kinds = Some(kinds);
        } else {
            merged.kinds = Some(both);
        }
    }

    fn merge_values(leaf: &Part<'a>, merged: &mut Merged<'a>) {
        if leaf.mask.has(Mask::OPTIONAL) {
            return;
        }
        let cursor = &leaf.cursor;
        let mut values = super::constants::listed(cursor);
        if let Some(value) = cursor.get("const") {
            let named = |key: &str| cursor.str(key).map(str::to_owned);
            let constant = Constant {
                value: value.node,
                name: named("title"),
                description: named("description"),
            };
            values = Some(vec![constant]);
        }
        let Some(mut values) = values else { return };
        values.retain(|constant| !constant.value.is_null());
        if values.is_empty() {
            merged.only_null |= merged.values.is_none();
            return;
        }
        merged.values = Some(match merged.values.take() {
            None => values,
            Some(before) => {
                let same = |a: &Constant<'_>| values.iter().any(|b| a.value.same_value(b.value));
                let both: Vec<Constant<'a>> =
                    before.iter().filter(|constant| same(constant)).cloned().collect();
                if both.is_empty() {
                    let message = "no constant is in every list that `allOf` merges here; the last list is taken";
                    merged.conflicts.push((cursor.place.clone(), message));
                    values
                } else {
                    if both.len() < before.len() && both.len() < values.len() {
                        let lost = before.iter().chain(&values).filter(|constant| {
                            !both.iter().any(|kept| kept.value.same_value(constant.value))
                        });
                        let lost: Vec<String> =
                            lost.map(|constant| clean(&constant.value.to_json(), 80)).collect();
                        let message = format!(
                            "not all lists of constants that `allOf` merges here have `{}`",
                            lost.join("`, `")
                        );
                        merged.narrowed.push((cursor.place.clone(), message));
                    }
                    both
                }
            }
        });
    }

    fn merge_object(
        &mut self,
        leaf: &Part<'a>,
        merged: &mut Merged<'a>,
        index: &mut HashMap<&'a str, usize>,
        required: &mut Vec<(&'a str, Cursor<'a>)>,
        report: &mut Report,
    ) {
        let cursor = &leaf.cursor;
        let mask = if leaf.mask.has(Mask::FORM) { Mask::BINARY } else { Mask::default() };
        let mut properties = cursor.get("properties");
        // A reference in the place of the list of members, which is no JSON Schema but is meant as what it names.
        if let Some(list) = properties.as_ref().filter(|list| list.str("$ref").is_some()) {
            let target = self.document.follow(list, report);
            properties = target.map(|target| {
                target.get("properties").filter(|own| own.is_object()).unwrap_or(target)
            });
        }
        if let Some(wrong) = properties.as_ref().filter(|properties| !properties.is_object()) {
            let message = format!("`properties` is {} and not an object", wrong.kind());
            report.add(Code::MalformedKeyword, &wrong.place, message);
        }
        for (name, schema) in properties.into_iter().flat_map(|properties| properties.members()) {
            if schema.node.as_bool() == Some(false) {
                continue;
            }
            let part = Part { cursor: schema.clone(), mask };
            match index.get(name) {
                Some(&at) => {
                    merged.members[at].parts.push(part);
                    merged.members[at].cursor = schema;
                }
                None => {
                    index.insert(name, merged.members.len());
                    merged.members.push(Draft {
                        name,
                        parts: vec![part],
                        required: false,
                        cursor: schema,
                    });
                }
            }
        }
        if let Some(list) = leaf.get("required") {
            // `required: true` on a property is a habit from before JSON Schema draft 4 and means the property itself.
            for name in list.items() {
                match name.node.as_str() {
                    Some(text) => required.push((text, name)),
                    None => {
                        let message = format!("`required` lists {}, and not a name", name.kind());
                        report.add(Code::MalformedKeyword, &name.place, message);
                    }
                }
            }
        }
        if let Some(additional) =
            cursor.get("additionalProperties").filter(keywords::says_something)
        {
            merged.additional.push(Part { cursor: additional, mask });
        }
        // What is merged here is evaluated here: the further members are those that no part names.
        if let Some(further) = cursor.get("unevaluatedProperties").filter(|further| {
            !cursor.has("additionalProperties") && keywords::says_something(further)
        }) {
            merged.additional.push(Part { cursor: further, mask });
        }
        merged.names.extend(cursor.get("propertyNames"));
        merged.closed |= cursor.bool("additionalProperties") == Some(false);
        merged.patterns.extend(
            cursor
                .get("patternProperties")
                .into_iter()
                .flat_map(|list| list.members())
                .map(|(_, schema)| schema),
        );
    }

    fn merge_array(&mut self, leaf: &Part<'a>, merged: &mut Merged<'a>, report: &mut Report) {
        let cursor = &leaf.cursor;
        let binary = if leaf.mask.has(Mask::BINARY) { Mask::BINARY } else { Mask::default() };
        match cursor.get("items") {
            Some(items) if items.is_array() => {
                merged.prefix.extend(items.items());
                let more = cursor.get("additionalItems").filter(Cursor::is_object);
                merged.items.extend(more.map(|cursor| Part { cursor, mask: binary }));
            }
            Some(items) if items.is_object() => {
                merged.items.push(Part { cursor: items, mask: binary })
            }
            Some(items) if items.node.as_bool().is_none() => {
                let message = format!("`items` is {} and not a schema", items.kind());
                report.add(Code::MalformedKeyword, &items.place, message);
            }
            // As with objects: what is merged here is evaluated here.
            Some(_) | None => {
                let more = cursor.get("unevaluatedItems").filter(Cursor::is_object);
                merged.items.extend(more.map(|cursor| Part { cursor, mask: binary }));
            }
        }
        if merged.prefix.is_empty() {
            merged
                .prefix
                .extend(cursor.get("prefixItems").into_iter().flat_map(|list| list.items()));
        }
    }
}

fn merge_bounds<'a>(leaf: &Part<'a>, merged: &mut Merged<'a>) {
    let cursor = &leaf.cursor;
    let number = |key: &str| cursor.get(key).and_then(|value| value.node.as_f64());
    merged.format = cursor.str("format").or(merged.format);
    // Raw bytes of a media type of their own, as OpenAPI 3.1 has them; a text is no less one for being called HTML.
    let media_type = cursor.str("contentMediaType");
    merged.encoded |= !cursor.has("contentEncoding")
        && media_type.is_some_and(|name| media::kind(name) == media::Kind::Bytes);
    let examples = cursor.get("examples");
    let shown = ["default", "example"].into_iter().filter_map(|key| cursor.get(key));
    let shown = shown.chain(examples.iter().flat_map(|examples| examples.items()));
    merged.shown_beyond_64_bits |= shown.into_iter().any(|value| {
        value.node.as_number().is_some_and(|text| {
            text.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit())
                && text.parse::<i64>().is_err()
        })
    });
    for minimum in [number("minimum"), number("exclusiveMinimum")].into_iter().flatten() {
        merged.minimum = Some(merged.minimum.map_or(minimum, |before| before.max(minimum)));
    }
    for maximum in [number("maximum"), number("exclusiveMaximum")].into_iter().flatten() {
        merged.maximum = Some(merged.maximum.map_or(maximum, |before| before.min(maximum)));
    }
}
