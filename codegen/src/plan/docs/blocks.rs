//! Lays blocks out in lines: what stands in front of each within lists and quotes, and where a blank line is due.

/// How deep lists and quotes may nest before their content is written without further indentation.
const DEEPEST: usize = 6;

/// A quote or a list's item around what is being written.
enum Container {
    Quote,
    Item { marker: String, written: bool, loose: bool },
    Flat,
}

/// The lines so far, and what is open around the next one.
#[derive(Default)]
pub(super) struct Blocks {
    lines: Vec<String>,
    containers: Vec<Container>,
    needs_blank: bool,
}

impl Blocks {
    /// All lines, when nothing more is to come.
    pub(super) fn finish(mut self) -> Vec<String> {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }

    /// Begins a quote.
    pub(super) fn quote(&mut self) {
        self.separate();
        self.open(Container::Quote);
    }

    /// Begins an item of a list, whose first line begins with `marker`.
    pub(super) fn item(&mut self, marker: String) {
        self.separate();
        self.open(Container::Item { marker, written: false, loose: false });
    }

    /// Says that the item at hand has paragraphs, between which blank lines stand.
    pub(super) fn loosen(&mut self) {
        if let Some(Container::Item { loose, .. }) = self.containers.last_mut() {
            *loose = true;
        }
    }

    /// Ends a quote.
    pub(super) fn end_quote(&mut self) {
        self.containers.pop();
        self.needs_blank = true;
    }

    /// Ends an item.
    pub(super) fn end_item(&mut self) {
        if let Some(Container::Item { loose, .. }) = self.containers.pop() {
            self.needs_blank = loose;
        }
    }

    /// Says that a block has ended here.
    pub(super) fn ended(&mut self) {
        self.needs_blank = true;
    }

    /// Writes a block of finished lines.
    pub(super) fn block<L: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = L>) {
        self.separate();
        for line in lines {
            self.line(line.as_ref());
        }
        self.needs_blank = true;
    }

    fn open(&mut self, container: Container) {
        let deep = self.containers.len() >= DEEPEST;
        self.containers.push(if deep { Container::Flat } else { container });
        self.needs_blank = false;
    }

    /// How many columns stand in front of a line.
    pub(super) fn indent(&self) -> usize {
        let width = |container: &Container| match container {
            Container::Quote => 2,
            Container::Item { marker, .. } => marker.len(),
            Container::Flat => 0,
        };
        self.containers.iter().map(width).sum()
    }

    /// Writes the blank line before a block, where there must be one.
    pub(super) fn separate(&mut self) {
        let tight = matches!(self.containers.last(), Some(Container::Item { loose: false, .. }));
        if self.needs_blank && !tight && !self.lines.is_empty() {
            let prefix = self.prefix(true);
            self.lines.push(prefix.trim_end().to_owned());
        }
        self.needs_blank = false;
    }

    fn line(&mut self, line: &str) {
        let prefix = self.prefix(false);
        self.lines.push(format!("{prefix}{line}").trim_end().to_owned());
    }

    fn prefix(&mut self, blank: bool) -> String {
        let mut prefix = String::new();
        for container in &mut self.containers {
            match container {
                Container::Quote => prefix.push_str("> "),
                Container::Item { marker, written, .. } if *written || blank => {
                    prefix.extend(std::iter::repeat_n(' ', marker.len()));
                }
                Container::Item { marker, written, .. } => {
                    *written = true;
                    prefix.push_str(marker);
                }
                Container::Flat => {}
            }
        }
        prefix
    }
}
