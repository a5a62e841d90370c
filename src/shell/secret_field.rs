use web_sys::HtmlInputElement;
use yew::NodeRef;

use zeroize::Zeroizing;

use crate::wizard::{Answers, SecretVerdict};

/// The uncontrolled field that holds the secret: the only place in the page that does.
#[derive(Clone, Debug, Default)]
pub struct SecretField {
    node: NodeRef,
}

impl SecretField {
    /// The reference that the view binds to the input.
    pub fn node(&self) -> &NodeRef {
        &self.node
    }

    /// Judges what is in the field, beside what is in the others.
    pub fn verdict(&self, insisted: bool, answers: &Answers) -> SecretVerdict {
        self.read().map_or(SecretVerdict::Empty, |text| SecretVerdict::beside(&text, insisted, answers))
    }

    /// Reads the field, into a buffer that is wiped when it is dropped.
    pub fn read(&self) -> Option<Zeroizing<String>> {
        Some(Zeroizing::new(self.input()?.value()))
    }

    /// Whether this very secret is in the field.
    pub fn holds(&self, secret: &str) -> bool {
        self.read().is_some_and(|text| text.trim() == secret)
    }

    /// Puts a secret into the field, and judges it.
    pub fn put(&self, secret: &str, answers: &Answers) -> SecretVerdict {
        if let Some(input) = self.input() {
            input.set_value(secret);
        }
        self.verdict(false, answers)
    }

    /// Empties the field.
    pub fn clear(&self) {
        if let Some(input) = self.input() {
            input.set_value("");
        }
    }

    /// Asks password managers not to keep it as a login. Each has its own word for that, one of
    /// them none that `html!` can write.
    pub fn keep_from_managers(&self) {
        const MARKS: [(&str, &str); 4] = [
            ("data-1p-ignore", ""),
            ("data-lpignore", "true"),
            ("data-bwignore", ""),
            ("data-form-type", "other"),
        ];
        let Some(input) = self.input().filter(|input| !input.has_attribute(MARKS[0].0)) else { return };
        for (name, value) in MARKS {
            // Fails for malformed names only.
            let _ = input.set_attribute(name, value);
        }
    }

    fn input(&self) -> Option<HtmlInputElement> {
        self.node.cast()
    }
}
