//! Decides what a union says about its JSON: its branches, what tells them apart, and the variant that keeps any other value.

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

pub(crate) use union;
