//! Finds the rule that fits an invocation, and what it binds.
//!
//! As rustc does, all ways through a rule are followed at once, one token at a time, without going back. A fragment
//! is read only when it is the single way on; once begun it must parse. (The algorithm is that of rustc's
//! `macro_parser`, itself an Earley parser cut down.)

use std::rc::Rc;

use proc_macro2::{Delimiter, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::parse::{ParseBuffer, ParseStream, Parser as _};
use syn::{braced, bracketed, parenthesized};

use super::budget::Budget;
use super::error::ExpandError;
use super::fragment::FragmentKind;
use super::matcher::{Matcher, Place, Times};
use super::token::{Look, look};

/// What a variable is bound to.
#[derive(Debug, Clone)]
pub(super) enum Binding {
    /// Not yet reached.
    None,
    /// The tokens, and how many there are, counted inside groups too.
    Fragment { trees: Rc<[TokenTree]>, size: u64 },
    /// One for each turn of a repetition.
    List(Vec<Binding>),
}

/// The rule that fits, and its variables.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) rule: usize,
    pub(super) bindings: Vec<Binding>,
}

/// Tries the rules in order.
pub(super) fn first_match<'m>(
    matchers: impl Iterator<Item = &'m Matcher>,
    input: TokenStream,
    budget: &mut Budget,
) -> Result<Outcome, ExpandError> {
    let mut result = Err(ExpandError::NoRule {
        span: Span::call_site(),
    });
    let outcome = &mut result;
    // The parser's own result says only that tokens are left over, which is none of its business here.
    let _ = (move |stream: ParseStream<'_>| {
        *outcome = try_rules(matchers, stream, budget);
        Ok(())
    })
    .parse2(input);
    result
}

fn try_rules<'m>(
    matchers: impl Iterator<Item = &'m Matcher>,
    stream: ParseStream<'_>,
    budget: &mut Budget,
) -> Result<Outcome, ExpandError> {
    let mut furthest: Option<(usize, Span)> = None;
    for (rule, matcher) in matchers.enumerate() {
        let mut run = Run {
            matcher,
            stack: vec![stream.fork()],
            read: 0,
            budget: &mut *budget,
        };
        match run.matches()? {
            Some(bindings) => return Ok(Outcome { rule, bindings }),
            None => {
                if furthest.is_none_or(|(read, _)| run.read > read) {
                    furthest = Some((run.read, run.span()));
                }
            }
        }
    }
    Err(ExpandError::NoRule {
        span: furthest.map_or_else(Span::call_site, |(_, span)| span),
    })
}

/// One way through a matcher, up to here.
struct Thread {
    place: usize,
    bound: Rc<Vec<Binding>>,
}

/// Matching one rule.
struct Run<'a, 'm, 'b> {
    matcher: &'m Matcher,
    /// The open groups, outermost first.
    stack: Vec<ParseBuffer<'a>>,
    /// How many tokens were read.
    read: usize,
    budget: &'b mut Budget,
}

/// Where the threads stand after one token was looked at.
#[derive(Default)]
struct Front {
    /// Wait for the next token.
    next: Vec<Thread>,
    /// Wait for a fragment, which begins here.
    fragments: Vec<Thread>,
    /// Came to the end.
    done: Vec<Thread>,
}

impl Run<'_, '_, '_> {
    fn matches(&mut self) -> Result<Option<Vec<Binding>>, ExpandError> {
        let unbound = self
            .matcher
            .variables
            .iter()
            .map(|_| Binding::None)
            .collect();
        let mut threads = vec![Thread {
            place: 0,
            bound: Rc::new(unbound),
        }];
        loop {
            let here = self.look();
            let Front {
                mut next,
                mut fragments,
                mut done,
            } = self.advance(threads, &here)?;
            if matches!(here, Look::End) {
                return match (done.pop(), done.is_empty()) {
                    (Some(thread), true) => Ok(Some(Rc::unwrap_or_clone(thread.bound))),
                    (Some(_), false) => Err(ExpandError::Ambiguous { span: self.span() }),
                    (None, _) => Ok(None),
                };
            }
            match (fragments.pop(), fragments.is_empty(), next.is_empty()) {
                (None, _, true) => return Ok(None),
                (None, _, false) => {
                    self.step(&here)?;
                    threads = next;
                }
                (Some(mut thread), true, true) => {
                    self.fragment(&mut thread, &here)?;
                    next.push(thread);
                    threads = next;
                }
                (Some(_), _, _) => return Err(ExpandError::Ambiguous { span: self.span() }),
            }
        }
    }

    /// Follows every thread until it waits for something.
    fn advance(&mut self, mut threads: Vec<Thread>, here: &Look) -> Result<Front, ExpandError> {
        let mut front = Front::default();
        while let Some(mut thread) = threads.pop() {
            self.budget.step(1)?;
            let Some(place) = self.matcher.places.get(thread.place) else {
                continue;
            };
            let matched = match place {
                Place::Token(token) => token.matches(here),
                Place::Open(delimiter) => matches!(here, Look::Open(open) if open == delimiter),
                Place::Close => matches!(here, Look::Close),
                Place::Fragment { kind, .. } => {
                    if self
                        .cursor()
                        .is_some_and(|cursor| kind.may_begin(here, cursor))
                    {
                        front.fragments.push(thread);
                    }
                    continue;
                }
                Place::Repeat {
                    times,
                    variables,
                    depth,
                    after,
                } => {
                    for variable in variables.0..variables.1 {
                        bind(
                            &mut thread.bound,
                            variable,
                            *depth,
                            Binding::List(Vec::new()),
                        );
                    }
                    if *times != Times::AtLeastOnce {
                        threads.push(Thread {
                            place: *after,
                            bound: Rc::clone(&thread.bound),
                        });
                    }
                    thread.place += 1;
                    threads.push(thread);
                    continue;
                }
                Place::Again { times, body } => {
                    if *times != Times::AtMostOnce {
                        threads.push(Thread {
                            place: *body,
                            bound: Rc::clone(&thread.bound),
                        });
                    }
                    thread.place += 1;
                    threads.push(thread);
                    continue;
                }
                Place::Separator { token, body } => {
                    if token.matches(here) {
                        front.next.push(Thread {
                            place: *body,
                            bound: Rc::clone(&thread.bound),
                        });
                    }
                    thread.place += 1;
                    threads.push(thread);
                    continue;
                }
                Place::End => {
                    if matches!(here, Look::End) {
                        front.done.push(thread);
                    }
                    continue;
                }
            };
            if matched {
                thread.place += 1;
                front.next.push(thread);
            }
        }
        Ok(front)
    }

    fn cursor(&self) -> Option<Cursor<'_>> {
        self.stack.last().map(|buffer| buffer.cursor())
    }

    fn span(&self) -> Span {
        self.stack
            .last()
            .map_or_else(Span::call_site, |buffer| buffer.span())
    }

    fn look(&self) -> Look {
        match self.cursor().map(|cursor| look(cursor).0) {
            None => Look::End,
            Some(Look::End) if self.stack.len() > 1 => Look::Close,
            Some(look) => look,
        }
    }

    /// Reads the token that was looked at.
    fn step(&mut self, here: &Look) -> Result<(), ExpandError> {
        self.read += 1;
        let Some(buffer) = self.stack.last() else {
            return Ok(());
        };
        match here {
            Look::Open(delimiter) => {
                let inside = enter(buffer, *delimiter).map_err(|error| unreadable(&error))?;
                self.stack.push(inside);
            }
            Look::Close => {
                self.stack.pop();
            }
            _ => {
                take_token(buffer).map_err(|error| unreadable(&error))?;
            }
        }
        Ok(())
    }

    /// Reads the fragment that the thread waits for, and binds it.
    fn fragment(&mut self, thread: &mut Thread, here: &Look) -> Result<(), ExpandError> {
        let Some(Place::Fragment {
            kind,
            variable,
            depth,
        }) = self.matcher.places.get(thread.place)
        else {
            return Ok(());
        };
        let Some(buffer) = self.stack.last() else {
            return Ok(());
        };
        let trees = match (kind, here) {
            (FragmentKind::Ident | FragmentKind::Lifetime, _) | (FragmentKind::Tt, _) => {
                take_token(buffer)
            }
            _ => read(*kind, buffer),
        };
        let trees = kind.wrap(trees.map_err(|error| ExpandError::Fragment {
            kind: kind.name(),
            message: error.to_string(),
            span: error.span(),
        })?);
        let size = count(&trees);
        self.read += 1;
        self.budget.step(size)?;
        bind(
            &mut thread.bound,
            *variable,
            *depth,
            Binding::Fragment {
                trees: trees.into(),
                size,
            },
        );
        thread.place += 1;
        Ok(())
    }
}

fn enter<'a>(buffer: &ParseBuffer<'a>, delimiter: Delimiter) -> syn::Result<ParseBuffer<'a>> {
    let inside;
    match delimiter {
        Delimiter::Parenthesis => _ = parenthesized!(inside in buffer),
        Delimiter::Brace => _ = braced!(inside in buffer),
        Delimiter::Bracket => _ = bracketed!(inside in buffer),
        // No matcher asks for it: a fragment matches no token.
        Delimiter::None => return Err(buffer.error("a fragment of another macro")),
    }
    Ok(inside)
}

fn unreadable(error: &syn::Error) -> ExpandError {
    ExpandError::NoRule { span: error.span() }
}

/// Puts a binding at its place: a variable of depth 2 is a list of lists, and the last of each is being filled.
fn bind(bound: &mut Rc<Vec<Binding>>, variable: usize, depth: usize, binding: Binding) {
    let Some(mut slot) = Rc::make_mut(bound).get_mut(variable) else {
        return;
    };
    for _ in 1..depth {
        let Binding::List(list) = slot else { return };
        let Some(last) = list.last_mut() else { return };
        slot = last;
    }
    match slot {
        Binding::List(list) if depth > 0 => list.push(binding),
        _ => *slot = binding,
    }
}

/// Takes one token (an operator whole, a group whole, a lifetime whole).
fn take_token(buffer: &ParseBuffer<'_>) -> syn::Result<Vec<TokenTree>> {
    buffer.step(|cursor| {
        let (first, width) = look(*cursor);
        let mut rest = *cursor;
        let mut trees = Vec::with_capacity(width);
        for _ in 0..width {
            let Some((tree, after)) = rest.token_tree() else {
                break;
            };
            trees.push(tree);
            rest = after;
        }
        if trees.is_empty() {
            return Err(cursor.error("expected a token"));
        }
        if let Look::Operator(_) = first {
            end_alone(&mut trees);
        }
        Ok((trees, rest))
    })
}

/// Reads a fragment with syn, and gives the tokens that it took.
fn read(kind: FragmentKind, buffer: &ParseBuffer<'_>) -> syn::Result<Vec<TokenTree>> {
    let begin = buffer.cursor();
    kind.read(buffer)?;
    let end = buffer.cursor();
    let mut trees = Vec::new();
    let mut at = begin;
    while at != end {
        let Some((tree, after)) = at.token_tree() else {
            break;
        };
        if after > end {
            // Syn went into a fragment of another macro and did not come out.
            return Err(syn::Error::new(
                tree.span(),
                "a fragment that is of another kind",
            ));
        }
        trees.push(tree);
        at = after;
    }
    end_alone(&mut trees);
    Ok(trees)
}

/// What follows these tokens in the expansion is not what followed them in the call (`Vec<u8>` was read off
/// `Vec<u8>>`), so their last operator ends here.
fn end_alone(trees: &mut [TokenTree]) {
    if let Some(TokenTree::Punct(last)) = trees.last_mut() {
        let mut alone = Punct::new(last.as_char(), Spacing::Alone);
        alone.set_span(last.span());
        *last = alone;
    }
}

fn count(trees: &[TokenTree]) -> u64 {
    let mut total = 0;
    let mut open: Vec<_> = trees.to_vec();
    while let Some(tree) = open.pop() {
        total += 1;
        if let TokenTree::Group(group) = tree {
            // A deep fragment is counted on a list of its own, not on the stack.
            open.extend(group.stream());
            if group.delimiter() == Delimiter::None {
                total -= 1;
            }
        }
    }
    total
}
