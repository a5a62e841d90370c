//! Mended JSON: it is JSON, it stays as it is, and what was JSON is not touched.

use azure_connect::json::{self, repair};

pub fn check(text: &str) {
    match repair(text) {
        Ok(repaired) => {
            assert!(json::parse(&repaired.text).is_ok(), "{:?}", repaired.text);
            assert!(repaired.text.len() <= text.len() * 6 + 6);
            assert!(repaired.count >= repaired.mends.len());
            for mend in &repaired.mends {
                assert!(!mend.kind.code().is_empty());
                place(text, mend.line, mend.column);
            }
            let in_order =
                |pair: &[json::Mend]| (pair[0].line, pair[0].column) <= (pair[1].line, pair[1].column);
            assert!(repaired.mends.windows(2).all(in_order), "{:?}", repaired.mends);
            // A byte order mark is no mend: nobody sees it, and readers of files leave it out.
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            assert_eq!(json::parse(text).is_ok(), repaired.count == 0);
            if repaired.count == 0 {
                let space = [' ', '\t', '\r', '\n'];
                // White space around a document is not part of it.
                assert_eq!(repaired.text.trim_start_matches(space), text.trim_start_matches(space));
            } else if text.len() < super::CLOSE {
                assert_eq!(
                    repair(&repaired.text).map(|again| (again.text, again.count)),
                    Ok((repaired.text, 0))
                );
            }
        }
        Err(error) => {
            assert!(json::parse(text).is_err(), "what was JSON is refused: {error:?}");
            place(text, error.line(), error.column());
            if let Some(open) = error.open() {
                place(text, open.line, open.column);
                assert!((open.line, open.column) <= (error.line(), error.column()), "{error:?}");
            }
        }
    }
}

/// Line and column are somewhere in the text, or right behind it.
fn place(text: &str, line: usize, column: usize) {
    if text.len() < super::CLOSE {
        let columns = text.split('\n').nth(line - 1).map_or(0, |line| line.chars().count() + 1);
        assert!((1..=columns).contains(&column), "{line}:{column} of {columns}");
    }
}
