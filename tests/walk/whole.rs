//! All that a walk should have seen: read from the sources, so that what comes in later is asked for.

use crate::seen::Seen;

/// A group of [`Seen`], the enumeration that names it, where that stands, and what no walk can see.
type Asked = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const MESSAGES: &str = include_str!("../../src/wizard/message.rs");
const EFFECTS: &str = include_str!("../../src/wizard/effect.rs");
const CARE: &str = include_str!("../../src/wizard/care/message.rs");

const ALL: [Asked; 14] = [
    ("message", "", "Message", MESSAGES, &["Care", "Role", "Script", "Paste", "Subscriptions", "Extra"]),
    ("message", "Care ", "CareMessage", CARE, &[]),
    ("message", "Role ", "RoleMessage", include_str!("../../src/wizard/role_desk.rs"), &[]),
    ("message", "Script ", "ScriptMessage", include_str!("../../src/wizard/script_desk.rs"), &[]),
    ("message", "Paste ", "PasteAct", include_str!("../../src/wizard/paste/act.rs"), &[]),
    (
        "message",
        "Subscriptions ",
        "SubscriptionMessage",
        include_str!("../../src/wizard/subscriptions.rs"),
        &[],
    ),
    ("message", "Extra ", "ExtraMessage", include_str!("../../src/wizard/extras.rs"), &[]),
    ("effect", "", "Effect", EFFECTS, &["Focus", "Care"]),
    ("effect", "Care ", "CareRequest", CARE, &[]),
    // Nothing asks for this one, the views alone have it.
    ("focus", "", "Focus", EFFECTS, &["AddSubscription"]),
    ("phase", "", "Phase", include_str!("../../src/wizard/connecting.rs"), &["Refused"]),
    ("care", "", "CareState", include_str!("../../src/wizard/care/subject.rs"), &["Refused"]),
    ("weather", "", "Weather", include_str!("weather.rs"), &[]),
    ("flight", "", "What", include_str!("page.rs"), &[]),
];

/// Names that stand in no enumeration by themselves.
const NAMED: [(&str, &str); 5] = [
    (
        "refused",
        "already-connected signed-out forbidden unreachable timed-out stopped busy not-found unsafe not-sealed cancelled unsure broken refused",
    ),
    (
        "event",
        "ac-step ac-created ac-status ac-connected ac-failed ac-updated ac-removed ac-expiring ac-exit",
    ),
    ("task", "rename extras add-subscription secret federated certificate update-role remove"),
    ("notice", "saved added credential stale"),
    (
        "step",
        "route,cloud-shell app,portal credential,cloud-shell credential,portal credential,powershell credential,terraform credential,existing subscription,portal role,portal assign,portal connect,cloud-shell connect,portal connect,powershell connect,terraform connect,existing",
    ),
];

/// What was not seen.
pub fn missing(seen: &Seen) -> Vec<String> {
    let mut missing = Vec::new();
    let mut ask = |group: &str, name: String| {
        if !seen.names(group).contains(&name.as_str()) {
            missing.push([group, " ", &name].concat());
        }
    };
    for (group, prefix, name, source, but) in ALL {
        for variant in variants(source, name).into_iter().filter(|variant| !but.contains(variant)) {
            ask(group, [prefix, variant].concat());
        }
    }
    for (group, names) in NAMED {
        names.split(' ').for_each(|name| ask(group, name.replace(',', " ")));
    }
    missing
}

/// The variants of an enumeration, as its source has them.
fn variants<'a>(source: &'a str, name: &str) -> Vec<&'a str> {
    let head = ["enum ", name, " {\n"].concat();
    let (_, body) = source.split_once(&head).unwrap_or_else(|| panic!("there is no enumeration {name}"));
    let body = body.split("\n}").next().unwrap();
    let lines = body.lines().filter_map(|line| line.strip_prefix("    "));
    let lines = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    let names: Vec<_> = lines.map(|line| line.split(['(', ',', ' ']).next().unwrap()).collect();
    assert!(!names.is_empty(), "{name}");
    names
}
