//! A directory that was connected before: its app and its role are there, so they are used again.
//!
//! Nothing of it is chosen twice: whether an app is used again follows from the client ID and the
//! directory in their fields. So a draft, “Back” and typing by hand all lead to the same.

use crate::azure::role::Form;
use crate::azure::{Field, Scope};
use crate::contract::Connection;
use crate::profile::Role;

use super::{Complaint, Effect, Focus, KnownApp, KnownConnection, Step, Target, Task, Wizard};

impl Wizard {
    /// Takes in the connections that the platform has.
    pub(super) fn listed(&mut self, connections: &[Connection]) -> Vec<Effect> {
        let effects = self.care_listed(connections);
        self.known_anew();
        effects
    }

    /// The apps that the platform is connected with, in the clouds that it offers.
    pub fn known_apps(&self) -> &[KnownApp] {
        &self.known
    }

    /// The app that is used again: the one that the answers name.
    pub fn reused(&self) -> Option<&KnownApp> {
        let answers = &self.answers;
        let (tenant, client) = (self.directory(), answers.client.value().copied());
        self.known.iter().find(|app| app.is(answers.cloud, tenant.as_ref(), client))
    }

    /// “Use this app”: the app at this place of [`Wizard::known_apps`].
    pub(super) fn reuse(&mut self, at: usize) -> Vec<Effect> {
        let Some(app) = self.known.get(at).filter(|_| !self.is_busy()) else { return Vec::new() };
        let (tenant, client) = (app.tenant.to_string(), app.client.to_string());
        self.answers.cloud = app.cloud;
        self.fill_again([(Field::Tenant, tenant), (Field::Client, client)])
    }

    /// “Register a new app instead”.
    pub(super) fn register_new(&mut self) -> Vec<Effect> {
        if self.is_busy() {
            return Vec::new();
        }
        self.fill_again([(Field::Tenant, String::new()), (Field::Client, String::new())])
    }

    fn fill_again(&mut self, texts: [(Field, String); 2]) -> Vec<Effect> {
        for (field, text) in texts {
            self.type_in(field, &text);
        }
        vec![Effect::SaveDraft, Effect::Focus(Focus::Field(Field::Client))]
    }

    /// What the platform's role is assigned on in this directory already, whichever app it was given to: a
    /// directory has one role of a name. Without the scope that is about to be connected.
    pub fn known_scopes(&self) -> Vec<Scope> {
        let answers = &self.answers;
        let Some(Role::Custom(role)) = &self.profile.role else { return Vec::new() };
        let tenant = self.tenant_id().or(self.reused().map(|app| app.tenant));
        let here = self.known.iter().filter(|app| app.cloud == answers.cloud && Some(app.tenant) == tenant);
        let connections = here.flat_map(|app| &app.connections);
        // A host that keeps no role says nothing against it.
        let ours = connections.filter(|known| {
            known.role.as_ref().is_none_or(|name| name.as_str().eq_ignore_ascii_case(&role.name))
        });
        let new = answers.scopes();
        let mut scopes = Vec::new();
        for scope in ours.flat_map(|known| &known.scopes) {
            if !scopes.contains(scope) && !new.contains(scope) {
                scopes.push(scope.clone());
            }
        }
        scopes
    }

    /// The connection that covers the chosen subscription already, by the same app.
    pub fn already_connected(&self) -> Option<&KnownConnection> {
        self.connected_at(0)
    }

    /// The same of one of several subscriptions.
    pub fn connected_at(&self, at: usize) -> Option<&KnownConnection> {
        let id = *self.answers.subscription_at(at)?.value()?;
        self.reused()?.connection_to(id).filter(|_| self.answers.target == Target::Subscriptions)
    }

    /// A remark about one of the subscriptions that does not stop anybody.
    pub fn subscription_doubt(&self, at: usize) -> Option<Complaint> {
        if at == 0 {
            return self.doubt(Field::Subscription);
        }
        self.connected_doubt(at).or_else(|| self.unknown_subscription(at))
    }

    fn connected_doubt(&self, at: usize) -> Option<Complaint> {
        let known = self.connected_at(at)?;
        let name = known.name.as_ref().map(|name| name.as_str()).unwrap_or_default();
        let code = if name.is_empty() { "connected" } else { "connected-as" };
        Some(Complaint::new(Field::Subscription, code).at(at).with("name", name))
    }

    /// A remark about a field that does not stop anybody.
    pub fn doubt(&self, field: Field) -> Option<Complaint> {
        if field == Field::Subscription
            && let Some(doubt) = self.connected_doubt(0)
        {
            return Some(doubt);
        }
        self.lookup_doubt(field).or_else(|| self.answers.doubt(field))
    }

    /// The part of the guide that a step is about: where app and role are there already, another one.
    pub fn part(&self, step: Step) -> &'static str {
        match step {
            Step::App if self.reused().is_some() => "app-again",
            Step::Credential if self.is_federated() && self.reused().is_some() => "federated-again",
            Step::Credential if self.is_federated() => "federated",
            Step::Credential if self.is_by_certificate() && self.reused().is_some() => "certificate-again",
            Step::Credential if self.is_by_certificate() => "certificate",
            Step::Credential if self.reused().is_some() => "credential-again",
            Step::Role
                if self.care().task() == Some(Task::UpdateRole) && self.desk.form() == Form::Portal =>
            {
                "role-update"
            }
            Step::Role if self.role_is_enough() => "role-done",
            Step::Role => match (self.desk.form() == Form::Portal, self.extends_role()) {
                (true, true) => "role-again",
                (true, false) => "role",
                (false, true) => "role-tool-again",
                (false, false) => "role-tool",
            },
            step => step.id(),
        }
    }

    /// Whether the offer to use an app again belongs on a step: where the client ID is asked for.
    pub fn offers_reuse(&self, step: Step) -> bool {
        // A script finds the app by itself.
        !self.known.is_empty() && !self.route().is_scripted() && self.fields(step).contains(&Field::Client)
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::azure::{Cloud, Date};
    use crate::profile::Profile;
    use crate::wizard::{Draft, Message};

    const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
    const OTHER_TENANT: &str = "77e01c9e-42c1-4d8b-93b5-1e7f09aa52d0";
    const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
    const OTHER_CLIENT: &str = "1b7d3c84-5a92-4f06-8e1d-93c0b2a7f645";
    const FIRST: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
    const SECOND: &str = "0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73";
    const NEW: &str = "ea64d8b1-9c05-4e27-a3f8-50b7c2e91d36";

    fn wizard() -> Wizard {
        let profile = r#"{"platform":{"name":"Harbor"},"routes":["portal","existing"],"clouds":["AzureCloud","AzureUSGovernment"],
            "role":{"custom":{"name":"Harbor role","actions":["Microsoft.Compute/disks/read"]}},
            "endpoint":{"url":"/api","operations":["create","read","list"]}}"#;
        Wizard::new(Rc::new(Profile::parse(profile).unwrap()), Date::new(2026, 11, 21).unwrap())
    }

    fn connection(status: &str, tenant: &str, client: &str, scope: &str, more: &str) -> Connection {
        let json = format!(
            r#"{{"id":"c-{scope}","status":"{status}","tenantId":"{tenant}","clientId":"{client}",
            "scopes":["/subscriptions/{scope}"]{more}}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    /// Two connections of one app.
    fn known() -> Wizard {
        let mut wizard = wizard();
        wizard.update(Message::Listed(vec![
            connection(
                "connected",
                TENANT,
                CLIENT,
                FIRST,
                r#","name":"Production","role":{"name":"harbor ROLE"}"#,
            ),
            connection("attention", TENANT, CLIENT, SECOND, ""),
        ]));
        wizard
    }

    fn typed(wizard: &mut Wizard, field: Field, text: &str) {
        wizard.update(Message::Typed(field, text.into()));
    }

    fn scopes(wizard: &Wizard) -> Vec<String> {
        wizard.known_scopes().iter().map(ToString::to_string).collect()
    }

    fn subscription(id: &str) -> String {
        format!("/subscriptions/{id}")
    }

    #[test]
    fn connections_of_one_app_are_one_offer() {
        let wizard = known();
        let [app] = wizard.known_apps() else { panic!("{:?}", wizard.known_apps()) };
        assert_eq!(app.client.to_string(), CLIENT);
        assert_eq!(app.connections.len(), 2);
        assert!(wizard.offers_reuse(Step::App) && !wizard.offers_reuse(Step::Subscription));
        assert_eq!(wizard.reused(), None);
    }

    #[test]
    fn what_never_worked_or_is_not_offered_is_no_offer() {
        let mut wizard = wizard();
        wizard.update(Message::Listed(vec![
            connection("failed", TENANT, CLIENT, FIRST, ""),
            connection("verifying", TENANT, CLIENT, FIRST, ""),
            connection("connected", "contoso.com", CLIENT, FIRST, ""),
            connection("connected", TENANT, "{client}", FIRST, ""),
            connection("connected", TENANT, CLIENT, FIRST, r#","cloud":"AzureChinaCloud""#),
            connection("connected", TENANT, CLIENT, FIRST, r#","cloud":"Elsewhere""#),
            serde_json::from_str(r#"{"id":"1","status":"connected"}"#).unwrap(),
        ]));
        assert_eq!(wizard.known_apps(), []);
        assert!(!wizard.offers_reuse(Step::App));
    }

    #[test]
    fn using_it_fills_both_ids_and_changes_the_acts() {
        let mut wizard = known();
        assert_eq!(wizard.part(Step::App), "app");
        let effects = wizard.update(Message::Reuse(0));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::SaveDraft)));
        assert_eq!(wizard.answers().text(Field::Client), CLIENT);
        assert_eq!(wizard.answers().text(Field::Tenant), TENANT);
        assert_eq!(wizard.reused(), wizard.known_apps().first());
        assert_eq!(wizard.part(Step::App), "app-again");
        assert_eq!(wizard.part(Step::Credential), "credential-again");
        assert_eq!(wizard.part(Step::Subscription), "subscription");
        assert_eq!(wizard.part(Step::Assign), "assign");
        wizard.update(Message::RegisterNew);
        assert!(wizard.answers().is_empty(Field::Client) && wizard.answers().is_empty(Field::Tenant));
        assert_eq!(wizard.part(Step::App), "app");
    }

    #[test]
    fn an_app_that_is_typed_is_as_good_as_one_that_is_chosen() {
        let mut wizard = known();
        typed(&mut wizard, Field::Client, CLIENT);
        assert!(wizard.reused().is_some());
        typed(&mut wizard, Field::Tenant, "contoso.onmicrosoft.com");
        assert!(wizard.reused().is_some(), "a domain may be that directory's");
        typed(&mut wizard, Field::Tenant, OTHER_TENANT);
        assert!(wizard.reused().is_none(), "the same app in another directory is not known");
        typed(&mut wizard, Field::Tenant, TENANT);
        wizard.update(Message::ChooseCloud(Cloud::AzureUSGovernment));
        assert!(wizard.reused().is_none());
    }

    #[test]
    fn a_reload_keeps_the_choice() {
        let mut wizard = known();
        wizard.update(Message::Reuse(0));
        let text = wizard.draft().to_json(1000.0);
        let mut again = known();
        again.update(Message::Restore(Draft::from_json(&text, 2000.0).unwrap()));
        assert!(again.reused().is_some());
    }

    #[test]
    fn the_cloud_comes_with_the_app() {
        let mut wizard = wizard();
        wizard.update(Message::Listed(vec![
            connection("connected", TENANT, CLIENT, FIRST, ""),
            connection("connected", OTHER_TENANT, OTHER_CLIENT, SECOND, r#","cloud":"AzureUSGovernment""#),
        ]));
        wizard.update(Message::Reuse(1));
        assert_eq!(wizard.answers().cloud, Cloud::AzureUSGovernment);
        assert_eq!(wizard.reused().unwrap().client.to_string(), OTHER_CLIENT);
        wizard.update(Message::Reuse(7));
        assert_eq!(wizard.reused().unwrap().client.to_string(), OTHER_CLIENT);
    }

    #[test]
    fn the_role_keeps_the_scopes_of_its_directory() {
        let mut wizard = known();
        assert_eq!(scopes(&wizard), [""; 0]);
        wizard.update(Message::Reuse(0));
        typed(&mut wizard, Field::Subscription, NEW);
        assert_eq!(scopes(&wizard), [subscription(FIRST), subscription(SECOND)]);
        assert_eq!(wizard.part(Step::Role), "role-again");
        // A new app in the same directory meets the same role.
        typed(&mut wizard, Field::Client, OTHER_CLIENT);
        assert_eq!(scopes(&wizard), [subscription(FIRST), subscription(SECOND)]);
        typed(&mut wizard, Field::Tenant, OTHER_TENANT);
        assert_eq!(scopes(&wizard), [""; 0]);
    }

    #[test]
    fn another_role_keeps_its_scopes_to_itself() {
        let mut wizard = wizard();
        let other = r#","role":{"name":"Reader"}"#;
        wizard.update(Message::Listed(vec![connection("connected", TENANT, CLIENT, FIRST, other)]));
        wizard.update(Message::Reuse(0));
        assert_eq!(scopes(&wizard), [""; 0]);
    }

    #[test]
    fn a_subscription_that_is_connected_already_is_a_doubt() {
        let mut wizard = known();
        wizard.update(Message::Reuse(0));
        typed(&mut wizard, Field::Subscription, NEW);
        assert_eq!(wizard.doubt(Field::Subscription), None);
        typed(&mut wizard, Field::Subscription, FIRST);
        let doubt = wizard.doubt(Field::Subscription).unwrap();
        assert_eq!((&*doubt.code, &*doubt.values[0].1), ("connected-as", "Production"));
        typed(&mut wizard, Field::Subscription, SECOND);
        assert_eq!(&*wizard.doubt(Field::Subscription).unwrap().code, "connected");
        wizard.update(Message::RegisterNew);
        assert_eq!(wizard.doubt(Field::Subscription), None);
    }

    #[test]
    fn starting_over_forgets_answers_and_not_connections() {
        let mut wizard = known();
        wizard.update(Message::Reuse(0));
        wizard.update(Message::StartOver);
        assert!(wizard.answers().is_empty(Field::Client));
        assert_eq!(wizard.known_apps().len(), 1);
        wizard.update(Message::Listed(vec![connection("attention", TENANT, CLIENT, SECOND, "")]));
        assert_eq!(wizard.known_apps()[0].connections.len(), 2, "listed twice is one");
    }
}
