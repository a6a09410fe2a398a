//! Decides what a generated type says about its JSON: one compact item after each type, which names members and hands over to shared code.
//!
//! The items name no types, so they are short, and they expand to code without type parameters, so they are quick to compile.

/// The members of a struct.
#[allow(unused_macros, reason = "a crate uses the macros that its types need")]
macro_rules! object {
    // Without required members the fields themselves are filled.
    ($type:ident {
        $(fixed $($fixed:literal = $($text:literal)? $(json $json:literal)?),+;)?
        $(optional $($optional:ident $(= $optional_name:literal)?),+;)?
        ..$other:ident
    }) => {
        const _: () = {
            const TABLE: $crate::runtime::json::Table<'static> = $crate::runtime::json::Table::new(
                &[$($(($fixed, $($crate::runtime::json::Fixed::Text($text))? $($crate::runtime::json::Fixed::Json($json))?),)+)?],
                &[$($([$($optional_name,)? stringify!($optional)][0],)+)?],
                0,
            );

            impl $crate::runtime::json::Decode for $type {
                fn decode(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::Misfit> {
                    let mut new = Self { $($($optional: None,)+)? $other: $crate::runtime::json::Members::new() };
                    reader.object(&TABLE, &mut [$($(&mut new.$optional,)+)?], None, &mut new.$other)?;
                    Ok(new)
                }
            }

            impl $crate::runtime::json::Encode for $type {
                fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                    writer.object(&TABLE, &[$($(&self.$optional,)+)?], None, &self.$other);
                }
            }
        };

        $crate::runtime::json::macros::serde_impls! { $type }
    };
    ($type:ident {
        $(fixed $($fixed:literal = $($text:literal)? $(json $json:literal)?),+;)?
        $(required $($required:ident $(= $required_name:literal)?),+;)?
        $(optional $($optional:ident $(= $optional_name:literal)?),+;)?
        $(additional $additional:ident;)?
        ..$other:ident
    }) => {
        const _: () = {
            const TABLE: $crate::runtime::json::Table<'static> = $crate::runtime::json::Table::new(
                &[$($(($fixed, $($crate::runtime::json::Fixed::Text($text))? $($crate::runtime::json::Fixed::Json($json))?),)+)?],
                &[
                    $($([$($required_name,)? stringify!($required)][0],)+)?
                    $($([$($optional_name,)? stringify!($optional)][0],)+)?
                ],
                <[&str]>::len(&[$($(stringify!($required),)+)?]),
            );

            impl $crate::runtime::json::Decode for $type {
                fn decode(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::Misfit> {
                    $($(let mut $required = None;)+)?
                    $($(let mut $optional = None;)+)?
                    $(let mut $additional = std::collections::BTreeMap::new();)?
                    let mut members = $crate::runtime::json::Members::new();
                    reader.object(
                        &TABLE,
                        &mut [$($(&mut $required,)+)? $($(&mut $optional,)+)?],
                        [$(Some(&mut $additional as &mut dyn $crate::runtime::json::Additional),)? None].into_iter().next().flatten(),
                        &mut members,
                    )?;
                    match ($($($required,)+)?) {
                        ($($(Some($required),)+)?) => Ok(Self {
                            $($($required,)+)?
                            $($($optional,)+)?
                            $($additional,)?
                            $other: members,
                        }),
                        #[allow(unreachable_patterns, reason = "an object with additional members may have no required ones")]
                        _ => Err(reader.unlike("all required members")),
                    }
                }
            }

            impl $crate::runtime::json::Encode for $type {
                fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                    writer.object(
                        &TABLE,
                        &[$($(&self.$required,)+)? $($(&self.$optional,)+)?],
                        [$(Some(&self.$additional as &dyn $crate::runtime::json::Additional),)? None].into_iter().next().flatten(),
                        &self.$other,
                    );
                }
            }
        };

        $crate::runtime::json::macros::serde_impls! { $type }
    };
}

/// The texts of an enum of strings.
#[allow(unused_macros, reason = "a crate uses the macros that its types need")]
macro_rules! text_enum {
    ($type:ident { $($variant:ident = $text:literal,)* _ = $unknown:ident $(,)? }) => {
        impl $type {
            /// The text, as the server writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(text) => text,
                }
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::$unknown(text.to_owned()),
                }
            }
        }

        impl From<String> for $type {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::runtime::json::Decode for $type {
            fn decode(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::Misfit> {
                Ok(Self::from(&*reader.string()?))
            }
        }

        impl $crate::runtime::json::Encode for $type {
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.string(self.as_str());
            }
        }

        $crate::runtime::json::macros::serde_impls! { $type }
    };
}

/// The values of an enum of numbers, booleans, or several types.
#[allow(unused_macros, reason = "a crate uses the macros that its types need")]
macro_rules! value_enum {
    ($type:ident { $($variant:ident = $text:literal,)* _ = $unknown:ident $(,)? }) => {
        impl From<$crate::runtime::json::Value> for $type {
            fn from(value: $crate::runtime::json::Value) -> Self {
                $(if value.is_json($text) {
                    return Self::$variant;
                })*
                Self::$unknown(value)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&$crate::runtime::json::to_string(self))
            }
        }

        impl $crate::runtime::json::Decode for $type {
            fn decode(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::Misfit> {
                <$crate::runtime::json::Value as $crate::runtime::json::Decode>::decode(reader).map(Self::from)
            }
        }

        impl $crate::runtime::json::Encode for $type {
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                match self {
                    $(Self::$variant => writer.raw($text),)*
                    Self::$unknown(value) => $crate::runtime::json::Encode::encode(value, writer),
                }
            }
        }

        $crate::runtime::json::macros::serde_impls! { $type }
    };
}

/// The branches of a union and what tells them apart.
#[allow(unused_macros, reason = "a crate uses the macros that its types need")]
macro_rules! union {
    ($type:ident {
        tags [$($tag:literal),*] names [$($name:literal),*];
        $($variant:ident = $test:ident
            $(($($condition:ident $([$($constant:literal),*])?),*))?
            $([$($argument:literal),*])*,
        )*
        _ = $unknown:ident $(,)?
    }) => {
        impl $crate::runtime::json::Decode for $type {
            fn decode(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::Misfit> {
                const TESTS: &[$crate::runtime::json::Test] = &[$(
                    $crate::runtime::json::test::$test(
                        $(&[$($crate::runtime::json::tag::$condition($(&[$($constant),*])?)),*],)?
                        $(&[$($argument),*]),*
                    ),
                )*];
                reader.union(
                    &[$($tag),*],
                    &[$($name),*],
                    TESTS,
                    &[$(|reader| $crate::runtime::json::Decode::decode(reader).map(Self::$variant),)*],
                    Self::$unknown,
                )
            }
        }

        impl $crate::runtime::json::Encode for $type {
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                match self {
                    $(Self::$variant(value) => $crate::runtime::json::Encode::encode(value, writer),)*
                    Self::$unknown(value) => $crate::runtime::json::Encode::encode(value, writer),
                }
            }
        }

        $crate::runtime::json::macros::serde_impls! { $type }
    };
}

/// A struct of one unnamed field that looks in JSON as that field does.
#[allow(unused_macros, reason = "a crate uses the macros that its types need")]
macro_rules! transparent {
    ($type:ident) => {
        impl $crate::runtime::json::Decode for $type {
            const NULLABLE: bool = $crate::runtime::json::macros::is_nullable(|new: Self| new.0);

            fn decode(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::Misfit> {
                $crate::runtime::json::Decode::decode(reader).map(Self)
            }
        }

        impl $crate::runtime::json::Encode for $type {
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                $crate::runtime::json::Encode::encode(&self.0, writer);
            }
        }

        $crate::runtime::json::macros::serde_impls! { $type }
    };
}

/// A struct of unnamed fields that is an array in JSON: the elements that are always there, and the field for all further ones.
#[allow(unused_macros, reason = "a crate uses the macros that its types need")]
macro_rules! tuple {
    ($type:ident { $($index:tt),*; $rest:tt }) => {
        impl $crate::runtime::json::Decode for $type {
            fn decode(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::Misfit> {
                reader.array_start()?;
                Ok(Self { $($index: reader.element($index)?,)* $rest: reader.elements($rest)? })
            }
        }

        impl $crate::runtime::json::Encode for $type {
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                let items: &[&dyn $crate::runtime::json::Encode] = &[$(&self.$index),*];
                let rest = self.$rest.iter().map(|item| item as &dyn $crate::runtime::json::Encode);
                writer.array(items.iter().copied().chain(rest));
            }
        }

        $crate::runtime::json::macros::serde_impls! { $type }
    };
}

/// Serde's traits, for callers that ask for them.
#[cfg(feature = "serde")]
#[allow(unused_macros, reason = "a crate uses the macros that its types need")]
macro_rules! serde_impls {
    ($type:ident) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::json::serde::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::runtime::json::serde::deserialize(deserializer)
            }
        }
    };
}

#[cfg(not(feature = "serde"))]
#[allow(unused_macros, reason = "a crate uses the macros that its types need")]
macro_rules! serde_impls {
    ($type:ident) => {};
}

/// Whether null is a value of the type that a function returns.
#[allow(dead_code, reason = "a crate uses the macros that its types need")]
pub(crate) const fn is_nullable<S, T: super::Decode>(_: fn(S) -> T) -> bool {
    T::NULLABLE
}

#[allow(unused_imports, reason = "a crate uses the macros that its types need")]
pub(crate) use {object, serde_impls, text_enum, transparent, tuple, union, value_enum};
