//! Parses with parsers made of parsers.

use chumsky::prelude::*;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_sum() -> String {
    let number = text::int::<_, extra::Default>(10).map(|digits: &str| digits.parse::<i64>().unwrap_or(-1)).padded();
    let product = number.foldl(one_of("*/").then(number).repeated(), |left, (sign, right)| if sign == '*' { left * right } else { left / right.max(1) });
    let sum = product.clone().foldl(just('+').ignore_then(product).repeated(), |left, right| left + right);
    format!("{:?} {:?}", sum.parse("1 + 2*3 + 40/5").into_result(), sum.parse("1 +").has_errors())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_list() -> String {
    let list = recursive(|list| {
        let word = text::ascii::ident::<&str, extra::Default>().map(|word: &str| word.len().to_string());
        word.or(list.separated_by(just(',').padded()).allow_trailing().collect::<Vec<String>>().delimited_by(just('('), just(')')).map(|parts| parts.concat() + "."))
    });
    format!("{:?}", list.parse("(ab,(c , def),)").into_output())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_errors() -> String {
    let parser = just::<_, &str, extra::Err<Rich<char>>>("let").padded().ignore_then(text::ident()).then_ignore(just(';').labelled("end"));
    let (output, errors) = parser.parse("let x!").into_output_errors();
    format!("{output:?} {:?}", errors.iter().map(|error| format!("{error} {:?}", error.span())).collect::<Vec<_>>())
}
