//! Ids that Microsoft gave to things of its own, often pasted for one's own.

use std::sync::OnceLock;

use super::{Guid, TenantId};
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

/// Microsoft's own company directory. People who work there connect its subscriptions; with everybody
/// else it comes from an example. Its source is the page of first-party applications.
const MICROSOFT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";

/// Whether this is Microsoft's own company directory: a doubt, for whoever does not work there.
pub fn is_microsofts_own(tenant: TenantId) -> bool {
    MICROSOFT.parse() == Ok(tenant)
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

    /// Each copied anew from the page that is its source.
    #[test]
    fn what_is_pasted_by_mistake_is_named() {
        for (id, name) in [
            ("04b07795-8ddb-461a-bbee-02f9e1bf7b46", "the Azure CLI"),
            ("1950a258-227b-4e31-a9cf-717495945fc2", "Azure PowerShell"),
            ("c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "the Azure portal"),
            ("797f4846-ba00-4fd7-ba43-dac1f8f63013", "the Azure Service Management API"),
            ("9188040d-6c67-4c5b-b112-36a304b66dad", "all personal Microsoft accounts"),
            ("f8cdef31-a31e-4b4a-93e4-5f571e91255a", "Microsoft’s directory of services"),
            ("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "the Owner role"),
            ("b24988ac-6180-42a0-ab88-20f7382dd24c", "the Contributor role"),
            ("acdd72a7-3385-48ef-bd42-f606fba81ae7", "the Reader role"),
            ("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "the User Access Administrator role"),
            ("f58310d9-a9f6-439a-9e8d-f62e7b41a168", "the Role Based Access Control Administrator role"),
        ] {
            assert_eq!(known_name(id.parse().unwrap()), Some(name), "{id}");
        }
    }

    #[test]
    fn names_microsoft_graph_and_nothing_else() {
        let graph = "00000003-0000-0000-c000-000000000000".parse().unwrap();
        assert_eq!(known_name(graph), Some("Microsoft Graph"));
        assert_eq!(known_name("5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61".parse().unwrap()), None);
    }

    #[test]
    fn one_directory_is_microsofts_own() {
        let own = |id: &str| super::is_microsofts_own(id.parse().unwrap());
        assert!(own("72f988bf-86f1-41af-91ab-2d7cd011db47"));
        assert!(!own("5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61"));
    }
}
