//! What the words beside a value say it is.

use super::letter::{is_letter_or_digit, lower};
use super::{Cloud, Field};
use crate::text::find;

/// What a label, a key or a path segment says of the value that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// One of the values that are asked for.
    Field(Field),
    /// An object ID: of an app registration, an enterprise application, a user.
    ObjectId,
    /// The ID of a client secret, which is not its value.
    SecretId,
    /// Something that no field asks for: a role, a trace, a resource.
    Other,
}

/// Stems of labels in the portal's English, German, French, Spanish, Japanese and Hebrew, of the
/// keys of az, SDKs, Terraform and environment files; without anything but letters and digits.
/// The first stem that occurs decides, so the narrower ones stand first.
const STEMS: [(&str, Label); 8] = [
    (
        "objectid objektid iddobjet iddelobjet iddeobjeto iddelobjeto オブジェクトid \
         מזההאובייקט",
        Label::ObjectId,
    ),
    ("secretid keyid iddusecret idsecret iddesecreto geheimnisid シークレットid", Label::SecretId),
    ("traceid correlationid requestid sessionid deviceid roledefinition roleassignment", Label::Other),
    ("secret password geheim シークレット", Label::Field(Field::Secret)),
    (
        "managementgroup verwaltungsgruppe groupedadministration grupodeadministraci \
         管理グループ",
        Label::Field(Field::ManagementGroup),
    ),
    (
        "tenant directory verzeichnis mandant annuaire locataire directorio inquilino \
         テナント ディレクトリ דייר",
        Label::Field(Field::Tenant),
    ),
    ("subscription abonnement suscripci サブスクリプション מנוי", Label::Field(Field::Subscription)),
    (
        "clientid applicationid appid applicationclient application client anwendung \
         aplicaci アプリケーション クライアント יישום",
        Label::Field(Field::Client),
    ),
];

impl Label {
    /// What a label says: `Application (client) ID`, `"tenantId"`, `ARM_SUBSCRIPTION_ID`, …
    pub fn of(text: &str) -> Option<Label> {
        let bare: String = text.chars().filter(|&c| is_letter_or_digit(c)).map(lower).collect();
        STEMS
            .iter()
            .find(|(stems, _)| stems.split(' ').any(|stem| find(&bare, stem).is_some()))
            .map(|&(_, label)| label)
    }

    /// What stands before the value that starts at byte `start` says of it; `floor` is the end of the
    /// value before that one. Looks back over one label, so that the cost does not grow with the text.
    pub(crate) fn before(text: &str, floor: usize, start: usize) -> Option<Label> {
        let head = text.get(floor..start)?;
        let cut = head.char_indices().rev().nth(LONGEST_LABEL).map_or(0, |(at, _)| at);
        let head = head.get(cut..)?;
        if let Some(path) = head.strip_suffix('/') {
            return Label::of_segment(path);
        }
        if head.ends_with("#@") {
            return Some(Label::Field(Field::Tenant));
        }
        let label = head
            .trim_end_matches(|c: char| !is_letter_or_digit(c) && !matches!(c, ',' | ';' | '&' | '?' | '|'));
        let from = label.rfind(['\n', '\r', ',', ';', '{', '&', '?', '|']).unwrap_or(0);
        Label::of(label.get(from..)?)
    }

    /// What the path segment before a value says of it; nothing, when there is none.
    fn of_segment(path: &str) -> Option<Label> {
        if path.ends_with("api:/") {
            return Some(Label::Field(Field::Client));
        }
        let from = path.rfind(|c: char| c == '/' || c == '#' || c.is_whitespace()).map_or(0, |at| at + 1);
        let segment = path.get(from..).unwrap_or_default();
        if segment.is_empty() {
            return None;
        }
        if Cloud::of_host(segment).is_some() {
            return Some(Label::Field(Field::Tenant));
        }
        let segment = segment.trim_end_matches('~');
        for (name, label) in [
            ("subscriptions", Label::Field(Field::Subscription)),
            ("managementGroups", Label::Field(Field::ManagementGroup)),
            ("appId", Label::Field(Field::Client)),
            ("clientId", Label::Field(Field::Client)),
            ("applicationId", Label::Field(Field::Client)),
            ("tenants", Label::Field(Field::Tenant)),
            ("tenantId", Label::Field(Field::Tenant)),
            ("directoryId", Label::Field(Field::Tenant)),
            ("objectId", Label::ObjectId),
            ("applications", Label::ObjectId),
            ("servicePrincipals", Label::ObjectId),
        ] {
            if segment.eq_ignore_ascii_case(name) {
                return Some(label);
            }
        }
        Some(Label::Other)
    }
}

/// No label of the portal or of a tool is longer, in characters.
const LONGEST_LABEL: usize = 120;

#[cfg(test)]
mod tests {
    use super::Label;
    use crate::azure::Field;

    #[test]
    fn labels_of_portal_and_tools() {
        for (text, label) in [
            ("Application (client) ID", Some(Label::Field(Field::Client))),
            ("Directory (tenant) ID", Some(Label::Field(Field::Tenant))),
            ("\"homeTenantId\"", Some(Label::Field(Field::Tenant))),
            ("ARM_SUBSCRIPTION_ID", Some(Label::Field(Field::Subscription))),
            ("$env:AZURE_CLIENT_SECRET", Some(Label::Field(Field::Secret))),
            ("Object ID", Some(Label::ObjectId)),
            ("Application Object ID", Some(Label::ObjectId)),
            ("Secret ID", Some(Label::SecretId)),
            ("Anwendungs-ID (Client)", Some(Label::Field(Field::Client))),
            ("Verzeichnis-ID (Mandant)", Some(Label::Field(Field::Tenant))),
            ("Abonnement-ID", Some(Label::Field(Field::Subscription))),
            ("Id. de suscripción", Some(Label::Field(Field::Subscription))),
            ("ディレクトリ (テナント) ID", Some(Label::Field(Field::Tenant))),
            ("id", None),
            ("name", None),
        ] {
            assert_eq!(Label::of(text), label, "{text}");
        }
    }
}
