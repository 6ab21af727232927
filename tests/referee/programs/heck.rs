//! Turns names from one case to another.

const NAMES: [&str; 5] = ["CamelCase", "XMLHttpRequest", "snake_case_name", "ünïcode Wörd", "a1B2 c"];

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_snake() -> String {
    use heck::ToSnakeCase;
    NAMES.iter().map(|name| name.to_snake_case() + "\n").collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_title() -> String {
    NAMES.iter().map(|name| format!("{} {}\n", heck::AsTitleCase(name), heck::AsTrainCase(*name))).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_camel() -> String {
    use heck::{ToLowerCamelCase, ToShoutyKebabCase, ToUpperCamelCase};
    let all = |name: &&str| [name.to_lower_camel_case(), name.to_upper_camel_case(), name.to_shouty_kebab_case()].join(" ");
    NAMES.iter().map(|name| all(name) + "\n").collect()
}
