use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use crate::rule::{Level, Rule, table};

/// What came of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Kept.
    Passed,
    /// Broken; what came instead.
    Failed(String),
    /// Not tested; why.
    Skipped(String),
}

/// One rule with its outcome.
#[derive(Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of all rules.
#[derive(Debug)]
pub struct Report {
    /// In the order of the table.
    pub findings: Vec<Finding>,
    /// Connections that the kit made and could not remove.
    pub left: Vec<String>,
}

/// Outcomes as they come in: a rule may be tested many times, its first failure counts.
#[derive(Debug, Default)]
pub struct Notes(BTreeMap<&'static str, Outcome>);

impl Notes {
    /// Adds an outcome.
    pub fn add(&mut self, id: &'static str, outcome: Outcome) {
        match (self.0.get(id), &outcome) {
            (Some(Outcome::Failed(_)), _) | (Some(Outcome::Passed), Outcome::Skipped(_)) => {}
            (Some(Outcome::Skipped(_)), Outcome::Skipped(_)) => {}
            _ => drop(self.0.insert(id, outcome)),
        }
    }

    /// All rules of a level.
    pub fn report(&self, level: Level, left: Vec<String>) -> Report {
        let of_level = table().iter().filter(|rule| rule.level <= level);
        let finding = |rule: &'static Rule| {
            let none = || Outcome::Skipped("nothing came to test it on".to_owned());
            Finding { rule, outcome: self.0.get(rule.id.as_str()).cloned().unwrap_or_else(none) }
        };
        Report { findings: of_level.map(finding).collect(), left }
    }
}

impl Report {
    /// Passed, failed, skipped.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |wanted: fn(&Outcome) -> bool| {
            self.findings.iter().filter(|finding| wanted(&finding.outcome)).count()
        };
        (
            count(|outcome| matches!(outcome, Outcome::Passed)),
            count(|outcome| matches!(outcome, Outcome::Failed(_))),
            count(|outcome| matches!(outcome, Outcome::Skipped(_))),
        )
    }

    /// Whether no rule is broken, and some were tested.
    pub fn is_good(&self) -> bool {
        matches!(self.counts(), (1.., 0, _))
    }

    /// The ids of the broken rules.
    pub fn broken(&self) -> Vec<&'static str> {
        let failed = |finding: &&Finding| matches!(finding.outcome, Outcome::Failed(_));
        self.findings.iter().filter(failed).map(|finding| finding.rule.id.as_str()).collect()
    }

    /// What came of one rule.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.findings.iter().find(|finding| finding.rule.id == id).map(|finding| &finding.outcome)
    }

    /// For machines.
    pub fn to_json(&self) -> Value {
        let (passed, failed, skipped) = self.counts();
        let rules: Vec<Value> = self
            .findings
            .iter()
            .map(|Finding { rule, outcome }| {
                let (outcome, came) = match outcome {
                    Outcome::Passed => ("passed", None),
                    Outcome::Failed(came) => ("failed", Some(came)),
                    Outcome::Skipped(why) => ("skipped", Some(why)),
                };
                json!({
                    "id": rule.id, "outcome": outcome, "expected": rule.expected, "came": came,
                    "why": rule.why, "section": rule.section,
                })
            })
            .collect();
        json!({ "passed": passed, "failed": failed, "skipped": skipped, "rules": rules, "left": self.left })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding { rule, outcome } in &self.findings {
            let Rule { id, expected, why, section, .. } = rule;
            match outcome {
                Outcome::Passed => writeln!(f, "ok    {id}: {expected}")?,
                Outcome::Failed(came) => {
                    writeln!(f, "FAIL  {id}: expected {expected}; came {came}; {why} [{section}]")?
                }
                Outcome::Skipped(reason) => writeln!(f, "skip  {id}: {expected}; {reason}")?,
            }
        }
        if !self.left.is_empty() {
            writeln!(f, "left behind: {}", self.left.join(", "))?;
        }
        let (passed, failed, skipped) = self.counts();
        writeln!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::{Notes, Outcome};
    use crate::rule::Level;

    #[test]
    fn the_first_failure_of_a_rule_stays() {
        let mut notes = Notes::default();
        notes.add("create.status", Outcome::Skipped("a".into()));
        notes.add("create.status", Outcome::Passed);
        notes.add("create.status", Outcome::Failed("200".into()));
        notes.add("create.status", Outcome::Failed("500".into()));
        notes.add("create.status", Outcome::Passed);
        let report = notes.report(Level::Minimum, vec![]);
        assert_eq!(report.outcome("create.status"), Some(&Outcome::Failed("200".into())));
        assert!(!report.is_good());
        assert_eq!(report.broken(), ["create.status"]);
        assert!(report.outcome("delete.status").is_none(), "of another level");
        let text = report.to_string();
        assert!(text.contains("FAIL  create.status: expected 201 or 202; came 200; "), "{text}");
        let skipped = report.findings.len() - 1;
        assert!(text.ends_with(&format!("0 passed, 1 failed, {skipped} skipped\n")), "{text}");
    }

    #[test]
    fn nothing_tested_is_not_good() {
        assert!(!Notes::default().report(Level::Full, vec![]).is_good());
    }
}
