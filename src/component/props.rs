use yew::{AttrValue, Callback, Html, Properties};

use crate::azure::Field;
use crate::wizard::ColorScheme;

use super::{
    ConnectedEvent, CreatedEvent, ExitEvent, ExpiringEvent, FailedEvent, Language, ProfileSource,
    RemovedEvent, RequestHeaders, StatusEvent, StepEvent, SubmitEvent, Transport, UpdatedEvent, WizardError,
    WizardHandle,
};

/// What a [`Wizard`](super::Wizard) is told, and whom it tells. Only `profile` is required.
///
/// Options are read when the wizard starts. New ones start it anew as long as nothing is typed; later they would
/// cost the admin what is typed, so they wait for the next start. `language`, `locale`, `theme`, callbacks, `headers` and `transport`
/// change at once and start nothing: closures that your component makes at each render are fine.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct WizardProps {
    /// What your platform says of itself: a [`Profile`](crate::profile::Profile), its JSON, or its URL.
    pub profile: ProfileSource,
    /// Overrides the profile's endpoint URL.
    #[prop_or_default]
    pub endpoint: Option<AttrValue>,
    /// The id of a connection to repair or edit.
    #[prop_or_default]
    pub connection: Option<AttrValue>,
    /// The language that the wizard speaks, of [`languages`](super::languages) or of your own. Default: English.
    #[prop_or_default]
    pub language: Option<Language>,
    /// A BCP 47 tag: the region of that language, for dates and numbers. Default: the nearest `lang`.
    #[prop_or_default]
    pub locale: Option<AttrValue>,
    /// Light, dark, or as the system has it.
    #[prop_or_default]
    pub theme: ColorScheme,
    /// The level of the wizard's heading, 1 to 5. Default 2.
    #[prop_or(2)]
    pub heading_level: u8,
    /// Origins beside the page's own that the secret may go to, separated by white space.
    #[prop_or_default]
    pub allow_origins: AttrValue,
    /// Whether a draft survives a reload, in session storage and never with a secret. Default `true`.
    #[prop_or(true)]
    pub draft: bool,
    /// Keeps the drafts of different accounts apart.
    #[prop_or_default]
    pub draft_key: AttrValue,
    /// Values for the profile's `${param.x}`, by name.
    #[prop_or_default]
    pub params: Vec<(AttrValue, AttrValue)>,
    /// Values to begin with. A secret is not taken.
    #[prop_or_default]
    pub values: Vec<(Field, AttrValue)>,
    /// Headers for each request.
    #[prop_or_default]
    pub headers: Option<RequestHeaders>,
    /// Sends the requests in place of `fetch`.
    #[prop_or_default]
    pub transport: Option<Transport>,
    /// Asks the wizard to do something.
    #[prop_or_default]
    pub handle: WizardHandle,
    /// The first step can be used.
    #[prop_or_default]
    pub on_ready: Callback<()>,
    /// Another step shows.
    #[prop_or_default]
    pub on_step: Callback<StepEvent>,
    /// Something is about to be sent: [`SubmitEvent::prevent`] holds it back.
    #[prop_or_default]
    pub on_submit: Callback<SubmitEvent>,
    /// The platform accepted a connection.
    #[prop_or_default]
    pub on_created: Callback<CreatedEvent>,
    /// A check or the status has changed.
    #[prop_or_default]
    pub on_status: Callback<StatusEvent>,
    /// The connection works. Once.
    #[prop_or_default]
    pub on_connected: Callback<ConnectedEvent>,
    /// A request came to nothing.
    #[prop_or_default]
    pub on_failed: Callback<FailedEvent>,
    /// A connection was changed.
    #[prop_or_default]
    pub on_updated: Callback<UpdatedEvent>,
    /// A connection was removed.
    #[prop_or_default]
    pub on_removed: Callback<RemovedEvent>,
    /// A connection's credential ends within 30 days. Once for each connection.
    #[prop_or_default]
    pub on_expiring: Callback<ExpiringEvent>,
    /// The wizard was left, or taken off the page.
    #[prop_or_default]
    pub on_exit: Callback<ExitEvent>,
    /// The component cannot run.
    #[prop_or_default]
    pub on_error: Callback<WizardError>,
    /// Elements for the slots `header`, `help`, `done` and `fallback`, each with the attribute `slot`.
    #[prop_or_default]
    pub children: Html,
}

impl WizardProps {
    /// Props with this profile and all defaults.
    pub fn new(profile: impl Into<ProfileSource>) -> Self {
        yew::props!(Self { profile: profile.into() })
    }

    /// Whether a wizard that was started with the one would start the same with the other.
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "a server starts none; the tests do"))]
    pub(super) fn starts_like(&self, other: &Self) -> bool {
        let Self { profile, endpoint, connection, heading_level, allow_origins, .. } = self;
        *profile == other.profile
            && *endpoint == other.endpoint
            && *connection == other.connection
            && *heading_level == other.heading_level
            && *allow_origins == other.allow_origins
            && self.draft == other.draft
            && self.draft_key == other.draft_key
            && self.params == other.params
            && self.values == other.values
            // Which ones is looked up at each request.
            && self.headers.is_some() == other.headers.is_some()
            && self.transport.is_some() == other.transport.is_some()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::component::{NoAnswer, Transport};

    #[test]
    fn what_is_made_anew_at_each_render_starts_nothing() {
        let transport = || Some(Transport::new(|_| async { Err(NoAnswer) }));
        let render = || WizardProps {
            transport: transport(),
            on_ready: Callback::from(|()| {}),
            theme: ColorScheme::Dark,
            ..WizardProps::new("/profile.json")
        };
        assert!(render().starts_like(&render()));
        let with = |change: fn(&mut WizardProps)| {
            let mut props = render();
            change(&mut props);
            props
        };
        for change in [
            (|props| props.theme = ColorScheme::Light) as fn(&mut WizardProps),
            |props| props.locale = Some("de".into()),
            |props| props.language = Some(Language::new("nl", "{}")),
        ] {
            assert!(render().starts_like(&with(change)));
        }
        for change in [
            (|props| props.profile = "/other.json".into()) as fn(&mut WizardProps),
            |props| props.endpoint = Some("/api".into()),
            |props| props.connection = Some("c1".into()),
            |props| props.heading_level = 3,
            |props| props.allow_origins = "https://a.example".into(),
            |props| props.draft = false,
            |props| props.draft_key = "k".into(),
            |props| props.params = vec![("accountId".into(), "1".into())],
            |props| props.values = vec![(Field::Name, "n".into())],
            |props| props.transport = None,
            |props| props.headers = Some(RequestHeaders::new(|| async { Vec::new() })),
        ] {
            assert!(!render().starts_like(&with(change)));
        }
    }
}
