use js_sys::Uint8Array;

/// Bytes in the page's memory that are zeros once they are dropped here.
pub(super) struct Wiped(Uint8Array);

impl Wiped {
    pub(super) fn copy(bytes: &[u8]) -> Self {
        Self(Uint8Array::from(bytes))
    }

    pub(super) fn bytes(&self) -> &Uint8Array {
        &self.0
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.fill(0, 0, self.0.length());
    }
}
