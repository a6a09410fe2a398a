//! Decides how an operation's list goes on over several replies, and holds what the settings say of it against the description.

use super::Lowering;
use super::paths::Found;
use super::response::Responses;
use crate::diagnostic::{Code, Report};
use crate::ir::{Body, Location, MediaForm, Pagination, Paging, Parameter, Scalar, Shape, TypeRef};
use crate::settings::{self, Misnamed, PageKind, steps};

/// What became of one of the settings' rules.
#[derive(Clone, Debug, Default)]
pub(super) struct Tried {
    /// Whether it fits an operation.
    fits: bool,
    /// What the first operation that it was tried for lacks.
    fault: Option<Fault>,
}

/// Why a rule does not fit an operation.
#[derive(Clone, Debug)]
struct Fault {
    /// The setting.
    key: &'static str,
    /// What is wrong.
    message: String,
    /// The name that is not there, and those that are.
    misnamed: Option<(String, Vec<String>)>,
}

/// What an operation sends.
#[derive(Clone, Copy)]
pub(super) struct Inputs<'l> {
    pub(super) parameters: &'l [Parameter],
    pub(super) body: Option<&'l Body>,
}

/// What the settings say of the operation's list, as far as the description agrees.
pub(super) fn pagination(
    lowering: &mut Lowering<'_>,
    found: &Found<'_>,
    id: Option<&str>,
    decided: Option<&settings::Operation>,
    inputs: Inputs<'_>,
    responses: &Responses,
    report: &mut Report,
) -> Option<Pagination> {
    let settings = lowering.settings;
    let fitted = |lowering: &Lowering<'_>, rule: &settings::Pagination| {
        Fitting { lowering, rule, inputs, responses }.fit()
    };
    if let Some(rule) = decided.and_then(|decided| decided.pagination.as_ref()) {
        if rule.kind == PageKind::None {
            return None;
        }
        let fault = match fitted(lowering, rule) {
            Ok(pagination) => return Some(pagination),
            Err(fault) => fault,
        };
        let by_id = id.filter(|id| settings.operations.contains_key(*id));
        let key = by_id.map_or_else(|| found.key(), str::to_owned);
        match fault.misnamed {
            Some((wanted, known)) => lowering.seen.misnamed.push(Misnamed {
                path: ["operations", &key, "pagination", fault.key].map(str::to_owned).into(),
                message: format!("the operation `{key}`: {}", fault.message),
                wanted,
                known,
            }),
            None => {
                let message = format!("its list cannot be read by pages: {}", fault.message);
                report.add(Code::UnusablePagination, &found.operation.place, message);
            }
        }
        return None;
    }
    for (index, rule) in settings.pagination.iter().enumerate() {
        if !rule.admits(id, &found.method, &found.path) {
            continue;
        }
        let fitted = match rule.kind {
            PageKind::None => Ok(None),
            _ => fitted(lowering, rule).map(Some),
        };
        let tried = &mut lowering.rules[index];
        match fitted {
            Ok(pagination) => {
                tried.fits = true;
                return pagination;
            }
            Err(fault) => _ = tried.fault.get_or_insert(fault),
        }
    }
    None
}

/// Reports the rules that fit no operation.
pub(super) fn report_idle(lowering: &mut Lowering<'_>) {
    let rules = std::mem::take(&mut lowering.rules);
    for (index, tried) in rules.into_iter().enumerate().filter(|(_, tried)| !tried.fits) {
        let mut path = vec!["pagination".to_owned(), index.to_string()];
        let misnamed = match tried.fault {
            Some(fault) => {
                path.push(fault.key.to_owned());
                let message = format!("the rule fits no operation: {}", fault.message);
                let (wanted, known) = fault.misnamed.unwrap_or_default();
                Misnamed { path, message, wanted, known }
            }
            None => {
                let message = "no operation is called as the rule says".to_owned();
                path.push("operations".to_owned());
                Misnamed { path, message, wanted: String::new(), known: Vec::new() }
            }
        };
        lowering.seen.misnamed.push(misnamed);
    }
}

struct Fitting<'l, 'a> {
    lowering: &'l Lowering<'a>,
    rule: &'l settings::Pagination,
    inputs: Inputs<'l>,
    responses: &'l Responses,
}

impl Fitting<'_, '_> {
    fn fit(&self) -> Result<Pagination, Fault> {
        let rule = self.rule;
        let reply = self.responses.reply.ok_or_else(|| wrong("items", "its reply is no JSON"))?;
        let mut in_body = None;
        let mut asked = || match &rule.member {
            Some(path) => {
                let mut parents = steps(path);
                let name = self.member(&parents)?;
                parents.pop();
                in_body = Some(parents);
                Ok(name)
            }
            None => self.parameter(rule.parameter.as_deref().unwrap_or_default()),
        };
        let kind = match rule.kind {
            PageKind::None | PageKind::Single => Paging::Single,
            PageKind::Page => Paging::Page(asked()?, rule.first.unwrap_or(1)),
            PageKind::Offset => Paging::Offset(asked()?),
            PageKind::Cursor => Paging::Cursor(asked()?),
            PageKind::Link => Paging::Link,
        };
        if let Some(header) = &rule.header {
            self.header(header)?;
        }
        for (key, path) in rule.members() {
            let Some(path) = path else { continue };
            let ty = self.walk(key, "its reply", reply, &steps(path))?;
            let expected = match key {
                "items" => continue,
                "next" => &[Scalar::String, Scalar::I64] as &[Scalar],
                "more" => &[Scalar::Bool],
                _ => &[Scalar::I64],
            };
            self.scalar(key, ty, expected)?;
        }
        let items = match (&rule.items, self.opened()) {
            (Some(path), _) => steps(path),
            (None, Some(member)) => vec![member.to_owned()],
            (None, None) => Vec::new(),
        };
        let list = self.walk("items", "its reply", reply, &items)?;
        let item = match self.lowering.schemas.ty(list).shape {
            Shape::Array(item) => item,
            Shape::Any { .. } => list,
            _ => return Err(wrong("items", "its reply has no list there")),
        };
        if let Some(path) = &rule.last {
            let ty = self.walk("last", "an item", item, &steps(path))?;
            self.scalar("last", ty, &[Scalar::String, Scalar::I64])?;
        }
        let path = |path: &Option<String>| path.as_deref().map(steps).unwrap_or_default();
        Ok(Pagination {
            kind,
            in_body,
            header: rule.header.clone(),
            items,
            next: path(&rule.next),
            last: path(&rule.last),
            more: path(&rule.more),
            pages: path(&rule.pages),
            total: path(&rule.total),
            item,
        })
    }

    /// The member that the envelope opens.
    fn opened(&self) -> Option<&str> {
        self.responses.success.iter().find_map(|response| response.member.as_deref())
    }

    fn parameter(&self, name: &str) -> Result<String, Fault> {
        let query: Vec<&Parameter> =
            self.inputs.parameters.iter().filter(|it| it.location == Location::Query).collect();
        let found = query.iter().find(|it| it.name == name).ok_or_else(|| Fault {
            key: "parameter",
            message: format!("there is no query parameter `{name}`"),
            misnamed: Some((name.to_owned(), query.iter().map(|it| it.name.clone()).collect())),
        })?;
        self.scalar("parameter", found.ty, &[Scalar::String, Scalar::I64])?;
        Ok(name.to_owned())
    }

    /// The name of the body's member at the end of a path.
    fn member(&self, path: &[String]) -> Result<String, Fault> {
        let body = self.inputs.body.and_then(|body| body.media.first());
        let Some(MediaForm::Json(body)) = body.map(|media| &media.form) else {
            return Err(wrong("member", "it sends no JSON"));
        };
        let ty = self.walk("member", "its request", *body, path)?;
        let whole_numbers = self.rule.kind != PageKind::Cursor || !self.takes_text(ty);
        // What comes as a text goes out as one, and a number as a number.
        let kinds: &[Scalar] = if whole_numbers { &[Scalar::I64] } else { &[Scalar::String] };
        self.scalar("member", ty, kinds)?;
        if self.rule.kind == PageKind::Cursor {
            if self.rule.header.is_some() && whole_numbers {
                return Err(wrong("member", "`member` must be a text, as the header is"));
            }
            let reply = self.responses.reply;
            if let (Some(path), Some(reply)) = (&self.rule.next, reply) {
                let next = self.walk("next", "its reply", reply, &steps(path))?;
                self.scalar("next", next, kinds)?;
            }
        }
        Ok(path.last().cloned().unwrap_or_default())
    }

    fn takes_text(&self, ty: TypeRef) -> bool {
        self.scalar("member", ty, &[Scalar::String]).is_ok()
    }

    /// Checks that the reply has a header.
    fn header(&self, name: &str) -> Result<(), Fault> {
        let all = self.responses.success.iter().flat_map(|response| &response.headers);
        let known: Vec<String> = all.map(|(name, _)| name.clone()).collect();
        if known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return Ok(());
        }
        Err(Fault {
            key: "header",
            message: format!("its reply has no header `{name}`"),
            misnamed: Some((name.to_owned(), known)),
        })
    }

    /// The type of the member at the end of a path.
    fn walk(
        &self,
        key: &'static str,
        of: &str,
        from: TypeRef,
        path: &[String],
    ) -> Result<TypeRef, Fault> {
        let mut ty = from;
        for name in path {
            let schemas = &self.lowering.schemas;
            ty = match &schemas.ty(ty).shape {
                // Of what is in there nothing is known.
                Shape::Any { .. } => return Ok(ty),
                Shape::Map(map) => map.value,
                Shape::Object(object) => match schemas.member(ty, name) {
                    Some(member) => member.ty,
                    None => {
                        let known = object.members.iter().map(|member| member.name.clone());
                        return Err(Fault {
                            key,
                            message: format!("{of} has no member `{}`", path.join(".")),
                            misnamed: Some((name.clone(), known.collect())),
                        });
                    }
                },
                _ => {
                    let message = format!("{of} has no member `{}`", path.join("."));
                    return Err(Fault { key, message, misnamed: Some((name.clone(), Vec::new())) });
                }
            };
        }
        Ok(ty)
    }

    /// Whether a value is one of the kinds that make sense; any whole number does where one of 64 bits does.
    fn scalar(&self, key: &'static str, ty: TypeRef, kinds: &[Scalar]) -> Result<(), Fault> {
        let fits = match &self.lowering.schemas.ty(ty).shape {
            Shape::Scalar(Scalar::String | Scalar::DateTime | Scalar::Date) => {
                kinds.contains(&Scalar::String)
            }
            Shape::Scalar(Scalar::Bool) => kinds.contains(&Scalar::Bool),
            Shape::Scalar(Scalar::Binary) => false,
            Shape::Scalar(_) => kinds.contains(&Scalar::I64),
            Shape::Any { .. } | Shape::Union(_) | Shape::Enum(_) | Shape::Alias(_) => true,
            Shape::Null | Shape::Object(_) | Shape::Map(_) | Shape::Array(_) | Shape::Tuple(_) => {
                false
            }
        };
        if fits {
            return Ok(());
        }
        let expected = match kinds {
            [Scalar::Bool] => "a boolean",
            [Scalar::I64] => "a number",
            [Scalar::String] => "a text",
            _ => "a text or number",
        };
        Err(wrong(key, &format!("`{key}` must be {expected}")))
    }
}

fn wrong(key: &'static str, message: &str) -> Fault {
    Fault { key, message: message.to_owned(), misnamed: None }
}
