//! Tables: `az … --output table` and PowerShell's, with a line of hyphens below the header, and rows of the
//! portal with tabs between the cells.

use super::gather::{At, Gather, Weight};
use super::key::{Meaning, meaning};
use super::{FoundSubscription, Source, az_account, shape};
use crate::azure::{Cloud, Date, Field, Guid, SubscriptionId, TenantId, edge};

/// The table that is being read.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Column>,
    tabs: bool,
}

struct Column {
    /// Characters from the left; in a table with tabs, the number of the cell.
    from: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Means(Option<Meaning>),
    Name,
    State,
    Default,
}

impl Table {
    /// Takes a line of a table, its header or its rule.
    pub(super) fn line(
        &mut self,
        line: &str,
        next: Option<&str>,
        number: usize,
        gather: &mut Gather,
    ) -> bool {
        if edge::trim_blank(line).is_empty() {
            self.columns.clear();
            return false;
        }
        if !self.columns.is_empty() {
            if !is_rule(line) {
                self.row(line, number, gather);
            }
            return true;
        }
        if next.is_some_and(is_rule) {
            self.tabs = false;
            self.columns =
                starts(next.unwrap_or_default()).map(|from| Column { from, kind: Kind::Name }).collect();
        } else if line.contains('\t') {
            self.tabs = true;
            self.columns =
                (0..=line.matches('\t').count()).map(|from| Column { from, kind: Kind::Name }).collect();
        } else {
            return false;
        }
        let kinds: Vec<Kind> = self.cells(line).map(kind).collect();
        let known = kinds.iter().filter(|kind| matches!(kind, Kind::Means(Some(_)))).count();
        // With tabs between, a label and its value look the same as a header.
        let headers: Vec<&str> = self.cells(line).collect();
        let has_id = headers.iter().any(|header| Guid::dressed(header).is_some());
        if known == 0 || has_id || self.tabs && known < 2 {
            self.columns.clear();
            return false;
        }
        // Get-AzSubscription: of the ids, this one is the subscription's.
        let state = kinds.contains(&Kind::State);
        for ((column, kind), header) in self.columns.iter_mut().zip(kinds).zip(headers) {
            column.kind = match kind {
                Kind::Means(None) if state && header.eq_ignore_ascii_case("id") => {
                    Kind::Means(Some(Meaning::Field(Field::Subscription)))
                }
                kind => kind,
            };
        }
        true
    }

    fn cells<'l>(&self, line: &'l str) -> impl Iterator<Item = &'l str> {
        let starts: Vec<usize> = self.columns.iter().map(|column| column.from).collect();
        cells(line, self.tabs, &starts).into_iter()
    }

    fn row(&self, line: &str, number: usize, gather: &mut Gather) {
        let at = At { source: Source::Table, line: number };
        let mut found: Option<SubscriptionId> = None;
        let has_secret = shape::only_secret(line).is_some();
        let (mut name, mut tenant, mut cloud, mut enabled, mut is_default) = (None, None, None, true, false);
        for (column, cell) in self.columns.iter().zip(self.cells(line)) {
            match column.kind {
                Kind::Means(Some(Meaning::Field(Field::Subscription))) => {
                    found = SubscriptionId::parse(cell).ok();
                    if found.is_none() {
                        gather.value(Field::Subscription, cell, at);
                    }
                }
                Kind::Means(Some(Meaning::Field(Field::Secret))) => {
                    if let Some(secret) = shape::only_secret(cell) {
                        gather.secret(secret, at);
                    }
                }
                Kind::Means(Some(Meaning::Field(Field::Tenant))) => match cell.parse::<TenantId>() {
                    Ok(id) => {
                        tenant = Some(id);
                        gather.add(Some(Field::Tenant), Weight::Listed, id.to_string(), at);
                    }
                    Err(_) => {
                        gather.value(Field::Tenant, cell, at);
                    }
                },
                // Of several secrets, the day of the one that can be read is asked for.
                Kind::Means(Some(Meaning::Field(Field::Expiry))) if !has_secret => {
                    if let Ok(date) = Date::parse(cell) {
                        gather.add(Some(Field::Expiry), Weight::Listed, date.to_string(), at);
                    }
                }
                Kind::Means(Some(meaning)) => {
                    gather.take(meaning, cell, at);
                    if meaning == Meaning::Cloud {
                        cloud = Cloud::parse(cell).ok();
                    }
                }
                // A secret in a column of another name: the portal's is called `Value`.
                Kind::Means(None) => {
                    if let Some(secret) = shape::only_secret(cell) {
                        gather.secret(secret, at);
                    }
                }
                Kind::Name => name = Some(cell.to_owned()).filter(|name| !name.is_empty()),
                Kind::State => enabled = cell.is_empty() || az_account::usable(cell),
                Kind::Default => is_default = cell.eq_ignore_ascii_case("true"),
            }
        }
        if let Some(id) = found
            && tenant.is_none_or(|tenant| tenant.guid() != id.guid())
        {
            gather.subscription(FoundSubscription { id, name, tenant, cloud, enabled, is_default }, at);
        }
    }
}

fn kind(header: &str) -> Kind {
    let is = |name: &str| header.eq_ignore_ascii_case(name);
    if is("name") || is("subscription name") {
        Kind::Name
    } else if is("state") {
        Kind::State
    } else if is("isdefault") {
        Kind::Default
    } else {
        Kind::Means(meaning(header).filter(|_| !is("displayname")))
    }
}

/// `----  ------`: hyphens and spaces, and two columns at least.
fn is_rule(line: &str) -> bool {
    let line = line.trim_end();
    line.bytes().all(|b| matches!(b, b'-' | b' ')) && starts(line).nth(1).is_some()
}

/// Where the columns below a rule begin, in characters.
fn starts(rule: &str) -> impl Iterator<Item = usize> + '_ {
    let before = std::iter::once(b' ').chain(rule.bytes());
    before.zip(rule.bytes()).enumerate().filter(|(_, (a, b))| *a == b' ' && *b == b'-').map(|(at, _)| at)
}

fn cells<'l>(line: &'l str, tabs: bool, starts: &[usize]) -> Vec<&'l str> {
    if tabs {
        return line.split('\t').map(edge::trim_blank).collect();
    }
    let place = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    let ends = starts.iter().skip(1).map(|&from| place(from)).chain([line.len()]);
    let cells = starts.iter().map(|&from| place(from)).zip(ends);
    cells.map(|(from, to)| edge::trim_blank(line.get(from..to).unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests;
