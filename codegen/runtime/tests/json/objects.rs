//! Objects: declared members, unknown ones, and what is kept.

use super::types::Script;
use crate::runtime::json::{from_slice, to_string};

#[test]
fn a_script_comes_back_as_it_was() {
    let text = r#"{"name":"a","note":null,"id":"x","tags":null,"type":"odd","rate":0.10000000000000000001,"placement":{"mode":"targeted","region":"r"},"zz":[1,{"a":1e400}],"size":null}"#;
    let script: Script = from_slice(text.as_bytes()).unwrap();
    assert_eq!(to_string(&script), text);
}
