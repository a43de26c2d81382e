//! Lists: what cannot be read back cannot be written.

use podwright_env::List;

type Texts<const SEPARATOR: char> = List<String, SEPARATOR>;

fn error<const SEPARATOR: char>(texts: &[&str]) -> String {
    Texts::<SEPARATOR>::new(texts.iter().copied()).expect_err("it is refused").to_string()
}

#[test]
fn what_would_not_be_read_is_refused() {
    assert_eq!(
        error::<','>(&["a", "b,c"]),
        "item 2, \"b,c\": it has the separator ',', so it would be read as several items"
    );
    assert_eq!(error::<','>(&[" a"]), "item 1, \" a\": the spaces around it would not be read");
    assert_eq!(error::<','>(&["b", "a\n"]), "item 2, \"a\\n\": the spaces around it would not be read");
    assert_eq!(error::<','>(&[""]), "item 1, \"\": it is empty, so it would not be read");
    assert_eq!(error::<' '>(&["a", ""]), "item 2, \"\": it is empty, so it would not be read");
    assert!(Texts::<','>::new(["", ""]).is_ok() && Texts::<','>::new(["a", ""]).is_ok());
    assert!(List::<f64>::new([0.5, 1.0]).is_ok());
}

#[test]
fn what_is_made_is_read_back() {
    const PARTS: [&str; 8] = ["", "a", ",", " ", "\n", ";", "é", "\u{a0}"];
    let items: Vec<String> =
        PARTS.iter().flat_map(|one| PARTS.iter().map(move |other| format!("{one}{other}"))).collect();
    let mut made = [0; 4];
    let texts = |count: usize| {
        let items = &items;
        (0..items.len().pow(u32::try_from(count).expect("a few"))).map(move |mut number| {
            let mut list = Vec::new();
            for _ in 0..count {
                list.push(items[number % items.len()].clone());
                number /= items.len();
            }
            list
        })
    };
    for (count, made) in made.iter_mut().enumerate().take(3) {
        for texts in texts(count) {
            *made += usize::from(is_read_back::<','>(&texts));
            *made += usize::from(is_read_back::<' '>(&texts));
            *made += usize::from(is_read_back::<'\n'>(&texts));
            *made += usize::from(is_read_back::<'a'>(&texts));
        }
    }
    assert!(made[0] == 4 && made[1] > 40 && made[2] > 1000, "{made:?}");
}

/// Returns whether the texts make a list. If they do, it is read as it was made.
fn is_read_back<const SEPARATOR: char>(texts: &[String]) -> bool {
    let joined = texts.join(&SEPARATOR.to_string());
    let read: Texts<SEPARATOR> = joined.parse().expect("a text is never malformed");
    let made = Texts::<SEPARATOR>::new(texts.iter().cloned());
    if let Ok(made) = &made {
        assert_eq!(made.to_string().parse::<Texts<SEPARATOR>>().as_ref(), Ok(made), "{texts:?}");
        assert_eq!(&**made, texts);
        assert_eq!(made.clone().into_iter().collect::<Vec<_>>(), made.clone().into_inner());
    } else if !SEPARATOR.is_whitespace() {
        // Nothing is refused that would be read.
        assert_ne!(&*read, texts, "{texts:?}");
    }
    made.is_ok()
}

#[test]
fn a_list_of_numbers_needs_no_check() {
    let ports: List<u16> = [80, 443].into();
    assert_eq!(ports, List::from(vec![80, 443]));
    assert_eq!(ports, [80, 443].into_iter().collect());
    assert_eq!(List::<i8, ';'>::from([-1, 1]).to_string(), "-1;1");
    assert_eq!(List::<bool, ' '>::from([true, false]).to_string(), "true false");
}
