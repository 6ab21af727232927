//! Arrays of many dimensions.

use ndarray::{
    Array, Array1, Array2, Array3, ArrayD, ArrayView2, Axis, IxDyn, Zip, arr1, arr2, array,
    concatenate, s, stack,
};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_slices() -> String {
    let cube = Array3::from_shape_fn((2, 3, 4), |(x, y, z)| x * 100 + y * 10 + z);
    let part = cube.slice(s![1, .., ..;2]);
    let back = cube.slice(s![.., ..;-1, 1..3]);
    let (low, high) = cube.view().split_at(Axis(1), 1);
    let mut whole = cube.clone();
    whole.slice_mut(s![.., 0, ..]).fill(7);
    whole.swap_axes(0, 2);
    let lanes: Vec<usize> = cube
        .lanes(Axis(2))
        .into_iter()
        .map(|lane| lane.sum())
        .collect();
    let windows = part.windows((2, 1)).into_iter().count();
    format!(
        "{part:?} {back} {} {} {:?} {lanes:?} {windows} {:?}",
        low.len(),
        high[[1, 1, 3]],
        whole.shape(),
        whole.iter().filter(|number| **number == 7).count()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_numbers() -> String {
    let a: Array2<f64> = array![[1.0, 2.0], [3.0, 4.5]];
    let b = arr2(&[[0.5, -1.0], [2.0, 1.0]]);
    let row = arr1(&[10.0, 20.0]);
    let mut sum = &a + &row;
    sum *= 2.0;
    let product = a.dot(&b);
    let means = a.mean_axis(Axis(0)).unwrap();
    let mut zipped = Array2::zeros((2, 2));
    Zip::from(&mut zipped)
        .and(&a)
        .and(&b)
        .for_each(|to, a, b| *to = a.max(*b));
    let steps = Array1::linspace(0.0, 1.0, 5);
    format!(
        "{sum} {product} {means} {zipped:.1} {steps:?} {:?} {} {:?} {:.3}",
        a.var_axis(Axis(1), 0.0),
        a.dot(&row),
        a.mapv(|number| number as i32).sum(),
        row.std(0.0)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_shapes() -> String {
    let mut any: ArrayD<i32> = ArrayD::from_shape_vec(IxDyn(&[2, 2, 1]), vec![1, 2, 3, 4]).unwrap();
    any.insert_axis_inplace(Axis(0));
    let wrong = Array::from_shape_vec((2, 2), vec![1, 2, 3]).map_err(|error| error.to_string());
    let joined = concatenate(
        Axis(0),
        &[array![[1, 2]].view(), array![[3, 4], [5, 6]].view()],
    );
    let piled = stack![Axis(1), array![1, 2], array![3, 4]];
    let mut rows: Array2<i32> = Array2::eye(2);
    rows.push_row(arr1(&[8, 9]).view()).unwrap();
    let mixed =
        concatenate(Axis(1), &[rows.view(), array![[1]].view()]).map_err(|error| error.to_string());
    let view = ArrayView2::from_shape((2, 3), &[1, 2, 3, 4, 5, 6]).unwrap();
    let folded = view.fold_axis(Axis(1), 1, |so, next| so * next);
    format!(
        "{any:?} {wrong:?} {joined:?} {piled} {rows} {mixed:?} {folded} {:?} {:?} {}",
        view.t().to_shape(6).map(|flat| flat.to_vec()),
        view.into_dimensionality::<IxDyn>().map(|view| view.ndim()),
        view.broadcast((2, 2, 3)).map_or(0, |wide| wide.sum())
    )
}
