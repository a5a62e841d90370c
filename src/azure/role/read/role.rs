//! From the members of a role to the role.

use std::rc::Rc;

use super::expression::{Values, is_call, is_expression, literal};
use super::fields::Fields;
use super::find::{Body, Candidate, LISTS};
use super::{RoleFile, RoleReadError, RoleReadErrorKind, Shape};
use crate::azure::Guid;
use crate::azure::role::{Level, LintFinding, LintKind, Permission, Role};
use crate::json::Node;

/// The members of a role. Those in the second row the service fills in, and they are passed over.
const ROLE: [&str; 22] = [
    "name",
    "roleName",
    "description",
    "isCustom",
    "permissions",
    "assignableScopes",
    "roleType",
    "type",
    "actions",
    "notActions",
    "dataActions",
    "notDataActions",
    "condition",
    "conditionVersion",
    "id",
    "createdOn",
    "createdBy",
    "updatedOn",
    "updatedBy",
    "isServiceRole",
    "systemData",
    "$schema",
];

/// Around `properties`: what the service answers with, and what a resource of a template has.
const OUTER: [&str; 14] = [
    "properties",
    "id",
    "name",
    "type",
    "apiVersion",
    "scope",
    "dependsOn",
    "condition",
    "comments",
    "metadata",
    "copy",
    "systemData",
    "$schema",
    "location",
];

/// Within `properties`.
const INNER: [&str; 15] = [
    "roleName",
    "description",
    "type",
    "permissions",
    "assignableScopes",
    "actions",
    "notActions",
    "dataActions",
    "notDataActions",
    "createdOn",
    "createdBy",
    "updatedOn",
    "updatedBy",
    "isServiceRole",
    "systemData",
];

const PERMISSION: [&str; 6] =
    ["actions", "notActions", "dataActions", "notDataActions", "condition", "conditionVersion"];

type Read<T> = Result<T, RoleReadError>;

impl Candidate {
    /// The role, from its part of this text.
    pub(super) fn read(mut self, text: &str) -> Read<RoleFile> {
        let path = std::mem::take(&mut self.path);
        self.role(text.len()).map_err(|error| error.located(text, &path))
    }

    fn role(self, size: usize) -> Read<RoleFile> {
        let mut reader = Reader { remarks: Vec::new(), values: self.values, budget: size };
        let role = match self.body {
            Body::Role(entries) => {
                if self.shape == Shape::Properties || reader.values.is_some() {
                    reader.wrapped(entries)?
                } else {
                    reader.flat(entries)?
                }
            }
            Body::Permissions(list) => {
                Role { permissions: reader.permissions(Node::List(list))?, ..Role::default() }
            }
            Body::Actions(list) => {
                let actions = reader.texts(Some(Node::List(list)), "actions")?;
                Role { permissions: vec![Permission { actions, ..Permission::default() }], ..Role::default() }
            }
        };
        Ok(RoleFile { role, shape: self.shape, remarks: reader.remarks })
    }
}

struct Reader {
    remarks: Vec<LintFinding>,
    values: Option<Rc<Values>>,
    /// How many bytes of the template's values may still be copied.
    budget: usize,
}

impl Reader {
    fn remark(&mut self, level: Level, place: &str, kind: LintKind) {
        self.remarks.push(LintFinding { level, place: place.to_owned(), kind });
    }

    /// `{"properties": {…}}`
    fn wrapped(&mut self, entries: Vec<(String, Node)>) -> Read<Role> {
        let mut outer = Fields::new(entries, &OUTER, "", &mut self.remarks);
        let inner = match outer.take("properties") {
            Some(Node::Object(inner)) => inner,
            Some(_) => return Err(RoleReadError::at(RoleReadErrorKind::NotAnObject, "properties")),
            None => Vec::new(),
        };
        let mut fields = Fields::new(inner, &INNER, "", &mut self.remarks);
        let mut name = self.text(fields.take("roleName"), "roleName")?;
        if let (true, None, Some(Node::Text(other))) = (name.is_empty(), &self.values, outer.take("name")) {
            name = other;
        }
        self.named(&name);
        if let Some(kind) = fields.take("type") {
            self.kind(&kind, "type");
        }
        self.rest(name, fields)
    }

    /// Everything at the top.
    fn flat(&mut self, entries: Vec<(String, Node)>) -> Read<Role> {
        let mut fields = Fields::new(entries, &ROLE, "", &mut self.remarks);
        let display = fields.take("roleName");
        let name = fields.take("name");
        let name = match (display, name) {
            (Some(display), name) => {
                let display = self.text(Some(display), "roleName")?;
                // Beside `roleName` the name is the role's GUID. Another name is one too many.
                if let Some(Node::Text(name)) = name
                    && name != display
                    && name.parse::<Guid>().is_err()
                {
                    self.remark(Level::Warning, "name", LintKind::UnknownKey);
                }
                display
            }
            (None, name) => self.text(name, "name")?,
        };
        self.named(&name);
        match fields.take("isCustom") {
            Some(Node::Flag(true)) | None => {}
            Some(Node::Flag(false)) => self.remark(Level::Warning, "isCustom", LintKind::BuiltIn),
            Some(other) => {
                self.remark(Level::Warning, "isCustom", LintKind::IsCustomText);
                if matches!(other, Node::Text(text) if text.eq_ignore_ascii_case("false")) {
                    self.remark(Level::Warning, "isCustom", LintKind::BuiltIn);
                }
            }
        }
        for key in ["roleType", "type"] {
            if let Some(kind) = fields.take(key) {
                self.kind(&kind, key);
            }
        }
        self.rest(name, fields)
    }

    /// What all shapes share: description, permissions, scopes.
    fn rest(&mut self, name: String, mut fields: Fields) -> Read<Role> {
        let description = self.text(fields.take("description"), "description")?;
        self.condition(&mut fields, "");
        let at_top = LISTS.map(|list| fields.take(list));
        let flat = at_top.iter().any(Option::is_some);
        let top = self.permission(at_top, "")?;
        let mut permissions = match fields.take("permissions") {
            Some(node) => self.permissions(node)?,
            None => Vec::new(),
        };
        if permissions.is_empty() {
            if flat {
                permissions.push(top);
            }
        } else if top != Permission::default() && permissions != [top] {
            return Err(RoleReadError::at(RoleReadErrorKind::BothShapes, "permissions"));
        }
        let assignable_scopes = self.texts(fields.take("assignableScopes"), "assignableScopes")?;
        Ok(Role { name, description, version: None, permissions, assignable_scopes })
    }

    fn permissions(&mut self, node: Node) -> Read<Vec<Permission>> {
        let list = match self.resolved(node, "permissions")? {
            Node::List(list) => list,
            // PowerShell takes the brackets off a list of one.
            Node::Object(only) => vec![Node::Object(only)],
            _ => return Err(RoleReadError::at(RoleReadErrorKind::NotAList, "permissions")),
        };
        let several = list.len() > 1;
        let mut permissions = Vec::with_capacity(list.len());
        for (at, node) in list.into_iter().enumerate() {
            let place = indexed("permissions", at);
            let prefix = if several { [&place, "."].concat() } else { String::new() };
            let Node::Object(entries) = node else {
                return Err(RoleReadError::at(RoleReadErrorKind::NotAnObject, &place));
            };
            let mut fields = Fields::new(entries, &PERMISSION, &prefix, &mut self.remarks);
            self.condition(&mut fields, &prefix);
            permissions.push(self.permission(LISTS.map(|list| fields.take(list)), &prefix)?);
        }
        Ok(permissions)
    }

    fn permission(&mut self, lists: [Option<Node>; 4], prefix: &str) -> Read<Permission> {
        let [actions, not_actions, data_actions, not_data_actions] = lists;
        Ok(Permission {
            actions: self.texts(actions, &[prefix, "actions"].concat())?,
            not_actions: self.texts(not_actions, &[prefix, "notActions"].concat())?,
            data_actions: self.texts(data_actions, &[prefix, "dataActions"].concat())?,
            not_data_actions: self.texts(not_data_actions, &[prefix, "notDataActions"].concat())?,
        })
    }

    /// A condition narrows what a role allows. No form that is written has one.
    fn condition(&mut self, fields: &mut Fields, prefix: &str) {
        let condition = fields.take("condition");
        let version = fields.take("conditionVersion");
        let blank = |node: &Node| matches!(node, Node::Text(text) if text.trim().is_empty());
        if condition.or(version).is_some_and(|node| !blank(&node)) {
            self.remark(Level::Warning, &[prefix, "condition"].concat(), LintKind::Condition);
        }
    }

    fn named(&mut self, name: &str) {
        if name.parse::<Guid>().is_ok() {
            self.remark(Level::Warning, "name", LintKind::NameIsGuid);
        }
    }

    fn kind(&mut self, kind: &Node, key: &str) {
        if matches!(kind, Node::Text(text) if text.eq_ignore_ascii_case("BuiltInRole")) {
            self.remark(Level::Warning, key, LintKind::BuiltIn);
        }
    }

    fn text(&mut self, node: Option<Node>, place: &str) -> Read<String> {
        // In the findings a role has one name, whatever its key.
        let shown = if place == "roleName" { "name" } else { place };
        match node {
            None => Ok(String::new()),
            Some(Node::Text(text)) => self.meant(text, shown),
            Some(_) => Err(RoleReadError::at(RoleReadErrorKind::NotAText, place)),
        }
    }

    fn texts(&mut self, node: Option<Node>, place: &str) -> Read<Vec<String>> {
        let Some(node) = node else { return Ok(Vec::new()) };
        let Node::List(list) = self.resolved(node, place)? else {
            return Err(RoleReadError::at(RoleReadErrorKind::NotAList, place));
        };
        let mut texts = Vec::with_capacity(list.len());
        for (at, node) in list.into_iter().enumerate() {
            let Node::Text(text) = node else {
                return Err(RoleReadError::at(RoleReadErrorKind::NotAText, &indexed(place, at)));
            };
            // Nearly all are plain: their place is not written for nothing.
            texts.push(if text.starts_with('[') { self.meant(text, &indexed(place, at))? } else { text });
        }
        Ok(texts)
    }

    /// A list that may be an expression.
    fn resolved(&mut self, node: Node, place: &str) -> Read<Node> {
        match (&self.values, &node) {
            (Some(values), Node::Text(text)) if is_expression(text) => values
                .resolve(text, &mut self.budget)
                .ok_or_else(|| RoleReadError::at(RoleReadErrorKind::Expression, place)),
            _ => Ok(node),
        }
    }

    /// A text as it is meant: in a template it may be an expression, or have a bracket too many.
    fn meant(&mut self, text: String, place: &str) -> Read<String> {
        let Some(values) = &self.values else {
            if is_call(&text) {
                self.remark(Level::Error, place, LintKind::Expression);
            }
            return Ok(text);
        };
        if !is_expression(&text) {
            return Ok(literal(text));
        }
        match values.resolve(&text, &mut self.budget) {
            Some(Node::Text(value)) => Ok(literal(value)),
            Some(_) => Err(RoleReadError::at(RoleReadErrorKind::NotAText, place)),
            None => {
                self.remark(Level::Error, place, LintKind::Expression);
                Ok(text)
            }
        }
    }
}

fn indexed(name: &str, at: usize) -> String {
    [name, "[", &at.to_string(), "]"].concat()
}
