use podwright_kube::Wait;

fn options() -> Wait {
    Wait::builder().build()
}

fn main() {
    let _ = options;
}
