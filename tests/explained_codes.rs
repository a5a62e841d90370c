//! Every code that the reference host gives a check of its own has words in the wizard.

// The helpers build test data: a panic there is a failed test.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use azure_connect::wizard::Explanation;

/// Where the host speaks of checks; what it says of fields elsewhere is explained by its field.
const SPEAKERS: [&str; 2] = ["reference-host/src/verification", "reference-host/src/azure"];

/// How a code stands in the sources.
const MARKS: [&str; 3] = ["Reason::own(\"", "code: \"", "Shown::new(\""];

#[test]
fn every_code_in_the_hosts_sources_is_explained() {
    let mut found = Vec::new();
    for folder in SPEAKERS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                found.extend(MARKS.iter().flat_map(|mark| quoted(code, mark)));
            }
        }
    }
    for known in ["tenant-mismatch", "permissions-missing", "azure-unreachable", "role-outdated"] {
        assert!(found.iter().any(|code| code == known), "{known} is not where it was: {found:?}");
    }
    for code in found {
        assert!(Explanation::of(&code).is_known(), "{code} has no explanation");
    }
}

fn quoted(text: &str, mark: &str) -> Vec<String> {
    let starts = text.match_indices(mark).map(|(at, _)| at + mark.len());
    starts.filter_map(|at| text[at..].split('"').next()).map(str::to_owned).collect()
}
