//! Evaluates expressions.

use evalexpr::*;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_number() -> String {
    format!("{:?} {:?} {:?} {:?}", eval("1 + 2 * 3 - -4 % 3"), eval_float("2.0 ^ 3 / 4"), eval("1 < 2 && !(3 >= 4)"), eval("1 +"))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_variables() -> String {
    let mut context = HashMapContext::<DefaultNumericTypes>::new();
    let first = eval_with_context_mut("a = 5; b = a * 2; a += b; (a, \"text\" + \"x\", b == 10)", &mut context);
    let wrong = eval_empty_with_context_mut("a = 1.5", &mut context).map_err(|error| error.to_string());
    let tree = build_operator_tree::<DefaultNumericTypes>("x + math::sqrt(y) * 3").unwrap();
    let names: Vec<&str> = tree.iter_variable_identifiers().collect();
    format!("{first:?} {wrong:?} {names:?} {:?}", context.get_value("a"))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_functions() -> String {
    let mut context = HashMapContext::<DefaultNumericTypes>::new();
    context
        .set_function("half".into(), Function::new(|argument| Ok(Value::from_float(argument.as_number()? / 2.0))))
        .unwrap();
    let own = eval_with_context("half(9) + 1", &context);
    format!("{own:?} {:?} {:?} {}", eval("max(1, 3, 2) + len(\"abc\")"), eval("str::to_uppercase \"foo\""), build_operator_tree::<DefaultNumericTypes>("1 + 2 * 3").unwrap())
}
