//! Vectors and matrices of fixed size.

use glam::{
    Affine2, DMat3, DVec3, EulerRot, IVec2, Mat3, Mat4, Quat, U8Vec4, UVec3, Vec2, Vec3, Vec3A,
    Vec4, Vec4Swizzles,
};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_vectors() -> String {
    let a = Vec3::new(1.0, -2.0, 3.5);
    let b = Vec3::splat(0.5).with_y(4.0);
    let plane = Vec2::from_angle(0.5).rotate(Vec2::Y);
    let four = Vec4::from((a, 1.0));
    let wide = Vec3A::from(a).cross(Vec3A::X);
    let whole = IVec2::new(7, -3);
    let sum: Vec3 = [a, b, Vec3::Z].into_iter().sum();
    format!(
        "{} {:.4} {:?} {plane:.4} {} {wide} {} {} {sum} {:?} {}",
        a.dot(b),
        a.normalize().length(),
        a.cmplt(b),
        four.wzyx(),
        whole.rem_euclid(IVec2::splat(4)),
        whole.perp(),
        a.lerp(b, 0.25).max_element(),
        U8Vec4::new(250, 1, 2, 3).saturating_add(U8Vec4::splat(10))
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_matrices() -> String {
    let look = Mat4::from_scale_rotation_translation(
        Vec3::new(1.0, 2.0, 0.5),
        Quat::from_rotation_y(0.4),
        Vec3::NEG_Z,
    );
    let seen = Mat4::from_euler(EulerRot::ZYX, 0.1, 0.2, 0.3) * look;
    let turn = Mat3::from_rotation_z(0.75);
    let exact = DMat3::from_cols(
        DVec3::new(2.0, 0.0, 1.0),
        DVec3::new(1.0, 3.0, 0.0),
        DVec3::Z,
    );
    let affine = Affine2::from_scale_angle_translation(Vec2::new(2.0, 3.0), 0.5, Vec2::ONE);
    format!(
        "{:.3} {:.3} {:.4} {} {:.4} {:?} {:.3}",
        seen.project_point3(Vec3::ONE),
        look.inverse().w_axis,
        turn.transpose() * Vec3::X,
        exact.determinant(),
        exact.inverse() * exact * DVec3::ONE,
        affine
            .inverse()
            .transform_point2(affine.transform_point2(Vec2::new(4.0, 5.0)))
            .round(),
        affine.to_scale_angle_translation().1
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_turns() -> String {
    let turn = Quat::from_euler(EulerRot::YXZ, 0.3, 0.2, 0.1);
    let other = Quat::from_rotation_arc(Vec3::X, Vec3::new(0.0, 0.6, 0.8));
    let (x, y, z) = turn.to_euler(EulerRot::XYZ);
    let (axis, angle) = other.to_axis_angle();
    let index = UVec3::new(1, 5, 2);
    format!(
        "{:.4} {x:.4} {y:.4} {z:.4} {axis:.3} {angle:.4} {:.4} {:.3} {} {} {}",
        turn * Vec3::Z,
        turn.slerp(other, 0.5),
        turn.angle_between(other),
        turn.is_normalized(),
        index.as_vec3() / 2.0,
        (index << 2u32).max(UVec3::splat(9))
    )
}
