//! The command line, taken apart option by option; what is left over is an error.

use anyhow::{Context, Result, bail};

/// The words after `cargo xtask`.
#[derive(Debug)]
pub struct Arguments(Vec<String>);

impl Arguments {
    /// This process's own.
    pub fn from_env() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// Takes the first word.
    pub fn command(&mut self) -> Option<String> {
        if self.0.is_empty() { None } else { Some(self.0.remove(0)) }
    }

    /// Takes a switch; whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() != before
    }

    /// Takes `--name VALUE` or `--name=VALUE`, the first of them.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        for at in 0..self.0.len() {
            if let Some(value) = self.0[at].strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
                let value = value.to_owned();
                self.0.remove(at);
                return Ok(Some(value));
            }
            if self.0[at] == name {
                if at + 1 == self.0.len() {
                    bail!("{name} needs a value");
                }
                self.0.remove(at);
                return Ok(Some(self.0.remove(at)));
            }
        }
        Ok(None)
    }

    /// Takes each `--name VALUE`.
    pub fn values(&mut self, name: &str) -> Result<Vec<String>> {
        let mut values = Vec::new();
        while let Some(value) = self.value(name)? {
            values.push(value);
        }
        Ok(values)
    }

    /// Takes `--name PORT`.
    pub fn port(&mut self, name: &str) -> Result<Option<u16>> {
        self.value(name)?
            .map(|value| value.parse().with_context(|| format!("{name}: {value:?} is no port")))
            .transpose()
    }

    /// All that is left, for somebody else to read.
    pub fn into_words(self) -> Vec<String> {
        self.0
    }

    /// Refuses what no option took.
    pub fn finish(self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(word) => bail!("what is {word:?}? `cargo xtask help` lists the options"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    fn arguments(words: &[&str]) -> Arguments {
        Arguments(words.iter().map(|&word| word.to_owned()).collect())
    }

    #[test]
    fn takes_both_spellings_and_leaves_the_rest() {
        let mut line = arguments(&["--only", "clippy", "--json", "--only=doc", "stray"]);
        assert_eq!(line.values("--only").unwrap(), ["clippy", "doc"]);
        assert!(line.flag("--json"));
        assert!(!line.flag("--json"));
        assert!(line.finish().unwrap_err().to_string().contains("stray"));
    }

    #[test]
    fn a_value_that_is_missing_is_an_error() {
        assert!(arguments(&["--port"]).port("--port").is_err());
        assert!(arguments(&["--port", "seventy"]).port("--port").is_err());
        assert_eq!(arguments(&["--port", "70"]).port("--port").unwrap(), Some(70));
    }
}
