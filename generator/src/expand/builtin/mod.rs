//! The macros of std whose arguments are ordinary code, and that code.
//!
//! They are compiler built-ins, or written by example in std, whose source a build script does not have. What they
//! write is std's; what matters is the user's: the expressions, the variables that a format string captures, and the
//! formatting traits it calls. `cfg!`, `env!`, `line!` and their kin have no such arguments and are not here.

mod format;

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Expr, Item, ItemStatic, LitStr, Member, Pat, Token, Type};

pub use format::{Format, FormatTrait, Operand, Use};

/// What a built-in macro was given.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Arguments {
    /// The code, in order. Of a format macro: the arguments after the string.
    pub values: Vec<Value>,
    /// What its format string says, if it takes one and has one.
    pub format: Option<Format>,
}

/// One argument.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Value {
    /// Evaluated, or a literal.
    Expr(Box<Expr>),
    /// Evaluated, and given a name for the format string: `println!("{x}", x = 1)`.
    Named(Ident, Box<Expr>),
    /// Of `matches!`. Its guard follows as an expression.
    Pat(Box<Pat>),
    /// Of `offset_of!`.
    Type(Box<Type>),
    /// The statics of `thread_local!`.
    Item(Box<Item>),
}

impl Value {
    fn expr(expr: Expr) -> Value {
        Value::Expr(Box::new(expr))
    }
}

/// The arguments of a built-in macro, by its name without path or `!`. `None` if it is not one of them, or the
/// arguments are not what it takes: then all names in them count as mentioned.
#[must_use]
pub fn arguments(name: &str, tokens: &TokenStream) -> Option<Arguments> {
    let read: fn(ParseStream<'_>) -> syn::Result<Arguments> = match name {
        "format" | "format_args" | "const_format_args" | "print" | "println" | "eprint"
        | "eprintln" | "panic" | "todo" | "unimplemented" | "unreachable" => {
            |input| formatted(input, 0, None)
        }
        "write" | "writeln" => |input| formatted(input, 1, None),
        "assert" | "debug_assert" => |input| formatted(input, 1, None),
        "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => {
            |input| formatted(input, 2, Some(FormatTrait::Debug))
        }
        "dbg" => |input| {
            let values = expressions(input)?;
            let format = Format::each(values.len(), FormatTrait::Debug);
            Ok(Arguments {
                values,
                format: Some(format),
            })
        },
        "vec" => list_or_repeat,
        "matches" | "debug_assert_matches" | "assert_matches" => matched,
        "concat" | "try" | "addr_of" | "addr_of_mut" | "pin" | "ready" | "join" | "include_str"
        | "include_bytes" | "include" | "compile_error" => |input| {
            Ok(Arguments {
                values: expressions(input)?,
                format: None,
            })
        },
        "offset_of" => offset,
        "stringify" | "concat_idents" => return Some(Arguments::default()),
        "thread_local" => return statics(tokens.clone()),
        _ => return None,
    };
    read.parse2(tokens.clone()).ok()
}

fn expressions(input: ParseStream<'_>) -> syn::Result<Vec<Value>> {
    let list = input.parse_terminated(Expr::parse, Token![,])?;
    Ok(list.into_iter().map(Value::expr).collect())
}

/// Some expressions, then perhaps a format string and its arguments.
fn formatted(
    input: ParseStream<'_>,
    before: usize,
    shown: Option<FormatTrait>,
) -> syn::Result<Arguments> {
    let mut values = Vec::new();
    for _ in 0..before {
        values.push(Value::expr(input.parse()?));
        comma(input)?;
    }
    let mut format = None;
    let first = values.len();
    if !input.is_empty() {
        format = Some(format_string(input, &mut values)?);
        comma(input)?;
    }
    let arguments = values.len();
    while !input.is_empty() {
        if input.peek(Ident::peek_any) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
            let name = input.call(Ident::parse_any)?;
            input.parse::<Token![=]>()?;
            values.push(Value::Named(name, input.parse()?));
        } else {
            values.push(Value::expr(input.parse()?));
        }
        comma(input)?;
    }
    let named: Vec<String> = values.iter().filter_map(name_of).collect();
    if let Some(format) = &mut format {
        format.skip(arguments, &named);
    }
    if let Some(shown) = shown {
        let format = format.get_or_insert_with(|| Format::each(0, shown));
        format.uses.extend(Format::each(first, shown).uses);
    }
    Ok(Arguments { values, format })
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Named(name, _) => Some(name.unraw().to_string()),
        _ => None,
    }
}

/// A literal is read; what makes one (`concat!`) is an argument like others, and may do anything.
fn format_string(input: ParseStream<'_>, values: &mut Vec<Value>) -> syn::Result<Format> {
    let ahead = input.fork();
    if let Ok(text) = ahead.parse::<LitStr>()
        && (ahead.is_empty() || ahead.peek(Token![,]))
    {
        input.parse::<LitStr>()?;
        return Ok(Format::parse(&text.value(), text.span()));
    }
    values.push(Value::expr(input.parse()?));
    Ok(Format::unknown())
}

fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        Ok(())
    } else {
        input.parse::<Token![,]>().map(drop)
    }
}

fn list_or_repeat(input: ParseStream<'_>) -> syn::Result<Arguments> {
    let mut values = Vec::new();
    if !input.is_empty() {
        values.push(Value::expr(input.parse()?));
        if input.parse::<Option<Token![;]>>()?.is_some() {
            values.push(Value::expr(input.parse()?));
            return Ok(Arguments {
                values,
                format: None,
            });
        }
        comma(input)?;
        values.extend(expressions(input)?);
    }
    Ok(Arguments {
        values,
        format: None,
    })
}

fn matched(input: ParseStream<'_>) -> syn::Result<Arguments> {
    let mut values = vec![Value::expr(input.parse()?)];
    input.parse::<Token![,]>()?;
    values.push(Value::Pat(Box::new(Pat::parse_multi_with_leading_vert(
        input,
    )?)));
    if input.parse::<Option<Token![if]>>()?.is_some() {
        values.push(Value::expr(input.parse()?));
    }
    comma(input)?;
    let Arguments {
        values: more,
        format,
    } = formatted(input, 0, None)?;
    values.extend(more);
    Ok(Arguments { values, format })
}

fn offset(input: ParseStream<'_>) -> syn::Result<Arguments> {
    let ty = input.parse()?;
    input.parse::<Token![,]>()?;
    while !input.is_empty() {
        // Fields are no code; that they exist is rustc's to check.
        input.parse::<Member>()?;
        if input.parse::<Option<Token![.]>>()?.is_none() {
            comma(input)?;
        }
    }
    Ok(Arguments {
        values: vec![Value::Type(Box::new(ty))],
        format: None,
    })
}

/// `static`s, of which the last may lack its semicolon.
fn statics(tokens: TokenStream) -> Option<Arguments> {
    let mut values = Vec::new();
    let mut one: Vec<TokenTree> = Vec::new();
    let mut add = |one: &mut Vec<TokenTree>, end: TokenTree| {
        one.push(end);
        let item: ItemStatic = syn::parse2(one.drain(..).collect()).ok()?;
        values.push(Value::Item(Box::new(Item::Static(item))));
        Some(())
    };
    for tree in tokens {
        match &tree {
            TokenTree::Punct(punct) if punct.as_char() == ';' => add(&mut one, tree)?,
            _ => one.push(tree),
        }
    }
    if !one.is_empty() {
        add(
            &mut one,
            proc_macro2::Punct::new(';', proc_macro2::Spacing::Alone).into(),
        )?;
    }
    Some(Arguments {
        values,
        format: None,
    })
}
