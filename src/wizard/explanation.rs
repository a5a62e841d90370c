use std::sync::OnceLock;

use crate::azure::{Blade, Field};
use crate::contract::{Check, CheckState, CredentialKind};
use crate::json::{self, Node};

use super::Step;

/// Whose turn it is, which step, field and page mend it, for each code; `<code>.<kind>` is for one kind of
/// credential. The words are in the language tables, `explain.<code>.what` and `explain.<code>.fix`; where
/// each fact is from, in `data/explanations-sources.json`. Codes explain, they never steer the flow.
const EXPLANATIONS: &str = include_str!("../../data/explanations.json");

/// What a code of Azure or of a check means for the admin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code under which the language tables explain it; `unknown` for those that they do not, `none`
    /// where no code came.
    pub code: Box<str>,
    /// Who can mend it. Nobody is named where it is not known.
    pub turn: Option<Turn>,
    /// The step on which it is mended.
    pub step: Option<Step>,
    /// The field whose value it is about.
    pub field: Option<Field>,
    /// The page of the portal on which it is looked at.
    pub blade: Option<Blade>,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    /// The admin's who is here.
    You,
    /// Somebody's with more rights in the directory or on the subscription.
    Other,
    /// The platform's.
    Platform,
    /// Nobody's: time mends it.
    Wait,
}

impl Turn {
    const ALL: [Self; 4] = [Self::You, Self::Other, Self::Platform, Self::Wait];

    /// The name in our own data, and as text tables know it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Other => "other",
            Self::Platform => "platform",
            Self::Wait => "wait",
        }
    }
}

/// The table, read once: a list of many subscriptions asks it for each of its checks.
fn table() -> &'static [Explanation] {
    static TABLE: OnceLock<Vec<Explanation>> = OnceLock::new();
    // The file is part of the crate; a test reads it, so the empty table is never met.
    TABLE.get_or_init(|| {
        let known = json::parse(EXPLANATIONS).ok().and_then(Node::members);
        let known = known.map(|known| known.rest()).unwrap_or_default();
        let entry = |(code, node): (String, Node)| {
            let mut entry = node.members()?;
            let turn = entry.need_text("turn");
            Some(Explanation {
                code: code.into(),
                turn: Turn::ALL.into_iter().find(|known| known.as_str() == turn),
                step: Step::from_id(&entry.need_text("step")),
                field: entry.text("field").and_then(|id| Field::from_id(&id)),
                blade: entry.optional("blade"),
            })
        };
        known.into_iter().filter_map(entry).collect()
    })
}

impl Explanation {
    /// Explains a code such as `AADSTS7000215`, `7000215` or `AuthorizationFailed`.
    pub fn of(code: &str) -> Self {
        let bare = code.strip_prefix("AADSTS").unwrap_or(code);
        Self::find(bare).unwrap_or_else(|| Self::nameless("unknown"))
    }

    /// The same for what a connection signs in with: `secret`, `federated` or `certificate`.
    pub fn of_kind(code: &str, kind: &str) -> Self {
        let bare = code.strip_prefix("AADSTS").unwrap_or(code);
        Self::find(&[bare, ".", kind].concat()).unwrap_or_else(|| Self::of(code))
    }

    /// Explains what a check came to. What a code means can depend on what the connection signs in with.
    pub fn of_check(check: &Check, kind: Option<CredentialKind>) -> Self {
        let code = match &check.code {
            Some(code) if !code.is_empty() => code.as_str(),
            _ if !check.missing.is_empty() => "permissions-missing",
            _ => return Self::nameless("none"),
        };
        let mut explanation = Self::of_kind(code, kind.map_or("", CredentialKind::as_str));
        // What the host goes on looking at by itself needs nobody.
        if check.state == CheckState::Waiting {
            explanation.turn = Some(Turn::Wait);
        }
        explanation
    }

    /// Whether the language tables explain the code.
    pub fn is_known(&self) -> bool {
        !matches!(&*self.code, "unknown" | "none")
    }

    fn find(code: &str) -> Option<Self> {
        table().iter().find(|entry| *entry.code == *code).cloned()
    }

    fn nameless(code: &str) -> Self {
        Self { code: code.into(), turn: None, step: None, field: None, blade: None }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::contract::CheckId;
    use crate::text::Texts;

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Entry {
        turn: Box<str>,
        step: Box<str>,
        #[serde(default)]
        field: Option<Box<str>>,
        #[serde(default)]
        blade: Option<Blade>,
    }

    #[derive(serde::Deserialize)]
    struct Sources {
        sources: BTreeMap<Box<str>, Box<str>>,
        codes: BTreeMap<Box<str>, Box<str>>,
    }

    fn entries() -> BTreeMap<Box<str>, Entry> {
        serde_json::from_str(EXPLANATIONS).unwrap()
    }

    fn check(state: CheckState, code: &str) -> Check {
        Check { code: (!code.is_empty()).then(|| code.into()), ..Check::new(CheckId::Token, state) }
    }

    #[test]
    fn knows_a_wrong_secret_in_both_spellings() {
        for code in ["AADSTS7000215", "7000215"] {
            let explanation = Explanation::of(code);
            assert_eq!(&*explanation.code, "7000215");
            assert_eq!(explanation.step, Some(Step::Credential));
            assert_eq!(explanation.field, Some(Field::Secret));
            assert_eq!(explanation.turn, Some(Turn::You));
            assert!(explanation.is_known());
        }
    }

    #[test]
    fn says_so_when_it_does_not_know() {
        for (explanation, code) in [
            (Explanation::of("Brand-new"), "unknown"),
            (Explanation::of_check(&check(CheckState::Fail, "Brand-new"), None), "unknown"),
            (Explanation::of_check(&check(CheckState::Fail, ""), None), "none"),
        ] {
            let nobody = Explanation { code: code.into(), turn: None, step: None, field: None, blade: None };
            assert_eq!(explanation, nobody);
            assert!(!explanation.is_known());
            assert!(Texts::english().has(&["explain.", code, ".what"].concat()));
            assert!(Texts::english().has(&["explain.", code, ".fix"].concat()));
        }
    }

    #[test]
    fn a_code_can_mean_another_thing_for_another_credential() {
        let failed = check(CheckState::Fail, "AADSTS700027");
        let of = |kind| Explanation::of_check(&failed, kind);
        assert_eq!(&*of(Some(CredentialKind::Certificate)).code, "700027.certificate");
        for kind in [None, Some(CredentialKind::Federated), Some(CredentialKind::Unknown)] {
            assert_eq!(&*of(kind).code, "700027");
        }
    }

    #[test]
    fn missing_rights_need_no_code() {
        let mut missing = check(CheckState::Fail, "");
        missing.missing = vec!["Microsoft.Compute/disks/write".into()];
        assert_eq!(&*Explanation::of_check(&missing, None).code, "permissions-missing");
        missing.code = Some("LinkedAuthorizationFailed".into());
        assert_eq!(&*Explanation::of_check(&missing, None).code, "LinkedAuthorizationFailed");
    }

    #[test]
    fn what_waits_needs_nobody() {
        let turn = |state| Explanation::of_check(&check(state, "AuthorizationFailed"), None).turn;
        assert_eq!(turn(CheckState::Waiting), Some(Turn::Wait));
        assert_eq!(turn(CheckState::Fail), Some(Turn::You));
    }

    #[test]
    fn every_explanation_has_words_a_turn_a_step_and_a_real_field() {
        let texts = Texts::english();
        for (code, entry) in &entries() {
            assert!(Step::from_id(&entry.step).is_some(), "{}", entry.step);
            let explanation = Explanation::find(code).unwrap();
            assert_eq!(explanation.step, Step::from_id(&entry.step));
            assert_eq!(explanation.blade, entry.blade);
            assert_eq!(explanation.turn.map(Turn::as_str), Some(&*entry.turn), "{code}");
            assert!(entry.field.as_deref().is_none_or(|field| Field::from_id(field).is_some()), "{code}");
            for part in ["what", "fix"] {
                let key = format!("explain.{code}.{part}");
                assert!(texts.has(&key), "{key}");
            }
        }
        for turn in Turn::ALL {
            assert!(texts.has(&["turn.", turn.as_str()].concat()));
        }
    }

    #[test]
    fn every_explanation_is_somebodys_word_and_no_text_explains_what_is_no_code() {
        let sources = include_str!("../../data/explanations-sources.json");
        let Sources { sources, codes } = serde_json::from_str(sources).unwrap();
        let known = entries();
        assert!(codes.keys().eq(known.keys()), "the two files name other codes");
        let used: BTreeSet<_> = codes.values().collect();
        assert!(used.into_iter().eq(sources.keys()), "a source is missing, or explains nothing");
        let table = json::parse_table(include_str!("../../data/texts/en.json")).unwrap();
        for (key, _) in table {
            let Some(code) = key.strip_prefix("explain.") else { continue };
            let code = code.rsplit_once('.').map_or(code, |(code, _)| code);
            assert!(known.contains_key(code) || ["unknown", "none"].contains(&code), "{key}");
        }
    }

    /// What those who connect subscriptions are known to meet, by Microsoft's documents and by public issues.
    #[test]
    fn every_documented_code_is_explained() {
        let entra = "700016 7000215 7000222 7000218 700025 700027 7000112 7000229 90002 900023 90038 900382 \
                     900432 9001023 90112 50034 53003 650059 50194 500011 70011 70021 700211 700212 700213 \
                     7002138 700222 700023 700024";
        let arm = "AuthorizationFailed SubscriptionNotFound InvalidAuthenticationTokenTenant MissingSubscription \
                   LinkedAuthorizationFailed PrincipalNotFound PrincipalTypeNotSupported RoleAssignmentExists \
                   RoleAssignmentUpdateNotPermitted DisallowedOperation InvalidActionOrNotAction \
                   RoleDefinitionWithSameNameExists RoleDefinitionLimitExceeded RoleDefinitionHasAssignments \
                   RoleAssignmentLimitExceeded RoleAssignmentScopeNotAssignableToRoleDefinition \
                   CredentialTypeNotAllowedAsPerAppPolicy CredentialInvalidLifetimeAsPerAppPolicy";
        for code in entra.split_whitespace() {
            assert!(Explanation::of(&["AADSTS", code].concat()).is_known(), "{code}");
        }
        for code in arm.split_whitespace() {
            assert!(Explanation::of(code).is_known(), "{code}");
        }
    }

    /// The host's README lists what it says of its own; what its sources say is compared by its own test.
    #[test]
    fn every_code_of_the_reference_host_is_explained() {
        let readme = include_str!("../../reference-host/README.md");
        let (_, table) = readme.split_once("## What a check's `code` may be").unwrap();
        let table = table.split_once("\n## ").map_or(table, |(table, _)| table);
        let mut codes = 0;
        for row in table.lines().filter(|line| line.starts_with("| `")) {
            let first = row.split('|').nth(1).unwrap();
            for code in first.split('`').skip(1).step_by(2) {
                assert!(Explanation::of(code).is_known(), "{code}");
                codes += 1;
            }
        }
        assert!(codes >= 11, "the README's table is not where it was");
    }
}
