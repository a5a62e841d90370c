use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use azure_connect::azure::Cloud;
use azure_connect::contract::Finding;

use crate::account::Account;

/// What was found of late, and who asked how often: Microsoft is asked as seldom as possible, and
/// nobody uses the host to try names out.
#[derive(Debug, Default)]
pub struct Lookups {
    found: Mutex<HashMap<Key, (Finding, Instant)>>,
    asked: Mutex<HashMap<Account, (Instant, u32)>>,
}

/// Cloud and value.
type Key = (Cloud, String);

/// A directory and its subscriptions stay together for years; a transfer shows after this.
const FOUND: Duration = Duration::from_secs(600);
/// A directory or subscription that was just made is there soon.
const UNKNOWN: Duration = Duration::from_secs(30);
/// Questions of one account in one [`SPAN`]. Somebody who fills in a form asks a handful.
const MOST: u32 = 60;
const SPAN: Duration = Duration::from_secs(60);
/// Entries of each table.
const LARGEST: usize = 4_096;

impl Lookups {
    /// Counts a question.
    ///
    /// # Errors
    /// With the seconds until there may be another, when the account has asked too often.
    pub fn admit(&self, account: &Account) -> Result<(), u32> {
        let now = Instant::now();
        let mut asked = lock(&self.asked);
        let old = |since: &Instant| now.duration_since(*since) >= SPAN;
        make_room(&mut asked, |(since, _)| old(since));
        let (since, count) = asked.entry(account.clone()).or_insert((now, 0));
        if old(since) {
            (*since, *count) = (now, 0);
        }
        if *count >= MOST {
            let left = SPAN.saturating_sub(now.duration_since(*since)).as_secs() + 1;
            return Err(u32::try_from(left).unwrap_or(u32::MAX));
        }
        *count += 1;
        Ok(())
    }

    /// What was found a short while ago.
    pub fn known(&self, key: &Key) -> Option<Finding> {
        let (finding, at) = *lock(&self.found).get(key)?;
        is_fresh(finding, at).then_some(finding)
    }

    /// Keeps what was found. What nobody could tell is asked again the next time.
    pub fn keep(&self, key: Key, finding: Finding) {
        if finding != Finding::Unconfirmed {
            let mut found = lock(&self.found);
            make_room(&mut found, |(finding, at)| !is_fresh(*finding, *at));
            found.insert(key, (finding, Instant::now()));
        }
    }
}

fn is_fresh(finding: Finding, at: Instant) -> bool {
    at.elapsed() < if finding == Finding::Unknown { UNKNOWN } else { FOUND }
}

/// Drops what is too old once a table is full, and everything if that is not enough.
fn make_room<K: Eq + Hash, V>(table: &mut HashMap<K, V>, is_old: impl Fn(&V) -> bool) {
    if table.len() >= LARGEST {
        table.retain(|_, value| !is_old(value));
    }
    if table.len() >= LARGEST {
        table.clear();
    }
}

/// Nothing is left half-done under these locks, so a panic elsewhere spoils nothing.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Account, Cloud, Finding, LARGEST, Lookups, MOST, lock};

    #[test]
    fn each_account_has_so_many_questions() {
        let lookups = Lookups::default();
        let account = |name: &str| Account::parse(name).unwrap();
        for _ in 0..MOST {
            assert_eq!(lookups.admit(&account("acme")), Ok(()));
        }
        let wait = lookups.admit(&account("acme")).unwrap_err();
        assert!((1..=61).contains(&wait), "{wait}");
        assert_eq!(lookups.admit(&account("other")), Ok(()));
    }

    #[test]
    fn what_was_found_is_kept_and_what_was_not_is_asked_again() {
        let lookups = Lookups::default();
        let key = |name: &str| (Cloud::AzureCloud, name.to_owned());
        let found = Finding::Found("5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61".parse().unwrap());
        lookups.keep(key("a.example"), found);
        lookups.keep(key("b.example"), Finding::Unknown);
        lookups.keep(key("c.example"), Finding::Unconfirmed);
        assert_eq!(lookups.known(&key("a.example")), Some(found));
        assert_eq!(lookups.known(&key("b.example")), Some(Finding::Unknown));
        assert_eq!(lookups.known(&key("c.example")), None);
        assert_eq!(lookups.known(&(Cloud::AzureUSGovernment, "a.example".to_owned())), None);
    }

    #[test]
    fn the_tables_do_not_grow_for_ever() {
        let lookups = Lookups::default();
        for number in 0..LARGEST + 2 {
            lookups.keep((Cloud::AzureCloud, number.to_string()), Finding::Unknown);
            let _ = lookups.admit(&Account::parse(&number.to_string()).unwrap());
        }
        assert!(lock(&lookups.found).len() <= LARGEST);
        assert!(lock(&lookups.asked).len() <= LARGEST);
    }
}
