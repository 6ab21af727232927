//! A macro: its rules, and expanding one invocation by them.

use std::fmt;

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use syn::ItemMacro;

use super::budget::{Budget, Limits};
use super::error::{DefError, ExpandError};
use super::matcher::Matcher;
use super::matching::{self, Outcome};
use super::nesting::depth_of;
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
        MacroDef::parse_rules(item.mac.tokens.clone(), edition)
    }

    /// Reads `(matcher) => {transcriber}; …`, what stands between the outer braces.
    ///
    /// # Errors
    /// As [`MacroDef::parse`].
    pub fn parse_rules(tokens: TokenStream, edition: Edition) -> Result<MacroDef, DefError> {
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
            let transcriber = transcriber::parse(body.stream(), &matcher.variables)?;
            rules.push(Rule {
                matcher,
                transcriber,
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
        budget.call()?;
        if depth_of(&input) > budget.limits().nesting {
            return Err(ExpandError::TooDeep);
        }
        let matchers = self.rules.iter().map(|rule| &rule.matcher);
        let Outcome { rule, bindings } = matching::first_match(matchers, input, budget)?;
        let Some(Rule { transcriber, .. }) = self.rules.get(rule) else {
            return Err(ExpandError::NoRule {
                span: Span::call_site(),
            });
        };
        let pieces = transcriber.as_ref().map_err(Clone::clone)?;
        let tokens = transcribe(pieces, &bindings, krate, budget)?;
        Ok(Expansion { tokens, rule })
    }
}

fn group(part: Option<Part>, expected: &'static str) -> Result<proc_macro2::Group, DefError> {
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
