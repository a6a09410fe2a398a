//! Decides where the words of a text part: `accountIDs` is `account` and `ids`.

use super::whole;

/// Lower-case words of letters and digits, in order. A capital begins a word, and so does what follows a run of capitals;
/// marks part words and fall away; a letter of another script becomes its code point.
pub(crate) fn words(text: &str) -> Vec<String> {
    split(text, false)
}

/// As [`words`], with marks such as `+` spelt.
pub(super) fn spelt_words(text: &str) -> Vec<String> {
    split(text, true)
}

fn split(text: &str, spell: bool) -> Vec<String> {
    let chars: Vec<char> = fold(text).chars().take(2_000).collect();
    let mut words = Vec::new();
    let mut word = String::new();
    let mut index = 0;
    while let Some(&char) = chars.get(index) {
        let next = chars.get(index + 1).copied();
        if char.is_ascii_alphanumeric() {
            if begins_word(&word, &chars, index) {
                finish(&mut words, &mut word);
            }
            if word.is_empty()
                && let Some(length) = whole::at(&chars, index)
            {
                words.push(chars[index..index + length].iter().collect::<String>().to_lowercase());
                index += length;
                continue;
            }
            word.push(char);
        } else if char == '\'' || char == '\u{2019}' {
            // An apostrophe stands inside a word.
        } else if char.is_alphanumeric() {
            // Each run of such letters is one word of code points, which at least stays the same from run to run.
            if !word.is_empty()
                && !chars.get(index.wrapping_sub(1)).is_some_and(|it| is_foreign(*it))
            {
                finish(&mut words, &mut word);
            }
            word.push_str(&format!("u{:x}", u32::from(char)));
            if !next.is_some_and(is_foreign) {
                finish(&mut words, &mut word);
            }
        } else {
            finish(&mut words, &mut word);
            if spell {
                let (name, width) = spell_mark(char, next);
                words.extend(name.split_whitespace().map(str::to_owned));
                index += width - 1;
            }
        }
        index += 1;
    }
    finish(&mut words, &mut word);
    words
}

fn is_foreign(char: char) -> bool {
    !char.is_ascii() && char.is_alphanumeric()
}

fn finish(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word).to_ascii_lowercase());
    }
}

/// Whether the capital at `index` begins a word of its own.
fn begins_word(word: &str, chars: &[char], index: usize) -> bool {
    let char = chars[index];
    let Some(before) = word.chars().last() else { return false };
    if !char.is_ascii_uppercase() {
        return false;
    }
    if before.is_ascii_lowercase() || before.is_ascii_digit() {
        return true;
    }
    // `HTTPServer` parts before `Server`, but `URLs` and `IDs` are plurals and stay whole.
    let plural = chars.get(index + 1) == Some(&'s')
        && !chars.get(index + 2).is_some_and(char::is_ascii_lowercase);
    chars.get(index + 1).is_some_and(char::is_ascii_lowercase) && !plural
}

/// Latin letters with marks, without them.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            'à'..='ã' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => folded.push('A'),
            'ä' | 'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'Ç' | 'Ć' | 'Č' => folded.push('C'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => folded.push('e'),
            'È'..='Ë' | 'Ē' | 'Ę' | 'Ě' => folded.push('E'),
            'ì'..='ï' | 'ī' => folded.push('i'),
            'Ì'..='Ï' | 'Ī' => folded.push('I'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'Ñ' | 'Ń' | 'Ň' => folded.push('N'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => folded.push('O'),
            'ß' => folded.push_str("ss"),
            'ś' | 'š' => folded.push('s'),
            'Ś' | 'Š' => folded.push('S'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => folded.push('U'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'Ź' | 'Ż' | 'Ž' => folded.push('Z'),
            other => folded.push(other),
        }
    }
    folded
}

/// The words for a mark (with the mark after it, where the two are one sign) and how many characters that takes.
fn spell_mark(char: char, next: Option<char>) -> (&'static str, usize) {
    match (char, next) {
        ('<', Some('=')) => ("less or equal", 2),
        ('>', Some('=')) => ("greater or equal", 2),
        ('!', Some('=')) => ("not equal", 2),
        ('=', Some('=')) => ("equal", 2),
        ('=', Some('~')) => ("matches", 2),
        ('!', Some('~')) => ("not matches", 2),
        ('&', Some('&')) => ("and", 2),
        ('|', Some('|')) => ("or", 2),
        ('+', _) => ("plus", 1),
        ('-', _) | ('\u{2212}', _) => ("minus", 1),
        ('*', _) => ("star", 1),
        ('/', _) => ("slash", 1),
        ('\\', _) => ("backslash", 1),
        ('%', _) => ("percent", 1),
        ('=', _) => ("equal", 1),
        ('<', _) => ("less", 1),
        ('>', _) => ("greater", 1),
        ('!', _) => ("not", 1),
        ('&', _) => ("and", 1),
        ('|', _) => ("or", 1),
        ('^', _) => ("caret", 1),
        ('~', _) => ("tilde", 1),
        ('@', _) => ("at", 1),
        ('#', _) => ("hash", 1),
        ('$', _) => ("dollar", 1),
        ('?', _) => ("question", 1),
        (':', _) => ("colon", 1),
        (';', _) => ("semicolon", 1),
        (',', _) => ("comma", 1),
        ('.', _) => ("dot", 1),
        ('_', _) => ("underscore", 1),
        ('(', _) | ('[', _) | ('{', _) => ("open", 1),
        (')', _) | (']', _) | ('}', _) => ("close", 1),
        ('"', _) | ('`', _) => ("quote", 1),
        _ => ("", 1),
    }
}
