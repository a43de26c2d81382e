use podwright_kube::Delete;

fn options() -> Delete {
    Delete::builder().build()
}

fn main() {
    let _ = options;
}
