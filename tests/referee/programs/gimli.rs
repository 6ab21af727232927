//! Reads debug information from bytes.

use std::rc::Rc;

use gimli::{
    AttributeValue, BigEndian, ColumnType, DebugAbbrev, DebugAbbrevOffset, DebugInfo, DebugLine,
    DebugLineOffset, EndianRcSlice, EndianSlice, EvaluationResult, LittleEndian, Reader,
    ReaderOffset, leb128,
};

fn numbers<R: Reader>(mut reader: R) -> gimli::Result<String> {
    let unsigned = leb128::read::unsigned(&mut reader)?;
    let signed = reader.read_sleb128()?;
    let small = leb128::read::u16(&mut reader);
    let text = reader.read_null_terminated_slice()?;
    let text = text.to_string()?.into_owned();
    let mut part = reader.split(R::Offset::from_u8(4))?;
    let word = part.clone().read_u16()?;
    let odd = part.read_uint(3)?;
    let (length, format) = reader.read_initial_length()?;
    let address = reader.read_address(4)?;
    let found = reader.find(0x7f)?;
    reader.skip(found)?;
    let over = reader.read_u64().map_err(|error| error.to_string());
    Ok(format!(
        "{unsigned} {signed} {small:?} {text} {word:#x} {odd:#x} {length:?} \
         {format:?} {address:#x} {over:?}"
    ))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_numbers() -> String {
    let bytes: &[u8] = &[
        0xe5, 0x8e, 0x26, 0x9b, 0xf1, 0x59, 0xff, 0xff, 0x03, b'h', b'i', 0, 1, 2, 3, 4, 0, 0, 0,
        0, 5, 6, 7, 8, 9, 0x7f, 1,
    ];
    let mut long = EndianSlice::new(&[0xff; 12], LittleEndian);
    let mut high = EndianSlice::new(
        &[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f],
        LittleEndian,
    );
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        numbers(EndianSlice::new(bytes, LittleEndian)),
        numbers(EndianSlice::new(bytes, BigEndian)),
        numbers(EndianRcSlice::new(Rc::from(bytes), BigEndian)),
        numbers(EndianSlice::new(&bytes[..11], LittleEndian)).map_err(|error| error.to_string()),
        long.clone().read_uleb128(),
        long.read_sleb128(),
        high.read_sleb128()
    )
}

/// Abbreviations of a unit, a function, a constant, and the end.
const ABBREVIATIONS: &[u8] = &[
    1, 0x11, 1, 0x03, 0x08, 0x13, 0x0b, 0x11, 0x01, 0, 0, //
    2, 0x2e, 1, 0x03, 0x08, 0x3b, 0x0f, 0x40, 0x18, 0, 0, //
    3, 0x34, 0, 0x1c, 0x0d, 0x3f, 0x19, 0x49, 0x13, 0, 0, //
    0,
];

fn unit(entries: &[u8]) -> Vec<u8> {
    let mut bytes = (7 + entries.len() as u32).to_le_bytes().to_vec();
    bytes.extend([4, 0, 0, 0, 0, 0, 4]);
    bytes.extend(entries);
    bytes
}

fn told<R: Reader>(info: &DebugInfo<R>, abbreviations: &DebugAbbrev<R>) -> gimli::Result<String> {
    let mut text = String::new();
    let mut units = info.units();
    while let Some(header) = units.next()? {
        let abbreviations = header.abbreviations(abbreviations)?;
        let mut entries = header.entries(&abbreviations);
        while let Some(entry) = entries.next_dfs()? {
            text.push_str(&format!("{} {}:", entry.depth(), entry.tag()));
            for attribute in entry.attrs() {
                let value = match attribute.value() {
                    AttributeValue::String(name) => name.to_string_lossy()?.into_owned(),
                    AttributeValue::Exprloc(expression) => {
                        let mut evaluation = expression.evaluation(header.encoding());
                        let mut result = evaluation.evaluate()?;
                        while let EvaluationResult::RequiresFrameBase = result {
                            result = evaluation.resume_with_frame_base(100)?;
                        }
                        format!("{:?}", evaluation.result()[0].location)
                    }
                    AttributeValue::Language(language) => language.to_string(),
                    AttributeValue::Addr(address) => format!("{address:#x}"),
                    AttributeValue::Flag(flag) => flag.to_string(),
                    AttributeValue::UnitRef(at) => format!("{:?}", at.is_in_bounds(&header)),
                    _ => format!(
                        "{:?} {:?}",
                        attribute.udata_value(),
                        attribute.sdata_value()
                    ),
                };
                text.push_str(&format!(" {}={value}", attribute.name()));
            }
            text.push('\n');
        }
        let mut tree = header.entries_tree(&abbreviations, None)?;
        let mut children = tree.root()?.children();
        let mut count = 0;
        while children.next()?.is_some() {
            count += 1;
        }
        text.push_str(&format!("{} {count}\n", header.version()));
    }
    Ok(text)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_unit() -> String {
    let whole = [
        &[1, b'a', b'.', b'c', 0, 0x1c, 0, 0x10, 0, 0][..],
        &[2, b'f', 0, 0x90, 1, 6, 0x91, 4, 0x33, 0x1c, 0x23, 1],
        &[3, 0x7b, 21, 0, 0, 0, 0, 2, b'g', 0, 5, 2, 0x38, 0x9f, 0, 0],
    ]
    .concat();
    let mut bytes = unit(&whole);
    bytes.extend(unit(&[1, 0, 1, 4, 3, 2, 1, 0]));
    let unknown = unit(&[9]);
    let cut = &bytes[..40];
    let read = |bytes: &[u8]| {
        let abbreviations = DebugAbbrev::from(EndianSlice::new(ABBREVIATIONS, LittleEndian));
        told(
            &DebugInfo::from(EndianSlice::new(bytes, LittleEndian)),
            &abbreviations,
        )
    };
    let shared = told(
        &DebugInfo::from(EndianRcSlice::new(Rc::from(&bytes[..]), LittleEndian)),
        &DebugAbbrev::from(EndianRcSlice::new(Rc::from(ABBREVIATIONS), LittleEndian)),
    );
    let twice = [&ABBREVIATIONS[..22], &ABBREVIATIONS[..11]].concat();
    let doubled = DebugAbbrev::new(&twice, LittleEndian).abbreviations(DebugAbbrevOffset(0));
    let first = read(&bytes);
    format!(
        "{} {} {:?} {:?} {:?}",
        first.as_deref().unwrap_or("none"),
        first == shared,
        read(&unknown).map_err(|error| error.to_string()),
        read(cut).map_err(|error| error.to_string()),
        doubled.map_err(|error| error.to_string()).err()
    )
}

/// A program of version 4, with two folders, two files and one sequence.
fn line_program(steps: &[u8]) -> Vec<u8> {
    let tables = b"\x01\x01\x01\xfb\x0e\x0d\x00\x01\x01\x01\x01\x00\x00\x00\x01\x00\x00\x01\
                   inc\0lib\0\0a.rs\0\x01\x00\x00b.rs\0\x02\x05\x81\x01\0";
    let mut bytes = (6 + tables.len() as u32 + steps.len() as u32)
        .to_le_bytes()
        .to_vec();
    bytes.extend([4, 0]);
    bytes.extend((tables.len() as u32).to_le_bytes());
    bytes.extend(tables);
    bytes.extend(steps);
    bytes
}

fn rows(bytes: &[u8]) -> gimli::Result<String> {
    let section = DebugLine::new(bytes, LittleEndian);
    let program = section.program(DebugLineOffset(0), 4, None, None)?;
    let mut text = String::new();
    for file in program.header().file_names() {
        let folder = file.directory(program.header());
        let name = |value: Option<AttributeValue<EndianSlice<'_, LittleEndian>>>| match value {
            Some(AttributeValue::String(name)) => name.to_string_lossy().into_owned(),
            _ => String::new(),
        };
        text.push_str(&format!(
            "{}/{} {}\n",
            name(folder),
            name(Some(file.path_name())),
            file.length()
        ));
    }
    let (program, sequences) = program.sequences()?;
    for sequence in &sequences {
        let mut rows = program.resume_from(sequence);
        text.push_str(&format!("{:#x}..{:#x}", sequence.start, sequence.end));
        while let Some((_, row)) = rows.next_row()? {
            let column = match row.column() {
                ColumnType::LeftEdge => 0,
                ColumnType::Column(column) => column.get(),
            };
            text.push_str(&format!(
                " {:#x}:{}:{:?}:{column}:{}",
                row.address(),
                row.file_index(),
                row.line(),
                row.is_stmt()
            ));
        }
        text.push('\n');
    }
    Ok(text)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_lines() -> String {
    let steps = [
        0, 5, 2, 0, 0x10, 0, 0, // the address is 0x1000
        3, 9, 1, // nine lines on, a row
        5, 7, 0x4b, // column 7, a special step
        4, 2, 6, 8, 0xe0, // the other file, no statement, on by a constant
        9, 4, 0, 10, 1, // on by a fixed number
        2, 8, 0, 1, 1, // on by eight, the end
    ];
    let backwards = [0, 5, 2, 0, 0x10, 0, 0, 1, 3, 0x70, 1, 0, 1, 1];
    let mut old = line_program(&[]);
    old[4] = 9;
    let wide = [0, 9, 2, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 1, 1];
    format!(
        "{} {:?} {:?} {:?} {:?}",
        rows(&line_program(&steps)).unwrap_or_else(|error| error.to_string()),
        rows(&line_program(&backwards)),
        rows(&old).map_err(|error| error.to_string()),
        rows(&line_program(&wide)).map_err(|error| error.to_string()),
        rows(&line_program(&steps[..5])).map_err(|error| error.to_string())
    )
}
