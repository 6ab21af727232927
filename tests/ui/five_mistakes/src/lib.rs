pub fn monthly(year: u16) -> u16 { year }
