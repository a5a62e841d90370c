use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// How much of the dialect an endpoint speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// `create` and `read`: all that the widget cannot do without.
    Minimum,
    /// Every operation that is offered.
    Full,
}

/// All operations, by their names in a profile.
pub const OPERATIONS: [&str; 10] = [
    "create",
    "read",
    "list",
    "replace",
    "update",
    "verify",
    "delete",
    "federation",
    "certificate",
    "lookup",
];

/// One rule of `rules.json`.
#[derive(Debug, Deserialize, Serialize)]
pub struct Rule {
    /// Its stable name: the group, a dot, the matter.
    pub id: String,
    /// The first level that it belongs to.
    pub level: Level,
    /// What has to come.
    pub expected: String,
    /// What goes wrong for an admin or a platform otherwise.
    pub why: String,
    /// Where it is written down: a heading of `docs/endpoint.md`.
    pub section: String,
}

/// All rules, in the order in which they are shown.
pub fn table() -> &'static [Rule] {
    static TABLE: OnceLock<Vec<Rule>> = OnceLock::new();
    // The file is part of the crate; a test reads it, so the empty table is never met.
    TABLE.get_or_init(|| serde_json::from_str(include_str!("../rules.json")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::table;

    #[test]
    fn each_rule_says_what_and_why_once() {
        let table = table();
        assert!(table.len() > 50, "{}", table.len());
        let ids: BTreeSet<&str> = table.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids.len(), table.len());
        for rule in table {
            let texts = [&rule.expected, &rule.why, &rule.section];
            assert!(texts.iter().all(|text| !text.is_empty() && !text.ends_with('.')), "{}", rule.id);
        }
    }

    #[test]
    fn each_rule_is_written_down_where_it_says() {
        let text = include_str!("../../docs/endpoint.md");
        for rule in table() {
            let heading = format!("\n## {}\n", rule.section);
            assert!(text.contains(&heading), "{}: {}", rule.id, rule.section);
        }
    }

    #[test]
    fn the_sources_name_each_rule_and_no_other() {
        let sources = [
            include_str!("client.rs"),
            include_str!("rules/account.rs"),
            include_str!("rules/certificate.rs"),
            include_str!("rules/create.rs"),
            include_str!("rules/delete.rs"),
            include_str!("rules/duplicate.rs"),
            include_str!("rules/federation.rs"),
            include_str!("rules/idempotency.rs"),
            include_str!("rules/list.rs"),
            include_str!("rules/lookup.rs"),
            include_str!("rules/read.rs"),
            include_str!("rules/refuse.rs"),
            include_str!("rules/replace.rs"),
            include_str!("rules/settle.rs"),
            include_str!("rules/update.rs"),
            include_str!("rules/verify.rs"),
        ]
        .concat();
        for rule in table() {
            assert!(sources.contains(&format!("\"{}\"", rule.id)), "{} is never tested", rule.id);
        }
    }
}
