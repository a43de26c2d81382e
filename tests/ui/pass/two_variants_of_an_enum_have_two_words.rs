use podwright_env::words;

words! {
    enum Level {
        Debug = "debug",
        Info = "info",
    }
}

#[test]
fn main() {
    let _ = [Level::Debug, Level::Info];
}
