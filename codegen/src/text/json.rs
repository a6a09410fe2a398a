//! Reads JSON (RFC 8259) with positions. One pass over the bytes, no recursion.

mod string;

use super::object::repeated_names;
use super::{Budget, Fault, Mark, Member, Node, Object, Value, number};

/// Reads one JSON text.
pub(super) fn read(text: &str, source: u32, budget: Budget) -> Result<Node, Vec<Fault>> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        marked: 0,
        mark: Mark { source, line: 1, column: 1 },
        nodes: 0,
        budget,
        faults: Vec::new(),
    };
    match reader.document() {
        Ok(node) if reader.faults.is_empty() => Ok(node),
        Ok(_) => Err(reader.faults),
        Err(fault) => {
            reader.faults.push(*fault);
            Err(reader.faults)
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// The byte that is read next.
    at: usize,
    /// The byte that `mark` describes. Only ever moves forward, so counting columns costs one pass in all.
    marked: usize,
    mark: Mark,
    nodes: usize,
    budget: Budget,
    faults: Vec<Fault>,
}

type Read<T> = Result<T, Box<Fault>>;

/// A container whose end has not been reached.
enum Open {
    Array(Mark, Vec<Node>),
    Object(Mark, Vec<Member>, Option<(Box<str>, Mark)>),
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Read<Node> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            // One turn reads one value, or opens a container and goes on to its first value.
            self.space();
            let at = self.mark();
            self.nodes += 1;
            if self.nodes > self.budget.nodes {
                return Err(self.budget.too_many(at).into());
            }
            let mut node = match self.peek() {
                Some(b'{') => {
                    self.enter(open.len())?;
                    self.space();
                    if self.take(b'}') {
                        Node { value: Value::Object(Object::default()), at }
                    } else {
                        let key = self.key()?;
                        open.push(Open::Object(at, Vec::new(), Some(key)));
                        continue;
                    }
                }
                Some(b'[') => {
                    self.enter(open.len())?;
                    self.space();
                    if self.take(b']') {
                        Node { value: Value::Array(Vec::new()), at }
                    } else {
                        open.push(Open::Array(at, Vec::new()));
                        continue;
                    }
                }
                _ => Node { value: self.scalar()?, at },
            };
            // The value is complete: put it where it belongs, and close what ends here.
            loop {
                self.space();
                match open.pop() {
                    None => return self.end(node),
                    Some(Open::Array(at, mut items)) => {
                        items.push(node);
                        if self.take(b',') {
                            self.no_trailing_comma(b']')?;
                            open.push(Open::Array(at, items));
                            break;
                        }
                        self.close(b']', "array")?;
                        items.shrink_to_fit();
                        node = Node { value: Value::Array(items), at };
                    }
                    Some(Open::Object(at, mut members, key)) => {
                        if let Some((name, at)) = key {
                            members.push(Member { name, at, value: node });
                        }
                        if self.take(b',') {
                            self.no_trailing_comma(b'}')?;
                            let key = self.key()?;
                            open.push(Open::Object(at, members, Some(key)));
                            break;
                        }
                        self.close(b'}', "object")?;
                        members.shrink_to_fit();
                        let object = Object::new(members).unwrap_or_else(|(object, repeated)| {
                            repeated_names(&object, &repeated, &mut self.faults);
                            object
                        });
                        node = Node { value: Value::Object(object), at };
                    }
                }
            }
        }
    }

    fn end(&mut self, node: Node) -> Read<Node> {
        self.space();
        match self.peek() {
            None => Ok(node),
            Some(_) => Err(self.fault("text after the end of the document").into()),
        }
    }

    fn enter(&mut self, depth: usize) -> Read<()> {
        if depth >= self.budget.depth {
            return Err(self.budget.too_deep(self.mark(), "arrays and objects").into());
        }
        self.at += 1;
        Ok(())
    }

    fn no_trailing_comma(&mut self, end: u8) -> Read<()> {
        self.space();
        if self.peek() == Some(end) {
            return Err(self
                .fault("a comma before the end is not JSON")
                .help("remove the comma")
                .into());
        }
        Ok(())
    }

    fn close(&mut self, end: u8, what: &str) -> Read<()> {
        if self.take(end) {
            return Ok(());
        }
        let found = self.found();
        Err(self
            .fault(format!("expected `,` or `{}` in this {what}, found {found}", char::from(end)))
            .into())
    }

    /// A member's name and the colon after it.
    fn key(&mut self) -> Read<(Box<str>, Mark)> {
        self.space();
        let at = self.mark();
        if self.peek() != Some(b'"') {
            let found = self.found();
            let fault = self.fault(format!("expected a key in double quotes, found {found}"));
            return Err(fault.into());
        }
        let name = self.string()?;
        self.space();
        if !self.take(b':') {
            let found = self.found();
            return Err(self.fault(format!("expected `:` after the key, found {found}")).into());
        }
        Ok((name, at))
    }

    fn scalar(&mut self) -> Read<Value> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                for (word, value) in [
                    ("true", Value::Bool(true)),
                    ("false", Value::Bool(false)),
                    ("null", Value::Null),
                ] {
                    let rest = &self.bytes[self.at..];
                    if rest.starts_with(word.as_bytes())
                        && !rest.get(word.len()).is_some_and(u8::is_ascii_alphanumeric)
                    {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                let found = self.found();
                Err(self.fault(format!("expected a value, found {found}")).into())
            }
        }
    }

    fn number(&mut self) -> Read<Value> {
        let rest = &self.bytes[self.at..];
        let length = rest
            .iter()
            .position(|b| !matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'))
            .unwrap_or(rest.len());
        let text = &self.text[self.at..self.at + length];
        if !number::is_json(text) {
            let shown = crate::diagnostic::clean(text, 40);
            return Err(self.fault(format!("`{shown}` is not a number in JSON")).into());
        }
        self.at += length;
        Ok(Value::Number(text.into()))
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// The position of the byte that is read next.
    fn mark(&mut self) -> Mark {
        for &byte in &self.bytes[self.marked..self.at] {
            if byte == b'\n' {
                self.mark.line += 1;
                self.mark.column = 1;
            } else if byte & 0xC0 != 0x80 {
                self.mark.column += 1;
            }
        }
        self.marked = self.at;
        self.mark
    }

    fn fault(&mut self, message: impl Into<String>) -> Fault {
        let comment = self.bytes[self.at.min(self.bytes.len())..].starts_with(b"/");
        let fault = Fault::new(self.mark(), message);
        if comment { fault.help("JSON has no comments") } else { fault }
    }

    fn found(&self) -> String {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(c) => format!("`{}`", crate::diagnostic::clean(&c.to_string(), 8)),
            None => "the end of the text".to_owned(),
        }
    }
}
