//! The table of everything that can change: what it does to callers' code and on the wire, and which version it deserves.

/// Which part of the version has to grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Code that compiled goes on compiling and does the same.
    Patch,
    /// Something can be used that could not be before.
    Minor,
    /// Code that compiled may no longer.
    Major,
}

impl Level {
    /// `patch`, `minor` or `major`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What a change does to a client that is already in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// Nothing.
    Fine,
    /// Calls that worked may fail, or replies may not be read.
    MayBreak,
    /// Calls that worked fail.
    Breaks,
}

impl Wire {
    /// `fine`, `may break` or `breaks`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::MayBreak => "may break",
            Self::Breaks => "breaks",
        }
    }
}

macro_rules! table {
    ($($variant:ident $id:literal $level:ident $wire:ident $says:literal $hint:literal;)*) => {
        /// What kind of change it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(
                #[doc = $says]
                $variant,
            )*
        }

        impl Kind {
            /// Every kind, in the table's order.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant),*];

            /// Its name for machines; it never changes.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// The version it deserves, where it concerns an item of the crate.
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level),* }
            }

            /// What it does to a client that is already in use.
            pub fn wire(self) -> Wire {
                match self { $(Self::$variant => Wire::$wire),* }
            }

            /// What has happened, in words that follow the item's name.
            pub fn says(self) -> &'static str {
                match self { $(Self::$variant => $says),* }
            }

            /// What callers do about it; empty when there is nothing to do.
            pub fn hint(self) -> &'static str {
                match self { $(Self::$variant => $hint),* }
            }
        }
    };
}

table! {
    // Operations.
    OperationAdded "operation-added" Minor Fine "is new" "";
    OperationRemoved "operation-removed" Major MayBreak "is gone" "remove the call: the description no longer has the operation";
    OperationMoved "operation-moved" Patch MayBreak "is asked for elsewhere" "clients of before ask in the former place: release soon";
    CallRenamed "call-renamed" Major Fine "is called otherwise" "write the call as it is now";
    CallRenamedKept "call-renamed-kept" Minor Fine "is called otherwise; the former name is deprecated" "write the call as it is now, in your own time";
    OperationDeprecated "operation-deprecated" Minor Fine "is deprecated" "";
    OperationRestored "operation-restored" Patch Fine "is no longer deprecated" "";
    ArgumentAdded "argument-added" Major Breaks "needs a further argument" "pass the new argument";
    ArgumentRemoved "argument-removed" Major MayBreak "takes an argument less" "leave the argument out";
    ArgumentToSetter "argument-to-setter" Major Fine "no longer needs an argument" "leave the argument out and call the setter of its name";
    SetterToArgument "setter-to-argument" Major Breaks "needs what could be left out" "pass the value as an argument instead of calling the setter";
    SetterAdded "setter-added" Minor Fine "has a new setter" "";
    SetterRemoved "setter-removed" Major MayBreak "has lost a setter" "leave the setter out";
    SetterRenamed "setter-renamed" Major Fine "has a setter that is called otherwise" "call the setter by its new name";
    InputTypeChanged "input-type-changed" Major MayBreak "takes another type" "pass a value of the new type";
    PathVariableRenamed "path-variable-renamed" Patch Fine "calls a variable of its path otherwise" "";
    InputConstrained "input-constrained" Patch MayBreak "is restricted otherwise" "";
    InputStyleChanged "input-style-changed" Patch MayBreak "is written otherwise on the wire" "";
    BodyFormAdded "body-form-added" Minor Fine "allows a further form of body" "";
    BodyFormRemoved "body-form-removed" Major MayBreak "no longer allows a form of body" "send the body in another form";
    OutputChanged "output-changed" Major MayBreak "gives another type" "adapt what reads the reply to the new type";
    OutputFormAdded "output-form-added" Minor Fine "can be asked for in a further form" "";
    OutputFormRemoved "output-form-removed" Major MayBreak "can no longer be asked for in a form" "read the reply in another form";
    PagesAdded "pages-added" Minor Fine "has pages that can be gone through" "";
    PagesRemoved "pages-removed" Major MayBreak "no longer has pages that can be gone through" "ask for each page by its parameters";
    ReplyAdded "reply-added" Minor MayBreak "has a further kind of reply" "";
    ReplyRemoved "reply-removed" Patch Fine "no longer describes a kind of reply" "";
    FailureChanged "failure-changed" Patch MayBreak "describes a failure by another type" "read the failure's body as the new type";
    SecurityChanged "security-changed" Patch MayBreak "needs other credentials" "check that the client is given credentials that are still accepted";
    ServerChanged "server-changed" Patch MayBreak "is asked at another address" "";

    // The API as a whole.
    CredentialAdded "credential-added" Minor Fine "is a new kind of credential" "";
    CredentialRemoved "credential-removed" Major MayBreak "is no longer a kind of credential" "give the client another kind of credential";
    CredentialRenamed "credential-renamed" Major Fine "is called otherwise" "call the builder's method by its new name";
    CredentialChanged "credential-changed" Major Breaks "goes out otherwise" "check that the client is given what is asked for now";

    // Types.
    TypeAdded "type-added" Minor Fine "is new" "";
    TypeRemoved "type-removed" Major MayBreak "is gone" "nothing gives or takes this type any more: remove its uses";
    TypeRenamed "type-renamed" Minor Fine "is called otherwise; the former name is deprecated" "use the new name, in your own time";
    TypeFormChanged "type-form-changed" Major MayBreak "is another kind of item" "build and read the new kind of item";
    TypeMoved "type-moved" Patch Fine "stands elsewhere in the description" "";
    TypeConstrained "type-constrained" Patch MayBreak "is restricted otherwise" "";
    TypeDeprecated "type-deprecated" Minor Fine "is deprecated" "";
    InnerTypeChanged "inner-type-changed" Major MayBreak "holds another type" "build and read the new type";
    FieldAdded "field-added" Minor Fine "is a new field" "";
    FieldAddedRequired "field-added-required" Major Breaks "is a new field that must be given" "pass it to `new`";
    FieldRemoved "field-removed" Major MayBreak "is gone" "remove its uses; if a server still sends it, it is among the unknown members";
    FieldRenamed "field-renamed" Major Fine "is called otherwise" "use the new name";
    FieldTypeChanged "field-type-changed" Major MayBreak "has another type" "build and read the new type";
    FieldNowOptional "field-now-optional" Major MayBreak "may now be absent" "handle `None`";
    FieldNowRequired "field-now-required" Major Fine "is now always there" "drop the `Option`";
    FieldNowNullable "field-now-nullable" Major MayBreak "may now be null" "handle `None`";
    FieldNeverNull "field-never-null" Major Fine "is no longer null" "drop the `Option`";
    FieldPresenceChanged "field-presence-changed" Patch MayBreak "may be absent or null otherwise, in the same type" "";
    FieldNowGiven "field-now-given" Major Fine "must be given to `new`" "pass it to `new`";
    FieldNoLongerGiven "field-no-longer-given" Major MayBreak "is no longer given to `new`" "leave it out of `new`, and set the field";
    FieldConstrained "field-constrained" Patch MayBreak "is restricted otherwise" "";
    FieldDeprecated "field-deprecated" Minor Fine "is deprecated" "";
    ConstantChanged "constant-changed" Patch MayBreak "is always another value" "";
    DefaultLost "default-lost" Major Fine "no longer has a default" "build it with `new`";
    ValueAdded "value-added" Minor Fine "is a new value" "";
    ValueRemoved "value-removed" Major MayBreak "is no longer a value" "remove its uses; a server that still sends it gives the last arm";
    ValueRenamed "value-renamed" Major Fine "is called otherwise" "use the new name";
    VariantAdded "variant-added" Minor Fine "is a new variant" "";
    VariantRemoved "variant-removed" Major MayBreak "is no longer a variant" "remove its uses; a server that still sends it gives the last arm";
    VariantRenamed "variant-renamed" Major Fine "is called otherwise" "use the new name";
    VariantTypeChanged "variant-type-changed" Major MayBreak "holds another type" "build and read the new type";
    VariantToldOtherwise "variant-told-otherwise" Patch MayBreak "is told from the others otherwise" "";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_breaking_change_has_a_hint_and_every_id_is_used_once() {
        for kind in Kind::ALL {
            let breaking = kind.level() == Level::Major;
            assert!(!breaking || !kind.hint().is_empty(), "{kind:?} has no hint");
        }
        let ids: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
        assert_eq!(ids.len(), Kind::ALL.len());
    }
}
