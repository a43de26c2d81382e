//! Writing many pods needs no more memory than writing a few.

use std::io;

use podwright::Error;
use podwright::manifest::Yaml;
use podwright::prelude::*;

fn pod(number: usize) -> Result<Valid<v1::Pod>, Error> {
    let name: DnsLabel = format!("web-{number}").try_into()?;
    let data = Volume::claim(name!("data"), &ClaimRef::new(name.clone().into()));
    let pod = Pod::builder(name.into())
        .labels(labels! { "app" = "web" })
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .mount(data.at(path!("/data")))
                .env(vars! { NUMBER = number, URL = text!["http://", NUMBER] })
                .resources(Resources::new().memory(..=Memory::mib(64))),
        )
        .build()?;
    Ok(pod)
}

fn write(pods: usize) -> Result<(), Error> {
    let mut documents = Yaml::new().writer(io::sink());
    // All numbers have as many digits.
    for number in 10_000..10_000 + pods {
        documents.write(&pod(number)?)?;
    }
    Ok(())
}

/// Returns the peak memory in bytes while `pods` different pods are built, validated and written.
fn peak(pods: usize) -> u64 {
    allocation_counter::measure(|| write(pods).expect("the pods break no rule")).bytes_max
}

#[test]
fn ten_thousand_pods_take_no_more_memory_than_a_hundred() {
    // Everything that is made once and kept is made here.
    peak(1);
    let few = peak(100);
    assert_eq!(peak(10_000), few);
    assert!(few < 64 * 1024, "{few} bytes");
}
