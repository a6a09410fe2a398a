//! OpenAPI documents made up from bytes: of every object and keyword there is, with names and texts that are hard to handle, and
//! now and then a value of a wrong kind.

use arbitrary::{Result, Unstructured};
use std::fmt::Write as _;

const NAMES: &[&str] = &[
    "id",
    "Order",
    "order",
    "state",
    "type",
    "a-b",
    "a_b",
    "self",
    "Self",
    "fn",
    "async",
    "other",
    "Other",
    "Unknown",
    "unknown",
    "Default",
    "Client",
    "Error",
    "Option",
    "Vec",
    "String",
    "Value",
    "Box",
    "Result",
    "body",
    "timeout",
    "send",
    "new",
    "await",
    "0",
    "-",
    "_",
    "1st",
    "é",
    "名",
    "\\u202e",
    "\\u0000",
    "*/",
    "\\\"",
    "\\\\",
    "a\\nb",
    "a b",
    "$ref",
    "__proto__",
    "r#type",
    "{x}",
    "../x",
    "CON",
    "std",
    "crate",
    "runtime",
    "types",
    "resources",
    "mod",
    "",
];
const TEXTS: &[&str] = &[
    "",
    "What it is.",
    "*/ } fn evil() {} /*",
    "\\\"#; }",
    "]] ![evil]",
    "```\\nlet x: u8 = 300;\\n```",
    "    code\\n\\n    more",
    "\\u202e\\u2066",
    "a\\r\\nb\\rc",
    "[link](javascript:1) <b>x</b> http://example.com",
    "# Title\\n\\n- one\\n  - two\\n\\n| a | b |",
    "{{x}} {} {x:?} $x #x @x %s",
    "\\u0000\\u0007\\u007f\\ufeff",
    "```rust,ignore\\n",
    "~~~",
    "<!--",
    "\\\\",
    "`",
    "``",
    "é\\ud83d\\ude00",
    "x:y,z:n",
    "2020-01-01T00:00:00Z",
    "1",
    "true",
    "null",
];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "1.5",
    "1e400",
    "-0",
    "9223372036854775808",
    "1e-999999999",
    "123456789012345678901234567890",
    "600",
    "1.0",
];
const PATHS: &[&str] = &[
    "/orders",
    "/orders/{id}",
    "/orders/{id}/items/{item}",
    "/{a}{b}",
    "/",
    "",
    "orders",
    "/a//b/",
    "/{",
    "/}{",
    "/{}",
    "/..",
    "/orders#x",
    "/orders?x={y}",
    "/é/{é}",
    "/%2f/{a b}",
    "/CON/{type}",
    "/v1/accounts/{self}/a-b:c",
    "//evil.example/x",
];
const METHODS: &[&str] = &[
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "options",
    "trace",
    "query",
    "additionalOperations",
    "gte",
    "x-a",
];
const FORMATS: &[&str] = &[
    "date-time",
    "date",
    "int32",
    "int64",
    "uint64",
    "uuid",
    "binary",
    "byte",
    "double",
    "float",
    "password",
    "time",
    "",
    "?",
];
const MEDIA: &[&str] = &[
    "application/json",
    "text/plain",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "text/event-stream",
    "application/x-ndjson",
    "application/merge-patch+json",
    "*/*",
    "text/*",
    "application/xml",
    "application/json; charset=utf-8",
    "",
    "json",
    "a/b/c",
];
const STATUSES: &[&str] =
    &["200", "201", "204", "default", "4XX", "404", "500", "302", "2XX", "101", "ok", "99", "x-a"];
const STYLES: &[&str] = &[
    "form",
    "simple",
    "matrix",
    "label",
    "deepObject",
    "spaceDelimited",
    "pipeDelimited",
    "spaced",
    "",
];

/// A description in JSON as `bytes` say. They decide less and less towards their end, where everything is as plain as it can be.
pub(crate) fn document(bytes: &[u8]) -> String {
    let mut maker = Maker { u: Unstructured::new(bytes), out: String::new(), budget: 400 };
    // Where bytes run out, arbitrary gives the first of all choices, so every object is closed.
    let _ = maker.root();
    maker.out
}

/// A member's name, in how many objects one has it, and how it is written.
type Member<'n, 'a> = (&'n str, u8, fn(&mut Maker<'a>) -> Result<()>);

struct Maker<'a> {
    u: Unstructured<'a>,
    out: String,
    /// How many values may follow.
    budget: u32,
}

impl<'a> Maker<'a> {
    fn root(&mut self) -> Result<()> {
        let version = *self.pick(&["3.1.0", "3.0.3", "3.2.0", "3.1", "2.0"])?;
        let _ = write!(self.out, "{{\"openapi\":\"{version}\"");
        self.member("info", |m| {
            m.out.push_str("{\"title\":");
            m.text(TEXTS)?;
            m.member("description", |m| m.text(TEXTS))?;
            m.out.push_str(",\"version\":\"1\"}");
            Ok(())
        })?;
        self.maybe("servers", 4, |m| m.list(2, Self::server))?;
        self.maybe("security", 3, |m| m.list(2, Self::requirement))?;
        self.maybe("tags", 4, |m| {
            m.list(3, |m| {
                m.object(&[
                    ("name", 1, |m| m.text(NAMES)),
                    ("description", 2, |m| m.text(TEXTS)),
                    ("parent", 4, |m| m.text(NAMES)),
                ])
            })
        })?;
        self.member("paths", |m| m.map(PATHS, 4, Self::path_item))?;
        self.maybe("webhooks", 8, |m| m.map(NAMES, 2, Self::path_item))?;
        self.member("components", |m| {
            m.object(&[
                ("schemas", 1, |m| m.map(NAMES, 7, |m| m.schema(0))),
                ("securitySchemes", 2, |m| m.map(NAMES, 3, Self::scheme)),
                ("parameters", 4, |m| m.map(NAMES, 2, Self::parameter)),
                ("responses", 4, |m| m.map(NAMES, 2, Self::response)),
                ("requestBodies", 4, |m| m.map(NAMES, 2, Self::body)),
                ("headers", 8, |m| m.map(NAMES, 2, Self::header)),
                ("pathItems", 8, |m| m.map(NAMES, 2, Self::path_item)),
                ("examples", 8, |m| m.map(NAMES, 2, Self::any)),
            ])
        })?;
        self.out.push('}');
        Ok(())
    }

    fn server(&mut self) -> Result<()> {
        self.object(&[
            ("url", 1, |m| {
                m.text(&[
                    "https://api.example.com/v1",
                    "/v2",
                    "https://{region}.example.com",
                    "",
                    "file:///x",
                    "a\\r\\nb",
                    "http://[::1",
                ])
            }),
            ("variables", 3, |m| {
                m.map(&["region", "x"], 2, |m| {
                    m.object(&[
                        ("default", 1, |m| m.text(TEXTS)),
                        ("enum", 2, |m| m.list(2, |m| m.text(TEXTS))),
                    ])
                })
            }),
            ("description", 3, |m| m.text(TEXTS)),
        ])
    }

    fn requirement(&mut self) -> Result<()> {
        self.map(NAMES, 2, |m| m.list(1, |m| m.text(NAMES)))
    }

    fn scheme(&mut self) -> Result<()> {
        self.object(&[
            ("type", 1, |m| {
                m.text(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS", "basic"])
            }),
            ("in", 1, |m| m.text(&["header", "query", "cookie", "body"])),
            ("name", 1, |m| {
                m.text(&["X-Key", "Authorization", "a\\r\\nb", "", "key", "Content-Length"])
            }),
            ("scheme", 2, |m| m.text(&["bearer", "basic", "digest", "BEARER"])),
            ("flows", 4, Self::any),
        ])
    }

    fn path_item(&mut self) -> Result<()> {
        self.out.push('{');
        let mut names = Vec::new();
        for _ in 0..self.u.int_in_range(0..=3)? {
            let method = *self.pick(METHODS)?;
            if !names.contains(&method) {
                names.push(method);
                let _ = write!(self.out, "\"{method}\":");
                self.operation()?;
                self.out.push(',');
            }
        }
        self.out.push_str("\"summary\":\"\"");
        self.maybe("parameters", 3, |m| m.list(2, Self::parameter))?;
        self.maybe("servers", 12, |m| m.list(1, Self::server))?;
        self.maybe("$ref", 16, |m| m.reference("pathItems"))?;
        self.out.push('}');
        Ok(())
    }

    fn operation(&mut self) -> Result<()> {
        self.object(&[
            ("operationId", 2, |m| m.text(NAMES)),
            ("tags", 2, |m| m.list(2, |m| m.text(NAMES))),
            ("summary", 3, |m| m.text(TEXTS)),
            ("description", 3, |m| m.text(TEXTS)),
            ("parameters", 1, |m| m.list(4, Self::parameter)),
            ("requestBody", 2, Self::body),
            ("responses", 1, |m| m.map(STATUSES, 3, Self::response)),
            ("security", 6, |m| m.list(2, Self::requirement)),
            ("deprecated", 6, |m| m.text(&["", "x"])),
            ("servers", 12, |m| m.list(1, Self::server)),
            ("callbacks", 12, |m| m.map(NAMES, 1, |m| m.map(NAMES, 1, Self::path_item))),
        ])
    }

    fn parameter(&mut self) -> Result<()> {
        if self.u.ratio(1, 8)? {
            return self.reference_object("parameters");
        }
        self.object(&[
            ("name", 1, |m| m.text(NAMES)),
            ("in", 1, |m| m.text(&["query", "path", "header", "cookie", "querystring", "body"])),
            ("required", 2, Self::flag),
            ("schema", 1, |m| m.schema(2)),
            ("style", 3, |m| m.text(STYLES)),
            ("explode", 3, Self::flag),
            ("allowReserved", 8, Self::flag),
            ("description", 3, |m| m.text(TEXTS)),
            ("content", 10, |m| m.map(MEDIA, 1, Self::media)),
            ("example", 8, Self::any),
        ])
    }

    fn header(&mut self) -> Result<()> {
        self.object(&[
            ("schema", 1, |m| m.schema(3)),
            ("required", 2, Self::flag),
            ("description", 3, |m| m.text(TEXTS)),
        ])
    }

    fn body(&mut self) -> Result<()> {
        if self.u.ratio(1, 8)? {
            return self.reference_object("requestBodies");
        }
        self.object(&[
            ("content", 1, |m| m.map(MEDIA, 3, Self::media)),
            ("required", 2, Self::flag),
            ("description", 3, |m| m.text(TEXTS)),
        ])
    }

    fn response(&mut self) -> Result<()> {
        if self.u.ratio(1, 8)? {
            return self.reference_object("responses");
        }
        self.object(&[
            ("description", 1, |m| m.text(TEXTS)),
            ("content", 1, |m| m.map(MEDIA, 2, Self::media)),
            ("headers", 4, |m| m.map(NAMES, 2, Self::header)),
        ])
    }

    fn media(&mut self) -> Result<()> {
        self.object(&[
            ("schema", 1, |m| m.schema(0)),
            ("example", 6, Self::any),
            ("examples", 8, |m| m.map(NAMES, 1, |m| m.object(&[("value", 1, Self::any)]))),
            ("encoding", 6, |m| {
                m.map(NAMES, 2, |m| {
                    m.object(&[
                        ("contentType", 2, |m| m.text(MEDIA)),
                        ("style", 2, |m| m.text(STYLES)),
                        ("explode", 2, Self::flag),
                    ])
                })
            }),
            ("itemSchema", 10, |m| m.schema(2)),
        ])
    }

    fn schema(&mut self, depth: u32) -> Result<()> {
        if self.budget == 0 || depth > 7 {
            self.out.push_str("{\"type\":\"string\"}");
            return Ok(());
        }
        self.budget -= 1;
        match self.u.int_in_range(0..=15)? {
            0 => self.object(&[
                ("type", 1, |m| m.text(&["string", "integer", "number", "boolean", "null"])),
                ("format", 3, |m| m.text(FORMATS)),
            ]),
            1 | 2 => self.reference_object("schemas"),
            3..=6 => self.object_schema(depth),
            7 => {
                self.out.push_str("{\"type\":\"array\"");
                self.maybe("items", 1, |m| m.schema(depth + 1))?;
                self.maybe("prefixItems", 4, |m| m.list(3, |m| m.schema(depth + 1)))?;
                self.maybe("minItems", 4, |m| m.number())?;
                self.maybe("maxItems", 4, |m| m.number())?;
                self.annotations()
            }
            8 | 9 => {
                let word = *self.pick(&["oneOf", "anyOf", "allOf"])?;
                self.out.push_str("{\"x-a\":0");
                self.member(word, |m| m.list(4, |m| m.schema(depth + 1)))?;
                self.maybe("discriminator", 4, |m| {
                    m.object(&[
                        ("propertyName", 1, |m| m.text(NAMES)),
                        ("mapping", 2, |m| m.map(NAMES, 2, |m| m.reference("schemas"))),
                    ])
                })?;
                self.annotations()
            }
            10 => {
                self.out.push_str("{\"x-a\":0");
                self.member("enum", |m| m.list(5, Self::any))?;
                self.maybe("type", 2, |m| m.text(&["string", "integer", "null", "object"]))?;
                self.annotations()
            }
            11 => {
                self.out.push_str("{\"x-a\":0");
                self.member("const", Self::any)?;
                self.annotations()
            }
            12 => {
                self.out.push_str("{\"type\":[\"string\",\"null\",\"integer\"]");
                self.annotations()
            }
            13 => {
                let word = *self.pick(&[
                    "true",
                    "false",
                    "{}",
                    "{\"not\":{}}",
                    "null",
                    "7",
                    "{\"type\":\"text\"}",
                    "{\"$ref\":7}",
                ])?;
                self.out.push_str(word);
                Ok(())
            }
            14 => {
                self.out.push_str("{\"x-a\":0");
                for word in [
                    "not",
                    "if",
                    "then",
                    "else",
                    "contains",
                    "propertyNames",
                    "contentSchema",
                    "unevaluatedProperties",
                ] {
                    self.maybe(word, 4, |m| m.schema(depth + 2))?;
                }
                self.maybe("$defs", 3, |m| m.map(NAMES, 2, |m| m.schema(depth + 2)))?;
                self.maybe("$anchor", 3, |m| m.text(NAMES))?;
                self.maybe("$dynamicRef", 3, |m| m.text(&["#x", "#/components/schemas/id", "#"]))?;
                self.maybe("$id", 4, |m| m.text(&["x", "https://example.com/x", "#", ""]))?;
                self.annotations()
            }
            _ => self.any(),
        }
    }

    fn object_schema(&mut self, depth: u32) -> Result<()> {
        self.out.push_str("{\"type\":\"object\"");
        self.member("properties", |m| m.map(NAMES, 5, |m| m.schema(depth + 1)))?;
        self.maybe("required", 2, |m| m.list(3, |m| m.text(NAMES)))?;
        self.maybe("additionalProperties", 3, |m| m.schema(depth + 2))?;
        self.maybe("patternProperties", 8, |m| {
            m.map(&["^x-", "(((", "(a+)+$"], 2, |m| m.schema(depth + 2))
        })?;
        self.maybe("allOf", 6, |m| m.list(3, |m| m.schema(depth + 1)))?;
        self.maybe("oneOf", 8, |m| m.list(3, |m| m.schema(depth + 1)))?;
        self.annotations()
    }

    /// What any schema may have, and its end.
    fn annotations(&mut self) -> Result<()> {
        self.maybe("title", 6, |m| m.text(NAMES))?;
        self.maybe("description", 4, |m| m.text(TEXTS))?;
        self.maybe("nullable", 8, Self::flag)?;
        self.maybe("deprecated", 8, Self::flag)?;
        self.maybe("readOnly", 12, Self::flag)?;
        self.maybe("default", 8, Self::any)?;
        self.maybe("example", 8, Self::any)?;
        self.maybe("pattern", 10, |m| m.text(&["^a$", "(a+)+$", "(", "\\\\d{1,9999999}"]))?;
        self.maybe("minimum", 10, Self::number)?;
        self.maybe("exclusiveMaximum", 10, Self::number)?;
        self.maybe("multipleOf", 12, Self::number)?;
        self.maybe("maxLength", 12, Self::number)?;
        self.out.push('}');
        Ok(())
    }

    fn reference_object(&mut self, kind: &str) -> Result<()> {
        self.out.push_str("{\"$ref\":");
        self.reference(kind)?;
        self.out.push('}');
        Ok(())
    }

    fn reference(&mut self, kind: &str) -> Result<()> {
        let name = *self.pick(NAMES)?;
        let escaped = name.replace('/', "~1");
        let _ = match self.u.int_in_range(0..=15)? {
            0 => write!(self.out, "\"#/components/schemas/{escaped}\""),
            1 => write!(self.out, "\"{name}\""),
            2 => write!(self.out, "\"#/components/schemas/{escaped}/properties/id\""),
            3 => write!(self.out, "\"#{name}\""),
            4 => write!(self.out, "\"#/paths/~1orders/get/responses/200\""),
            _ => write!(self.out, "\"#/components/{kind}/{escaped}\""),
        };
        Ok(())
    }

    fn any(&mut self) -> Result<()> {
        match self.u.int_in_range(0..=7)? {
            0 | 1 => self.text(TEXTS),
            2 => self.text(NAMES),
            3 => self.number(),
            4 => self.flag(),
            5 => self.list(2, |m| m.text(TEXTS)),
            6 => self.map(NAMES, 3, |m| m.text(TEXTS)),
            _ => {
                self.out.push_str("null");
                Ok(())
            }
        }
    }

    fn number(&mut self) -> Result<()> {
        let number = *self.pick(NUMBERS)?;
        self.out.push_str(number);
        Ok(())
    }

    fn flag(&mut self) -> Result<()> {
        let flag = *self.pick(&["true", "false", "true", "false", "\"true\"", "null"])?;
        self.out.push_str(flag);
        Ok(())
    }

    /// One of the texts, which are written as JSON has them.
    fn text(&mut self, texts: &[&str]) -> Result<()> {
        let text = *self.pick(texts)?;
        let _ = write!(self.out, "\"{text}\"");
        Ok(())
    }

    fn pick<'t, T>(&mut self, choices: &'t [T]) -> Result<&'t T> {
        self.u.choose(choices)
    }

    /// Another member of the object that is being written.
    fn member(&mut self, name: &str, value: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let _ = write!(self.out, ",\"{name}\":");
        if self.u.ratio(1, 100)? { self.any() } else { value(self) }
    }

    /// The same, once in `n` times.
    fn maybe(
        &mut self,
        name: &str,
        n: u8,
        value: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        if self.u.ratio(1, n)? { self.member(name, value) } else { Ok(()) }
    }

    /// An object of members that are there once in so many times.
    fn object(&mut self, members: &[Member<'_, 'a>]) -> Result<()> {
        self.out.push_str("{\"x-b\":0");
        for (name, n, value) in members {
            self.maybe(name, *n, value)?;
        }
        self.out.push('}');
        Ok(())
    }

    /// An object of up to `most` members with different names.
    fn map(
        &mut self,
        names: &[&str],
        most: usize,
        value: impl Fn(&mut Self) -> Result<()>,
    ) -> Result<()> {
        self.out.push('{');
        let mut used = Vec::new();
        for _ in 0..self.u.int_in_range(0..=most)? {
            let name = *self.pick(names)?;
            if !used.contains(&name) {
                let _ = write!(self.out, "{}\"{name}\":", if used.is_empty() { "" } else { "," });
                used.push(name);
                value(self)?;
            }
        }
        self.out.push('}');
        Ok(())
    }

    fn list(&mut self, most: usize, value: impl Fn(&mut Self) -> Result<()>) -> Result<()> {
        self.out.push('[');
        for index in 0..self.u.int_in_range(0..=most)? {
            self.out.push_str(if index > 0 { "," } else { "" });
            value(self)?;
        }
        self.out.push(']');
        Ok(())
    }
}
