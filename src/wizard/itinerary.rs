use crate::azure::Cloud;
use crate::profile::{Profile, Role, Route};

use super::Step;

/// The steps of one route, in order. It never changes while the route stays the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Itinerary {
    steps: Vec<Step>,
}

impl Itinerary {
    /// The steps that `route` takes for this profile: a profile with one route and one cloud skips
    /// the choice, one without a role skips the role steps, one with a built-in role only assigns it.
    pub fn new(profile: &Profile, route: Route) -> Self {
        let mut steps = Vec::with_capacity(Step::ALL.len());
        let cloud = profile.clouds.first().copied().unwrap_or_default();
        if offered_routes(profile, cloud).nth(1).is_some() || profile.clouds.len() > 1 {
            steps.push(Step::Route);
        }
        let at_once = route.asks_at_once();
        if !at_once {
            steps.push(Step::App);
        }
        steps.push(Step::Credential);
        if !at_once {
            steps.push(Step::Subscription);
            if matches!(profile.role, Some(Role::Custom(_))) {
                steps.push(Step::Role);
            }
            if profile.role.is_some() {
                steps.push(Step::Assign);
            }
        }
        steps.push(Step::Connect);
        Self { steps }
    }

    /// The steps, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The first step.
    pub fn first(&self) -> Step {
        self.steps.first().copied().unwrap_or(Step::Connect)
    }

    /// Where a step stands, from 0.
    pub fn position(&self, step: Step) -> Option<usize> {
        self.steps.iter().position(|candidate| *candidate == step)
    }

    /// The step after `step`.
    pub fn after(&self, step: Step) -> Option<Step> {
        self.steps.get(self.position(step)? + 1).copied()
    }

    /// The step before `step`.
    pub fn before(&self, step: Step) -> Option<Step> {
        self.steps.get(self.position(step)?.checked_sub(1)?).copied()
    }

    /// The step itself where the route has it, else the nearest earlier one that has its fields:
    /// where a script does the work, and on “I have the values”, everything is asked in one place.
    pub fn home_of(&self, step: Step) -> Step {
        if self.position(step).is_some() {
            return step;
        }
        match step {
            Step::App | Step::Subscription if self.position(Step::Credential).is_some() => Step::Credential,
            Step::Role | Step::Assign if self.position(Step::Subscription).is_some() => Step::Subscription,
            _ => Step::Connect,
        }
    }
}

/// The routes that the profile offers in a cloud, in its order. Not every cloud has a Cloud Shell.
pub(super) fn offered_routes(profile: &Profile, cloud: Cloud) -> impl Iterator<Item = Route> + '_ {
    let shell = cloud.has_cloud_shell();
    profile.routes.iter().copied().filter(move |route| shell || *route != Route::CloudShell)
}

/// The route where `wanted` was: the same where the cloud has it, else the next one that it has.
pub(super) fn nearest_route(profile: &Profile, cloud: Cloud, wanted: Route) -> Route {
    let offered = |route: &Route| offered_routes(profile, cloud).any(|other| other == *route);
    let at = profile.routes.iter().position(|route| *route == wanted).unwrap_or(0);
    let (before, from) = profile.routes.split_at_checked(at).unwrap_or_default();
    // Where a profile offers nothing else, the values can still be typed.
    from.iter().chain(before).copied().find(offered).unwrap_or(Route::Existing)
}
