//! A value in the words of a language: one literal, whatever stands in it.

/// One bash word in `$'…'`: it holds every byte that a value can have, needs no newline of its own, and has
/// nothing in it that an interactive shell could take for history, a completion or another character set.
/// Lines of plain words, such as operations, stay lines.
pub(super) fn bash(text: &str) -> String {
    if text.contains('\n') && text.split('\n').all(is_plain_word) {
        return ["'", text, "'"].concat();
    }
    const SAFE: &[u8] = b"-_./:@,=+% ()[]{}<>?*|&;#~^\"$`!";
    let mut word = String::from("$'");
    for byte in text.bytes() {
        match byte {
            b'\'' | b'\\' => {
                word.push('\\');
                word.push(char::from(byte));
            }
            b'\n' => word.push_str("\\n"),
            _ if byte.is_ascii_alphanumeric() || SAFE.contains(&byte) => word.push(char::from(byte)),
            _ => {
                word.push_str("\\x");
                for half in [byte >> 4, byte & 15] {
                    word.extend(char::from_digit(u32::from(half), 16));
                }
            }
        }
    }
    word.push('\'');
    word
}

/// A string of PowerShell, in characters that every encoding of a file or a terminal keeps. PowerShell takes
/// typographic quotes for quotes too, so those and all else beyond ASCII are put in by number.
pub(super) fn powershell(text: &str) -> String {
    let plain = |c: char| c.is_ascii() && !c.is_ascii_control();
    if text.chars().all(plain) {
        return ["'", &text.replace('\'', "''"), "'"].concat();
    }
    let mut word = String::from("('");
    let mut inside = true;
    for c in text.chars() {
        if plain(c) != inside {
            word.push_str(if inside { "'" } else { "+'" });
            inside = !inside;
        }
        match c {
            '\'' => word.push_str("''"),
            c if inside => word.push(c),
            c => {
                word.push_str("+[char]::ConvertFromUtf32(");
                word.push_str(&u32::from(c).to_string());
                word.push(')');
            }
        }
    }
    word.push_str(if inside { "')" } else { ")" });
    word
}

/// A word that means itself in every quotation.
fn is_plain_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./:*".contains(&b))
}

/// A raw string of JMESPath, the language of az `--query`: `'…'` with `\'` and `\\`
/// (jmespath.org, specification, “Raw String Literals”).
pub(super) fn jmes(text: &str) -> String {
    let mut word = String::from("'");
    for c in text.chars() {
        if matches!(c, '\'' | '\\') {
            word.push('\\');
        }
        word.push(c);
    }
    word.push('\'');
    word
}

/// A string of an OData filter: `'…'` with doubled quotes (OData 4.01, URL conventions, 5.1.1.6.1).
pub(super) fn odata(text: &str) -> String {
    ["'", &text.replace('\'', "''"), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::{bash, jmes, odata, powershell};

    #[test]
    fn literals() {
        assert_eq!(bash("it's \\ $HOME `id` !1"), r"$'it\'s \\ $HOME `id` !1'");
        assert_eq!(bash("a\tb\nc\r"), r"$'a\x09b\nc\x0d'");
        assert_eq!(bash("A.B/c/read\n*/read"), "'A.B/c/read\n*/read'");
        assert_eq!(bash("A.B/c/read\n"), r"$'A.B/c/read\n'");
        assert_eq!(bash("a\n\nb"), r"$'a\n\nb'");
        assert_eq!(bash("é"), r"$'\xc3\xa9'");
        assert_eq!(powershell("it's $x `n"), "'it''s $x `n'");
        assert_eq!(
            powershell("’é a\n"),
            "(''+[char]::ConvertFromUtf32(8217)+[char]::ConvertFromUtf32(233)+' a'+[char]::ConvertFromUtf32(10))"
        );
        assert_eq!(jmes("it's \\"), r"'it\'s \\'");
        assert_eq!(odata("it's"), "'it''s'");
    }
}
