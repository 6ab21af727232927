//! The right side of a rule, read once into what is copied and what is put in.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use super::error::{DefError, ExpandError};
use super::matcher::{Variable, repetition_tail};
use super::token::{Part, Reader, Token, write_token};

/// One part of a transcriber.
#[derive(Debug)]
pub(super) enum Piece {
    /// Copied as it stands; a group only if nothing is put into it.
    Copy {
        tree: TokenTree,
        size: u64,
    },
    Group {
        delimiter: Delimiter,
        span: Span,
        pieces: Vec<Piece>,
    },
    Variable(usize),
    Crate(Span),
    Repeat {
        pieces: Vec<Piece>,
        separator: Vec<TokenTree>,
        /// The variables inside, each once.
        variables: Vec<usize>,
        span: Span,
    },
}

/// A transcriber, or why the rule cannot be used. Other rules of the macro still can.
pub(super) type Transcriber = Result<Vec<Piece>, ExpandError>;

/// Reads a transcriber whose matcher binds `variables`.
pub(super) fn parse(tokens: TokenStream, variables: &[Variable]) -> Result<Transcriber, DefError> {
    match sequence(tokens, variables) {
        Ok(pieces) => Ok(Ok(pieces)),
        Err(Fault::Rule(error)) => Ok(Err(error)),
        Err(Fault::Definition(error)) => Err(error),
    }
}

enum Fault {
    Rule(ExpandError),
    Definition(DefError),
}

impl From<DefError> for Fault {
    fn from(error: DefError) -> Fault {
        Fault::Definition(error)
    }
}

fn sequence(tokens: TokenStream, variables: &[Variable]) -> Result<Vec<Piece>, Fault> {
    let mut reader = Reader::new(tokens);
    let mut pieces = Vec::new();
    let mut copied = Vec::new();
    while let Some(part) = reader.next() {
        match part {
            Part::Token(token, span) => write_token(&token, span, &mut copied),
            Part::Group(group) => {
                let inside = sequence(group.stream(), variables)?;
                flush(&mut copied, &mut pieces);
                pieces.push(collect_group(&group, inside));
            }
            Part::Dollar(span) => match reader.next() {
                Some(Part::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                    let (separator, _) = repetition_tail(&mut reader, group.span())?;
                    let inside = sequence(group.stream(), variables)?;
                    let mut used = Vec::new();
                    variables_of(&inside, &mut used);
                    let mut trees = Vec::new();
                    if let Some((token, span)) = separator {
                        write_token(&token, span, &mut trees);
                    }
                    flush(&mut copied, &mut pieces);
                    pieces.push(Piece::Repeat {
                        pieces: inside,
                        separator: trees,
                        variables: used,
                        span: group.span(),
                    });
                }
                Some(Part::Group(group)) => {
                    return Err(Fault::Rule(ExpandError::Unsupported {
                        form: "`${…}`",
                        span: group.span(),
                    }));
                }
                Some(Part::Dollar(span)) => {
                    return Err(Fault::Rule(ExpandError::Unsupported { form: "`$$`", span }));
                }
                Some(Part::Token(Token::Ident(name), name_span)) => {
                    if name == "crate" {
                        flush(&mut copied, &mut pieces);
                        pieces.push(Piece::Crate(name_span));
                    } else if let Some(index) = bound(&name, variables) {
                        flush(&mut copied, &mut pieces);
                        pieces.push(Piece::Variable(index));
                    } else {
                        // A variable of a macro that this one defines.
                        copied.push(dollar(span));
                        copied.push(name.into());
                    }
                }
                Some(Part::Token(token, token_span)) => {
                    copied.push(dollar(span));
                    write_token(&token, token_span, &mut copied);
                }
                None => copied.push(dollar(span)),
            },
        }
    }
    flush(&mut copied, &mut pieces);
    Ok(pieces)
}

fn bound(name: &Ident, variables: &[Variable]) -> Option<usize> {
    variables.iter().position(|variable| variable.name == *name)
}

fn dollar(span: Span) -> TokenTree {
    let mut dollar = Punct::new('$', Spacing::Alone);
    dollar.set_span(span);
    dollar.into()
}

fn flush(copied: &mut Vec<TokenTree>, pieces: &mut Vec<Piece>) {
    pieces.extend(copied.drain(..).map(|tree| Piece::Copy { tree, size: 1 }));
}

fn collect_group(group: &Group, inside: Vec<Piece>) -> Piece {
    let mut size = 1;
    for piece in &inside {
        match piece {
            Piece::Copy { size: more, .. } => size += more,
            _ => {
                return Piece::Group {
                    delimiter: group.delimiter(),
                    span: group.span(),
                    pieces: inside,
                };
            }
        }
    }
    Piece::Copy {
        tree: group.clone().into(),
        size,
    }
}

fn variables_of(pieces: &[Piece], used: &mut Vec<usize>) {
    for piece in pieces {
        match piece {
            Piece::Variable(index) if !used.contains(index) => used.push(*index),
            Piece::Group { pieces, .. } => variables_of(pieces, used),
            Piece::Repeat { variables, .. } => {
                for index in variables {
                    if !used.contains(index) {
                        used.push(*index);
                    }
                }
            }
            Piece::Variable(_) | Piece::Copy { .. } | Piece::Crate(_) => {}
        }
    }
}
