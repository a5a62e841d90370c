//! The widget's own sentences, as the other pages get them.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

fn read(path: &str) -> BTreeMap<String, String> {
    println!("cargo:rerun-if-changed={path}");
    serde_json::from_str(&fs::read_to_string(path).expect(path)).expect(path)
}

fn main() {
    let texts = read("../../data/texts/en.json");
    let sentence = |key: &String| texts[key].replace("{platform}", "Harbor Demo");
    let arms: String =
        read("../words.json").iter().map(|(name, key)| format!("({name:?}) => {{ {:?} }};\n", sentence(key))).collect();
    let path = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("words.rs");
    fs::write(path, format!("macro_rules! say {{\n{arms}}}\n")).expect("OUT_DIR can be written");
}
