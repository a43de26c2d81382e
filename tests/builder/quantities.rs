//! Properties of the amounts of resources, seen from outside.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use podwright::{Cpu, FileMode, HugePageSize, HugePages, IpAddress, Memory, ParseError, Seconds, Storage};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde::{Serialize, de::DeserializeOwned};

fn round_trips<T>(value: T)
where
    T: Copy + Debug + Display + FromStr<Err = ParseError> + PartialEq + Serialize + DeserializeOwned,
    T: Into<Quantity>,
{
    let text = value.to_string();
    assert_eq!(text.parse(), Ok(value));
    assert_eq!(text.parse::<T>().map(|again| again.to_string()), Ok(text.clone()));
    let json = format!("{text:?}");
    assert_eq!(serde_json::to_string(&value).ok().as_ref(), Some(&json));
    assert_eq!(serde_json::from_str::<T>(&json).ok(), Some(value));
    assert_eq!(value.into(), Quantity(text));
}

proptest! {
    #[test]
    fn amounts_are_read_as_they_are_written(count in any::<u32>(), few in any::<u16>()) {
        for cpu in [Cpu::millis(count), Cpu::cores(count)] {
            round_trips(cpu);
        }
        for memory in [
            Memory::bytes(count), Memory::kib(count), Memory::mib(count), Memory::gib(count), Memory::tib(few),
            Memory::kb(count), Memory::mb(count), Memory::gb(count), Memory::tb(few),
        ] {
            round_trips(memory);
            round_trips(Storage::try_bytes(memory.as_bytes()).unwrap());
        }
    }

    #[test]
    fn every_unit_has_its_size(count in any::<u32>(), few in any::<u16>()) {
        for (memory, text) in [
            (Memory::bytes(count), format!("{count}")),
            (Memory::kib(count), format!("{count}Ki")),
            (Memory::mib(count), format!("{count}Mi")),
            (Memory::gib(count), format!("{count}Gi")),
            (Memory::tib(few), format!("{few}Ti")),
            (Memory::kb(count), format!("{count}k")),
            (Memory::mb(count), format!("{count}M")),
            (Memory::gb(count), format!("{count}G")),
            (Memory::tb(few), format!("{few}T")),
        ] {
            prop_assert_eq!(text.parse(), Ok(memory));
        }
        prop_assert_eq!(format!("{count}m").parse(), Ok(Cpu::millis(count)));
        prop_assert_eq!(format!("{count}").parse(), Ok(Cpu::cores(count)));
        prop_assert_eq!(Cpu::cores(count).as_millis(), u64::from(count) * 1000);
    }

    #[test]
    fn amounts_count_like_integers(left in 0..=i64::MAX.cast_unsigned(), right in 0..=i64::MAX.cast_unsigned()) {
        let (a, b) = (Memory::try_bytes(left).unwrap(), Memory::try_bytes(right).unwrap());
        let most = i64::MAX.cast_unsigned();
        prop_assert_eq!(a.cmp(&b), left.cmp(&right));
        prop_assert_eq!(a.checked_add(b).map(Memory::as_bytes), Some(left + right).filter(|sum| *sum <= most));
        prop_assert_eq!(a.checked_sub(b).map(Memory::as_bytes), left.checked_sub(right));
        let product = left.checked_mul(right % 5).filter(|product| *product <= most);
        prop_assert_eq!(a.checked_mul(right % 5).map(Memory::as_bytes), product);
    }

    #[test]
    fn no_text_is_misread(text in "[-+]?[0-9]{0,20}(\\.[0-9]{0,12})?(n|u|m|k|M|E|Ki|Gi|Ei|e[0-9]|e-[0-9])?") {
        if let Ok(memory) = text.parse::<Memory>() {
            prop_assert!(!text.starts_with('-') || memory.is_zero());
            let again: Memory = memory.to_string().parse().unwrap();
            prop_assert_eq!(again.as_bytes(), memory.as_bytes());
            prop_assert_eq!(text.parse::<Storage>().map(Storage::as_bytes), Ok(memory.as_bytes()));
            if memory.as_bytes() < 1 << 40 {
                prop_assert_eq!(text.parse::<Cpu>().map(Cpu::as_millis), Ok(memory.as_bytes() * 1000));
            }
        }
    }

    #[test]
    fn pages_are_whole(pages in any::<u32>(), shift in 0_u32..31) {
        let size = HugePageSize::try_from(Memory::try_bytes(1_u64 << shift).unwrap()).unwrap();
        prop_assert_eq!(size.to_string().parse(), Ok(size));
        let all = HugePages::new(size, pages).unwrap();
        prop_assert_eq!(all.as_bytes(), u64::from(pages) << shift);
        let total: Memory = all.to_string().parse().unwrap();
        prop_assert_eq!(HugePages::with_total(size, total), Ok(all));
    }

    #[test]
    fn addresses_are_those_of_the_standard_library(address in any::<std::net::IpAddr>()) {
        if let Ok(ip) = IpAddress::try_from(address) {
            prop_assert_eq!(ip.to_string().parse(), Ok(ip));
            prop_assert_eq!(std::net::IpAddr::from(ip), address);
        }
    }

    #[test]
    fn texts_are_addresses_when_the_standard_library_says_so(text in "[0-9a-f:.]{1,20}|([0-9a-f]{0,4}:){1,8}[0-9a-f]{0,4}|([0-9]{1,3}\\.){3}[0-9]{1,3}") {
        let expected = text.parse().ok().and_then(|address: std::net::IpAddr| IpAddress::try_from(address).ok());
        prop_assert_eq!(text.parse().ok(), expected, "{}", text);
    }

    #[test]
    fn numbers_are_read_as_they_are_written(number in any::<i64>(), bits in 0..0o2000_u16) {
        let seconds = Seconds::try_from(number >> (number & 0x3f));
        prop_assert_eq!((number >> (number & 0x3f)).to_string().parse::<Seconds>(), seconds.clone());
        prop_assert_eq!(seconds.is_ok(), (0..=i64::from(i32::MAX)).contains(&(number >> (number & 0x3f))));
        prop_assert_eq!(FileMode::from_bits(bits).is_ok(), bits <= 0o777);
        prop_assert_eq!(format!("{bits:o}").parse::<FileMode>().is_ok(), bits <= 0o777);
    }
}

#[test]
fn what_is_no_amount_is_refused_with_its_rule() {
    for (text, rule) in [
        ("", "a quantity must not be empty"),
        ("-1", "an amount of memory is not negative"),
        ("-0.5", "an amount of memory is not negative"),
        ("1m", "an amount of memory is a whole number of bytes"),
        ("0.5", "an amount of memory is a whole number of bytes"),
        ("0.9999999999", "an amount of memory is a whole number of bytes"),
        ("9223372036854775808", "an amount of memory has at most 2^63-1 bytes"),
        ("8Ei", "an amount of memory has at most 2^63-1 bytes"),
        ("1e309", "an amount of memory has at most 2^63-1 bytes"),
        ("1e4294967296", "an amount of memory has at most 2^63-1 bytes"),
        ("Mi", "a quantity has at least one digit"),
        (".", "a quantity has at least one digit"),
        ("Ei", "a quantity has at least one digit"),
    ] {
        assert_eq!(text.parse::<Memory>().unwrap_err().rule(), rule, "{text:?}");
    }
    let error = "256MB".parse::<Memory>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"256MB\": a quantity ends with a unit (n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei), with an \
         exponent such as 'e3' or with nothing (byte 3, 'M'); write 256M or 256Mi"
    );
    let error = "512m".parse::<Storage>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"512m\": an amount of storage is a whole number of bytes; 'm' is a thousandth of a byte, write 512M or 512Mi"
    );
    for text in [" 1", "1 ", "1 Gi", "1,5", "0x10", "one"] {
        assert!(text.parse::<Memory>().is_err(), "{text:?}");
        assert!(text.parse::<Cpu>().is_err(), "{text:?}");
    }
}

#[test]
fn equal_amounts_keep_the_units_they_came_in() {
    for (text, canonical) in [
        ("1024Mi", "1Gi"),
        ("1000Ki", "1000Ki"),
        ("1024000", "1024k"),
        ("1e3", "1e3"),
        ("1000", "1k"),
        ("0.5Gi", "512Mi"),
        ("4.8828125Ki", "5k"),
        ("0", "0"),
        ("+1Gi", "1Gi"),
        ("-0", "0"),
        ("9223372036854775807", "9223372036854775807"),
    ] {
        assert_eq!(text.parse::<Memory>().unwrap().to_string(), canonical);
    }
    assert_eq!("1000Ki".parse::<Memory>(), "1024000".parse::<Memory>());
    assert_eq!(Memory::kb(1).checked_add(Memory::kib(1)).unwrap().to_string(), "2024");
    assert_eq!(Memory::gib(1).checked_add(Memory::mib(512)).unwrap().to_string(), "1536Mi");
    assert_eq!(Memory::try_bytes(1_u64 << 40).unwrap().to_string(), "1Ti");
    assert_eq!(Cpu::cores(1000).to_string(), "1k");
}

#[test]
fn integers_are_read_from_json_and_fractions_are_not() {
    assert_eq!(serde_json::from_str::<Cpu>("2").unwrap(), Cpu::cores(2));
    assert_eq!(serde_json::from_str::<Memory>("1073741824").unwrap(), Memory::gib(1));
    assert_eq!(serde_json::from_str::<Cpu>("\"500m\"").unwrap(), Cpu::millis(500));
    for json in ["0.5", "-1", "null", "true", "\"-1\"", "[]"] {
        assert!(serde_json::from_str::<Cpu>(json).is_err(), "{json}");
    }
}

#[test]
fn the_largest_arguments_fit() {
    assert_eq!(Memory::gib(u32::MAX).as_bytes(), u64::from(u32::MAX) << 30);
    assert_eq!(Memory::tib(u16::MAX).as_bytes(), u64::from(u16::MAX) << 40);
    assert_eq!(Memory::gb(u32::MAX).as_bytes(), u64::from(u32::MAX) * 1_000_000_000);
    assert_eq!(Storage::tb(u16::MAX).as_bytes(), u64::from(u16::MAX) * 1_000_000_000_000);
    assert!(Memory::try_bytes(1_u64 << 63).is_err());
    assert_eq!(Cpu::try_millis(u64::MAX).unwrap_err().text(), u64::MAX.to_string());
}

#[test]
fn checked_counts_are_those_of_their_units() {
    for (checked, text) in [
        (Memory::try_bytes(5_i64), "5"),
        (Memory::try_kib(5_i64), "5Ki"),
        (Memory::try_mib(5_u64), "5Mi"),
        (Memory::try_gib(5_usize), "5Gi"),
        (Memory::try_tib(5_i32), "5Ti"),
        (Memory::try_kb(5_i16), "5k"),
        (Memory::try_mb(5_u16), "5M"),
        (Memory::try_gb(5_u8), "5G"),
        (Memory::try_tb(5_i8), "5T"),
        (Memory::try_gib((1_i64 << 33) - 1), "8589934591Gi"),
    ] {
        assert_eq!(checked.map(|amount| amount.to_string()), Ok(text.to_owned()));
    }
    assert_eq!(Storage::try_gib(10_i64), Ok(Storage::gib(10)));
    assert_eq!(Cpu::try_cores(2_i64), Ok(Cpu::cores(2)));
    assert_eq!(Cpu::try_millis(250_i64), Ok(Cpu::millis(250)));
    for (error, text, rule) in [
        (Memory::try_mib(-5).unwrap_err(), "-5", "an amount of memory is not negative"),
        (
            Memory::try_gib(1_i64 << 33).unwrap_err(),
            "8589934592",
            "an amount of memory has at most 2^63-1 bytes",
        ),
        (
            Storage::try_tib(i64::MIN).unwrap_err(),
            "-9223372036854775808",
            "an amount of storage is not negative",
        ),
        (
            Storage::try_tb(u64::MAX).unwrap_err(),
            "18446744073709551615",
            "an amount of storage has at most 2^63-1 bytes",
        ),
        (Cpu::try_cores(-1).unwrap_err(), "-1", "an amount of CPU is not negative"),
        (
            Cpu::try_cores(i64::MAX).unwrap_err(),
            "9223372036854775807",
            "an amount of CPU has at most 2^63-1 thousandths of a core",
        ),
    ] {
        assert_eq!((error.text(), error.rule(), error.position()), (text, rule, None));
    }
}
