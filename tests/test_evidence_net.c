/* evidence/net, sessions: where sessions came from; journeys, tunnels and everyday accidents. */
#include "tests/evidence_help.h"

/* Addresses that no label names: in Germany, the United States, Korea as the records say. */
#define A "\"ip\":\"85.214.132.117\""
#define B "\"ip\":\"72.229.28.185\""
#define ASTRILL "\"ip\":\"104.140.119.77\""
#define NET(...) "{\"net\":[" __VA_ARGS__ "]}"
#define US(...) "{\"country\":\"us\",\"city\":\"Boston\",\"net\":[" __VA_ARGS__ "]}"

static void counts_kinds(void **state)
{
    static const struct help_case rows[] = {
        { "sessions", NET("{" A "},{" B "},{\"ip\":\"unknown\"}"), FEATURE_NET_SESSIONS, 2 },
        { "days", NET("{" A ",\"time\":\"2026-11-01T01:00:00Z\"},{" B ",\"time\":\"2026-11-01T23:00:00Z\"},{" A ",\"time\":\"2026-11-02\"}"),
          FEATURE_NET_DAYS, 2 },
        { "none", "{\"name\":\"Jane\"}", FEATURE_NET_SESSIONS, HELP_ABSENT },
        { "private", NET("{\"ip\":\"192.168.1.5\"},{\"ip\":\"100.64.1.1\"},{\"ip\":\"2001:db8::1\"},{" A "}"), FEATURE_NET_PRIVATE, 3 },
        { "private addresses tell nothing", NET("{\"ip\":\"192.168.1.5\"}"), FEATURE_NET_ANONYMIZER, HELP_ABSENT },
        { "no anonymizer", NET("{" A "}"), FEATURE_NET_ANONYMIZER, 0 },
        { "by range", NET("{" A "},{" ASTRILL "}"), FEATURE_NET_ANONYMIZER, 1 },
        { "by number of the network", NET("{" A ",\"asn\":\"AS9009\"}"), FEATURE_NET_ANONYMIZER, 1 },
        { "by the vendor", NET("{" A ",\"tag\":\"vpn\"}"), FEATURE_NET_ANONYMIZER, 1 },
        { "the office's own VPN", NET("{" ASTRILL ",\"tag\":[\"vpn\",\"office\"]}"), FEATURE_NET_ANONYMIZER, 0 },
        { "named for the scheme", NET("{" ASTRILL "},{" A ",\"provider\":\"Astrill VPN\"},{" B ",\"provider\":\"NordVPN\"}"),
          FEATURE_NET_SCHEME_VPN, 2 },
        { "any provider is one", NET("{" B ",\"provider\":\"NordVPN\"}"), FEATURE_NET_ANONYMIZER, 1 },
        { "while working", NET("{" ASTRILL ",\"kind\":\"work\"},{" ASTRILL ",\"kind\":\"application\"}"), FEATURE_NET_ANONYMIZER_MANAGED, 1 },
        { "on the issued laptop", "{\"dev\":{\"serial\":\"C02X\",\"owner\":\"issued\"},\"net\":{" ASTRILL ",\"device\":\"c02x\"}}",
          FEATURE_NET_ANONYMIZER_MANAGED, 1 },
        { "on the own phone", "{\"dev\":{\"serial\":\"C02X\",\"owner\":\"own\"},\"net\":{" ASTRILL ",\"device\":\"C02X\"}}",
          FEATURE_NET_ANONYMIZER_MANAGED, HELP_ABSENT },
        { "residential", NET("{" A ",\"tag\":\"residential_proxy\"}"), FEATURE_NET_RESIDENTIAL_PROXY, 1 },
        { "no vendor asked", NET("{" A "}"), FEATURE_NET_RESIDENTIAL_PROXY, HELP_ABSENT },
        { "Tor", NET("{" A ",\"tag\":\"tor\"},{" B ",\"tag\":\"relay\"}"), FEATURE_NET_TOR, 1 },
        { "the national range", NET("{\"ip\":\"175.45.177.9\"}"), FEATURE_NET_DPRK_RANGE, 1 },
        { "beside it", NET("{\"ip\":\"175.45.180.9\"}"), FEATURE_NET_DPRK_RANGE, 0 },
        { "published, fresh", NET("{\"ip\":\"23.237.102.130\",\"time\":\"2026-11-01\"}"), FEATURE_NET_PUBLISHED, 1 },
        { "published, long before", NET("{\"ip\":\"23.237.102.130\",\"time\":\"2025-11-01\"}"), FEATURE_NET_PUBLISHED, 0 },
        { "ports", NET("{" A ",\"open_ports\":[\"443\",\"3389\"]}"), FEATURE_NET_REMOTE_PORTS, 1 },
        { "no remote port", NET("{" A ",\"open_ports\":\"22\"}"), FEATURE_NET_REMOTE_PORTS, 0 },
        { "not looked", NET("{" A "}"), FEATURE_NET_REMOTE_PORTS, HELP_ABSENT },
        { "resolver", NET("{" A ",\"country\":\"de\",\"resolver_country\":\"cn\"},{" A ",\"country\":\"de\",\"resolver_country\":\"Germany\"}"),
          FEATURE_NET_RESOLVER_DIFFERS, 1 },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void countries(void **state)
{
#define ON(day, c, more) "{" A ",\"time\":\"2026-11-" day "T10:00:00Z\",\"country\":\"" c "\"" more "}"
    static const struct help_case rows[] = {
        { "at home", US(ON("01", "us", "")), FEATURE_NET_COUNTRY_DIFFERS_DAYS, 0 },
        { "two days elsewhere", US(ON("01", "cn", "") "," ON("02", "China", "") "," ON("02", "cn", "")), FEATURE_NET_COUNTRY_DIFFERS_DAYS, 2 },
        { "through a VPN", US(ON("01", "nl", ",\"tag\":\"vpn\"") "," ON("02", "nl", ",\"tag\":\"hosting\"")), FEATURE_NET_COUNTRY_DIFFERS_DAYS, HELP_ABSENT },
        { "roaming", US(ON("01", "nl", ",\"tag\":\"mobile\"") "," ON("02", "us", "")), FEATURE_NET_COUNTRY_DIFFERS_DAYS, 0 },
        { "on a ship", US(ON("01", "no", ",\"tag\":\"satellite\"") "," ON("02", "us", "")), FEATURE_NET_COUNTRY_DIFFERS_DAYS, 0 },
        { "two homes", "{\"country\":\"us\",\"app\":{\"work_country\":\"mx\"},\"net\":[" ON("01", "mx", "") "]}",
          FEATURE_NET_COUNTRY_DIFFERS_DAYS, 0 },
        { "no claim", NET(ON("01", "mx", "")), FEATURE_NET_COUNTRY_DIFFERS_DAYS, HELP_ABSENT },
        { "country not known", US("{" A ",\"time\":\"2026-11-01\"}"), FEATURE_NET_COUNTRY_DIFFERS_DAYS, HELP_ABSENT },
        { "three in a day", NET("{" A ",\"time\":\"2026-11-01T10:00:00Z\",\"country\":\"us\"},{" A ",\"time\":\"2026-11-01T12:00:00Z\",\"country\":\"de\"},"
          "{" A ",\"time\":\"2026-11-02T09:00:00Z\",\"country\":\"jp\"}"), FEATURE_NET_COUNTRIES_24H, 3 },
        { "three in two days", NET("{" A ",\"time\":\"2026-11-01T10:00:00Z\",\"country\":\"us\"},{" A ",\"time\":\"2026-11-01T12:00:00Z\",\"country\":\"de\"},"
          "{" A ",\"time\":\"2026-11-02T11:00:00Z\",\"country\":\"jp\"}"), FEATURE_NET_COUNTRIES_24H, 2 },
        { "exits of a VPN", NET("{" A ",\"time\":\"2026-11-01T10:00:00Z\",\"country\":\"us\"},{" A ",\"time\":\"2026-11-01T12:00:00Z\",\"country\":\"de\",\"tag\":\"vpn\"},"
          "{" A ",\"time\":\"2026-11-02T09:00:00Z\",\"country\":\"us\"}"), FEATURE_NET_COUNTRIES_24H, 1 },
        { "one session", NET(ON("01", "us", "")), FEATURE_NET_COUNTRIES_24H, HELP_ABSENT },
        { "interview from elsewhere", US(ON("01", "cn", ",\"kind\":\"interview\"")), FEATURE_NET_INTERVIEW_DIFFERS, 1 },
        { "interview from home", US(ON("01", "us", ",\"kind\":\"interview\"")), FEATURE_NET_INTERVIEW_DIFFERS, 0 },
        { "interview by VPN", US(ON("01", "cn", ",\"kind\":\"interview\",\"tag\":\"vpn\"")), FEATURE_NET_INTERVIEW_DIFFERS, HELP_ABSENT },
        { "interview by VPN is one", US(ON("01", "cn", ",\"kind\":\"interview\",\"tag\":\"vpn\"")), FEATURE_NET_INTERVIEW_ANONYMIZER, 1 },
        { "address of the call", "{\"country\":\"us\",\"int\":{\"ip\":\"104.140.119.77\"}}", FEATURE_NET_INTERVIEW_ANONYMIZER, 1 },
        { "no interview", US(ON("01", "cn", "")), FEATURE_NET_INTERVIEW_ANONYMIZER, HELP_ABSENT },
        { "payroll from elsewhere", NET("{" A ",\"kind\":\"work\",\"device\":\"L1\",\"country\":\"us\"},{" B ",\"kind\":\"payroll\",\"device\":\"P9\",\"country\":\"cn\"}"),
          FEATURE_NET_PAYROLL_OTHER_DEVICE, 1 },
        { "payroll on the own phone at home", NET("{" A ",\"kind\":\"work\",\"device\":\"L1\",\"country\":\"us\"},{" B ",\"kind\":\"payroll\",\"device\":\"P9\",\"country\":\"us\"}"),
          FEATURE_NET_PAYROLL_OTHER_DEVICE, 0 },
        { "no work seen", NET("{" B ",\"kind\":\"payroll\",\"device\":\"P9\",\"country\":\"us\"}"), FEATURE_NET_PAYROLL_OTHER_DEVICE, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void ways(void **state)
{
#define IN(t, city, c, more) "{" A ",\"time\":\"" t "\",\"city\":\"" city "\",\"country\":\"" c "\"" more "}"
    static const struct help_case rows[] = {
        { "faster than a plane", NET(IN("2026-11-01T10:00:00Z", "Boston", "us", "") "," IN("2026-11-01T14:00:00Z", "Seoul", "kr", "")), FEATURE_NET_TRAVEL, 1 },
        { "out of order in the file", NET(IN("2026-11-01T14:00:00Z", "Seoul", "kr", "") "," IN("2026-11-01T10:00:00Z", "Boston", "us", "")), FEATURE_NET_TRAVEL, 1 },
        { "a night flight", NET(IN("2026-11-01T20:00:00-04:00", "New York", "us", "") "," IN("2026-11-02T08:30:00+00:00", "London", "gb", "")), FEATURE_NET_TRAVEL, 0 },
        { "a train", NET(IN("2026-11-01T10:00:00Z", "Paris", "fr", "") "," IN("2026-11-01T10:05:00Z", "Brussels", "be", "")), FEATURE_NET_TRAVEL, 0 },
        { "a VPN between", NET(IN("2026-11-01T10:00:00Z", "Boston", "us", "") "," IN("2026-11-01T11:00:00Z", "Tokyo", "jp", ",\"tag\":\"vpn\"") ","
          IN("2026-11-01T12:00:00Z", "Boston", "us", "")), FEATURE_NET_TRAVEL, 0 },
        { "VPN on the phone", NET(IN("2026-11-01T10:00:00Z", "Boston", "us", "") "," IN("2026-11-01T11:00:00Z", "Tokyo", "jp", ",\"tag\":[\"mobile\",\"vpn\"]")),
          FEATURE_NET_TRAVEL, HELP_ABSENT },
        { "days alone", NET(IN("2026-11-01", "Boston", "us", "") "," IN("2026-11-01", "Seoul", "kr", "")), FEATURE_NET_TRAVEL, 0 },
        { "no places", NET("{" A ",\"time\":\"2026-11-01T10:00:00Z\"},{" B ",\"time\":\"2026-11-01T10:00:00Z\"}"), FEATURE_NET_TRAVEL, HELP_ABSENT },
        { "by degrees", NET("{" A ",\"time\":\"2026-11-01T10:00:00Z\",\"latitude\":\"42.36\",\"longitude\":\"-71.06\"},"
          "{" B ",\"time\":\"2026-11-01T11:00:00Z\",\"latitude\":\"37.57\",\"longitude\":\"126.98\"}"), FEATURE_NET_TRAVEL, 1 },
        { "far from home", US(IN("2026-11-01", "Seattle", "us", "") "," IN("2026-11-02", "Seattle", "us", "") "," IN("2026-11-03", "Seattle", "us", "") ","
          IN("2026-11-04", "Boston", "us", "") "," IN("2026-11-05", "Seattle", "us", "")), FEATURE_NET_REGION_KM, 3999 },
        { "four sessions", US(IN("2026-11-01", "Seattle", "us", "") "," IN("2026-11-02", "Seattle", "us", "") "," IN("2026-11-03", "Seattle", "us", "") ","
          IN("2026-11-04", "Boston", "us", "")), FEATURE_NET_REGION_KM, HELP_ABSENT },
        { "prefixes", NET("{\"ip\":\"85.214.1.1\",\"time\":\"2026-11-01T10:00:00Z\"},{\"ip\":\"85.214.1.9\",\"time\":\"2026-11-01T10:10:00Z\"},"
          "{\"ip\":\"85.215.1.1\",\"time\":\"2026-11-01T10:30:00Z\"},{\"ip\":\"72.229.28.1\",\"time\":\"2026-11-01T10:59:00Z\"},"
          "{\"ip\":\"72.230.28.1\",\"time\":\"2026-11-01T11:35:00Z\"}"), FEATURE_NET_PREFIXES_1H, 3 },
        { "a phone's", NET("{\"ip\":\"85.214.1.1\",\"time\":\"2026-11-01T10:00:00Z\"},{\"ip\":\"85.214.1.2\",\"time\":\"2026-11-01T10:10:00Z\"},"
          "{\"ip\":\"85.215.1.1\",\"time\":\"2026-11-01T10:30:00Z\",\"tag\":\"mobile\"}"), FEATURE_NET_PREFIXES_1H, 1 },
        { "never off", NET("{" A ",\"time\":\"2026-11-01T00:00:00Z\",\"seconds\":\"43200\"},{" A ",\"time\":\"2026-11-01T12:20:00Z\",\"seconds\":\"130000\"}"),
          FEATURE_NET_ALWAYS_ON_DAYS, 2 },
        { "a night's rest", NET("{" A ",\"time\":\"2026-11-01T00:00:00Z\",\"seconds\":\"43200\"},{" A ",\"time\":\"2026-11-01T20:00:00Z\",\"seconds\":\"43200\"}"),
          FEATURE_NET_ALWAYS_ON_DAYS, 0 },
        { "no lengths", NET("{" A ",\"time\":\"2026-11-01T00:00:00Z\"}"), FEATURE_NET_ALWAYS_ON_DAYS, HELP_ABSENT },
        { "no server given", US("{" A ",\"rtt_ms\":\"400\"}"), FEATURE_NET_RTT_EXCESS_MS, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void clocks(void **state)
{
#define CLOCK(t, zone, more) "{" A ",\"time\":\"" t "\",\"zone\":\"" zone "\"" more "}"
    static const struct help_case rows[] = {
        { "another clock on three days", US(CLOCK("2026-11-01", "Asia/Shanghai", "") "," CLOCK("2026-11-02", "Asia/Shanghai", "") "," CLOCK("2026-11-03", "Asia/Shanghai", "")),
          FEATURE_NET_CLOCK_CLAIM_MINUTES, 660 }, /* 13 hours on the winter clock: 11 round the day */
        { "a journey of two days", US(CLOCK("2026-11-05", "Asia/Shanghai", "") "," CLOCK("2026-11-06", "Asia/Shanghai", "") "," CLOCK("2026-11-07", "America/New_York", "")),
          FEATURE_NET_CLOCK_CLAIM_MINUTES, 0 },
        { "two days seen", US(CLOCK("2026-11-05", "Asia/Shanghai", "") "," CLOCK("2026-11-06", "Asia/Shanghai", "")), FEATURE_NET_CLOCK_CLAIM_MINUTES, HELP_ABSENT },
        { "weeks when summer ends apart", "{\"country\":\"de\",\"net\":[" CLOCK("2026-10-26", "Europe/Berlin", "") "," CLOCK("2026-10-27", "+01:00", "") ","
          CLOCK("2026-10-28", "Europe/Paris", "") "]}", FEATURE_NET_CLOCK_CLAIM_MINUTES, 0 },
        { "an offset kept over the change", "{\"country\":\"de\",\"net\":[" CLOCK("2026-10-26", "+02:00", "") "," CLOCK("2026-10-27", "+02:00", "") ","
          CLOCK("2026-10-28", "+02:00", "") "]}", FEATURE_NET_CLOCK_CLAIM_MINUTES, 60 },
        { "a large country", "{\"country\":\"us\",\"net\":[" CLOCK("2026-11-05", "America/Los_Angeles", "") "," CLOCK("2026-11-06", "Pacific/Honolulu", "") ","
          CLOCK("2026-11-07", "America/New_York", "") "]}", FEATURE_NET_CLOCK_CLAIM_MINUTES, 0 },
        { "a hidden clock", US(CLOCK("2026-11-05", "UTC", "") "," CLOCK("2026-11-06", "UTC", "") "," CLOCK("2026-11-07", "+00:00", "")),
          FEATURE_NET_CLOCK_CLAIM_MINUTES, HELP_ABSENT },
        { "the claim names its zone", "{\"country\":\"us\",\"app\":{\"zone\":\"Asia/Seoul\"},\"net\":[" CLOCK("2026-11-05", "+09:00", "") "," CLOCK("2026-11-06", "+09:00", "") ","
          CLOCK("2026-11-07", "+09:00", "") "]}", FEATURE_NET_CLOCK_CLAIM_MINUTES, 0 },
        { "no place", NET(CLOCK("2026-11-05", "+09:00", "") "," CLOCK("2026-11-06", "+09:00", "") "," CLOCK("2026-11-07", "+09:00", "")),
          FEATURE_NET_CLOCK_CLAIM_MINUTES, HELP_ABSENT },
        { "a tunnel", US(CLOCK("2026-11-05", "Asia/Shanghai", ",\"country\":\"us\"")), FEATURE_NET_CLOCK_IP_MINUTES, 360 } /* Honolulu is nearest */,
        { "honest at home", US(CLOCK("2026-11-05", "America/Denver", ",\"country\":\"us\"")), FEATURE_NET_CLOCK_IP_MINUTES, 0 },
        { "a journey, address and clock agree", US(CLOCK("2026-11-05", "Asia/Tokyo", ",\"country\":\"jp\"")), FEATURE_NET_CLOCK_IP_MINUTES, HELP_ABSENT },
        { "home by the office's VPN", US(CLOCK("2026-11-05", "Asia/Tokyo", ",\"country\":\"us\",\"tag\":\"office\"")), FEATURE_NET_CLOCK_IP_MINUTES, HELP_ABSENT },
        { "landed, clock put right later that day", US(CLOCK("2026-11-05T10:00:00Z", "Asia/Tokyo", ",\"country\":\"us\"") "," CLOCK("2026-11-05T12:00:00Z", "America/New_York", ",\"country\":\"us\"")),
          FEATURE_NET_CLOCK_IP_MINUTES, 0 },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void round_trips(void **state)
{
    struct evidence_sources s = { .server_place = STR_INIT("Ashburn") };
    struct evidence_data *near = NULL, *kept = help_data;
    (void)state;
    s.server_place = STR("Washington, USA");
    assert_int_equal(evidence_data_open(&s, &near, NULL), CORDON_OK);
    help_data = near;
    static const struct help_case rows[] = {
        { "too long", US("{" A ",\"rtt_ms\":\"250\"}"), FEATURE_NET_RTT_EXCESS_MS, 198 },
        { "plain", US("{" A ",\"rtt_ms\":\"30\"}"), FEATURE_NET_RTT_EXCESS_MS, 0 },
        { "through a VPN", US("{" A ",\"rtt_ms\":\"250\",\"tag\":\"vpn\"}"), FEATURE_NET_RTT_EXCESS_MS, HELP_ABSENT },
    };
    help_cases(rows, COUNT_OF(rows));
    help_data = kept;
    evidence_data_free(near);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_kinds),
        cmocka_unit_test(countries),
        cmocka_unit_test(ways),
        cmocka_unit_test(clocks),
        cmocka_unit_test(round_trips),
    };
    return HELP_GROUP(tests);
}
