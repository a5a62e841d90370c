use crate::profile::Route;
use crate::shell::Msg;
use crate::wizard::{CertificateState, Message};

use super::Scene;
use super::element::{El, classed, el};
use super::trust_line::{news, trust_line};

/// The certificate to upload for the platform to be let in, on the step of the credential.
pub fn certificate_panel(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let existing = wizard.route() == Route::Existing;
    let title = if existing { "certificate.title.values" } else { "certificate.title" };
    classed("div", "trust")
        .attr("part", "certificate")
        .hidden(!wizard.is_by_certificate())
        .child(scene.heading(2, "part-title").text(scene.say(title)))
        .child(certificate_to_upload(scene))
        .child(scene.words("p", "note", "certificate.nothing").hidden(existing))
}

/// The certificate as a file, its thumbprint to compare, how long it works; or what came of asking for it.
/// It says nothing of a step: whoever shows it elsewhere sends [`Message::AskCertificate`] first.
pub fn certificate_to_upload(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let there = wizard.certificate();
    let state = wizard.certificate_state();
    let asking = matches!(state, CertificateState::Asking | CertificateState::Unasked);
    let failed = match state {
        CertificateState::Failed { signed_out: true } => Some("federation.signed-out"),
        CertificateState::Failed { signed_out: false } => Some("certificate.failed"),
        _ => None,
    };
    let again = scene.button("button small", "action.try-again", scene.on(|| Message::AskCertificate));
    let thumbprint = there.map(|certificate| certificate.thumbprint().to_string()).unwrap_or_default();
    let until = there.map(|certificate| {
        let date = scene.date(&certificate.until().date().to_string());
        scene.fill("certificate.until", &[("date", &date)])
    });
    let file = there.map(|_| wizard.certificate_file()).unwrap_or_default();
    let what = scene.say("copy.certificate");
    let download = classed("button", "button primary")
        .attr("type", "button")
        .on_click(scene.link.callback(|_| Msg::DownloadCertificate))
        .text(scene.fill("download.label", &[("what", &what)]));
    let values = classed("div", "trust-values")
        .hidden(there.is_none())
        .child(el("div").child(download).child(classed("p", "hint mono").attr("dir", "ltr").text(file)))
        .child(trust_line(scene, "certificate", "thumbprint", "copy.thumbprint", &thumbprint))
        .child(classed("p", "hint").text(until.unwrap_or_default()));
    el("div")
        .child(scene.words("p", "note", "certificate.renewed").hidden(!wizard.certificate_is_new()))
        .child(scene.words("p", "hint", "certificate.hint").hidden(there.is_none()))
        .child(news(scene, "certificate.asking", asking, failed))
        .child(el("div").hidden(failed.is_none()).child(again))
        .child(values)
}
