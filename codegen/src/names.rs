//! Guesses which name was meant by one that does not exist.

/// Among how many candidates a name is sought: a description may have a hundred thousand, and as many names that do not exist.
const MOST: usize = 2_000;
/// How many characters of a candidate are looked at.
const LONGEST: usize = 120;

/// The candidate most like `wanted`, when one is near enough to be what was meant: at most a third of its characters differ.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = wanted.chars().take(100).flat_map(char::to_lowercase).collect();
    let limit = (wanted.len() / 3).clamp(1, 6);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.into_iter().take(MOST) {
        let limit = best.map_or(limit + 1, |(distance, _)| distance);
        let distance = distance_below(&wanted, candidate, limit);
        // Equal distances are settled by the alphabet, so that the order of candidates does not show.
        match (distance, best) {
            (Some(distance), _) => best = Some((distance, candidate)),
            (None, Some((distance, name)))
                if candidate < name
                    && distance_below(&wanted, candidate, distance + 1).is_some() =>
            {
                best = Some((distance, candidate));
            }
            (None, _) => {}
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many characters must be added, removed, changed or swapped with their neighbour, if fewer than `limit`.
fn distance_below(wanted: &[char], candidate: &str, limit: usize) -> Option<usize> {
    // Most candidates are much longer or shorter. That is seen first, as a name may be compared with very many.
    if candidate.is_ascii() && wanted.len().abs_diff(candidate.len().min(LONGEST)) >= limit {
        return None;
    }
    let candidate: Vec<char> =
        candidate.chars().flat_map(char::to_lowercase).take(LONGEST).collect();
    if wanted.len().abs_diff(candidate.len()) >= limit {
        return None;
    }
    let (wanted, candidate) = without_common_ends(wanted, &candidate);
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=candidate.len()).collect();
    for (i, &a) in wanted.iter().enumerate() {
        let mut row = vec![i + 1; candidate.len() + 1];
        for (j, &b) in candidate.iter().enumerate() {
            let mut least =
                (previous[j] + usize::from(a != b)).min(previous[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a == candidate[j - 1] && wanted[i - 1] == b {
                least = least.min(before[j - 1] + 1);
            }
            row[j + 1] = least;
        }
        // No later row is lower than the least of the two before it (a swap reaches back two rows).
        let least = |row: &[usize]| row.iter().copied().min().unwrap_or(0);
        if least(&row) >= limit && least(&previous) >= limit {
            return None;
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous.last().copied().filter(|&distance| distance < limit)
}

/// What is left of two names without the characters that both begin and end with: these cost nothing.
fn without_common_ends<'n>(one: &'n [char], other: &'n [char]) -> (&'n [char], &'n [char]) {
    let same = |(one, other): &(&char, &char)| one == other;
    let begin = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[begin..], &other[begin..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    (&one[..one.len() - end], &other[..other.len() - end])
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        assert_eq!(nearest("Worker", ["Account", "Workers", "Zone"]), Some("Workers"));
        assert_eq!(nearest("adress", ["address", "dress"]), Some("address"));
        assert_eq!(nearest("pte", ["pet", "dog"]), Some("pet"));
    }

    #[test]
    fn what_both_names_begin_and_end_with_does_not_count() {
        assert_eq!(nearest("dns_recrods_list", ["dns_records_list"]), Some("dns_records_list"));
        assert_eq!(nearest("aab", ["ab"]), Some("ab"));
        assert_eq!(nearest("ab", ["abab"]), None);
        assert_eq!(nearest("ab", ["ba"]), Some("ba"));
    }

    #[test]
    fn a_wholly_different_name_is_no_guess() {
        assert_eq!(nearest("Worker", ["Account", "Zone"]), None);
    }

    #[test]
    fn the_order_of_candidates_does_not_matter() {
        assert_eq!(nearest("cot", ["cut", "cat"]), Some("cat"));
        assert_eq!(nearest("cot", ["cat", "cut"]), Some("cat"));
    }
}
