use podwright_kube::Apply;

fn options() -> Apply {
    Apply::builder().field_manager("shop").build()
}

fn main() {
    let _ = options;
}
