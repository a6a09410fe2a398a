//! Decides which ways there are to write a parameter.

/// How a parameter is written: `style`, `explode` and `allowReserved` together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    pub(super) kind: Kind,
    pub(super) explode: bool,
    pub(super) reserved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Form,
    Simple,
    Label,
    Matrix,
    Space,
    Pipe,
    Deep,
    Cookie,
    Json,
    FormText,
    Content(&'static str),
}

impl Style {
    /// `form`
    pub const FORM: Self = Self::new(Kind::Form);
    /// `simple`
    pub const SIMPLE: Self = Self::new(Kind::Simple);
    /// `label`
    pub const LABEL: Self = Self::new(Kind::Label);
    /// `matrix`
    pub const MATRIX: Self = Self::new(Kind::Matrix);
    /// `spaceDelimited`
    pub const SPACE: Self = Self::new(Kind::Space);
    /// `pipeDelimited`
    pub const PIPE: Self = Self::new(Kind::Pipe);
    /// `deepObject`
    pub const DEEP: Self = Self::new(Kind::Deep);
    /// `content: application/json`
    pub const JSON: Self = Self::new(Kind::Json);

    /// `cookie`: as `form`, nothing encoded
    pub const COOKIE: Self = Self::new(Kind::Cookie);
    /// `content: application/x-www-form-urlencoded`: the whole value is the text of a form
    pub const FORM_TEXT: Self = Self::new(Kind::FormText);

    /// `contentType` of a form's member: JSON if it is that, else each value as text.
    pub const fn content(content_type: &'static str) -> Self {
        Self::new(Kind::Content(content_type))
    }

    /// The content type of a part in this style; empty when the style says nothing of it.
    pub(crate) fn content_type(self) -> &'static str {
        match self.kind {
            Kind::Json => "application/json",
            Kind::Content(content_type) => content_type,
            Kind::Form | Kind::Simple | Kind::Label | Kind::Matrix => "",
            Kind::Space | Kind::Pipe | Kind::Deep | Kind::Cookie => "",
            Kind::FormText => "application/x-www-form-urlencoded",
        }
    }

    const fn new(kind: Kind) -> Self {
        Self { kind, explode: false, reserved: false }
    }

    /// `explode: true`
    pub const fn explode(mut self) -> Self {
        self.explode = true;
        self
    }

    /// `allowReserved: true`
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }
}
