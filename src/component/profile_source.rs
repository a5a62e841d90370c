use std::rc::Rc;

use yew::AttrValue;
use yew::html::IntoPropValue;

use crate::profile::Profile;

/// Where the component has the platform's profile from.
///
/// In markup a text will do: one that begins with `{` is the profile as JSON, any other is its URL.
///
/// ```
/// # use azure_connect::{ProfileSource, profile::Profile};
/// let json = r#"{"platform":{"name":"Harbor"},"endpoint":{"url":"/api/azure/connections"}}"#;
/// assert!(matches!(ProfileSource::from(json), ProfileSource::Json(_)));
/// assert!(matches!(ProfileSource::from("/azure-profile.json"), ProfileSource::Url(_)));
/// let profile = Profile::parse(json)?;
/// assert!(matches!(ProfileSource::from(profile), ProfileSource::Parsed(_)));
/// # Ok::<(), azure_connect::profile::ProfileError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum ProfileSource {
    /// It is here, and good.
    Parsed(Rc<Profile>),
    /// It is here, as JSON.
    Json(AttrValue),
    /// It is fetched from there, with the page as base.
    Url(AttrValue),
}

impl From<AttrValue> for ProfileSource {
    fn from(text: AttrValue) -> Self {
        if text.trim_start().starts_with('{') { Self::Json(text) } else { Self::Url(text) }
    }
}

impl From<&'static str> for ProfileSource {
    fn from(text: &'static str) -> Self {
        AttrValue::from(text).into()
    }
}

impl From<String> for ProfileSource {
    fn from(text: String) -> Self {
        AttrValue::from(text).into()
    }
}

impl From<Profile> for ProfileSource {
    fn from(profile: Profile) -> Self {
        Self::Parsed(Rc::new(profile))
    }
}

impl From<Rc<Profile>> for ProfileSource {
    fn from(profile: Rc<Profile>) -> Self {
        Self::Parsed(profile)
    }
}

macro_rules! from_in_markup {
    ($($from:ty),*) => {$(
        impl IntoPropValue<ProfileSource> for $from {
            fn into_prop_value(self) -> ProfileSource {
                self.into()
            }
        }
    )*};
}

from_in_markup!(AttrValue, &'static str, String, Profile, Rc<Profile>);
