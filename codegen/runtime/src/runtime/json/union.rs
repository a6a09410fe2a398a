//! Decides which branch of a union a JSON value belongs to.
//!
//! Of all branches whose test holds the one with the largest weight is taken: the number of constants that match and of required and
//! hint members that are there. When none holds or the largest weight is shared, no branch is taken and the value is kept as it is.

use super::branch::{Tag, Test};
use super::sight::{Sight, TagSight};
use super::{Decode, Misfit, Reader, Value};

/// Reads a value that belongs to a branch.
pub type Branch<T> = fn(&mut Reader<'_>) -> Result<T, Misfit>;

impl<'a> Reader<'a> {
    /// Takes a value that belongs to one of several branches, each with its test and its reader, or to none.
    ///
    /// # Errors
    ///
    /// The misfit of the chosen branch, or of a tag that has a value of the wrong type.
    pub fn union<T>(
        &mut self,
        tags: &[&str],
        names: &[&str],
        tests: &[Test],
        branches: &[Branch<T>],
        unknown: fn(Value) -> T,
    ) -> Result<T, Misfit> {
        let start = self.mark();
        let lossy = self.lossy;
        if let Some((index, firm)) = self.choose(tags, names, tests)?
            && let Some(branch) = branches.get(index)
        {
            match branch(self) {
                // A value that lacks what the branch asks for is none of its values.
                Err(misfit) if misfit.lacks_member() => self.back_to(start),
                // Neither is an object of which no constant and no required member says that it is one of them.
                Err(misfit) if !firm && !misfit.is_syntax() => self.back_to(start),
                Err(misfit) if !misfit.is_syntax() => {
                    self.back_to(start);
                    self.lossy = lossy;
                    return self
                        .second_choice(index, (tags, names, tests), branches)?
                        .ok_or(misfit);
                }
                result => return result,
            }
        }
        self.lossy = lossy;
        Value::decode(self).map(unknown)
    }

    /// The value by another branch whose test holds and that can read it: of those with the best test the only one. The branch that was
    /// chosen by its members may ask for another type of one of them.
    #[cold]
    fn second_choice<T>(
        &mut self,
        first: usize,
        (tags, names, tests): (&[&str], &[&str], &[Test]),
        branches: &[Branch<T>],
    ) -> Result<Option<T>, Misfit> {
        let start = self.mark();
        let mut ahead = self.copy();
        let sight = ahead.look(tags, names)?;
        let text = ahead.since(self.offset());
        let mut found: Option<(i32, T, (usize, usize), bool)> = None;
        let mut tied = false;
        for (index, (test, branch)) in tests.iter().zip(branches).enumerate() {
            let Some(weight) = test.weigh(&sight, text, names).filter(|_| index != first) else {
                continue;
            };
            if found.as_ref().is_some_and(|(best, ..)| weight < *best) {
                continue;
            }
            if let Ok(value) = branch(self) {
                tied = found.as_ref().is_some_and(|(best, ..)| weight == *best);
                found = Some((weight, value, self.mark(), self.lossy));
            }
            self.back_to(start);
        }
        Ok(found.filter(|_| !tied).map(|(_, value, end, lossy)| {
            self.back_to(end);
            self.lossy |= lossy;
            value
        }))
    }

    /// The index of the branch that the value belongs to, and whether the value has to be one of its; the reader stays where it is.
    fn choose(
        &self,
        tags: &[&str],
        names: &[&str],
        tests: &[Test],
    ) -> Result<Option<(usize, bool)>, Misfit> {
        let mut ahead = self.copy();
        let sight = ahead.look(tags, names)?;
        let text = ahead.since(self.offset());
        let mut chosen = None;
        let mut largest = i32::MIN;
        for (index, test) in tests.iter().enumerate() {
            match test.weigh(&sight, text, names) {
                Some(weight) if weight > largest => (chosen, largest) = (Some(index), weight),
                Some(weight) if weight == largest => chosen = None,
                _ => {}
            }
        }
        // After a tie `chosen` is none too, and `largest` tells that something did hold.
        if largest == i32::MIN
            && let Sight::Object { tags: seen, .. } = &sight
        {
            for (index, (tag, name)) in seen.iter().zip(tags).enumerate() {
                if let Some(TagSight::Other(_, at)) = tag
                    && is_text_tag(tests, index)
                {
                    ahead.back_to((*at, 0));
                    return Err(ahead.unlike("a string").in_member(name));
                }
            }
        }
        let firm = |index: usize| tests.get(index).is_some_and(|test| test.is_firm(&sight));
        Ok(chosen.map(|index| (index, firm(index))))
    }
}

/// Whether all branches that name the tag want a string there.
fn is_text_tag(tests: &[Test], index: usize) -> bool {
    let mut named = false;
    for test in tests {
        if let Test::Object(tags, ..) = test {
            match tags.get(index) {
                Some(Tag::Texts(..)) => named = true,
                Some(Tag::Values(..) | Tag::Free) => return false,
                Some(Tag::Absent) | None => {}
            }
        }
    }
    named
}
