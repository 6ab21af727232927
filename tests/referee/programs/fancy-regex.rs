//! Compiles patterns with and without backtracking, and uses them.

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_find() -> String {
    let patterns = [r"(\w)\1", r"(?<=a)b+(?!c)", r"\d{2,}", r"(?>ab*)c", r"(", r"(?<n>x)\k<n>"];
    let mut text = String::new();
    for pattern in patterns {
        match fancy_regex::Regex::new(pattern) {
            Ok(regex) => {
                let found = regex.find("aabbbd abbc 2024 xx");
                text.push_str(&format!("{:?}\n", found.map(|found| found.map(|found| (found.start(), found.end()))).ok()));
            }
            Err(error) => text.push_str(&format!("{error}\n")),
        }
    }
    text
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_replace() -> String {
    let regex = fancy_regex::Regex::new(r"(?<word>\w+)(?=!)").unwrap();
    regex.replace_all("hey! you there!", "<$word>").into_owned()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_escape() -> String {
    fancy_regex::escape("a.b*c[d] e").into_owned()
}
