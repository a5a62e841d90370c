use super::{Answer, Slot, Store, Written, idempotency, is_duplicate, row};
use crate::connection::Record;

impl Store {
    /// Keeps a record whose revision was raised by one; with the answer to its request, where that has a key.
    pub async fn change(
        &self,
        record: &Record,
        answered: Option<(&Slot, &Answer)>,
    ) -> Result<Written, sqlx::Error> {
        let mut transaction = self.pool()?.begin().await?;
        if let Some((slot, answer)) = answered
            && !idempotency::finish(&mut transaction, slot, answer).await?
        {
            return Ok(Written::Stale);
        }
        self.note_change(&mut transaction, record).await?;
        match row::update(&mut transaction, record).await {
            Ok(true) => {}
            Ok(false) => return Ok(Written::Stale),
            Err(error) if is_duplicate(&error) => return self.duplicate_of(transaction, record).await,
            Err(error) => return Err(error),
        }
        transaction.commit().await?;
        self.ring();
        Ok(Written::Done)
    }
}
