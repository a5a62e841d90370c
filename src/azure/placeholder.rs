//! Stand-ins that nobody replaced: `<tenant-id>`, `xxxxxxxx-…`, `undefined`.

use super::edge;
use super::letter::{is_letter, is_letter_or_digit};

/// Words that stand for a missing value, without anything but letters and digits. One string, because
/// each of a list would bring a pointer and a length.
const WORDS: &str = "undefined null none nil nan na tbd todo unknown changeme replaceme string guid uuid id \
    value placeholder notset redacted hidden tenant tenantid directoryid directorytenantid \
    clientid client appid applicationid applicationclientid subscription subscriptionid \
    managementgroupid objectid secret secretid secretvalue clientsecret password";

const OPENINGS: &str = "your my insert enter replace paste the";

const ENDINGS: &str = "id guid uuid secret value here tenant client subscription password domain key directory \
    group";

/// Whether a text is a stand-in for a value rather than a value: the nil GUID, a row of `x`, a name in
/// angle, curly or square brackets, a variable that was not expanded, `undefined`, `your-tenant-id`.
/// Works without copying the text, as it may be a secret.
pub fn is_placeholder(text: &str) -> bool {
    let text = edge::trim_secret(text);
    if text.is_empty() {
        return false;
    }
    is_mask(text) || is_wrapped(text) || is_variable(text) || is_word(text)
}

/// Rows of one stand-in character, and GUIDs with such rows in them: `xxxxxxxx-…`, `0000`, `1234xxxx-…`.
fn is_mask(text: &str) -> bool {
    let filler = |c: char| {
        matches!(c, 'x' | 'X' | '0' | '#' | '?' | '*' | '.' | '_' | '\u{2022}' | '\u{2026}' | '\u{25CF}')
    };
    let dash = |c: char| c == '-';
    let inner = text.trim_matches(|c| matches!(c, '{' | '}' | '(' | ')' | '<' | '>'));
    let fillers = inner.chars().filter(|&c| filler(c)).count();
    if fillers >= 3 && inner.chars().all(|c| filler(c) || dash(c)) {
        return true;
    }
    if inner == "0" {
        return true;
    }
    let crosses = inner.bytes().filter(|b| matches!(b, b'x' | b'X')).count();
    inner.len() == 36
        && crosses >= 4
        && inner.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit() || matches!(b, b'x' | b'X'),
        })
}

/// A name in brackets: `<tenant-id>`, `{subscriptionId}`, `{{ tenant }}`, `[your id]`, `${TENANT}`, `%TENANT%`, `__tenant__`.
fn is_wrapped(text: &str) -> bool {
    for (open, close) in [
        ("<", ">"),
        ("${{", "}}"),
        ("{{", "}}"),
        ("${", "}"),
        ("$(", ")"),
        ("#{", "}#"),
        ("{", "}"),
        ("[", "]"),
        ("%", "%"),
        ("__", "__"),
    ] {
        if let Some(inner) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            return !inner.is_empty() && inner.chars().any(is_letter) && is_name(inner);
        }
    }
    false
}

/// A shell variable: `$ARM_CLIENT_ID`, `$env:AZURE_TENANT_ID`.
fn is_variable(text: &str) -> bool {
    text.strip_prefix('$').is_some_and(|name| {
        name.len() >= 3 && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_' || b == b':')
    })
}

fn is_word(text: &str) -> bool {
    if !is_name(text) || text.contains('.') {
        return false;
    }
    WORDS.split(' ').any(|word| bare(text).eq(word.chars()))
        || (OPENINGS.split(' ').any(|word| starts(text, word))
            && ENDINGS.split(' ').any(|word| ends(text, word)))
}

/// Letters and what joins words.
fn is_name(text: &str) -> bool {
    text.chars()
        .all(|c| is_letter(c) || c.is_whitespace() || matches!(c, '-' | '_' | '.' | '/' | '(' | ')' | '\''))
}

fn bare(text: &str) -> impl DoubleEndedIterator<Item = char> + '_ {
    text.chars().filter(|&c| is_letter_or_digit(c)).map(|c| c.to_ascii_lowercase())
}

fn starts(text: &str, word: &str) -> bool {
    let mut chars = bare(text);
    word.chars().all(|c| chars.next() == Some(c)) && chars.next().is_some()
}

fn ends(text: &str, word: &str) -> bool {
    let mut chars = bare(text);
    word.chars().rev().all(|c| chars.next_back() == Some(c))
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn stand_ins() {
        for text in [
            "00000000-0000-0000-0000-000000000000",
            "00000000",
            "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
            "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX",
            "12345678-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
            "5f0c1b52-1d5e-XXXX-9f5c-0a3b7e2d4c61",
            "<tenant-id>",
            "{subscriptionId}",
            "{{ tenant }}",
            "${ARM_CLIENT_ID}",
            "$env:AZURE_TENANT_ID",
            "%TENANT_ID%",
            "[Your tenant ID]",
            "undefined",
            "NULL",
            "n/a",
            " 'your-tenant-id' ",
            "YOUR_CLIENT_SECRET",
            "Enter your tenant id here",
            "tenantId",
            "__tenant__",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn values() {
        for text in [
            "",
            "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61",
            "11111111-1111-1111-1111-111111111111",
            "contoso.com",
            "yourockid.com",
            "mygroup-prod-eu",
            "abc8Q~0123456789012345678901234567890",
            "{5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61}",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn words_that_only_resemble_one() {
        for text in ["$ab", "$a1b2c3", "id=", "your.domain", "contoso-tenant", "my", "the", "your"] {
            assert!(!is_placeholder(text), "{text}");
        }
        for text in ["$ARM_CLIENT_SECRET", "$env:TENANT", "$abc", "your-domain", "my tenant", "the_id"] {
            assert!(is_placeholder(text), "{text}");
        }
    }
}
