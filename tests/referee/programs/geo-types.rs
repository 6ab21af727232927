//! Makes shapes.

use geo_types::{Coord, Geometry, Line, LineString, MultiPoint, Point, Polygon, Rect, Triangle, coord, line_string, polygon};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_shapes() -> String {
    let line = line_string![(x: 0., y: 1.), (x: 2., y: 3.5), (x: 4., y: 0.)];
    let lines: Vec<Line<f64>> = line.lines().collect();
    let mut shape: Polygon<f64> = polygon![(x: 0., y: 0.), (x: 4., y: 0.), (x: 4., y: 4.)];
    shape.interiors_push(vec![(1., 1.), (2., 1.), (2., 2.)]);
    shape.exterior_mut(|ring| ring.0[0] = coord! { x: -1., y: 0. });
    format!("{lines:?} {shape:?} {} {}", line.is_closed(), shape.num_interior_rings())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_area() -> String {
    let rect = Rect::new((10, 20), (0, 5));
    let point = Point::new(3, 4) - Point::new(1, 1) * 2;
    let halves = Rect::new((0., 0.), (8., 2.)).split_x();
    let line = Line::new((0., 0.), (3., 6.));
    format!("{rect:?} {} {} {point:?} {} {:?} {}", rect.width(), rect.height(), point.dot(Point::new(2, 5)), halves[1].center(), line.slope())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_convert() -> String {
    let triangle: Triangle<f64> = [Coord { x: 0., y: 0. }, (1., 0.).into(), (0., 1.).into()].into();
    let geometry = Geometry::from(triangle.to_polygon());
    let back: Result<LineString<f64>, _> = geometry.clone().try_into();
    let points: MultiPoint<i32> = vec![(1, 2), (3, 4)].into();
    let sum = points.iter().fold(Point::new(0, 0), |sum, point| sum + *point);
    format!("{geometry:?} {:?} {sum:?}", back.map_err(|error| error.to_string()))
}
