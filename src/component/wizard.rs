use yew::prelude::*;

use super::{Site, WizardProps};
use crate::profile::ProfileError;

/// Gets a cloud admin through connecting an Azure subscription to your platform.
///
/// ```
/// use azure_connect::{ConnectedEvent, Wizard};
/// use yew::prelude::*;
///
/// #[component]
/// fn Onboarding() -> Html {
///     let connection = use_state(AttrValue::default);
///     let on_connected = {
///         let connection = connection.clone();
///         move |event: ConnectedEvent| connection.set(event.id)
///     };
///     html! {
///         <>
///             <Wizard profile="/azure-profile.json" {on_connected}>
///                 <p slot="fallback">{ "The manual steps are in our handbook." }</p>
///             </Wizard>
///             <p>{ &*connection }</p>
///         </>
///     }
/// }
/// ```
///
/// What it renders into your app is a `div` with the class `azure-connect`. Give that class a
/// `min-block-size` of `24rem` where the page is rendered on a server, and nothing jumps.
#[derive(Debug)]
pub struct Wizard {
    host: NodeRef,
    site: Site,
    /// Whether there is a shadow root, in which slots show what the app has given.
    attached: bool,
}

/// What happens to the component.
#[derive(Debug)]
pub enum Msg {
    /// The profile was fetched, for the start of that number, or why not.
    Fetched(u32, Result<String, String>),
    /// What the profile says of requests is refused, which is read after the start of that number.
    Refused(u32, ProfileError),
    /// The focus is asked for.
    Focus,
    /// A new start is asked for.
    Reset,
    /// There is a shadow root.
    Attached,
}

impl Component for Wizard {
    type Message = Msg;
    type Properties = WizardProps;

    fn create(ctx: &Context<Self>) -> Self {
        let host = NodeRef::default();
        ctx.props().handle.attach(&host, ctx.link());
        Self { host, site: Site::new(ctx), attached: false }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Fetched(turn, answer) => self.site.fetched(ctx, turn, answer),
            Msg::Refused(turn, error) => self.site.refused(ctx, turn, error),
            Msg::Focus => self.site.focus(),
            Msg::Reset => self.site.reset(ctx),
            Msg::Attached => {
                self.attached = true;
                return true;
            }
        }
        false
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &WizardProps) -> bool {
        let handle = &ctx.props().handle;
        if old.handle != *handle {
            old.handle.detach(&self.host);
            handle.attach(&self.host, ctx.link());
        }
        self.site.changed(ctx, old);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        // Until there are slots, what is meant for them would show in the open.
        let slotted = if self.attached { ctx.props().children.clone() } else { Html::default() };
        let busy = if self.attached { None } else { Some("true") };
        html! {
            <div ref={self.host.clone()} class="azure-connect" aria-busy={busy}>
                <span aria-hidden="true">{ "…" }</span>
                { slotted }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first && self.site.attach(ctx, &self.host) {
            ctx.link().send_message(Msg::Attached);
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        ctx.props().handle.detach(&self.host);
        self.site.leave();
    }
}
