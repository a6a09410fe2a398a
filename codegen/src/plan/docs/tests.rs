use super::*;

fn check(text: &str, expected: &[&str]) {
    assert_eq!(clean(text).0, expected, "{text}");
}

#[test]
fn plain_text_stays_as_it_is() {
    check("Lists Workers of an account.", &["Lists Workers of an account."]);
}

#[test]
fn marks_of_direction_and_control_characters_are_taken_out() {
    check("a\u{202e}b\r\nc\u{0}\u{7f}d\re", &["ab cd e"]);
}

#[test]
fn bare_addresses_become_links() {
    check(
        "See https://example.com/a_b (or http://x.org).",
        &["See <https://example.com/a_b> (or <http://x.org>)."],
    );
}

#[test]
fn address_patterns_become_code() {
    check("At https://{account}.example.com/*", &["At `https://{account}.example.com/`\\*"]);
}

#[test]
fn unlinked_brackets_and_placeholders_are_escaped() {
    check("Use [name] or <account_id>, a*b", &["Use \\[name\\] or \\<account_id\\>, a\\*b"]);
}

#[test]
fn relative_links_keep_only_their_text() {
    check("[here](/docs/x) and [there](https://a.b/c)", &["here and [there](https://a.b/c)"]);
}

#[test]
fn code_blocks_are_never_rust() {
    check("Text:\n\n    let x = 1;\n", &["Text:", "", "```text", "let x = 1;", "```"]);
    check("```rust\nfn main() {}\n```", &["```text", "fn main() {}", "```"]);
    check("```json\n{}\n```", &["```json", "{}", "```"]);
}

#[test]
fn a_fence_is_longer_than_the_backticks_inside() {
    check("~~~\n```\n~~~", &["````text", "```", "````"]);
}

#[test]
fn headings_become_bold_paragraphs() {
    check("# Errors\nText **bold**", &["**Errors**", "", "Text **bold**"]);
}

#[test]
fn lists_are_indented_to_their_marker() {
    check("* one\n* two\n   more\n    * nested", &["- one", "- two more", "  - nested"]);
    check("1) a\n2) b", &["1. a", "2. b"]);
}

#[test]
fn html_becomes_markdown() {
    check(
        "<p>One <b>two</b></p><ul><li>x</li><li><code>y</code></li></ul>",
        &["One **two**", "", "- x", "- `y`"],
    );
    check("a<br>b", &["a\\", "b"]);
    check("<a href=\"https://a.b/c\">text</a>", &["[text](https://a.b/c)"]);
}

#[test]
fn tables_stay_tables() {
    check("|a|b|\n|-|-|\n|`x\\|y`|[z]|", &["| a | b |", "|---|---|", "| `x\\|y` | \\[z\\] |"]);
}

#[test]
fn lines_that_wrap_begin_no_block() {
    let text = format!("{} - and # more", "word ".repeat(22).trim_end());
    let lines = clean(&text).0;
    assert!(lines.iter().all(|line| line.chars().count() <= WIDTH + 1), "{lines:?}");
    assert!(
        lines.iter().all(|line| !line.starts_with("- ") && !line.starts_with("# ")),
        "{lines:?}"
    );
}

#[test]
fn a_number_at_the_start_of_a_wrapped_line_is_no_list() {
    assert_eq!(escape::line_start("2. x"), "2\\. x");
    assert_eq!(escape::line_start("---"), "\\---");
    assert_eq!(escape::line_start("2.5 x"), "2.5 x");
}

#[test]
fn code_spans_outlast_backticks() {
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`"), "`` ` ``");
    assert_eq!(code("a\nb"), "`a b`");
    assert_eq!(code(""), "(empty)");
}

#[test]
fn one_line_is_the_first_paragraph() {
    assert_eq!(line("First `x`\nline.\n\nSecond."), "First `x` line.");
    assert_eq!(line("```\ncode"), "\\`\\`\\`");
}

#[test]
fn cleaning_twice_changes_nothing() {
    for text in [
        "a_b [c] <d> https://x.y/z *e* **f** `g`",
        "- a\n- b\n\n  c",
        "> q\n> r",
        "1. x\n\n   ```json\n   {}\n   ```",
    ] {
        let once = clean(text).0.join("\n");
        assert_eq!(clean(&once).0.join("\n"), once);
    }
}
