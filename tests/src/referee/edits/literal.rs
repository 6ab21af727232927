//! Another value for a literal, and fixed values for a type.

use syn::{GenericArgument, Lit, PathArguments, ReturnType, Type};

/// The text of a literal that differs from the given one but has its type; `None` where none is plain to see.
pub(super) fn other(literal: &Lit) -> Option<String> {
    Some(match literal {
        Lit::Int(int) => {
            let value = int.base10_parse::<u128>().ok()?;
            format!("{}{}", value.checked_add(1)?, int.suffix())
        }
        Lit::Float(float) => {
            let value = float.base10_parse::<f64>().ok()?;
            format!("{:?}{}", value + 1.0, float.suffix())
        }
        Lit::Bool(bool) => (!bool.value).to_string(),
        Lit::Str(text) => format!("{:?}", text.value() + "x"),
        Lit::Char(char) => format!("{:?}", if char.value() == 'x' { 'y' } else { 'x' }),
        Lit::Byte(byte) => format!("{}u8", byte.value().wrapping_add(1)),
        // One byte more would change the array's type; one byte's value does not.
        Lit::ByteStr(bytes) => {
            let mut bytes = bytes.value();
            let first = bytes.first_mut()?;
            *first = first.wrapping_add(1);
            let parts: Vec<String> = bytes.iter().map(|byte| format!("{byte}u8")).collect();
            format!("&[{}]", parts.join(", "))
        }
        _ => return None,
    })
}

/// Expressions that a function of this return type could consist of.
pub(super) fn bodies(output: &ReturnType) -> Vec<String> {
    match output {
        ReturnType::Default => vec![String::new()],
        ReturnType::Type(_, ty) => values(ty),
    }
}

fn values(ty: &Type) -> Vec<String> {
    let fixed = |values: &[&str]| {
        values
            .iter()
            .map(|value| (*value).to_owned())
            .collect::<Vec<_>>()
    };
    match ty {
        Type::Tuple(tuple) => {
            let parts: Option<Vec<String>> = tuple
                .elems
                .iter()
                .map(|ty| values(ty).into_iter().next())
                .collect();
            let trail = if tuple.elems.len() == 1 { "," } else { "" };
            parts
                .map(|parts| format!("({}{trail})", parts.join(", ")))
                .into_iter()
                .collect()
        }
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => fixed(&["\"\"", "\"xyzzy\""]),
            Type::Slice(_) if reference.mutability.is_none() => fixed(&["&[]"]),
            _ => Vec::new(),
        },
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else {
                return Vec::new();
            };
            let inner = |position: usize| match &last.arguments {
                PathArguments::AngleBracketed(arguments) => {
                    match arguments.args.iter().nth(position) {
                        Some(GenericArgument::Type(ty)) => values(ty),
                        _ => Vec::new(),
                    }
                }
                _ => Vec::new(),
            };
            let wrapped = |name: &str| {
                inner(0)
                    .into_iter()
                    .map(|value| format!("{name}({value})"))
                    .collect::<Vec<_>>()
            };
            match last.ident.to_string().as_str() {
                "bool" => fixed(&["true", "false"]),
                "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64"
                | "i128" | "isize" => fixed(&["0", "1"]),
                "f32" | "f64" => fixed(&["0.0", "1.0"]),
                "char" => fixed(&["'x'"]),
                "String" => fixed(&["String::new()", "\"xyzzy\".into()"]),
                "Ordering" => fixed(&[
                    "::core::cmp::Ordering::Equal",
                    "::core::cmp::Ordering::Less",
                ]),
                "Option" => std::iter::once("None".to_owned())
                    .chain(wrapped("Some"))
                    .collect(),
                "Result" if last.arguments.is_none() => {
                    fixed(&["Ok(())", "Ok(Default::default())"])
                }
                "Result" => wrapped("Ok"),
                "Box" => wrapped("Box::new"),
                "Vec" => fixed(&["Vec::new()"]),
                _ => fixed(&["Default::default()"]),
            }
        }
        _ => Vec::new(),
    }
}
