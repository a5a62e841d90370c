use std::collections::BTreeMap;

use serde::Deserialize;

use crate::azure::Blade;
use crate::profile::{Audience, Profile};

use super::Step;

/// The acts of the portal route: `data/portal.json`.
const PORTAL: &str = include_str!("../../data/portal.json");

/// A value of this connection that the portal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyValue {
    /// What the app registration is called.
    AppName,
    /// The redirect URI that the platform asks for.
    RedirectUri,
    /// The description of the client secret.
    SecretDescription,
    /// The name of the role.
    RoleName,
}

impl CopyValue {
    /// The key of its name in the language tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AppName => "copy.app-name",
            Self::RedirectUri => "copy.redirect-uri",
            Self::SecretDescription => "copy.secret-description",
            Self::RoleName => "copy.role-name",
        }
    }

    /// The value itself.
    pub fn of(self, profile: &Profile) -> &str {
        match self {
            Self::AppName | Self::SecretDescription => &profile.app.name,
            Self::RedirectUri => {
                profile.app.redirect_uri.as_ref().map(|uri| uri.as_str()).unwrap_or_default()
            }
            Self::RoleName => profile.role.as_ref().map(|role| role.name()).unwrap_or_default(),
        }
    }
}

/// When an act applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// The key of its sentence.
    pub text: Box<str>,
    /// The value that the sentence names and the admin copies.
    #[serde(default)]
    pub copy: Option<CopyValue>,
    /// Whether this is the act that opens the page.
    #[serde(default)]
    pub open: bool,
    #[serde(default)]
    when: Option<When>,
}

/// What a row of a drawn blade is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// A label and some text.
    Line,
    /// A label and a value to copy.
    Value,
    /// A heading.
    Head,
    /// A column of a table.
    Cells,
    /// A choice that is not taken.
    Choice,
    /// The choice to take.
    Picked,
    /// A row of tabs.
    Tabs,
    /// A button.
    Button,
}

/// A row of a drawn blade.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapRow {
    /// What it is.
    pub kind: RowKind,
    /// The key of its words.
    pub label: Box<str>,
    /// `1`, `2` …: the order of looking; `x`: the one that is easily taken by mistake.
    #[serde(default)]
    pub mark: Option<Box<str>>,
}

/// A small drawing of a blade.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BladeMap {
    /// The key of its title.
    pub title: Box<str>,
    /// The keys of the menu's entries.
    pub menu: Vec<Box<str>>,
    /// Which entry is open, from 0.
    pub here: usize,
    /// The page beside the menu.
    pub rows: Vec<MapRow>,
}

/// What to do in the portal on one step.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortalStep {
    /// The page that it happens on.
    pub blade: Blade,
    /// The key of the click path.
    pub path: Box<str>,
    acts: Vec<Act>,
    /// The keys of what goes wrong there.
    pub traps: Vec<Box<str>>,
    /// The page, drawn small.
    pub map: BladeMap,
}

impl PortalStep {
    /// The acts that apply to this profile, in order.
    pub fn acts<'a>(&'a self, profile: &'a Profile) -> impl Iterator<Item = &'a Act> {
        self.acts.iter().filter(|act| act.when.is_none_or(|when| when.holds(profile)))
    }
}

/// All steps of the portal route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PortalGuide {
    steps: BTreeMap<Box<str>, PortalStep>,
}

impl PortalGuide {
    /// The guide that the crate carries.
    pub fn shipped() -> Self {
        // A test reads the same text; a broken one would leave the left column empty, no more.
        Self { steps: serde_json::from_str(PORTAL).unwrap_or_default() }
    }

    /// What to do on a step.
    pub fn step(&self, step: Step) -> Option<&PortalStep> {
        self.steps.get(step.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Texts;

    #[test]
    fn the_guide_is_whole() {
        let steps: BTreeMap<Box<str>, PortalStep> = serde_json::from_str(PORTAL).unwrap();
        let guide = PortalGuide { steps };
        assert_eq!(guide, PortalGuide::shipped());
        for step in [Step::App, Step::Credential, Step::Subscription, Step::Role, Step::Assign] {
            assert!(guide.step(step).is_some(), "{step:?}");
        }
    }

    #[test]
    fn every_sentence_of_the_guide_exists() {
        let texts = Texts::english();
        for step in PortalGuide::shipped().steps.values() {
            let maps = step.map.rows.iter().map(|row| &row.label);
            let keys = step.acts.iter().map(|act| &act.text).chain(&step.traps).chain(&step.map.menu);
            for key in keys.chain(maps).chain([&step.path, &step.map.title]) {
                assert!(texts.has(key), "{key}");
            }
            assert!(step.map.here < step.map.menu.len());
            assert_eq!(step.acts.iter().filter(|act| act.open).count(), 1, "one act opens the page");
        }
    }
}
