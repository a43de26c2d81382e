use super::grammar::time_zone::time_zone;
use super::text::text_value;

text_value! {
    /// The name of a time zone in the IANA database, such as `Europe/Berlin`, with upper and lower case as there.
    ///
    /// Some zones are constants of this type. [`time_zone!`](crate::time_zone) makes one of any name:
    ///
    /// ```
    /// use podwright::time_zone;
    /// use podwright::value::TimeZone;
    ///
    /// assert_eq!(TimeZone::EUROPE_BERLIN, time_zone!("Europe/Berlin"));
    /// assert_eq!("Asia/Kathmandu".parse::<TimeZone>()?.as_str(), "Asia/Kathmandu");
    /// assert!("europe/berlin".parse::<TimeZone>().is_err());
    /// # Ok::<(), podwright::ParseError>(())
    /// ```
    ///
    /// The names are those of release 2025c of the database, old ones included. A cluster reads the database of its own image:
    /// an older one lacks the newest names, such as `America/Coyhaique` before 2025b and `Europe/Kyiv` before 2022b. Images
    /// with Debian's files also know some of the names below `posix/` and `right/`, which are not accepted here.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones>
    TimeZone, time_zone
}

macro_rules! zones {
    ($($NAME:ident = $name:literal)+) => {
        /// # Zones of many people
        impl TimeZone {
            $(
                #[doc = concat!("`", $name, "`.")]
                pub const $NAME: Self = Self(std::borrow::Cow::Borrowed($name));
            )+
        }

        #[cfg(test)]
        const CONSTANTS: &[TimeZone] = &[$(TimeZone::$NAME),+];
    };
}

zones! {
    UTC = "UTC"
    AFRICA_CAIRO = "Africa/Cairo"
    AFRICA_JOHANNESBURG = "Africa/Johannesburg"
    AFRICA_LAGOS = "Africa/Lagos"
    AFRICA_NAIROBI = "Africa/Nairobi"
    AMERICA_ARGENTINA_BUENOS_AIRES = "America/Argentina/Buenos_Aires"
    AMERICA_BOGOTA = "America/Bogota"
    AMERICA_CHICAGO = "America/Chicago"
    AMERICA_DENVER = "America/Denver"
    AMERICA_LOS_ANGELES = "America/Los_Angeles"
    AMERICA_MEXICO_CITY = "America/Mexico_City"
    AMERICA_NEW_YORK = "America/New_York"
    AMERICA_SAO_PAULO = "America/Sao_Paulo"
    AMERICA_TORONTO = "America/Toronto"
    ASIA_BANGKOK = "Asia/Bangkok"
    ASIA_DHAKA = "Asia/Dhaka"
    ASIA_DUBAI = "Asia/Dubai"
    ASIA_HONG_KONG = "Asia/Hong_Kong"
    ASIA_JAKARTA = "Asia/Jakarta"
    ASIA_JERUSALEM = "Asia/Jerusalem"
    ASIA_KARACHI = "Asia/Karachi"
    ASIA_KOLKATA = "Asia/Kolkata"
    ASIA_MANILA = "Asia/Manila"
    ASIA_SEOUL = "Asia/Seoul"
    ASIA_SHANGHAI = "Asia/Shanghai"
    ASIA_SINGAPORE = "Asia/Singapore"
    ASIA_TAIPEI = "Asia/Taipei"
    ASIA_TOKYO = "Asia/Tokyo"
    AUSTRALIA_MELBOURNE = "Australia/Melbourne"
    AUSTRALIA_SYDNEY = "Australia/Sydney"
    EUROPE_AMSTERDAM = "Europe/Amsterdam"
    EUROPE_ATHENS = "Europe/Athens"
    EUROPE_BERLIN = "Europe/Berlin"
    EUROPE_BRUSSELS = "Europe/Brussels"
    EUROPE_DUBLIN = "Europe/Dublin"
    EUROPE_HELSINKI = "Europe/Helsinki"
    EUROPE_ISTANBUL = "Europe/Istanbul"
    EUROPE_LISBON = "Europe/Lisbon"
    EUROPE_LONDON = "Europe/London"
    EUROPE_MADRID = "Europe/Madrid"
    EUROPE_MOSCOW = "Europe/Moscow"
    EUROPE_OSLO = "Europe/Oslo"
    EUROPE_PARIS = "Europe/Paris"
    EUROPE_PRAGUE = "Europe/Prague"
    EUROPE_ROME = "Europe/Rome"
    EUROPE_STOCKHOLM = "Europe/Stockholm"
    EUROPE_VIENNA = "Europe/Vienna"
    EUROPE_WARSAW = "Europe/Warsaw"
    EUROPE_ZURICH = "Europe/Zurich"
    PACIFIC_AUCKLAND = "Pacific/Auckland"
}

#[cfg(test)]
mod tests {
    use super::{CONSTANTS, time_zone};

    #[test]
    fn the_constants_are_zones_that_are_named_alike() {
        assert!(CONSTANTS.iter().all(|zone| time_zone(zone.as_str()).is_ok()));
        assert!(CONSTANTS[1..].is_sorted());
    }
}
