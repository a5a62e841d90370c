use super::Texts;

impl Texts {
    /// The key of the sentence about a counted thing: the form for a plural category of CLDR (`one`, `two`, `few`,
    /// …, as `Intl.PluralRules` names it), else the one for many, else the sentence that has no forms.
    pub fn form(&self, key: &str, category: &str) -> String {
        let own = [key, ".", category].concat();
        if self.has(&own) {
            return own;
        }
        let many = [key, ".many"].concat();
        if self.has(&many) { many } else { key.into() }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Texts;

    #[test]
    fn each_language_has_the_forms_that_it_needs() {
        let texts = Texts::parse(r#"{"a":"","a.one":"","a.two":"","b.one":"","b.many":"","c":""}"#).unwrap();
        for (key, category, form) in [
            ("a", "one", "a.one"),
            ("a", "two", "a.two"),
            ("a", "other", "a"),
            ("a", "many", "a"),
            ("b", "one", "b.one"),
            ("b", "few", "b.many"),
            ("b", "other", "b.many"),
            ("c", "one", "c"),
        ] {
            assert_eq!(texts.form(key, category), form);
        }
    }
}
