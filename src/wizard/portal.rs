use crate::azure::{Blade, SubscriptionId};
use crate::json::{self, FromJson, Node};
use crate::profile::{Audience, Profile};
use crate::script::federated_name;

use super::{Target, Wizard};

/// The acts of the portal route: `data/portal.json`.
const PORTAL: &str = include_str!("../../data/portal.json");

#[cfg(test)]
json::through_node!(Blade);

/// A value of this connection that the portal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum CopyValue {
    /// What the app registration is called.
    AppName,
    /// The redirect URI that the platform asks for.
    RedirectUri,
    /// The description of the client secret.
    SecretDescription,
    /// The name of the role.
    RoleName,
    /// What the federated credential is called.
    TrustName,
}

impl CopyValue {
    /// The key of its name in the language tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AppName => "copy.app-name",
            Self::RedirectUri => "copy.redirect-uri",
            Self::SecretDescription => "copy.secret-description",
            Self::RoleName => "copy.role-name",
            Self::TrustName => "copy.trust-name",
        }
    }
}

/// When an act applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "kebab-case"))]
enum When {
    SingleTenant,
    MultiTenant,
    RedirectUri,
    NoRedirectUri,
}

impl When {
    fn holds(self, profile: &Profile) -> bool {
        match self {
            Self::SingleTenant => profile.app.audience == Audience::SingleTenant,
            Self::MultiTenant => profile.app.audience == Audience::MultiTenant,
            Self::RedirectUri => profile.app.redirect_uri.is_some(),
            Self::NoRedirectUri => profile.app.redirect_uri.is_none(),
        }
    }
}

/// One act in the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Act {
    /// The key of its sentence.
    pub text: Box<str>,
    /// The value that the sentence names and the admin copies.
    #[cfg_attr(test, serde(default))]
    pub copy: Option<CopyValue>,
    /// Whether this is the act that opens the page.
    #[cfg_attr(test, serde(default))]
    pub open: bool,
    #[cfg_attr(test, serde(default))]
    when: Option<When>,
}

/// What a row of a drawn page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum RowKind {
    /// The commands above a page.
    Bar,
    /// Tabs; a label names several, with ` · ` between them.
    Tabs,
    /// Labels with values beside them, to be read or copied.
    Facts,
    /// Labels with fields to fill in.
    Fields,
    /// Columns of a table, with a row below.
    Table,
    /// Things of which one is taken.
    Choices,
    /// Buttons that end it.
    Buttons,
}

impl RowKind {
    /// Its name in the data and in the style sheet.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bar => "bar",
            Self::Tabs => "tabs",
            Self::Facts => "facts",
            Self::Fields => "fields",
            Self::Table => "table",
            Self::Choices => "choices",
            Self::Buttons => "buttons",
        }
    }
}

/// A thing on a drawn page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct MapItem {
    /// The key of its words.
    pub label: Box<str>,
    /// The acts that it is about, by the keys of their sentences; it has the number of the first that applies.
    #[cfg_attr(test, serde(default))]
    acts: Vec<Box<str>>,
    /// Whether it is the one that is open or taken.
    #[cfg_attr(test, serde(default))]
    pub here: bool,
    /// Whether it is easily taken by mistake.
    #[cfg_attr(test, serde(default))]
    pub wrong: bool,
}

/// A row of a drawn page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct MapRow {
    /// What it is.
    pub kind: RowKind,
    /// What is in it.
    pub items: Vec<MapItem>,
}

/// A small drawing of a page of the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct BladeMap {
    /// The key of its title.
    pub title: Box<str>,
    /// The keys of the menu's entries; none where the page has no menu.
    #[cfg_attr(test, serde(default))]
    pub menu: Vec<Box<str>>,
    /// Which entry is open, from 0.
    #[cfg_attr(test, serde(default))]
    pub here: usize,
    /// The page beside the menu.
    pub rows: Vec<MapRow>,
}

/// What to do in the portal on one step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct PortalStep {
    /// The page that it happens on.
    pub blade: Blade,
    /// The key of the click path.
    pub path: Box<str>,
    acts: Vec<Act>,
    /// The keys of what goes wrong there.
    pub traps: Vec<Box<str>>,
    /// The pages, drawn small, in the order in which they come.
    pub maps: Vec<BladeMap>,
}

impl PortalStep {
    /// The acts that apply to this profile, in order.
    pub fn acts<'a>(&'a self, profile: &'a Profile) -> impl Iterator<Item = &'a Act> {
        self.acts.iter().filter(|act| act.when.is_none_or(|when| when.holds(profile)))
    }

    /// The number, from 1, of the act that a thing on the drawing is about.
    pub fn number(&self, item: &MapItem, profile: &Profile) -> Option<usize> {
        let at = self.acts(profile).position(|act| item.acts.contains(&act.text))?;
        Some(at + 1)
    }
}

/// All steps of the portal route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PortalGuide {
    steps: Vec<(String, PortalStep)>,
}

impl PortalGuide {
    /// The guide that the crate carries.
    pub fn shipped() -> Self {
        let mut guide = Self::default();
        // A test reads the same text; a broken one would leave the left column empty, no more.
        let steps = json::parse(PORTAL).ok().and_then(Node::members).map(|steps| steps.rest());
        for (id, node) in steps.unwrap_or_default() {
            guide.steps.extend(PortalStep::from_json(node).map(|step| (id, step)));
        }
        guide
    }

    /// What to do in one part: a step's id, or `…-again` where something is there from before.
    pub fn part(&self, name: &str) -> Option<&PortalStep> {
        self.steps.iter().find(|(id, _)| id == name).map(|(_, step)| step)
    }
}

impl Wizard {
    /// A value that the portal asks for. What the role is called can be the admin's own doing.
    pub fn to_copy(&self, copy: CopyValue) -> String {
        let profile = self.profile();
        match copy {
            CopyValue::AppName | CopyValue::SecretDescription => profile.app.name.clone(),
            CopyValue::RedirectUri => {
                profile.app.redirect_uri.as_ref().map(|uri| uri.as_str()).unwrap_or_default().to_owned()
            }
            CopyValue::RoleName => self.role_name().unwrap_or_default().to_owned(),
            CopyValue::TrustName => federated_name(profile),
        }
    }

    /// The best link to a page of the portal, for all that is known by now.
    pub fn blade_url(&self, blade: Blade) -> String {
        self.blade_url_of(blade, self.answers.subscription.value().copied())
    }

    /// The same about a subscription. Where a management group is connected, subscriptions' pages are its own.
    pub fn blade_url_of(&self, blade: Blade, subscription: Option<SubscriptionId>) -> String {
        let answers = self.answers();
        let blade = match (answers.target, blade) {
            (
                Target::ManagementGroup,
                Blade::Subscriptions
                | Blade::SubscriptionOverview
                | Blade::AccessControl
                | Blade::AddRoleAssignment,
            ) => Blade::ManagementGroups,
            _ => blade,
        };
        blade.url(answers.cloud, self.tenant_id(), answers.client.value().copied(), subscription)
    }
}

/// The value of a word.
fn word<T: Copy>(node: Node, words: &[(&str, T)]) -> Option<T> {
    let text = node.text()?;
    words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
}

impl FromJson for CopyValue {
    fn from_json(node: Node) -> Option<Self> {
        let words = [
            ("app-name", Self::AppName),
            ("redirect-uri", Self::RedirectUri),
            ("secret-description", Self::SecretDescription),
            ("role-name", Self::RoleName),
            ("trust-name", Self::TrustName),
        ];
        word(node, &words)
    }
}

impl FromJson for When {
    fn from_json(node: Node) -> Option<Self> {
        let words = [
            ("single-tenant", Self::SingleTenant),
            ("multi-tenant", Self::MultiTenant),
            ("redirect-uri", Self::RedirectUri),
            ("no-redirect-uri", Self::NoRedirectUri),
        ];
        word(node, &words)
    }
}

impl FromJson for RowKind {
    fn from_json(node: Node) -> Option<Self> {
        let kinds =
            [Self::Bar, Self::Tabs, Self::Facts, Self::Fields, Self::Table, Self::Choices, Self::Buttons];
        word(node, &kinds.map(|kind| (kind.as_str(), kind)))
    }
}

impl FromJson for Act {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let act = Self {
            text: members.need_text("text").into(),
            copy: members.optional("copy"),
            open: members.flag("open"),
            when: members.optional("when"),
        };
        members.whole(act)
    }
}

impl FromJson for MapItem {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let item = Self {
            label: members.need_text("label").into(),
            acts: members.items("acts", usize::MAX),
            here: members.flag("here"),
            wrong: members.flag("wrong"),
        };
        members.whole(item)
    }
}

impl FromJson for MapRow {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let row = Self {
            kind: RowKind::from_json(members.take("kind"))?,
            items: members.items("items", usize::MAX),
        };
        members.whole(row)
    }
}

impl FromJson for BladeMap {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let map = Self {
            title: members.need_text("title").into(),
            menu: members.items("menu", usize::MAX),
            here: members.number("here").and_then(|here| here.try_into().ok()).unwrap_or_default(),
            rows: members.items("rows", usize::MAX),
        };
        members.whole(map)
    }
}

impl FromJson for PortalStep {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let step = Self {
            blade: Blade::from_json(members.take("blade"))?,
            path: members.need_text("path").into(),
            acts: members.items("acts", usize::MAX),
            traps: members.items("traps", usize::MAX),
            maps: members.items("maps", usize::MAX),
        };
        members.whole(step)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::Step;
    use super::*;
    use crate::text::Texts;

    const PARTS: [Step; 5] = [Step::App, Step::Credential, Step::Subscription, Step::Role, Step::Assign];

    #[test]
    fn the_guide_is_whole() {
        // An independent reader that takes nothing it does not know.
        let steps: BTreeMap<String, PortalStep> = serde_json::from_str(PORTAL).unwrap();
        let guide = PortalGuide::shipped();
        assert_eq!(guide.steps.len(), steps.len());
        assert!(guide.steps.iter().all(|(id, step)| steps[id] == *step));
        let again = [
            "app-again",
            "credential-again",
            "federated",
            "federated-again",
            "certificate",
            "certificate-again",
            "role-again",
            "role-update",
            "role-tool",
            "role-tool-again",
            "role-done",
        ];
        for part in PARTS.map(Step::id).into_iter().chain(again) {
            assert!(guide.part(part).is_some(), "{part}");
        }
    }

    #[test]
    fn every_sentence_of_the_guide_exists() {
        let texts = Texts::english();
        for step in PortalGuide::shipped().steps.iter().map(|(_, step)| step) {
            let maps = step.maps.iter().flat_map(|map| map.menu.iter().chain([&map.title]));
            let items = items(step).map(|item| &item.label);
            let keys = step.acts.iter().map(|act| &act.text).chain(&step.traps).chain([&step.path]);
            for key in keys.chain(maps).chain(items) {
                assert!(texts.has(key), "{key}");
            }
            assert!(step.maps.iter().all(|map| map.menu.is_empty() || map.here < map.menu.len()));
            assert_eq!(step.acts.iter().filter(|act| act.open).count(), 1, "one act opens the page");
        }
    }

    fn items(step: &PortalStep) -> impl Iterator<Item = &MapItem> {
        step.maps.iter().flat_map(|map| &map.rows).flat_map(|row| &row.items)
    }

    #[test]
    fn the_drawings_number_what_the_acts_number() {
        let profile = Profile::parse(include_str!("../../www/profiles/demo.json")).unwrap();
        for (id, step) in PortalGuide::shipped().steps {
            for item in items(&step) {
                for act in &item.acts {
                    assert!(step.acts.iter().any(|own| own.text == *act), "{id}: no act {act}");
                }
                assert_eq!(
                    item.acts.is_empty(),
                    step.number(item, &profile).is_none(),
                    "{id}: {}",
                    item.label
                );
                assert!(!item.wrong || item.acts.is_empty(), "{id}: {} is both", item.label);
            }
            let numbers: Vec<_> = items(&step).filter_map(|item| step.number(item, &profile)).collect();
            assert!(!numbers.is_empty(), "{id} marks nothing");
            assert!(numbers.is_sorted(), "{id}: the eye goes down the page: {numbers:?}");
        }
    }
}
