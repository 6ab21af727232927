//! A macro: its rules, and expanding one invocation by them.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::fmt;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::ItemMacro;

use super::budget::{Budget, Limits};
use super::error::{DefError, ExpandError};
use super::matcher::Matcher;
use super::matching::{self, Outcome};
use super::nesting::depth_of;
use super::origins::{Origins, Teller, own_names, shared_in, twice_in};
use super::token::{Part, Reader, Token};
use super::transcriber::{self, Transcriber};
use super::transcribing::transcribe;

/// The edition of the crate that *defines* a macro: it decides what `expr` and `pat` match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // The names say it.
pub enum Edition {
    E2015,
    E2018,
    E2021,
    E2024,
}

impl Edition {
    /// That of a year; the newest for years to come.
    #[must_use]
    pub fn of(year: u16) -> Edition {
        match year {
            2015 => Edition::E2015,
            2018 => Edition::E2018,
            2021 => Edition::E2021,
            _ => Edition::E2024,
        }
    }
}

/// What `$crate` becomes: one identifier that no one writes by hand, with the crate's name in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrateName(String);

const CRATE_PREFIX: &str = "__rememo_crate_";

impl CrateName {
    /// The identifier for the crate of this name; `-` is read as `_`. Any name that is not made of letters, digits and
    /// underscores alone is made so.
    #[must_use]
    pub fn new(name: &str) -> CrateName {
        let plain = |char: char| {
            if char.is_ascii_alphanumeric() {
                char
            } else {
                '_'
            }
        };
        CrateName(format!(
            "{CRATE_PREFIX}{}",
            name.chars().map(plain).collect::<String>()
        ))
    }

    /// What a crate calls itself, for what is read as its own source.
    pub(crate) fn own() -> CrateName {
        CrateName("crate".to_owned())
    }

    /// The crate that an identifier of an expansion stands for, if it came from `$crate`.
    #[must_use]
    pub fn of(ident: &Ident) -> Option<String> {
        ident
            .to_string()
            .strip_prefix(CRATE_PREFIX)
            .map(str::to_owned)
    }

    /// As it stands in an expansion.
    #[must_use]
    pub fn ident(&self, span: Span) -> Ident {
        Ident::new(&self.0, span)
    }
}

impl fmt::Display for CrateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What one invocation expands to.
#[derive(Debug, Clone)]
pub struct Expansion {
    /// The tokens, to be parsed by [`parse_as`](super::parse_as).
    pub tokens: TokenStream,
    /// Which rule fitted, counted from 0.
    pub rule: usize,
    /// Whose the names are that the call and the macro share.
    pub origins: Origins,
}

/// Who wrote a call: the names in it are of one, or of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallBy {
    /// It stands in a source.
    Source,
    /// A macro wrote it.
    Macro,
}

/// A macro that was understood.
#[derive(Debug)]
pub struct MacroDef {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    matcher: Matcher,
    transcriber: Transcriber,
    /// The names that it writes itself, once they were asked for.
    own_names: OnceCell<BTreeSet<String>>,
}

impl Rule {
    fn own_names(&self) -> &BTreeSet<String> {
        self.own_names.get_or_init(|| {
            let mut names = BTreeSet::new();
            let pieces = self.transcriber.as_ref().map_or(&[][..], |pieces| pieces);
            own_names(pieces, &mut names);
            names
        })
    }

    /// The names that may be of the macro and of its caller, or of two that wrote the call.
    fn names_of_two(&self, input: &TokenStream, by: CallBy) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        shared_in(input.clone(), self.own_names(), &mut names);
        if by == CallBy::Macro {
            twice_in(input.clone(), &mut names);
        }
        names
    }
}

impl MacroDef {
    /// Reads `macro_rules! name { … }`.
    ///
    /// # Errors
    /// If the item is none, or says what the engine does not know.
    pub fn parse(item: &ItemMacro, edition: Edition) -> Result<MacroDef, DefError> {
        if item.ident.is_none() || !item.mac.path.is_ident("macro_rules") {
            return Err(DefError::Shape {
                expected: "`macro_rules! name`",
                span: Span::call_site(),
            });
        }
        MacroDef::rules_of(item.mac.tokens.clone(), edition, has_local_inner(item))
    }

    /// Reads `(matcher) => {transcriber}; …`, what stands between the outer braces.
    ///
    /// # Errors
    /// As [`MacroDef::parse`].
    pub fn parse_rules(tokens: TokenStream, edition: Edition) -> Result<MacroDef, DefError> {
        MacroDef::rules_of(tokens, edition, false)
    }

    fn rules_of(
        tokens: TokenStream,
        edition: Edition,
        local_inner: bool,
    ) -> Result<MacroDef, DefError> {
        if depth_of(&tokens) > Limits::default().nesting {
            return Err(DefError::TooDeep);
        }
        let mut reader = Reader::new(tokens);
        let mut rules = Vec::new();
        while let Some(part) = reader.next() {
            let matcher = group(Some(part), "a matcher in `( )`, `[ ]` or `{ }`")?;
            let span = matcher.span();
            match reader.next() {
                Some(Part::Token(Token::Operator("=>"), _)) => {}
                _ => {
                    return Err(DefError::Shape {
                        expected: "`=>` after a matcher",
                        span,
                    });
                }
            }
            let body = group(reader.next(), "a transcriber in `( )`, `[ ]` or `{ }`")?;
            let matcher = Matcher::parse(matcher.stream(), edition)?;
            let body = match local_inner {
                true => with_crate(body.stream()),
                false => body.stream(),
            };
            let transcriber = transcriber::parse(body, &matcher.variables)?;
            rules.push(Rule {
                matcher,
                transcriber,
                own_names: OnceCell::new(),
            });
            match reader.next() {
                None | Some(Part::Token(Token::Operator(";"), _)) => {}
                Some(_) => {
                    return Err(DefError::Shape {
                        expected: "`;` between rules",
                        span,
                    });
                }
            }
        }
        if rules.is_empty() {
            return Err(DefError::Shape {
                expected: "a rule",
                span: Span::call_site(),
            });
        }
        Ok(MacroDef { rules })
    }

    /// How many rules it has.
    #[must_use]
    pub fn rules(&self) -> usize {
        self.rules.len()
    }

    /// Expands one invocation: `input` is what stands between its delimiters, `krate` the crate that defines the macro.
    ///
    /// Run it on a thread with at least [`STACK_SIZE`](super::STACK_SIZE) bytes of stack: syn reads recursively.
    ///
    /// # Errors
    /// If no rule fits, or the one that does cannot be followed, or the budget is used up.
    ///
    /// ```
    /// # use rememo_build::expand::{Budget, CrateName, Edition, MacroDef};
    /// let double = MacroDef::parse_rules("($x:tt) => { $x + $x }".parse()?, Edition::E2021)?;
    /// let expansion = double.expand("3".parse()?, &CrateName::new("app"), &mut Budget::default())?;
    /// assert_eq!(expansion.tokens.to_string(), "3 + 3");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn expand(
        &self,
        input: TokenStream,
        krate: &CrateName,
        budget: &mut Budget,
    ) -> Result<Expansion, ExpandError> {
        self.expand_from(input, krate, budget, CallBy::Source)
    }

    /// The same, of a call that stands in a source or that a macro wrote.
    pub(crate) fn expand_from(
        &self,
        input: TokenStream,
        krate: &CrateName,
        budget: &mut Budget,
        by: CallBy,
    ) -> Result<Expansion, ExpandError> {
        budget.call()?;
        if depth_of(&input) > budget.limits().nesting {
            return Err(ExpandError::TooDeep);
        }
        let matchers = self.rules.iter().map(|rule| &rule.matcher);
        let given = input.clone();
        let Outcome { rule, bindings } = matching::first_match(matchers, input, budget)?;
        let Some(fitting) = self.rules.get(rule) else {
            return Err(ExpandError::NoRule {
                span: Span::call_site(),
            });
        };
        let pieces = fitting.transcriber.as_ref().map_err(Clone::clone)?;
        let shared = fitting.names_of_two(&given, by);
        let teller = Teller::of(shared, by == CallBy::Macro);
        let (tokens, origins) = transcribe(pieces, &bindings, krate, budget, teller)?;
        Ok(Expansion {
            tokens,
            rule,
            origins,
        })
    }
}

/// Whether it says `#[macro_export(local_inner_macros)]`: macros that it calls by their names alone are its crate's.
fn has_local_inner(item: &ItemMacro) -> bool {
    let said = |attr: &syn::Attribute| match &attr.meta {
        syn::Meta::List(list) if list.path.is_ident("macro_export") => {
            list.tokens.to_string() == "local_inner_macros"
        }
        _ => false,
    };
    item.attrs.iter().any(said)
}

/// A transcriber with `$crate::` before each call of a macro by its name alone.
fn with_crate(tokens: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut written = Vec::new();
    for (at, tree) in trees.iter().enumerate() {
        let is_path = || match at.checked_sub(1).map(|before| &trees[before]) {
            Some(TokenTree::Punct(before)) => matches!(before.as_char(), ':' | '$' | '.'),
            _ => false,
        };
        match (tree, &trees[at + 1..]) {
            (TokenTree::Ident(name), [TokenTree::Punct(bang), TokenTree::Group(_), ..])
                if bang.as_char() == '!' && name != "macro_rules" && !is_path() =>
            {
                let span = name.span();
                let punct = |c, spacing| {
                    let mut punct = Punct::new(c, spacing);
                    punct.set_span(span);
                    TokenTree::Punct(punct)
                };
                written.extend([
                    punct('$', Spacing::Alone),
                    TokenTree::Ident(Ident::new("crate", span)),
                    punct(':', Spacing::Joint),
                    punct(':', Spacing::Alone),
                    tree.clone(),
                ]);
            }
            (TokenTree::Group(group), _) => {
                let mut inside = Group::new(group.delimiter(), with_crate(group.stream()));
                inside.set_span(group.span());
                written.push(TokenTree::Group(inside));
            }
            _ => written.push(tree.clone()),
        }
    }
    written.into_iter().collect()
}

fn group(part: Option<Part>, expected: &'static str) -> Result<Group, DefError> {
    match part {
        Some(Part::Group(group)) if group.delimiter() != Delimiter::None => Ok(group),
        Some(Part::Token(_, span) | Part::Dollar(span)) => Err(DefError::Shape { expected, span }),
        Some(Part::Group(group)) => Err(DefError::Shape {
            expected,
            span: group.span(),
        }),
        None => Err(DefError::Shape {
            expected,
            span: Span::call_site(),
        }),
    }
}
