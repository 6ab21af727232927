//! Calculates with dates and times.

use chrono::{
    DateTime, Datelike, Days, Duration, FixedOffset, Months, NaiveDate, NaiveTime, TimeZone,
    Timelike, Utc, Weekday,
};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_dates() -> String {
    let date = NaiveDate::from_ymd_opt(2024, 1, 31).unwrap();
    let later = date + Months::new(1) + Days::new(3);
    format!(
        "{later} {:?} {} {:?} {:?}",
        later.weekday(),
        later.iso_week().week(),
        NaiveDate::from_isoywd_opt(2020, 53, Weekday::Fri),
        (later - date).num_days()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_format() -> String {
    let time = Utc.with_ymd_and_hms(2001, 9, 9, 1, 46, 40).unwrap();
    let local = time.with_timezone(&FixedOffset::east_opt(5400).unwrap());
    format!(
        "{} {} {:?} {}",
        time.format("%A %-d %B %Y, %H:%M:%S%.3f"),
        local.to_rfc2822(),
        local.to_rfc3339(),
        time.timestamp()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let parsed = DateTime::parse_from_str("5 Mar 1994 08:20:30 +0200", "%d %b %Y %T %z");
    let wrong = NaiveDate::parse_from_str("2024-02-30", "%F").map_err(|error| error.to_string());
    let time = NaiveTime::parse_from_str("23:59:60", "%T")
        .map(|time| (time + Duration::milliseconds(1500)).nanosecond());
    format!(
        "{parsed:?} {wrong:?} {time:?} {:?}",
        "2014-11-28T12:00:09Z".parse::<DateTime<Utc>>()
    )
}
