use super::stray;
use super::{Node, SyntaxError, SyntaxErrorKind};

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
        _ => Err(SyntaxError::new(SyntaxErrorKind::Unexpected, text, 0)),
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
mod tests;
