//! Triangles between points.

use spade::handles::VoronoiVertex;
use spade::{
    AngleLimit, ConstrainedDelaunayTriangulation, DelaunayTriangulation, FloatTriangulation,
    HasPosition, HierarchyHintGenerator, Point2, PositionInTriangulation, RefinementParameters,
    Triangulation,
};

/// A point with a height.
#[derive(Clone, Copy, Debug)]
struct Hill(f64, f64, f64);

impl HasPosition for Hill {
    type Scalar = f64;

    fn position(&self) -> Point2<f64> {
        Point2::new(self.0, self.1)
    }
}

fn hills() -> Vec<Hill> {
    [
        (0.0, 0.0, 1.0),
        (4.0, 0.5, 2.0),
        (3.5, 4.0, 0.0),
        (0.5, 3.0, 5.0),
        (2.0, 1.75, 9.0),
        (6.0, 2.5, 4.0),
    ]
    .map(|(x, y, z)| Hill(x, y, z))
    .to_vec()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_points() -> String {
    let mut plane: DelaunayTriangulation<Hill, (), (), (), HierarchyHintGenerator<f64>> =
        DelaunayTriangulation::new();
    for hill in hills() {
        plane.insert(hill).unwrap();
    }
    let wrong = plane
        .insert(Hill(f64::NAN, 0.0, 0.0))
        .map_err(|error| error.to_string());
    let place = match plane.locate(Point2::new(1.0, 1.0)) {
        PositionInTriangulation::OnFace(face) => format!("{:?}", plane.face(face).positions()),
        other => format!("{other:?}"),
    };
    let near = plane
        .nearest_neighbor(Point2::new(3.0, 3.0))
        .map(|vertex| vertex.data().2);
    let removed = plane
        .locate_and_remove(Point2::new(2.0, 1.75))
        .map(|hill| hill.2);
    let within = plane
        .get_vertices_in_circle(Point2::new(0.0, 0.0), 10.0)
        .count();
    let hull: f64 = plane.convex_hull().map(|edge| edge.length_2().sqrt()).sum();
    format!(
        "{wrong:?} {place} {near:?} {removed:?} {within} {hull:.4} {} {} {:?}",
        plane.num_inner_faces(),
        plane.num_undirected_edges(),
        plane.locate(Point2::new(9.0, 9.0))
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_constraints() -> String {
    let mut plane = ConstrainedDelaunayTriangulation::<Point2<f64>>::bulk_load_cdt(
        vec![
            Point2::new(0.0, 0.0),
            Point2::new(5.0, 0.0),
            Point2::new(5.0, 5.0),
            Point2::new(0.0, 5.0),
            Point2::new(2.0, 2.5),
        ],
        vec![[0, 1], [1, 2], [2, 3], [3, 0]],
    )
    .unwrap();
    let from = plane.insert(Point2::new(1.0, 1.0)).unwrap();
    let to = plane.insert(Point2::new(4.0, 4.5)).unwrap();
    let added = plane.add_constraint(from, to);
    let crossed = plane.intersects_constraint(Point2::new(1.0, 4.0), Point2::new(4.0, 1.0));
    let refined = plane.refine(
        RefinementParameters::new()
            .with_angle_limit(AngleLimit::from_deg(25.0))
            .exclude_outer_faces(true),
    );
    let area: f64 = plane.inner_faces().map(|face| face.area()).sum();
    format!(
        "{added} {crossed} {} {} {area:.3} {} {}",
        refined.refinement_complete,
        refined.excluded_faces.len(),
        plane.num_constraints(),
        plane.num_vertices() > 7
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_voronoi() -> String {
    let plane: DelaunayTriangulation<Hill> = DelaunayTriangulation::bulk_load(hills()).unwrap();
    let mut inner = 0;
    let mut corners = Vec::new();
    for edge in plane.undirected_voronoi_edges() {
        if let [VoronoiVertex::Inner(from), VoronoiVertex::Inner(to)] = edge.vertices() {
            inner += 1;
            corners.push(format!(
                "{:.3} {:.3}",
                from.circumcenter().x,
                to.circumcenter().y
            ));
        }
    }
    let natural = plane.natural_neighbor();
    let height = natural.interpolate(|vertex| vertex.data().2, Point2::new(2.5, 2.0));
    let flat = plane
        .barycentric()
        .interpolate(|vertex| vertex.data().2, Point2::new(2.5, 2.0));
    let smooth = natural.interpolate_gradient(
        |vertex| vertex.data().2,
        |_| [0.0, 0.5],
        1.0,
        Point2::new(2.5, 2.0),
    );
    let line =
        spade::LineIntersectionIterator::new(&plane, Point2::new(-1.0, 1.0), Point2::new(7.0, 2.0))
            .count();
    format!("{inner} {corners:?} {height:.4?} {flat:.4?} {smooth:.4?} {line}")
}
