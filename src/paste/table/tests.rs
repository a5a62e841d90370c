use super::*;
use crate::paste::Pasted;
use crate::paste::sample::{CLIENT, OTHER_SUBSCRIPTION, SECRET, SUBSCRIPTION, TENANT, notes, paste, tenant};

/// A table with tabs between the cells.
fn tabbed(header: &str, row: &str) -> Pasted {
    paste(&format!("{}\n{}", header.replace('|', "\t"), row.replace('|', "\t")))
}

#[test]
fn a_rule_is_two_rows_of_hyphens() {
    for (line, expected) in [
        ("---- --", true),
        (" ----  ---  ", true),
        ("------", false),
        ("", false),
        ("--- -x-", false),
        ("    ", false),
    ] {
        assert_eq!(is_rule(line), expected, "{line}");
    }
    assert_eq!(starts(" --  - ---").collect::<Vec<_>>(), [1, 5, 7]);
    assert_eq!(starts("--").collect::<Vec<_>>(), [0]);
}

#[test]
fn cells_stand_below_their_headers() {
    assert_eq!(cells("a\u{e9}  bc d e ", false, &[0, 4, 7]), ["a\u{e9}", "bc", "d e"]);
    assert_eq!(cells("ab", false, &[0, 4]), ["ab", ""]);
    assert_eq!(cells("a \t\tb", true, &[]), ["a", "", "b"]);
}

#[test]
fn headers_say_what_their_cells_are() {
    let is = |header: &str, expected: Kind| assert!(kind(header) == expected, "{header}");
    for header in ["Name", "SUBSCRIPTION NAME"] {
        is(header, Kind::Name);
    }
    is("State", Kind::State);
    is("IsDefault", Kind::Default);
    is("TenantId", Kind::Means(Some(Meaning::Field(Field::Tenant))));
    is("DisplayName", Kind::Means(None));
    is("Colour", Kind::Means(None));
}

#[test]
fn a_row_is_a_subscription_with_all_that_is_said_of_it() {
    let row = |cells: &str| {
        let mut pasted = tabbed("Name|CloudName|SubscriptionId|TenantId|State|IsDefault", cells);
        pasted.subscriptions.pop().map(|found| {
            let cloud = found.cloud.map(Cloud::name);
            (found.id.to_string(), found.name, found.tenant.is_some(), cloud, found.enabled, found.is_default)
        })
    };
    let id = SUBSCRIPTION.to_owned();
    assert_eq!(
        row("One|AzureChinaCloud|@subscription|@tenant|Enabled|True"),
        Some((id.clone(), Some("One".into()), true, Some("AzureChinaCloud"), true, true))
    );
    assert_eq!(row("|x|@subscription|x|Disabled|False"), Some((id.clone(), None, false, None, false, false)));
    assert_eq!(row("||@subscription||||"), Some((id, None, false, None, true, false)));
    assert_eq!(
        row("One|AzureCloud|@tenant|@tenant|Enabled|True"),
        None,
        "the account of the directory itself"
    );
    assert_eq!(row("One|AzureCloud|x|@tenant|Enabled|True"), None);
}

#[test]
fn the_lines_of_a_table_are_rows_up_to_an_empty_one() {
    let pasted = paste(
        "Name  SubscriptionId                        Other
----  ------------------------------------  -----
One   @subscription  @any
----  ------------------------------------  -----
Two   @other-subscription  x

Tenant ID: @tenant",
    );
    let ids: Vec<_> =
        pasted.subscriptions.iter().map(|found| (found.id.to_string(), found.name.as_deref())).collect();
    assert_eq!(ids, [(SUBSCRIPTION.to_owned(), Some("One")), (OTHER_SUBSCRIPTION.to_owned(), Some("Two"))]);
    assert_eq!(tenant(&pasted), Some((TENANT.into(), "labelled", 7)));
    assert!(pasted.notes.is_empty(), "an id in a column of something else is no question");
}

/// The same with a rule below the header.
fn ruled(header: &str, row: &str) -> Pasted {
    let line = |cells: &str| -> String {
        let cells = crate::paste::sample::filled(cells);
        cells.split('|').map(|cell| format!("{cell:<38}")).collect()
    };
    let rule: String = header.split('|').map(|_| format!("{:<38}", "----")).collect();
    paste(&format!("{}\n{rule}\n{}", line(header), line(row)))
}

#[test]
fn an_id_column_is_the_subscriptions_beside_a_state() {
    let count = |header: &str, row: &str| ruled(header, row).subscriptions.len();
    assert_eq!(count("Name|Id|TenantId|State", "One|@subscription|@tenant|Enabled"), 1);
    assert_eq!(count("Name|Id|TenantId|Client ID", "One|@subscription|@tenant|@client"), 0);
    assert_eq!(count("Other|TenantId|State|Client ID", "@subscription|@tenant|Enabled|@client"), 0);
    assert_eq!(count("Name|Other|Colour|State", "One|@subscription|@tenant|Enabled"), 0);
}

#[test]
fn a_label_and_its_value_are_no_header() {
    let pasted = tabbed("Client ID|@client", "Tenant ID|@tenant");
    assert_eq!(pasted.client.map(|found| found.source), Some(Source::Labelled));
    let pasted = tabbed("Tenant ID|words", "Client ID|@client");
    assert_eq!(pasted.client.map(|found| found.value.to_string()).as_deref(), Some(CLIENT));
    let pasted = tabbed("Client ID|@client|Tenant ID|@tenant", "x");
    assert_eq!((pasted.client.is_some(), pasted.tenant.is_some()), (true, true));
    let pasted = tabbed("Client ID|Tenant ID", "@client|@tenant");
    assert_eq!(tenant(&pasted), Some((TENANT.into(), "table", 2)));
}

#[test]
fn what_is_wrong_in_a_cell_is_told() {
    let pasted = tabbed("SubscriptionId|TenantId", "<subscription-id>|contoso.com");
    assert_eq!(tenant(&pasted), Some(("contoso.com".into(), "table", 2)));
    assert_eq!(notes(&pasted), ["placeholder"]);
    let pasted = tabbed("Client ID|Object ID", "@client|@any");
    assert_eq!((pasted.client.map(|found| found.line), notes(&pasted)), (Some(2), vec!["object-id"]));
}

#[test]
fn the_day_is_that_of_a_secret_that_can_be_read_no_more() {
    let read = |row: &str| {
        let pasted = tabbed("Expires|Client secret|Secret ID|Value", row);
        (
            pasted.expiry.map(|found| found.value.to_string()),
            pasted.secret.map(|found| found.value.expose().to_owned()),
        )
    };
    let secret = Some(SECRET.to_owned());
    assert_eq!(read("2027-01-31|@secret|@any|x"), (read("2027-01-31|@secret|@any|x").0, secret.clone()));
    assert_eq!(read("2027-01-31|x|@any|@secret").1, secret);
    assert_eq!(read("2027-01-31|abc*****|@any|x").1, None);
}
