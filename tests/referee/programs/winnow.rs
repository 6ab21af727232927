//! Reads small languages with combinators.

use winnow::ascii::{alpha1, dec_int, dec_uint, space0};
use winnow::combinator::{alt, delimited, repeat, separated, separated_pair};
use winnow::prelude::*;

fn term(input: &mut &str) -> ModalResult<i64> {
    delimited(space0, alt((dec_int::<_, i64, _>, delimited('(', sum, ')'))), space0).parse_next(input)
}

fn sum(input: &mut &str) -> ModalResult<i64> {
    separated(1.., term, '+').map(|terms: Vec<i64>| terms.iter().sum()).parse_next(input)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_sum() -> String {
    ["1 + (2 + 3)", "4+", "-7", "(1"].iter().map(|text| format!("{:?}\n", sum.parse(text).map_err(|error| error.to_string()))).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_pairs() -> String {
    let pair = |input: &mut &str| -> ModalResult<(String, u8)> {
        separated_pair(alpha1.map(str::to_owned), '=', dec_uint::<_, u8, _>).parse_next(input)
    };
    let mut input = "a=1;bc=22;d=300";
    let pairs: ModalResult<Vec<(String, u8)>> = repeat(0.., (pair, ';').map(|(pair, _)| pair)).parse_next(&mut input);
    format!("{pairs:?} {input:?}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_bytes() -> String {
    use winnow::binary::{be_u16, length_take, u8};
    let mut input: &[u8] = &[2, 65, 66, 1, 2, 9];
    let taken = length_take(u8::<_, winnow::error::ContextError>).parse_next(&mut input).map(<[u8]>::to_vec);
    let number = be_u16::<_, winnow::error::ContextError>.parse_next(&mut input);
    format!("{taken:?} {number:?} {input:?}")
}
