//! The macro behind an enum over the success statuses of an operation.

/// Makes an enum over success statuses an [`Output`](super::Output): the exact status first, then its range, then
/// `default`; any other success goes to the last arm as the value that it holds.
#[allow(unused_macros, reason = "a crate uses the macros that its operations need")]
macro_rules! replies {
    ($name:ident { $($variant:ident = $status:literal $($ty:ty)?,)* _ = $unknown:ident }) => {
        impl $crate::runtime::Output for $name {
            type Value = Self;

            const ACCEPT: &'static str = "application/json";

            fn read(
                fetched: &mut $crate::runtime::Fetched,
                member: ::core::option::Option<&'static str>,
            ) -> ::core::result::Result<(Self, $crate::runtime::json::Members), $crate::runtime::Error> {
                match fetched.status_key(&[$($status),*]) {
                    $(::core::option::Option::Some($status) => {
                        $crate::runtime::replies!(@read $name $variant fetched member $($ty)?)
                    })*
                    _ => <$crate::runtime::json::Value as $crate::runtime::Output>::read(fetched, ::core::option::Option::None)
                        .map(|(value, members)| (Self::$unknown(value), members)),
                }
            }
        }
    };
    (@read $name:ident $variant:ident $fetched:ident $member:ident $ty:ty) => {
        <$ty as $crate::runtime::Output>::read($fetched, $member)
            .map(|(value, members)| (Self::$variant(value), members))
    };
    (@read $name:ident $variant:ident $fetched:ident $member:ident) => {
        <$crate::runtime::Nothing as $crate::runtime::Output>::read($fetched, $member)
            .map(|((), members)| (Self::$variant, members))
    };
}

#[allow(unused_imports, reason = "a crate uses the macros that its operations need")]
pub(crate) use replies;
