//! Writes an expansion: a rule's right side with what its left side bound.

use proc_macro2::{Group, Span, TokenStream, TokenTree};

use super::budget::Budget;
use super::definition::CrateName;
use super::error::ExpandError;
use super::matching::Binding;
use super::origins::{OF_MACRO, Origins, Teller};
use super::transcriber::Piece;

/// Writes `pieces` with `bindings`, one for each variable, and tells whose the names are that both have.
pub(super) fn transcribe(
    pieces: &[Piece],
    bindings: &[Binding],
    krate: &CrateName,
    budget: &mut Budget,
    teller: Teller,
) -> Result<(TokenStream, Origins), ExpandError> {
    let mut writer = Writer {
        bindings,
        krate,
        budget,
        turns: Vec::new(),
        teller,
    };
    let mut out = Vec::new();
    writer.pieces(pieces, &mut out)?;
    Ok((out.into_iter().collect(), writer.teller.told))
}

struct Writer<'a> {
    bindings: &'a [Binding],
    krate: &'a CrateName,
    budget: &'a mut Budget,
    /// Which turn each open repetition is in, outermost first.
    turns: Vec<usize>,
    teller: Teller,
}

impl<'a> Writer<'a> {
    fn pieces(&mut self, pieces: &[Piece], out: &mut Vec<TokenTree>) -> Result<(), ExpandError> {
        for piece in pieces {
            match piece {
                Piece::Copy { tree, size } => {
                    self.budget.write(*size)?;
                    self.teller.writes(tree, OF_MACRO);
                    out.push(tree.clone());
                }
                Piece::Group {
                    delimiter,
                    span,
                    pieces,
                } => {
                    self.budget.write(1)?;
                    let mut inside = Vec::new();
                    self.pieces(pieces, &mut inside)?;
                    let mut group = Group::new(*delimiter, inside.into_iter().collect());
                    group.set_span(*span);
                    out.push(group.into());
                }
                Piece::Crate(span) => {
                    self.budget.write(1)?;
                    out.push(self.krate.ident(*span).into());
                }
                Piece::Variable(index) => match self.current(*index) {
                    Some(Binding::Fragment { trees, size }) => {
                        self.budget.write(*size)?;
                        self.teller.puts_in(trees, *index, &self.turns);
                        out.extend(trees.iter().cloned());
                    }
                    _ => {
                        return Err(ExpandError::Repetition {
                            reason: "still repeat at this depth",
                            span: Span::call_site(),
                        });
                    }
                },
                Piece::Repeat {
                    pieces,
                    separator,
                    variables,
                    span,
                } => {
                    let turns = self.turns_of(variables, *span)?;
                    for turn in 0..turns {
                        if turn > 0 {
                            self.budget.write(separator.len() as u64)?;
                            separator
                                .iter()
                                .for_each(|tree| self.teller.writes(tree, OF_MACRO));
                            out.extend(separator.iter().cloned());
                        }
                        // A body may write nothing, and must still cost something.
                        self.budget.step(1)?;
                        self.turns.push(turn);
                        let written = self.pieces(pieces, out);
                        self.turns.pop();
                        written?;
                    }
                }
            }
        }
        Ok(())
    }

    /// What the variable is in this turn: as deep as it and the repetitions go together.
    fn current(&self, index: usize) -> Option<&'a Binding> {
        let mut binding = self.bindings.get(index)?;
        for turn in &self.turns {
            match binding {
                Binding::List(list) => binding = list.get(*turn)?,
                _ => break,
            }
        }
        Some(binding)
    }

    fn turns_of(&self, variables: &[usize], span: Span) -> Result<usize, ExpandError> {
        let mut turns = None;
        for index in variables {
            if let Some(Binding::List(list)) = self.current(*index) {
                match turns {
                    None => turns = Some(list.len()),
                    Some(known) if known == list.len() => {}
                    Some(_) => {
                        return Err(ExpandError::Repetition {
                            reason: "do not repeat equally often",
                            span,
                        });
                    }
                }
            }
        }
        turns.ok_or(ExpandError::Repetition {
            reason: "do not repeat at this depth",
            span,
        })
    }
}
