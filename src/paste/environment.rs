//! Environment variables: `.env` files, `export`, `set`, `setx`, `setenv`, fish's `set -gx`, `$env:`.

/// A command that sets a variable without a sign between name and value.
pub(super) fn set(line: &str) -> Option<(&str, &str)> {
    let mut rest = line;
    // A prompt may stand before it.
    for _ in 0..4 {
        let (word, after) = rest.split_once([' ', '\t'])?;
        let after = after.trim_start();
        // `C:\Users\me>setx` is one word.
        let command = word.rsplit('>').next().unwrap_or(word);
        let is = |name: &str| command.eq_ignore_ascii_case(name);
        if is("setx") || is("setenv") {
            return name_and_value(after);
        }
        if is("set") && after.starts_with('-') {
            let (_, after) = after.split_once(' ')?;
            return name_and_value(after.trim_start());
        }
        rest = after;
    }
    None
}

fn name_and_value(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once([' ', '\t'])?;
    is_name(name).then_some((name, value))
}

/// Whether it can be the name of a variable, `$env:` before it or not.
pub(super) fn is_name(name: &str) -> bool {
    let bare = name.strip_prefix('$').unwrap_or(name);
    let bare = match bare.get(..4) {
        Some(scope) if scope.eq_ignore_ascii_case("env:") => bare.get(4..).unwrap_or_default(),
        _ => bare,
    };
    !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::{is_name, set};

    #[test]
    fn commands_that_set() {
        for (line, expected) in [
            ("setx ARM_CLIENT_ID \"abc\"", Some(("ARM_CLIENT_ID", "\"abc\""))),
            (r"C:\Users\me>setx ARM_CLIENT_ID abc", Some(("ARM_CLIENT_ID", "abc"))),
            ("set -gx ARM_CLIENT_ID abc", Some(("ARM_CLIENT_ID", "abc"))),
            ("setenv ARM_CLIENT_ID abc", Some(("ARM_CLIENT_ID", "abc"))),
            ("set ARM_CLIENT_ID=abc", None),
            ("export ARM_CLIENT_ID=abc", None),
            ("", None),
        ] {
            assert_eq!(set(line), expected, "{line}");
        }
        assert!(is_name("$env:ARM_X") && is_name("ARM_X") && !is_name("a-b") && !is_name("$env:"));
        assert!(is_name("ABCD") && !is_name("a-b_cdef"), "only `env:` is taken off");
    }
}
