use podwright_kube::Apply;

fn options(client: kube::Client) -> Apply {
    Apply::builder().client(client).field_manager("shop").build()
}

#[test]
fn main() {
    let _ = options;
}
