//! Reads a program's arguments.

use pico_args::Arguments;
use std::ffi::OsString;

fn of(words: &[&str]) -> Arguments {
    Arguments::from_vec(words.iter().map(OsString::from).collect())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_values() -> String {
    let mut args = of(&["run", "--width=7", "-v", "-n", "3", "file"]);
    let command = args.subcommand();
    let width: Result<u32, _> = args.value_from_str("--width");
    let count = args.opt_value_from_fn("-n", |text| text.parse::<u8>());
    let loud = args.contains(["-v", "--verbose"]);
    format!("{command:?} {width:?} {count:?} {loud} {:?}", args.finish())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_wrong() -> String {
    let mut args = of(&["--width", "x", "--name"]);
    let width = args.value_from_str::<_, u32>("--width");
    let name = args.value_from_str::<_, String>("--name");
    let none = args.free_from_str::<i32>();
    let told = |text: Result<String, pico_args::Error>| text.map_err(|error| error.to_string());
    format!(
        "{:?} {:?} {:?}",
        told(width.map(|of| of.to_string())),
        told(name),
        told(none.map(|of| of.to_string()))
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_many() -> String {
    let mut args = of(&["-I", "a", "x", "-Ib", "-I=c", "9"]);
    let paths = args.values_from_str::<_, String>("-I");
    let free: Result<String, _> = args.free_from_str();
    let more = args.opt_free_from_fn(|text| text.parse::<i8>());
    format!("{paths:?} {free:?} {more:?}")
}
