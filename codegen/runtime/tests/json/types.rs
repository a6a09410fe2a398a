//! Types as a generated crate holds them, for the tests.

#![expect(unreachable_pub, reason = "the macros give public methods, as in a generated crate")]

use std::collections::BTreeMap;

use crate::runtime::json::{
    DateTime, Members, Value, object, text_enum, transparent, tuple, union, value_enum,
};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Script {
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) note: Option<String>,
    pub(super) tags: Option<Option<Vec<String>>>,
    pub(super) r#type: Option<UsageModel>,
    pub(super) created_on: Option<DateTime>,
    pub(super) rate: Option<f64>,
    pub(super) rates: Option<Vec<f64>>,
    pub(super) size: Option<i32>,
    pub(super) placement: Option<Placement>,
    pub(super) children: Option<Vec<Script>>,
    pub(super) other: Members,
}
object! { Script {
    required name, note;
    optional id, tags, r#type = "type", created_on = "created-on", rate, rates, size, placement, children;
    ..other
} }

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum UsageModel {
    Standard,
    Bundled,
    Unknown(String),
}
text_enum! { UsageModel { Standard = "standard", Bundled = "bundled", _ = Unknown } }

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Priority {
    One,
    Two,
    Off,
    Auto,
    Unknown(Value),
}
value_enum! { Priority { One = "1", Two = "2", Off = "false", Auto = "\"auto\"", _ = Unknown } }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Smart {
    pub(super) status: Option<String>,
    pub(super) other: Members,
}
object! { Smart { fixed "mode" = "smart", "version" = json "2"; optional status; ..other } }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PlacementSmart {
    pub(super) status: Option<String>,
    pub(super) other: Members,
}
object! { PlacementSmart { fixed "mode" = "smart"; optional status; ..other } }

#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlacementRegion {
    pub(super) region: String,
    pub(super) status: Option<String>,
    pub(super) other: Members,
}
object! { PlacementRegion { required region; optional status; ..other } }

#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlacementTargetedRegion {
    pub(super) region: String,
    pub(super) other: Members,
}
object! { PlacementTargetedRegion { fixed "mode" = "targeted"; required region; ..other } }

#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlacementTargetedHost {
    pub(super) host: String,
    pub(super) other: Members,
}
object! { PlacementTargetedHost { fixed "mode" = "targeted"; required host; ..other } }

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Placement {
    Smart(PlacementSmart),
    Region(Box<PlacementRegion>),
    TargetedRegion(PlacementTargetedRegion),
    TargetedHost(PlacementTargetedHost),
    Unknown(Value),
}
union! { Placement {
    tags ["mode"] names ["region", "host"];
    Smart = object(is ["smart"]),
    Region = object(absent) requires ["region"],
    TargetedRegion = object(is ["targeted"]) requires ["region"],
    TargetedHost = object(is ["targeted"]) requires ["host"],
    _ = Unknown
} }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Labels {
    pub(super) name: String,
    pub(super) labels: BTreeMap<String, f64>,
    pub(super) other: Members,
}
object! { Labels { required name; additional labels; ..other } }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct AnyLabels {
    pub(super) labels: BTreeMap<String, String>,
    pub(super) other: Members,
}
object! { AnyLabels { additional labels; ..other } }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Empty {
    pub(super) other: Members,
}
object! { Empty { ..other } }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tree(pub(super) Vec<Tree>);
transparent! { Tree }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Nickname(pub(super) Option<String>);
transparent! { Nickname }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pair(pub(super) String, pub(super) f64, pub(super) Vec<Value>);
tuple! { Pair { 0, 1; 2 } }

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mixed {
    Day(crate::runtime::json::Date),
    When(DateTime),
    Fixed(UsageModel),
    Text(String),
    Count(i64),
    Ratio(f64),
    Flag(bool),
    Texts(Vec<String>),
    List(Vec<Value>),
    Two(Value),
    Unknown(Value),
}
union! { Mixed {
    tags [] names [];
    Day = date, When = date_time, Fixed = string_of ["standard", "bundled"], Text = string, Count = integer, Ratio = number,
    Flag = boolean, Texts = array_of ["string"], List = array, Two = values ["2"],
    _ = Unknown
} }

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Spot {
    A(Empty),
    B(Empty),
    C(Empty),
    One(Empty),
    Unknown(Value),
}
union! { Spot {
    tags ["kind", "flag"] names ["a", "b", "c", "d"];
    A = object(absent, absent) requires ["a"] hints ["d"],
    B = object(absent, absent) requires ["b"],
    C = object(absent, maybe ["x"]) requires ["c"],
    One = object(is_json ["1"], free),
    _ = Unknown
} }

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sizes {
    Named(BTreeMap<String, f64>),
    One(f64),
    Unknown(Value),
}
union! { Sizes {
    tags [] names [];
    Named = object(), One = number,
    _ = Unknown
} }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counted {
    pub(super) count: Option<f64>,
    pub(super) other: Members,
}
object! { Counted { optional count; ..other } }

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Hints {
    Counted(Counted),
    Other(Empty),
    Unknown(Value),
}
union! { Hints {
    tags [] names ["count"];
    Counted = object() hints ["count"], Other = object(),
    _ = Unknown
} }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Numbered {
    pub(super) id: f64,
    pub(super) sha: String,
    pub(super) other: Members,
}
object! { Numbered { required id, sha; ..other } }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Called {
    pub(super) id: Value,
    pub(super) other: Members,
}
object! { Called { required id; ..other } }

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    Numbered(Numbered),
    Called(Called),
    Unknown(Value),
}
union! { Source {
    tags [] names ["id", "sha"];
    Numbered = object() requires ["id", "sha"], Called = object() requires ["id"],
    _ = Unknown
} }
