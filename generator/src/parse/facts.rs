//! One file's text to its facts.

use crate::model::{Call, FileFacts, Header, Import, Item, Kind, Marks, Span, Vis};
use crate::parse::attributes::{cfgs, lets_macros_out, marks};
use crate::parse::bodies::{Blanked, DEEPEST, LONGEST_RUN, blank};
use crate::parse::bounds::{self, Bounds};
use crate::parse::tokens::compact;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::BTreeMap;
use std::str::FromStr;
use syn::visit::{self, Visit};

/// The facts of a file's text. What does not parse gives facts that say so; nothing panics.
pub fn facts_of(text: &str) -> FileFacts {
    // A byte-order mark and a `#!` line are no tokens; the offsets of all else count them.
    let skipped = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let skipped = match text[skipped..].starts_with("#!")
        && !text[skipped + 2..].trim_start().starts_with('[')
    {
        true => skipped + text[skipped..].find('\n').unwrap_or(text.len() - skipped),
        false => skipped,
    };
    parse(text, skipped, |_| ())
}

/// The facts of a stretch of a file, by its own bytes and lines.
pub(super) struct Part {
    pub(super) facts: FileFacts,
    head: bool,
}

impl Part {
    /// Whether nothing stands in it that counts only at a file's start.
    pub(super) fn has_no_head(&self) -> bool {
        !self.head
    }
}

/// The facts of a stretch of a file that has whole items.
pub(super) fn facts_of_part(text: &str) -> Part {
    let mut head = false;
    let facts = parse(text, 0, |file| head = !file.attrs.is_empty());
    Part { facts, head }
}

/// The facts of the items that came out of a macro, as text; members if the call stood in an impl, a trait or an `extern` block.
pub fn facts_of_expansion(text: &str, container: Option<Kind>) -> FileFacts {
    if !matches!(
        container,
        Some(Kind::Impl | Kind::Trait | Kind::ForeignBlock)
    ) {
        return parse(text, 0, |_| ());
    }
    let lines = Lines::of(text, 0, text);
    let reader = Reader {
        blanked: &Blanked {
            docs: BTreeMap::new(),
            ..blank(text)
        },
        skipped: 0,
        lines: &lines,
    };
    let members = match container {
        Some(Kind::Impl) => members(text, |item| reader.impl_item(item)),
        Some(Kind::Trait) => members(text, |item| reader.trait_item(item)),
        _ => members(text, |item| reader.foreign_item(item)),
    };
    match members {
        Ok(items) => FileFacts {
            items,
            ..FileFacts::default()
        },
        Err(error) => FileFacts {
            unparsed: Some((error.to_string(), 0)),
            ..FileFacts::default()
        },
    }
}

/// Parses members one after the other.
fn members<T: syn::parse::Parse>(text: &str, read: impl Fn(&T) -> Item) -> syn::Result<Vec<Item>> {
    let all = |input: syn::parse::ParseStream<'_>| {
        let mut found = Vec::new();
        while !input.is_empty() {
            found.push(read(&input.parse::<T>()?));
        }
        Ok(found)
    };
    syn::parse::Parser::parse_str(all, text)
}

/// Parses a text; what comes before `skipped` is no part of it.
fn parse(text: &str, skipped: usize, look: impl FnOnce(&syn::File)) -> FileFacts {
    let blanked = &blank(&text[skipped..]);
    let lines = Lines::of(text, skipped, &blanked.text);
    let reader = Reader {
        blanked,
        skipped: skipped as u32,
        lines: &lines,
    };
    let broken = |message: String, at: usize| FileFacts {
        unparsed: Some((message, at)),
        ..FileFacts::default()
    };
    let start = |span| reader.bytes(span).0 as usize;
    let tokens = match TokenStream::from_str(&blanked.text) {
        Ok(tokens) => tokens,
        Err(error) => {
            let message = "its tokens cannot be read".to_owned();
            return broken(message, start(error.span()));
        }
    };
    if let Some(message) = too_deep(tokens.clone()) {
        return broken(message.to_owned(), skipped);
    }
    // Bodies, which are blank here, count as well.
    if !text[skipped..].is_ascii()
        && !text[skipped..].chars().all(is_surely_composed)
        && let Ok(all) = TokenStream::from_str(&text[skipped..])
        && let Some(ident) = not_surely_composed(all)
    {
        let message = format!(
            "the compiler may read `{ident}` as another spelling of it (Unicode's normal form C)"
        );
        return broken(message, skipped + ident.span().byte_range().start);
    }
    let file = match syn::parse2::<syn::File>(tokens) {
        Ok(file) => file,
        Err(error) => return broken(error.to_string(), start(error.span())),
    };
    look(&file);
    FileFacts {
        cfgs: cfgs(&file.attrs),
        macro_use: lets_macros_out(&file.attrs),
        items: file.items.iter().map(|item| reader.item(item)).collect(),
        unparsed: None,
    }
}

/// Whether parsing would need more stack than any honest source does.
fn too_deep(tokens: TokenStream) -> Option<&'static str> {
    let mut open = vec![(tokens.into_iter(), 0_usize)];
    while let Some((tokens, run)) = open.last_mut() {
        match tokens.next() {
            None => {
                open.pop();
            }
            Some(TokenTree::Group(group)) => {
                *run += 1;
                if open.len() >= DEEPEST {
                    return Some("its delimiters nest too deeply to be read");
                }
                open.push((group.stream().into_iter(), 0));
            }
            Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), ',' | ';') => *run = 0,
            Some(TokenTree::Ident(_)) | Some(TokenTree::Literal(_)) | Some(TokenTree::Punct(_)) => {
                *run += 1;
                if *run > LONGEST_RUN && open.len() > 1 {
                    return Some("one of its expressions is too long to be read");
                }
            }
        }
    }
    None
}

/// Whether a letter composes with none that come after it and is no composition written in another way: told by ranges of
/// scripts, for an exact answer needs tables that nearly no source asks for.
fn is_surely_composed(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{7f}'
        | '\u{c0}'..='\u{24f}' // Latin
        | '\u{391}'..='\u{3ce}' // Greek
        | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' // Cyrillic
        | '\u{5d0}'..='\u{5ea}' // Hebrew
        | '\u{620}'..='\u{64a}' // Arabic
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' // Kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' // Han
        | '\u{ac00}'..='\u{d7a3}') // Hangul
}

/// The first identifier that may not be in Unicode's normal form C, to which the compiler brings all of them: two that are
/// written differently can be one name.
fn not_surely_composed(tokens: TokenStream) -> Option<syn::Ident> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => {
            let is_sure = ident.to_string().chars().all(is_surely_composed);
            (!is_sure).then_some(ident)
        }
        TokenTree::Group(group) => not_surely_composed(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    })
}

/// Where lines start, and how what was read instead of a text lies in it.
struct Lines<'a> {
    starts: Vec<u32>,
    /// What was read, and where its lines start, if its characters are not all bytes.
    read: Option<(&'a str, Vec<u32>)>,
}

impl Lines<'_> {
    /// Of a text in whose place, from `skipped` on, another was read that has all it has on the same lines and as far
    /// from their start.
    fn of<'a>(text: &str, skipped: usize, read: &'a str) -> Lines<'a> {
        Lines {
            starts: line_starts(text, skipped),
            read: (!read.is_ascii()).then(|| (read, line_starts(read, 0))),
        }
    }

    /// The byte of a place in what was read. To ask the span itself counts all characters before it.
    fn byte(&self, at: proc_macro2::LineColumn) -> u32 {
        let line = at.line.wrapping_sub(1);
        let column = match &self.read {
            None => at.column,
            Some((read, starts)) => {
                let start = starts.get(line).map_or(read.len(), |start| *start as usize);
                let characters = read[start..].chars().take(at.column);
                characters.map(char::len_utf8).sum()
            }
        };
        self.starts
            .get(line)
            .map_or(0, |start| start + column as u32)
    }

    fn line(&self, byte: u32) -> u32 {
        self.starts.partition_point(|start| *start <= byte) as u32
    }
}

/// Bytes at which lines start, the first behind what is skipped.
fn line_starts(text: &str, skipped: usize) -> Vec<u32> {
    // Line by line, for unoptimised an iterator over bytes costs many times as much.
    let mut starts = vec![skipped as u32];
    let mut at = skipped;
    while let Some(end) = text[at..].find('\n') {
        at += end + 1;
        starts.push(at as u32);
    }
    starts
}

struct Reader<'a> {
    lines: &'a Lines<'a>,
    blanked: &'a Blanked,
    /// How many bytes come before what was blanked.
    skipped: u32,
}

/// What all kinds of items share.
struct Parts<'a> {
    kind: Kind,
    name: Option<&'a syn::Ident>,
    vis: Vis,
    attrs: &'a [syn::Attribute],
}

impl Reader<'_> {
    fn bytes(&self, span: proc_macro2::Span) -> (u32, u32) {
        (self.lines.byte(span.start()), self.lines.byte(span.end()))
    }

    fn build(&self, parts: Parts<'_>, bounds: Option<Bounds>, whole: &dyn ToTokens) -> Item {
        let (start, end, open) = match bounds {
            Some(bounds) => (
                self.bytes(bounds.first).0,
                self.bytes(bounds.last).1,
                bounds.open.map(|open| self.bytes(open).0),
            ),
            None => {
                let tokens: Vec<TokenTree> = whole.to_token_stream().into_iter().collect();
                let first = tokens.first().map_or(0, |token| self.bytes(token.span()).0);
                let last = tokens
                    .last()
                    .map_or(first, |token| self.bytes(token.span()).1);
                (first, last, None)
            }
        };
        let open = open.unwrap_or(end);
        let called = match parts.kind {
            Kind::Macro | Kind::MacroCall | Kind::Module | Kind::Variant => Vec::new(),
            Kind::Impl | Kind::Trait | Kind::ForeignBlock => self.called_in(start, open),
            _ => self.called_in(start, end),
        };
        // A variant begins at its name.
        let docs = self.blanked.docs.get(&self.in_blanked(start));
        let docs = docs.filter(|_| parts.kind != Kind::Variant);
        let start = docs.map_or(start, |from| from + self.skipped);
        let last_byte = end.max(start + 1) - 1;
        Item {
            kind: parts.kind,
            name: parts
                .name
                .map(|name| plain(&name.to_string()))
                .unwrap_or_default(),
            vis: parts.vis,
            cfgs: cfgs(parts.attrs),
            span: Span {
                start,
                end,
                first_line: self.lines.line(start),
                last_line: self.lines.line(last_byte),
            },
            name_span: parts
                .name
                .map_or((start, start), |name| self.bytes(name.span())),
            open,
            marks: if parts.attrs.is_empty() {
                Marks::default()
            } else {
                marks(Some(parts.kind), parts.attrs)
            },
            imports: Vec::new(),
            header: None,
            call: None,
            called,
            children: Vec::new(),
        }
    }

    /// Where a byte of the text is in what was blanked.
    fn in_blanked(&self, byte: u32) -> u32 {
        byte.saturating_sub(self.skipped)
    }

    /// The macros that are called in a stretch of the text, each once.
    fn called_in(&self, start: u32, end: u32) -> Vec<String> {
        let called = &self.blanked.called;
        let place = |byte: u32| {
            let byte = self.in_blanked(byte) as usize;
            called.partition_point(|called| called.at < byte)
        };
        let found = called[place(start)..place(end)].iter();
        let mut paths: Vec<String> = found.map(|called| called.path.clone()).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    fn item(&self, item: &syn::Item) -> Item {
        let (kind, name, vis, attrs): (_, Option<&syn::Ident>, _, &[syn::Attribute]) = match item {
            syn::Item::Const(i) => (Kind::Const, Some(&i.ident), visibility(&i.vis), &i.attrs),
            syn::Item::Enum(i) => (Kind::Enum, Some(&i.ident), visibility(&i.vis), &i.attrs),
            syn::Item::ExternCrate(i) => (
                Kind::ExternCrate,
                Some(&i.ident),
                visibility(&i.vis),
                &i.attrs,
            ),
            syn::Item::Fn(i) => (Kind::Fn, Some(&i.sig.ident), visibility(&i.vis), &i.attrs),
            syn::Item::ForeignMod(i) => (Kind::ForeignBlock, None, Vis::Inherited, &i.attrs),
            syn::Item::Impl(i) => (Kind::Impl, None, Vis::Inherited, &i.attrs),
            syn::Item::Macro(i) => match &i.ident {
                Some(name) => (Kind::Macro, Some(name), Vis::Inherited, &i.attrs),
                None => (Kind::MacroCall, None, Vis::Inherited, &i.attrs),
            },
            syn::Item::Mod(i) => {
                let kind = if i.content.is_some() {
                    Kind::Module
                } else {
                    Kind::ModuleFile
                };
                (kind, Some(&i.ident), visibility(&i.vis), &i.attrs)
            }
            syn::Item::Static(i) => (Kind::Static, Some(&i.ident), visibility(&i.vis), &i.attrs),
            syn::Item::Struct(i) => (Kind::Struct, Some(&i.ident), visibility(&i.vis), &i.attrs),
            syn::Item::Trait(i) => (Kind::Trait, Some(&i.ident), visibility(&i.vis), &i.attrs),
            syn::Item::TraitAlias(i) => (
                Kind::TraitAlias,
                Some(&i.ident),
                visibility(&i.vis),
                &i.attrs,
            ),
            syn::Item::Type(i) => (
                Kind::TypeAlias,
                Some(&i.ident),
                visibility(&i.vis),
                &i.attrs,
            ),
            syn::Item::Union(i) => (Kind::Union, Some(&i.ident), visibility(&i.vis), &i.attrs),
            syn::Item::Use(i) => (Kind::Use, None, visibility(&i.vis), &i.attrs),
            _ => (Kind::Unknown, None, Vis::Inherited, &[]),
        };
        let mut built = self.build(
            Parts {
                kind,
                name,
                vis,
                attrs,
            },
            bounds::item(item),
            item,
        );
        match item {
            syn::Item::Const(i) => {
                built.children = self.inside(|inside| inside.visit_whole(&i.expr))
            }
            syn::Item::Static(i) => {
                built.children = self.inside(|inside| inside.visit_whole(&i.expr))
            }
            syn::Item::Fn(i) => built.children = self.inside(|inside| inside.visit_block(&i.block)),
            syn::Item::Enum(i) => {
                built.children = i
                    .variants
                    .iter()
                    .map(|variant| self.variant(variant))
                    .collect();
            }
            syn::Item::Mod(i) => {
                let items = i.content.iter().flat_map(|(_, items)| items);
                built.children = items.map(|item| self.item(item)).collect();
            }
            syn::Item::Impl(i) => {
                built.header = Some(Header {
                    by: i
                        .trait_
                        .as_ref()
                        .map(|(path, _)| compact(path.to_token_stream())),
                    of: compact(i.self_ty.to_token_stream()),
                    negative: i.modifiers.polarity.is_some(),
                });
                built.children = i.items.iter().map(|item| self.impl_item(item)).collect();
            }
            syn::Item::Trait(i) => {
                built.children = i.items.iter().map(|item| self.trait_item(item)).collect();
            }
            syn::Item::ForeignMod(i) => {
                built.children = i.items.iter().map(|item| self.foreign_item(item)).collect();
            }
            syn::Item::Macro(i) => built.call = Some(self.call(&i.mac)),
            syn::Item::Use(i) => built.imports = imports_of(i),
            syn::Item::ExternCrate(i) => built.imports.push(Import {
                path: vec![plain(&i.ident.to_string())],
                absolute: true,
                name: Some(plain(
                    &i.rename
                        .as_ref()
                        .map_or(&i.ident, |(_, name)| name)
                        .to_string(),
                )),
            }),
            _ => {}
        }
        built
    }

    fn variant(&self, variant: &syn::Variant) -> Item {
        let parts = Parts {
            kind: Kind::Variant,
            name: Some(&variant.ident),
            vis: Vis::Public,
            attrs: &variant.attrs,
        };
        let place = Bounds {
            first: variant.ident.span(),
            last: variant.ident.span(),
            open: None,
        };
        self.build(parts, Some(place), variant)
    }

    fn impl_item(&self, item: &syn::ImplItem) -> Item {
        let (kind, name, vis, attrs): (_, Option<&syn::Ident>, _, &[syn::Attribute]) = match item {
            syn::ImplItem::Const(i) => (Kind::Const, Some(&i.ident), visibility(&i.vis), &i.attrs),
            syn::ImplItem::Fn(i) => (Kind::Fn, Some(&i.sig.ident), visibility(&i.vis), &i.attrs),
            syn::ImplItem::Type(i) => (
                Kind::TypeAlias,
                Some(&i.ident),
                visibility(&i.vis),
                &i.attrs,
            ),
            syn::ImplItem::Macro(i) => (Kind::MacroCall, None, Vis::Inherited, &i.attrs),
            _ => (Kind::Unknown, None, Vis::Inherited, &[]),
        };
        let mut built = self.build(
            Parts {
                kind,
                name,
                vis,
                attrs,
            },
            bounds::impl_item(item),
            item,
        );
        match item {
            syn::ImplItem::Fn(i) => {
                built.children = self.inside(|inside| inside.visit_block(&i.block))
            }
            syn::ImplItem::Const(i) => {
                built.children = self.inside(|inside| inside.visit_whole(&i.expr))
            }
            syn::ImplItem::Macro(i) => built.call = Some(self.call(&i.mac)),
            _ => {}
        }
        built
    }

    fn trait_item(&self, item: &syn::TraitItem) -> Item {
        let (kind, name, attrs): (_, Option<&syn::Ident>, &[syn::Attribute]) = match item {
            syn::TraitItem::Const(i) => (Kind::Const, Some(&i.ident), &i.attrs),
            syn::TraitItem::Fn(i) => (Kind::Fn, Some(&i.sig.ident), &i.attrs),
            syn::TraitItem::Type(i) => (Kind::TypeAlias, Some(&i.ident), &i.attrs),
            syn::TraitItem::Macro(i) => (Kind::MacroCall, None, &i.attrs),
            _ => (Kind::Unknown, None, &[]),
        };
        let parts = Parts {
            kind,
            name,
            vis: Vis::Inherited,
            attrs,
        };
        let mut built = self.build(parts, bounds::trait_item(item), item);
        match item {
            syn::TraitItem::Fn(syn::TraitItemFn {
                default: Some(block),
                ..
            }) => {
                built.children = self.inside(|inside| inside.visit_block(block));
            }
            syn::TraitItem::Const(syn::TraitItemConst {
                default: Some((_, value)),
                ..
            }) => {
                built.children = self.inside(|inside| inside.visit_whole(value));
            }
            syn::TraitItem::Macro(i) => built.call = Some(self.call(&i.mac)),
            _ => {}
        }
        built
    }

    fn foreign_item(&self, item: &syn::ForeignItem) -> Item {
        let (kind, name, vis, attrs): (_, Option<&syn::Ident>, _, &[syn::Attribute]) = match item {
            syn::ForeignItem::Fn(i) => (Kind::Fn, Some(&i.sig.ident), visibility(&i.vis), &i.attrs),
            syn::ForeignItem::Static(i) => {
                (Kind::Static, Some(&i.ident), visibility(&i.vis), &i.attrs)
            }
            syn::ForeignItem::Type(i) => (
                Kind::TypeAlias,
                Some(&i.ident),
                visibility(&i.vis),
                &i.attrs,
            ),
            syn::ForeignItem::Macro(i) => (Kind::MacroCall, None, Vis::Inherited, &i.attrs),
            _ => (Kind::Unknown, None, Vis::Inherited, &[]),
        };
        let parts = Parts {
            kind,
            name,
            vis,
            attrs,
        };
        let mut built = self.build(parts, bounds::foreign_item(item), item);
        if let syn::ForeignItem::Macro(i) = item {
            built.call = Some(self.call(&i.mac));
        }
        built
    }

    fn call(&self, mac: &syn::Macro) -> Call {
        let delimiters = mac.delimiter.span();
        Call {
            path: mac
                .path
                .segments
                .iter()
                .map(|segment| plain(&segment.ident.to_string()))
                .collect(),
            arguments: (
                self.bytes(delimiters.open()).1,
                self.bytes(delimiters.close()).0,
            ),
        }
    }

    /// The items that stand inside a body.
    fn inside(&self, walk: impl FnOnce(&mut Inside<'_, '_>)) -> Vec<Item> {
        let mut inside = Inside {
            reader: self,
            found: Vec::new(),
            blocks: vec![0],
            numbered: 0,
        };
        walk(&mut inside);
        inside.found
    }
}

struct Inside<'r, 'a> {
    reader: &'r Reader<'a>,
    found: Vec<Item>,
    /// The blocks around, the outermost of them none: the number of each that has items, else 0.
    blocks: Vec<u32>,
    /// How many have items.
    numbered: u32,
}

impl Inside<'_, '_> {
    /// The value of a constant: only if it is a block, all of it knows that block's items.
    fn visit_whole(&mut self, value: &syn::Expr) {
        if !matches!(value, syn::Expr::Block(_)) {
            self.blocks.push(0);
        }
        self.visit_expr(value);
    }
}

impl<'ast> Visit<'ast> for Inside<'_, '_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let mut item = self.reader.item(item);
        if self.blocks.len() != 2
            && let Some(block) = self.blocks.last_mut()
        {
            if *block == 0 {
                self.numbered += 1;
                *block = self.numbered;
            }
            item.marks.nested = *block;
        }
        self.found.push(item);
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        self.blocks.push(0);
        visit::visit_block(self, block);
        self.blocks.pop();
    }

    // Types and attributes hold blocks only in const arguments; their items cannot be named from outside, but
    // impls in them count.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path
            .segments
            .iter()
            .any(|segment| !segment.arguments.is_none())
        {
            visit::visit_path(self, path);
        }
    }
}

/// `r#type` as `type`.
fn plain(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_owned()
}

/// Who sees what is written with this.
pub(crate) fn visibility(vis: &syn::Visibility) -> Vis {
    match vis {
        syn::Visibility::Public(_) => Vis::Public,
        syn::Visibility::Restricted(restricted) => Vis::In(
            restricted
                .path
                .segments
                .iter()
                .map(|segment| plain(&segment.ident.to_string()))
                .collect(),
        ),
        syn::Visibility::Inherited => Vis::Inherited,
    }
}

/// What a `use` brings in.
pub(crate) fn imports_of(item: &syn::ItemUse) -> Vec<Import> {
    let mut found = Vec::new();
    let absolute = item.leading_colon.is_some();
    imports(&item.tree, &mut Vec::new(), absolute, &mut found);
    found
}

fn imports(tree: &syn::UseTree, prefix: &mut Vec<String>, absolute: bool, found: &mut Vec<Import>) {
    let mut add = |path: Vec<String>, name: Option<String>| {
        found.push(Import {
            path,
            absolute,
            name,
        })
    };
    match tree {
        syn::UseTree::Path(path) => {
            prefix.push(plain(&path.ident.to_string()));
            imports(&path.tree, prefix, absolute, found);
            prefix.pop();
        }
        syn::UseTree::Name(name) => {
            let name = plain(&name.ident.to_string());
            if name == "self" {
                add(prefix.clone(), prefix.last().cloned());
            } else {
                let mut path = prefix.clone();
                path.push(name.clone());
                add(path, Some(name));
            }
        }
        syn::UseTree::Rename(rename) => {
            let mut path = prefix.clone();
            if rename.ident != "self" {
                path.push(plain(&rename.ident.to_string()));
            }
            add(path, Some(plain(&rename.rename.to_string())));
        }
        syn::UseTree::Glob(_) => add(prefix.clone(), None),
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                imports(tree, prefix, absolute, found);
            }
        }
    }
}
