//! Edits within macros, where syn sees only tokens: transcribers of `macro_rules!`, arguments of invocations, and the
//! files that `include_str!` and its kin take in.

use std::path::Path;

use proc_macro2::{Group, TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::literal;
use super::{Found, short};
use crate::referee::edit::{Edit, Kind, Patch};
use crate::referee::sources::is_test_only;

/// Literals taken of one invocation, for the same reason as with constants.
const LITERALS_OF_A_MACRO: usize = 16;

pub(super) fn collect(found: &mut Found<'_>) {
    let file = found.file;
    Macros { found }.visit_file(&file.syntax);
}

struct Macros<'found, 'file> {
    found: &'found mut Found<'file>,
}

impl Macros<'_, '_> {
    fn literals(&mut self, kind: Kind, tokens: TokenStream, left: &mut usize) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.literals(kind, group.stream(), left),
                TokenTree::Literal(literal) if *left > 0 => {
                    let Ok(parsed) = syn::parse_str::<syn::Lit>(&literal.to_string()) else {
                        continue;
                    };
                    if let Some(other) = literal::other(&parsed) {
                        *left -= 1;
                        let what = format!(
                            "in a macro, {} becomes {}",
                            short(&literal.to_string()),
                            short(&other)
                        );
                        self.found.replace(kind, literal.span(), other, what);
                    }
                }
                TokenTree::Ident(ident) if ident == "true" || ident == "false" => {
                    let other = if ident == "true" { "false" } else { "true" };
                    self.found.replace(
                        kind,
                        ident.span(),
                        other,
                        format!("in a macro, {ident} becomes {other}"),
                    );
                }
                _ => {}
            }
        }
    }

    /// Trades two neighbouring arguments of a call, or turns a comparison, within a transcriber.
    fn transcriber(&mut self, group: &Group) {
        self.literals(Kind::MacroBody, group.stream(), &mut { usize::MAX });
        self.comparisons(group.stream());
        let text = self.found.text(group.span()).to_owned();
        let inner = text
            .trim_matches(|char| matches!(char, '{' | '}' | '(' | ')' | '[' | ']'))
            .trim();
        // An expression of its own: twice as a tuple's part and once as its result still type-checks.
        if !inner.is_empty() && syn::parse_str::<syn::Expr>(&inner.replace('$', "")).is_ok() {
            let span = group.span();
            let range = span.byte_range();
            let open = Patch {
                range: range.start + 1..range.start + 1,
                text: "{ let _noted = 7u8; ".to_owned(),
            };
            let close = Patch {
                range: range.end - 1..range.end - 1,
                text: " }".to_owned(),
            };
            let file = self.found.file.path.clone();
            self.found.push(
                Kind::MacroBody,
                &file,
                span,
                vec![open, close],
                "a statement comes into a macro's body",
            );
        }
    }

    fn comparisons(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match (token, tokens.get(at + 1)) {
                (TokenTree::Group(group), _) => self.comparisons(group.stream()),
                (TokenTree::Punct(first), Some(TokenTree::Punct(second)))
                    if second.as_char() == '='
                        && matches!(first.as_char(), '=' | '!')
                        && first.spacing() == proc_macro2::Spacing::Joint =>
                {
                    let other = if first.as_char() == '=' { "!" } else { "=" };
                    let what = format!("in a macro, `{}=` becomes `{other}=`", first.as_char());
                    self.found
                        .replace(Kind::MacroBody, first.span(), other, what);
                }
                _ => {}
            }
        }
    }

    fn included(&mut self, mac: &syn::Macro) {
        let Ok(path) = mac.parse_body::<syn::LitStr>() else {
            return;
        };
        let file = self
            .found
            .file
            .path
            .parent()
            .unwrap_or(Path::new(""))
            .join(path.value());
        let Ok(text) = std::fs::read_to_string(&file) else {
            return;
        };
        let more = if mac.path.is_ident("include") {
            "\n// Noted.\n"
        } else {
            "x"
        };
        let patch = Patch {
            range: text.len()..text.len(),
            text: more.to_owned(),
        };
        self.found.edits.push(Edit {
            kind: Kind::IncludedFile,
            file,
            line: text.lines().count().max(1),
            what: "an included file grows".to_owned(),
            patches: vec![patch],
        });
    }
}

impl<'ast> Visit<'ast> for Macros<'_, '_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test_only(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        if item.ident.is_none() {
            return visit::visit_item_macro(self, item);
        }
        // `(matcher) => {transcriber}; …`: the group after each `>` is a transcriber.
        let mut after_arrow = false;
        for token in item.mac.tokens.clone() {
            match token {
                TokenTree::Punct(punct) => after_arrow = punct.as_char() == '>',
                TokenTree::Group(group) if after_arrow => {
                    self.transcriber(&group);
                    after_arrow = false;
                }
                _ => after_arrow = false,
            }
        }
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let name = mac
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string())
            .unwrap_or_default();
        match name.as_str() {
            "include_str" | "include_bytes" | "include" => self.included(mac),
            _ => self.literals(Kind::Literal, mac.tokens.clone(), &mut {
                LITERALS_OF_A_MACRO
            }),
        }
    }
}
