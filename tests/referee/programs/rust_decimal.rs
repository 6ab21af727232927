//! Calculates with decimals.

use rust_decimal::prelude::*;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_arithmetic() -> String {
    let one = Decimal::new(12345, 3);
    let two = Decimal::from_parts(7, 1, 0, true, 2);
    let mut sum = one + two;
    sum += Decimal::ONE;
    format!("{sum} {} {} {:?} {}", one * two, one / Decimal::from(7), one.checked_rem(Decimal::ZERO), -two % one)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let exact = Decimal::from_str_exact("0.00000000000000000000000000123").map(|number| number.scale());
    let science = Decimal::from_scientific("9.7e-7");
    format!("{:?} {exact:?} {science:?} {:?} {:?}", Decimal::from_str("-1_234.500"), Decimal::from_str("1.2.3").map_err(|error| error.to_string()), Decimal::from_str_radix("ff.8", 16))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_round() -> String {
    let number = Decimal::from_str("-2.5550").unwrap();
    let float = Decimal::from_f64(3.1415).and_then(|number| number.to_f32());
    let ordered = number.cmp(&Decimal::new(-25551, 4));
    format!("{} {} {} {float:?} {:?} {:.1} {ordered:?}", number.round_dp(2), number.round_dp_with_strategy(1, RoundingStrategy::AwayFromZero), number.normalize(), number.trunc().to_i64(), number)
}
