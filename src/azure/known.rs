//! Ids that Microsoft gave to things of its own, often pasted for one's own.

use std::sync::OnceLock;

use super::Guid;
use crate::json;

fn table() -> &'static [(String, String)] {
    static TABLE: OnceLock<Vec<(String, String)>> = OnceLock::new();
    // The file is part of the crate; a test reads it, so the empty table is never met.
    TABLE.get_or_init(|| json::parse_table(include_str!("../../data/known-ids.json")).unwrap_or_default())
}

/// The name of what this id belongs to, when it is one of Microsoft's own: a first-party
/// application, the consumer tenant, a built-in role. Sources stand in `data/known-ids-sources.json`,
/// which nobody has to download.
pub fn known_name(guid: Guid) -> Option<&'static str> {
    let text = guid.to_string();
    table().iter().find(|(id, _)| *id == text).map(|(_, name)| name.as_str())
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Guid, known_name, table};

    #[test]
    fn every_entry_is_canonical_named_once_and_sourced() {
        #[derive(serde::Deserialize)]
        struct Sources {
            sources: BTreeMap<String, String>,
            ids: BTreeMap<String, String>,
        }
        let sources: Sources =
            serde_json::from_str(include_str!("../../data/known-ids-sources.json")).unwrap();
        let mut seen = BTreeSet::new();
        assert!(table().len() >= 15);
        assert_eq!(table().len(), sources.ids.len());
        for (id, name) in table() {
            let source = &sources.ids[id];
            assert_eq!(id.parse::<Guid>().unwrap().to_string(), *id);
            assert!(seen.insert(id), "{id} twice");
            assert!(!name.is_empty());
            assert!(sources.sources[source].starts_with("https://learn.microsoft.com/"), "{source}");
        }
    }

    #[test]
    fn names_microsoft_graph_and_nothing_else() {
        let graph = "00000003-0000-0000-c000-000000000000".parse().unwrap();
        assert_eq!(known_name(graph), Some("Microsoft Graph"));
        assert_eq!(known_name("5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61".parse().unwrap()), None);
    }
}
