//! Reads JSONPath queries (RFC 9535).

use super::filter::{Filter, Operand, Operator};
use super::path::{Query, Segment, Selector};
use super::regexp::Regexp;
use crate::diagnostic::clean;
use crate::text::{self, Value};

/// Parentheses, filters and functions may stand inside each other this deep.
const MAX_DEPTH: usize = 32;

/// The integers that JSON readers agree on.
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// Reads a whole query.
pub(super) fn query(text: &str) -> Result<Query, String> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    if !parser.take("$") {
        return Err("it must begin with `$`".to_owned());
    }
    let segments = parser.segments()?;
    if parser.at < text.len() {
        Err(parser.unexpected("a segment such as `.name` or `['name']`"))
    } else {
        Ok(Query { absolute: true, segments })
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, String>;

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn expect(&mut self, token: &str) -> Parsed<()> {
        self.space();
        if self.take(token) { Ok(()) } else { Err(self.unexpected(&format!("`{token}`"))) }
    }

    fn unexpected(&self, expected: &str) -> String {
        let column = self.text[..self.at].chars().count() + 1;
        match self.peek() {
            Some(c) => format!(
                "expected {expected}, found `{}` at character {column}",
                clean(&c.to_string(), 4)
            ),
            None => format!("expected {expected}, found its end"),
        }
    }

    fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("it is nested more than {MAX_DEPTH} deep"));
        }
        let result = parse(self);
        self.depth -= 1;
        result
    }

    fn segments(&mut self) -> Parsed<Vec<Segment>> {
        let mut segments = Vec::new();
        loop {
            let before = self.at;
            self.space();
            let descendants = self.take("..");
            let selectors = if self.peek() == Some('[') {
                self.brackets()?
            } else if descendants || self.take(".") {
                vec![if self.take("*") { Selector::All } else { Selector::Name(self.name()?) }]
            } else {
                // Space after the query belongs to whatever comes next.
                self.at = before;
                return Ok(segments);
            };
            segments.push(Segment { descendants, selectors });
        }
    }

    /// A name after a dot.
    fn name(&mut self) -> Parsed<String> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii()))
            .unwrap_or(rest.len());
        if end == 0 || rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(self.unexpected("a name"));
        }
        self.at += end;
        if self.peek() == Some('-') {
            return Err(format!("a name with `-` must be written as `['{}-…']`", &rest[..end]));
        }
        Ok(rest[..end].to_owned())
    }

    fn brackets(&mut self) -> Parsed<Vec<Selector>> {
        self.expect("[")?;
        let mut selectors = Vec::new();
        loop {
            self.space();
            selectors.push(self.selector()?);
            self.space();
            if self.take("]") {
                return Ok(selectors);
            }
            if !self.take(",") {
                return Err(self.unexpected("`,` or `]`"));
            }
        }
    }

    fn selector(&mut self) -> Parsed<Selector> {
        match self.peek() {
            Some('\'' | '"') => self.string().map(Selector::Name),
            Some('*') => {
                self.at += 1;
                Ok(Selector::All)
            }
            Some('?') => {
                self.at += 1;
                self.deeper(Self::or).map(Selector::Filter)
            }
            Some('-' | ':' | '0'..='9') => self.index_or_slice(),
            _ => Err(self.unexpected("a selector")),
        }
    }

    fn index_or_slice(&mut self) -> Parsed<Selector> {
        let start = self.integer()?;
        self.space();
        if !self.take(":") {
            return start.map(Selector::Index).ok_or_else(|| self.unexpected("an index"));
        }
        self.space();
        let end = self.integer()?;
        self.space();
        let step = if self.take(":") {
            self.space();
            self.integer()?
        } else {
            None
        };
        Ok(Selector::Slice(start, end, step.unwrap_or(1)))
    }

    /// A whole number, if one stands here.
    fn integer(&mut self) -> Parsed<Option<i64>> {
        let rest = self.rest();
        let digits = rest.strip_prefix('-').unwrap_or(rest);
        let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let text = &rest[..rest.len() - digits.len() + length];
        if text.is_empty() {
            return Ok(None);
        }
        let sound = length > 0 && (text == "0" || !digits.starts_with('0'));
        let number =
            text.parse().ok().filter(|n: &i64| sound && (-MAX_INTEGER..=MAX_INTEGER).contains(n));
        self.at += text.len();
        number.map(Some).ok_or_else(|| format!("`{}` is not an index", clean(text, 40)))
    }

    /// A text in single or double quotes.
    fn string(&mut self) -> Parsed<String> {
        let Some(quote) = self.peek() else { return Err(self.unexpected("a text in quotes")) };
        let start = self.at + 1;
        // Brought into JSON's form, so that one reader knows what escapes mean.
        let mut json = String::from("\"");
        let mut chars = self.text[start..].char_indices();
        while let Some((offset, c)) = chars.next() {
            match c {
                c if c == quote => {
                    self.at = start + offset + 1;
                    json.push('"');
                    return match text::read(&json, "text.json", 0).map(|node| node.value) {
                        Ok(Value::String(text)) => Ok(text.into()),
                        Ok(_) | Err(_) => {
                            Err(format!("the text {} has an invalid escape", clean(&json, 80)))
                        }
                    };
                }
                '\\' => match chars.next() {
                    Some((_, '\'')) if quote == '\'' => json.push('\''),
                    Some((_, c)) => json.extend(['\\', c]),
                    None => break,
                },
                '"' => json.push_str("\\\""),
                c => json.push(c),
            }
        }
        Err("a text in quotes is never closed".to_owned())
    }

    fn or(&mut self) -> Parsed<Filter> {
        let mut tests = vec![self.and()?];
        loop {
            self.space();
            if !self.take("||") {
                return Ok(one_or(tests, Filter::Or));
            }
            tests.push(self.and()?);
        }
    }

    fn and(&mut self) -> Parsed<Filter> {
        let mut tests = vec![self.test()?];
        loop {
            self.space();
            if !self.take("&&") {
                return Ok(one_or(tests, Filter::And));
            }
            tests.push(self.test()?);
        }
    }

    fn test(&mut self) -> Parsed<Filter> {
        self.space();
        if self.take("!") {
            return self.deeper(Self::negated).map(|test| Filter::Not(Box::new(test)));
        }
        if self.take("(") {
            let test = self.deeper(Self::or)?;
            self.expect(")")?;
            return Ok(test);
        }
        for (function, whole) in [("match(", true), ("search(", false)] {
            if self.take(function) {
                let text = self.operand()?;
                self.expect(",")?;
                let pattern = self.operand()?;
                self.expect(")")?;
                if let Operand::Literal(Value::String(pattern)) = &pattern {
                    Regexp::new(pattern)
                        .map_err(|error| format!("the pattern `{}` {error}", clean(pattern, 80)))?;
                }
                return Ok(Filter::Matches { text, pattern, whole });
            }
        }
        if let Some('$' | '@') = self.peek() {
            let query = self.inner_query()?;
            return match self.operator() {
                None => Ok(Filter::Exists(query)),
                Some(operator) => {
                    let left = singular(query)?;
                    Ok(Filter::Compare(left, operator, self.operand()?))
                }
            };
        }
        let left = self.operand()?;
        let Some(operator) = self.operator() else { return Err(self.unexpected("a comparison")) };
        Ok(Filter::Compare(left, operator, self.operand()?))
    }

    /// What may follow `!`: a test that is no comparison, unless in parentheses.
    fn negated(&mut self) -> Parsed<Filter> {
        let test = self.test()?;
        match test {
            Filter::Compare(..) if !self.text[..self.at].trim_end().ends_with(')') => {
                Err("`!` before a comparison needs parentheses".to_owned())
            }
            test => Ok(test),
        }
    }

    fn operator(&mut self) -> Option<Operator> {
        self.space();
        let operators = [
            ("==", Operator::Equal),
            ("!=", Operator::NotEqual),
            ("<=", Operator::LessOrEqual),
            (">=", Operator::GreaterOrEqual),
            ("<", Operator::Less),
            (">", Operator::Greater),
        ];
        operators.into_iter().find(|(token, _)| self.take(token)).map(|(_, operator)| operator)
    }

    /// A query that begins with `$` or `@`.
    fn inner_query(&mut self) -> Parsed<Query> {
        self.space();
        let absolute = self.take("$");
        if !absolute && !self.take("@") {
            return Err(self.unexpected("a query"));
        }
        self.deeper(Self::segments).map(|segments| Query { absolute, segments })
    }

    fn operand(&mut self) -> Parsed<Operand> {
        self.space();
        match self.peek() {
            Some('$' | '@') => singular(self.inner_query()?),
            Some('\'' | '"') => {
                self.string().map(|text| Operand::Literal(Value::String(text.into())))
            }
            Some('-' | '0'..='9') => self.number(),
            _ => {
                for (word, value) in [
                    ("true", Value::Bool(true)),
                    ("false", Value::Bool(false)),
                    ("null", Value::Null),
                ] {
                    if self.take(word) {
                        return Ok(Operand::Literal(value));
                    }
                }
                let operand = if self.take("length(") {
                    Operand::Length(Box::new(self.deeper(Self::operand)?))
                } else if self.take("count(") {
                    Operand::Count(self.inner_query()?)
                } else if self.take("value(") {
                    Operand::Value(self.inner_query()?)
                } else {
                    return Err(self.unexpected("a value, a query or a function"));
                };
                self.expect(")")?;
                Ok(operand)
            }
        }
    }

    fn number(&mut self) -> Parsed<Operand> {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(rest.len());
        match text::read(&rest[..length], "number.json", 0) {
            Ok(node) => {
                self.at += length;
                Ok(Operand::Literal(node.value))
            }
            Err(_) => Err(self.unexpected("a number")),
        }
    }
}

/// A comparison needs a query that selects one node at most.
fn singular(query: Query) -> Parsed<Operand> {
    if query.is_singular() {
        Ok(Operand::Query(query))
    } else {
        Err("a query that can select several values cannot be compared; use `count(…)` or `value(…)`".to_owned())
    }
}

fn one_or(mut tests: Vec<Filter>, many: impl FnOnce(Vec<Filter>) -> Filter) -> Filter {
    match (tests.len(), tests.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            tests.extend(last);
            many(tests)
        }
    }
}
