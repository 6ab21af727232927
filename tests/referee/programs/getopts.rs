//! Reads a program's arguments.

use getopts::{HasArg, Occur, Options, ParsingStyle};

fn options() -> Options {
    let mut options = Options::new();
    options.optopt("o", "output", "set the name of the output", "NAME").optflag("h", "help", "print this help, which is long enough to be laid out on more than one line");
    options.optflagmulti("v", "verbose", "say more").optmulti("I", "", "look here too", "DIR").reqopt("n", "number", "how many", "N");
    options.opt("l", "level", "a level", "L", HasArg::Maybe, Occur::Optional);
    options
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let found = options().parse(["-vv", "--output=x", "-n5", "-Ia", "-I", "b", "free", "--", "-h"]).unwrap();
    format!("{} {:?} {:?} {:?} {:?} {:?}", found.opt_count("v"), found.opt_str("o"), found.opt_get::<u8>("n"), found.opt_strs("I"), found.free, found.opt_default("level", "3"))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_usage() -> String {
    let mut options = options();
    options.long_only(true).parsing_style(ParsingStyle::StopAtFirstFree);
    format!("{} {}", options.usage("Usage: it"), options.short_usage("it"))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_errors() -> String {
    let told: Vec<Result<bool, String>> =
        [&["-x"][..], &["-n"], &["-n", "1", "-n", "2"], &["-h"], &["--help=1", "-n1"]].iter().map(|list| options().parse(*list).map(|found| found.opt_present("h")).map_err(|error| error.to_string())).collect();
    format!("{told:?}")
}
