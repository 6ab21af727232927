//! Parses with functions made of functions.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{alpha1, char, digit1, multispace0, one_of};
use nom::combinator::{map, map_res, opt, recognize, value};
use nom::error::Error;
use nom::multi::{fold_many0, many0, separated_list0};
use nom::sequence::{delimited, preceded, separated_pair};
use nom::{IResult, Parser};

fn pair(input: &str) -> IResult<&str, (&str, i32)> {
    let number = map_res(recognize((opt(char('-')), digit1)), str::parse::<i32>);
    separated_pair(alpha1, delimited(multispace0, tag("="), multispace0), number).parse(input)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_list() -> String {
    let mut list = delimited(char('['), separated_list0(preceded(multispace0, char(',')), preceded(multispace0, pair)), char(']'));
    format!("{:?} {:?}", list.parse("[a = 1, bc=-20]rest"), list.parse("[a = x]"))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_number() -> String {
    let term = |input| map(digit1::<&str, Error<&str>>, |text: &str| text.parse::<i64>().unwrap_or(0)).parse(input);
    let (rest, first) = term("12+30-4*").unwrap();
    let mut sum = fold_many0((one_of("+-"), term), move || first, |sum, (sign, next)| if sign == '+' { sum + next } else { sum - next });
    let float = nom::number::complete::double::<&str, Error<&str>>.parse("-1.5e3x");
    format!("{:?} {float:?} {:?}", sum.parse(rest), nom::number::complete::hex_u32::<_, Error<&[u8]>>.parse(&b"01AEx"[..]))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_bits() -> String {
    let mut nibbles = nom::bits::bits::<_, (u8, u8), Error<(&[u8], usize)>, Error<&[u8]>, _>((nom::bits::complete::take(4usize), nom::bits::complete::take(6usize)));
    let words = many0(alt((value(1u8, tag("one")), value(2, tag("two")), map(take_while1(|at: char| at == '.'), |dots: &str| dots.len() as u8)))).parse("onetwo...one!");
    let words: IResult<&str, Vec<u8>> = words;
    let streamed: IResult<&[u8], u16> = nom::number::streaming::be_u16(&b"\x01"[..]);
    format!("{:?} {words:?} {streamed:?}", nibbles.parse(&[0xab, 0xcd, 0xef][..]))
}
