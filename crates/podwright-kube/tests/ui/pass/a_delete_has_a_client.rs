use podwright_kube::Delete;

fn options(client: kube::Client) -> Delete {
    Delete::builder().client(client).build()
}

#[test]
fn main() {
    let _ = options;
}
