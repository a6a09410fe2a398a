//! Counts what a run generated, of how much, and names everything that it left out or left untyped.

use crate::diagnostic::{Place, clean};
use std::fmt;

/// How many were done, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Done.
    pub done: usize,
    /// There were.
    pub all: usize,
}

/// Something that is not in the output.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// Where it is described.
    pub place: Place,
    /// What it is: `operation listPets`.
    pub what: String,
    /// Why it was left out.
    pub reason: String,
}

/// A schema that became any JSON value although it says more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Untyped {
    /// Where it is described.
    pub place: Place,
    /// Why.
    pub reason: String,
}

/// What a run generated, of how much.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Operations that have a function.
    pub operations: Tally,
    /// Schemas that have a type which says what they say.
    pub schemas: Tally,
    /// What is not in the output.
    pub left_out: Vec<LeftOut>,
    /// What became any JSON value.
    pub untyped: Vec<Untyped>,
}

impl Coverage {
    /// Records something that is not in the output.
    pub fn leave_out(&mut self, place: &Place, what: impl Into<String>, reason: impl Into<String>) {
        let (what, reason) = (clean(&what.into(), 200), clean(&reason.into(), 300));
        self.left_out.push(LeftOut { place: place.clone(), what, reason });
    }

    /// Records a schema that became any JSON value.
    pub fn not_typed(&mut self, place: &Place, reason: impl Into<String>) {
        self.untyped.push(Untyped { place: place.clone(), reason: clean(&reason.into(), 300) });
    }

    /// The counts and lists as one JSON object.
    pub fn to_json(&self) -> String {
        let tally = |tally: &Tally| serde_json::json!({"done": tally.done, "all": tally.all});
        let left_out: Vec<_> = self
            .left_out
            .iter()
            .map(|item| serde_json::json!({"file": item.place.file, "pointer": &*item.place.pointer, "what": item.what, "reason": item.reason}))
            .collect();
        let untyped: Vec<_> = self
            .untyped
            .iter()
            .map(|item| serde_json::json!({"file": item.place.file, "pointer": &*item.place.pointer, "reason": item.reason}))
            .collect();
        serde_json::json!({
            "operations": tally(&self.operations),
            "schemas": tally(&self.schemas),
            "left_out": left_out,
            "untyped": untyped,
        })
        .to_string()
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { done, all } = self.operations;
        writeln!(f, "operations: {done} of {all} generated")?;
        let Tally { done, all } = self.schemas;
        writeln!(f, "schemas:    {done} of {all} typed")?;
        for LeftOut { place, what, reason } in &self.left_out {
            writeln!(f, "  left out: {what} (#{}): {reason}", clean(&place.pointer, 200))?;
        }
        for Untyped { place, reason } in &self.untyped {
            writeln!(f, "  untyped:  #{}: {reason}", clean(&place.pointer, 200))?;
        }
        Ok(())
    }
}
