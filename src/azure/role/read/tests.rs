use super::*;
use crate::azure::role::{Level, Permission};
use crate::json::SyntaxErrorKind;

const SCOPE: &str = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

/// The role that most of the files below hold.
fn disks() -> Role {
    Role {
        name: "Disks".into(),
        description: "Looks at disks".into(),
        version: None,
        permissions: vec![Permission {
            actions: texts(&["Microsoft.Compute/disks/read"]),
            not_data_actions: texts(&["*/delete"]),
            ..Permission::default()
        }],
        assignable_scopes: texts(&[SCOPE]),
    }
}

/// Double quotes are hard to read in what follows.
fn json(text: &str) -> String {
    text.replace('\'', "\"").replace("SCOPE", SCOPE)
}

fn remarks(file: &RoleFile) -> Vec<String> {
    file.remarks.iter().map(|finding| [&finding.place, " ", finding.kind.code()].concat()).collect()
}

/// The shape, the role and the remarks of a file.
fn shape(text: &str) -> (Shape, Role, Vec<String>) {
    let file = read(&json(text)).unwrap_or_else(|error| panic!("{error:?}: {text}"));
    let remarks = remarks(&file);
    (file.shape, file.role, remarks)
}

fn error(text: &str) -> String {
    let error = read(&json(text)).unwrap_err();
    [error.code(), " ", error.place()].concat().trim().to_owned()
}

const LISTS: &str = "'actions':['Microsoft.Compute/disks/read'],'notActions':[],'dataActions':[],'notDataActions':['*/delete']";
const UPPER: &str =
    "'Actions':['Microsoft.Compute/disks/read'],'NotActions':null,'NotDataActions':['*/delete']";

#[test]
fn every_shape_is_the_same_role() {
    let own = "'roleName':'Disks','description':'Looks at disks','assignableScopes':['SCOPE'],'permissions':[{LISTS}]";
    let resource = "{'type':'microsoft.authorization/roledefinitions','apiVersion':'2022-04-01','name':'[guid(subscription().id)]',\
        'properties':{'type':'CustomRole',OWN}}";
    for (wanted, text) in [
        (Shape::Properties, "{'properties':{OWN}}"),
        (
            Shape::Properties,
            "{'properties':{OWN,'type':'CustomRole','createdOn':null,'updatedBy':'x'},'id':'/x','type':'Microsoft.Authorization/roleDefinitions','name':'1f0e2d3c-4b5a-4968-8776-a5b4c3d2e1f0'}",
        ),
        (Shape::Properties, "{'value':[{'properties':{OWN}}],'nextLink':null}"),
        (
            Shape::Flat,
            "{'Name':'Disks','Id':null,'IsCustom':true,'Description':'Looks at disks',UPPER,'AssignableScopes':['SCOPE']}",
        ),
        (
            Shape::Flat,
            "{'name':'Disks','description':'Looks at disks',LISTS,'assignableScopes':['SCOPE'],'Condition':null}",
        ),
        (
            Shape::PowerShell16,
            "{'Name':'Disks','Description':'Looks at disks','Permissions':[{UPPER,'Condition':null,'ConditionVersion':''}],'AssignableScopes':['SCOPE']}",
        ),
        (
            Shape::PowerShell16,
            "{'Name':'Disks','Description':'Looks at disks','Permissions':{UPPER},'AssignableScopes':['SCOPE']}",
        ),
        (
            Shape::Nested,
            "{'name':'Disks','description':'Looks at disks','permissions':[{LISTS}],'assignableScopes':['SCOPE']}",
        ),
        (
            Shape::CliOutput,
            "[{OWN,'id':'/x','name':'1f0e2d3c-4b5a-4968-8776-a5b4c3d2e1f0','roleType':'CustomRole','type':'Microsoft.Authorization/roleDefinitions','createdBy':null,'condition':null}]",
        ),
        (Shape::CliOutput, "{OWN,'name':'1f0e2d3c-4b5a-4968-8776-a5b4c3d2e1f0'}"),
        (Shape::ArmResource, "RESOURCE"),
        (
            Shape::ArmTemplate,
            "{'$schema':'x','contentVersion':'1.0.0.0','resources':[{'type':'a/b'},RESOURCE]}",
        ),
        (Shape::ArmTemplate, "{'resources':{'role':RESOURCE}}"),
        (
            Shape::ArmTemplate,
            "{'resources':[{'type':'Microsoft.Resources/deployments','properties':{'template':{'resources':[RESOURCE]}}}]}",
        ),
    ] {
        let text = text
            .replace("RESOURCE", resource)
            .replace("OWN", own)
            .replace("LISTS", LISTS)
            .replace("UPPER", UPPER);
        assert_eq!(shape(&text), (wanted, disks(), Vec::new()), "{text}");
    }
}

#[test]
fn parts_of_a_role() {
    let bare = Role { permissions: disks().permissions, ..Role::default() };
    for text in [
        "{'permissions':[{LISTS}]}",
        "{LISTS}",
        "[{LISTS}]",
        "{'properties':[{LISTS}]}",
        "{'Permissions':{UPPER}}",
    ] {
        let text = text.replace("LISTS", LISTS).replace("UPPER", UPPER);
        assert_eq!(shape(&text), (Shape::BarePermissions, bare.clone(), Vec::new()), "{text}");
    }
    let (found, role, _) = shape("['*/read','A.B/c/write']");
    assert_eq!(
        (found, &role.permissions[0].actions),
        (Shape::BareActions, &texts(&["*/read", "A.B/c/write"]))
    );
    let (_, role, _) = shape("[{'actions':['*/read']},{'dataActions':[]}]");
    assert_eq!(role.permissions.len(), 2);
    assert_eq!(shape("{'Name':'x','AssignableScopes':[]}").1.permissions, []);
}

#[test]
fn what_the_file_shows() {
    for (text, wanted) in [
        (
            "{'properties':{'roleName':'x','isCustom':true,'permissions':[]},'extra':1}",
            &["extra unknown-key", "isCustom unknown-key"][..],
        ),
        ("{'Name':'x','IsCustom':'true','Actions':[]}", &["isCustom is-custom-text"]),
        ("{'Name':'x','IsCustom':'False','Actions':[]}", &["isCustom is-custom-text", "isCustom built-in"]),
        ("{'Name':'x','IsCustom':false,'Actions':[]}", &["isCustom built-in"]),
        ("{'roleName':'Reader','roleType':'BuiltInRole','permissions':[]}", &["roleType built-in"]),
        ("{'properties':{'roleName':'Reader','type':'BuiltInRole','permissions':[]}}", &["type built-in"]),
        ("{'name':'1f0e2d3c-4b5a-4968-8776-a5b4c3d2e1f0','actions':[]}", &["name name-is-guid"]),
        ("{'roleName':'x','name':'y','actions':[]}", &["name unknown-key"]),
        ("{'Name':'x','Actions':['a'],'actions':['b']}", &["actions duplicate-key"]),
        (
            "{'Name':'x','Permissions':[{'Actions':[],'Condition':'@Resource[x]','ConditionVersion':'2.0'}]}",
            &["condition condition"],
        ),
        (
            "{'Name':'x','Permissions':[{'Action':[]},{'Condition':'y'}]}",
            &["permissions[0].Action unknown-key", "permissions[1].condition condition"],
        ),
        (
            "{'properties':{'roleName':'[parameters(\u{2019}n\u{2019})]','permissions':[],'assignableScopes':['SCOPE','[subscription().id]','[x]']}}",
            &["name expression", "assignableScopes[1] expression"],
        ),
    ] {
        assert_eq!(shape(text).2, wanted, "{text}");
    }
    assert_eq!(shape("{'Name':'x','Actions':['a'],'actions':['b']}").1.permissions[0].actions, ["b"]);
}

#[test]
fn no_more_strangers_than_somebody_reads() {
    let many: Vec<String> = (0..5000).map(|n| format!("\"k{n}\":1")).collect();
    let file = read(&["{\"Actions\":[],", &many.join(","), "}"].concat()).unwrap();
    assert_eq!(file.remarks.len(), 100);
}

#[test]
fn what_a_template_answers_itself() {
    let template = |name: &str, scopes: &str, actions: &str| {
        let text = "{'parameters':{'Name':{'type':'string','defaultValue':'Disks'},'none':{'type':'string'}},\
            'variables':{'actions':['*/read','[[x]'],'name':'[parameters(\u{1}name\u{1})]','loop':'[variables(\u{1}loop\u{1})]'},\
            'resources':[{'type':'Microsoft.Authorization/roleDefinitions','apiVersion':'1','name':'x','properties':{\
            'roleName':'NAME','assignableScopes':[SCOPES],'permissions':[{'actions':ACTIONS}]}}]}";
        text.replace("NAME", name)
            .replace("SCOPES", scopes)
            .replace("ACTIONS", actions)
            .replace('\'', "\"")
            .replace('\u{1}', "'")
    };
    let file = read(&template(
        "[variables(\u{1}name\u{1})]",
        "'[subscription().id]'",
        "'[variables( \u{1}Actions\u{1} )]'",
    ))
    .unwrap();
    assert_eq!(file.role.name, "Disks");
    assert_eq!(file.role.permissions[0].actions, ["*/read", "[x]"]);
    assert_eq!(remarks(&file), ["assignableScopes[0] expression"]);
    let lint: Vec<_> =
        file.lint().into_iter().map(|finding| (finding.level, finding.place, finding.kind.code())).collect();
    assert_eq!(
        lint,
        [
            (Level::Error, "assignableScopes[0]".to_owned(), "expression"),
            (Level::Error, "actions[1]".to_owned(), "placeholder"),
        ]
    );
    // A literal in brackets, and brackets that are no expression.
    let file = read(&template("[[in brackets]", "", "['[x] y']")).unwrap();
    assert_eq!((file.role.name.as_str(), remarks(&file)), ("[in brackets]", Vec::new()));
    assert_eq!(file.role.permissions[0].actions, ["[x] y"]);
    for name in ["[parameters(\u{1}none\u{1})]", "[variables(\u{1}loop\u{1})]", "[concat(\u{1}a\u{1})]"] {
        assert_eq!(remarks(&read(&template(name, "", "[]")).unwrap()), ["name expression"], "{name}");
    }
    let error = read(&template("x", "", "'[parameters(\u{1}none\u{1})]'")).unwrap_err();
    assert_eq!((error.code(), error.place()), ("expression", "actions"));
}

#[test]
fn a_template_cannot_blow_up() {
    let long = "x".repeat(100_000);
    let items = vec!["\"[variables('long')]\""; 10_000].join(",");
    let text = [
        "{\"variables\":{\"long\":\"",
        &long,
        "\"},\"resources\":[{\"type\":\"Microsoft.Authorization/roleDefinitions\",\
        \"properties\":{\"roleName\":\"x\",\"permissions\":[{\"actions\":[",
        &items,
        "]}]}}]}",
    ]
    .concat();
    let file = read(&text).unwrap();
    let size: usize = file.role.permissions[0].actions.iter().map(String::len).sum();
    assert!(size < 2 * text.len(), "{size}");
}

#[test]
fn what_is_no_role() {
    for (text, wanted) in [
        ("{}", "not-a-role"),
        ("[]", "not-a-role"),
        ("[[]]", "not-an-object [0]"),
        ("[{}]", "not-a-role"),
        ("7", "not-a-role"),
        ("{'id':'1','name':'Subscription','tenantId':'2'}", "not-a-role"),
        ("{'$schema':'x','resources':[]}", "no-role-in-template"),
        ("{'resources':'x'}", "no-role-in-template"),
        ("{'Name':'x','Actions':['a'],'permissions':[{'actions':['b']}]}", "both-shapes permissions"),
        ("{'Name':'x','Actions':'*/read'}", "not-a-list actions"),
        ("{'Name':'x','Actions':['a',5]}", "not-a-text actions[1]"),
        (
            "{'resources':[{'type':'Microsoft.Authorization/roleDefinitions','properties':{'roleName':'x',\
             'permissions':[{'actions':'*/read'}]}}]}",
            "not-a-list actions",
        ),
        ("['a',5]", "not-a-text actions[1]"),
        ("{'Name':7,'Actions':[]}", "not-a-text name"),
        ("{'properties':{'roleName':{},'permissions':[]}}", "not-a-text roleName"),
        ("{'properties':{'roleName':'x','permissions':[{'actions':[]},7]}}", "not-an-object permissions[1]"),
        (
            "{'properties':{'roleName':'x','permissions':[{'actions':[]},{'dataActions':[true]}]}}",
            "not-a-text permissions[1].dataActions[0]",
        ),
        ("{'properties':{'roleName':'x','permissions':7}}", "not-a-list permissions"),
        ("{'properties':{'roleName':'x','assignableScopes':'SCOPE'}}", "not-a-list assignableScopes"),
    ] {
        assert_eq!(error(text), wanted, "{text}");
    }
    // The same content in both shapes is no riddle.
    assert_eq!(
        shape("{'Name':'x','Actions':['a'],'permissions':[{'actions':['a']}]}").1.permissions.len(),
        1
    );
}

#[test]
fn what_is_wrong_has_a_place_in_the_text() {
    for (text, wanted) in [
        ("{'Name':'x',\n 'Actions': '*'}", (2, 13)),
        ("{'properties':{'roleName':'x',\n'permissions':[{'actions':[]},{'DataActions':[ 7]}]}}", (2, 48)),
        ("{'properties':{'roleName':'x',\n'permissions':[{'actions':[]}, 7]}}", (2, 32)),
        ("{'Name':'x','Permissions':{'actions':[\n7]}}", (2, 1)),
        ("[{'actions':['a',\n  5]}]", (2, 3)),
        ("[{'actions':[]},{'actions':['a',\n   5]}]", (2, 4)),
        ("['a',\n    5]", (2, 5)),
        (
            "{'resources':[{},{'type':'Microsoft.Authorization/roleDefinitions','properties':{'roleName':\n7}}]}",
            (2, 1),
        ),
        // Behind a template within this one.
        (
            "{'resources':[{'properties':{'template':{'resources':[]}}},{'type':'Microsoft.Authorization/roleDefinitions',\
             'properties':{'roleName':\n7}}]}",
            (2, 1),
        ),
        ("{'value':[{'no':1},\n{'Name':7,'Actions':[]}]}", (2, 9)),
        ("{'no':1}", (1, 1)),
    ] {
        let error = read(&json(text)).unwrap_err();
        assert_eq!((error.line(), error.column()), wanted, "{text}: {error:?}");
    }
}

#[test]
fn a_role_may_have_a_member_like_that_of_a_list() {
    assert_eq!(shape("{'Name':'x','Actions':['*/read'],'value':[]}").1.name, "x");
}

#[test]
fn several_roles_are_named() {
    let text = json(
        "[{'roleName':'One','name':'1','permissions':[]},{'no':'role'},{'Name':'Two','Actions':['*']},{'properties':{'roleName':'Three','permissions':[]}}]",
    );
    let error = read(&text).unwrap_err();
    assert_eq!(
        (error.kind(), error.candidates()),
        (RoleReadErrorKind::SeveralRoles, &texts(&["One", "Two", "Three"])[..])
    );
    assert_eq!(read_at(&text, 1).unwrap().role.name, "Two");
    assert_eq!(read_at(&text, 2).unwrap().shape, Shape::Properties);
    assert_eq!(read_at(&text, 3).unwrap_err().kind(), RoleReadErrorKind::NotARole);
}

#[test]
fn syntax_has_a_place() {
    let error = read("{\n  \"Name\": \"é\",\n  \"Actions\": [\"é/read\", ]\n}").unwrap_err();
    assert_eq!(error.kind(), RoleReadErrorKind::Syntax(SyntaxErrorKind::TrailingComma));
    assert_eq!((error.line(), error.column(), error.to_string().as_str()), (3, 23, "trailing-comma"));
    // A mark at the begin is no column.
    let error = read("\u{feff}{'Name':1}").unwrap_err();
    assert_eq!((error.line(), error.column(), error.code()), (1, 2, "single-quote"));
}

#[test]
fn sixteen_bits_and_line_ends_do_not_matter() {
    let text = json("{\r\n'Name':'x',\r\n'Actions':['*/read']}\r\n");
    let wide: String = text.chars().flat_map(|c| [c, '\0']).collect();
    assert_eq!(read(&wide), read(&text));
    assert!(read(&text).is_ok());
}

#[test]
fn shapes_have_stable_names() {
    for (shape, code) in [
        (Shape::Properties, "properties"),
        (Shape::Flat, "flat"),
        (Shape::PowerShell16, "powershell16"),
        (Shape::Nested, "nested"),
        (Shape::CliOutput, "cli-output"),
        (Shape::BarePermissions, "bare-permissions"),
        (Shape::BareActions, "bare-actions"),
        (Shape::ArmTemplate, "arm-template"),
        (Shape::ArmResource, "arm-resource"),
    ] {
        assert_eq!(shape.code(), code);
    }
}

/// What is only odd is good; what Azure refuses, and what only a deployment would fill, is not.
#[test]
fn the_good_scopes_are_those_without_errors() {
    let upper = SCOPE.to_uppercase();
    let scopes = texts(&["/", SCOPE, "/subscriptions/{id}", &upper, "[subscription().id]"]);
    let mut file = read(&json("{'Name':'x','Actions':['<action>'],'AssignableScopes':[]}")).unwrap();
    assert_eq!(file.good_scopes(), Vec::<String>::new());
    file.role.assignable_scopes = scopes;
    file.remarks.push(LintFinding {
        level: Level::Error,
        place: "assignableScopes[4]".into(),
        kind: LintKind::Expression,
    });
    assert_eq!(file.good_scopes(), [SCOPE, &upper]);
}
