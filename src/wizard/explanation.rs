use crate::azure::{Blade, Field};
use crate::json::{self, Node};

use super::Step;

/// Which step and field mend which code. The words are in the language tables,
/// `explain.<code>.what` and `explain.<code>.fix`. Codes explain, they never steer the flow.
const EXPLANATIONS: &str = include_str!("../../data/explanations.json");

/// What a code of Azure or of a check means for the admin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code under which the language tables explain it; `unknown` for those that they do not.
    pub code: Box<str>,
    /// The step on which it is mended.
    pub step: Option<Step>,
    /// The field whose value it is about.
    pub field: Option<Field>,
    /// The page of the portal on which it is looked at.
    pub blade: Option<Blade>,
}

impl Explanation {
    /// Explains a code such as `AADSTS7000215`, `7000215` or `AuthorizationFailed`.
    pub fn of(code: &str) -> Self {
        let bare = code.strip_prefix("AADSTS").unwrap_or(code);
        let known = json::parse(EXPLANATIONS).ok().and_then(Node::members);
        match known.and_then(|mut known| known.take(bare).members()) {
            Some(mut entry) => Self {
                code: bare.into(),
                step: Step::from_id(&entry.need_text("step")),
                field: entry.text("field").and_then(|id| Field::from_id(&id)),
                blade: entry.optional("blade"),
            },
            None => Self { code: "unknown".into(), step: None, field: None, blade: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::text::Texts;

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Entry {
        step: Box<str>,
        #[serde(default)]
        field: Option<Box<str>>,
        #[serde(default)]
        blade: Option<Blade>,
    }

    #[test]
    fn knows_a_wrong_secret_in_both_spellings() {
        for code in ["AADSTS7000215", "7000215"] {
            let explanation = Explanation::of(code);
            assert_eq!(&*explanation.code, "7000215");
            assert_eq!(explanation.step, Some(Step::Credential));
            assert_eq!(explanation.field, Some(Field::Secret));
        }
    }

    #[test]
    fn says_so_when_it_does_not_know() {
        assert_eq!(
            Explanation::of("Brand-new"),
            Explanation { code: "unknown".into(), step: None, field: None, blade: None }
        );
    }

    #[test]
    fn every_explanation_has_words_a_step_and_a_real_field() {
        let known: BTreeMap<Box<str>, Entry> = serde_json::from_str(EXPLANATIONS).unwrap();
        let texts = Texts::english();
        for (code, entry) in &known {
            assert!(Step::from_id(&entry.step).is_some(), "{}", entry.step);
            assert_eq!(Explanation::of(code).step, Step::from_id(&entry.step));
            assert_eq!(Explanation::of(code).blade, entry.blade);
            assert!(entry.field.as_deref().is_none_or(|field| Field::from_id(field).is_some()), "{code}");
            assert!(texts.has(&format!("explain.{code}.what")), "{code}");
            assert!(texts.has(&format!("explain.{code}.fix")), "{code}");
        }
    }
}
