//! A wrappers' file that differs from the last in fingerprints alone: they are put in the places of the old ones, for to
//! print it all would cost a third of a run.
//!
//! A fingerprint takes as much room as any other, so the text is laid out the same.

use std::collections::BTreeMap;

/// What stands before a fingerprint's bytes.
const BEFORE: &str = "const FINGERPRINT: [u8; 32] = [";

/// The text with each fingerprint replaced by what takes its place; none if it is not sure where they all are.
pub(crate) fn refit(text: &str, new: &BTreeMap<[u8; 32], [u8; 32]>) -> Option<String> {
    let mut refitted = String::with_capacity(text.len());
    let mut rest = text;
    let mut left = new.clone();
    while let Some((before, after)) = rest.split_once(BEFORE) {
        let (array, after) = after.split_once(']')?;
        let old = bytes(array)?;
        // Each stands there once.
        let new = left.remove(&old)?;
        refitted.push_str(before);
        refitted.push_str(BEFORE);
        let mut digits = new.iter().flat_map(|byte| {
            let hex = format!("{byte:02x}");
            [hex.as_bytes()[0] as char, hex.as_bytes()[1] as char]
        });
        let mut in_number = false;
        for c in array.chars() {
            match c {
                'x' => in_number = true,
                ',' => in_number = false,
                _ => {}
            }
            let digit = if in_number && c != 'x' {
                digits.next()?
            } else {
                c
            };
            refitted.push(digit);
        }
        refitted.push(']');
        rest = after;
    }
    refitted.push_str(rest);
    left.is_empty().then_some(refitted)
}

/// The bytes of an array as it is emitted: `0x0a, 0xff,`, on as many lines as it takes.
fn bytes(array: &str) -> Option<[u8; 32]> {
    let mut bytes = Vec::with_capacity(32);
    for number in array.split(',').map(str::trim) {
        if !number.is_empty() {
            let hex = number.strip_prefix("0x").filter(|hex| hex.len() == 2)?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
        }
    }
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::refit;
    use std::collections::BTreeMap;

    fn text(first: u8, second: u8) -> String {
        let array = |byte: u8| {
            let line = format!("0x{byte:02x}, ").repeat(16);
            format!("pub const FINGERPRINT: [u8; 32] = [\n    {line}\n    {line}\n];\n")
        };
        format!("/// Docs.\n{}mod m {{ {} }}\n", array(first), array(second))
    }

    #[test]
    fn each_fingerprint_takes_the_place_of_its_own() {
        let new = BTreeMap::from([([1; 32], [0xab; 32]), ([2; 32], [2; 32])]);
        assert_eq!(refit(&text(1, 2), &new), Some(text(0xab, 2)));
        assert_eq!(refit(&text(2, 1), &new), Some(text(2, 0xab)));
    }

    #[test]
    fn what_is_not_known_is_not_touched() {
        let new = BTreeMap::from([([1; 32], [7; 32]), ([2; 32], [8; 32])]);
        assert_eq!(refit(&text(1, 3), &new), None, "another fingerprint");
        assert_eq!(refit(&text(1, 1), &new), None, "one twice");
        assert_eq!(refit("nothing", &new), None, "none");
        let twice = text(1, 2).replace("Docs.", "const FINGERPRINT: [u8; 32] = [nine]");
        assert_eq!(refit(&twice, &new), None, "in a comment");
    }
}
