//! The typed form of a text parameter: pairs of a name and a flag, written as one text.

use std::collections::BTreeMap;

/// What a setter for named flags takes: pairs, or the finished text.
pub trait Flags {
    /// The text, or the name that cannot be written because it holds a separator.
    ///
    /// # Errors
    ///
    /// The first name that holds `separator` or `assign`.
    fn into_text(
        self,
        separator: &str,
        assign: &str,
        yes: &str,
        no: &str,
    ) -> Result<String, String>;
}

fn write<S: AsRef<str>>(
    pairs: impl IntoIterator<Item = (S, bool)>,
    [separator, assign, yes, no]: [&str; 4],
) -> Result<String, String> {
    let mut text = String::new();
    for (name, flag) in pairs {
        let name = name.as_ref();
        if name.contains(separator) || name.contains(assign) {
            return Err(name.to_owned());
        }
        if !text.is_empty() {
            text.push_str(separator);
        }
        text.push_str(name);
        text.push_str(assign);
        text.push_str(if flag { yes } else { no });
    }
    Ok(text)
}

macro_rules! finished {
    ($($ty:ty),*) => {$(
        impl Flags for $ty {
            fn into_text(self, _: &str, _: &str, _: &str, _: &str) -> Result<String, String> {
                Ok(String::from(self))
            }
        }
    )*};
}

finished!(&str, String, &String);

macro_rules! pairs {
    ($([$($generics:tt)*] $ty:ty, $pairs:ident => $owned:expr;)*) => {$(
        impl<$($generics)*> Flags for $ty {
            fn into_text(self, separator: &str, assign: &str, yes: &str, no: &str) -> Result<String, String> {
                let $pairs = self;
                write($owned, [separator, assign, yes, no])
            }
        }
    )*};
}

pairs! {
    [S: AsRef<str>, const N: usize] [(S, bool); N], pairs => pairs;
    [S: AsRef<str>, const N: usize] &[(S, bool); N], pairs => pairs.iter().map(|(name, flag)| (name, *flag));
    [S: AsRef<str>] &[(S, bool)], pairs => pairs.iter().map(|(name, flag)| (name, *flag));
    [S: AsRef<str>] Vec<(S, bool)>, pairs => pairs;
    [S: AsRef<str>] BTreeMap<S, bool>, pairs => pairs;
}
