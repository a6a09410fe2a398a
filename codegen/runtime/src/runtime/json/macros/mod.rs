//! Decides what a generated type says about its JSON: one compact item after each type, which names members and hands over to shared code.
//!
//! The items name no types, so they are short, and they expand to code without type parameters, so they are quick to compile. They
//! spell out the standard library's names, as a description may well call a type of its own `Result` or `Ok`, and they allow
//! deprecated names, as a deprecated member still has to be read.

#![allow(unused_macros, unused_imports, reason = "a crate uses the macros that its types need")]

mod enums;
mod object;
mod union;

pub(crate) use enums::{text_enum, value_enum};
pub(crate) use object::object;
pub(crate) use union::union;

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

pub(crate) use {serde_impls, transparent, tuple};
