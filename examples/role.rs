//! Reads a custom role in any shape and prints it in another:
//! `cargo run -q --example role -- FILE --as portal [--scope SCOPE]… [--repair]`
//!
//! The rendering goes to stdout. What is to be said of the role goes to stderr, one `LEVEL: WHERE: TEXT` a line. A
//! file that cannot be read is one line `error: LINE:COLUMN: TEXT` and exit code 1, wrong arguments are exit code 2.

use std::borrow::Cow;
use std::io::{Read, Write};
use std::process::ExitCode;

use azure_connect::azure::Scope;
use azure_connect::azure::role::{
    self, Form, LintFinding, LintKind, Role, RoleFile, RoleReadError, RoleReadErrorKind,
};
use azure_connect::json::{self, RepairError};
use azure_connect::text::{self, Texts};

const USAGE: &str = "\
usage: role FILE --as FORM [--scope SCOPE]... [--repair]

FILE     a custom role in any shape; - is the standard input
FORM     portal, cli, powershell15, powershell16, rest, arm, bicep or terraform
SCOPE    where the role may be assigned, in place of the file's scopes:
         /subscriptions/ID or /providers/Microsoft.Management/managementGroups/ID
--repair reads what is nearly JSON too: comments, trailing commas, other quotes
";

fn main() -> ExitCode {
    let outcome = run(std::env::args().skip(1), &mut std::io::stdin().lock());
    // A reader that closes early, as `head` does, is no fault.
    std::io::stderr().write_all(outcome.said.as_bytes()).ok();
    std::io::stdout().write_all(outcome.rendering.as_bytes()).ok();
    ExitCode::from(outcome.code)
}

/// What a run of the command leaves.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The exit code.
    pub code: u8,
    /// For stdout.
    pub rendering: String,
    /// For stderr.
    pub said: String,
}

/// The whole command.
pub fn run(arguments: impl Iterator<Item = String>, input: &mut impl Read) -> Outcome {
    let mut outcome = Outcome::default();
    match Order::parse(arguments) {
        Ok(Some(order)) => match order.rendering(&Texts::english(), input, &mut outcome.said) {
            Ok(rendering) => outcome.rendering = rendering,
            Err(complaint) => {
                outcome.said.push_str(&format!("error: {complaint}\n"));
                outcome.code = 1;
            }
        },
        Ok(None) => outcome.rendering = USAGE.to_owned(),
        Err(complaint) => {
            outcome.said = format!("error: {complaint}\n{USAGE}");
            outcome.code = 2;
        }
    }
    outcome
}

/// What the arguments ask for.
struct Order {
    file: String,
    form: Form,
    scopes: Vec<Scope>,
    repair: bool,
}

impl Order {
    /// Reads the arguments; `None` where they ask for help.
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Option<Order>, String> {
        let (mut file, mut form, mut scopes, mut repair) = (None, None, Vec::new(), false);
        while let Some(argument) = arguments.next() {
            let (option, inline) = match argument.split_once('=') {
                Some((option, value)) if option.starts_with("--") => (option, Some(value.to_owned())),
                _ => (argument.as_str(), None),
            };
            let mut value = || {
                inline.clone().or_else(|| arguments.next()).ok_or_else(|| format!("{option} wants a value"))
            };
            match option {
                "--as" => {
                    let name = value()?;
                    form = Some(Form::parse(&name).ok_or_else(|| format!("there is no form {name:?}"))?);
                }
                "--scope" => {
                    let path = value()?;
                    scopes.push(Scope::parse(&path).map_err(|_| format!("{path:?} is no scope"))?);
                }
                "--repair" if inline.is_none() => repair = true,
                "--help" | "-h" => return Ok(None),
                _ if option.starts_with('-') && option != "-" => {
                    return Err(format!("there is no option {option}"));
                }
                _ if file.is_none() => file = Some(argument),
                _ => return Err(format!("one file at a time: {argument:?} is the second")),
            }
        }
        let file = file.ok_or("which file?")?;
        let form = form.ok_or("which form? Give it with --as")?;
        Ok(Some(Order { file, form, scopes, repair }))
    }

    /// The rendering, or why there is none. What is to be said of the file and of the role goes to `said`.
    fn rendering(self, texts: &Texts, input: &mut impl Read, said: &mut String) -> Result<String, String> {
        let bytes = self.bytes(input).map_err(|error| format!("{}: {error}", self.file))?;
        let decoded = text::decode(&bytes);
        if decoded.lossy {
            let (line, column) = place(&decoded.text, char::REPLACEMENT_CHARACTER);
            let what = texts.fill("json.lossy", &[("encoding", decoded.encoding.name())]);
            said.push_str(&format!("warning: {line}:{column}: {what}\n"));
        }
        let mut text = text::readable(&decoded.text);
        if self.repair && json::parse(&text).is_err() {
            let repaired = json::repair(&text).map_err(|error| unmended(texts, &error))?;
            for mend in &repaired.mends {
                let what = texts.get(&key("json", mend.kind.code())).to_owned();
                said.push_str(&format!("warning: {}:{}: {what}\n", mend.line, mend.column));
            }
            text = Cow::Owned(repaired.text);
        }
        let mut file = role::read(&text).map_err(|error| unread(texts, &error, &text))?;
        self.lint(texts, &mut file, said);
        let rendered = match self.scopes.as_slice() {
            [] => file.role.render_as_is(self.form),
            scopes => file.role.render(self.form, scopes),
        };
        let mut rendered =
            rendered.map_err(|error| format!("permissions: {}", texts.get(&key("render", error.code()))))?;
        if !rendered.ends_with('\n') {
            rendered.push('\n');
        }
        Ok(rendered)
    }

    fn bytes(&self, input: &mut impl Read) -> std::io::Result<Vec<u8>> {
        if self.file != "-" {
            return std::fs::read(&self.file);
        }
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Says what is to be said, and leaves of the file's scopes those that are written.
    fn lint(&self, texts: &Texts, file: &mut RoleFile, said: &mut String) {
        let of_scopes = |finding: &LintFinding| finding.place.starts_with("assignableScopes");
        let mut found;
        if self.scopes.is_empty() {
            found = file.lint();
            file.role.assignable_scopes = file.good_scopes();
            // What only this form minds. It does not look at actions.
            let head = Role { description: file.role.description.clone(), ..Role::default() };
            let form = head.lint_for(self.form, &[]);
            let none = file.role.assignable_scopes.is_empty();
            found.extend(form.into_iter().filter(|finding| match finding.kind {
                LintKind::NoScope => none,
                LintKind::Empty => finding.place == "description",
                _ => false,
            }));
        } else {
            found = file.remarks.clone();
            found.retain(|finding| !of_scopes(finding));
            found.extend(file.role.lint_for(self.form, &self.scopes));
        }
        for finding in found {
            let values = finding.values();
            let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let what = texts.fill(&key("lint", finding.kind.code()), &values);
            said.push_str(&format!("{}: {}: {what}\n", finding.level.code(), finding.place));
        }
    }
}

/// Where a letter stands first: its line and its character in the line, from 1.
fn place(text: &str, letter: char) -> (usize, usize) {
    let before = text.split(letter).next().unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

fn key(family: &str, code: &str) -> String {
    [family, ".", code].concat()
}

/// Why the text is no role, and whether `--repair` would help.
fn unread(texts: &Texts, error: &RoleReadError, text: &str) -> String {
    let (line, column) = (error.line(), error.column());
    if let RoleReadErrorKind::Syntax(_) = error.kind() {
        let what = texts.get(&key("json", error.code())).to_owned();
        return match json::repair(text) {
            Ok(_) => format!("{line}:{column}: {what} (--repair mends it)"),
            Err(why) => unmended(texts, &why),
        };
    }
    let names = error.candidates().join(", ");
    let what = texts.fill(&key("role-file", error.code()), &[("names", &names)]);
    match error.place() {
        "" => format!("{line}:{column}: {what}"),
        place => format!("{line}:{column}: {place}: {what}"),
    }
}

/// What cannot be mended, and where.
fn unmended(texts: &Texts, error: &RepairError) -> String {
    let what = match error.open() {
        Some(open) => {
            let (sign, line, column) =
                (open.sign.to_string(), open.line.to_string(), open.column.to_string());
            texts.fill("json.end-open", &[("sign", &sign), ("line", &line), ("column", &column)])
        }
        None => texts.get(&key("json", error.code())).to_owned(),
    };
    format!("{}:{}: {what}", error.line(), error.column())
}
