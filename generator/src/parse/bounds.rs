//! Where an item starts, ends and opens its braces, from single tokens: syn's own `span()` prints the whole
//! tree to find out, which in an unoptimised build script costs more than parsing it.

use proc_macro2::Span;
use syn::{AttrStyle, Attribute, ForeignItem, ImplItem, Item, Signature, TraitItem, Visibility};

/// First and last token, and where the inside begins: the opening brace, or the `=` of a constant.
pub(super) struct Bounds {
    pub(super) first: Span,
    pub(super) last: Span,
    pub(super) open: Option<Span>,
}

fn bounds(attrs: &[Attribute], vis: &Visibility, keyword: Span, last: Span) -> Bounds {
    let outer = attrs
        .iter()
        .find(|attr| matches!(attr.style, AttrStyle::Outer));
    let first = match (outer, vis) {
        (Some(attr), _) => attr.pound_token.span,
        (None, Visibility::Public(token)) => token.span,
        (None, Visibility::Restricted(restricted)) => restricted.pub_token.span,
        (None, Visibility::Inherited) => keyword,
    };
    Bounds {
        first,
        last,
        open: None,
    }
}

fn opened(mut bounds: Bounds, open: Span) -> Bounds {
    bounds.open = Some(open);
    bounds
}

fn signature(sig: &Signature, default: Option<Span>) -> Span {
    let safety = match &sig.safety {
        syn::Safety::Safe(token) => Some(token.span),
        syn::Safety::Unsafe(token) => Some(token.span),
        _ => None,
    };
    default
        .or(sig.constness.map(|token| token.span))
        .or(sig.asyncness.map(|token| token.span))
        .or(safety)
        .or(sig.abi.as_ref().map(|abi| abi.extern_token.span))
        .unwrap_or(sig.fn_token.span)
}

fn mac(attrs: &[Attribute], mac: &syn::Macro, semi: Option<Span>) -> Bounds {
    let first = mac
        .path
        .leading_colon
        .map(|colons| colons.spans[0])
        .or(mac
            .path
            .segments
            .first()
            .map(|segment| segment.ident.span()))
        .unwrap_or(mac.bang_token.span);
    bounds(
        attrs,
        &Visibility::Inherited,
        first,
        semi.unwrap_or(mac.delimiter.span().close()),
    )
}

pub(super) fn item(item: &Item) -> Option<Bounds> {
    Some(match item {
        Item::Const(i) => {
            let first = i
                .modifiers
                .defaultness
                .map_or(i.const_token.span, |token| token.span);
            opened(
                bounds(&i.attrs, &i.vis, first, i.semi_token.span),
                i.eq_token.span,
            )
        }
        Item::Enum(i) => bounds(
            &i.attrs,
            &i.vis,
            i.enum_token.span,
            i.brace_token.span.close(),
        ),
        Item::ExternCrate(i) => bounds(&i.attrs, &i.vis, i.extern_token.span, i.semi_token.span),
        Item::Fn(i) => {
            let first = signature(&i.sig, i.modifiers.defaultness.map(|token| token.span));
            let all = bounds(&i.attrs, &i.vis, first, i.block.brace_token.span.close());
            opened(all, i.block.brace_token.span.open())
        }
        Item::ForeignMod(i) => {
            let first = i
                .unsafety
                .map_or(i.abi.extern_token.span, |token| token.span);
            let all = bounds(
                &i.attrs,
                &Visibility::Inherited,
                first,
                i.brace_token.span.close(),
            );
            opened(all, i.brace_token.span.open())
        }
        Item::Impl(i) => {
            let first = i
                .modifiers
                .defaultness
                .map(|token| token.span)
                .or(i.unsafety.map(|token| token.span))
                .unwrap_or(i.impl_token.span);
            let all = bounds(
                &i.attrs,
                &Visibility::Inherited,
                first,
                i.brace_token.span.close(),
            );
            opened(all, i.brace_token.span.open())
        }
        Item::Macro(i) => mac(&i.attrs, &i.mac, i.semi_token.map(|token| token.span)),
        Item::Mod(i) => {
            let first = i.unsafety.map_or(i.mod_token.span, |token| token.span);
            match (&i.content, &i.semi) {
                (Some((brace, _)), _) => opened(
                    bounds(&i.attrs, &i.vis, first, brace.span.close()),
                    brace.span.open(),
                ),
                (None, semi) => bounds(
                    &i.attrs,
                    &i.vis,
                    first,
                    semi.map_or(i.ident.span(), |token| token.span),
                ),
            }
        }
        Item::Static(i) => {
            let all = bounds(&i.attrs, &i.vis, i.static_token.span, i.semi_token.span);
            opened(all, i.eq_token.span)
        }
        Item::Struct(i) => {
            let last = match (&i.fields, i.semi_token) {
                (_, Some(semi)) => semi.span,
                (syn::Fields::Named(fields), None) => fields.brace_token.span.close(),
                (_, None) => i.ident.span(),
            };
            bounds(&i.attrs, &i.vis, i.struct_token.span, last)
        }
        Item::Trait(i) => {
            let first = i
                .unsafety
                .map(|token| token.span)
                .or(i.modifiers.auto_token.map(|token| token.span))
                .unwrap_or(i.trait_token.span);
            opened(
                bounds(&i.attrs, &i.vis, first, i.brace_token.span.close()),
                i.brace_token.span.open(),
            )
        }
        Item::TraitAlias(i) => bounds(&i.attrs, &i.vis, i.trait_token.span, i.semi_token.span),
        Item::Type(i) => bounds(&i.attrs, &i.vis, i.type_token.span, i.semi_token.span),
        Item::Union(i) => bounds(
            &i.attrs,
            &i.vis,
            i.union_token.span,
            i.fields.brace_token.span.close(),
        ),
        Item::Use(i) => bounds(&i.attrs, &i.vis, i.use_token.span, i.semi_token.span),
        _ => return None,
    })
}

pub(super) fn impl_item(item: &ImplItem) -> Option<Bounds> {
    Some(match item {
        ImplItem::Const(i) => {
            let first = i
                .modifiers
                .defaultness
                .map_or(i.const_token.span, |token| token.span);
            opened(
                bounds(&i.attrs, &i.vis, first, i.semi_token.span),
                i.eq_token.span,
            )
        }
        ImplItem::Fn(i) => {
            let first = signature(&i.sig, i.modifiers.defaultness.map(|token| token.span));
            let all = bounds(&i.attrs, &i.vis, first, i.block.brace_token.span.close());
            opened(all, i.block.brace_token.span.open())
        }
        ImplItem::Type(i) => {
            let first = i
                .modifiers
                .defaultness
                .map_or(i.type_token.span, |token| token.span);
            bounds(&i.attrs, &i.vis, first, i.semi_token.span)
        }
        ImplItem::Macro(i) => mac(&i.attrs, &i.mac, i.semi_token.map(|token| token.span)),
        _ => return None,
    })
}

pub(super) fn trait_item(item: &TraitItem) -> Option<Bounds> {
    let none = Visibility::Inherited;
    Some(match item {
        TraitItem::Const(i) => bounds(&i.attrs, &none, i.const_token.span, i.semi_token.span),
        TraitItem::Fn(i) => {
            let last = match (&i.default, i.semi_token) {
                (Some(block), _) => block.brace_token.span.close(),
                (None, Some(semi)) => semi.span,
                (None, None) => i.sig.paren_token.span.close(),
            };
            let all = bounds(&i.attrs, &none, signature(&i.sig, None), last);
            match &i.default {
                Some(block) => opened(all, block.brace_token.span.open()),
                None => all,
            }
        }
        TraitItem::Type(i) => bounds(&i.attrs, &none, i.type_token.span, i.semi_token.span),
        TraitItem::Macro(i) => mac(&i.attrs, &i.mac, i.semi_token.map(|token| token.span)),
        _ => return None,
    })
}

pub(super) fn foreign_item(item: &ForeignItem) -> Option<Bounds> {
    Some(match item {
        ForeignItem::Fn(i) => bounds(&i.attrs, &i.vis, signature(&i.sig, None), i.semi_token.span),
        ForeignItem::Static(i) => {
            let first = match &i.safety {
                syn::Safety::Safe(token) => token.span,
                syn::Safety::Unsafe(token) => token.span,
                _ => i.static_token.span,
            };
            bounds(&i.attrs, &i.vis, first, i.semi_token.span)
        }
        ForeignItem::Type(i) => bounds(&i.attrs, &i.vis, i.type_token.span, i.semi_token.span),
        ForeignItem::Macro(i) => mac(&i.attrs, &i.mac, i.semi_token.map(|token| token.span)),
        _ => return None,
    })
}
