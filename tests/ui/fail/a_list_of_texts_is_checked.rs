use podwright_env::List;

fn languages() -> Result<List<String>, podwright::Error> {
    Ok(List::from_iter(["en".to_owned(), "de".to_owned()]))
}

fn main() {
    assert!(languages().is_ok());
}
