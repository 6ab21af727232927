//! The left side of a rule, compiled to a flat list of places that the matching walks.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use super::definition::Edition;
use super::error::DefError;
use super::fragment::FragmentKind;
use super::token::{Part, Reader, Token};

/// How often a repetition may occur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// `?`
    AtMostOnce,
    /// `*`
    Any,
    /// `+`
    AtLeastOnce,
}

/// One place of a matcher. Indices point into [`Matcher::places`].
#[derive(Debug)]
pub(super) enum Place {
    Token(Token),
    Open(Delimiter),
    Close,
    Fragment {
        kind: FragmentKind,
        variable: usize,
        depth: usize,
    },
    /// Before a repetition's body, which is at the next place.
    Repeat {
        times: Times,
        /// The variables bound inside: from, to.
        variables: (usize, usize),
        /// How deep a list those variables are here.
        depth: usize,
        after: usize,
    },
    /// After the body of a repetition without a separator.
    Again {
        times: Times,
        body: usize,
    },
    /// After the body of a repetition with one: leave it, or read the separator and begin again.
    Separator {
        token: Token,
        body: usize,
    },
    End,
}

/// A compiled matcher.
#[derive(Debug)]
pub(super) struct Matcher {
    pub(super) places: Vec<Place>,
    pub(super) variables: Vec<Variable>,
}

/// A variable that a matcher binds.
#[derive(Debug)]
pub(super) struct Variable {
    pub(super) name: Ident,
}

impl Matcher {
    pub(super) fn parse(tokens: TokenStream, edition: Edition) -> Result<Matcher, DefError> {
        let mut compiler = Compiler {
            places: Vec::new(),
            variables: Vec::new(),
            edition,
        };
        compiler.sequence(tokens, 0)?;
        compiler.places.push(Place::End);
        Ok(Matcher {
            places: compiler.places,
            variables: compiler.variables,
        })
    }
}

struct Compiler {
    places: Vec<Place>,
    variables: Vec<Variable>,
    edition: Edition,
}

impl Compiler {
    /// Compiles a sequence. Gives whether it can match nothing at all, by rustc's own rough rule.
    fn sequence(&mut self, tokens: TokenStream, depth: usize) -> Result<bool, DefError> {
        let mut reader = Reader::new(tokens);
        let mut empty = true;
        while let Some(part) = reader.next() {
            match part {
                Part::Token(token, _) => {
                    self.places.push(Place::Token(token));
                    empty = false;
                }
                Part::Group(group) if is_doc_comment_body(&group) && self.ends_with_hash() => {
                    // Rustc ignores doc comments in a matcher.
                    self.places.pop();
                }
                Part::Group(group) if group.delimiter() == Delimiter::None => {
                    // A fragment of the macro that wrote this one: opaque, so no token matches it.
                    self.places.push(Place::Token(Token::Operator("")));
                    empty = false;
                }
                Part::Group(group) => {
                    self.places.push(Place::Open(group.delimiter()));
                    self.sequence(group.stream(), depth)?;
                    self.places.push(Place::Close);
                    empty = false;
                }
                Part::Dollar(span) => match reader.next() {
                    Some(Part::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                        empty &=
                            self.repetition(group.stream(), &mut reader, depth, group.span())?;
                    }
                    Some(Part::Token(Token::Ident(name), span)) if name != "crate" => {
                        empty &= self.variable(name, span, &mut reader, depth)?;
                    }
                    Some(Part::Token(Token::Ident(_), span)) => {
                        return Err(DefError::Unsupported {
                            form: "`$crate` in a matcher",
                            span,
                        });
                    }
                    Some(Part::Group(group)) => {
                        return Err(DefError::Unsupported {
                            form: "`${…}`",
                            span: group.span(),
                        });
                    }
                    Some(Part::Dollar(span)) => {
                        return Err(DefError::Unsupported { form: "`$$`", span });
                    }
                    _ => {
                        return Err(DefError::Shape {
                            expected: "a name or `(` after `$`",
                            span,
                        });
                    }
                },
            }
        }
        Ok(empty)
    }

    fn ends_with_hash(&self) -> bool {
        matches!(self.places.last(), Some(Place::Token(Token::Operator("#"))))
    }

    fn variable(
        &mut self,
        name: Ident,
        span: Span,
        reader: &mut Reader,
        depth: usize,
    ) -> Result<bool, DefError> {
        let colon = reader.next();
        let kind = reader.next();
        let (
            Some(Part::Token(Token::Operator(":"), _)),
            Some(Part::Token(Token::Ident(kind), kind_span)),
        ) = (colon, kind)
        else {
            return Err(DefError::Shape {
                expected: "`:` and a fragment specifier",
                span,
            });
        };
        if self.variables.iter().any(|known| known.name == name) {
            return Err(DefError::DuplicateVariable {
                name: name.to_string(),
                span,
            });
        }
        let Some(kind) = FragmentKind::from_name(&kind.to_string(), self.edition) else {
            return Err(DefError::UnknownFragment {
                kind: kind.to_string(),
                span: kind_span,
            });
        };
        self.places.push(Place::Fragment {
            kind,
            variable: self.variables.len(),
            depth,
        });
        self.variables.push(Variable { name });
        Ok(kind == FragmentKind::Vis)
    }

    fn repetition(
        &mut self,
        body: TokenStream,
        reader: &mut Reader,
        depth: usize,
        span: Span,
    ) -> Result<bool, DefError> {
        let (separator, times) = repetition_tail(reader, span)?;
        let head = self.places.len();
        let first = self.variables.len();
        self.places.push(Place::Repeat {
            times,
            variables: (first, first),
            depth,
            after: 0,
        });
        let empty = self.sequence(body, depth + 1)?;
        if empty && separator.is_none() {
            return Err(DefError::EmptyRepetition { span });
        }
        let body = head + 1;
        match separator {
            // At most one time: a separator cannot be read, the parser of the tail refuses it.
            None => self.places.push(Place::Again { times, body }),
            Some((token, _)) => self.places.push(Place::Separator { token, body }),
        }
        let variables = (first, self.variables.len());
        let after = self.places.len();
        if let Some(place) = self.places.get_mut(head) {
            *place = Place::Repeat {
                times,
                variables,
                depth,
                after,
            };
        }
        Ok(times != Times::AtLeastOnce)
    }
}

/// Reads what follows `$( … )`: an optional separator and how often.
pub(super) fn repetition_tail(
    reader: &mut Reader,
    span: Span,
) -> Result<(Option<(Token, Span)>, Times), DefError> {
    let shape = || DefError::Shape {
        expected: "one of `*`, `+`, `?` after a repetition",
        span,
    };
    let Some(Part::Token(token, at)) = reader.next() else {
        return Err(shape());
    };
    if let Some(times) = times(&token) {
        return Ok((None, times));
    }
    let Some(Part::Token(operator, _)) = reader.next() else {
        return Err(shape());
    };
    match times(&operator) {
        Some(Times::AtMostOnce) => Err(DefError::Shape {
            expected: "no separator in a repetition with `?`",
            span: at,
        }),
        Some(times) => Ok((Some((token, at)), times)),
        None => Err(shape()),
    }
}

fn times(token: &Token) -> Option<Times> {
    match token {
        Token::Operator("*") => Some(Times::Any),
        Token::Operator("+") => Some(Times::AtLeastOnce),
        Token::Operator("?") => Some(Times::AtMostOnce),
        _ => None,
    }
}

/// The `[doc = "…"]` that a doc comment becomes: all its tokens have the comment's own span, which no source text has.
fn is_doc_comment_body(group: &proc_macro2::Group) -> bool {
    if group.delimiter() != Delimiter::Bracket {
        return false;
    }
    let mut trees = group.stream().into_iter();
    match (trees.next(), trees.next(), trees.next(), trees.next()) {
        (
            Some(TokenTree::Ident(doc)),
            Some(TokenTree::Punct(equals)),
            Some(TokenTree::Literal(text)),
            None,
        ) => {
            let place = |span: Span| (span.byte_range().start, span.byte_range().end);
            doc == "doc"
                && equals.as_char() == '='
                && !doc.span().byte_range().is_empty()
                && place(doc.span()) == place(text.span())
        }
        _ => false,
    }
}
