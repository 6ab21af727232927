//! Reads the arguments of a program.

use clap_builder::builder::{PossibleValuesParser, TypedValueParser};
use clap_builder::error::ErrorKind;
use clap_builder::parser::ValueSource;
use clap_builder::{Arg, ArgAction, ArgGroup, Command, value_parser};

fn command() -> Command {
    Command::new("tool")
        .version("1.2.3")
        .about("Does things")
        .arg(
            Arg::new("verbose")
                .short('v')
                .long("verbose")
                .action(ArgAction::Count)
                .help("Says more"),
        )
        .arg(
            Arg::new("level")
                .long("level")
                .value_parser(value_parser!(u8).range(1..=9))
                .default_value("3"),
        )
        .arg(
            Arg::new("mode")
                .long("mode")
                .value_parser(["fast", "slow"])
                .ignore_case(true),
        )
        .arg(Arg::new("files").num_args(0..).value_name("FILE"))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let matches = command().try_get_matches_from([
        "tool",
        "-vv",
        "--level=7",
        "a.txt",
        "--mode",
        "FAST",
        "--",
        "-b",
    ]);
    let matches = match matches {
        Ok(matches) => matches,
        Err(error) => return error.to_string(),
    };
    let files: Vec<&String> = matches.get_many("files").unwrap_or_default().collect();
    let default = command().try_get_matches_from(["tool"]).unwrap();
    format!(
        "{} {:?} {:?} {files:?} {:?} {:?} {}",
        matches.get_count("verbose"),
        matches.get_one::<u8>("level"),
        matches.get_one::<String>("mode"),
        default.get_one::<u8>("level"),
        default.value_source("level") == Some(ValueSource::DefaultValue),
        default.contains_id("files")
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_errors() -> String {
    let mut told = String::new();
    for arguments in [
        vec!["tool", "--lvel=7"],
        vec!["tool", "--level", "12"],
        vec!["tool", "--mode", "medium"],
        vec!["tool", "--level=1", "--level=2"],
        vec!["tool", "--version"],
    ] {
        match command().try_get_matches_from(arguments) {
            Ok(_) => told += "fine\n",
            Err(error) => told += &format!("{:?} {}\n{error}\n", error.kind(), error.exit_code()),
        }
    }
    let group = Command::new("g")
        .arg(Arg::new("a").long("a").action(ArgAction::SetTrue))
        .arg(
            Arg::new("b")
                .long("b")
                .action(ArgAction::SetTrue)
                .conflicts_with("c"),
        )
        .arg(Arg::new("c").long("c").action(ArgAction::SetTrue))
        .group(ArgGroup::new("one").args(["a", "b"]).required(true));
    let none = group
        .clone()
        .try_get_matches_from(["g"])
        .map_err(|error| error.kind());
    let two = group
        .try_get_matches_from(["g", "--b", "--c"])
        .map_err(|error| error.kind());
    told + &format!(
        "{} {}",
        none.is_err_and(|kind| kind == ErrorKind::MissingRequiredArgument),
        two.is_err_and(|kind| kind == ErrorKind::ArgumentConflict)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_help() -> String {
    let sizes = PossibleValuesParser::new(["s", "m"]).map(|size| size.len());
    let mut tool = command()
        .subcommand_required(true)
        .subcommand(
            Command::new("add")
                .about("Adds one")
                .arg(Arg::new("size").required(true).value_parser(sizes)),
        )
        .subcommand(Command::new("remove").alias("rm").hide(true));
    let help = tool.render_help().to_string();
    let long = tool.render_long_help().to_string();
    let usage = tool.render_usage().to_string();
    let matches = tool.try_get_matches_from(["tool", "add", "m"]);
    let size = matches
        .as_ref()
        .ok()
        .and_then(|matches| matches.subcommand())
        .and_then(|(name, own)| Some((name, *own.get_one::<usize>("size")?)));
    format!("{help}{}{usage}{size:?}", long.len() > help.len())
}
