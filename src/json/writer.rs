/// Writes JSON by plain calls, in the order of the document.
///
/// It writes, or only counts: who writes a secret makes the buffer as large as it has to be first,
/// because a vector that grows leaves its old halves in memory. Commas, escapes and line breaks are
/// its own affair; that each bracket is closed and each member has its key is the caller's.
#[derive(Debug)]
pub struct Writer<'a> {
    out: Option<&'a mut Vec<u8>>,
    count: usize,
    pretty: bool,
    depth: usize,
    /// What stands before the next value.
    before: Before,
}

#[derive(Debug, PartialEq, Eq)]
enum Before {
    /// The opening bracket.
    Bracket,
    /// Another value.
    Value,
    /// The value's own key, or nothing at all.
    Key,
}

impl<'a> Writer<'a> {
    /// A writer at the end of this buffer.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out: Some(out), ..Self::counter() }
    }

    /// A writer that breaks lines and indents by two spaces.
    pub fn pretty(out: &'a mut Vec<u8>) -> Self {
        Self { pretty: true, ..Self::new(out) }
    }

    /// A writer that only counts.
    pub fn counter() -> Self {
        Self { out: None, count: 0, pretty: false, depth: 0, before: Before::Key }
    }

    /// The bytes so far.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Begins an object: `{`.
    pub fn open_object(&mut self) {
        self.open("{");
    }

    /// Ends an object: `}`.
    pub fn close_object(&mut self) {
        self.close("}");
    }

    /// Begins a list: `[`.
    pub fn open_list(&mut self) {
        self.open("[");
    }

    /// Ends a list: `]`.
    pub fn close_list(&mut self) {
        self.close("]");
    }

    /// The key of the next value.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.text(key);
        self.put(if self.pretty { ": " } else { ":" });
        self.before = Before::Key;
        self
    }

    /// A string.
    pub fn text(&mut self, text: &str) {
        self.separate();
        self.put("\"");
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|b| b < b' ' || b == b'"' || b == b'\\') {
            self.put(rest.get(..at).unwrap_or_default());
            self.escape(rest.as_bytes().get(at).copied().unwrap_or_default());
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        self.put(rest);
        self.put("\"");
    }

    /// A whole number.
    pub fn number(&mut self, number: u64) {
        self.separate();
        self.put(&number.to_string());
    }

    /// A whole number that can be below zero.
    pub fn whole(&mut self, number: i64) {
        self.separate();
        self.put(&number.to_string());
    }

    /// `null`.
    pub fn null(&mut self) {
        self.separate();
        self.put("null");
    }

    /// `true` or `false`.
    pub fn flag(&mut self, flag: bool) {
        self.separate();
        self.put(if flag { "true" } else { "false" });
    }

    /// A key and a string.
    pub fn member(&mut self, key: &str, text: &str) {
        self.key(key).text(text);
    }

    /// A key and a string, if there is one.
    pub fn optional(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.member(key, text);
        }
    }

    /// A key and a list of strings.
    pub fn texts<T: AsRef<str>>(&mut self, key: &str, texts: &[T]) {
        self.key(key).open_list();
        for text in texts {
            self.text(text.as_ref());
        }
        self.close_list();
    }

    fn put(&mut self, text: &str) {
        self.count += text.len();
        if let Some(out) = &mut self.out {
            out.extend_from_slice(text.as_bytes());
        }
    }

    /// What a byte that may not stand in a string is written as.
    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            8 => "\\b",
            b'\t' => "\\t",
            b'\n' => "\\n",
            12 => "\\f",
            b'\r' => "\\r",
            _ => {
                self.put(if byte < 16 { "\\u000" } else { "\\u001" });
                let digit = usize::from(byte % 16);
                "0123456789abcdef".get(digit..=digit).unwrap_or_default()
            }
        };
        self.put(short);
    }

    fn separate(&mut self) {
        if self.before == Before::Value {
            self.put(",");
        }
        if self.before != Before::Key {
            self.break_line();
        }
        self.before = Before::Value;
    }

    fn break_line(&mut self) {
        if self.pretty {
            self.put("\n");
            for _ in 0..self.depth {
                self.put("  ");
            }
        }
    }

    fn open(&mut self, bracket: &str) {
        self.separate();
        self.put(bracket);
        self.depth += 1;
        self.before = Before::Bracket;
    }

    fn close(&mut self, bracket: &str) {
        self.depth -= 1;
        if self.before == Before::Value {
            self.break_line();
        }
        self.put(bracket);
        self.before = Before::Value;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Writer;

    fn write(writer: &mut Writer<'_>, text: &str) {
        writer.open_object();
        writer.member("text", text);
        writer.optional("none", None);
        writer.texts::<&str>("empty", &[]);
        writer.texts("texts", &[text, "b"]);
        writer.key(text).open_list();
        writer.open_object();
        writer.close_object();
        writer.open_object();
        writer.key("number").number(u64::MAX);
        writer.key("flag").flag(true);
        writer.close_object();
        writer.close_list();
        writer.close_object();
    }

    proptest! {
        #[test]
        fn it_is_what_another_writer_writes(text in any::<String>()) {
            let (mut plain, mut pretty) = (Vec::new(), Vec::new());
            write(&mut Writer::new(&mut plain), &text);
            write(&mut Writer::pretty(&mut pretty), &text);
            let mut counter = Writer::counter();
            write(&mut counter, &text);
            prop_assert_eq!(counter.count(), plain.len());
            let quoted = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(
                String::from_utf8(plain).unwrap(),
                ["{\"text\":", &quoted, ",\"empty\":[],\"texts\":[", &quoted, ",\"b\"],", &quoted,
                 ":[{},{\"number\":18446744073709551615,\"flag\":true}]}"].concat()
            );
            prop_assert_eq!(
                String::from_utf8(pretty).unwrap(),
                ["{\n  \"text\": ", &quoted, ",\n  \"empty\": [],\n  \"texts\": [\n    ", &quoted,
                 ",\n    \"b\"\n  ],\n  ", &quoted,
                 ": [\n    {},\n    {\n      \"number\": 18446744073709551615,\n      \"flag\": true\n    }\n  ]\n}"].concat()
            );
        }
    }
}
