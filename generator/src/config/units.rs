//! Durations and sizes as cache.toml writes them: `"1h 30m"`, `"2 GiB"`. Written here, because two packages less
//! is what a user's build gains.

use std::time::Duration;

/// Units of time, each in nanoseconds, the longest first.
const TIMES: &[(&[&str], u64)] = &[
    (&["w", "week", "weeks"], 7 * 86_400_000_000_000),
    (&["d", "day", "days"], 86_400_000_000_000),
    (&["h", "hour", "hours"], 3_600_000_000_000),
    (&["m", "min", "minute", "minutes"], 60_000_000_000),
    (&["s", "sec", "second", "seconds"], 1_000_000_000),
    (&["ms"], 1_000_000),
    (&["us", "µs"], 1_000),
    (&["ns"], 1),
];

/// Units of size in bytes, in lower case. `k` and the like are left out: they mean 1000 to some and 1024 to others.
const SIZES: &[(&str, u64)] = &[
    ("b", 1),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("tib", 1 << 40),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("tb", 1_000_000_000_000),
];

/// A duration: whole numbers with units, added up. The error tells what is wrong, not where.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let mut rest = text.trim();
    let mut total = Duration::ZERO;
    if rest.is_empty() {
        return Err("it is empty".to_owned());
    }
    while !rest.is_empty() {
        let (number, after) = split(rest, |c| c.is_ascii_digit());
        let (unit, after) = split(after.trim_start(), |c| c.is_alphabetic());
        if number.is_empty() {
            return Err("a number is missing".to_owned());
        }
        let large = || format!("`{number}{unit}` is too large");
        let number: u64 = number.parse().map_err(|_| large())?;
        let known = TIMES.iter().find(|(names, _)| names.contains(&unit));
        let nanos = match known {
            Some((_, nanos)) => *nanos,
            // Nothing is nothing in any unit.
            None if unit.is_empty() && number == 0 => 0,
            None if unit.is_empty() => return Err(format!("`{number}` has no unit")),
            None => return Err(format!("there is no unit `{unit}`")),
        };
        let part = number.checked_mul(nanos).map(Duration::from_nanos);
        total = part
            .and_then(|part| total.checked_add(part))
            .ok_or_else(large)?;
        rest = after.trim_start();
    }
    Ok(total)
}

/// A size in bytes; a number without a unit is of bytes.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let (number, unit) = split(text.trim(), |c| c.is_ascii_digit() || c == '.');
    let unit = unit.trim();
    let known = SIZES
        .iter()
        .find(|(name, _)| unit.eq_ignore_ascii_case(name));
    let bytes = match known {
        Some((_, bytes)) => *bytes,
        None if unit.is_empty() => 1,
        None => return Err(format!("there is no unit `{unit}`")),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let no_number = || format!("`{number}` is no number");
    let whole: u64 = whole.parse().map_err(|_| no_number())?;
    let places = u32::try_from(part.len()).map_err(|_| no_number())?;
    let part: u64 = part.parse().map_err(|_| no_number())?;
    let tens = 10u64.checked_pow(places).ok_or_else(no_number)?;
    let part = u128::from(part) * u128::from(bytes) / u128::from(tens);
    let large = || format!("`{text}` is too large");
    let part = u64::try_from(part).map_err(|_| large())?;
    whole
        .checked_mul(bytes)
        .and_then(|whole| whole.checked_add(part))
        .ok_or_else(large)
}

/// A duration in the words of [`TIMES`]: `7 days`, `1h 30m`.
pub(crate) fn shown(duration: Duration) -> String {
    let mut rest = duration.as_nanos();
    let mut parts = Vec::new();
    for (names, nanos) in &TIMES[1..] {
        let nanos = u128::from(*nanos);
        let (count, unit) = (rest / nanos, names[0]);
        rest %= nanos;
        match (count, unit) {
            (0, _) => {}
            (1, "d") => parts.push("1 day".to_owned()),
            (_, "d") => parts.push(format!("{count} days")),
            _ => parts.push(format!("{count}{unit}")),
        }
    }
    match parts.is_empty() {
        true => "0s".to_owned(),
        false => parts.join(" "),
    }
}

/// What a text starts with, as long as `is` holds, and the rest.
fn split(text: &str, is: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !is(c)).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::{duration, shown, size};
    use std::time::Duration;

    #[test]
    fn durations_add_up() {
        assert_eq!(duration("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(duration("7d"), Ok(Duration::from_secs(604_800)));
        assert_eq!(duration(" 1h 30 min "), Ok(Duration::from_secs(5_400)));
        assert_eq!(duration("1h30m"), Ok(Duration::from_secs(5_400)));
        assert_eq!(duration("5ms 2us"), Ok(Duration::from_micros(5_002)));
        assert_eq!(duration("0"), Ok(Duration::ZERO));
        for wrong in [
            "",
            "soon",
            "5",
            "5 fortnights",
            "-1s",
            "1.5h",
            "h",
            "99999999999999999999s",
            "9999999999w",
        ] {
            assert!(duration(wrong).is_err(), "{wrong} is no duration");
        }
    }

    #[test]
    fn sizes_are_binary_or_decimal_as_they_say() {
        assert_eq!(size("2 GiB"), Ok(2 << 30));
        assert_eq!(size("256MiB"), Ok(256 << 20));
        assert_eq!(size("1.5 kib"), Ok(1536));
        assert_eq!(size("2 GB"), Ok(2_000_000_000));
        assert_eq!(size("17"), Ok(17));
        assert_eq!(size("0"), Ok(0));
        for wrong in [
            "",
            "much",
            "GiB",
            "1 k",
            "1..5 MiB",
            ".5 MiB",
            "1. MiB",
            "-1 B",
            "99999999999 TiB",
        ] {
            assert!(size(wrong).is_err(), "{wrong} is no size");
        }
    }

    #[test]
    fn a_duration_is_shown_as_it_is_read() {
        for (nanos, text) in [
            (604_800_000_000_000, "7 days"),
            (5_400_000_000_000, "1h 30m"),
            (86_401_000_000_000, "1 day 1s"),
            (5_000_000, "5ms"),
            (0, "0s"),
        ] {
            let time = Duration::from_nanos(nanos);
            assert_eq!(shown(time), text);
            assert_eq!(duration(text), Ok(time));
        }
    }
}
