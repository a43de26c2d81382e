//! Writing many pods takes no more memory than writing a few.

use std::io;

use podwright::manifest::Yaml;
use podwright::prelude::*;

fn pod(number: usize) -> Valid<v1::Pod> {
    let name: Name = format!("web-{number}").try_into().unwrap();
    let data = Volume::claim(name!("data"), name.clone().into());
    Pod::builder(name.into())
        .labels(labels! { "app" = "web" })
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .mount(data.at(path!("/data")))
                .env(vars! { NUMBER = number, URL = text!["http://", NUMBER] })
                .resources(Resources::new().memory(..=Memory::mib(64))),
        )
        .build()
        .unwrap()
}

/// The most bytes in use at a time while so many different pods are built, judged and written.
fn peak(pods: usize) -> u64 {
    let write = || {
        let mut documents = Yaml::new().document_start().writer(io::sink());
        // All numbers have as many digits.
        for number in 10_000..10_000 + pods {
            documents.write(&pod(number)).unwrap();
        }
    };
    allocation_counter::measure(write).bytes_max
}

#[test]
fn ten_thousand_pods_take_no_more_memory_than_a_hundred() {
    peak(1);
    let few = peak(100);
    assert_eq!(peak(10_000), few);
    assert!(few < 64 * 1024, "{few} bytes");
}
