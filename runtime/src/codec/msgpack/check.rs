//! A walk over bytes before they are first decoded: whether they are one whole value, of bounded depth.

use super::{MAX_DEPTH, Malformed};

/// Walks `bytes` without recursion or memory: whether they are one whole value, of bounded depth.
///
/// A decoder for recursive enums recurses as deep as the bytes say, and one that trusts announced lengths takes
/// as much memory; so bytes are walked once before a process first decodes them. A collection
/// cannot announce more parts than bytes are left.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Malformed> {
    let mut rest = bytes;
    let mut open = [0_u64; MAX_DEPTH];
    let mut depth = 0;
    let mut left = 1_u64;
    loop {
        if left == 0 {
            if depth == 0 {
                return if rest.is_empty() {
                    Ok(())
                } else {
                    Err(Malformed::Long)
                };
            }
            depth -= 1;
            left = open[depth];
            continue;
        }
        left -= 1;
        let (payload, parts) = head(&mut rest)?;
        rest = usize::try_from(payload)
            .ok()
            .and_then(|payload| rest.get(payload..))
            .ok_or(Malformed::Short)?;
        if parts > rest.len() as u64 {
            return Err(Malformed::Short);
        }
        if parts > 0 {
            *open.get_mut(depth).ok_or(Malformed::TooDeep)? = left;
            depth += 1;
            left = parts;
        }
    }
}

/// Reads a marker and its length: how many bytes of payload follow, and then how many values inside.
fn head(rest: &mut &[u8]) -> Result<(u64, u64), Malformed> {
    let [marker] = take(rest)?;
    Ok(match marker {
        0x00..=0x7f | 0xe0..=0xff | 0xc0 | 0xc2 | 0xc3 => (0, 0),
        0x80..=0x8f => (0, 2 * u64::from(marker & 0x0f)),
        0x90..=0x9f => (0, u64::from(marker & 0x0f)),
        0xa0..=0xbf => (u64::from(marker & 0x1f), 0),
        0xcc | 0xd0 => (1, 0),
        0xcd | 0xd1 => (2, 0),
        0xca | 0xce | 0xd2 => (4, 0),
        0xcb | 0xcf | 0xd3 => (8, 0),
        0xc4 | 0xd9 => (length::<1>(rest)?, 0),
        0xc5 | 0xda => (length::<2>(rest)?, 0),
        0xc6 | 0xdb => (length::<4>(rest)?, 0),
        0xdc => (0, length::<2>(rest)?),
        0xdd => (0, length::<4>(rest)?),
        0xde => (0, 2 * length::<2>(rest)?),
        0xdf => (0, 2 * length::<4>(rest)?),
        // Extensions: a type byte, then the payload.
        0xd4 => (2, 0),
        0xd5 => (3, 0),
        0xd6 => (5, 0),
        0xd7 => (9, 0),
        0xd8 => (17, 0),
        0xc7 => (length::<1>(rest)? + 1, 0),
        0xc8 => (length::<2>(rest)? + 1, 0),
        0xc9 => (length::<4>(rest)? + 1, 0),
        0xc1 => return Err(Malformed::Marker),
    })
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Malformed> {
    let (head, tail) = rest.split_first_chunk().ok_or(Malformed::Short)?;
    *rest = tail;
    Ok(*head)
}

fn length<const N: usize>(rest: &mut &[u8]) -> Result<u64, Malformed> {
    Ok(take::<N>(rest)?
        .iter()
        .fold(0, |length, byte| length << 8 | u64::from(*byte)))
}
