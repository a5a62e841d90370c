//! Placeholders: which value, and how it is written.

/// A placeholder: `${expiresOn|rfc3339}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The value.
    pub name: Name,
    /// What is made of it, one after the other.
    pub filters: Vec<Filter>,
}

/// A value that a request can be told.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// `tenantId`: the directory, by its GUID or by a domain.
    TenantId,
    /// `clientId`: the application.
    ClientId,
    /// `clientSecret`: the secret. Only where it may stand, and alone.
    ClientSecret,
    /// `expiresOn`: the last day on which the secret works, `2027-05-31`.
    ExpiresOn,
    /// `subscriptionId`: the subscription, the first of several.
    SubscriptionId,
    /// `subscriptionIds`: all of them, a list.
    SubscriptionIds,
    /// `managementGroupId`: the management group, where one is connected.
    ManagementGroupId,
    /// `scope`: what is connected, as an ARM path, the first of several.
    Scope,
    /// `scopes`: all of it, a list of ARM paths.
    Scopes,
    /// `cloud`: `AzureCloud`, `AzureUSGovernment` or `AzureChinaCloud`.
    Cloud,
    /// `name`: the admin's name for the connection.
    Name,
    /// `credential`: the kind, `secret`, `federated` or `certificate`.
    Credential,
    /// `thumbprint`: of the certificate.
    Thumbprint,
    /// `roleName`: what the role is called in Azure.
    RoleName,
    /// `roleVersion`: the profile's version of it.
    RoleVersion,
    /// `id`: what the platform calls the connection.
    Id,
    /// `task`: what the platform calls the test that is running.
    Task,
    /// `extra.NAME`: the answer to one of the profile's extra questions; a list for a multi-select.
    Extra(Box<str>),
    /// `param.NAME`: what the host page gave as `params.NAME`.
    Param(Box<str>),
}

impl Name {
    /// Those of one word.
    const PLAIN: [(&str, Self); 17] = [
        ("tenantId", Self::TenantId),
        ("clientId", Self::ClientId),
        ("clientSecret", Self::ClientSecret),
        ("expiresOn", Self::ExpiresOn),
        ("subscriptionId", Self::SubscriptionId),
        ("subscriptionIds", Self::SubscriptionIds),
        ("managementGroupId", Self::ManagementGroupId),
        ("scope", Self::Scope),
        ("scopes", Self::Scopes),
        ("cloud", Self::Cloud),
        ("name", Self::Name),
        ("credential", Self::Credential),
        ("thumbprint", Self::Thumbprint),
        ("roleName", Self::RoleName),
        ("roleVersion", Self::RoleVersion),
        ("id", Self::Id),
        ("task", Self::Task),
    ];

    /// The word for it, as it stands between the braces.
    pub fn word(&self) -> String {
        match self {
            Self::Extra(name) => ["extra.", name].concat(),
            Self::Param(name) => ["param.", name].concat(),
            _ => {
                let plain = Self::PLAIN.into_iter().find(|(_, name)| name == self);
                plain.map_or_else(String::new, |(word, _)| word.to_owned())
            }
        }
    }

    pub(super) fn parse(word: &str) -> Result<Self, String> {
        if let Some((_, name)) = Self::PLAIN.into_iter().find(|(plain, _)| *plain == word) {
            return Ok(name);
        }
        let name = |rest: &str| {
            let good = !rest.is_empty()
                && rest.len() <= 64
                && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
            good.then(|| Box::from(rest))
        };
        let of = |start| word.strip_prefix(start).and_then(name);
        if let Some(name) = of("extra.") {
            return Ok(Self::Extra(name));
        }
        if let Some(name) = of("param.") {
            return Ok(Self::Param(name));
        }
        let mut words = String::new();
        for (word, _) in Self::PLAIN {
            words.push_str(word);
            words.push_str(", ");
        }
        Err(["has the placeholder `", word, "`, which is none of: ", &words, "extra.NAME, param.NAME"]
            .concat())
    }
}

/// What is made of a value before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// `rfc3339`: the last minute of a day, `2027-05-31T23:59:00.000Z`.
    Rfc3339,
    /// `unix`: that minute in seconds since 1970, a number.
    Unix,
    /// `lower`: in small letters.
    Lower,
    /// `upper`: in capital letters.
    Upper,
    /// `first`: the first of a list.
    First,
    /// `join`: a list as one text, with commas.
    Join,
    /// `list`: one value as a list of one, and an empty list where there is none.
    List,
    /// `map:NAME`: the platform's word for ours, out of `maps.NAME`.
    Map(Box<str>),
    /// `or:TEXT`: this text where there is no value.
    Or(Box<str>),
}

impl Filter {
    fn parse(word: &str) -> Result<Self, String> {
        if let Some(name) = word.strip_prefix("map:").filter(|name| !name.is_empty()) {
            return Ok(Self::Map(name.into()));
        }
        if let Some(text) = word.strip_prefix("or:") {
            return Ok(Self::Or(text.into()));
        }
        Ok(match word {
            "rfc3339" => Self::Rfc3339,
            "unix" => Self::Unix,
            "lower" => Self::Lower,
            "upper" => Self::Upper,
            "first" => Self::First,
            "join" => Self::Join,
            "list" => Self::List,
            _ => {
                let known = "rfc3339, unix, lower, upper, first, join, list, map:NAME, or:TEXT";
                return Err(["has the filter `", word, "`, which is none of: ", known].concat());
            }
        })
    }
}

impl Slot {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut parts = text.split('|');
        let name = Name::parse(parts.next().unwrap_or_default())?;
        let mut filters = Vec::new();
        for part in parts {
            filters.push(Filter::parse(part)?);
        }
        let of_a_day = filters.iter().any(|filter| matches!(filter, Filter::Rfc3339 | Filter::Unix));
        if of_a_day && name != Name::ExpiresOn {
            return Err("has a filter of days on something else than `expiresOn`".to_owned());
        }
        if !filters.is_empty() && name == Name::ClientSecret {
            return Err("has a filter on the secret, which is written as it is".to_owned());
        }
        Ok(Self { name, filters })
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Name, Slot};

    #[test]
    fn every_word_is_read_as_the_name_that_it_is() {
        for (word, name) in Name::PLAIN {
            assert_eq!((Name::parse(word), name.word()), (Ok(name.clone()), word.to_owned()));
        }
        for word in ["extra.teams", "param.account-id"] {
            assert_eq!(Name::parse(word).unwrap().word(), word);
        }
    }

    #[test]
    fn filters_follow_each_other() {
        let slot = Slot::parse("cloud|map:environments|lower|or:none of them").unwrap();
        let filters = [Filter::Map("environments".into()), Filter::Lower, Filter::Or("none of them".into())];
        assert_eq!(slot, Slot { name: Name::Cloud, filters: filters.into() });
    }

    #[test]
    fn days_are_for_days_and_secrets_stay_as_they_are() {
        assert!(Slot::parse("expiresOn|unix").is_ok());
        for text in ["name|rfc3339", "clientSecret|upper", "clientSecret|or:x"] {
            assert!(Slot::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_unknown_word_is_told_what_there_is() {
        let error = Name::parse("clientID").unwrap_err();
        assert!(error.contains("`clientID`") && error.contains("clientId"), "{error}");
    }
}
