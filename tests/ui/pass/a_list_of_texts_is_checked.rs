use podwright_env::List;

fn languages() -> Result<List<String>, podwright::Error> {
    Ok(List::new(["en".to_owned(), "de".to_owned()])?)
}

#[test]
fn main() {
    assert!(languages().is_ok());
}
