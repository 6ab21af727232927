//! Reads and writes durations and times.

use std::time::{Duration, UNIX_EPOCH};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let texts = ["2h 37min", "1year 2months", "3s 7ns", "12", "5 parsecs", "", "99999999999999999999s"];
    texts
        .iter()
        .map(|text| match humantime::parse_duration(text) {
            Ok(duration) => format!("{duration:?}\n"),
            Err(error) => format!("{error} {error:?}\n"),
        })
        .collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_format() -> String {
    let durations = [Duration::new(90_061, 5_000_007), Duration::from_secs(0), Duration::from_secs(40_000_000)];
    durations.iter().map(|duration| humantime::format_duration(*duration).to_string() + "\n").collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_date() -> String {
    let time = UNIX_EPOCH + Duration::new(1_518_563_312, 789_000_000);
    let parsed = humantime::parse_rfc3339_weak("2018-02-14 00:28:07.133");
    let wrong = humantime::parse_rfc3339("2018-02-30T00:28:07Z").map_err(|error| error.to_string());
    format!(
        "{} {} {:?} {:?}",
        humantime::format_rfc3339(time),
        humantime::format_rfc3339_seconds(time),
        parsed.map(|time| time.duration_since(UNIX_EPOCH).unwrap()),
        wrong.map(|time| time.duration_since(UNIX_EPOCH).unwrap()),
    )
}
