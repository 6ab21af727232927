//! `cargo rememo`: asks and manages what rememo remembers.
//!
//! Exit status: 0 done, 1 the answer is no, 2 wrong usage or a mistake in the package asked about.

mod arguments;
mod builds;
mod closure;
mod dot;
mod environment;
mod list;
mod manifest;
mod revision;
mod shown;
mod stranded;
mod why;

use arguments::{Arguments, Verb};
use clap::Parser;
use std::process::ExitCode;

/// What a command comes to, when it does not fail.
type Outcome = Result<Answer, Box<dyn std::error::Error>>;

/// What is told by the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// Done.
    Done,
    /// Done, and the answer is no.
    No,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse_from(without_name_of_subcommand(std::env::args_os()));
    let outcome = match &arguments.verb {
        Verb::List(asked) => list::run(asked),
        Verb::Fingerprint(asked) => closure::fingerprint(asked),
        Verb::Closure(asked) => closure::closure(asked),
        Verb::Why(asked) => why::run(asked),
    };
    match outcome {
        Ok(Answer::Done) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{}", shown::fault(&*error));
            ExitCode::from(2)
        }
    }
}

/// cargo calls `cargo-rememo rememo list`; people may call `cargo-rememo list`.
fn without_name_of_subcommand(
    arguments: impl Iterator<Item = std::ffi::OsString>,
) -> impl Iterator<Item = std::ffi::OsString> {
    let is_name = |(at, argument): &(usize, std::ffi::OsString)| *at == 1 && argument == "rememo";
    arguments
        .enumerate()
        .filter(move |argument| !is_name(argument))
        .map(|(_, argument)| argument)
}
