use crate::azure::role::Action;
use crate::profile::CustomRole;
use crate::text::find;

/// What an operation of a role does, as far as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// It only looks.
    Read,
    /// It can change something.
    Change,
    /// It is taken out of the others again (`notActions`, `notDataActions`).
    Except,
}

/// One operation of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRow {
    /// The operation, as the profile writes it.
    pub operation: Box<str>,
    /// What it does.
    pub does: Does,
    /// Whether it is about the data inside resources.
    pub data: bool,
    /// Why the platform needs it, if the profile says so.
    pub reason: Option<Box<str>>,
    /// Operation and reason in lower case, for the filter.
    searched: Box<str>,
}

impl RoleRow {
    /// The resource provider: what stands before the first slash; `*` for any.
    pub fn provider(&self) -> &str {
        self.operation.split('/').next().unwrap_or_default()
    }
}

/// How many operations a role has, by what they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoleCount {
    /// All that it allows.
    pub total: usize,
    /// Those that only look.
    pub read: usize,
    /// Those that can change something.
    pub change: usize,
    /// How many of all are about the data inside resources.
    pub data: usize,
}

/// The operations of a role, by resource provider.
#[derive(Clone, Debug)]
pub struct RoleTable {
    rows: Vec<RoleRow>,
    count: RoleCount,
}

impl RoleTable {
    /// The table of a profile's role. Providers in alphabetical order, the profile's own order in each.
    pub fn new(role: &CustomRole) -> Self {
        let mut rows = Vec::new();
        let mut count = RoleCount::default();
        for (list, allowed, data) in [
            (&role.actions, true, false),
            (&role.not_actions, false, false),
            (&role.data_actions, true, true),
            (&role.not_data_actions, false, true),
        ] {
            for operation in list {
                let does = does(operation, allowed);
                match does {
                    Does::Read => count.read += 1,
                    Does::Change => count.change += 1,
                    Does::Except => {}
                }
                count.total += usize::from(allowed);
                count.data += usize::from(allowed && data);
                let reason = role.reason(operation).map(Into::into);
                let searched = [operation.as_str(), "\n", reason.as_deref().unwrap_or_default()].concat();
                let searched = searched.to_ascii_lowercase().into();
                rows.push(RoleRow { operation: operation.as_str().into(), does, data, reason, searched });
            }
        }
        rows.sort_by_cached_key(|row| row.provider().to_ascii_lowercase());
        Self { rows, count }
    }

    /// How many operations there are.
    pub fn count(&self) -> RoleCount {
        self.count
    }

    /// The operations whose name or reason holds each word of `filter`, whatever the case: the first `limit`
    /// of them, and how many there are.
    pub fn filter(&self, filter: &str, limit: usize) -> (Vec<&RoleRow>, usize) {
        let filter = filter.to_ascii_lowercase();
        let mut total = 0;
        let mut first = Vec::new();
        for row in &self.rows {
            if filter.split_whitespace().all(|word| find(&row.searched, word).is_some()) {
                total += 1;
                if first.len() < limit {
                    first.push(row);
                }
            }
        }
        (first, total)
    }
}

fn does(operation: &str, allowed: bool) -> Does {
    match Action::parse(operation) {
        _ if !allowed => Does::Except,
        Ok(action) if action.is_read() => Does::Read,
        _ => Does::Change,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role() -> CustomRole {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        CustomRole {
            name: "R".into(),
            description: String::new(),
            version: None,
            actions: texts(&[
                "Microsoft.Network/dnsZones/read",
                "Microsoft.Compute/disks/write",
                "microsoft.compute/disks/READ",
                "*/read",
            ]),
            not_actions: texts(&["Microsoft.Compute/snapshots/read"]),
            data_actions: texts(&["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"]),
            not_data_actions: vec![],
            reasons: [("Microsoft.Compute/disks/*".to_owned(), "makes and resizes Disks".to_owned())].into(),
        }
    }

    #[test]
    fn counts_what_is_allowed() {
        let count = RoleTable::new(&role()).count();
        assert_eq!(count, RoleCount { total: 5, read: 3, change: 2, data: 1 });
    }

    #[test]
    fn providers_stand_together_in_order() {
        let table = RoleTable::new(&role());
        let (rows, total) = table.filter("", usize::MAX);
        let providers: Vec<_> = rows.iter().map(|row| row.provider()).collect();
        assert_eq!(total, 6);
        assert_eq!(
            providers,
            [
                "*",
                "Microsoft.Compute",
                "microsoft.compute",
                "Microsoft.Compute",
                "Microsoft.Network",
                "Microsoft.Storage"
            ]
        );
        assert_eq!(rows[3].does, Does::Except);
        assert!(rows[5].data);
    }

    #[test]
    fn finds_in_name_and_reason_whatever_the_case() {
        let table = RoleTable::new(&role());
        assert_eq!(table.filter("DISKS compute", 9).1, 2);
        assert_eq!(table.filter("resizes", 9).1, 2);
        assert_eq!(table.filter("nowhere", 9).1, 0);
        let (first, total) = table.filter(" ", 2);
        assert_eq!((first.len(), total), (2, 6));
    }
}
