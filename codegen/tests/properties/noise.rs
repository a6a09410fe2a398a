//! Bytes that look random and are the same on every run.

/// Bytes that depend on `seed` alone.
pub(crate) fn bytes(seed: u64, length: usize) -> Vec<u8> {
    let mut noise = Noise::new(seed);
    (0..length).map(|_| (noise.next() >> 24) as u8).collect()
}

/// A stream of numbers (Marsaglia's xorshift).
pub(crate) struct Noise(u64);

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((self.next() >> 16) % end.max(1) as u64) as usize
    }
}
