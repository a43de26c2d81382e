use podwright_env::words;

words! {
    enum Level {
        Debug = "debug",
        Info = "debug",
    }
}

fn main() {
    let _ = [Level::Debug, Level::Info];
}
