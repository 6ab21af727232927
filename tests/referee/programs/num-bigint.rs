//! Reckons with big numbers.

use num_bigint::{BigInt, BigUint};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_product() -> String {
    let one = BigUint::from(12_345_678_901_234_567_890_u64);
    let two = BigUint::from(98_765_u32);
    let product = &one * &two + 7_u8;
    format!("{product} {:x} {} {:?}", product, &product / &one, product.cmp(&one))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let numbers = ["-123456789012345678901234567890", "+7", "", "12a", "_1"];
    let told = |text: &&str| match text.parse::<BigInt>() {
        Ok(number) => format!("{} {}\n", -number.clone(), number % 97),
        Err(error) => format!("{error}\n"),
    };
    numbers.iter().map(told).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_power() -> String {
    let base = BigUint::from(7_u32);
    let modulus = BigUint::from(1_000_000_007_u32);
    let power = base.modpow(&BigUint::from(123_456_u32), &modulus);
    let shifted = (BigInt::from(-5) << 70) >> 3;
    format!("{power} {shifted} {} {}", base.pow(30).sqrt(), BigInt::from(6) & BigInt::from(-3))
}
