//! What is comment and what is string in a script, so that a reader finds the way through it.

use super::Language;

/// What a piece of a script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The first line.
    Opening,
    /// A comment, to the end of its line.
    Comment,
    /// A string, with its quotes.
    Quoted,
    /// All else.
    Plain,
}

impl Mark {
    /// The stable name; it is a class in the markup.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Comment => "comment",
            Self::Quoted => "quoted",
            Self::Plain => "plain",
        }
    }
}

/// The pieces of a script, in order: put together they are the text. It is a reader's aid and no parser: in
/// the scripts of this crate it finds all, in others it may mark too much.
pub fn marks(text: &str, language: Language) -> Vec<(Mark, &str)> {
    let opening = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut pieces = Pieces { text, pieces: Vec::new(), from: 0 };
    pieces.cut(opening, Mark::Opening);
    let (bytes, here) = (text.as_bytes(), language == Language::PowerShell);
    let mut at = opening;
    while let Some(byte) = bytes.get(at) {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before)).copied().unwrap_or(b'\n');
        let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
        match byte {
            b'\\' if language == Language::Bash => at += 2,
            b'`' if language == Language::PowerShell => at += 2,
            // A here-string holds the script: its quotes are those of a bracket.
            b'@' if here && next == b'\'' && bytes.get(at + 2) == Some(&b'\n') => at += 2,
            b'\'' if here && next == b'@' && before == b'\n' => at += 2,
            b'\'' | b'"' if language != Language::Terraform || *byte == b'"' => {
                let dollar = language == Language::Bash && before == b'$' && *byte == b'\'';
                pieces.cut(if dollar { at - 1 } else { at }, Mark::Plain);
                at = end_of_string(bytes, at, *byte, language, dollar);
                pieces.cut(at, Mark::Quoted);
            }
            // In a shell it begins a comment only where a word could begin.
            b'#' if before.is_ascii_whitespace() => {
                pieces.cut(at, Mark::Plain);
                at =
                    bytes.iter().skip(at).position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end);
                pieces.cut(at, Mark::Comment);
            }
            _ => at += 1,
        }
    }
    pieces.cut(text.len(), Mark::Plain);
    pieces.pieces
}

/// Behind the closing quote of the string that begins at `at`.
fn end_of_string(bytes: &[u8], at: usize, quote: u8, language: Language, dollar: bool) -> usize {
    let escape = match language {
        Language::Bash if quote == b'"' || dollar => b'\\',
        Language::PowerShell if quote == b'"' => b'`',
        Language::Terraform => b'\\',
        // Nothing escapes here; a quote is never an escape.
        _ => quote,
    };
    // Strings in strings are not followed; so that they turn no further line inside out, a string ends with
    // its line, but for the lists of a shell.
    let lines = language == Language::Bash && quote == b'\'';
    let mut at = at + 1;
    while let Some(byte) = bytes.get(at) {
        match *byte {
            byte if byte == quote => return at + 1,
            b'\n' if !lines => return at,
            byte if byte == escape => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

struct Pieces<'a> {
    text: &'a str,
    pieces: Vec<(Mark, &'a str)>,
    from: usize,
}

impl Pieces<'_> {
    /// A piece ends here. All ends are beside ASCII, so they are between characters.
    fn cut(&mut self, to: usize, mark: Mark) {
        let to = to.min(self.text.len());
        if let Some(piece) = self.text.get(self.from..to).filter(|piece| !piece.is_empty()) {
            self.pieces.push((mark, piece));
            self.from = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure::Cloud;
    use crate::profile::Profile;
    use crate::script::{Job, Task, Trust};

    fn found(text: &str, language: Language) -> Vec<(Mark, &str)> {
        marks(text, language).into_iter().filter(|(mark, _)| *mark != Mark::Plain).collect()
    }

    #[test]
    fn comments_and_strings() {
        use Mark::{Comment, Opening, Quoted};
        assert_eq!(
            found("bash <<'E'\n# it's\na=\"b\\\"#c\" # d\ne=$'f\\'g' ${#h} \\' 'i#'\n", Language::Bash),
            [
                (Opening, "bash <<'E'\n"),
                (Comment, "# it's"),
                (Quoted, "\"b\\\"#c\""),
                (Comment, "# d"),
                (Quoted, "$'f\\'g'"),
                (Quoted, "'i#'")
            ]
        );
        assert_eq!(
            found("& {\n$s = @'\n$a = 'it''s' # b\n'@\n", Language::PowerShell),
            [(Opening, "& {\n"), (Quoted, "'it'"), (Quoted, "'s'"), (Comment, "# b")]
        );
        assert_eq!(
            found("locals {\n  a = \"it's \\\" #\" # it's\n}\n", Language::Terraform),
            [(Opening, "locals {\n"), (Quoted, "\"it's \\\" #\""), (Comment, "# it's")]
        );
    }

    #[test]
    fn odd_texts_end_too() {
        assert_eq!(found("\n\"a\n#b\n", Language::Bash).last(), Some(&(Mark::Comment, "#b")));
        for text in ["", "#", "\n'", "\n\"\\", "\n\\", "\n`", "é\n'é", "\n\\é", "\n\"`é"] {
            for language in Language::ALL {
                let pieces = marks(text, language);
                assert_eq!(pieces.iter().map(|(_, piece)| *piece).collect::<String>(), text);
            }
        }
    }

    #[test]
    fn every_script_is_whole_and_ends_outside_of_strings() {
        let profile = Profile::parse(include_str!("../../www/profiles/demo.json")).unwrap();
        let client = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10".parse().unwrap();
        let scopes = vec!["/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5".parse().unwrap()];
        for language in Language::ALL {
            for task in [Task::Connect { new_secret: false }, Task::TearDown { client }] {
                let (cloud, trust) = (Cloud::AzureCloud, Trust::Secret);
                let scopes = scopes.clone();
                let job = Job { profile: &profile, cloud, tenant: None, scopes, trust, task, dry_run: false };
                let Ok(script) = job.write(language) else { continue };
                let pieces = marks(&script.text, language);
                assert_eq!(pieces.iter().map(|(_, piece)| *piece).collect::<String>(), script.text);
                let last = pieces.last().unwrap();
                assert_eq!(last.0, Mark::Plain, "{language:?}: {}", last.1);
                // A quote that is taken for the wrong one turns all that follows inside out.
                let comments = pieces.iter().filter(|(mark, _)| *mark == Mark::Comment).count();
                let lines = script.text.lines().filter(|line| line.trim_start().starts_with('#')).count();
                assert!(comments >= lines && comments < lines + 20, "{language:?}: {comments} of {lines}");
            }
        }
    }
}
