//! Geometry with units.

use euclid::Angle;
use euclid::default::{
    Box2D, Point2D, Rect, Rotation3D, Size2D, Transform2D, Transform3D, Vector2D, Vector3D,
};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_plane() -> String {
    let rect = Rect::new(Point2D::new(1.0f32, 2.0), Size2D::new(4.0, 3.0));
    let other = rect.translate(Vector2D::new(2.0, 1.0)).inflate(0.5, 0.25);
    format!(
        "{:?} {:?} {} {:?}",
        rect.intersection(&other),
        rect.union(&other).round_out(),
        rect.contains(Point2D::new(1.0, 5.0)),
        Box2D::from_points([rect.origin, other.max()])
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_transform() -> String {
    let transform = Transform2D::rotation(Angle::degrees(90.0f64))
        .then_scale(2.0, 3.0)
        .then_translate(Vector2D::new(1.0, 0.0));
    let point = transform.transform_point(Point2D::new(1.0, 1.0));
    let back = transform.inverse().map(|back| back.transform_point(point));
    format!("{point:.3?} {} {}", back.is_some(), transform.determinant())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_space() -> String {
    let turn = Rotation3D::around_z(Angle::radians(0.5f64))
        .then(&Rotation3D::around_x(Angle::frac_pi_4()));
    let vector = turn
        .transform_vector3d(Vector3D::new(1.0, 2.0, 3.0))
        .normalize();
    let matrix = Transform3D::perspective(5.0).then_rotate(0.0, 1.0, 0.0, Angle::pi() / 3.0);
    format!(
        "{vector:.3?} {:.3?} {:.3}",
        matrix.transform_point2d(Point2D::new(1.0, 1.0)),
        Vector3D::new(1.0, 0.0, 2.0).cross(vector).length()
    )
}
