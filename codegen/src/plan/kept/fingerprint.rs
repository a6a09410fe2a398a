//! What a type is, whatever it and its parts are called: equal for a schema that was only renamed or moved.

use crate::ir::{Api, Shape, TypeRef};

/// How many levels of parts a fingerprint looks at. Deeper differences are those of the parts.
const LEVELS: usize = 6;

/// One fingerprint for each type of the API.
pub(crate) fn fingerprints(api: &Api) -> Vec<String> {
    let mut current: Vec<u64> = vec![0; api.types.len()];
    for _ in 0..LEVELS {
        current = api.types.iter().map(|ty| of_shape(&ty.shape, &current)).collect();
    }
    current.into_iter().map(|hash| format!("{hash:016x}")).collect()
}

/// The hash of a shape, given the hashes of all types one level less deep. Members count in the order of their names.
fn of_shape(shape: &Shape, parts: &[u64]) -> u64 {
    let mut hash = Fnv::new();
    let part = |ty: &TypeRef| {
        parts.get(ty.id.0 as usize).copied().unwrap_or_default() ^ u64::from(ty.nullable)
    };
    match shape {
        Shape::Any { declared } => hash.add(b"any").number(u64::from(*declared)),
        Shape::Null => hash.add(b"null"),
        Shape::Scalar(scalar) => hash.add(b"scalar").add(format!("{scalar:?}").as_bytes()),
        Shape::Enum(enm) => {
            let mut values: Vec<&str> =
                enm.values.iter().map(|value| value.json.as_str()).collect();
            values.sort_unstable();
            values.iter().fold(hash.add(b"enum"), |hash, value| hash.add(value.as_bytes()))
        }
        Shape::Object(object) => {
            let mut members: Vec<_> = object.members.iter().collect();
            members.sort_by(|one, other| one.name.cmp(&other.name));
            hash.add(b"object");
            for member in members {
                hash.add(member.name.as_bytes())
                    .number(u64::from(member.required))
                    .add(member.constant.as_deref().unwrap_or_default().as_bytes())
                    .number(part(&member.ty));
            }
            object.additional.iter().fold(&mut hash, |hash, ty| hash.add(b"more").number(part(ty)))
        }
        Shape::Map(map) => {
            let hash = hash.add(b"map").number(part(&map.value));
            map.key.iter().fold(hash, |hash, key| hash.add(b"key").number(part(key)))
        }
        Shape::Array(ty) => hash.add(b"array").number(part(ty)),
        Shape::Alias(ty) => hash.add(b"alias").number(part(ty)),
        Shape::Tuple(tuple) => {
            tuple.all().fold(hash.add(b"tuple"), |hash, ty| hash.number(part(&ty)))
        }
        Shape::Union(union) => {
            let branches = union.branches.iter();
            branches.fold(hash.add(b"union"), |hash, branch| hash.number(part(&branch.ty)))
        }
    };
    hash.0
}

/// FNV-1a: the lock must read the same with every compiler.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) -> &mut Self {
        // A zero byte ends each text, so that `a`, `bc` is not `ab`, `c`.
        for byte in bytes.iter().chain(&[0]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self
    }

    fn number(&mut self, number: u64) -> &mut Self {
        self.add(&number.to_le_bytes())
    }
}
