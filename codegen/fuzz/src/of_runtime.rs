//! What the runtime's tests make, check and know.

#[path = "../../runtime/tests/json/anything.rs"]
pub(crate) mod anything;
#[path = "../../runtime/tests/json/kept.rs"]
pub(crate) mod kept;
#[path = "../../runtime/tests/json/types.rs"]
mod types;
