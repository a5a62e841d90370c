use azure_connect::azure::{ClientId, Date, Tenant};
use azure_connect::contract::{NewCredential, Opened};

use crate::account::Account;
use crate::clock::Moment;
use crate::host::Shared;
use crate::problem::Refusal;
use crate::seal::SealKeys;
use crate::store::Slot;

/// For how many seconds a sealed secret is taken.
pub const LIFETIME: i64 = 600;
/// How many seconds the clock of a browser may be ahead of ours.
pub const SKEW: i64 = 120;

/// The request that a sealed secret came with, and the connection that it is for.
pub struct Arrival<'a> {
    pub account: &'a Account,
    /// Method, path and key; none without a key.
    pub slot: Option<&'a Slot>,
    /// The body, as it came.
    pub content: &'a [u8],
    pub tenant: &'a Tenant,
    pub client: ClientId,
}

impl Arrival<'_> {
    /// Opens the secret. The inner error is the code of what is wrong with it.
    pub async fn open(
        &self,
        shared: &Shared,
        keys: &std::sync::Arc<SealKeys>,
        (jwe, expires_on): (&str, Option<Date>),
    ) -> Result<Result<NewCredential, &'static str>, Refusal> {
        let slot = self.slot.ok_or_else(Refusal::key_required)?;
        let opened = match keys.open(jwe).await {
            Ok(plaintext) => Opened::parse(&plaintext),
            Err(fault) => return Ok(Err(fault.code())),
        };
        let Ok(opened) = opened else { return Ok(Err("seal-content")) };
        let same_day = match &opened.credential {
            NewCredential::Secret { expires_on: sealed, .. } => *sealed == expires_on,
            _ => false,
        };
        let age = i64::try_from(opened.issued_at).map_or(i64::MIN, |at| Moment::now().0.saturating_sub(at));
        let fault = if *opened.audience != *self.account.as_str() {
            "seal-audience"
        } else if opened.tenant_id != *self.tenant || opened.client_id != self.client || !same_day {
            "seal-mismatch"
        } else if opened.key != slot.key {
            "seal-jti"
        } else if !(-SKEW..=LIFETIME).contains(&age) {
            "seal-expired"
        } else {
            // Method and path beside the body: the same message sent elsewhere is another use of it.
            let request = [slot.method.as_bytes(), b" ", slot.path.as_bytes(), b"\n", self.content].concat();
            match shared.store.first_use(self.account, opened.key, &shared.vault.digest(&request)).await? {
                true => return Ok(Ok(opened.credential)),
                false => "seal-replayed",
            }
        };
        Ok(Err(fault))
    }
}
