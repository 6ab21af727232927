//! Searches with automata of several kinds.

use regex_automata::dfa::{self, Automaton, dense, onepass, sparse};
use regex_automata::hybrid::regex::Regex as Lazy;
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input, MatchKind};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_meta() -> String {
    let regex = Regex::new(r"(?<year>\d{4})-(?<month>\d{2})|(?i:today)").unwrap();
    let text = "on 2024-05, ToDay and 1999-12.";
    let found: Vec<_> = regex
        .find_iter(text)
        .map(|found| (found.start(), found.end()))
        .collect();
    let mut captures = regex.create_captures();
    regex.captures(text, &mut captures);
    let many = Regex::new_many(&["ab+", "b+c", r"\bc\w"]).unwrap();
    let which: Vec<_> = many
        .find_iter("abbc bc cd")
        .map(|found| (found.pattern().as_usize(), found.range()))
        .collect();
    let wrong = Regex::new("(a")
        .map(|_| ())
        .map_err(|error| error.to_string());
    format!(
        "{found:?} {:?} {which:?} {wrong:?} {:?}",
        captures.get_group_by_name("month"),
        regex
            .split("a2000-01b")
            .map(|span| (span.start, span.end))
            .collect::<Vec<_>>()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_dfa() -> String {
    let dense = dense::Builder::new()
        .configure(
            dense::Config::new()
                .match_kind(MatchKind::All)
                .minimize(true),
        )
        .syntax(
            regex_automata::util::syntax::Config::new()
                .unicode(false)
                .utf8(false),
        )
        .build("[a-z]+[0-9]?")
        .unwrap();
    let sparse: sparse::DFA<Vec<u8>> = dense.to_sparse().unwrap();
    let input = Input::new("..abc7..").span(2..8);
    let told = dense
        .try_search_fwd(&input.clone().anchored(Anchored::Yes))
        .map(|half| half.map(|half| half.offset()));
    let thin = sparse
        .try_search_fwd(&input)
        .map(|half| half.map(|half| (half.pattern().as_usize(), half.offset())));
    let mut state = dense.start_state_forward(&Input::new("")).unwrap();
    let mut path = String::new();
    for byte in *b"ab9-" {
        state = dense.next_state(state, byte);
        path.push(
            match (dense.is_match_state(state), dense.is_dead_state(state)) {
                (true, _) => 'm',
                (_, true) => 'd',
                _ => '-',
            },
        );
    }
    let both = dfa::regex::Regex::new("x(yz)*").unwrap();
    let spans: Vec<_> = both
        .find_iter("xyzyz-xy")
        .map(|found| (found.start(), found.end()))
        .collect();
    format!(
        "{told:?} {thin:?} {path} {spans:?} {} {}",
        dense.pattern_len(),
        dense.memory_usage() > sparse.memory_usage()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_nfa() -> String {
    let machine = PikeVM::new(r"(\w)(\w*)\s").unwrap();
    let mut cache = machine.create_cache();
    let mut captures = machine.create_captures();
    machine.captures(&mut cache, "-- word here", &mut captures);
    let groups: Vec<_> = captures
        .iter()
        .map(|span| span.map(|span| (span.start, span.end)))
        .collect();
    let one = onepass::DFA::new(r"(a+)b(c|d)").unwrap();
    let mut own = one.create_cache();
    let mut slots: Captures = one.create_captures();
    one.captures(&mut own, "aabd", &mut slots);
    let lazy = Lazy::new(r"[^x]+x").unwrap();
    let mut caches = lazy.create_cache();
    let found = lazy.find(&mut caches, "yyxzx");
    format!(
        "{groups:?} {:?} {:?} {}",
        slots.get_group(2).map(|span| span.range()),
        found.map(|found| found.range()),
        onepass::DFA::new("a*a").is_err()
    )
}
