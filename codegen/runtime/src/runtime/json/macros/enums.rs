//! Decides what an enum says about its JSON: its texts or its values, and the variant that keeps any other.

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

pub(crate) use {text_enum, value_enum};
