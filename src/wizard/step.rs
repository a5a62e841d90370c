/// A step of the wizard. [`Step::id`] is what hosts see in `ac-step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Choose the route and the cloud.
    Route,
    /// Register the app; bring back its two IDs.
    App,
    /// Create the credential; on the route “I have the values”, all values at once.
    Credential,
    /// Choose the subscription.
    Subscription,
    /// Create the custom role.
    Role,
    /// Assign the role to the app.
    Assign,
    /// Check the answers, connect, watch the checks.
    Connect,
}

impl Step {
    /// All steps, in their order.
    pub const ALL: [Self; 7] = [
        Self::Route,
        Self::App,
        Self::Credential,
        Self::Subscription,
        Self::Role,
        Self::Assign,
        Self::Connect,
    ];

    /// The stable id: `route`, `app`, `credential`, `subscription`, `role`, `assign`, `connect`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::App => "app",
            Self::Credential => "credential",
            Self::Subscription => "subscription",
            Self::Role => "role",
            Self::Assign => "assign",
            Self::Connect => "connect",
        }
    }

    /// The step with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.id() == id)
    }
}

/// A set of steps, such as those that were visited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepSet(u8);

impl StepSet {
    /// Adds a step.
    pub fn insert(&mut self, step: Step) {
        self.0 |= 1 << step as u8;
    }

    /// Takes a step out.
    pub fn remove(&mut self, step: Step) {
        self.0 &= !(1 << step as u8);
    }

    /// Whether the step is in the set.
    pub fn contains(self, step: Step) -> bool {
        self.0 & (1 << step as u8) != 0
    }
}
