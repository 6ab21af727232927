//! What calls of `macro_rules!` expand to, and the items that they write.

use crate::expand::{
    Budget, CallBy, CrateName, Edition, ExpandError, Expansion, MacroDef, Origins, Parsed,
    Position, builtin, conceal, parse_as, reveal,
};
use crate::model::Kind;
use crate::parse::{Piece, Reader, Writer};
use crate::resolve::exported::Exported;
use crate::resolve::graph::ItemId;
use crate::resolve::load::Program;
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::rc::Rc;
use syn::visit_mut::{self, VisitMut};

/// Calls written by calls written by calls: more than this is a bomb.
const DEEPEST: usize = 64;

/// The condition of what one of several definitions of a macro writes, in no build's power to set: which is there, the
/// crate's configuration decides that has them.
pub(super) const ALTERNATIVE: &str = "rememo::alternative";

/// The one macro that a call among items means.
enum Meant {
    /// One of the program.
    Own(ItemId),
    /// One of a crate that is not read.
    Exported(Rc<Exported>),
}

/// A definition, read once.
pub(super) type Definition = Option<Rc<MacroDef>>;

/// What a call among items wrote.
struct Written {
    /// The items.
    text: String,
    /// Whose the names in it are.
    origins: Origins,
}

impl Program {
    /// All macros of this name, wherever they stand.
    pub fn macros_named(&self, name: &str) -> &[ItemId] {
        self.asked.name(name);
        self.macros.get(name).map_or(&[], Vec::as_slice)
    }

    /// Expands one call of a macro of the program.
    pub(crate) fn expand_call(
        &self,
        item: ItemId,
        input: TokenStream,
        budget: &mut Budget,
        by: CallBy,
    ) -> Result<Expansion, ExpandError> {
        let definition = self.definition(item).ok_or(ExpandError::NoRule {
            span: proc_macro2::Span::call_site(),
        })?;
        let krate = CrateName::new(&self.item(item).krate.0.to_string());
        definition.expand_from(input, &krate, budget, by)
    }

    fn definition(&self, item: ItemId) -> Definition {
        self.asked.item(item);
        if let Some(known) = self.definitions.borrow().get(&item) {
            return known.clone();
        }
        let edition = Edition::of(self.krate(self.item(item).krate).edition);
        let definition = match self.piece(item) {
            Some(Piece::Item(syn::Item::Macro(tree))) if !self.is_of_editions(item, edition) => {
                MacroDef::parse(&tree, edition).ok().map(Rc::new)
            }
            _ => None,
        };
        self.definitions
            .borrow_mut()
            .insert(item, definition.clone());
        definition
    }

    /// Whether an item was written by a macro of a crate of another edition than this. Of a definition each token then has the
    /// edition of who wrote it, which decides what `$e:expr` takes, and which that is is not kept.
    fn is_of_editions(&self, item: ItemId, edition: Edition) -> bool {
        let mut at = item;
        while let Some(call) = self.text(self.item(at).text).call {
            let data = self.item(call);
            let path = data.call.iter().flat_map(|of| &of.path).cloned();
            let path: Vec<String> = path.collect();
            let found = self.find_macro(data.module, data.text, Some(data.span.start), &path);
            let of = |item: &ItemId| Edition::of(self.krate(self.item(*item).krate).edition);
            if found.own.iter().any(|by| of(by) != edition) {
                return true;
            }
            at = call;
        }
        false
    }

    /// Expands the calls that stand among items, again and again, until none is left that can be.
    pub(super) fn expand_items(&mut self) {
        let mut at = 0;
        // Later definitions may serve earlier calls only through paths; a second round finds those.
        for round in 0..2 {
            while at < self.items.len() {
                let call = ItemId(at as u32);
                at += 1;
                if self.item(call).kind != Kind::MacroCall {
                    continue;
                }
                self.expand_item(call);
                if round == 1 {
                    self.read_declared(call);
                }
            }
            at = 0;
        }
    }

    fn expand_item(&mut self, call: ItemId) {
        let data = self.item(call);
        // What an attribute's macro makes of a call, nobody here knows.
        if data.declares.is_some() || data.marks.given {
            return;
        }
        let (krate, module, text) = (data.krate, data.module, data.text);
        let (start, parent) = (data.span.start, data.parent);
        let (root, depth) = self.root_call(call);
        if self.allowance.is_given_up(root) {
            return self.give_up(call, root);
        }
        if depth > DEEPEST {
            return;
        }
        let Some(macro_call) = data.call.clone() else {
            return;
        };
        let arguments = self.slice(text, macro_call.arguments);
        let position = match parent.map(|parent| self.item(parent).kind) {
            Some(Kind::Impl) => Position::ImplItems,
            Some(Kind::Trait) => Position::TraitItems,
            Some(Kind::ForeignBlock) => Position::ForeignItems,
            Some(_) => return,
            None => Position::Items,
        };
        let found = self.find_macro(module, text, Some(start), &macro_call.path);
        let meant = match &found.own[..] {
            [only] if !found.others => Some(Meant::Own(*only)),
            [] => {
                let exported = self.find_exported(module, &macro_call.path, false);
                exported.map(Meant::Exported)
            }
            _ => None,
        };
        // In a definition that a macro wrote, names may be of two.
        let tells =
            matches!(meant, Some(Meant::Own(of)) if self.text(self.item(of).text).call.is_none());
        let expansion = match meant {
            Some(meant) => {
                // Taken out, for the program is asked while it is drawn from.
                let mut allowance = std::mem::take(&mut self.allowance);
                let budget = allowance.budget(root);
                let before = budget.tokens();
                // A call that a macro wrote may have names of several.
                let by = match depth {
                    0 => CallBy::Source,
                    _ => CallBy::Macro,
                };
                let expanded = self.written_by((&meant, by), &arguments, position, budget);
                let tokens = budget.tokens() - before;
                let left = depth == 0 || allowance.spend(krate, tokens);
                self.allowance = allowance;
                if !left || matches!(expanded, Err(ExpandError::Budget { .. })) {
                    return self.give_up(call, root);
                }
                expanded.ok().flatten()
            }
            None if found.own.is_empty() => {
                builtin_items(&macro_call.path, &arguments).map(|items| Written {
                    text: written(items, None),
                    origins: Origins::new(),
                })
            }
            None => None,
        };
        let Some(Written { text, origins }) = expansion else {
            return;
        };
        if self.read_expansion(call, text, (origins, tells)).is_ok() {
            self.item_mut(call).declares = Some(module);
            self.cache.clear();
        }
    }

    /// The items that a call writes, kept between builds; none if it writes no items.
    fn written_by(
        &self,
        (meant, by): (&Meant, CallBy),
        arguments: &str,
        position: Position,
        budget: &mut Budget,
    ) -> Result<Option<Written>, ExpandError> {
        let key = {
            let mut key = Writer::default();
            key.text("what a macro writes");
            match meant {
                Meant::Own(definition) => {
                    let krate = self.item(*definition).krate;
                    key.bytes(&self.text_hash(*definition));
                    key.number(krate.0);
                    key.number(u32::from(self.krate(krate).edition));
                    key.number(by as u32);
                }
                Meant::Exported(exported) => {
                    key.bytes(&exported.hash);
                    key.text(&exported.path);
                }
            }
            key.number(position as u32);
            key.text(arguments);
            *blake3::hash(&key.0).as_bytes()
        };
        if let Some(note) = self.kept.note(key)
            && let Some((steps, tokens, written)) = read_written(note)
        {
            budget.again(u64::from(steps), u64::from(tokens))?;
            self.kept.keep_on(key);
            return Ok(written);
        }
        let Ok(input) = arguments.parse().map(reveal) else {
            return Ok(None);
        };
        let (steps, tokens) = (budget.steps(), budget.tokens());
        let (expanded, origins) = match meant {
            Meant::Own(definition) => {
                let expansion = self.expand_call(*definition, input, budget, by)?;
                (vec![expansion.tokens], expansion.origins)
            }
            Meant::Exported(exported) => (exported.expand(input, budget)?, Origins::new()),
        };
        let (steps, tokens) = (budget.steps() - steps, budget.tokens() - tokens);
        let parsed = expanded.into_iter().map(|all| parse_as(all, position).ok());
        let items = parsed.collect::<Option<Vec<_>>>().map(written_by_each);
        let written = items.map(|text| Written { text, origins });
        if let (Ok(steps), Ok(tokens)) = (u32::try_from(steps), u32::try_from(tokens)) {
            self.kept
                .keep(key, written_note(steps, tokens, written.as_ref()));
        }
        Ok(written)
    }

    /// Leaves the rest of a chain of calls unwritten. Its root alone stands for all of them as the call that could
    /// not be expanded, so that a bomb is reported once, at the place that someone can mend.
    fn give_up(&mut self, call: ItemId, root: ItemId) {
        self.allowance.give_up(root);
        self.item_mut(call).declares = Some(self.item(call).module);
        self.item_mut(root).declares = None;
        self.cache.clear();
    }

    /// The call of the source from which a call came, and how many lie between.
    pub(super) fn root_call(&self, mut call: ItemId) -> (ItemId, usize) {
        let mut depth = 0;
        while let Some(outer) = self.text(self.item(call).text).call {
            depth += 1;
            call = outer;
        }
        (call, depth)
    }
}

fn written_note(steps: u32, tokens: u32, written: Option<&Written>) -> Vec<u8> {
    let mut out = Writer::default();
    out.number(steps);
    out.number(tokens);
    out.option(written, |out, written| {
        out.text(&written.text);
        let origins: Vec<_> = written.origins.iter().collect();
        out.list(&origins, |out, (name, places)| {
            out.text(name);
            out.text(places);
        });
    });
    out.0
}

fn read_written(bytes: &[u8]) -> Option<(u32, u32, Option<Written>)> {
    let mut from = Reader::new(bytes);
    let (steps, tokens) = (from.number()?, from.number()?);
    let written = from.option(|from| {
        let text = from.text()?;
        let origins = from.list(|from| Some((from.text()?, from.text()?)))?;
        let origins = origins.into_iter().collect();
        Some(Written { text, origins })
    })?;
    Some((steps, tokens, written))
}

/// `thread_local!` writes statics, and `compile_error!` nothing: where it stands in the code that is compiled, there is none.
fn builtin_items(path: &[String], arguments: &str) -> Option<Parsed> {
    let name = path.last()?;
    if name == "compile_error" {
        return Some(Parsed::Items(Vec::new()));
    }
    if name != "thread_local" {
        return None;
    }
    let arguments = builtin::arguments(name, &reveal(arguments.parse().ok()?))?;
    let items = arguments.values.into_iter().map(|value| match value {
        builtin::Value::Item(item) => Some(*item),
        _ => None,
    });
    items.collect::<Option<Vec<syn::Item>>>().map(Parsed::Items)
}

/// What each of several definitions writes, of which one is there: under a condition that nobody knows.
fn written_by_each(parsed: Vec<Parsed>) -> String {
    if let [only] = &parsed[..] {
        return written(only.clone(), None);
    }
    let texts = parsed.into_iter().enumerate();
    let texts = texts.map(|(at, parsed)| written(parsed, Some(&format!("{ALTERNATIVE}({at})"))));
    texts.collect::<Vec<_>>().join("\n")
}

/// Items as text that parses to the same items again, under a condition: invisible groups become parentheses.
fn written(parsed: Parsed, under: Option<&str>) -> String {
    let under = under.and_then(|under| format!("#[cfg({under})]").parse::<TokenStream>().ok());
    let mut visible = Visible;
    let mut tokens = TokenStream::new();
    let mut add = |item: &dyn ToTokens| {
        tokens.extend(under.clone());
        item.to_tokens(&mut tokens);
    };
    match parsed {
        Parsed::Items(mut items) => items.iter_mut().for_each(|item| {
            visible.visit_item_mut(item);
            add(item);
        }),
        // Read as the members they are: the container's braces are told apart by the reader.
        Parsed::ImplItems(mut items) => items.iter_mut().for_each(|item| {
            visible.visit_impl_item_mut(item);
            add(item);
        }),
        Parsed::TraitItems(mut items) => items.iter_mut().for_each(|item| {
            visible.visit_trait_item_mut(item);
            add(item);
        }),
        Parsed::ForeignItems(mut items) => items.iter_mut().for_each(|item| {
            visible.visit_foreign_item_mut(item);
            add(item);
        }),
        _ => {}
    }
    tokens.to_string()
}

struct Visible;

impl VisitMut for Visible {
    // In arguments the groups say more than precedence: what is opaque to the macro that is called.
    fn visit_macro_mut(&mut self, node: &mut syn::Macro) {
        visit_mut::visit_macro_mut(self, node);
        node.tokens = conceal(std::mem::take(&mut node.tokens));
    }

    fn visit_expr_mut(&mut self, node: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, node);
        if let syn::Expr::Group(group) = node {
            let inner =
                std::mem::replace(&mut *group.expr, syn::Expr::Verbatim(TokenStream::new()));
            *node = syn::Expr::Paren(syn::ExprParen {
                attrs: Vec::new(),
                paren_token: Default::default(),
                expr: Box::new(inner),
            });
        }
    }

    fn visit_type_mut(&mut self, node: &mut syn::Type) {
        visit_mut::visit_type_mut(self, node);
        if let syn::Type::Group(group) = node {
            let inner =
                std::mem::replace(&mut *group.elem, syn::Type::Verbatim(TokenStream::new()));
            *node = inner;
        }
    }
}
