//! Parses the source of programs.

use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{DeriveInput, Expr, ExprBinary, ExprLit, File, Ident, Item, Lit, Token};

/// What `key = value` is.
struct Pair {
    key: Ident,
    value: Lit,
}

impl Parse for Pair {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let key = input.parse()?;
        let look = input.lookahead1();
        if look.peek(Token![=]) {
            input.parse::<Token![=]>()?;
        } else if look.peek(Token![:]) {
            input.parse::<Token![:]>()?;
        } else {
            return Err(look.error());
        }
        Ok(Self {
            key,
            value: input.parse()?,
        })
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_pairs() -> String {
    let parser = Punctuated::<Pair, Token![,]>::parse_terminated;
    let mut told = String::new();
    for text in [
        "a = 1u8, b: \"two\\n\",",
        "c = 'x', d = 2.5e3f64, e = b\"raw\", f = true",
        "g 4",
        "h = ",
        "(",
    ] {
        match parser.parse_str(text) {
            Ok(pairs) => {
                for Pair { key, value } in pairs {
                    let value = match value {
                        Lit::Str(text) => text.value(),
                        Lit::ByteStr(bytes) => format!("{:?}", bytes.value()),
                        Lit::Char(letter) => letter.value().to_string(),
                        Lit::Int(int) => {
                            format!("{:?} {}", int.base10_parse::<u64>().ok(), int.suffix())
                        }
                        Lit::Float(float) => float.base10_digits().to_owned(),
                        Lit::Bool(is) => is.value.to_string(),
                        _ => "?".to_owned(),
                    };
                    told += &format!("{key}={value};");
                }
            }
            Err(error) => told += &format!("[{error}]"),
        }
    }
    told
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_derive() -> String {
    let text = "#[repr(C)] pub(crate) struct Node<'a, T: Clone + 'a, const N: usize> where T: Ord { \
                pub value: [T; N], next: Option<&'a mut Node<'a, T, N>> }";
    let input: DeriveInput = match syn::parse_str(text) {
        Ok(input) => input,
        Err(error) => return error.to_string(),
    };
    let attributes: Vec<bool> = input
        .attrs
        .iter()
        .map(|attribute| attribute.path().is_ident("repr"))
        .collect();
    let lifetimes = input.generics.lifetimes().count();
    let types: Vec<String> = input
        .generics
        .type_params()
        .map(|param| format!("{} {}", param.ident, param.bounds.len()))
        .collect();
    let consts = input.generics.const_params().count();
    let fields = match &input.data {
        syn::Data::Struct(data) => data
            .fields
            .iter()
            .filter_map(|field| field.ident.as_ref())
            .map(|name| name.to_string())
            .collect(),
        _ => vec!["?".to_owned()],
    };
    let wrong = syn::parse_str::<DeriveInput>("fn f() {}")
        .map(|input| input.ident.to_string())
        .map_err(|error| error.to_string());
    format!(
        "{} {attributes:?} {lifetimes} {types:?} {consts} {fields:?} {wrong:?}",
        input.ident
    )
}

/// Counts what stands in a file.
#[derive(Default)]
struct Count {
    binary: usize,
    sum: u64,
    names: Vec<String>,
}

impl<'ast> Visit<'ast> for Count {
    fn visit_expr_binary(&mut self, node: &'ast ExprBinary) {
        self.binary += 1;
        visit::visit_expr_binary(self, node);
    }

    fn visit_expr_lit(&mut self, node: &'ast ExprLit) {
        if let Lit::Int(int) = &node.lit {
            self.sum += int.base10_parse::<u64>().unwrap_or_default();
        }
    }

    fn visit_ident(&mut self, node: &'ast Ident) {
        self.names.push(node.to_string());
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_file() -> String {
    let text = "use a::{b, c as d};\n\
                impl<T> Shape for Square<T> { type Side = T; fn area(&self) -> T { self.side * self.side + 1 } }\n\
                fn main() { let x = if a < 3 { 4 } else { 5 }; for i in 0..x { println!(\"{}\", i); } match x { 1 | 2 => {} _ if x > 7 => return, _ => () } }";
    let file: File = match syn::parse_file(text) {
        Ok(file) => file,
        Err(error) => return error.to_string(),
    };
    let mut count = Count::default();
    count.visit_file(&file);
    let kinds: String = file
        .items
        .iter()
        .map(|item| match item {
            Item::Use(_) => 'u',
            Item::Impl(_) => 'i',
            Item::Fn(_) => 'f',
            _ => '?',
        })
        .collect();
    let expr = syn::parse_str::<Expr>("1 + 2 * 3 == 7 && !x as u8");
    let shape = matches!(
        expr,
        Ok(Expr::Binary(ExprBinary {
            op: syn::BinOp::And(_),
            ..
        }))
    );
    format!(
        "{kinds} {} {} {} {shape}",
        count.binary,
        count.sum,
        count.names.join(" ")
    )
}
