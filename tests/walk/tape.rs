//! Numbers by chance that are the same for the same seed (SplitMix64).

/// A source of chance.
#[derive(Clone, Debug)]
pub struct Tape(u64);

impl Tape {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % end.max(1) as u64).unwrap()
    }

    /// True `share` times in a hundred.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// One of them.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Some of them, `least` at least, in an order by chance.
    pub fn some<T: Clone>(&mut self, of: &[T], least: usize) -> Vec<T> {
        let mut left = of.to_vec();
        let count = least + self.below(of.len() + 1 - least);
        (0..count).map(|_| left.swap_remove(self.below(left.len()))).collect()
    }
}
