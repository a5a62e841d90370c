use std::fmt;

use super::Node;
use super::stray;

/// How deeply lists and objects may stand in one another. The reader's own stack is bounded by it.
const DEEPEST: u8 = 127;

/// Reads a JSON text (RFC 8259).
///
/// # Errors
/// Where the text stops being JSON, and why.
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    read(text, false)
}

/// Reads a JSON object of nothing but strings.
///
/// # Errors
/// Where the text stops being one.
pub fn parse_table(text: &str) -> Result<Vec<(String, String)>, SyntaxError> {
    match read(text, true)? {
        Node::Object(entries) => {
            Ok(entries.into_iter().filter_map(|(key, node)| Some((key, node.text()?))).collect())
        }
        _ => Err(SyntaxError { kind: SyntaxErrorKind::Unexpected, line: 1, column: 1 }),
    }
}

fn read(text: &str, table: bool) -> Result<Node, SyntaxError> {
    let mut reader = Reader { text, at: 0, table };
    reader.document().map_err(|kind| {
        let (kind, at) =
            if kind == SyntaxErrorKind::Unexpected { known(text, reader.at) } else { (kind, reader.at) };
        SyntaxError::new(kind, text, at)
    })
}

/// What stands at a place where JSON cannot go on, if it is one of the usual things, and where it begins.
fn known(text: &str, at: usize) -> (SyntaxErrorKind, usize) {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let kind = match rest.chars().next() {
        Some(']' | '}') => {
            let before = before.trim_end_matches([' ', '\t', '\n', '\r']);
            if before.ends_with(',') {
                return (SyntaxErrorKind::TrailingComma, before.len() - 1);
            }
            SyntaxErrorKind::Unexpected
        }
        Some('#') => SyntaxErrorKind::Comment,
        Some('/') if rest.starts_with("//") || rest.starts_with("/*") => SyntaxErrorKind::Comment,
        Some('\'') => SyntaxErrorKind::SingleQuote,
        Some('<' | '&') if stray::is_markup(text, at) => SyntaxErrorKind::Markup,
        Some(c) if stray::is_smart_double(c) || stray::is_smart_single(c) => SyntaxErrorKind::SmartQuote,
        Some(c) if stray::is_invisible(c) => SyntaxErrorKind::Invisible,
        _ => SyntaxErrorKind::Unexpected,
    };
    (kind, at)
}

/// A text that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    kind: SyntaxErrorKind,
    line: usize,
    column: usize,
}

/// The kinds of [`SyntaxError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// The text ends in the middle of a value.
    End,
    /// Something that does not belong there: a word without quotes, a second document.
    Unexpected,
    /// A comma before a closing bracket; the place is the comma's.
    TrailingComma,
    /// A comment: `//`, `/*` or `#`.
    Comment,
    /// A string in single quotes.
    SingleQuote,
    /// A string in a typographer's quotes.
    SmartQuote,
    /// A space that is none of JSON's, or a mark that nobody sees.
    Invisible,
    /// The source of a page, in place of its text.
    Markup,
    /// A string that does not end on its line.
    OpenString,
    /// A string with a bare control character or with an escape that is none.
    BadString,
    /// Lists and objects stand in one another more deeply than is read.
    TooDeep,
}

impl SyntaxErrorKind {
    /// The stable name of the kind.
    pub const fn code(self) -> &'static str {
        match self {
            SyntaxErrorKind::End => "end",
            SyntaxErrorKind::Unexpected => "unexpected",
            SyntaxErrorKind::TrailingComma => "trailing-comma",
            SyntaxErrorKind::Comment => "comment",
            SyntaxErrorKind::SingleQuote => "single-quote",
            SyntaxErrorKind::SmartQuote => "smart-quote",
            SyntaxErrorKind::Invisible => "invisible",
            SyntaxErrorKind::Markup => "markup",
            SyntaxErrorKind::OpenString => "open-string",
            SyntaxErrorKind::BadString => "bad-string",
            SyntaxErrorKind::TooDeep => "too-deep",
        }
    }
}

impl SyntaxError {
    /// An error at this byte of a text.
    pub(super) fn new(kind: SyntaxErrorKind, text: &str, at: usize) -> Self {
        let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
        let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |feed| feed + 1);
        let line = 1 + before.iter().filter(|&&b| b == b'\n').count();
        // Bytes that begin a character.
        let begins = |b: &&u8| !(0x80..0xc0).contains(*b);
        let column = 1 + before.iter().skip(line_start).filter(begins).count();
        Self { kind, line, column }
    }

    /// What is wrong.
    pub fn kind(&self) -> SyntaxErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The character in the line, from 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for SyntaxError {}

type Read<T> = Result<T, SyntaxErrorKind>;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Whether members must be strings.
    table: bool,
}

impl Reader<'_> {
    fn document(&mut self) -> Read<Node> {
        let node = self.value(DEEPEST)?;
        self.skip_space();
        if self.at < self.text.len() { Err(SyntaxErrorKind::Unexpected) } else { Ok(node) }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// The byte that comes after any space, which is skipped.
    fn seek(&mut self) -> Read<u8> {
        self.skip_space();
        self.peek().ok_or(SyntaxErrorKind::End)
    }

    /// Takes this byte, with the space before it.
    fn expect(&mut self, byte: u8) -> Read<()> {
        if self.seek()? != byte {
            return Err(SyntaxErrorKind::Unexpected);
        }
        self.at += 1;
        Ok(())
    }

    /// Takes this byte, with the space before it, if it comes next.
    fn passes(&mut self, byte: u8) -> Read<bool> {
        let here = self.seek()? == byte;
        self.at += usize::from(here);
        Ok(here)
    }

    fn value(&mut self, depth: u8) -> Read<Node> {
        match self.seek()? {
            b'{' => self.object(depth.checked_sub(1).ok_or(SyntaxErrorKind::TooDeep)?),
            b'[' => self.list(depth.checked_sub(1).ok_or(SyntaxErrorKind::TooDeep)?),
            b'"' => self.string().map(Node::Text),
            b'-' | b'0'..=b'9' => self.number().map(Node::Number),
            b'n' => self.word("null", Node::Null),
            b't' => self.word("true", Node::Flag(true)),
            b'f' => self.word("false", Node::Flag(false)),
            _ => Err(SyntaxErrorKind::Unexpected),
        }
    }

    fn word(&mut self, word: &str, node: Node) -> Read<Node> {
        for byte in word.bytes() {
            if self.peek().ok_or(SyntaxErrorKind::End)? != byte {
                return Err(SyntaxErrorKind::Unexpected);
            }
            self.at += 1;
        }
        Ok(node)
    }

    fn list(&mut self, depth: u8) -> Read<Node> {
        self.at += 1;
        let mut list = Vec::new();
        if self.passes(b']')? {
            return Ok(Node::List(list));
        }
        loop {
            list.push(self.value(depth)?);
            if self.passes(b']')? {
                return Ok(Node::List(list));
            }
            self.expect(b',')?;
        }
    }

    fn object(&mut self, depth: u8) -> Read<Node> {
        self.at += 1;
        let mut entries = Vec::new();
        if self.passes(b'}')? {
            return Ok(Node::Object(entries));
        }
        loop {
            let key = self.key()?;
            self.expect(b':')?;
            if self.table && self.seek()? != b'"' {
                return Err(SyntaxErrorKind::Unexpected);
            }
            entries.push((key, self.value(depth)?));
            if self.passes(b'}')? {
                return Ok(Node::Object(entries));
            }
            self.expect(b',')?;
        }
    }

    fn key(&mut self) -> Read<String> {
        if self.seek()? != b'"' {
            return Err(SyntaxErrorKind::Unexpected);
        }
        self.string()
    }

    fn string(&mut self) -> Read<String> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let start = self.at;
            while self.peek().is_some_and(|b| b != b'"' && b != b'\\' && b >= b' ') {
                self.at += 1;
            }
            string.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.peek().ok_or(SyntaxErrorKind::End)? {
                b'"' => {
                    self.at += 1;
                    return Ok(string);
                }
                b'\\' => string.push(self.escape()?),
                b'\n' | b'\r' => return Err(SyntaxErrorKind::OpenString),
                _ => return Err(SyntaxErrorKind::BadString),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        self.at += 1;
        let letter = self.peek().ok_or(SyntaxErrorKind::End)?;
        self.at += 1;
        Ok(match letter {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'"' | b'\\' | b'/' => char::from(letter),
            b'u' => return self.unicode(),
            _ => return Err(SyntaxErrorKind::BadString),
        })
    }

    /// What follows `\u`: a character, or the first half of one that is beyond the 16 bits.
    fn unicode(&mut self) -> Read<char> {
        let mut code = self.four_digits()?;
        if (0xd800..0xdc00).contains(&code) {
            self.word("\\u", Node::Null).map_err(|_| SyntaxErrorKind::BadString)?;
            let low = self.four_digits()?;
            if !(0xdc00..0xe000).contains(&low) {
                return Err(SyntaxErrorKind::BadString);
            }
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        char::from_u32(code).ok_or(SyntaxErrorKind::BadString)
    }

    fn four_digits(&mut self) -> Read<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let byte = self.peek().ok_or(SyntaxErrorKind::End)?;
            let digit = char::from(byte).to_digit(16).ok_or(SyntaxErrorKind::BadString)?;
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    fn number(&mut self) -> Read<Option<i64>> {
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let mut decimal = Decimal::default();
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits(&mut decimal)?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            let whole = self.at;
            self.digits(&mut decimal)?;
            decimal.exponent -= i64::try_from(self.at - whole).unwrap_or(i64::MAX);
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            let less = self.peek() == Some(b'-');
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            let mut exponent = Decimal::default();
            self.digits(&mut exponent)?;
            // Larger ones lead to the same: nothing, or more than fits.
            let exponent = exponent.whole().unwrap_or_default().min(1 << 32);
            decimal.exponent += if less { -exponent } else { exponent };
        }
        Ok(decimal.whole().map(|whole| if negative { -whole } else { whole }))
    }

    /// One digit or more.
    fn digits(&mut self, decimal: &mut Decimal) -> Read<()> {
        let start = self.at;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            decimal.push(byte - b'0');
            self.at += 1;
        }
        match self.at == start {
            false => Ok(()),
            true if self.at == self.text.len() => Err(SyntaxErrorKind::End),
            true => Err(SyntaxErrorKind::Unexpected),
        }
    }
}

/// A number as it is written: digits without the zeros at their end, and the power of ten of the last.
#[derive(Default)]
struct Decimal {
    digits: i64,
    exponent: i64,
    zeros: i64,
}

impl Decimal {
    fn push(&mut self, digit: u8) {
        if digit == 0 {
            self.zeros += 1;
        } else {
            self.digits = scaled(self.digits, self.zeros + 1).saturating_add(i64::from(digit));
            self.zeros = 0;
        }
    }

    /// The number, if it is whole.
    fn whole(&self) -> Option<i64> {
        match self.exponent + self.zeros {
            _ if self.digits == 0 => Some(0),
            exponent @ 0.. => Some(scaled(self.digits, exponent)),
            _ => None,
        }
    }
}

fn scaled(digits: i64, exponent: i64) -> i64 {
    (0..exponent.min(20)).fold(digits, |digits, _| digits.saturating_mul(10))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn kind(text: &str) -> SyntaxErrorKind {
        parse(text).unwrap_err().kind()
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let node = parse(
            " {\"a\": [null, true , false,\"\\u00e9\\n\\ud83d\\ude00/\\/\"], \"\":{}, \"a\":-12}\r\n\t",
        );
        let list = vec![Node::Null, Node::Flag(true), Node::Flag(false), Node::Text("é\n😀//".into())];
        let entries = vec![
            ("a".into(), Node::List(list)),
            (String::new(), Node::Object(Vec::new())),
            ("a".into(), Node::Number(Some(-12))),
        ];
        assert_eq!(node, Ok(Node::Object(entries)));
    }

    #[test]
    fn numbers_are_whole_or_fractions() {
        for (text, number) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("-0.0e5", Some(0)),
            ("180", Some(180)),
            ("180.000", Some(180)),
            ("1.8e2", Some(180)),
            ("18000E-2", Some(180)),
            ("1.8e+1", Some(18)),
            ("1.85e1", None),
            ("0.1", None),
            ("1e-400", None),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775808", Some(i64::MAX)),
            ("-1e999999999999999999999999", Some(-i64::MAX)),
            ("123456789012345678901234567890.5", None),
        ] {
            assert_eq!(parse(text), Ok(Node::Number(number)), "{text}");
        }
    }

    #[test]
    fn what_is_not_json_is_refused() {
        for text in [
            "", " ", "[", "[1", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "\"a", "\"\\", "\"\\u12", "-", "1.",
            "1e", "tru",
        ] {
            assert_eq!(kind(text), SyntaxErrorKind::End, "{text}");
        }
        for text in [
            "[,1]",
            "{,}",
            "[1,,]",
            "{a:1}",
            "[1 2]",
            "01",
            "+1",
            ".5",
            "1.e3",
            "--1",
            "NaN",
            "nul ",
            "truE",
            "{} {}",
            "1 1",
            "/ x",
            "{\"a\" 1}",
            "{1:1}",
            "]",
        ] {
            assert_eq!(kind(text), SyntaxErrorKind::Unexpected, "{text}");
        }
        for text in ["\"\n\"", "[\"a\r\n]"] {
            assert_eq!(kind(text), SyntaxErrorKind::OpenString, "{text:?}");
        }
        for text in [
            "\"\u{0}\"",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"\\ud800\"",
            "\"\\ud800\\u0041\"",
            "\"\\udc00\"",
            "\"\\ud800x\"",
        ] {
            assert_eq!(kind(text), SyntaxErrorKind::BadString, "{text:?}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
        assert!(parse(&nested(127)).is_ok());
        assert_eq!(kind(&nested(128)), SyntaxErrorKind::TooDeep);
        assert_eq!(kind(&"{\"a\":".repeat(1_000_000)), SyntaxErrorKind::TooDeep);
    }

    #[test]
    fn the_usual_faults_have_names() {
        for (text, place, code) in [
            ("[1,]", (1, 3), "trailing-comma"),
            ("{\"a\":1 ,\r\n\t}", (1, 8), "trailing-comma"),
            ("[1, // one\n2]", (1, 5), "comment"),
            ("/* x */1", (1, 1), "comment"),
            ("# x\n1", (1, 1), "comment"),
            ("{'a':1}", (1, 2), "single-quote"),
            ("[\n\u{201c}a\u{201d}]", (2, 1), "smart-quote"),
            ("[\u{2018}a\u{2019}]", (1, 2), "smart-quote"),
            ("\u{feff}1", (1, 1), "invisible"),
            ("[1,\u{a0}2]", (1, 4), "invisible"),
            (" \n<pre>{}</pre>", (2, 1), "markup"),
            ("{&quot;a&quot;:1}", (1, 2), "markup"),
            ("{\"a\": <name>}", (1, 7), "unexpected"),
            ("[&]", (1, 2), "unexpected"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(((error.line(), error.column()), error.code()), (place, code), "{text}");
        }
    }

    #[test]
    fn says_where_it_stopped() {
        let error = parse("{\n  \"é\": [1, 2,]\n}").unwrap_err();
        assert_eq!((error.line(), error.column(), error.code()), (2, 13, "trailing-comma"));
        let error = parse("[\n").unwrap_err();
        assert_eq!((error.line(), error.column(), error.code()), (2, 1, "end"));
    }

    #[test]
    fn a_table_has_strings_only() {
        assert_eq!(parse_table(r#"{"a":"b"}"#), Ok(vec![("a".to_owned(), "b".to_owned())]));
        for text in [r#"{"a":1}"#, r#"{"a":{}}"#, r#"["a"]"#, r#""a""#, "1"] {
            assert!(parse_table(text).is_err(), "{text}");
        }
    }

    /// The same as an independent reader makes of it, or a refusal where that refuses.
    fn agrees(text: &str) -> Result<(), TestCaseError> {
        match (parse(text), serde_json::from_str::<Value>(text)) {
            (Ok(node), Ok(value)) => prop_assert!(same(node.clone(), &value), "{node:?} {value:?}"),
            (Err(_), Err(_)) => {}
            // Numbers beyond 64 bits of floating point are refused there and the largest one here.
            (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
            (ours, theirs) => prop_assert!(false, "{text:?}: {ours:?} {theirs:?}"),
        }
        Ok(())
    }

    fn same(node: Node, value: &Value) -> bool {
        match (node, value) {
            (Node::Null, Value::Null) => true,
            (Node::Flag(a), Value::Bool(b)) => a == *b,
            (Node::Number(a), Value::Number(b)) => match (a, b.as_i64(), b.as_f64()) {
                (Some(a), Some(b), _) => a == b.max(-i64::MAX),
                // A conversion stops at the ends of the integers as the reader does.
                (Some(a), None, Some(b)) => (a as f64 - (b as i64) as f64).abs() <= b.abs() * 1e-15,
                // A fraction so near to a whole number that a double cannot tell, or below all doubles.
                (None, None, Some(b)) => b.fract() != 0.0 || b == 0.0 || b.abs() > 1e14,
                _ => false,
            },
            (Node::Text(a), Value::String(b)) => a == *b,
            (Node::List(a), Value::Array(b)) => {
                a.len() == b.len() && a.into_iter().zip(b).all(|(a, b)| same(a, b))
            }
            (Node::Object(a), Value::Object(b)) => {
                let mut members = Node::Object(a).members().unwrap();
                b.iter().all(|(key, value)| same(members.take(key), value))
            }
            _ => false,
        }
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn documents_are_read_as_another_reader_reads_them(value in any_value(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            agrees(&text.unwrap())?;
        }

        #[test]
        fn broken_documents_too(value in any_value(), cut in any::<prop::sample::Index>(), with in "[\\[\\]{},:\"0-9a-fu\\\\ .e+-]{0,3}") {
            let mut text = serde_json::to_string(&value).unwrap();
            let at = (0..=cut.index(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            text.insert_str(at, &with);
            agrees(&text)?;
            text.truncate(at + with.len());
            agrees(&text)?;
        }

        #[test]
        fn what_looks_like_json_too(text in "[\\[\\]{},:\"0-9dDuU\\\\ .eE+\\-\nntrue]{0,24}") {
            agrees(&text)?;
        }
    }
}
