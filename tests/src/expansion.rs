//! A whole source file expanded with the engine: the plain walker that the comparison with rustc needs. It knows the
//! textual scope, and takes any macro of the crate for a name that is not in it (so it resolves no `use`).

use std::collections::HashMap;
use std::rc::Rc;

use crate::textual::{ScopeId, Scopes};
use proc_macro2::TokenStream;
use rememo_build::expand::{Budget, CrateName, Edition, MacroDef, Parsed, Position, parse_as};
use syn::visit_mut::{self, VisitMut};
use syn::{
    Block, Expr, ExprMacro, File, ForeignItem, ImplItem, Item, ItemForeignMod, ItemImpl, ItemMacro,
    ItemMod, ItemTrait, Macro, Pat, Stmt, StmtMacro, TraitItem, Type,
};

/// Expands files, and counts.
pub struct Expander {
    edition: Edition,
    scopes: Scopes<Rc<MacroDef>>,
    here: ScopeId,
    /// The first definition of each name, wherever it stands.
    anywhere: HashMap<String, Rc<MacroDef>>,
    depth: usize,
    /// Invocations that expanded.
    pub expanded: usize,
    /// Definitions that were read.
    pub definitions: usize,
    /// Invocations of macros that are known and did not expand, with the reason.
    pub failed: Vec<String>,
    /// Names of macros that are not known.
    pub unknown: Vec<String>,
}

impl Expander {
    /// An expander for macros of this edition.
    #[must_use]
    pub fn new(edition: Edition) -> Expander {
        Expander {
            edition,
            scopes: Scopes::new(),
            here: ScopeId::default(),
            anywhere: HashMap::new(),
            depth: 0,
            expanded: 0,
            definitions: 0,
            failed: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Expands all that the file's own macros write.
    pub fn file(&mut self, file: &mut File) {
        // A macro may be used by its path before its definition.
        Definitions(self).visit_file_mut(&mut file.clone());
        self.definitions = 0;
        file.items = self.items(std::mem::take(&mut file.items));
    }

    fn define(&mut self, item: &ItemMacro) {
        let Some(name) = &item.ident else { return };
        match MacroDef::parse(item, self.edition) {
            Ok(definition) => {
                let definition = Rc::new(definition);
                self.definitions += 1;
                self.anywhere
                    .entry(name.to_string())
                    .or_insert_with(|| Rc::clone(&definition));
                self.here = self.scopes.define(self.here, name.to_string(), definition);
            }
            Err(error) => self.failed.push(format!("definition of {name}: {error}")),
        }
    }

    fn expand(&mut self, mac: &Macro, position: Position) -> Option<Parsed> {
        let name = mac.path.segments.last()?.ident.to_string();
        let textual = mac
            .path
            .get_ident()
            .and_then(|_| self.scopes.get(self.here, &name));
        let first = mac.path.segments.first()?.ident.clone();
        let own = CrateName::of(&first).is_some()
            || ["crate", "self", "super"].iter().any(|word| first == word);
        let foreign = mac.path.segments.len() > 1 && !own;
        let Some(definition) = textual
            .or_else(|| self.anywhere.get(&name))
            .filter(|_| !foreign)
            .cloned()
        else {
            self.unknown.push(name);
            return None;
        };
        if self.depth > 128 {
            self.failed.push(format!("{name}!: too deep"));
            return None;
        }
        let result = definition
            .expand(
                mac.tokens.clone(),
                &CrateName::new("this"),
                &mut Budget::default(),
            )
            .and_then(|expansion| parse_as(expansion.tokens, position));
        match result {
            Ok(parsed) => {
                self.expanded += 1;
                Some(parsed)
            }
            Err(error) => {
                self.failed
                    .push(format!("{name}!({}): {error}", shortened(&mac.tokens)));
                None
            }
        }
    }

    fn items(&mut self, items: Vec<Item>) -> Vec<Item> {
        let mut out = Vec::new();
        for mut item in items {
            match &item {
                Item::Macro(call) if call.ident.is_some() => self.define(call),
                // A condition on a call is a condition on what it writes, and conditions are not known here.
                Item::Macro(call) if call.attrs.iter().any(|attr| attr.path().is_ident("cfg")) => {
                    out.push(item)
                }
                Item::Macro(call) => match self.expand(&call.mac, Position::Items) {
                    Some(Parsed::Items(more)) => {
                        self.depth += 1;
                        out.extend(self.items(more));
                        self.depth -= 1;
                    }
                    _ => out.push(item),
                },
                _ => {
                    self.visit_item_mut(&mut item);
                    out.push(item);
                }
            }
        }
        out
    }

    fn statements(&mut self, statements: Vec<Stmt>) -> Vec<Stmt> {
        let mut out = Vec::new();
        for mut statement in statements {
            match &mut statement {
                Stmt::Item(Item::Macro(item)) if item.ident.is_some() => self.define(item),
                Stmt::Macro(StmtMacro { mac, .. })
                | Stmt::Expr(Expr::Macro(ExprMacro { mac, .. }), _) => {
                    let mac = mac.clone();
                    let semi = match &statement {
                        Stmt::Macro(call) => call.semi_token,
                        Stmt::Expr(_, semi) => *semi,
                        _ => None,
                    };
                    match self.expand(&mac, Position::Statements) {
                        Some(Parsed::Statements(mut more)) => {
                            match more.last_mut() {
                                Some(Stmt::Expr(_, end)) => *end = end.or(semi),
                                Some(Stmt::Macro(call)) => {
                                    call.semi_token = call.semi_token.or(semi)
                                }
                                _ => {}
                            }
                            self.depth += 1;
                            out.extend(self.statements(more));
                            self.depth -= 1;
                        }
                        _ => out.push(statement),
                    }
                }
                _ => {
                    self.visit_stmt_mut(&mut statement);
                    out.push(statement);
                }
            }
        }
        out
    }

    fn inside(&mut self, walk: impl FnOnce(&mut Expander)) {
        let outer = self.here;
        walk(self);
        self.here = outer;
    }

    /// Expands the macro items of a list, again and again.
    fn members<T>(
        &mut self,
        members: Vec<T>,
        position: Position,
        call: fn(&T) -> Option<&Macro>,
        parsed: fn(Parsed) -> Vec<T>,
        visit: fn(&mut Expander, &mut T),
    ) -> Vec<T> {
        let mut out = Vec::new();
        for mut member in members {
            match call(&member).and_then(|mac| self.expand(mac, position)) {
                Some(more) => {
                    self.depth += 1;
                    out.extend(self.members(parsed(more), position, call, parsed, visit));
                    self.depth -= 1;
                }
                None => {
                    visit(self, &mut member);
                    out.push(member);
                }
            }
        }
        out
    }
}

impl VisitMut for Expander {
    fn visit_item_mod_mut(&mut self, module: &mut ItemMod) {
        let leaks = module
            .attrs
            .iter()
            .any(|attr| attr.path().is_ident("macro_use"));
        let outer = self.here;
        if let Some((_, items)) = &mut module.content {
            *items = self.items(std::mem::take(items));
        }
        if !leaks {
            self.here = outer;
        }
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        self.inside(|this| block.stmts = this.statements(std::mem::take(&mut block.stmts)));
    }

    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        self.visit_type_mut(&mut item.self_ty);
        item.items = self.members(
            std::mem::take(&mut item.items),
            Position::ImplItems,
            |member| {
                if let ImplItem::Macro(call) = member {
                    Some(&call.mac)
                } else {
                    None
                }
            },
            |parsed| {
                if let Parsed::ImplItems(items) = parsed {
                    items
                } else {
                    Vec::new()
                }
            },
            |this, member| this.visit_impl_item_mut(member),
        );
    }

    fn visit_item_trait_mut(&mut self, item: &mut ItemTrait) {
        item.items = self.members(
            std::mem::take(&mut item.items),
            Position::TraitItems,
            |member| {
                if let TraitItem::Macro(call) = member {
                    Some(&call.mac)
                } else {
                    None
                }
            },
            |parsed| {
                if let Parsed::TraitItems(items) = parsed {
                    items
                } else {
                    Vec::new()
                }
            },
            |this, member| this.visit_trait_item_mut(member),
        );
    }

    fn visit_item_foreign_mod_mut(&mut self, item: &mut ItemForeignMod) {
        item.items = self.members(
            std::mem::take(&mut item.items),
            Position::ForeignItems,
            |member| {
                if let ForeignItem::Macro(call) = member {
                    Some(&call.mac)
                } else {
                    None
                }
            },
            |parsed| {
                if let Parsed::ForeignItems(items) = parsed {
                    items
                } else {
                    Vec::new()
                }
            },
            |this, member| this.visit_foreign_item_mut(member),
        );
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Macro(call) = expr
            && let Some(Parsed::Expression(new)) = self.expand(&call.mac, Position::Expression)
        {
            *expr = *new;
            self.depth += 1;
            self.visit_expr_mut(expr);
            self.depth -= 1;
            return;
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_pat_mut(&mut self, pat: &mut Pat) {
        if let Pat::Macro(call) = pat
            && let Some(Parsed::Pattern(new)) = self.expand(&call.mac, Position::Pattern)
        {
            *pat = *new;
            self.depth += 1;
            self.visit_pat_mut(pat);
            self.depth -= 1;
            return;
        }
        visit_mut::visit_pat_mut(self, pat);
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Macro(call) = ty
            && let Some(Parsed::Type(new)) = self.expand(&call.mac, Position::Type)
        {
            *ty = *new;
            self.depth += 1;
            self.visit_type_mut(ty);
            self.depth -= 1;
            return;
        }
        visit_mut::visit_type_mut(self, ty);
    }
}

/// Finds all definitions first.
struct Definitions<'a>(&'a mut Expander);

impl VisitMut for Definitions<'_> {
    fn visit_item_macro_mut(&mut self, item: &mut ItemMacro) {
        if let (Some(name), Ok(definition)) = (&item.ident, MacroDef::parse(item, self.0.edition)) {
            self.0
                .anywhere
                .entry(name.to_string())
                .or_insert_with(|| Rc::new(definition));
        }
    }
}

fn shortened(tokens: &TokenStream) -> String {
    tokens.to_string().chars().take(200).collect()
}
