//! Macros of std, by what they do with their arguments.

/// Their arguments are expressions: a name in them is used as it looks.
const PLAIN: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "matches",
    "panic",
    "print",
    "println",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// Beside the plain ones, those that run nothing but what is asked of their arguments' types where those are read.
const QUIET: &[&str] = &[
    "dbg",
    "concat",
    "stringify",
    "cfg",
    "line",
    "column",
    "file",
    "module_path",
    "include_str",
    "include_bytes",
    "env",
    "option_env",
    "compile_error",
];

/// The others that std has for all modules.
const OTHERS: &[&str] = &["cfg_select", "include", "thread_local", "try"];

/// Macros of std that a path leads to, and that write a pointer to what they are given.
const OF_POINTERS: &[&str] = &["addr_of", "addr_of_mut"];

/// Whether the arguments of a macro of std are expressions, in which a name is used as it looks.
pub(crate) fn is_plain_macro(name: &str) -> bool {
    PLAIN.contains(&name)
}

/// Whether a macro of std runs nothing but what is asked of its arguments' types where those are read.
pub(crate) fn is_quiet_macro(name: &str) -> bool {
    is_plain_macro(name) || QUIET.contains(&name)
}

/// Whether std has a macro of this name for all modules.
pub(crate) fn is_macro_of_std(name: &str) -> bool {
    is_quiet_macro(name) || OTHERS.contains(&name)
}

/// Whether a macro of std writes a pointer to what it is given: it runs nothing.
pub(crate) fn is_of_pointers(name: &str) -> bool {
    OF_POINTERS.contains(&name)
}

/// Whether a macro of std writes nothing but expressions, of what it is given: then it is not told among what a body calls.
/// One by example of the same name may hide it.
pub(crate) fn writes_expressions(name: &str) -> bool {
    is_quiet_macro(name) || is_of_pointers(name)
}
