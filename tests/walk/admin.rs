//! What the admin can do on the screen that is shown, as the views in `src/shell/view` offer it.

use std::rc::Rc;

use azure_connect::azure::Field;
use azure_connect::azure::role::Form;
use azure_connect::contract::ConnectionId;
use azure_connect::profile::{ExtraKind, Operation as Can};
use azure_connect::script::Language;
use azure_connect::wizard::{
    CareMessage, CareState, Decision, ExitReason, Explanation, ExtraMessage, Message, Motion, PasteAct,
    Phase, RoleMessage, ScriptMessage, SecretVerdict, Step, SubscriptionMessage, Target, Wizard, partly,
};

use crate::flaw::Flaw;
use crate::laws::May;
use crate::page::Page;
use crate::texts;

/// Something that can be done now, and done again later although the screen is another one by then.
#[derive(Clone)]
pub struct Act {
    pub name: String,
    pub may: May,
    /// Whether it is a way on, and no mere way out or a look around.
    pub on: bool,
    pub run: Rc<dyn Fn(&mut Page)>,
}

impl std::fmt::Debug for Act {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// The acts of a screen.
#[derive(Default)]
pub struct Offer(pub Vec<Act>);

impl Offer {
    fn add(&mut self, name: impl Into<String>, may: May, on: bool, run: impl Fn(&mut Page) + 'static) {
        self.0.push(Act { name: name.into(), may, on, run: Rc::new(run) });
    }

    /// A button that says this.
    fn button(&mut self, name: &str, message: fn() -> Message) {
        self.add(name, May::Keep, true, move |page| page.tell(message()));
    }

    /// A choice, a field: what changes what was entered.
    fn edit(&mut self, name: impl Into<String>, run: impl Fn(&mut Page) + 'static) {
        self.add(name, May::Edit, false, run);
    }

    /// A look around, which changes nothing.
    fn look(&mut self, name: &str, message: impl Fn() -> Message + 'static) {
        self.add(name, May::Keep, false, move |page| page.tell(message()));
    }
}

/// What is offered on the screen.
pub fn offered(page: &Page) -> Vec<Act> {
    let mut offer = Offer::default();
    let wizard = &page.wizard;
    if page.chooser_open {
        chooser(&mut offer, wizard);
        return offer.0;
    }
    let caring = wizard.care().is_open();
    if caring {
        care(&mut offer, wizard);
    } else {
        steps(&mut offer, page);
    }
    foot(&mut offer, wizard, caring);
    offer.0
}

fn foot(offer: &mut Offer, wizard: &Wizard, caring: bool) {
    let connect = wizard.step() == Step::Connect;
    let review = connect && matches!(wizard.phase(), Phase::Review);
    let sending = connect && matches!(wizard.phase(), Phase::Sending { .. });
    let done = wizard.phase().is_done();
    if !caring && (!connect || review || sending) {
        if connect {
            offer.add("Connect", May::Keep, !sending, |page| page.tell(Message::Connect));
        } else {
            offer.button("Continue", || Message::Continue);
        }
    }
    if wizard.itinerary().before(wizard.step()).is_some() && !wizard.is_busy() && !done && !caring {
        offer.add("Back", May::Keep, true, |page| {
            page.tell(Message::Back);
            if page.flaw == Some(Flaw::ForgetsSecretOnBack) {
                page.type_secret("");
            }
        });
    }
    if connect && !wizard.is_busy() && !done && !caring {
        offer.add("Start over", May::Edit, true, |page| page.tell(Message::StartOver));
    }
    offer.add("Close", May::DropSecret, false, |page| page.tell(Message::Exit(ExitReason::Closed)));
}

fn steps(offer: &mut Offer, page: &Page) {
    let wizard = &page.wizard;
    let (here, busy, done) = (wizard.step(), wizard.is_busy(), wizard.phase().is_done());
    for step in wizard.itinerary().steps().iter().copied() {
        if step != here && wizard.was_visited(step) && !busy && !done {
            offer.look("to a step", move || Message::GoTo(step));
        }
    }
    let way_in = here == Step::Route || matches!(wizard.phase(), Phase::Done(_));
    if way_in && !busy && wizard.has_connections() {
        offer.add("Show all", May::DropSecret, true, |page| page.tell(Message::Care(CareMessage::OpenList)));
    }
    match here {
        Step::Route => {
            for route in wizard.routes() {
                offer.edit("a route", move |page| page.tell(Message::ChooseRoute(route)));
            }
            for cloud in wizard.profile().clouds.clone() {
                offer.edit("a cloud", move |page| page.tell(Message::ChooseCloud(cloud)));
            }
        }
        Step::App | Step::Subscription => bring_back(offer, page, here),
        Step::Credential => {
            for kind in wizard.kinds() {
                offer.edit("a kind", move |page| page.tell(Message::ChooseKind(kind)));
            }
            scripts(offer, wizard);
            bring_back(offer, page, here);
            introductions(offer);
        }
        Step::Role => role(offer, page),
        Step::Assign => {}
        Step::Connect => connect(offer, page),
    }
}

fn introductions(offer: &mut Offer) {
    offer.look("ask for the federation again", || Message::AskFederation);
    offer.look("ask for the certificate again", || Message::AskCertificate);
}

fn scripts(offer: &mut Offer, wizard: &Wizard) {
    if wizard.script_language().is_none() {
        return;
    }
    for shell in [Language::Bash, Language::PowerShell] {
        offer.look("a shell", move || Message::Script(ScriptMessage::Shell(shell)));
    }
    for make in
        [ScriptMessage::DryRun, ScriptMessage::NewSecret, ScriptMessage::TearDown, ScriptMessage::FromOther]
    {
        for on in [true, false] {
            offer.look("an option of the script", move || Message::Script(make(on)));
        }
    }
    offer.look("read the script", || Message::Begun);
}

/// The fields of a step, what is offered beside them, the box to paste into.
fn bring_back(offer: &mut Offer, page: &Page, step: Step) {
    let wizard = &page.wizard;
    if wizard.offers_reuse(step) {
        match wizard.reused() {
            Some(_) => offer.edit("Register a new app", |page| page.tell(Message::RegisterNew)),
            None => {
                for at in 0..wizard.known_apps().len() {
                    offer.edit("Use this app", move |page| page.tell(Message::Reuse(at)));
                }
            }
        }
    }
    if wizard.takes_paste(step) {
        for text in texts::pastes() {
            offer.edit("paste from Azure", move |page| page.paste(None, text));
        }
        pasted(offer, wizard);
    }
    fields(offer, wizard, step);
}

fn fields(offer: &mut Offer, wizard: &Wizard, step: Step) {
    for field in wizard.fields(step) {
        match field {
            Field::Secret => secret(offer, wizard),
            Field::Subscription => subscriptions(offer, wizard),
            field => {
                for text in texts::of(field).iter().copied() {
                    offer.edit(format!("type {field:?}"), move |page| {
                        page.tell(Message::Typed(field, text.into()))
                    });
                }
            }
        }
        if wizard.offer(field).is_some() {
            offer.edit("take the offer", move |page| page.tell(Message::TakeOffer(field)));
        }
    }
    let targets = wizard.asks_subscriptions(step) || wizard.fields(step).contains(&Field::ManagementGroup);
    for target in
        Target::ALL.into_iter().filter(|_| targets && wizard.has_targets() && !wizard.care().is_open())
    {
        offer.edit("a target", move |page| page.tell(Message::ChooseTarget(target)));
    }
    if wizard.asks_extras(step) {
        for (at, extra) in wizard.profile().extras.iter().enumerate() {
            for text in texts::EXTRAS.iter().filter(|_| extra.kind == ExtraKind::Text) {
                offer.edit("an answer", move |page| {
                    page.tell(Message::Extra(ExtraMessage::Typed(at, (*text).into())));
                });
            }
            for option in 0..extra.options.len() {
                for on in [true, extra.kind == ExtraKind::Select] {
                    offer.edit("an option", move |page| {
                        page.tell(Message::Extra(ExtraMessage::Chosen(at, option, on)));
                    });
                }
            }
            if extra.kind == ExtraKind::Select {
                offer.edit("no answer", move |page| page.tell(Message::Extra(ExtraMessage::Cleared(at))));
            }
        }
    }
}

fn secret(offer: &mut Offer, wizard: &Wizard) {
    for text in texts::SECRETS {
        offer.edit("type the secret", move |page| page.type_secret(text));
    }
    let insisted = wizard.answers().secret_insisted;
    let refused = matches!(wizard.answers().secret, SecretVerdict::Refused { overrulable: true, .. });
    if insisted || (refused && wizard.complaint(Field::Secret).is_some()) {
        offer.edit("insist", move |page| page.insist(!insisted));
    }
}

fn subscriptions(offer: &mut Offer, wizard: &Wizard) {
    let message = Message::Subscriptions;
    let many = wizard.takes_many() && !wizard.care().is_open();
    let places = if many { wizard.shown_subscriptions() } else { Vec::new() };
    for at in core::iter::once(0).chain(places) {
        for text in texts::of(Field::Subscription).iter().copied() {
            offer.edit("type a subscription", move |page| {
                page.tell(message(SubscriptionMessage::Typed(at, text.into())));
            });
        }
        if wizard.answers().subscription_count() > 1 {
            offer.edit("remove a subscription", move |page| {
                page.tell(message(SubscriptionMessage::Remove(at)))
            });
        }
    }
    if many {
        offer.edit("paste a list", move |page| {
            page.tell(message(SubscriptionMessage::Listed(0, texts::LIST.into())));
        });
        offer.edit("paste a long list", move |page| {
            page.tell(message(SubscriptionMessage::Listed(0, texts::long_list().into())));
        });
        if wizard.can_add_subscription() {
            offer.edit("add a subscription", move |page| page.tell(message(SubscriptionMessage::Add)));
        }
        if wizard.answers().subscription_count() > wizard.shown_subscriptions().len() + 1 {
            offer.look("more subscriptions", move || message(SubscriptionMessage::More));
        }
    }
}

fn pasted(offer: &mut Offer, wizard: &Wizard) {
    let act = |act: PasteAct| Message::Paste(act);
    if let Some(report) = wizard.pasted() {
        if report.can_undo() {
            offer.edit("undo the paste", move |page| page.tell(act(PasteAct::Undo)));
        }
        offer.look("dismiss the paste", move || act(PasteAct::Dismiss));
        if report.had_secret {
            for done in [true, false] {
                offer.look("clear the clipboard", move || act(PasteAct::ClipboardCleared(done)));
            }
        }
        if report.replaceable() > 1 {
            offer.edit("replace all", move |page| page.tell(act(PasteAct::ReplaceAll)));
        }
        for (field, question) in report.questions.clone() {
            match question {
                Decision::Replace { .. } => {
                    offer.look("keep", move || act(PasteAct::Keep(field)));
                    offer.edit("replace", move |page| page.tell(act(PasteAct::Replace(field))));
                    if field == Field::Subscription && wizard.can_add_subscription() {
                        offer.edit("add this one", move |page| page.tell(act(PasteAct::AddOther)));
                    }
                }
                Decision::OtherSecret => {
                    offer.look("keep the secret", move || act(PasteAct::Keep(Field::Secret)));
                    offer.edit("drop the secret", move |page| page.tell(act(PasteAct::DropSecret)));
                }
                Decision::Which { candidates, .. } => {
                    for at in 0..candidates.len() {
                        offer.look("mark a candidate", move || act(PasteAct::Mark(field, at)));
                    }
                    offer.edit("use the marked one", move |page| page.tell(act(PasteAct::UseMarked(field))));
                }
            }
        }
    }
    let group = wizard.answers().target == Target::ManagementGroup;
    let listed = wizard.pasted().is_some_and(|report| !report.undone)
        || wizard.fields(wizard.step()).contains(&Field::Subscription);
    if wizard.choice().is_some() && !group && listed {
        offer.look("open the chooser", move || act(PasteAct::OpenChoice));
    }
}

fn chooser(offer: &mut Offer, wizard: &Wizard) {
    let act = |act: PasteAct| Message::Paste(act);
    offer.add("cancel the chooser", May::Keep, true, move |page| page.tell(act(PasteAct::CloseChoice)));
    offer.edit("choose", move |page| page.tell(act(PasteAct::Choose)));
    for query in ["", "prod", "zzz", "team 3"] {
        offer.add("search", May::Keep, false, move |page| page.search(query));
    }
    offer.look("more matches", move || act(PasteAct::More));
    let motions =
        [Motion::Next, Motion::Previous, Motion::First, Motion::Last, Motion::PageDown, Motion::PageUp];
    for motion in motions {
        offer.look("move the mark", move || act(PasteAct::Move(motion)));
    }
    for at in [0, 1, 2, 7, 10_000] {
        offer.look("point", move || act(PasteAct::Point(at)));
        if wizard.choice().is_some_and(azure_connect::wizard::Choice::is_many) {
            for on in [true, true, false] {
                offer.look("pick", move || act(PasteAct::Pick(at, on)));
            }
            offer.look("pick all", move || act(PasteAct::PickAll));
        }
    }
}

fn role(offer: &mut Offer, page: &Page) {
    let wizard = &page.wizard;
    role_file(offer, wizard);
    if !wizard.has_role_file() {
        let field = wizard.answers().target.field();
        offer.look("back to the subscription", move || Message::Change(field));
    }
    let anew = wizard.desk().is_anew();
    if wizard.role_to_hand().is_some() && wizard.could_extend_role() {
        offer.edit("anew", move |page| page.tell(Message::Role(RoleMessage::Anew(!anew))));
    }
    for text in texts::ROLES {
        offer.edit("type a role", move |page| {
            text.clone_into(&mut page.role_text);
            page.tell(Message::Role(RoleMessage::Touched));
        });
    }
    offer.edit("compare the role", |page| {
        let text = page.role_text.clone();
        page.tell(Message::Role(RoleMessage::Read(text.into())));
    });
    offer.edit("repair the role", |page| {
        let text = page.role_text.clone();
        page.tell(Message::Role(RoleMessage::Repair(text.into())));
    });
    let odd: [fn() -> RoleMessage; 3] =
        [|| RoleMessage::SecretLike, || RoleMessage::TooLarge, || RoleMessage::NoFile];
    for make in odd {
        offer.edit("a file that is none", move |page| page.tell(Message::Role(make())));
    }
}

fn role_file(offer: &mut Offer, wizard: &Wizard) {
    for form in [Form::Portal, Form::Cli, Form::PowerShell16, Form::Terraform] {
        offer.look("a form of the role", move || Message::Role(RoleMessage::Form(form)));
    }
    if wizard.role_listing().is_some() {
        offer.look("filter", || Message::Role(RoleMessage::Filter("disks".into())));
        offer.look("more operations", || Message::Role(RoleMessage::More));
    }
}

fn connect(offer: &mut Offer, page: &Page) {
    let wizard = &page.wizard;
    match wizard.phase() {
        Phase::Review => {
            for line in wizard.review() {
                let field = line.field;
                offer.look("change an answer", move || Message::Change(field));
            }
            for at in 0..wizard.profile().extras.len() {
                offer.look("change an extra", move || Message::ChangeExtra(at));
            }
            if wizard.kinds().count() > 1 {
                offer.look("change the credential", || Message::ChangeKind);
            }
        }
        Phase::Sending { .. } => offer.button("Stop", || Message::Stop),
        Phase::Watching(watch) => {
            let pause = !watch.paused;
            offer.add("pause", May::Keep, !pause, move |page| page.tell(Message::Pause(pause)));
            offer.button("Check again", || Message::CheckAgain);
            if let Some(connection) = watch.connection.as_deref() {
                mend(offer, wizard, connection);
            }
        }
        Phase::Failed(connection) => {
            offer.button("Check again", || Message::CheckAgain);
            if partly(connection).is_some_and(|part| wizard.has_working(part.working)) {
                offer.edit("go on with those that work", |page| page.tell(Message::GoOnWithWorking));
            }
            offer.button("Check your answers", || Message::Dismiss);
            mend(offer, wizard, connection);
        }
        Phase::Refused(_) if page.flaw == Some(Flaw::NoButtons) => offer.0.clear(),
        Phase::Refused(reason) => {
            if matches!(reason, azure_connect::wizard::Refusal::AlreadyConnected(Some(_))) {
                offer.button("Open the connection", || Message::OpenExisting);
            }
            if reason.is_retriable() {
                offer.button("Try again", || Message::Connect);
            }
            offer.button("Check your answers", || Message::Dismiss);
        }
        Phase::Done(_) => {}
        Phase::Keys { taken } => {
            offer.button("Copy all", || Message::KeysTaken);
            if !taken {
                offer.button("Check your answers", || Message::Dismiss);
            }
        }
    }
}

/// The step that mends a failed check.
fn mend(offer: &mut Offer, wizard: &Wizard, connection: &azure_connect::contract::Connection) {
    let kind = connection.credential.as_ref().map(|credential| credential.kind);
    for check in &connection.checks {
        let step = Explanation::of_check(check, kind).step.map(|step| wizard.itinerary().home_of(step));
        if let Some(step) = step.filter(|step| *step != wizard.step()) {
            offer.look("mend", move || Message::GoTo(step));
        }
    }
}

/// The screens about connections.
fn care(offer: &mut Offer, wizard: &Wizard) {
    let tell = |message: fn() -> CareMessage| move |page: &mut Page| page.tell(Message::Care(message()));
    let care = wizard.care();
    let Some(subject) = care.subject() else {
        for id in care.connections().iter().map(|connection| connection.id.clone()) {
            offer.add("open one", May::DropSecret, false, move |page| {
                page.tell(Message::Care(CareMessage::Open(id.clone())));
            });
        }
        if care.is_unlisted() {
            offer.add("list again", May::Keep, false, tell(|| CareMessage::Reload));
        }
        offer.add("Connect another", May::Keep, true, tell(|| CareMessage::Leave));
        return;
    };
    let busy = wizard.is_busy();
    match (&subject.state, subject.task) {
        (CareState::Gone | CareState::Removed, _) => {
            offer.add("Connect another", May::Keep, true, tell(|| CareMessage::Leave));
        }
        (state, Some(_)) => {
            fields(offer, wizard, wizard.step());
            introductions(offer);
            scripts(offer, wizard);
            role_file(offer, wizard);
            offer.add("save", May::DropSecret, true, tell(|| CareMessage::Save));
            if matches!(state, CareState::Sending { .. }) {
                offer.add("stop", May::Keep, true, |page| page.tell(Message::Stop));
            } else {
                offer.add("cancel", May::DropSecret, true, tell(|| CareMessage::Back));
            }
        }
        (state, None) => {
            if matches!(state, CareState::Refused(_)) {
                offer.add("try again", May::Keep, true, tell(|| CareMessage::Reload));
            }
            let Some(connection) = subject.connection.as_deref() else { return back(offer, wizard) };
            if matches!(state, CareState::Sending { .. }) {
                offer.add("stop", May::Keep, true, |page| page.tell(Message::Stop));
            }
            if subject.is_verifying() {
                let pause = !subject.paused;
                offer.look("pause", move || Message::Care(CareMessage::Pause(pause)));
            }
            if !busy && (!subject.is_verifying() || subject.paused) {
                offer.add("check again", May::Keep, true, tell(|| CareMessage::Verify));
            }
            if wizard.can_repair(connection) {
                offer.add("repair", May::Edit, true, tell(|| CareMessage::Repair));
            }
            for task in wizard.tasks() {
                offer.add("begin", May::Edit, true, move |page| {
                    page.tell(Message::Care(CareMessage::Begin(task)));
                });
            }
            back(offer, wizard);
        }
    }
    if subject.notice.is_some() {
        offer.look("noticed", || Message::Care(CareMessage::Noticed));
    }
}

fn back(offer: &mut Offer, wizard: &Wizard) {
    if wizard.offers(Can::List) && !wizard.is_busy() {
        offer.add("All connections", May::DropSecret, true, |page| {
            page.tell(Message::Care(CareMessage::Back))
        });
    }
}

/// Things that the page or another time says, whatever the screen is.
pub fn strays(page: &Page) -> Vec<Act> {
    let mut offer = Offer::default();
    let button: [fn() -> Message; 12] = [
        || Message::Dismiss,
        || Message::CheckAgain,
        || Message::Connect,
        || Message::Continue,
        || Message::OpenExisting,
        || Message::Stop,
        || Message::Pause(true),
        || Message::Pause(false),
        || Message::KeysTaken,
        || Message::Back,
        || Message::Paused,
        || Message::Care(CareMessage::Save),
    ];
    for make in button {
        offer.add(format!("late {:?}", make()), May::DropSecret, false, move |page| page.tell(make()));
    }
    let care: [fn() -> CareMessage; 6] = [
        || CareMessage::Verify,
        || CareMessage::Noticed,
        || CareMessage::Pause(true),
        || CareMessage::Back,
        || CareMessage::OpenList,
        || CareMessage::Leave,
    ];
    for make in care {
        offer.add(format!("late {:?}", make()), May::DropSecret, false, move |page| {
            page.tell(Message::Care(make()));
        });
    }
    for kept in page.host.kept.iter().map(|kept| kept.id.clone()) {
        offer.add("the page opens one", May::DropSecret, false, move |page| {
            page.tell(Message::Care(CareMessage::Open(ConnectionId::parse(&kept).unwrap())));
        });
    }
    offer.add("the host takes it away", May::DropSecret, false, |page| {
        page.tell(Message::Exit(ExitReason::Host));
    });
    offer.0
}
