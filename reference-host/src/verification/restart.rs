use super::Checklist;
use crate::clock::{Moment, today};
use crate::connection::Record;
use crate::host::Shared;

/// Puts a record at the beginning of a new verification. The one that may be under way ends at its next write.
pub fn restart(shared: &Shared, record: &mut Record) {
    let list = Checklist::new(record, &shared.platform.profile, today());
    record.take(list.into_checks());
    record.attempt += 1;
    record.look_at = None;
    record.deadline_at = Some(Moment::now().plus(shared.config.deadline_seconds));
}
