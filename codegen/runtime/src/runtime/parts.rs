//! Decides which parts the members of a form become.
//!
//! | member | parts |
//! |---|---|
//! | [`Part`] | itself, its content type the described one unless it has its own |
//! | text, number, boolean | one of plain text |
//! | object | one of JSON |
//! | list | one for each element |
//!
//! A member for which the description gives a style is written like a query parameter of that style, without percent-encoding.

use super::json::{self, Encode, Value};
use super::multipart::{Multipart, Part};
use super::params;
use super::style::Style;
use std::collections::BTreeMap;

/// A form whose parts are known.
pub trait Form {
    /// The parts; `styles` says how some members are written.
    fn into_multipart(self, styles: &[(&str, Style)]) -> Multipart;
}

impl Form for Multipart {
    fn into_multipart(self, styles: &[(&str, Style)]) -> Multipart {
        let typed = |(name, part): (String, Part)| match params::style_of(&name, styles) {
            Some(style) => (name, part.described(style.content_type())),
            None => (name, part),
        };
        Multipart(self.0.into_iter().map(typed).collect())
    }
}

/// One part for each member of an object; one without a name for each element of a list, as `multipart/mixed` has them.
impl<T: Encode + ?Sized> Form for &T {
    fn into_multipart(self, styles: &[(&str, Style)]) -> Multipart {
        let mut form = Multipart::new();
        match json::to_value(self) {
            Value::Object(members) => {
                members.into_iter().for_each(|(name, value)| form.add(&name, styles, value))
            }
            value => form.add("", styles, value),
        }
        form
    }
}

/// What a member of a form can be.
pub trait IntoParts {
    /// Adds the member's parts.
    fn add_to(self, form: &mut Multipart, name: &str, style: Option<Style>);
}

impl IntoParts for Part {
    fn add_to(self, form: &mut Multipart, name: &str, style: Option<Style>) {
        let content_type = style.map_or("", Style::content_type);
        form.0.push((name.to_owned(), self.described(content_type)));
    }
}

impl IntoParts for Vec<Part> {
    fn add_to(self, form: &mut Multipart, name: &str, style: Option<Style>) {
        self.into_iter().for_each(|part| part.add_to(form, name, style));
    }
}

impl IntoParts for Option<Part> {
    fn add_to(self, form: &mut Multipart, name: &str, style: Option<Style>) {
        self.into_iter().for_each(|part| part.add_to(form, name, style));
    }
}

impl IntoParts for Option<Vec<Part>> {
    fn add_to(self, form: &mut Multipart, name: &str, style: Option<Style>) {
        self.into_iter().flatten().for_each(|part| part.add_to(form, name, style));
    }
}

impl<T: Encode> IntoParts for T {
    fn add_to(self, form: &mut Multipart, name: &str, style: Option<Style>) {
        let value = json::to_value(&self);
        let Some(style) = style else {
            let items = match value {
                Value::Array(items) => items,
                value => vec![value],
            };
            for item in items {
                let is_json = matches!(item, Value::Object(_) | Value::Array(_));
                if let Some(text) = params::scalar(&item) {
                    let part = Part::text(text);
                    let part = if is_json { part.content_type("application/json") } else { part };
                    form.0.push((name.to_owned(), part));
                }
            }
            return;
        };
        let content_type = style.content_type();
        for (name, text) in params::fields(name, style, &value) {
            form.0.push((name, Part::text(text).described(content_type)));
        }
    }
}

#[allow(dead_code, reason = "a crate uses what its forms need")]
impl Multipart {
    /// Adds the parts of one member.
    pub(crate) fn add(&mut self, name: &str, styles: &[(&str, Style)], member: impl IntoParts) {
        member.add_to(self, name, params::style_of(name, styles));
    }

    /// Adds the parts of further members.
    pub(crate) fn add_all<T: IntoParts>(
        &mut self,
        styles: &[(&str, Style)],
        members: BTreeMap<String, T>,
    ) {
        members.into_iter().for_each(|(name, member)| self.add(&name, styles, member));
    }
}

/// The members of a form with files, in words of `object!`.
#[allow(unused_macros, reason = "a crate uses the macros that its types need")]
macro_rules! parts {
    ($type:ident {
        $(fixed $($fixed:literal = $($text:literal)? $(json $json:literal)?),+;)?
        $(required $($required:ident $(= $required_name:literal)?),+;)?
        $(optional $($optional:ident $(= $optional_name:literal)?),+;)?
        $(additional $additional:ident;)?
        ..$other:ident
    }) => {
        #[allow(deprecated, reason = "deprecated members are written too")]
        const _: () = {
            use $crate::runtime::{Form, Multipart, Style};

            impl Form for $type {
                fn into_multipart(self, styles: &[(&str, Style)]) -> Multipart {
                    let mut form = Multipart::new();
                    $($(form.add($fixed, styles, [$($text)? $($json)?][0]);)+)?
                    $($(form.add([$($required_name,)? stringify!($required)][0], styles, self.$required);)+)?
                    $($(form.add([$($optional_name,)? stringify!($optional)][0], styles, self.$optional);)+)?
                    $(form.add_all(styles, self.$additional);)?
                    form.0.extend(self.$other.into_multipart(styles).0);
                    form
                }
            }
        };
    };
}
#[allow(unused_imports, reason = "a crate uses the macros that its types need")]
pub(crate) use parts;
