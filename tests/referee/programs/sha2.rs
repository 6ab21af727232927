//! Digests bytes.

use sha2::{Digest, Sha224, Sha256, Sha512};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_short() -> String {
    format!("{:?} {:?}", Sha256::digest(b"abc"), Sha224::digest([0u8; 70]))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_long() -> String {
    let mut hasher = Sha512::new();
    hasher.update("abc");
    hasher.update(vec![7u8; 200]);
    format!("{:?}", hasher.finalize().to_vec())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parts() -> String {
    let mut hasher = Sha256::new_with_prefix("head");
    let early = hasher.clone().finalize();
    hasher.update([1, 2, 3]);
    let late = hasher.finalize_reset();
    format!("{early:?} {late:?} {hasher:?} {}", <Sha256 as Digest>::output_size())
}
