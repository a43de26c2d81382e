use podwright_kube::Apply;

fn options(client: kube::Client) -> Apply {
    Apply::builder().client(client).build()
}

fn main() {
    let _ = options;
}
