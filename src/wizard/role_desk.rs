use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::azure::role::{self, Form, Level, LintFinding, Listing, RenderError};
use crate::azure::{Scope, SubscriptionId};
use crate::profile::{CustomRole, Role};

use super::{Effect, ExistingRole, ReadRole, Step, Target, Wizard};

/// How many operations are shown at once, and how many more at a time.
const ROWS: usize = 50;

/// What happens on the step of the role.
#[derive(Debug)]
pub enum RoleMessage {
    /// The form of the file was chosen.
    Form(Form),
    /// “Create a new role instead”, or “Extend the role that is there”.
    Anew(bool),
    /// The filter of the operations changed.
    Filter(Box<str>),
    /// “Show more” operations.
    More,
    /// The text of the role that is there changed: what was said of it is void.
    Touched,
    /// “Compare”: the text of the role that is there.
    Read(Box<str>),
    /// “Use the repaired form” of this text.
    Repair(Box<str>),
    /// The text holds a secret. It does not come here.
    SecretLike,
    /// The text is larger than is read.
    TooLarge,
    /// The browser could not read the file.
    NoFile,
}

impl RoleMessage {
    /// Whether it leaves the role file as it is.
    pub(super) const fn only_looks(&self) -> bool {
        matches!(self, Self::Filter(_) | Self::More)
    }
}

/// What the step of the role holds besides the answers. It is not kept in the draft.
#[derive(Debug)]
pub struct RoleDesk {
    form: Form,
    anew: bool,
    filter: Box<str>,
    shown: usize,
    existing: ExistingRole,
    /// Whether something stands in the field of the role that is there, so that it has to stay.
    holds_text: bool,
    listing: OnceCell<Listing>,
    /// The file as it was last made, until something changes it: with thousands of operations it
    /// takes longer than a keystroke may.
    file: RefCell<Option<Rc<RoleToHand>>>,
}

/// The role as it is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleToHand {
    /// Where it is to be assignable.
    pub scopes: Vec<String>,
    /// What Azure would refuse in it.
    pub faults: Vec<LintFinding>,
    /// The file in the chosen form; none where a role that was shown does not fit into the form.
    pub text: Result<Rc<str>, RenderError>,
}

impl Default for RoleDesk {
    fn default() -> Self {
        Self {
            form: Form::Portal,
            anew: false,
            filter: "".into(),
            shown: ROWS,
            existing: ExistingRole::None,
            holds_text: false,
            listing: OnceCell::new(),
            file: RefCell::default(),
        }
    }
}

impl RoleDesk {
    /// The form of the file.
    pub fn form(&self) -> Form {
        self.form
    }

    /// What the operations are filtered by.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// How many operations are shown.
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// How many “Show more” adds.
    pub const fn more(&self) -> usize {
        ROWS
    }

    /// Whether a new role is made although there is one that could be extended.
    pub fn is_anew(&self) -> bool {
        self.anew
    }

    /// What the admin showed of the role that is there.
    pub fn existing(&self) -> &ExistingRole {
        &self.existing
    }

    /// Whether something stands in the field of the role that is there. The field is the only place that
    /// holds the text, so it stays while other steps are shown.
    pub fn holds_text(&self) -> bool {
        self.holds_text
    }

    pub(super) fn forget_file(&mut self) {
        *self.file.get_mut() = None;
    }
}

impl Wizard {
    pub(super) fn at_the_role(&mut self, message: RoleMessage) -> Vec<Effect> {
        let name = self.role_name().map(str::to_owned);
        let effects = self.change_role(message);
        // It is part of what is sent.
        if self.role_name() != name.as_deref() {
            self.entered();
        }
        effects
    }

    fn change_role(&mut self, message: RoleMessage) -> Vec<Effect> {
        let desk = &mut self.desk;
        match message {
            RoleMessage::Form(form) => desk.form = form,
            RoleMessage::Anew(anew) => desk.anew = anew,
            RoleMessage::Filter(filter) => {
                desk.filter = filter;
                desk.shown = ROWS;
            }
            RoleMessage::More => desk.shown += ROWS,
            RoleMessage::Touched => {
                desk.existing = ExistingRole::None;
                desk.holds_text = true;
            }
            RoleMessage::Read(text) => return self.read_role(&text),
            RoleMessage::Repair(text) => return self.repair_role(&text),
            RoleMessage::SecretLike => desk.existing = ExistingRole::SecretLike,
            RoleMessage::TooLarge => desk.existing = ExistingRole::TooLarge,
            RoleMessage::NoFile => desk.existing = ExistingRole::NoFile,
        }
        Vec::new()
    }

    fn read_role(&mut self, text: &str) -> Vec<Effect> {
        self.desk.holds_text = !text.trim().is_empty();
        self.desk.anew = false;
        self.desk.existing = if self.desk.holds_text {
            ExistingRole::read(text, &self.needed_role())
        } else {
            ExistingRole::None
        };
        Vec::new()
    }

    fn repair_role(&mut self, text: &str) -> Vec<Effect> {
        let Some((repaired, existing)) = ExistingRole::repair(text, &self.needed_role()) else {
            return Vec::new();
        };
        self.desk.existing = existing;
        vec![Effect::ShowRole(repaired.into())]
    }

    /// What the step of the role holds.
    pub fn desk(&self) -> &RoleDesk {
        &self.desk
    }

    /// The platform's own role, if it has one.
    pub fn custom_role(&self) -> Option<&CustomRole> {
        match &self.profile.role {
            Some(Role::Custom(role)) => Some(role),
            _ => None,
        }
    }

    /// The operations of the platform's role. Made when it is asked for first.
    pub fn role_listing(&self) -> Option<&Listing> {
        let role = self.custom_role()?;
        let reason = |operation: &str| role.reason(operation).map(str::to_owned);
        Some(self.desk.listing.get_or_init(|| Listing::new(&role.definition(), &reason)))
    }

    /// The platform's role, without scopes.
    fn needed_role(&self) -> role::Role {
        self.custom_role().map(CustomRole::definition).unwrap_or_default()
    }

    /// The role that is there, where the admin showed it and it is to be used.
    pub fn read_role_file(&self) -> Option<&ReadRole> {
        self.desk.existing.role().filter(|_| !self.desk.anew)
    }

    /// Whether the role that is there needs no change: it was shown, it has everything, and it can be
    /// assigned where it is to be.
    pub fn role_is_enough(&self) -> bool {
        let scopes = self.answers.scopes();
        !scopes.is_empty() && self.read_role_file().is_some_and(|role| role.is_enough(&scopes))
    }

    /// Whether a role that is there is extended, by what is known of it.
    pub fn extends_role(&self) -> bool {
        !self.desk.anew && self.could_extend_role()
    }

    /// Whether there is a role that could be extended.
    pub fn could_extend_role(&self) -> bool {
        self.desk.existing.role().is_some() || !self.known_scopes().is_empty()
    }

    /// What the role is called in the admin's directory: the platform's name for it, unless the admin
    /// showed one of another name.
    pub fn role_name(&self) -> Option<&str> {
        let own = self.profile.role.as_ref()?.name();
        Some(
            self.read_role_file()
                .map(|role| role.file.role.name.as_str())
                .filter(|name| !name.is_empty())
                .unwrap_or(own),
        )
    }

    /// The role as it is to be: the one that was shown with what is missing, else the platform's,
    /// assignable where it was before, as far as that is known, and on the subscription to be connected.
    fn role_to_be(&self) -> role::Role {
        let (needed, new) = (self.needed_role(), self.answers.scopes());
        if let Some(read) = self.read_role_file() {
            return read.extended(&needed, &new);
        }
        let mut scopes = if self.extends_role() { self.known_scopes() } else { Vec::new() };
        scopes.extend(new);
        role::Role { assignable_scopes: scopes.iter().map(Scope::to_string).collect(), ..needed }
    }

    /// The subscription whose pages a step is about. A role is listed where it can be assigned: one that is to
    /// be extended in the portal is not found on the new subscription yet.
    pub fn portal_subscription(&self, step: Step) -> Option<SubscriptionId> {
        let own = self.answers.subscription.value().copied();
        if self.answers.target == Target::ManagementGroup {
            return None;
        }
        if self.part(step) != "role-again" {
            return own;
        }
        let known = match self.read_role_file() {
            Some(read) => read.scopes().filter_map(|scope| scope.parse().ok()).collect(),
            None => self.known_scopes(),
        };
        known.iter().find_map(Scope::subscription).or(own)
    }

    /// Whether there is a role file: the profile has a custom role, and its scope is known.
    pub fn has_role_file(&self) -> bool {
        self.custom_role().is_some() && !self.answers.scopes().is_empty()
    }

    /// The role in the chosen form: for the admin's own scopes only. Nothing without a role or a scope.
    pub fn role_to_hand(&self) -> Option<Rc<RoleToHand>> {
        if !self.has_role_file() {
            return None;
        }
        let mut kept = self.desk.file.borrow_mut();
        let file = kept.get_or_insert_with(|| {
            let role = self.role_to_be();
            let lint = role.lint().into_iter();
            Rc::new(RoleToHand {
                faults: lint.filter(|finding| finding.level == Level::Error).collect(),
                text: role.render_as_is(self.desk.form).map(Into::into),
                scopes: role.assignable_scopes,
            })
        });
        Some(Rc::clone(file))
    }

    /// The role in a form.
    ///
    /// # Errors
    /// Where a role that was shown does not fit into the form.
    pub fn role_text(&self, form: Form) -> Result<String, RenderError> {
        self.role_to_be().render_as_is(form)
    }

    /// What the line names that says how the file is used: file, subscription, management group, scope,
    /// address of Azure Resource Manager, the role's name as text of a shell. From the profile and the answers
    /// only.
    pub fn role_words(&self) -> [(&'static str, String); 7] {
        let name = self.role_name().unwrap_or_default();
        let home = self.portal_subscription(Step::Role);
        let group = self.answers.group.value().filter(|_| self.answers.target == Target::ManagementGroup);
        let scope = home.map(Scope::Subscription).or(group.cloned().map(Scope::ManagementGroup));
        [
            ("file", self.desk.form.file_name().to_owned()),
            ("subscription", home.map(|id| id.to_string()).unwrap_or_default()),
            ("group", group.map(|id| ["'", id.as_str(), "'"].concat()).unwrap_or_default()),
            ("scope", scope.map(|scope| scope.to_string()).unwrap_or_default()),
            ("arm", self.answers.cloud.arm().to_owned()),
            ("bash-name", ["'", &name.replace('\'', "'\\''"), "'"].concat()),
            ("powershell-name", ["'", &name.replace('\'', "''"), "'"].concat()),
        ]
    }

    /// What is likely a mistake in the platform's role, for the integrator: whatever its scopes will be.
    pub fn role_lint(&self) -> Vec<LintFinding> {
        let Some(role) = self.custom_role() else { return Vec::new() };
        role.definition().lint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure::{Date, Field};
    use crate::profile::Profile;
    use crate::wizard::Message;

    const FIRST: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
    const NEW: &str = "ea64d8b1-9c05-4e27-a3f8-50b7c2e91d36";
    const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
    const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";

    fn wizard() -> Wizard {
        let profile = r#"{"platform":{"name":"Harbor"},"routes":["portal","existing"],
            "role":{"custom":{"name":"Harbor's role","actions":["Microsoft.Compute/disks/read",
            "Microsoft.Compute/disks/write"]}},"endpoint":{"url":"/api"}}"#;
        let mut wizard =
            Wizard::new(Rc::new(Profile::parse(profile).unwrap()), Date::new(2026, 11, 21).unwrap());
        wizard.update(Message::Typed(Field::Subscription, NEW.into()));
        wizard
    }

    fn tell(wizard: &mut Wizard, message: RoleMessage) -> Vec<Effect> {
        wizard.update(Message::Role(message))
    }

    /// A role in the shape of Azure CLI.
    fn theirs(actions: &[&str], scopes: &[&str]) -> String {
        let list = |texts: &[&str]| serde_json::to_string(texts).unwrap();
        format!(
            r#"{{"Name": "Harbor's role", "IsCustom": true, "Description": "own words", "Actions": {},
            "AssignableScopes": {}}}"#,
            list(actions),
            list(scopes)
        )
    }

    fn read(wizard: &mut Wizard, text: &str) {
        tell(wizard, RoleMessage::Read(text.into()));
    }

    fn file(wizard: &Wizard) -> serde_json::Value {
        serde_json::from_str(wizard.role_to_hand().unwrap().text.as_ref().unwrap()).unwrap()
    }

    fn scope(id: &str) -> String {
        format!("/subscriptions/{id}")
    }

    #[test]
    fn every_form_is_the_cores_own() {
        let mut wizard = wizard();
        for form in Form::ALL {
            tell(&mut wizard, RoleMessage::Form(form));
            let hand = wizard.role_to_hand().unwrap();
            let own = wizard.custom_role().unwrap().definition();
            assert_eq!(hand.text.as_deref(), own.render(form, &wizard.answers().scopes()).as_deref());
            assert_eq!(hand.scopes, [scope(NEW)]);
            assert_eq!(hand.faults, []);
        }
    }

    #[test]
    fn a_role_that_lacks_something_is_extended_and_keeps_the_rest() {
        let mut wizard = wizard();
        let text = theirs(
            &["microsoft.compute/disks/READ", "Microsoft.Web/sites/read"],
            &[&scope(FIRST), "/subscriptions/{id}"],
        );
        read(&mut wizard, &text);
        let role = wizard.read_role_file().unwrap();
        assert_eq!(role.missing.len(), 1);
        assert_eq!(role.missing[0].operation, "Microsoft.Compute/disks/write");
        assert_eq!(role.extra[0].operation, "Microsoft.Web/sites/read");
        assert!(!role.is_enough(&wizard.answers().scopes()) && !wizard.role_is_enough());
        assert!(wizard.extends_role());
        assert_eq!(wizard.part(Step::Role), "role-again");
        assert_eq!(wizard.portal_subscription(Step::Role).unwrap().to_string(), FIRST);
        assert_eq!(wizard.portal_subscription(Step::Assign).unwrap().to_string(), NEW);
        let file = file(&wizard);
        let properties = &file["properties"];
        assert_eq!(properties["description"], "own words");
        assert_eq!(properties["assignableScopes"], serde_json::json!([scope(FIRST), scope(NEW)]));
        assert_eq!(
            properties["permissions"][0]["actions"],
            serde_json::json!([
                "microsoft.compute/disks/READ",
                "Microsoft.Web/sites/read",
                "Microsoft.Compute/disks/write"
            ])
        );
    }

    #[test]
    fn a_role_with_everything_leaves_nothing_to_do() {
        let mut wizard = wizard();
        let text = theirs(&["*"], &[&scope(NEW).to_uppercase(), &scope(FIRST)]);
        read(&mut wizard, &text);
        assert!(wizard.role_is_enough());
        assert_eq!(wizard.part(Step::Role), "role-done");
        wizard.update(Message::Typed(Field::Subscription, "0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73".into()));
        assert!(!wizard.role_is_enough(), "elsewhere it cannot be assigned yet");
    }

    #[test]
    fn a_broken_text_says_where_and_offers_the_repaired_one() {
        let mut wizard = wizard();
        let text = "{\"Name\": \"Harbor's role\",\n \"Actions\": [\"Microsoft.Compute/disks/read\",],\n \"AssignableScopes\": []}";
        read(&mut wizard, text);
        let ExistingRole::Unreadable(error) = wizard.desk().existing() else { panic!("{:?}", wizard.desk()) };
        assert_eq!((error.code, error.at, error.mendable), ("trailing-comma", Some((2, 44)), true));
        assert!(!wizard.extends_role() && wizard.desk().holds_text());
        let effects = tell(&mut wizard, RoleMessage::Repair(text.into()));
        let [Effect::ShowRole(shown)] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!(**shown, text.replace(",]", "]"));
        let role = wizard.read_role_file().unwrap();
        assert_eq!((role.mends.len(), role.mended, role.missing.len()), (1, 1, 1));
    }

    #[test]
    fn what_is_no_role_is_said() {
        for (text, code, mendable) in [
            ("{\"a\": [", "end", false),
            ("{}", "not-a-role", false),
            (
                "[{\"Name\":\"A\",\"Actions\":[\"*\"]},{\"Name\":\"B\",\"Actions\":[\"*\"]}]",
                "several-roles",
                false,
            ),
        ] {
            let mut wizard = wizard();
            read(&mut wizard, text);
            let ExistingRole::Unreadable(error) = wizard.desk().existing() else { panic!("{text}") };
            assert_eq!((error.code, error.mendable), (code, mendable), "{text}");
        }
        let mut wizard = self::wizard();
        read(&mut wizard, "{\"Name\": \"R\",\n \"Actions\": 1}");
        let ExistingRole::Unreadable(error) = wizard.desk().existing() else { panic!("{:?}", wizard.desk()) };
        assert_eq!((error.code, error.at.map(|(line, _)| line)), ("not-a-list", Some(2)));
        read(&mut wizard, "{\"Name\": [");
        let ExistingRole::Unreadable(error) = wizard.desk().existing() else { panic!("{:?}", wizard.desk()) };
        assert_eq!(error.open, Some(('[', 1, 10)));
        let mut wizard = self::wizard();
        read(&mut wizard, "  \n");
        assert!(matches!(wizard.desk().existing(), ExistingRole::None) && !wizard.desk().holds_text());
        for (message, code) in [
            (RoleMessage::SecretLike, "SecretLike"),
            (RoleMessage::TooLarge, "TooLarge"),
            (RoleMessage::NoFile, "NoFile"),
        ] {
            tell(&mut wizard, message);
            assert_eq!(format!("{:?}", wizard.desk().existing()), code);
            assert!(!wizard.extends_role());
        }
    }

    #[test]
    fn of_several_roles_the_one_of_this_name_is_meant() {
        let mut wizard = wizard();
        let list = format!("[{{\"Name\":\"A\",\"Actions\":[\"*\"]}},{}]", theirs(&["*"], &[]));
        read(&mut wizard, &list);
        assert_eq!(wizard.read_role_file().unwrap().file.role.description, "own words");
    }

    #[test]
    fn typing_on_voids_what_was_said() {
        let mut wizard = wizard();
        read(&mut wizard, &theirs(&["*"], &[]));
        assert!(wizard.extends_role());
        tell(&mut wizard, RoleMessage::Touched);
        assert!(!wizard.extends_role() && wizard.desk().holds_text());
    }

    #[test]
    fn anew_is_the_platforms_own_role() {
        let mut wizard = wizard();
        read(&mut wizard, &theirs(&["*"], &[&scope(FIRST)]));
        tell(&mut wizard, RoleMessage::Anew(true));
        assert!(!wizard.extends_role() && wizard.could_extend_role());
        assert_eq!(file(&wizard)["properties"]["assignableScopes"], serde_json::json!([scope(NEW)]));
        assert_eq!(wizard.part(Step::Role), "role");
        tell(&mut wizard, RoleMessage::Form(Form::Cli));
        assert_eq!(wizard.part(Step::Role), "role-tool");
    }

    #[test]
    fn a_role_of_another_name_is_used_under_its_own() {
        let mut wizard = wizard();
        let text = theirs(&["*"], &[&scope(FIRST)]).replace("Harbor's role", "Old role");
        read(&mut wizard, &text);
        assert_eq!(wizard.role_name(), Some("Old role"));
        assert_eq!(file(&wizard)["properties"]["roleName"], "Old role");
        for (field, value) in [(Field::Tenant, TENANT), (Field::Client, CLIENT)] {
            wizard.update(Message::Typed(field, value.into()));
        }
        assert_eq!(wizard.submission().unwrap().role.unwrap().name.as_str(), "Old role");
    }

    #[test]
    fn a_role_of_another_name_is_another_submission() {
        let mut wizard = wizard();
        let fresh = |wizard: &mut Wizard, message: RoleMessage| {
            wizard.fresh = false;
            tell(wizard, message);
            wizard.fresh
        };
        let old = theirs(&["*"], &[]).replace("Harbor's role", "Old role");
        assert!(fresh(&mut wizard, RoleMessage::Read(old.clone().into())));
        assert!(!fresh(&mut wizard, RoleMessage::Read(old.replace("own words", "others").into())));
        assert!(!fresh(&mut wizard, RoleMessage::Form(Form::Cli)));
        assert!(fresh(&mut wizard, RoleMessage::Anew(true)));
        assert!(fresh(&mut wizard, RoleMessage::Anew(false)));
        assert!(fresh(&mut wizard, RoleMessage::Touched));
    }

    #[test]
    fn bare_permissions_get_the_platforms_name() {
        let mut wizard = wizard();
        read(&mut wizard, r#"{"permissions":[{"actions":["Microsoft.Web/sites/read"]}]}"#);
        assert_eq!(wizard.role_name(), Some("Harbor's role"));
        assert_eq!(file(&wizard)["properties"]["roleName"], "Harbor's role");
    }

    #[test]
    fn what_azure_would_refuse_is_told() {
        let mut wizard = wizard();
        read(&mut wizard, &theirs(&["Microsoft.Compute/*/*"], &[]));
        let faults = &wizard.role_to_hand().unwrap().faults;
        assert_eq!(faults[0].place, "actions[0]");
        assert_eq!(wizard.role_lint(), [], "it is not the platform's");
    }

    #[test]
    fn names_are_quoted_for_the_shell_that_they_land_in() {
        let wizard = wizard();
        let words = wizard.role_words();
        let word = |name| words.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
        assert_eq!(word("bash-name"), Some(r"'Harbor'\''s role'"));
        assert_eq!(word("powershell-name"), Some("'Harbor''s role'"));
        assert_eq!(word("scope"), Some(scope(NEW).as_str()));
        assert_eq!(word("arm"), Some("https://management.azure.com"));
    }

    #[test]
    fn the_filter_begins_at_the_first_rows_again() {
        let mut wizard = wizard();
        tell(&mut wizard, RoleMessage::More);
        assert_eq!(wizard.desk().shown(), 100);
        let before = wizard.role_to_hand().unwrap();
        tell(&mut wizard, RoleMessage::Filter("disks".into()));
        assert_eq!((wizard.desk().shown(), wizard.desk().filter()), (50, "disks"));
        assert!(Rc::ptr_eq(&before, &wizard.role_to_hand().unwrap()), "looking makes no new file");
        tell(&mut wizard, RoleMessage::Form(Form::Bicep));
        assert!(!Rc::ptr_eq(&before, &wizard.role_to_hand().unwrap()));
    }
}
