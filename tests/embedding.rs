//! The profiles of the documentation are profiles.
// A panic here is a failed test.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use azure_connect::profile::Profile;

/// Each `json profile` block of the pages, with the page's name.
fn samples() -> Vec<(String, String)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/embedding");
    let mut samples = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let page = fs::read_to_string(&path).unwrap();
        for block in page.split("\n```json profile\n").skip(1) {
            let (code, _) = block.split_once("\n```").unwrap();
            samples.push((path.display().to_string(), code.to_owned()));
        }
    }
    samples
}

#[test]
fn every_profile_of_the_documentation_is_accepted() {
    let samples = samples();
    assert!(samples.len() >= 8, "only {} were found", samples.len());
    for (page, sample) in samples {
        if let Err(error) = Profile::parse(&sample) {
            panic!("{page}: {}: {}\n{sample}", error.path(), error.kind().code());
        }
    }
}
