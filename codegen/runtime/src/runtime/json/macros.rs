//! Decides what a generated type says about its JSON: one compact item after each type, which names members and hands over to shared code.
//!
//! The items name no types, so they are short, and they expand to code without type parameters, so they are quick to compile. They
//! spell out the standard library's names, as a description may well call a type of its own `Result` or `Ok`, and they allow
//! deprecated names, as a deprecated member still has to be read.

#![allow(unused_macros, unused_imports, reason = "a crate uses the macros that its types need")]

/// The members of a struct.
macro_rules! object {
    // Without required members the fields themselves are filled.
    ($type:ident {
        $(fixed $($fixed:literal = $($text:literal)? $(json $json:literal)?),+;)?
        $(optional $($optional:ident $(= $optional_name:literal)?),+;)?
        ..$other:ident
    }) => {
        #[allow(deprecated, reason = "deprecated members are read and written too")]
        #[allow(long_running_const_eval, reason = "names may be long, and are looked at once")]
        const _: () = {
            use $crate::runtime::json;

            const TABLE: json::Table<'static> = json::Table::new(
                &[$($(($fixed, $(json::Fixed::Text($text))? $(json::Fixed::Json($json))?),)+)?],
                &[$($([$($optional_name,)? stringify!($optional)][0],)+)?],
                0,
            );

            impl json::Decode for $type {
                fn decode(reader: &mut json::Reader<'_>) -> ::std::result::Result<Self, json::Misfit> {
                    let mut new = Self { $($($optional: ::std::option::Option::None,)+)? $other: json::Members::new() };
                    reader.object(&TABLE, &mut [$($(&mut new.$optional,)+)?], ::std::option::Option::None, &mut new.$other)?;
                    ::std::result::Result::Ok(new)
                }
            }

            impl json::Encode for $type {
                fn encode(&self, writer: &mut json::Writer) {
                    writer.object(&TABLE, &[], &[$($(&self.$optional,)+)?], ::std::option::Option::None, &self.$other);
                }
            }

            json::macros::serde_impls! { $type }
        };
    };
    ($type:ident {
        $(fixed $($fixed:literal = $($text:literal)? $(json $json:literal)?),+;)?
        $(required $($required:ident $(= $required_name:literal)?),+;)?
        $(optional $($optional:ident $(= $optional_name:literal)?),+;)?
        $(additional $additional:ident;)?
        ..$other:ident
    }) => {
        #[allow(deprecated, reason = "deprecated members are read and written too")]
        #[allow(long_running_const_eval, reason = "names may be long, and are looked at once")]
        const _: () = {
            use $crate::runtime::json;

            const TABLE: json::Table<'static> = json::Table::new(
                &[$($(($fixed, $(json::Fixed::Text($text))? $(json::Fixed::Json($json))?),)+)?],
                &[
                    $($([$($required_name,)? stringify!($required)][0],)+)?
                    $($([$($optional_name,)? stringify!($optional)][0],)+)?
                ],
                <[&str]>::len(&[$($(stringify!($required),)+)?]),
            );

            impl json::Decode for $type {
                fn decode(reader: &mut json::Reader<'_>) -> ::std::result::Result<Self, json::Misfit> {
                    $($(let mut $required = ::std::option::Option::None;)+)?
                    $($(let mut $optional = ::std::option::Option::None;)+)?
                    $(let mut $additional = ::std::collections::BTreeMap::new();)?
                    let mut members = json::Members::new();
                    reader.object(
                        &TABLE,
                        &mut [$($(&mut $required,)+)? $($(&mut $optional,)+)?],
                        json::macros::first([$(&mut $additional as &mut dyn json::Additional)?]),
                        &mut members,
                    )?;
                    match ($($($required,)+)?) {
                        ($($(::std::option::Option::Some($required),)+)?) => ::std::result::Result::Ok(Self {
                            $($($required,)+)?
                            $($($optional,)+)?
                            $($additional,)?
                            $other: members,
                        }),
                        #[allow(unreachable_patterns, reason = "an object with additional members may have no required ones")]
                        _ => ::std::result::Result::Err(reader.unlike("all required members")),
                    }
                }
            }

            impl json::Encode for $type {
                fn encode(&self, writer: &mut json::Writer) {
                    writer.object(
                        &TABLE,
                        &[$($(&self.$required,)+)?],
                        &[$($(&self.$optional,)+)?],
                        json::macros::first([$(&self.$additional as &dyn json::Additional)?]),
                        &self.$other,
                    );
                }
            }

            json::macros::serde_impls! { $type }
        };
    };
}

/// The texts of an enum of strings.
macro_rules! text_enum {
    ($type:ident { $($variant:ident = $text:literal,)* _ = $unknown:ident $(,)? }) => {
        #[allow(deprecated, reason = "deprecated variants are read and written too")]
        const _: () = {
            use $crate::runtime::json;

            impl $type {
                /// The text, as the server writes it.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        $(Self::$variant => $text,)*
                        Self::$unknown(text) => text,
                    }
                }
            }

            impl ::std::convert::From<&str> for $type {
                fn from(text: &str) -> Self {
                    match text {
                        $($text => Self::$variant,)*
                        _ => Self::$unknown(text.to_owned()),
                    }
                }
            }

            impl ::std::convert::From<::std::string::String> for $type {
                fn from(text: ::std::string::String) -> Self {
                    Self::from(text.as_str())
                }
            }

            impl ::std::convert::AsRef<str> for $type {
                fn as_ref(&self) -> &str {
                    self.as_str()
                }
            }

            impl ::std::fmt::Display for $type {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.pad(self.as_str())
                }
            }

            impl json::Decode for $type {
                fn decode(reader: &mut json::Reader<'_>) -> ::std::result::Result<Self, json::Misfit> {
                    ::std::result::Result::Ok(Self::from(&*reader.string()?))
                }
            }

            impl json::Encode for $type {
                fn encode(&self, writer: &mut json::Writer) {
                    writer.string(self.as_str());
                }
            }

            json::macros::serde_impls! { $type }
        };
    };
}

/// The values of an enum of numbers, booleans, or several types.
macro_rules! value_enum {
    ($type:ident { $($variant:ident = $text:literal,)* _ = $unknown:ident $(,)? }) => {
        #[allow(deprecated, reason = "deprecated variants are read and written too")]
        const _: () = {
            use $crate::runtime::json;

            impl ::std::convert::From<json::Value> for $type {
                fn from(value: json::Value) -> Self {
                    $(if value.is_json($text) {
                        return Self::$variant;
                    })*
                    Self::$unknown(value)
                }
            }

            impl ::std::fmt::Display for $type {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.pad(&json::to_string(self))
                }
            }

            impl json::Decode for $type {
                fn decode(reader: &mut json::Reader<'_>) -> ::std::result::Result<Self, json::Misfit> {
                    <json::Value as json::Decode>::decode(reader).map(Self::from)
                }
            }

            impl json::Encode for $type {
                fn encode(&self, writer: &mut json::Writer) {
                    match self {
                        $(Self::$variant => writer.raw($text),)*
                        Self::$unknown(value) => json::Encode::encode(value, writer),
                    }
                }
            }

            json::macros::serde_impls! { $type }
        };
    };
}

/// The branches of a union and what tells them apart.
macro_rules! union {
    ($type:ident {
        tags [$($tag:literal),*] names [$($name:literal),*];
        $($variant:ident = $test:ident
            $(($($condition:ident $([$($constant:literal),*])?),*))?
            $([$($argument:literal),*])?
            $(requires [$($required:literal),*])?
            $(hints [$($hint:literal),*])?,
        )*
        _ = $unknown:ident $(,)?
    }) => {
        #[allow(deprecated, reason = "deprecated variants are read and written too")]
        const _: () = {
            use $crate::runtime::json;

            const TESTS: &[json::Test] = &[$(
                json::test::$test(
                    $(&[$(json::tag::$condition($(&[$($constant),*])?)),*],)?
                    $(&[$($argument),*])?
                )
                $(.requires(&[$($required),*]))?
                $(.hints(&[$($hint),*]))?,
            )*];

            impl json::Decode for $type {
                fn decode(reader: &mut json::Reader<'_>) -> ::std::result::Result<Self, json::Misfit> {
                    reader.union(
                        &[$($tag),*],
                        &[$($name),*],
                        TESTS,
                        &[$(|reader| json::Decode::decode(reader).map(Self::$variant),)*],
                        Self::$unknown,
                    )
                }
            }

            impl json::Encode for $type {
                fn encode(&self, writer: &mut json::Writer) {
                    match self {
                        $(Self::$variant(value) => json::Encode::encode(value, writer),)*
                        Self::$unknown(value) => json::Encode::encode(value, writer),
                    }
                }
            }

            json::macros::serde_impls! { $type }
        };
    };
}

/// A struct of one unnamed field that looks in JSON as that field does.
macro_rules! transparent {
    ($type:ident) => {
        const _: () = {
            use $crate::runtime::json;

            impl json::Decode for $type {
                const NULLABLE: bool = json::macros::is_nullable(|new: Self| new.0);

                fn decode(
                    reader: &mut json::Reader<'_>,
                ) -> ::std::result::Result<Self, json::Misfit> {
                    json::Decode::decode(reader).map(Self)
                }
            }

            impl json::Encode for $type {
                fn encode(&self, writer: &mut json::Writer) {
                    json::Encode::encode(&self.0, writer);
                }
            }

            json::macros::serde_impls! { $type }
        };
    };
}

/// A struct of unnamed fields that is an array in JSON: the elements that are always there, and the field for all further ones.
macro_rules! tuple {
    ($type:ident { $($index:tt),*; $rest:tt }) => {
        const _: () = {
            use $crate::runtime::json;

            impl json::Decode for $type {
                fn decode(reader: &mut json::Reader<'_>) -> ::std::result::Result<Self, json::Misfit> {
                    reader.array_start()?;
                    ::std::result::Result::Ok(Self { $($index: reader.element($index)?,)* $rest: reader.elements($rest)? })
                }
            }

            impl json::Encode for $type {
                fn encode(&self, writer: &mut json::Writer) {
                    let items: &[&dyn json::Encode] = &[$(&self.$index),*];
                    let rest = self.$rest.iter().map(|item| item as &dyn json::Encode);
                    writer.array(items.iter().copied().chain(rest));
                }
            }

            json::macros::serde_impls! { $type }
        };
    };
}

/// Serde's traits, for callers that ask for them.
#[cfg(feature = "serde")]
macro_rules! serde_impls {
    ($type:ident) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::json::serde::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::json::serde::deserialize(deserializer)
            }
        }
    };
}

#[cfg(not(feature = "serde"))]
macro_rules! serde_impls {
    ($type:ident) => {};
}

/// Whether null is a value of the type that a function returns.
#[allow(dead_code, reason = "a crate uses the macros that its types need")]
pub(crate) const fn is_nullable<S, T: super::Decode>(_: fn(S) -> T) -> bool {
    T::NULLABLE
}

/// The only element, if there is one.
#[allow(dead_code, reason = "a crate uses the macros that its types need")]
pub(crate) fn first<T, const N: usize>(items: [T; N]) -> Option<T> {
    items.into_iter().next()
}

pub(crate) use {object, serde_impls, text_enum, transparent, tuple, union, value_enum};
