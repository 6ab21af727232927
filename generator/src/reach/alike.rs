//! Whether two headers are alike but for one type, so that both may be meant where nobody tells what stands for that.

use crate::parse::occurrences;
use std::borrow::Cow;

/// Whether a text is like another that has a type of this name in it, with any one type in the places of that.
pub(super) fn is_like(own: &str, name: &str, other: &str) -> bool {
    let (own, other) = (without_lifetimes(own), without_lifetimes(other));
    let mut parts = Vec::new();
    let mut from = 0;
    for at in occurrences(&own, name) {
        let (start, end) = (
            path_before(&own, at),
            arguments_after(&own, at + name.len()),
        );
        if start >= from {
            parts.push(&own[from..start]);
            from = end;
        }
    }
    let Some((first, between)) = parts.split_first() else {
        // It goes by another name there.
        return false;
    };
    let Some(mut rest) = other.strip_prefix(first) else {
        return false;
    };
    for part in between {
        let mut places = rest.match_indices(part);
        let Some((at, _)) = places.find(|(at, _)| is_single(&rest[..*at])) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.strip_suffix(&own[from..]).is_some_and(is_single)
}

/// Whether what a trait is given here has a single type in it, lifetimes aside.
pub(super) fn is_given_one(by: &str) -> bool {
    let given = by.split_once('<').map_or("", |(_, given)| given);
    let given = given.strip_suffix('>').unwrap_or_default();
    let given = without_lifetimes(given);
    is_single(given.trim_start_matches("',"))
}

/// Where the path begins that leads to a name.
fn path_before(text: &str, name: usize) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    text[..name].trim_end_matches(is_part).len()
}

/// Where the arguments of a name end, if it has any.
fn arguments_after(text: &str, name: usize) -> usize {
    let after = &text[name..];
    if !after.starts_with('<') {
        return name;
    }
    let mut depth = 0_usize;
    for (at, c) in after.char_indices() {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return name + at + 1;
        }
    }
    text.len()
}

/// Whether a text is one type: nothing beside it, and all its brackets closed.
fn is_single(text: &str) -> bool {
    let mut depth = 0_i32;
    for c in text.chars() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => return false,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && !text.is_empty()
}

/// A text in which all lifetimes are the same: no impl is chosen by one.
fn without_lifetimes(text: &str) -> Cow<'_, str> {
    if !text.contains('\'') {
        return Cow::Borrowed(text);
    }
    let mut found = String::new();
    let mut is_lifetime = false;
    for c in text.chars() {
        is_lifetime &= c.is_alphanumeric() || c == '_';
        if !is_lifetime {
            found.push(c);
        }
        is_lifetime |= c == '\'';
    }
    Cow::Owned(found)
}

#[cfg(test)]
mod tests {
    use super::{is_given_one, is_like};

    #[test]
    fn headers_are_alike_but_for_one_type() {
        let alike = [
            ("Of<K> for A", "Of<L> for A"),
            ("Of<K> for A", "Of<Vec<u8>> for A"),
            ("Of<m::K<u8>> for A", "Of<(u8,u16)> for A"),
            ("Of<'a,K> for &'a A", "Of<'b,L> for &'_ A"),
            ("Of<W<K>> for W<K>", "Of<W<L>> for W<L>"),
            ("Show for W<K,u8>", "Show for W<L,u8>"),
        ];
        for (own, other) in alike {
            assert!(is_like(own, "K", other), "{own}, {other}");
        }
        let others = [
            ("Of<u8,K> for A", "Of<u16,L> for A"),
            ("Of<Vec<K>> for A", "Of<Option<L>> for A"),
            ("Of<K> for A", "Of<L> for B"),
            ("Of<K> for A", "Of<L,u8> for A"),
            ("Show for W<K,u8>", "Show for W<L,u16>"),
            ("Show for W<K>", "Show for W<L>,u8>"),
        ];
        for (own, other) in others {
            assert!(!is_like(own, "K", other), "{own}, {other}");
        }
        assert!(is_given_one("Add<&'a K>") && is_given_one("Of<'a,K>"));
        assert!(!is_given_one("Of<u8,K>") && !is_given_one("Of"));
    }
}
