//! What Azure would refuse in a role, found before it does.

mod actions;
mod finding;
mod scopes;
mod text;

pub use finding::{Level, LintFinding, LintKind};

use super::{Form, Permission, Role};
use crate::azure::Scope;

impl Role {
    /// What Azure would refuse or what is likely a mistake, in the order of the portal's file: name,
    /// description, scopes, permissions.
    pub fn lint(&self) -> Vec<LintFinding> {
        self.lint_with(&self.assignable_scopes)
    }

    /// The same for the file that [`Role::render`] writes: with the scopes that are in it, and with what its
    /// reader refuses by itself. A role that cannot be written in this form at all is not looked at here.
    pub fn lint_for(&self, form: Form, scopes: &[Scope]) -> Vec<LintFinding> {
        let scopes: Vec<String> = scopes.iter().map(Scope::to_string).collect();
        let mut found = self.lint_with(&scopes);
        let mut add = |place: &str, kind| {
            let at = found.iter().position(|finding| !matches!(&*finding.place, "name" | "description"));
            let finding = LintFinding { level: Level::Error, place: place.to_owned(), kind };
            found.insert(at.unwrap_or(found.len()), finding);
        };
        // Azure/azure-powershell, AuthorizationClient.ValidateRoleDefinition.
        let power_shell = matches!(form, Form::PowerShell15 | Form::PowerShell16);
        if power_shell && self.description.trim().is_empty() {
            add("description", LintKind::Empty);
        }
        // Bicep and Terraform take the place of deployment instead. For the CLI: "please provide
        // 'assignableScopes'", azure-cli 2.91.0, command_modules/role/custom.py.
        if scopes.is_empty() && form.is_json() {
            add("assignableScopes", LintKind::NoScope);
        }
        found
    }

    fn lint_with(&self, scopes: &[String]) -> Vec<LintFinding> {
        let mut found = Vec::new();
        text::check(self, &mut found);
        let with_data = self.permissions.iter().any(|permission| !permission.data_actions.is_empty());
        scopes::check(scopes, with_data, &mut found);
        if self.permissions.iter().all(Permission::is_empty) {
            let place = "actions".to_owned();
            found.push(LintFinding { level: Level::Error, place, kind: LintKind::NothingAllowed });
        }
        for (at, permission) in self.permissions.iter().enumerate() {
            let several = self.permissions.len() > 1;
            let prefix = if several { finding::indexed("permissions", at) + "." } else { String::new() };
            actions::check(&prefix, permission, &mut found);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, LintFinding, LintKind};
    use crate::azure::role::{Form, Permission, RenderErrorKind, Role};
    use crate::text::Texts;

    const SUBSCRIPTION: &str = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";

    fn role(actions: &[&str], scopes: &[&str]) -> Role {
        Role {
            name: "Example".into(),
            description: String::new(),
            version: None,
            permissions: vec![Permission {
                actions: actions.iter().map(|text| (*text).to_owned()).collect(),
                ..Permission::default()
            }],
            assignable_scopes: scopes.iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    fn found(role: &Role) -> Vec<String> {
        role.lint().into_iter().map(|finding| finding.place + " " + finding.kind.code()).collect()
    }

    #[test]
    fn a_good_role_has_no_findings() {
        let group = SUBSCRIPTION.to_owned() + "/resourceGroups/one";
        let good = role(
            &["Microsoft.Compute/*/write", "*/read"],
            &[SUBSCRIPTION, &group, "/providers/Microsoft.Management/managementGroups/root"],
        );
        assert_eq!(found(&good), Vec::<String>::new());
    }

    #[test]
    fn actions() {
        let bad = role(
            &[
                "A.B/*/*",
                "A.B/c/read",
                "a.b/C/READ",
                "microsoft.directory/users/read",
                "",
                "read",
                "<action>",
                "*",
            ],
            &[],
        );
        assert_eq!(
            found(&bad),
            [
                "actions[0] two-wildcards",
                "actions[2] duplicate",
                "actions[3] directory-permission",
                "actions[4] empty",
                "actions[5] malformed",
                "actions[6] placeholder",
                "actions[7] allows-everything",
            ]
        );
        let lint = bad.lint();
        assert_eq!((lint[1].level, &lint[1].kind), (Level::Warning, &LintKind::Duplicate { of: 1 }));
        assert_eq!(lint[0].level, Level::Error);
    }

    #[test]
    fn what_covers_and_what_takes_away() {
        let mut role = role(
            &["A.B/c/read", "A.B/*/read", "A.B/c/*", "E.F/g/write", "A.B/c/*/delete", "E.F/g/WRITE"],
            &[],
        );
        role.permissions[0].not_actions =
            vec!["E.F/g/*".into(), "e.f/G/*".into(), "X.Y/z/read".into(), "E.F/g/write".into()];
        assert_eq!(
            found(&role),
            [
                "actions[0] covered",
                "actions[3] taken-away",
                "actions[4] covered",
                "actions[5] duplicate",
                "notActions[1] duplicate",
                "notActions[2] takes-nothing",
                "notActions[3] covered",
            ]
        );
        let lint = role.lint();
        assert!(lint.iter().all(|finding| finding.level == Level::Warning));
        let others: Vec<String> = lint.iter().flat_map(LintFinding::values).map(|(_, other)| other).collect();
        let expected =
            ["actions[1]", "notActions[0]", "actions[2]", "actions[3]", "notActions[0]", "notActions[0]"];
        assert_eq!(others, expected);
        role.permissions.push(Permission {
            data_actions: vec!["A.B/c/read".into()],
            not_data_actions: vec!["*/read".into()],
            ..Permission::default()
        });
        let last = role.lint().pop().unwrap();
        assert_eq!(last.place, "permissions[1].dataActions[0]");
        assert_eq!(last.values(), [("other", "permissions[1].notDataActions[0]".to_owned())]);
    }

    #[test]
    fn what_cannot_be_read_might_allow_what_is_taken_away() {
        let mut role = role(&["A.B/{type}/read", "*/write"], &[]);
        role.permissions[0].not_actions = vec!["A.B/disks/read".into()];
        assert_eq!(found(&role), ["actions[0] placeholder"]);
    }

    /// A role with so many wildcards that allow, and as many that take away nothing of it.
    fn wild(count: u32) -> Role {
        let list = |word: &str| (0..count).map(|n| format!("A.B/*/{word}{n}/read")).collect();
        let mut wide = role(&[], &[]);
        wide.permissions[0].actions = list("kind");
        wide.permissions[0].not_actions = list("sort");
        wide
    }

    fn takes_nothing(role: &Role) -> usize {
        let found = role.lint();
        assert!(found.iter().all(|finding| finding.kind == LintKind::TakesNothing), "{found:?}");
        found.len()
    }

    #[test]
    fn long_lists_of_wildcards_are_compared_up_to_a_bound() {
        assert_eq!(takes_nothing(&wild(300)), 300);
        // Of 2^18 pairs, 160,000 have gone into what is taken away; 400 go into each entry.
        assert_eq!(takes_nothing(&wild(400)), 255);
    }

    #[test]
    fn thirty_times_the_wildcards_take_no_thousand_times_the_time() {
        // Without a bound, thirty times the entries would be 900 times the pairs.
        let took = |count| {
            let wide = wild(count);
            let run = || {
                let start = std::time::Instant::now();
                assert_eq!(takes_nothing(&wide), 0);
                start.elapsed()
            };
            (0..3).map(|_| run()).min().unwrap()
        };
        let (few, many) = (took(1_000), took(30_000));
        assert!(many < few * 300, "{few:?} {many:?}");
    }

    #[test]
    fn all_may_be_taken_away() {
        let mut nothing = role(&["*/read"], &[]);
        nothing.permissions[0].not_actions = vec!["*".into()];
        assert_eq!(found(&nothing), ["actions[0] taken-away"]);
        assert_eq!(Level::Error.code(), "error");
        assert_eq!(Level::Warning.code(), "warning");
    }

    #[test]
    fn what_the_reader_of_a_form_refuses() {
        let mut plain = role(&["*/read"], &["/subscriptions/sdfsd"]);
        let told = |role: &Role, form, scopes: &[&str]| -> Vec<String> {
            let scopes: Vec<_> = scopes.iter().map(|scope| scope.parse().unwrap()).collect();
            let found = role.lint_for(form, &scopes).into_iter();
            found.map(|finding| finding.place + " " + finding.kind.code()).collect()
        };
        for form in Form::ALL {
            let expected: &[&str] = match form {
                Form::Bicep | Form::Terraform => &[],
                Form::PowerShell15 | Form::PowerShell16 => {
                    &["description empty", "assignableScopes no-scope"]
                }
                _ => &["assignableScopes no-scope"],
            };
            assert_eq!(told(&plain, form, &[]), expected, "{form:?}");
        }
        plain.description = "D".into();
        plain.permissions[0].data_actions.push("A.B/c/read".into());
        let group = "/providers/Microsoft.Management/managementGroups/one";
        assert_eq!(
            told(&plain, Form::PowerShell16, &[group, SUBSCRIPTION]),
            ["assignableScopes data-actions-at-management-group"]
        );
        assert_eq!(told(&plain, Form::Portal, &[SUBSCRIPTION]), Vec::<String>::new());
    }

    #[test]
    fn several_permissions_are_named() {
        let mut two = role(&["A.B/c/read"], &[]);
        two.permissions.push(Permission { not_data_actions: vec!["x".into()], ..Permission::default() });
        assert_eq!(found(&two), ["permissions[1].notDataActions[0] malformed"]);
    }

    #[test]
    fn names_and_lengths() {
        let mut long = role(&["*/read"], &[]);
        long.name = "\u{e9}".repeat(513);
        long.description = "d".repeat(2048);
        assert_eq!(found(&long), ["name too-long"]);
        long.name = "\u{e9}".repeat(512);
        long.description.push('d');
        assert_eq!(found(&long), ["description too-long"]);
        long.description = "Two\r\n\tlines".into();
        assert_eq!(found(&long), Vec::<String>::new());
        long.description.push('\u{7}');
        assert_eq!(found(&long), ["description invisible-character"]);
        long.description.clear();
        for name in ["{customRoleName}", "spot-${VERSION}", "<role name>"] {
            long.name = name.into();
            assert_eq!(found(&long)[0], "name placeholder", "{name}");
        }
        for name in ["All of {}", "Reads {a + b}", "1 < 2, 3 > 0"] {
            long.name = name.into();
            assert_eq!(found(&long), Vec::<String>::new(), "{name}");
        }
        long.name = "Ro\u{202e}le".into();
        assert_eq!(found(&long)[0], "name invisible-character");
        assert_eq!(long.lint()[0].kind, LintKind::InvisibleCharacter { at: 3 });
        long.name = " ".into();
        assert_eq!(found(&long)[0], "name empty");
        assert_eq!(found(&role(&[], &[])), ["actions nothing-allowed"]);
    }

    #[test]
    fn scopes() {
        let upper = SUBSCRIPTION.to_uppercase();
        let bad = role(
            &["*/read"],
            &[
                "/",
                "/subscriptions/sdfsd",
                "/subscriptions/{subscriptionId}",
                "/subscriptions/00000000-0000-0000-0000-000000000000",
                "/subscriptions/*",
                SUBSCRIPTION,
                &upper,
                "",
                "/providers/Microsoft.Management/managementGroups/one",
                "/providers/Microsoft.Management/managementGroups/two",
                &(SUBSCRIPTION.to_owned() + "/elsewhere/one"),
                &(SUBSCRIPTION.to_owned() + "/resourceGroups//"),
                &(SUBSCRIPTION.to_owned() + "/resourcegroups/one/"),
                "/providers/Microsoft.Management/managementGroups/two/resourceGroups/one",
            ],
        );
        assert_eq!(
            found(&bad),
            [
                "assignableScopes[0] root-scope",
                "assignableScopes[1] not-a-scope",
                "assignableScopes[2] placeholder",
                "assignableScopes[3] placeholder",
                "assignableScopes[4] wildcard-scope",
                "assignableScopes[6] duplicate",
                "assignableScopes[7] empty",
                "assignableScopes[9] second-management-group",
                "assignableScopes[10] not-a-scope",
                "assignableScopes[11] not-a-scope",
                "assignableScopes[13] not-a-scope",
            ]
        );
    }

    #[test]
    fn two_thousand_scopes_and_no_more() {
        let many = |count: u32| -> Vec<String> {
            (0..count).map(|n| format!("/subscriptions/c3a9e4d7-60b2-4f18-8c75-{n:012x}")).collect()
        };
        let mut wide = role(&["*/read"], &[]);
        wide.assignable_scopes = many(2000);
        assert_eq!(found(&wide), Vec::<String>::new());
        wide.assignable_scopes = many(2001);
        assert_eq!(found(&wide), ["assignableScopes too-many-scopes"]);
    }

    #[test]
    fn data_actions_do_not_go_with_a_management_group() {
        let mut data = role(&["*/read"], &["/providers/Microsoft.Management/managementGroups/one"]);
        data.permissions[0].data_actions.push("A.B/c/read".into());
        assert_eq!(found(&data), ["assignableScopes data-actions-at-management-group"]);
    }

    /// One of each kind. A new kind does not compile before it is here.
    fn kinds() -> Vec<LintKind> {
        let next = |kind: &LintKind| match kind {
            LintKind::Empty => Some(LintKind::Placeholder),
            LintKind::Placeholder => Some(LintKind::TooLong { length: 3, limit: 2 }),
            LintKind::TooLong { .. } => Some(LintKind::NothingAllowed),
            LintKind::NothingAllowed => Some(LintKind::TwoWildcards),
            LintKind::TwoWildcards => Some(LintKind::DirectoryPermission),
            LintKind::DirectoryPermission => Some(LintKind::Malformed),
            LintKind::Malformed => Some(LintKind::Duplicate { of: 1 }),
            LintKind::Duplicate { .. } => Some(LintKind::Covered { by: 1 }),
            LintKind::Covered { .. } => Some(LintKind::TakenAway { by: 1 }),
            LintKind::TakenAway { .. } => Some(LintKind::TakesNothing),
            LintKind::TakesNothing => Some(LintKind::AllowsEverything),
            LintKind::AllowsEverything => Some(LintKind::InvisibleCharacter { at: 1 }),
            LintKind::InvisibleCharacter { .. } => Some(LintKind::RootScope),
            LintKind::RootScope => Some(LintKind::WildcardScope),
            LintKind::WildcardScope => Some(LintKind::NotAScope),
            LintKind::NotAScope => Some(LintKind::TooManyScopes { count: 3, limit: 2 }),
            LintKind::TooManyScopes { .. } => Some(LintKind::SecondManagementGroup),
            LintKind::SecondManagementGroup => Some(LintKind::DataActionsAtManagementGroup),
            LintKind::DataActionsAtManagementGroup => Some(LintKind::NoScope),
            LintKind::NoScope => Some(LintKind::UnknownKey),
            LintKind::UnknownKey => Some(LintKind::DuplicateKey),
            LintKind::DuplicateKey => Some(LintKind::IsCustomText),
            LintKind::IsCustomText => Some(LintKind::BuiltIn),
            LintKind::BuiltIn => Some(LintKind::NameIsGuid),
            LintKind::NameIsGuid => Some(LintKind::Expression),
            LintKind::Expression => Some(LintKind::Condition),
            LintKind::Condition => None,
        };
        std::iter::successors(Some(LintKind::Empty), next).collect()
    }

    #[test]
    fn every_kind_has_words_and_fills_them() {
        let texts = Texts::english();
        for kind in kinds() {
            let key = "lint.".to_owned() + kind.code();
            assert!(texts.has(&key), "{key}");
            let finding = LintFinding { level: Level::Error, place: "actions[0]".into(), kind };
            let values = finding.values();
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            for (name, _) in &values {
                assert!(texts.get(&key).contains(&format!("{{{name}}}")), "{key} does not tell {name}");
            }
            assert!(!texts.fill(&key, &values).contains('{'), "{key} has a gap");
        }
        assert!(texts.has(&("render.".to_owned() + RenderErrorKind::SeveralPermissions.code())));
    }
}
