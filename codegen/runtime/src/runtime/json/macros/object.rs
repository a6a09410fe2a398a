//! Decides what a struct says about its JSON: a table of its members, how they are read into its fields, and how they are written.

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
                &[$($([$(concat!("\"", $optional_name, "\":"),)? concat!("\"", stringify!($optional), "\":")][0],)+)?],
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
                    let mut object = writer.object(&TABLE, &self.$other);
                    $($(object.optional(&self.$optional);)+)?
                    object.end(::std::option::Option::None);
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
                    $($([$(concat!("\"", $required_name, "\":"),)? concat!("\"", stringify!($required), "\":")][0],)+)?
                    $($([$(concat!("\"", $optional_name, "\":"),)? concat!("\"", stringify!($optional), "\":")][0],)+)?
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
                    let mut object = writer.object(&TABLE, &self.$other);
                    $($(object.required(&self.$required);)+)?
                    $($(object.optional(&self.$optional);)+)?
                    object.end(json::macros::first([$(&self.$additional as &dyn json::Additional)?]));
                }
            }

            json::macros::serde_impls! { $type }
        };
    };
}

pub(crate) use object;
