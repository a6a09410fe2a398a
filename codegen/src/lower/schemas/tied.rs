//! Makes one type of object branches that nothing tells apart: every member of any of them, required where all require it.
//!
//! Branches whose tests differ at most in hints are tied. Tied branches become one when most members of the smaller are members of
//! the larger too, as a value could then hardly be given to one of them; where they share little, the hints decide.

use super::join::{Joiner, add, narrow, plain};
use super::{Tags, finish, rows, view};
use crate::diagnostic::{Code, Report};
use crate::ir::{
    Branch, Enum, EnumValue, Map, Member, Object, Origin, Shape, TagTest, Test, Type, TypeId,
    TypeRef, Union,
};
use std::collections::HashSet;

/// A name of two joined ones is at most this long.
const MAX_NAME: usize = 40;

impl Joiner {
    /// Joins the tied branches of a union. `declared` are its discriminator values, branch by branch. A union whose branches are all
    /// tied becomes the object.
    pub(super) fn settle(
        &mut self,
        types: &mut Vec<Type>,
        id: TypeId,
        declared: &mut Vec<Tags>,
        report: &mut Report,
    ) {
        // Joining leaves one branch fewer each time.
        loop {
            let Shape::Union(union) = &types[id.0 as usize].shape else { return };
            let mut union = union.clone();
            rows::write(types, &mut union, declared);
            let Some(group) = tied(types, &union, declared) else {
                types[id.0 as usize].shape = Shape::Union(union);
                return;
            };
            let place = types[id.0 as usize].place.clone();
            let names: Vec<String> =
                group.iter().map(|index| called(types, &union, *index)).collect();
            let message = format!("{} cannot be told apart and are one type", names.join(" and "));
            let diagnostic = report.add(Code::AmbiguousUnion, &place, message);
            diagnostic.help("add a `discriminator`, or a `const` that differs, in an overlay");
            for index in &group {
                let ty = union.branches[*index].ty.id;
                diagnostic.related(&types[ty.0 as usize].place.clone(), format!("branch {index}"));
            }
            let shape = self.merge(types, &union, &group, id);
            if group.len() == union.branches.len() {
                types[id.0 as usize].shape = shape;
                return;
            }
            let name = joined_name(&union, types, &group);
            let first = group[0];
            let new = add(
                types,
                shape,
                Origin::Branch(id, narrow(first), name.clone()),
                union.branches[first].ty.id,
            );
            let listed = names.join(", ");
            types[new.0 as usize].description =
                Some(format!("One of these, which the description does not tell apart: {listed}."));
            let tags = group
                .iter()
                .flat_map(|index| declared.get(*index).cloned().unwrap_or_default())
                .collect();
            union.branches[first] =
                Branch { ty: plain(new), name, description: None, test: Test::Anything };
            declared.resize(union.branches.len(), Tags::new());
            declared[first] = finish::joined(tags);
            for index in group.iter().skip(1).rev() {
                union.branches.remove(*index);
                declared.remove(*index);
            }
            types[id.0 as usize].shape = Shape::Union(union);
        }
    }

    /// The shape that holds the values of all branches of a group.
    fn merge(
        &mut self,
        types: &mut Vec<Type>,
        union: &Union,
        group: &[usize],
        id: TypeId,
    ) -> Shape {
        let shapes: Vec<Shape> = group
            .iter()
            .map(|index| view::shape(types, union.branches[*index].ty).clone())
            .collect();
        let mut maps =
            shapes.iter().map(|shape| if let Shape::Map(map) = shape { Some(*map) } else { None });
        if let Some(mut map) = maps.next().flatten()
            && let Some(others) = maps.collect::<Option<Vec<Map>>>()
        {
            for other in others {
                map = self.join_maps(types, map, other, id);
            }
            return Shape::Map(map);
        }
        let none = Object::default();
        let objects: Vec<&Object> = shapes
            .iter()
            .map(|shape| if let Shape::Object(object) = shape { object } else { &none })
            .collect();
        let mut members: Vec<Member> = Vec::new();
        let mut seen = HashSet::new();
        for member in objects.iter().flat_map(|object| &object.members) {
            if !seen.insert(member.name.as_str()) {
                continue;
            }
            let all: Vec<&Member> = objects
                .iter()
                .filter_map(|object| object.members.iter().find(|other| other.name == member.name))
                .collect();
            members.push(self.member(types, &all, objects.len(), id));
        }
        let mut further = objects.iter().map(|object| object.additional);
        let additional =
            further.next().flatten().filter(|first| further.all(|other| other == Some(*first)));
        Shape::Object(Object { members, additional })
    }

    /// One member for the members of the same name of several objects.
    fn member(
        &mut self,
        types: &mut Vec<Type>,
        all: &[&Member],
        n_objects: usize,
        id: TypeId,
    ) -> Member {
        let first = all[0];
        let origin = Origin::Member(id, first.name.clone());
        let everywhere = all.len() == n_objects;
        let same = all.iter().all(|other| other.constant == first.constant);
        let mut member = first.clone();
        member.required = everywhere && all.iter().all(|other| other.required);
        member.deprecated = all.iter().all(|other| other.deprecated);
        member.read_only = all.iter().all(|other| other.read_only);
        member.write_only = all.iter().all(|other| other.write_only);
        member.description = all.iter().find_map(|other| other.description.clone());
        member.constant = first.constant.clone().filter(|_| same && member.required);
        if member.constant.is_some() {
            return member;
        }
        let uses: Vec<TypeRef> =
            all.iter().map(|other| constant_type(types, other, &origin)).collect();
        let mut ty = uses[0];
        for other in uses.into_iter().skip(1) {
            ty = self.join(types, ty, other, &origin);
        }
        member.ty = ty;
        member
    }
}

/// The first group of tied branches that become one, in order.
fn tied(types: &[Type], union: &Union, declared: &[Tags]) -> Option<Vec<usize>> {
    let views = view::views(types, union, declared);
    let base = |index: usize| match &union.branches[index].test {
        Test::Object { tags, required, .. } => Some((tags, required)),
        _ => None,
    };
    for (at, (index, view)) in views.iter().enumerate() {
        let mut group = vec![*index];
        for (other, rival) in &views[at + 1..] {
            let (Some((tags, required)), Some((others, theirs))) = (base(*index), base(*other))
            else {
                continue;
            };
            let alike = required == theirs
                && tags.iter().zip(others).all(|(tag, other)| within(tag, other));
            if alike && view.resembles(rival) {
                group.push(*other);
            }
        }
        if group.len() > 1 {
            return Some(group);
        }
    }
    None
}

/// Whether what one branch allows of a tag is all among what the other allows.
fn within(one: &TagTest, other: &TagTest) -> bool {
    match (one, other) {
        (TagTest::Is(a) | TagTest::MaybeIs(a), TagTest::Is(b) | TagTest::MaybeIs(b)) => {
            a.iter().all(|json| b.contains(json)) || b.iter().all(|json| a.contains(json))
        }
        // A value may lack the tag, and then nothing tells.
        (TagTest::MaybeIs(_), TagTest::Absent) | (TagTest::Absent, TagTest::MaybeIs(_)) => true,
        _ => one == other,
    }
}

/// The type of a member, its constant as an enum.
fn constant_type(types: &mut Vec<Type>, member: &Member, origin: &Origin) -> TypeRef {
    let Some(json) = &member.constant else { return member.ty };
    if !json.starts_with('"') {
        return member.ty;
    }
    let value =
        EnumValue { json: json.clone(), name: None, description: member.description.clone() };
    let like = member.ty.id;
    plain(add(types, Shape::Enum(Enum { values: vec![value], texts: true }), origin.clone(), like))
}

/// A name for several branches.
fn joined_name(union: &Union, types: &[Type], group: &[usize]) -> Option<String> {
    let names: Vec<String> =
        group.iter().map(|index| name_of(union, types, *index)).collect::<Option<_>>()?;
    let text = names.join(" or ");
    Some(if text.chars().count() <= MAX_NAME { text } else { format!("{} or similar", names[0]) })
}

fn name_of(union: &Union, types: &[Type], index: usize) -> Option<String> {
    let branch = &union.branches[index];
    branch.name.clone().or_else(|| types[branch.ty.id.0 as usize].title.clone())
}

fn called(types: &[Type], union: &Union, index: usize) -> String {
    name_of(union, types, index)
        .map_or_else(|| format!("branch {index}"), |name| format!("`{name}`"))
}
