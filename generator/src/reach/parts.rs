//! What code that macros of other crates wrote for a type is made of beside the type's fields, what their attributes name,
//! and where it runs though nothing is asked of the type: as it is dropped, by a trait of the program, in a conversion of
//! another type, or by a name that only it declares.

use crate::model::Kind;
use crate::parse::{Piece, identifiers, is_inert, path_at};
use crate::reach::attributes::{literals, tokens_of};
use crate::reach::demands::asked_of;
use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::mentions::captures_of;
use crate::reach::scope::Scope;
use crate::reach::std_traits::is_trait_of_std;
use crate::reach::ty::{Ty, convert, named};
use crate::resolve::{Head, ItemId, ModuleId, Ns, Res, path_names};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::BTreeSet;
use std::rc::Rc;
use syn::visit::Visit;

/// Traits whose impls run where nobody asks for them.
const UNASKED: &[&str] = &["Drop", "Deref", "DerefMut"];

/// What is found among the code that gathers things before `main`, or runs there.
const STARTING: &[&str] = &["ctor", "distributed_slice", "init_array", "inventory"];

/// For each thing that is named, the types of the program that it may give or take; none for any.
type Parts = Vec<Option<Vec<ItemId>>>;

/// A macro's name, and the words that it says; none for any.
pub(super) type Said = (String, Option<Vec<Rc<BTreeSet<String>>>>);

fn may_say(said: &Option<Vec<Rc<BTreeSet<String>>>>, word: &str) -> bool {
    let says = |said: &Vec<Rc<BTreeSet<String>>>| said.iter().any(|words| words.contains(word));
    said.as_ref().is_none_or(says)
}

/// The tokens that stand in the attributes of a type and of what is in it, but for those of the compiler's own.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) tokens: Vec<TokenStream>,
    paths: Vec<syn::Path>,
}

impl<'ast> Visit<'ast> for Attributes {
    fn visit_attribute(&mut self, node: &'ast syn::Attribute) {
        let path = node.path();
        if is_inert(path) && !path.is_ident("cfg_attr") {
            return;
        }
        self.paths.push(path.clone());
        self.tokens.extend(tokens_of(&node.meta));
    }
}

/// What the tokens of a type's attributes name, and what stands behind a dot in them.
#[derive(Debug, Default)]
pub(super) struct Told {
    paths: BTreeSet<Vec<String>>,
    members: BTreeSet<String>,
}

impl Told {
    fn add(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: usize, c: char| matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == c);
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.add(group.stream()),
                TokenTree::Ident(_) => {
                    let Some((names, last)) = path_at(&tokens, at) else {
                        break;
                    };
                    let is_called = matches!(tokens.get(at + 1), Some(TokenTree::Group(_)));
                    // Of `a..b` it is none.
                    let is_member = at > 0 && is(at - 1, '.') && !(at > 1 && is(at - 2, '.'));
                    let is_field = is_member && !is_called && !is(at + 1, ':');
                    if is_member {
                        self.members.insert(names[0].clone());
                    }
                    if !is_field {
                        self.paths.insert(names);
                    }
                    at = last;
                }
                TokenTree::Literal(literal) => self.add_text(literal),
                TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }

    /// A text may be code, or a format that shows what it names.
    fn add_text(&mut self, literal: &proc_macro2::Literal) {
        let mut texts = Vec::new();
        literals(literal.to_token_stream(), &mut texts);
        for text in texts {
            let is_code = syn::parse_str::<syn::Expr>(&text).is_ok()
                || syn::parse_str::<syn::Type>(&text).is_ok();
            match text.parse() {
                Ok(tokens) if is_code => self.add(tokens),
                _ => {
                    let names = captures_of(literal).into_iter();
                    self.paths.extend(names.map(|name| vec![name]));
                }
            }
        }
    }
}

impl Reach<'_> {
    /// The words that a type is written in.
    fn words_of(&self, item: ItemId) -> Rc<BTreeSet<String>> {
        let find = || {
            let mut words = BTreeSet::new();
            if let Some(piece) = self.program.cached_piece(item) {
                identifiers(piece.to_token_stream(), &mut words);
            }
            Rc::new(words)
        };
        self.known.words.get(&self.program.asked, item, find)
    }

    pub(super) fn attributes_of(&self, item: ItemId) -> Attributes {
        let mut found = Attributes::default();
        if let Some(Piece::Item(of)) = self.program.cached_piece(item).as_deref() {
            found.visit_item(of);
        }
        found
    }

    fn told_of(&self, item: ItemId) -> Rc<Told> {
        let find = || {
            let mut told = Told::default();
            let attributes = self.attributes_of(item);
            attributes.tokens.into_iter().for_each(|of| told.add(of));
            Rc::new(told)
        };
        self.known.told.get(&self.program.asked, item, find)
    }

    /// What the attributes of a type name: code made of that has values of these types.
    pub(super) fn parts_told(&self, item: ItemId) -> Parts {
        let (told, scope) = (self.told_of(item), self.scope_of(item));
        let mut parts = Parts::new();
        for names in &told.paths {
            self.parts_named(&scope, item, names, &mut parts);
        }
        if !told.members.is_empty() {
            self.parts_behind(item, &told.members, &mut parts);
        }
        parts
    }

    fn parts_named(&self, scope: &Scope, item: ItemId, names: &[String], parts: &mut Parts) {
        if let [name] | [_, name] = names
            && (names.len() == 1 || names[0] == "Self")
        {
            for member in self.own_named(item, name) {
                self.parts_of_function(member, parts);
            }
        }
        for ns in [Ns::Type, Ns::Value, Ns::Macro] {
            for (res, taken) in scope.resolve(self.program, names, false, ns) {
                self.parts_meant(&res, &names[taken..], parts);
            }
        }
    }

    fn parts_meant(&self, res: &Res, rest: &[String], parts: &mut Parts) {
        match res {
            Res::Module(module) if rest.is_empty() => {
                for item in self.functions_of(*module) {
                    self.parts_of_function(item, parts);
                }
            }
            Res::Item(item) => match self.program.item(*item).kind {
                Kind::Fn => self.parts_of_function(*item, parts),
                Kind::Macro => parts.push(None),
                Kind::Trait => {}
                Kind::Const | Kind::Static => parts.push(self.type_of_value(*item)),
                _ => {
                    let own = named(self.program, res, Vec::new(), 0);
                    let mut types = Vec::new();
                    own.local(&mut types);
                    for (of, name) in types.iter().zip(rest) {
                        for member in self.members_of(&Head::Item(*of), name) {
                            self.parts_of_function(member, parts);
                        }
                    }
                    parts.push(Some(types));
                }
            },
            _ => {}
        }
    }

    fn type_of_value(&self, item: ItemId) -> Option<Vec<ItemId>> {
        let piece = self.program.cached_piece(item)?;
        let ty = match &*piece {
            Piece::Item(syn::Item::Const(of)) => &of.ty,
            Piece::Item(syn::Item::Static(of)) => &of.ty,
            _ => return None,
        };
        asked_of(&convert(self.program, &self.scope_of(item), ty))
    }

    /// What a function gives, and what it wants: a value of that may be made of another.
    fn parts_of_function(&self, function: ItemId, parts: &mut Parts) {
        if self.program.item(function).kind != Kind::Fn {
            return;
        }
        let signature = self.signature(function);
        let mut types = Vec::new();
        for ty in &signature.inputs {
            ty.local(&mut types);
        }
        // What a parameter stands for was given.
        let is_known =
            signature.output.local(&mut types) || matches!(signature.output, Ty::Param(_));
        parts.push(is_known.then_some(types));
    }

    /// What stands behind dots: methods by these names, and fields of what is there.
    fn parts_behind(&self, item: ItemId, names: &BTreeSet<String>, parts: &mut Parts) {
        let mut types = Vec::new();
        for name in names {
            for member in self.index.members.get(name).into_iter().flatten() {
                if self.program.item(*member).kind == Kind::Fn {
                    self.signature(*member).output.local(&mut types);
                }
            }
        }
        let mut open = vec![item];
        let mut seen: BTreeSet<ItemId> = open.iter().copied().collect();
        while let Some(at) = open.pop() {
            let piece = self.program.cached_piece(at);
            let scope = self.scope_of(at);
            for field in piece.iter().flat_map(|piece| piece.fields()) {
                let is_named = field
                    .ident
                    .as_ref()
                    .is_none_or(|name| names.contains(&name.to_string()));
                let mut inside = Vec::new();
                if is_named || at == item {
                    convert(self.program, &scope, &field.ty).local(&mut inside);
                }
                inside.retain(|of| seen.insert(*of));
                open.extend(&inside);
                types.extend(inside);
            }
        }
        parts.push(Some(types));
    }

    /// The methods of a name that a type has, or what lies in its fields, but for those of other crates' traits.
    fn own_named(&self, item: ItemId, name: &str) -> Vec<ItemId> {
        let mut types = vec![item];
        for ty in self.field_types(item) {
            ty.local(&mut types);
        }
        let members = types
            .into_iter()
            .flat_map(|of| self.members_of(&Head::Item(of), name));
        let is_own = |member: &ItemId| {
            let parent = self.program.item(*member).parent;
            let at = parent.and_then(|parent| self.index.of_item.get(&parent));
            at.is_none_or(|at| self.index.impls[*at].foreign.is_empty())
        };
        members.filter(is_own).collect()
    }

    /// A name that an attribute tells a macro may be a method's, or a module's in which functions are: the code that it
    /// writes may call them.
    pub(super) fn told_of_functions(&mut self, scope: &Scope, tokens: &TokenStream) {
        let item = scope.item;
        let mut told = Told::default();
        told.add(tokens.clone());
        for names in told.paths {
            if let [name] = &names[..] {
                for member in self.own_named(item, name) {
                    self.live(member, item, "a macro is told its name");
                }
            }
            for (res, taken) in scope.resolve(self.program, &names, false, Ns::Type) {
                if let (Res::Module(module), true) = (&res, taken == names.len()) {
                    for function in self.functions_of(*module) {
                        self.live(function, item, "in a module that an attribute names");
                    }
                }
            }
        }
    }

    /// The functions that stand in a module.
    pub(super) fn functions_of(&self, module: ModuleId) -> Vec<ItemId> {
        self.program.asked.word(self.program.names_of(module));
        let names = self.program.module(module).names.values();
        let items = names.flatten().copied();
        items
            .filter(|item| self.program.item(*item).kind == Kind::Fn)
            .collect()
    }

    /// The macros that may have written code for a type, by their names, and what each says; none for anything.
    fn said_for(&self, item: ItemId) -> Rc<Vec<Said>> {
        let find = || Rc::new(self.find_said(item));
        self.known.said_for.get(&self.program.asked, item, find)
    }

    fn find_said(&self, item: ItemId) -> Vec<Said> {
        let mut found = Vec::new();
        for names in &self.derives_of(item).others {
            let said = self.program.said_by_macro(item, names, false);
            found.push((names.last().cloned().unwrap_or_default(), said));
        }
        if self.program.item(item).marks.given {
            // One that is not found is a derive's own.
            for path in self.attributes_of(item).paths {
                let names = path_names(&path);
                let absolute = path.leading_colon.is_some();
                if let Some(said) = self.program.said_by_macro(item, &names, absolute) {
                    found.push((names.last().cloned().unwrap_or_default(), Some(said)));
                }
            }
        }
        found
    }

    /// Whether what macros wrote for a type may run where nobody asks for it. A derive that has the name of a trait of std's
    /// makes nothing dereference: its package most often has one for each such trait; nor does one whose code is not there.
    fn runs_unasked(&self, item: ItemId) -> bool {
        let may = |(name, said): &Said| {
            let mut of = UNASKED.iter().filter(|of| may_say(said, of));
            let is_said = |of: &str| of == "Drop" && said.is_some();
            of.any(|of| name == of || is_said(of) || !is_trait_of_std(name))
        };
        self.said_for(item).iter().any(may)
    }

    /// Whether macros may have made a type dereference to another.
    pub(super) fn may_dereference(&self, item: ItemId) -> bool {
        let may = |(name, said): &Said| {
            may_say(said, "Deref") && (name == "Deref" || !is_trait_of_std(name))
        };
        self.implements(item, "Deref")
            || self.may_have_written(item)
                && self
                    .said_for(item)
                    .iter()
                    .any(|of| of.1.is_some() && may(of))
    }

    /// Whether macros that wrote something for a type may have given it a method of a name by a trait: one of the program, or
    /// one that they declare.
    pub(super) fn may_have_by_macro(&self, item: ItemId, name: &str, of_own: bool) -> bool {
        let declares = |(_, said): &Said| {
            said.is_some()
                && may_say(said, "trait")
                && (may_say(said, &format!("fn {name}"))
                    || self
                        .told_of(item)
                        .paths
                        .iter()
                        .any(|told| told[..] == [name]))
        };
        self.may_have_written(item)
            && (of_own && self.program.item(item).marks.given
                || self.said_for(item).iter().any(declares))
    }

    /// Whether macros that wrote something for a type say a word.
    fn may_be_written_for(&self, item: ItemId, of: &str) -> bool {
        let said = self.said_for(item);
        said.iter().any(|(_, said)| may_say(said, of))
    }

    /// Whether macros may have written an impl of a trait of the program, for they say its name or are told it.
    fn may_implement(&self, item: ItemId, of: ItemId) -> bool {
        let name = &self.program.item(of).name;
        self.may_be_written_for(item, name) || {
            let scope = self.scope_of(item);
            let is_it = |names: &Vec<String>| {
                names.last() == Some(name)
                    || scope
                        .resolve_whole(self.program, names, false, Ns::Type)
                        .contains(&Res::Item(of))
            };
            self.told_of(item).paths.iter().any(is_it)
        }
    }

    /// A method is called that a type has itself: one that macros wrote, or what they made the type dereference to has, may
    /// be found before it.
    pub(super) fn may_run_written(
        &mut self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        at_hand: Taken,
        own: &[ItemId],
    ) {
        let Ty::Adt(item, _) = receiver else { return };
        if !self.may_have_written(*item) {
            return;
        }
        let leads = !self.implements(*item, "Deref") && self.may_dereference(*item);
        if leads && !self.surely_takes_it(receiver, name, own, scope) {
            self.by_name(name, scope.item);
        } else if !self.may_be_hidden(receiver, name, at_hand, scope) {
            return;
        }
        self.runs_written(*item, scope.item);
        self.named(name, scope.item);
    }

    /// A method is called on what is not known, or may be that of a trait which macros declare.
    pub(super) fn written_is_named(&mut self, name: &str, from: ItemId) {
        for item in self.derived.clone() {
            if self.may_ask_anything(item) && self.may_have_by_macro(item, name, false) {
                self.asked_wholly(Some(&[item]), from);
            }
        }
    }

    /// A type comes alive for which macros wrote code.
    pub(super) fn written_comes(&mut self, item: ItemId) {
        if !self.may_ask_anything(item) {
            return;
        }
        let mut called: BTreeSet<ItemId> = self.dispatched.keys().map(|(of, _)| *of).collect();
        called.extend(self.named_traits.iter().copied());
        let made: Vec<String> = self.demands_by_heads(item);
        let is_called = |name: &String| self.may_have_by_macro(item, name, false);
        if self.runs_unasked(item)
            || self.names.keys().any(is_called)
            || called.iter().any(|of| self.may_implement(item, *of))
            || made.iter().any(|of| self.may_be_written_for(item, of))
        {
            self.asked_wholly(Some(&[item]), item);
        }
    }

    /// A trait of the program is called.
    pub(super) fn written_is_called(&mut self, of: ItemId, from: ItemId) {
        for item in self.derived.clone() {
            if self.may_ask_anything(item) && self.may_implement(item, of) {
                self.asked_wholly(Some(&[item]), from);
            }
        }
    }

    /// A trait is asked of what has a head, which may be this type, or another that is told or said.
    pub(super) fn written_is_made(&mut self, of: &str, head: &Head, from: ItemId) {
        for item in self.derived.clone() {
            if self.may_ask_anything(item)
                && self.is_head_for(item, head)
                && self.may_be_written_for(item, of)
            {
                self.asked_wholly(Some(&[item]), from);
            }
        }
    }

    /// The traits that were asked of heads so far for which what macros wrote for a type may implement them.
    fn demands_by_heads(&self, item: ItemId) -> Vec<String> {
        let asked = self.demands.iter().filter(|(_, demand)| {
            let pairs = demand.pairs.keys().flat_map(|(own, taken)| [own, taken]);
            let mut heads = demand.heads.keys().chain(pairs);
            heads.any(|head| self.is_head_for(item, head))
        });
        asked.map(|(of, _)| of.clone()).collect()
    }

    /// Whether an impl of what macros write for a type may be for, or take, what has a head: that type, or what they say, are
    /// told or find in its fields.
    fn is_head_for(&self, item: ItemId, head: &Head) -> bool {
        let name = match head {
            Head::Item(of) if *of == item => return true,
            Head::Item(of) => &self.program.item(*of).name,
            Head::Foreign(path) => path.rsplit("::").next().unwrap_or_default(),
            Head::Builtin(name) => name,
            Head::Any | Head::Shape(_) => return true,
        };
        let words = self.words_of(item);
        words.contains(name) || self.may_be_written_for(item, name)
    }

    /// A name is found nowhere: what macros wrote may declare it, if they say it, or make it of what stands in the type.
    pub(super) fn written_declares(&mut self, item: ItemId, names: &[String], from: ItemId) {
        let plain = |name: &str| name.replace('_', "").to_lowercase();
        let words = self.words_of(item);
        let is_made = |name: &String| {
            let name = plain(name);
            words
                .iter()
                .map(|word| plain(word))
                .any(|word| !word.is_empty() && name.contains(&word))
        };
        if names
            .iter()
            .any(|name| is_made(name) || self.may_be_written_for(item, name))
        {
            self.asked_wholly(Some(&[item]), from);
        }
    }

    /// What macros wrote that gathers things before `main`, or runs there.
    pub(super) fn written_starts(&mut self, from: ItemId) {
        for item in self.types_of_macros() {
            let starts = |(_, said): &Said| {
                said.is_some() && STARTING.iter().any(|word| may_say(said, word))
            };
            if self.said_for(item).iter().any(starts) {
                self.live(item, from, "may have run before `main`");
                self.asked_wholly(Some(&[item]), from);
            }
        }
    }
}
