//! What an answer of the platform does to the wizard.

use crate::azure::Field;
use crate::contract::{Check, CheckState, Connection, Status};
use crate::exchange::{Failure, FailureKind, FieldError, Outcome, Place};

use super::{Complaint, Effect, Explanation, Focus, Phase, Refusal, Step, Watch, Wizard, WizardEvent};

impl Wizard {
    /// Create or replace was answered.
    pub(super) fn sent(&mut self, outcome: Outcome<Connection>) -> Vec<Effect> {
        if !matches!(self.phase, Phase::Sending { .. }) {
            return Vec::new();
        }
        match outcome {
            Ok(reply) => {
                let connection = reply.value;
                let created =
                    WizardEvent::Created { id: connection.id.as_str().into(), status: connection.status };
                self.connection = Some(connection.id.clone());
                let mut effects = vec![Effect::Notify(created)];
                effects.extend(self.see(connection, true));
                effects.push(Effect::Focus(Focus::Heading));
                effects
            }
            Err(failure) => self.failed(failure),
        }
    }

    /// The connection was asked for.
    pub(super) fn polled(&mut self, outcome: Outcome<Connection>) -> Vec<Effect> {
        let Phase::Watching(watch) = &mut self.phase else { return Vec::new() };
        match outcome {
            Ok(reply) => self.see(reply.value, false),
            Err(failure) => match failure.kind() {
                FailureKind::SignedOut => self.refuse(Refusal::SignedOut),
                FailureKind::Forbidden => self.refuse(Refusal::Forbidden),
                FailureKind::NotFound => {
                    self.connection = None;
                    self.fresh = true;
                    self.refuse(Refusal::NotFound)
                }
                _ => {
                    // The connection stands at the platform whatever happens to the question.
                    watch.trouble = true;
                    Vec::new()
                }
            },
        }
    }

    /// The connection as the platform sees it now.
    fn see(&mut self, connection: Connection, first: bool) -> Vec<Effect> {
        let known = match &self.phase {
            Phase::Watching(watch) => watch.connection.as_deref(),
            _ => None,
        };
        let news =
            known.is_none_or(|known| known.status != connection.status || known.checks != connection.checks);
        self.care.note(&connection);
        let mut effects = Vec::new();
        if news {
            effects.push(Effect::Notify(WizardEvent::Status {
                id: connection.id.as_str().into(),
                status: connection.status,
                checks: connection.checks.clone(),
            }));
        }
        match connection.status {
            Status::Connected | Status::Attention => effects.extend(self.done(connection)),
            Status::Failed => effects.extend(self.not_verified(connection)),
            _ => {
                let paused = matches!(&self.phase, Phase::Watching(Watch { paused: true, .. }));
                let id = connection.id.clone();
                if first {
                    effects.push(Effect::SaveDraft);
                }
                effects.push(Effect::Poll { id: id.clone(), now: false });
                let connection = Some(Box::new(connection));
                self.phase = Phase::Watching(Watch { connection, id, paused, trouble: false });
            }
        }
        effects
    }

    fn done(&mut self, connection: Connection) -> Vec<Effect> {
        let mut effects = vec![Effect::ClearSecret, Effect::ClearDraft];
        if connection.status == Status::Connected && !self.announced {
            self.announced = true;
            effects.push(Effect::Notify(WizardEvent::Connected { id: connection.id.as_str().into() }));
        }
        self.known_anew();
        // It has been connected: replacing it is no longer ours to do.
        self.connection = None;
        self.forget_secret();
        self.phase = Phase::Done(Box::new(connection));
        effects.push(Effect::Focus(Focus::Heading));
        effects
    }

    /// Verification failed. What Azure said of a value is put at its field as well.
    fn not_verified(&mut self, connection: Connection) -> Vec<Effect> {
        self.connection = Some(connection.id.clone());
        let failed: Vec<&Check> =
            connection.checks.iter().filter(|check| check.state == CheckState::Fail).collect();
        let problem = failed
            .iter()
            .find_map(|check| check.code.as_ref())
            .map_or("verification-failed", |code| code.as_str());
        let problem: Box<str> = problem.into();
        let kind = connection.credential.as_ref().map(|credential| credential.kind);
        for check in failed {
            let explanation = Explanation::of_check(check, kind);
            if let Some(field) = explanation.field {
                self.put(Complaint::new(field, &explanation.code).said_by_host());
            }
        }
        // The same answers may pass next time: a role can be assigned in between.
        self.fresh = true;
        self.phase = Phase::Failed(Box::new(connection));
        vec![
            Effect::SaveDraft,
            Effect::Notify(WizardEvent::Failed { problem, retriable: true }),
            Effect::Focus(Focus::Heading),
        ]
    }

    fn failed(&mut self, failure: Failure) -> Vec<Effect> {
        // Nothing was accepted without a session, so the same submission goes on after the new login. What was
        // entered meanwhile is another one.
        let goes_on = matches!(failure.kind(), FailureKind::SignedOut | FailureKind::CsrfExpired);
        let settles = match failure.kind() {
            FailureKind::Fields(_) | FailureKind::AlreadyConnected { .. } => true,
            FailureKind::KeyReused | FailureKind::Refused => true,
            // What stands in front of a platform says these too, whatever the platform did before.
            _ => !self.unsettled && !failure.is_ambiguous() && !goes_on,
        };
        self.fresh |= settles;
        self.unsettled = !settles;
        match failure.kind() {
            FailureKind::Fields(errors) => return self.refused_fields(errors, &failure),
            FailureKind::NotFound => self.connection = None,
            _ => {}
        }
        self.refuse(refusal_of(&failure))
    }

    /// Each refused value goes to its field; one without a field is said on a screen of its own.
    fn refused_fields(&mut self, errors: &[FieldError], failure: &Failure) -> Vec<Effect> {
        let mut elsewhere = None;
        for error in errors {
            if let Place::Extra(name) = &error.place
                && self.refuse_extra(name.as_str(), &error.code, error.detail.as_str())
            {
                continue;
            }
            match self.spot_of(&error.place).filter(|(field, _)| self.asking_for(*field).is_some()) {
                Some((field, at)) => {
                    let mut complaint = Complaint::new(field, &error.code).at(at).said_by_host();
                    if !error.detail.is_empty() {
                        complaint = complaint.with("detail", error.detail.as_str());
                    }
                    self.put(complaint);
                }
                None => elsewhere = elsewhere.or(Some(error)),
            }
        }
        let event = Effect::Notify(WizardEvent::Failed {
            problem: failure.code().into(),
            retriable: failure.is_retriable(),
        });
        self.phase = Phase::Review;
        let first = self.itinerary().steps().iter().copied().find(|step| self.has_complaints(*step));
        let thumbprint = errors.iter().any(|error| error.place == Place::Thumbprint);
        match (first, elsewhere) {
            (None, _) if thumbprint && self.is_by_certificate() => {
                let mut effects = vec![event];
                self.forget_certificate();
                effects.extend(self.mend(Step::Credential, Focus::Heading));
                effects
            }
            (Some(step), _) => {
                let mut effects = vec![event];
                effects.extend(self.mend(step, Focus::Problems));
                effects
            }
            (None, error) => self.refuse(error.map_or(Refusal::Refused { detail: None }, refusal_of_error)),
        }
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) -> Vec<Effect> {
        let event = WizardEvent::Failed { problem: refusal.code().into(), retriable: refusal.is_retriable() };
        self.phase = Phase::Refused(refusal);
        self.go_to_connect();
        vec![Effect::SaveDraft, Effect::Notify(event), Effect::Focus(Focus::Heading)]
    }

    /// The field that asks for what stands at a place, and which of several it is.
    fn spot_of(&self, place: &Place) -> Option<(Field, usize)> {
        let field = match place {
            Place::Tenant => Field::Tenant,
            Place::Client => Field::Client,
            Place::Secret | Place::Credential => Field::Secret,
            Place::Expiry => Field::Expiry,
            Place::Name => Field::Name,
            Place::Scope(number) => {
                let target = self.answers.target.field();
                // What is sent are the good ones, each once; where it stands here is found by its ID.
                let sent = number.and_then(|number| {
                    self.answers.subscription_ids().get(usize::try_from(number).ok()?).copied()
                });
                let at = self.answers.subscriptions().position(|answer| answer.value().copied() == sent);
                return Some((
                    target,
                    at.filter(|_| sent.is_some() && target == Field::Subscription).unwrap_or(0),
                ));
            }
            Place::Cloud | Place::Thumbprint | Place::Role | Place::Extra(_) | Place::Whole => return None,
        };
        Some((field, 0))
    }
}

/// What a failure of a request is to the admin.
pub(super) fn refusal_of(failure: &Failure) -> Refusal {
    match failure.kind() {
        FailureKind::AlreadyConnected { id } => Refusal::AlreadyConnected(id.clone()),
        FailureKind::SignedOut | FailureKind::CsrfExpired => Refusal::SignedOut,
        FailureKind::Forbidden => Refusal::Forbidden,
        FailureKind::NotFound => Refusal::NotFound,
        FailureKind::TooMany | FailureKind::InProgress => Refusal::Busy,
        FailureKind::Server | FailureKind::Unreachable => Refusal::Unreachable,
        FailureKind::TimedOut => Refusal::TimedOut,
        FailureKind::Stopped => Refusal::Stopped,
        FailureKind::Unsure => Refusal::Unsure,
        FailureKind::Broken(_) => Refusal::Broken,
        FailureKind::Fields(_) | FailureKind::KeyReused | FailureKind::Stale | FailureKind::Refused => {
            Refusal::Refused {
                detail: failure.problem().and_then(|problem| {
                    let detail = problem.detail.as_ref().unwrap_or(&problem.title);
                    (!detail.is_empty()).then(|| detail.as_str().into())
                }),
            }
        }
    }
}

/// What a refused value is to the admin that stands in no field.
pub(super) fn refusal_of_error(error: &FieldError) -> Refusal {
    match &*error.code {
        "seal-expired" => Refusal::SealExpired,
        _ => Refusal::Refused { detail: (!error.detail.is_empty()).then(|| error.detail.as_str().into()) },
    }
}

/// The field that asks for what stands at a place.
pub(super) fn field_of(place: &Place) -> Option<Field> {
    match place {
        Place::Tenant => Some(Field::Tenant),
        Place::Client => Some(Field::Client),
        Place::Secret | Place::Credential => Some(Field::Secret),
        Place::Expiry => Some(Field::Expiry),
        Place::Scope(_) => Some(Field::Subscription),
        Place::Name => Some(Field::Name),
        Place::Cloud | Place::Thumbprint | Place::Role | Place::Extra(_) | Place::Whole => None,
    }
}
