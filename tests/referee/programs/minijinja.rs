//! Renders templates.

use minijinja::{Environment, Value, context};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_render() -> String {
    let mut environment = Environment::new();
    environment
        .add_template("list", "{% for item in items %}{{ loop.index }}: {{ item|upper }}{% if not loop.last %}, {% endif %}{% else %}none{% endfor %}")
        .unwrap();
    let template = environment.get_template("list").unwrap();
    format!("{} {}", template.render(context! { items => ["a", "b"] }).unwrap(), template.render(context! { items => [""; 0] }).unwrap())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_expression() -> String {
    let environment = Environment::new();
    let texts = ["1 + 2 * x", "x is odd and not false", "[1, 2][x - 2] ~ 'z'", "x +", "y.z.w"];
    let one = |text: &&str| match environment.compile_expression(text).and_then(|found| found.eval(context! { x => 3 })) {
        Ok(value) => format!("{value} {value:?}\n"),
        Err(error) => format!("{error}\n"),
    };
    texts.iter().map(one).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_value() -> String {
    let list = Value::from(vec![1, 2, 3]);
    let text = Value::from("text");
    format!("{list} {:?} {:?} {} {}", list.len(), text.kind(), text == Value::from("text"), list < text)
}
