//! Names that the emitted code makes up, and literals that read well.

use proc_macro2::{Ident, Literal, Span};
use std::str::FromStr;
use syn::ext::IdentExt;

/// The identifier of this name; a keyword becomes a raw one.
pub(super) fn ident(name: &str) -> Ident {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    if syn::parse_str::<Ident>(plain).is_ok() {
        return Ident::new(plain, Span::call_site());
    }
    let known_raw = syn::parse_str::<Ident>(&format!("r#{plain}"));
    known_raw.unwrap_or_else(|_| Ident::new("unnamed", Span::call_site()))
}

/// `wanted`, or `wanted_`, `wanted__`, … until none of `taken` is called so.
pub(super) fn fresh<'a>(wanted: &str, taken: impl IntoIterator<Item = &'a Ident> + Clone) -> Ident {
    let mut name = wanted.to_owned();
    while taken.clone().into_iter().any(|ident| ident.unraw() == name) {
        name.push('_');
    }
    Ident::new(&name, Span::call_site())
}

/// A number with its digits in threes: `604_800`.
pub(super) fn number(number: u64) -> Literal {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    Literal::from_str(&grouped).unwrap_or_else(|_| Literal::u64_unsuffixed(number))
}

#[cfg(test)]
mod tests {
    use super::{ident, number};

    #[test]
    fn names_and_numbers_are_as_people_write_them() {
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("r#match").to_string(), "r#match");
        assert_eq!(ident("r#plain").to_string(), "plain");
        assert_eq!(number(604_800).to_string(), "604_800");
        assert_eq!(number(7).to_string(), "7");
        assert_eq!(number(123_456).to_string(), "123_456");
    }
}
