//! Dates and times, with formats as data.

use time::format_description::well_known::{Iso8601, Rfc2822, Rfc3339};
use time::format_description::{self, FormatItem};
use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset, Weekday};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_dates() -> String {
    let day = Date::from_calendar_date(2024, Month::February, 29).unwrap();
    let next = day.checked_add(Duration::days(366));
    let week = Date::from_iso_week_date(2020, 53, Weekday::Friday).unwrap();
    let wrong =
        Date::from_calendar_date(2023, Month::February, 29).map_err(|error| error.to_string());
    let at = PrimitiveDateTime::new(day, Time::from_hms_milli(23, 59, 59, 250).unwrap());
    let later = at + Duration::milliseconds(750);
    let there = later.assume_offset(UtcOffset::from_hms(-3, -30, 0).unwrap());
    let here = there.to_offset(UtcOffset::UTC);
    let gap = here - OffsetDateTime::UNIX_EPOCH;
    format!(
        "{next:?} {week} {wrong:?} {later} {there} {here} {} {:?} {} {:.3} {}",
        gap.whole_weeks(),
        day.replace_year(2025).is_err(),
        day.ordinal() + u16::from(day.sunday_based_week()),
        Duration::new(90_061, 5_000_000),
        there.unix_timestamp()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_format() -> String {
    let at = OffsetDateTime::from_unix_timestamp(1_600_000_000)
        .unwrap()
        .to_offset(UtcOffset::from_hms(5, 45, 0).unwrap());
    let own = format_description::parse_borrowed::<2>(
        "[weekday repr:short], [day padding:space] [month repr:long] [year] [hour repr:12]:[minute] [period] [offset_hour sign:mandatory]",
    );
    let own: Vec<FormatItem> = match own {
        Ok(own) => own,
        Err(error) => return error.to_string(),
    };
    let wrong = format_description::parse_borrowed::<2>("[year] [nothing]")
        .map(|items| items.len())
        .map_err(|error| error.to_string());
    let date = at
        .date()
        .format(&Iso8601::DATE)
        .map_err(|error| error.to_string());
    format!(
        "{:?} {:?} {:?} {:?} {wrong:?} {date:?}",
        at.format(&own).ok(),
        at.format(&Rfc3339).ok(),
        at.format(&Rfc2822).ok(),
        at.format(&Iso8601::DEFAULT).ok()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let own =
        format_description::parse_borrowed::<2>("[day]/[month]/[year] [hour]:[minute]").unwrap();
    let mut told = String::new();
    for text in [
        "07/11/1999 08:30",
        "31/02/2000 00:00",
        "1/1/2000 1:1",
        "07/11/1999",
    ] {
        told += &match PrimitiveDateTime::parse(text, &own) {
            Ok(at) => format!("{at};"),
            Err(error) => format!("{error};"),
        };
    }
    for text in [
        "2021-01-02T03:04:05.6789Z",
        "2021-01-02T25:04:05Z",
        "2021-01-02 03:04:05-07:30",
    ] {
        told += &match OffsetDateTime::parse(text, &Rfc3339) {
            Ok(at) => format!("{at};"),
            Err(error) => format!("{error};"),
        };
    }
    let mail = OffsetDateTime::parse("Tue, 02 Jan 2024 03:04:05 GMT", &Rfc2822);
    let week = Date::parse("2021-W05-3", &Iso8601::DEFAULT);
    format!("{told} {mail:?} {week:?}")
}
