//! One line of an `.env` file.

/// Adds `NAME=value` and a line feed to `text`. A value that a shell or a reader of such files could take for
/// more than its letters is quoted: in single quotes, which keep everything as it is, or, where it holds one
/// itself, in double quotes with backslashes.
pub fn env_line(text: &mut String, name: &str, value: &str) {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/+:@%,".contains(&b);
    text.push_str(name);
    text.push('=');
    if value.bytes().all(plain) {
        text.push_str(value);
    } else if !value.contains('\'') {
        text.push('\'');
        text.push_str(value);
        text.push('\'');
    } else {
        text.push('"');
        for letter in value.chars() {
            if matches!(letter, '"' | '\\' | '$' | '`') {
                text.push('\\');
            }
            text.push(letter);
        }
        text.push('"');
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_they_have_to_be() {
        let table = [
            ("Kp48Q~a.b-c_d", "K=Kp48Q~a.b-c_d\n"),
            ("a#b", "K='a#b'\n"),
            ("a$b=c", "K='a$b=c'\n"),
            ("it's $5", "K=\"it's \\$5\"\n"),
            ("a'\"\\`", "K=\"a'\\\"\\\\\\`\"\n"),
            ("", "K=\n"),
        ];
        for (value, line) in table {
            let mut text = String::new();
            env_line(&mut text, "K", value);
            assert_eq!(text, line);
        }
    }
}
