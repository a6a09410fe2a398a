//! Lays out the calls of the runtime's macros: on one line where it fits, else as many entries a line as fit.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Columns of a line of a macro call.
const WIDTH: usize = 110;

/// The text of a call `name! { … }` that stands as an item of its own; nothing for other shapes of macro items.
pub(super) fn print(item: &syn::ItemMacro) -> Option<String> {
    let braced = matches!(item.mac.delimiter, syn::MacroDelimiter::Brace(_));
    let name = item
        .mac
        .path
        .get_ident()
        .filter(|_| braced && item.ident.is_none() && item.attrs.is_empty())?;
    let tokens = &item.mac.tokens;
    let short = format!("{name}! {{ {} }}\n", line(tokens.clone()));
    if short.chars().count() <= WIDTH {
        return Some(short);
    }
    // `Name { entries }`: the entries are what is long.
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let (TokenTree::Group(body), head) = trees.split_last()? else { return Some(short) };
    if body.delimiter() != Delimiter::Brace {
        return Some(short);
    }
    let head = line(head.iter().cloned().collect());
    let mut text = format!("{name}! {{ {head} {{\n");
    for group in groups(body) {
        fill(&mut text, &group);
    }
    text.push_str("} }\n");
    Some(text)
}

/// The body's parts between semicolons, each a list of entries with what follows them.
fn groups(body: &Group) -> Vec<Vec<String>> {
    let mut groups = vec![Vec::new()];
    let mut entry = TokenStream::new();
    for tree in body.stream() {
        let end = match &tree {
            TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';') => {
                Some(punct.as_char())
            }
            _ => None,
        };
        entry.extend([tree]);
        if let (Some(end), Some(group)) = (end, groups.last_mut()) {
            group.push(line(std::mem::take(&mut entry)));
            if end == ';' {
                groups.push(Vec::new());
            }
        }
    }
    if let (false, Some(group)) = (entry.is_empty(), groups.last_mut()) {
        group.push(line(entry));
    }
    groups
}

/// Writes entries, as many a line as fit; an entry with arguments (what selects a branch) has a line of its own.
fn fill(text: &mut String, entries: &[String]) {
    // What a word introduces (`optional a, b;`) goes on below it.
    let introduced = entries.last().is_some_and(|last| last.ends_with(';'));
    let indent = if introduced { 8 } else { 4 };
    let mut columns = 0;
    let mut alone = false;
    for entry in entries {
        let length = entry.chars().count();
        if columns == 0 {
            text.push_str("    ");
            columns = 4;
        } else if alone || entry.contains('(') || columns + 1 + length > WIDTH {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', indent));
            columns = indent;
        } else {
            text.push(' ');
            columns += 1;
        }
        alone = entry.contains('(');
        text.push_str(entry);
        columns += length;
    }
    if columns > 0 {
        text.push('\n');
    }
}

/// Tokens on one line, spaced as a person would.
pub(super) fn line(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut before: Option<TokenTree> = None;
    for tree in tokens {
        if before.as_ref().is_some_and(|before| spaced(before, &tree)) {
            text.push(' ');
        }
        match &tree {
            TokenTree::Group(group) => text.push_str(&enclosed(group)),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {
                text.push_str(&tree.to_string())
            }
        }
        before = Some(tree);
    }
    text
}

fn enclosed(group: &Group) -> String {
    let inner = line(group.stream());
    match group.delimiter() {
        Delimiter::Brace if inner.is_empty() => "{}".to_owned(),
        Delimiter::Brace => format!("{{ {inner} }}"),
        Delimiter::Bracket => format!("[{inner}]"),
        Delimiter::Parenthesis => format!("({inner})"),
        Delimiter::None => inner,
    }
}

/// Whether a space stands between two tokens.
fn spaced(before: &TokenTree, after: &TokenTree) -> bool {
    let mark = |tree: &TokenTree| match tree {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => None,
    };
    let opens = |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    match (mark(before), mark(after)) {
        // The closing mark of `Vec<T>`, and the second half of `=>`.
        (_, Some(',' | ';' | ':' | '?' | '!' | '<' | '>')) => false,
        (Some('.' | ':' | '<' | '&' | '#' | '!'), _) => false,
        // A further call in a chain.
        (_, Some('.')) if opens(before) => false,
        _ => !(matches!(before, TokenTree::Ident(_)) && opens(after)),
    }
}
