//! Whether what was entered can go on.

use crate::azure::Field;

use super::{Complaint, Step, Wizard};

impl Wizard {
    /// Puts a complaint at its field, in place of what stood there.
    pub(super) fn put(&mut self, complaint: Complaint) {
        self.complaints.retain(|other| (other.field, other.at) != (complaint.field, complaint.at));
        self.complaints.push(complaint);
    }

    pub(super) fn has_complaints(&self, step: Step) -> bool {
        let fields = self.fields(step);
        self.complaints.iter().any(|complaint| fields.contains(&complaint.field))
            || (self.asks_extras(step) && !self.extra_complaints.is_empty())
    }

    /// Checks a step's fields, keeps what is wrong, and says whether anything is.
    pub(super) fn check(&mut self, step: Step) -> bool {
        let fields = self.fields(step);
        self.complaints.retain(|complaint| complaint.from_host || !fields.contains(&complaint.field));
        let conflict = self.conflict();
        let mut wrong = self.asks_extras(step) && self.check_extras();
        for field in fields {
            if field == Field::Subscription {
                wrong |= self.check_subscriptions();
                continue;
            }
            let empty = self.answers.is_empty(field) && !self.is_optional(field);
            // A secret that was typed here is gone: an optional field is as good as empty then.
            let own = self.answers.complaint(field);
            let own = own.filter(|complaint| !(complaint.is_secret_like() && self.is_optional(field)));
            let complaint = own.or_else(|| empty.then(|| Complaint::new(field, "empty")));
            let complaint = complaint.or_else(|| {
                let conflict =
                    conflict.filter(|conflict| conflict.first == field || conflict.second == field)?;
                let other = if conflict.first == field { conflict.second } else { conflict.first };
                Some(Complaint::new(field, conflict.kind.code()).with("other-field", other.id()))
            });
            let complaint = complaint.or_else(|| self.found_wrong(field).cloned());
            let complaint = complaint.filter(|complaint| !self.is_ahead(step, complaint));
            let complaint = complaint.or_else(|| self.wants_id(field));
            if let Some(complaint) = complaint {
                wrong = true;
                self.put(complaint);
            }
        }
        wrong
    }

    /// Whether a complaint is about this field and one that a later step asks for: there it can be put right.
    fn is_ahead(&self, step: Step, complaint: &Complaint) -> bool {
        let other = complaint.values.iter().find(|(name, _)| *name == "other-field");
        let other = other.and_then(|(_, id)| Field::from_id(id)).and_then(|other| self.asking_for(other));
        complaint.field != Field::Subscription && other.is_some_and(|other| other > step)
    }

    /// Each subscription by itself.
    pub(super) fn check_subscriptions(&mut self) -> bool {
        let field = Field::Subscription;
        let directory = self.directory();
        let wrong = (0..self.answers.subscription_count()).filter_map(|at| {
            let own = self.wrong_subscription(at, directory.as_ref());
            own.or_else(|| self.found_wrong_at(field, at).cloned())
        });
        let wrong: Vec<_> = wrong.collect();
        let any = !wrong.is_empty();
        wrong.into_iter().for_each(|complaint| self.put(complaint));
        any
    }
}
