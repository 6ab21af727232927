//! Dates, times and spans.

use jiff::civil::{Date, DateTime, ISOWeekDate, Weekday, date, time};
use jiff::fmt::strtime;
use jiff::tz::{Offset, TimeZone};
use jiff::{RoundMode, SignedDuration, Span, SpanRound, Timestamp, ToSpan, Unit};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_civil() -> String {
    let day = date(2024, 2, 29);
    let later = day
        .checked_add(1.year().months(1))
        .map_err(|error| error.to_string());
    let at: DateTime = day.to_datetime(time(23, 59, 58, 123_000_000));
    let until = day.until((Unit::Month, date(2025, 7, 4)));
    let week: ISOWeekDate = day.iso_week_date();
    let every: Vec<String> = day
        .series(10.days())
        .take(3)
        .map(|day| day.to_string())
        .collect();
    let wrong: Result<Date, String> = "2023-02-29"
        .parse()
        .map_err(|error: jiff::Error| error.to_string());
    format!(
        "{later:?} {at} {:?} {} {:?} {every:?} {wrong:?} {:?} {:?}",
        until.map(|span| span.to_string()),
        week.week(),
        day.weekday(),
        day.nth_weekday_of_month(-1, Weekday::Friday).ok(),
        at.round(Unit::Hour).ok()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_zone() -> String {
    let zone = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0");
    let zone = match zone {
        Ok(zone) => zone,
        Err(error) => return error.to_string(),
    };
    let mut told = String::new();
    for text in [
        "2024-03-10T02:30:00",
        "2024-11-03T01:30:00",
        "2024-07-01T12:00:00",
    ] {
        let at: DateTime = text.parse().unwrap();
        let ambiguous = zone.to_ambiguous_timestamp(at).is_ambiguous();
        let stamp = zone.to_timestamp(at).unwrap();
        told += &format!("{ambiguous} {stamp} {}; ", zone.to_offset(stamp));
    }
    let fixed = TimeZone::fixed(Offset::constant(-3));
    let stamp = Timestamp::new(1_700_000_000, 5).unwrap();
    told + &format!(
        "{} {} {:?}",
        fixed.to_datetime(stamp),
        stamp.as_millisecond(),
        zone.to_datetime(stamp)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_text() -> String {
    let span: Result<Span, _> = "P1Y2M3DT4H5M6.007S".parse();
    let friendly: Result<Span, _> = "2 days, 3 hours 15 minutes ago".parse();
    let sum = Span::new().hours(50).minutes(90);
    let round = sum.round(
        SpanRound::new()
            .largest(Unit::Day)
            .smallest(Unit::Hour)
            .days_are_24_hours()
            .mode(RoundMode::Ceil),
    );
    let stamp: Result<Timestamp, _> = "2024-06-01T00:00:00.5+02:00".parse();
    let parsed = Date::strptime("%d %B %Y", "17 March 2021");
    let wrong = strtime::parse("%H:%M", "25:00")
        .map(|_| ())
        .map_err(|error| error.to_string());
    let said = date(2001, 9, 9)
        .at(1, 46, 40, 0)
        .strftime("%A %j %e %b %y %I%p")
        .to_string();
    let duration = SignedDuration::new(-3_725, -500_000_000);
    format!(
        "{:?} {:?} {:?} {:?} {parsed:?} {wrong:?} {said} {duration:#} {duration}",
        span.map(|span| span.to_string()),
        friendly.map(|span| format!("{span:#}")),
        round.map(|span| span.to_string()),
        stamp.map(|stamp| stamp.to_string())
    )
}
