/* evidence/device: programs and signatures, accounts, clocks; own computers and shared flats. */
#include "tests/evidence_help.h"

#define CASES(rows) help_cases(rows, COUNT_OF(rows))

static void finds_programs(void **state)
{
    static const struct help_case rows[] = {
        { "two tools, one twice", "{\"dev\":{\"process\":[\"C:\\\\Program Files (x86)\\\\AnyDesk\\\\AnyDesk.exe\""
      ",\"AnyDesk 8.0.9\",\"RustDesk\",\"chrome.exe\"]}}", FEATURE_DEV_REMOTE_TOOLS, 2 },
        { "none", "{\"dev\":{\"process\":[\"chrome.exe\",\"Slack\",\"Zoom\"]}}", FEATURE_DEV_REMOTE_TOOLS, 0 },
        { "no inventory", "{\"dev\":{\"serial\":\"X1\"}}", FEATURE_DEV_REMOTE_TOOLS, HELP_ABSENT },
        { "no device", "{\"name\":\"Anna\"}", FEATURE_DEV_REMOTE_TOOLS, HELP_ABSENT },
        { "words inside others", "{\"dev\":{\"process\":[\"anydesklike\",\"My TeamViewer Notes.txt\"]}}", FEATURE_DEV_REMOTE_TOOLS, 0 },
        { "mouse mover", "{\"dev\":{\"process\":[\"MouseJiggler.exe\"]}}", FEATURE_DEV_JIGGLER, 1 },
        { "mouse mover on USB", "{\"dev\":{\"usb\":[\"Vaydeer Mouse Jiggler\"]}}", FEATURE_DEV_JIGGLER, 1 },
        { "as given", "{\"dev\":{\"jiggler\":true}}", FEATURE_DEV_JIGGLER, 1 },
        { "looked for", "{\"dev\":{\"jiggler\":\"no\"}}", FEATURE_DEV_JIGGLER, 0 },
        { "relay of codes", "{\"dev\":{\"dns\":[\"example.com\",\"www.2fa.cn\"]}}", FEATURE_DEV_OTP_RELAY, 1 },
        { "other sites", "{\"dev\":{\"dns\":[\"example.com\",\"not2fa.cn\"]}}", FEATURE_DEV_OTP_RELAY, 0 },
        { "no DNS log", "{\"dev\":{\"process\":[\"a\"]}}", FEATURE_DEV_OTP_RELAY, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
    help_run("{\"dev\":{\"process\":[\"Astrill VPN\",\"GlobalProtect\","
      "\"Cisco AnyConnect\"],\"camera\":[\"FaceTime HD Camera\","
      "\"OBS Virtual Camera\"]}}");
    assert_true(feature_get(&help_set, FEATURE_DEV_VPN_CLIENT) != NULL);
    assert_str(feature_get(&help_set, FEATURE_DEV_VIRTUAL_CAMERA)->text, "OBS virtual camera");
    help_run("{\"dev\":{\"process\":[\"GlobalProtect\"],\"camera\":[\"FaceTime HD Camera\"]}}");
    assert_null(feature_get(&help_set, FEATURE_DEV_VPN_CLIENT));
    assert_null(feature_get(&help_set, FEATURE_DEV_VIRTUAL_CAMERA));
}

static void finds_switches(void **state)
{
    static const struct help_case rows[] = {
        { "by ids", "{\"dev\":{\"usb\":[\"3346:1009\"]}}", FEATURE_DEV_IP_KVM, 1 },
        { "by ids as Windows writes them", "{\"dev\":{\"usb\":[\"USB\\\\VID_1A86&PID_E329\\\\5&2A\"]}}", FEATURE_DEV_IP_KVM, 1 },
        { "by its words", "{\"dev\":{\"usb\":[\"1d6b:0104 PiKVM Composite Device\"]}}", FEATURE_DEV_IP_KVM, 1 },
        { "by its serial", "{\"dev\":{\"usb\":[\"1d6b:0104 USB gadget CAFEBABE\"]}}", FEATURE_DEV_IP_KVM, 1 },
        { "by its monitor", "{\"dev\":{\"edid\":[\"PI-KVM Video\"]}}", FEATURE_DEV_IP_KVM, 1 },
        { "the plain gadget driver of any small board", "{\"dev\":{\"usb\":[\"1d6b:0104 Linux Foundation Multifunction Composite Gadget"
      "\"]}}", FEATURE_DEV_IP_KVM, 0 },
        { "a mouse", "{\"dev\":{\"usb\":[\"046d:c52b Logitech Unifying Receiver\"],"
      "\"edid\":[\"DELL U2720Q\"]}}", FEATURE_DEV_IP_KVM, 0 },
        { "not listed", "{\"dev\":{\"serial\":\"X\"}}", FEATURE_DEV_IP_KVM, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

static void tells_whose_accounts(void **state)
{
    static const struct help_case rows[] = {
        { "own mailbox", "{\"name\":\"Anna Eriksson\",\"email\":\"anna@example.com\","
      "\"dev\":{\"account\":[\"anna@example.com\"]}}", FEATURE_DEV_OTHER_ACCOUNT, 0 },
        { "own name elsewhere", "{\"name\":\"Anna Eriksson\",\"dev\":{\"account\":[\"anna.eriksson@work.example"
      "\"]}}", FEATURE_DEV_OTHER_ACCOUNT, 0 },
        { "another name", "{\"name\":\"Anna Eriksson\",\"dev\":{\"account\":[\"robert.miller@example.com"
      "\"]}}", FEATURE_DEV_OTHER_ACCOUNT, 1 },
        { "one word tells nothing", "{\"name\":\"Anna Eriksson\",\"dev\":{\"account\":[\"skywalker@example.com\","
      "\"rm1987\"]}}", FEATURE_DEV_OTHER_ACCOUNT, 0 },
        { "an alias", "{\"name\":\"Anna Eriksson\",\"alias\":\"Robert Miller\","
      "\"dev\":{\"account\":[\"robert.miller@example.com\"]}}", FEATURE_DEV_OTHER_ACCOUNT, 0 },
        { "a family's computer", "{\"name\":\"Anna Eriksson\",\"dev\":{\"owner\":\"own\","
      "\"account\":[\"robert.miller@example.com\"]}}", FEATURE_DEV_OTHER_ACCOUNT, HELP_ABSENT },
        { "the same in two exports", "{\"name\":\"Anna Eriksson\",\"dev\":{\"account\":[\"robert.miller@example.com"
      "\"]}}\n{\"dev\":{\"account\":[\"Robert.Miller@example.com\"]}}", FEATURE_DEV_OTHER_ACCOUNT, 1 },
        { "none given", "{\"name\":\"Anna Eriksson\",\"dev\":{\"serial\":\"1\"}}", FEATURE_DEV_OTHER_ACCOUNT, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

static void looks_around(void **state)
{
    static const struct help_case rows[] = {
        { "three companies' computers", "{\"dev\":{\"name\":\"ACME-LT-00123\",\"lan\":[\"GLOBEX-004471\","
      "\"INITECH-WS-0912\",\"umb_77120\"]}}", FEATURE_DEV_SHARED_LAN, 3 },
        { "a home", "{\"dev\":{\"name\":\"ACME-LT-00123\",\"lan\":[\"ACME-LT-00123\","
      "\"DESKTOP-4F7K123\",\"iPhone-1234\",\"EPSON1234AB\",\"living-room-tv\","
      "\"Annas-MacBook\"]}}", FEATURE_DEV_SHARED_LAN, 0 },
        { "not given", "{\"dev\":{\"name\":\"ACME-LT-00123\"}}", FEATURE_DEV_SHARED_LAN, HELP_ABSENT },
        { "clock agrees", "{\"time\":\"2026-08-01\",\"app\":{\"zone\":\"Europe/Berlin\"},"
      "\"dev\":{\"zone\":\"Europe/Paris\"}}", FEATURE_DEV_ZONE_DIFFERS_MINUTES, 0 },
        { "clock seven hours off", "{\"time\":\"2026-08-01\",\"app\":{\"zone\":\"Europe/Berlin\"},"
      "\"dev\":{\"zone\":\"Asia/Seoul\"}}", FEATURE_DEV_ZONE_DIFFERS_MINUTES, 420 },
        { "clock hides", "{\"time\":\"2026-08-01\",\"app\":{\"zone\":\"Europe/Berlin\"},"
      "\"dev\":{\"zone\":\"UTC\"}}", FEATURE_DEV_ZONE_DIFFERS_MINUTES, HELP_ABSENT },
        { "no place", "{\"dev\":{\"zone\":\"Asia/Seoul\"}}", FEATURE_DEV_ZONE_DIFFERS_MINUTES, HELP_ABSENT },
        { "another country", "{\"country\":\"Germany\",\"dev\":{\"country\":\"Laos\"}}", FEATURE_DEV_COUNTRY_DIFFERS, 1 },
        { "one of two claimed", "{\"country\":\"Germany\",\"app\":{\"work_country\":\"at\"},"
      "\"dev\":{\"country\":\"Austria\"}}", FEATURE_DEV_COUNTRY_DIFFERS, 0 },
        { "unknown writing", "{\"country\":\"Germany\",\"dev\":{\"country\":\"Neverland\"}}", FEATURE_DEV_COUNTRY_DIFFERS, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_programs),
        cmocka_unit_test(finds_switches),
        cmocka_unit_test(tells_whose_accounts),
        cmocka_unit_test(looks_around),
    };
    return HELP_GROUP(tests);
}
