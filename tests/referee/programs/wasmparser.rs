//! Reads and validates modules.

use wasmparser::{
    BinaryReader, ExternalKind, FunctionBody, Imports, Operator, Parser, Payload, TypeRef,
    Validator, WasmFeatures,
};

/// A function that adds, a global, a memory and what stands in it.
const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x07\x01\x60\x02\x7f\x7f\x01\x7f\x03\x02\x01\0\x05\x03\x01\0\x01\x06\x06\x01\x7f\x01\x41\x05\x0b\
    \x07\x07\x01\x03add\0\0\x0a\x09\x01\x07\0\x20\0\x20\x01\x6a\x0b\x0b\x08\x01\0\x41\0\x0b\x02hi\0\x05\x04name";

fn operators(body: &FunctionBody) -> wasmparser::Result<String> {
    let mut told = String::new();
    for operator in body.get_operators_reader()? {
        told += &match operator? {
            Operator::LocalGet { local_index } => format!("get {local_index},"),
            Operator::I32Add => "add,".to_owned(),
            Operator::End => "end".to_owned(),
            other => format!("{other:?},"),
        };
    }
    Ok(told)
}

fn read(module: &[u8]) -> wasmparser::Result<String> {
    let mut told = String::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::Version { num, .. } => told += &format!("version {num};"),
            Payload::TypeSection(types) => {
                for group in types.into_iter_err_on_gc_types() {
                    told += &format!("{};", group?);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    told += &format!(
                        "{} {} {};",
                        export.name,
                        export.kind == ExternalKind::Func,
                        export.index
                    );
                }
            }
            Payload::CodeSectionEntry(body) => told += &operators(&body)?,
            Payload::DataSection(data) => {
                for data in data {
                    told += &format!("{:?};", data?.data);
                }
            }
            Payload::CustomSection(custom) => {
                told += &format!("{} {:?};", custom.name(), custom.data_offset())
            }
            other => told += &format!("{:?};", other.as_section()),
        }
    }
    Ok(told)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_read() -> String {
    let mut told = String::new();
    for length in [MODULE.len(), 8, 30, 3] {
        told += &match read(&MODULE[..length]) {
            Ok(read) => format!("{read}\n"),
            Err(error) => format!("{error} {}\n", error.offset()),
        };
    }
    told
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_validate() -> String {
    let mut told = String::new();
    for (at, byte) in [
        (0, 0),
        (52, 0x6b),
        (52, 0x92),
        (51, 7),
        (29, 0x7e),
        (24, 9),
        (42, 3),
    ] {
        let mut module = MODULE.to_vec();
        module[at] = byte;
        let mut validator =
            Validator::new_with_features(WasmFeatures::MVP | WasmFeatures::MULTI_VALUE);
        told += &match validator.validate_all(&module) {
            Ok(types) => format!(
                "{} {} {}\n",
                types.as_ref().function_count(),
                types.as_ref().memory_count(),
                types.as_ref().global_count()
            ),
            Err(error) => format!("{error}\n"),
        };
    }
    told
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_pieces() -> String {
    let mut reader = BinaryReader::new(
        b"\xe5\x8e\x26\x7f\x80\x7f\x04name\0\0\x80\x3f\x05\x01\x02",
        100,
    );
    let first = reader.read_var_u32();
    let second = reader.read_var_i32();
    let third = reader.read_var_i64();
    let name = reader.read_string().map(str::to_owned);
    let float = reader.read_f32().map(|float| float.bits());
    let rest = reader
        .read_size(3, "rest")
        .map_err(|error| error.to_string());
    let end = reader.original_position();
    let imports = BinaryReader::new(b"\x02\x01a\x01b\x00\x07\x01c\x01d\x02\x01\x01\x10", 0);
    let imports = wasmparser::ImportSectionReader::new(imports).and_then(|imports| {
        imports
            .into_iter()
            .collect::<wasmparser::Result<Vec<Imports>>>()
    });
    let imports = imports.map(|imports| {
        let kinds = imports.iter().map(|import| match import {
            Imports::Single(_, import) => match import.ty {
                TypeRef::Func(index) => format!("{}.{} {index}", import.module, import.name),
                TypeRef::Memory(memory) => format!("{} {:?}", memory.initial, memory.maximum),
                _ => "?".to_owned(),
            },
            _ => "many".to_owned(),
        });
        kinds.collect::<Vec<_>>()
    });
    format!(
        "{first:?} {second:?} {third:?} {name:?} {float:?} {rest:?} {end} {:?}",
        imports.map_err(|error| error.to_string())
    )
}
