//! How filters are written.

use super::filter::{Filter, Literal};

/// How deep brackets may stand in each other.
const DEPTH: usize = 20;

#[derive(Debug, Clone, PartialEq)]
enum Word {
    Name(String),
    Text(String),
    Sign(char),
}

/// Reads a filter word by word.
pub struct Reader<'a> {
    text: &'a str,
    words: Vec<Word>,
    next: usize,
    /// The variable of the `any` that is being read.
    variable: Option<String>,
}

type Outcome<T> = Result<T, String>;

impl<'a> Reader<'a> {
    /// Takes the text apart.
    pub fn new(text: &'a str) -> Outcome<Self> {
        Ok(Self { text, words: words(text)?, next: 0, variable: None })
    }

    /// The filter that the whole text is.
    pub fn whole(mut self) -> Outcome<Filter> {
        let filter = self.either(0)?;
        match self.words.get(self.next) {
            None => Ok(filter),
            Some(_) => Err(self.syntax()),
        }
    }

    fn either(&mut self, depth: usize) -> Outcome<Filter> {
        let first = self.all(depth)?;
        let mut parts = vec![first];
        while self.take_name("or") {
            parts.push(self.all(depth)?);
        }
        Ok(single(parts, Filter::Or))
    }

    fn all(&mut self, depth: usize) -> Outcome<Filter> {
        let first = self.one(depth)?;
        let mut parts = vec![first];
        while self.take_name("and") {
            parts.push(self.one(depth)?);
        }
        Ok(single(parts, Filter::And))
    }

    fn one(&mut self, depth: usize) -> Outcome<Filter> {
        if depth > DEPTH {
            return Err("The node count limit has been exceeded.".into());
        }
        if self.take_sign('(') {
            let inner = self.either(depth + 1)?;
            self.expect(')')?;
            return Ok(inner);
        }
        let name = self.name()?;
        if name == "startswith" && self.take_sign('(') {
            let path = self.path()?;
            self.expect(',')?;
            let start = self.text()?;
            self.expect(')')?;
            return Ok(Filter::StartsWith(path, start));
        }
        if let Some(path) = name.strip_suffix("/any")
            && self.take_sign('(')
        {
            let path = path.to_owned();
            let variable = self.name()?;
            self.expect(':')?;
            let outer = self.variable.replace(variable);
            let inner = self.either(depth + 1)?;
            self.variable = outer;
            self.expect(')')?;
            return Ok(Filter::Any(path, Box::new(inner)));
        }
        let path = self.resolve(name)?;
        match self.name()?.as_str() {
            "eq" => Ok(Filter::Equal(path, self.literal()?)),
            other => Err(format!("The operator '{other}' is not supported by the simulator.")),
        }
    }

    fn path(&mut self) -> Outcome<String> {
        let name = self.name()?;
        self.resolve(name)
    }

    /// Inside `any` only its variable can be meant, which is the element itself.
    fn resolve(&self, name: String) -> Outcome<String> {
        match &self.variable {
            None => Ok(name),
            Some(variable) if *variable == name => Ok(String::new()),
            Some(_) => Err(format!("Could not find a property named '{name}'.")),
        }
    }

    fn literal(&mut self) -> Outcome<Literal> {
        match self.take() {
            Some(Word::Text(text)) => Ok(Literal::Text(text)),
            Some(Word::Name(name)) => match name.as_str() {
                "true" => Ok(Literal::Bool(true)),
                "false" => Ok(Literal::Bool(false)),
                "null" => Ok(Literal::Null),
                _ => Err(self.syntax()),
            },
            _ => Err(self.syntax()),
        }
    }

    fn text(&mut self) -> Outcome<String> {
        match self.take() {
            Some(Word::Text(text)) => Ok(text),
            _ => Err(self.syntax()),
        }
    }

    fn name(&mut self) -> Outcome<String> {
        match self.take() {
            Some(Word::Name(name)) => Ok(name),
            _ => Err(self.syntax()),
        }
    }

    fn expect(&mut self, sign: char) -> Outcome<()> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.syntax()) }
    }

    fn take(&mut self) -> Option<Word> {
        let word = self.words.get(self.next).cloned();
        self.next += 1;
        word
    }

    fn take_sign(&mut self, sign: char) -> bool {
        let there = self.words.get(self.next) == Some(&Word::Sign(sign));
        self.next += usize::from(there);
        there
    }

    fn take_name(&mut self, name: &str) -> bool {
        let there = matches!(self.words.get(self.next), Some(Word::Name(found)) if found == name);
        self.next += usize::from(there);
        there
    }

    fn syntax(&self) -> String {
        format!("Syntax error at word {} in '{}'.", self.next, self.text)
    }
}

fn single(mut parts: Vec<Filter>, many: fn(Vec<Filter>) -> Filter) -> Filter {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

fn words(text: &str) -> Outcome<Vec<Word>> {
    let mut words = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            ' ' => {}
            '(' | ')' | ',' | ':' => words.push(Word::Sign(character)),
            '\'' => {
                let mut literal = String::new();
                loop {
                    match characters.next() {
                        // A doubled quote is one quote.
                        Some((_, '\'')) if characters.next_if(|(_, next)| *next == '\'').is_some() => {
                            literal.push('\'');
                        }
                        Some((_, '\'')) => break,
                        Some((_, other)) => literal.push(other),
                        None => {
                            return Err(format!(
                                "There is an unterminated string literal at position {at} in '{text}'."
                            ));
                        }
                    }
                }
                words.push(Word::Text(literal));
            }
            _ if is_of_name(character) => {
                let mut name = String::from(character);
                while let Some((_, next)) = characters.next_if(|(_, next)| is_of_name(*next)) {
                    name.push(next);
                }
                words.push(Word::Name(name));
            }
            _ => {
                return Err(format!(
                    "Syntax error: character '{character}' is not valid at position {at} in '{text}'."
                ));
            }
        }
    }
    Ok(words)
}

fn is_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_/.-".contains(character)
}
