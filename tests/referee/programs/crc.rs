//! Sums of bytes.

use crc::{CRC_16_IBM_SDLC, CRC_32_ISCSI, CRC_64_ECMA_182, CRC_82_DARC, Crc, NoTable, Table};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_table() -> String {
    const SUM: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_SDLC);
    let mut digest = SUM.digest();
    digest.update(b"1234");
    digest.update(b"56789");
    format!(
        "{:x} {:x}",
        digest.finalize(),
        Crc::<u32>::new(&CRC_32_ISCSI).checksum(b"123456789")
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_slices() -> String {
    let sum = Crc::<u64, Table<16>>::new(&CRC_64_ECMA_182);
    format!(
        "{:x} {:x}",
        sum.checksum(b"123456789 and more than sixteen bytes"),
        sum.digest_with_initial(7).finalize()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_slow() -> String {
    let sum = Crc::<u128, NoTable>::new(&CRC_82_DARC);
    format!("{:x} {}", sum.checksum(b"123456789"), sum.algorithm.width)
}
