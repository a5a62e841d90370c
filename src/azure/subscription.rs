//! The id of a subscription.

use super::Field;
use super::guid::guid_id;

guid_id!(
    /// Subscription ID, a GUID; as in `/subscriptions/{id}` of Azure Resource Manager.
    SubscriptionId,
    Field::Subscription
);
