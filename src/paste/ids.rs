//! Ids that were met, each with its place in a list: what keeps ten thousand subscriptions from being
//! compared with each other.

use crate::azure::Guid;

/// A table of places, open addressed. The standard library's maps weigh more in the wasm than all of it.
#[derive(Default)]
pub(super) struct Ids {
    /// The guid and its place; the length is a power of two, at most half of it is taken.
    slots: Vec<Option<(Guid, usize)>>,
    taken: usize,
}

impl Ids {
    /// The place of an id that was met before; else it gets this one.
    pub(super) fn place(&mut self, guid: Guid, new: usize) -> Option<usize> {
        if (self.taken + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let at = self.slot(guid)?;
        let slot = self.slots.get_mut(at)?;
        match slot {
            Some((_, place)) => Some(*place),
            None => {
                *slot = Some((guid, new));
                self.taken += 1;
                None
            }
        }
    }

    /// Whether an id was met.
    pub(super) fn holds(&self, guid: Guid) -> bool {
        self.slot(guid).and_then(|at| self.slots.get(at)).is_some_and(Option::is_some)
    }

    /// Whether none was met.
    pub(super) fn is_empty(&self) -> bool {
        self.taken == 0
    }

    /// The slot that holds this id, or the empty one for it.
    fn slot(&self, guid: Guid) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let start = hash(guid);
        (0..=mask)
            .map(|step| start.wrapping_add(step) & mask)
            .find(|&at| self.slots.get(at).is_some_and(|slot| slot.is_none_or(|(held, _)| held == guid)))
    }

    fn grow(&mut self) {
        let length = (self.slots.len() * 2).max(16);
        let old = core::mem::replace(&mut self.slots, vec![None; length]);
        for (guid, place) in old.into_iter().flatten() {
            if let Some(at) = self.slot(guid)
                && let Some(slot) = self.slots.get_mut(at)
            {
                *slot = Some((guid, place));
            }
        }
    }
}

/// FNV-1a, with its high half folded in.
fn hash(guid: Guid) -> usize {
    let mut hash: u32 = 0x811C_9DC5;
    for byte in guid.as_bytes() {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    (hash ^ (hash >> 16)) as usize
}

#[cfg(test)]
mod tests {
    use super::{Guid, Ids, hash};

    #[test]
    fn every_id_keeps_its_place() {
        let guid = |n: u32| {
            let mut bytes = [7; 16];
            bytes[..4].copy_from_slice(&n.to_be_bytes());
            Guid::from_bytes(bytes)
        };
        let mut ids = Ids::default();
        assert!(!ids.holds(guid(1)));
        for n in 0..5000 {
            assert_eq!(ids.place(guid(n), n as usize), None);
        }
        for n in 0..5000 {
            assert_eq!(ids.place(guid(n), 9), Some(n as usize));
            assert!(ids.holds(guid(n)));
        }
        assert!(!ids.holds(guid(5000)));
    }

    #[test]
    fn at_most_half_of_it_is_taken() {
        let mut ids = Ids::default();
        assert!(ids.is_empty());
        for n in 1..=40_u8 {
            ids.place(Guid::from_bytes([n; 16]), 0);
            assert_eq!(ids.slots.len(), (2 * usize::from(n)).next_power_of_two().max(16), "{n}");
        }
        assert!(!ids.is_empty());
    }

    #[test]
    fn ids_are_spread() {
        // By the definition of FNV-1a.
        assert_eq!(hash(Guid::from_bytes(core::array::from_fn(|at| at as u8))), 0xC8FF_3AEA);
    }
}
