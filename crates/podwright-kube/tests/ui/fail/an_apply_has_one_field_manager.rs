use podwright_kube::Apply;

fn options(client: kube::Client) -> Apply {
    Apply::builder().client(client).field_manager("shop").field_manager("web").build()
}

fn main() {
    let _ = options;
}
