//! The table of everything that users can get wrong: number, message, label, help.
//!
//! One line of the habit is cxx's `syntax/error.rs`: who writes a check picks from the table, and who
//! reads the table sees every message side by side. Numbers are kept when a line goes.

use super::Severity;

macro_rules! mistakes {
    ($(
        $(#[$doc:meta])*
        $severity:ident $code:ident $name:ident { $($field:ident),* }
        $message:literal
        label $label:literal
        help $help:literal;
    )*) => {
        /// One kind of mistake, with what its messages tell.
        #[derive(Clone, Debug)]
        pub(crate) enum Mistake {
            $($(#[$doc])* $name { $($field: String),* },)*
        }

        #[allow(unused_variables, clippy::useless_format)]
        impl Mistake {
            pub(crate) fn severity(&self) -> Severity {
                match self { $(Mistake::$name { .. } => Severity::$severity,)* }
            }

            pub(crate) fn code(&self) -> &'static str {
                match self { $(Mistake::$name { .. } => stringify!($code),)* }
            }

            pub(crate) fn message(&self) -> String {
                match self { $(Mistake::$name { $($field),* } => format!($message),)* }
            }

            pub(crate) fn label(&self) -> String {
                match self { $(Mistake::$name { $($field),* } => format!($label),)* }
            }

            pub(crate) fn help(&self) -> String {
                match self { $(Mistake::$name { $($field),* } => format!($help),)* }
            }
        }
    };
}

// `meant` is empty or ends the message with a suggestion; `hint` is empty where the suggestion says enough.
mistakes! {
    // ---- cache.toml as text
    Error E001 NotToml { why }
        "{why}" label "here" help "";
    Error E002 UnknownKey { key, section, meant, hint }
        "no key `{key}` in {section}{meant}" label "unknown key" help "{hint}";
    Error E003 WrongType { key, wanted, found }
        "`{key}` takes {wanted}, and this is {found}" label "{found}" help "";
    Error E004 BadValue { key, why, example }
        "`{key}`: {why}" label "cannot be read" help "write it as {example}";
    Error E005 UnknownChoice { key, value, meant, choices }
        "`{key}` has no choice `{value}`{meant}" label "unknown choice" help "choices: {choices}";
    Error E006 NotYet { what, instead }
        "{what} is not supported yet by this version of rememo" label "not supported yet" help "{instead}";
    Error E007 Contradiction { this, that }
        "{this}" label "contradicts the rest" help "{that}";
    Error E008 ListedTwice { path }
        "`{path}` is there twice" label "here again" help "keep one of the two";
    Error E009 NotAPath { why, example }
        "{why}" label "not a path" help "write it as {example}";
    Error E010 UnknownCrate { krate, meant, known }
        "no crate `{krate}` in this workspace{meant}" label "unknown crate" help "crates here: {known}";
    Error E011 MissingKey { section, key, example }
        "{section} needs `{key}`" label "`{key}` is missing" help "as in {example}";

    // ---- cache.toml against the sources
    Error E020 UnknownFunction { name, module, meant, hint }
        "no function `{name}` in `{module}`{meant}" label "not found" help "{hint}";
    Error E021 UnknownModule { name, module, meant, hint }
        "nothing named `{name}` in `{module}`{meant}" label "not found" help "{hint}";
    Error E022 NotAFunction { path, what }
        "`{path}` is a {what}, not a function" label "not a function" help "only functions and methods are remembered";
    Error E023 BehindMacro { name, module, makro }
        "no function `{name}` in `{module}`, unless `{makro}!` makes it" label "its signature cannot be seen" help "write the function out, or let the macro's function call a written one and list that";
    Error E024 CfgOff { path, predicate }
        "`{path}` is left out of this build by `#[cfg({predicate})]`" label "not in this build" help "list it in a build that has it, or take it out of cache.toml";
    Error E025 UnknownArgument { key, argument, function, meant, known }
        "`{key}` names `{argument}`, and `{function}` has no such argument{meant}" label "no such argument" help "its arguments: {known}";
    Error E026 WrapperTaken { wrapper, module, other }
        "two wrappers named `{wrapper}` in `{module}`" label "the other is for `{other}`" help "give one of them another name, with `wrapper = \"…\"`";
    Error E027 TwoRoots { path, krate }
        "`{path}` is in the program `{krate}`, and other listed functions are in the library `{krate}`" label "in the program of the same name" help "both would include the same file of wrappers: move the function into the library, or give the program a `name` of its own in Cargo.toml";
    Error E028 ManagementTaken { name, module, other }
        "two remembered functions named `{name}` in `{module}`" label "the other is `{other}`" help "both would be managed under that name: list one of them, or give one another name in the source";

    Error E029 FeatureOff { feature }
        "this needs the feature `{feature}` of rememo, which is off" label "needs `{feature}`" help "turn it on in Cargo.toml: `rememo = {{ …, features = [\"{feature}\"] }}`";
    Error E030 Unlike { path }
        "`{path}` is there twice, under conditions that cannot be decided here, and not with the same signature" label "one wrapper cannot have both" help "give both the same arguments and the same result";

    // ---- what cannot be remembered
    Error E040 Async { function }
        "`{function}` is `async`, which is not supported yet" label "listed in cache.toml" help "list a function that is not `async` and that it calls";
    Error E041 MutSelf { function }
        "`{function}` takes `&mut self`: a hit could not repeat what it does to `self`" label "listed in cache.toml" help "split it: a remembered part with `&self` that returns what to change, and a part that changes it";
    Error E042 OwnedSelf { function }
        "`{function}` takes `self` by value: a hit would have nothing to give it up to" label "listed in cache.toml" help "let it take `&self`, or list a function that takes a reference";
    Error E043 OddSelf { function, receiver }
        "`{function}` takes `{receiver}`, which is not supported" label "listed in cache.toml" help "let it take `&self`";
    Error E044 ImplResult { function }
        "`{function}` returns `impl Trait`: its type has no name by which to decode it" label "no name for this type" help "return a type with a name, as `Vec<T>` for an iterator";
    Error E045 BorrowedResult { function, kind }
        "`{function}` returns {kind}: what is read back from the store is owned" label "borrowed" help "return an owned type (`String`, `Vec<T>`, `Cow`), or remember an owned step inside";
    Error E046 MutArgument { function, argument }
        "`{function}` changes its argument `{argument}`: a hit could not repeat that" label "`&mut`" help "return the new value instead of writing through the argument";
    Error E047 FunctionArgument { function, argument }
        "`{function}` takes code as its argument `{argument}`: code has no value that could be in the key" label "a function or closure" help "leave it out of the key with `ignore = [\"{argument}\"]` if it never changes the result, or pass data that says which code to run";
    Error E048 PointerArgument { function, argument }
        "`{function}` takes a raw pointer in `{argument}`: an address says nothing about what it points at" label "a raw pointer" help "take a reference or a slice";
    Error E049 Unsafe { function }
        "`{function}` is `unsafe`: a hit would skip what its caller vouches for" label "listed in cache.toml" help "list a safe function around it";
    Error E050 Extern { function }
        "`{function}` is an `extern` function" label "listed in cache.toml" help "list a plain Rust function around it";
    Error E051 Variadic { function }
        "`{function}` takes any number of arguments (`...`)" label "listed in cache.toml" help "list a function with a fixed list of arguments";
    Error E052 Never { function }
        "`{function}` never returns: there is nothing to remember" label "listed in cache.toml" help "take it out of cache.toml";
    Error E053 FromMacro { function, makro }
        "`{function}` comes out of `{makro}`, which hides its signature" label "listed in cache.toml" help "write the function out, or list one that calls it";
    Error E054 PrivateFunction { function }
        "`{function}` is private to its module, and its wrapper lies in another" label "listed in cache.toml" help "make it `pub(crate)`";
    Error E055 PrivateStep { function, step, what }
        "`{function}` lies in the {what} `{step}`, which its wrapper cannot see" label "listed in cache.toml" help "make `{step}` `pub(crate)`";
    Error E056 PrivateType { function, name, item }
        "`{name}` in the signature of `{function}` is private, and its wrapper lies in another module" label "cannot be named by the wrapper" help "make `{item}` `pub(crate)`";
    Error E057 UnresolvedType { function, name }
        "no type `{name}` was found for the signature of `{function}`" label "not found" help "write its whole path (`crate::…` or `::some_crate::…`) in the signature";
    Error E058 MacroType { function, name }
        "`{name}` in the signature of `{function}` comes out of a macro that cannot be seen through" label "cannot be named by the wrapper" help "write the type out in the signature";
    Error E059 ForeignOwner { function, of }
        "`{function}` is a method of `{of}`, which is not a type of this crate" label "listed in cache.toml" help "list a free function that takes it as an argument";
    Error E060 TraitMethod { function, what }
        "`{function}` is {what}, which is not supported yet" label "listed in cache.toml" help "list an inherent method or a free function that it calls";

    Error E061 DynArgument { function, argument }
        "`{function}` takes a trait object in `{argument}`: which type stands behind it cannot be in the key" label "`dyn`" help "take `impl Trait` or a type parameter, or leave it out of the key with `ignore = [\"{argument}\"]` if it never changes the result";

    // ---- the package as a whole
    Error E080 Package { why }
        "{why}" label "" help "";
    Error E081 Unreadable { file, why }
        "cannot read {file}: {why}" label "" help "";

    // ---- warnings
    Warning W001 Widened { what, what_to_do }
        "{what}" label "" help "{what_to_do}";
    Warning W002 NestedSet { function, argument }
        "the argument `{argument}` of `{function}` holds a set inside: its order may differ from call to call, and a result that is stored would be missed" label "a set inside" help "use a `BTreeSet`, or pass the set as an argument of its own";
}
