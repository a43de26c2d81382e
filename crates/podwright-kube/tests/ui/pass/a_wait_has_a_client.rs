use podwright_kube::Wait;

fn options(client: kube::Client) -> Wait {
    Wait::builder().client(client).build()
}

#[test]
fn main() {
    let _ = options;
}
