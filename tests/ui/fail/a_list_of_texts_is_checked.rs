use podwright_env::List;

fn languages() -> Result<List<String>, podwright::Error> {
    Ok(["en".to_owned(), "de".to_owned()].into_iter().collect())
}

fn main() {
    assert!(languages().is_ok());
}
