//! The operations of a role as rows for people to look through.

use super::{Action, ActionList, Role};
use crate::azure::letter::lowered;
use crate::text::find;

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Access {
    /// It only reads: its last word is `read`.
    Read,
    /// It may change something: it writes, deletes or acts, or a wildcard stands for all of these.
    Change,
    /// It only reads data inside resources.
    DataRead,
    /// It may change data inside resources.
    DataChange,
}

impl Access {
    /// All of them, the harmless ones first.
    pub const ALL: [Access; 4] = [Access::Read, Access::Change, Access::DataRead, Access::DataChange];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Access::Read => "read",
            Access::Change => "change",
            Access::DataRead => "data-read",
            Access::DataChange => "data-change",
        }
    }

    fn of(operation: &str, data: bool) -> Access {
        let reads = Action::parse(operation).is_ok_and(|action| action.is_read());
        match (reads, data) {
            (true, false) => Access::Read,
            (false, false) => Access::Change,
            (true, true) => Access::DataRead,
            (false, true) => Access::DataChange,
        }
    }
}

/// How many operations there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([usize; 4]);

impl Counts {
    /// How many do this.
    pub fn of(&self, access: Access) -> usize {
        let Counts([read, change, data_read, data_change]) = *self;
        match access {
            Access::Read => read,
            Access::Change => change,
            Access::DataRead => data_read,
            Access::DataChange => data_change,
        }
    }

    /// How many there are in all.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    fn add(&mut self, access: Access) {
        let Counts([read, change, data_read, data_change]) = self;
        *match access {
            Access::Read => read,
            Access::Change => change,
            Access::DataRead => data_read,
            Access::DataChange => data_change,
        } += 1;
    }
}

/// One operation that a role allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The operation, as it is written.
    pub operation: String,
    /// Where its provider stands in [`Listing::providers`].
    pub provider: usize,
    /// What it does.
    pub access: Access,
    /// Why the platform needs it, in the platform's words.
    pub reason: Option<String>,
    /// Whether it stands for more than one operation.
    pub wildcard: bool,
    /// Operation and reason in small letters, made once: a screen looks through them at each keystroke.
    searched: String,
}

/// A resource provider, with what a role may do there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// `Microsoft.Compute`, as it is written first; `*` for all of them.
    pub name: String,
    /// How many operations of each kind.
    pub counts: Counts,
}

/// The operations that a role allows, by provider and in the role's order. Made once for a role and looked
/// through often.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    rows: Vec<Row>,
    providers: Vec<Provider>,
    except: Vec<String>,
    counts: Counts,
}

impl Listing {
    /// The operations of a role, with the reason that this function knows for each.
    pub fn new(role: &Role, reason: &dyn Fn(&str) -> Option<String>) -> Listing {
        let mut listing = Listing::default();
        let mut names: Vec<(String, String)> = Vec::new();
        let mut found: Vec<(String, Row)> = Vec::new();
        for (list, operation) in role.permissions.iter().flat_map(|permission| {
            ActionList::ALL
                .into_iter()
                .flat_map(move |list| list.of(permission).iter().map(move |text| (list, text)))
        }) {
            let operation = operation.trim().to_owned();
            if list.takes_away() {
                listing.except.push(operation);
                continue;
            }
            let name = operation.split('/').next().unwrap_or_default();
            let key = name.to_ascii_lowercase();
            names.push((key.clone(), name.to_owned()));
            let reason = reason(&operation);
            let mut searched = lowered(&operation);
            if let Some(reason) = &reason {
                searched.push('\n');
                searched.push_str(&lowered(reason));
            }
            let access = Access::of(&operation, list.is_data());
            listing.counts.add(access);
            let wildcard = operation.contains('*');
            found.push((key, Row { operation, provider: 0, access, reason, wildcard, searched }));
        }
        // Both sorts keep the order of equals, so that the first spelling stays the first.
        names.sort_by(|one, other| one.0.cmp(&other.0));
        names.dedup_by(|later, first| later.0 == first.0);
        found.sort_by(|one, other| one.0.cmp(&other.0));
        for (key, mut row) in found {
            row.provider = names.binary_search_by(|(name, _)| name.cmp(&key)).unwrap_or_default();
            listing.rows.push(row);
        }
        listing.providers =
            names.into_iter().map(|(_, name)| Provider { name, counts: Counts::default() }).collect();
        for row in &listing.rows {
            if let Some(provider) = listing.providers.get_mut(row.provider) {
                provider.counts.add(row.access);
            }
        }
        listing
    }

    /// All rows: by provider, and in the role's order there.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The providers in the order of the alphabet; all of them together (`*`) come first.
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// What is taken away from the rows (`notActions` and `notDataActions`), in the role's order.
    pub fn except(&self) -> &[String] {
        &self.except
    }

    /// How many operations of each kind.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The rows whose operation or reason holds each of these words, in any case: all of them for none.
    pub fn matching(&self, words: &str) -> impl Iterator<Item = &Row> {
        let words: Vec<String> = words.split_whitespace().map(lowered).collect();
        self.rows.iter().filter(move |row| words.iter().all(|word| find(&row.searched, word).is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, Listing};
    use crate::azure::role::{Permission, Role};

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    fn role() -> Role {
        Role {
            permissions: vec![Permission {
                actions: texts(&[
                    "Microsoft.Network/virtualNetworks/read",
                    "Microsoft.Compute/disks/write",
                    "*/read",
                    "microsoft.compute/virtualMachines/*",
                    "Microsoft.Compute/disks/Read",
                    "Microsoft.Compute/disks/beginGetAccess/action",
                ]),
                not_actions: texts(&["Microsoft.Compute/virtualMachines/delete"]),
                data_actions: texts(&["Microsoft.Storage/a/b/read", "Microsoft.Storage/a/b/*"]),
                not_data_actions: Vec::new(),
            }],
            ..Role::default()
        }
    }

    fn listing() -> Listing {
        Listing::new(&role(), &|operation| {
            operation.contains("disks").then(|| "keep your Disks Ünder way".into())
        })
    }

    #[test]
    fn by_provider_in_the_order_of_the_role() {
        let listing = listing();
        let rows: Vec<&str> = listing.rows().iter().map(|row| row.operation.as_str()).collect();
        assert_eq!(
            rows,
            [
                "*/read",
                "Microsoft.Compute/disks/write",
                "microsoft.compute/virtualMachines/*",
                "Microsoft.Compute/disks/Read",
                "Microsoft.Compute/disks/beginGetAccess/action",
                "Microsoft.Network/virtualNetworks/read",
                "Microsoft.Storage/a/b/read",
                "Microsoft.Storage/a/b/*",
            ]
        );
        let providers: Vec<(&str, usize)> = listing
            .providers()
            .iter()
            .map(|provider| (provider.name.as_str(), provider.counts.total()))
            .collect();
        let expected =
            [("*", 1), ("Microsoft.Compute", 4), ("Microsoft.Network", 1), ("Microsoft.Storage", 2)];
        assert_eq!(providers, expected);
        assert_eq!(
            listing.rows().iter().map(|row| row.provider).collect::<Vec<_>>(),
            [0, 1, 1, 1, 1, 2, 3, 3]
        );
        assert_eq!(listing.except(), ["Microsoft.Compute/virtualMachines/delete"]);
    }

    #[test]
    fn the_split() {
        let listing = listing();
        assert_eq!(Access::ALL.map(|access| listing.counts().of(access)), [3, 3, 1, 1]);
        assert_eq!(listing.counts().total(), 8);
        assert_eq!(Access::ALL.map(Access::code), ["read", "change", "data-read", "data-change"]);
        let compute = listing.providers()[1].counts;
        assert_eq!(Access::ALL.map(|access| compute.of(access)), [1, 3, 0, 0]);
        let wild: Vec<bool> = listing.rows().iter().map(|row| row.wildcard).collect();
        assert_eq!(wild, [true, false, true, false, false, false, false, true]);
    }

    #[test]
    fn words_are_looked_for_in_operation_and_reason() {
        let listing = listing();
        let count = |words| listing.matching(words).count();
        assert_eq!(count(""), 8);
        assert_eq!(count("  DISKS "), 3);
        assert_eq!(count("write disks"), 1);
        assert_eq!(count("üNDER way"), 3);
        assert_eq!(count("nothing"), 0);
    }

    #[test]
    fn what_is_no_operation_counts_as_a_change() {
        let mut odd = role();
        odd.permissions[0].actions = texts(&["", "<action>", "read"]);
        let listing = Listing::new(&odd, &|_| None);
        assert_eq!(listing.counts().of(Access::Change), 3);
    }

    #[test]
    fn thirty_times_the_rows_take_no_thousand_times_the_time() {
        let took = |count: usize| {
            let mut wide = role();
            wide.permissions[0].actions =
                (0..count).map(|n| format!("Microsoft.P{}/kind{n}/read", n % 90)).collect();
            let listing =
                Listing::new(&wide, &|_| Some("a reason of a usual length, for the row to be longer".into()));
            let last = format!("kind{}", count - 1);
            let run = || {
                let start = std::time::Instant::now();
                assert_eq!(listing.matching(&last).count(), 1);
                start.elapsed()
            };
            (0..5).map(|_| run()).min().unwrap()
        };
        let (few, many) = (took(160), took(4800));
        assert!(many < few * 300, "{few:?} {many:?}");
    }
}
