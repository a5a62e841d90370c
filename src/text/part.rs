//! Looking for a part of a text.

/// Where a part begins, in bytes. The plain search: the texts are an admin's or our own and short, and the
/// standard library's searcher, fast on long ones, is 2 kB of the wasm.
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    let (first, rest) = part.as_bytes().split_first()?;
    let text = text.as_bytes();
    // A byte first: comparing slices is a call, and five thousand lines are looked through at a keystroke.
    let begins = |at: usize| text.get(at + 1..).is_some_and(|behind| behind.starts_with(rest));
    text.iter().enumerate().position(|(at, byte)| byte == first && begins(at))
}

/// What stands before and behind the first occurrence of a part.
pub(crate) fn split_once<'t>(text: &'t str, part: &str) -> Option<(&'t str, &'t str)> {
    let at = find(text, part)?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{find, split_once};

    proptest! {
        #[test]
        fn finds_what_the_standard_library_finds(text in "[abé]{0,12}", part in "[abé]{1,3}") {
            prop_assert_eq!(find(&text, &part), text.find(&part));
            prop_assert_eq!(split_once(&text, &part), text.split_once(&part));
        }
    }
}
