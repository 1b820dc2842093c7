/* Looking words up in the built-in label tables. */
#include "evidence/labels.h"

#include "base/hash.h"
#include "base/num.h"
#include "base/table.h"

#include "evidence/word_table.h"

static const char *const kind_names[LABEL_KINDS] = {
    [LABEL_FREE_MAIL] = "free_mail",     [LABEL_MAIL_TRADE] = "mail_trade",
    [LABEL_MAIL_WORD] = "mail_word",     [LABEL_OTP_RELAY] = "otp_relay",
    [LABEL_VPN_SERVICE] = "vpn_service", [LABEL_VPN_CLIENT] = "vpn_client",
    [LABEL_VIRTUAL_CAMERA] = "virtual_camera", [LABEL_JIGGLER] = "jiggler",
    [LABEL_REMOTE_TOOL] = "program",     [LABEL_REMOTE_DOMAIN] = "domain",
    [LABEL_KVM_USB] = "usb",             [LABEL_KVM_SERIAL] = "serial",
};

str label_word(enum label_kind kind, str word)
{
    char key[LABEL_TEXT + 24];
    size_t len = strlen(kind_names[kind]);
    word = str_trim(word);
    if (word.len == 0 || word.len > LABEL_TEXT) return STR_EMPTY;
    memcpy(key, kind_names[kind], len);
    key[len++] = ' ';
    for (size_t i = 0; i < word.len; i++) key[len++] = byte_lower(word.data[i]);
    uint32_t row = table_find(&label_words, str_of(key, len));
    return row == TABLE_NONE ? STR_EMPTY : label_names[label_word_name[row]];
}

/* What stands behind the first dot; "" when that is no domain any more. */
static str parent(str domain)
{
    size_t dot = str_index(domain, '.');
    str up = str_from(domain, dot < domain.len ? dot + 1 : dot);
    return str_index(up, '.') < up.len ? up : STR_EMPTY;
}

static str no_dot(str domain)
{
    domain = str_trim(domain);
    if (domain.len && domain.data[domain.len - 1] == '.') domain.len--;
    return domain;
}

str label_domain(enum label_kind kind, str domain)
{
    for (domain = no_dot(domain); domain.len; domain = parent(domain)) {
        str found = label_word(kind, domain);
        if (found.len) return found;
    }
    return STR_EMPTY;
}

bool label_is_disposable(str domain)
{
    char key[256];
    domain = no_dot(domain);
    if (domain.len > sizeof key) return false;
    for (size_t i = 0; i < domain.len; i++) key[i] = byte_lower(domain.data[i]);
    for (str d = str_of(key, domain.len); d.len; d = parent(d))
        if (table_find(&label_disposable, d) != TABLE_NONE) return true;
    return false;
}

/* --- programs ----------------------------------------------------------------------------------- */

static str file_name(str path)
{
    size_t at = 0;
    for (size_t i = 0; i < path.len; i++)
        if ((path.data[i] == '/' || path.data[i] == '\\') && i + 1 < path.len) at = i + 1;
    return str_from(path, at);
}

static str no_ending(str name)
{
    static const char *const endings[] = { ".exe", ".app", ".msi", ".dmg", ".pkg", ".desktop" };
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        size_t len = strlen(endings[i]);
        if (name.len > len && str_eq_nocase(str_from(name, name.len - len), str_c(endings[i])))
            return str_sub(name, 0, name.len - len);
    }
    return name;
}

/* Does this last word say only version, width or build? */
static bool is_version(str word)
{
    if (word.len == 0) return true;
    char c = word.data[0];
    if (c == '(' || c == '-' || byte_is_digit(c)) return true;
    if ((c == 'v' || c == 'V') && word.len > 1 && byte_is_digit(word.data[1])) return true;
    static const char *const fillers[] = { "version", "x64", "x86", "64-bit", "32-bit", "setup",
                                           "client", "host", "service", "beta", "portable" };
    for (size_t i = 0; i < COUNT_OF(fillers); i++)
        if (str_eq_nocase(word, str_c(fillers[i]))) return true;
    return false;
}

str label_program(enum label_kind kind, str program)
{
    str name = no_ending(str_trim(file_name(str_trim(program))));
    for (;;) {
        str found = label_word(kind, name);
        if (found.len) return found;
        size_t cut = name.len;
        while (cut && name.data[cut - 1] != ' ') cut--;
        if (cut == 0 || !is_version(str_from(name, cut))) return STR_EMPTY;
        name = str_trim(str_sub(name, 0, cut));
    }
}

/* --- signatures and contacts -------------------------------------------------------------------- */

static bool holds(str text, str part)
{
    for (size_t at = 0; at + part.len <= text.len; at++)
        if (str_eq_nocase(str_sub(text, at, at + part.len), part)) return true;
    return false;
}

str label_kvm(str text, bool is_edid)
{
    for (size_t i = 0; i < COUNT_OF(label_kvm_parts); i++)
        if (label_kvm_parts[i].is_edid == is_edid && holds(text, label_kvm_parts[i].value))
            return label_kvm_parts[i].device;
    return STR_EMPTY;
}

str label_contact(str value)
{
    char lower[256];
    uint8_t digest[SHA_LEN];
    value = str_trim(value);
    if (value.len == 0 || value.len > sizeof lower) return STR_EMPTY;
    for (size_t i = 0; i < value.len; i++) lower[i] = byte_lower(value.data[i]);
    sha_of(str_of(lower, value.len), digest);
    size_t from = 0, to = COUNT_OF(label_contacts);
    while (from < to) {
        size_t mid = (from + to) / 2;
        int order = memcmp(label_contacts[mid].digest, digest, SHA_LEN);
        if (order == 0) return label_contacts[mid].cluster;
        if (order < 0) from = mid + 1;
        else to = mid;
    }
    return STR_EMPTY;
}
