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
    // A name may be compared with very many, so nothing is allocated for the common ones.
    if candidate.is_ascii() {
        let bytes = &candidate.as_bytes()[..candidate.len().min(LONGEST)];
        let at = |index: usize| char::from(bytes[index].to_ascii_lowercase());
        return distance(wanted, bytes.len(), at, limit);
    }
    let chars: Vec<char> = candidate.chars().flat_map(char::to_lowercase).take(LONGEST).collect();
    distance(wanted, chars.len(), |index| chars[index], limit)
}

/// The same for a candidate of `length` characters, at most [`LONGEST`].
fn distance(
    wanted: &[char],
    length: usize,
    at: impl Fn(usize) -> char,
    limit: usize,
) -> Option<usize> {
    if wanted.len().abs_diff(length) >= limit {
        return None;
    }
    // What both begin or end with costs nothing.
    let shorter = wanted.len().min(length);
    let begin = (0..shorter).take_while(|&index| wanted[index] == at(index)).count();
    let end = (1..=shorter - begin)
        .take_while(|&back| wanted[wanted.len() - back] == at(length - back))
        .count();
    let (wanted, length) = (&wanted[begin..wanted.len() - end], length - begin - end);
    let at = |index: usize| at(begin + index);
    let mut before = [0_usize; LONGEST + 1];
    let mut previous: [usize; LONGEST + 1] = std::array::from_fn(|index| index);
    for (i, &a) in wanted.iter().enumerate() {
        let mut row = [0_usize; LONGEST + 1];
        row[0] = i + 1;
        for j in 0..length {
            let b = at(j);
            let mut least =
                (previous[j] + usize::from(a != b)).min(previous[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a == at(j - 1) && wanted[i - 1] == b {
                least = least.min(before[j - 1] + 1);
            }
            row[j + 1] = least;
        }
        // No later row is lower than the least of the two before it (a swap reaches back two rows).
        let over = |row: &[usize]| row[..=length].iter().all(|&cost| cost >= limit);
        if over(&row) && over(&previous) {
            return None;
        }
        before = std::mem::replace(&mut previous, row);
    }
    Some(previous[length]).filter(|&distance| distance < limit)
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
