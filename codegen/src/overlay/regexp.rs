//! I-Regexp (RFC 9485) for JSONPath's `match` and `search`, with `^`, `$`, `\d`, `\w` and `\s`, which people write anyway.
//!
//! A pattern maps a set of positions to the set of positions where it can end, so no pattern takes exponential time.

use std::collections::BTreeSet;

/// A pattern.
#[derive(Clone, Debug)]
pub(super) struct Regexp(Part);

/// Groups may stand inside each other this deep, and a repetition may count this far.
const MAX_DEPTH: usize = 32;
const MAX_REPEAT: u32 = 1000;

#[derive(Clone, Debug)]
enum Part {
    /// One of these.
    Either(Vec<Part>),
    /// These, one after another.
    Sequence(Vec<Part>),
    /// One character of these ranges, or of none of them.
    Class {
        ranges: Vec<(char, char)>,
        negated: bool,
    },
    Repeat {
        part: Box<Part>,
        least: u32,
        most: Option<u32>,
    },
    Start,
    End,
}

impl Regexp {
    /// Reads a pattern. An error completes the sentence "the pattern …".
    pub(super) fn new(pattern: &str) -> Result<Self, String> {
        let mut parser = Parser { chars: pattern.chars().collect(), at: 0, depth: 0 };
        let part = parser.either()?;
        if parser.at < parser.chars.len() {
            Err("has a `)` too many".to_owned())
        } else {
            Ok(Self(part))
        }
    }

    /// Whether the pattern matches the whole text, or some part of it.
    pub(super) fn matches(&self, text: &str, whole: bool) -> bool {
        let chars: Vec<char> = text.chars().collect();
        let starts = if whole { BTreeSet::from([0]) } else { (0..=chars.len()).collect() };
        let ends = self.0.ends(&chars, starts);
        if whole { ends.contains(&chars.len()) } else { !ends.is_empty() }
    }
}

impl Part {
    /// Where a match can end that begins at one of `starts`.
    fn ends(&self, text: &[char], starts: BTreeSet<usize>) -> BTreeSet<usize> {
        match self {
            Part::Either(parts) => {
                parts.iter().flat_map(|part| part.ends(text, starts.clone())).collect()
            }
            Part::Sequence(parts) => {
                parts.iter().fold(starts, |starts, part| part.ends(text, starts))
            }
            Part::Class { ranges, negated } => {
                let fits = |c: char| {
                    ranges.iter().any(|&(low, high)| (low..=high).contains(&c)) != *negated
                };
                starts
                    .into_iter()
                    .filter(|&at| text.get(at).is_some_and(|&c| fits(c)))
                    .map(|at| at + 1)
                    .collect()
            }
            Part::Start => starts.into_iter().filter(|&at| at == 0).collect(),
            Part::End => starts.into_iter().filter(|&at| at == text.len()).collect(),
            Part::Repeat { part, least, most } => {
                let mut here = starts;
                for _ in 0..*least {
                    here = part.ends(text, here);
                }
                let mut all = here.clone();
                let mut n = *least;
                while !here.is_empty() && most.is_none_or(|most| n < most) {
                    // Only positions not seen before can lead to new ones.
                    here =
                        part.ends(text, here).into_iter().filter(|end| all.insert(*end)).collect();
                    n += 1;
                }
                all
            }
        }
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn next(&mut self) -> Option<char> {
        let c = self.chars.get(self.at).copied();
        self.at += usize::from(c.is_some());
        c
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn either(&mut self) -> Result<Part, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("has groups nested more than {MAX_DEPTH} deep"));
        }
        let mut parts = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.at += 1;
            parts.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(Part::Either(parts))
    }

    fn sequence(&mut self) -> Result<Part, String> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek().filter(|c| !matches!(c, '|' | ')')) {
            self.at += 1;
            let part = match c {
                '(' => {
                    let part = self.either()?;
                    if self.next() != Some(')') {
                        return Err("has a `(` that is never closed".to_owned());
                    }
                    part
                }
                '[' => self.class()?,
                '.' => Part::Class { ranges: vec![('\n', '\n'), ('\r', '\r')], negated: true },
                '^' => Part::Start,
                '$' => Part::End,
                '\\' => {
                    let (ranges, negated) = self.escape()?;
                    Part::Class { ranges, negated }
                }
                '*' | '+' | '?' | '{' | '}' | ']' => {
                    return Err(format!("has a `{c}` where it has no meaning"));
                }
                c => Part::Class { ranges: vec![(c, c)], negated: false },
            };
            parts.push(self.repeated(part)?);
        }
        Ok(Part::Sequence(parts))
    }

    fn repeated(&mut self, part: Part) -> Result<Part, String> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted(part),
            _ => return Ok(part),
        };
        self.at += 1;
        Ok(Part::Repeat { part: Box::new(part), least, most })
    }

    /// `{2}`, `{2,}` or `{2,5}`.
    fn counted(&mut self, part: Part) -> Result<Part, String> {
        let broken = || "has a `{…}` that is no repetition".to_owned();
        let length = self.chars[self.at..].iter().position(|&c| c == '}').ok_or_else(broken)?;
        let inside: String = self.chars[self.at + 1..self.at + length].iter().collect();
        self.at += length + 1;
        let number =
            |text: &str| text.parse::<u32>().ok().filter(|&n| n <= MAX_REPEAT).ok_or_else(broken);
        let (least, most) = match inside.split_once(',') {
            None => (number(&inside)?, Some(number(&inside)?)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        if most.is_some_and(|most| most < least) {
            return Err(broken());
        }
        Ok(Part::Repeat { part: Box::new(part), least, most })
    }

    /// What an escape stands for: ranges, and whether they are excluded.
    fn escape(&mut self) -> Result<(Vec<(char, char)>, bool), String> {
        let Some(c) = self.next() else { return Err("ends in a backslash".to_owned()) };
        let word = vec![('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')];
        let space = vec![(' ', ' '), ('\t', '\r')];
        Ok(match c {
            'n' => (vec![('\n', '\n')], false),
            'r' => (vec![('\r', '\r')], false),
            't' => (vec![('\t', '\t')], false),
            'd' => (vec![('0', '9')], false),
            'D' => (vec![('0', '9')], true),
            'w' => (word, false),
            'W' => (word, true),
            's' => (space, false),
            'S' => (space, true),
            c if c.is_ascii_alphanumeric() => {
                return Err(format!("has the escape `\\{c}`, which is not supported"));
            }
            c => (vec![(c, c)], false),
        })
    }

    /// A class from behind its `[`.
    fn class(&mut self) -> Result<Part, String> {
        let negated = self.peek() == Some('^');
        self.at += usize::from(negated);
        let mut ranges = Vec::new();
        let mut first = true;
        loop {
            let Some(c) = self.next() else {
                return Err("has a `[` that is never closed".to_owned());
            };
            let low = match c {
                ']' if !first => return Ok(Part::Class { ranges, negated }),
                '\\' => match self.escape()? {
                    (found, false) if found.len() == 1 && found[0].0 == found[0].1 => found[0].0,
                    (mut found, false) => {
                        ranges.append(&mut found);
                        first = false;
                        continue;
                    }
                    (_, true) => {
                        return Err("has an excluding escape inside `[…]`, which is not supported"
                            .to_owned());
                    }
                },
                c => c,
            };
            first = false;
            let is_range =
                self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|&c| c != ']');
            let high = if is_range {
                self.at += 1;
                match self.next() {
                    Some('\\') => self.escape()?.0[0].0,
                    Some(c) => c,
                    None => return Err("has a `[` that is never closed".to_owned()),
                }
            } else {
                low
            };
            if high < low {
                return Err(format!("has the range `{low}-{high}`, which is empty"));
            }
            ranges.push((low, high));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Regexp;

    fn check(pattern: &str, text: &str, whole: bool) -> bool {
        Regexp::new(pattern).is_ok_and(|regexp| regexp.matches(text, whole))
    }

    #[test]
    fn match_takes_the_whole_text_and_search_any_part() {
        assert!(check("a.c", "abc", true));
        assert!(!check("a.c", "xabc", true));
        assert!(check("a.c", "xabcx", false));
        assert!(!check("^a", "ba", false));
    }

    #[test]
    fn repetitions_and_classes_work_together() {
        assert!(check("[a-c]{2,3}\\d*(x|y)?", "abc42y", true));
        assert!(!check("[a-c]{2,3}", "abca", true));
        assert!(check("[^/]+/v[0-9]+", "api/v2", true));
    }

    #[test]
    fn a_malicious_pattern_ends_in_time() {
        assert!(!check("(a*)*b", &"a".repeat(300), true));
    }

    #[test]
    fn broken_patterns_are_refused() {
        for pattern in ["(", ")", "[a", "a{2", "*", "[z-a]", "\\p{L}"] {
            assert!(Regexp::new(pattern).is_err(), "{pattern}");
        }
    }
}
