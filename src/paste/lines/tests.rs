use super::*;
use crate::paste::Pasted;
use crate::paste::sample::{ANY, CLIENT, SECRET, SUBSCRIPTION, TENANT, notes, paste, tenant};

/// Whether the directory was found by its label or its name.
fn is_told(text: &str) -> bool {
    let pasted = paste(text);
    assert!(pasted.ambiguous.is_empty(), "{text}");
    pasted.tenant.is_some()
}

fn client(pasted: &Pasted) -> Option<String> {
    pasted.client.map(|found| found.value.to_string())
}

#[test]
fn a_comment_says_nothing() {
    for mark in ["#", "# ", "// ", "-- ", "; ", "REM ", ":: ", "WARNING: ", "ERROR: ", "VERBOSE: "] {
        assert!(!is_told(&format!("{mark}ARM_TENANT_ID=@tenant")), "{mark}");
    }
    assert!(is_told("# Directory (tenant) ID\n\n@tenant"), "a heading of Markdown is a label");
    assert!(is_told("x ARM_TENANT_ID=@tenant"));
}

#[test]
fn a_label_waits_a_few_lines() {
    let over = |between: &str, count: usize| is_told(&format!("Tenant ID\n{}@tenant", between.repeat(count)));
    for between in ["\n", ":\n", "Copy to clipboard\n", "copy\n", "Show\n", "hide\n"] {
        assert!(over(between, 0) && over(between, 1), "{between}");
        assert!(
            over(between, usize::from(PATIENCE)) && !over(between, usize::from(PATIENCE) + 1),
            "{between}"
        );
    }
    for between in ["other words\n", "showing\n", "a\tb\nc\td\n"] {
        assert!(!over(between, 1), "{between}");
    }
}

#[test]
fn a_label_is_short_and_holds_no_id_or_sign() {
    let label = |length: usize| format!("{:\u{2013}>length$}\n@tenant", "Tenant ID");
    assert!(is_told(&label(LONGEST_LABEL)) && !is_told(&label(LONGEST_LABEL + 1)));
    assert!(!is_told("Tenant ID =\n@tenant"));
    assert!(is_told("Tenant ID :\n@tenant") && is_told("Tenant ID\u{ff1a}\n@tenant"));
    let pasted = paste("Tenant @tenant\n@any");
    assert_eq!((tenant(&pasted), notes(&pasted)), (Some((TENANT.into(), "text", 1)), vec!["unlabelled-ids"]));
}

#[test]
fn the_value_of_a_label_stands_alone() {
    let secret = |line: &str| {
        paste(&format!("Client secret\n{line}")).secret.map(|found| found.value.expose().to_owned())
    };
    assert_eq!(secret("TwelveChars+").as_deref(), Some("TwelveChars+"));
    assert_eq!(secret("elevenChars"), None);
    assert_eq!(secret("see the vault for it"), None);
    assert_eq!(secret("SubscriptionId"), None, "the next label");
    let groups = |line: &str| paste(&format!("Management group ID\n{line}")).management_groups.len();
    assert_eq!((groups("@any"), groups("platform")), (1, 0));
    assert_eq!(client(&paste("Client secret\nApplication ID\n@client")).as_deref(), Some(CLIENT));
}

#[test]
fn names_are_other_peoples_words() {
    let pasted = paste("Name : Client systems @client (Subscription @subscription) - x");
    assert_eq!((client(&pasted), pasted.subscriptions.len()), (None, 1));
    assert_eq!(paste("Name : /subscriptions/@subscription").subscriptions.len(), 0);
    assert_eq!(paste("Scope : /subscriptions/@subscription").subscriptions.len(), 1);
}

#[test]
fn every_sign_of_a_line_is_looked_at() {
    for line in [
        "ARM_CLIENT_ID=@client ARM_TENANT_ID=@tenant",
        "C:\\> set \"ARM_CLIENT_ID=@client\" && set \"ARM_TENANT_ID=@tenant\"",
        "client_id = \"@client\", tenant_id = \"@tenant\"",
        "Client ID: @client, Tenant ID: @tenant",
        "Client ID\u{ff1a}@client Tenant ID\u{ff1a}@tenant",
        "Client ID\t@client\tTenant ID\t@tenant",
        "$env:ARM_CLIENT_ID = '@client'; $env:ARM_TENANT_ID = '@tenant'",
        "a=b:c=d ARM_CLIENT_ID=@client x=: ARM_TENANT_ID=@tenant",
    ] {
        let pasted = paste(line);
        assert_eq!(client(&pasted).as_deref(), Some(CLIENT), "{line}");
        assert_eq!(tenant(&pasted).map(|found| found.0).as_deref(), Some(TENANT), "{line}");
        assert!(pasted.ambiguous.is_empty(), "{line}");
    }
}

#[test]
fn what_stands_far_before_a_sign_is_no_part_of_its_name() {
    for before in ["\u{e4}".repeat(60), "x".to_owned() + &"\u{e4}".repeat(60), "y ".repeat(60)] {
        let pasted = paste(&format!("{before} ARM_TENANT_ID=@tenant"));
        assert_eq!(tenant(&pasted), Some((TENANT.into(), "environment", 1)), "{before}");
    }
    assert_eq!(before("abc=", 1, 3), "bc");
    let long = "a".repeat(100);
    assert_eq!(before(&long, 0, 100).len(), LONGEST_NAME);
    assert_eq!(before(&long, 30, 100).len(), 70);
    assert_eq!(before("\u{e4}\u{e4}=", 1, 4), "\u{e4}");
}

#[test]
fn an_address_is_no_value() {
    let pasted = paste("tenant https://example.org/@any");
    assert!(pasted.tenant.is_none() || tenant(&pasted).is_some_and(|found| found.1 == "text"));
}

#[test]
fn the_whole_value_of_a_label_counts_before_its_first_word() {
    let cloud = |line: &str| paste(line).cloud.map(|found| found.value.name());
    assert_eq!(cloud("Cloud: Azure China"), Some("AzureChinaCloud"));
    assert_eq!(cloud("Cloud: AzureChinaCloud of somebody"), Some("AzureChinaCloud"));
    assert_eq!(cloud("ARM_ENVIRONMENT=china # not Azure"), Some("AzureChinaCloud"));
}

#[test]
fn a_count_is_no_id() {
    let group = |value: &str| paste(&format!("Management group: {value} of them")).management_groups.len();
    assert_eq!((group("1234567"), group("12345678"), group("a"), group("7a")), (0, 1, 1, 1));
    assert!(is_number("1234567") && !is_number("12345678") && !is_number("1a"));
}

#[test]
fn what_stands_for_a_secret() {
    let read = |line: &str| {
        let pasted = paste(line);
        let told = notes(&pasted).into_iter().filter(|code| *code != "nothing").collect::<Vec<_>>().join(" ");
        (pasted.secret.map(|found| found.value.expose().to_owned()).unwrap_or_default(), told)
    };
    let secret = |text: &str| (text.to_owned(), String::new());
    let note = |code: &str| (String::new(), code.to_owned());
    assert_eq!(read("client_secret = \"@secret\", x"), secret(SECRET));
    assert_eq!(read("client_secret = \"An.Older+One"), note("cut-secret"));
    assert_eq!(read("client_secret = var.client_secret"), note("placeholder"));
    assert_eq!(read("client_secret = \"var.client_secret\""), secret("var.client_secret"));
    assert_eq!(read("client_secret = <your secret>"), note("placeholder"));
    assert_eq!(read("client_secret = \"<your secret>\""), note("placeholder"));
    assert_eq!(read("client_secret = \"An older one\""), note("secret-with-spaces"));
    assert_eq!(read("AZURE_CLIENT_SECRET=Older+one/12 # x"), secret("Older+one/12"));
    assert_eq!(read("client_secret = Older+one/12"), secret("Older+one/12"));
    assert_eq!(read("Client secret: Older+one/12"), secret("Older+one/12"));
    assert_eq!(read("Client secret: see the vault"), secret(""));
}

#[test]
fn code_that_says_where_a_secret_comes_from() {
    for text in [
        "$(az x)",
        "@file",
        "%SECRET%",
        "var.client_secret",
        "process.env.SECRET",
        "read(\"x\")",
        "_a.b1",
        "secrets['x']",
        "a_b[0]",
    ] {
        assert!(is_expression(text), "{text}");
    }
    for text in ["abcdef", "a.1b", "a..b", "a-b.c", "ab.8Q~x", "a+b(c", "9x(1)", "a.b c", "Older+one"] {
        assert!(!is_expression(text), "{text}");
    }
}

#[test]
fn variables_and_assignments_and_labels() {
    for (line, expected) in [
        ("A=1", Source::Environment),
        ("A = 1", Source::Assignment),
        ("$A = 1", Source::Environment),
        ("$a-b = 1", Source::Assignment),
        ("a-b=1", Source::Assignment),
        ("=1", Source::Assignment),
    ] {
        let (name, _) = line.split_once('=').unwrap();
        assert_eq!(source(line, name.len(), name.trim(), true), expected, "{line}");
    }
    assert_eq!(source("A: 1", 1, "A", false), Source::Labelled);
}

#[test]
fn az_means_an_object_by_its_id_in_brackets() {
    let pasted =
        paste("Found an existing application instance: (id) @any. We will patch it.\nClient ID: @client");
    assert_eq!((client(&pasted).as_deref(), notes(&pasted)), (Some(CLIENT), vec!["object-id"]));
}

#[test]
fn a_variable_is_set_without_a_sign() {
    let pasted = paste("setx ARM_SUBSCRIPTION_ID @subscription\nsetx SOMETHING @any");
    assert_eq!(pasted.subscriptions[0].id.to_string(), SUBSCRIPTION);
    assert_eq!(pasted.subscriptions_source, Some(Source::Environment));
    assert!(!notes(&pasted).is_empty(), "{ANY}");
}
