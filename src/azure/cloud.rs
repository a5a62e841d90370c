//! The clouds: who signs in where, and which portal shows what.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::edge;
use crate::json::{self, FromJson, Node};

/// An Azure cloud, by the name that `az cloud` gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Cloud {
    /// The worldwide cloud.
    #[default]
    AzureCloud,
    /// Azure Government of the United States.
    AzureUSGovernment,
    /// Azure in China, operated by 21Vianet.
    AzureChinaCloud,
}

/// One row of `data/clouds.json`, in the order of [`Cloud::ALL`].
#[derive(Default)]
struct Row {
    name: String,
    login: String,
    arm: String,
    audience: String,
    graph: String,
    portal: String,
    entra: String,
    shell: String,
    hosts: Vec<String>,
    domain: String,
    spellings: Vec<String>,
}

impl FromJson for Row {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let row = Self {
            name: members.need_text("name"),
            login: members.need_text("login"),
            arm: members.need_text("arm"),
            audience: members.need_text("audience"),
            graph: members.need_text("graph"),
            portal: members.need_text("portal"),
            entra: members.need_text("entra"),
            shell: members.need_text("shell"),
            hosts: members.items("hosts", usize::MAX),
            domain: members.need_text("domain"),
            spellings: members.items("spellings", usize::MAX),
        };
        members.whole(row)
    }
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    // The file is part of the crate; a test reads it, so the empty table is never met.
    ROWS.get_or_init(|| {
        let list =
            json::parse(include_str!(concat!(env!("OUT_DIR"), "/clouds.json"))).ok().and_then(Node::list);
        list.unwrap_or_default().into_iter().filter_map(Row::from_json).collect()
    })
}

impl FromJson for Cloud {
    fn from_json(node: Node) -> Option<Self> {
        node.text()?.parse().ok()
    }
}

impl Cloud {
    /// Every cloud, the most used first.
    pub const ALL: [Cloud; 3] = [Cloud::AzureCloud, Cloud::AzureUSGovernment, Cloud::AzureChinaCloud];

    fn row(self) -> &'static Row {
        static NO_ROW: OnceLock<Row> = OnceLock::new();
        rows().get(self as usize).unwrap_or_else(|| NO_ROW.get_or_init(Row::default))
    }

    /// The cloud by any spelling that tools use: `AzureCloud`, `AzurePublicCloud`, `public`,
    /// `usgovernment`, `china`, …
    ///
    /// # Errors
    /// [`CloudErrorKind`] says whether it is empty, closed, not served or unknown.
    pub fn parse(text: &str) -> Result<Cloud, CloudError> {
        let mut bare: String = edge::trim_id(text)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if bare.is_empty() {
            return Err(if edge::trim_id(text).is_empty() {
                CloudErrorKind::Empty
            } else {
                CloudErrorKind::Unknown
            }
            .into());
        }
        for cloud in Cloud::ALL {
            if cloud.row().name.eq_ignore_ascii_case(&bare) {
                return Ok(cloud);
            }
        }
        if let Some(stem) = bare.strip_suffix("cloud") {
            bare.truncate(stem.len());
        }
        for cloud in Cloud::ALL {
            if cloud.row().spellings.contains(&bare) {
                return Ok(cloud);
            }
        }
        Err(match bare.as_str() {
            "azuregerman" | "german" | "germany" => CloudErrorKind::Closed,
            "azurebleu" | "bleu" => CloudErrorKind::NotServed,
            _ => CloudErrorKind::Unknown,
        }
        .into())
    }

    /// The cloud to which a host name (without scheme, path and port) belongs: of its sign-in page, portal,
    /// Resource Manager or Graph.
    pub fn of_host(host: &str) -> Option<Cloud> {
        let is = |url: &str| url.strip_prefix("https://").is_some_and(|name| name.eq_ignore_ascii_case(host));
        Cloud::ALL.into_iter().find(|cloud| {
            let row = cloud.row();
            [&row.login, &row.arm, &row.audience, &row.graph, &row.portal, &row.entra]
                .into_iter()
                .any(|url| is(url))
                || row.hosts.iter().any(|name| name.eq_ignore_ascii_case(host))
        })
    }

    /// The cloud whose addresses a text names: hosts of its portal and APIs, and the domains that it gives to
    /// its directories. Nothing, where there are none, or of several clouds.
    pub fn mentioned_in(text: &str) -> Option<Cloud> {
        let in_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let mut found = None;
        for token in text.split(|c| !in_host(c)).filter(|token| token.contains('.')) {
            if let Some(cloud) = Cloud::of_host(token).or_else(|| Cloud::of_domain(token)) {
                if found.is_some_and(|other| other != cloud) {
                    return None;
                }
                found = Some(cloud);
            }
        }
        found
    }

    /// The cloud that gave out a directory's first domain, such as `contoso.onmicrosoft.us`.
    fn of_domain(domain: &str) -> Option<Cloud> {
        Cloud::ALL.into_iter().find(|cloud| {
            let ending = &cloud.row().domain;
            let start = domain.len().checked_sub(ending.len()).filter(|start| *start > 1);
            start.and_then(|start| domain.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
        })
    }

    /// The name, as in the wire format and in `az cloud set --name`.
    pub const fn name(self) -> &'static str {
        match self {
            Cloud::AzureCloud => "AzureCloud",
            Cloud::AzureUSGovernment => "AzureUSGovernment",
            Cloud::AzureChinaCloud => "AzureChinaCloud",
        }
    }

    /// The sign-in authority: scheme and host, no final slash.
    pub fn login(self) -> &'static str {
        &self.row().login
    }

    /// Azure Resource Manager: scheme and host, no final slash.
    pub fn arm(self) -> &'static str {
        &self.row().arm
    }

    /// The audience of a token for Azure Resource Manager; the scope to ask for is this and `/.default`.
    pub fn arm_audience(self) -> &'static str {
        &self.row().audience
    }

    /// Microsoft Graph: scheme and host, no final slash.
    pub fn graph(self) -> &'static str {
        &self.row().graph
    }

    /// The portal: scheme and host, no final slash.
    pub fn portal(self) -> &'static str {
        &self.row().portal
    }

    /// The Entra admin center, which shows the directory's blades too: scheme and host, no final slash.
    pub fn entra(self) -> &'static str {
        &self.row().entra
    }

    /// Whether this cloud has a Cloud Shell.
    pub fn has_cloud_shell(self) -> bool {
        self.cloud_shell().is_some()
    }

    /// Where Cloud Shell opens, in clouds that have one.
    pub fn cloud_shell(self) -> Option<&'static str> {
        Some(self.row().shell.as_str()).filter(|url| !url.is_empty())
    }
}

impl FromStr for Cloud {
    type Err = CloudError;

    /// Strict: the name as [`Cloud::name`] gives it.
    fn from_str(text: &str) -> Result<Cloud, CloudError> {
        Cloud::ALL
            .into_iter()
            .find(|cloud| cloud.name() == text)
            .ok_or_else(|| CloudErrorKind::Unknown.into())
    }
}

impl fmt::Display for Cloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a text names no cloud that can be connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CloudError {
    kind: CloudErrorKind,
}

/// The kinds of [`CloudError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CloudErrorKind {
    /// Nothing there.
    Empty,
    /// Azure Germany, which closed on 29 October 2021.
    Closed,
    /// A cloud that exists, but that this crate does not serve.
    NotServed,
    /// No cloud of that name.
    Unknown,
}

impl CloudError {
    /// What is wrong.
    pub const fn kind(&self) -> CloudErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        match self.kind {
            CloudErrorKind::Empty => "empty",
            CloudErrorKind::Closed => "closed",
            CloudErrorKind::NotServed => "not-served",
            CloudErrorKind::Unknown => "unknown",
        }
    }
}

impl From<CloudErrorKind> for CloudError {
    fn from(kind: CloudErrorKind) -> CloudError {
        CloudError { kind }
    }
}

impl fmt::Display for CloudError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for CloudError {}

#[cfg(test)]
mod tests {
    use super::{Cloud, CloudErrorKind, rows};

    #[test]
    fn the_table_has_every_cloud_in_order() {
        assert_eq!(rows().len(), Cloud::ALL.len());
        for cloud in Cloud::ALL {
            assert_eq!(cloud.row().name, cloud.name());
            for url in [
                cloud.login(),
                cloud.arm(),
                cloud.arm_audience(),
                cloud.graph(),
                cloud.portal(),
                cloud.entra(),
            ] {
                assert!(url.starts_with("https://") && !url.ends_with('/'), "{url}");
            }
            assert_eq!(serde_json::to_string(&cloud).unwrap(), format!("\"{}\"", cloud.name()));
        }
        assert!(Cloud::AzureUSGovernment.has_cloud_shell());
        assert!(!Cloud::AzureChinaCloud.has_cloud_shell());
    }

    #[test]
    fn addresses_in_a_text_tell_its_cloud() {
        let id = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
        for (text, cloud) in [
            (
                format!("https://portal.azure.us/#@{id}/resource/subscriptions/{id}/overview"),
                Some(Cloud::AzureUSGovernment),
            ),
            (format!("https://PORTAL.azure.cn:443/{id}"), Some(Cloud::AzureChinaCloud)),
            (format!("https://login.microsoftonline.com/{id}/oauth2/v2.0/token"), Some(Cloud::AzureCloud)),
            ("contoso.onmicrosoft.us".to_owned(), Some(Cloud::AzureUSGovernment)),
            ("Contoso.partner.onmschina.cn".to_owned(), Some(Cloud::AzureChinaCloud)),
            ("contoso.onmicrosoft.com".to_owned(), Some(Cloud::AzureCloud)),
            ("contoso.com".to_owned(), None),
            ("onmicrosoft.us".to_owned(), None),
            ("ab.onmicrosoft.us".to_owned(), Some(Cloud::AzureUSGovernment)),
            ("a.onmicrosoft.us".to_owned(), None),
            ("https://portal.azure.us.evil.example/".to_owned(), None),
            ("https://portal.azure.us/ and https://portal.azure.com/".to_owned(), None),
            (id.to_owned(), None),
            (String::new(), None),
            ("é.onmicrosoft.us".to_owned(), None),
        ] {
            assert_eq!(Cloud::mentioned_in(&text), cloud, "{text}");
        }
    }

    #[test]
    fn spellings_of_the_field() {
        for (text, cloud) in [
            ("AzureCloud", Cloud::AzureCloud),
            ("AzurePublicCloud", Cloud::AzureCloud),
            ("public", Cloud::AzureCloud),
            (" \"AZURE_PUBLIC_CLOUD\"", Cloud::AzureCloud),
            ("AzureUSGovernmentCloud", Cloud::AzureUSGovernment),
            ("usgovernment", Cloud::AzureUSGovernment),
            ("US Gov", Cloud::AzureUSGovernment),
            ("AzureChinaCloud", Cloud::AzureChinaCloud),
            ("china", Cloud::AzureChinaCloud),
        ] {
            assert_eq!(Cloud::parse(text).unwrap(), cloud, "{text}");
        }
        assert_eq!(Cloud::parse("AzureGermanCloud").unwrap_err().kind(), CloudErrorKind::Closed);
        assert_eq!(Cloud::parse("AzureBleuCloud").unwrap_err().kind(), CloudErrorKind::NotServed);
        assert_eq!(Cloud::parse(" ").unwrap_err().kind(), CloudErrorKind::Empty);
        assert_eq!(Cloud::parse("cloud").unwrap_err().kind(), CloudErrorKind::Unknown);
        assert!("public".parse::<Cloud>().is_err());
    }

    #[test]
    fn hosts() {
        assert_eq!(Cloud::of_host("portal.azure.us"), Some(Cloud::AzureUSGovernment));
        assert_eq!(Cloud::of_host("LOGIN.chinacloudapi.cn"), Some(Cloud::AzureChinaCloud));
        assert_eq!(Cloud::of_host("entra.microsoftonline.cn"), Some(Cloud::AzureChinaCloud));
        assert_eq!(Cloud::of_host("login.windows.net"), Some(Cloud::AzureCloud));
        assert_eq!(Cloud::of_host("portal.azure.com.evil.example"), None);
    }
}
