//! Measures and changes curves.

use kurbo::{
    Affine, BezPath, Cap, Circle, CubicBez, Join, Line, ParamCurve, ParamCurveArclen,
    ParamCurveArea, ParamCurveCurvature, ParamCurveExtrema, ParamCurveNearest, PathEl, Point, Rect,
    Shape, Stroke, StrokeOpts, Vec2, flatten, stroke,
};

fn rounded(path: &BezPath) -> String {
    let mut text = String::new();
    for element in path.iter() {
        let (letter, points) = match element {
            PathEl::MoveTo(to) => ('M', vec![to]),
            PathEl::LineTo(to) => ('L', vec![to]),
            PathEl::QuadTo(over, to) => ('Q', vec![over, to]),
            PathEl::CurveTo(first, second, to) => ('C', vec![first, second, to]),
            PathEl::ClosePath => ('Z', Vec::new()),
        };
        text.push(letter);
        for point in points {
            text.push_str(&format!("{:.2},{:.2} ", point.x, point.y));
        }
    }
    text
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_curve() -> String {
    let curve = CubicBez::new((0.0, 0.0), (10.0, 30.0), (30.0, -30.0), (40.0, 10.0));
    let nearest = curve.nearest(Point::new(20.0, 5.0), 1e-6);
    let (left, right) = curve.subdivide();
    let quads = curve.to_quads(0.1).count();
    format!(
        "{:.4} {:.4} {:.4} {:.4} {:.4} {:?} {:.3?} {:.3} {:.3} {quads} {:.3?} {:.3}",
        curve.arclen(1e-6),
        curve.inv_arclen(20.0, 1e-6),
        curve.signed_area(),
        nearest.distance_sq,
        nearest.t,
        curve.extrema().len(),
        curve.inflections(),
        left.end(),
        ParamCurveExtrema::bounding_box(&right.subsegment(0.25..0.75)),
        curve.curvature(0.3),
        curve.eval(0.3).to_vec2().normalize()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_path() -> String {
    let path =
        BezPath::from_svg("M10 10h20v-5l-3 8Q5 5 20 30t4-4C1 2 3 4 5 6S7 8 9 1A5 3 20 1 0 15 15z");
    let mut path = path.unwrap();
    let wrong = ["L1 1", "M1", "M1 1 X2", "M1 1 l"];
    let wrong: Vec<String> = wrong
        .iter()
        .map(|text| {
            BezPath::from_svg(text).map_or_else(|error| error.to_string(), |path| path.to_svg())
        })
        .collect();
    let mut lines = 0;
    flatten(path.iter(), 0.1, |element| {
        lines += matches!(element, PathEl::LineTo(_)) as u32;
    });
    let hits: usize = path
        .segments()
        .map(|segment| {
            segment
                .intersect_line(Line::new((0.0, 7.0), (40.0, 9.0)))
                .len()
        })
        .sum();
    let area = path.area();
    path.apply_affine(Affine::rotate(0.5).then_translate(Vec2::new(1.0, -2.0)));
    format!(
        "{wrong:?} {lines} {hits} {area:.3} {:.3} {:.3} {} {}",
        path.perimeter(1e-3),
        path.bounding_box(),
        path.contains(Point::new(5.0, 12.0)),
        rounded(&path.reverse_subpaths())
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_stroke() -> String {
    let mut path = BezPath::new();
    path.move_to((0.0, 0.0));
    path.line_to((20.0, 0.0));
    path.quad_to((30.0, 5.0), (20.0, 20.0));
    let wide = Stroke::new(4.0)
        .with_join(Join::Miter)
        .with_miter_limit(2.0)
        .with_caps(Cap::Round);
    let dashed = Stroke::new(1.0)
        .with_caps(Cap::Square)
        .with_dashes(2.0, [7.0, 3.0]);
    let outline = stroke(path.iter(), &wide, &StrokeOpts::default(), 0.1);
    let dashes = stroke(path.iter(), &dashed, &StrokeOpts::default(), 0.1);
    let circle = Circle::new((3.0, 4.0), 5.0);
    let rect = Rect::new(0.0, 0.0, 9.0, 4.0).to_rounded_rect((1.0, 2.0, 0.0, 5.0));
    let shapes: [(f64, f64); 2] = [
        (circle.area(), circle.perimeter(0.1)),
        (rect.area(), rect.perimeter(0.01)),
    ];
    format!(
        "{} {} {shapes:.3?} {} {}",
        rounded(&outline),
        dashes.elements().len(),
        circle.to_path(0.1).elements().len(),
        rect.winding(Point::new(8.5, 3.9))
    )
}
